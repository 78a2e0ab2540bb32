import { addDays, daysBetween, type LocalDate, readTypedDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';

/** Days looked at, both inclusive. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface AskedPeriod {
  readonly period: Period;
  /** As typed, to be shown again. */
  readonly typed: { readonly tu: string; readonly den: string };
  readonly errors: { readonly tu?: Text; readonly den?: Text };
}

/** What is shown when nothing is asked, and the periods offered, in days. */
const usualDays = 30;
export const offeredDays = [7, usualDays, 90, 365] as const;
/** Longer periods are looked at in parts. */
const mostDays = 366;

const texts = {
  noSuchDay: {
    vi: 'Không có ngày này. Hãy viết ngày/tháng/năm, ví dụ 05/01/2026.',
    en: 'There is no such day. Write day/month/year, for example 05/01/2026.',
  },
  endsBefore: {
    vi: 'Ngày cuối đứng trước ngày đầu. Hãy sửa một trong hai ngày.',
    en: 'The last day lies before the first. Correct one of them.',
  },
  tooLong: {
    vi: `Mỗi lần xem nhiều nhất ${mostDays} ngày. Hãy chọn khoảng ngắn hơn.`,
    en: `At most ${mostDays} days are shown at once. Choose a shorter period.`,
  },
} satisfies Record<string, Text>;

export const lastDays = (today: LocalDate, days: number): Period => ({
  from: addDays(today, 1 - days),
  to: today,
});

/** The days an address asks for; the last thirty where it asks for none, or for what cannot be. */
export function readPeriod(query: (name: string) => string, today: LocalDate): AskedPeriod {
  const typed = { tu: query('tu').slice(0, 40), den: query('den').slice(0, 40) };
  const usual = lastDays(today, usualDays);
  const to = typed.den === '' ? today : readTypedDate(typed.den);
  const from = typed.tu === '' ? addDays(to ?? today, 1 - usualDays) : readTypedDate(typed.tu);
  const errors = {
    ...(from === null && { tu: texts.noSuchDay }),
    ...(to === null && { den: texts.noSuchDay }),
  };
  if (from === null || to === null) return { period: usual, typed, errors };
  if (from > to) return { period: usual, typed, errors: { den: texts.endsBefore } };
  if (daysBetween(from, to) >= mostDays) return { period: usual, typed, errors: { tu: texts.tooLong } };
  return { period: { from, to }, typed, errors };
}
