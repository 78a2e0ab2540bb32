import { sql } from 'kysely';
import type { Querying } from '../../platform/database/open.ts';
import { chooseDocument } from '../documents/index.ts';
import type { CatalogueKind } from './entry.ts';
import { isPublic } from './public-entry.ts';

/** A published entry that names a document as its basis, and where in it. */
export interface CitingEntry {
  readonly id: number;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly annex: string | null;
  readonly item: string | null;
  readonly illustrative: boolean;
}

/** Entries shown beside one document at most; the law behind the whole catalogue is cited by all of them. */
const mostCiting = 200;

/** The public entries based on a document, newest first. One statement. */
export async function entriesCiting(db: Querying, documentId: number): Promise<readonly CitingEntry[]> {
  const rows = await sql<
    CitingEntry & { issued: string | null; rivals: { id: number; issued: string | null }[] }
  >`
    select entry.id, entry.kind, entry.code, entry.title, entry.title_en as "titleEn", b.annex, b.item,
      entry.illustrative, b.issued,
      (select json_agg(json_build_object('id', r.id, 'issued', r.issued) order by r.id) from document r
        where (r.citation_key = b.citation_key or r.law_key = b.citation_key) and r.state = 'published') as rivals
    from document d
    join entry_basis b on b.citation_key in (d.citation_key, d.law_key)
    join entry on entry.id = b.entry_id
    join edition on edition.id = entry.edition_id
    where d.id = ${documentId} and d.state = 'published' and ${isPublic}
    order by entry.published_at desc, entry.code, b.position
    limit ${mostCiting}
  `.execute(db);
  // numbers restart every year: the date of the citation decides which document of the number is meant
  const meant = rows.rows.filter((row) => chooseDocument(row.issued, row.rivals)?.id === documentId);
  const once = new Map(meant.map((row) => [`${row.id} ${row.annex} ${row.item}`, row]));
  return [...once.values()].map(({ issued: _issued, rivals: _rivals, ...entry }) => entry);
}
