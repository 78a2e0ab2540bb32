import { type RawBuilder, sql } from 'kysely';
import type { Querying } from '../database/open.ts';
import {
  type FacetCounts,
  type FoundItem,
  facetCounts,
  itemJson,
  type SearchFilters,
  type SearchSort,
} from './candidates.ts';
import { type FacetGroup, facet } from './facets.ts';
import type { SearchKind } from './item.ts';

/** Everything of one kind, in an order; nothing is ranked, totals come from counts kept when items are written. */
export interface Browsed {
  readonly items: readonly FoundItem[];
  readonly total: number;
  readonly facets: FacetCounts;
}

const orders: Readonly<Record<Exclude<SearchSort, 'relevance'>, RawBuilder<unknown>>> = {
  newest: sql`s.dated desc nulls last, s.code_order`,
  code: sql`s.code_order`,
  title: sql`s.title_order, s.code_order`,
};

/** One page of all public things of a kind, with what each facet counts. One statement, whatever there is. */
export async function browseItems(
  db: Querying,
  kind: SearchKind,
  sort: Exclude<SearchSort, 'relevance'>,
  offset: number,
  limit: number,
): Promise<Browsed> {
  const result = await sql<{ items: FoundItem[] | null; facets: [string, number][] | null }>`
    select
      (select json_agg(json_build_object(${itemJson})) from (
        select * from search_item s where s.kind = ${kind} order by ${orders[sort]} limit ${limit} offset ${offset}
      ) s) as items,
      (select json_agg(json_build_array(facet, items)) from search_count where kind = ${kind}) as facets
  `.execute(db);
  const row = result.rows[0];
  const counts = row?.facets ?? [];
  return {
    items: row?.items ?? [],
    total: counts.find(([value]) => value === '')?.[1] ?? 0,
    facets: facetCounts(counts),
  };
}

/** The items of these things, in this order; those no visitor may see are left out. */
export async function readItems(
  db: Querying,
  wanted: readonly { readonly kind: SearchKind; readonly id: number }[],
): Promise<readonly FoundItem[]> {
  if (wanted.length === 0) return [];
  const rows = await sql<{ found: FoundItem }>`
    select json_build_object(${itemJson}) as found
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ id }) => id)}::bigint[])
      with ordinality as w (kind, ref, at) join search_item s on s.kind = w.kind and s.ref = w.ref
    order by w.at`.execute(db);
  return rows.rows.map((row) => row.found);
}

/** Where the next page of `walkItems` begins. */
export interface Place {
  readonly order: string;
  readonly item: number;
}

export interface Walked {
  readonly items: readonly FoundItem[];
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly next: Place | null;
}

/**
 * Things of a kind in the order of their codes, from a place on: programs can walk through all of them, however
 * many there are and whatever is added meanwhile. With filters the total stops at `mostCounted`.
 */
export async function walkItems(
  db: Querying,
  kind: SearchKind,
  filters: SearchFilters,
  after: Place | null,
  limit: number,
  mostCounted: number,
): Promise<Walked> {
  const conditions = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(
      ([group, values]) =>
        sql`and s.facets && ${values.map((value) => facet(group as FacetGroup, value))}::text[]`,
    );
  const filtered = conditions.length > 0;
  const beyond = after ? sql`and (s.code_order, s.item) > (${after.order}, ${after.item})` : sql``;
  const count = filtered
    ? sql`(select count(*) from (select 1 from search_item s where s.kind = ${kind} ${sql.join(conditions, sql` `)} limit ${mostCounted + 1}) c)`
    : sql`(select items from search_count where kind = ${kind} and facet = '')`;
  const result = await sql<{ items: (FoundItem & Place)[] | null; total: number | null }>`
    select (select json_agg(json_build_object(${itemJson}, 'order', s.code_order, 'item', s.item)) from (
        select * from search_item s where s.kind = ${kind} ${sql.join(conditions, sql` `)} ${beyond}
        order by s.code_order, s.item limit ${limit + 1}
      ) s) as items, ${count}::int as total
  `.execute(db);
  const rows = result.rows[0]?.items ?? [];
  const shown = rows.slice(0, limit);
  const total = result.rows[0]?.total ?? 0;
  const last = shown.at(-1);
  return {
    items: shown,
    total: filtered ? Math.min(total, mostCounted) : total,
    totalIsExact: !filtered || total <= mostCounted,
    next: rows.length > limit && last ? { order: last.order, item: last.item } : null,
  };
}
