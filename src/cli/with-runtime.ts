import { readConfig } from '../platform/config.ts';
import { openLog } from '../platform/log.ts';
import type { Services } from '../platform/services.ts';
import { openDatabaseServer, openRuntime } from '../runtime.ts';

/** Runs work against the database of this installation, joining a running server or starting one meanwhile. */
export async function withRuntime<Result>(work: (services: Services) => Promise<Result>): Promise<Result> {
  const config = readConfig(process.env);
  // a command answers on its own; only trouble is worth a log line beside it
  const log = openLog(process.env.LOG_LEVEL ? config.logLevel : 'warn');
  const server = await openDatabaseServer(config, log, 'join');
  try {
    const runtime = await openRuntime(config, log, server);
    try {
      return await work(runtime.services);
    } finally {
      await runtime.close();
    }
  } finally {
    await server.stop();
  }
}
