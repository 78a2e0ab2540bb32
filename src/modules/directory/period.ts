import { z } from 'zod';
import { daysBetween, type LocalDate, readTypedDate } from '../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';

/** Days with both ends. Who is away for longer than a year is replaced, by an administrator giving the role anew. */
export const longestDays = 366;

/** Days on which somebody is away, with the reason, as they are typed. */
export const periodMessages = {
  date: {
    vi: 'Hãy ghi một ngày có trong lịch, ví dụ 05/01/2026.',
    en: 'Write a day of the calendar, such as 05/01/2026.',
  },
  order: {
    vi: 'Ngày kết thúc phải từ ngày bắt đầu trở đi.',
    en: 'The last day must not lie before the first.',
  },
  past: {
    vi: 'Những ngày này đã qua. Hãy ghi ngày kết thúc từ hôm nay trở đi.',
    en: 'These days have passed. Give a last day from today on.',
  },
  longDays: {
    vi: 'Mỗi lần dài tối đa một năm. Hãy ghi ngày kết thúc sớm hơn.',
    en: 'A year is the most. Give an earlier last day.',
  },
  long: { vi: 'Dài quá 200 ký tự. Hãy rút gọn.', en: 'Longer than 200 characters. Shorten it.' },
} as const satisfies Readonly<Record<string, Text>>;

const day = z.string().transform((typed, context) => {
  const read = readTypedDate(typed);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'date' });
  return z.NEVER;
});

export const periodFields = {
  validFrom: day,
  validTo: day,
  reason: z
    .string()
    .nullish()
    .transform((text) => singleSpaced(text ?? ''))
    .pipe(z.string().max(200, 'long'))
    .transform((text) => text || null),
};

export interface Period {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
}

type Rule = [holds: (period: Period) => boolean, otherwise: { path: ['validTo']; message: string }];

export const inOrder: Rule = [
  ({ validFrom, validTo }) => validFrom <= validTo,
  { path: ['validTo'], message: 'order' },
];

export const withinYear: Rule = [
  ({ validFrom, validTo }) => daysBetween(validFrom, validTo) < longestDays,
  { path: ['validTo'], message: 'longDays' },
];

export function notPast(today: LocalDate): Rule {
  return [({ validTo }) => validTo >= today, { path: ['validTo'], message: 'past' }];
}
