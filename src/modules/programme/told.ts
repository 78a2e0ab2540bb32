import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { PlanLevel } from './plans/plan.ts';
import { actsForAgency, mayDo } from './policy.ts';
import type { Answer, TaskState } from './tasks/task.ts';

/** An agency that leads a task now. */
export interface ToldLead {
  readonly organisationId: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly answer: Answer;
}

/** A task as those read it who tell people of it. */
export interface TaskToTell {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly state: TaskState;
  readonly closed: string | null;
  readonly lastDay: LocalDate | null;
  readonly plan: string;
  readonly level: PlanLevel;
  /** Whose plan it is. */
  readonly owner: number | null;
  readonly leads: readonly ToldLead[];
  /** Agencies that lead it or led it. */
  readonly everLed: readonly number[];
  /** Whether a later deadline waits to be decided. */
  readonly extension: boolean;
}

const columns = sql`task.id, task.code, task.name, task.state, task.closed, task.last_day as "lastDay",
  coalesce(plan.number, plan.title) as plan, plan.level, plan.organisation_id as owner,
  (select coalesce(json_agg(json_build_object('organisationId', lead.organisation_id, 'name', o.name, 'nameEn', o.name_en,
      'answer', lead.answer) order by lead.position, lead.id), '[]')
    from task_agency lead join organisation o on o.id = lead.organisation_id
    where lead.task_id = task.id and lead.role = 'lead' and lead.until is null) as leads,
  (select coalesce(json_agg(distinct lead.organisation_id), '[]') from task_agency lead
    where lead.task_id = task.id and lead.role = 'lead' and lead.organisation_id is not null) as "everLed",
  exists (select 1 from task_extension e where e.task_id = task.id and e.state = 'asked') as extension`;

/** Of a plan that is followed; null otherwise. One statement. */
export async function taskToTell(db: Querying, id: number): Promise<TaskToTell | null> {
  const { rows } = await sql<TaskToTell>`select ${columns} from task
    join plan on plan.id = task.plan_id and plan.state = 'in_force' where task.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The open parts of a task. One statement. */
export async function partsToTell(db: Querying, id: number): Promise<readonly TaskToTell[]> {
  const { rows } = await sql<TaskToTell>`select ${columns} from task
    join plan on plan.id = task.plan_id and plan.state = 'in_force'
    where task.parent_id = ${id} and task.closed is null order by task.id`.execute(db);
  return rows;
}

/** Why completions were returned, with the agency of each. One statement. */
export async function returnsToTell(
  db: Querying,
  factIds: readonly number[],
): Promise<readonly { readonly organisationId: number; readonly words: string }[]> {
  const { rows } = await sql<{ organisationId: number; words: string }>`
    select distinct on (lead.organisation_id) lead.organisation_id as "organisationId", c.words
    from task_check c join task_fact fact on fact.id = c.fact_id
    join task_agency said on said.task_id = fact.task_id and said.organisation_id = fact.organisation_id and said.role = 'lead'
    join task_agency lead on lead.id = coalesce(said.handed_to, said.id) and lead.until is null and lead.organisation_id is not null
    where c.fact_id = any(${[...factIds]}::bigint[]) and c.verdict = 'returned'
    order by lead.organisation_id, c.id desc`.execute(db);
  return rows;
}

/** What many tasks at once mean for one agency. */
export interface Share {
  readonly organisationId: number;
  readonly name: string;
  readonly nameEn: string | null;
  /** Tasks it leads from now on and has not answered. */
  readonly given: number;
  /** Tasks it led before, with another deadline. */
  readonly moved: number;
  /** Tasks it leads no longer. */
  readonly taken: number;
  readonly targets: number;
  /** Of the one task that is all there is. */
  readonly only: { readonly id: number; readonly code: string; readonly name: string } | null;
}

function shares(items: RawBuilder<unknown>): RawBuilder<Share> {
  return sql`select o.id as "organisationId", o.name, o.name_en as "nameEn",
      count(distinct item.task_id) filter (where item.what = 'given')::int as given,
      count(distinct item.task_id) filter (where item.what = 'moved')::int as moved,
      count(distinct item.task_id) filter (where item.what = 'taken')::int as taken,
      count(distinct item.task_id) filter (where item.what = 'target')::int as targets,
      case when count(distinct item.task_id) = 1 and max(item.what) <> 'target' then
        (select json_build_object('id', task.id, 'code', task.code, 'name', task.name) from task where task.id = max(item.task_id)) end as only
    from (${items}) item (what, task_id, organisation_id) join organisation o on o.id = item.organisation_id
    group by o.id order by o.id`;
}

/** What an assignment means for each agency, as far as it still stands; a plan in force alone gives anything. One statement. */
export async function assignmentToTell(
  db: Querying,
  assignmentId: number,
): Promise<{ readonly plan: string; readonly planId: number; readonly shares: readonly Share[] } | null> {
  const items = (condition: RawBuilder<unknown>, what: 'given' | 'moved' | 'taken') =>
    sql`select ${what}::text, item.task_id, lead.organisation_id from task_assignment_item item
      join task_agency lead on lead.task_id = item.task_id and lead.role = 'lead' and ${condition}
      where item.assignment_id = ${assignmentId}`;
  const begun = sql`to_jsonb(lead.id) <@ item.begun`;
  const all = sql.join(
    [
      items(sql`lead.until is null and lead.answer = 'given' and ${begun}`, 'given'),
      items(
        sql`lead.until is null and not ${begun} and item.before->'deadline' is distinct from item.after->'deadline'`,
        'moved',
      ),
      items(
        sql`to_jsonb(lead.id) <@ item.ended and not exists (select 1 from task_agency there where there.task_id = lead.task_id
          and there.role = 'lead' and there.until is null and there.organisation_id = lead.organisation_id)`,
        'taken',
      ),
    ],
    sql` union all `,
  );
  const { rows } = await sql<{ plan: string; planId: number; shares: Share[] }>`
    select coalesce(plan.number, plan.title) as plan, plan.id as "planId",
      (select coalesce(json_agg(share), '[]') from (${shares(all)}) share) as shares
    from task_assignment made join plan on plan.id = made.plan_id and plan.state = 'in_force' and plan.published_at <= made.made_at
    where made.id = ${assignmentId} and made.undone_at is null`.execute(db);
  return rows[0] ?? null;
}

/** A plan as those read it who tell people that it was handed up, returned or put into force. */
export interface HandedPlan {
  readonly state: string;
  readonly title: string;
  readonly code: string;
  readonly handedUpBy: number | null;
  readonly by: string | null;
  readonly returnedWords: string | null;
}

/** One statement. */
export async function handedPlan(db: Querying, id: number): Promise<HandedPlan | null> {
  const { rows } =
    await sql<HandedPlan>`select plan.state, plan.title, code, handed_up_by as "handedUpBy", account.name as by,
      returned_words as "returnedWords"
    from plan left join account on account.id = handed_up_by where plan.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** What a plan gave to each agency when it was put into force: what was added or assigned since is told by itself. One statement. */
export async function planToTell(
  db: Querying,
  planId: number,
): Promise<{ readonly plan: string; readonly planId: number; readonly shares: readonly Share[] } | null> {
  const all = sql`select 'given'::text, task.id, lead.organisation_id from task
      join task_agency lead on lead.task_id = task.id and lead.role = 'lead' and lead.until is null and lead.answer = 'given'
      where task.plan_id = ${planId} and task.closed is null and task.instance_of is null
        and task.created_at <= (select published_at from plan where plan.id = task.plan_id)
        and not exists (select 1 from task_assignment_item item
          join task_assignment made on made.id = item.assignment_id and made.undone_at is null
          join plan on plan.id = made.plan_id and plan.published_at <= made.made_at
          where item.task_id = task.id and to_jsonb(lead.id) <@ item.begun)
    union all select 'target', target.id, owner.organisation_id from target
      join target_agency owner on owner.target_id = target.id and owner.until is null
      where target.plan_id = ${planId} and target.closed is null`;
  const { rows } = await sql<{ plan: string; planId: number; shares: Share[] }>`
    select coalesce(plan.number, plan.title) as plan, plan.id as "planId",
      (select coalesce(json_agg(share), '[]') from (${shares(all)}) share) as shares
    from plan where plan.id = ${planId} and plan.state = 'in_force'`.execute(db);
  return rows[0] ?? null;
}

/** Whose items were handed over: an organisation by its number, or what was printed and is in no directory. */
export type HandedFrom = { readonly id: number } | { readonly name: string };

/** What agencies took over on a day from one that ended; `from` null where it is not known. One statement. */
export async function handOverToTell(
  db: Querying,
  successors: readonly number[],
  day: LocalDate,
  from: HandedFrom | null,
): Promise<readonly Share[]> {
  const his =
    from === null
      ? sql`true`
      : 'id' in from
        ? sql`former.organisation_id = ${from.id}`
        : sql`former.organisation_id is null and former.name = ${from.name}`;
  const over = (table: 'task' | 'target', what: 'given' | 'target', lead: RawBuilder<unknown>) => {
    const [agency, item] = [sql.ref(`${table}_agency`), sql.ref(`taker.${table}_id`)];
    return sql`select ${what}::text, ${item}, taker.organisation_id from ${agency} taker
      where taker.organisation_id = any(${[...successors]}::bigint[]) and taker.until is null and ${lead} and exists (
        select 1 from ${agency} former where former.handed_to = taker.id and former.until between ${day}::date - 1 and ${day}::date and ${his})`;
  };
  const all = sql`${over('task', 'given', sql`taker.role = 'lead'`)} union all ${over('target', 'target', sql`true`)}`;
  return (await shares(all).execute(db)).rows;
}

/** A target as those read it who tell people of it. */
export interface TargetToTell {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly closed: string | null;
  /** The last day in time for its next figure. */
  readonly dueOn: LocalDate | null;
  readonly plan: string;
  readonly level: PlanLevel;
  /** Whose plan it is. */
  readonly owner: number | null;
  readonly owners: readonly Omit<ToldLead, 'answer'>[];
}

/** Of a plan that is followed; null otherwise. One statement. */
export async function targetToTell(db: Querying, id: number): Promise<TargetToTell | null> {
  const { rows } =
    await sql<TargetToTell>`select target.id, target.code, target.name, target.closed, target.due_on as "dueOn",
      coalesce(plan.number, plan.title) as plan, plan.level, plan.organisation_id as owner,
      (select coalesce(json_agg(json_build_object('organisationId', o.id, 'name', o.name, 'nameEn', o.name_en) order by owner.position), '[]')
        from target_agency owner join organisation o on o.id = owner.organisation_id
        where owner.target_id = target.id and owner.until is null) as owners
    from target join plan on plan.id = target.plan_id and plan.state = 'in_force' where target.id = ${id}`.execute(
      db,
    );
  return rows[0] ?? null;
}

/** Whether a figure was kept on a confirmation although it looked wrong, and still stands. One statement. */
export async function wasDoubted(db: Querying, actualId: number): Promise<boolean> {
  const { rows } =
    await sql`select from target_actual actual where actual.id = ${actualId} and actual.reason is not null
    and actual.corrects_id is null and not exists (select 1 from target_actual later where later.corrects_id = actual.id)`.execute(
      db,
    );
  return rows.length > 0;
}

/** Of the year of a yearly task: agencies that led it when the year began, and hear of it by this alone. One statement. */
export async function openedFor(db: Querying, instanceId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct lead.organisation_id as id from task join plan on plan.id = task.plan_id
      join task_agency lead on lead.task_id = task.id and lead.role = 'lead' and lead.until is null
    where task.id = ${instanceId} and task.instance_of is not null and lead.organisation_id is not null
      and lead.since = make_date(task.period::int, 1, 1)
      and (plan.published_at at time zone 'Asia/Ho_Chi_Minh')::date < make_date(task.period::int, 1, 1)`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/**
 * Of what an agency was told when many tasks came at once, that it holds no longer: it has answered all of them. By the subject of the
 * news, for the assignments and the plan a task stands in. A condition on `notification`.
 */
export function allAnswered(taskId: number, organisationId: number): RawBuilder<boolean> {
  const open = (
    tasks: RawBuilder<unknown>,
  ) => sql`exists (select 1 from task_agency lead where lead.task_id in (${tasks})
    and lead.role = 'lead' and lead.until is null and lead.answer = 'given' and lead.organisation_id = ${organisationId})`;
  return sql<boolean>`(
    (notification.subject_kind = 'task_assignment' and notification.subject_id in (
      select item.assignment_id || '/' || ${organisationId}::bigint from task_assignment_item item where item.task_id = ${taskId}
        and not ${open(sql`select other.task_id from task_assignment_item other where other.assignment_id = item.assignment_id`)}))
    or (notification.subject_kind = 'plan_given' and notification.subject_id in (
      select task.plan_id || '/' || ${organisationId}::bigint from task where task.id = ${taskId}
        and not ${open(sql`select other.id from task other where other.plan_id = task.plan_id and other.instance_of is null`)})))`;
}

/** Whether somebody is to hear what an agency was given: its officers, and whoever follows plans where it has none. */
export function hearsFor(actor: Actor, organisationId: number): boolean {
  return actsForAgency(actor, organisationId) || mayDo(actor, 'edit', null);
}
