import { type LocalDate, readTypedDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { type Happening, happeningCodes, type Topic, topicCodes } from './happenings.ts';
import { auditPaths } from './paths.ts';

/** What an inspector asks of the log, as it stands in the address. */
export interface AuditFilters {
  /** Words typed: a code, a number of a document, a name, an e-mail, a number of an event. */
  readonly words: string;
  readonly topic: Topic | null;
  readonly happening: Happening | null;
  /** An account by its number; the product itself; people who are not signed in. */
  readonly who: number | 'he-thong' | 'khach' | null;
  readonly thing: { readonly kind: string; readonly id: string } | null;
  /** Days as typed; empty when not asked. */
  readonly from: string;
  readonly to: string;
}

export interface Asked {
  readonly filters: AuditFilters;
  /** The days that were understood; both inclusive. */
  readonly days: { readonly from: LocalDate | null; readonly to: LocalDate | null };
  /** Only events before this number, for the pages after the first. */
  readonly before: number | null;
  readonly errors: { readonly tu?: Text; readonly den?: Text };
}

/** Words longer than this name nothing. */
const longestWords = 200;
/** A number of an event or an account that can be: beyond it nothing is found, and nothing overflows. */
const number = /^[1-9]\d{0,14}$/;

/** Reads the address; what makes no sense there is not asked, but a wrong day is told. */
export function readFilters(query: (name: string) => string): Asked {
  const [, kind = '', id = ''] = /^([a-z_]{1,30})\.([\w:.-]{1,60})$/.exec(query('vat')) ?? [];
  const filters: AuditFilters = {
    words: wordsTyped(query('q')),
    topic: topicCodes.find((code) => code === query('loai')) ?? null,
    happening: happeningCodes.find((code) => code === query('viec')) ?? null,
    who: readWho(query('nguoi')),
    thing: kind === '' ? null : { kind, id },
    from: dayTyped(query('tu')),
    to: dayTyped(query('den')),
  };
  const from = readTypedDate(filters.from);
  const to = readTypedDate(filters.to);
  const before = query('truoc');
  const wrong = {
    tu: filters.from !== '' && from === null,
    den: filters.to !== '' && to === null,
    order: from !== null && to !== null && from > to,
  };
  return {
    filters,
    days: { from, to },
    before: number.test(before) ? Number(before) : null,
    errors: {
      ...(wrong.tu && { tu: noSuchDay }),
      ...(wrong.den && { den: noSuchDay }),
      ...(wrong.order && { den: endsBefore }),
    },
  };
}

const noSuchDay: Text = {
  vi: 'Không có ngày này. Hãy viết ngày/tháng/năm, ví dụ 05/01/2026.',
  en: 'There is no such day. Write day/month/year, for example 05/01/2026.',
};
const endsBefore: Text = {
  vi: 'Ngày cuối đứng trước ngày đầu. Hãy sửa một trong hai ngày.',
  en: 'The last day lies before the first. Correct one of them.',
};

function wordsTyped(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longestWords)
    .toWellFormed();
}

function dayTyped(typed: string): string {
  return wordsTyped(typed).slice(0, 40);
}

function readWho(typed: string): AuditFilters['who'] {
  if (typed === 'he-thong' || typed === 'khach') return typed;
  return number.test(typed) ? Number(typed) : null;
}

/** The number of an event, typed as words: `#1234`, `1234`; null for anything else. */
export function eventNumber(words: string): number | null {
  const typed = words.replace(/^#\s*/, '');
  return number.test(typed) ? Number(typed) : null;
}

/** The instants between which the days lie, in Vietnam: from the first, up to but not at the second. */
export function instantsOf({ from, to }: Asked['days']): { from: Date | null; until: Date | null } {
  const midnight = (day: LocalDate) => Date.parse(`${day}T00:00:00+07:00`);
  return { from: from && new Date(midnight(from)), until: to && new Date(midnight(to) + 86_400_000) };
}

/** The address without the language prefix that asks for this. */
export function auditAddress(
  filters: AuditFilters,
  before: number | null = null,
  path: string = auditPaths.search,
): string {
  const parts = new URLSearchParams();
  for (const [name, value] of addressParts(filters)) parts.append(name, value);
  if (before !== null) parts.append('truoc', String(before));
  const text = parts.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The parts of the address that say something. */
export function addressParts(filters: AuditFilters): (readonly [name: string, value: string])[] {
  const { words, topic, happening, who, thing, from, to } = filters;
  const all = [
    ['q', words],
    ['loai', topic ?? ''],
    ['viec', happening ?? ''],
    ['nguoi', who === null ? '' : String(who)],
    ['vat', thing ? `${thing.kind}.${thing.id}` : ''],
    ['tu', from],
    ['den', to],
  ] as const;
  return all.filter(([, value]) => value !== '');
}

export const nothingAsked: AuditFilters = {
  ...{ words: '', topic: null, happening: null, who: null, thing: null, from: '', to: '' },
};
