import { expect, test } from 'vitest';
import type { LocalDate } from './dates.ts';
import { lastDayInTime, strictRules } from './deadline.ts';
import { walkDays } from './fixtures/day-table.ts';
import {
  type Cadence,
  nextPeriod,
  periodLabel,
  periodOf,
  periodsBetween,
  plan145Reports,
  readPeriod,
  recurringDue,
} from './periods.ts';
import { lawfulCalendar } from './working-days.ts';

const day = (text: string) => text as LocalDate;

test('periods have the keys and names that offices use', () => {
  const named = (cadence: Cadence, on: string) => {
    const period = periodOf(cadence, day(on));
    return [period.key, periodLabel(period).vi, periodLabel(period).en];
  };
  expect(named('month', '2026-03-15')).toEqual(['2026-03', 'tháng 3/2026', 'March 2026']);
  expect(named('quarter', '2026-03-31')).toEqual(['2026-Q1', 'quý I/2026', 'Q1 2026']);
  expect(named('half_year', '2026-06-30')).toEqual([
    ...['2026-H1', '6 tháng đầu năm 2026', 'first half of 2026'],
  ]);
  expect(named('half_year', '2026-07-01')[1]).toBe('6 tháng cuối năm 2026');
  expect(named('year', '2026-12-31')).toEqual(['2026', 'năm 2026', '2026']);
});

test('over twenty years periods follow each other without gap, each day in one, as a walk through the days has them', () => {
  const table = walkDays();
  for (const [cadence, months] of [
    ['month', 1],
    ['quarter', 3],
    ['half_year', 6],
    ['year', 12],
  ] as const) {
    const walked: string[][] = [];
    let current = -1;
    for (const { day: on, year, month } of table) {
      const number = year * 12 + Math.floor((month - 1) / months);
      if (number !== current) walked.push([on, on]);
      current = number;
      (walked.at(-1) as string[])[1] = on;
    }
    const said = periodsBetween(cadence, day('2015-01-01'), day('2036-12-31'));
    expect(said.map((period) => [period.from, period.to])).toEqual(walked);
    for (const period of said) {
      expect(readPeriod(period.key)).toEqual(period);
      expect(periodOf(cadence, period.from)).toEqual(period);
      expect(periodOf(cadence, period.to)).toEqual(period);
      expect(nextPeriod(period).from > period.to).toBe(true);
    }
  }
  expect(periodsBetween('month', day('2026-02-28'), day('2026-03-01')).map(({ key }) => key)).toEqual([
    ...['2026-02', '2026-03'],
  ]);
});

test('a key that names no period is none', () => {
  for (const key of ['', '2026-13', '2026-0', '2026-1', '2026-Q5', '2026-Q01', '2026-H3', '26-01', '2026-Q'])
    expect([key, readPeriod(key)]).toEqual([key, null]);
});

test('the reports of plan 145 fall due before the days it names; on 10/6 two are due', () => {
  const dues = plan145Reports.flatMap((rule) => recurringDue(rule, 2026));
  const named = (key: string) => dues.find(({ period }) => period.key === key)?.deadline;
  expect(dues).toHaveLength(12 + 4 + 1 + 1);
  expect(named('2026-02')?.to).toBe('2026-02-20');
  expect(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'].map((key) => named(key)?.to)).toEqual([
    ...['2026-03-10', '2026-06-10', '2026-09-10', '2026-12-10'],
  ]);
  expect(dues.filter(({ deadline }) => deadline.to === '2026-06-10').map(({ period }) => period.key)).toEqual(
    ['2026-Q2', '2026-H1'],
  );
  const year = named('2026');
  expect(year && lastDayInTime(year, strictRules, lawfulCalendar)).toBe('2026-11-29');
  // with the second half, and on the last day of a month that is shorter than the day named
  const both = recurringDue({ cadence: 'half_year', month: 6, day: 10, before: true, only: null }, 2026);
  expect(both.map(({ deadline }) => deadline.to)).toEqual(['2026-06-10', '2026-12-10']);
  const ends = recurringDue({ cadence: 'month', month: 1, day: 31, before: false, only: [2] }, 2028);
  expect(ends.map(({ deadline }) => [deadline.to, deadline.raw])).toEqual([['2028-02-29', 'ngày 29/2/2028']]);
});
