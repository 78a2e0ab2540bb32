import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type PlanLevel, planLevels, relationKinds } from '../plans/plan.ts';
import { patternsOf } from '../plans/word-patterns.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import { agency, day, isItemCode, openPlan, printedTask, shownTarget, shownTask, text } from './open.ts';

export const plansPerPage = 20;

export const openPlanStates = ['in_force', 'replaced', 'ended'] as const;
export type OpenPlanState = (typeof openPlanStates)[number];

const relation = z.object({
  kind: z.enum(relationKinds),
  /** from: this plan does it to the other; to: the other does it to this one. */
  way: z.enum(['from', 'to']),
  code: text,
  title: text,
  number: text,
  citation: text,
  documentId: z.number().nullable(),
});
export type OpenRelation = z.output<typeof relation>;

const row = z.object({
  id: z.number(),
  code: z.string(),
  level: z.enum(planLevels),
  title: z.string(),
  titleEn: text,
  number: text,
  issued: text,
  issuer: agency.nullable(),
  monitor: agency.nullable(),
  documentId: z.number().nullable(),
  from: day.nullable(),
  to: day.nullable(),
  state: z.enum(openPlanStates),
  inForceOn: day.nullable(),
  closedOn: day.nullable(),
  illustrative: z.boolean(),
});
export type ListedPlan = z.output<typeof row>;

const whole = row.extend({
  relations: z.array(relation),
  tasks: z.number(),
  targets: z.number(),
});
export type OpenPlan = z.output<typeof whole>;

const named = (
  id: RawBuilder<unknown>,
) => sql`(select json_build_object('code', one.code, 'name', one.name, 'nameEn', one.name_en)
  from organisation one where one.id = ${id})`;

const columns = sql`plan.id, plan.code, plan.level, plan.title, plan.title_en as "titleEn", plan.number, plan.issued,
  coalesce(${named(sql`plan.organisation_id`)},
    case when plan.issuer is not null then json_build_object('code', null, 'name', plan.issuer, 'nameEn', null) end) as issuer,
  ${named(sql`plan.monitor_id`)} as monitor,
  (select document.id from document where document.id = plan.document_id and document.state = 'published') as "documentId",
  plan.from_on as "from", plan.to_on as "to", plan.state, plan.in_force_on as "inForceOn", plan.closed_on as "closedOn",
  plan.illustrative`;

/** Other plans are named while they are open themselves; what is only cited is named as printed. */
const relations = sql`(select coalesce(json_agg(found order by found.way, found.kind, found.id), '[]') from (
    select relation.id, relation.kind, 'from' as way, other.code, other.title, other.number, relation.citation,
      (select document.id from document where document.id = relation.document_id and document.state = 'published') as "documentId"
    from plan_relation relation
    left join plan other on other.id = relation.other_id and other.state in ('in_force', 'replaced', 'ended')
    where relation.plan_id = plan.id and (other.id is not null or relation.citation is not null)
    union all
    select relation.id, relation.kind, 'to', other.code, other.title, other.number, null, null
    from plan_relation relation join plan other on other.id = relation.plan_id
      and other.state in ('in_force', 'replaced', 'ended')
    where relation.other_id = plan.id) found)`;

export interface PlanFilters {
  readonly text: string;
  readonly levels: readonly PlanLevel[];
  readonly states: readonly OpenPlanState[];
  /** Of issue. */
  readonly years: readonly number[];
}

export const everyPlan: PlanFilters = { text: '', levels: [], states: [], years: [] };

function meeting({ text: typed, levels, states, years }: PlanFilters): RawBuilder<boolean> {
  const patterns = patternsOf(typed);
  return sql<boolean>`${openPlan}
    and (${patterns.length === 0} or vn_norm(plan.code || ' ' || plan.title || ' ' || coalesce(plan.title_en, '') || ' ' ||
      coalesce(plan.number, '')) like all (${patterns}::text[]))
    and (${levels.length === 0} or plan.level = any(${[...levels]}::text[]))
    and (${states.length === 0} or plan.state = any(${[...states]}::text[]))
    and (${years.length === 0} or left(plan.issued, 4) = any(${years.map(String)}::text[]))`;
}

/** Open plans, those in force first, then the latest. Two statements. */
export async function listOpenPlans(
  db: Querying,
  filters: PlanFilters,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly ListedPlan[]; readonly total: number }> {
  const counted = await sql<{
    n: number;
  }>`select count(*)::int as n from plan where ${meeting(filters)}`.execute(db);
  const total = counted.rows[0]?.n ?? 0;
  if (offset >= total) return { rows: [], total };
  const { rows } = await sql`select ${columns} from plan where ${meeting(filters)}
    order by (plan.state = 'in_force') desc, plan.in_force_on desc nulls last, plan.id desc
    limit ${limit} offset ${offset}`.execute(db);
  return { rows: rows.map((found) => row.parse(found)), total };
}

/** Years in which open plans were issued, the latest first. One statement. */
export async function yearsOfPlans(db: Querying): Promise<readonly number[]> {
  const { rows } = await sql<{ year: number }>`select distinct left(plan.issued, 4)::int as year from plan
    where ${openPlan} and plan.issued is not null order by 1 desc`.execute(db);
  return rows.map(({ year }) => year);
}

/** An open plan under its code; null for any other. One statement. */
export async function findOpenPlan(db: Querying, code: string): Promise<OpenPlan | null> {
  if (!isItemCode(code)) return null;
  const { rows } = await sql`select ${columns}, ${relations} as relations,
      (select count(*)::int from task where task.plan_id = plan.id and task.shown and ${printedTask}) as tasks,
      (select count(*)::int from target where target.plan_id = plan.id and ${shownTarget}) as targets
    from plan where plan.code = ${code} and ${openPlan}`.execute(db);
  const [found] = rows;
  return found ? whole.parse(found) : null;
}

const stateCounts = z.partialRecord(z.enum(taskStates), z.number());
export type StateCounts = Readonly<Partial<Record<TaskState, number>>>;

/**
 * Tasks of each open plan by state, as far as public: those kept with every change, without what is not shown; plans no longer in
 * force are counted anew. One statement.
 */
export async function countsOfPlans(
  db: Querying,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StateCounts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ plan: number; counts: unknown }>`
    select plan_id as plan, json_object_agg(state, n) as counts from (
      select plan_id, state, sum(n)::int as n from (
        select plan_id, state, tasks as n from task_count
        where plan_id = any(${[...ids]}::bigint[]) and group_id = 0 and organisation_id = 0 and sector_code = '' and month = ''
        union all
        select task.plan_id, task.state, case plan.state when 'in_force' then -1 else 1 end
        from task join plan on plan.id = task.plan_id
        where task.plan_id = any(${[...ids]}::bigint[]) and ${printedTask}
          and case plan.state when 'in_force' then not task.shown else task.shown end
      ) every group by plan_id, state having sum(n) > 0
    ) counted group by plan_id`.execute(db);
  return new Map(rows.map(({ plan, counts }) => [plan, stateCounts.parse(counts)]));
}

/** How many tasks there are, and how many of them are done. */
export function progressOf(counts: StateCounts): { readonly tasks: number; readonly done: number } {
  const tasks = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { tasks, done: (counts.done_in_time ?? 0) + (counts.done_late ?? 0) };
}

/** A day on which something of a plan is due. */
export interface DueDay {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly day: LocalDate;
  readonly raw: string;
  readonly version: number;
  readonly changed: Date;
  readonly illustrative: boolean;
}

/** What has days on which something is due: a plan, a task with its parts and years, or what an agency leads. */
export type DueOf = { readonly plan: number } | { readonly task: number } | { readonly agency: number };

function dueOf(of: DueOf): RawBuilder<boolean> {
  if ('plan' in of) return sql<boolean>`task.plan_id = ${of.plan} and ${printedTask}`;
  if ('task' in of)
    return sql<boolean>`(task.id = ${of.task} or task.parent_id = ${of.task} or task.instance_of = ${of.task})`;
  return sql<boolean>`exists (select 1 from task_agency given where given.task_id = task.id and given.role = 'lead'
    and given.until is null and given.organisation_id = ${of.agency})`;
}

/**
 * What visitors read that is still to be done in plans in force, by its last day, the nearest first; of a plan what it prints, since
 * parts of tasks are in their task. One statement.
 */
export async function dueDaysOf(
  db: Querying,
  of: DueOf,
  { from, limit }: { readonly from: LocalDate; readonly limit: number },
): Promise<readonly DueDay[]> {
  const { rows } = await sql<DueDay>`
    select task.code, task.name, task.name_en as "nameEn", task.last_day as day, task.deadline_raw as raw, task.version,
      coalesce((select max(at) from task_version where task_version.task_id = task.id), task.created_at) as changed,
      plan.illustrative
    from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
    where ${dueOf(of)} and ${shownTask} and task.closed is null and task.last_day >= ${from}::date
    order by task.last_day, task.plan_id, task.position limit ${limit}`.execute(db);
  return rows;
}

/** Plans in force as the first page shows them, the latest first, each with its tasks by state as they are kept. One statement. */
export async function plansAtHome(
  db: Querying,
  limit: number,
): Promise<readonly { readonly plan: ListedPlan; readonly counts: StateCounts }[]> {
  const { rows } = await sql<{ counts: unknown }>`select ${columns},
      (select coalesce(json_object_agg(state, n), '{}') from (
        select state, sum(n)::int as n from (
          select state, tasks as n from task_count where task_count.plan_id = plan.id and group_id = 0 and organisation_id = 0
            and sector_code = '' and month = ''
          union all
          select state, -1 from task where task.plan_id = plan.id and not task.shown and ${printedTask}
        ) every group by state having sum(n) > 0) counted) as counts
    from plan where plan.state = 'in_force' order by plan.in_force_on desc nulls last, plan.id desc limit ${limit}`.execute(
    db,
  );
  return rows.map((found) => ({ plan: row.parse(found), counts: stateCounts.parse(found.counts) }));
}
