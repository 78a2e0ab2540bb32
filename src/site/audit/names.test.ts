import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jobs } from '../../jobs.ts';
import { projectRoot } from '../../platform/project-root.ts';
import { happeningCodes, namesAbout, namesOf, topicCodes } from './happenings.ts';
import { knownSentence } from './sentences.ts';

/** Names written with a part that is filled in: what they can become. */
const filledIn: Readonly<Record<string, readonly string[]>> = {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are the sources' own words
  '${kind}.viewed': [
    'edition.viewed',
    'entry.viewed',
    'import.viewed',
    'question.viewed',
    'consultation.viewed',
    ...['plan.viewed', 'plan_import.viewed', 'task.viewed', 'target.viewed', 'difficulty.viewed'],
    ...['directive.viewed', 'urging_letter.viewed', 'board.viewed', 'urging.viewed'],
  ],
  '${item.kind}.linked': ['task.linked', 'target.linked'],
  '${item.kind}.derived': ['task.derived', 'target.derived'],
  '${item.kind}.${verb}': ['task.unlinked', 'task.underived', 'target.unlinked', 'target.underived'],
  '${nounOf(kind)}.requested': ['backup.requested', 'rehearsal.requested'],
  '${nounOf(record.kind)}.${verb}': ['backup.made', 'backup.failed', 'rehearsal.passed', 'rehearsal.failed'],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: end
};

const eventName = /'([a-z_]+\.[a-z_]+)'/g;

/** Every name the sources give to an event: beside `name:` or `event:` where events are written, and in `tell(…)`. */
function namesInSources(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path) || /\.test\.tsx?$/.test(path) || path.startsWith('platform/')) continue;
    const text = readFileSync(join(projectRoot, 'src', path), 'utf8');
    if (!/appendEvents?\(|NewEvent|conclude(?:Task|Target)\(|\bevent: '|\btell\(tx/.test(text)) continue;
    for (const line of text.split('\n')) {
      if (!/\b(name|event): |\btell\(|\brecord\(/.test(line)) continue;
      for (const [, name = ''] of line.matchAll(eventName)) names.add(name);
      for (const [, template = ''] of line.matchAll(/\b(?:name|event): `([^`]*\.[^`]*)`/g))
        for (const name of writtenFrom(template)) names.add(name);
    }
  }
  for (const { name } of jobs) names.delete(name);
  return names;
}

/** A type of names is no name. */
const isType = (template: string) => /\$\{string\}/.test(template);

function writtenFrom(template: string): readonly string[] {
  if (isType(template)) return [];
  const names = filledIn[template];
  if (!names) throw new Error(`say in this test what \`${template}\` can become`);
  return names;
}

const written = [...namesInSources()].sort();
const grouped = happeningCodes.flatMap((code) => namesOf(code));

test('the names of events are found in the sources', () => {
  expect(written).toEqual(
    expect.arrayContaining([
      ...['edition.published', 'edition.viewed', 'entry.moved', 'document.registered', 'role.granted'],
      ...['organisation.changed', 'organisation.created', 'rehearsal.passed', 'sign_in.refused'],
      ...['audit.searched', 'chain.broken', 'chain.verified'],
    ]),
  );
});

test.each(written)(
  '%s is told in sentences of both languages, and found under what was done and about what',
  (name) => {
    const sentence = knownSentence(name, {}, { fileName: null, scopeName: null, deputyName: null });
    expect(sentence, 'a sentence').not.toBeNull();
    for (const text of [sentence?.vi ?? '', sentence?.en ?? '']) expect(text).toMatch(/^[\p{Lu}\d]/u);
    expect(sentence?.vi).not.toBe(sentence?.en);
    expect(
      grouped.filter((one) => one === name),
      'once in happenings.ts',
    ).toEqual([name]);
    expect(
      topicCodes.filter((topic) => namesAbout(topic).includes(name)),
      'one topic',
    ).toHaveLength(1);
  },
);

test('nothing is filtered by that never happens', () => {
  expect(grouped.filter((name) => !written.includes(name))).toEqual([]);
});
