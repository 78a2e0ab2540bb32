import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';

/** Why a task or target says something else from a day on. */
export type Why = 'issued' | 'amended' | 'corrected' | 'assigned' | 'extended' | 'closed';

/**
 * Keeps what these tasks say now, from this day on; what they said before ends the day before. Changed again on one day, the
 * last version of it counts. Where nothing differs from the version that stands, nothing is kept.
 */
export async function keepTaskVersions(
  tx: Transaction,
  ids: readonly number[],
  version: {
    readonly why: Why;
    readonly document: string | null;
    /** Why a text was corrected, or why a deadline lies in the past. */
    readonly words?: string | null;
    readonly from: LocalDate;
    readonly at: Date;
  },
): Promise<void> {
  const { why, document, words = null, from, at } = version;
  await sql`
    with now as (
      select task.id, json_build_object('tt', tt, 'group', (select name from plan_group where id = group_id), 'name', task.name,
        'nameEn', name_en, 'product', product, 'sector', sector_code, 'closed', closed,
        'deadline', json_build_object('kind', deadline_kind, 'from', deadline_from, 'to', deadline_to, 'raw', deadline_raw),
        'cadence', cadence,
        'agencies', (select coalesce(json_agg(json_build_object('role', role, 'id', organisation_id,
            'name', coalesce(organisation.name, agency.name)) order by role, position), '[]')
          from task_agency agency left join organisation on organisation.id = agency.organisation_id
          where agency.task_id = task.id and until is null)
      )::jsonb as content
      from task where task.id = any(${[...ids]}::bigint[])
    ),
    changed as (
      select now.* from now left join task_version stands on stands.task_id = now.id and stands.to_on is null
      where stands.content is distinct from now.content
    ),
    ended as (
      update task_version set to_on = ${from}::date - 1 from changed
      where task_version.task_id = changed.id and to_on is null and from_on < ${from}::date
    )
    insert into task_version (task_id, from_on, why, document, words, content, at)
    select id, ${from}::date, ${why}, ${document}::text, ${words}::text, content, ${at}::timestamptz from changed
    on conflict (task_id, from_on) do update set why = excluded.why, document = excluded.document, words = excluded.words,
      content = excluded.content, at = excluded.at, to_on = null`.execute(tx);
}
