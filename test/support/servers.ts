import { randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/platform/database/migrate.ts';
import { superviseEmbedded } from '../../src/platform/embedded/index.ts';

/** How a test reaches a database; fits pg.ClientConfig and, as `url`, the DATABASE_URL setting. */
export interface TestConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface TestDatabase {
  readonly connection: TestConnection;
  readonly url: string;
  drop(): Promise<void>;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Reaches the migrated template; other databases of the same server differ by name only. */
    template: TestConnection;
    /** The project of vitest.config.ts, by whose server it is. */
    server: 'embedded' | 'outside';
  }
}

const template = 'nhipcau_template';

/** In memory (tmpfs) files are copied faster than their pages are logged; on a disk the copy waits for all of it. */
const strategy = statfsSync(tmpdir()).type === 0x01021994 ? 'file_copy' : 'wal_log';

/**
 * One database server for all files of a project of vitest.config.ts: for `outside` the one of TEST_DATABASE_URL (its
 * role must be allowed to create databases and trusted extensions), for `embedded` one of our own in a temporary
 * directory. Migrated once, as a template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = project.name === 'outside' ? process.env.TEST_DATABASE_URL : undefined;
  const server = given
    ? { connection: connectionOf(given), stop: async () => undefined }
    : await startEmbedded();
  const admin = server.connection;
  const connection = { ...admin, database: `${template}_${randomBytes(4).toString('hex')}` };
  // what is tried here outlives no power cut: commits need not wait for the disk
  await execute(admin, 'alter role current_user set synchronous_commit = off');
  await execute(admin, `create database ${connection.database}`);
  await migrate(connection);
  project.provide('template', connection);
  project.provide('server', given ? 'outside' : 'embedded');
  return async () => {
    await dropDatabase({ ...connection, database: `${connection.database}_sample` }, admin.database);
    await dropDatabase(connection, admin.database);
    await server.stop();
  };
}

/**
 * A database of its own for a test file: migrated, empty, copied in some 50 ms. Drop it at the end. `variant`: a copy
 * of the template's sibling of that name (test/support/world.ts makes `sample`).
 */
export async function createTestDatabase(variant?: 'sample'): Promise<TestDatabase> {
  const template = inject('template');
  const origin = variant ? { ...template, database: `${template.database}_${variant}` } : template;
  const connection = { ...origin, database: `nhipcau_test_${randomBytes(8).toString('hex')}` };
  await administer(
    { ...origin, database: 'postgres' },
    `create database ${connection.database} template ${origin.database} strategy ${strategy}`,
  );
  return { connection, url: urlOf(connection), drop: () => dropDatabase(connection, 'postgres') };
}

async function startEmbedded() {
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-test-'));
  // run by root, the server's own account has to pass through
  await chmod(directory, 0o711);
  const server = await superviseEmbedded({ dataDir: join(directory, 'data'), log: quiet });
  return {
    connection: server.connection,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const quiet = { info: () => undefined, warn: console.warn, error: console.error };

async function execute(connection: TestConnection, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const administrators = new Map<string, pg.Pool>();

/** As `execute`, for what is asked some hundred times: the connection stays, and keeps no process from ending. */
async function administer(connection: TestConnection, statement: string): Promise<void> {
  const place = `${connection.host}:${connection.port}/${connection.database}`;
  const pool =
    administrators.get(place) ?? new pg.Pool({ ...connection, idleTimeoutMillis: 0, allowExitOnIdle: true });
  if (!administrators.has(place)) {
    // a server that ends takes its connections along; the next statement tells so
    pool.on('error', () => undefined);
    administrators.set(place, pool);
  }
  await pool.query(statement);
}

async function dropDatabase(connection: TestConnection, from: string): Promise<void> {
  const administration = { ...connection, database: from };
  for (let tries = 1; ; tries += 1) {
    try {
      // force: a pool that is still closing must not fail the run
      return await administer(administration, `drop database if exists ${connection.database} with (force)`);
    } catch (error) {
      // an autovacuum worker is at work there, which a role that is no superuser may not end: it goes by itself
      if ((error as { code?: string }).code !== '42501' || tries === 40) throw error;
      await delay(250);
    }
  }
}

function connectionOf(url: string): TestConnection {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
}

function urlOf({ host, port, user, password, database }: TestConnection): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return host.startsWith('/')
    ? `postgresql://${credentials}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
    : `postgresql://${credentials}@${host}:${port}/${database}`;
}
