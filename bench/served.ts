import { type ChildProcess, fork } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { lawfulCalendar } from '../src/kernel/working-days.ts';
import { publicCatalogueRoutes } from '../src/modules/catalogue/index.ts';
import { documentRoutes } from '../src/modules/documents/index.ts';
import type { Config } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/database/open.ts';
import { superviseEmbedded } from '../src/platform/embedded/index.ts';
import { openLocalBlobStore } from '../src/platform/files.ts';
import { openAssets } from '../src/platform/http/assets.ts';
import type { Route } from '../src/platform/http/route.ts';
import { dayByTheMinute, openUseCounter } from '../src/platform/http/uses.ts';
import { createWeb } from '../src/platform/http/web.ts';
import { readInstallation } from '../src/platform/installation.ts';
import { openLog } from '../src/platform/log.ts';
import { openMetrics } from '../src/platform/metrics.ts';
import { projectRoot } from '../src/platform/project-root.ts';
import { usualRetention } from '../src/platform/retention.ts';
import type { Services } from '../src/platform/services.ts';
import type { DatabaseServer } from '../src/runtime.ts';
import { siteRoutes } from '../src/site/index.ts';
import { renderFailure } from '../src/ui/failure-page.tsx';

/** How the web of a measurement runs: the real routes on a database, with or without what makes them fast. */
export interface Serving {
  readonly connection: pg.PoolConfig;
  readonly pageCache: boolean;
  readonly compression: boolean;
  /** Nothing the database answered is used twice. */
  readonly anew?: true;
}

/** A server in a process of its own, so that it shares nothing with the one that sends the requests. */
export interface Served {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts this same program again as a server; it ends when this process does, however that comes about. */
export async function serveApart(job: unknown): Promise<Served> {
  const { answer, stop } = await startApart(job);
  return { port: Number(answer), stop };
}

/** An empty embedded database in a directory of its own, both gone once stopped or once this process has ended. */
export async function databaseApart(): Promise<DatabaseServer & { readonly dataDir: string }> {
  const { answer, stop } = await startApart({ database: true });
  const { connection, dataDir } = answer as { connection: pg.PoolConfig; dataDir: string };
  return { connection, dataDir, embedded: true, stop };
}

async function startApart(job: unknown): Promise<{ answer: unknown; stop(): Promise<void> }> {
  const child = fork(process.argv[1] ?? '', ['--serve', JSON.stringify(job)], { stdio: 'inherit' });
  const answer = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { answer, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill();
  await ended;
}

/**
 * The job this process was started for as a server, or null when it is the measuring one. Either ends with the process
 * that started it: a measurement killed outright must not leave servers behind. Serving the database is done here.
 */
export async function servingJob(): Promise<unknown> {
  const at = process.argv.indexOf('--serve');
  const job: unknown = at < 0 ? null : JSON.parse(process.argv[at + 1] ?? 'null');
  if (typeof job === 'object' && job !== null && 'database' in job) await serveDatabase();
  process.once('disconnect', () => process.exit(143));
  process.channel?.unref();
  return job;
}

/** Ends the process, when it is told to or its parent is gone. */
async function serveDatabase(): Promise<never> {
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-bench-'));
  // run by root, the server's own account has to pass through
  await chmod(directory, 0o711);
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
  const quiet = { info: () => undefined, warn: console.warn, error: console.error };
  const dataDir = join(directory, 'data');
  const server = await superviseEmbedded({ dataDir, log: quiet });
  if (process.connected) process.send?.({ connection: { ...server.connection }, dataDir });
  await told;
  await server.stop();
  await rm(directory, { recursive: true, force: true });
  process.exit(0);
}

/** What commands and jobs of a measurement work with. */
export async function servicesOn(connection: pg.PoolConfig): Promise<Services & { close(): Promise<void> }> {
  const log = openLog('silent');
  const { db, close } = openDatabase({ connection, log });
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    baseUrl: new URL('http://localhost:8080'),
    dataDir: tmpdir(),
    databaseUrl: undefined,
    databaseTimeout: 15,
    backup: { directory: join(tmpdir(), 'nhipcau-bench-exports'), hour: null, keep: 1, rehearseDays: null },
    apiRates: { addressMinute: null, keyMinute: null, keyDay: null },
    offlineReading: true,
    sample: 'none',
    secretKey: 'only for measuring, longer than thirty-two',
    secondFactor: 'offered',
    smtpUrl: undefined,
    identityProviders: [],
    mailFrom: 'nhipcau@example.vn',
    mailReturn: undefined,
    scannerUrl: undefined,
    openDataLicence: 'https://creativecommons.org/licenses/by/4.0/',
    trustProxy: false,
    questionDays: 10,
    dataRequestDays: 2,
    firstPasswordDays: 7,
    pageRate: null,
    dataExtensionDays: { withdrawal: 15, restriction: 15, correction: 10, erasure: 20 },
    retention: usualRetention,
    consultationDays: 20,
    calendar: lawfulCalendar,
    logLevel: 'silent',
    production: true,
  };
  return {
    config,
    db,
    log,
    files: openLocalBlobStore(join(tmpdir(), 'nhipcau-bench-files')),
    clock: () => new Date(),
    installation: await readInstallation(db),
    assets: {},
    close,
  };
}

/** Serves the public pages, and `more`, on a free port and tells it to the parent. Ends with the process. */
export async function servePages(
  { connection, pageCache, compression, anew }: Serving,
  more: readonly Route[] = [],
): Promise<void> {
  const assets = openAssets(join(projectRoot, 'dist/public'));
  const web = createWeb({
    services: { ...(await servicesOn(connection)), assets: assets.urls },
    routes: [...siteRoutes, ...publicCatalogueRoutes, ...documentRoutes, ...more],
    authenticate: async () => null,
    confirm: async () => null,
    renderFailure,
    assets,
    contentVersion: { current: () => (anew ? null : 1), close: async () => undefined },
    metrics: openMetrics(),
    uses: openUseCounter(dayByTheMinute(() => new Date())),
    pageCache,
    compression,
  });
  const { port } = await web.listen(0, '127.0.0.1');
  process.send?.(port);
}

/** Milliseconds until the whole page was there. */
export function timeOf(agent: Agent, port: number, path: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get({ agent, port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - started)
          : reject(new Error(`${response.statusCode} ${path}`)),
      );
    }).on('error', reject);
  });
}
