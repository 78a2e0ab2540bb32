import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram, runOutside } from './outside.ts';
import { ownDirectory } from './own-directory.ts';
import { unreadable } from './unreadable.ts';

/** What LibreOffice is asked to write. */
export type Converted = 'docx' | 'xlsx';
/** LibreOffice's names of what it reads. */
export type Filter = 'MS Word 97' | 'MS Excel 97' | 'Rich Text Format' | 'writer8' | 'calc8';

export interface Older {
  readonly path: string;
  readonly from: Filter;
  readonly to: Converted;
}

/** A document of a thousand pages takes some twenty seconds, the first one half a minute. */
const CONVERTING_MILLISECONDS = 60_000;
/** Address space of the converter: LibreOffice maps some two gigabytes before it has read anything. */
const CONVERTER_MEGABYTES = 4_096;

/** Where LibreOffice is installed, or null. */
export function findConverter(searched?: string): string | null {
  return findProgram(['soffice', 'libreoffice'], searched);
}

/** One at a time: each takes some hundred megabytes. */
let previous: Promise<unknown> = Promise.resolve();
let waiting = 0;
/** Files that may wait for their turn; more would keep people waiting for minutes. */
const mostWaiting = 3;

/**
 * Writes an old file anew with LibreOffice, without its macros and without what it links to elsewhere, and gives the
 * path of the result to `work`; nothing is left behind. Null where nothing came of it: the file is broken, or the part
 * of LibreOffice for its kind is not installed. Throws `UnreadableFile`: timeout, or busy when too many wait already.
 */
export function withConverted<T>(
  converter: string,
  file: Older,
  work: (path: string) => Promise<T>,
): Promise<T | null> {
  if (waiting >= mostWaiting) return Promise.reject(unreadable('busy'));
  waiting += 1;
  const turn = previous
    .then(() => convert(converter, file, work))
    .finally(() => {
      waiting -= 1;
    });
  previous = turn.catch(() => undefined);
  return turn;
}

async function convert<T>(
  converter: string,
  { path, from, to }: Older,
  work: (path: string) => Promise<T>,
): Promise<T | null> {
  const directory = await ownDirectory('convert');
  try {
    const user = join(directory, 'profile/user');
    await mkdir(user, { recursive: true });
    await writeFile(join(user, 'registrymodifications.xcu'), careful);
    const args = [
      '--headless',
      '--norestore',
      '--nologo',
      '--nolockcheck',
      // a profile of its own: no settings of the machine, no lock of another running copy, macros off
      `-env:UserInstallation=${pathToFileURL(join(directory, 'profile')).href}`,
      // by content already known: a broken file is not taken for plain text
      `--infilter=${from}`,
      '--convert-to',
      to,
      '--outdir',
      directory,
      path,
    ];
    await runOutside(converter, args, {
      milliseconds: CONVERTING_MILLISECONDS,
      seconds: CONVERTING_MILLISECONDS / 1000,
      megabytes: CONVERTER_MEGABYTES,
    });
    const stem = (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
    const written = join(directory, `${stem}.${to}`);
    try {
      await access(written);
    } catch {
      return null;
    }
    return await work(written);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Macros off, and nothing loaded that a document only links to. */
const careful = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${Object.entries({
  BlockUntrustedRefererLinks: 'true',
  DisableMacrosExecution: 'true',
  MacroSecurityLevel: '3',
})
  .map(
    ([name, value]) =>
      `<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join('\n')}
</oor:items>
`;
