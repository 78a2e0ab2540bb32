import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/platform/project-root.ts';

/** Where people's requests are answered; the sample writes what it reads. */
const folders = ['src/modules', 'src/site'];
const apart = /\.test\.tsx?$|^src\/site\/sample\//;

/** A statement, or a part of one, that reads entries. */
const reads = /(?:selectFrom|innerJoin|leftJoin)\(\s*'entry(?: as \w+)?'|\b(?:from|join) entry\b(?! \$)/g;

/** What keeps a confidential entry from who may not see it: the rule itself, the rule for visitors, or a reason. */
const keeps =
  /\b(?:seenBy|noteSeenBy|aboutWithheld)\(|not (?:\w+\.)?confidential\b|confidential', '=', false|\b(?:isPublic|stillPublic|everPublic)\b|seen or not:/i;

/** The functions and values of a module, each with the comment before it. */
function declarations(text: string): string[] {
  return text.split(/\n\n(?=\S)/);
}

function unguarded(file: string): string[] {
  const text = readFileSync(join(projectRoot, file), 'utf8');
  return declarations(text).flatMap((part) => {
    const found = part.match(reads);
    return found && !keeps.test(part) ? [`${file}: ${found.join(', ')}`] : [];
  });
}

const sources = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !apart.test(file)),
);

describe('a statement that reads entries', () => {
  test('asks for whom, or says why it reads those nobody but their readers may see', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(
      sources.flatMap(unguarded),
      'add seenBy(actor) to the statement; one that is of every entry says so: “seen or not: the reason”',
    ).toEqual([]);
  });
});
