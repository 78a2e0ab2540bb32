import { type RawBuilder, sql } from 'kysely';
import type { PartialDate } from '../../kernel/dates.ts';
import type { DocumentKind } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { vnNorm } from '../../platform/search/index.ts';
import { replacedAmong } from './citing.ts';
import { readKind } from './store.ts';

export const documentSorts = ['newest', 'oldest', 'relevance'] as const;
export type DocumentSort = (typeof documentSorts)[number];

/** What a list is narrowed by. Choices within one filter widen, filters narrow. */
export interface DocumentFilters {
  readonly q: string;
  readonly kinds: readonly string[];
  readonly years: readonly string[];
  /** Codes of organisations, or names of issuers the directory does not know. */
  readonly issuers: readonly string[];
  readonly states: readonly string[];
  readonly sort: DocumentSort;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export interface ListedDocument {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly issued: PartialDate | null;
  readonly issuer: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: 'draft' | 'published';
  readonly confirmed: boolean;
  readonly illustrative: boolean;
  readonly hasFile: boolean;
  readonly replaced: boolean;
  readonly updatedAt: Date;
}

export interface FacetValue {
  readonly facet: 'kind' | 'year' | 'issuer' | 'state';
  readonly value: string;
  readonly label: string | null;
  /** null when there are too many documents to count */
  readonly count: number | null;
}

export interface DocumentPage {
  readonly items: readonly ListedDocument[];
  /** At most `mostCounted`. */
  readonly total: number;
  readonly totalIsExact: boolean;
  /** The page shown: the last one when a later one was asked for. */
  readonly page: number;
  readonly facets: readonly FacetValue[];
}

export const pageSize = 20;
/** Documents of a printed list. */
export const documentsOnPaper = 200;
/** No list ranks or counts more documents than this. */
export const mostCounted = 1000;
/** Issuers offered as a filter. */
const mostIssuers = 30;

/** Words of a query, folded; null when it holds none. */
function queryWords(q: string): readonly string[] {
  return (vnNorm(q).match(/[a-z0-9]+/g) ?? []).slice(0, 12);
}

/** Condition on document `d`: all words must occur, the last one perhaps not typed to its end. */
export function textCondition(q: string): RawBuilder<boolean> {
  if (q.trim() === '') return sql<boolean>`true`;
  const words = queryWords(q);
  if (words.length === 0) return sql<boolean>`false`;
  return sql<boolean>`d.search @@ to_tsquery('pg_catalog.simple', ${`${words.join(' & ')}:*`})`;
}

export function oneOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  return values.length === 0 ? sql<boolean>`true` : sql<boolean>`${column} = any(${[...values]}::text[])`;
}

const visible = (publishedOnly: boolean) =>
  publishedOnly ? sql<boolean>`d.state = 'published'` : sql<boolean>`true`;

const column = {
  kind: sql`kind`,
  year: sql`year`,
  issuer: sql`issuer`,
  state: sql`state`,
};

/** The documents that fit, newest first, never more than can be counted; every list and facet starts from it. */
function candidates(filters: Pick<DocumentFilters, 'q'>, publishedOnly: boolean) {
  return sql`
    select d.id, d.kind, left(d.issued, 4) as year, coalesce(o.code, d.issuer) as issuer,
      coalesce(o.name, d.issuer) as issuer_name, d.state, d.issued_from
    from document d left join organisation o on o.id = d.issuer_id
    where ${visible(publishedOnly)} and ${textCondition(filters.q)}`;
}

function orderOf({ sort, q }: DocumentFilters): RawBuilder<unknown> {
  if (sort === 'oldest') return sql`d.issued_from asc nulls last, d.id`;
  const newest = sql`d.issued_from desc nulls last, d.id desc`;
  const words = queryWords(q);
  if (sort !== 'relevance' || words.length === 0) return newest;
  // a match in number or title before one in the body
  const patterns = words.map((word) => `%${word}%`);
  return sql`document_words(coalesce(d.number, '') || ' ' || d.title) like all (${patterns}::text[]) desc, ${newest}`;
}

/** A page of the register with its facets, in three statements. `publishedOnly` for visitors. */
export async function documentList(
  db: Querying,
  filters: DocumentFilters,
  publishedOnly: boolean,
): Promise<DocumentPage> {
  const counted = await countFacets(db, filters, publishedOnly);
  const { perPage } = filters;
  const lastPage = Math.max(1, Math.ceil(counted.total / perPage));
  const page = Math.min(Math.max(1, filters.page), lastPage);
  const rows = await sql<ListRow>`
    with candidate as materialized (
      select * from (${candidates(filters, publishedOnly)}) found
      where ${oneOf(column.kind, filters.kinds)} and ${oneOf(column.year, filters.years)}
        and ${oneOf(column.issuer, filters.issuers)} and ${oneOf(column.state, filters.states)}
      order by issued_from ${filters.sort === 'oldest' ? sql`asc` : sql`desc`} nulls last, id desc
      limit ${mostCounted}
    )
    select d.id, d.kind, d.number, d.symbol, d.issued, d.issuer, d.title, d.title_en, d.state, d.confirmed,
      d.illustrative, d.file_sha256 is not null as has_file, d.updated_at
    from candidate join document d on d.id = candidate.id
    order by ${orderOf(filters)}
    limit ${perPage} offset ${(page - 1) * perPage}
  `.execute(db);
  const replaced = await replacedAmong(
    db,
    rows.rows.map(({ id }) => id),
  );
  return { ...counted, page, items: rows.rows.map((row) => listedOf(row, replaced)) };
}

interface ListRow {
  id: number;
  kind: string;
  number: string | null;
  symbol: string | null;
  issued: string | null;
  issuer: string | null;
  title: string;
  title_en: string | null;
  state: string;
  confirmed: boolean;
  illustrative: boolean;
  has_file: boolean;
  updated_at: Date;
}

function listedOf(row: ListRow, replaced: ReadonlySet<number>): ListedDocument {
  const { title_en: titleEn, has_file: hasFile, updated_at: updatedAt, ...rest } = row;
  return {
    ...rest,
    kind: readKind(row.kind),
    state: row.state === 'published' ? 'published' : 'draft',
    titleEn,
    hasFile,
    updatedAt,
    replaced: replaced.has(row.id),
  };
}

type Facet = FacetValue['facet'];

/** Each facet counts what the other filters leave, so that its own choices stay open. */
async function countFacets(
  db: Querying,
  filters: DocumentFilters,
  publishedOnly: boolean,
): Promise<{ total: number; totalIsExact: boolean; facets: FacetValue[] }> {
  const chosen: Readonly<Record<Facet, readonly string[]>> = {
    kind: filters.kinds,
    year: filters.years,
    issuer: filters.issuers,
    state: filters.states,
  };
  const names = Object.keys(chosen) as Facet[];
  const fits = (except: Facet | null) =>
    sql.join(
      names.filter((name) => name !== except).map((name) => oneOf(column[name], chosen[name])),
      sql` and `,
    );
  const groups = names.map(
    (name) => sql`
    select ${name} as facet, ${column[name]} as value, ${name === 'issuer' ? sql`max(issuer_name)` : sql`null`} as label,
      count(*) as count
    from candidate where ${column[name]} is not null and ${fits(name)} group by ${column[name]}`,
  );
  const rows = await sql<{
    facet: Facet | 'total' | 'seen';
    value: string;
    label: string | null;
    count: number;
  }>`
    with candidate as materialized (
      select * from (${candidates(filters, publishedOnly)}) found
      order by issued_from desc nulls last, id desc
      limit ${mostCounted + 1}
    ), fitting as (
      select 1 from (${candidates(filters, publishedOnly)}) found where ${fits(null)} limit ${mostCounted + 1}
    )
    ${sql.join(groups, sql` union all `)}
    union all select 'seen', '', null, count(*) from candidate
    union all select 'total', '', null, count(*) from fitting
    order by count desc, value
  `.execute(db);
  const countOf = (name: string) => rows.rows.find((row) => row.facet === name)?.count ?? 0;
  const total = countOf('total');
  const countable = countOf('seen') <= mostCounted;
  const facets = rows.rows.flatMap(({ facet, ...row }): FacetValue[] =>
    facet === 'total' || facet === 'seen' ? [] : [{ facet, ...row, count: countable ? row.count : null }],
  );
  return {
    total: Math.min(total, mostCounted),
    totalIsExact: total <= mostCounted,
    facets: names.flatMap((name) => likeliest(facets, name, chosen[name])),
  };
}

/** Years from the newest, issuers by count and not endless; what is chosen is always among them. */
function likeliest(facets: readonly FacetValue[], name: Facet, chosen: readonly string[]): FacetValue[] {
  const mine = facets.filter(({ facet }) => facet === name);
  if (name === 'year') return mine.sort((one, other) => other.value.localeCompare(one.value));
  return mine.filter(({ value }, index) => index < mostIssuers || chosen.includes(value));
}
