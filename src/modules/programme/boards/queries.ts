import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodsBetween } from '../../../kernel/periods.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { shownName } from '../shown-name.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import type { BoardFilters } from './filters.ts';

export const unitsPerPage = 20;
/** Tasks of one kind that a board names; the others are in the list. */
export const tasksNamed = 10;

export type StateCounts = Readonly<Partial<Record<TaskState, number>>>;

/** Rows of the kept counts for what is asked for, but for whose they are; `free`: but for the plan, or the group, they are of. */
export function counted(
  { plan, group, sector, period }: BoardFilters,
  free: 'any plan' | 'any group' | null = null,
): RawBuilder<unknown> {
  const months =
    period === null
      ? sql`month = ''`
      : sql`month = any(${periodsBetween('month', period.from, period.to).map(({ key }) => key)}::text[])`;
  const place = [
    ...(free === 'any plan' ? [] : [sql`plan_id = ${plan ?? 0}`]),
    ...(free === 'any group' ? [] : [sql`group_id = ${group ?? 0}`]),
  ];
  return sql`${sql.join(place, sql` and `)} and sector_code = ${sector ?? ''} and ${months}`;
}

/** Which of the kept counts: of all tasks, or of those visitors read. */
export const tasksIn = ({ open }: BoardFilters): RawBuilder<number> =>
  open ? sql<number>`open_tasks` : sql<number>`tasks`;

/** How many tasks are in each state: what plans print, or what one agency leads. One statement. */
export async function stateCounts(db: Querying, filters: BoardFilters): Promise<StateCounts> {
  const { rows } = await sql<{
    state: TaskState;
    tasks: number;
  }>`select state, sum(${tasksIn(filters)})::int as tasks from task_count
    where ${counted(filters)} and organisation_id = ${filters.agency ?? 0} group by state having sum(${tasksIn(filters)}) > 0`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ state, tasks }) => [state, tasks]));
}

export interface UnitRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly states: StateCounts;
  readonly total: number;
}

const unitRow = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), total: z.number() },
  ...{ units: z.number(), lateUnits: z.number() },
  states: z.partialRecord(z.enum(taskStates), z.number()),
});

/** Agencies that lead tasks, those with most overdue first; `late`: how many have anything overdue. One statement. */
export async function unitRows(
  db: Querying,
  filters: BoardFilters,
  limit = unitsPerPage,
): Promise<{ readonly rows: readonly UnitRow[]; readonly total: number; readonly late: number }> {
  const whose =
    filters.agency === null ? sql`organisation_id <> 0` : sql`organisation_id = ${filters.agency}`;
  const { rows } = await sql`
    select organisation.id, organisation.code, ${shownName(filters.lang)} as name, unit.states, unit.total, unit.units, unit.late_units as "lateUnits" from (
      select organisation_id, jsonb_object_agg(state, tasks) as states, sum(tasks)::int as total, count(*) over ()::int as units,
        coalesce(sum(tasks) filter (where state = 'overdue'), 0) as late,
        count(sum(tasks) filter (where state = 'overdue')) over ()::int as late_units
      from (select organisation_id, state, sum(${tasksIn(filters)})::int as tasks from task_count
        where ${counted(filters)} and ${whose} group by 1, 2 having sum(${tasksIn(filters)}) > 0) each_state
      group by organisation_id order by late desc, total desc, organisation_id
      limit ${limit} offset ${(filters.page - 1) * limit}
    ) unit join organisation on organisation.id = unit.organisation_id
    order by unit.late desc, unit.total desc, organisation.id`.execute(db);
  const found = z.array(unitRow).parse(rows);
  return { rows: found, total: found[0]?.units ?? 0, late: found[0]?.lateUnits ?? 0 };
}

export interface MonthCount {
  readonly agency: number;
  readonly month: string;
  readonly late: number;
  readonly due: number;
}

/** What of these agencies is due in these months, and what of it is overdue. One statement. */
export async function monthCounts(
  db: Querying,
  filters: BoardFilters,
  agencies: readonly number[],
  months: readonly Period[],
): Promise<readonly MonthCount[]> {
  const { plan, group, sector } = filters;
  const { rows } =
    await sql<MonthCount>`select organisation_id as agency, month, sum(${tasksIn(filters)})::int as due,
      coalesce(sum(${tasksIn(filters)}) filter (where state = 'overdue'), 0)::int as late
    from task_count where plan_id = ${plan ?? 0} and group_id = ${group ?? 0} and sector_code = ${sector ?? ''}
      and month = any(${months.map(({ key }) => key)}::text[]) and organisation_id = any(${[...agencies]}::bigint[])
    group by 1, 2 having sum(${tasksIn(filters)}) > 0`.execute(db);
  return rows;
}

export interface BoardTask {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly state: TaskState;
  readonly lastDay: LocalDate | null;
  readonly startedOn: LocalDate | null;
  /** Of its leads, by comma. */
  readonly agencies: string;
  /** The last day anybody told anything of it, or it was given. */
  readonly silentSince: LocalDate | null;
}

/** Tasks a board names: those nobody told anything of for longest; those that wait to be confirmed; those due next or overdue. */
export type Named = 'silent' | 'awaiting' | 'owed' | 'overdue';

const kinds: Readonly<
  Record<Named, { readonly where: RawBuilder<unknown>; readonly order: RawBuilder<unknown> }>
> = {
  silent: {
    // as in the index task_silent
    where: sql`task.closed is null and task.state in ('overdue', 'due_soon', 'without_result', 'not_started', 'in_term', 'with_result')`,
    order: sql`task.informed_on nulls first, task.id`,
  },
  awaiting: { where: sql`task.state = 'awaiting'`, order: sql`task.last_day, task.id` },
  overdue: { where: sql`task.state = 'overdue'`, order: sql`task.last_day, task.id` },
  owed: {
    where: sql`task.closed is null and task.last_day is not null and task.state <> 'awaiting'`,
    order: sql`task.last_day, task.id`,
  },
};

/** The first of them. One statement. */
export async function namedTasks(
  db: Querying,
  filters: BoardFilters,
  kind: Named,
  limit = tasksNamed,
): Promise<readonly BoardTask[]> {
  const { where, order } = kinds[kind];
  const { rows } = await sql<BoardTask>`
    select task.id, task.code, task.name, task.state, task.last_day as "lastDay", task.started_on as "startedOn",
      (select coalesce(string_agg(coalesce(${shownName(filters.lang)}, lead.name), ', ' order by lead.position, lead.id), '')
        from task_agency lead left join organisation on organisation.id = lead.organisation_id
        where lead.task_id = task.id and lead.role = 'lead' and lead.until is null) as agencies,
      coalesce(task.informed_on, (select min(since) from task_agency lead
        where lead.task_id = task.id and lead.role = 'lead' and lead.until is null)) as "silentSince"
    from task join plan on plan.id = task.plan_id where ${where} and ${among(filters)}
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

/** Condition on `task` and `plan`: what the kept counts count for what is asked for. */
function among({ plan, group, agency, sector, period, open }: BoardFilters): RawBuilder<unknown> {
  const conditions = [
    sql`plan.state = 'in_force' and task.instance_of is null`,
    agency === null
      ? sql`task.parent_id is null`
      : sql`exists (select 1 from task_agency own where own.task_id = task.id and own.role = 'lead' and own.until is null
          and own.organisation_id = ${agency})`,
    ...(open ? [sql`task.shown and task.parent_id is null`] : []),
    ...(plan === null ? [] : [sql`task.plan_id = ${plan}`]),
    ...(group === null ? [] : [sql`task.group_id = ${group}`]),
    ...(sector === null ? [] : [sql`task.sector_code = ${sector}`]),
    ...(period === null ? [] : [sql`task.last_day between ${period.from}::date and ${period.to}::date`]),
  ];
  return sql.join(conditions, sql` and `);
}

export interface DueDay {
  readonly day: LocalDate;
  readonly tasks: number;
  /** Of them overdue. */
  readonly late: number;
}

/** How many tasks are due on each day of a time, closed ones too. One statement. */
export async function dueDays(
  db: Querying,
  filters: BoardFilters,
  { from, to }: Pick<Period, 'from' | 'to'>,
): Promise<readonly DueDay[]> {
  const { rows } = await sql<DueDay>`select task.last_day as day, count(*)::int as tasks,
      (count(*) filter (where task.state = 'overdue'))::int as late
    from task join plan on plan.id = task.plan_id
    where ${among({ ...filters, period: null })} and task.last_day between ${from}::date and ${to}::date
    group by 1 order by 1`.execute(db);
  return rows;
}

/** States of tasks that will be late if nothing is reported. */
export const openStates = [
  ...(['due_soon', 'without_result', 'unassigned'] as const),
  ...(['not_started', 'in_term', 'with_result'] as const),
] satisfies readonly TaskState[];

/** How many open tasks are due from today until each of two days. One statement. */
export async function dueUntil(
  db: Querying,
  filters: BoardFilters,
  today: LocalDate,
  [near, far]: readonly [LocalDate, LocalDate],
): Promise<{ readonly near: number; readonly far: number }> {
  const { rows } = await sql<{ near: number; far: number }>`
    select (count(*) filter (where task.last_day <= ${near}::date))::int as near, count(*)::int as far
    from task join plan on plan.id = task.plan_id
    where ${among({ ...filters, period: null })} and task.closed is null and task.state = any(${[...openStates]}::text[])
      and task.last_day between ${today}::date and ${far}::date`.execute(db);
  return rows[0] ?? { near: 0, far: 0 };
}

export interface AskedExtension {
  readonly taskId: number;
  readonly code: string;
  readonly name: string;
  readonly agency: string | null;
  readonly former: LocalDate;
  readonly asked: LocalDate;
  readonly total: number;
}

/** Later deadlines that wait for a decision, the oldest first. One statement. */
export async function askedExtensions(
  db: Querying,
  filters: BoardFilters,
  limit: number,
): Promise<readonly AskedExtension[]> {
  const { rows } = await sql<AskedExtension>`
    select task.id as "taskId", task.code, task.name, ${shownName(filters.lang)} as agency, extension.former, extension.asked,
      count(*) over ()::int as total
    from task_extension extension join task on task.id = extension.task_id join plan on plan.id = task.plan_id
      left join organisation on organisation.id = extension.organisation_id
    where extension.state = 'asked' and ${among(filters)} order by extension.id limit ${limit}`.execute(db);
  return rows;
}

/** How many targets are in danger, and how many lack figures. One statement. */
export async function targetCounts(
  db: Querying,
  { plan }: BoardFilters,
): Promise<{ readonly danger: number; readonly silent: number }> {
  const { rows } = await sql<{ danger: number; silent: number }>`
    select (count(*) filter (where target.outlook in ('unlikely', 'at_risk')))::int as danger,
      (count(*) filter (where target.information in ('missing', 'stale')))::int as silent
    from target join plan on plan.id = target.plan_id
    where plan.state = 'in_force' and target.closed is null and (${plan}::bigint is null or target.plan_id = ${plan})`.execute(
    db,
  );
  return rows[0] ?? { danger: 0, silent: 0 };
}

const choice = z.object({ value: z.union([z.number(), z.string()]).transform(String), label: z.string() });
const boardChoices = z.object({
  ...{ plans: z.array(choice), groups: z.array(choice), agencies: z.array(choice), sectors: z.array(choice) },
  /** Figures of a made-up plan are among those that are shown. */
  illustrative: z.boolean(),
});
export type BoardChoices = z.infer<typeof boardChoices>;

/** Plans and agencies offered at most; those with most tasks. */
const mostOffered = 400;

/** What boards can be asked for: plans in force, groups of the one that is chosen, agencies that lead, sectors. One statement. */
export async function boardChoicesOf(
  db: Querying,
  { plan, agency, lang }: BoardFilters,
  own: readonly number[] | null,
): Promise<BoardChoices> {
  const whose = own === null ? sql`organisation_id <> 0` : sql`organisation_id = any(${[...own]}::bigint[])`;
  const { rows } = await sql`select
    exists (select 1 from plan where state = 'in_force' and illustrative and (${plan}::bigint is null or id = ${plan}::bigint)) as illustrative,
    (select coalesce(json_agg(json_build_object('value', id, 'label', coalesce(number, code) || ' · ' || left(title, 80))), '[]') from (
      select id, number, code, title from plan where state = 'in_force' order by issued desc nulls last, id desc limit ${mostOffered}) plan) as plans,
    (select coalesce(json_agg(json_build_object('value', id, 'label', coalesce(label || '. ', '') || name) order by position), '[]')
      from plan_group where plan_id = ${plan ?? 0} and of = 'tasks') as groups,
    (select coalesce(json_agg(json_build_object('value', id, 'label', name) order by name collate vi), '[]') from (
      select id, ${shownName(lang)} as name from organisation where id = ${agency ?? 0} or id = any(${[...(own ?? [])]}::bigint[]) or id in (
        select organisation_id from task_count where plan_id = 0 and sector_code = '' and month = '' and group_id = 0 and ${whose}
        group by 1 having sum(tasks) > 0 order by sum(tasks) desc, 1 limit ${mostOffered})) agency) as agencies,
    (select coalesce(json_agg(json_build_object('value', code, 'label', ${shownName(lang, 'sector')}) order by ${shownName(lang, 'sector')} collate vi), '[]') from sector
      where exists (select 1 from task_count where plan_id = 0 and month = '' and organisation_id = 0
        and group_id = 0 and task_count.sector_code = sector.code and tasks > 0)) as sectors`.execute(db);
  return boardChoices.parse(rows[0]);
}

export interface BoardTarget {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly unit: string | null;
  readonly raw: string;
  readonly information: 'measured' | 'stale' | 'missing';
  readonly outlook: 'expected' | 'at_risk' | 'unlikely' | 'cannot_tell' | null;
  readonly value: number | null;
  readonly sinceOn: LocalDate | null;
  readonly agencies: string;
}

/** Targets whose aim is in danger or whose figures are old or missing, the worst first. One statement. */
export async function targetsInDanger(
  db: Querying,
  { plan, agency, sector, lang }: BoardFilters,
  limit = tasksNamed,
): Promise<readonly BoardTarget[]> {
  const conditions = [
    sql`plan.state = 'in_force' and target.closed is null
      and (target.outlook in ('unlikely', 'at_risk') or target.information in ('missing', 'stale'))`,
    ...(plan === null ? [] : [sql`target.plan_id = ${plan}`]),
    ...(sector === null ? [] : [sql`target.sector_code = ${sector}`]),
    ...(agency === null
      ? []
      : [
          sql`exists (select 1 from target_agency own where own.target_id = target.id and own.until is null
            and own.organisation_id = ${agency})`,
        ]),
  ];
  const { rows } = await sql<BoardTarget>`
    select target.id, target.code, target.name, target.unit, target.raw, target.information, target.outlook, target.value::float8 as value,
      target.since_on as "sinceOn",
      (select coalesce(string_agg(coalesce(${shownName(lang)}, own.name), ', ' order by own.position, own.id), '')
        from target_agency own left join organisation on organisation.id = own.organisation_id
        where own.target_id = target.id and own.until is null) as agencies
    from target join plan on plan.id = target.plan_id where ${sql.join(conditions, sql` and `)}
    order by target.outlook = 'unlikely' desc nulls last, target.outlook = 'at_risk' desc nulls last,
      target.information = 'missing' desc, target.since_on, target.id limit ${limit}`.execute(db);
  return rows;
}
