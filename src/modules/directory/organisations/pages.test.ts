import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeLangSon, makeOrganisation } from '../../../../test/support/directory.ts';
import { directoryRoutes } from '../index.ts';

let app: TestApp;
let administrator: Session;
let inspector: Session;
beforeAll(async () => {
  app = await openTestApp(directoryRoutes);
  await makeLangSon(app.services);
  administrator = await app.signIn('administrator');
  inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

const see = async (path: string, as = administrator) => {
  const response = await app.fetch(path, { as });
  return { status: response.status, text: await response.text() };
};
const send = (path: string, form: Record<string, string>, as = administrator) =>
  app.fetch(path, { as, form });

const typed = {
  code: 'SYT',
  name: 'Sở Y tế',
  shortName: 'Sở Y tế',
  nameEn: '',
  kind: 'department',
  parent: 'UBND tỉnh',
  taxCode: '',
  validFrom: '',
  validTo: '',
  predecessors: '',
  successors: '',
  source: 'Nghị quyết thành lập',
  confirmed: '1',
};

test('the list finds without diacritics, filters by kind and validity, and keeps all in its address', async () => {
  const found = await see('/quan-tri/co-quan?q=so+khoa+hoc');
  expect(found.text).toContain('Sở Khoa học và Công nghệ');
  expect(found.text).not.toContain('Phường Kỳ Lừa');
  expect((await see('/quan-tri/co-quan')).text).not.toContain('Sở Thông tin và Truyền thông');
  expect((await see('/quan-tri/co-quan?hieu-luc=da-cham-dut')).text).toContain(
    'Sở Thông tin và Truyền thông',
  );
  const communes = await see('/quan-tri/co-quan?loai=ward&loai=commune');
  expect(communes.text).toContain('Phường Kỳ Lừa');
  expect(communes.text).not.toContain('SKHCN');
  expect(communes.text).toContain('/quan-tri/co-quan?loai=ward');
  expect((await see('/en/quan-tri/co-quan?q=SKHCN')).text).toContain('Department of Science and Technology');
  const nothing = await see('/quan-tri/co-quan?q=%22%3E%3Cscript%3E');
  expect(nothing.text).toContain('Không có cơ quan nào khớp');
  expect(nothing.text).not.toContain('"><script>');
  for (const query of [
    'trang=-1',
    'trang=9999999',
    'trang=x',
    'loai=x',
    'hieu-luc=x',
    `q=${'a'.repeat(5000)}`,
  ])
    expect((await see(`/quan-tri/co-quan?${query}`)).status, query).toBe(200);
});

test('an inspector reads everything and changes nothing', async () => {
  const list = await see('/quan-tri/co-quan', inspector);
  expect(list.status).toBe(200);
  expect(list.text).not.toContain('/quan-tri/co-quan/them');
  expect((await see('/quan-tri/co-quan/SKHCN', inspector)).text).not.toContain('/sua');
  expect((await see('/quan-tri/co-quan/SKHCN/sua', inspector)).status).toBe(403);
  expect((await send('/quan-tri/co-quan/them', typed, inspector)).status).toBe(403);
});

test('an organisation is added, its links given by any name that means only one', async () => {
  const added = await send('/quan-tri/co-quan/them', { ...typed, predecessors: 'Sở TT&TT\n\n 20-06184 ' });
  expect(added.status).toBe(303);
  expect(added.headers.get('location')).toBe('/quan-tri/co-quan/SYT');
  const { text } = await see('/quan-tri/co-quan/SYT');
  for (const part of ['Ủy ban nhân dân tỉnh Lạng Sơn', 'Sở Thông tin và Truyền thông', 'Xã Đồng Đăng'])
    expect(text).toContain(part);
  expect(text).toContain('Thêm vào danh bạ');
});

test('a form with mistakes comes back whole, each mistake named, near names offered', async () => {
  const back = await send('/quan-tri/co-quan/them', {
    ...typed,
    code: 'Sở Lạ!',
    name: '',
    parent: 'Sở Khoa hoc và Cong',
    validFrom: '31/02/2025',
    source: '<b>đậm</b>',
  });
  expect(back.status).toBe(422);
  const page = await back.text();
  expect(page).toContain('Có 4 chỗ cần sửa');
  expect(page).toContain('Gần giống: SKHCN');
  expect(page).toContain('31/02/2025');
  expect(page).not.toContain('<b>đậm</b>');
  expect((await send('/quan-tri/co-quan/them', { ...typed, code: 'SKHCN' })).status).toBe(422);
});

test('the second of two people who edit at once is told, sees both versions and can save knowingly', async () => {
  await makeOrganisation(app.services, { code: 'STP', name: 'Sở Tư pháp' });
  const mine = { ...typed, name: 'Sở Tư pháp tỉnh', parent: '', source: 'Bản của tôi' };
  await send('/quan-tri/co-quan/STP/sua', { ...mine, source: 'Bản của người khác', version: '1' });
  const told = await send('/quan-tri/co-quan/STP/sua', { ...mine, version: '1' });
  expect(told.status).toBe(409);
  const page = await told.text();
  expect(page).toContain('Người khác vừa lưu thay đổi');
  expect(page).toContain('Bản của tôi');
  expect(page).toContain('Bản của người khác');
  expect(page).toContain('name="version" value="2"');
  const knowingly = await send('/quan-tri/co-quan/STP/sua', { ...mine, version: '2' });
  expect(knowingly.status).toBe(303);
  expect((await see('/quan-tri/co-quan/STP')).text).toContain('nguồn: “Bản của người khác” → “Bản của tôi”');
});

test('an organisation is ended with its successor, once', async () => {
  await makeOrganisation(app.services, { code: 'BDT', name: 'Ban Dân tộc' });
  const form = { validTo: '28/02/2025', successors: 'SKHCN', version: '1' };
  expect((await send('/quan-tri/co-quan/BDT/cham-dut', { ...form, validTo: '' })).status).toBe(422);
  expect((await send('/quan-tri/co-quan/BDT/cham-dut', { ...form, version: '7' })).status).toBe(409);
  expect((await send('/quan-tri/co-quan/BDT/cham-dut', form)).status).toBe(303);
  expect((await send('/quan-tri/co-quan/BDT/cham-dut', { ...form, version: '2' })).status).toBe(409);
  const { text } = await see('/quan-tri/co-quan/BDT');
  expect(text).toContain('Đã chấm dứt');
  expect(text).toContain('Chấm dứt hoạt động, ngày cuối cùng 28/02/2025; kế tục: SKHCN');
});

test.each(['GHOST', '...', '%00', "x'--", 'a'.repeat(500)])(
  'organisation “%s” is not found',
  async (code) => {
    expect((await see(`/quan-tri/co-quan/${encodeURIComponent(code)}`)).status).toBe(404);
    expect((await send(`/quan-tri/co-quan/${encodeURIComponent(code)}/sua`, typed)).status).toBe(404);
  },
);

test('the file opens in a spreadsheet: marked UTF-8, filtered as the list, no cell runs as a formula', async () => {
  await makeOrganisation(app.services, {
    code: 'XAU',
    kind: 'enterprise',
    name: '=HYPERLINK("http://x","bấm")',
    shortName: '@SUM(A1)',
    source: '+84 205',
  });
  const response = await app.fetch('/quan-tri/co-quan.csv?loai=enterprise', { as: inspector });
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"",""bấm"")"`);
  expect(lines[1]).toContain(`"'@SUM(A1)"`);
  expect(lines[1]).toContain(`"'+84 205"`);
});

test('pages take at most ten statements whatever the number of rows', async () => {
  for (const path of [
    '/quan-tri',
    '/quan-tri/co-quan?hieu-luc=tat-ca',
    '/quan-tri/co-quan/SKHCN',
    '/quan-tri/co-quan/SKHCN/sua',
    '/quan-tri/co-quan/SKHCN/cham-dut',
  ]) {
    app.forgetStatements();
    expect((await see(path)).status).toBe(200);
    expect(app.statements.length, path).toBeLessThanOrEqual(10);
  }
});

test('searching many organisations is served by the index', async () => {
  const { db } = app.services;
  await db
    .insertInto('organisation')
    .values(
      Array.from({ length: 5000 }, (_, index) => ({
        code: `DN-${index}`,
        kind: 'enterprise',
        name: `Công ty TNHH số ${index}`,
      })),
    )
    .execute();
  const plan = await db.transaction().execute(async (tx) => {
    await sql`analyze organisation`.execute(tx);
    // whether the index can serve, not whether so small a table is worth it
    await sql`set local enable_seqscan = off`.execute(tx);
    return sql`explain select id from organisation
      where search_text like vn_norm(${'%khoa%'}) and search_text like vn_norm(${'%nghe%'})`.execute(tx);
  });
  expect(JSON.stringify(plan.rows)).toContain('organisation_search');
});
