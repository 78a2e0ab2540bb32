import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { findItems, mostCandidates } from '../../../platform/search/index.ts';
import { type CatalogueKind, needDetail, problemDetail } from '../entry.ts';
import { type EntryQuery, searchKind, searchSorts } from '../listing.ts';
import { publicEntry } from '../paths.ts';
import { isPublic } from '../public-entry.ts';
import { hasWords, type VersionPlace, wordsOf } from '../versions/list.ts';
import { passes, stoodOn } from '../versions/stood.ts';
import type { openNeed, openProblem } from './shapes.ts';

/** Rows of one statement: some megabytes of text. */
const atOnce = 500;

/** What a list is narrowed by; its order and page say nothing about a file. */
export type RowQuery = Pick<EntryQuery, 'q' | 'filters' | 'sort' | 'day'>;

type Row = z.output<typeof openProblem> & z.output<typeof openNeed>;
type DetailKey = Exclude<
  keyof z.output<typeof problemDetail> | keyof z.output<typeof needDetail>,
  'results' | 'privateContact'
>;
type CommonKey = Exclude<keyof Row, DetailKey>;

const vietnameseDay = (instant: RawBuilder<unknown>) =>
  sql`(${instant} at time zone interval '7 hours')::date`;
const each = (list: RawBuilder<unknown>, shown: RawBuilder<unknown>) =>
  sql`(select coalesce(json_agg(${shown} order by one.at), '[]')
    from jsonb_array_elements(${list}) with ordinality as one (held, at))`;

/** A field of every row in the order of the file, from the version `v`, its `edition` and its content `c`. */
function commonFields(
  kind: CatalogueKind,
  day: LocalDate | null,
): Readonly<Record<CommonKey, RawBuilder<unknown>>> {
  const address = sql`${publicEntry(kind, '')}::text || v.code`;
  return {
    code: sql`v.code`,
    url: day ? sql`${address} || ${`?ngay=${day}`}::text` : address,
    edition: sql`edition.code`,
    tt: sql`c.tt`,
    year: sql`edition.year`,
    period: sql`edition.period_from || '-' || edition.period_to`,
    title: sql`v.title`,
    titleEn: sql`c.title_en`,
    summary: sql`c.summary`,
    summaryEn: sql`c.summary_en`,
    status: sql`c.status`,
    sectors: sql`c.sectors`,
    keywords: sql`c.keywords`,
    organisations: each(
      sql`c.organisations`,
      sql`json_build_object('role', one.held -> 'role', 'code', one.held -> 'code', 'name', one.held -> 'name')`,
    ),
    places: each(
      sql`c.places`,
      sql`json_build_object('code', one.held -> 'code', 'name', one.held -> 'name')`,
    ),
    bases: each(sql`c.bases`, sql`one.held - 'citation_key'`),
    results: sql`coalesce(d.results, '[]')`,
    openFrom: sql`c.open_from`,
    openTo: sql`c.open_to`,
    source: sql`c.source`,
    attachments: sql`(select coalesce(json_agg(json_build_object('name', f.held -> 'name', 'title', f.held -> 'title',
        'titleEn', f.held -> 'titleEn', 'size', f.held -> 'size', 'mediaType', f.held -> 'mediaType',
        'url', ${address} || '/tep/' || (f.held ->> 'id'), 'sha256', f.held -> 'sha256') order by f.at), '[]')
      from jsonb_array_elements(c.attachments) with ordinality as f (held, at)
      where exists (select from entry_attachment kept where kept.id = (f.held ->> 'id')::bigint and kept.removed_at is null))`,
    extra: sql`c.extra`,
    publishedOn: vietnameseDay(sql`c.published_at`),
    updatedOn: vietnameseDay(sql`c.updated_at`),
    illustrative: sql`c.illustrative`,
  };
}

/** The names in the detail of a kind with what stands where a version has none of it. */
function detailFields(kind: CatalogueKind): readonly (readonly [name: string, empty: unknown])[] {
  const { results: _results, ...empty } =
    kind === 'problems' ? problemDetail.parse({}) : needDetail.parse({});
  return Object.entries(empty).filter(([name]) => name !== 'privateContact');
}

/** The row of a version as JSON, and what it is read from: the content and its detail, each unpacked once. */
export function entryRow(kind: CatalogueKind, day: LocalDate | null) {
  const details = detailFields(kind);
  const fields: readonly (readonly [string, RawBuilder<unknown>])[] = [
    ...Object.entries(commonFields(kind, day)),
    ...details.map(([name, empty]) => {
      const held = sql.ref(`d.${name}`);
      return [name, empty === null ? held : sql`coalesce(${held}, ${JSON.stringify(empty)}::jsonb)`] as const;
    }),
  ];
  const columns = details.map(([name]) => sql`${sql.id(name)} jsonb`);
  return {
    fields,
    json: sql`json_build_object(${sql.join(fields.flatMap(([name, value]) => [sql`${sql.lit(name)}`, value]))})`,
    from: sql`join edition on edition.id = v.edition_id
      cross join lateral jsonb_to_record(v.content) as c (tt text, title_en text, summary text, summary_en text, status text,
        sectors jsonb, keywords jsonb, organisations jsonb, places jsonb, bases jsonb, attachments jsonb, detail jsonb,
        open_from text, open_to text, source text, extra jsonb, illustrative boolean, published_at timestamptz,
        updated_at timestamptz)
      cross join lateral jsonb_to_record(c.detail) as d (results jsonb, ${sql.join(columns)})`,
  };
}

/** Condition on `v`: it stands now, or stood at the end of the day. */
export function standing(kind: CatalogueKind, day: LocalDate | null): RawBuilder<unknown> {
  if (day) return stoodOn(kind, day);
  // the day, which the indexes hold, so that versions of the past are passed over without being read
  return sql`(v.kind = ${kind} and not v.withheld and v.to_day is null)`;
}

/** What no file may hold even if a version of it were left standing: read from the entry itself. */
const stillPublic = (day: LocalDate | null) =>
  day ? sql`` : sql`join entry on entry.id = v.entry_id and ${isPublic}`;

/**
 * The public entries of a kind as rows of JSON, some hundred at once, each row a line: those in force now, or that stood at
 * the end of a day, in the order of their codes. What is searched today comes in the order of the list and ends after the
 * 1,000 entries a search finds. A statement for each piece; nothing is held between two of them.
 */
export async function* walkEntryRows(
  db: Querying,
  kind: CatalogueKind,
  query: RowQuery,
  today: LocalDate,
): AsyncGenerator<string> {
  const { q, filters, day } = query;
  if (q !== '' && !day) {
    const found = await foundRows(db, kind, query);
    if (found) yield found;
    return;
  }
  const words = wordsOf(q);
  if (words === null) return;
  const wanted = sql`${standing(kind, day)} and ${passes(filters, day ?? today)} and ${hasWords(sql`v.words`, words)}`;
  const row = entryRow(kind, day);
  let after: VersionPlace | null = null;
  do {
    const beyond: RawBuilder<unknown> = after
      ? sql`and (v.code_order, v.id) > (${after.order}, ${after.version}::bigint)`
      : sql``;
    const read = sql<{ rows: string | null; last: VersionPlace | null; count: number }>`
      with page as materialized (
        select v.id, v.code_order from entry_version v where ${wanted} ${beyond} order by v.code_order, v.id limit ${atOnce})
      select (select string_agg(${row.json}::text, E'\n' order by v.code_order, v.id)
          from page join entry_version v on v.id = page.id ${row.from} ${stillPublic(day)}) as rows,
        (select json_build_object('order', code_order, 'version', id) from page order by code_order desc, id desc limit 1) as last,
        (select count(*)::int from page) as count`;
    const [piece] = (await read.execute(db)).rows;
    if (piece?.rows) yield piece.rows;
    after = piece && piece.count === atOnce ? piece.last : null;
  } while (after !== null);
}

/** A row taken apart: its fields by name, lists and groups as they are. */
export type EntryRecord = Readonly<Record<string, unknown>>;

/**
 * As `walkEntryRows` with each row as a record, for tables: the database writes no JSON that would only be read again. Not
 * for what is searched today, which comes as one piece.
 */
export async function* walkEntryRecords(
  db: Querying,
  kind: CatalogueKind,
  query: RowQuery,
  today: LocalDate,
): AsyncGenerator<readonly EntryRecord[]> {
  const { q, filters, day } = query;
  const words = wordsOf(q);
  if (words === null) return;
  const wanted = sql`${standing(kind, day)} and ${passes(filters, day ?? today)} and ${hasWords(sql`v.words`, words)}`;
  const row = entryRow(kind, day);
  const columns = sql.join(row.fields.map(([name, value]) => sql`${value} as ${sql.id(name)}`));
  // what is not public any more is counted all the same: a shorter piece would end the walk
  const open = day ? sql`true` : sql`entry.id is not null`;
  const held = day ? sql`` : sql`left join entry on entry.id = v.entry_id and ${isPublic}`;
  let after: VersionPlace | null = null;
  do {
    const beyond: RawBuilder<unknown> = after
      ? sql`and (v.code_order, v.id) > (${after.order}, ${after.version}::bigint)`
      : sql``;
    const read = sql<EntryRecord & { _order: string; _version: number; _open: boolean }>`
      with page as materialized (
        select v.id, v.code_order from entry_version v where ${wanted} ${beyond} order by v.code_order, v.id limit ${atOnce})
      select ${columns}, page.code_order as _order, page.id as _version, ${open} as _open
      from page join entry_version v on v.id = page.id ${row.from} ${held} order by page.code_order, page.id`;
    const { rows } = await read.execute(db);
    const shown = rows.filter(({ _open }) => _open);
    if (shown.length > 0) yield shown;
    const last = rows.at(-1);
    after = last && rows.length === atOnce ? { order: last._order, version: last._version } : null;
  } while (after !== null);
}

async function foundRows(db: Querying, kind: CatalogueKind, query: RowQuery): Promise<string | null> {
  const found = await findItems(db, query.q, {
    kinds: [searchKind[kind]],
    filters: query.filters,
    sort: searchSorts[query.sort],
    ...{ offset: 0, limit: mostCandidates, passages: false, count: 'none' },
  });
  const row = entryRow(kind, null);
  const { rows } = await sql<{ rows: string | null }>`
    select string_agg(${row.json}::text, E'\n' order by wanted.at) as rows
    from unnest(${found.items.map(({ id }) => id)}::bigint[]) with ordinality as wanted (id, at)
      join entry_version v on v.entry_id = wanted.id and ${standing(kind, null)} ${row.from} ${stillPublic(null)}`.execute(
    db,
  );
  return rows[0]?.rows ?? null;
}
