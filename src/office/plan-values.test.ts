import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDeadline } from './deadlines.ts';
import { readTargetValues } from './plan-values.ts';

type Told = [scope: string | null, operator: string, min: number | null, max: number | null];

test.each<[string, Told[]]>([
  ['≥ 55', [[null, '≥', 55, null]]],
  ['> 0,7', [[null, '>', 0.7, null]]],
  ['16 - 18', [[null, 'range', 16, 18]]],
  ['40–50%', [[null, 'range', 40, 50]]],
  ['09', [[null, '=', 9, 9]]],
  ['100%', [[null, '=', 100, 100]]],
  ['1.500', [[null, '=', 1500, 1500]]],
  ['12.345.678,9', [[null, '=', 12_345_678.9, 12_345_678.9]]],
  ['10 000', [[null, '=', 10_000, 10_000]]],
  ['1.5', [[null, '=', 1.5, 1.5]]],
  ['>= 55', [[null, '≥', 55, null]]],
  ['<=3', [[null, '≤', null, 3]]],
  ['≥ 3% và tăng dần theo yêu cầu phát triển', [[null, '≥', 3, null]]],
  ['Tối thiểu 80', [[null, '≥', 80, null]]],
  ['Không dưới 1.500', [[null, '≥', 1500, null]]],
  ['Phấn đấu đạt trên 50%', [[null, '>', 50, null]]],
  ['Dưới 10', [[null, '<', null, 10]]],
  ['Không quá 10', [[null, '≤', null, 10]]],
  ['80% trở lên', [[null, '≥', 80, null]]],
  ['Từ 16 đến 18', [[null, 'range', 16, 18]]],
  ['≥ 50 và ≤ 60', [[null, 'range', 50, 60]]],
  ['25% vào năm 2045', [['Vào năm 2045', '=', 25, 25]]],
  [
    '≤ 3 Đông Nam Á; ≤ 50 Thế giới',
    [
      ['Đông Nam Á', '≤', null, 3],
      ['Thế giới', '≤', null, 50],
    ],
  ],
  [
    'Năm 2025: 50; năm 2030: > 80',
    [
      ['Năm 2025', '=', 50, 50],
      ['Năm 2030', '>', 80, null],
    ],
  ],
  [
    '- Đô thị: 100% - Nông thôn: 80%',
    [
      ['Đô thị', '=', 100, 100],
      ['Nông thôn', '=', 80, 80],
    ],
  ],
  [
    '100% hồ sơ cấp tỉnh; 80% hồ sơ cấp xã',
    [
      ['hồ sơ cấp tỉnh', '=', 100, 100],
      ['hồ sơ cấp xã', '=', 80, 80],
    ],
  ],
  ['Đạt', [[null, 'qualitative', null, null]]],
  ['Hoàn thành xây dựng; đưa vào vận hành', [[null, 'qualitative', null, null]]],
  ['Thuộc nhóm 10 tỉnh dẫn đầu', [[null, 'qualitative', null, null]]],
  ['Phủ sóng 5G toàn tỉnh', [[null, 'qualitative', null, null]]],
  ['18 - 16', [[null, 'qualitative', null, null]]],
  ['2026 - 2030', [[null, 'qualitative', null, null]]],
  ['12/2026', [[null, 'qualitative', null, null]]],
  ['=SUM(A1:A3)', [[null, 'qualitative', null, null]]],
  ['', []],
  ['-', []],
])('“%s” asks for what it says', (text, told) => {
  const values = readTargetValues(text);
  expect(values.map(({ scope, operator, min, max }) => [scope, operator, min, max])).toEqual(told);
  // what was printed is never lost
  if (values.length === 1) expect(values[0]?.raw).toBe(text);
  for (const { raw } of values) expect(text).toContain(raw);
});

test('the unit of a figure is no scope of it', () => {
  const read = (text: string) => readTargetValues(text, 'doanh nghiệp').map(({ scope }) => scope);
  expect(read('50 doanh nghiệp; 80 doanh nghiệp')).toEqual([null, null]);
  expect(read('≥ 50 doanh nghiệp')).toEqual([null]);
});

const figure = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999 }),
  fc.integer({ min: 0, max: 9_999_999 }).map((thousandths) => thousandths / 1000),
);
const grouped = (number: number) => {
  const [whole = '', decimals] = String(number).split('.');
  return `${whole.replace(/\B(?=(?:\d{3})+(?!\d))/gu, '.')}${decimals === undefined ? '' : `,${decimals}`}`;
};
const plain = (number: number) => String(number).replace('.', ',');
const printed = fc.tuple(figure, fc.constantFrom(grouped, plain));
const FORMS: [string, 'min' | 'max' | 'both', string[]][] = [
  [
    '≥',
    'min',
    ['≥ N', '>= N%', '≥N', 'Tối thiểu N', 'tối thiểu đạt N%', 'Không dưới N', 'từ N trở lên', 'Ít nhất N %'],
  ],
  ['>', 'min', ['> N', '>N%', 'Trên N', 'đạt trên N%']],
  ['≤', 'max', ['≤ N', '<= N', 'Tối đa N%', 'không quá N', 'N trở xuống']],
  ['<', 'max', ['< N', 'Dưới N%', 'thấp hơn N']],
  ['=', 'both', ['N', 'N%', '= N', 'Đạt N%', 'khoảng N']],
];

test('a figure printed in any of the forms in use comes back', () => {
  const form = fc.constantFrom(
    ...FORMS.flatMap(([operator, side, forms]) => forms.map((one) => ({ operator, side, one }))),
  );
  fc.assert(
    fc.property(printed, form, ([number, print], { operator, side, one }) => {
      const [value, ...more] = readTargetValues(one.replace('N', print(number)));
      expect(more).toEqual([]);
      expect(value).toMatchObject({
        operator,
        min: side === 'max' ? null : number,
        max: side === 'min' ? null : number,
      });
    }),
    { numRuns: 500 },
  );
});

test('a range printed in any of the forms in use comes back', () => {
  const form = fc.constantFrom(
    'A - B',
    'A-B%',
    'A% – B%',
    'Từ A đến B',
    'từ A% đến B%',
    'A ÷ B',
    '≥ A và ≤ B',
  );
  fc.assert(
    fc.property(fc.tuple(printed, printed, form), ([[one, print], [other], words]) => {
      const [min, max] = [Math.min(one, other), Math.max(one, other)];
      // two bare years name a period
      fc.pre(!(min >= 1990 && max < 2100));
      const text = words.replace('A', print(min)).replace('B', print(max));
      expect(readTargetValues(text)).toMatchObject([{ scope: null, operator: 'range', min, max, raw: text }]);
    }),
    { numRuns: 300 },
  );
});

test('whatever is written is kept, and a lower end is never above the upper one', () => {
  const signs = fc.stringMatching(/^[≥≤<>=0-9.,%;: ATừđến-]{0,30}$/u);
  fc.assert(
    fc.property(fc.oneof(fc.string(), signs), (text) => {
      for (const { min, max, operator } of readTargetValues(text)) {
        if (min !== null && max !== null) expect(min).toBeLessThanOrEqual(max);
        expect(operator === 'qualitative').toBe(min === null && max === null);
      }
    }),
    { numRuns: 500 },
  );
});

test('a deadline printed in any of the forms in use names the same last day', () => {
  const two = (number: number) => String(number).padStart(2, '0');
  const lastOf = (year: number, month: number) =>
    new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  const year = fc.integer({ min: 2000, max: 2098 });
  fc.assert(
    fc.property(
      year,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 3 }),
      (of, month, quarter) => {
        const roman = ['I', 'II', 'III', 'IV'][quarter] ?? '';
        for (const text of [
          `${month}/${of}`,
          `${two(month)}/${of}`,
          `Tháng ${month}/${of}`,
          `Trong tháng ${month} năm ${of}`,
        ])
          expect(readDeadline(text)).toMatchObject({ kind: 'month', to: lastOf(of, month) });
        for (const text of [`Quý ${roman}/${of}`, `Quý ${roman} năm ${of}`, `quý ${quarter + 1}/${of}`])
          expect(readDeadline(text)).toMatchObject({ kind: 'quarter', to: lastOf(of, quarter * 3 + 3) });
        expect(readDeadline(`${of}-${of + 1}`)).toMatchObject({ kind: 'range', to: `${of + 1}-12-31` });
        expect(readDeadline(`${of} và những năm tiếp theo`)).toMatchObject({
          kind: 'continuous',
          from: `${of}-01-01`,
        });
        expect(readDeadline(`trước ngày 15/${month}/${of}`)).toMatchObject({
          kind: 'date',
          to: `${of}-${two(month)}-15`,
        });
        expect(readDeadline('năm tiếp theo')).toMatchObject({ kind: 'none', from: null, to: null });
      },
    ),
    { numRuns: 100 },
  );
});
