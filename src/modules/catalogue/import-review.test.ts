import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../../test/support/app.ts';
import { eventNames } from '../../../test/support/catalogue.ts';
import { type ImportDesk, openImportDesk, readRows, three } from '../../../test/support/imports.ts';
import { work } from './paths.ts';

let desk: ImportDesk;
let lan: Session;
beforeAll(async () => {
  desk = await openImportDesk();
  lan = await desk.app.signIn('programme_officer');
});
afterAll(() => desk.app.close());

async function reviewed(id: number) {
  const rows = await readRows(desk.app.services.db, id);
  return rows.map(({ skip, corrections }) => ({ skip, corrections }));
}

test('a column is corrected, rows are left out or corrected in place, and rereading keeps those corrections', async () => {
  const id = await desk.paste('2035', three);
  await desk.revise(id, { 'skip-2': '1' });
  const open = await desk.page(`${work.import(id)}?sua=3`);
  expect(open).toContain('name="fix-title"');
  await desk.revise(
    id,
    { 'fix-title': 'Tên do cán bộ viết', 'fix-results': 'Một\nHai', 'skip-2': '1' },
    { query: '?sua=3' },
  );
  const reread = await desk.revise(id, { 'column-6': 'context', 'skip-2': '1' });
  expect(reread.status).toBe(303);
  const rows = await readRows(desk.app.services.db, id);
  expect(rows.map(({ skip, corrections }) => [skip, corrections.title])).toEqual([
    [false, undefined],
    [true, undefined],
    [false, 'Tên do cán bộ viết'],
  ]);
  await desk.confirm(id);
  const entries = await desk.entriesOf('BTL-2035');
  expect(entries.map(({ title }) => title)).toEqual(['Giám sát điều hành thông minh', 'Tên do cán bộ viết']);
  expect(entries[0]?.detail).toMatchObject({ context: 'ghi chú một' });
  expect(entries[1]?.detail.results.map(({ text }) => text)).toEqual(['Một', 'Hai']);
});

test('two reviewers on one page each keep their choices, whoever saves last', async () => {
  const id = await desk.paste('2051', three);
  const seenByLan = await desk.page(`${work.import(id)}?sua=1`, lan);
  await desk.revise(id, { 'skip-2': '1', title: 'Danh mục do Mai đặt tên' });
  const late = await desk.revise(id, { 'fix-title': 'Tên do Lan sửa' }, { html: seenByLan, as: lan });
  expect(late.status).toBe(303);
  expect(await reviewed(id)).toEqual([
    { skip: false, corrections: { title: 'Tên do Lan sửa' } },
    { skip: true, corrections: {} },
    { skip: false, corrections: {} },
  ]);
  expect(await desk.page(work.import(id))).toContain('Danh mục do Mai đặt tên');
  expect(await eventNames(desk.app.services, 'import', id)).toEqual([
    'import.started',
    'import.revised',
    'import.revised',
  ]);
  const told = await desk.page(work.import(id));
  expect(told).toContain('Rà soát: sửa dòng 1 (tên)');
  expect(told).toContain('sửa thông tin danh mục và văn bản; bỏ dòng 2');
});

test('where both changed the same box nothing is saved, both texts are shown, and saving again decides', async () => {
  const id = await desk.paste('2052', three);
  const seenByLan = await desk.page(`${work.import(id)}?sua=2`, lan);
  await desk.revise(id, { 'fix-title': 'Tên của Mai' }, { query: '?sua=2' });
  const typed = { 'fix-title': 'Tên của Lan', 'fix-results': 'Kết quả của Lan', 'skip-1': '1' };
  const late = await desk.revise(id, typed, { html: seenByLan, as: lan });
  expect(late.status).toBe(409);
  const html = await late.text();
  expect(html).toContain('Người khác vừa lưu: “Tên của Mai”');
  expect(html).toContain('>Tên của Lan</textarea>');
  expect(html).toContain('>Kết quả của Lan</textarea>');
  expect(html).toMatch(/name="skip-1" value="1" checked/);
  expect((await reviewed(id))[1]).toEqual({ skip: false, corrections: { title: 'Tên của Mai' } });
  const again = await desk.revise(id, typed, { html, as: lan });
  expect(again.status).toBe(303);
  expect(await reviewed(id)).toMatchObject([
    { skip: true },
    { corrections: { title: 'Tên của Lan', results: 'Kết quả của Lan' } },
    { skip: false },
  ]);
});

test('the particulars of the document clash by box: the others of the same save wait with it', async () => {
  const id = await desk.paste('2053', three);
  const seenByLan = await desk.page(work.import(id), lan);
  await desk.revise(id, { issuer: 'UBND tỉnh' });
  const late = await desk.revise(id, { issuer: 'Sở', number: '12/TB' }, { html: seenByLan, as: lan });
  expect(late.status).toBe(409);
  const html = await late.text();
  expect(html).toContain('Người khác vừa lưu: “UBND tỉnh”');
  expect(html).toContain('value="12/TB"');
  expect(html).toMatch(/<details open/);
});

test('a form that comes back shows what others saved meanwhile in every box its sender left alone', async () => {
  const id = await desk.paste('2064', three);
  const seenByLan = await desk.page(`${work.import(id)}?sua=2`, lan);
  await desk.revise(
    id,
    { issuer: 'UBND tỉnh', signerName: 'Hà Thị Mai', 'fix-deadline': 'Tháng 9/2026', 'skip-3': '1' },
    { query: '?sua=2' },
  );
  const sent = { signerName: '', 'fix-deadline': '2026', 'fix-title': 'Tên của Lan' };
  for (const [typed, status] of [
    [{ ...sent, issuer: 'Sở' }, 409],
    [{ ...sent, date: '31/02/2026' }, 422],
  ] as const) {
    const late = await desk.revise(id, typed, { html: seenByLan, as: lan });
    expect(late.status).toBe(status);
    const html = await late.text();
    expect(html).toMatch(/name="signerName"[^>]*value="Hà Thị Mai"/);
    expect(html).toMatch(/name="fix-deadline"[^>]*value="Tháng 9\/2026"/);
    expect(html).toContain('>Tên của Lan</textarea>');
    expect(html).toMatch(/name="skip-3" value="1" checked/);
  }
});

test('columns chosen beside a wrong date are not lost', async () => {
  const id = await desk.paste('2065', three);
  const refused = await desk.revise(id, { 'column-6': 'context', date: '31/02/2026' });
  expect(refused.status).toBe(422);
  const column = /<select[^>]*name="column-6".*?<\/select>/s.exec(await refused.text())?.[0];
  expect(column).toMatch(/<option[^>]*value="context"[^>]*selected|<option[^>]*selected[^>]*value="context"/);
});

test('a row that is not there and that nobody corrects does not keep the rest from being saved', async () => {
  const id = await desk.paste('2066', three);
  const saved = await desk.revise(id, { number: '12/TB', row: '999' });
  expect(saved.status).toBe(303);
  expect(await desk.page(work.import(id))).toMatch(/name="number"[^>]*value="12\/TB"/);
});

test('of 2,000 rows the last but one tells what is wrong with it, and a group before it makes a column of all', async () => {
  const line = (tt: number, title: string, term: string) => [
    String(tt),
    title,
    '',
    'Kết quả',
    'SCT',
    term,
    '',
  ];
  const lines = Array.from({ length: 1_998 }, (_, at) => line(at + 1, `Bài toán số ${at + 1}`, '2026'));
  const group = ['I. Lĩnh vực chưa có tên', '', '', '', '', '', ''];
  const id = await desk.paste('2068', [
    ...lines,
    group,
    line(7, 'Dòng áp chót', '31/02/2026'),
    line(2_000, 'Dòng cuối', '2026'),
  ]);
  const rows = await readRows(desk.app.services.db, id);
  expect(rows).toHaveLength(2_000);
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, at) => at + 1));
  const flagged = rows.filter(({ warnings }) => warnings.length > 0);
  expect(flagged.map(({ position }) => position)).toEqual([1_999, 2_000]);
  const [said, other] = flagged.map(({ warnings }) => warnings.map(({ message }) => message).join(' '));
  expect(said).toMatch(/31\/02\/2026.*Số thứ tự 7 đã dùng ở dòng 7.*“Lĩnh vực chưa có tên”/s);
  expect(other).toMatch(/^“Lĩnh vực chưa có tên” không có trong danh sách lĩnh vực/);
  expect(rows[1_998]?.read).toMatchObject({ tt: '7', fields: { 'Lĩnh vực': 'Lĩnh vực chưa có tên' } });
  expect(await desk.page(`${work.import(id)}?loc=can-xem`)).toContain('Dòng áp chót');
});

test('choices made on rows that were read anew meanwhile are not laid over other rows, and the text is shown', async () => {
  const id = await desk.paste('2036', three);
  const seenByLan = await desk.page(`${work.import(id)}?sua=3`, lan);
  await desk.revise(id, { 'column-6': 'context' });
  const column = await desk.revise(id, { 'column-6': 'place' }, { html: seenByLan, as: lan });
  expect(column.status).toBe(409);
  const typed = await desk.revise(id, { 'fix-title': 'Chữ của Lan' }, { html: seenByLan, as: lan });
  expect(typed.status).toBe(409);
  const html = await typed.text();
  expect(html).toContain('đọc lại bảng theo lựa chọn khác');
  expect(html).toContain('Chữ của Lan');
  expect(await reviewed(id)).toMatchObject([{ corrections: {} }, { corrections: {} }, { corrections: {} }]);
  expect((await readRows(desk.app.services.db, id))[0]?.read.context).toBe('ghi chú một');
});

test('wrong particulars come back with everything else that was typed', async () => {
  const id = await desk.paste('2054', three);
  const typed = { date: '31/02/2026', 'fix-title': 'Tên mới', 'skip-1': '1' };
  const refused = await desk.revise(id, typed, { query: '?sua=2' });
  expect(refused.status).toBe(422);
  const html = await refused.text();
  expect(html).toContain('Ngày của văn bản chưa đúng');
  expect(html).toContain('value="31/02/2026"');
  expect(html).toContain('>Tên mới</textarea>');
  expect(html).toMatch(/name="skip-1" value="1" checked/);
  const long = await desk.revise(id, { 'fix-title': 'a'.repeat(501) }, { query: '?sua=2' });
  expect(long.status).toBe(422);
  expect(await long.text()).toContain('hãy rút gọn còn tối đa 500 ký tự');
  expect(await reviewed(id)).toMatchObject([{ corrections: {} }, { corrections: {} }, { corrections: {} }]);
});

test('a page that does not come back whole is refused, and every row stays as it is', async () => {
  const id = await desk.paste('2055', three);
  await desk.revise(id, { 'skip-1': '1' });
  for (const shown of ['', 'không phải JSON', '{"positions":"1"}', '[]', 'null']) {
    const answer = await desk.revise(id, { shown, 'skip-2': '1', 'skip-1': '' });
    expect([shown, answer.status]).toEqual([shown, 400]);
  }
  expect(await reviewed(id)).toMatchObject([{ skip: true }, { skip: false }, { skip: false }]);
});

test('the sector a group row leads to is shown beside its rows, and corrected row by row', async () => {
  const group = (name: string) => [name, '', '', '', '', '', ''];
  const row = (tt: string) => [tt, `Bài toán số ${tt}`, '', 'Kết quả', 'SCT', '2026', ''];
  const id = await desk.paste('2056', [
    group('I. LĨNH VỰC DU LỊCH'),
    row('1'),
    group('II. NHÓM CÁC VIỆC KHÁC'),
    row('2'),
    row('3'),
  ]);
  const html = await desk.page(work.import(id));
  expect(html).toContain('name="column-7"');
  expect(html).toContain('<p>Du lịch, văn hóa</p>');
  expect(html).toContain('“NHÓM CÁC VIỆC KHÁC” không có trong danh sách lĩnh vực');
  await desk.revise(id, { 'fix-sector': ['logistics', 'du-lich'] }, { query: '?sua=2' });
  await desk.revise(id, {}, { query: '?sua=3' });
  const open = await desk.page(`${work.import(id)}?sua=2`);
  expect(open).toMatch(/value="logistics" checked/);
  await desk.confirm(id);
  const entries = await desk.entriesOf('BTL-2056');
  expect(entries.map(({ sectors, extra }) => [sectors, extra])).toEqual([
    [['du-lich'], {}],
    [['logistics', 'du-lich'], { 'Lĩnh vực': 'NHÓM CÁC VIỆC KHÁC' }],
    [[], { 'Lĩnh vực': 'NHÓM CÁC VIỆC KHÁC' }],
  ]);
});

test('the column of a group row can be kept as it is instead', async () => {
  const id = await desk.paste('2057', [
    ['I. LĨNH VỰC DU LỊCH', '', '', '', '', '', ''],
    ['1', 'Bài toán', '', 'Kết quả', 'SCT', '2026', ''],
  ]);
  await desk.revise(id, { 'column-7': 'other' });
  await desk.confirm(id);
  expect(await desk.entriesOf('BTL-2057')).toMatchObject([
    { sectors: [], extra: { 'Lĩnh vực': 'LĨNH VỰC DU LỊCH' } },
  ]);
});

test('a year other than the one the catalogue names is told of, and one press moves the import there', async () => {
  const id = await desk.paste('2058', three);
  expect(await desk.page(work.import(id))).not.toContain('còn đang nhập cho');
  await desk.revise(id, { title: 'Danh mục bài toán lớn năm 2059' });
  const html = await desk.page(work.import(id));
  expect(html).toContain('Văn bản ghi 2059, còn đang nhập cho 2058');
  // Enter in a box presses the first button of its form: that one must not move anything
  const form = html.slice(html.indexOf('name="shown"'));
  expect(/<button[^>]*>/.exec(form)?.[0]).not.toContain('name="span"');
  await desk.revise(id, { 'skip-1': '1' });
  expect((await desk.revise(id, { span: '2059' })).status).toBe(303);
  const moved = await desk.page(work.import(id));
  expect(moved).toContain('BTL-2059');
  expect(moved).not.toContain('còn đang nhập cho');
  await desk.confirm(id);
  expect(await desk.entriesOf('BTL-2058')).toEqual([]);
  expect((await desk.entriesOf('BTL-2059')).map(({ title }) => title)).toEqual(['Hạ tầng dữ liệu']);
});

test('an import with a standard title takes the year it is moved to into its title', async () => {
  const id = await desk.paste('2060', three);
  await desk.revise(id, { span: '2061-2065' });
  const html = await desk.page(work.import(id));
  expect(html).toContain('Danh mục bài toán lớn giai đoạn 2061-2065');
});

test('what was typed into a review that ended meanwhile is shown with the reason', async () => {
  const id = await desk.paste('2062', three);
  const seenByLan = await desk.page(`${work.import(id)}?sua=2`, lan);
  await desk.confirm(id);
  const late = await desk.revise(id, { 'fix-title': 'Chữ của Lan' }, { html: seenByLan, as: lan });
  expect(late.status).toBe(409);
  const html = await late.text();
  expect(html).toContain('Bản này đã được nhập vào danh mục');
  expect(html).toContain('Chữ của Lan');
});

test('what is said of a column goes with its correction, comes back with it, and is said of the words typed instead', async () => {
  const id = await desk.paste('2063', three);
  const said = async () =>
    (await readRows(desk.app.services.db, id))[2]?.warnings.map(({ message }) => message) ?? [];
  const before = await said();
  expect(before.join(' ')).toContain('31/02/2026');
  await desk.revise(id, { 'fix-deadline': '30/02/2026', 'fix-title': 'Có tên' }, { query: '?sua=3' });
  const typed = await said();
  expect(typed.join(' ')).toContain('30/02/2026');
  expect(typed.join(' ')).not.toMatch(/31\/02\/2026|Thiếu tên/);
  await desk.revise(id, { 'fix-deadline': '28/02/2026' }, { query: '?sua=3' });
  expect((await said()).join(' ')).not.toContain('02/2026');
  const listed = await desk.page(work.import(id));
  expect(listed).toContain('không phải công thức');
  await desk.revise(id, { 'fix-deadline': '31/02/2026' }, { query: '?sua=3' });
  expect((await said()).join(' ')).toContain('31/02/2026');
});

test('a row whose every doubt is corrected is no longer counted among those to look at', async () => {
  const id = await desk.paste('2064', [['1', '', '', 'Kết quả', 'SCT', '2026', '']]);
  expect(await desk.page(work.import(id))).toContain('1 dòng cần xem');
  const empty = await desk.revise(id, { 'fix-title': ' ', 'fix-results': 'Khác' }, { query: '?sua=1' });
  expect(empty.status).toBe(303);
  await desk.revise(id, { 'fix-title': 'Có tên' }, { query: '?sua=1' });
  expect(await desk.page(work.import(id))).toContain('Không có dòng nào bị đánh dấu');
  const emptied = await desk.revise(id, { 'fix-title': '' }, { query: '?sua=1' });
  expect(emptied.status).toBe(422);
  expect(await emptied.text()).toContain('Hãy viết tên, hoặc đánh dấu bỏ dòng này');
});
