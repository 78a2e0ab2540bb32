import type pg from 'pg';
import { type Config, readConfig } from '../platform/config.ts';
import { type Logger, openLog } from '../platform/log.ts';
import type { Services } from '../platform/services.ts';
import { type DatabaseServer, openDatabaseServer, openRuntime } from '../runtime.ts';
import { untilInterrupted } from './interruption.ts';

/** Runs work against the database of this installation, joining a running server or starting one meanwhile. */
export function withRuntime<Result>(
  work: (services: Services, connection: pg.PoolConfig) => Promise<Result>,
): Promise<Result> {
  return withServer(async (config, log, server) => {
    const runtime = await openRuntime(config, log, server);
    try {
      return await work(runtime.services, runtime.connection);
    } finally {
      await runtime.close();
    }
  });
}

/** As `withRuntime`, for work with the server itself. Told to stop meanwhile, it ends the server it started. */
export async function withServer<Result>(
  work: (config: Config, log: Logger, server: DatabaseServer) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(process.env);
  // a command answers on its own; only trouble is worth a log line beside it
  const log = openLog(process.env.LOG_LEVEL ? config.logLevel : 'warn');
  let opening: Promise<DatabaseServer> | undefined;
  try {
    return await untilInterrupted(async () => {
      opening = openDatabaseServer(config, log, 'join');
      return work(config, log, await opening);
    });
  } finally {
    // one still starting is waited for: left alone it would go on without anybody
    const server = await opening?.catch(() => null);
    await server?.stop();
  }
}
