import { sql } from 'kysely';
import type { Querying } from '../../platform/database/open.ts';
import type { CatalogueKind } from './entry.ts';
import { editionDocumentJson, type PublicEdition, readPublicEdition, withdrawalOf } from './public-entry.ts';

export interface CountedEdition extends PublicEdition {
  /** Public entries. */
  readonly entries: number;
}

export interface EditionSelection {
  readonly kind?: CatalogueKind;
  /** Of this year, or of a period that has it. */
  readonly year?: number;
  readonly code?: string;
  /** Those withdrawn as well, which say so. */
  readonly withdrawn?: true;
  readonly limit: number;
  readonly offset: number;
}

export interface EditionPage {
  readonly items: readonly CountedEdition[];
  readonly total: number;
}

/** Published editions, the latest year first; a withdrawn one has no entries to list. One statement. */
export async function listPublicEditions(db: Querying, selection: EditionSelection): Promise<EditionPage> {
  const { kind, year, code, withdrawn } = selection;
  const rows = await sql<{ edition: unknown; entries: number; total: number }>`
    select json_build_object('code', edition.code, 'kind', edition.kind, 'year', edition.year,
        'from', edition.period_from, 'to', edition.period_to, 'title', edition.title, 'titleEn', edition.title_en,
        'contact', edition.contact, 'illustrative', edition.illustrative, 'source', edition.source,
        'publishedAt', edition.published_at, 'withdrawnAt', edition.withdrawn_at, 'note', edition.withdrawal_note,
        'noteEn', edition.withdrawal_note_en, 'document', ${editionDocumentJson}) as edition,
      (select count(*) from entry where entry.edition_id = edition.id and entry.published_at is not null
        and entry.removed_at is null and not entry.confidential and edition.state = 'published') as entries,
      count(*) over () as total
    from edition
    where edition.state in ('published', ${withdrawn ? 'withdrawn' : 'published'})
      ${kind ? sql`and edition.kind = ${kind}` : sql``}
      ${code ? sql`and edition.code = ${code}` : sql``}
      ${year ? sql`and ${year} between coalesce(edition.year, edition.period_from) and coalesce(edition.year, edition.period_to)` : sql``}
    order by coalesce(edition.year, edition.period_to) desc, edition.kind desc, edition.code
    limit ${selection.limit} offset ${selection.offset}
  `.execute(db);
  return {
    items: rows.rows.map((row) => ({ ...readPublicEdition(row.edition), entries: row.entries })),
    total: rows.rows[0]?.total ?? 0,
  };
}

/** The editions this document issued that were withdrawn since. One statement. */
export async function withdrawnEditionsOf(
  db: Querying,
  documentId: number,
): Promise<readonly Pick<PublicEdition, 'code' | 'withdrawal'>[]> {
  const rows = await db
    .selectFrom('edition')
    .select(['code', 'withdrawn_at', 'withdrawal_note', 'withdrawal_note_en'])
    .where('document_id', '=', documentId)
    .where('state', '=', 'withdrawn')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    withdrawal: withdrawalOf(row.withdrawn_at, row.withdrawal_note, row.withdrawal_note_en),
  }));
}
