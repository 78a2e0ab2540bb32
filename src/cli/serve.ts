import { join } from 'node:path';
import { jobs } from '../jobs.ts';
import { askProof, authenticate } from '../modules/directory/index.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openAssets } from '../platform/http/assets.ts';
import { followContentVersion } from '../platform/http/content-version.ts';
import { dayByTheMinute, openUseCounter } from '../platform/http/uses.ts';
import { createWeb } from '../platform/http/web.ts';
import { readInstallation } from '../platform/installation.ts';
import { runJobs } from '../platform/jobs/jobs.ts';
import { type Logger, openLog } from '../platform/log.ts';
import { openMetrics } from '../platform/metrics.ts';
import { projectRoot } from '../platform/project-root.ts';
import { routes } from '../routes.ts';
import { type DatabaseServer, openDatabaseServer, openRuntime } from '../runtime.ts';
import { writeUsesByTheMinute } from '../site/counts/index.ts';
import { openGate } from '../site/rates/index.ts';
import { greeting, servedAt } from '../site/sample/greeting.ts';
import { type LoadedSample, loadSampleOnce } from '../site/sample/load.ts';
import { renderFailure } from '../ui/failure-page.tsx';
import type { CommandCall } from './arguments.ts';
import { exits } from './outcome.ts';
import { withServer } from './with-runtime.ts';

/** Which parts one process runs; in production they are started apart, as many as wanted. */
interface Parts {
  readonly web: boolean;
  readonly worker: boolean;
  readonly supervise: boolean;
}

export const startCommand = (call: CommandCall): Promise<number> =>
  serve(call, { web: true, worker: true, supervise: true });
export const webCommand = (call: CommandCall): Promise<number> =>
  serve(call, { web: true, worker: false, supervise: false });
export const workerCommand = (call: CommandCall): Promise<number> =>
  serve(call, { web: false, worker: true, supervise: false });

export async function migrateCommand(call: CommandCall): Promise<number> {
  const applied = await withServer((_config, _log, server) => migrate(server.connection));
  const line = {
    vi:
      applied.length === 0 ? 'Cơ sở dữ liệu đã ở phiên bản mới nhất.' : `Đã nâng cấp: ${applied.join(', ')}.`,
    en: applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`,
  };
  process.stdout.write(call.json ? `${JSON.stringify({ applied })}\n` : `${line[call.language]}\n`);
  return exits.done;
}

async function serve(call: CommandCall, parts: Parts): Promise<number> {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  const stopped = whenToldToStop();
  const closing: (() => Promise<void>)[] = [];
  try {
    const server = await openDatabaseServer(config, log, parts.supervise ? 'supervise' : 'join');
    closing.push(() => server.stop());
    await open(call, parts, server, closing, log, config);
    const signal = await stopped;
    log.info({ signal }, 'stopping: running requests and jobs are finished first');
    return exits.done;
  } finally {
    await closeAll(closing, log);
  }
}

/** The newest first. A part that cannot be closed (the database is away) must not leave the rest open. */
async function closeAll(closing: (() => Promise<void>)[], log: Logger): Promise<void> {
  for (const close of closing.reverse()) {
    await close().catch((error: unknown) => log.warn({ err: error }, 'a part did not close in order'));
  }
}

async function open(
  call: CommandCall,
  parts: Parts,
  server: DatabaseServer,
  closing: (() => Promise<void>)[],
  log: Logger,
  config: Config,
): Promise<void> {
  const metrics = openMetrics();
  const assets = openAssets(join(projectRoot, 'dist/public'));
  const work = await openRuntime(config, log, server, { assets: assets.urls });
  closing.push(() => work.close());
  const sample = parts.supervise || server.embedded ? await loadSampleOnce(work.services) : null;
  if (parts.worker) {
    // the sample names the installation that letters come from
    const services = { ...work.services, installation: await readInstallation(work.services.db) };
    const runner = await runJobs(services, server.connection, jobs, metrics);
    closing.push(() => runner.stop());
  }
  if (!parts.web) return;
  // opened after the sample, which names the installation the pages show; people wait less long than jobs
  const runtime = await openRuntime(config, log, server, {
    assets: assets.urls,
    migrate: false,
    patience: config.databaseTimeout * 1000,
  });
  closing.push(() => runtime.close());
  const contentVersion = await followContentVersion(server.connection, log);
  closing.push(() => contentVersion.close());
  const uses = openUseCounter(dayByTheMinute(runtime.services.clock));
  const writer = writeUsesByTheMinute(runtime.services, uses);
  closing.push(() => writer.stop());
  const web = createWeb({
    services: runtime.services,
    routes: routes(metrics),
    authenticate: authenticate(runtime.services),
    confirm: askProof,
    renderFailure,
    assets,
    contentVersion,
    metrics,
    uses,
    gate: openGate(runtime.services),
  });
  closing.push(() => web.close());
  const { port } = await web.listen(config.port, config.host);
  log.info({ port, host: config.host }, 'listening');
  if (parts.supervise) process.stdout.write(greetingOf(call, config, port, sample));
}

function greetingOf(call: CommandCall, config: Config, port: number, sample: LoadedSample | null): string {
  if (!call.json) return greeting(call.language, config, port, sample);
  const { people: accounts = [], password = null } = sample ?? {};
  return `${JSON.stringify({ address: servedAt(config, port), accounts, password })}\n`;
}

/** Listens on after the first signal: npm, its shell and the terminal may each pass on one Ctrl-C, and none may cut the stop short. */
function whenToldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // a launcher killed outright (scripts/start.mjs) can pass on nothing, but its channel closes
    process.once('disconnect', () => resolve('SIGHUP'));
    process.channel?.unref();
  });
}
