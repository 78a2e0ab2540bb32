import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportDesk, openImportDesk, readRows, three } from '../../../test/support/imports.ts';
import { type OpenCatalogue, openCatalogue } from '../../office/index.ts';
import { replaceRows } from './import-reading.ts';
import { findImport } from './import-store.ts';

let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.app.close());

/** Puts other rows into the place of those of an import, as choosing another table does. */
async function reread(id: number, read: OpenCatalogue) {
  await desk.app.services.db.transaction().execute(async (tx) => {
    await replaceRows(tx, await findImport(tx, id), read);
    const columns = JSON.stringify(read.columns);
    await tx.updateTable('catalogue_import').set({ read_columns: columns }).where('id', '=', id).execute();
  });
}

test('corrections follow the rows when reading anew moves thousands of them to other places', async () => {
  const id = await desk.paste('2067', three);
  const { db } = desk.app.services;
  const numbers = Array.from({ length: 2_000 }, (_, index) => index + 1);
  const read = (order: readonly number[]) => {
    const rows = order.map((place) => [`Bài toán ${place}`]);
    return openCatalogue({ tables: [{ title: null, columns: ['Tên'], rows }] }, { kind: 'problems' });
  };
  await reread(id, read(numbers));
  await db
    .updateTable('catalogue_import_row')
    .set({ skip: true })
    .where('import_id', '=', id)
    .where('position', '=', 7)
    .execute();
  // the server must know how many rows there are to plan as it does in earnest
  await sql`analyze catalogue_import_row`.execute(db);
  await reread(id, read(numbers.toReversed()));
  const left = (await readRows(db, id)).filter(({ skip }) => skip);
  expect(left.map(({ position, read: { title } }) => [position, title])).toEqual([[1_994, 'Bài toán 7']]);
});

test('of rows that say the same each keeps its own choice, however its cells were stored', async () => {
  const id = await desk.paste('2069', three);
  const { db } = desk.app.services;
  const table = (rows: string[][]) => ({ tables: [{ title: null, columns: ['Tên', 'TT'], rows }] });
  const read = (rows: string[][]) => openCatalogue(table(rows), { kind: 'problems' });
  const twice = ['Bài toán hai lần', '1'];
  const one = ['Khác', '2'];
  const other = ['Khác nữa', '3'];
  await reread(id, read([twice, one, twice, other]));
  await db
    .updateTable('catalogue_import_row')
    // as rows were stored once: what was read instead of what is printed, keys in an order of the database's own
    .set({
      entry: sql`(select jsonb_build_object('tt', cells ->> 1, 'title', cells ->> 0, 'context', null, 'bases', bare,
        'results', bare, 'leads', bare, 'partners', bare, 'deadline', null, 'sectors', bare,
        'fields', jsonb_build_object('TT', cells ->> 1, 'Tên', cells ->> 0))::text
        from (select entry::jsonb -> 'rows' -> 0 as cells, '[]'::jsonb as bare) as printed)`,
    })
    .where('import_id', '=', id)
    .execute();
  const second = db.updateTable('catalogue_import_row').set({ skip: true }).where('import_id', '=', id);
  await second.where('position', '=', 3).execute();
  expect((await readRows(db, id))[0]?.read).toMatchObject({
    ...{ tt: '1', title: 'Bài toán hai lần', fields: { Tên: 'Bài toán hai lần', TT: '1' } },
  });
  await reread(id, read([other, twice, one, twice]));
  expect((await readRows(db, id)).map(({ read: { title }, skip }) => [title, skip])).toEqual([
    ['Khác nữa', false],
    ['Bài toán hai lần', false],
    ['Khác', false],
    ['Bài toán hai lần', true],
  ]);
});

test('a row above the first group keeps its choice when a column is corrected', async () => {
  const row = (tt: string, title: string) => [tt, title, '', '', 'Sở Y tế', '2026', ''];
  const group = ['I. Lĩnh vực du lịch', '', '', '', '', '', ''];
  const id = await desk.paste('2071', [
    row('1', 'Trước nhóm'),
    group,
    row('2', 'Trong nhóm'),
    row('3', 'Sau nữa'),
  ]);
  expect((await desk.revise(id, { 'skip-1': '1', 'skip-2': '1' })).status).toBe(303);
  expect((await desk.revise(id, { 'column-6': 'context', 'skip-1': '1', 'skip-2': '1' })).status).toBe(303);
  expect((await readRows(desk.app.services.db, id)).map(({ skip }) => skip)).toEqual([true, true, false]);
});
