import { addDays, daysBetween, type LocalDate } from './dates.ts';
import { isWorkingDay, subtractWorkingDays, type WorkCalendar } from './working-days.ts';

/** A deadline as a document gives it: `from` and `to` are the first and last day of what it names, null where open. */
export interface Deadline {
  readonly kind: 'date' | 'month' | 'quarter' | 'year' | 'range' | 'yearly' | 'continuous' | 'none';
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** As printed: whether it says “trước” is read from here. */
  readonly raw: string;
}

/** How deadlines are read: documents leave it open, so an installation decides. */
export interface DeadlineRules {
  /** “trước ngày 20”: late from the 20th on, or only after it. The same for a month, a quarter or a year that is named. */
  readonly beforeIsExclusive: boolean;
  /** What becomes of a last day that is no working day. */
  readonly shift: 'none' | 'next_working_day';
  /** How long before the last day a deadline comes near. */
  readonly soonDays: number;
  readonly soonInWorkingDays: boolean;
}

/** The strict reading, nothing shifted (Kế hoạch 145/KH-UBND says no more than “trước ngày 20”). */
export const strictRules: DeadlineRules = {
  beforeIsExclusive: true,
  shift: 'none',
  soonDays: 7,
  soonInWorkingDays: false,
};

type Named = 'day' | 'month' | 'quarter' | 'year';

const number = '(?:\\d{1,2}|mồng|mùng)';
/** What may follow “trước”, in order: “trước 17 giờ ngày 20/6” names the hour, and the 20th itself is in time. */
const namedAfterBefore: readonly (readonly [RegExp, Named | null])[] = [
  [/^\d{1,2}\s*(?:giờ|g|h)(?![\p{L}])|^\d{1,2}\s*(?:giờ|g|h)\s*\d|^\d{1,2}:\d\d/u, null],
  [new RegExp(`^ngày\\s+${number}`, 'u'), 'day'],
  [new RegExp(`^${number}\\s*[/.-]\\s*\\d{1,2}(?!\\d)`, 'u'), 'day'],
  [new RegExp(`^${number}\\s+tháng\\s+\\d`, 'u'), 'day'],
  [/^(?:đầu\s+)?(?:tháng\s+)?\d{1,2}\s*[/.-]\s*\d{4}/u, 'month'],
  [/^(?:đầu\s+)?tháng\s+\d/u, 'month'],
  [/^(?:đầu\s+)?quý\s+(?:i{1,3}|iv|[1-4])(?![\p{L}\d])/u, 'quarter'],
  [/^(?:đầu\s+)?(?:năm\s+)?(?:19|20)\d\d(?!\d)/u, 'year'],
];

function namedBefore(raw: string): Named | null {
  const text = raw.normalize('NFC').toLowerCase();
  for (const { index } of text.matchAll(/(?<![\p{L}\d])trước\s+/gu)) {
    const after = text.slice(index).replace(/^trước\s+/u, '');
    const named = namedAfterBefore.find(([pattern]) => pattern.test(after))?.[1];
    if (named) return named;
  }
  return null;
}

/** Whether the text says “before” of a day, month, quarter or year: “trước mắt” and “trước khi” name none. */
export function saysBefore(raw: string): boolean {
  return namedBefore(raw) !== null;
}

/** The first day of what “trước” names, of which `to` is the last. */
function beginning(named: Named, to: LocalDate): LocalDate {
  if (named === 'day') return to;
  const months = { month: 1, quarter: 3, year: 12 }[named];
  const month = Number(to.slice(5, 7));
  return dayOf(Number(to.slice(0, 4)), month - ((month - 1) % months), 1);
}

/**
 * The last day on which what is due is still on time. null where nothing ends: no deadline is named, the task goes on for
 * good, or it comes back every year (`inYear` gives the deadline of one).
 */
export function lastDayInTime(
  deadline: Deadline,
  rules: DeadlineRules,
  calendar: WorkCalendar,
): LocalDate | null {
  if (deadline.to === null || deadline.kind === 'yearly' || deadline.kind === 'continuous') return null;
  const named = rules.beforeIsExclusive ? namedBefore(deadline.raw) : null;
  let last = named === null ? deadline.to : addDays(beginning(named, deadline.to), -1);
  if (rules.shift === 'next_working_day') while (!isWorkingDay(last, calendar)) last = addDays(last, 1);
  return last;
}

/** The first day on which a deadline counts as near. */
export function soonFrom(
  lastDay: LocalDate,
  { soonDays, soonInWorkingDays }: DeadlineRules,
  calendar: WorkCalendar,
): LocalDate {
  return soonInWorkingDays ? subtractWorkingDays(lastDay, soonDays, calendar) : addDays(lastDay, -soonDays);
}

/** How many days something is late; 0 on the last day and before it. */
export function lateDays(lastDay: LocalDate, today: LocalDate): number {
  return Math.max(0, daysBetween(lastDay, today));
}

/**
 * The deadline of one year of a task that comes back every year: the day, month or quarter it names (“trước ngày 30/11 hằng
 * năm”), else the year itself. null in years outside of those it names.
 */
export function inYear({ kind, from, to, raw }: Deadline, year: number): Deadline | null {
  if (kind !== 'yearly') return null;
  if (from !== null && Number(from.slice(0, 4)) > year) return null;
  if (to !== null && Number(to.slice(0, 4)) < year) return null;
  const text = raw.normalize('NFC').toLowerCase();
  const [, date, inMonth] = (/ngày\s+\d/u.test(text) ? dayOfYear : barDayOfYear).exec(text) ?? [];
  const day = Number(date);
  const month = Number(inMonth ?? /(?<!\d\s*)tháng\s+(\d{1,2})(?!\d)/u.exec(text)?.[1]);
  if (month >= 1 && month <= 12) {
    if (date === undefined || day < 1 || day > 31) return span('month', year, month, month, raw);
    const named = dayOf(year, month, day);
    return { kind: 'date', from: named, to: named, raw };
  }
  const quarter = /quý\s+(iv|i{1,3}|[1-4])(?![\p{L}\d])/u.exec(text)?.[1];
  if (quarter === undefined) return span('year', year, 1, 12, raw);
  const last = (['i', 'ii', 'iii', 'iv'].indexOf(quarter) + 1 || Number(quarter)) * 3;
  return span('quarter', year, last - 2, last, raw);
}

/** A day without its year; “1/7/2025” is where the years begin. Without the word “ngày” only “30/11” is a day: “5-10” is a number. */
const dayOfYear = /ngày\s+(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?!\d|\s*[/.-]\s*\d)/u;
const barDayOfYear = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?!\d|\/)/u;

function span(
  kind: 'month' | 'quarter' | 'year',
  year: number,
  first: number,
  last: number,
  raw: string,
): Deadline {
  return { kind, from: dayOf(year, first, 1), to: dayOf(year, last, 31), raw };
}

/** That day of the month, or its last one where the month is shorter. */
export function dayOf(year: number, month: number, day: number): LocalDate {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(Math.min(day, days))}` as LocalDate;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
