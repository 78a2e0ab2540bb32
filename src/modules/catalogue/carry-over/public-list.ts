import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { type CatalogueKind, catalogueKinds } from '../entry.ts';
import { type PublicEdition, readPublicEdition } from '../public-entry.ts';
import { editionJson } from '../public-json.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { type OutcomeFilter, type OutcomeFilters, outcomeFilters } from './queries.ts';
import { type Continued, continuedJson, continuedRows, toldNow } from './told.ts';

export const outcomesPerPage = 50;

export interface ListedTold {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly illustrative: boolean;
  /** null while nothing is public. */
  readonly outcome: Outcome | null;
  readonly note: string;
  readonly noteEn: string;
  readonly reference: string;
  readonly continuedAs: readonly Continued[];
}

export interface ToldList {
  readonly edition: PublicEdition;
  readonly counts: Readonly<Record<OutcomeFilter, number>>;
  readonly items: readonly ListedTold[];
  readonly total: number;
}

const item = z.object({
  kind: z.enum(catalogueKinds),
  code: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  illustrative: z.boolean(),
  outcome: z.enum(outcomes).nullable(),
  note: z.string(),
  noteEn: z.string(),
  reference: z.string(),
  continuedAs: continuedRows,
});

const publicEntries = (code: string) => sql`(
  select entry.kind, entry.code, entry.ordinal, entry.title, entry.title_en as "titleEn", entry.illustrative, told.outcome,
    coalesce(told.note, '') as note, coalesce(told.note_en, '') as "noteEn", coalesce(told.reference, '') as reference,
    told.continued_as, coalesce(told.outcome, 'open') as filter
  from entry join edition on edition.id = entry.edition_id
    left join lateral (
      select said.outcome, said.note, said.note_en, said.reference, said.continued_as
      from entry_outcome said left join entry copy on copy.id = said.continued_as
        left join edition later on later.id = copy.edition_id
      where said.entry_id = entry.id and ${toldNow(null)}
    ) told on true
  where edition.code = ${code} and edition.amends_id is null and entry.published_at is not null
    and entry.removed_at is null and not entry.confidential)`;

/** The public entries of an edition that is public, with what became of each, a page of them; null for no such edition. Three statements. */
export async function listTold(
  db: Querying,
  code: string,
  filters: OutcomeFilters,
): Promise<ToldList | null> {
  const known = await sql<{ edition: unknown }>`select ${editionJson} as edition from edition
    where edition.code = ${code} and edition.amends_id is null and edition.state in ('published', 'superseded')`.execute(
    db,
  );
  const [found] = known.rows;
  if (!found) return null;
  const counted = await sql<{ filter: string; entries: number }>`
    select filter, count(*)::int as entries from ${publicEntries(code)} shown group by filter`.execute(db);
  const count = (filter: OutcomeFilter) => counted.rows.find((row) => row.filter === filter)?.entries ?? 0;
  const text = filters.text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const { rows } = await sql<{ shown: unknown; total: number }>`
    select to_jsonb(shown) || jsonb_build_object('continuedAs', ${continuedJson(sql`shown.continued_as`, null)}) as shown, shown.total
    from (select shown.*, count(*) over ()::int as total from ${publicEntries(code)} shown
    where (${filters.outcome}::text is null or shown.filter = ${filters.outcome})
      and (${text} = '' or vn_norm(shown.title || ' ' || shown.code) like '%' || vn_norm(${text}) || '%')
    order by shown.ordinal limit ${outcomesPerPage} offset ${(filters.page - 1) * outcomesPerPage}) shown
    order by shown.ordinal`.execute(db);
  return {
    edition: readPublicEdition(found.edition),
    counts: Object.fromEntries(outcomeFilters.map((filter) => [filter, count(filter)])) as ToldList['counts'],
    items: rows.map(({ shown }) => item.parse(shown)),
    total: rows[0]?.total ?? 0,
  };
}
