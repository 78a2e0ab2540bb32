import type { Lifecycle } from '../../kernel/lifecycle.ts';
import type { Text } from '../../kernel/text.ts';
import type { CatalogueKind } from './entry.ts';

export const editionStates = ['draft', 'published'] as const;
export type EditionState = (typeof editionStates)[number];
export type EditionVerb = 'publish';

/** An edition is written as a draft and published once; what follows publication is an adjustment of its own. */
export const editionLifecycle: Lifecycle<EditionState, EditionVerb> = {
  noun: { vi: 'danh mục', en: 'edition' },
  states: {
    draft: {
      public: { vi: 'chưa công bố', en: 'not published' },
      internal: { vi: 'bản nháp', en: 'draft' },
    },
    published: {
      public: { vi: 'đã công bố', en: 'published' },
      internal: { vi: 'đã công bố', en: 'published' },
    },
  },
  verbs: {
    publish: {
      from: ['draft'],
      to: 'published',
      by: ['programme_head'],
      label: { vi: 'Công bố danh mục', en: 'Publish the edition' },
    },
  },
};

export const kindNames: Readonly<Record<CatalogueKind, Text>> = {
  problems: { vi: 'Bài toán lớn', en: 'Major problems' },
  needs: { vi: 'Nhu cầu công nghệ', en: 'Technology needs' },
};

/** What an edition covers: one year, or a period of several. */
export type Span = { readonly year: number } | { readonly from: number; readonly to: number };

export interface Contact {
  readonly organisation: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hours: string | null;
}

export interface Edition {
  readonly id: number;
  readonly kind: CatalogueKind;
  readonly span: Span;
  /** `BTL-2026`, `NCCN-2026-2030`: the first part of every entry's code. */
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly documentId: number | null;
  readonly contact: Contact;
  readonly state: EditionState;
  readonly publishedAt: Date | null;
  readonly illustrative: boolean;
  readonly source: string | null;
  readonly nextOrdinal: number;
  readonly version: number;
  readonly updatedAt: Date;
}

/** `2026`, `2026-2030`. */
export function writeSpan(span: Span): string {
  return 'year' in span ? String(span.year) : `${span.from}-${span.to}`;
}

/** Reads `2026`, `2026-2030`, `2026 – 2030`; null for anything else, or for a period that does not run forward. */
export function readSpan(typed: string): Span | null {
  const match = /^\s*(20\d{2})(?:\s*[-–—]\s*(20\d{2}))?\s*$/.exec(typed);
  if (!match) return null;
  const from = Number(match[1]);
  if (match[2] === undefined) return { year: from };
  const to = Number(match[2]);
  return to > from ? { from, to } : null;
}

const prefixes: Readonly<Record<CatalogueKind, string>> = { problems: 'BTL', needs: 'NCCN' };
/** Digits of the last part; a catalogue that outgrows them gets more. */
const digits: Readonly<Record<CatalogueKind, number>> = { problems: 2, needs: 3 };

export function editionCode(kind: CatalogueKind, span: Span): string {
  return `${prefixes[kind]}-${writeSpan(span)}`;
}

/** `BTL-2026-03`, `NCCN-2026-012`: the place in printed order within the edition. */
export function entryCode(edition: Pick<Edition, 'kind' | 'code'>, ordinal: number): string {
  return `${edition.code}-${String(ordinal).padStart(digits[edition.kind], '0')}`;
}

export function codeDigits(kind: CatalogueKind): number {
  return digits[kind];
}
