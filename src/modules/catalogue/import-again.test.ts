import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventNames, hiddenField } from '../../../test/support/catalogue.ts';
import { type ImportDesk, openImportDesk, three } from '../../../test/support/imports.ts';
import { system } from '../../kernel/actor.ts';
import { parseOfficial } from '../../office/index.ts';
import { editionHistory, entryHistory } from './history.ts';
import { startImport } from './import-commands.ts';
import { saveEntry } from './index.ts';
import { work } from './paths.ts';

let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.app.close());

test('the same rows again change nothing, and what officers wrote in the meantime stays', async () => {
  const first = await desk.paste('2033', three);
  await desk.confirm(first);
  const [entry] = await desk.entriesOf('BTL-2033');
  if (!entry) throw new Error('nothing was imported');
  const edited = { title: entry.title, tt: '1', context: 'Cán bộ viết thêm', lead: 'SCT' };
  await saveEntry(desk.app.services, system, entry.id, { version: entry.version, entry: edited });
  const again = await desk.paste('2033', three);
  const preview = await desk.page(work.confirmImport(again));
  expect(preview).toContain('Sẽ bổ sung vào danh mục nháp BTL-2033');
  await desk.confirm(again);
  const after = await desk.entriesOf('BTL-2033');
  expect(after).toHaveLength(2);
  expect(after[0]).toMatchObject({
    detail: { context: 'Cán bộ viết thêm' },
    organisations: [{ code: 'SCT' }],
  });
});

test('a corrected annex updates just what it changed, shows the difference first, and adds what is new', async () => {
  const first = await desk.paste('2034', three);
  await desk.confirm(first);
  const [, data] = await desk.entriesOf('BTL-2034');
  if (!data) throw new Error('nothing was imported');
  const edited = {
    title: data.title,
    tt: '2',
    context: 'Cán bộ viết thêm',
    lead: 'Viện Không Tên',
    time: { from: null, to: '2026-12-31', raw: '2026' },
  };
  await saveEntry(desk.app.services, system, data.id, { version: data.version, entry: edited });
  const changed = [
    three[0] ?? [],
    [
      '2',
      'Hạ tầng dữ liệu',
      'Nghị quyết số 57-NQ/TW ngày 22/12/2024',
      'Có kho dữ liệu dự phòng',
      'Viện Không Tên',
      '2026',
      '',
    ],
    ['3', 'Bài toán mới', '', 'Kết quả', 'SCT', '2027', ''],
  ];
  const second = await desk.paste('2034', changed);
  const preview = await desk.page(work.confirmImport(second));
  expect(preview).toContain('Có kho dữ liệu dự phòng');
  expect(preview).toContain('mục cập nhật');
  await desk.confirm(second);
  const after = await desk.entriesOf('BTL-2034');
  expect(after.map(({ code, title }) => [code, title])).toEqual([
    ['BTL-2034-01', 'Giám sát điều hành thông minh'],
    ['BTL-2034-02', 'Hạ tầng dữ liệu'],
    ['BTL-2034-03', 'Bài toán mới'],
  ]);
  expect(after[1]?.detail).toMatchObject({
    context: 'Cán bộ viết thêm',
    results: [{ text: 'Có kho dữ liệu dự phòng' }],
  });
});

test('a second annex that numbers its rows from 1 again overwrites nothing; a reworded title is still the same row', async () => {
  const row = (tt: string, title: string) => [tt, title, '', 'Kết quả', 'SCT', '2027', ''];
  const first = await desk.paste('2039', [
    row('1', 'Giám sát điều hành thông minh'),
    row('2', 'Hạ tầng dữ liệu'),
  ]);
  await desk.confirm(first);
  const second = await desk.paste('2039', [
    row('1', 'Cảnh báo sớm sạt lở, lũ quét'),
    row('2', 'Hạ tầng dữ liệu dùng chung của tỉnh'),
  ]);
  await desk.confirm(second);
  expect((await desk.entriesOf('BTL-2039')).map(({ title }) => title)).toEqual([
    'Giám sát điều hành thông minh',
    'Hạ tầng dữ liệu dùng chung của tỉnh',
    'Cảnh báo sớm sạt lở, lũ quét',
  ]);
});

test('the history of an entry tells that an annex brought it in, and what a further one changed', async () => {
  const first = await desk.paste('2043', three);
  await desk.confirm(first);
  const reworded = [three[0] ?? [], ['2', 'Hạ tầng dữ liệu', '', 'Có kho dự phòng', 'SCT', '2026', '']];
  await desk.confirm(await desk.paste('2043', reworded));
  const [untouched, changed] = await desk.entriesOf('BTL-2043');
  if (!untouched || !changed) throw new Error('nothing was imported');
  const { db } = desk.app.services;
  expect(await eventNames(desk.app.services, 'entry', untouched.id)).toEqual(['entry.added']);
  expect(await eventNames(desk.app.services, 'entry', changed.id)).toEqual(['entry.added', 'entry.changed']);
  const [latest, earliest] = await entryHistory(db, system, changed.id);
  expect(earliest?.sentence.vi).toBe('Nhập từ phụ lục mục BTL-2043-02');
  expect(latest?.sentence.vi).toContain('Phụ lục nhập lại sửa mục BTL-2043-02');
  expect(latest?.sentence.vi).toContain('kết quả');
  const told = (await editionHistory(db, system, changed.editionId)).map(({ sentence }) => sentence.vi);
  expect(told.filter((sentence) => sentence.includes('mục BTL-2043-02'))).toEqual([]);
  expect(told[0]).toContain('thêm 0 mục, cập nhật 1');
});

test('what a colleague revised after the preview was opened is not imported unseen', async () => {
  const id = await desk.paste('2046', three);
  const preview = await desk.page(work.confirmImport(id));
  const checked = hiddenField(preview, 'checked');
  await desk.revise(id, { 'skip-1': '1' });
  const late = await desk.app.fetch(work.confirmImport(id), { as: desk.mai, form: { checked } });
  expect(late.status).toBe(409);
  const html = await late.text();
  expect(html).toContain('vừa được rà soát thêm');
  expect(await desk.entriesOf('BTL-2046')).toEqual([]);
  const again = { checked: hiddenField(html, 'checked') };
  expect((await desk.app.fetch(work.confirmImport(id), { as: desk.mai, form: again })).status).toBe(303);
  expect((await desk.entriesOf('BTL-2046')).map(({ title }) => title)).toEqual(['Hạ tầng dữ liệu']);
});

test('an import that is refused registers no document, and the next try takes the particulars as they are then', async () => {
  const { services } = desk.app;
  const reading = {
    ...parseOfficial({ blocks: [], warnings: [] }),
    kind: 'notice' as const,
    number: '12/TB-UBND',
    symbol: 'TB-UBND',
    date: '2026-03-31',
    title: 'Danh mục bài toán lớn năm 2047',
    tables: [{ title: null, columns: ['TT', 'Tên bài toán'], rows: [['1', 'Bài toán A']] }],
  };
  const file = { sha256: 'b'.repeat(64), size: 10, name: 'thong-bao.docx' };
  const id = await startImport(services, system, { reading, kind: 'problems', span: { year: 2047 }, file });
  await desk.revise(id, { 'skip-1': '1' });
  expect((await desk.confirm(id)).status).toBe(422);
  const numbers = async () =>
    (
      await services.db
        .selectFrom('document')
        .select('number')
        .where('file_sha256', '=', file.sha256)
        .execute()
    ).map(({ number }) => number);
  expect(await numbers()).toEqual([]);
  await desk.revise(id, { 'skip-1': '', number: '21/TB-UBND' });
  expect((await desk.confirm(id)).status).toBe(303);
  expect(await numbers()).toEqual(['21/TB-UBND']);
});
