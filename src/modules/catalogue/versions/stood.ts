import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { FacetCounts, FacetGroup, SearchFilters } from '../../../platform/search/index.ts';
import type { CatalogueKind } from '../entry.ts';
import type { FilterGroup } from '../listing.ts';

/** Condition on `entry_version v`: it is what visitors read at the end of the day. */
export function stoodOn(kind: CatalogueKind, day: LocalDate): RawBuilder<boolean> {
  return sql<boolean>`(v.kind = ${kind} and not v.withheld and v.from_day <= ${day}::date
    and (v.to_day is null or v.to_day > ${day}::date))`;
}

/**
 * Condition on `entry_version v` and its `edition`: superseded by the end of the day and never since in force, it stood in
 * no list any more and was read by its address.
 */
export function openOn(day: LocalDate): RawBuilder<boolean> {
  return sql<boolean>`(not v.withheld and edition.superseded_at is not null and v.to_at >= edition.superseded_at
    and (edition.superseded_at at time zone interval '7 hours')::date <= ${day}::date)`;
}

/** Editions published by the end of the day, as a query of what is asked of them. */
export function publishedBy(kind: CatalogueKind, day: LocalDate, asked: RawBuilder<unknown>) {
  return sql`(select ${asked} from edition where edition.kind = ${kind}
    and (edition.published_at at time zone interval '7 hours')::date <= ${day}::date)`;
}

/** Beside `edition`: what it said of itself by the end of the day as `said`, and whether that stood then. */
export function saidOn(day: LocalDate): RawBuilder<unknown> {
  return sql`join lateral (
    select v.title, v.title_en, v.contact, (v.to_day is null or v.to_day > ${day}::date) as stands from edition_version v
    where v.edition_id = edition.id and v.from_day <= ${day}::date order by v.number desc limit 1) said on true`;
}

/** The letters of `entry_version.facets`. */
const letters: Readonly<Record<FilterGroup, string>> = {
  year: 'y',
  sector: 's',
  organisation: 'a',
  place: 'p',
  status: 't',
};
const groups = Object.entries(letters) as readonly [FilterGroup, string][];

function chosenIn(filters: SearchFilters): readonly (readonly [letter: string, values: string[]])[] {
  return groups.map(([group, letter]) => [
    letter,
    (filters[group] ?? []).map((value) => `${letter}:${value}`),
  ]);
}

/**
 * Condition on `v`, beside that of `stoodOn`: within a group any of the values, between groups all. The index that
 * finds them leaves out the versions of other years, which are most of those that ever met a filter.
 */
export function passes(filters: SearchFilters, day: LocalDate): RawBuilder<unknown> {
  const tests = chosenIn(filters)
    .filter(([, values]) => values.length > 0)
    .map(([, values]) => sql`v.facets && ${values}::text[]`);
  if (tests.length === 0) return sql`true`;
  return sql.join([...tests, sql`v.stood && ${yearsOf(day)}::text[]`], sql` and `);
}

/** The first year in the values of `version_years` for what still stands; earlier ones count as it. */
const firstYear = 2000;

/** What `version_years` says of everything that may have stood on the day. */
function yearsOf(day: LocalDate): string[] {
  const year = Number(day.slice(0, 4));
  const since = Array.from({ length: Math.max(1, year - firstYear + 1) }, (_, n) => `since ${firstYear + n}`);
  return [String(year), ...since];
}

/** The letters of the groups whose filter `v` does not meet, as one text. */
export function failedGroups(filters: SearchFilters): RawBuilder<unknown> {
  const tests = chosenIn(filters)
    .filter(([, values]) => values.length > 0)
    .map(([letter, values]) => sql`case when not v.facets && ${values}::text[] then ${sql.lit(letter)} end`);
  return tests.length === 0 ? sql`''` : sql`concat(${sql.join(tests)})`;
}

/** `y:2026` with its number → counts by group and value; other spellings are left out. */
export function countsByGroup(stored: readonly (readonly [facet: string, items: number])[]): FacetCounts {
  const counts: Partial<Record<FacetGroup, Record<string, number>>> = {};
  for (const [facet, items] of stored) {
    const group = groups.find(([, letter]) => facet.startsWith(`${letter}:`))?.[0];
    if (group && items > 0) counts[group] = { ...counts[group], [facet.slice(2)]: items };
  }
  return counts;
}

export interface CountsOn {
  readonly total: number;
  readonly facets: FacetCounts;
}

/** How many entries of a kind were public at the end of the day, of each facet too. One statement, no version read. */
export async function countsOn(db: Querying, kind: CatalogueKind, day: LocalDate): Promise<CountsOn> {
  const { rows } = await sql<{ facet: string; items: number }>`
    select facet, sum(items)::int as items from entry_version_count
    where kind = ${kind} and day <= ${day}::date group by facet having sum(items) > 0`.execute(db);
  return {
    total: rows.find(({ facet }) => facet === '')?.items ?? 0,
    facets: countsByGroup(rows.map(({ facet, items }) => [facet, items])),
  };
}

/** The day on which the first entry of a kind became public; null while none has. One statement. */
export async function firstDay(db: Querying, kind: CatalogueKind): Promise<LocalDate | null> {
  const { rows } = await sql<{ day: LocalDate | null }>`
    select min(day) as day from entry_version_count where kind = ${kind} and facet = '' and items > 0`.execute(
    db,
  );
  return rows[0]?.day ?? null;
}
