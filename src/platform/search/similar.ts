import { sql } from 'kysely';
import type { Querying } from '../database/open.ts';
import { type FoundItem, itemJson } from './candidates.ts';
import { facet } from './facets.ts';
import type { SearchKind } from './item.ts';

/** Candidates compared at most. */
const mostCompared = 200;
/** Word pairs of the title that tell most: the rarest ones that stand in another title as well. */
const mostPairs = 6;

/**
 * Things of the kind whose titles share telling word pairs with this one, most shared first. A single pair in common
 * counts only within the same sector: “thông minh” makes nothing similar. One statement.
 */
export async function similarItems(
  db: Querying,
  kind: SearchKind,
  id: number,
  limit: number,
): Promise<readonly FoundItem[]> {
  const rows = await sql<{ found: FoundItem }>`
    with own as (select item, title_terms, facets from search_item where kind = ${kind} and ref = ${id}),
    telling as (
      select w.word, w.items from own, unnest(tsvector_to_array(own.title_terms)) as pair
        join search_word w on w.word = pair
      where pair like '%\\_%' and w.items between 2 and 4000
        -- words are counted over all kinds: what only tasks say tells nothing of problems
        and exists (select 1 from search_item other where other.item <> own.item
          and other.title_terms @@ ('''' || pair || ''' & ''=' || ${facet('kind', kind)}::text || '''')::tsquery)
      order by w.items, w.word limit ${mostPairs}
    ),
    query as (
      select ('(' || string_agg('''' || word || '''', ' | ') || ') & ''=' || ${facet('kind', kind)}::text || '''')::tsquery as shared,
        array_agg(word) as pairs
      from telling having count(*) > 0
    )
    , compared as (
      select distinct s.item, (select count(*) from unnest(tsvector_to_array(s.title_terms)) t where t = any(query.pairs)) as pairs,
        (select count(*) from unnest(s.facets) f where f like 's:%' and f = any(own.facets)) as sectors
      from own, query, search_candidates(null, '{}', query.shared, query.shared, query.pairs[1:1], ${mostCompared}) c
        join search_item s using (item)
      where s.item <> own.item
    )
    select json_build_object(${itemJson}) as found from compared join search_item s using (item)
    where pairs > 1 or sectors > 0
    order by pairs desc, sectors desc, s.code_order limit ${limit}
  `.execute(db);
  return rows.rows.map((row) => row.found);
}
