/** Dates as official documents write them. A day that is not in the calendar is never turned into another. */

export interface ReadDate {
  /** ISO, possibly incomplete; null when the date named does not exist. */
  date: string | null;
  /** The words read. */
  raw: string;
  index: number;
  length: number;
}

/** What stands for a day or month not yet known: dots, lines, brackets around them, `xx`. */
const BLANK = '[\\s.…_()[\\]xX]*';
const SEP = '\\s?[/.-]\\s?';

/** `ngày 28 tháng 5 năm 2025`, with day or month possibly left blank. */
const LONG_DATE = new RegExp(
  `ngày(?:${BLANK}|\\s*(\\d{1,2})\\s*)tháng(?:${BLANK}|\\s*(\\d{1,2})\\s*)năm\\s*((?:1\\s?[89]|2\\s?0)\\s?\\d\\s?\\d)`,
  'giu',
);
/** `ngày …/4/2026`: day, or day and month, still blank. */
const BLANK_DATE = new RegExp(
  `ngày\\s?(?=[.…_\\s([/])${BLANK}/\\s?(?:(\\d{1,2})|${BLANK})\\s?/\\s?((?:1[89]|20)\\d{2})(?!\\d)`,
  'giu',
);
const SHORT_DATE = new RegExp(
  `(?<![\\d/.-])(\\d{1,2})${SEP}(\\d{1,2})${SEP}((?:1[89]|20)\\d{2})(?![\\d/])`,
  'gu',
);
const MONTH_OF_YEAR = /[Tt]háng\s*(\d{1,2})\s*(?:\/|-|năm)\s*((?:1[89]|20)\d{2})(?!\d)/gu;
const YEAR_ONLY = /[Nn]ăm\s*((?:1[89]|20)\d{2})(?!\d)/gu;

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** ISO of year, month, day (each possibly missing from the right); null when such a day does not exist. */
export function isoDate(year: number, month: number | null, day: number | null): string | null {
  if (month === null) return String(year);
  if (month < 1 || month > 12) return null;
  const prefix = `${year}-${String(month).padStart(2, '0')}`;
  if (day === null) return prefix;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return `${prefix}-${String(day).padStart(2, '0')}`;
}

function number(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text.replace(/\s/gu, ''));
}

function found(match: RegExpMatchArray, year: number, month: number | null, day: number | null): ReadDate {
  const raw = match[0];
  return {
    date: isoDate(year, month, month === null ? null : day),
    raw,
    index: match.index ?? 0,
    length: raw.length,
  };
}

function firstMatch(text: string, pattern: RegExp): RegExpMatchArray | null {
  for (const match of text.matchAll(pattern)) return match;
  return null;
}

/** The first date written in full words, as under the national motto: blanks allowed. */
export function readLongDate(text: string): ReadDate | null {
  const match = firstMatch(text, LONG_DATE);
  if (match === null) return null;
  return found(match, number(match[3]) ?? 0, number(match[2]), number(match[1]));
}

/** The first date with day, month and year in figures. */
export function readShortDate(text: string): ReadDate | null {
  const match = firstMatch(text, SHORT_DATE);
  if (match === null) return null;
  return found(match, number(match[3]) ?? 0, number(match[2]), number(match[1]));
}

/** The first date in figures whose day, or day and month, were left blank: `ngày …/4/2026`. */
export function readBlankDate(text: string): ReadDate | null {
  const match = firstMatch(text, BLANK_DATE);
  return match === null ? null : found(match, number(match[2]) ?? 0, number(match[1]), null);
}

/** The earliest date in the text: full, month of a year, or a year alone when `yearAlone`. */
export function readDate(text: string, yearAlone = false): ReadDate | null {
  const candidates: ReadDate[] = [];
  const long = readLongDate(text);
  if (long !== null) candidates.push(long);
  const short = readShortDate(text);
  if (short !== null) candidates.push(short);
  const month = firstMatch(text, MONTH_OF_YEAR);
  if (month !== null) candidates.push(found(month, number(month[2]) ?? 0, number(month[1]), null));
  if (yearAlone) {
    const year = firstMatch(text, YEAR_ONLY);
    if (year !== null) candidates.push(found(year, number(year[1]) ?? 0, null, null));
  }
  candidates.sort((one, other) => one.index - other.index || other.length - one.length);
  return candidates[0] ?? null;
}

/** What a text has that holds such a date: looking for it costs a tenth of reading the date. */
const DATE_SIGNS = [
  [/ngày/iu, LONG_DATE],
  [new RegExp(`\\d${SEP}\\d{1,2}${SEP}\\d{4}`, 'u'), SHORT_DATE],
] as const;

/** Every date written with day, month and year that is in no calendar, as printed. */
export function impossibleDates(text: string): string[] {
  // every date needs a figure, and most cells have none
  if (!/\d/.test(text)) return [];
  const wrong: string[] = [];
  for (const [sign, pattern] of DATE_SIGNS) {
    if (!sign.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const day = number(match[1]);
      const month = number(match[2]);
      if (day === null || month === null) continue;
      if (isoDate(number(match[3]) ?? 0, month, day) === null) wrong.push(match[0]);
    }
  }
  return wrong;
}
