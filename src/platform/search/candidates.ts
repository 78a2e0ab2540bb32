import { type RawBuilder, sql } from 'kysely';
import type { Querying } from '../database/open.ts';
import { type FacetGroup, facet, facetGroups, readFacet } from './facets.ts';
import { type SearchKind, searchKinds } from './item.ts';
import { allOf, anyOf, both } from './query.ts';

/** No search ranks or counts more: beyond it a total is “more than 1,000”. */
export const mostCandidates = 1000;

/** Only among so few candidates are whole texts read for words side by side. */
const mostRead = 200;

export const searchSorts = ['relevance', 'newest', 'code', 'title'] as const;
export type SearchSort = (typeof searchSorts)[number];

/** Values chosen in each group of facets: within a group any of them, between groups all. */
export type SearchFilters = Readonly<Partial<Record<FacetGroup, readonly string[]>>>;

/** A thing found, as lists show it. */
export interface FoundItem {
  readonly kind: SearchKind;
  readonly id: number;
  readonly code: string | null;
  readonly url: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly summaryEn: string | null;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly dated: string | null;
  readonly illustrative: boolean;
  /** The text around the first word found; only where asked for. */
  readonly passage?: string | null;
}

/** How many of the candidates carry each value of each group. */
export type FacetCounts = Readonly<Partial<Record<FacetGroup, Readonly<Record<string, number>>>>>;

/** Conditions in the words of the index. */
export interface Wanted {
  readonly words: readonly string[];
  /** Words of which any will do in place of the last of `words`. */
  readonly lastWord?: readonly string[];
  readonly pairs: readonly string[];
  readonly accented: readonly string[];
  readonly phrases: readonly (readonly string[])[];
  readonly codes: readonly string[];
}

export interface Selection {
  readonly kinds: readonly SearchKind[];
  readonly filters: SearchFilters;
  readonly sort: SearchSort;
  readonly offset: number;
  readonly limit: number;
  /** Brings the passage around the words found. */
  readonly passages: boolean;
  /**
   * Where the words typed are found only scattered over texts: whether a correction found in a title or side by side
   * is shown instead. Without it words that are found are never corrected.
   */
  readonly preferClose?: boolean;
  /** Which values are counted: those of all groups, of the kinds only, or none. */
  readonly count: 'all' | 'kinds' | 'none';
}

export interface Candidates {
  readonly items: readonly FoundItem[];
  /** At most `mostCandidates`. */
  readonly total: number;
  readonly totalIsExact: boolean;
  /** What is found when no filter but the kinds is applied; at most one more than `mostCandidates`. */
  readonly unfiltered: number;
  /** Whether some candidate has the words in its title or side by side; true as well where too many are found to tell. */
  readonly close: boolean;
  readonly facets: FacetCounts;
}

const orders: Readonly<Record<SearchSort, RawBuilder<unknown>>> = {
  relevance: sql`score desc, dated desc nulls last, code_order, item`,
  newest: sql`dated desc nulls last, code_order, item`,
  code: sql`code_order, item`,
  title: sql`title_order, code_order, item`,
};

const counted: Readonly<Record<Selection['count'], RawBuilder<unknown>>> = {
  all: sql`(select json_agg(json_build_array(value, items)) from (
    select value, count(*) as items from candidate, unnest(facets) as value
    where failed = '' or failed = left(value, 1) group by value) v)`,
  kinds: sql`(select json_agg(json_build_array('k:' || kind, items)) from (
    select kind, count(*) as items from candidate where failed in ('', 'k') group by kind) v)`,
  none: sql`null::json`,
};

/** Columns of an item as `FoundItem` names them, for json_build_object. */
const itemJson = sql`'kind', s.kind, 'id', s.ref, 'code', s.code, 'url', s.url, 'title', s.title, 'titleEn', s.title_en,
  'summary', s.summary, 'summaryEn', s.summary_en, 'shown', s.shown, 'dated', s.dated, 'illustrative', s.illustrative`;

/**
 * Finds by words, codes and filters, ranks and counts at most about 2,000 rows and keeps the best 1,000. Filters are
 * applied to the candidates, so that each facet can count what its other values would bring; when there are too
 * many candidates for that, the filters become part of the search itself.
 */
export async function findCandidates(db: Querying, wanted: Wanted, chosen: Selection): Promise<Candidates> {
  const broad = await readCandidates(db, wanted, chosen, false);
  const filtered = Object.values(chosen.filters).some((values) => values.length > 0);
  if (broad.unfiltered <= mostCandidates || !filtered) return broad;
  const narrow = await readCandidates(db, wanted, chosen, true);
  return { ...narrow, unfiltered: broad.unfiltered, close: broad.close };
}

interface Row {
  readonly unfiltered: number;
  readonly total: number;
  readonly best: number | null;
  readonly items: FoundItem[] | null;
  readonly facets: [string, number][] | null;
}

async function readCandidates(
  db: Querying,
  wanted: Wanted,
  chosen: Selection,
  filtersInSearch: boolean,
): Promise<Candidates> {
  const search = tsqueries(wanted, chosen, filtersInSearch);
  // a code found directly passes by the search itself, so its filters are always looked at
  const failed = failedGroups(chosen.filters);
  const firstWord = wanted.phrases[0]?.[0] ?? longest(wanted.words);
  const passage = chosen.passages ? sql`, 'passage', ${passageAround(firstWord)}` : sql``;
  const result = await sql<Row>`
    with found as materialized (
      select item, bool_or(direct) as direct from (
        select item, false as direct
        from search_candidates(${search.narrow}::tsquery, ${[...wanted.words, ...wanted.pairs]}::text[],
          ${search.title}::tsquery, ${search.all}::tsquery, ${certainWords(wanted)}::text[], ${mostCandidates + 1})
        union all
        (select c.item, true from search_code c join search_item i using (item)
         where c.key = any(${wanted.codes}::text[]) and i.facets && ${kindFacets(chosen.kinds)}::text[] limit 60)
      ) both_ways group by item
    ), size as (select count(*) as found from found
    ), candidate as materialized (
      select s.item, s.kind, s.dated, s.code_order, s.title_order, s.facets, ${failed} as failed,
        ${score(wanted, search)} as score
      from found join search_item s using (item)
      where ${phraseCondition(wanted.phrases)}
    ), passing as (select item, dated, code_order, title_order, score from candidate where failed = ''),
    page as (select * from passing order by ${orders[chosen.sort]} limit ${chosen.limit} offset ${chosen.offset})
    select (select found from size)::int as unfiltered,
      (select count(*) from passing)::int as total,
      (select max(score) from candidate) as best,
      (select json_agg(json_build_object(${itemJson}${passage}) order by ${orders[chosen.sort]})
        from (select s.*, page.score from page join search_item s using (item)) s) as items,
      ${counted[chosen.count]} as facets
  `.execute(db);
  const row = result.rows[0];
  const total = row?.total ?? 0;
  const unfiltered = row?.unfiltered ?? 0;
  return {
    items: row?.items ?? [],
    total: Math.min(total, mostCandidates),
    totalIsExact: unfiltered <= mostCandidates,
    unfiltered,
    close: unfiltered > mostRead || wanted.words.length < 2 || (row?.best ?? 0) >= 1,
    facets: facetCounts(row?.facets ?? []),
  };
}

/** Words every match has, by whose rarest one the way of searching is chosen; for a beginning, its most frequent word. */
function certainWords({ words, lastWord }: Wanted): readonly string[] {
  if (!lastWord || lastWord.length === 0) return words;
  return words.length > 1 ? words.slice(0, -1) : lastWord.slice(0, 1);
}

interface Tsqueries {
  readonly narrow: string | null;
  readonly title: string | null;
  readonly all: string | null;
  readonly pairs: string | null;
  readonly accented: string | null;
  readonly words: string | null;
}

function tsqueries(wanted: Wanted, chosen: Selection, filtersInSearch: boolean): Tsqueries {
  const conditions = [
    ...(chosen.kinds.length < searchKinds.length
      ? [anyOf(kindFacets(chosen.kinds).map((value) => `=${value}`))]
      : []),
    ...(filtersInSearch ? filterConditions(chosen.filters) : []),
  ];
  const narrowing = conditions.length > 0 ? conditions.join(' & ') : null;
  const words =
    wanted.lastWord && wanted.lastWord.length > 0
      ? both(allOf(wanted.words.slice(0, -1)), anyOf(wanted.lastWord))
      : allOf(wanted.words);
  const pairs = allOf(wanted.pairs);
  const accented = allOf(wanted.accented);
  const closest = both(accented, pairs);
  return {
    narrow: words === null || closest === null ? null : both(words, closest, narrowing),
    title: words === null ? null : both(words, narrowing),
    all: both(words, narrowing),
    pairs,
    accented,
    words,
  };
}

function kindFacets(kinds: readonly SearchKind[]): string[] {
  return kinds.map((kind) => facet('kind', kind));
}

function filterConditions(filters: SearchFilters): string[] {
  return Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([group, values]) => anyOf(values.map((value) => `=${facet(group as FacetGroup, value)}`)));
}

/** The letters of the groups whose filter an item does not meet, as one text. */
function failedGroups(filters: SearchFilters): RawBuilder<unknown> {
  const groups = Object.keys(facetGroups) as FacetGroup[];
  const tests = groups.map((group) => {
    const values = (filters[group] ?? []).map((value) => facet(group, value));
    return sql`case when ${values}::text[] <> '{}' and not s.facets && ${values}::text[] then ${sql.lit(facetGroups[group])} end`;
  });
  return sql`concat(${sql.join(tests)})`;
}

/**
 * Codes first, then titles: as typed with diacritics, as one phrase, with all words; a shorter title before a longer.
 * Among few candidates a text in which the words stand side by side comes before one where they are scattered.
 */
function score(wanted: Wanted, search: Tsqueries): RawBuilder<unknown> {
  if (search.words === null) return sql`(found.direct::int * 100)::real`;
  const stream = ` ${wanted.words.join(' ')} `;
  return sql`(found.direct::int * 100
    + coalesce((s.title_terms @@ ${search.words}::tsquery)::int * (4 + least(1, ${wanted.words.length * 3}::real / length(s.title_terms))), 0)
    + coalesce((s.title_terms @@ ${search.pairs}::tsquery)::int * 6, 0)
    + coalesce((s.title_terms @@ ${search.accented}::tsquery)::int * 12, 0)
    + case when ${wanted.words.length > 1} and (select found from size) <= ${mostRead} and s.word_stream like '%' || ${stream} || '%'
      then 1 else 0 end)::real`;
}

function phraseCondition(phrases: readonly (readonly string[])[]): RawBuilder<unknown> {
  const streams = phrases.map((words) => ` ${words.join(' ')} `);
  return sql`(${streams}::text[] = '{}' or (select bool_and(s.word_stream like '%' || p || '%') from unnest(${streams}::text[]) as p))`;
}

/** The stretch of the text around a word. Its place in the folded words tells about where it stands in the text. */
function passageAround(word: string): RawBuilder<unknown> {
  return sql`case when length(s.body) <= 4000 then s.body
    when position(${` ${word} `} in s.word_stream) = 0 then left(s.body, 600)
    else substr(s.body, greatest(1, (position(${` ${word} `} in s.word_stream)::real / length(s.word_stream) * length(s.body))::int - 1500), 3000)
    end`;
}

function longest(words: readonly string[]): string {
  return words.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

export function facetCounts(stored: readonly (readonly [string, number])[]): FacetCounts {
  const counts: Partial<Record<FacetGroup, Record<string, number>>> = {};
  for (const [value, items] of stored) {
    const read = readFacet(value);
    if (!read) continue;
    const group = counts[read.group] ?? {};
    group[read.value] = items;
    counts[read.group] = group;
  }
  return counts;
}

export { itemJson };
