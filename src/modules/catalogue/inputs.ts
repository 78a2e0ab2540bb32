import { z } from 'zod';
import { parseLocalDate } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import { DOCUMENT_KINDS } from '../../office/index.ts';
import { readSpan } from './edition.ts';
import { catalogueKinds, entryStatuses, needDetail, type organisationRoles, problemDetail } from './entry.ts';

/** Longest title a person may save; an import keeps longer ones and marks them until they are shortened. */
export const titleLimit = 500;
/** Longest text of any other field; beyond it a form would no longer fit in one post. */
const textLimit = 50_000;

const line = z.string().max(textLimit).transform(singleSpaced);
const optionalLine = z
  .string()
  .max(textLimit)
  .transform((text) => singleSpaced(text) || null)
  .nullable()
  .default(null);
const block = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
/** Several paragraphs: line breaks are kept. */
const optionalBlock = z
  .string()
  .max(textLimit)
  .transform((text) => block(text) || null)
  .nullable()
  .default(null);
const blocks = z
  .array(z.string().max(textLimit))
  .default([])
  .transform((list) => list.map(block).filter(Boolean));
const localDate = z
  .string()
  .transform((text, context) => {
    const date = parseLocalDate(text);
    if (date) return date;
    context.addIssue({ code: 'custom', message: 'date' });
    return z.NEVER;
  })
  .nullable()
  .default(null);
const names = z
  .array(line)
  .default([])
  .transform((list) => list.filter(Boolean));

const namesOrOne = z
  .union([names, line.transform((name) => (name ? [name] : []))])
  .nullable()
  .default([]);

export const citationInput = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: z.string().nullable().default(null),
  symbol: z.string().nullable().default(null),
  date: z.string().nullable().default(null),
  issuer: z.string().nullable().default(null),
  title: z.string().nullable().default(null),
  raw: z.string(),
  annex: z.string().nullable().default(null),
  item: z.string().nullable().default(null),
  role: z.enum(['basis', 'body', 'replaces']).default('basis'),
});

/** `{text, url}` of a sample or a plain sentence. */
const source = z
  .union([
    z.string(),
    z
      .object({ text: z.string(), url: z.string().nullable() })
      .transform(({ text, url }) => (url ? `${text} (${url})` : text)),
  ])
  .transform((text) => singleSpaced(text) || null)
  .nullable()
  .default(null);

const common = {
  tt: optionalLine,
  title: z.string().max(textLimit).transform(singleSpaced),
  titleEn: optionalLine,
  summary: optionalBlock,
  summaryEn: optionalBlock,
  sectors: z.array(z.string()).default([]),
  status: z.enum(entryStatuses).default('open'),
  openFrom: localDate,
  openTo: localDate,
  keywords: names,
  extra: z.record(z.string(), z.string()).default({}),
  confidential: z.boolean().default(false),
  illustrative: z.boolean().default(false),
  source,
  bases: z.array(citationInput).default([]),
  /** Codes of communes. */
  places: z.array(z.string()).default([]),
  /** Organisations by code or name; a name the directory does not know is kept as written. */
  lead: namesOrOne,
  partners: namesOrOne,
  proposer: namesOrOne,
  beneficiaries: namesOrOne,
  /** The organisation in need. */
  organisation: namesOrOne,
};

type Common = z.output<z.ZodObject<typeof common>>;
type Named = Pick<Common, 'lead' | 'partners' | 'proposer' | 'beneficiaries' | 'organisation'>;

const results = z
  .array(
    z.object({
      text: z.string().max(textLimit).transform(block),
      indicator: optionalLine,
      unit: optionalLine,
      value: optionalLine,
      due: optionalLine,
    }),
  )
  .default([]);

/** All in one flat object (`{title, context, results, …}`), as the sample files have it. */
const problemInput = z.object({
  ...common,
  ...problemDetail.shape,
  context: optionalBlock,
  painPoints: blocks,
  questions: blocks,
  results,
  scale: optionalBlock,
  availableData: optionalBlock,
  beneficiary: optionalBlock,
  commitment: optionalBlock,
  strategicProduct: optionalLine,
  carriedFrom: optionalLine,
  objective: optionalBlock,
});
const needInput = z.object({
  ...common,
  ...needDetail.shape,
  currentTechnology: optionalBlock,
  results,
  capacity: optionalBlock,
  purpose: optionalBlock,
  deadline: optionalLine,
  contact: optionalBlock,
  privateContact: optionalBlock,
  carriedFrom: optionalLine,
});

export interface OrganisationMention {
  readonly role: (typeof organisationRoles)[number];
  readonly name: string;
}

export type CitationContent = z.output<typeof citationInput>;

/** Everything a person writes into an entry, ready to be saved: all but its place, code and state. */
export type EntryContent = Omit<Common, keyof Named> & {
  readonly organisations: readonly OrganisationMention[];
} & (
    | { readonly kind: 'problems'; readonly detail: z.output<typeof problemDetail> }
    | { readonly kind: 'needs'; readonly detail: z.output<typeof needDetail> }
  );

export type ProblemInput = z.input<typeof problemInput>;
export type NeedInput = z.input<typeof needInput>;

/** One flat object per entry, of the shape of db/sample problems-*.json or needs-*.json. */
export type EntryInput = ProblemInput | NeedInput;

/** Throws InvalidInput for a shape that is no entry; what a person may type wrong is checked by `contentErrors`. */
export function readEntryInput(kind: 'problems' | 'needs', input: unknown): EntryContent {
  if (kind === 'problems') {
    const { lead, partners, proposer, beneficiaries, organisation, ...rest } = accepted(problemInput, input);
    const named = { lead, partners, proposer, beneficiaries, organisation };
    return { ...commonOf(rest), organisations: mentions(named), kind, detail: problemDetail.parse(rest) };
  }
  const { lead, partners, proposer, beneficiaries, organisation, ...rest } = accepted(needInput, input);
  const named = { lead, partners, proposer, beneficiaries, organisation };
  return { ...commonOf(rest), organisations: mentions(named), kind, detail: needDetail.parse(rest) };
}

function accepted<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const read = shape.safeParse(input);
  if (read.success) return read.data;
  throw new InvalidInput(
    Object.fromEntries(
      read.error.issues.map((issue) => [issue.path.map(String).join('-'), shapeMessage(issue)]),
    ),
  );
}

function shapeMessage(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'too_big' && issue.origin === 'string')
    return {
      vi: `Nội dung dài quá ${textLimit} ký tự. Hãy rút gọn hoặc tách ra.`,
      en: `Longer than ${textLimit} characters. Shorten or split it.`,
    };
  return {
    vi: 'Giá trị này không có trong danh sách hoặc không đúng dạng. Hãy chọn, viết lại.',
    en: 'This value is not in the list or has the wrong form. Choose or write it again.',
  };
}

function commonOf(read: Omit<Common, keyof Named>): Omit<Common, keyof Named> {
  const { tt, title, titleEn, summary, summaryEn, sectors, status, openFrom, openTo } = read;
  const { keywords, extra, confidential, illustrative, source: from, bases, places } = read;
  return {
    ...{ tt, title, titleEn, summary, summaryEn, sectors, status, openFrom, openTo },
    ...{ keywords, extra, confidential, illustrative, source: from, bases, places },
  };
}

function mentions(named: Named): OrganisationMention[] {
  const of = (role: OrganisationMention['role'], list: readonly string[] | null): OrganisationMention[] =>
    [...new Set(list ?? [])].map((name) => ({ role, name }));
  return [
    ...of('lead', named.lead),
    ...of('partner', named.partners),
    ...of('proposer', named.proposer),
    ...of('beneficiary', named.beneficiaries),
    ...of('in_need', named.organisation),
  ];
}

const contactLine = z
  .string()
  .max(500)
  .transform((text) => singleSpaced(text) || null)
  .nullable()
  .default(null);
export const contactInput = z.object({
  organisation: contactLine,
  name: contactLine,
  address: contactLine,
  phone: contactLine,
  email: contactLine,
  hours: contactLine,
});

export const spanInput = z.string().transform((text, context) => {
  const span = readSpan(text);
  if (span) return span;
  context.addIssue({ code: 'custom', message: 'span' });
  return z.NEVER;
});

/** Why an edition is amended, for everybody to read. */
export const reasonInput = z.string().normalize().trim().min(1).max(2_000);

const editionName = z.object({
  title: z.string().transform(singleSpaced).pipe(z.string().min(1).max(titleLimit)),
  titleEn: z
    .string()
    .max(titleLimit)
    .transform((text) => singleSpaced(text) || null)
    .nullable()
    .default(null),
});

export const editionInput = editionName.extend({
  kind: z.enum(catalogueKinds),
  /** `2026` or `2026-2030`. */
  span: spanInput,
  documentId: z.number().int().positive().nullable().default(null),
  contact: contactInput.default({
    organisation: null,
    name: null,
    address: null,
    phone: null,
    email: null,
    hours: null,
  }),
  illustrative: z.boolean().default(false),
  source,
  /** Of an amendment; absent: as it is. */
  reason: reasonInput.optional(),
  /** Of an amendment: what the edition is called from then on; absent: as it is decided already. */
  amended: editionName.optional(),
});
export type EditionInput = z.input<typeof editionInput>;
export type EditionContent = z.output<typeof editionInput>;

const editionMessages: Readonly<Record<string, Text>> = {
  kind: { vi: 'Hãy chọn loại danh mục.', en: 'Choose the kind of catalogue.' },
  span: {
    vi: 'Năm hoặc giai đoạn chưa đúng. Hãy viết một năm (2026) hoặc một giai đoạn (2026-2030).',
    en: 'Write a year (2026) or a period (2026-2030).',
  },
  title: {
    vi: `Hãy viết tên danh mục, tối đa ${titleLimit} ký tự.`,
    en: `Write the title, at most ${titleLimit} characters.`,
  },
  titleEn: {
    vi: `Tên tiếng Anh tối đa ${titleLimit} ký tự.`,
    en: `The English title has at most ${titleLimit} characters.`,
  },
  amendedTitle: {
    vi: `Hãy viết tên danh mục sau điều chỉnh, tối đa ${titleLimit} ký tự; không đổi thì ghi đúng tên hiện nay.`,
    en: `Write the title of the edition after the amendment, at most ${titleLimit} characters; its present one if it stays.`,
  },
  amendedTitleEn: {
    vi: `Tên tiếng Anh tối đa ${titleLimit} ký tự.`,
    en: `The English title has at most ${titleLimit} characters.`,
  },
  documentId: { vi: 'Hãy chọn văn bản trong danh sách.', en: 'Choose a document from the list.' },
  contact: {
    vi: 'Mỗi dòng liên hệ tối đa 500 ký tự.',
    en: 'Each line of the contact has at most 500 characters.',
  },
};

/** What a wrong `reason` is told. */
export const reasonMessage: Text = {
  vi: 'Hãy ghi lý do điều chỉnh, bổ sung, tối đa 2.000 ký tự; mọi người đọc được lý do này trên cổng.',
  en: 'Say why the edition is amended, within 2,000 characters; everybody reads the reason on the portal.',
};

/** One message for each wrong field of an edition. */
export function editionErrors(error: z.ZodError): Record<string, Text> {
  const found: Record<string, Text> = {};
  for (const issue of error.issues) {
    const [first = 'title', second] = issue.path.map(String);
    const field = first === 'amended' ? (second === 'titleEn' ? 'amendedTitleEn' : 'amendedTitle') : first;
    found[field] = (field === 'reason' ? reasonMessage : editionMessages[field]) ?? {
      vi: 'Nội dung chưa đúng.',
      en: 'This is not valid.',
    };
  }
  return found;
}
