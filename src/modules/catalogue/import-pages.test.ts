import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../test/support/catalogue.ts';
import { system } from '../../kernel/actor.ts';
import { parseOfficial } from '../../office/index.ts';
import { allEntries, findEntry } from './entry-store.ts';
import { importCatalogue } from './import-commands.ts';
import { importRows } from './import-store.ts';
import { publishEdition, saveEntry } from './index.ts';
import { work } from './paths.ts';

let app: TestApp;
let mai: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  mai = await app.signIn('programme_officer');
});
afterAll(() => app.close());

const header = 'TT\tTên bài toán\tCăn cứ đề xuất\tKết quả cần đạt\tCơ quan chủ trì\tThời hạn\tGhi chú';

function rowsOf(lines: readonly string[][]): string {
  return [
    header,
    ...lines.map((cells) => cells.map((cell) => (/["\n\t]/.test(cell) ? `"${cell}"` : cell)).join('\t')),
  ].join('\n');
}

const three = [
  [
    '1',
    'Giám sát điều hành thông minh',
    'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
    '- Có trung tâm\n- Có cảnh báo',
    'Sở KH&CN',
    'Quý IV/2026',
    'ghi chú một',
  ],
  [
    '2',
    'Hạ tầng dữ liệu',
    'Nghị quyết số 57-NQ/TW ngày 22/12/2024',
    'Có kho dữ liệu',
    'Viện Không Tên',
    '2026',
    '',
  ],
  ['3', '', 'Công văn', '=SUM(A1:A9)', 'SCT', '31/02/2026', ''],
];

async function paste(year: string, lines: readonly string[][], as = mai): Promise<number> {
  const response = await app.fetch(work.paste, {
    as,
    form: { kind: 'problems', span: year, rows: rowsOf(lines) },
  });
  expect(response.status).toBe(303);
  return Number(response.headers.get('location')?.split('/').at(-1));
}

async function page(path: string, as = mai): Promise<string> {
  return (await app.fetch(path, { as })).text();
}

async function entriesOf(code: string) {
  const edition = await app.services.db
    .selectFrom('edition')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst();
  return edition ? allEntries(app.services.db, edition.id) : [];
}

/** The review form as the page carries it, with some fields changed. */
async function revise(id: number, changed: Record<string, string>, query = ''): Promise<Response> {
  const html = await page(`${work.import(id)}${query}`);
  const form: Record<string, string> = { title: 'Danh mục', kind: 'notice' };
  for (const name of ['version', 'shown', 'trang', 'loc', 'row']) {
    const value = hiddenField(html, name);
    if (value) form[name] = value;
  }
  return app.fetch(work.import(id), { as: mai, form: { ...form, ...changed } });
}

test('pasted rows are shown beside what was read, and reach no catalogue before they are confirmed', async () => {
  const id = await paste('2031', three);
  const html = await page(work.import(id));
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
  expect(await page(`${work.import(id)}?loc=can-xem`)).not.toContain('ghi chú một');
  expect(await entriesOf('BTL-2031')).toEqual([]);
  const preview = await page(work.confirmImport(id));
  expect(preview).toContain('Sẽ tạo danh mục nháp BTL-2031');
  expect(preview).toContain('dòng thiếu tên');
});

test('a confirmed import makes a draft edition with codes in printed order, once however often it is clicked', async () => {
  const id = await paste('2032', three);
  const clicks = await Promise.all(
    [1, 2, 3].map(() => app.fetch(work.confirmImport(id), { as: mai, form: {} })),
  );
  for (const click of clicks) expect(click.status).toBe(303);
  const entries = await entriesOf('BTL-2032');
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

test('the same rows again change nothing, and what officers wrote in the meantime stays', async () => {
  const first = await paste('2033', three);
  await app.fetch(work.confirmImport(first), { as: mai, form: {} });
  const [entry] = await entriesOf('BTL-2033');
  if (!entry) throw new Error('nothing was imported');
  const edited = { title: entry.title, tt: '1', context: 'Cán bộ viết thêm', lead: 'SCT' };
  await saveEntry(app.services, system, entry.id, { version: entry.version, entry: edited });
  const again = await paste('2033', three);
  const preview = await page(work.confirmImport(again));
  expect(preview).toContain('Sẽ bổ sung vào danh mục nháp BTL-2033');
  await app.fetch(work.confirmImport(again), { as: mai, form: {} });
  const after = await entriesOf('BTL-2033');
  expect(after).toHaveLength(2);
  expect(after[0]).toMatchObject({
    detail: { context: 'Cán bộ viết thêm' },
    organisations: [{ code: 'SCT' }],
  });
});

test('a corrected annex updates just what it changed, shows the difference first, and adds what is new', async () => {
  const first = await paste('2034', three);
  await app.fetch(work.confirmImport(first), { as: mai, form: {} });
  const [, data] = await entriesOf('BTL-2034');
  if (!data) throw new Error('nothing was imported');
  const edited = {
    title: data.title,
    tt: '2',
    context: 'Cán bộ viết thêm',
    lead: 'Viện Không Tên',
    time: { from: null, to: '2026-12-31', raw: '2026' },
  };
  await saveEntry(app.services, system, data.id, { version: data.version, entry: edited });
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
  const second = await paste('2034', changed);
  const preview = await page(work.confirmImport(second));
  expect(preview).toContain('Có kho dữ liệu dự phòng');
  expect(preview).toContain('mục cập nhật');
  await app.fetch(work.confirmImport(second), { as: mai, form: {} });
  const after = await entriesOf('BTL-2034');
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

test('a day that does not exist is told of before importing, and keeps the edition from being published', async () => {
  const at = await paste('2071', [
    ['1', 'Điều hành bãi xe', '', 'Kết quả', 'SCT', '31/02/2071', ''],
    ['2', 'Dự báo sâu bệnh', '', 'Kết quả', 'SCT', '29/02/2072', ''],
  ]);
  expect(await page(work.confirmImport(at))).toContain('1 dòng cần xem');
  await app.fetch(work.confirmImport(at), { as: mai, form: {} });
  const edition = await app.services.db
    .selectFrom('edition')
    .select(['id'])
    .where('code', '=', 'BTL-2071')
    .executeTakeFirstOrThrow();
  await expect(publishEdition(app.services, system, edition.id)).rejects.toThrow(/BTL-2071-01|ngày|công bố/);
  expect(await page(`${work.edition(edition.id)}/cong-bo`)).toContain('ngày không có trong lịch');
  const [first] = await entriesOf('BTL-2071');
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
  await expect(publishEdition(app.services, system, edition.id)).resolves.toMatchObject({
    state: 'published',
  });
});

test('a second annex that numbers its rows from 1 again overwrites nothing; a reworded title is still the same row', async () => {
  const row = (tt: string, title: string) => [tt, title, '', 'Kết quả', 'SCT', '2027', ''];
  const first = await paste('2039', [row('1', 'Giám sát điều hành thông minh'), row('2', 'Hạ tầng dữ liệu')]);
  await app.fetch(work.confirmImport(first), { as: mai, form: {} });
  const second = await paste('2039', [
    row('1', 'Cảnh báo sớm sạt lở, lũ quét'),
    row('2', 'Hạ tầng dữ liệu dùng chung của tỉnh'),
  ]);
  await app.fetch(work.confirmImport(second), { as: mai, form: {} });
  expect((await entriesOf('BTL-2039')).map(({ title }) => title)).toEqual([
    'Giám sát điều hành thông minh',
    'Hạ tầng dữ liệu dùng chung của tỉnh',
    'Cảnh báo sớm sạt lở, lũ quét',
  ]);
});

test('a column is corrected, rows are left out or corrected in place, and rereading keeps those corrections', async () => {
  const id = await paste('2035', three);
  await revise(id, { 'skip-2': '1' });
  const open = await page(`${work.import(id)}?sua=3`);
  expect(open).toContain('name="fix-title"');
  await revise(id, { 'fix-title': 'Tên do cán bộ viết', 'fix-results': 'Một\nHai', 'skip-2': '1' }, '?sua=3');
  const reread = await revise(id, { 'column-6': 'context', 'skip-2': '1' });
  expect(reread.status).toBe(303);
  const rows = await importRows(app.services.db, id);
  expect(rows.map(({ skip, corrections }) => [skip, corrections.title])).toEqual([
    [false, undefined],
    [true, undefined],
    [false, 'Tên do cán bộ viết'],
  ]);
  await app.fetch(work.confirmImport(id), { as: mai, form: {} });
  const entries = await entriesOf('BTL-2035');
  expect(entries.map(({ title }) => title)).toEqual(['Giám sát điều hành thông minh', 'Tên do cán bộ viết']);
  expect(entries[0]?.detail).toMatchObject({ context: 'ghi chú một' });
  expect(entries[1]?.detail.results.map(({ text }) => text)).toEqual(['Một', 'Hai']);
});

test('columns chosen on a page that was read anew meanwhile are asked again', async () => {
  const id = await paste('2036', three);
  await revise(id, { 'column-6': 'context' });
  const late = await revise(id, { 'column-6': 'place', version: '1' });
  expect(late.status).toBe(303);
  const rows = await importRows(app.services.db, id);
  expect(rows[0]?.read.context).toBe('ghi chú một');
});

test('a discarded import is asked for first, ends, and cannot be confirmed', async () => {
  const id = await paste('2037', three);
  expect(await page(work.discardImport(id))).toContain('Bỏ bản nhập');
  await app.fetch(work.discardImport(id), { as: mai, form: {} });
  expect((await app.fetch(work.confirmImport(id), { as: mai, form: {} })).status).toBe(409);
  expect(await entriesOf('BTL-2037')).toEqual([]);
});

test('a published edition takes no import, and says why', async () => {
  const { id } = await draftEdition(app.services, 2038);
  await draftEntry(app.services, id, 'Một');
  const early = await paste('2038', three);
  await publishEdition(app.services, system, id);
  const late = await app.fetch(work.paste, {
    as: mai,
    form: { kind: 'problems', span: '2038', rows: rowsOf(three) },
  });
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('văn bản điều chỉnh');
  expect((await app.fetch(work.confirmImport(early), { as: mai, form: {} })).status).toBe(409);
  expect(await entriesOf('BTL-2038')).toHaveLength(1);
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
  const id = await paste('2040', lines);
  expect(await page(work.import(id))).toContain('Tên dài 4000 ký tự');
  expect(await page(work.confirmImport(id))).toContain('tên quá 5.000 ký tự');
  await app.fetch(work.confirmImport(id), { as: mai, form: {} });
  const entries = await entriesOf('BTL-2040');
  expect(entries.map(({ title }) => title.length)).toEqual([4000]);
  const editionId = entries[0]?.editionId ?? 0;
  await expect(publishEdition(app.services, system, editionId)).rejects.toMatchObject({
    fields: { entries: expect.anything() },
  });
});

test('script in cells is text everywhere', async () => {
  const id = await paste('2041', [
    ['1', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"&<', '', '', ''],
  ]);
  for (const path of [work.import(id), work.confirmImport(id)]) {
    const html = await page(path);
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
  const id = await paste('2042', lines);
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
  expect(await page(`${work.import(id)}?trang=40`)).toContain('Bài toán số 2000 về dữ liệu');
  await app.fetch(work.confirmImport(id), { as: mai, form: {} });
  expect(await entriesOf('BTL-2042')).toHaveLength(2000);
  const [first] = await entriesOf('BTL-2042');
  app.forgetStatements();
  const list = await app.fetch(work.edition(first?.editionId ?? 0), { as: mai });
  expect(list.status).toBe(200);
  expect(app.statements.length).toBeLessThanOrEqual(10);
}, 60_000);

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
  expect(await entriesOf('BTL-2044')).toHaveLength(2);
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
  await publishEdition(services, system, done.editionId);
  const published = await services.db
    .selectFrom('document')
    .select('state')
    .where('id', '=', done.documentId)
    .executeTakeFirstOrThrow();
  expect(published.state).toBe('published');
});

test('imports are closed to everybody else', async () => {
  const id = await paste('2047', three);
  for (const role of ['applicant', 'leader', 'administrator', 'inspector'] as const) {
    const person = await app.signIn(role);
    expect((await app.fetch(work.confirmImport(id), { as: person, form: {} })).status).toBe(403);
  }
  expect((await app.fetch(work.import(999_999), { as: mai })).status).toBe(404);
  const entries = await entriesOf('BTL-2047');
  expect(entries).toEqual([]);
  expect(await findEntry(app.services.db, 1, 999_999).catch((error: { kind: string }) => error.kind)).toBe(
    'not_found',
  );
});
