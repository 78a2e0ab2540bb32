import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addDays,
  daysBetween,
  firstDayOf,
  isPartialDate,
  type LocalDate,
  localDateOf,
  parseLocalDate,
  readTypedDate,
  readTypedPartialDate,
  writeDate,
} from './dates.ts';

test('a local date turns at midnight in Vietnam, not in the server’s time zone', () => {
  expect(localDateOf(new Date('2026-03-31T16:59:59Z'))).toBe('2026-03-31');
  expect(localDateOf(new Date('2026-03-31T17:00:00Z'))).toBe('2026-04-01');
});

test('a day that does not exist is no date', () => {
  expect(parseLocalDate('2026-02-30')).toBeNull();
  expect(parseLocalDate('2024-02-29')).toBe('2024-02-29');
  expect(readTypedDate('31/4/2026')).toBeNull();
  expect(readTypedDate('1/1/0000')).toBeNull();
  expect(readTypedDate('5/1/2026')).toBe('2026-01-05');
});

test('an incomplete date is ordered by the first day it can mean', () => {
  expect(firstDayOf('2026')).toBe('2026-01-01');
  expect(firstDayOf('2026-04')).toBe('2026-04-01');
  expect(firstDayOf('2026-04-09')).toBe('2026-04-09');
  expect(isPartialDate('2026-13')).toBe(false);
  expect(writeDate('2026-04')).toBe('04/2026');
});

test('days are counted across the end of a year', () => {
  const eve = parseLocalDate('2026-12-31');
  const day = parseLocalDate('2027-01-02');
  if (!eve || !day) throw new Error('these days exist');
  expect(daysBetween(eve, day)).toBe(2);
  expect(addDays(eve, 2)).toBe(day);
});

test('days are counted and added as the calendar of the machine does, from 1600 to 2400', () => {
  const instant = fc.integer({
    min: Date.UTC(1600, 0, 1) / 86_400_000,
    max: Date.UTC(2400, 11, 31) / 86_400_000,
  });
  const written = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10) as LocalDate;
  fc.assert(
    fc.property(
      instant,
      fc.oneof(fc.integer({ min: -70, max: 70 }), fc.integer({ min: -80_000, max: 80_000 })),
      (day, more) => {
        expect(addDays(written(day), more)).toBe(written(day + more));
        expect(daysBetween(written(day), written(day + more))).toBe(more);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('every day of four hundred years follows the one before', () => {
  let day = '1900-01-01' as LocalDate;
  for (let instant = Date.UTC(1900, 0, 2); instant <= Date.UTC(2300, 0, 2); instant += 86_400_000) {
    const next = addDays(day, 1);
    if (next !== new Date(instant).toISOString().slice(0, 10) || addDays(next, -1) !== day)
      throw new Error(`after ${day} comes ${next}`);
    day = next;
  }
  expect(day).toBe('2300-01-02');
});

describe('typed dates', () => {
  it.each([
    ['28/5/2025', '2025-05-28'],
    ['28-05-2025', '2025-05-28'],
    ['ngày 28 tháng 5 năm 2025', '2025-05-28'],
    ['ngày … tháng 4 năm 2026', '2026-04'],
    ['tháng 4 năm 2026', '2026-04'],
    ['tháng 4/2026', '2026-04'],
    ['04/2026', '2026-04'],
    ['năm 2021', '2021'],
    ['2021', '2021'],
    ['2025-05-28', '2025-05-28'],
  ])('%s is understood', (typed, date) => {
    expect(readTypedPartialDate(typed)).toBe(date);
  });

  it.each(['30/2/2026', '13/2026', '2026-13', 'hôm qua', '31/6/2025', '5/2025/2026'])(
    '%s is refused, not turned into another day',
    (typed) => {
      expect(readTypedPartialDate(typed)).toBeNull();
    },
  );
});
