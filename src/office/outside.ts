import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { unreadable } from './unreadable.ts';

/** What a program outside the product may cost. */
export interface OutsideLimits {
  readonly milliseconds: number;
  /** Of a processor. */
  readonly seconds: number;
  /** Address space. */
  readonly megabytes: number;
}

/** The first of the named programs that is installed, or null. */
export function findProgram(
  names: readonly string[],
  searched: string = process.env.PATH ?? '',
): string | null {
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

/**
 * A limit on memory and on processor time; an end when the server ends, however that came; a low priority; no network,
 * where the system lets an ordinary account give it up. The shell sees nothing of the arguments but passes them on.
 */
const limited = (limits: OutsideLimits) => `ulimit -v ${limits.megabytes * 1024}
ulimit -t ${limits.seconds}
if setpriv --pdeathsig KILL true 2>/dev/null; then set -- setpriv --pdeathsig KILL "$0" "$@"; else set -- "$0" "$@"; fi
if unshare --map-root-user --net true 2>/dev/null; then set -- unshare --map-root-user --net "$@"; fi
exec nice -n 5 "$@"`;

/** How a program ended: its exit code, or the signal that ended it (`SIGXCPU`: no processor time left). */
export type Ended = number | NodeJS.Signals;

/** Runs a program under limits to its end, whatever it answers. Throws `UnreadableFile` (timeout). */
export function runOutside(program: string, args: readonly string[], limits: OutsideLimits): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', limited(limits), program, ...args], {
      // what it starts itself must end with it
      detached: true,
      stdio: 'ignore',
      env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG: 'C.UTF-8', OMP_THREAD_LIMIT: '1' },
    });
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // it has ended by itself
      }
    };
    process.once('exit', end);
    const settle = (settled: () => void) => {
      clearTimeout(timer);
      process.off('exit', end);
      settled();
    };
    const timer = setTimeout(() => {
      end();
      settle(() => reject(unreadable('timeout')));
    }, limits.milliseconds);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => settle(() => resolve(signal ?? code ?? 0)));
  });
}
