import type { Recognition } from './ocr-shapes.ts';

/** What an official Vietnamese document says, as data. All keys are always present; what is missing is null or []. */

export const DOCUMENT_KINDS = [
  'law',
  'resolution',
  'decree',
  'circular',
  'directive',
  'decision',
  'programme',
  'plan',
  'notice',
  'letter',
  'submission',
  'report',
  'minutes',
  'regulation',
  'conclusion',
  'contract',
  'other',
] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** `basis`: the căn cứ lines or a basis column; `replaces`: what this document puts out of force; `body`: the rest. */
export type CitationRole = 'basis' | 'body' | 'replaces';

export interface Citation {
  kind: DocumentKind;
  /** Whole, spaces removed: `71/NQ-CP`, `57-NQ/TW`, `107/2021/NĐ-CP`; null for a law cited by name or a blank number. */
  number: string | null;
  /** The part after the running number (and year): `NQ-CP`, `NQ/TW`, `NĐ-CP`. */
  symbol: string | null;
  /** ISO date, possibly incomplete (`2026-04`, `2026`). */
  date: string | null;
  issuer: string | null;
  /** The abstract as printed; for a law its name (`Luật Đầu tư công`). */
  title: string | null;
  /** The words of the mention. */
  raw: string;
  /** `Phụ lục II`. */
  annex: string | null;
  /** `nhiệm vụ số 130`, `khoản 2 Điều 5`. */
  item: string | null;
  role: CitationRole;
}

export interface Article {
  /** `1`, `5a`. */
  number: string;
  /** All paragraphs of the article, without `Điều N.`, joined by single spaces. */
  text: string;
}

export interface Table {
  title: string | null;
  columns: string[];
  /** As many cells as columns in each row. */
  rows: string[][];
}

export interface Statement {
  /** The headings above, outermost first, joined by ` > `; null before the first heading. */
  section: string | null;
  text: string;
}

export interface Warning {
  /** Where: a page, a table and row, a footnote; empty for the whole document. */
  place: string;
  /** Vietnamese: what is wrong and what to do. */
  message: string;
}

export interface Signer {
  name: string | null;
  /** The role lines as printed: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`. */
  roles: string[];
}

export interface OfficialDocument {
  kind: DocumentKind;
  number: string | null;
  symbol: string | null;
  place: string | null;
  date: string | null;
  dateText: string | null;
  issuer: string | null;
  title: string | null;
  signer: Signer;
  recipients: string[];
  citations: Citation[];
  articles: Article[];
  tables: Table[];
  statements: Statement[];
  replaces: Citation[];
  warnings: Warning[];
  /** All of it in reading order, a row of a table as a line; only where asked for. Not part of what `nhipcau read` prints. */
  lines?: readonly string[];
  /** Where pages of it were recognised from pictures. Not part of what `nhipcau read` prints. */
  recognition?: Recognition;
}

export const DEADLINE_KINDS = [
  'date',
  'month',
  'quarter',
  'year',
  'range',
  'yearly',
  'continuous',
  'none',
] as const;

/** `from` and `to` are the first and last day of the period named (ISO), null where open or not named. */
export interface Deadline {
  kind: (typeof DEADLINE_KINDS)[number];
  from: string | null;
  to: string | null;
  raw: string;
}

export const CATALOGUE_FIELDS = [
  'tt',
  'title',
  'bases',
  'context',
  'results',
  'leads',
  'partners',
  'deadline',
  'sector',
  'place',
  'money',
  'other',
] as const;

export type CatalogueField = (typeof CATALOGUE_FIELDS)[number];

export interface CatalogueColumn {
  header: string;
  field: CatalogueField;
}

export interface ExpectedResult {
  text: string;
  indicator: string | null;
  unit: string | null;
  /** As printed: `80`, `≥ 55`, `16 - 18`. */
  value: string | null;
}

export interface CatalogueEntry {
  /** The printed number of the row. */
  tt: string | null;
  title: string | null;
  context: string | null;
  bases: Citation[];
  results: ExpectedResult[];
  leads: string[];
  partners: string[];
  /** As printed; `readDeadline` understands it. */
  deadline: string | null;
  /** Every column as read: header → text. A group row above (`I. Lĩnh vực …`) is added under `Lĩnh vực`. */
  fields: Record<string, string>;
}

/** `row` counts entries from 1, null for the whole table; `column` is the header text. */
export interface CatalogueWarning {
  row: number | null;
  column: string | null;
  message: string;
}

export interface CatalogueEdition {
  kind: 'problems' | 'needs';
  year: number | null;
  period: string | null;
  title: string | null;
  /** The document the annex was read from. */
  document: CatalogueDocument;
}

export interface CatalogueDocument {
  kind: DocumentKind;
  number: string | null;
  symbol: string | null;
  date: string | null;
  issuer: string | null;
  title: string | null;
}

export interface ReadCatalogue {
  edition: CatalogueEdition;
  columns: CatalogueColumn[];
  entries: CatalogueEntry[];
  warnings: CatalogueWarning[];
}
