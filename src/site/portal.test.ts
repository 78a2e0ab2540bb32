import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  draftDocument,
  editionWith,
  openPortal,
  type Portal,
  publishedDocument,
} from '../../test/support/portal.ts';
import { apiListedEntry, apiProblem } from '../modules/catalogue/index.ts';
import { writeCursor } from './api/paging.ts';
import { rebuildSearch } from './rebuild-search.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  const { services } = portal.app;
  await editionWith(services, {
    year: 2026,
    entries: [
      {
        title: 'Cảnh báo sớm sạt lở, lũ quét',
        titleEn: 'Early warning of landslides',
        summary: 'Biết trước ít nhất hai giờ.',
        sectors: ['logistics'],
        places: ['20-06184'],
        context: 'Đoạn thứ nhất.\nĐoạn thứ hai.',
        painPoints: ['Sóng yếu ở vùng cao'],
        money: [{ source: 'su_nghiep', year: 2027, amount: 4_200_000_000 }],
        forms: ['dat_hang'],
        openFrom: '2026-04-01',
        openTo: '2026-05-22',
        keywords: ['thiên tai'],
        extra: { 'Ghi chú của tỉnh': 'Ưu tiên' },
        illustrative: true,
      },
      { title: 'Số hóa <script>alert(1)</script> di sản', status: 'resolved' },
      { title: 'Cửa khẩu số', lead: 'SCT', status: 'in_progress' },
    ],
  });
  await editionWith(services, { year: 2025, entries: [{ title: 'Việc của năm trước' }] });
  await editionWith(services, {
    kind: 'needs',
    year: 2026,
    entries: [
      {
        title: 'Máy sấy hồi',
        requirements: [{ parameter: 'Nhiệt độ', unit: '°C', value: '≤ 45' }],
        contact: 'gặp phòng Quản lý khoa học',
        privateContact: 'chimkhongcong@example.vn',
        money: { min: 500_000_000, max: null },
        trl: 7,
      },
    ],
  });
});
afterAll(() => portal.app.close());

describe('an entry', () => {
  test('is shown with its fields, its basis linked to the register, its contact and its neighbours', async () => {
    const html = await portal.html('/bai-toan/BTL-2026-01');
    for (const words of [
      'Cảnh báo sớm sạt lở, lũ quét',
      'Có kết quả đo được',
      'Đoạn thứ hai.',
      'Sóng yếu ở vùng cao',
      '4,2 tỷ đồng',
      'Đặt hàng nhiệm vụ',
      'Xã Đồng Đăng',
      '0205.3871.906',
      'còn 18 ngày',
      'dữ liệu minh họa',
      'Ghi chú của tỉnh',
      '/api/v1/problems/BTL-2026-01',
      '/bai-toan/BTL-2026-02',
    ])
      expect(html, words).toContain(words);
    expect(html).toMatch(new RegExp(`href="/van-ban/${portal.resolutionId}"[^>]*>Nghị quyết 71/NQ-CP`));
  });

  test('claims no station that has not taken place', async () => {
    const html = await portal.html('/bai-toan/BTL-2026-01');
    expect(html).toContain('Đang ở bước Kêu gọi, 2 trên 8 bước đã xong');
    const waiting = await portal.html('/bai-toan/BTL-2025-01');
    expect(waiting).toContain('Đang ở bước Bài toán, 1 trên 8 bước đã xong');
    expect(await portal.html('/bai-toan/BTL-2026-02')).toContain('3 trên 8 bước đã xong');
  });

  test('is found under its code however typed, at one address', async () => {
    for (const typed of ['btl-2026-01', 'BTL-2026-1', 'btl%202026%2001', 'Btl_2026_1']) {
      const answer = await portal.app.fetch(`/bai-toan/${typed}`);
      expect([answer.status, answer.headers.get('location')], typed).toEqual([301, '/bai-toan/BTL-2026-01']);
    }
    expect((await portal.app.fetch('/en/bai-toan/btl-2026-1')).headers.get('location')).toBe(
      '/en/bai-toan/BTL-2026-01',
    );
    for (const path of [
      '/bai-toan/BTL-2026-99',
      '/bai-toan/NCCN-2026-001',
      '/nhu-cau/BTL-2026-01',
      '/bai-toan/%00',
      '/bai-toan/%F0%9F%99%82',
    ])
      expect((await portal.app.fetch(path)).status, path).toBe(404);
  });

  test('has text that looks like a script as text', async () => {
    const html = await portal.html('/bai-toan/BTL-2026-02');
    expect(html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(html).not.toContain('<script>alert');
  });

  test('is in English where a translation is given, and says where it is not', async () => {
    const html = await portal.html('/en/bai-toan/BTL-2026-01');
    expect(html).toContain('<h1>Early warning of landslides</h1>');
    expect(html).toContain('Department of Science and Technology');
    expect(await portal.html('/en/bai-toan/BTL-2026-03')).toContain('available in Vietnamese only');
  });

  test('that is a need shows its requirements and its public contact, never the private one', async () => {
    const html = await portal.html('/nhu-cau/NCCN-2026-001');
    for (const words of ['Nhiệt độ', '≤ 45', 'gặp phòng Quản lý khoa học', '500 triệu đồng', 'TRL 7'])
      expect(html, words).toContain(words);
    const api = JSON.stringify(await portal.json('/api/v1/needs/NCCN-2026-001'));
    const search = await portal.html('/tim-kiem?q=chimkhongcong');
    expect(html + api).not.toContain('chimkhongcong');
    expect(search).not.toContain('NCCN-2026-001');
  });
});

describe('a list', () => {
  const codes = (html: string) => [...html.matchAll(/class="row-code">([^<]+)</g)].map(([, code]) => code);

  test('is narrowed, ordered and searched by its address alone', async () => {
    expect(codes(await portal.html('/bai-toan'))).toHaveLength(4);
    expect(codes(await portal.html('/bai-toan?nam=2026'))).toHaveLength(3);
    expect(codes(await portal.html('/bai-toan?nam=2026&nam=2025'))).toHaveLength(4);
    expect(codes(await portal.html('/bai-toan?linh-vuc=logistics'))).toEqual(['BTL-2026-01']);
    expect(codes(await portal.html('/bai-toan?co-quan=SCT'))).toEqual(['BTL-2026-03']);
    expect(codes(await portal.html('/bai-toan?dia-ban=20-06184'))).toEqual(['BTL-2026-01']);
    expect(codes(await portal.html('/bai-toan?trang-thai=resolved'))).toEqual(['BTL-2026-02']);
    expect(codes(await portal.html('/bai-toan?trang-thai=resolved&linh-vuc=logistics'))).toEqual([]);
    expect(codes(await portal.html('/bai-toan?q=sat+lo'))).toEqual(['BTL-2026-01']);
    expect(codes(await portal.html('/bai-toan?sap-xep=ma'))[0]).toBe('BTL-2025-01');
    expect(codes(await portal.html('/bai-toan?sap-xep=ten'))[0]).toBe('BTL-2026-01');
  });

  test('counts what each choice of a filter would show', async () => {
    const html = await portal.html('/bai-toan?nam=2026');
    const count = (value: string) =>
      new RegExp(`value="${value}"[^>]*>\\s*<span>[^<]*</span><span class="facet-count">(\\d+)<`).exec(
        html,
      )?.[1];
    expect([count('2026'), count('2025')]).toEqual(['3', '1']);
    expect([count('logistics'), count('du-lich')]).toEqual(['1', '2']);
    expect([count('SKHCN'), count('SCT')]).toEqual(['2', '1']);
  });

  test('names the edition of the year chosen', async () => {
    expect(await portal.html('/bai-toan?nam=2026')).toContain('Danh mục năm 2026');
    expect(await portal.html('/en/bai-toan?nam=2026')).toContain('Catalogue of 2026');
  });

  test.each([
    '/bai-toan?trang=-1',
    '/bai-toan?trang=abc',
    '/bai-toan?trang=99999999999999999999',
    '/bai-toan?nam=abc&nam=%27&linh-vuc=%25&co-quan=%00&dia-ban=%F0%9F%99%82',
    `/bai-toan?q=${'x'.repeat(10_000)}`,
    '/bai-toan?q=%27%20%26%20%7C%20%21%20%3A%2A%20%28',
    '/bai-toan?sap-xep=drop',
    '/bai-toan?q=%ED%A0%80',
    '/nhu-cau?q=%E2%80%AE%D9%85',
    `/bai-toan?${Array.from({ length: 200 }, (_, n) => `nam=${n}`).join('&')}`,
    '/tim-kiem?q=%5C%25_%22%22&loai=nothing&trang=0',
  ])('answers an odd address calmly: %s', async (path) => {
    expect((await portal.app.fetch(path)).status).toBe(200);
  });

  test('says when it shows what was meant instead of what was typed', async () => {
    const html = await portal.html('/bai-toan?q=cua+khua+so');
    expect(html).toContain('“cua khua so”');
    expect(html).toContain('“cửa khẩu số”');
  });
});

describe('what is not public', () => {
  const secrets = ['bimatnhap', 'bimatbo', 'bimatkin', 'bimatvanban'];

  test('appears in no list, count, search, answer, sitemap or change', async () => {
    const { app } = portal;
    const { services } = app;
    const before = (await portal.json('/api/v1/problems')) as { total: number };
    await editionWith(services, {
      year: 2031,
      published: false,
      entries: [{ title: 'Bài toán bimatnhap', sectors: ['logistics'], openTo: '2027-01-01' }],
    });
    const documentId = await draftDocument(services, 'Văn bản bimatvanban', '99/NQ-CP');
    await editionWith(services, {
      year: 2027,
      entries: [{ title: 'Bài toán công khai' }, { title: 'Bài toán bimatkin', confidential: true }],
      removed: [{ title: 'Bài toán bimatbo', sectors: ['logistics'] }],
    });
    await rebuildSearch(services);
    const drafts = await services.db
      .selectFrom('entry')
      .select(['code', 'published_at'])
      .where('title', 'like', '%bimat%')
      .execute();
    expect(drafts.length).toBe(3);
    const after = (await portal.json('/api/v1/problems')) as { total: number };
    expect(after.total).toBe(before.total + 1);
    const paths = [
      '/',
      '/en',
      '/bai-toan',
      '/bai-toan?nam=2031',
      '/bai-toan?nam=2027',
      '/bai-toan?linh-vuc=logistics',
      '/nhu-cau',
      '/van-ban',
      `/van-ban/${portal.resolutionId}`,
      '/bai-toan/BTL-2027-01',
      '/sitemap.xml',
      '/api/v1/changes?limit=100',
      '/api/v1/editions',
      '/api/v1/problems?limit=100',
      '/api/v1/documents?limit=100',
      '/api/v1/organisations',
    ];
    for (const path of paths) {
      const text = await portal.html(path);
      for (const secret of secrets) expect(text, `${path} ${secret}`).not.toContain(secret);
      expect(text, path).not.toContain('BTL-2031');
    }
    for (const secret of secrets) {
      for (const typed of [secret, `${secret.slice(0, -1)}x`, secret.slice(0, 5)]) {
        const pages = [`/tim-kiem?q=${typed}`, `/bai-toan?q=${typed}`, `/api/v1/problems?q=${typed}`];
        for (const path of pages) {
          const text = await portal.html(path);
          for (const code of ['BTL-2031-01', 'BTL-2027-02', 'BTL-2027-03', '99/NQ-CP'])
            expect(text, `${path} ${code}`).not.toContain(code);
          // the page repeats what was typed, and nothing else of a secret
          if (typed !== secret) expect(text, path).not.toContain(secret);
        }
      }
    }
    for (const path of [
      '/bai-toan/BTL-2031-01',
      '/bai-toan/btl-2031-1',
      '/bai-toan/BTL-2027-02',
      '/bai-toan/BTL-2027-03',
      '/api/v1/problems/BTL-2031-01',
      '/api/v1/problems/BTL-2027-02',
      '/api/v1/editions/BTL-2031',
      `/van-ban/${documentId}`,
      `/api/v1/documents/${documentId}`,
    ])
      expect((await app.fetch(path)).status, path).toBe(404);
  });

  test('is what a removed entry becomes', async () => {
    const { services } = portal.app;
    await editionWith(services, { year: 2028, entries: [{ title: 'Bài toán dexoasau' }] });
    const html = await portal.html('/tim-kiem?q=dexoasau');
    expect(html).toContain('BTL-2028-01');
    await services.db
      .updateTable('entry')
      .set({ removed_at: new Date() })
      .where('code', '=', 'BTL-2028-01')
      .execute();
    await rebuildSearch(services);
    expect((await portal.app.fetch('/bai-toan/BTL-2028-01')).status).toBe(404);
    expect(await portal.html('/tim-kiem?q=dexoasau')).not.toContain('BTL-2028-01');
  });
});

describe('the API', () => {
  const page = z.object({
    items: z.array(apiListedEntry),
    total: z.number(),
    totalIsExact: z.boolean(),
    next: z.string().nullable(),
  });

  test('answers in the shapes its document declares', async () => {
    const list = page.parse(await portal.json('/api/v1/problems?limit=2'));
    expect(list.items).toHaveLength(2);
    expect(list.totalIsExact).toBe(true);
    const one = apiProblem.strict().parse(await portal.json('/api/v1/problems/BTL-2026-01'));
    expect(one.bases[0]).toMatchObject({
      number: '71/NQ-CP',
      item: 'nhiệm vụ số 130',
      annex: 'Phụ lục II',
      document: portal.resolutionId,
    });
    expect(one.money).toEqual([{ source: 'su_nghiep', year: 2027, amount: 4_200_000_000 }]);
    const problem = await portal.json('/api/v1/problems/btl-2026-1');
    expect(problem).toMatchObject({ code: 'BTL-2026-01' });
  });

  test('walks through a list by its cursors, each thing once, and through a search as well', async () => {
    for (const start of ['/api/v1/problems?limit=2', '/api/v1/problems?limit=1&q=cua&year=2026']) {
      const met: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const list: z.output<typeof page> = page.parse(
          await portal.json(`${start}${next ? `&cursor=${next}` : ''}`),
        );
        met.push(...list.items.map(({ code }) => code));
        next = list.next;
        expect(met.length).toBeLessThan(50);
      }
      const { total } = page.parse(await portal.json(start));
      expect(new Set(met).size, start).toBe(total);
      expect(met, start).toHaveLength(total);
    }
  });

  test('filters by year, sector and status', async () => {
    const codes = async (path: string) => page.parse(await portal.json(path)).items.map(({ code }) => code);
    expect(await codes('/api/v1/problems?sector=logistics')).toEqual(['BTL-2026-01']);
    expect(await codes('/api/v1/problems?year=2025')).toEqual(['BTL-2025-01']);
    expect(await codes('/api/v1/problems?year=2026&status=resolved')).toEqual(['BTL-2026-02']);
    expect(await codes('/api/v1/problems?q=sat+lo&sector=logistics')).toEqual(['BTL-2026-01']);
  });

  test.each([
    ['/api/v1/problems?limit=0', 'limit'],
    ['/api/v1/problems?limit=101', 'limit'],
    ['/api/v1/problems?limit=abc', 'limit'],
    ['/api/v1/problems?limit=', 'limit'],
    ['/api/v1/problems?limit=1&limit=2', 'limit'],
    ['/api/v1/problems?cursor=not-a-cursor', 'cursor'],
    ['/api/v1/problems?cursor=eyJ4IjoxfQ', 'cursor'],
    ['/api/v1/problems?q=so&cursor=eyJmcm9tIjo5OTk5OX0', 'cursor'],
    ['/api/v1/problems?year=20x6', 'year'],
    ['/api/v1/needs?status=closed', 'status'],
    [`/api/v1/problems?cursor=${writeCursor({ order: '\u0000', item: 1 })}`, 'cursor'],
    [`/api/v1/organisations?cursor=${writeCursor({ code: '\u0000' })}`, 'cursor'],
    ['/api/v1/documents?cursor=%25', 'cursor'],
    ['/api/v1/organisations?cursor=%F0%9F%99%82', 'cursor'],
    ['/api/v1/editions?limit=-1', 'limit'],
    ['/api/v1/changes?since=x', 'since'],
  ])('says which parameter is wrong: %s', async (path, parameter) => {
    const answer = await portal.app.fetch(path);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({ status: 400, parameter });
  });

  test('answers what does not exist with a problem document', async () => {
    for (const path of [
      '/api/v1/problems/none',
      '/api/v1/problems/%00',
      '/api/v1/editions/%00',
      '/api/v1/organisations/%00',
      '/api/v1/organisations/none',
      '/api/v1/documents/abc',
      '/api/v1/tasks',
    ]) {
      const answer = await portal.app.fetch(path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get('content-type'), path).toContain('application/problem+json');
    }
  });

  test('tells changes in their order and goes on where one left off', async () => {
    const { services } = portal.app;
    const changes = z.object({
      items: z.array(z.object({ cursor: z.string(), kind: z.string(), code: z.string(), event: z.string() })),
      next: z.string().nullable(),
    });
    const known = changes.parse(await portal.json('/api/v1/changes?limit=100'));
    const last = known.items.at(-1)?.cursor ?? '';
    expect(known.items.map(({ code }) => code)).toContain('BTL-2026');
    expect(changes.parse(await portal.json(`/api/v1/changes?since=${last}`)).items).toEqual([]);
    const id = await publishedDocument(services, 'Kế hoạch mới', '12/KH-UBND');
    const fresh = changes.parse(await portal.json(`/api/v1/changes?since=${last}`));
    expect(fresh.items).toMatchObject([{ kind: 'document', code: String(id), event: 'published' }]);
  });

  test('describes every address it has, and lets anybody’s page read it', async () => {
    const described = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()), components: z.unknown() })
      .parse(await portal.json('/api/v1/openapi.json'));
    expect(Object.keys(described.paths).sort()).toEqual(
      [
        '/api/v1/changes',
        ...['editions', 'problems', 'needs', 'organisations'].flatMap((noun) => [
          `/api/v1/${noun}`,
          `/api/v1/${noun}/{code}`,
        ]),
        '/api/v1/documents',
        '/api/v1/documents/{id}',
      ].sort(),
    );
    const text = JSON.stringify(described);
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(described.components, name).toHaveProperty(['schemas', name ?? '']);
    const answer = await portal.app.fetch('/api/v1/openapi.json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    for (const path of ['/api', '/en/api']) expect((await portal.app.fetch(path)).status).toBe(200);
  });
});

describe('the cost of a page', () => {
  test('is at most ten statements, whatever the number of rows', async () => {
    const { app } = portal;
    const paths = [
      '/',
      '/bai-toan',
      '/bai-toan?nam=2026',
      '/bai-toan?q=so&nam=2026&linh-vuc=logistics',
      '/bai-toan?q=khong+he+co+gi+ca',
      '/bai-toan?q=cua+khua',
      '/bai-toan/BTL-2026-01',
      '/nhu-cau',
      '/nhu-cau/NCCN-2026-001',
      '/tim-kiem?q=so',
      '/tim-kiem?q=khong+he+co+gi+ca',
      `/van-ban/${portal.resolutionId}`,
      '/api/v1/problems',
      '/api/v1/problems/BTL-2026-01',
      '/api/v1/editions',
      '/api/v1/organisations',
      '/api/v1/changes',
      '/sitemap.xml',
    ];
    const count = async () => {
      const counts: Record<string, number> = {};
      for (const path of paths) {
        app.forgetStatements();
        expect((await app.fetch(path)).status, path).toBe(200);
        counts[path] = app.statements.length;
      }
      return counts;
    };
    const before = await count();
    await editionWith(app.services, {
      year: 2029,
      entries: Array.from({ length: 30 }, (_, n) => ({ title: `Cửa khẩu số ${n}`, sectors: ['logistics'] })),
    });
    const after = await count();
    for (const path of paths) expect(after[path], path).toBeLessThanOrEqual(10);
    expect(after).toEqual(before);
  });
});

test('the home page tells what is open, what is new and what there is', async () => {
  const html = await portal.html('/');
  for (const words of [
    'Đang nhận đề xuất',
    'BTL-2026-01',
    'NCCN-2026-001',
    'Bạn là…',
    'Danh mục đã công bố',
    'Văn bản mới',
  ])
    expect(html, words).toContain(words);
  expect(await portal.html('/en')).toContain('Early warning of landslides');
});

test('a document lists the entries that stand on it', async () => {
  const html = await portal.html(`/van-ban/${portal.resolutionId}`);
  expect(html).toContain('BTL-2026-01');
  expect(html).toContain('nhiệm vụ số 130, Phụ lục II');
});

test('robots are kept from the desk and shown the sitemap, which names every public page in both languages', async () => {
  expect(await portal.html('/robots.txt')).toContain('Sitemap: http://localhost:8080/sitemap.xml');
  const sitemap = await portal.html('/sitemap.xml');
  for (const path of ['/bai-toan/BTL-2026-01', '/en/bai-toan/BTL-2026-01', `/van-ban/${portal.resolutionId}`])
    expect(sitemap).toContain(`<loc>http://localhost:8080${path}</loc>`);
});

test('before anything is published the pages say so', async () => {
  const empty = await openPortal();
  try {
    expect(await empty.html('/')).toContain('Chưa có danh mục nào được công bố');
    expect(await empty.html('/bai-toan')).toContain('Chưa có bài toán nào được công bố');
    expect(await empty.html('/nhu-cau')).toContain('Chưa có nhu cầu công nghệ nào được công bố');
  } finally {
    await empty.app.close();
  }
});
