import { expect, test } from 'vitest';
import { printPage } from './compose.ts';
import { drawPages } from './pdf.ts';

const page = {
  html: '<html lang="vi"><body><main><h1>Bài toán</h1></main></body></html>',
  ...{ site: 'Nhịp Cầu', mark: null, address: 'https://example.vn/bai-toan', printed: 'In ngày 04/5/2026' },
};

test('whoever asks for many printouts at once is asked to come back, and others get theirs', async () => {
  const asked = ['một', 'một', 'một', 'một', 'một', 'một', 'hai'].map((asker) => printPage(page, asker));
  const given = (await Promise.all(asked)).map((bytes) => bytes !== null);
  expect(given).toEqual([true, true, true, true, false, false, true]);
  // what was waited for is given back
  expect(await printPage(page, 'một')).not.toBeNull();
});

test('a run of letters longer than its column breaks within it instead of running off the sheet', () => {
  const pagesWith = (cell: string) =>
    drawPages({
      ...{
        superior: null,
        issuer: ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'],
        number: '1',
        symbol: 'BTH',
        place: 'Lạng Sơn',
      },
      ...{
        date: '2026-05-09',
        kind: 'BẢN TỔNG HỢP',
        abstract: 'Ý kiến',
        addressees: [],
        bases: [],
        enacting: null,
      },
      ...{ body: [], signer: { roles: [], name: null }, recipients: [], mark: null },
      annexes: [
        {
          ...{ number: null, title: 'Ý kiến', caption: null, rows: [['1', cell]] },
          columns: [
            { header: 'TT', width: 11 },
            { header: 'Nội dung', width: 60 },
          ],
        },
      ],
    }).pages;
  expect(pagesWith('ngắn')).toBe(2);
  expect(pagesWith('x'.repeat(9_000))).toBeGreaterThan(3);
});
