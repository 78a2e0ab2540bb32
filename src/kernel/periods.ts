import type { LocalDate } from './dates.ts';
import { type Deadline, dayOf } from './deadline.ts';
import type { Text } from './text.ts';

/** How often something is told or measured. */
export type Cadence = 'month' | 'quarter' | 'half_year' | 'year';

export interface Period {
  readonly cadence: Cadence;
  /** `2026-03`, `2026-Q1`, `2026-H1` or `2026`: in the order of time within one cadence. */
  readonly key: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const monthsIn: Readonly<Record<Cadence, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 };
const signs: Readonly<Record<Cadence, string>> = { month: '', quarter: 'Q', half_year: 'H', year: '' };

/** The period of that number in the year: 1 to 12 months, 4 quarters, 2 halves, 1 year. */
function nth(cadence: Cadence, year: number, number: number): Period {
  const months = monthsIn[cadence];
  const part = cadence === 'month' ? String(number).padStart(2, '0') : `${signs[cadence]}${number}`;
  return {
    cadence,
    key: cadence === 'year' ? String(year) : `${year}-${part}`,
    from: dayOf(year, (number - 1) * months + 1, 1),
    to: dayOf(year, number * months, 31),
  };
}

const yearOf = (day: string) => Number(day.slice(0, 4));
const monthOf = (day: string) => Number(day.slice(5, 7));

/** The period in which a day lies. */
export function periodOf(cadence: Cadence, day: LocalDate): Period {
  return nth(cadence, yearOf(day), Math.ceil(monthOf(day) / monthsIn[cadence]));
}

export function nextPeriod({ cadence, to }: Period): Period {
  return monthOf(to) === 12
    ? nth(cadence, yearOf(to) + 1, 1)
    : nth(cadence, yearOf(to), monthOf(to) / monthsIn[cadence] + 1);
}

/** Every period that has a day from the first to the last of these days, in order. */
export function periodsBetween(cadence: Cadence, from: LocalDate, to: LocalDate): readonly Period[] {
  const found: Period[] = [];
  for (let period = periodOf(cadence, from); period.from <= to; period = nextPeriod(period))
    found.push(period);
  return found;
}

/** The period of a key, as it stands in an address; null when it is none. */
export function readPeriod(key: string): Period | null {
  const [, year, sign, number] = /^([12]\d{3})(?:-([QH]?)(\d{1,2}))?$/.exec(key) ?? [];
  if (year === undefined) return null;
  const cadence: Cadence =
    number === undefined ? 'year' : sign === 'Q' ? 'quarter' : sign === 'H' ? 'half_year' : 'month';
  const count = Number(number ?? 1);
  if (count < 1 || count > 12 / monthsIn[cadence]) return null;
  const period = nth(cadence, Number(year), count);
  return period.key === key ? period : null;
}

const roman = ['I', 'II', 'III', 'IV'];

/** “quý I/2026”, for the middle of a sentence. */
export function periodLabel({ cadence, key, from }: Period): Text {
  const [year, month] = [yearOf(from), monthOf(from)];
  if (cadence === 'year') return { vi: `năm ${key}`, en: key };
  if (cadence === 'half_year')
    return month === 1
      ? { vi: `6 tháng đầu năm ${year}`, en: `first half of ${year}` }
      : { vi: `6 tháng cuối năm ${year}`, en: `second half of ${year}` };
  if (cadence === 'quarter') {
    const quarter = (month + 2) / 3;
    return { vi: `quý ${roman[quarter - 1]}/${year}`, en: `Q${quarter} ${year}` };
  }
  const name = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(from));
  return { vi: `tháng ${month}/${year}`, en: `${name} ${year}` };
}

/** When what is told of each period is due: on or before a day within the period. */
export interface RecurringRule {
  readonly cadence: Cadence;
  /** Which month of the period the day lies in, from 1. */
  readonly month: number;
  /** The day of that month; its last one where the month is shorter. */
  readonly day: number;
  /** “trước ngày”, by which the day itself may already be late. */
  readonly before: boolean;
  /** The numbers of the periods of a year that are told; null: each. */
  readonly only: readonly number[] | null;
}

export interface RecurringDue {
  readonly period: Period;
  readonly deadline: Deadline;
}

/** The reports of Kế hoạch 145/KH-UBND. On 10/6 two are due: of the second quarter and of the half year. */
export const plan145Reports: readonly RecurringRule[] = [
  { cadence: 'month', month: 1, day: 20, before: true, only: null },
  { cadence: 'quarter', month: 3, day: 10, before: true, only: null },
  { cadence: 'half_year', month: 6, day: 10, before: true, only: [1] },
  { cadence: 'year', month: 11, day: 30, before: true, only: null },
];

/** What falls due by a rule within a year, each period an obligation of its own. */
export function recurringDue(rule: RecurringRule, year: number): readonly RecurringDue[] {
  const months = monthsIn[rule.cadence];
  const numbers = Array.from({ length: 12 / months }, (_, index) => index + 1);
  return numbers
    .filter((number) => rule.only === null || rule.only.includes(number))
    .map((number) => {
      const month = (number - 1) * months + rule.month;
      const day = dayOf(year, month, rule.day);
      const written = `ngày ${Number(day.slice(8))}/${month}/${year}`;
      return {
        period: nth(rule.cadence, year, number),
        deadline: { kind: 'date', from: day, to: day, raw: rule.before ? `trước ${written}` : written },
      };
    });
}
