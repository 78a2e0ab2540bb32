import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { agenciesOf, mayDo } from '../policy.ts';
import { shownName } from '../shown-name.ts';
import type { TaskFilters, TaskOrder } from './filters.ts';
import type { ListedTask } from './parts.tsx';
import { type TaskState, taskStates } from './task.ts';

export const tasksPerPage = 30;

/** Whose tasks: of everybody, or of the agencies somebody acts for. */
interface Reach {
  readonly all: boolean;
  readonly own: readonly number[];
}

function reachOf(actor: Actor): Reach {
  return { all: mayDo(actor, 'read', null), own: agenciesOf(actor) };
}

/** More words than anybody looks for. */
const mostWords = 8;

function patternsOf(typed: string): readonly string[] {
  const words = vnNorm(typed).split(/\s+/).filter(Boolean).slice(0, mostWords);
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}

/** Condition on `task` and `plan` of the list: what a plan prints and what an agency leads of its parts; a yearly task stands for its years. */
function listed(actor: Actor, filters: TaskFilters, today: LocalDate, states: boolean): RawBuilder<boolean> {
  const { all, own } = reachOf(actor);
  const led = (organisations: readonly number[], role: 'lead' | 'partner') =>
    sql<boolean>`exists (select 1 from task_agency own where own.task_id = task.id and own.role = ${role}
      and own.until is null and own.organisation_id = any(${[...organisations]}::bigint[]))`;
  const patterns = patternsOf(filters.text);
  const conditions = [
    sql`plan.state = 'in_force'`,
    sql`task.instance_of is null`,
    ...(all
      ? filters.agency === null
        ? [sql`task.parent_id is null`]
        : [led([filters.agency], 'lead')]
      : [
          led(
            filters.agency !== null && own.includes(filters.agency) ? [filters.agency] : own,
            filters.partner ? 'partner' : 'lead',
          ),
        ]),
    ...(filters.plan === null ? [] : [sql`task.plan_id = ${filters.plan}`]),
    ...(filters.group === null ? [] : [sql`task.group_id = ${filters.group}`]),
    ...(filters.sector === null ? [] : [sql`task.sector_code = ${filters.sector}`]),
    ...(filters.from === null ? [] : [sql`task.last_day >= ${filters.from}::date`]),
    ...(filters.to === null ? [] : [sql`task.last_day <= ${filters.to}::date`]),
    ...(filters.silent === null ? [] : [silentFor(filters.silent, today)]),
    ...(states && filters.states.length > 0 ? [sql`task.state = any(${[...filters.states]}::text[])`] : []),
    ...(patterns.length === 0
      ? []
      : [
          sql`vn_norm(task.code || ' ' || coalesce(task.tt, '') || ' ' || task.name || ' ' || coalesce(task.product, ''))
            like all (${[...patterns]}::text[])`,
        ]),
  ];
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** Since when nobody told anything of a task that is under way. */
const silentSince = sql<LocalDate | null>`case when task.state not in ('unassigned', 'done_in_time', 'done_late', 'suspended',
    'not_carried_out', 'awaiting') then coalesce(task.informed_on, (select min(since) from task_agency lead
    where lead.task_id = task.id and lead.role = 'lead' and lead.until is null)) end`;

function silentFor(days: number, today: LocalDate): RawBuilder<unknown> {
  return sql`${silentSince} <= ${today}::date - ${days}::int`;
}

const orders: Readonly<Record<TaskOrder, RawBuilder<unknown>>> = {
  // what is over comes last
  han: sql`task.closed is not null, task.last_day nulls last, task.id`,
  moi: sql`task.informed_on desc nulls last, task.id desc`,
  ma: sql`task.plan_id, task.position, task.id`,
};

/** A page of the list. One statement. */
export async function listTasks(
  db: Querying,
  actor: Actor,
  filters: TaskFilters,
  today: LocalDate,
): Promise<readonly ListedTask[]> {
  const { rows } = await sql<Omit<ListedTask, 'state'> & { state: string }>`
    select task.id, task.code, task.name, task.state, task.last_day as "lastDay", task.percent, ${silentSince} as "silentSince", plan.illustrative,
      (select coalesce(string_agg(coalesce(${shownName(filters.lang)}, lead.name), ', ' order by lead.position, lead.id), '')
        from task_agency lead left join organisation on organisation.id = lead.organisation_id
        where lead.task_id = task.id and lead.role = 'lead' and lead.until is null) as agencies
    from task join plan on plan.id = task.plan_id where ${listed(actor, filters, today, true)}
    order by ${orders[filters.order]} limit ${tasksPerPage} offset ${(filters.page - 1) * tasksPerPage}`.execute(
    db,
  );
  return rows.map((row) => ({
    ...row,
    state: taskStates.find((state) => state === row.state) ?? 'unassigned',
  }));
}

export type StateCounts = Readonly<Partial<Record<TaskState, number>>>;

/**
 * How many tasks of the list are in each state, whatever states are chosen: from the kept counts where what is asked for is one of their
 * places, else by counting. One statement.
 */
export async function countStates(
  db: Querying,
  actor: Actor,
  filters: TaskFilters,
  today: LocalDate,
): Promise<StateCounts> {
  const place = placeOf(actor, filters);
  const { rows } = await (place === null
    ? sql<{ state: TaskState; tasks: number }>`select task.state, count(*)::int as tasks
        from task join plan on plan.id = task.plan_id where ${listed(actor, filters, today, false)} group by task.state`
    : sql<{ state: TaskState; tasks: number }>`select state, tasks from task_count
        where plan_id = ${place.plan} and group_id = ${place.group} and organisation_id = ${place.agency}
          and sector_code = ${place.sector} and month = ''`
  ).execute(db);
  return Object.fromEntries(rows.map(({ state, tasks }) => [state, tasks]));
}

/** The place of the kept counts that holds what is asked for; null where there is none. */
function placeOf(actor: Actor, filters: TaskFilters) {
  const { all, own } = reachOf(actor);
  const { plan, group, agency, sector } = filters;
  const plain =
    filters.text === '' && filters.from === null && filters.to === null && filters.silent === null;
  if (!plain || (group !== null && plan === null)) return null;
  const places = { plan: plan ?? 0, group: group ?? 0, sector: sector ?? '' };
  if (all) return { ...places, agency: agency ?? 0 };
  const [only, ...more] = own;
  return only !== undefined && more.length === 0 && !filters.partner ? { ...places, agency: only } : null;
}

const choice = z.object({ value: z.union([z.number(), z.string()]).transform(String), label: z.string() });
const choices = z.object({
  ...{ plans: z.array(choice), groups: z.array(choice), agencies: z.array(choice), sectors: z.array(choice) },
});
export type TaskChoices = z.infer<typeof choices>;

/** Choices offered of each filter at most; the others are found by searching. */
const mostOffered = 100;

/** What the list can be filtered by: plans in force, groups of the one that is chosen, agencies that lead, sectors. One statement. */
export async function taskChoices(db: Querying, actor: Actor, filters: TaskFilters): Promise<TaskChoices> {
  const { all, own } = reachOf(actor);
  const whose = all ? sql`true` : sql`counted.organisation_id = any(${[...own]}::bigint[])`;
  const { rows } = await sql`select
    (select coalesce(json_agg(json_build_object('value', id, 'label', coalesce(number, code) || ' · ' || title)), '[]') from (
      select id, number, code, title from plan where state = 'in_force' and (${all} or exists (
        select 1 from task_count counted where counted.plan_id = plan.id and ${whose}))
      order by issued desc nulls last, id desc limit ${mostOffered}) plan) as plans,
    (select coalesce(json_agg(json_build_object('value', id, 'label', coalesce(label || '. ', '') || name) order by position), '[]')
      from plan_group where plan_id = ${filters.plan ?? 0} and of = 'tasks') as groups,
    (select coalesce(json_agg(json_build_object('value', id, 'label', name)), '[]') from (
      select organisation.id, ${shownName(filters.lang)} as name, sum(tasks) as many from task_count counted join organisation on organisation.id = organisation_id
      where plan_id = ${filters.plan ?? 0} and group_id = 0 and sector_code = '' and month = '' and organisation_id <> 0
        and (${all} or ${whose}) group by organisation.id having sum(tasks) > 0
      order by many desc, name limit ${mostOffered}) agency) as agencies,
    (select coalesce(json_agg(json_build_object('value', code, 'label', ${shownName(filters.lang, 'sector')}) order by ${shownName(filters.lang, 'sector')} collate vi), '[]') from sector
      where exists (select 1 from task_count counted where counted.plan_id = ${filters.plan ?? 0} and counted.group_id = 0
        and counted.sector_code = sector.code and tasks > 0)) as sectors`.execute(db);
  return choices.parse(rows[0]);
}
