import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import {
  type FacetCounts,
  type FoundItem,
  mostCandidates,
  type SearchFilters,
  vnNorm,
} from '../../../platform/search/index.ts';
import type { CatalogueKind } from '../entry.ts';
import {
  type EntryList,
  type EntryQuery,
  filterGroups,
  type ListSort,
  readLabels,
  writeFacets,
} from '../listing.ts';
import { publicEntry } from '../paths.ts';
import { withDay } from './day.ts';
import { countsByGroup, countsOn, failedGroups, passes, publishedBy, stoodOn } from './stood.ts';

/** More words than anybody looks for in a title. */
const mostWords = 8;

/** Words typed, folded; null where something was typed and nothing of it is a word. */
export function wordsOf(typed: string): readonly string[] | null {
  const words = [...new Set(vnNorm(typed).match(/[a-z0-9]+/g) ?? [])].slice(0, mostWords);
  return typed.trim() !== '' && words.length === 0 ? null : words;
}

/** Condition on a text of folded words between spaces: each word typed begins one of them, each number is one. */
export function hasWords(text: RawBuilder<unknown>, words: readonly string[]): RawBuilder<unknown> {
  if (words.length === 0) return sql`true`;
  return sql`(${sql.join(
    words.map((word) => sql`${text} like ${/^\d+$/.test(word) ? `% ${word} %` : `% ${word}%`}`),
    sql` and `,
  )})`;
}

const newest = sql`v.dated desc, v.code_order, v.id`;
const orders: Readonly<Record<ListSort, RawBuilder<unknown>>> = {
  'lien-quan': sql`v.in_title desc, ${newest}`,
  moi: newest,
  ma: sql`v.code_order, v.id`,
  ten: sql`v.title_order, v.code_order, v.id`,
};

/** A version `v` as lists show it, with its `edition` and what `shownOf` reads beside it. */
const itemJson = sql`json_build_object('entry', v.entry_id, 'code', v.code, 'edition', edition.code, 'title', v.title,
  'titleEn', c.title_en, 'summary', c.summary, 'summaryEn', c.summary_en, 'status', c.status, 'sectors', c.sectors,
  'organisations', c.organisations, 'openFrom', c.open_from, 'openTo', c.open_to, 'illustrative', c.illustrative,
  'publishedOn', (c.published_at at time zone interval '7 hours')::date, 'dated', v.dated)`;

/** The edition of `v`, and its content unpacked once. */
const shownOf = sql`join edition on edition.id = v.edition_id
  cross join lateral jsonb_to_record(v.content) as c (title_en text, summary text, summary_en text, status text,
    sectors jsonb, organisations jsonb, open_from text, open_to text, illustrative boolean, published_at timestamptz)`;

interface ItemRow {
  readonly entry: number;
  readonly code: string;
  readonly edition: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly summaryEn: string | null;
  readonly status: string;
  readonly sectors: readonly string[];
  readonly organisations: readonly {
    readonly role: string;
    readonly code: string | null;
    readonly name: string;
  }[];
  readonly openFrom: string | null;
  readonly openTo: string | null;
  readonly illustrative: boolean;
  readonly publishedOn: string | null;
  readonly dated: string;
}

function foundItem(kind: CatalogueKind, day: LocalDate, row: ItemRow): FoundItem {
  const { edition, status, sectors, openFrom, openTo, publishedOn } = row;
  return {
    kind: kind === 'problems' ? 'problem' : 'need',
    id: row.entry,
    code: row.code,
    url: withDay(publicEntry(kind, row.code), day),
    title: row.title,
    titleEn: row.titleEn,
    summary: row.summary,
    summaryEn: row.summaryEn,
    shown: {
      ...{ edition, status, sectors, openFrom, openTo, publishedOn },
      organisations: row.organisations
        .filter(({ role }) => role === 'lead' || role === 'in_need')
        .map(({ code, name }) => ({ code, name })),
    },
    dated: row.dated,
    illustrative: row.illustrative,
  };
}

/**
 * The public entries of a kind at the end of a day, as `listEntries` gives those of today: searched by title, code and
 * summary, narrowed, ordered, one page of them. Values of filters are counted; where more than 1,000 entries stood and
 * the list is narrowed they are only named. Three statements.
 */
export async function listEntriesOn(
  db: Querying,
  kind: CatalogueKind,
  query: EntryQuery,
  day: LocalDate,
): Promise<EntryList> {
  const stood = await countsOn(db, kind, day);
  const narrowed = query.q !== '' || filterGroups.some((group) => query.filters[group].length > 0);
  const words = wordsOf(query.q);
  const found =
    stood.total === 0 || words === null
      ? { items: [], total: 0, totalIsExact: true, facets: {} }
      : narrowed
        ? await search(db, kind, query, day, words, stood.total > mostCandidates)
        : { items: await browse(db, kind, query, day), ...stood, totalIsExact: true };
  const counted = found.facets ?? stood.facets;
  const items = found.items.map((row) => foundItem(kind, day, row));
  const labels = await readLabels(db, counted, query.filters, items);
  const facets = writeFacets(counted, query.filters, labels);
  return {
    items,
    total: found.total,
    totalIsExact: found.totalIsExact,
    page: query.page,
    facets: found.facets === null ? uncounted(facets) : facets,
    marking: { words: words ?? [], accented: [] },
    corrected: null,
    near: [],
    sectors: labels.sector,
    organisations: labels.organisation,
  };
}

function uncounted(facets: EntryList['facets']): EntryList['facets'] {
  const bare = (group: keyof EntryList['facets']) =>
    facets[group].map((value) => ({ ...value, count: null }));
  return {
    year: bare('year'),
    sector: bare('sector'),
    organisation: bare('organisation'),
    place: bare('place'),
    status: bare('status'),
  };
}

/** Walks the index of the order; in that of days, what later editions brought is passed over by their years. */
async function browse(
  db: Querying,
  kind: CatalogueKind,
  query: EntryQuery,
  day: LocalDate,
): Promise<readonly ItemRow[]> {
  const sort = query.sort === 'lien-quan' ? 'moi' : query.sort;
  const order = orders[sort];
  const lastYear = sql`make_date(max(coalesce(edition.year, edition.period_to)), 12, 31)`;
  const { rows } = await sql<{ item: ItemRow }>`
    with page as (
      select v.id from entry_version v
      where ${stoodOn(kind, day)} and ${sort === 'moi' ? sql`v.dated <= ${publishedBy(kind, day, lastYear)}` : sql`true`}
      order by ${order} limit ${query.perPage} offset ${(query.page - 1) * query.perPage}
    )
    select ${itemJson} as item from page join entry_version v on v.id = page.id ${shownOf}
    order by ${order}`.execute(db);
  return rows.map(({ item }) => item);
}

interface Searched {
  readonly items: readonly ItemRow[];
  readonly total: number;
  readonly totalIsExact: boolean;
  /** null where the values of filters were not counted. */
  readonly facets: FacetCounts | null;
}

/**
 * Among few entries all are looked at, so that each filter can count what its other values would bring; among many
 * (`wide`) the filters are part of the search, which ends after 1,000.
 */
async function search(
  db: Querying,
  kind: CatalogueKind,
  query: EntryQuery,
  day: LocalDate,
  words: readonly string[],
  wide: boolean,
): Promise<Searched> {
  const { filters, sort } = query;
  const order = orders[sort];
  const within = wide
    ? passes(filters, day)
    : sql`v.edition_id in ${publishedBy(kind, day, sql`edition.id`)}`;
  const most = wide
    ? sql`order by ${sort === 'lien-quan' ? newest : order} limit ${mostCandidates + 1}`
    : sql``;
  const { rows } = await sql<{
    total: number;
    items: ItemRow[] | null;
    facets: [string, number][] | null;
  }>`
    with candidate as materialized (
      select v.id, v.dated, v.code_order, v.title_order, v.facets,
        ${sort === 'lien-quan' ? hasWords(sql`(' ' || document_words(v.title) || ' ')`, words) : sql`true`} as in_title,
        ${wide ? sql`''` : failedGroups(filters)} as failed
      from entry_version v
      where ${stoodOn(kind, day)} and ${within} and ${hasWords(sql`v.words`, words)} ${most}
    ), page as (
      select * from candidate v where failed = ''
      order by ${order} limit ${query.perPage} offset ${(query.page - 1) * query.perPage}
    )
    select (select count(*)::int from candidate where failed = '') as total,
      (select json_agg(${itemJson} order by ${order})
        from (select v.*, page.in_title from page join entry_version v on v.id = page.id) v
        ${shownOf}) as items,
      (select json_agg(json_build_array(facet, items)) from (
        select facet, count(*) as items from candidate, unnest(facets) as facet
        where failed = '' or failed = left(facet, 1) group by facet) counted) as facets
  `.execute(db);
  const [row] = rows;
  const total = row?.total ?? 0;
  return {
    items: row?.items ?? [],
    total: Math.min(total, mostCandidates),
    totalIsExact: !wide || total <= mostCandidates,
    facets: wide ? null : countsByGroup(row?.facets ?? []),
  };
}

/** Where the next page of `walkEntriesOn` begins. */
export interface VersionPlace {
  readonly order: string;
  readonly version: number;
}

export interface WalkedOn {
  readonly items: readonly FoundItem[];
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly next: VersionPlace | null;
}

export interface WalkSelection {
  readonly q: string;
  readonly filters: SearchFilters;
  readonly after: VersionPlace | null;
  readonly limit: number;
}

/**
 * The public entries of a kind at the end of a day in the order of their codes, from a place on, for programs that
 * walk through all of them. Narrowed, the total stops at 1,000. Two statements.
 */
export async function walkEntriesOn(
  db: Querying,
  kind: CatalogueKind,
  { q, filters, after, limit }: WalkSelection,
  day: LocalDate,
): Promise<WalkedOn> {
  const words = wordsOf(q);
  const stood = await countsOn(db, kind, day);
  if (words === null || stood.total === 0) return { items: [], total: 0, totalIsExact: true, next: null };
  const narrowed = words.length > 0 || Object.values(filters).some((values) => values.length > 0);
  const wanted = sql`${stoodOn(kind, day)} and ${passes(filters, day)} and ${hasWords(sql`v.words`, words)}`;
  const beyond = after ? sql`and (v.code_order, v.id) > (${after.order}, ${after.version}::bigint)` : sql``;
  const count = narrowed
    ? sql`(select count(*)::int from (select 1 from entry_version v where ${wanted} limit ${mostCandidates + 1}) c)`
    : sql`${stood.total}::int`;
  const { rows } = await sql<{ items: (ItemRow & VersionPlace)[] | null; total: number }>`
    with page as (select v.id from entry_version v where ${wanted} ${beyond} order by v.code_order, v.id limit ${limit + 1})
    select (select json_agg(${itemJson}::jsonb || jsonb_build_object('order', v.code_order, 'version', v.id)
        order by v.code_order, v.id)
      from page join entry_version v on v.id = page.id ${shownOf}) as items,
      ${count} as total`.execute(db);
  const found = rows[0]?.items ?? [];
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const total = rows[0]?.total ?? 0;
  return {
    items: shown.map((row) => foundItem(kind, day, row)),
    total: narrowed ? Math.min(total, mostCandidates) : total,
    totalIsExact: !narrowed || total <= mostCandidates,
    next: found.length > limit && last ? { order: last.order, version: last.version } : null,
  };
}
