import { join } from 'node:path';
import type pg from 'pg';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { openDatabase } from './platform/database/open.ts';
import { joinEmbedded, superviseEmbedded } from './platform/embedded/index.ts';
import { openLocalBlobStore } from './platform/files.ts';
import { readInstallation } from './platform/installation.ts';
import type { Logger } from './platform/log.ts';
import { openScanner } from './platform/scanner.ts';
import type { Services } from './platform/services.ts';

/** The database of this instance: an outside server, or the embedded one (served or joined). */
export interface DatabaseServer {
  readonly connection: pg.PoolConfig;
  readonly embedded: boolean;
  stop(): Promise<void>;
}

/** `supervise`: this process serves the embedded data directory. `join`: it uses the running server, or starts one for its own duration. */
export async function openDatabaseServer(
  config: Config,
  log: Logger,
  manner: 'supervise' | 'join',
): Promise<DatabaseServer> {
  if (config.databaseUrl) {
    return {
      connection: { connectionString: config.databaseUrl },
      embedded: false,
      stop: async () => undefined,
    };
  }
  if (config.production) {
    log.warn(
      {},
      'DATABASE_URL is not set: the embedded database serves a production installation; set DATABASE_URL to a PostgreSQL server that is backed up',
    );
  }
  const open = manner === 'supervise' ? superviseEmbedded : joinEmbedded;
  const server = await open({ dataDir: config.dataDir, log });
  server.onExit((exit) => log.error({ ...exit }, 'the embedded database ended unexpectedly'));
  return { connection: { ...server.connection }, embedded: true, stop: () => server.stop() };
}

export interface Runtime {
  readonly services: Services;
  readonly connection: pg.PoolConfig;
  /** Names of the migrations this start applied. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly assets?: Readonly<Record<string, string>>;
  /** Web and worker refuse an outdated schema unless they may migrate themselves. */
  readonly migrate?: boolean;
  /** Milliseconds one statement may take; what work in the background takes unless told. */
  readonly patience?: number;
}

/** Opens everything a command works with; closing it in reverse order loses nothing. */
export async function openRuntime(
  config: Config,
  log: Logger,
  server: DatabaseServer,
  options: RuntimeOptions = {},
): Promise<Runtime> {
  const migrated = options.migrate === false ? [] : await migrate(server.connection);
  const database = openDatabase({
    connection: server.connection,
    log,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  try {
    const services: Services = {
      config,
      log,
      db: database.db,
      files: openLocalBlobStore(
        join(config.dataDir, 'files'),
        config.scannerUrl === undefined ? null : openScanner(config.scannerUrl, log),
      ),
      clock: systemClock,
      installation: await readInstallation(database.db),
      assets: options.assets ?? {},
    };
    return { services, connection: server.connection, migrated, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
