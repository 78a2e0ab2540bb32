import { afterAll, beforeAll, expect, test } from 'vitest';
import { editionWith, openPortal, type Portal } from '../../test/support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  await editionWith(portal.app.services, {
    year: 2026,
    entries: [
      { title: 'Giữ giống hồng Bảo Lâm' },
      { title: 'Phong lan rừng', context: 'Quả hồng ở xã. Bảo quản lạnh.' },
    ],
  });
  await editionWith(portal.app.services, {
    kind: 'needs',
    year: 2026,
    entries: [{ title: 'Sấy hồng Bảo Lâm' }],
  });
});
afterAll(() => portal.app.close());

test('one wrong letter leads to the near title, and the words as typed stay one click away', async () => {
  const html = await portal.html('/tim-kiem?q=hong+bao+lan');
  expect(html).toContain('Hiển thị kết quả cho “hồng bảo lâm”');
  expect(html).toContain('BTL-2026-01');
  expect(html).not.toContain('BTL-2026-02');
  const [, link] = /<a href="([^"]*dung-chu=1[^"]*)">Tìm đúng chữ đã gõ/.exec(html) ?? [];
  const exact = await portal.html((link ?? '').replaceAll('&amp;', '&'));
  expect(exact).toContain('BTL-2026-02');
  expect(exact).not.toContain('Hiển thị kết quả cho');
  expect(await portal.html('/en/tim-kiem?q=hong+bao+lan')).toContain('Search exactly as typed');
});

test('the words meant hold under every kind that is offered, also where those typed stand nowhere', async () => {
  const all = await portal.html('/tim-kiem?q=hong+bao+lan');
  expect(all).toContain('loai=nhu-cau');
  const needs = await portal.html('/tim-kiem?q=hong+bao+lan&loai=nhu-cau');
  expect(needs).toContain('Hiển thị kết quả cho “hồng bảo lâm”');
  expect(needs).toContain('NCCN-2026-001');
});
