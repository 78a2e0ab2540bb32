import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.ts';

/**
 * The test files whose rules may turn out otherwise on another database server: all that reach test/support/servers.ts
 * by what they import, however far. Not the journeys, which are about pages in a browser, nor the command line, whose
 * installations start databases of their own, nor what counts the words, bytes and statements of pages, which are the
 * product's and no server's: doors.test.ts opens every page on both. Nor `costly` and `decidedBefore`. Paths below the
 * project's root.
 */
export function filesOnDatabase(): string[] {
  const servers = join(projectRoot, 'test/support/servers.ts');
  return ['src', 'test']
    .flatMap((directory) => filesBelow(join(projectRoot, directory)))
    .filter((path) => /\.test\.tsx?$/.test(path) && reachedFrom(path).has(servers))
    .map((path) => relative(projectRoot, path))
    .filter(
      (path) => !/^test\/(journeys|cli|architecture\/(budgets|guide|languages|statements))\b/.test(path),
    )
    .filter((path) => !costly.includes(path) && !decidedBefore.includes(path));
}

/**
 * Nearly all of their time is hashing of passwords. What they ask of a database their neighbours ask of both servers:
 * signing in by password, by code and by key, wrong ones counted (sessions/pages, factors/second-step).
 */
const costly: readonly string[] = [
  'src/modules/directory/factors/pages.test.ts',
  'src/modules/directory/sessions/sign-in.test.ts',
];

/**
 * Who may bring what from which state into which is decided before a statement runs, and the tests of each command ask both
 * servers what it does; an export somebody tampered with is refused by its own sums, and whole ones are restored on both.
 */
const decidedBefore: readonly string[] = [
  'test/architecture/lifecycles.test.ts',
  'test/platform/backup-tampered.test.ts',
];

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function reachedFrom(path: string): Set<string> {
  const reached = new Set([path]);
  // a set walked while it grows: every file once
  for (const one of reached) for (const next of importsOf(one)) reached.add(next);
  return reached;
}

const known = new Map<string, readonly string[]>();

/** Our own files that a file imports; types alone are nothing that runs. */
function importsOf(path: string): readonly string[] {
  const found =
    known.get(path) ??
    [
      ...readFileSync(path, 'utf8').matchAll(
        /^(?:import|export)(?! type\b)[^'";]*'(\.{1,2}\/[^']+\.tsx?)';$/gm,
      ),
    ].map(([, to = '']) => join(dirname(path), to));
  known.set(path, found);
  return found;
}
