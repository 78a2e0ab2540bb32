import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { Refusal } from '../../kernel/refusal.ts';
import { projectRoot } from '../project-root.ts';
import { workConnecting } from './open.ts';

/** All instances take this lock, so that only one migrates and the others wait. */
export const migrationLock = 7_240_145;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The numbered files of db/migrations in order. Throws when a number is missing or taken twice. */
export async function readMigrations(directory = join(projectRoot, 'db/migrations')): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => /^\d{4}_.+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const number = Number(file.slice(0, 4));
      if (number !== index + 1)
        throw new Error(`db/migrations: ${file} stands where number ${index + 1} belongs`);
      return { number, name: file.replace(/\.sql$/, ''), sql: await readFile(join(directory, file), 'utf8') };
    }),
  );
}

/**
 * Brings a database to the newest schema: each missing migration in a transaction of its own, one instance at a time.
 *
 * Returns the names of those applied. Throws Refusal `unavailable` when the database is newer than this code or
 * older than PostgreSQL 15.
 */
export async function migrate(connection: pg.ClientConfig): Promise<string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: workConnecting });
  // a lost connection fails the running statement; without a listener it would end the process as well
  client.on('error', () => undefined);
  await client.connect();
  try {
    await refuseOldServer((statement) => client.query<{ version: number }>(statement));
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists migration (number integer primary key, name text not null, applied_at timestamptz not null default now())',
    );
    const done = await client.query<{ number: number; name: string }>(
      'select number, name from migration order by number',
    );
    refuseNewerDatabase(done.rows, migrations);
    const missing = migrations.filter(({ number }) => !done.rows.some((row) => row.number === number));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration (number, name) values ($1, $2)', [
      migration.number,
      migration.name,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** `query` answers a statement of one row. Throws Refusal `unavailable` below PostgreSQL 15. */
export async function refuseOldServer(
  query: (statement: string) => Promise<{ readonly rows: readonly { readonly version: number }[] }>,
): Promise<void> {
  const answer = await query("select current_setting('server_version_num')::int as version");
  const version = answer.rows[0]?.version ?? 0;
  if (version >= 150_000) return;
  throw new Refusal('unavailable', {
    vi: `Máy chủ PostgreSQL quá cũ (${Math.floor(version / 10_000)}). Cần phiên bản 15 trở lên.`,
    en: `The PostgreSQL server is too old (${Math.floor(version / 10_000)}). Version 15 or later is needed.`,
  });
}

function refuseNewerDatabase(
  applied: readonly { number: number; name: string }[],
  known: readonly Migration[],
): void {
  const stranger = applied.find(
    (row) => !known.some(({ number, name }) => number === row.number && name === row.name),
  );
  if (!stranger) return;
  throw new Refusal('unavailable', {
    vi: `Cơ sở dữ liệu mới hơn chương trình (có bước “${stranger.name}”). Hãy cập nhật chương trình rồi khởi động lại; dữ liệu chưa bị thay đổi.`,
    en: `The database is newer than this program (it has “${stranger.name}”). Update the program and start again; nothing was changed.`,
  });
}
