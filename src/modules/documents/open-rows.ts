import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Signer } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { replacedAmong } from './citing.ts';
import { type DocumentFilters, oneOf, textCondition } from './listing.ts';
import { type PublicDocument, publicDocuments, publicOf } from './public-shapes.ts';

/** Documents of one statement. */
const atOnce = 500;

/** A citation as it stands in the document; which document it means depends on what is published meanwhile. */
interface PrintedCitation {
  readonly role: string;
  readonly kind: string;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly date: string | null;
  readonly issuer: string | null;
  readonly title: string | null;
  readonly raw: string;
  readonly annex: string | null;
  readonly item: string | null;
}

/** A published document of the register as a row of open data: its head and what it cites, without its body. */
export interface DocumentRow extends PublicDocument {
  readonly signer: Signer;
  readonly recipients: readonly string[];
  readonly citations: readonly PrintedCitation[];
}

/** What the register may be narrowed by in a file. */
export type DocumentRowFilters = Pick<DocumentFilters, 'q' | 'kinds' | 'years' | 'issuers'>;

/** The published documents that fit, by id, some hundred at once. Two statements for each piece. */
export async function* walkDocumentRows(
  db: Querying,
  filters: DocumentRowFilters,
): AsyncGenerator<readonly DocumentRow[]> {
  for (let after = 0; ; ) {
    const rows = await publicDocuments(db)
      .select(['d.signer_name', 'd.signer_roles', 'd.recipients'])
      .select((e) =>
        jsonArrayFrom(
          e
            .selectFrom('citation as c')
            .select(['c.role', 'c.kind', 'c.number', 'c.symbol', 'c.issued as date', 'c.issuer', 'c.title'])
            .select(['c.raw', 'c.annex', 'c.item'])
            .whereRef('c.document_id', '=', 'd.id')
            .orderBy('c.position'),
        ).as('citations'),
      )
      .where('d.id', '>', after)
      .where(textCondition(filters.q))
      .where(oneOf(sql`d.kind`, filters.kinds))
      .where(oneOf(sql`left(d.issued, 4)`, filters.years))
      .where(oneOf(sql`coalesce(o.code, d.issuer)`, filters.issuers))
      .orderBy('d.id')
      .limit(atOnce)
      .execute();
    const replaced = await replacedAmong(
      db,
      rows.map(({ id }) => id),
    );
    if (rows.length > 0)
      yield rows.map((row) => ({
        ...publicOf(row, replaced),
        signer: { name: row.signer_name, roles: row.signer_roles },
        recipients: row.recipients,
        citations: row.citations,
      }));
    after = rows.at(-1)?.id ?? after;
    if (rows.length < atOnce) return;
  }
}
