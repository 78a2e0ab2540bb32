import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { publicCatalogueRoutes } from '../src/modules/catalogue/index.ts';
import { documentRoutes } from '../src/modules/documents/index.ts';
import type { Config } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/database/open.ts';
import { openLocalBlobStore } from '../src/platform/files.ts';
import { openAssets } from '../src/platform/http/assets.ts';
import { createWeb } from '../src/platform/http/web.ts';
import { readInstallation } from '../src/platform/installation.ts';
import { openLog } from '../src/platform/log.ts';
import { openMetrics } from '../src/platform/metrics.ts';
import { projectRoot } from '../src/platform/project-root.ts';
import { siteRoutes } from '../src/site/index.ts';
import { renderFailure } from '../src/ui/failure-page.tsx';

/** How the web of a measurement runs: the real routes on a database, with or without what makes them fast. */
export interface Serving {
  readonly connection: pg.PoolConfig;
  readonly pageCache: boolean;
  readonly compression: boolean;
}

/** A server in a process of its own, so that it shares nothing with the one that sends the requests. */
export interface Served {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts this same program again as a server; `serveWhenAsked` of that process answers. */
export async function serveApart(job: unknown): Promise<Served> {
  const child = fork(process.argv[1] ?? '', ['--serve', JSON.stringify(job)], { stdio: 'inherit' });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { port, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill();
  await ended;
}

/** The job this process was started for as a server, or null when it is the measuring one. */
export function servingJob(): unknown {
  const at = process.argv.indexOf('--serve');
  return at < 0 ? null : JSON.parse(process.argv[at + 1] ?? 'null');
}

/** Serves the public pages on a free port and tells it to the parent. Ends with the process. */
export async function servePages({ connection, pageCache, compression }: Serving): Promise<void> {
  const log = openLog('silent');
  const { db } = openDatabase({ connection, log });
  const assets = openAssets(join(projectRoot, 'dist/public'));
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    baseUrl: new URL('http://localhost:8080'),
    dataDir: tmpdir(),
    databaseUrl: undefined,
    databaseTimeout: 15,
    sample: 'none',
    secretKey: 'only for measuring, longer than thirty-two',
    smtpUrl: undefined,
    trustProxy: false,
    logLevel: 'silent',
    production: true,
  };
  const web = createWeb({
    services: {
      config,
      db,
      log,
      files: openLocalBlobStore(join(tmpdir(), 'nhipcau-bench-files')),
      clock: () => new Date(),
      installation: await readInstallation(db),
      assets: assets.urls,
    },
    routes: [...siteRoutes, ...publicCatalogueRoutes, ...documentRoutes],
    authenticate: async () => null,
    renderFailure,
    assets,
    contentVersion: { current: () => 1, close: async () => undefined },
    metrics: openMetrics(),
    pageCache,
    compression,
  });
  const { port } = await web.listen(0, '127.0.0.1');
  process.send?.(port);
}
