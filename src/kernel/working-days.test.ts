import { expect, test } from 'vitest';
import type { LocalDate } from './dates.ts';
import { lunarYears } from './fixtures/day-table.ts';
import { lunarDay } from './lunar.ts';
import { addWorkingDays, isWorkingDay, lawfulCalendar, publicHolidays } from './working-days.ts';

const day = (text: string) => text as LocalDate;
const after = (from: string, count: number, calendar = lawfulCalendar) =>
  addWorkingDays(day(from), count, calendar);

test('Tết and Giỗ Tổ fall on the days of the Vietnamese calendar, also where the Chinese one differs', () => {
  const more = [
    ...[[1968, '1968-01-29'] as const, [1985, '1985-01-21'] as const, [2007, '2007-02-17'] as const],
    ...[[2053, '2053-02-18'] as const, [2060, '2060-02-02'] as const],
  ];
  for (const [year, tet] of [...lunarYears, ...more]) expect(lunarDay(year, 1, 1)).toBe(tet);
  for (const [year, , forefathers] of lunarYears) expect(lunarDay(year, 3, 10)).toBe(forefathers);
});

test('holidays on a weekend are given on the next working day', () => {
  // 26/4/2026, Giỗ Tổ, is a Sunday: Monday is off
  expect(isWorkingDay(day('2026-04-27'), lawfulCalendar)).toBe(false);
  expect(isWorkingDay(day('2026-04-28'), lawfulCalendar)).toBe(true);
  // 1/1/2028 is a Saturday
  expect(isWorkingDay(day('2028-01-03'), lawfulCalendar)).toBe(false);
  // Tết 2027: 5 to 9 February, of which 6 and 7 are a weekend
  expect([...publicHolidays(2027).keys()].filter((one) => one.startsWith('2027-02'))).toEqual(
    ['05', '06', '07', '08', '09', '10', '11'].map((date) => `2027-02-${date}`),
  );
});

test('a term counts working days from the day after', () => {
  // a Monday; 10 working days are two weeks
  expect(after('2026-05-04', 10)).toBe('2026-05-18');
  // over 30/4 and 1/5
  expect(after('2026-04-28', 2)).toBe('2026-05-04');
  // over Tết 2026: 16 to 20 February are off
  expect(after('2026-02-13', 1)).toBe('2026-02-23');
  // over the end of a year
  expect(after('2026-12-31', 1)).toBe('2027-01-04');
});

test('a day swapped by the year’s decision counts as it was decided', () => {
  const calendar = { off: new Set([day('2026-08-31')]), worked: new Set([day('2026-08-22')]) };
  expect(after('2026-08-21', 1, calendar)).toBe('2026-08-22');
  expect(after('2026-08-28', 1, calendar)).toBe('2026-09-03');
});
