import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import type { KnownHead } from '../../documents/index.ts';
import { editionCode, type Span } from '../edition.ts';
import { spanOf } from '../edition-store.ts';
import type { CatalogueKind } from '../entry.ts';
import { importHeader } from '../import-store.ts';
import type { ReadAs } from './intake.ts';

interface KnownImport {
  readonly id: number;
  readonly as: ReadAs;
}

/** Imports that were not thrown away: under review, or in the catalogue. */
function selectImports(db: Querying, kind: CatalogueKind) {
  return db
    .selectFrom('catalogue_import')
    .select(['id', 'year', 'period_from', 'period_to', 'header'])
    .select(
      sql<number>`(select count(*) from catalogue_import_row r where r.import_id = catalogue_import.id)`.as(
        'rows',
      ),
    )
    .where('kind', '=', kind)
    .where('state', '<>', 'discarded')
    .orderBy('id');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectImports>['execute']>>[number];

function firstFor(rows: readonly Row[], kind: CatalogueKind, span: Span | null): KnownImport | null {
  const row = rows.find((one) => !span || editionCode(kind, spanOf(one)) === editionCode(kind, span));
  if (!row) return null;
  const { kind: document, number, date, issuer, documentTitle, title } = importHeader.parse(row.header);
  const as = { kind: document, number, date, issuer, title: documentTitle ?? title, rows: Number(row.rows) };
  return { id: row.id, as };
}

/** The import this very file was read for, for this year or period; any where `span` is null. */
export async function importOfFile(
  db: Querying,
  kind: CatalogueKind,
  span: Span | null,
  sha256: string,
): Promise<KnownImport | null> {
  return firstFor(await selectImports(db, kind).where('file_sha256', '=', sha256).execute(), kind, span);
}

/** The import of a document with this number, date and issuer: another copy of it. Null where any of them is open. */
export async function importCopied(
  db: Querying,
  kind: CatalogueKind,
  span: Span,
  { number, issued, issuer }: Pick<KnownHead, 'number' | 'issued' | 'issuer'>,
): Promise<KnownImport | null> {
  if (number === null || issued === null || issuer === null) return null;
  const rows = await selectImports(db, kind)
    .where(sql<boolean>`header ->> 'number' = ${number}::text and header ->> 'date' = ${issued}::text
      and document_words(header ->> 'issuer') = document_words(${issuer}::text)`)
    .execute();
  return firstFor(rows, kind, span);
}
