import { readFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/*
 * Locks are listening sockets in Linux's abstract namespace. The kernel gives a name to one process at a time and
 * takes it back the moment that process ends, kill -9 included, so a lock is never stale and never has to be
 * guessed at from a recorded pid (which a restarted container hands to a stranger). The sockets are opened
 * close-on-exec, so the PostgreSQL server that outlives its parent does not inherit them.
 * They reach as far as one network namespace: one machine, or one container with all that is run inside it.
 * Across machines on a shared disk only PostgreSQL's own postmaster.pid stands guard.
 */

export interface Claim {
  release(): Promise<void>;
}

/** Takes the name, or returns null when a living process has it. */
export function tryClaim(name: string): Promise<Claim | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`${process.pid}\n`);
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(`\0${name}`, () => {
      server.unref();
      resolve({ release: () => closed(server) });
    });
  });
}

/** As tryClaim, waiting up to `milliseconds` for the holder to let go. */
export async function claimWithin(name: string, milliseconds: number): Promise<Claim | null> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const claim = await tryClaim(name);
    if (claim || Date.now() >= deadline) return claim;
    await delay(25);
  }
}

/** The pid of the process that has the name; null when nobody has it or it does not answer within a second. */
export function holderOf(name: string): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(`\0${name}`);
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve(/^\d+$/.test(answer.trim()) ? Number(answer) : null);
    };
    socket.setTimeout(1000, finish);
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('end', finish);
    socket.on('error', finish);
  });
}

/** How many living claims begin with this prefix. */
export function countClaims(prefix: string): number {
  const listening = '00010000';
  return readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .filter((line) => line.includes(` @${prefix}`) && line.split(/\s+/)[3] === listening).length;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
