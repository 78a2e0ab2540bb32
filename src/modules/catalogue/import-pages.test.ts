import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames } from '../../../test/support/catalogue.ts';
import { type ImportDesk, openImportDesk, rowsOf, three } from '../../../test/support/imports.ts';
import { system } from '../../kernel/actor.ts';
import { parseOfficial } from '../../office/index.ts';
import { findEntry } from './entry-store.ts';
import { importCatalogue } from './import-commands.ts';
import { publishIssuedElsewhere } from './index.ts';
import { work } from './paths.ts';

let app: TestApp;
let mai: Session;
let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
  ({ app, mai } = desk);
});
afterAll(() => app.close());

test('pasted rows are shown beside what was read, and reach no catalogue before they are confirmed', async () => {
  const id = await desk.paste('2031', three);
  const html = await desk.page(work.import(id));
  for (const words of [
    'Giám sát điều hành thông minh',
    'Có cảnh báo',
    'Viện Không Tên',
    'chưa có trong danh bạ',
    'Thiếu tên',
    '31/02/2026',
    '=SUM(A1:A9)',
  ])
    expect(html).toContain(words);
  expect(html).toContain(`#dong-3`);
  expect([html.includes('Trong bảng đã dán'), html.includes('Trong văn bản')]).toEqual([true, false]);
  expect(await desk.page(`${work.import(id)}?loc=can-xem`)).not.toContain('ghi chú một');
  expect(await desk.entriesOf('BTL-2031')).toEqual([]);
  const preview = await desk.page(work.confirmImport(id));
  expect(preview).toContain('Sẽ tạo danh mục nháp BTL-2031');
  expect(preview).toContain('dòng thiếu tên');
  expect(preview).toMatch(/Tên danh mục<\/dt>/);
  for (const words of ['Các mục sẽ thêm', 'Giám sát điều hành thông minh', 'Các dòng không nhập'])
    expect(preview).toContain(words);
});

test('a confirmed import makes a draft edition with codes in printed order, once however often it is clicked', async () => {
  const id = await desk.paste('2032', three);
  const clicks = await Promise.all(
    [1, 2, 3].map(() => app.fetch(work.confirmImport(id), { as: mai, form: {} })),
  );
  for (const click of clicks) expect(click.status).toBe(303);
  const entries = await desk.entriesOf('BTL-2032');
  expect(entries.map(({ code, tt, title }) => [code, tt, title])).toEqual([
    ['BTL-2032-01', '1', 'Giám sát điều hành thông minh'],
    ['BTL-2032-02', '2', 'Hạ tầng dữ liệu'],
  ]);
  const [first] = entries;
  expect(first?.bases).toMatchObject([{ number: '71/NQ-CP', date: '2025-04-01' }]);
  expect(first?.organisations).toMatchObject([{ role: 'lead', code: 'SKHCN' }]);
  expect(first?.extra).toEqual({ 'Ghi chú': 'ghi chú một' });
  expect(first?.detail).toMatchObject({ time: { to: '2026-12-31', raw: 'Quý IV/2026' } });
  expect(first?.detail.results.map(({ text }) => text)).toEqual(['Có trung tâm', 'Có cảnh báo']);
  expect(await eventNames(app.services, 'import', id)).toEqual(['import.started', 'import.confirmed']);
});

test('a day that does not exist is told of before importing, and keeps the edition from being published', async () => {
  const at = await desk.paste('2071', [
    ['1', 'Điều hành bãi xe', '', 'Kết quả', 'SCT', '31/02/2071', ''],
    ['2', 'Dự báo sâu bệnh', '', 'Kết quả', 'SCT', '29/02/2072', ''],
  ]);
  expect(await desk.page(work.confirmImport(at))).toContain('1 dòng cần xem');
  await app.fetch(work.confirmImport(at), { as: mai, form: {} });
  const edition = await app.services.db
    .selectFrom('edition')
    .select(['id'])
    .where('code', '=', 'BTL-2071')
    .executeTakeFirstOrThrow();
  await expect(publishIssuedElsewhere(app.services, edition.id)).rejects.toThrow(/BTL-2071-01|ngày|công bố/);
  expect(await desk.page(work.approval(edition.id))).toContain('ngày không có trong lịch');
  const [first] = await desk.entriesOf('BTL-2071');
  if (!first) throw new Error('the row was imported');
  await app.services.db
    .updateTable('entry')
    .set({
      detail: JSON.stringify({
        ...(first.detail as object),
        time: { from: null, to: null, raw: '28/02/2071' },
      }),
    })
    .where('code', '=', 'BTL-2071-01')
    .execute();
  await expect(publishIssuedElsewhere(app.services, edition.id)).resolves.toMatchObject({
    state: 'published',
  });
});

test('a discarded import is asked for first, ends, and cannot be confirmed', async () => {
  const id = await desk.paste('2037', three);
  expect(await desk.page(work.discardImport(id))).toContain('Bỏ bản nhập');
  await app.fetch(work.discardImport(id), { as: mai, form: {} });
  expect((await app.fetch(work.confirmImport(id), { as: mai, form: {} })).status).toBe(409);
  expect(await desk.entriesOf('BTL-2037')).toEqual([]);
});

test('a published edition takes no import, and says why', async () => {
  const { id } = await draftEdition(app.services, 2038);
  await draftEntry(app.services, id, 'Một');
  const early = await desk.paste('2038', three);
  await publishIssuedElsewhere(app.services, id);
  const late = await app.fetch(work.paste, {
    as: mai,
    form: { kind: 'problems', span: '2038', rows: rowsOf(three) },
  });
  expect(late.status).toBe(409);
  const html = await late.text();
  expect(html).toMatch(/id="f-span-error".*văn bản điều chỉnh/s);
  expect(html).toContain('Giám sát điều hành thông minh');
  expect(html).toContain(`href="${work.edition(id)}"`);
  const file = await send(csvFile('phu-luc.csv', [['1', 'Bài toán A', 'Kết quả A']]), '2038');
  expect(file.status).toBe(409);
  const back = await file.text();
  expect(back).toContain('value="2038"');
  expect(back).toContain('Hãy chọn lại tệp “phu-luc.csv”');
  expect(back).toContain(`href="${work.edition(id)}"`);
  expect((await app.fetch(work.confirmImport(early), { as: mai, form: {} })).status).toBe(409);
  expect(await desk.entriesOf('BTL-2038')).toHaveLength(1);
});

test('nothing pasted, no kind and a strange year come back with the text kept', async () => {
  const empty = await app.fetch(work.paste, {
    as: mai,
    form: { kind: '', span: 'năm nay', rows: 'một chữ' },
  });
  expect(empty.status).toBe(422);
  const html = await empty.text();
  expect(html).toContain('một chữ');
  expect(html).toContain('Hãy chọn loại danh mục');
  const none = await app.fetch(work.paste, {
    as: mai,
    form: { kind: 'problems', span: '2039', rows: '   ' },
  });
  expect(none.status).toBe(422);
  expect(await none.text()).toContain('Chưa thấy dòng nào');
});

test('titles are imported whole up to 5,000 characters and marked; longer ones are left out and counted', async () => {
  const lines = [
    ['1', 'a'.repeat(4000), '', 'x', '', '', ''],
    ['2', 'b'.repeat(6000), '', 'x', '', '', ''],
  ];
  const id = await desk.paste('2040', lines);
  expect(await desk.page(work.import(id))).toContain('Tên dài 4000 ký tự');
  expect(await desk.page(work.confirmImport(id))).toContain('tên quá 5.000 ký tự');
  await app.fetch(work.confirmImport(id), { as: mai, form: {} });
  const entries = await desk.entriesOf('BTL-2040');
  expect(entries.map(({ title }) => title.length)).toEqual([4000]);
  const editionId = entries[0]?.editionId ?? 0;
  await expect(publishIssuedElsewhere(app.services, editionId)).rejects.toMatchObject({
    fields: { entries: expect.anything() },
  });
});

test('script in cells is text everywhere', async () => {
  const id = await desk.paste('2041', [
    ['1', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"&<', '', '', ''],
  ]);
  for (const path of [work.import(id), work.confirmImport(id)]) {
    const html = await desk.page(path);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x');
  }
});

test('2,000 pasted rows are reviewed 50 a page in at most ten statements a page, and imported at once', async () => {
  const lines = Array.from({ length: 2000 }, (_, index) => [
    String(index + 1),
    `Bài toán số ${index + 1} về dữ liệu`,
    'Nghị quyết số 71/NQ-CP ngày 01/4/2025',
    'Kết quả',
    index % 7 === 0 ? 'Viện Lạ' : 'SCT',
    '2026',
    '',
  ]);
  const id = await desk.paste('2042', lines);
  for (const path of [
    work.import(id),
    `${work.import(id)}?trang=40`,
    `${work.import(id)}?loc=can-xem&trang=2`,
    work.confirmImport(id),
  ]) {
    app.forgetStatements();
    const response = await app.fetch(path, { as: mai });
    expect(response.status).toBe(200);
    expect([path, app.statements.length <= 10]).toEqual([path, true]);
  }
  expect(await desk.page(`${work.import(id)}?trang=40`)).toContain('Bài toán số 2000 về dữ liệu');
  await app.fetch(work.confirmImport(id), { as: mai, form: {} });
  expect(await desk.entriesOf('BTL-2042')).toHaveLength(2000);
  const [first] = await desk.entriesOf('BTL-2042');
  app.forgetStatements();
  const list = await app.fetch(work.edition(first?.editionId ?? 0), { as: mai });
  expect(list.status).toBe(200);
  expect(app.statements.length).toBeLessThanOrEqual(10);
});

function csvFile(name: string, rows: readonly string[][]): File {
  const text = ['TT,Tên bài toán,Kết quả cần đạt', ...rows.map((cells) => cells.join(','))].join('\n');
  return new File([text], name, { type: 'text/csv' });
}

async function send(file: File, year: string, as = mai): Promise<Response> {
  return app.fetch(work.imports, {
    as,
    upload: { fields: { kind: 'problems', span: year }, files: { file } },
  });
}

test('a file under review is not reviewed twice, and imported again makes no doubles', async () => {
  const file = () =>
    csvFile('phu-luc.csv', [
      ['1', 'Bài toán A', 'Kết quả A'],
      ['2', 'Bài toán B', 'Kết quả B'],
    ]);
  const first = await send(file(), '2044');
  const second = await send(file(), '2044');
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  const id = Number(first.headers.get('location')?.split('/').at(-1));
  await app.fetch(work.confirmImport(id), { as: mai, form: {} });
  const third = await send(file(), '2044');
  expect(third.headers.get('location')).not.toBe(first.headers.get('location'));
  await app.fetch(work.confirmImport(Number(third.headers.get('location')?.split('/').at(-1))), {
    as: mai,
    form: {},
  });
  expect(await desk.entriesOf('BTL-2044')).toHaveLength(2);
});

test('a file that cannot be read, is missing or holds no table is refused in words', async () => {
  const garbage = await send(new File([new Uint8Array([0, 1, 2, 255, 254])], 'anh.png'), '2045');
  expect(garbage.status).toBe(422);
  const prose = await send(new File(['Chỉ có một đoạn văn.'], 'van-ban.txt'), '2045');
  expect(prose.status).toBe(422);
  expect(await prose.text()).toContain('Không tìm thấy bảng nào');
  const nothing = await app.fetch(work.imports, {
    as: mai,
    upload: { fields: { kind: 'problems', span: '2045' }, files: {} },
  });
  expect(nothing.status).toBe(422);
  expect(await nothing.text()).toContain('Hãy chọn tệp cần đọc');
  const empty = await send(new File([], 'trong.docx'), '2045');
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('Tệp trống, không có nội dung');
  const picture = await send(new File([Buffer.from('89504e470d0a1a0a0000', 'hex')], 'anh.png'), '2045');
  expect(picture.status).toBe(422);
  expect(await picture.text()).toContain('Tệp là ảnh');
});

test('the command line imports the same way: a draft, its document in the register, nothing twice', async () => {
  const { services } = app;
  const reading = {
    ...parseOfficial({ blocks: [], warnings: [] }),
    kind: 'notice' as const,
    number: '78/TB-UBND',
    symbol: 'TB-UBND',
    date: '2026-03-31',
    issuer: 'UBND tỉnh Lạng Sơn',
    title: 'Danh mục bài toán lớn năm 2046',
    tables: [
      {
        title: null,
        columns: ['TT', 'Tên bài toán', 'Kết quả cần đạt'],
        rows: [['1', 'Bài toán A', 'Kết quả A']],
      },
    ],
  };
  const sha256 = 'a'.repeat(64);
  const file = { sha256, size: 10, name: 'thong-bao.docx' };
  const done = await importCatalogue(services, system, { reading, kind: 'problems', year: 2046, file });
  expect(done).toMatchObject({ added: 1, changed: 0, unchanged: 0, skipped: 0 });
  expect(done.url).toBe(`http://localhost:8080${work.edition(done.editionId)}`);
  const again = await importCatalogue(services, system, { reading, kind: 'problems', year: 2046, file });
  expect(again).toMatchObject({
    editionId: done.editionId,
    documentId: done.documentId,
    added: 0,
    unchanged: 1,
  });
  const edition = await services.db
    .selectFrom('edition')
    .selectAll()
    .where('id', '=', done.editionId)
    .executeTakeFirstOrThrow();
  expect(edition).toMatchObject({ code: 'BTL-2046', document_id: done.documentId, state: 'draft' });
  const document = await services.db
    .selectFrom('document')
    .selectAll()
    .where('id', '=', done.documentId)
    .executeTakeFirstOrThrow();
  expect(document).toMatchObject({ number: '78/TB-UBND', state: 'draft' });
  await publishIssuedElsewhere(services, done.editionId);
  const published = await services.db
    .selectFrom('document')
    .select('state')
    .where('id', '=', done.documentId)
    .executeTakeFirstOrThrow();
  expect(published.state).toBe('published');
});

test('imports are closed to everybody else', async () => {
  const id = await desk.paste('2047', three);
  for (const role of ['applicant', 'leader', 'administrator', 'inspector'] as const) {
    const person = await app.signIn(role);
    expect((await app.fetch(work.confirmImport(id), { as: person, form: {} })).status).toBe(403);
  }
  expect((await app.fetch(work.import(999_999), { as: mai })).status).toBe(404);
  const entries = await desk.entriesOf('BTL-2047');
  expect(entries).toEqual([]);
  expect(
    await findEntry(app.services.db, system, 1, 999_999).catch((error: { kind: string }) => error.kind),
  ).toBe('not_found');
});
