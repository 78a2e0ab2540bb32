/** Numbers, counts, money, dates and ages in words of the language. Pure; the clock is always an argument. */
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** 1234.5 → "1.234,5" (vi) or "1,234.5" (en). */
export function formatNumber(lang: Lang, value: number | bigint, fractionDigits = 1): string {
  // most numbers of a page are small counts, which every language writes alike
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1000) return `${value}`;
  const key = `${lang}${fractionDigits}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
      maximumFractionDigits: fractionDigits,
    });
    numberFormats.set(key, format);
  }
  return format.format(value);
}

/** A noun in its singular and plural; Vietnamese has one form, so a plain string will do there. */
export type Noun = string | { readonly one: string; readonly other: string };

/** 24, "bài toán" → "24 bài toán"; 1, {one: "problem", other: "problems"} → "1 problem". */
export function formatCount(lang: Lang, count: number, noun: Noun): string {
  const word = typeof noun === 'string' ? noun : count === 1 ? noun.one : noun.other;
  return `${formatNumber(lang, count)} ${word}`;
}

const WORDS_OF_MONEY = [
  { from: 1_000_000_000, vi: 'tỷ đồng', en: 'billion' },
  { from: 1_000_000, vi: 'triệu đồng', en: 'million' },
] as const;

/** Whole đồng → "6,2 tỷ đồng", "850 triệu đồng", "120.000 đồng"; exact amounts keep every digit that counts. */
export function formatMoney(lang: Lang, dong: number | bigint): string {
  const amount = Number(dong);
  const word = WORDS_OF_MONEY.find((step) => Math.abs(amount) >= step.from);
  if (!word)
    return lang === 'vi' ? `${formatNumber(lang, amount, 0)} đồng` : `VND ${formatNumber(lang, amount, 0)}`;
  const inWords = formatNumber(lang, amount / word.from, 3);
  return lang === 'vi' ? `${inWords} ${word.vi}` : `VND ${inWords} ${word.en}`;
}

const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * An ISO date, possibly incomplete: "2026-01-05" → "05/01/2026", "2026-04" → "tháng 4/2026", "2026" → "năm 2026".
 * Anything else comes back as it is, so that a strange value stays visible instead of turning into another date.
 */
export function formatDate(lang: Lang, date: string): string {
  const [year = '', month, day] = date.slice(0, 10).split('-');
  if (!/^\d{4}$/.test(year)) return date;
  if (month === undefined) return lang === 'vi' ? `năm ${year}` : year;
  const monthName = ENGLISH_MONTHS[Number(month) - 1];
  if (monthName === undefined) return date;
  if (day === undefined) return lang === 'vi' ? `tháng ${Number(month)}/${year}` : `${monthName} ${year}`;
  return lang === 'vi' ? `${day}/${month}/${year}` : `${Number(day)} ${monthName} ${year}`;
}

const localParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant → "14:32, 05/01/2026" in Vietnam's time. */
export function formatInstant(lang: Lang, instant: Date): string {
  const [date = '', time = ''] = localParts.format(instant).split(' ');
  return `${time}, ${formatDate(lang, date)}`;
}

const DAY = 86_400_000;

/** How long ago, coarse on purpose: "vừa xong", "3 giờ trước", "2 tháng trước". A future instant counts as now. */
export function relativeAge(lang: Lang, from: Date, now: Date): string {
  const t = texts(lang).time;
  const elapsed = Math.max(0, now.getTime() - from.getTime());
  const whole = (unit: number) => formatNumber(lang, Math.floor(elapsed / unit), 0);
  if (elapsed < 60_000) return t.now;
  if (elapsed < 3_600_000) return t.ago(t.minute(whole(60_000)));
  if (elapsed < DAY) return t.ago(t.hour(whole(3_600_000)));
  if (elapsed < 45 * DAY) return t.ago(t.day(whole(DAY)));
  if (elapsed < 365 * DAY) return t.ago(t.month(whole(30 * DAY)));
  return t.ago(t.year(whole(365 * DAY)));
}

/** Bytes → "1,4 MB", "20 KB". */
export function formatFileSize(lang: Lang, bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(lang, Math.max(1, Math.round(bytes / 1000)), 0)} KB`;
  return `${formatNumber(lang, bytes / 1_000_000)} MB`;
}
