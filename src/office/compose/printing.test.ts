import { expect, test } from 'vitest';
import { printPage } from './compose.ts';

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
