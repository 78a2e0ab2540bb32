import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportDesk, openImportDesk, rowsOf, three } from '../../../test/support/imports.ts';
import { work } from './paths.ts';

let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.app.close());

test('problems imported as needs are told of, and rightly named ones are not', async () => {
  const right = await desk.page(work.import(await desk.paste('2063', three)));
  expect(right).not.toContain('còn đang nhập thành');
  const form = { kind: 'needs', span: '2063', rows: rowsOf(three) };
  const response = await desk.app.fetch(work.paste, { as: desk.mai, form });
  const wrong = await desk.page(response.headers.get('location') ?? '');
  expect(wrong).toContain('Văn bản ghi bài toán lớn, còn đang nhập thành nhu cầu công nghệ');
});

test('a row is named by where it stands, as messages name it; the printed number stays in its column', async () => {
  const id = await desk.paste('2064', [
    ['7', 'Bài toán', '', 'Kết quả', 'SCT', '2026', ''],
    ['9', '', '', 'Kết quả', 'SCT', '2026', ''],
  ]);
  const html = await desk.page(work.import(id));
  const row = html.slice(html.indexOf('id="dong-2"'));
  expect(/class="review-number">.*?<\/span>\s*([^<]*)</s.exec(row)?.[1]).toBe('2');
  expect(row).toContain('<div>9</div>');
});
