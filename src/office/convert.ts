import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
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

const names = ['soffice', 'libreoffice'];

/** Where LibreOffice is installed, or null. */
export function findConverter(searched: string = process.env.PATH ?? ''): string | null {
  const places = searched.split(delimiter).filter(Boolean);
  for (const place of [...places, '/usr/bin', '/usr/local/bin'])
    for (const name of names) {
      const path = join(place, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not there
      }
    }
  return null;
}

/** One at a time: each takes some hundred megabytes. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * Writes an old file anew with LibreOffice, without its macros and without asking any other computer for anything, and
 * gives the path of the result to `work`; nothing is left behind. Null where nothing came of it: the file is broken, or
 * the part of LibreOffice for its kind is not installed. Throws `UnreadableFile` (timeout).
 */
export function withConverted<T>(
  converter: string,
  file: Older,
  work: (path: string) => Promise<T>,
): Promise<T | null> {
  const turn = previous.then(() => convert(converter, file, work));
  previous = turn.catch(() => undefined);
  return turn;
}

async function convert<T>(
  converter: string,
  { path, from, to }: Older,
  work: (path: string) => Promise<T>,
): Promise<T | null> {
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-convert-'));
  try {
    await run(converter, [
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
    ]);
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

function run(converter: string, args: readonly string[]): Promise<void> {
  const limited = `ulimit -v ${CONVERTER_MEGABYTES * 1024}; exec "$0" "$@"`;
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', limited, converter, ...args], {
      // LibreOffice starts a process of its own, which must end with it
      detached: true,
      stdio: 'ignore',
      env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG: 'C.UTF-8' },
    });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(unreadable('timeout'));
    }, CONVERTING_MILLISECONDS);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
