import { afterAll, beforeAll, expect, test } from 'vitest';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { announceConsultation, createConsultation, saveContent } from '../../modules/consultation/index.ts';
import { openUseCounter } from '../../platform/http/uses.ts';
import { openMetrics } from '../../platform/metrics.ts';
import { routes } from '../../routes.ts';
import { countsRoutes } from './index.ts';
import { forgetUses } from './jobs.ts';
import { wordsSearched } from './queries.ts';
import { pageName } from './texts.ts';
import { writeUses } from './write.ts';

let portal: Portal;
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';
const reader = { headers: { 'user-agent': agent } };
const days = ['2026-05-04', '2026-05-05', '2026-05-06'] as const;

beforeAll(async () => {
  portal = await openPortal(countsRoutes);
  await editionWith(portal.app.services, {
    year: 2026,
    entries: [{ title: 'Giữ giống hồng Bảo Lâm' }, { title: 'Cảnh báo lũ' }],
  });
});
afterAll(() => portal.app.close());

/** Signed in anew: a session ends within the days that pass here. */
const officer = () => portal.app.signIn('programme_officer', { email: 'chuyen-vien@example.vn' });
const visit = (path: string) => portal.app.fetch(path, reader);
const written = () => writeUses(portal.app.services, portal.app.uses);
const on = (day: string) => portal.app.setNow(new Date(`${day}T02:00:00Z`));
const shown = async (query = '') =>
  (await portal.app.fetch(`/ban-lam-viec/luot-dung${query}`, { as: await officer() })).text();
const kept = () =>
  portal.app.services.db
    .selectFrom('use_of_day')
    .selectAll()
    .orderBy('day')
    .orderBy('what')
    .orderBy('page')
    .execute();

test('views, searches and downloads of visitors add up by day and by what the page is about', async () => {
  on(days[0]);
  for (const path of ['/bai-toan/BTL-2026-01', '/en/bai-toan/BTL-2026-01', '/bai-toan']) await visit(path);
  await visit('/danh-muc/BTL-2026/phu-luc.csv');
  await visit('/bai-toan?q=khong+thay+gi');
  await written();
  await visit('/bai-toan/BTL-2026-01');
  await written();
  await written();
  const use = (what: string, page: string, thing: string, times: number) => ({
    ...{ day: days[0], what, page, thing, times },
  });
  expect(await kept()).toEqual([
    use('download', 'edition.public-annex', 'BTL-2026', 1),
    use('search', 'problems.list', '', 1),
    use('search_without_result', 'problems.list', '', 1),
    use('view', 'problems.list', '', 2),
    use('view', 'problems.show', 'BTL-2026-01', 3),
  ]);
});

test('those who are signed in, robots, programs without a name, pages not found and wrong spellings leave no trace of a thing', async () => {
  const before = await kept();
  await portal.app.fetch('/bai-toan/BTL-2026-01', { as: await officer(), ...reader });
  await portal.app.fetch('/bai-toan/BTL-2026-01', { headers: { 'user-agent': 'curl/8.1' } });
  await portal.app.fetch('/bai-toan/BTL-2026-01');
  await visit('/bai-toan/BTL-2026-99');
  await visit('/bai-toan/btl-2026-1');
  await visit('/khong-co');
  await written();
  expect(await kept()).toEqual(before);
  await visit(`/van-ban/0${portal.resolutionId}`);
  expect(portal.app.uses.take().uses).toEqual([]);
});

test('words are kept and shown once they were asked five times on three days, and never those that may be somebody’s own', async () => {
  const words = async () =>
    (await portal.app.services.db.selectFrom('search_term').select('words').execute())
      .map((term) => term.words)
      .filter((term) => term !== null);
  on(days[1]);
  for (const own of ['a@b.vn', '0912345678', 'x'.repeat(61)])
    for (const day of days) {
      on(day);
      await visit(`/tim-kiem?q=${encodeURIComponent(own)}`);
    }
  on(days[0]);
  for (const spelled of ['m%C3%A1y+bay', 'may+bay']) await visit(`/tim-kiem?q=${spelled}`);
  on(days[1]);
  for (let time = 0; time < 6; time += 1) await visit('/tim-kiem?q=t%C3%AAn+ri%C3%AAng');
  for (let time = 0; time < 3; time += 1) await visit('/tim-kiem?q=m%C3%A1y+bay');
  // a page turned or a kind chosen is no new question
  await visit('/tim-kiem?q=m%C3%A1y+bay&trang=2');
  await written();
  expect(await words()).toEqual([]);
  expect(await shown()).not.toContain('máy bay');
  on(days[2]);
  await visit('/tim-kiem?q=M%C3%81Y++BAY');
  await written();
  expect(await words()).toEqual(['máy bay']);
  const html = await shown();
  expect(html).toContain('máy bay');
  expect(html).not.toContain('tên riêng');
});

test('words often searched for stand among those not found only once they were missed as often', async () => {
  const { services } = portal.app;
  const ask = async (found: boolean, times = 1) => {
    for (const day of days) {
      const counter = openUseCounter(() => day as never);
      for (let time = 0; time < times; time += 1)
        counter.count({ agent, purpose: null }, null, [{ words: 'hồ chứa', found }]);
      await writeUses(services, counter);
    }
  };
  const listed = async (order: 'asked' | 'missed') =>
    (await wordsSearched(services.db, { from: days[0], to: days[2] } as never, order)).map(
      ({ words }) => words,
    );
  await ask(true, 2);
  await ask(false);
  expect(await listed('asked')).toContain('hồ chứa');
  expect(await listed('missed')).toEqual(['máy bay']);
  await ask(false);
  expect(await listed('missed')).toContain('hồ chứa');
});

test('officers see the totals of the days they ask for, with what each thing is called; a wrong day is told', async () => {
  on(days[2]);
  const html = await shown();
  expect(html).toContain('Giữ giống hồng Bảo Lâm');
  expect(html).toMatch(/Biểu đồ cột lượt xem theo ngày; nhiều nhất \d+, ngày 05\/05\/2026\./);
  const empty = await shown('?tu=01/01/2025&den=31/01/2025');
  expect(empty).toContain('Chưa có lượt dùng nào trong khoảng này');
  expect(await shown('?tu=30/02/2026')).toContain('Không có ngày này');
  expect(await shown('?tu=05/05/2026&den=04/05/2026')).toContain('Ngày cuối đứng trước ngày đầu');
  expect(await shown('?tu=01/01/2020&den=04/05/2026')).toContain('nhiều nhất 366 ngày');
  const english = await portal.app.fetch('/en/ban-lam-viec/luot-dung', { as: await officer() });
  expect(await english.text()).toContain('Searched for and not found');
  const agency = await portal.app.signIn('agency_officer');
  expect((await portal.app.fetch('/ban-lam-viec/luot-dung', { as: agency })).status).toBe(403);
});

test('a consultation is called by its own title, not by that of the document of the same number', async () => {
  const { services } = portal.app;
  const id = await createConsultation(services, system, {
    ...{
      title: 'Quy chế sàn giao dịch',
      titleEn: '',
      introduction: '',
      agency: 'Sở',
      contact: '',
      namesShown: '',
    },
    ...{ audience: 'public', agencies: [], people: '', from: '04/05/2026', to: '30/12/2026' },
    ...{ editionId: null, key: 'counts' },
  });
  await saveContent(services, system, id, { parts: '# Điều 1\nPhạm vi.', version: 1 });
  await announceConsultation(services, system, id, 2);
  expect(id).toBe(portal.resolutionId);
  const used = { day: days[2], what: 'view', thing: String(id), times: 90 };
  await services.db
    .insertInto('use_of_day')
    .values([
      { ...used, page: 'consultation.open' },
      { ...used, page: 'site.document' },
    ])
    .execute();
  on(days[2]);
  const html = await shown();
  expect(html).toContain(`<a href="/lay-y-kien/${id}">`);
  expect(html).toContain('Quy chế sàn giao dịch');
  expect(html).toContain('Về đột phá phát triển khoa học');
  await services.db.deleteFrom('use_of_day').where('times', '=', 90).execute();
});

test('the same figures come as a file', async () => {
  const file = await portal.app.fetch('/ban-lam-viec/luot-dung/tep.csv?tu=04/05/2026&den=04/05/2026', {
    as: await officer(),
  });
  expect(file.headers.get('content-disposition')).toContain('luot-dung-2026-05-04-2026-05-04.csv');
  expect((await file.text()).split('\r\n')).toContain(
    '"04/05/2026","lượt xem","Bài toán lớn","BTL-2026-01","3"',
  );
  const wrong = await portal.app.fetch('/ban-lam-viec/luot-dung/tep.csv?tu=x', { as: await officer() });
  expect(wrong.status).toBe(303);
});

test('two processes that write at once lose nothing, and what could not be written is written later', async () => {
  on('2026-05-07');
  const counters = Array.from({ length: 4 }, () => openUseCounter(() => '2026-05-07' as never));
  for (const counter of counters)
    for (const page of ['home', 'search', 'api.page'])
      counter.count({ agent, purpose: null }, { what: 'view', page, thing: '' }, [
        { words: 'nước sạch', found: true },
      ]);
  const { services } = portal.app;
  const [first] = counters;
  if (!first) throw new Error('there are four');
  const away = {
    ...services,
    db: services.db.withSchema('nowhere'),
    config: { ...services.config, secretKey: '' },
  };
  Object.assign(away.db, { transaction: () => ({ execute: async () => Promise.reject(new Error('away')) }) });
  await writeUses(away, first);
  await Promise.all(counters.map((counter) => writeUses(services, counter)));
  const rows = await services.db
    .selectFrom('use_of_day')
    .select('times')
    .where('day', '=', '2026-05-07')
    .where('what', '=', 'view')
    .execute();
  expect(rows.map(({ times }) => times)).toEqual([4, 4, 4]);
  const asked = await services.db
    .selectFrom('search_of_day')
    .select('asked')
    .where('day', '=', '2026-05-07')
    .execute();
  expect(asked).toEqual([{ asked: 12 }]);
});

test('totals are forgotten after three years, and words nobody asked for again after ninety days', async () => {
  on('2026-09-01');
  await forgetUses(portal.app.services);
  const terms = await portal.app.services.db.selectFrom('search_term').select('words').execute();
  expect(terms.map(({ words }) => words).toSorted()).toEqual(['hồ chứa', 'máy bay']);
  expect((await kept()).length).toBeGreaterThan(0);
  // as if they had been kept while less was asked for
  await portal.app.services.db
    .deleteFrom('search_of_day')
    .where('day', '=', days[0] as never)
    .execute();
  await forgetUses(portal.app.services);
  const still = portal.app.services.db.selectFrom('search_term').select('words');
  expect(await still.execute()).toEqual([{ words: null }, { words: null }]);
  on('2029-06-01');
  await forgetUses(portal.app.services);
  expect(await kept()).toEqual([]);
  expect(await portal.app.services.db.selectFrom('search_term').select('id').execute()).toEqual([]);
});

test('every public page and file has a name of its own among the figures', () => {
  const nameless = routes(openMetrics())
    .filter(({ counts, name }) => counts && pageName(name).en === 'Other pages')
    .map(({ name }) => name);
  expect(nameless).toEqual([]);
});
