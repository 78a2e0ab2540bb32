import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { patternsOf } from '../plans/word-patterns.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import { agency, day, isItemCode, openPlan, printedTask, shownTask, text } from './open.ts';
import { openPlanStates } from './plan-queries.ts';

export const tasksPerPage = 30;

const row = z.object({
  id: z.number(),
  code: z.string(),
  plan: z.string(),
  tt: text,
  name: z.string(),
  nameEn: text,
  product: text,
  group: text,
  sector: text,
  leads: z.array(agency),
  deadlineKind: z.enum(['date', 'month', 'quarter', 'year', 'range', 'yearly', 'continuous', 'none']),
  deadlineRaw: z.string(),
  lastDay: day.nullable(),
  cadence: z.enum(['month', 'quarter', 'half_year', 'year']).nullable(),
  period: text,
  state: z.enum(taskStates),
  percent: z.number(),
  informedOn: day.nullable(),
  illustrative: z.boolean(),
});
export type ListedTask = z.output<typeof row>;

const short = z.object({ code: z.string(), name: z.string(), nameEn: text });

const whole = row.extend({
  annex: text,
  partners: z.array(agency),
  planTitle: z.string(),
  planTitleEn: text,
  planState: z.enum(openPlanStates),
  sectorName: text,
  sectorNameEn: text,
  startedOn: day.nullable(),
  reportedOn: day.nullable(),
  closedOn: day.nullable(),
  closedDocument: text,
  partOf: short.nullable(),
  results: z.array(
    z.object({
      on: day,
      period: text,
      number: text,
      date: text,
      documentId: z.number().nullable(),
      agency: agency.nullable(),
    }),
  ),
  extensions: z.array(z.object({ former: day, granted: day, number: text, date: text })),
  parts: z.array(short.extend({ state: z.enum(taskStates), percent: z.number(), lastDay: day.nullable() })),
});
export type OpenTask = z.output<typeof whole>;

/** Results and parts a page tells at most. */
const mostTold = 100;

const agenciesOf = (
  role: 'lead' | 'partner',
) => sql`(select coalesce(json_agg(json_build_object('code', one.code,
    'name', coalesce(one.name, given.name), 'nameEn', one.name_en) order by given.position), '[]')
  from task_agency given left join organisation one on one.id = given.organisation_id
  where given.task_id = task.id and given.role = ${role} and given.until is null)`;

export const taskColumns = sql`task.id, task.code, plan.code as plan, task.tt, task.name, task.name_en as "nameEn", task.product,
  (select name from plan_group where plan_group.id = task.group_id) as "group", task.sector_code as sector,
  ${agenciesOf('lead')} as leads, task.deadline_kind as "deadlineKind", task.deadline_raw as "deadlineRaw",
  task.last_day as "lastDay", task.cadence, task.period, task.state, task.percent, task.informed_on as "informedOn",
  plan.illustrative`;

/** Of what became of it visitors read numbers and dates of documents; neither words nor files of those who reported. */
const results = sql`(select coalesce(json_agg(told order by told."on" desc, told.id desc), '[]') from (
    select fact.id, fact.happened_on as "on", fact.period, fact.document_number as number, fact.document_date as date,
      (select document.id from document where document.id = fact.document_id and document.state = 'published') as "documentId",
      (select json_build_object('code', one.code, 'name', one.name, 'nameEn', one.name_en) from organisation one
        where one.id = fact.organisation_id) as agency
    from task_fact fact
    where fact.task_id = task.id and fact.kind in ('result', 'done')
      and (fact.document_number is not null or fact.period is not null)
      and not exists (select 1 from task_fact later where later.corrects_id = fact.id)
      and not exists (select 1 from task_check checked where checked.fact_id = fact.id and checked.verdict = 'returned')
    order by fact.happened_on desc, fact.id desc limit ${mostTold}) told)`;

const extensions = sql`(select coalesce(json_agg(json_build_object('former', former, 'granted', granted,
    'number', document_number, 'date', document_date) order by id), '[]')
  from task_extension where task_extension.task_id = task.id and task_extension.state = 'granted')`;

const parts = sql`(select coalesce(json_agg(part order by part.period desc, part.position, part.id), '[]') from (
    select part.id, part.code, part.name, part.name_en as "nameEn", part.state, part.percent, part.last_day as "lastDay",
      part.period, part.position
    from task part where (part.parent_id = task.id or part.instance_of = task.id) and part.shown
    order by part.period desc, part.position, part.id limit ${mostTold}) part)`;

export const taskOrders = ['thu-tu', 'han', 'thong-tin'] as const;
export type TaskOrder = (typeof taskOrders)[number];

const orders: Readonly<Record<TaskOrder, RawBuilder<unknown>>> = {
  'thu-tu': sql`task.plan_id, task.position, task.id`,
  han: sql`task.last_day nulls last, task.id`,
  'thong-tin': sql`task.informed_on desc nulls last, task.id`,
};

export interface TaskFilters {
  readonly planId: number | null;
  readonly planCode: string | null;
  readonly text: string;
  readonly states: readonly TaskState[];
  /** Positions of groups in the plan. */
  readonly groups: readonly number[];
  /** Codes of organisations that lead. */
  readonly agencies: readonly string[];
  readonly sectors: readonly string[];
  /** Of the last day. */
  readonly year: number | null;
  /** Days between which the last day lies; null where it is open. */
  readonly due: { readonly from: LocalDate | null; readonly to: LocalDate | null } | null;
  /** Of plans in force alone. */
  readonly inForce: boolean;
  /** Nobody has told anything of it yet. */
  readonly silent: boolean;
}

export const everyTask: TaskFilters = {
  ...{
    planId: null,
    planCode: null,
    text: '',
    states: [],
    groups: [],
    agencies: [],
    sectors: [],
    year: null,
    due: null,
    inForce: false,
    silent: false,
  },
};

export function isNarrowed(filters: TaskFilters): boolean {
  const { text: typed, states, groups, agencies, sectors, year, silent } = filters;
  return (
    typed !== '' ||
    year !== null ||
    silent ||
    [states, groups, agencies, sectors].some((one) => one.length > 0)
  );
}

/** Condition on `task` and its `plan`: visitors find it by this. */
export function tasksMeeting(filters: TaskFilters): RawBuilder<boolean> {
  const { planId, states, groups, agencies, sectors, year, due, silent } = filters;
  const patterns = patternsOf(filters.text);
  const conditions = [
    sql<boolean>`${openPlan} and task.shown and ${printedTask}`,
    filters.inForce && sql<boolean>`plan.state = 'in_force'`,
    planId !== null && sql<boolean>`task.plan_id = ${planId}`,
    filters.planCode !== null && sql<boolean>`plan.code = ${filters.planCode}`,
    patterns.length > 0 &&
      sql<boolean>`vn_norm(task.code || ' ' || coalesce(task.tt, '') || ' ' || task.name || ' ' || coalesce(task.product, ''))
        like all (${patterns}::text[])`,
    states.length > 0 && sql<boolean>`task.state = any(${[...states]}::text[])`,
    groups.length > 0 &&
      sql<boolean>`task.group_id in (select id from plan_group where plan_group.plan_id = task.plan_id and plan_group.of = 'tasks'
        and plan_group.position = any(${[...groups]}::int[]))`,
    agencies.length > 0 &&
      sql<boolean>`exists (select 1 from task_agency given join organisation one on one.id = given.organisation_id
        where given.task_id = task.id and given.role = 'lead' and given.until is null and one.code = any(${[...agencies]}::text[]))`,
    sectors.length > 0 && sql<boolean>`task.sector_code = any(${[...sectors]}::text[])`,
    year !== null &&
      sql<boolean>`task.last_day between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`,
    due !== null &&
      sql<boolean>`(task.last_day >= ${due.from}::date or ${due.from}::date is null)
      and (task.last_day <= ${due.to}::date or ${due.to}::date is null)`,
    silent && sql<boolean>`task.informed_on is null and task.closed is null and task.state <> 'unassigned'`,
  ].filter((one) => one !== false);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Tasks that visitors read. Two statements. */
export async function listOpenTasks(
  db: Querying,
  filters: TaskFilters,
  page: { readonly limit: number; readonly offset: number; readonly order: TaskOrder },
): Promise<{ readonly rows: readonly ListedTask[]; readonly total: number }> {
  const from = sql`from task join plan on plan.id = task.plan_id where ${tasksMeeting(filters)}`;
  const counted = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(db);
  const total = counted.rows[0]?.n ?? 0;
  if (page.offset >= total) return { rows: [], total };
  const { rows } = await sql`select ${taskColumns} ${from} order by ${orders[page.order]}
    limit ${page.limit} offset ${page.offset}`.execute(db);
  return { rows: rows.map((found) => row.parse(found)), total };
}

/** Tasks that visitors read, by id, behind one. One statement. */
export async function tasksAfter(
  db: Querying,
  filters: TaskFilters,
  after: number,
  limit: number,
): Promise<readonly ListedTask[]> {
  const { rows } = await sql`select ${taskColumns} from task join plan on plan.id = task.plan_id
    where ${tasksMeeting(filters)} and task.id > ${after} order by task.id limit ${limit}`.execute(db);
  return rows.map((found) => row.parse(found));
}

/** A task that visitors read, under its code; null for any other. One statement. */
export async function findOpenTask(db: Querying, code: string): Promise<OpenTask | null> {
  if (!isItemCode(code)) return null;
  const { rows } =
    await sql`select ${taskColumns}, task.annex, ${agenciesOf('partner')} as partners, plan.title as "planTitle",
      plan.title_en as "planTitleEn", plan.state as "planState", sector.name as "sectorName", sector.name_en as "sectorNameEn",
      task.started_on as "startedOn", task.reported_on as "reportedOn", task.closed_on as "closedOn",
      task.closed_document as "closedDocument",
      (select json_build_object('code', above.code, 'name', above.name, 'nameEn', above.name_en) from task above
        where above.id = coalesce(task.parent_id, task.instance_of)) as "partOf",
      ${results} as results, ${extensions} as extensions, ${parts} as parts
    from task join plan on plan.id = task.plan_id left join sector on sector.code = task.sector_code
    where task.code = ${code} and ${openPlan} and ${shownTask}`.execute(db);
  const [found] = rows;
  return found ? whole.parse(found) : null;
}

const choice = z.object({
  of: z.enum(['state', 'group', 'sector', 'lead', 'silent', 'in_group']),
  value: z.string(),
  label: text,
  labelEn: text,
  n: z.number(),
});
export type TaskChoice = z.output<typeof choice>;

/**
 * By what the tasks of one plan can be narrowed, with how many each choice leaves; `in_group`: states of each group, as
 * `2|overdue`. One statement.
 */
export async function taskChoices(db: Querying, planId: number): Promise<readonly TaskChoice[]> {
  const { rows } = await sql`
    with shown as (
      select task.id, task.state, task.group_id, task.sector_code,
        task.informed_on is null and task.closed is null and task.state <> 'unassigned' as silent
      from task where task.plan_id = ${planId} and task.shown and ${printedTask}
    )
    select 'state' as of, state as value, null as label, null as "labelEn", count(*)::int as n from shown group by state
    union all
    select 'silent', '', null, null, count(*)::int from shown where silent having count(*) > 0
    union all
    select 'group', g.position::text, coalesce(g.label || '. ', '') || g.name, null, count(*)::int
    from shown join plan_group g on g.id = shown.group_id group by g.id
    union all
    select 'in_group', g.position || '|' || state, null, null, count(*)::int
    from shown join plan_group g on g.id = shown.group_id group by g.id, state
    union all
    select 'sector', sector.code, sector.name, sector.name_en, count(*)::int
    from shown join sector on sector.code = shown.sector_code group by sector.code
    union all
    (select 'lead', one.code, one.name, one.name_en, count(distinct shown.id)::int
    from shown join task_agency given on given.task_id = shown.id and given.role = 'lead' and given.until is null
    join organisation one on one.id = given.organisation_id group by one.id order by 5 desc, one.name limit 100)`.execute(
    db,
  );
  return rows.map((found) => choice.parse(found));
}
