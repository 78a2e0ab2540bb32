import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LocalDate } from '../../../kernel/dates.ts';
import { periodOf } from '../../../kernel/periods.ts';
import { doubtText, impossibleText, readAsText } from './doubt-texts.ts';
import { doubtsOf, type Entered, impossibleOf } from './doubts.ts';
import type { Actual, Aim, Target } from './target.ts';
import { readTypedNumber, type TypedNumber, typedOneWay } from './typed-number.ts';
import { factorBetween, limitsOf, sameUnit } from './units.ts';

const day = (text: string) => text as LocalDate;
const typed = (text: string) => {
  const read = readTypedNumber(text);
  return read && [read.value, read.unit, read.other];
};

test.each([
  ['1.234,5', 1234.5, null, null],
  ['1,234.5', 1234.5, null, null],
  ['1234.5', 1234.5, null, null],
  ['1.234', 1234, null, 1.234],
  ['1,234', 1.234, null, 1234],
  ['0.700', 0.7, null, null],
  ['0,700', 0.7, null, null],
  ['1.234.567', 1_234_567, null, null],
  ['1,234,567', 1_234_567, null, null],
  ['1 234 567,8', 1_234_567.8, null, null],
  ['12\u00a0345', 12_345, null, null],
  ['1,5 tỷ', 1.5, 'tỷ', null],
  ['12 %', 12, '%', null],
  ['12,5%', 12.5, '%', null],
  ['5 người/1000 dân', 5, 'người/1000 dân', null],
  ['09', 9, null, null],
  ['-3,5', -3.5, null, null],
  ['−3', -3, null, null],
  ['-0', 0, null, null],
])('%s is read as %d %s', (text, value, unit, other) => {
  expect(typed(text)).toEqual([value, unit, other]);
});

test.each([
  '',
  ' ',
  'năm',
  '≥ 55',
  '16 - 18',
  '12 5',
  '1.2.3',
  '1,2,3',
  '1e9',
  '12% đến 15%',
  '5; 6',
  '.5',
  '5,',
  '9'.repeat(17),
  `${'1.'.repeat(5000)}1`,
])('%s is no number', (text) => {
  expect(readTypedNumber(text.slice(0, 20_000))).toBeNull();
});

test('a number written in the Vietnamese way is read back, and one written as advised has one reading', () => {
  const decimals = fc.tuple(
    fc.integer({ min: -99_999_999, max: 99_999_999 }),
    fc.integer({ min: 0, max: 4 }),
  );
  fc.assert(
    fc.property(decimals, ([whole, places]) => {
      const value = Number(`${whole}e-${places}`);
      const inVietnamese = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6 }).format(value);
      expect(readTypedNumber(inVietnamese)?.value).toBe(value);
      expect(readTypedNumber(typedOneWay(value))).toEqual({ value, unit: null, other: null });
    }),
  );
  expect(readAsText('vi', { value: 1234, unit: null, other: 1.234 })).toBe(
    'Đọc là 1.234. Nếu ý là 1,234, hãy ghi “1,2340”.',
  );
  expect(impossibleText('vi', 'not_a_number')).toContain('Chỉ ghi một số');
});

test.each([
  ['tỷ đồng', 'triệu đồng', 1000],
  ['tỷ', 'triệu đồng', 1000],
  ['đồng', 'tỷ đồng', 1e-9],
  ['nghìn tỷ đồng', 'tỷ đồng', 1000],
  ['‰', '%', 0.1],
  ['%', '% GDP', 1],
  ['%', '%/năm', 1],
  ['phần trăm', '%', 1],
  ['nghìn người', 'người', 1000],
  ['vạn người', 'nghìn người', 10],
  ['người/1000 dân', 'Người/vạn dân', 10],
  ['người/1.000 dân', 'người/100.000 dân', 100],
  ['doanh nghiệp/1000 dân', 'Số doanh nghiệp/1000 dân', 1],
  ['Gbps', 'Tbps', 0.001],
  ['ha', 'km2', 0.01],
  ['điểm', '%', null],
  ['% GDP', '% dân số', null],
  ['triệu', '%', null],
  ['người', 'doanh nghiệp', null],
  ['constructor', 'toString', null],
])('%s in %s', (from, to, factor) => {
  expect(factorBetween(from, to)).toBe(factor);
  if (factor !== null && !/^(?:%|tỷ)$/.test(from))
    expect((factorBetween(to, from) ?? 0) * factor).toBeCloseTo(1, 9);
});

test('a share cannot exceed all of it unless its own plan does; growth may fall', () => {
  const limits = (unit: string, bound: number, values: number[] = [], set: Partial<Target> = {}) =>
    limitsOf(
      { ...target(unit), ...set },
      { ...aim, value: { ...aim.value, min: bound } },
      values.map((value) => ({ value })),
    );
  expect(limits('%', 80)).toEqual({ min: 0, max: 100 });
  expect(limits('‰', 80)).toEqual({ min: 0, max: 1000 });
  expect(limits('% GDP', 80, [120])).toEqual({ min: 0, max: null });
  expect(limits('%', 130)).toEqual({ min: 0, max: null });
  expect(limits('%', 80, [], { least: 10, most: 150 })).toEqual({ min: 10, max: 150 });
  expect(limits('%/năm', 8)).toEqual({ min: null, max: null });
  expect(limits('Thứ bậc', 10)).toEqual({ min: 1, max: null });
  expect(limits('Doanh nghiệp', 9)).toEqual({ min: 0, max: null });
  expect(sameUnit('người / vạn dân', 'Người/vạn dân')).toBe(true);
  expect(sameUnit('tỷ', 'triệu đồng')).toBe(false);
});

const aim: Aim = {
  value: { scope: null, operator: '≥', min: 80, max: null, raw: '≥ 80' },
  baseline: { value: 30, on: day('2024-12-31') },
  levels: [],
};
const target = (unit: string | null, asked: Aim = aim): Target => ({
  aims: [asked],
  unit,
  direction: 'higher',
  frequency: 'quarter',
  since: day('2025-01-01'),
  until: day('2030-12-31'),
  least: null,
  most: null,
  notCarriedOut: false,
});
const earlier: Actual = {
  id: 7,
  scope: null,
  period: '2026-Q1',
  periodEnd: day('2026-03-31'),
  value: 40,
  words: null,
  fulfilled: null,
  asOf: day('2026-03-31'),
  estimate: false,
};
const entered = (text: string, more: Partial<Entered> = {}): Entered => ({
  typed: readTypedNumber(text) as TypedNumber,
  period: periodOf('quarter', day('2026-06-30')),
  asOf: day('2026-06-30'),
  estimate: false,
  ...more,
});
const doubts = (unit: string | null, text: string, more: Partial<Entered> = {}) =>
  doubtsOf(target(unit), aim, [earlier], entered(text, more));

test('a figure like those before raises no doubt', () => {
  for (const text of ['42', '42 %', '35,5%', '79,9', '100']) expect(doubts('%', text)).toEqual([]);
});

test('another unit, another size, a value that cannot be and a fall are asked about, each once', () => {
  expect(doubts('%', '420 ‰')).toEqual([{ code: 'other_unit', typed: '‰', unit: '%', converted: 42 }]);
  expect(doubts('%', '42 người')).toEqual([
    { code: 'other_unit', typed: 'người', unit: '%', converted: null },
  ]);
  expect(doubts('tỷ đồng', '42.000 triệu đồng')).toMatchObject([
    { code: 'read_two_ways', read: 42_000, other: 42 },
    { code: 'other_unit', converted: 42 },
  ]);
  expect(doubts('Doanh nghiệp', '42000')).toEqual([
    { code: 'out_of_scale', factor: 1000, beside: 40, likely: 42 },
  ]);
  expect(doubts('Doanh nghiệp', '420')).toMatchObject([{ factor: 10, likely: 42 }]);
  expect(doubts('%', '0,42')).toEqual([{ code: 'out_of_scale', factor: 0.01, beside: 40, likely: 42 }]);
  expect(doubts('%', '105')).toEqual([{ code: 'above_most', limit: 100 }]);
  expect(doubts('%', '-41')).toMatchObject([{ code: 'below_least', limit: 0 }, { code: 'fell_back' }]);
  expect(doubts('%', '20')).toEqual([{ code: 'fell_back', from: 40, asOf: '2026-03-31' }]);
  expect(doubts('%', '38')).toEqual([]);
});

test('a period that has a figure, or has not ended, is asked about; a day to come is refused', () => {
  const first = { period: periodOf('quarter', day('2026-03-31')), asOf: day('2026-03-31') };
  expect(doubts('%', '41', first)).toEqual([{ code: 'period_has_one', id: 7, value: 40 }]);
  expect(doubts('%', '40', first)).toEqual([]);
  const early = { asOf: day('2026-06-10') };
  expect(doubts('%', '41', early)).toEqual([{ code: 'before_period_end', periodEnd: '2026-06-30' }]);
  expect(doubts('%', '41', { ...early, estimate: true })).toEqual([]);
  expect(impossibleOf(entered('41'), day('2026-06-29'))).toBe('in_future');
  expect(impossibleOf(entered('41'), day('2026-06-30'))).toBeNull();
  expect(impossibleOf(entered('41', { asOf: day('2026-03-31') }), day('2026-07-01'))).toBe('before_period');
});

test('a number of the right size is found where it was typed a hundred or a thousand times beside it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 800, max: 1250 }), (power, share) => {
      const value = (40 * share) / 1000;
      for (const factor of [10 ** power, 10 ** -power]) {
        const found = doubtsOf(
          target('Doanh nghiệp', { ...aim, baseline: null }),
          { ...aim, baseline: null },
          [earlier],
          {
            ...entered('1'),
            typed: { value: value * factor, unit: null, other: null },
          },
        );
        const scale = found.find(({ code }) => code === 'out_of_scale');
        expect(scale).toMatchObject({ factor });
      }
    }),
  );
});

test('every doubt is said in both languages with its figures', () => {
  const all = [
    ...doubts('tỷ đồng', '1.234 triệu đồng'),
    ...doubts('%', '42 người'),
    ...doubts('Doanh nghiệp', '42000'),
    ...doubts('%', '0,42'),
    ...doubts('%', '105'),
    ...doubts('%', '-41', { asOf: day('2026-06-10') }),
    ...doubts('%', '41', { period: periodOf('quarter', day('2026-03-31')), asOf: day('2026-03-31') }),
  ];
  expect(new Set(all.map(({ code }) => code)).size).toBe(8);
  expect(all.map((doubt) => doubtText('vi', doubt))).toMatchInlineSnapshot(`
    [
      "Đọc là 1.234. Nếu ý là 1,234, hãy ghi “1,2340”.",
      "Đơn vị “triệu đồng” khác đơn vị của chỉ tiêu: đổi ra là 1,234 tỷ đồng.",
      "Chỉ bằng khoảng 1/100 mức đã biết (40); có phải là 123,4?",
      "Đơn vị “người” khác đơn vị của chỉ tiêu (“%”) và không đổi được.",
      "Gấp khoảng 1.000 lần mức đã biết (40); có phải là 42?",
      "Chỉ bằng khoảng 1/100 mức đã biết (40); có phải là 42?",
      "Số lớn hơn 100 khó đúng với đơn vị này.",
      "Số nhỏ hơn 0 khó đúng với đơn vị này.",
      "Kỳ này đến 30/06/2026 mới hết: đây là số ước?",
      "Kém nhiều so với số liệu trước (40, ngày 31/03/2026).",
      "Kỳ này đã có số liệu 40; số mới thay số đó.",
    ]
  `);
  for (const doubt of all) expect(doubtText('en', doubt)).not.toBe(doubtText('vi', doubt));
});
