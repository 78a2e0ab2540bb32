import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { notFound } from '../../kernel/refusal.ts';
import {
  CATALOGUE_FIELDS,
  type CatalogueField,
  DOCUMENT_KINDS,
  type OfficialDocument,
  type Recognition,
} from '../../office/index.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { DB } from '../../platform/database/tables.ts';
import { recognitionShape } from '../documents/index.ts';
import { type Edition, editionCode, type Span } from './edition.ts';
import { readKind, spanOf } from './edition-store.ts';
import type { CatalogueKind } from './entry.ts';
import { entryReader, type ReadRow } from './import-entry.ts';

const line = z.string().nullable().default(null);

/** The edition's title and the issuing document as read, then as corrected by the reviewer. */
export const importHeader = z.object({
  title: z.string().default(''),
  kind: z.enum(DOCUMENT_KINDS).default('other'),
  number: line,
  symbol: line,
  date: line,
  issuer: line,
  documentTitle: line,
  signerName: line,
  signerRoles: z.array(z.string()).default([]),
});
export type ImportHeader = z.infer<typeof importHeader>;

const columnList = z.array(z.object({ header: z.string(), field: z.enum(CATALOGUE_FIELDS) }));
export type ImportColumn = z.infer<typeof columnList>[number];

export const importStates = ['reviewing', 'confirmed', 'discarded'] as const;
export type ImportState = (typeof importStates)[number];

export interface ImportRecord {
  readonly id: number;
  readonly kind: CatalogueKind;
  readonly span: Span;
  readonly fileSha256: string | null;
  readonly fileName: string;
  readonly documentId: number | null;
  readonly header: ImportHeader;
  /** -1: the table the reader prefers. */
  readonly tableIndex: number;
  /** Fields chosen by the reviewer, by column number from 0. */
  readonly chosen: Readonly<Record<number, CatalogueField>>;
  readonly columns: readonly ImportColumn[];
  readonly warnings: readonly string[];
  readonly state: ImportState;
  readonly editionId: number | null;
  readonly createdBy: number | null;
  readonly version: number;
  readonly updatedAt: Date;
}

/** Everything but what it was read from, which may be large. */
const importColumns = [
  'id',
  'kind',
  'year',
  'period_from',
  'period_to',
  'file_sha256',
  'file_name',
  'document_id',
  'header',
  'table_index',
  'columns',
  'read_columns',
  'warnings',
  'state',
  'edition_id',
  'created_by',
  'version',
  'updated_at',
] as const;

type ImportRow = Pick<Selectable<DB['catalogue_import']>, (typeof importColumns)[number]>;

function readImport(row: ImportRow): ImportRecord {
  return {
    id: row.id,
    kind: readKind(row.kind),
    span: spanOf(row),
    fileSha256: row.file_sha256,
    fileName: row.file_name,
    documentId: row.document_id,
    header: importHeader.parse(row.header),
    tableIndex: row.table_index,
    chosen: z.record(z.coerce.number(), z.enum(CATALOGUE_FIELDS)).parse(row.columns),
    columns: columnList.parse(row.read_columns),
    warnings: z.array(z.string()).parse(row.warnings),
    state: importStates.find((state) => state === row.state) ?? 'discarded',
    editionId: row.edition_id,
    createdBy: row.created_by,
    version: row.version,
    updatedAt: row.updated_at,
  };
}

export async function findImport(db: Querying, id: number): Promise<ImportRecord> {
  const row = Number.isSafeInteger(id)
    ? await db.selectFrom('catalogue_import').select(importColumns).where('id', '=', id).executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readImport(row);
}

export async function lockImport(tx: Transaction, id: number): Promise<ImportRecord> {
  const row = Number.isSafeInteger(id)
    ? await tx
        .selectFrom('catalogue_import')
        .select(importColumns)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readImport(row);
}

/** The same file already under review for the same catalogue, by anybody. */
export async function reviewOfFile(
  db: Querying,
  sha256: string,
  kind: CatalogueKind,
  span: Span,
): Promise<number | null> {
  const rows = await db
    .selectFrom('catalogue_import')
    .select(importColumns)
    .where('file_sha256', '=', sha256)
    .where('state', '=', 'reviewing')
    .where('kind', '=', kind)
    .execute();
  return (
    rows.map(readImport).find((known) => editionCode(kind, known.span) === editionCode(kind, span))?.id ??
    null
  );
}

/** Reviews not yet finished for this edition, newest first. */
export async function openImportsOf(
  db: Querying,
  edition: Edition,
): Promise<{ id: number; fileName: string }[]> {
  const rows = await db
    .selectFrom('catalogue_import')
    .select(importColumns)
    .where('kind', '=', edition.kind)
    .where('state', '=', 'reviewing')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows
    .map(readImport)
    .filter((open) => editionCode(open.kind, open.span) === edition.code)
    .map(({ id, fileName }) => ({ id, fileName }));
}

export interface ListedImport {
  readonly record: ImportRecord;
  readonly rows: number;
  readonly flagged: number;
  readonly by: string | null;
}

/** Imports under review, newest first, 50 at most; `by` null counts everybody's. */
export async function openImports(db: Querying, by: number | null): Promise<ListedImport[]> {
  let query = db
    .selectFrom('catalogue_import')
    .leftJoin('account', 'account.id', 'catalogue_import.created_by')
    .where('catalogue_import.state', '=', 'reviewing');
  if (by !== null) query = query.where('catalogue_import.created_by', '=', by);
  const rows = await query
    .select(importColumns.map((column) => `catalogue_import.${column}` as const))
    .select([
      'account.name as by',
      sql<number>`(select count(*) from catalogue_import_row one where one.import_id = catalogue_import.id)`.as(
        'rows',
      ),
      sql<number>`(select count(*) from catalogue_import_row one where one.import_id = catalogue_import.id
        and one.warnings @? '$[*] ? (!exists(@.closed))')`.as('flagged'),
    ])
    .orderBy('catalogue_import.updated_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ record: readImport(row), rows: row.rows, flagged: row.flagged, by: row.by }));
}

const rowWarnings = z.array(
  z.object({
    column: z.string().nullable(),
    message: z.string(),
    /** Said of what was read in a column that has been corrected since. */
    closed: z.boolean().optional(),
    /** Said of what a reviewer typed. */
    typed: z.boolean().optional(),
  }),
);
export type RowWarning = z.infer<typeof rowWarnings>[number];

export interface ReviewedRow {
  readonly position: number;
  readonly read: ReadRow;
  /** What still has to be looked at. */
  readonly warnings: readonly RowWarning[];
  /** All that was said when the row was read, what has been corrected since included. */
  readonly said: readonly RowWarning[];
  readonly skip: boolean;
  readonly corrections: Readonly<Record<string, string>>;
}

export interface RowFilters {
  readonly flagged: boolean;
  readonly limit: number;
  readonly offset: number;
  /** The first position wanted. */
  readonly from?: number;
}

/** Rows of which something still has to be looked at; of most nothing was ever said, which is told at less cost. */
const flagged = sql<boolean>`(warnings <> '[]' and warnings @? '$[*] ? (!exists(@.closed))')`;

function warningsOf(all: z.infer<typeof rowWarnings>): Pick<ReviewedRow, 'warnings' | 'said'> {
  return { warnings: all.filter(({ closed }) => !closed), said: all.filter(({ typed }) => !typed) };
}

/** Rows in printed order; all of them without filters. */
export async function importRows(
  db: Querying,
  { id, columns }: Pick<ImportRecord, 'id' | 'columns'>,
  filters?: RowFilters,
): Promise<ReviewedRow[]> {
  let query = db.selectFrom('catalogue_import_row').selectAll().where('import_id', '=', id);
  if (filters?.flagged) query = query.where(flagged);
  if (filters?.from !== undefined) query = query.where('position', '>=', filters.from);
  query = query.orderBy('position');
  if (filters) query = query.limit(filters.limit).offset(filters.offset);
  const rows = await query.execute();
  const readEntry = entryReader(columns);
  return rows.map((row) => ({
    position: row.position,
    read: readEntry(row.entry),
    ...warningsOf(rowWarnings.parse(row.warnings)),
    skip: row.skip,
    corrections: z.record(z.string(), z.string()).parse(row.corrections),
  }));
}

export interface RowCounts {
  readonly rows: number;
  readonly flagged: number;
  readonly skipped: number;
  /** Flagged rows to link to, 100 at most. */
  readonly list: readonly { readonly position: number; readonly messages: readonly string[] }[];
}

export async function countRows(db: Querying, importId: number): Promise<RowCounts> {
  const row = await db
    .selectFrom('catalogue_import_row')
    .where('import_id', '=', importId)
    .select([
      sql<number>`count(*)`.as('rows'),
      sql<number>`count(*) filter (where ${flagged})`.as('flagged'),
      sql<number>`count(*) filter (where skip)`.as('skipped'),
      // of the first hundred alone: an annex may be flagged in each of its thousands of rows
      sql<
        { position: number; messages: string[] }[] | null
      >`case when count(*) filter (where ${flagged}) > 0 then (select json_agg(json_build_object('position', position,
          'messages', jsonb_path_query_array(warnings, '$[*] ? (!exists(@.closed)).message')) order by position)
        from (select position, warnings from catalogue_import_row where import_id = ${importId} and ${flagged}
          order by position limit 100) as listed) end`.as('list'),
    ])
    .executeTakeFirstOrThrow();
  return { rows: row.rows, flagged: row.flagged, skipped: row.skipped, list: row.list ?? [] };
}

const tableList = z.array(
  z.object({ title: z.string().nullable(), columns: z.array(z.string()), rows: z.number() }),
);

/** What is told of the source of an import without taking the whole document apart. */
export interface ImportSource {
  /** Titles and sizes of the tables in the document, for choosing another. */
  readonly tables: z.infer<typeof tableList>;
  /** Set where it is a scan. */
  readonly recognition: Recognition | null;
}

export async function sourceOf(db: Querying, importId: number): Promise<ImportSource> {
  const row = await db
    .selectFrom('catalogue_import')
    .where('id', '=', importId)
    .select(['recognition', 'tables'])
    .executeTakeFirst();
  return { tables: tableList.parse(row?.tables ?? []), recognition: recognitionOf(row?.recognition) };
}

function recognitionOf(kept: unknown): Recognition | null {
  return kept ? recognitionShape.parse(kept) : null;
}

/** A document as the columns of its import keep it: the text of it whole, and apart what `sourceOf` tells. */
export function sourceColumns({ recognition, ...reading }: OfficialDocument) {
  return {
    reading: JSON.stringify(reading),
    recognition: recognition ? JSON.stringify(recognition) : null,
    tables: JSON.stringify(
      reading.tables.map(({ title, columns, rows }) => ({ title, columns, rows: rows.length })),
    ),
  };
}

/** The document an import was read from, to be read anew. */
export async function readingOf(db: Querying, importId: number): Promise<OfficialDocument> {
  const row = await db
    .selectFrom('catalogue_import')
    .where('id', '=', importId)
    .select(['reading', 'recognition'])
    .executeTakeFirstOrThrow();
  const reading = JSON.parse(row.reading) as OfficialDocument;
  const recognition = recognitionOf(row.recognition);
  return recognition ? { ...reading, recognition } : reading;
}
