import { z } from 'zod';
import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { parseInput } from '../parse-input.ts';
import { daysOf, lentRoles, longestDays } from './delegation.ts';

/** Days are typed as 05/01/2026 or given as 2026-01-05, both inclusive; `principal` and `deputy` are ids of accounts. */
export interface DelegationInput {
  readonly principal: number;
  readonly deputy: number;
  readonly role: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly reason?: string | null;
}

const messages = {
  role: { vi: 'Hãy chọn vai trò ủy quyền.', en: 'Choose the role.' },
  deputy: { vi: 'Hãy chọn người làm thay.', en: 'Choose the deputy.' },
  same: {
    vi: 'Người ủy quyền và người làm thay phải là hai người khác nhau.',
    en: 'Nobody is their own deputy. Choose somebody else.',
  },
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
    vi: 'Mỗi lần ủy quyền dài tối đa một năm. Hãy ghi ngày kết thúc sớm hơn.',
    en: 'A delegation lasts a year at most. Give an earlier last day.',
  },
  long: { vi: 'Dài quá 200 ký tự. Hãy rút gọn.', en: 'Longer than 200 characters. Shorten it.' },
} as const satisfies Readonly<Record<string, Text>>;

const day = z.string().transform((typed, context) => {
  const read = readTypedDate(typed);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'date' });
  return z.NEVER;
});

const delegation = z
  .object({
    principal: z.number().int(),
    deputy: z.number('deputy').int('deputy').positive('deputy'),
    role: z.enum(lentRoles, 'role'),
    validFrom: day,
    validTo: day,
    reason: z
      .string()
      .nullish()
      .transform((text) => singleSpaced(text ?? ''))
      .pipe(z.string().max(200, 'long'))
      .transform((text) => text || null),
  })
  .refine(({ principal, deputy }) => principal !== deputy, { path: ['deputy'], message: 'same' })
  .refine(({ validFrom, validTo }) => validFrom <= validTo, { path: ['validTo'], message: 'order' })
  .refine(({ validFrom, validTo }) => daysOf(validFrom, validTo) <= longestDays, {
    path: ['validTo'],
    message: 'longDays',
  });

export type CheckedDelegation = z.output<typeof delegation>;

/** Throws InvalidInput with a message for every wrong field. */
export function checkDelegation(input: DelegationInput, today: LocalDate): CheckedDelegation {
  const current = delegation.refine(({ validTo }) => validTo >= today, {
    path: ['validTo'],
    message: 'past',
  });
  return parseInput(current, input, messages);
}
