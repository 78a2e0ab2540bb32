import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/platform/project-root.ts';

/** Where people's requests are answered; the sample writes what it reads. */
const folders = ['src/modules', 'src/site'];
const apart = /\.test\.tsx?$|^src\/site\/sample\//;

/** A statement, or a part of one, that reads entries. */
const reads = /(?:selectFrom|innerJoin|leftJoin)\(\s*'entry(?: as \w+)?'|\b(?:from|join) entry\b(?! \$)/g;

/** One that changes them. */
const writes = /(?:updateTable|deleteFrom)\(\s*'entry'|\bupdate entry\b/g;

/** What keeps a confidential entry from who may not see it: the rule itself, or the rule for visitors. */
const keeps =
  /\b(?:seenBy|noteSeenBy|questionSeenBy|aboutWithheld|toldNow)\(|not (?:\w+\.)?confidential\b|confidential', '=', false|\b(?:isPublic|stillPublic|everPublic)\b/g;

/** Whoever has an entry was asked when it was read: records are made by `entry-store.ts` alone, for an actor. */
const known = /\b(?:findEntry|lockEntry)\(|: (?:readonly )?EntryRecord\b/;

/** Instead of all that, a reason. */
const excused = /seen or not:/i;

const comments = /\/\*[\s\S]*?\*\/|^\s*(?:\/\/|--).*$/gm;

/** The functions and values of a module, each with the comment before it. */
function declarations(text: string): string[] {
  return text.split(/\n\n(?=\S)/);
}

/** What a declaration reads more often than it asks for whom, and what it changes without ever having asked. */
function unguarded(declaration: string): string[] {
  if (excused.test(declaration)) return [];
  const code = declaration.replace(comments, '');
  const found = code.match(reads) ?? [];
  const changed = code.match(writes) ?? [];
  const guards = code.match(keeps)?.length ?? 0;
  return [
    ...(found.length > guards ? found : []),
    ...(changed.length > 0 && guards === 0 && !known.test(code) ? changed : []),
  ];
}

const sources = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !apart.test(file)),
);

describe('a statement that reads or changes entries', () => {
  test('asks for whom, or says why it reads those nobody but their readers may see', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(
      sources.flatMap((file) =>
        declarations(readFileSync(join(projectRoot, file), 'utf8'))
          .flatMap(unguarded)
          .map((statement) => `${file}: ${statement}`),
      ),
      'add seenBy(actor) for each entry read; what is of every entry says so: “seen or not: the reason”',
    ).toEqual([]);
  });

  test('is told where one guard stands for two, only a comment speaks of it, or what is changed was never read', () => {
    const guarded = "tx.selectFrom('entry').where(seenBy(actor))";
    expect(unguarded(guarded)).toEqual([]);
    expect(unguarded(`${guarded}\n  .leftJoin('entry as copy', …)`)).toHaveLength(2);
    expect(unguarded("// not confidential\ntx.selectFrom('entry')")).toEqual(["selectFrom('entry'"]);
    expect(unguarded("/** Seen or not: all are counted. */\ntx.selectFrom('entry')")).toEqual([]);
    expect(unguarded("f(id: number) { tx.updateTable('entry') }")).toEqual(["updateTable('entry'"]);
    expect(unguarded("f(entry: EntryRecord) { tx.updateTable('entry') }")).toEqual([]);
  });
});
