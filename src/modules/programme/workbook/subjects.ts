import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { planLevels, planStates } from '../plans/plan.ts';
import { actsForAgency, agenciesOf, mayDo } from '../policy.ts';
import { isHeading, type LoadedTarget, loadTargets } from '../targets/load.ts';
import { tasksReadBy } from '../tasks/queries.ts';
import { answers, closedStates, factKinds, taskStates } from '../tasks/task.ts';

const text = z.string().nullable();
const day = z.string().transform((found) => found as LocalDate);
const plan = z.object({
  ...{ id: z.number(), name: z.string(), level: z.enum(planLevels), state: z.enum(planStates) },
  ...{ organisationId: z.number().nullable(), monitorId: z.number().nullable(), illustrative: z.boolean() },
});

const lead = z.object({
  ...{ organisationId: z.number().nullable(), name: z.string(), since: day, answer: z.enum(answers) },
  reportedOn: day.nullable(),
  before: z.array(z.object({ kind: z.enum(factKinds), on: day, percent: z.number().nullable() })),
});

/** What was said of it last, for whoever looks at two versions. */
const latest = z
  .object({ by: text, at: z.string().transform((at) => new Date(at)), agency: text })
  .nullable();

const task = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), version: z.number(), percent: z.number(), plan },
  ...{ closed: text, kind: z.string(), cadence: text, state: z.enum(taskStates), lastDay: day.nullable() },
  ...{ raw: z.string(), startedOn: day.nullable(), instance: text, openParts: z.number() },
  ...{ readable: z.boolean(), shown: z.boolean(), leads: z.array(lead), latest },
});
export type TaskSubject = z.infer<typeof task>;

const target = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), version: z.number(), unit: text, plan },
  ...{ closed: z.boolean(), shown: z.boolean(), raw: z.string(), latest },
  owners: z.array(z.object({ organisationId: z.number().nullable(), name: z.string() })),
});
export type TargetSubject = z.infer<typeof target> & { readonly loaded: LoadedTarget };

const planJson = sql`json_build_object('id', plan.id, 'name', coalesce(plan.number, plan.code), 'level', plan.level, 'state', plan.state,
  'organisationId', plan.organisation_id, 'monitorId', plan.monitor_id, 'illustrative', plan.illustrative)`;

/** Tasks with all by which a row about them is judged. One statement; none where none are asked for. */
export async function taskSubjects(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlyMap<number, TaskSubject>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ found: unknown }>`
    select json_build_object('id', task.id, 'code', task.code, 'name', task.name, 'version', task.version, 'percent', task.percent,
      'plan', ${planJson}, 'closed', task.closed, 'kind', deadline_kind, 'cadence', cadence, 'state', task.state, 'lastDay', last_day,
      'raw', deadline_raw, 'startedOn', started_on, 'readable', ${tasksReadBy(actor)}, 'shown', task.shown,
      'instance', (select code from task year where year.instance_of = task.id order by period desc limit 1),
      'openParts', (select count(*) from task part where part.parent_id = task.id and part.closed is null and part.reported_on is null),
      'leads', (select coalesce(json_agg(json_build_object('organisationId', lead.organisation_id,
          'name', coalesce(organisation.name, lead.name), 'since', since, 'answer', answer, 'reportedOn', reported_on,
          'before', (select coalesce(json_agg(json_build_object('kind', kind, 'on', happened_on, 'percent', fact.percent)
              order by happened_on, fact.id), '[]') from task_fact fact where fact.task_id = task.id
            and fact.organisation_id in (select own.organisation_id from task_agency own where own.id = lead.id or own.handed_to = lead.id)
            and not exists (select 1 from task_fact later where later.corrects_id = fact.id))) order by position, lead.id), '[]')
        from task_agency lead left join organisation on organisation.id = lead.organisation_id
        where lead.task_id = task.id and lead.role = 'lead' and lead.until is null),
      'latest', (select json_build_object('by', (select name from account where id = entered_by), 'at', entered_at,
          'agency', (select name from organisation where id = fact.organisation_id))
        from task_fact fact where fact.task_id = task.id order by fact.id desc limit 1)) as found
    from task join plan on plan.id = task.plan_id where task.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(rows.map(({ found }) => task.parse(found)).map((one) => [one.id, one]));
}

/** Targets likewise. Two statements. */
export async function targetSubjects(
  db: Querying,
  ids: readonly number[],
  today: LocalDate,
): Promise<ReadonlyMap<number, TargetSubject>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ found: unknown }>`
    select json_build_object('id', target.id, 'code', target.code, 'name', target.name, 'version', target.version, 'unit', unit,
      'plan', ${planJson}, 'closed', target.closed is not null, 'shown', target.shown, 'raw', raw,
      'owners', (select coalesce(json_agg(json_build_object('organisationId', organisation_id, 'name', coalesce(o.name, owner.name))
          order by owner.position), '[]') from target_agency owner left join organisation o on o.id = owner.organisation_id
        where owner.target_id = target.id and owner.until is null),
      'latest', (select json_build_object('by', (select name from account where id = entered_by), 'at', entered_at,
          'agency', (select name from organisation where id = actual.organisation_id))
        from target_actual actual where actual.target_id = target.id order by actual.id desc limit 1)) as found
    from target join plan on plan.id = target.plan_id where target.id = any(${[...ids]}::bigint[])`.execute(
    db,
  );
  const loaded = new Map((await loadTargets(db, ids, today)).map((one) => [one.id, one]));
  const found = rows.flatMap(({ found: row }) => {
    const one = target.parse(row);
    const own = loaded.get(one.id);
    return own ? [[one.id, { ...one, loaded: own }] as const] : [];
  });
  return new Map(found);
}

/** Condition on `target` and its `plan`: the actor enters its figures, or reads all of them. */
export function targetsFilledInBy(actor: Actor): RawBuilder<boolean> {
  const followed = sql<boolean>`plan.state in ('in_force', 'replaced', 'ended')`;
  if (mayDo(actor, 'read', null)) return followed;
  const own = [...agenciesOf(actor)];
  return sql<boolean>`(${followed} and ((plan.level = 'unit' and coalesce(plan.organisation_id = any(${own}::bigint[]), false))
    or exists (select 1 from target_agency own where own.target_id = target.id and own.until is null
      and own.organisation_id = any(${own}::bigint[]))))`;
}

/** Whether the person enters facts for this agency: its officer, or whoever follows the plans. */
export function fillsInFor(actor: Actor, organisationId: number): boolean {
  return actsForAgency(actor, organisationId) || mayDo(actor, 'edit', null);
}

/** Rows of a workbook, at most; an agency with more chooses a plan. */
export const rowsMost = 2_000;

export interface Chosen {
  readonly organisationId: number;
  readonly plan: number | null;
}

/** Tasks an agency works on now, those due first ahead; one more than a workbook holds where there are more. One statement. */
export async function openTaskIds(db: Querying, { organisationId, plan: of }: Chosen): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select task.id from task join plan on plan.id = task.plan_id
    join task_agency lead on lead.task_id = task.id and lead.role = 'lead' and lead.until is null and lead.organisation_id = ${organisationId}
    where plan.state = 'in_force' and task.closed is null and task.deadline_kind <> 'yearly' and lead.answer <> 'refused'
      and lead.reported_on is null and (${of}::bigint is null or task.plan_id = ${of})
    order by task.last_day nulls last, task.plan_id, task.position, task.id limit ${rowsMost + 1}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Targets an agency answers for. One statement. */
export async function openTargetIds(db: Querying, { organisationId, plan: of }: Chosen): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select target.id from target join plan on plan.id = target.plan_id
    join target_agency owner on owner.target_id = target.id and owner.until is null and owner.organisation_id = ${organisationId}
    where plan.state = 'in_force' and target.closed is null and (${of}::bigint is null or target.plan_id = ${of})
    order by target.due_on nulls last, target.plan_id, target.position limit ${rowsMost + 1}`.execute(db);
  return rows.map(({ id }) => id);
}

export const hasFigures = (one: TargetSubject) => !isHeading(one.loaded);

export interface WorkbookChoices {
  readonly agencies: readonly {
    readonly id: number;
    readonly name: string;
    readonly shortName: string | null;
  }[];
  readonly plans: readonly { readonly id: number; readonly name: string; readonly title: string }[];
}

const choices = z.object({
  agencies: z.array(z.object({ id: z.number(), name: z.string(), shortName: text })),
  plans: z.array(z.object({ id: z.number(), name: z.string(), title: z.string() })),
});

/** Agencies with something to tell of that the person enters for, and the plans it stands in. One statement. */
export async function workbookChoices(
  db: Querying,
  actor: Actor,
  own: readonly number[],
): Promise<WorkbookChoices> {
  const all = mayDo(actor, 'edit', null);
  const whose = (column: string) => sql`(${all} or ${sql.ref(column)} = any(${[...own]}::bigint[]))`;
  const { rows } = await sql`with given as materialized (
      select counted.plan_id, counted.organisation_id from task_count counted join plan on plan.id = counted.plan_id
        where plan.state = 'in_force' and group_id = 0 and counted.organisation_id <> 0 and sector_code = '' and month = '' and tasks > 0
          and counted.state <> all(${[...closedStates]}::text[]) and ${whose('counted.organisation_id')}
      union select plan.id, owner.organisation_id from plan join target on target.plan_id = plan.id
        join target_agency owner on owner.target_id = target.id and owner.until is null
        where plan.state = 'in_force' and target.closed is null and ${whose('owner.organisation_id')})
    select (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'shortName', short_name) order by name collate vi), '[]')
        from organisation where id in (select organisation_id from given)) as agencies,
      (select coalesce(json_agg(json_build_object('id', id, 'name', coalesce(number, code), 'title', title)
          order by issued desc nulls last, id desc), '[]') from plan where id in (select plan_id from given)) as plans`.execute(
    db,
  );
  return choices.parse(rows[0]);
}
