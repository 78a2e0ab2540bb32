import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LocalDate } from './dates.ts';
import {
  type Deadline,
  type DeadlineRules,
  inYear,
  lastDayInTime,
  lateDays,
  saysBefore,
  soonFrom,
  strictRules,
} from './deadline.ts';
import { type Day, walkDays } from './fixtures/day-table.ts';
import { fingerprint } from './fixtures/fingerprint.ts';
import { isWorkingDay, lawfulCalendar, type WorkCalendar } from './working-days.ts';

const day = (text: string) => text as LocalDate;
const due = (kind: Deadline['kind'], from: string, to: string, raw: string): Deadline => ({
  ...{ kind, from: day(from), to: day(to), raw },
});
const lenient: DeadlineRules = { ...strictRules, beforeIsExclusive: false };
const shifting: DeadlineRules = { ...strictRules, shift: 'next_working_day' };
const last = (deadline: Deadline, rules = strictRules, calendar = lawfulCalendar) =>
  lastDayInTime(deadline, rules, calendar);

/** The decisions of 2026: Friday 2/1 for Saturday 10/1, Monday 31/8 for Saturday 22/8. */
const decided: WorkCalendar = {
  off: new Set([day('2026-01-02'), day('2026-08-31')]),
  worked: new Set([day('2026-01-10'), day('2026-08-22')]),
};

test.each([
  ['Trước ngày 15/6/2025', true],
  ['báo cáo trước ngày 20 hàng tháng', true],
  ['Hoàn thành trước 31/12/2025', true],
  ['trước ngày 15 tháng 6 năm 2025', true],
  ['Trước tháng 6/2025', true],
  ['trước 6/2025', true],
  ['Trước quý IV/2025', true],
  ['trước năm 2030', true],
  ['Trước ngày 15/6/2025'.normalize('NFD'), true],
  ['Trước 17 giờ ngày 20/6/2025', false],
  ['trước 17h00 ngày 20/6/2025', false],
  ['Trước mắt, trong năm 2025', false],
  ['trước khi kết thúc năm 2025', false],
  ['trước cuối năm 2025', false],
  ['Chậm nhất ngày 20/6/2025', false],
  ['Ngày 20/6/2025', false],
  ['', false],
])('“%s” says “before” of a day, month, quarter or year: %s', (raw, says) => {
  expect(saysBefore(raw)).toBe(says);
});

test('the strict reading ends before what is named, the other one with it', () => {
  const cases: [Deadline, string, string][] = [
    [due('date', '2025-06-20', '2025-06-20', 'Trước ngày 20/6/2025'), '2025-06-19', '2025-06-20'],
    [due('date', '2025-06-20', '2025-06-20', 'Ngày 20/6/2025'), '2025-06-20', '2025-06-20'],
    [due('date', '2028-03-01', '2028-03-01', 'trước 01/3/2028'), '2028-02-29', '2028-03-01'],
    [due('month', '2025-06-01', '2025-06-30', 'Trước tháng 6/2025'), '2025-05-31', '2025-06-30'],
    [due('month', '2025-06-01', '2025-06-30', '6/2025'), '2025-06-30', '2025-06-30'],
    [due('quarter', '2025-10-01', '2025-12-31', 'trước quý IV/2025'), '2025-09-30', '2025-12-31'],
    [due('year', '2030-01-01', '2030-12-31', 'trước năm 2030'), '2029-12-31', '2030-12-31'],
    // of a range only its end is meant
    [due('range', '2025-01-01', '2026-06-30', 'từ 2025, trước tháng 6/2026'), '2026-05-31', '2026-06-30'],
    [due('date', '2025-06-20', '2025-06-20', 'trước 17h ngày 20/6/2025'), '2025-06-20', '2025-06-20'],
  ];
  for (const [deadline, strict, other] of cases)
    expect([deadline.raw, last(deadline), last(deadline, lenient)]).toEqual([deadline.raw, strict, other]);
});

test('what goes on for good, comes back every year or names no time has no last day', () => {
  const open = { from: day('2025-01-01'), to: null };
  expect(last({ kind: 'continuous', ...open, raw: '2025 và những năm tiếp theo' })).toBeNull();
  expect(last(due('continuous', '2025-01-01', '2026-12-31', 'Thường xuyên 2025-2026'))).toBeNull();
  expect(last({ kind: 'none', from: null, to: null, raw: 'trước khi sáp nhập' })).toBeNull();
  expect(last(due('yearly', '2025-01-01', '2030-12-31', 'Hằng năm, 2025-2030'))).toBeNull();
});

test('a year of what comes back every year ends on the day, in the month or quarter it names', () => {
  const yearly = (raw: string, from: string | null = null, to: string | null = null): Deadline => ({
    ...({ kind: 'yearly', from: from && day(from), to: to && day(to), raw } as Deadline),
  });
  const ends = (deadline: Deadline, year: number) => {
    const instance = inYear(deadline, year);
    return instance && [instance.kind, last(instance)];
  };
  expect(ends(yearly('Hằng năm'), 2027)).toEqual(['year', '2027-12-31']);
  expect(ends(yearly('trước ngày 30/11 hằng năm'), 2027)).toEqual(['date', '2027-11-29']);
  expect(ends(yearly('30/11 hằng năm'), 2027)).toEqual(['date', '2027-11-30']);
  expect(ends(yearly('ngày 31-02 hằng năm'), 2028)).toEqual(['date', '2028-02-29']);
  expect(ends(yearly('Tháng 11 hằng năm'), 2027)).toEqual(['month', '2027-11-30']);
  expect(ends(yearly('trước quý IV hằng năm'), 2027)).toEqual(['quarter', '2027-09-30']);
  expect(ends(yearly('Hằng năm, 5-10 sản phẩm; 6 tháng 1 lần'), 2027)).toEqual(['year', '2027-12-31']);
  expect(ends(yearly('Hằng năm từ ngày 1/7/2025', '2025-07-01'), 2025)).toEqual(['year', '2025-12-31']);
  expect(ends(yearly('Hằng năm 2025-2030', '2025-01-01', '2030-12-31'), 2031)).toBeNull();
  expect(ends(yearly('Hằng năm từ 2025', '2025-01-01'), 2024)).toBeNull();
  expect(inYear(due('year', '2027-01-01', '2027-12-31', '2027'), 2027)).toBeNull();
});

const table = walkDays();
const from = (year: number) => table.findIndex((one) => one.year === year);
const twentyYears: [first: number, end: number] = [from(2016), from(2036)];

/** Days from `at` on in steps, until as many working days were met; a wholly other way than counting dates. */
function walk(at: number, step: 1 | -1, count: number, works: (one: Day) => boolean): string | undefined {
  let here = at;
  for (let met = 0; met < count; ) {
    here += step;
    const one = table[here];
    if (!one) return undefined;
    if (works(one)) met += 1;
  }
  return table[here]?.day;
}

test('over twenty years every day, in either reading, ends where a walk through the days ends', () => {
  const worksBy = [
    [lawfulCalendar, (one: Day) => one.working],
    [
      decided,
      (one: Day) => decided.worked.has(day(one.day)) || (one.working && !decided.off.has(day(one.day))),
    ],
  ] as const;
  const wrong: unknown[] = [];
  const same = (said: unknown, walked: unknown, ...of: unknown[]) => {
    if (said !== walked) wrong.push([...of, said, walked]);
  };
  for (const [calendar, works] of worksBy) {
    for (let at = twentyYears[0]; at < twentyYears[1]; at += 1) {
      const named = table[at]?.day ?? '';
      same(isWorkingDay(day(named), calendar), works(table[at] as Day), 'works', named);
      const deadline = due('date', named, named, `trước ngày ${named.split('-').reverse().join('/')}`);
      for (const beforeIsExclusive of [true, false]) {
        const end = beforeIsExclusive ? at - 1 : at;
        const rules = { ...strictRules, beforeIsExclusive };
        same(last(deadline, rules, calendar), table[end]?.day, 'as named', named, beforeIsExclusive);
        const shifted = works(table[end] as Day) ? table[end]?.day : walk(end, 1, 1, works);
        const moving = { ...rules, shift: 'next_working_day' as const };
        same(last(deadline, moving, calendar), shifted, 'shifted', named, beforeIsExclusive);
      }
      same(
        soonFrom(day(named), { ...strictRules, soonDays: 5 }, calendar),
        table[at - 5]?.day,
        'soon',
        named,
      );
      const working = { ...strictRules, soonDays: 5, soonInWorkingDays: true };
      same(soonFrom(day(named), working, calendar), walk(at, -1, 5, works), 'soon, working', named);
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
});

test('a month, quarter or year that is named ends where a walk through the days meets the next one', () => {
  const spans = { month: 1, quarter: 3, year: 12 } as const;
  for (const [kind, months] of Object.entries(spans) as ['month' | 'quarter' | 'year', number][]) {
    const number = ({ year, month }: Day) => year * 12 + Math.floor((month - 1) / months) * months;
    let begin = twentyYears[0];
    for (let at = begin + 1; at <= twentyYears[1]; at += 1) {
      const [one, before] = [table[at] as Day, table[at - 1] as Day];
      if (number(one) === number(before)) continue;
      const first = table[begin] as Day;
      const words = { month: 'trước tháng 1', quarter: 'trước quý I', year: `trước năm ${first.year}` };
      expect(last(due(kind, first.day, before.day, ''))).toBe(before.day);
      expect(last(due(kind, first.day, before.day, words[kind]), lenient)).toBe(before.day);
      expect(last(due(kind, first.day, before.day, words[kind]))).toBe(table[begin - 1]?.day);
      begin = at;
    }
  }
});

test('a deadline is late from the day after its last day, by each day once; strict is never later than lenient', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: twentyYears[0], max: twentyYears[1] }),
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom(strictRules, shifting),
      (at, days, rules) => {
        const named = table[at]?.day ?? '';
        const deadline = due('date', named, named, 'trước ngày 9/9');
        const end = last(deadline, rules) ?? named;
        const there = table.findIndex((one) => one.day === end);
        expect(lateDays(day(end), day(table[there + days]?.day ?? end))).toBe(table[there + days] ? days : 0);
        expect(lateDays(day(end), day(table[there - days]?.day ?? end))).toBe(0);
        expect(end <= (last(deadline, { ...rules, beforeIsExclusive: false }) ?? '')).toBe(true);
      },
    ),
  );
});

test('the engine says the same whatever time zone the server stands in', async () => {
  const script = `import { fingerprint } from ${JSON.stringify(new URL('./fixtures/fingerprint.ts', import.meta.url).href)}; process.stdout.write(fingerprint());`;
  const zones = ['America/New_York', 'Asia/Ho_Chi_Minh', 'Pacific/Kiritimati'];
  const said = await Promise.all(
    zones.map((TZ) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
      }),
    ),
  );
  expect(said.map(({ stdout }) => stdout)).toEqual(zones.map(() => fingerprint()));
});
