import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDeadline } from './deadlines.ts';

test.each([
  ['6/2025', 'month', '2025-06-01', '2025-06-30'],
  ['Quý II/2025', 'quarter', '2025-04-01', '2025-06-30'],
  ['Quý III, IV/2025', 'range', '2025-07-01', '2025-12-31'],
  ['Quý IV năm 2025', 'quarter', '2025-10-01', '2025-12-31'],
  ['Tháng 5-6/2025', 'range', '2025-05-01', '2025-06-30'],
  ['2025', 'year', '2025-01-01', '2025-12-31'],
  ['2025-2026', 'range', '2025-01-01', '2026-12-31'],
  ['Giai đoạn 2026 - 2030', 'range', '2026-01-01', '2030-12-31'],
  ['2025 và những năm tiếp theo', 'continuous', '2025-01-01', null],
  ['Từ năm 2025 trở đi', 'continuous', '2025-01-01', null],
  ['Thường xuyên', 'continuous', null, null],
  ['Hằng năm', 'yearly', null, null],
  ['Hàng năm', 'yearly', null, null],
  ['Trước ngày 15/6/2025', 'date', '2025-06-15', '2025-06-15'],
  ['ngày 15 tháng 6 năm 2025', 'date', '2025-06-15', '2025-06-15'],
  ['6 tháng đầu năm 2026', 'range', '2026-01-01', '2026-06-30'],
  ['Quý IV/2025 - Quý II/2026', 'range', '2025-10-01', '2026-06-30'],
  ['31/02/2025', 'none', null, null],
  ['Theo tiến độ', 'none', null, null],
  ['', 'none', null, null],
])('%s is a deadline of kind %s', (raw, kind, from, to) => {
  expect(readDeadline(raw)).toEqual({ kind, from, to, raw });
});

test('a month of any year ends on its last day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2000, max: 2099 }), (month, year) => {
      const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
      expect(readDeadline(`${month}/${year}`).to).toBe(last);
      expect(readDeadline(`Tháng ${month} năm ${year}`).to).toBe(last);
    }),
  );
});

test('whatever is written, a period never ends before it begins', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[QquýI\d/ .-]{0,24}$/u)), (text) => {
      const { from, to } = readDeadline(text);
      expect(from === null || to === null || from <= to).toBe(true);
    }),
    { numRuns: 400 },
  );
});
