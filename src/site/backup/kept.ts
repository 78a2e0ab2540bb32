import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { localDateOf, localTimeOf } from '../../kernel/dates.ts';
import { draftMark, manifestFile } from '../../platform/backup/index.ts';

/** `2026-11-22-0200-13`: day, time and second in Vietnam, so that names stand in the order of time. */
export function exportName(at: Date): string {
  const seconds = String(at.getUTCSeconds()).padStart(2, '0');
  return `${localDateOf(at)}-${localTimeOf(at).replace(':', '')}-${seconds}`;
}

const named = /^\d{4}-\d{2}-\d{2}-\d{4}-\d{2}$/;

/** Removes what exports that were cut off left in the directory. Only for who makes the exports there. */
export async function removeDrafts(directory: string): Promise<void> {
  for (const name of await namesIn(directory)) {
    const [begin = '', rest] = name.split(draftMark);
    if (rest !== undefined && named.test(begin))
      await rm(join(directory, name), { recursive: true, force: true });
  }
}

/** Removes all but the newest exports made here; other directories are left alone. Returns those removed. */
export async function removeOld(directory: string, keep: number): Promise<string[]> {
  const exports = [];
  for (const name of (await namesIn(directory)).filter((one) => named.test(one)))
    if (await stat(join(directory, name, manifestFile)).catch(() => null)) exports.push(name);
  const old = exports.sort().reverse().slice(keep);
  for (const name of old) {
    const leaving = join(directory, `${basename(name)}${draftMark}removed`);
    // cut off amid its removal, what is left must not look like an export
    await rename(join(directory, name), leaving);
    await rm(leaving, { recursive: true, force: true });
  }
  return old.map((name) => join(directory, name));
}

const namesIn = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);
