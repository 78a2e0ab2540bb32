import { addDays, type LocalDate } from './dates.ts';
import { lunarDay } from './lunar.ts';

/**
 * Working days of agencies: Monday to Friday without public holidays (Bộ luật Lao động 2019, Điều 111 and 112). Which days
 * around Tết and 2/9 are off, and which are swapped, is decided anew each year: `off` and `worked` say it where it differs.
 */
export interface WorkCalendar {
  /** Days off beside those of the law. */
  readonly off: ReadonlySet<LocalDate>;
  /** Days worked, though they would be off. */
  readonly worked: ReadonlySet<LocalDate>;
}

/** The calendar of the law, as long as nothing else was decided. */
export const lawfulCalendar: WorkCalendar = { off: new Set(), worked: new Set() };

/** Why the law gives a day off; `instead` stands for a holiday that falls on a weekend. */
export type Holiday =
  | 'new_year'
  | 'tet'
  | 'forefathers'
  | 'reunification'
  | 'labour'
  | 'independence'
  | 'instead';

const kept = new Map<number, ReadonlyMap<LocalDate, Holiday>>();

/**
 * Public holidays of a year in their order, with the working days off for those that fall on a weekend (Điều 111 khoản 3).
 * Tết: the last day of the old year and four of the new one; the day beside 2/9: the one before it.
 */
export function publicHolidays(year: number): ReadonlyMap<LocalDate, Holiday> {
  const known = kept.get(year);
  if (known) return known;
  const on = (day: string) => `${year}-${day}` as LocalDate;
  const tet = lunarDay(year, 1, 1);
  const holidays = new Map<LocalDate, Holiday>([
    [on('01-01'), 'new_year'],
    ...[-1, 0, 1, 2, 3].map((after): [LocalDate, Holiday] => [addDays(tet, after), 'tet']),
    [lunarDay(year, 3, 10), 'forefathers'],
    [on('04-30'), 'reunification'],
    [on('05-01'), 'labour'],
    [on('09-01'), 'independence'],
    [on('09-02'), 'independence'],
  ]);
  const off = new Map(holidays);
  for (const holiday of [...holidays.keys()].sort()) {
    if (!isWeekend(holiday)) continue;
    let instead = holiday;
    while (isWeekend(instead) || off.has(instead)) instead = addDays(instead, 1);
    off.set(instead, 'instead');
  }
  const ordered = new Map([...off].sort(([one], [other]) => (one < other ? -1 : 1)));
  kept.set(year, ordered);
  return ordered;
}

/** Saturday or Sunday. */
export function isWeekend(day: LocalDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

export function isWorkingDay(day: LocalDate, calendar: WorkCalendar): boolean {
  if (calendar.worked.has(day)) return true;
  if (calendar.off.has(day) || isWeekend(day)) return false;
  return !publicHolidays(Number(day.slice(0, 4))).has(day);
}

/** The last day of a term of `count` working days, of which the day itself is none (Bộ luật Dân sự 2015, Điều 147). */
export function addWorkingDays(day: LocalDate, count: number, calendar: WorkCalendar): LocalDate {
  let last = day;
  for (let left = count; left > 0; ) {
    last = addDays(last, 1);
    if (isWorkingDay(last, calendar)) left -= 1;
  }
  return last;
}

/** The working day that lies `count` working days before a day. */
export function subtractWorkingDays(day: LocalDate, count: number, calendar: WorkCalendar): LocalDate {
  let first = day;
  for (let left = count; left > 0; ) {
    first = addDays(first, -1);
    if (isWorkingDay(first, calendar)) left -= 1;
  }
  return first;
}
