/**
 * The built product as people run it: separate processes with settings, data and a port of their own. Used by the
 * tests of the product and of the command line, and by `npm run bench -- crash`.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { projectRoot } from '../../src/platform/project-root.ts';

/** PRODUCT_ROOT: another checkout, already built, to try instead of this one. */
const root = process.env.PRODUCT_ROOT ?? projectRoot;
const program = join(root, 'dist/main.js');
/** As scripts/node24.mjs has it. */
const nodeFlags = [
  '--max-semi-space-size=16',
  ...['--import', 'data:text/javascript,process.setSourceMapsEnabled(true)'],
];

/** Settings of one installation; what the machine of the tests has set for its own means nothing to it. */
const blank = {
  PORT: '',
  HOST: '',
  BASE_URL: '',
  DATA_DIR: '',
  DATABASE_URL: '',
  DATABASE_TIMEOUT: '',
  BACKUP_DIR: '',
  BACKUP_HOUR: '',
  BACKUP_KEEP: '',
  BACKUP_REHEARSE_DAYS: '',
  SECRET_KEY: '',
  // people of these tests sign in by password alone
  SECOND_FACTOR: 'offered',
  SMTP_URL: '',
  TRUST_PROXY: '',
  LOG_LEVEL: '',
  NODE_ENV: '',
  LC_ALL: '',
  LANG: 'vi_VN.UTF-8',
};

export interface Installation {
  readonly directory: string;
  readonly dataDir: string;
  readonly address: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Ends what still runs on its data and removes it. */
  close(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  /** standard output */
  readonly output: string;
  /** standard error */
  readonly complaint: string;
}

export interface Running {
  readonly pid: number;
  readonly address: string;
  readonly ended: Promise<Ended>;
  output(): string;
  complaint(): string;
  /** Log lines so far, read as JSON; one that is none fails. */
  log(): Record<string, unknown>[];
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

let built: Promise<void> | undefined;

/** Builds where the sources have changed since this process began to test; two processes at once take turns. */
export function ensureBuilt(): Promise<void> {
  built ??= build();
  return built;
}

async function build(): Promise<void> {
  if (process.env.PRODUCT_ROOT) return;
  const script = "import('./scripts/prepare.mjs').then((ready) => ready.main(() => ready.ensureReady()))";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
}

/** An installation that was never started, on a free port, without the sample unless told. */
export async function openInstallation(
  settings: Readonly<Record<string, string>> = {},
  directory: string = mkdtempSync(join(tmpdir(), 'nhipcau-product-')),
): Promise<Installation> {
  await ensureBuilt();
  // run by root, the database's own account has to pass through
  chmodSync(directory, 0o711);
  const port = await freePort();
  const dataDir = join(directory, 'data');
  return {
    directory,
    dataDir,
    address: `http://127.0.0.1:${port}`,
    settings: { ...blank, DATA_DIR: dataDir, PORT: String(port), NHIPCAU_SAMPLE: 'none', ...settings },
    async close() {
      for (const pid of [...programsOf(dataDir), ...postgresOf(dataDir)]) signal(pid, 'SIGKILL');
      await delay(50);
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const found = server.address();
      server.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}

interface Spoken {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  output(): string;
  complaint(): string;
}

/** The program is started hundreds of times: what the first start compiled, the others read. */
const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

function launch(
  installation: Installation,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  log?: string,
): Spoken {
  const child = spawn(process.execPath, [...nodeFlags, program, ...args], {
    cwd: installation.directory,
    env: { PATH: process.env.PATH, ...compiled, ...installation.settings, ...settings },
    // the channel carries nothing: it closes when this process dies, and the product ends with it
    stdio: ['pipe', 'pipe', log === undefined ? 'pipe' : openSync(log, 'w'), 'ipc'],
  });
  let output = '';
  let complaint = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, output, complaint }));
  });
  return { child, ended, output: () => output, complaint: () => complaint };
}

/** Runs one command to its end. `input` goes to its standard input. */
export async function run(
  installation: Installation,
  args: readonly string[],
  { input = '', settings = {} }: { input?: string; settings?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const spoken = launch(installation, args, settings);
  spoken.child.stdin?.end(input);
  return spoken.ended;
}

/** Starts the product (or only `web` or `worker`) without waiting for it; `log` takes its standard error. */
export function begin(
  installation: Installation,
  words: readonly string[] = ['start'],
  settings: Readonly<Record<string, string>> = {},
  log?: string,
): Running {
  const { child, ended, output, complaint } = launch(installation, words, settings, log);
  return {
    pid: child.pid ?? 0,
    address: installation.address,
    ended,
    output,
    complaint,
    log: () => linesOf(complaint()).map((line) => JSON.parse(line) as Record<string, unknown>),
    async stop(name = 'SIGTERM') {
      child.kill(name);
      return ended;
    },
  };
}

/** Starts the product and waits until it is ready. */
export async function start(
  installation: Installation,
  settings: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const running = begin(installation, ['start'], settings);
  await ready(running);
  return running;
}

/** Throws with what it said where it ends instead. */
export async function ready(running: Running, seconds = 180): Promise<void> {
  const over = running.ended.then(({ code }) => code);
  await until(
    'the product is ready',
    async () => {
      const code = await Promise.race([over, delay(0, 'running' as const)]);
      if (code !== 'running') throw new Error(`ended with ${code}: ${running.complaint()}`);
      return (await statusOf(`${running.address}/readyz`)) === 200;
    },
    seconds,
  );
}

/** The status of an answer, null where nobody answers. */
export async function statusOf(url: string): Promise<number | null> {
  try {
    const answer = await fetch(url, { redirect: 'manual', headers: { connection: 'close' } });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
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
    await delay(20);
  }
}

export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** kill -9 of the whole product: the program and every process of its database, in no order. */
export function killAll(installation: Installation, running: Running): void {
  const pids = [running.pid, ...postgresOf(installation.dataDir)];
  for (const pid of pids.sort(() => Math.random() - 0.5)) signal(pid, 'SIGKILL');
}

/** Every PostgreSQL process working in the cluster of this data directory. */
export function postgresOf(dataDir: string): number[] {
  const cluster = clusterOf(dataDir);
  if (!existsSync(cluster)) return [];
  const { dev, ino } = statSync(cluster);
  return processes().filter((pid) => {
    try {
      const place = statSync(`/proc/${pid}/cwd`);
      return place.dev === dev && place.ino === ino;
    } catch {
      return false;
    }
  });
}

/** The server's first process, from postmaster.pid. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A look behind the product’s back, as the owner of its database. */
export async function query(
  { dataDir }: Installation,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const cluster = clusterOf(dataDir);
  const [, , , port, host] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  const client = new pg.Client({
    host: host ?? '',
    port: Number(port),
    user: 'nhipcau',
    database: 'nhipcau',
    password: readFileSync(join(cluster, '../password'), 'utf8').trim(),
  });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Programs of the product started with this data directory. */
function programsOf(dataDir: string): number[] {
  return processes().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`DATA_DIR=${dataDir}`);
    } catch {
      return false;
    }
  });
}

function clusterOf(dataDir: string): string {
  const record = join(dataDir, 'postgres.location');
  const home = existsSync(record) ? readFileSync(record, 'utf8').trim() : join(dataDir, 'postgres');
  return join(home, 'cluster');
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ended by itself meanwhile
  }
}

/** The body of an answer; throws with it where the status is another. */
export async function expectedStatus(answer: Response, status: number): Promise<string> {
  const body = await answer.text();
  if (answer.status === status) return body;
  throw new Error(`${answer.url} answered ${answer.status}: ${textOf(body).slice(0, 2000)}`);
}

/** The words of a page without its marks. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
