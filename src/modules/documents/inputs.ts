import { z } from 'zod';
import { type PartialDate, readTypedPartialDate } from '../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import { type Citation, type CitationRole, DOCUMENT_KINDS, readCitations } from '../../office/index.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { symbolOf } from './document.ts';
import type { DocumentHead } from './store.ts';

export const citationRoles: readonly CitationRole[] = ['basis', 'body', 'replaces'];

/** A citation as edited; `id` is that of the kept one it was, null for a new one. */
export type EditedCitation = Citation & { readonly id: number | null };

export type DocumentEdit = Omit<DocumentHead, 'issuerId'> & {
  readonly version: number;
  readonly citations: readonly EditedCitation[];
};

/** Characters at most, far above what official documents hold. */
export const longest = {
  title: 1000,
  abstract: 5000,
  line: 300,
  number: 80,
  source: 1000,
  lines: 100,
} as const;
/** Citations of one document at most. */
export const mostCitations = 500;

const problems = {
  missing: {
    vi: 'Hãy ghi trích yếu hoặc tên văn bản.',
    en: 'Write the abstract or the name of the document.',
  },
  kind: { vi: 'Hãy chọn loại văn bản.', en: 'Choose the kind of document.' },
  date: {
    vi: 'Ngày chưa đúng hoặc không có trong lịch. Hãy ghi ngày/tháng/năm, hoặc tháng/năm, hoặc năm, ví dụ 28/5/2025, 4/2026, 2021.',
    en: 'This is no date of the calendar. Write day/month/year, month/year or the year: 28/5/2025, 4/2026, 2021.',
  },
  number: {
    vi: 'Số văn bản gồm số thứ tự và ký hiệu, ví dụ 145/KH-UBND. Nếu chưa có số, hãy để trống và chỉ ghi ký hiệu.',
    en: 'A number is a running number and a symbol, such as 145/KH-UBND. Leave it empty while there is none.',
  },
  address: {
    vi: 'Địa chỉ phải bắt đầu bằng http:// hoặc https://.',
    en: 'The address must begin with http:// or https://.',
  },
  unnamed: {
    vi: 'Trích dẫn này cần số, ký hiệu hoặc tên văn bản; nếu không dùng, hãy chọn “Bỏ trích dẫn này”.',
    en: 'This citation needs a number, a symbol or a name; tick “Leave this citation out” if it is not wanted.',
  },
} satisfies Record<string, Text>;

function tooLong(most: number): string {
  return `long ${most}`;
}

/** The message of an issue: a known problem by its key, or the length it exceeds. */
function messageOf(issue: string): Text {
  const most = /^long (\d+)$/.exec(issue)?.[1];
  if (most) {
    return {
      vi: `Nội dung quá dài: tối đa ${Number(most).toLocaleString('vi-VN')} ký tự. Hãy rút gọn; nội dung đã gõ vẫn còn nguyên.`,
      en: `Too long: at most ${Number(most).toLocaleString('en-GB')} characters. Shorten it; what you typed is kept.`,
    };
  }
  return problems[issue as keyof typeof problems] ?? problems.missing;
}

const written = (most: number) =>
  z
    .string()
    .transform(singleSpaced)
    .refine((text) => text.length <= most, { error: tooLong(most) })
    .transform((text) => text || null);

const writtenLines = z
  .string()
  .transform((text) => text.split('\n').map(singleSpaced).filter(Boolean))
  .refine((lines) => lines.length <= longest.lines && lines.every((one) => one.length <= longest.line), {
    error: tooLong(longest.line),
  });

const typedDate = z.string().transform((text, context): PartialDate | null => {
  if (text.trim() === '') return null;
  const date = readTypedPartialDate(text);
  if (date === null) context.addIssue({ code: 'custom', message: 'date' });
  return date;
});

/** `Số: 145 / KH-UBND` → `145/KH-UBND`. */
const typedNumber = written(longest.number).transform((text, context): string | null => {
  if (text === null) return null;
  const number = text
    .replace(/^số\s*:?\s*/iu, '')
    .replace(/\s+/g, '')
    .replace(/[‐-―−]/g, '-');
  if (!/^\d/.test(number)) context.addIssue({ code: 'custom', message: 'number' });
  return number;
});

const address = written(longest.source).refine(
  (text) => text === null || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
  { error: 'address' },
);

const headShape = z.object({
  kind: z.enum(DOCUMENT_KINDS, { error: 'kind' }),
  number: typedNumber,
  symbol: written(longest.number),
  place: written(longest.line),
  issued: typedDate,
  issuer: written(longest.line),
  title: written(longest.title).transform((text, context) => {
    if (text === null) context.addIssue({ code: 'custom', message: 'missing' });
    return text ?? '';
  }),
  titleEn: written(longest.title),
  abstract: written(longest.abstract),
  abstractEn: written(longest.abstract),
  signerName: written(longest.line),
  signerRoles: writtenLines,
  recipients: writtenLines,
  source: written(longest.source),
  sourceUrl: address,
  confirmed: z.string().transform((text) => text === '1'),
});

export const headFields = Object.keys(headShape.shape) as readonly HeadField[];
export type HeadField = keyof typeof headShape.shape;

const citationShape = z.object({
  kind: z.enum(DOCUMENT_KINDS, { error: 'kind' }),
  number: typedNumber,
  symbol: written(longest.number),
  date: typedDate,
  issuer: written(longest.line),
  title: written(longest.title),
  annex: written(longest.number),
  item: written(longest.line),
  role: z.enum(citationRoles as [CitationRole, ...CitationRole[]]),
});

export const citationFields = Object.keys(citationShape.shape) as readonly CitationField[];
export type CitationField = keyof typeof citationShape.shape;

/** `citation-12-number`: field of the citation kept under id 12. */
export function citationFieldName(id: number, field: CitationField | 'out'): string {
  return `citation-${id}-${field}`;
}

/** Form errors by field name; an empty record means everything was accepted. */
export type FormErrors = Readonly<Partial<Record<string, Text>>>;

export interface ReadDocumentForm {
  readonly errors: FormErrors;
  /** null when there are errors. */
  readonly edit: DocumentEdit | null;
}

/** Reads a posted document form: every error at once, nothing lost. `ids` are those of the kept citations shown. */
export function readDocumentForm(fields: FormFields, ids: readonly number[]): ReadDocumentForm {
  const errors: Record<string, Text> = {};
  const head = headShape.safeParse(pick(fields, headFields, (name) => name));
  if (!head.success) collect(errors, head.error, (name) => name);
  const citations: EditedCitation[] = [];
  for (const id of ids) {
    if (fields.get(citationFieldName(id, 'out')) === '1') continue;
    const name = (field: string) => citationFieldName(id, field as CitationField);
    const read = citationShape.safeParse(pick(fields, citationFields, name));
    if (!read.success) collect(errors, read.error, name);
    else if (!read.data.number && !read.data.symbol && !read.data.title)
      errors[name('number')] = problems.unnamed;
    else citations.push({ ...read.data, ...withSymbol(read.data), id, raw: '' });
  }
  citations.push(...addedCitations(fields, errors));
  if (!head.success || Object.keys(errors).length > 0) return { errors, edit: null };
  const version = /^\d{1,9}$/.test(fields.get('version')) ? Number(fields.get('version')) : 0;
  return { errors, edit: { ...head.data, ...withSymbol(head.data), version, citations } };
}

function withSymbol({ number, symbol }: { number: string | null; symbol: string | null }) {
  return { symbol: number === null ? symbol : (symbolOf(number) ?? symbol) };
}

/** Citations pasted as running text, one or more a line, each line read by itself. */
function addedCitations(fields: FormFields, errors: Record<string, Text>): EditedCitation[] {
  const role = citationRoles.find((known) => known === fields.get('addedRole')) ?? 'basis';
  const found: EditedCitation[] = [];
  for (const [index, line] of fields.get('added').split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readCitations(line.slice(0, 5000), role);
    found.push(...read.map((citation) => ({ ...citation, id: null })));
    if (read.length === 0) {
      errors.added = {
        vi: `Dòng ${index + 1} không nhận ra văn bản nào. Hãy ghi loại văn bản và số, ví dụ “Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị”.`,
        en: `No document is recognised in line ${index + 1}. Write its kind and number, such as “Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị”.`,
      };
    }
  }
  if (found.length > mostCitations) errors.added = messageOf(tooLong(mostCitations));
  return found;
}

function pick<Name extends string>(
  fields: FormFields,
  names: readonly Name[],
  nameOf: (name: Name) => string,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, fields.get(nameOf(name))]));
}

function collect(errors: Record<string, Text>, error: z.ZodError, nameOf: (field: string) => string): void {
  for (const issue of error.issues) errors[nameOf(String(issue.path[0]))] ??= messageOf(issue.message);
}
