import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestApp, type Session } from '../../../../test/support/app.ts';
import { createBareDatabase } from '../../../../test/support/backup.ts';
import { hiddenField } from '../../../../test/support/catalogue.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import { system } from '../../../kernel/actor.ts';
import { checkExport, exportAll, restoreExport } from '../../../platform/backup/index.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { openLocalBlobStore } from '../../../platform/files.ts';
import { rebuildSearchIn } from '../../../site/rebuild-search.ts';
import { beginAmendment } from '../amendment/commands.ts';
import { publishIssuedElsewhere } from '../approval/commands.ts';
import { attachFile } from '../attachment-commands.ts';
import { settleOutcomes } from '../carry-over/commands.ts';
import { addEntry } from '../entry-commands.ts';
import { allEntries } from '../entry-store.ts';
import { apiProblem, catalogueRoutes, publicCatalogueRoutes } from '../index.ts';
import { work } from '../paths.ts';
import { mergeEntries } from './merging.ts';
import { splitEntry } from './splitting.ts';

let portal: Portal;
let officer: Session;
let edition: number;
const at = (day: string) => portal.app.setNow(new Date(`2026-${day}T02:00:00Z`));
const results = [{ text: 'Bản đồ độ mặn' }, { text: 'Trạm đo tự động' }];

/** 2/3: five problems. 10/4: 02 is merged into 01, and 03 split into new ones; 20/5: 01 is merged into 04, 05 split and kept. */
beforeAll(async () => {
  portal = await openPortal(catalogueRoutes);
  officer = await portal.app.signIn('programme_officer');
  at('03-02');
  edition = await editionWith(portal.app.services, {
    year: 2026,
    published: false,
    entries: [
      { title: 'Đo mặn nước ngầm', results },
      { title: 'Giám sát <b>giếng</b>', results: [{ text: 'Cảnh báo giếng mặn' }] },
      { title: 'Sương muối', results },
      { title: 'Mạng quan trắc' },
      { title: 'Cửa khẩu số', results },
    ],
  });
  const file = await portal.app.services.files.put(Readable.from([Buffer.from('giếng;mặn')]));
  await attachFile(portal.app.services, system, await idOf('BTL-2026-02'), {
    file: { ...file, name: 'gieng.csv' },
    title: 'Số liệu giếng',
  });
  await publishIssuedElsewhere(portal.app.services, edition);
});
afterAll(() => portal.app.close());

async function idOf(code: string): Promise<number> {
  const entries = await allEntries(portal.app.services.db, system, edition);
  return entries.find((entry) => entry.code === code)?.id ?? 0;
}
async function amend(): Promise<number> {
  const { services } = portal.app;
  return (await beginAmendment(services, system, edition, { reason: 'Kết luận 12/TB-UBND' })).id;
}
const desk = async (path: string) => {
  const answer = await portal.app.fetch(path, { as: officer });
  return { status: answer.status, html: await answer.text() };
};
const post = async (path: string, form: Readonly<Record<string, string | readonly string[]>>) => {
  const answer = await portal.app.fetch(path, { as: officer, form });
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
};
const visit = async (path: string) => {
  const answer = await portal.app.fetch(path);
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
};

test('entries are chosen, compared side by side and merged; what is refused stays in the form with its message', async () => {
  at('04-10');
  const amendment = await amend();
  const [one, two, three] = [await idOf('BTL-2026-01'), await idOf('BTL-2026-02'), await idOf('BTL-2026-03')];
  const base = work.mergeEntries(amendment);
  const choice = await desk(`${base}?q=giam+sat&muc=${one}`);
  expect(choice.html).toContain('Hãy chọn thêm ít nhất một mục');
  expect(choice.html).toContain(`muc=${one}&amp;muc=${two}`);
  expect(choice.html).not.toContain('Sương muối');
  const alone = await desk(work.compareToMerge(amendment, [one]));
  expect([alone.status, alone.html.includes('không gộp vào chính nó')]).toEqual([422, true]);
  expect((await post(base, {})).status).toBe(422);

  const page = await desk(work.compareToMerge(amendment, [one, two]));
  expect(page.html).toContain('Theo BTL-2026-01');
  expect(page.html).toContain('Giám sát &lt;b>giếng&lt;/b>');
  expect(page.html).not.toContain('chon-lead');
  const shown = hiddenField(page.html, 'muc');
  const stale = await post(base, {
    muc: shown.replace('.1', '.7'),
    vao: String(one),
    'chon-title': String(two),
  });
  expect(stale.status).toBe(409);
  expect(stale.html).toContain('Người khác vừa sửa');
  expect(stale.html).toMatch(new RegExp(`name="chon-title" value="${two}" checked`));
  const turned = await post(base, {
    ...{ muc: shown, theo: String(one), vao: String(two), do: 'de-xuat', 'chon-title': String(one) },
  });
  expect(turned.status).toBe(200);
  expect(turned.html).toMatch(new RegExp(`name="vao" value="${two}" checked`));
  expect(turned.html).toMatch(new RegExp(`name="chon-title" value="${two}" checked`));
  const otherwise = await post(base, {
    ...{ muc: shown, theo: String(two), vao: String(two), do: 'de-xuat', 'chon-title': String(one) },
  });
  expect(otherwise.html).toMatch(new RegExp(`name="chon-title" value="${one}" checked`));
  const nowhere = await post(base, { muc: shown, vao: String(three) });
  expect([nowhere.status, nowhere.html.includes('mục được giữ lại')]).toEqual([422, true]);
  const done = await post(base, { muc: shown, vao: String(one) });
  expect(done.location).toMatch(/\/muc\/\d+$/);
  expect((await post(base, { muc: shown, vao: String(one) })).location).toBe(done.location);
  const merged = await desk(done.location ?? '');
  expect(merged.html).toContain('Gộp từ');
  expect(merged.html).toContain('Cảnh báo giếng mặn');
  expect((await desk(work.edition(amendment))).html).toContain('Gộp vào BTL-2026-01');
  expect((await desk(work.approval(amendment))).html).toMatch(/Gộp từ (<span[^>]*>)+BTL-2026-02/);
  const twice = await desk(work.compareToMerge(amendment, [two, three]));
  expect(twice.html).toContain('đã được gộp vào BTL-2026-01');
  expect((await desk(work.mergeEntries(edition))).status).toBe(409);

  const split = work.splitEntry(amendment, three);
  const form = await desk(split);
  const version = hiddenField(form.html, 'version');
  const wider = await post(split, { version, phan: '3', do: 'phan', 'ten-0': 'Vùng cao', giu: '0' });
  expect([wider.status, wider.html.includes('Vùng cao'), wider.html.includes('name="ten-2"')]).toEqual([
    200,
    true,
    true,
  ]);
  const lost = await post(split, {
    version,
    phan: '2',
    do: 'tach',
    giu: '0',
    'ten-0': 'Vùng cao',
    'ten-1': '',
    'results-0': '0',
  });
  expect(lost.status).toBe(422);
  expect(lost.html).toContain('chưa thuộc phần nào');
  expect(lost.html).toContain('Hãy viết tên của phần này');
  const parts = { 'ten-0': 'Vùng cao', 'ten-1': 'Vùng thấp', 'results-0': ['0'], 'results-1': ['0', '1'] };
  const typed = { version, phan: '2', do: 'tach', giu: '0', ...parts };
  const divided = await post(split, typed);
  expect((await post(split, typed)).location).toBe(divided.location);
  expect((await desk(divided.location ?? '')).html).toContain('Tách từ');
  await publishIssuedElsewhere(portal.app.services, amendment);
  expect((await desk(work.entry(edition, one))).html).toContain('nhận gộp từ BTL-2026-02 theo BTL-2026-DC1');
});

test('a merged entry leads to the one that took it over, in every spelling and language, and stays readable as it was', async () => {
  expect(await visit('/bai-toan/BTL-2026-02')).toMatchObject({
    status: 301,
    location: '/bai-toan/BTL-2026-01',
  });
  expect(await visit('/en/bai-toan/btl%202026%202')).toMatchObject({
    status: 301,
    location: '/en/bai-toan/BTL-2026-01',
  });
  const target = await visit('/bai-toan/BTL-2026-01');
  expect(target.html).toContain('Gồm cả:');
  expect(target.html).toContain('href="/bai-toan/BTL-2026-02?ngay=2026-03-02"');
  expect(target.html).toContain('gộp từ ngày 10/04/2026');
  expect(target.html).toContain('Số liệu giếng');
  expect((await visit('/bai-toan/BTL-2026-01?ngay=2026-04-01')).html).not.toContain('Gồm cả');
  const before = await visit('/bai-toan/BTL-2026-02?ngay=2026-04-01');
  expect([before.status, before.html.includes('Giám sát &lt;b>giếng')]).toEqual([200, true]);
  const since = await visit('/bai-toan/BTL-2026-02?ngay=2026-04-10');
  expect([since.status, since.html.includes('Ngày 10/04/2026, BTL-2026-02 không công bố')]).toEqual([
    200,
    true,
  ]);
  expect(since.html).toContain('href="/bai-toan/BTL-2026-01"');
  expect(since.html).toContain('Giám sát &lt;b>giếng');
  const early = await visit('/bai-toan/BTL-2026-02?ngay=2026-02-01');
  expect(early.html).not.toContain('href="/bai-toan/BTL-2026-01"');
  expect((await visit('/bai-toan/BTL-2026-02/so-sanh')).status).toBe(200);
  const [, file = ''] = /href="\/bai-toan\/BTL-2026-01\/tep\/(\d+)"/.exec(target.html) ?? [];
  const old = await portal.app.services.db
    .selectFrom('entry_attachment')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  expect(await visit(`/bai-toan/BTL-2026-02/tep/${old.id}`)).toMatchObject({
    status: 301,
    location: `/bai-toan/BTL-2026-01/tep/${file}`,
  });
  expect((await visit('/tim-kiem?q=BTL-2026-02')).html).toContain('/bai-toan/BTL-2026-01');
});

test('a split entry that left names its parts; each part says where it comes from', async () => {
  const gone = await visit('/bai-toan/BTL-2026-03');
  expect(gone.status).toBe(410);
  for (const part of ['BTL-2026-06', 'BTL-2026-07']) expect(gone.html).toContain(`href="/bai-toan/${part}"`);
  expect(await visit('/bai-toan/btl-2026-3')).toMatchObject({
    status: 301,
    location: '/bai-toan/BTL-2026-03',
  });
  expect((await visit('/bai-toan/BTL-2026-06')).html).toContain('Tách từ:');
  expect((await visit('/tim-kiem?q=BTL-2026-03')).html).toContain('/bai-toan/BTL-2026-07');
});

test('programs are told the same: where an entry lives on, what it took over, and in the list of changes', async () => {
  const moved = await visit('/api/v1/problems/BTL-2026-02');
  expect(moved).toMatchObject({ status: 301, location: '/api/v1/problems/BTL-2026-01' });
  expect((await visit('/api/v1/problems/BTL-2026-02?date=2026-04-01')).status).toBe(200);
  const gone = await visit('/api/v1/problems/BTL-2026-03');
  expect(gone.status).toBe(410);
  expect(JSON.parse(gone.html)).toMatchObject({
    successors: [{ code: 'BTL-2026-06' }, { code: 'BTL-2026-07', url: '/api/v1/problems/BTL-2026-07' }],
  });
  const target = apiProblem.parse(await portal.json('/api/v1/problems/BTL-2026-01'));
  expect(target.succession.includes).toEqual([{ code: 'BTL-2026-02', on: '2026-04-10' }]);
  const document = JSON.stringify(await portal.json('/api/v1/openapi.json'));
  expect(document).toContain('merged into another one');
  const change = z.object({ code: z.string(), event: z.string(), successors: z.array(z.string()) });
  const { items } = z
    .object({ items: z.array(change) })
    .parse(await portal.json('/api/v1/changes?limit=100'));
  const ended = items
    .filter(({ event }) => event === 'withdrawn')
    .map(({ code, successors }) => [code, successors]);
  expect(ended).toEqual([
    ['BTL-2026-02', ['BTL-2026-01']],
    ['BTL-2026-03', ['BTL-2026-06', 'BTL-2026-07']],
  ]);
});

test('a chain leads to its last entry; one that was split and stays says what it gave away', async () => {
  at('05-20');
  officer = await portal.app.signIn('programme_officer');
  const amendment = await amend();
  const [one, four, five] = [await idOf('BTL-2026-01'), await idOf('BTL-2026-04'), await idOf('BTL-2026-05')];
  const page = await desk(work.compareToMerge(amendment, [four, one]));
  await post(work.mergeEntries(amendment), { muc: hiddenField(page.html, 'muc'), vao: String(four) });
  await post(work.splitEntry(amendment, five), {
    version: '1',
    phan: '2',
    do: 'tach',
    giu: '1',
    'ten-0': 'Cửa khẩu số',
    'ten-1': 'Bãi xe số',
    'results-0': '0',
    'results-1': '1',
  });
  await publishIssuedElsewhere(portal.app.services, amendment);
  for (const code of ['BTL-2026-01', 'BTL-2026-02'])
    expect(await visit(`/bai-toan/${code}`)).toMatchObject({
      status: 301,
      location: '/bai-toan/BTL-2026-04',
    });
  const last = await visit('/bai-toan/BTL-2026-04');
  for (const code of ['BTL-2026-01', 'BTL-2026-02']) expect(last.html).toContain(`/bai-toan/${code}?ngay=`);
  const kept = await visit('/bai-toan/BTL-2026-05');
  expect(kept.status).toBe(200);
  expect(kept.html).toContain('Đã tách một phần sang:');
  expect(kept.html).toContain('href="/bai-toan/BTL-2026-08"');
  expect((await visit('/bai-toan/BTL-2026-08')).html).toContain('href="/bai-toan/BTL-2026-05"');
});

test('an entry that was carried over and is merged since is still told of on its former one, in a draft as in public', async () => {
  const { services } = portal.app;
  const next = await editionWith(services, { year: 2027, published: false, entries: [{ title: 'Cầu cạn' }] });
  const [four, five] = [await idOf('BTL-2026-04'), await idOf('BTL-2026-05')];
  const carry = {
    outcome: 'carried_over',
    note: '',
    noteEn: '',
    reference: '',
    reason: '',
    into: next,
  } as const;
  const carried = await settleOutcomes(services, system, edition, {
    ...carry,
    entries: [four, five].map((id) => ({ id, seen: 0 })),
  });
  expect(carried.settled).toHaveLength(2);
  const entries = await allEntries(services.db, system, next);
  const [one, two] = entries.filter(({ title }) => title !== 'Cầu cạn');
  const shown = [one, two].map((entry) => ({ id: entry?.id ?? 0, version: entry?.version ?? 0 }));
  const merged = await mergeEntries(services, system, next, {
    ...{ entries: shown, into: one?.id ?? 0, chosen: {} },
  });
  const told = (await desk(work.entry(next, merged.id))).html;
  expect(told).toMatch(/Gộp từ <span><a href="[^"]*"> <span>Cửa khẩu số<\/span>/u);
  expect((await desk(work.edition(next))).html).toContain('Gộp từ “Cửa khẩu số”');
  const [whole] = (await allEntries(services.db, system, next)).filter(({ id }) => id === merged.id);
  await splitEntry(services, system, next, merged.id, {
    ...{ version: merged.version, stays: true },
    parts: [
      {
        title: 'Mạng quan trắc',
        rows: (whole?.kind === 'problems' ? whole.detail.results : []).map((_, at) => `results-${at}`),
      },
      { title: 'Cửa khẩu số', rows: [] },
    ],
  });
  await publishIssuedElsewhere(services, next);
  const linked = async (code: string) => {
    const { html } = await visit(`/bai-toan/${code}`);
    return [...html.matchAll(/<p><a href="[^"]*">Đưa tiếp (?:từ|thành) (BTL-[0-9-]+)/gu)].map(([, to]) => to);
  };
  const parts = ['BTL-2027-02', 'BTL-2027-03'];
  expect([await linked('BTL-2026-04'), await linked('BTL-2026-05')]).toEqual([parts, parts]);
  const formers = ['BTL-2026-04', 'BTL-2026-05'];
  expect([await linked('BTL-2027-02'), await linked('BTL-2027-03')]).toEqual([formers, formers]);
  const continuedAs = async (code: string) =>
    apiProblem.parse(await portal.json(`/api/v1/problems/${code}`)).continuedAs?.code;
  expect([await continuedAs('BTL-2026-04'), await continuedAs('BTL-2026-05')]).toEqual([
    'BTL-2027-02',
    'BTL-2027-02',
  ]);

  const { id: amendment } = await beginAmendment(services, system, next, { reason: 'Gộp tiếp' });
  const standing = (await allEntries(services.db, system, next)).map(({ id, version }) => ({ id, version }));
  await mergeEntries(services, system, amendment, {
    entries: standing,
    into: standing[0]?.id ?? 0,
    chosen: {},
  });
  await publishIssuedElsewhere(services, amendment);
  expect(await visit('/bai-toan/BTL-2027-02')).toMatchObject({
    status: 301,
    location: '/bai-toan/BTL-2027-01',
  });
  expect(await continuedAs('BTL-2026-05')).toBe('BTL-2027-01');
  expect(await linked('BTL-2027-01')).toEqual(formers);
  expect((await visit('/bai-toan/BTL-2026-05')).html).toContain(
    'Đưa tiếp thành BTL-2027-02, BTL-2027-03, nay ở BTL-2027-01 trong danh mục 2027',
  );
});

test('in a draft nothing is said of addresses, and what was merged is called by its title', async () => {
  const { services } = portal.app;
  const draft = await editionWith(services, {
    ...{ year: 2031, published: false },
    entries: [{ title: 'Đo mặn' }, { title: 'Mưa đá' }, { title: 'Đo độ mặn của nước ngầm' }],
  });
  const [one, , three] = await allEntries(services.db, system, draft);
  const ids = [three?.id ?? 0, one?.id ?? 0];
  const page = await desk(work.compareToMerge(draft, ids));
  for (const words of ['Mã được đánh lại theo thứ tự', 'trang “Mục đã bỏ”'])
    expect(page.html).toContain(words);
  for (const words of ['giữ nguyên', '“Sửa”']) expect(page.html).not.toContain(words);
  const form = { muc: hiddenField(page.html, 'muc'), vao: String(three?.id) };
  const done = await portal.app.fetch(work.mergeEntries(draft), { as: officer, form });
  const notice = decodeURIComponent(done.headers.get('set-cookie') ?? '');
  expect(notice).toContain('Đã gộp “Đo mặn” vào BTL-2031-02 “Đo độ mặn của nước ngầm”.');

  // what is public keeps its code, what an amendment adds does not have its own yet
  const amendment = await amend();
  const fresh = (await addEntry(services, system, amendment, { title: 'Cửa khẩu số mới' })).id;
  const publicIds = [await idOf('BTL-2026-05'), await idOf('BTL-2026-08'), fresh];
  const shown = await desk(work.compareToMerge(amendment, publicIds));
  expect(shown.html).toContain('Mục đã công khai giữ nguyên mã và địa chỉ');
  expect(shown.html).toContain('chọn “Sửa”');
  const merged = await portal.app.fetch(work.mergeEntries(amendment), {
    as: officer,
    form: { muc: hiddenField(shown.html, 'muc'), vao: String(publicIds[0]) },
  });
  expect(decodeURIComponent(merged.headers.get('set-cookie') ?? '')).toContain(
    'Đã gộp BTL-2026-08 “Bãi xe số”, “Cửa khẩu số mới” vào BTL-2026-05 “Cửa khẩu số”.',
  );
});

test('a backup carries it: restored elsewhere, old codes still lead on and are found', async () => {
  const { services, connection } = portal.app;
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-succession-'));
  const target = await createBareDatabase();
  const whole = join(directory, 'whole');
  await exportAll({ connection, files: services.files }, whole);
  const files = openLocalBlobStore(join(directory, 'files'));
  const to = { connection: target.connection, files, log: services.log, rebuild: rebuildSearchIn };
  await restoreExport(to, await checkExport(whole));
  const restored = await openTestApp([...publicCatalogueRoutes], target);
  expect((await restored.fetch('/bai-toan/BTL-2026-02')).headers.get('location')).toBe(
    '/bai-toan/BTL-2026-04',
  );
  const lines = (db: Querying) =>
    db.selectFrom('entry_succession').selectAll().orderBy('from_entry_id').orderBy('to_entry_id').execute();
  expect(await lines(restored.services.db)).toEqual(await lines(services.db));
  const found = await restored.services.db
    .selectFrom('search_code')
    .innerJoin('search_item', 'search_item.item', 'search_code.item')
    .select('search_item.code')
    .where('search_code.key', '=', 'btl-2026-2')
    .execute();
  expect(found.map(({ code }) => code)).toEqual(['BTL-2026-04']);
  await restored.close();
  await rm(directory, { recursive: true, force: true });
});
