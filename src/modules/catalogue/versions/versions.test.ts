import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { june, march, openPast, type Past, page } from '../../../../test/support/past.ts';
import { system } from '../../../kernel/actor.ts';
import { entriesOf } from '../entry-store.ts';
import { apiEdition, apiNeed, apiProblem } from '../index.ts';
import { recordVersions } from './record.ts';

let past: Past;
let portal: Past['portal'];
let problems: Past['problems'];
let shown: Past['shown'];
beforeAll(async () => {
  past = await openPast();
  ({ portal, problems, shown } = past);
});
afterAll(() => portal.app.close());

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
    const [other] = await entriesOf(db, system, [(await oneOf('BTL-2025-01')).id]);
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
    expect(early.html).not.toContain('Đưa ra khỏi danh mục theo:');
    for (const path of ['/bai-toan/BTL-2026-03?ngay=2026-04-10', '/bai-toan/BTL-2026-03']) {
      const { status, html } = await shown(path);
      expect(status).toBe(path.includes('ngay') ? 200 : 410);
      expect(html).toContain('Công bố từ ngày 02/03/2026, thôi công bố ngày 10/04/2026');
      // called as it was last, with the way to its last text
      expect(html).toContain('Xem nội dung ngày 09/04/2026');
      expect(html).toContain('/bai-toan/BTL-2026-03?ngay=2026-04-09');
      expect(html).toMatch(/<h1>BTL-2026-03<\/h1><p class="lead"><span>[^<]{5,}/u);
      expect(html).toContain('Đưa ra khỏi danh mục theo:');
      expect(html).toContain('Lấy ý kiến &lt;các> xã');
    }
    const gone = await shown('/tim-kiem?q=btl+2026+3');
    expect(gone.html).toMatch(/href="\/bai-toan\/BTL-2026-03">[\s\S]*đã đưa ra khỏi danh mục/u);
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
