import { CalendarVietnamese } from 'date-chinese';
import type { LocalDate } from './dates.ts';

/** The day of a lunar month that is no leap month, in the lunar year that begins in this year, as Vietnam keeps it (UTC+7). */
export function lunarDay(year: number, lunarMonth: number, day: number): LocalDate {
  // in the middle of the year both calendars count the same one
  const [cycle = 0, inCycle = 0] = new CalendarVietnamese().fromGregorian(year, 7, 1).get();
  const found = new CalendarVietnamese(cycle, inCycle, lunarMonth, false, day).toGregorian(year);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${found.year}-${two(found.month)}-${two(found.day)}` as LocalDate;
}
