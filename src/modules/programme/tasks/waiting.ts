import { type RawBuilder, sql } from 'kysely';
import { type Actor, holds } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { agenciesOf, mayDo } from '../policy.ts';
import { deskLists, type TaskDeskWork } from './desk.tsx';
import { taskListTexts } from './list-texts.ts';

/** A kind of work that waits for somebody, with how much of it. */
export interface WaitingCount {
  readonly title: string;
  readonly total: number;
  /** Where all of it is listed; null: on the desk. */
  readonly path: string | null;
}

/** What a desk says, as counts. */
export function countsOfDesk(lang: Language, work: TaskDeskWork): readonly WaitingCount[] {
  const t = taskListTexts(lang);
  return work.map(({ wait, total }) => ({
    title: t.deskTitles[wait],
    total,
    path: deskLists[wait] ?? null,
  }));
}

/** Days after which what waits for somebody is recalled. */
const longDays = 7;

/**
 * Whether something of the agency is overdue, or waits for the person for more than seven days: to be taken on, corrected, confirmed,
 * answered or decided. One statement; none for who has nothing to do with plans.
 */
export async function waitsForLong(db: Querying, actor: Actor, today: LocalDate): Promise<boolean> {
  const since = sql`${today}::date - ${longDays}::int`;
  const own = [...agenciesOf(actor)];
  const conditions = [
    ...(own.length > 0 ? [ofAgencies(own, since)] : []),
    ...(mayDo(actor, 'decide', null) ? [sql`(task.state = 'awaiting' and task.reported_on < ${since})`] : []),
    ...(mayDo(actor, 'edit', null) ? [toMonitors(since)] : []),
    ...(mayDo(actor, 'edit', null) || holds(actor, 'leader')
      ? [
          sql`exists (select 1 from task_extension e where e.task_id = task.id and e.state = 'asked'
            and (e.asked_at at time zone 'Asia/Ho_Chi_Minh')::date < ${since})`,
        ]
      : []),
  ];
  if (conditions.length === 0) return false;
  const { rows } = await sql<{ waits: boolean }>`select exists (
    select 1 from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
    where task.closed is null and task.deadline_kind <> 'yearly' and (${sql.join(conditions, sql` or `)})) as waits`.execute(
    db,
  );
  return rows[0]?.waits ?? false;
}

function ofAgencies(own: readonly number[], since: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from task_agency own where own.task_id = task.id and own.role = 'lead' and own.until is null
    and own.organisation_id = any(${[...own]}::bigint[]) and (
      task.state = 'overdue' or own.answer = 'given' and greatest(own.since, (plan.published_at at time zone 'Asia/Ho_Chi_Minh')::date) < ${since}
      or own.reported_on is null and exists (select 1 from task_check c join task_fact fact on fact.id = c.fact_id
        where c.task_id = task.id and c.verdict = 'returned' and fact.organisation_id = own.organisation_id
          and (c.checked_at at time zone 'Asia/Ho_Chi_Minh')::date < ${since})))`;
}

function toMonitors(since: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from task_agency lead where lead.task_id = task.id and lead.role = 'lead' and lead.until is null
    and lead.answer = 'refused' and lead.answered_on < ${since})`;
}
