import type { LocalDate } from '../../kernel/dates.ts';
import type { WorkCalendar } from '../../kernel/working-days.ts';
import { readCitations } from '../../office/index.ts';
import type { Config } from '../../platform/config.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type CitedDocument, citationKey, linkKey, resolveCitations } from '../documents/index.ts';
import { calendarOf, type DayKind, type KeptDay } from './calendar.ts';

/** All days that were decided, in their order: some ten a year. */
export async function keptDays(db: Querying): Promise<readonly KeptDay[]> {
  const rows = await db.selectFrom('calendar_day').selectAll().orderBy('day').execute();
  return rows.map(({ day, kind, name, source, swapped_with }) => ({
    ...{ day: day as LocalDate, kind: kind as DayKind, name, source },
    swappedWith: swapped_with as LocalDate | null,
  }));
}

/** Which days are worked, by the law, the decisions kept and the settings. One statement. */
export async function readCalendar(
  db: Querying,
  { calendar }: Pick<Config, 'calendar'>,
): Promise<WorkCalendar> {
  return calendarOf(await keptDays(db), calendar);
}

export interface CheckedYear {
  readonly source: string;
  readonly checkedAt: Date;
}

/** The years that were held against what was announced for them. */
export async function checkedYears(db: Querying): Promise<ReadonlyMap<number, CheckedYear>> {
  const rows = await db.selectFrom('calendar_year').selectAll().execute();
  return new Map(rows.map(({ year, source, checked_at }) => [year, { source, checkedAt: checked_at }]));
}

/** The document of the register that each source means, by the source; those that mean none are left out. */
export async function citedSources(
  db: Querying,
  sources: readonly string[],
  publishedOnly: boolean,
): Promise<ReadonlyMap<string, CitedDocument>> {
  const cited = [...new Set(sources)].flatMap((source) => {
    const [first] = readCitations(source, 'basis');
    return first ? [{ source, citation_key: citationKey(first), issued: first.date }] : [];
  });
  const found = await resolveCitations(db, cited, { publishedOnly });
  return new Map(
    cited.flatMap((one) => {
      const document = found.get(linkKey(one));
      return document ? [[one.source, document] as const] : [];
    }),
  );
}

export interface CalendarEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly facts: unknown;
  readonly who: string | null;
  /** What a day that was changed said before. */
  readonly former: string | null;
}

/** The latest that was done to a year of the calendar, newest first. */
export async function historyOf(db: Querying, subject: string): Promise<readonly CalendarEvent[]> {
  return db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .leftJoin('event_personal as said', (join) =>
      join.onRef('said.event_seq', '=', 'event.seq').on('said.field', '=', 'former'),
    )
    .select(['event.seq', 'event.at', 'event.name', 'event.facts', 'account.name as who'])
    .select('said.value as former')
    .where('event.subject_kind', '=', 'calendar')
    .where('event.subject_id', '=', subject)
    .orderBy('event.seq', 'desc')
    .limit(30)
    .execute();
}
