import { expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { statedKind, statedTerm, termWarnings } from './stated-term.ts';

test.each([
  ['DANH MỤC BÀI TOÁN LỚN NĂM 2027', { year: 2027 }],
  ['Danh mục nhu cầu công nghệ giai đoạn 2026 – 2030', { period: '2026-2030' }],
  ['Danh mục năm 2026 (điều chỉnh, bổ sung năm 2026)', { year: 2026 }],
  ['Danh mục năm 2026-2027', null],
  ['Danh mục năm 2026 và năm 2027', null],
  ['Danh mục bài toán lớn', null],
])('“%s” names %o', (title, term) => {
  expect(statedTerm([title])).toEqual(term);
});

test('the first title that names any term counts', () => {
  expect(statedTerm([null, 'Danh mục', 'Thông báo năm 2027'])).toEqual({ year: 2027 });
  expect(statedTerm(['Danh mục năm 2026 và năm 2027', 'Thông báo năm 2027'])).toBeNull();
});

test('a catalogue read for another year than it names is told of, with both', () => {
  const table = { title: 'Danh mục năm 2027', columns: ['TT', 'Tên'], rows: [['1', 'Một bài toán']] };
  const read = (term: { year: number } | { period: string }) =>
    termWarnings(readCatalogue({ tables: [table] }, { kind: 'problems', ...term }));
  expect(read({ year: 2027 })).toEqual([]);
  expect(read({ year: 2026 })).toMatchObject([{ row: null, column: null }]);
  expect(read({ year: 2026 })[0]?.message).toContain('ghi năm 2027 nhưng đang đọc cho năm 2026');
  expect(read({ period: '2026-2030' })[0]?.message).toContain('đang đọc cho giai đoạn 2026-2030');
});

test.each([
  [['DANH MỤC BÀI TOÁN LỚN NĂM 2027'], 'problems'],
  [['Danh mục nhu cầu công nghệ'], 'needs'],
  [[null, 'Phụ lục', 'Tên bài toán'], 'problems'],
  [['Danh mục bài toán lớn', 'Thông báo bài toán lớn, nhu cầu công nghệ'], 'problems'],
  [['Nhu cầu công nghệ để giải các bài toán lớn', 'Tên bài toán'], null],
  [['Danh mục năm 2027'], null],
])('%o says it is of %s', (titles, kind) => {
  expect(statedKind(titles)).toBe(kind);
});

test('a table of problems read as needs is told of, by its title or else by its heading', () => {
  const of = (title: string | null, head: string, kind: 'problems' | 'needs') =>
    termWarnings(
      readCatalogue(
        { tables: [{ title, columns: ['TT', head], rows: [['1', 'Một']] }] },
        { kind, year: 2027 },
      ),
    ).map(({ message }) => message);
  const told = [
    'Văn bản ghi bài toán lớn nhưng đang đọc thành nhu cầu công nghệ. Hãy kiểm tra lại loại danh mục.',
  ];
  expect(of('Danh mục bài toán lớn', 'Tên', 'needs')).toEqual(told);
  expect(of(null, 'Tên bài toán', 'needs')).toEqual(told);
  expect(of('Danh mục bài toán lớn', 'Tên', 'problems')).toEqual([]);
  expect(of('Danh mục nhu cầu công nghệ', 'Tên nhu cầu', 'needs')).toEqual([]);
});
