import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';

/** Why a task or target says something else from a day on. */
export type Why = 'issued' | 'amended' | 'corrected' | 'assigned' | 'extended' | 'closed';

/** What changed, by which document, and from which day on it holds. */
export interface Version {
  readonly why: Why;
  readonly document: string | null;
  /** Why a text was corrected, or why a deadline lies in the past. */
  readonly words?: string | null;
  readonly from: LocalDate;
  readonly at: Date;
}

/**
 * Keeps what these tasks say now, from this day on; what they said before ends the day before. Changed again on one day, the
 * last version of it counts; a day before the version that stands began counts as the day it began. Where nothing differs from
 * the version that stands, nothing is kept.
 */
export async function keepTaskVersions(
  tx: Transaction,
  ids: readonly number[],
  version: Version,
): Promise<void> {
  const now = sql`
      select task.id, json_build_object('tt', tt, 'group', (select name from plan_group where id = group_id), 'name', task.name,
        'nameEn', name_en, 'product', product, 'sector', sector_code, 'closed', closed,
        'deadline', json_build_object('kind', deadline_kind, 'from', deadline_from, 'to', deadline_to, 'raw', deadline_raw),
        'cadence', cadence,
        'agencies', (select coalesce(json_agg(json_build_object('role', role, 'id', organisation_id,
            'name', coalesce(organisation.name, agency.name)) order by role, position), '[]')
          from task_agency agency left join organisation on organisation.id = agency.organisation_id
          where agency.task_id = task.id and until is null)
      )::jsonb as content
      from task where task.id = any(${[...ids]}::bigint[])`;
  await keepVersions(tx, 'task', now, version);
}

/** `now`: id and content of each item as it stands. */
export async function keepVersions(
  tx: Transaction,
  of: 'task' | 'target',
  now: RawBuilder<unknown>,
  { why, document, words = null, from, at }: Version,
): Promise<void> {
  const versions = sql.table(`${of}_version`);
  const item = sql.ref(`${of}_id`);
  await sql`
    with now as (${now}),
    changed as (
      select now.*, greatest(${from}::date, stands.from_on) as since
      from now left join ${versions} stands on stands.${item} = now.id and stands.to_on is null
      where stands.content is distinct from now.content
    ),
    ended as (
      update ${versions} former set to_on = changed.since - 1 from changed
      where former.${item} = changed.id and former.to_on is null and former.from_on < changed.since
    )
    insert into ${versions} (${item}, from_on, why, document, words, content, at)
    select id, since, ${why}, ${document}::text, ${words}::text, content, ${at}::timestamptz from changed
    on conflict (${item}, from_on) do update set why = excluded.why, document = excluded.document, words = excluded.words,
      content = excluded.content, at = excluded.at, to_on = null`.execute(tx);
}

/**
 * From which day on each of these items says that it ended: from the given one, where what it says now began before; else from the day after
 * that, so that what it said stays readable. The items by day, the earliest first.
 */
export async function daysToEnd(
  tx: Transaction,
  of: 'task' | 'target',
  ids: readonly number[],
  from: LocalDate,
  today: LocalDate,
): Promise<readonly (readonly [from: LocalDate, ids: readonly number[]])[]> {
  const [item, versions] = [sql.ref(`${of}_id`), sql.table(`${of}_version`)];
  const { rows } = await sql<{ from: LocalDate; ids: number[] }>`
    select to_char(since, 'YYYY-MM-DD') as from, array_agg(id order by id) as ids from (
      select item.id, least(greatest(${from}::date, stands.from_on + 1), ${today}::date) as since
      from unnest(${[...ids]}::bigint[]) item (id)
      left join ${versions} stands on stands.${item} = item.id and stands.to_on is null
    ) item group by since order by since`.execute(tx);
  return rows.map(({ from: since, ids: those }) => [since, those.map(Number)] as const);
}
