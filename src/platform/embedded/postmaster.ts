import { spawn } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { as } from './account.ts';
import type { Binaries } from './binaries.ts';
import { ping } from './connection.ts';
import type { Place } from './place.ts';
import { diskFull, EmbeddedRefusal } from './refusal.ts';

/** A server that answers. */
export interface Postmaster {
  readonly pid: number;
  readonly socketDirectory: string;
  readonly port: number;
}

const port = 5432;
const logLimit = 10 << 20;
/** A server replaying its log after a crash says so at each try; one that says nothing for this long hangs. */
const silence = 60_000;

/** postmaster.pid as PostgreSQL writes it; null when there is none. A torn file has pid 0. */
export function readPostmasterFile(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]) || 0, socketDirectory: lines[4] ?? '', port: Number(lines[3]) || port };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** False also for a zombie: one whose parent never asks how it ended is dead all the same. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
  } catch {
    return false;
  }
}

/**
 * Living processes of PostgreSQL on this cluster: all of them work inside it. A pid alone proves nothing, since a
 * restarted machine or container gives the same number to another program.
 */
export function processesIn(cluster: string): number[] {
  const { dev, ino } = statSync(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const cwd = statSync(`/proc/${pid}/cwd`);
        return cwd.dev === dev && cwd.ino === ino && isAlive(pid) && pid !== process.pid && isServer(pid);
      } catch {
        return false;
      }
    });
}

/** A shell somebody opened in the directory is none; an orphan of a server whose program file is gone still is. */
function isServer(pid: number): boolean {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim().startsWith('postgres');
}

/**
 * The server an earlier process left running on this cluster, once it answers; null when there is none. What is left
 * of a dead one (its postmaster.pid, orphaned backends) is cleared away. Only under the gate.
 */
export async function findRunning(place: Place, password: () => string): Promise<Postmaster | null> {
  let heard = Date.now();
  for (;;) {
    const file = readPostmasterFile(place.cluster);
    const living = processesIn(place.cluster);
    if (!file || !living.includes(file.pid)) {
      await endProcesses(living);
      // Left in place, the pid of a dead server taken by another program would make PostgreSQL refuse to start.
      if (file) await rm(join(place.cluster, 'postmaster.pid'), { force: true });
      return null;
    }
    const answer = await ping({ ...file, password: password() });
    if (answer === 'ready') return file;
    if (answer === 'wrong-password') throw wrongPassword(place, file.pid);
    if (answer === 'not-yet') heard = Date.now();
    if (Date.now() - heard > silence) {
      await stopPostmaster(place, file.pid);
      return null;
    }
    await delay(50);
  }
}

/** Backends whose postmaster was killed: most leave at once by themselves, one amid a long query must be told. */
async function endProcesses(pids: readonly number[]): Promise<void> {
  if (await allGone(pids, 3000)) return;
  signalAll(pids, 'SIGQUIT');
  if (await allGone(pids, 5000)) return;
  signalAll(pids, 'SIGKILL');
  await allGone(pids, 5000);
}

/** Starts the server and returns once it answers. Only under the gate, with nothing running. */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  socketDirectory: string,
  password: string,
): Promise<Postmaster> {
  // The directory is ours and nothing runs: what lies in it is of a dead server whose number another may have by now.
  for (const name of [`.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`]) {
    await rm(join(socketDirectory, name), { force: true });
  }
  rotateLog(place.log);
  const log = openSync(place.log, 'a', 0o640);
  const logStart = statSync(place.log).size;
  // A process group of its own: Ctrl-C in a terminal must reach the product, which stops the server when it is done.
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(socketDirectory)], {
    ...as(place.account),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= `exit ${signal ?? code}`;
  });
  let heard = Date.now();
  for (;;) {
    if (ended !== null || child.pid === undefined) {
      await delay(0);
      throw await startFailed(place, `${ended}`, logStart);
    }
    const server = { pid: child.pid, socketDirectory, port };
    const answer = await ping({ ...server, password });
    if (answer === 'ready') return server;
    if (answer === 'wrong-password') {
      await stopPostmaster(place, child.pid);
      throw wrongPassword(place, child.pid);
    }
    if (answer === 'not-yet') heard = Date.now();
    if (Date.now() - heard > silence) {
      await stopPostmaster(place, child.pid);
      throw await startFailed(place, 'no answer', logStart);
    }
    await delay(10);
  }
}

function settings(socketDirectory: string): string[] {
  const values: Readonly<Record<string, string | number>> = {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    port,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    shared_buffers: '128MB',
    max_connections: 50,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '%m [%p] %u ',
    // statements and the details of errors hold personal values and sealed texts: they stay out of the log
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_statement: 'none',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Ends the server: fast (clients cut off, everything written), or, when that takes over half a minute, at once (the
 * next start replays the log; nothing acknowledged is lost either way).
 */
export async function stopPostmaster(place: Place, pid: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5000],
  ] as const) {
    signalAll([pid], signal);
    // one that somebody halted (SIGSTOP) hears the signal only when it goes on
    signalAll(processesIn(place.cluster), 'SIGCONT');
    if (await allGone([pid], patience)) break;
  }
  await allGone(processesIn(place.cluster), 5000);
}

async function allGone(pids: readonly number[], milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/**
 * Keeps postgres.log below about 10 MB with one older part beside it. Copied and cut rather than renamed: the server
 * holds the file open (appending), and goes on with it even when this process is killed.
 */
export function rotateLog(path: string, limit = logLimit): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limit) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

async function startFailed(place: Place, how: string, logStart: number): Promise<EmbeddedRefusal> {
  const written = tail(place.log, logStart);
  const { bavail, bsize } = await statfs(place.home);
  // on a full disk the log has no room for the reason either
  if (/No space left on device|Disk quota exceeded/.test(written) || bavail * bsize < 1 << 20) {
    return diskFull(place.home, written);
  }
  const last = written.split('\n').slice(-4).join(' | ') || how;
  return new EmbeddedRefusal('start-failed', {
    vi: `Cơ sở dữ liệu ở ${place.cluster} không khởi động được (${how}): ${last}. Xem thêm ${place.log}.`,
    en: `The database in ${place.cluster} did not start (${how}): ${last}. See also ${place.log}.`,
  });
}

function tail(path: string, start: number): string {
  const size = statSync(path).size;
  const from = Math.max(start, size - 4096);
  const buffer = Buffer.alloc(Math.max(0, size - from));
  const file = openSync(path, 'r');
  readSync(file, buffer, 0, buffer.length, from);
  closeSync(file);
  return buffer.toString('utf8').trim();
}

function wrongPassword(place: Place, pid: number): EmbeddedRefusal {
  return new EmbeddedRefusal('password-missing', {
    vi: `Mật khẩu trong ${join(place.home, 'password')} không mở được cơ sở dữ liệu (tiến trình ${pid}); dữ liệu vẫn còn. Hãy phục hồi tệp này từ bản sao lưu cùng lúc với dữ liệu.`,
    en: `The password in ${join(place.home, 'password')} does not open the database (process ${pid}); the data are still there. Restore that file from the backup made with the data.`,
  });
}
