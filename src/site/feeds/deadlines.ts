import { sql } from 'kysely';
import { addDays, type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import { type CatalogueKind, isPublic } from '../../modules/catalogue/index.ts';
import type { Followable } from '../../modules/notifications/index.ts';
import { readDeadline } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { meets } from '../../platform/search/index.ts';

/** Entries of one calendar at most. */
const mostEntries = 1_000;
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

interface Row
  extends Pick<DeadlineDay, 'code' | 'title' | 'titleEn' | 'illustrative' | 'version' | 'changed'> {
  readonly kind: CatalogueKind;
  readonly open_to: LocalDate | null;
  readonly time_to: string | null;
  readonly raw: string | null;
}

/** Days on which something of the public entries of a thing, or of all, ends; none without a real date. One statement. */
export async function deadlinesOf(
  db: Querying,
  thing: Followable | null,
  today: LocalDate,
): Promise<readonly DeadlineDay[]> {
  const { rows } = await sql<Row>`
    select entry.kind, entry.code, entry.title, entry.title_en as "titleEn", entry.illustrative, entry.version,
      entry.updated_at as changed, entry.open_to::text, entry.detail -> 'time' ->> 'to' as time_to,
      coalesce(entry.detail -> 'time' ->> 'raw', entry.detail ->> 'deadline') as raw
    from entry join edition on edition.id = entry.edition_id
    where ${isPublic} and ${within(thing)}
      and (entry.open_to >= ${addDays(today, -keptDays)}::date or entry.detail -> 'time' ->> 'to' is not null
        or entry.detail ->> 'deadline' is not null)
    order by entry.published_at desc, entry.ordinal, entry.id limit ${mostEntries}`.execute(db);
  return rows
    .flatMap(daysOf)
    .filter(({ day }) => day >= addDays(today, -keptDays))
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
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

function daysOf({ kind: catalogue, open_to: openTo, time_to: timeTo, raw, ...entry }: Row): DeadlineDay[] {
  const read = raw === null ? null : readDeadline(raw);
  const last = lastDay(timeTo) ?? lastDay(read?.to ?? null);
  // what goes on for years, or comes back every year, ends on no day
  const ends = read === null || !['yearly', 'continuous', 'none'].includes(read.kind);
  return [
    ...(openTo ? [{ ...entry, catalogue, kind: 'closing' as const, day: openTo, raw: null }] : []),
    ...(last && ends
      ? [{ ...entry, catalogue, kind: 'deadline' as const, day: last, raw: raw ?? timeTo }]
      : []),
  ];
}

/** The last day of a date as far as it is given; null for none. */
function lastDay(date: string | null): LocalDate | null {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?$/.exec(date ?? '') ?? [];
  if (!year) return date === null ? null : parseLocalDate(date);
  const last = new Date(Date.UTC(Number(year), month ? Number(month) : 12, 0)).toISOString();
  return parseLocalDate(last.slice(0, 10));
}
