/** Where values and dates stand in a drawing. Pure; what is not a number never gets as far as a coordinate. */

/** A coordinate with one decimal: more would only be weight. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A share from 0 to 1 as "12.5%"; two decimals, for a track of two years is over a thousand pixels wide. */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

/** A count as it may be drawn: whole, not negative; what is no number counts nothing. */
export const counted = (count: number): number =>
  Number.isFinite(count) ? Math.max(0, Math.floor(count)) : 0;

/** Round steps that span the values: at most `most` of them, at least two, none of them −0. */
export function niceTicks(low: number, high: number, most = 5): readonly number[] {
  // values that differ by less than labels can tell are one value, with room around it
  const size = Math.max(Math.abs(low), Math.abs(high));
  const span = high - low > size / 1000 ? high - low : size;
  const rough = (span < 1e-9 ? 1 : span) / (most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from(
    { length: last - first + 1 },
    (_, at) => Number(((first + at) * step).toPrecision(12)) + 0,
  );
}

/** The narrowest drawing, on a phone, in pixels; a sign of a label, and the room between two, in shares of it. */
const narrowest = 290;
const sign = 6.8 / narrowest;
const between = 8 / narrowest;

/** Of labels at places from 0 to 1, in order, those that do not touch on a phone either; the last one stays. */
export function labelsApart<Label extends { readonly x: number; readonly label: string }>(
  labels: readonly Label[],
): readonly Label[] {
  const kept: Label[] = [];
  for (const one of labels.toReversed()) {
    const next = kept.at(-1);
    const room = next ? ((one.label.length + next.label.length) / 2) * sign + between : 0;
    if (next === undefined || next.x - one.x >= room) kept.push(one);
  }
  return kept.reverse();
}

const isoDate = /^(\d{4})-(\d{2})(?:-(\d{2}))?/;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Months since year 0 and the part of its month a date has come to; `end`: the day is over. Null where it is no date. */
export function monthsAt(date: string, end = false): number | null {
  const [, year, month, day] = isoDate.exec(date) ?? [];
  if (!year || !month || Number(month) < 1 || Number(month) > 12) return null;
  const days = daysIn(Number(year), Number(month));
  const past = day === undefined ? (end ? days : 0) : Math.min(days, Number(day)) - (end ? 0 : 1);
  return Number(year) * 12 + Number(month) - 1 + past / days;
}

/** The weeks of a month, Monday first, as ISO dates; days of other months are null. */
export function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const [, year = '', number = ''] = isoDate.exec(month) ?? [];
  const days = daysIn(Number(year), Number(number));
  if (!Number.isFinite(days)) return [];
  const before = (new Date(Date.UTC(Number(year), Number(number) - 1, 1)).getUTCDay() + 6) % 7;
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const day = week * 7 + weekday - before + 1;
      return day < 1 || day > days ? null : `${year}-${number}-${String(day).padStart(2, '0')}`;
    }),
  );
}

/** Lines of at most about `room` characters; a word longer than a line is cut. */
export function wrapped(text: string, room: number): readonly string[] {
  const words = text
    .trim()
    .split(/\s+/)
    .flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text that fits into `room` characters, its end as an ellipsis where it does not. */
export const shortened = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1)).trimEnd()}…`;
