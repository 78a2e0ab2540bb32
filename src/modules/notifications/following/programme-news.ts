import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Transaction } from '../../../platform/database/open.ts';
import { openPlan, shownTarget, shownTask } from '../../programme/index.ts';
import type { What } from './what.ts';

/** Events of plans, tasks and targets that tell something visitors read, and what. */
const names: Readonly<Record<string, What>> = {
  'plan.put_in_force': 'published',
  'plan.amended': 'amended',
  'plan.replaced': 'superseded',
  'plan.ended': 'ended',
  'plan.withdrawn': 'withdrawn',
  'plan.handed_over': 'handed_over',
  // of the plan as a whole
  'task.assigned': 'assigned',
  'task.added': 'new',
  'task.taken_over': 'new',
  'task.opened': 'new',
  'task.amended': 'amended',
  'task.corrected': 'changed',
  'task.extension_granted': 'extended',
  'task.became_overdue': 'overdue',
  'task.fact_entered': 'progress',
  'task.reported': 'reported',
  'task.confirmed': 'done',
  'task.closed': 'closed',
  'task.reopened': 'opened_again',
  'task.taken_out': 'taken_out',
  'target.added': 'new',
  'target.amended': 'amended',
  'target.corrected': 'changed',
  'target.measured': 'figure',
  'target.figure_corrected': 'figure',
  'target.figure_owed': 'owed',
  'target.closed': 'closed',
  'target.reopened': 'opened_again',
  'target.taken_out': 'taken_out',
};

/** Told to whoever follows the very task; a plan of ninety tasks would drown in it. */
const quiet: readonly What[] = ['progress', 'reported'];
/** Of a plan, these stand in one line of its own. */
const bulk: readonly What[] = [...quiet, 'assigned'];

const known = sql`unnest(${Object.keys(names)}::text[], ${Object.values(names)}::text[]) as known (name, what)`;

/**
 * Rows of what happened, with seq, at, what, subject_kind and subject_id (as text): each event by itself, and the tasks that one
 * event gave to agencies each by itself. `span`: a condition on the event `e`.
 */
export function programmeHappened(span: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select e.seq, e.at, known.what, e.subject_kind, e.subject_id from event e join ${known} using (name)
    where ${span} and e.subject_kind in ('plan', 'task', 'target')
    union all
    select e.seq, e.at, 'assigned', 'task', item.task_id::text from event e
      join task_assignment_item item on item.assignment_id = case e.name when 'task.assigned' then (e.facts ->> 'assignment')::bigint end
    where ${span} and e.name = 'task.assigned'
    union all
    select distinct e.seq, e.at, 'assigned', 'task', task.id::text from event e
      join task on task.plan_id = case e.name when 'plan.handed_over' then e.subject_id::bigint end join task_agency former on former.task_id = task.id
      join task_agency taker on taker.id = former.handed_to and taker.since = (e.at at time zone 'Asia/Ho_Chi_Minh')::date
    where ${span} and e.name = 'plan.handed_over')`;
}

/** Rows of `happened` that are told to followers of a plan, or of an agency; the rest of its items alone. */
export const toldOfPlan = (what: RawBuilder<unknown>) => sql<boolean>`${what} <> all(${[...bulk]}::text[])`;
export const toldOfAgency = (what: RawBuilder<unknown>) =>
  sql<boolean>`${what} <> all(${[...quiet]}::text[])`;

/** What is told of a plan, task or target beside its name. */
const work = z.object({
  /** Number or code of the plan. */
  plan: z.string(),
  day: z.string().nullable(),
  percent: z.number().nullable(),
  /** How a task was closed. */
  how: z.string().nullable(),
  /** By which it was closed or extended; the plan that replaces another. */
  document: z.string().nullable(),
  /** Who leads, or answers. */
  agencies: z.array(z.string()),
  value: z.union([z.number(), z.string().transform(Number)]).nullable(),
  words: z.string().nullable(),
  unit: z.string().nullable(),
});
export type WorkTold = z.output<typeof work>;

export function readWork(given: unknown): WorkTold | null {
  return given === null ? null : work.parse(given);
}

const named = sql`coalesce(plan.number, plan.code)`;
const replacing = sql`(select coalesce(other.number, other.code) from plan_relation relation
  join plan other on other.id = relation.plan_id and other.state in ('in_force', 'replaced', 'ended')
  where relation.other_id = plan.id and relation.kind = 'replaces' order by relation.id desc limit 1)`;
const extension = (column: RawBuilder<unknown>) => sql`(select ${column} from task_extension one
  where one.task_id = task.id and one.state = 'granted' order by one.id desc limit 1)`;
const agencies = (table: RawBuilder<unknown>, of: RawBuilder<unknown>) => sql`array(
  select coalesce(one.name, given.name) from ${table} given left join organisation one on one.id = given.organisation_id
  where ${of} and given.until is null order by given.position limit 5)`;

const amending = (
  table: RawBuilder<unknown>,
  of: RawBuilder<unknown>,
) => sql`(select one.document from ${table} one
  where ${of} and one.why = 'amended' order by one.from_on desc limit 1)`;

const json = (
  more: RawBuilder<unknown>,
) => sql`jsonb_build_object('plan', ${named}, 'day', null, 'percent', null, 'how', null,
  'document', null, 'agencies', '[]'::jsonb, 'value', null, 'words', null, 'unit', null) || jsonb_build_object(${more})`;

/**
 * Lateral to `n` (what, subject_kind, subject_id as text): the thing as visitors read it, while what is told of it still holds.
 * Of a plan that was withdrawn nothing but its code is told.
 */
export const programmeThing = sql`
  select plan.code, case n.what when 'withdrawn' then plan.code else plan.title end as title,
    case n.what when 'withdrawn' then null else plan.title_en end as title_en, plan.illustrative,
    ${json(sql`'day', plan.closed_on, 'document', case n.what when 'superseded' then ${replacing} end`)} as work
  from plan where n.subject_kind = 'plan' and plan.id = case n.subject_kind when 'plan' then n.subject_id::bigint end
    and plan.published_at is not null and case n.what when 'withdrawn' then plan.state = 'withdrawn'
      when 'superseded' then plan.state = 'replaced' when 'ended' then plan.state = 'ended' else ${openPlan} end
  union all
  select task.code, task.name, task.name_en, plan.illustrative,
    ${json(sql`'percent', case when task.deadline_kind <> 'continuous' then task.percent end, 'how', task.closed,
      'day', case n.what when 'extended' then ${extension(sql`one.granted`)} when 'progress' then task.informed_on
        when 'overdue' then task.last_day else task.closed_on end,
      'document', case n.what when 'extended' then ${extension(sql`one.document_number`)}
        when 'amended' then ${amending(sql`task_version`, sql`one.task_id = task.id`)} else task.closed_document end,
      'agencies', ${agencies(sql`task_agency`, sql`given.task_id = task.id and given.role = 'lead'`)}`)}
  from task join plan on plan.id = task.plan_id
  where task.id = case n.subject_kind when 'task' then n.subject_id::bigint end and ${openPlan} and ${shownTask}
    and case n.what when 'done' then task.closed = 'done' when 'reported' then task.state = 'awaiting'
      when 'overdue' then task.state = 'overdue'
      when 'closed' then task.closed in ('suspended', 'not_carried_out') when 'taken_out' then task.closed = 'not_carried_out'
      when 'amended' then true when 'changed' then true when 'new' then true else task.closed is null end
  union all
  select target.code, target.name, target.name_en, plan.illustrative,
    ${json(sql`'how', target.closed, 'document', case n.what when 'amended' then
        ${amending(sql`target_version`, sql`one.target_id = target.id`)} else target.closed_document end, 'value', target.value, 'words', target.value_words,
      'unit', target.unit, 'day', case n.what when 'figure' then target.since_on when 'owed' then target.due_on else target.closed_on end`)}
  from target join plan on plan.id = target.plan_id
  where target.id = case n.subject_kind when 'target' then n.subject_id::bigint end and ${openPlan} and ${shownTarget}
    and case n.what when 'closed' then target.closed is not null when 'taken_out' then target.closed is not null
      when 'opened_again' then target.closed is null
      -- what is owed is not measured: with the figure it ceases to be told
      when 'owed' then target.closed is null and target.due_on is not null and target.information <> 'measured'
      when 'figure' then target.value is not null or target.value_words is not null else true end`;

/** Condition on `n` (subject_kind, subject_id, at): its plan was public when it happened. */
export const wasPublic = sql<boolean>`exists (select 1 from plan where plan.published_at <= n.at
  and plan.id = case n.subject_kind when 'plan' then n.subject_id::bigint
    when 'task' then (select plan_id from task where task.id = n.subject_id::bigint)
    else (select plan_id from target where target.id = n.subject_id::bigint) end)`;

/** Keeps what happened of plans that were public by then. One statement. */
export async function readProgramme(tx: Transaction, span: RawBuilder<unknown>, at: Date): Promise<void> {
  await sql`
    insert into followed_news (seq, what, subject_kind, subject_id, created_at)
    select n.seq, n.what, n.subject_kind, n.subject_id::bigint, ${at} from ${programmeHappened(span)} n
    where ${wasPublic}
    order by n.seq, n.subject_kind, n.subject_id::bigint`.execute(tx);
}

/** A task or target and what it is part of: what happens to a part is news of the whole. */
const upwards = (table: RawBuilder<unknown>, above: RawBuilder<unknown>) => sql`(
  with recursive up (id) as (
    select n.subject_id
    union
    select ${above} from up join ${table} one on one.id = up.id where ${above} is not null
  ) select id from up)`;

/**
 * What happened is news for those who follow the thing, or what it is part of; as far as it is no small step also for those who
 * follow its plan or who leads it; of plans for those who follow all of them. One statement.
 */
export async function linkProgramme(tx: Transaction, fresh: RawBuilder<unknown>): Promise<void> {
  const [onPlan, onAgency] = [toldOfPlan(sql`n.what`), toldOfAgency(sql`n.what`)];
  await sql`
    insert into followed_news_for (followed_id, news_id)
    select f.id, n.id from followed_news n join followed f on f.kind = 'plan' and f.ref = n.subject_id
    where ${fresh} and n.subject_kind = 'plan'
    union
    select f.id, n.id from followed_news n join followed f on f.kind = 'series' and f.key = 'plans'
    where ${fresh} and n.subject_kind = 'plan'
    union
    select f.id, n.id from followed_news n
      cross join lateral ${upwards(sql`task`, sql`coalesce(one.parent_id, one.instance_of)`)} up
      join followed f on f.kind = 'task' and f.ref = up.id
    where ${fresh} and n.subject_kind = 'task'
    union
    select f.id, n.id from followed_news n cross join lateral ${upwards(sql`target`, sql`one.parent_id`)} up
      join followed f on f.kind = 'target' and f.ref = up.id
    where ${fresh} and n.subject_kind = 'target'
    union
    select f.id, n.id from followed_news n join task on task.id = n.subject_id and task.parent_id is null
      join followed f on f.kind = 'plan' and f.ref = task.plan_id
    where ${fresh} and n.subject_kind = 'task' and ${onPlan}
    union
    select f.id, n.id from followed_news n join target on target.id = n.subject_id
      join followed f on f.kind = 'plan' and f.ref = target.plan_id
    where ${fresh} and n.subject_kind = 'target'
    union
    select f.id, n.id from followed_news n
      join task_agency given on given.task_id = n.subject_id and given.role = 'lead' and given.until is null
      join followed f on f.kind = 'agency' and f.ref = given.organisation_id
    where ${fresh} and n.subject_kind = 'task' and ${onAgency}
    union
    select f.id, n.id from followed_news n join target_agency given on given.target_id = n.subject_id and given.until is null
      join followed f on f.kind = 'agency' and f.ref = given.organisation_id
    where ${fresh} and n.subject_kind = 'target'
    union
    select f.id, n.id from followed_news n join followed f on f.kind = 'agency'
    where ${fresh} and n.subject_kind = 'plan' and n.what <> 'assigned' and exists (
      select 1 from task join task_agency given on given.task_id = task.id and given.role = 'lead'
      where task.plan_id = n.subject_id and task.shown and given.organisation_id = f.ref)`.execute(tx);
}

/** Lays out what of `fresh` still holds and visitors read, beside what `layOutNews` lays out. One statement. */
export async function layOutProgramme(tx: Transaction, fresh: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into telling_news (id, seq, what, subject, code, title, title_en, illustrative, successors, work)
    select n.id, n.seq, n.what, n.subject_kind, thing.code, thing.title, thing.title_en, thing.illustrative, '{}', thing.work
    from followed_news n cross join lateral (${programmeThing}) thing
    where ${fresh} and n.subject_kind in ('plan', 'task', 'target')`.execute(tx);
}
