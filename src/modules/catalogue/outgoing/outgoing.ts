import { z } from 'zod';
import type { Text } from '../../../kernel/text.ts';
import type { Edition } from '../edition.ts';

/**
 * Documents the office writes from an edition: notice of problems, decision on needs, submission, yearly report; from
 * an amendment the decision that adjusts the edition, and its submission.
 */
export const outgoingKinds = ['notice', 'decision', 'adjustment', 'submission', 'report'] as const;
export type OutgoingKind = (typeof outgoingKinds)[number];

/** The part of the address that names the document. */
export const outgoingSlugs: Readonly<Record<OutgoingKind, string>> = {
  notice: 'thong-bao',
  decision: 'quyet-dinh',
  adjustment: 'quyet-dinh-dieu-chinh',
  submission: 'to-trinh',
  report: 'bao-cao',
};

export const outgoingNames: Readonly<Record<OutgoingKind, Text>> = {
  notice: { vi: 'Thông báo công bố danh mục bài toán lớn', en: 'Notice publishing the problems' },
  decision: { vi: 'Quyết định ban hành danh mục nhu cầu công nghệ', en: 'Decision issuing the needs' },
  adjustment: {
    vi: 'Quyết định điều chỉnh, bổ sung danh mục',
    en: 'Decision adjusting the edition',
  },
  submission: { vi: 'Tờ trình đề nghị ban hành danh mục', en: 'Submission asking for the edition' },
  report: { vi: 'Báo cáo hằng năm về danh mục', en: 'Yearly report on the edition' },
};

/** The words at the head of the document. */
export const outgoingHeads: Readonly<Record<OutgoingKind, string>> = {
  notice: 'THÔNG BÁO',
  decision: 'QUYẾT ĐỊNH',
  adjustment: 'QUYẾT ĐỊNH',
  submission: 'TỜ TRÌNH',
  report: 'BÁO CÁO',
};

/** Problems are made known by a notice, needs are issued by a decision, both are adjusted by a decision. */
export function outgoingOf({ kind, amends }: Pick<Edition, 'kind' | 'amends'>): readonly OutgoingKind[] {
  if (amends) return ['adjustment', 'submission'];
  return kind === 'problems' ? ['notice', 'submission', 'report'] : ['decision', 'submission', 'report'];
}

/** The document by which an edition is made public. */
export function publishingKind({
  kind,
  amends,
}: Pick<Edition, 'kind' | 'amends'>): 'notice' | 'decision' | 'adjustment' {
  if (amends) return 'adjustment';
  return kind === 'problems' ? 'notice' : 'decision';
}

const line = z.string().default('');

/** What an officer may edit of a document, as typed; lists and the body have a line for each item or paragraph. */
export const outgoingTexts = z.object({
  superior: line,
  issuer: line,
  number: line,
  symbol: line,
  place: line,
  /** `05/01/2026`, `4/2026`, `2026`, or empty while not known. */
  date: line,
  abstract: line,
  addressees: line,
  bases: line,
  body: line,
  roles: line,
  signer: line,
  recipients: line,
  annexTitle: line,
  /** Columns of the annex that were chosen, parted by spaces; empty: all of them. */
  columns: line,
});
export type OutgoingTexts = z.infer<typeof outgoingTexts>;
export type OutgoingField = keyof OutgoingTexts;
export const outgoingFields = Object.keys(outgoingTexts.shape) as readonly OutgoingField[];

/** ISO of a day, month or year as typed; null when empty, undefined when it is none. */
export function typedDate(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const [, day, month, year] = /^(?:(?:(\d{1,2})\s*\/\s*)?(\d{1,2})\s*\/\s*)?(\d{4})$/u.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return year;
  const iso = [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
  const whole = new Date(`${iso}${day === undefined ? '-01' : ''}T00:00:00Z`);
  return !Number.isNaN(whole.getTime()) && whole.toISOString().startsWith(iso) ? iso : undefined;
}
