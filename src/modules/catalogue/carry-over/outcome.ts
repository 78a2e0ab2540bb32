import { z } from 'zod';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { type Edition, isReadable } from '../edition.ts';
import type { CatalogueKind } from '../entry.ts';

/** What became of an entry of an edition when the next one was made. */
export const outcomes = ['resolved', 'in_work', 'not_taken_up', 'carried_over'] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeNames: Readonly<Record<Outcome, Text>> = {
  resolved: { vi: 'đã giải quyết', en: 'resolved' },
  in_work: { vi: 'đang thực hiện', en: 'in work' },
  not_taken_up: { vi: 'không đưa tiếp', en: 'not taken up' },
  carried_over: { vi: 'đưa tiếp sang danh mục sau', en: 'carried over' },
};

export function isOutcome(text: string): text is Outcome {
  return outcomes.some((known) => known === text);
}

/** What a person says became of entries, as typed. */
export interface OutcomeInput {
  readonly outcome: string;
  /** With what, by whom, or why not; for everybody to read. */
  readonly note: string;
  readonly noteEn: string;
  /** A document in words, or a link. */
  readonly reference: string;
  /** The draft edition it is carried over into; null for every other outcome. */
  readonly into: number | null;
  /** Why something that is public already is corrected. */
  readonly reason: string;
}

export interface Conclusion {
  readonly outcome: Outcome;
  readonly note: string;
  readonly noteEn: string;
  readonly reference: string;
  readonly into: number | null;
  readonly reason: string;
}

const most = { text: 2_000, reference: 500 };
const line = (limit: number) =>
  z
    .string()
    .normalize()
    .trim()
    .refine((typed) => [...typed].length <= limit);
const shape = z.object({
  note: line(most.text),
  noteEn: line(most.text),
  reference: line(most.reference),
  reason: line(most.text),
});

/** Throws InvalidInput `outcome`, `note`, `noteEn`, `reference`, `into` or `reason`. */
export function readConclusion(input: OutcomeInput): Conclusion {
  const read = shape.safeParse(input);
  if (!read.success) {
    const wrong = new Set(read.error.issues.map(({ path }) => String(path[0])));
    throw new InvalidInput(Object.fromEntries([...wrong].map((field) => [field, tooLong(field)])));
  }
  const { outcome, into } = input;
  if (!isOutcome(outcome)) throw new InvalidInput({ outcome: chooseOne });
  const { note, reference } = read.data;
  const missing: Partial<Record<'note' | 'reference' | 'into', Text>> = {};
  if (outcome === 'resolved' && note === '' && reference === '') missing.note = sayWith;
  if (outcome === 'in_work' && note === '') missing.note = sayWho;
  if (outcome === 'not_taken_up' && note === '') missing.note = sayWhy;
  if (outcome === 'carried_over' && into === null) missing.into = sayWhere;
  if (/^\w+:/u.test(reference) && !isLink(reference)) missing.reference = wrongLink;
  if (Object.keys(missing).length > 0) throw new InvalidInput(missing);
  return { ...read.data, outcome, into: outcome === 'carried_over' ? into : null };
}

/** True for what may be followed. */
export function isLink(reference: string): boolean {
  if (/\s/u.test(reference) || !URL.canParse(reference)) return false;
  return ['http:', 'https:'].includes(new URL(reference).protocol);
}

const tooLong = (field: string): Text => {
  const limit = field === 'reference' ? most.reference : most.text;
  const [vi, en] = [limit.toLocaleString('vi'), limit.toLocaleString('en')];
  return { vi: `Viết gọn trong ${vi} ký tự.`, en: `Keep it within ${en} characters.` };
};
const chooseOne: Text = { vi: 'Hãy chọn kết quả.', en: 'Choose the outcome.' };
const sayWith: Text = {
  vi: 'Hãy ghi đã giải quyết bằng gì, hoặc văn bản, đường dẫn cho biết điều đó.',
  en: 'Say with what it was resolved, or name the document or link that tells.',
};
const sayWho: Text = {
  vi: 'Hãy ghi đơn vị đang thực hiện và việc đang làm.',
  en: 'Say who works on it, and what is being done.',
};
const sayWhy: Text = {
  vi: 'Hãy ghi lý do không đưa tiếp; mọi người đọc được lý do này trên cổng.',
  en: 'Say why it is not taken up; everybody reads the reason on the portal.',
};
const sayWhere: Text = {
  vi: 'Hãy chọn danh mục đang soạn để đưa tiếp sang. Nếu chưa có, hãy tạo danh mục của năm sau trước.',
  en: 'Choose the draft edition it is carried over into. Where there is none, create that of the next year first.',
};
const wrongLink: Text = {
  vi: 'Đường dẫn phải bắt đầu bằng https:// hoặc http://. Nếu là văn bản, hãy ghi số, ký hiệu và ngày.',
  en: 'A link begins with https:// or http://. Of a document write number, symbol and date.',
};

type Spanned = Pick<Edition, 'kind' | 'span'>;
const first = ({ span }: Spanned) => ('year' in span ? span.year : span.from);
const last = ({ span }: Spanned) => ('year' in span ? span.year : span.to);

/** True where an edition begins after another, or begins with it and goes on longer. */
export function isLater(one: Spanned, other: Spanned): boolean {
  return first(one) > first(other) || (first(one) === first(other) && last(one) > last(other));
}

const kindWords: Readonly<Record<CatalogueKind, Text>> = {
  problems: { vi: 'bài toán lớn', en: 'problems' },
  needs: { vi: 'nhu cầu công nghệ', en: 'needs' },
};

/** Why an edition cannot follow another; null where it can. */
export function whyNotAfter(edition: Edition, later: Edition): Text | null {
  if (edition.id === later.id)
    return {
      vi: 'Không đưa tiếp sang chính danh mục này được.',
      en: 'An edition does not follow itself.',
    };
  if (edition.kind !== later.kind)
    return {
      vi: `${later.code} là danh mục ${kindWords[later.kind].vi}, không nhận mục ${kindWords[edition.kind].vi} được.`,
      en: `${later.code} is a list of ${kindWords[later.kind].en} and takes no ${kindWords[edition.kind].en}.`,
    };
  if (later.amends)
    return {
      vi: `${later.code} là bản điều chỉnh, không phải danh mục của năm sau.`,
      en: `${later.code} is an amendment, not the next edition.`,
    };
  if (!isLater(later, edition))
    return {
      vi: `${later.code} không sau ${edition.code}. Hãy chọn danh mục của năm hoặc giai đoạn sau.`,
      en: `${later.code} does not come after ${edition.code}. Choose that of a later year or period.`,
    };
  return null;
}

/** True for an edition whose entries an office answers for. */
export function hasOutcomes(edition: Pick<Edition, 'state' | 'amends'>): boolean {
  return edition.amends === null && isReadable(edition);
}

/** `05 mục đã giải quyết, 02 mục chưa có kết quả`, as the yearly report tells it; what nothing came to is left out. */
export function outcomeWords(
  counts: Readonly<Record<Outcome | 'open', number>>,
  figure: (count: number) => string,
): string {
  const names = [
    ...outcomes.map((outcome) => [outcome, outcomeNames[outcome].vi] as const),
    ['open', 'chưa có kết quả'] as const,
  ];
  return names
    .filter(([outcome]) => counts[outcome] > 0)
    .map(([outcome, name]) => `${figure(counts[outcome])} mục ${name}`)
    .join(', ');
}
