import { expect, test } from 'vitest';
import { parseOfficial } from './extract.ts';
import { readPlainText } from './plain-text.ts';

/** The articles of a decision whose last article and annexes are `rest`. */
function articlesWith(rest: string): readonly [number: string, text: string][] {
  const { articles } = parseOfficial(
    readPlainText(`ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 77/QĐ-UBND
Lạng Sơn, ngày 5 tháng 3 năm 2026
QUYẾT ĐỊNH
Về việc công bố Danh mục nhu cầu công nghệ
QUYẾT ĐỊNH:
Điều 1. Công bố Danh mục nhu cầu công nghệ.
${rest}`),
  );
  return articles.map(({ number, text }) => [number, text]);
}

const first = ['1', 'Công bố Danh mục nhu cầu công nghệ.'];
const last = ['2', 'Quyết định này có hiệu lực kể từ ngày ký./.'];
const ending = 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.';

test.each([
  ['(Kèm theo Quyết định số 77/QĐ-UBND ngày 05/3/2026 của UBND tỉnh)'],
  ['(Ban hành kèm theo Quyết định số: 77/QĐ-UBND ngày 05/3/2026 của\nỦy ban nhân dân tỉnh Lạng Sơn)'],
  ['(Kèm theo Quyết định số        /QĐ-UBND ngày     /3/2026)'],
  ['Kèm theo Quyết định số 77/QĐ-UBND ngày 05/3/2026'],
  ['Phụ lục I\nDanh mục nhu cầu công nghệ\n(Kèm theo Quyết định số 77/QĐ-UBND ngày 05/3/2026)'],
])('the caption of an annex and what follows it belong to no article: %s', (caption) => {
  expect(articlesWith(`${ending}\nDANH MỤC NHU CẦU CÔNG NGHỆ\n${caption}\nĐơn vị tính: triệu đồng`)).toEqual([
    first,
    last,
  ]);
});

test('an article that names its annex on a line of its own keeps that line, and the next article is read', () => {
  for (const line of [
    '(Kèm theo Danh mục và Phụ lục I)',
    '(có Danh mục kèm theo)',
    'Phụ lục I là danh mục chi tiết.',
    'Kèm theo Tờ trình số 12/TTr-SKHCN là hồ sơ của từng nhu cầu.',
  ])
    expect(articlesWith(`${line}\n${ending}`)).toEqual([['1', `${first[1]} ${line}`], last]);
});

test('articles go on where a form stood between them', () => {
  const caption = '(Kèm theo Quyết định số 77/QĐ-UBND ngày 05/3/2026)';
  expect(articlesWith(`${caption}\nMẫu phiếu đăng ký\n${ending}`)).toEqual([first, last]);
});
