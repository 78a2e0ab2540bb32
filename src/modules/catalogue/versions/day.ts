import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import type { Call } from '../../../platform/http/call.ts';
import { localPath } from '../../../ui/site-links.ts';

/** The name under which the day stands in an address. */
export const dayName = 'ngay';

/** What an address says about the day as of which it is asked. */
export type AskedDay =
  | { readonly kind: 'today' }
  | { readonly kind: 'day'; readonly day: LocalDate }
  /** The same address with the day as it is written in addresses. */
  | { readonly kind: 'spelled'; readonly location: string }
  | { readonly kind: 'refused'; readonly why: 'unreadable' | 'future'; readonly typed: string };

/** `?ngay=2026-05-01`; `1/5/2026` is spelled anew. An empty one, as an untouched form sends it, means today. */
export function readAskedDay(call: Pick<Call, 'url' | 'language' | 'today' | 'path'>): AskedDay {
  const typed = (call.url.searchParams.get(dayName) ?? '').trim().slice(0, 60);
  if (typed === '') return { kind: 'today' };
  const day = readTypedDate(typed);
  if (day === null) return { kind: 'refused', why: 'unreadable', typed };
  if (day > call.today) return { kind: 'refused', why: 'future', typed: day };
  if (day === typed) return { kind: 'day', day };
  return { kind: 'spelled', location: localPath(call.language, withDay(call.path, day)) };
}

/** An address of the site as of a day; as of today without one. */
export function withDay(path: string, day: LocalDate | null): string {
  const [bare = '', query = ''] = path.split('?');
  const pairs = new URLSearchParams(query);
  if (day === null) pairs.delete(dayName);
  else pairs.set(dayName, day);
  const text = pairs.toString();
  return text === '' ? bare : `${bare}?${text}`;
}
