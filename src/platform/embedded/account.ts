import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedRefusal } from './refusal.ts';

/** Who runs PostgreSQL. `uid` null: whoever runs this process. */
export interface ServerAccount {
  readonly uid: number | null;
  readonly gid: number | null;
}

/** Options of child_process that make a command run as the account, without this process's PG* variables. */
export function as(account: ServerAccount): {
  cwd: string;
  env: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
} {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/' };
  if (account.uid === null || account.gid === null) return { cwd: '/', env };
  return { cwd: '/', env, uid: account.uid, gid: account.gid };
}

interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function passwdEntries(): PasswdEntry[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((entry) => entry.name !== '' && Number.isInteger(entry.uid) && Number.isInteger(entry.gid));
}

/**
 * PostgreSQL refuses to run as root, and as a uid without a passwd entry. Not root: the caller itself. Root: the
 * owner of the existing data when that is an ordinary account (a service's own user keeps its data), else
 * `postgres`, else `nobody`.
 *
 * @param owner uid owning the existing cluster, null when there is none yet
 */
export function chooseAccount(owner: number | null): ServerAccount {
  if (process.getuid?.() !== 0) return { uid: null, gid: null };
  const entries = passwdEntries().filter((entry) => entry.uid !== 0);
  const chosen =
    entries.find((entry) => entry.uid === owner) ??
    entries.find((entry) => entry.name === 'postgres') ??
    entries.find((entry) => entry.name === 'nobody');
  if (!chosen) {
    throw new EmbeddedRefusal('no-account', {
      vi: 'PostgreSQL không chạy được bằng quyền root, và máy này không có tài khoản “postgres” hay “nobody”. Hãy chạy chương trình bằng một tài khoản thường, hoặc tạo tài khoản “postgres” (useradd --system postgres).',
      en: 'PostgreSQL does not run as root, and this machine has no account “postgres” or “nobody”. Run the program as an ordinary account, or create one (useradd --system postgres).',
    });
  }
  return { uid: chosen.uid, gid: chosen.gid };
}

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program as the account to its end; never rejects: a program that cannot be started has code 127. */
export function runAs(account: ServerAccount, file: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(file, [...args], { ...as(account), maxBuffer: 4 << 20 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim();
      if (!error) return resolve({ code: 0, output });
      const code = typeof error.code === 'number' ? error.code : error.signal ? 128 : 127;
      resolve({ code, output: output || error.message });
    });
  });
}

/**
 * True where the account can enter the directory and write in it, found by trying as that account: modes alone tell
 * too little. Nothing is written, since a full disk must not be taken for a closed door.
 */
export async function canWork(account: ServerAccount, directory: string): Promise<boolean> {
  const script = 'cd "$1" && test -w . && test -x .';
  return (await runAs(account, '/bin/sh', ['-c', script, 'sh', directory])).code === 0;
}

/** Gives a tree to the account where it is not yet its own. The top comes last, so that a killed run is done again. */
export async function give(account: ServerAccount, path: string): Promise<void> {
  if (account.uid === null || account.gid === null) return;
  const found = await lstat(path);
  if (found.uid === account.uid) return;
  await giveAll(account.uid, account.gid, path, found.isDirectory());
}

async function giveAll(uid: number, gid: number, path: string, isDirectory: boolean): Promise<void> {
  if (isDirectory) {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) continue;
      await giveAll(uid, gid, join(path, entry.name), entry.isDirectory());
    }
  }
  await chown(path, uid, gid);
}
