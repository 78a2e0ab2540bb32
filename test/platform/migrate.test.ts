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

async function query(statement: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ ...database.connection, options: '-c timezone=UTC' });
  await client.connect();
  try {
    // without values it may be several statements
    return await (values.length > 0 ? client.query(statement, values) : client.query(statement));
  } finally {
    await client.end();
  }
}
const run = async (statement: string): Promise<void> => void (await query(statement));

test('a migrated database is left as it is', async () => {
  expect(await migrate(database.connection)).toEqual([]);
});

test('several instances started at once migrate an empty database once', async () => {
  await run('drop schema public cascade; create schema public');
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.connection)));
  const all = (await readMigrations()).map(({ name }) => name);
  expect(applied.filter(({ length }) => length > 0)).toEqual([all]);
});

/** An empty database as it stood before a migration. */
async function standBefore(next: number): Promise<void> {
  await run('drop schema public cascade; create schema public');
  for (const { number, name, sql } of (await readMigrations()).filter((one) => one.number < next)) {
    await run(sql);
    if (number === 1)
      await run('create table if not exists migration (number integer primary key, name text not null)');
    await run(`insert into migration (number, name) values (${number}, '${name}')`);
  }
}

test('an upgrade keeps what is public: its title and contact stand to this day, or until the withdrawal', async () => {
  await standBefore(24);
  await run(`insert into edition (kind, year, code, title, state, published_at, withdrawn_at, withdrawal_note) values
    ('problems', 2025, 'BTL-2025', 'Danh mục 2025', 'published', '2025-02-05', null, null),
    ('problems', 2024, 'BTL-2024', 'Danh mục 2024', 'withdrawn', '2024-02-05', '2024-03-01', 'Nhầm')`);
  await migrate(database.connection);
  const { rows } = await query('select number, title, to_at from edition_version order by edition_id');
  expect(rows).toEqual([
    { number: 1, title: 'Danh mục 2025', to_at: null },
    { number: 1, title: 'Danh mục 2024', to_at: new Date('2024-03-01T00:00:00Z') },
  ]);
});

test('an upgrade keeps imports under review: their documents, what is told of these, and their rows', async () => {
  await standBefore(29);
  const tables = [
    {
      title: 'Phụ lục',
      columns: ['TT', 'Tên'],
      rows: [
        ['1', 'Một'],
        ['2', 'Hai'],
      ],
    },
    { title: null, columns: [], rows: [] },
  ];
  const recognition = { pages: [], unread: [], uncertain: [{ text: 'mờ' }] };
  const entry = { tt: '1', title: 'Tên có "ngoặc", \\ và\nhai dòng', fields: { TT: '1' } };
  const insert = 'insert into catalogue_import (kind, year, file_name, reading) values';
  await query(`${insert} ('problems', 2026, 'quet.pdf', $1), ('problems', 2027, 'word.docx', $2)`, [
    { title: 'Thông báo', tables, recognition },
    { title: null, tables },
  ]);
  await query(
    'insert into catalogue_import_row (import_id, position, row_key, entry) values (1, 1, $1, $2)',
    ['khóa', entry],
  );
  await migrate(database.connection);
  const { rows } = await query('select reading, recognition, tables from catalogue_import order by id');
  const told = [
    { title: 'Phụ lục', columns: ['TT', 'Tên'], rows: 2 },
    { title: null, columns: [], rows: 0 },
  ];
  expect(rows.map((row) => ({ ...row, reading: JSON.parse(row.reading) }))).toEqual([
    { reading: { title: 'Thông báo', tables }, recognition, tables: told },
    { reading: { title: null, tables }, recognition: null, tables: told },
  ]);
  const [row] = (await query('select entry from catalogue_import_row')).rows;
  expect(JSON.parse(row.entry)).toEqual(entry);
});

test('an upgrade mends the outcome of what was carried over and merged into a new entry of the draft', async () => {
  await standBefore(35);
  await run(`insert into edition (kind, year, code, title, state, published_at) values
      ('problems', 2026, 'BTL-2026', '2026', 'published', '2026-01-05'), ('problems', 2027, 'BTL-2027', '2027', 'published', '2027-01-05'),
      ('problems', 2028, 'BTL-2028', '2028', 'draft', null);
    insert into entry (edition_id, kind, ordinal, code, title, published_at, removed_at) values
      (1, 'problems', 1, 'BTL-2026-01', 'Đã công bố', '2026-01-05', null), (1, 'problems', 2, 'BTL-2026-02', 'Đang soạn', '2026-01-05', null),
      (2, 'problems', 0, '', 'Đã công bố', null, '2026-12-01'), (2, 'problems', 1, 'BTL-2027-01', 'Mới', '2027-01-05', null),
      (3, 'problems', 0, '', 'Đang soạn', null, '2027-12-01'), (3, 'problems', 1, 'BTL-2028-01', 'Mới', null, null);
    insert into entry_carried (entry_id, edition_id, from_entry_id, origin_id) values (3, 2, 1, 1), (5, 3, 2, 2);
    insert into entry_outcome (entry_id, outcome, continued_as, settled_at) values
      (1, 'carried_over', 3, now()), (2, 'carried_over', 5, now());
    insert into entry_succession (from_entry_id, to_entry_id, kind, edition_id, decided_at) values
      (3, 4, 'merged', 2, now()), (5, 6, 'merged', 3, now())`);
  await migrate(database.connection);
  const said = await query(
    'select continued_as::int, public_at is not null as public from entry_outcome order by id',
  );
  expect(said.rows).toEqual([
    { continued_as: 4, public: true },
    { continued_as: 6, public: false },
  ]);
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
  const { rows } = await query("select to_regclass('setting') as setting");
  expect(rows[0].setting).toBeNull();
});

test('a missing number among the migrations is a fault found at once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-migrations-'));
  await writeFile(join(directory, '0001_first.sql'), '');
  await writeFile(join(directory, '0003_third.sql'), '');
  await expect(readMigrations(directory)).rejects.toThrow(/0003_third\.sql stands where number 2 belongs/);
});
