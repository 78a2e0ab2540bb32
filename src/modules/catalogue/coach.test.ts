import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from '../../../test/support/catalogue.ts';
import { type AccountActor, system } from '../../kernel/actor.ts';
import { gapsOf } from './edition-queries.ts';
import { removeEntry } from './entry-commands.ts';
import { allEntries, findEntry } from './entry-store.ts';
import { editionHistory } from './history.ts';
import { publishIssuedElsewhere } from './index.ts';
import { likeEntries } from './likeness.ts';
import { publicEntry, work } from './paths.ts';
import { splitEntry } from './succession/splitting.ts';

let app: TestApp;
let mai: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  mai = await app.signIn('programme_officer');
});
afterAll(() => app.close());

async function page(path: string, as = mai): Promise<string> {
  return (await app.fetch(path, { as })).text();
}

const whole = {
  lead: 'SKHCN',
  sectors: ['logistics'],
  bases: [{ kind: 'resolution', raw: 'Nghị quyết số 71/NQ-CP', number: '71/NQ-CP', role: 'basis' }],
  results: [{ text: 'Rút ngắn thời gian chờ', value: '30', unit: '%' }],
  scale: '12 cửa khẩu',
  availableData: 'Dữ liệu tờ khai do cơ quan hải quan giữ',
};

test('an entry with a measurable result, an owner, a basis, a scale and data is left in peace', async () => {
  const { id } = await draftEdition(app.services, 2081);
  const entry = await draftEntry(app.services, id, 'Điều phối xe chờ ở bãi tập kết', whole);
  expect(await gapsOf(app.services.db, system, entry.id)).toEqual([]);
  expect(await page(work.entry(id, entry.id))).toContain('Mục này đã đủ');
});

let lackingYear = 2010;
test.each([
  ['measure', { results: [{ text: 'Nâng cao hiệu quả quản lý' }] }],
  ['results', { results: [] }],
  ['lead', { lead: [] }],
  ['bases', { bases: [] }],
  ['scale', { scale: null }],
  ['available_data', { availableData: null }],
])('what is missing is advised: %s', async (gap, lacking) => {
  lackingYear += 1;
  const { id } = await draftEdition(app.services, lackingYear);
  const entry = await draftEntry(app.services, id, 'Điều phối xe chờ', { ...whole, ...lacking });
  expect(await gapsOf(app.services.db, system, entry.id)).toEqual([gap]);
});

test('a window, due dates and sums that an entry carried over or split kept are advised, with where to correct them', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2061);
  const gaps = async (change: Readonly<Record<string, unknown>>) => {
    const entry = await draftEntry(services, id, 'Điều phối xe chờ', { ...whole, ...change });
    return gapsOf(services.db, system, entry.id);
  };
  const time = (to: string | null, raw: string | null = null) => ({ time: { from: null, to, raw } });
  expect(await gaps({ openFrom: '2060-03-01', openTo: '2060-12-31' })).toEqual(['past_window']);
  // what is taken out needs nothing any more
  const leaving = await draftEntry(services, id, 'Việc sẽ đưa ra', { openTo: '2060-12-31' });
  await sql`update entry set takes_out = true, amends_entry_id = ${leaving.id} where id = ${leaving.id}`.execute(
    services.db,
  );
  expect(await gapsOf(services.db, system, leaving.id)).toEqual([]);
  expect(await gaps({ openFrom: '2060-12-01', openTo: '2061-01-01' })).toEqual([]);
  expect(await gaps(time('2060-12', 'Quý IV/2060'))).toEqual(['past_due']);
  expect(await gaps(time(null, 'Năm 2059 - 2060'))).toEqual(['past_due']);
  expect(await gaps(time(null, 'Năm 2060 - 2062, hằng quý'))).toEqual([]);
  expect(await gaps(time('2061'))).toEqual([]);
  const due = (on: string) => ({ results: [{ text: 'Kết nối 05 cửa khẩu', due: on }] });
  expect(await gaps(due('2060-06-30'))).toEqual(['past_due']);
  expect(await gaps(due('2061-06'))).toEqual([]);
  const needs = await draftEdition(services, 2061, { kind: 'needs' });
  const need = await draftEntry(services, needs.id, 'Sấy hồi', {
    ...{ organisation: 'SKHCN', sectors: ['logistics'], capacity: '2 tấn', deadline: 'Tháng 12/2060' },
    requirements: [{ parameter: 'Công suất', value: '2', unit: 'tấn/mẻ' }],
  });
  expect(await gapsOf(services.db, system, need.id)).toEqual(['past_due']);
  expect(await page(work.entry(needs.id, need.id))).toContain('href="#f-deadline"');

  const parts = await draftEdition(services, 2062);
  const money = [{ source: 'su_nghiep', year: 2062, amount: 5_000_000_000 }];
  const whole2 = await draftEntry(services, parts.id, 'Cửa khẩu số', { ...whole, money });
  const { version } = await findEntry(services.db, system, parts.id, whole2.id);
  const rows = ['results-0'];
  await splitEntry(services, system, parts.id, whole2.id, {
    ...{ version, stays: true },
    parts: [
      { title: 'Cửa khẩu số: đường bộ', rows },
      { title: 'Cửa khẩu số: đường sắt', rows },
    ],
  });
  const entries = await allEntries(services.db, system, parts.id);
  for (const part of entries) expect(await gapsOf(services.db, system, part.id)).toEqual(['shared_sum']);
  const html = await page(work.entry(parts.id, whole2.id));
  expect(html).toContain('href="#f-money"');
  expect(html).toContain('id="f-money"');
  const [first, second] = entries;
  await sql`update entry set confidential = true where id = ${first?.id}`.execute(services.db);
  expect(await gapsOf(services.db, system, second?.id ?? 0)).toEqual([]);
  await sql`update entry set confidential = false, detail = jsonb_set(detail, '{money,0,amount}', '3000000000')
    where id = ${first?.id}`.execute(services.db);
  for (const part of entries) expect(await gapsOf(services.db, system, part.id)).toEqual([]);
});

test('a figure in the words of a result, a place or a requirement of a need count as well', async () => {
  const { id } = await draftEdition(app.services, 2082);
  const worded = { ...whole, results: [{ text: 'Kết nối 05 cửa khẩu' }], scale: null, places: ['20-06184'] };
  const entry = await draftEntry(app.services, id, 'Điều phối xe chờ', worded);
  expect(await gapsOf(app.services.db, system, entry.id)).toEqual([]);
  const needs = await draftEdition(app.services, 2082, { kind: 'needs' });
  const need = await draftEntry(app.services, needs.id, 'Sấy hồi bằng bơm nhiệt', {
    organisation: 'SKHCN',
    sectors: ['logistics'],
    requirements: [{ parameter: 'Công suất', value: '2', unit: 'tấn/mẻ' }],
    results: [{ text: 'Giữ màu và mùi' }],
    capacity: '2 tấn một mẻ',
  });
  expect(await gapsOf(app.services.db, system, need.id)).toEqual([]);
});

test('advice says what to write and leads to the field', async () => {
  const { id } = await draftEdition(app.services, 2083);
  const entry = await draftEntry(app.services, id, 'Chỉ có tên');
  const html = await page(work.entry(id, entry.id));
  for (const field of ['results', 'lead', 'bases', 'scale', 'availableData', 'sectors']) {
    expect(html).toContain(`href="#f-${field}"`);
    expect(html).toContain(`id="f-${field}"`);
  }
  expect(html).toContain('Cho biết có dữ liệu nào để làm');
});

test('entries much alike are shown side by side, of earlier years too, most alike first', async () => {
  const earlier = await draftEdition(app.services, 2084);
  const title = 'Nhận dạng biển số phương tiện tại cửa khẩu bằng trí tuệ nhân tạo';
  const before = await draftEntry(app.services, earlier.id, title, { context: 'Bối cảnh năm trước' });
  await publishIssuedElsewhere(app.services, earlier.id);
  const { id } = await draftEdition(app.services, 2085);
  const own = await draftEntry(app.services, id, `${title} (giai đoạn 2)`, { context: 'Bối cảnh năm nay' });
  await draftEntry(app.services, id, 'Sản xuất giống quế kháng bệnh');
  const coach = await page(work.coach(id));
  expect(coach).toContain(`href="${work.compare(id, own.id, before.id)}"`);
  expect(coach).toContain('BTL-2084-01');
  expect(coach).not.toContain('quế kháng bệnh</a></td><td data-label="Mục gần giống"');
  const compare = await page(work.compare(id, own.id, before.id));
  expect(compare).toContain('Bối cảnh năm trước');
  expect(compare).toContain('Bối cảnh năm nay');
  expect(await page(work.entry(id, own.id))).toContain('BTL-2084-01');
  // those of one draft lead to their merging, for who may change it
  const twin = await draftEntry(app.services, id, `${title} (giai đoạn 3)`);
  const merging = `href="${work.compareToMerge(id, [own.id, twin.id])}"`;
  const beside = work.compare(id, own.id, twin.id);
  expect([await page(beside), compare].map((html) => html.includes('>Gộp hai mục này<'))).toEqual([
    true,
    false,
  ]);
  expect(await page(beside)).toContain(merging);
  expect(await page(beside, await app.signIn('inspector'))).not.toContain(merging);
  await removeEntry(app.services, system, twin.id);
  expect(await page(beside)).not.toContain(merging);
});

test('drafts of an edition out of one’s reach are alike to nothing', async () => {
  const [one, two] = [await draftEdition(app.services, 2086), await draftEdition(app.services, 2087)];
  const title = 'Bản đồ số các tuyến du lịch cộng đồng vùng cao';
  const own = await draftEntry(app.services, one.id, title);
  const hidden = await draftEntry(app.services, two.id, title);
  const scoped: AccountActor = {
    kind: 'account',
    id: mai.accountId,
    name: 'Mai',
    email: 'mai@example.vn',
    sessionId: 1,
    organisationId: null,
    memberships: [],
    grants: [{ role: 'programme_officer', scope: { kind: 'edition', id: one.id } }],
  };
  const seen = await likeEntries(app.services.db, scoped, [own.id]);
  expect(seen.get(own.id) ?? []).toEqual([]);
  const all = await likeEntries(app.services.db, system, [own.id]);
  expect(all.get(own.id)?.map(({ id, likeness }) => [id, likeness])).toEqual([[hidden.id, 1]]);
});

test('of an edition out of one’s reach only the public page of an entry is offered', async () => {
  const { db } = app.services;
  const earlier = await draftEdition(app.services, 2091);
  const title = 'Truy xuất nguồn gốc na bằng mã số vùng trồng';
  const before = await draftEntry(app.services, earlier.id, title);
  await publishIssuedElsewhere(app.services, earlier.id);
  const { id } = await draftEdition(app.services, 2092);
  const own = await draftEntry(app.services, id, title);
  const scoped = await app.signIn('programme_officer');
  await db
    .updateTable('role_grant')
    .set({ scope_kind: 'edition', scope_id: id })
    .where('account_id', '=', scoped.accountId)
    .execute();
  for (const path of [work.coach(id), work.entry(id, own.id)]) {
    const html = await page(path, scoped);
    expect(html).toContain(`href="${publicEntry('problems', before.code)}"`);
    expect(html).not.toContain(work.compare(id, own.id, before.id));
  }
  expect((await app.fetch(work.compare(id, own.id, before.id), { as: scoped })).status).toBe(404);
});

test('comparing with itself, with another kind or with nothing is not there', async () => {
  const { id } = await draftEdition(app.services, 2088);
  const own = await draftEntry(app.services, id, 'Một');
  const needs = await draftEdition(app.services, 2088, { kind: 'needs' });
  const need = await draftEntry(app.services, needs.id, 'Hai', { organisation: 'SCT' });
  for (const other of [own.id, need.id, 999_999])
    expect((await app.fetch(work.compare(id, own.id, other), { as: mai })).status).toBe(404);
});

test('advice blocks nothing; what is left of it stands in the history of the edition', async () => {
  const { id } = await draftEdition(app.services, 2089);
  await draftEntry(app.services, id, 'Chỉ có tên');
  await publishIssuedElsewhere(app.services, id);
  const [published] = await editionHistory(app.services.db, system, id);
  expect(published?.sentence.vi).toContain('Công bố danh mục với 1 mục; góp ý còn lại: 1 mục thiếu kết quả');
  expect(published?.sentence.vi).toContain('1 mục chưa nói dữ liệu sẵn có');
});

test('the advice on 1,000 entries costs as many statements as on one', async () => {
  const { id } = await draftEdition(app.services, 2090);
  await draftEntry(app.services, id, 'Cảnh báo sạt lở');
  const count = async (path: string) => {
    app.forgetStatements();
    expect((await app.fetch(path, { as: mai })).status).toBe(200);
    return app.statements.length;
  };
  const few = await count(work.coach(id));
  await sql`insert into entry (edition_id, kind, ordinal, code, title, detail, created_at, updated_at)
    select ${id}, 'problems', n, 'BTL-2090-' || n, 'Bài toán thử số ' || n, '{}', now(), now()
    from generate_series(2, 1001) as n`.execute(app.services.db);
  expect(await count(work.coach(id))).toBe(few);
  expect(few).toBeLessThanOrEqual(10);
});
