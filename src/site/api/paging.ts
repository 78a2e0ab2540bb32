import { z } from 'zod';
import { type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Call } from '../../platform/http/call.ts';
import { WrongParameter } from './operation.ts';

export const limitParameter = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(20)
  .describe('1–100, default 20');
export const cursorParameter = z.string().max(400).optional().describe('The “next” of an earlier answer');
export const searchParameter = z.string().max(2000).optional().describe('Words; diacritics may be left out');
export const yearParameter = z.coerce.number().int().min(1900).max(2200).optional();

export const dateParameter = z
  .string()
  .max(20)
  .optional()
  .describe(
    'YYYY-MM-DD: as it stood at the end of this day in Vietnam, today or earlier; as it is now without',
  );

/** The day asked for; null for now. Throws WrongParameter for one that is none or has not come. */
export function readDate(call: Pick<Call, 'today'>, date: string | undefined): LocalDate | null {
  if (date === undefined) return null;
  const day = parseLocalDate(date);
  if (day === null)
    throw new WrongParameter('date', {
      vi: 'Tham số date chưa đúng: cần một ngày có trong lịch, ví dụ 2026-05-01.',
      en: 'Parameter date is wrong: it takes a day of the calendar, such as 2026-05-01.',
    });
  if (day > call.today)
    throw new WrongParameter('date', {
      vi: `Tham số date chưa đúng: ngày ${day} chưa đến; hôm nay là ${call.today}.`,
      en: `Parameter date is wrong: ${day} has not come; today is ${call.today}.`,
    });
  return day;
}

/** One page of things. `total` is capped at 1,000 for broad searches; `totalIsExact` tells. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.number().int(),
    totalIsExact: z.boolean(),
    next: z.string().nullable().describe('Cursor of the next page, or null'),
  });
}

/** A cursor is opaque to those who use it; what it holds is checked when it comes back. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Throws WrongParameter for anything `writeCursor` did not make of this shape. */
export function readCursor<Place>(
  cursor: string | undefined,
  shape: z.ZodType<Place>,
  parameter = 'cursor',
): Place | null {
  if (cursor === undefined || cursor === '') return null;
  const wrong = new WrongParameter(parameter, {
    vi: `Tham số ${parameter} chưa đúng: hãy dùng nguyên giá trị trong câu trả lời trước.`,
    en: `Parameter ${parameter} is wrong: use the value of an earlier answer unchanged.`,
  });
  try {
    const held = Buffer.from(cursor, 'base64url').toString('utf8');
    const read = shape.safeParse(JSON.parse(held));
    // no place holds NUL, and PostgreSQL takes none
    if (read.success && !held.includes('\\u0000')) return read.data;
  } catch {
    // not JSON: not one of ours
  }
  throw wrong;
}
