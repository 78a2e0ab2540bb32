import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInput, Refusal } from '../../src/kernel/refusal.ts';
import { checkExport, exportAll, restoreExport } from '../../src/platform/backup/index.ts';
import { readMigrations } from '../../src/platform/database/migrate.ts';
import type { TestApp } from '../support/app.ts';
import { contentsOf, createBareDatabase, rewriteManifest } from '../support/backup.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';
import { ask, openWholeExport, tablesOf, type WholeExport } from '../support/whole-export.ts';

let app: TestApp;
let directory: string;
let whole: string;
let target: TestDatabase;
let copy: WholeExport['copy'];
let restoring: WholeExport['restoring'];
let close: WholeExport['close'];
beforeAll(async () => {
  ({ app, directory, whole, target, copy, restoring, close } = await openWholeExport());
});
afterAll(() => close());

test('a database that holds anything is left as it is', async () => {
  const used = await createTestDatabase();
  try {
    await ask(used, "insert into sector (code, name, name_en, position) values ('x', 'X', 'X', 1)");
    await expect(restoring(whole, used)).rejects.toThrow(/đã có dữ liệu \(bảng sector\)/);
    expect(await ask(used, 'select code from sector')).toEqual([{ code: 'x' }]);
    expect(await ask(used, 'select seq from event_head')).toEqual([{ seq: 0 }]);
  } finally {
    await used.drop();
  }
  const strange = await createBareDatabase();
  try {
    await ask(strange, 'create table ke_toan (so int)');
    await expect(restoring(whole, strange)).rejects.toThrow(/đã có dữ liệu \(bảng ke_toan\)/);
    expect(await tablesOf(strange)).toEqual([{ tablename: 'ke_toan' }]);
  } finally {
    await strange.drop();
  }
});

test('of two restores into one database at once, the second finds it filled', async () => {
  const shared = await createBareDatabase();
  try {
    const outcomes = await Promise.allSettled([restoring(whole, shared), restoring(whole, shared)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(Refusal);
  } finally {
    await shared.drop();
  }
});

test('a restore that fails at its very end leaves the database as empty as before', async () => {
  const opened = await checkExport(whole);
  const failing = restoreExport(
    {
      connection: target.connection,
      files: null,
      log: app.services.log,
      rebuild: async () => {
        throw new Error('cắt điện');
      },
    },
    opened,
  );
  await expect(failing).rejects.toThrow('cắt điện');
  expect(await tablesOf(target)).toEqual([]);
});

test('an export of a newer program is refused, an older one is brought up to date after restoring', async () => {
  const newer = copy();
  rewriteManifest(newer, ({ migrations }) => {
    migrations.push('0999_sau_nay');
  });
  await expect(restoring(newer)).rejects.toThrow(/mới hơn chương trình này \(có bước “0999_sau_nay”\)/);
  expect(await tablesOf(target)).toEqual([]);
  const ahead = await createTestDatabase();
  const [older, aged] = [await createBareDatabase(), await createBareDatabase()];
  try {
    const known = await readMigrations();
    for (const { number, name, sql } of known.slice(0, -1)) {
      await ask(older, sql);
      await ask(
        older,
        `create table if not exists migration (number integer primary key, name text not null)`,
      );
      await ask(older, `insert into migration (number, name) values (${number}, '${name}')`);
    }
    await ask(
      older,
      "insert into sector (code, name, name_en, position) values ('x', 'Lũ quét', 'Flood', 1)",
    );
    const from = join(directory, 'bản cũ');
    await exportAll({ connection: older.connection, files: app.services.files }, from);
    expect(await restoring(from, aged)).toMatchObject({ migrated: [known.at(-1)?.name] });
    expect(await ask(aged, 'select name from sector')).toEqual([{ name: 'Lũ quét' }]);
    expect(await ask(aged, 'select max(number) as newest from migration')).toEqual([
      { newest: known.length },
    ]);
    await expect(restoring(from, ahead)).rejects.toThrow(/cấu trúc mới hơn bản xuất \(đã qua bước “/);
  } finally {
    for (const { drop } of [ahead, older, aged]) await drop();
  }
});

test('a directory that holds something is not exported into, nor one that is no directory', async () => {
  const source = { connection: app.connection, files: app.services.files };
  const before = contentsOf(whole);
  await expect(exportAll(source, whole)).rejects.toThrow(/đã có nội dung/);
  expect(contentsOf(whole)).toEqual(before);
  const plain = join(directory, 'tệp');
  writeFileSync(plain, 'x');
  await expect(exportAll(source, plain)).rejects.toThrow(/đã có nội dung/);
  await expect(exportAll(source, join(plain, 'trong'))).rejects.toBeInstanceOf(InvalidInput);
  await expect(checkExport(plain)).rejects.toBeInstanceOf(InvalidInput);
  const empty = join(directory, 'trống');
  mkdirSync(empty);
  await exportAll(source, empty);
  expect(contentsOf(empty)).toEqual(before);
});

test('an export whose database goes away leaves nothing that looks complete', async () => {
  const place = join(directory, 'dở dang');
  const source = {
    connection: app.connection,
    files: {
      open: async () => {
        throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
      },
    },
  };
  await expect(exportAll(source, place)).rejects.toThrow('no room');
  expect(readdirSync(directory).filter((name) => name.startsWith('dở dang'))).toEqual([]);
});
