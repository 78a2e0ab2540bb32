import { singleSpaced } from './text.ts';

/**
 * Vietnamese local dates. Vietnam has kept UTC+7 without daylight saving since 1975, so a local date is computed by
 * adding seven hours; law clocks never depend on the server's own time zone.
 */
declare const localDateBrand: unique symbol;

/** `YYYY-MM-DD`, a day in Asia/Ho_Chi_Minh. */
export type LocalDate = string & { readonly [localDateBrand]: true };

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: a date as far as an official document gives it. */
export type PartialDate = string;

const offset = 7 * 3_600_000;

export function localDateOf(instant: Date): LocalDate {
  return new Date(instant.getTime() + offset).toISOString().slice(0, 10) as LocalDate;
}

/** `14:32` in Vietnam. */
export function localTimeOf(instant: Date): string {
  return new Date(instant.getTime() + offset).toISOString().slice(11, 16);
}

/** The date when the text is a day that exists, otherwise null ("2026-02-30" is null). */
export function parseLocalDate(text: string): LocalDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  // there was no year 0
  if (!match || match[1] === '0000') return null;
  const instant = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text) return null;
  return text as LocalDate;
}

/** True for `YYYY`, `YYYY-MM` and `YYYY-MM-DD` that exist in the calendar. */
export function isPartialDate(text: string): text is PartialDate {
  if (/^\d{4}$/.test(text)) return true;
  if (/^\d{4}-\d{2}$/.test(text)) return parseLocalDate(`${text}-01`) !== null;
  return parseLocalDate(text) !== null;
}

/** The first day a partial date can mean, by which lists are ordered. */
export function firstDayOf(date: PartialDate): LocalDate {
  return `${date}${'-01-01'.slice(date.length - 4)}` as LocalDate;
}

/** `2026-01-05` → `05/01/2026`, `2026-04` → `04/2026`, `2026` → `2026`. */
export function writeDate(date: PartialDate): string {
  return date.split('-').reverse().join('/');
}

/** `5/1/2026`, `05-01-2026` or ISO → LocalDate; null when it is no date or no such day exists. */
export function readTypedDate(text: string): LocalDate | null {
  const typed = text.trim();
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
  if (!match) return parseLocalDate(typed);
  const [, day = '', month = '', year = ''] = match;
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** `28/5/2025`, `ngày 28 tháng 5 năm 2025`, `4/2026`, `tháng 4 năm 2026`, `2021` or ISO; null when there is no such date. */
export function readTypedPartialDate(typed: string): PartialDate | null {
  const text = singleSpaced(typed).toLowerCase();
  if (/^\d{4}-/.test(text)) return isPartialDate(text) ? text : null;
  const parts =
    /^(?:(?:ngày )?(?:(\d{1,2})|[.…]+)?(?: tháng |[/.-])?)?(?:tháng )?(?:(\d{1,2})(?: năm |[/.-]))?(?:năm )?(\d{4})$/.exec(
      text,
    );
  if (!parts) return null;
  const [, one, two, year = ''] = parts;
  const [day, month] = two === undefined ? [undefined, one] : [one, two];
  if (month === undefined) return year;
  const iso = `${year}-${month.padStart(2, '0')}`;
  if (day === undefined) return isPartialDate(iso) ? iso : null;
  return parseLocalDate(`${iso}-${day.padStart(2, '0')}`);
}

/** Whole days from one local date to another; negative when `to` lies before `from`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const day = digits(date, 8, 10) + days;
  // every month has these: nothing but the day's two digits changes
  if (day >= 1 && day <= 28) return `${date.slice(0, 8)}${padded(day, 2)}` as LocalDate;
  return dayNumbered(dayNumber(date) + days);
}

const daysOf400Years = 146_097;

/**
 * Days since 0000-03-01 of the Gregorian calendar. Years are counted from March, so that a leap day is the last of one. Engines that
 * judge every task walk through days by the hundred thousand: a `Date` and its text for each were most of their time.
 */
function dayNumber(date: LocalDate): number {
  const month = digits(date, 5, 7);
  const year = digits(date, 0, 4) - (month < 3 ? 1 : 0);
  const monthsSinceMarch = (month + 9) % 12;
  return (
    year * 365 +
    Math.floor(year / 4) -
    Math.floor(year / 100) +
    Math.floor(year / 400) +
    Math.floor((153 * monthsSinceMarch + 2) / 5) +
    digits(date, 8, 10) -
    1
  );
}

function dayNumbered(number: number): LocalDate {
  const era = Math.floor(number / daysOf400Years);
  const dayOfEra = number - era * daysOf400Years;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1;
  const month = ((monthsSinceMarch + 2) % 12) + 1;
  const year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` as LocalDate;
}

/** The number that these characters write. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

function padded(number: number, width: 2 | 4): string {
  if (width === 2 && number < 10) return `0${number}`;
  return width === 4 && number < 1000 ? String(number).padStart(4, '0') : String(number);
}
