import { sql } from 'kysely';
import { type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import {
  browseItems,
  type FacetCounts,
  type FacetGroup,
  type FoundItem,
  findItems,
  type Marking,
  mostCandidates,
  type SearchFilters,
  type SearchKind,
  type SearchSort,
} from '../../platform/search/index.ts';
import { type CatalogueKind, entryStatuses, entryStatusNames } from './entry.ts';
import { readShown } from './public-rows.tsx';
import { dayName } from './versions/day.ts';

const entriesPerPage = 20;
/** Entries of a printed list; of more, the list says how many there are. */
export const entriesOnPaper = 200;
/** Deeper pages would only cost: whoever is past them narrows the list or takes the API. */
const deepestPage = mostCandidates / entriesPerPage;
/** More values of one filter than anybody ticks. */
const mostValues = 30;

export const listSorts = ['lien-quan', 'moi', 'ma', 'ten'] as const;
export type ListSort = (typeof listSorts)[number];

export const searchSorts: Readonly<Record<ListSort, SearchSort>> = {
  'lien-quan': 'relevance',
  moi: 'newest',
  ma: 'code',
  ten: 'title',
};

/** Groups by which entries are narrowed, with their names in the address. */
export const filterNames = {
  year: 'nam',
  sector: 'linh-vuc',
  organisation: 'co-quan',
  place: 'dia-ban',
  status: 'trang-thai',
} as const;
export type FilterGroup = keyof typeof filterNames;
export const filterGroups = Object.keys(filterNames) as readonly FilterGroup[];

/** What a list is asked for; all of it stands in the address. */
export interface EntryQuery {
  readonly q: string;
  readonly filters: Readonly<Record<FilterGroup, readonly string[]>>;
  readonly sort: ListSort;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** The day as of which the list is shown; null for today. */
  readonly day: LocalDate | null;
}

/** Reads an address; what is not understood counts as not given. */
export function readEntryQuery(address: URLSearchParams, onPaper = false): EntryQuery {
  const clean = (value: string) => value.replaceAll('\u0000', '').normalize('NFC').trim();
  const q = clean(address.get('q') ?? '').slice(0, 300);
  const asked = listSorts.find((sort) => sort === address.get('sap-xep'));
  const page = Number(address.get('trang') ?? '1');
  const chosen = (group: FilterGroup) => [
    ...new Set(
      address
        .getAll(filterNames[group])
        .map((value) => clean(value).slice(0, 60))
        .filter(Boolean),
    ),
  ];
  return {
    q,
    filters: {
      year: chosen('year').slice(0, mostValues),
      sector: chosen('sector').slice(0, mostValues),
      organisation: chosen('organisation').slice(0, mostValues),
      place: chosen('place').slice(0, mostValues),
      status: chosen('status').slice(0, mostValues),
    },
    sort: asked && (asked !== 'lien-quan' || q) ? asked : q ? 'lien-quan' : 'moi',
    page: !onPaper && Number.isSafeInteger(page) && page >= 1 ? Math.min(page, deepestPage) : 1,
    perPage: onPaper ? entriesOnPaper : entriesPerPage,
    day: parseLocalDate(clean(address.get(dayName) ?? '')),
  };
}

/** The query of an address for what is asked, without what is the default anyway. */
export function writeEntryQuery(query: EntryQuery): string {
  const pairs: [string, string][] = query.q ? [['q', query.q]] : [];
  for (const group of filterGroups)
    for (const value of query.filters[group]) pairs.push([filterNames[group], value]);
  if (query.sort !== (query.q ? 'lien-quan' : 'moi')) pairs.push(['sap-xep', query.sort]);
  if (query.page > 1) pairs.push(['trang', String(query.page)]);
  if (query.day) pairs.push([dayName, query.day]);
  const text = new URLSearchParams(pairs).toString();
  return text ? `?${text}` : '';
}

export interface FacetValue {
  readonly value: string;
  readonly label: Text;
  /** null when it was not counted. */
  readonly count: number | null;
  readonly chosen: boolean;
}

export interface EntryList {
  readonly items: readonly FoundItem[];
  /** At most 1,000 when something is searched or filtered. */
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly page: number;
  readonly facets: Readonly<Record<FilterGroup, readonly FacetValue[]>>;
  readonly marking: Marking;
  readonly corrected: readonly string[] | null;
  readonly near: readonly FoundItem[];
  /** Sectors by code, for the rows. */
  readonly sectors: ReadonlyMap<string, Text>;
  /** Names of organisations by code, the same way. */
  readonly organisations: ReadonlyMap<string, Text>;
}

export const searchKind: Readonly<Record<CatalogueKind, SearchKind>> = { problems: 'problem', needs: 'need' };

/**
 * Public entries of a kind: searched, narrowed, ordered, one page of them, with the values of every filter counted.
 * Two statements for a plain list, at most eight for a search that finds nothing.
 */
export async function listEntries(db: Querying, kind: CatalogueKind, query: EntryQuery): Promise<EntryList> {
  const narrowed = query.q !== '' || filterGroups.some((group) => query.filters[group].length > 0);
  const found = narrowed ? await search(db, kind, query) : await browse(db, kind, query);
  const labels = await readLabels(db, found.facets, query.filters, [...found.items, ...found.near]);
  const { facets, ...rest } = found;
  return {
    ...rest,
    facets: writeFacets(facets, query.filters, labels),
    sectors: labels.sector,
    organisations: labels.organisation,
  };
}

type Listed = Omit<EntryList, 'facets' | 'sectors' | 'organisations'> & { readonly facets: FacetCounts };

async function browse(db: Querying, kind: CatalogueKind, query: EntryQuery): Promise<Listed> {
  const sort = searchSorts[query.sort];
  const page = await browseItems(
    db,
    searchKind[kind],
    sort === 'relevance' ? 'newest' : sort,
    (query.page - 1) * query.perPage,
    query.perPage,
  );
  return {
    ...page,
    totalIsExact: true,
    page: query.page,
    marking: { words: [], accented: [] },
    corrected: null,
    near: [],
  };
}

async function search(db: Querying, kind: CatalogueKind, query: EntryQuery): Promise<Listed> {
  const filters: SearchFilters = query.filters;
  const found = await findItems(db, query.q, {
    kinds: [searchKind[kind]],
    filters,
    sort: searchSorts[query.sort],
    offset: (query.page - 1) * query.perPage,
    limit: query.perPage,
    passages: query.q !== '',
    count: 'all',
  });
  return { ...found, page: query.page, marking: { words: found.words, accented: found.accented } };
}

type Labels = Readonly<Record<FacetGroup, ReadonlyMap<string, Text>>>;

/** Codes of the organisations a row names; none where it is no entry. */
function organisationsOf(item: FoundItem): readonly string[] {
  if (item.kind !== 'problem' && item.kind !== 'need') return [];
  return readShown(item).organisations.flatMap(({ code }) => (code === null ? [] : [code]));
}

/** What rows of a list call sectors and organisations, where there are no filters beside it. One statement. */
export async function namesForRows(
  db: Querying,
  items: readonly FoundItem[],
): Promise<Pick<EntryList, 'sectors' | 'organisations'>> {
  const none = { year: [], sector: [], organisation: [], place: [], status: [] };
  const { sector, organisation } = await readLabels(db, {}, none, items);
  return { sectors: sector, organisations: organisation };
}

/** Names of sectors and organisations, read from their own tables so that a new name shows at once. */
export async function readLabels(
  db: Querying,
  counts: FacetCounts,
  filters: EntryQuery['filters'],
  items: readonly FoundItem[],
): Promise<Labels> {
  const codes = (['organisation', 'place'] as const).flatMap((group) => [
    ...Object.keys(counts[group] ?? {}),
    ...filters[group],
  ]);
  codes.push(...items.flatMap((item) => organisationsOf(item)));
  const rows = await sql<{ code: string; sector: boolean; name: string; name_en: string | null }>`
    select * from (select code, true as sector, name, name_en from sector order by position, code) s
    union all
    select code, false, name, name_en from organisation where code = any(${[...new Set(codes)]}::text[])
  `.execute(db);
  const named = (sector: boolean) =>
    new Map(
      rows.rows
        .filter((row) => row.sector === sector)
        .map((row) => [row.code, { vi: row.name, en: row.name_en ?? row.name }]),
    );
  const organisations = named(false);
  return {
    sector: named(true),
    organisation: organisations,
    place: organisations,
    status: new Map(Object.entries(entryStatusNames)),
    year: new Map(),
    kind: new Map(),
    type: new Map(),
  };
}

/** The values of every filter in the order in which they are offered, those chosen among them. */
export function writeFacets(
  counts: FacetCounts,
  filters: EntryQuery['filters'],
  labels: Labels,
): EntryList['facets'] {
  const values = (group: FilterGroup): FacetValue[] => {
    const counted = counts[group] ?? {};
    const known = [...new Set([...Object.keys(counted), ...filters[group]])];
    return known
      .map((value) => ({
        value,
        label: labels[group].get(value) ?? { vi: value, en: value },
        count: counted[value] ?? (Object.keys(counts).length > 0 ? 0 : null),
        chosen: filters[group].includes(value),
      }))
      .sort(facetOrders(labels)[group]);
  };
  return {
    year: values('year'),
    sector: values('sector'),
    organisation: values('organisation'),
    place: values('place'),
    status: values('status'),
  };
}

type Order = (a: FacetValue, b: FacetValue) => number;

function facetOrders(labels: Labels): Readonly<Record<FilterGroup, Order>> {
  const positions = [...labels.sector.keys()];
  const statuses: readonly string[] = entryStatuses;
  const frequent: Order = (a, b) => (b.count ?? 0) - (a.count ?? 0) || (a.label.vi < b.label.vi ? -1 : 1);
  return {
    year: (a, b) => Number(b.value) - Number(a.value),
    sector: (a, b) => positions.indexOf(a.value) - positions.indexOf(b.value),
    organisation: frequent,
    place: frequent,
    status: (a, b) => statuses.indexOf(a.value) - statuses.indexOf(b.value),
  };
}
