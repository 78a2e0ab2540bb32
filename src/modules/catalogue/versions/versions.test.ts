import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { editionWith, openPortal, type Portal, publishedDocument } from '../../../../test/support/portal.ts';
import { system } from '../../../kernel/actor.ts';
import { parseLocalDate } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { entriesOf } from '../entry-store.ts';
import { apiEdition, apiListedEntry, apiNeed, apiProblem, withdrawEdition } from '../index.ts';
import { listEntries, readEntryQuery } from '../listing.ts';
import { listEntriesOn } from './list.ts';
import { recordVersions } from './record.ts';

/*
 * 2/3/2026: problems of 2026 (three public, one confidential) and 25 of 2025. 10/4: an adjustment changes 01 and takes
 * out 03. 2/5: needs of 2026, withdrawn on 15/5. Today is 1/6.
 */
const march = new Date('2026-03-02T02:00:00Z');
const april = new Date('2026-04-10T02:00:00Z');
const may = new Date('2026-05-02T02:00:00Z');
const withdrawnAt = new Date('2026-05-15T02:00:00Z');
const june = new Date('2026-06-01T02:00:00Z');
const today = parseLocalDate('2026-06-01');

let portal: Portal;
let problems: number;
let documentId: number;

beforeAll(async () => {
  portal = await openPortal();
  const { app } = portal;
  const { services } = app;
  app.setNow(march);
  problems = await editionWith(services, {
    year: 2026,
    entries: [
      {
        title: 'Cảnh báo sớm sạt lở <b>lũ quét</b>',
        summary: 'Biết trước ít nhất hai giờ.',
        sectors: ['logistics'],
        places: ['20-06184'],
        openTo: '2026-04-05',
        illustrative: true,
      },
      { title: 'Cửa khẩu số', lead: 'SCT', status: 'in_progress' },
      { title: 'Số hóa di sản' },
      { title: 'Việc chỉ người được giao biết', confidential: true },
    ],
  });
  await editionWith(services, {
    year: 2025,
    entries: Array.from({ length: 25 }, (_, n) => ({
      title: `${n % 2 === 0 ? 'Đo' : 'Ảnh'} việc thứ ${n}`,
      status: n % 5 === 0 ? ('resolved' as const) : ('open' as const),
    })),
  });
  documentId = await publishedDocument(services, 'Điều chỉnh danh mục', '99/QĐ-UBND');
  await amend(april, async (tx, amendment) => {
    await sql`update entry set title = 'Cảnh báo sớm sạt lở, lũ ống', summary = 'Biết trước ít nhất <i>ba</i> giờ.',
      status = 'in_progress', updated_at = ${april} where code = 'BTL-2026-01'`.execute(tx);
    await sql`update entry set removed_at = ${april}, taken_out_by = ${amendment}
      where code = 'BTL-2026-03'`.execute(tx);
    return ['BTL-2026-01', 'BTL-2026-03'];
  });
  app.setNow(may);
  const needs = await editionWith(services, {
    kind: 'needs',
    year: 2026,
    entries: [{ title: 'Máy sấy hồi', privateContact: 'chimkhongcong@example.vn' }],
  });
  app.setNow(withdrawnAt);
  await withdrawEdition(services, system, needs, { note: 'Công bố nhầm' });
  app.setNow(june);
});
afterAll(() => portal.app.close());

/** Changes entries of the problems of 2026 as an adjustment does, and records their versions. */
async function amend(
  at: Date,
  change: (tx: Transaction, amendment: number) => Promise<readonly string[]>,
): Promise<void> {
  await portal.app.services.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      insert into edition (kind, year, code, title, state, published_at, document_id, amends_id, amendment_no, reason)
      values ('problems', 2026, ${`BTL-2026-DC-${at.getTime()}`}, 'Điều chỉnh', 'published', ${at}, ${documentId}, ${problems},
        ${Math.floor(at.getTime() / 86_400_000)}, 'Lấy ý kiến <các> xã') returning id`.execute(tx);
    const codes = await change(tx, rows[0]?.id ?? 0);
    const entries = await tx.selectFrom('entry').select('id').where('code', 'in', codes).execute();
    await recordVersions(tx, {
      edition: { id: problems },
      entryIds: entries.map(({ id }) => id),
      amendmentId: rows[0]?.id ?? null,
      at,
    });
  });
}

async function shown(path: string): Promise<{ status: number; html: string; codes: string[] }> {
  const answer = await portal.app.fetch(path);
  const html = await answer.text();
  const codes = [
    ...html.matchAll(
      /<li[^>]*>\s*<a[^>]*href="[^"]*\/((?:BTL|NCCN)-[\d-]+)[?"]|row-code">((?:BTL|NCCN)-[\d-]+)</g,
    ),
  ];
  return {
    status: answer.status,
    html,
    codes: [...new Set(codes.map(([, one, other]) => one ?? other ?? ''))],
  };
}

const page = z.object({
  items: z.array(apiListedEntry),
  total: z.number(),
  totalIsExact: z.boolean(),
  next: z.string().nullable(),
});
async function listed(path: string) {
  const { items, total } = page.parse(await portal.json(path));
  return { total, codes: items.map(({ code }) => code) };
}

describe('versions', () => {
  test('begin with publication, go on with each change and end with what is taken out or withdrawn', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select v.code, v.number, v.from_day as from, v.to_day as to, v.amendment_id is not null as amended
      from entry_version v where v.code ~ '2026' order by v.code, v.number`.execute(portal.app.services.db);
    expect(rows).toEqual([
      { code: 'BTL-2026-01', number: 1, from: '2026-03-02', to: '2026-04-10', amended: false },
      { code: 'BTL-2026-01', number: 2, from: '2026-04-10', to: null, amended: true },
      { code: 'BTL-2026-02', number: 1, from: '2026-03-02', to: null, amended: false },
      { code: 'BTL-2026-03', number: 1, from: '2026-03-02', to: '2026-04-10', amended: false },
      { code: 'NCCN-2026-001', number: 1, from: '2026-05-02', to: '2026-05-15', amended: false },
    ]);
  });

  test('hold nothing that never was public', async () => {
    const { rows } = await sql<{ found: number }>`select count(*)::int as found from entry_version v
      where v.content::text ~ 'chimkhongcong|privateContact|confidential|imported' or v.title ~ 'được giao'`.execute(
      portal.app.services.db,
    );
    expect(rows).toEqual([{ found: 0 }]);
  });

  test('of another edition are refused, and a clock put back ends none before it began', async () => {
    const { db } = portal.app.services;
    const [other] = await entriesOf(db, [(await oneOf('BTL-2025-01')).id]);
    await expect(
      db.transaction().execute((tx) =>
        recordVersions(tx, {
          ...{ edition: { id: problems }, amendmentId: null, at: june },
          entryIds: [other?.id ?? 0],
        }),
      ),
    ).rejects.toThrow('is not of edition');
    const undone = new Error('undone');
    await expect(
      db.transaction().execute(async (tx) => {
        const { id } = await oneOf('BTL-2026-02');
        await recordVersions(tx, {
          ...{ edition: { id: problems }, entryIds: [id], amendmentId: null },
          at: new Date(march.getTime() - 86_400_000),
        });
        const { rows } = await sql`select number, from_day as from, to_day as to from entry_version
          where entry_id = ${id} order by number`.execute(tx);
        expect(rows).toEqual([
          { number: 1, from: '2026-03-02', to: '2026-03-02' },
          { number: 2, from: '2026-03-02', to: null },
        ]);
        throw undone;
      }),
    ).rejects.toBe(undone);
  });
});

async function oneOf(code: string): Promise<{ id: number }> {
  const { db } = portal.app.services;
  return db.selectFrom('entry').select('id').where('code', '=', code).executeTakeFirstOrThrow();
}

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

describe('an entry as of a day', () => {
  test('is told as it stood, with its version, its window and links of that day', async () => {
    const { html, status } = await shown('/bai-toan/BTL-2026-01?ngay=2026-04-01');
    expect(status).toBe(200);
    expect(html).toContain('Nội dung như ngày 01/04/2026');
    expect(html).toContain('Phiên bản 1, công bố từ ngày 02/03/2026');
    expect(html).toContain('Biết trước ít nhất hai giờ.');
    expect(html).toContain('còn 4 ngày');
    expect(html).toContain('/bai-toan/BTL-2026-02?ngay=2026-04-01');
    expect(html).toContain('/api/v1/problems/BTL-2026-01?date=2026-04-01');
    const later = await shown('/bai-toan/BTL-2026-01?ngay=2026-04-10');
    expect(later.html).toContain('Biết trước ít nhất &lt;i>ba');
    expect(later.html).toContain('Phiên bản 2');
  });

  test('that was not public then says so with the days it was', async () => {
    const early = await shown('/bai-toan/BTL-2026-03?ngay=2026-02-01');
    expect([early.status, early.html.includes('Ngày 01/02/2026, BTL-2026-03 chưa được công bố')]).toEqual([
      200,
      true,
    ]);
    for (const path of ['/bai-toan/BTL-2026-03?ngay=2026-04-10', '/bai-toan/BTL-2026-03']) {
      const { status, html } = await shown(path);
      expect(status).toBe(path.includes('ngay') ? 200 : 410);
      expect(html).toContain('Công bố từ ngày 02/03/2026, thôi công bố ngày 10/04/2026');
      expect(html).toContain('/bai-toan/BTL-2026-03?ngay=2026-03-02');
      expect(html.includes('Đưa ra khỏi danh mục theo:')).toBe(status === 410);
      expect(html.includes('Lấy ý kiến &lt;các> xã')).toBe(status === 410);
    }
    const ended = await shown('/nhu-cau/NCCN-2026-001?ngay=2026-05-10');
    expect(ended.html).toContain('Danh mục có mục này đã được thu hồi ngày 15/05/2026');
    expect(ended.html).not.toContain('chimkhongcong');
  });

  test('that never was public is not there, whatever the day', async () => {
    for (const path of [
      '/bai-toan/BTL-2026-04',
      '/bai-toan/BTL-1999-01',
      '/nhu-cau/BTL-2026-01',
      '/bai-toan/%00',
    ])
      for (const rest of ['?ngay=2026-04-01', '/so-sanh'])
        expect((await shown(`${path}${rest}`)).status, path).toBe(404);
    const mistyped = await portal.app.fetch('/bai-toan/btl-2026-1?ngay=2026-04-01');
    expect([mistyped.status, mistyped.headers.get('location')]).toEqual([
      301,
      '/bai-toan/BTL-2026-01?ngay=2026-04-01',
    ]);
  });

  test('lists its versions once there are several, each with what made it', async () => {
    const { html } = await shown('/bai-toan/BTL-2026-01');
    expect(html).toContain('Các phiên bản');
    expect(html).toContain('/bai-toan/BTL-2026-01?ngay=2026-03-02');
    expect(html).toContain('99/QĐ-UBND');
    expect(html).toContain('Lấy ý kiến &lt;các> xã');
    expect(html).toContain('/bai-toan/BTL-2026-01/so-sanh?tu=1&amp;den=2');
    expect((await shown('/bai-toan/BTL-2026-02')).html).not.toContain('Các phiên bản');
  });

  test('is compared with itself to the word', async () => {
    const { html, status } = await shown('/bai-toan/BTL-2026-01/so-sanh?tu=1&den=2');
    expect(status).toBe(200);
    expect(html).toContain('<del>hai</del>');
    expect(html).toContain('<ins>&lt;i>ba&lt;/i></ins>');
    expect(html).toContain('Trạng thái');
    expect(html).not.toContain('Đầu mối');
    expect((await shown('/bai-toan/BTL-2026-01/so-sanh')).html).toContain('<del>hai</del>');
    expect((await shown('/bai-toan/BTL-2026-02/so-sanh')).html).toContain('mới có một phiên bản');
    for (const wrong of ['tu=1&den=9', 'tu=x', 'tu=0&den=1', 'tu=1e9'])
      expect((await shown(`/bai-toan/BTL-2026-01/so-sanh?${wrong}`)).status, wrong).toBe(404);
  });
});

describe('the API as of a day', () => {
  test('answers in the shapes of today', async () => {
    const entry = apiProblem.strict().parse(await portal.json('/api/v1/problems/btl-2026-1?date=2026-04-01'));
    expect(entry).toMatchObject({
      code: 'BTL-2026-01',
      url: '/bai-toan/BTL-2026-01?ngay=2026-04-01',
      status: 'open',
      publishedOn: '2026-03-02',
      places: [{ code: '20-06184', name: 'Xã Đồng Đăng' }],
      bases: [{ number: '71/NQ-CP', document: portal.resolutionId }],
    });
    const now = apiProblem.parse(await portal.json('/api/v1/problems/BTL-2026-02'));
    const then = apiProblem.parse(await portal.json('/api/v1/problems/BTL-2026-02?date=2026-06-01'));
    expect({ ...then, url: now.url }).toEqual(now);
    const need = apiNeed.strict().parse(await portal.json('/api/v1/needs/NCCN-2026-001?date=2026-05-10'));
    expect(need.withdrawn).toBeNull();
    expect((await portal.app.fetch('/api/v1/needs/NCCN-2026-001?date=2026-05-15')).status).toBe(404);
    expect((await portal.app.fetch('/api/v1/problems/BTL-2026-04?date=2026-05-15')).status).toBe(404);
  });

  test('walks through all that stood, each thing once', async () => {
    const met: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const list: z.output<typeof page> = page.parse(
        await portal.json(`/api/v1/problems?date=2026-04-01&limit=9${next ? `&cursor=${next}` : ''}`),
      );
      expect(list.total).toBe(28);
      met.push(...list.items.map(({ code }) => code));
      next = list.next;
    }
    expect(met).toHaveLength(28);
    expect(new Set(met).size).toBe(28);
  });

  test('tells editions as they stood', async () => {
    const editions = z.object({ items: z.array(apiEdition), total: z.number() });
    const on = async (day: string) =>
      editions
        .parse(await portal.json(`/api/v1/editions?date=${day}`))
        .items.map(({ code, entries, withdrawn }) => [code, entries, withdrawn?.on ?? null]);
    expect(await on('2026-03-01')).toEqual([]);
    expect(await on('2026-04-01')).toEqual([
      ['BTL-2026', 3, null],
      ['BTL-2025', 25, null],
    ]);
    expect(await on('2026-05-10')).toContainEqual(['NCCN-2026', 1, null]);
    expect(await on('2026-05-15')).toContainEqual(['NCCN-2026', 0, '2026-05-15']);
    expect((await portal.app.fetch('/api/v1/editions/NCCN-2026?date=2026-05-01')).status).toBe(404);
    expect(await portal.json('/api/v1/editions/BTL-2026?date=2026-05-01')).toMatchObject({ entries: 2 });
  });

  test.each([
    '/api/v1/problems?date=2026-02-30',
    '/api/v1/problems?date=1/5/2026',
    '/api/v1/problems?date=',
    '/api/v1/needs?date=2026-06-02',
    '/api/v1/editions?date=x',
    '/api/v1/editions/BTL-2026?date=2026-13-01',
    '/api/v1/problems/BTL-2026-01?date=2027-01-01',
    '/api/v1/needs/NCCN-2026-001?date=2026-01-01&date=2026-01-02',
  ])('says that the date is wrong: %s', async (path) => {
    const answer = await portal.app.fetch(path);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ parameter: 'date' }),
    ]);
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
