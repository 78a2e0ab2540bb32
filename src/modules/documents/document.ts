import { z } from 'zod';
import type { PartialDate } from '../../kernel/dates.ts';
import type { Lifecycle } from '../../kernel/lifecycle.ts';
import {
  type Citation,
  DOCUMENT_KINDS,
  type DocumentKind,
  type OfficialDocument,
} from '../../office/index.ts';
import { recognitionShape } from './recognition.ts';

/** `removed` is known to the event log alone: the row of a removed draft is gone. */
export type DocumentState = 'draft' | 'published' | 'removed';
export type DocumentVerb = 'edit' | 'correct' | 'publish' | 'remove';

export const documentLifecycle: Lifecycle<DocumentState, DocumentVerb> = {
  noun: { vi: 'văn bản', en: 'document' },
  states: {
    draft: {
      public: { vi: 'chưa công bố', en: 'not published' },
      internal: { vi: 'đang soát', en: 'under review' },
    },
    published: {
      public: { vi: 'đã công bố', en: 'published' },
      internal: { vi: 'đã công bố', en: 'published' },
    },
    removed: {
      public: { vi: 'đã bỏ', en: 'removed' },
      internal: { vi: 'đã bỏ', en: 'removed' },
    },
  },
  verbs: {
    edit: {
      from: ['draft'],
      to: 'draft',
      by: ['programme_officer', 'programme_head'],
      label: { vi: 'sửa', en: 'edit' },
    },
    correct: {
      from: ['published'],
      to: 'published',
      by: ['programme_head'],
      label: { vi: 'đính chính', en: 'correct' },
    },
    publish: {
      from: ['draft'],
      to: 'published',
      by: ['programme_head'],
      label: { vi: 'công bố', en: 'publish' },
    },
    remove: {
      from: ['draft'],
      to: 'removed',
      by: ['programme_officer', 'programme_head'],
      label: { vi: 'bỏ bản nháp', en: 'remove the draft' },
    },
  },
};

const line = z.string().nullable().default(null);

/** What the file itself says at its head and foot, kept beside what people made of it. */
export const headAsRead = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: line,
  symbol: line,
  place: line,
  date: line,
  dateText: line,
  issuer: line,
  title: line,
  signer: z.object({ name: line, roles: z.array(z.string()).default([]) }),
  recipients: z.array(z.string()).default([]),
});
export type HeadAsRead = z.infer<typeof headAsRead>;

/** The column document.content: the body as read, and the head as read when it came from a file. */
export const documentContent = z.object({
  articles: z.array(z.object({ number: z.string(), text: z.string() })).default([]),
  tables: z
    .array(z.object({ title: line, columns: z.array(z.string()), rows: z.array(z.array(z.string())) }))
    .default([]),
  statements: z.array(z.object({ section: line, text: z.string() })).default([]),
  warnings: z.array(z.object({ place: z.string(), message: z.string() })).default([]),
  head: headAsRead.nullable().default(null),
  /** Set where pages of its file were recognised from pictures. */
  recognition: recognitionShape.nullable().default(null),
});
export type DocumentContent = z.infer<typeof documentContent>;

/** A citation kept with its document; `position` counts from 0 in the order read. */
export type KeptCitation = Citation & { readonly id: number; readonly position: number };

/** A document of the register as those work on it who may see everything. */
export interface RegisteredDocument {
  readonly id: number;
  readonly reference: string | null;
  readonly kind: DocumentKind;
  /** Whole (`145/KH-UBND`); null while the running number is blank. */
  readonly number: string | null;
  readonly symbol: string | null;
  readonly place: string | null;
  readonly issued: PartialDate | null;
  readonly issuer: string | null;
  readonly issuerId: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string | null;
  readonly abstractEn: string | null;
  readonly signer: { readonly name: string | null; readonly roles: readonly string[] };
  readonly recipients: readonly string[];
  readonly content: DocumentContent;
  readonly state: 'draft' | 'published';
  readonly publishedAt: Date | null;
  readonly source: string | null;
  readonly sourceUrl: string | null;
  readonly confirmed: boolean;
  readonly illustrative: boolean;
  /** The file as it came; `size` in bytes. */
  readonly file: { readonly sha256: string; readonly name: string; readonly size: number } | null;
  readonly version: number;
  readonly updatedAt: Date;
}

/** The body of a reading with the head it had, as document.content keeps it. */
export function contentOf(reading: OfficialDocument, head: HeadAsRead | null): DocumentContent {
  const { articles, tables, statements, warnings, recognition = null } = reading;
  return { articles, tables, statements, warnings, head, recognition };
}

/** All paragraphs and cells as read, one a line: the text searched. */
export function bodyTextOf(content: DocumentContent): string {
  return [
    ...content.articles.map((article) => `Điều ${article.number}. ${article.text}`),
    ...content.tables.flatMap((table) => [
      table.title ?? '',
      table.columns.join(' '),
      ...table.rows.map((row) => row.join(' ')),
    ]),
    ...content.statements.map((statement) => statement.text),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Every citation of a reading once: those it replaces stand in a list of their own too. */
export function citationsOf(reading: OfficialDocument): readonly Citation[] {
  const all = [
    ...reading.citations,
    ...reading.replaces.map((one): Citation => ({ ...one, role: 'replaces' })),
  ];
  const seen = new Set<string>();
  return all.flatMap((citation) => {
    const mark = [
      citation.role,
      citation.number ?? citation.title ?? citation.symbol ?? citation.raw,
      citation.date?.slice(0, 4) ?? '',
      citation.annex ?? '',
      citation.item ?? '',
    ].join('|');
    if (seen.has(mark)) return [];
    seen.add(mark);
    return [{ ...citation, symbol: citation.symbol ?? (citation.number ? symbolOf(citation.number) : null) }];
  });
}

/** `145/KH-UBND` → `KH-UBND`, `107/2021/NĐ-CP` → `NĐ-CP`, `57-NQ/TW` → `NQ/TW`; null when the number has none. */
export function symbolOf(number: string): string | null {
  const symbol = /^\d+[a-zđ]?(?:\/(?:(?:19|20)\d{2}\/)?|-)(.+)$/iu.exec(number)?.[1];
  return symbol ?? null;
}
