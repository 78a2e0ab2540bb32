import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editionWith, openFilledPortal, openPortal, type Portal } from '../../test/support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
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
