import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';

export const calendarForms = ['xlsx', 'csv'] as const;
export type CalendarForm = (typeof calendarForms)[number];

const ofYear = (path: string, year?: number) => (year === undefined ? path : `${path}?nam=${year}`);

/** Addresses of the calendar, without the language prefix. */
export const calendarPaths = {
  show: (year?: number) => ofYear('/lich-lam-viec', year),
  file: (form: CalendarForm, lang: Language, year: number) =>
    `/lich-lam-viec/lich-lam-viec.${form}?nam=${year}${lang === 'en' ? '&ngon-ngu=en' : ''}`,
} as const;

export const calendarWork = {
  show: (year?: number) => ofYear('/quan-tri/lich-lam-viec', year),
  add: '/quan-tri/lich-lam-viec/them',
  paste: '/quan-tri/lich-lam-viec/nhap',
  check: (year?: number) => ofYear('/quan-tri/lich-lam-viec/doi-chieu', year),
  rules: '/quan-tri/lich-lam-viec/cach-tinh-han',
  change: (day: LocalDate) => `/quan-tri/lich-lam-viec/ngay/${day}/sua`,
  remove: (day: LocalDate) => `/quan-tri/lich-lam-viec/ngay/${day}/bo`,
} as const;
