import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { june, openPast, type Past, page, today } from '../../../../test/support/past.ts';
import { parseLocalDate } from '../../../kernel/dates.ts';
import { listEntries, readEntryQuery } from '../listing.ts';
import { pastEntriesCalled, supersededEntries } from '../public-past.ts';
import { listEntriesOn } from './list.ts';
import { passes, stoodOn } from './stood.ts';

let past: Past;
let portal: Past['portal'];
let problems: Past['problems'];
let shown: Past['shown'];
let listed: Past['listed'];
let amend: Past['amend'];
beforeAll(async () => {
  past = await openPast();
  ({ portal, problems, shown, listed, amend } = past);
});
afterAll(() => portal.app.close());

describe('the list as of a day', () => {
  test('shows what was public at the end of that day, as it was then', async () => {
    const before = await listed('/api/v1/problems?date=2026-04-09&year=2026');
    expect(before).toEqual({ total: 3, codes: ['BTL-2026-01', 'BTL-2026-02', 'BTL-2026-03'] });
    const after = await listed('/api/v1/problems?date=2026-04-10&year=2026');
    expect(after).toEqual({ total: 2, codes: ['BTL-2026-01', 'BTL-2026-02'] });
    expect((await listed('/api/v1/needs?date=2026-05-14')).codes).toEqual(['NCCN-2026-001']);
    for (const day of ['2026-05-01', '2026-05-15', '2026-06-01'])
      expect(await listed(`/api/v1/needs?date=${day}`), day).toEqual({ total: 0, codes: [] });
    const { html } = await shown('/bai-toan?ngay=2026-04-09&nam=2026');
    expect(html).toContain('<title>Bài toán lớn 2026 (09/04/2026)');
    expect(html).toContain('Danh mục như ngày 09/04/2026');
    expect(html).toContain('Cảnh báo sớm sạt lở &lt;b');
    expect(html).toContain('đang tìm lời giải');
    expect(html).not.toContain('lũ ống');
    expect(html).not.toContain('được giao');
  });

  test.each([
    '',
    'trang=2',
    'sap-xep=ma',
    'sap-xep=ten',
    'sap-xep=ten&trang=2',
    'nam=2026',
    'nam=2025&trang=2',
    'nam=2025&nam=2026&trang-thai=resolved',
    'linh-vuc=logistics',
    'co-quan=SCT',
    'co-quan=SKHCN&trang-thai=open&sap-xep=ma',
    'dia-ban=20-06184',
    'linh-vuc=khong-co',
  ])('of today is the list of today: %s', async (query) => {
    // what the change in plain SQL left undone
    const { services } = portal.app;
    await (await import('../../../site/rebuild-search.ts')).rebuildSearch(services);
    const asked = readEntryQuery(new URLSearchParams(query));
    const now = await listEntries(services.db, 'problems', asked);
    if (!today) throw new Error('a day');
    const then = await listEntriesOn(services.db, 'problems', asked, today);
    const told = ({ items, total, totalIsExact, facets }: typeof now) => ({
      codes: items.map(({ code }) => code),
      shown: items.map((item) => item.shown),
      ...{ total, totalIsExact, facets },
    });
    expect(told(then)).toEqual(told(now));
  });

  test.each([
    ['sat lo', ['BTL-2026-01']],
    ['SẠT LỞ', ['BTL-2026-01']],
    ['hai gio', ['BTL-2026-01']],
    ['btl 2026 2', ['BTL-2026-02']],
    ['BTL-2026-03', ['BTL-2026-03']],
    ['lũ ống', []],
    ['được giao', []],
    ['"%_\\', []],
  ])('finds words of title, code and summary however they are typed: %s', async (q, codes) => {
    const { html } = await shown(`/bai-toan?ngay=2026-04-01&nam=2026&q=${encodeURIComponent(q)}`);
    const { items } = page.parse(
      await portal.json(`/api/v1/problems?date=2026-04-01&year=2026&q=${encodeURIComponent(q)}`),
    );
    expect(items.map(({ code }) => code)).toEqual(codes);
    for (const code of codes) expect(html).toContain(`/bai-toan/${code}?ngay=2026-04-01`);
    expect(html.includes('Không có mục nào khớp')).toBe(codes.length === 0);
  });

  test('keeps the day in its links and forms, and leads back to today', async () => {
    const { html } = await shown('/bai-toan?ngay=2026-04-01&nam=2025&sap-xep=ma');
    const links = [...html.matchAll(/href="(\/bai-toan[^"]*)"/g)].map(([, href]) => href ?? '');
    const bare = links.filter((href) => !href.includes('ngay=2026-04-01'));
    expect([...new Set(bare)]).toEqual(['/bai-toan', '/bai-toan?nam=2025&amp;sap-xep=ma']);
    const forms = html.match(/<form[^>]*action="\/bai-toan"/g) ?? [];
    expect(html.match(/name="ngay"/g)).toHaveLength(forms.length);
    expect(await portal.html('/en/bai-toan?ngay=2026-04-01')).toContain('The catalogue as of');
    expect(await portal.html('/bai-toan')).toContain('type="date"');
  });

  test('before the first edition says when that was', async () => {
    const { status, html } = await shown('/bai-toan?ngay=2026-03-01');
    expect(status).toBe(200);
    expect(html).toContain('Danh mục đầu tiên được công bố ngày 02/03/2026');
    expect(html).toContain('/bai-toan?ngay=2026-03-02');
    const ofYear = await shown('/bai-toan?nam=2026&ngay=2026-03-01');
    expect(ofYear.html).toContain('Ngày 01/03/2026 không có mục nào đang công bố');
    expect(ofYear.html).not.toContain('Thử bớt từ');
    expect((await shown('/nhu-cau?ngay=2026-05-20')).html).toContain('đều đã kết thúc hoặc được thu hồi');
  });

  test.each([
    ['2026-06-02', 'Ngày 02/06/2026 chưa đến'],
    ['9999-12-31', 'chưa đến'],
    ['2026-02-30', '“2026-02-30” không phải là một ngày'],
    ['hôm qua <b>', '“hôm qua &lt;b'],
    ['0', 'không phải là một ngày'],
    ["2026-01-01'--", 'không phải là một ngày'],
  ])('of a day that is none or has not come is refused in words: %s', async (typed, words) => {
    for (const path of ['/bai-toan', '/bai-toan/BTL-2026-01']) {
      const { status, html } = await shown(`${path}?ngay=${encodeURIComponent(typed)}`);
      expect(status).toBe(422);
      expect(html).toContain(words);
      expect(html).toContain(`href="${path}"`);
    }
  });

  test('understands days as people write them, and an empty one as today', async () => {
    const answer = await portal.app.fetch('/en/bai-toan?nam=2026&ngay=9/4/2026');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      301,
      '/en/bai-toan?nam=2026&ngay=2026-04-09',
    ]);
    const { status, html } = await shown('/bai-toan?ngay=&q=');
    expect(status).toBe(200);
    expect(html).not.toContain('Danh mục như ngày');
  });
});

describe('after all that', () => {
  test('an entry that became confidential is told of on no day', async () => {
    await amend(june, async (tx) => {
      await sql`update entry set confidential = true where code = 'BTL-2026-02'`.execute(tx);
      return ['BTL-2026-02'];
    });
    expect((await listed('/api/v1/problems?date=2026-04-01&year=2026')).codes).toEqual([
      'BTL-2026-01',
      'BTL-2026-03',
    ]);
    expect((await shown('/bai-toan/BTL-2026-02?ngay=2026-04-01')).status).toBe(404);
    expect((await shown('/bai-toan/BTL-2026-02/so-sanh')).status).toBe(404);
    // nor once its edition is in force no longer
    const { services } = portal.app;
    const inState = (state: string, at: Date | null) =>
      sql`update edition set state = ${state}, superseded_at = ${at} where code = 'BTL-2026'`.execute(
        services.db,
      );
    await inState('superseded', june);
    const { items } = await supersededEntries(services.db, 'problems', { year: 2026, page: 1, day: null });
    expect(items.map(({ code }) => code)).toEqual(['BTL-2026-01']);
    expect(await pastEntriesCalled(services.db, 'BTL-2026-02')).toEqual([]);
    expect(await pastEntriesCalled(services.db, 'BTL-2026-01')).toHaveLength(1);
    await inState('published', null);
    expect((await shown('/bai-toan/BTL-2026-01?ngay=2026-04-01')).html).not.toContain('BTL-2026-02');
  });

  test('more than 1,000 entries are counted as a whole and narrowed up to 1,000', async () => {
    const { db } = portal.app.services;
    await sql`insert into entry (edition_id, kind, ordinal, code, title, sectors, published_at)
      select ${problems}, 'problems', 1000 + n, 'BTL-2026-' || (1000 + n), 'Việc nhiều ' || n, '{du-lich}', ${june}
      from generate_series(1, 1200) n`.execute(db);
    await sql`insert into entry_version (entry_id, number, edition_id, kind, code, title, dated, facets, content, from_at)
      select entry_id, 1, edition_id, kind, code, title, dated, facets, content, ${june}::timestamptz
      from entries_as_they_stand(array(select id from entry where ordinal > 1000))`.execute(db);
    const on = async (query: string) => {
      if (!today) throw new Error('a day');
      const list = await listEntriesOn(db, 'problems', readEntryQuery(new URLSearchParams(query)), today);
      const { total, totalIsExact, facets } = list;
      return {
        total,
        totalIsExact,
        first: list.items[0]?.code,
        years: facets.year.map(({ count }) => count),
      };
    };
    expect(await on('')).toMatchObject({
      total: 1226,
      totalIsExact: true,
      first: 'BTL-2026-1001',
      years: [1201, 25],
    });
    expect(await on('nam=2025&sap-xep=ma')).toEqual({
      ...{ total: 25, totalIsExact: true, first: 'BTL-2025-01', years: [null, null] },
    });
    expect(await on('q=viec+nhieu')).toMatchObject({
      total: 1000,
      totalIsExact: false,
      first: 'BTL-2026-1001',
    });
    expect(await on('q=nhieu+77')).toMatchObject({ total: 1, totalIsExact: true });
    expect((await listed('/api/v1/problems?date=2026-06-01&sector=du-lich')).total).toBe(1000);
  });

  test('what stood on a day is never left out by the years of a filter', async () => {
    const days = Array.from({ length: 60 }, (_, n) => new Date(Date.UTC(1998, 0, 1) + n * 183 * 86_400_000));
    for (const day of [...days.map((one) => one.toISOString().slice(0, 10)), '2024-12-31', '2025-01-01']) {
      const on = parseLocalDate(day);
      if (!on) throw new Error(day);
      // begun and ended just before and just after the years change in Vietnam, or still standing
      const { rows } = await sql<{ stood: number; left_out: number }>`
        with v as (
          select 'problems' as kind, false as withheld, '{s:du-lich}'::text[] as facets, version_years(f, t) as stood,
            (f at time zone interval '7 hours')::date as from_day, (t at time zone interval '7 hours')::date as to_day
          from (select timestamptz '1997-12-31 16:59:59Z' + n * interval '1 year' + s * interval '1 s' as f
              from generate_series(0, 28) n, generate_series(0, 1) s) began
            cross join lateral (select f + m * interval '200 days' as t from generate_series(1, 20, 3) m
              union all select null) ended
        )
        select count(*)::int as stood,
          (count(*) filter (where not (${passes({ sector: ['du-lich'] }, on)})))::int as left_out
        from v where ${stoodOn('problems', on)}`.execute(portal.app.services.db);
      expect(rows[0]?.stood, day).toBeGreaterThan(0);
      expect(rows[0]?.left_out, day).toBe(0);
    }
  });

  test('the counts are those of the versions', async () => {
    const { rows } = await sql<{ wrong: number }>`
      with counted as (
        select v.kind, facet, d.day, sum(d.items) as items
        from entry_version v cross join unnest(array_append(v.facets, '')) as facet
          cross join lateral (values (v.from_day, 1), (v.to_day, -1)) as d (day, items)
        where d.day is not null and not v.withheld group by 1, 2, 3
      )
      select count(*)::int as wrong from counted full join entry_version_count kept using (kind, facet, day)
      where coalesce(counted.items, 0) <> coalesce(kept.items, 0)`.execute(portal.app.services.db);
    expect(rows).toEqual([{ wrong: 0 }]);
  });
});
