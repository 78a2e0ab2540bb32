import { sql } from 'kysely';
import { addDays, type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import { type CatalogueKind, isPublic } from '../../modules/catalogue/index.ts';
import type { Followable } from '../../modules/notifications/index.ts';
import { readDeadline } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { meets } from '../../platform/search/index.ts';

/** Days of one calendar at most: calendars of thousands are read by no program in reasonable time. */
export const mostDays = 2_000;
/** Days for which a deadline that has passed stays in calendars. */
const keptDays = 366;

/** A day on which something ends. */
export interface DeadlineDay {
  readonly kind: 'closing' | 'deadline';
  readonly catalogue: CatalogueKind;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly day: LocalDate;
  /** As the edition writes it; null for the end of the time in which proposals are taken. */
  readonly raw: string | null;
  readonly illustrative: boolean;
  readonly version: number;
  readonly changed: Date;
}

export interface Deadlines {
  /** In order of time. */
  readonly days: readonly DeadlineDay[];
  /** From this day on there are more than a calendar holds; null where it holds all that are to come. */
  readonly cutFrom: LocalDate | null;
}

/**
 * Days on which something of the public entries of a thing, or of all, ends; none without a real date. Of more than a calendar
 * holds those soonest to come are in it, before any that have passed. Two statements.
 */
export async function deadlinesOf(
  db: Querying,
  thing: Followable | null,
  today: LocalDate,
): Promise<Deadlines> {
  const since = addDays(today, -keptDays);
  const named = await namedDays(db, thing, since);
  // those that passed last are nearest to what is to come
  const { rows } = await sql<DeadlineDay>`
    with named as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as named ("timeTo" text, raw text, day date)
    ), ended as (
      select entry.id, 'closing' as kind, entry.open_to as day, null as raw
      from entry join edition on edition.id = entry.edition_id
      where ${isPublic} and ${within(thing)} and entry.open_to >= ${since}::date
      union all
      select entry.id, 'deadline', named.day, coalesce(${rawOf}, ${timeToOf})
      from entry join edition on edition.id = entry.edition_id
        join named on named."timeTo" = coalesce(${timeToOf}, '') and named.raw = coalesce(${rawOf}, '')
      where ${isPublic} and ${within(thing)}
    ), nearest as (
      select * from ended order by day < ${today}::date, abs(day - ${today}::date), id, kind limit ${mostDays + 1}
    )
    select n.kind, n.day::text, n.raw, entry.kind as catalogue, entry.code, entry.title, entry.title_en as "titleEn",
      entry.illustrative, entry.version, entry.updated_at as changed
    from nearest n join entry on entry.id = n.id and not entry.confidential
    order by n.day < ${today}::date, abs(n.day - ${today}::date), n.id, n.kind`.execute(db);
  const beyond = rows[mostDays]?.day;
  return {
    days: rows
      .slice(0, mostDays)
      .toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0)),
    cutFrom: beyond !== undefined && beyond >= today ? beyond : null,
  };
}

const timeToOf = sql`(entry.detail -> 'time' ->> 'to')`;
const rawOf = sql`coalesce(entry.detail -> 'time' ->> 'raw', entry.detail ->> 'deadline')`;

interface NamedDay {
  readonly timeTo: string;
  readonly raw: string;
  readonly day: LocalDate;
}

/** What editions write for their deadlines, read once however many entries say the same. */
async function namedDays(
  db: Querying,
  thing: Followable | null,
  since: LocalDate,
): Promise<readonly NamedDay[]> {
  const { rows } = await sql<{ timeTo: string; raw: string }>`
    select distinct coalesce(${timeToOf}, '') as "timeTo", coalesce(${rawOf}, '') as raw
    from entry join edition on edition.id = entry.edition_id
    where ${isPublic} and ${within(thing)} and (${timeToOf} is not null or entry.detail ->> 'deadline' is not null)`.execute(
    db,
  );
  return rows.flatMap(({ timeTo, raw }) => {
    const day = lastDayOf(timeTo, raw);
    return day !== null && day >= since ? [{ timeTo, raw, day }] : [];
  });
}

function within(thing: Followable | null) {
  switch (thing?.kind) {
    case 'entry':
      return sql`entry.id = ${thing.ref}`;
    case 'edition':
      return sql`entry.edition_id = ${thing.ref}`;
    case 'series':
      return sql`entry.kind = ${thing.key}`;
    case 'sector':
      return sql`${thing.key} = any(entry.sectors)`;
    case 'search':
      return sql`exists (select 1 from search_item s where s.kind in ('problem', 'need') and s.ref = entry.id
        and ${meets(sql`${thing.query?.terms ?? ''}::tsquery`, sql`${thing.query?.phrases ?? []}::text[]`)})`;
    case 'document':
      return sql`edition.document_id = ${thing.ref}`;
    default:
      return sql`true`;
  }
}

/** null for what goes on for years, or comes back every year: it ends on no day. */
function lastDayOf(timeTo: string, raw: string): LocalDate | null {
  const read = raw === '' ? null : readDeadline(raw);
  if (read !== null && ['yearly', 'continuous', 'none'].includes(read.kind)) return null;
  return lastDay(timeTo || null) ?? lastDay(read?.to ?? null);
}

/** The last day of a date as far as it is given; null for none. */
function lastDay(date: string | null): LocalDate | null {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?$/.exec(date ?? '') ?? [];
  if (!year) return date === null ? null : parseLocalDate(date);
  const last = new Date(Date.UTC(Number(year), month ? Number(month) : 12, 0)).toISOString();
  return parseLocalDate(last.slice(0, 10));
}
