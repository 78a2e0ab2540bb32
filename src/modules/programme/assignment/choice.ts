import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import type { GivenTask } from './assignment.ts';

/** Which tasks of a plan are meant; what is null or empty narrows nothing. */
export interface Choice {
  readonly group: number | null;
  readonly text: string;
  readonly state: TaskState | null;
  /** Those that nobody leads. */
  readonly leadless: boolean;
  /** Rows ticked on a page. */
  readonly ids: readonly number[] | null;
}

export const anyTask: Choice = { group: null, text: '', state: null, leadless: false, ids: null };

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => text as LocalDate);
const agency = z.object({
  ...{ id: z.number(), organisationId: z.number().nullable(), name: z.string(), answered: z.boolean() },
});

export const deadlineShape = z.object({
  kind: z.enum(['date', 'month', 'quarter', 'year', 'range', 'yearly', 'continuous', 'none']),
  ...{ from: day.nullable(), to: day.nullable(), raw: z.string() },
});
export const cadenceShape = z.enum(['month', 'quarter', 'half_year', 'year']);

const given = z.object({
  ...{
    id: z.number(),
    code: z.string(),
    name: z.string(),
    group: z.string().nullable(),
    version: z.number(),
  },
  ...{ state: z.enum(taskStates), closed: z.boolean(), rules: z.array(z.number()) },
  ...{ leads: z.array(agency), partners: z.array(agency), deadline: deadlineShape },
  ...{
    product: z.string().nullable(),
    sector: z.string().nullable(),
    cadence: cadenceShape.nullable(),
  },
});

/** Those who have a role in a task now, as JSON. */
function agencies(role: 'lead' | 'partner'): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(json_build_object('id', agency.id, 'organisationId', organisation_id,
      'name', coalesce(organisation.name, agency.name), 'answered', answer <> 'given') order by position, agency.id), '[]')
    from task_agency agency left join organisation on organisation.id = agency.organisation_id
    where agency.task_id = task.id and role = ${role} and until is null)`;
}

function givenTask(rules: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`json_build_object('id', task.id, 'code', task.code, 'name', task.name, 'version', task.version, 'state', task.state,
    'group', (select coalesce(label || '. ', '') || name from plan_group where plan_group.id = task.group_id),
    'closed', closed is not null, 'product', product, 'sector', sector_code, 'cadence', cadence,
    'deadline', json_build_object('kind', deadline_kind, 'from', deadline_from, 'to', deadline_to, 'raw', deadline_raw),
    'leads', ${agencies('lead')}, 'partners', ${agencies('partner')}, 'rules', ${rules})`;
}

/** Rules as rows `(n, "group", text, state, leadless, ids)`. */
function ruleRows(choices: readonly Choice[]): RawBuilder<unknown> {
  const rows = choices.map((choice, n) => ({ n, ...choice, text: escaped(choice.text) }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as rule (n integer, "group" bigint, text text, state text,
    leadless boolean, ids bigint[])`;
}

function escaped(text: string): string {
  return text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

const fits = sql`(rule."group" is null or task.group_id = rule."group")
  and (rule.text = '' or vn_norm(task.code || ' ' || coalesce(task.tt, '') || ' ' || task.name || ' ' || coalesce(task.product, ''))
    like '%' || vn_norm(rule.text) || '%')
  and (rule.state is null or task.state = rule.state)
  and (rule.ids is null or task.id = any(rule.ids))
  -- a class of agencies alone leads nothing before the task is divided
  and (not rule.leadless or not exists (select 1 from task_agency lead where lead.task_id = task.id and role = 'lead'
    and until is null and (organisation_id is not null or exists (select 1 from task child where child.parent_id = task.id))))`;

/** What a plan prints and its parts; what is due in one year follows its yearly task. */
const ofPlan = (planId: number) => sql`task.plan_id = ${planId} and task.instance_of is null`;

export const tasksPerPage = 50;

/** A page of the tasks a choice leaves, and how many there are. Two statements. */
export async function listGiven(
  db: Querying,
  planId: number,
  choice: Choice,
  page: number,
): Promise<{ readonly rows: readonly GivenTask[]; readonly total: number }> {
  const where = sql`${ofPlan(planId)} and exists (select 1 from ${ruleRows([choice])} where ${fits})`;
  const { rows } = await sql<{
    task: unknown;
  }>`select ${givenTask(sql`'[]'::json`)} as task from task where ${where}
    order by position, id limit ${tasksPerPage} offset ${(page - 1) * tasksPerPage}`.execute(db);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::integer as total from task where ${where}`.execute(db);
  return { rows: rows.map(({ task }) => given.parse(task)), total: counted[0]?.total ?? 0 };
}

/** Every task that falls under one of the choices, with the numbers of those it falls under. One statement. */
export async function chosenTasks(
  db: Querying,
  planId: number,
  choices: readonly Choice[],
): Promise<readonly GivenTask[]> {
  const { rows } = await sql<{ task: unknown }>`
    select ${givenTask(sql`(select coalesce(json_agg(n order by n), '[]') from ${ruleRows(choices)} where ${fits})`)} as task
    from task where ${ofPlan(planId)} and exists (select 1 from ${ruleRows(choices)} where ${fits})
    order by position, id`.execute(db);
  return rows.map(({ task }) => given.parse(task));
}

/** These tasks to act on, locked in one order. */
export async function lockGiven(tx: Transaction, ids: readonly number[]): Promise<readonly GivenTask[]> {
  await sql`select id from task where id = any(${[...ids]}::bigint[]) order by id for update`.execute(tx);
  const { rows } = await sql<{ task: unknown }>`select ${givenTask(sql`'[]'::json`)} as task from task
    where id = any(${[...ids]}::bigint[]) order by position, id`.execute(tx);
  return rows.map(({ task }) => given.parse(task));
}

/** What is open of the years of these yearly tasks: whom a yearly task is given to, its year is given to. */
export async function openInstances(
  tx: Transaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly GivenTask[]>> {
  const { rows } = await sql<{ yearly: number; task: unknown }>`
    select task.instance_of as yearly, ${givenTask(sql`'[]'::json`)} as task from task
    where instance_of = any(${[...ids]}::bigint[]) and closed is null order by id for update`.execute(tx);
  const found = new Map<number, GivenTask[]>();
  for (const { yearly, task } of rows) found.set(yearly, [...(found.get(yearly) ?? []), given.parse(task)]);
  return found;
}

/** A task as it stands, with what only its own page shows. One statement. Throws not_found. */
export async function findGiven(db: Querying, id: number) {
  const { rows } = await sql<{
    task: unknown;
    plan_id: number;
    tt: string | null;
    group_id: number | null;
    name_en: string | null;
  }>`select ${givenTask(sql`'[]'::json`)} as task, plan_id, tt, group_id, name_en from task where id = ${id}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw notFound();
  const { task, ...more } = row;
  return { ...given.parse(task), ...more };
}
