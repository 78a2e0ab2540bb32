import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../src/platform/database/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

test('a migrated database is left as it is', async () => {
  expect(await migrate(database.connection)).toEqual([]);
});

test('several instances started at once migrate an empty database once', async () => {
  await run('drop schema public cascade; create schema public');
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.connection)));
  const all = (await readMigrations()).map(({ name }) => name);
  expect(applied.filter(({ length }) => length > 0)).toEqual([all]);
});

test('a database newer than the program is refused and left untouched', async () => {
  await run("insert into migration (number, name) values (9000, '9000_from_the_future')");
  await expect(migrate(database.connection)).rejects.toThrow(/mới hơn chương trình.*9000_from_the_future/);
  await run('delete from migration where number = 9000');
});

test('a migration that fails leaves nothing half done', async () => {
  await run('delete from migration where number = 1; drop table if exists setting');
  // the first migration cannot be applied again over its own tables
  await expect(migrate(database.connection)).rejects.toThrow();
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query("select to_regclass('setting') as setting");
  await client.end();
  expect(rows[0].setting).toBeNull();
});

test('a missing number among the migrations is a fault found at once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-migrations-'));
  await writeFile(join(directory, '0001_first.sql'), '');
  await writeFile(join(directory, '0003_third.sql'), '');
  await expect(readMigrations(directory)).rejects.toThrow(/0003_third\.sql stands where number 2 belongs/);
});
