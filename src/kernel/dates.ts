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
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10) as LocalDate;
}
