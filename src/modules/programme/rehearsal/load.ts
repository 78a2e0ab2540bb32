import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { settingIn } from '../../../platform/kept-setting.ts';
import { leaveColumn, officersOf } from '../../directory/index.ts';
import { difficultySeenBy } from '../difficulties/policy.ts';
import { termSetting } from '../difficulties/term.ts';
import { owedSeenBy } from '../directives/policy.ts';
import { programmeWork } from '../paths.ts';
import { shownName } from '../shown-name.ts';
import { readTargetFacts, targetFacts } from '../targets/load.ts';
import { rulesKey, targetRulesIn } from '../targets/rules.ts';
import { yearlyColumns, yearly as yearlyShape } from '../tasks/instances.ts';
import { factsAsKept, readFacts } from '../tasks/settle.ts';
import { taskStates } from '../tasks/task.ts';
import { urgingLevels } from '../urging/engine.ts';
import { highestLevel, urgedPartShape, urgedParts, urgedSince } from '../urging/urged.ts';
import type { CopiedTarget, CopiedTask, CopiedYearly, Copy } from './copy.ts';

/** Which part of the programme is rehearsed. */
interface Scope {
  readonly plan: number | null;
  readonly agency: number | null;
}

export interface Reach extends Scope {
  readonly actor: Actor;
  /** In which agencies are named. */
  readonly lang: Language;
  readonly today: LocalDate;
  /** The last day. */
  readonly to: LocalDate;
  /** Days before its last day on which a task may be reminded of at first. */
  readonly ahead: number;
}

/** Open tasks that are rehearsed one by one; of more only counts are told. */
export const mostTasks = 10_000;
const mostTargets = 5_000;
const mostDifficulties = 2_000;
/** Days in a row without a working day, at most: a directive due behind them is reminded of before. */
const mostDaysOff = 31;
/** Plans and agencies offered to choose from. */
const mostOffered = 1_000;

const day = z.string().transform((text) => text as LocalDate);
const agencies = z.array(z.object({ id: z.number().nullable(), name: z.string() }));
const named = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), nameEn: z.string().nullable() },
  illustrative: z.boolean(),
});

function aboutOf(
  { id, code, name, nameEn, illustrative }: z.infer<typeof named>,
  path: (id: number) => string,
) {
  return { code, name: { vi: name, en: nameEn ?? name }, path: path(id), illustrative };
}

function within(item: 'task' | 'target', { plan, agency }: Scope): RawBuilder<unknown> {
  const table = sql.table(`${item}_agency`);
  const lead = item === 'task' ? sql`own.role = 'lead' and` : sql``;
  return sql`plan.state = 'in_force' and (${plan}::bigint is null or plan.id = ${plan}::bigint)
    and (${agency}::bigint is null or exists (select 1 from ${table} own where own.${sql.ref(`${item}_id`)} = ${sql.ref(`${item}.id`)}
      and ${lead} own.until is null and own.organisation_id = ${agency}::bigint))`;
}

function agenciesOf(lang: Language, item: 'task' | 'target'): RawBuilder<unknown> {
  const lead = item === 'task' ? sql`and own.role = 'lead'` : sql``;
  return sql`(select coalesce(json_agg(json_build_object('id', organisation.id, 'name', coalesce(${shownName(lang)}, own.name))
      order by own.position, own.id), '[]')
    from ${sql.table(`${item}_agency`)} own left join organisation on organisation.id = own.organisation_id
    where own.${sql.ref(`${item}_id`)} = ${sql.ref(`${item}.id`)} and own.until is null ${lead})`;
}

const about = (lang: Language, item: 'task' | 'target') =>
  sql`${sql.ref(`${item}.id`)}, ${sql.ref(`${item}.code`)}, ${sql.ref(`${item}.name`)}, ${sql.ref(`${item}.name_en`)} as "nameEn",
    plan.illustrative, ${agenciesOf(lang, item)} as agencies`;

const taskRow = named.extend({
  agencies,
  state: z.enum(taskStates),
  ...{ lastDay: day.nullable(), turnsOn: day.nullable(), highest: z.enum(urgingLevels) },
  urged: z.array(urgedPartShape),
  owed: z.array(z.object({ agencyId: z.number(), until: day })),
  leads: z.array(z.object({ agencyId: z.number(), since: day, periods: z.array(z.string()) })),
});
const yearlyRow = yearlyShape.extend({
  ...{ code: z.string(), name: z.string(), nameEn: z.string().nullable(), illustrative: z.boolean() },
  ...{ agencies, highest: z.enum(urgingLevels) },
  leads: z.array(z.object({ agencyId: z.number().nullable(), since: day })),
});

/** Condition on `task`: an open one that turns or is urged until the last day. */
function near({ to, ahead }: Reach): RawBuilder<unknown> {
  return sql`task.closed is null and task.deadline_kind <> 'yearly' and task.state not in ('awaiting', 'unassigned')
    and (task.turns_on <= ${to}::date or task.last_day <= ${addDays(to, ahead)}::date)`;
}

/** Open tasks that the days ahead may change, and yearly ones of which they open a year; null where there are too many. One statement. */
export async function copyTasks(db: Querying, reach: Reach): Promise<Pick<Copy, 'tasks' | 'yearly'> | null> {
  const year = reach.to.slice(0, 4);
  const { rows } = await sql<{ yearly: boolean; row: unknown; facts: unknown }>`
    (select false as yearly, ${factsAsKept(reach.today)} as facts, (select row_to_json(one) from (select ${about(reach.lang, 'task')}, task.state,
        task.last_day as "lastDay", task.turns_on as "turnsOn", ${highestLevel} as highest, ${urgedParts} as urged,
        (select coalesce(json_agg(json_build_object('agencyId', organisation_id, 'until', explain_by)), '[]') from urge
          where urge.task_id = task.id and urge.last_day = task.last_day and level is not null and explanation_id is null
            and explain_by >= ${reach.today}::date) as owed,
        (select coalesce(json_agg(json_build_object('agencyId', lead.organisation_id, 'since', ${urgedSince}, 'periods',
            array(select fact.period from task_fact fact where fact.task_id = task.id and fact.organisation_id = lead.organisation_id
              and fact.period is not null and not exists (select 1 from task_fact later where later.corrects_id = fact.id)))
            order by lead.position, lead.id), '[]')
          from task_agency lead where lead.task_id = task.id and lead.role = 'lead' and lead.until is null
            and lead.organisation_id is not null and lead.answer <> 'refused' and lead.reported_on is null) as leads) one) as row
      from task join plan on plan.id = task.plan_id where ${near(reach)} and ${within('task', reach)} limit ${mostTasks + 1})
    union all
    (select true, null, (select row_to_json(one) from (select ${about(reach.lang, 'task')}, ${highestLevel} as highest, kept.*,
        (select coalesce(json_agg(json_build_object('agencyId', lead.organisation_id, 'since', ${urgedSince})
            order by lead.position, lead.id), '[]')
          from task_agency lead where lead.task_id = task.id and lead.role = 'lead' and lead.until is null) as leads
        from (select ${yearlyColumns}) kept) one)
      from task join plan on plan.id = task.plan_id
      where task.deadline_kind = 'yearly' and task.closed is null and ${within('task', reach)}
        and not exists (select 1 from task instance where instance.instance_of = task.id and instance.period = ${year})
      limit ${mostTasks + 1})`.execute(db);
  if (rows.length > mostTasks) return null;
  return {
    tasks: rows.filter(({ yearly }) => !yearly).map(({ row, facts }) => taskOf(taskRow.parse(row), facts)),
    yearly: rows.filter(({ yearly }) => yearly).map(({ row }) => yearlyOf(yearlyRow.parse(row))),
  };
}

function taskOf(row: z.infer<typeof taskRow>, facts: unknown): CopiedTask {
  return { ...row, about: aboutOf(row, programmeWork.task), facts: readFacts(facts) };
}

function yearlyOf(row: z.infer<typeof yearlyRow>): CopiedYearly {
  return { ...row, about: aboutOf(row, programmeWork.task) };
}

export interface DueWeek {
  /** Its Monday. */
  readonly week: LocalDate;
  readonly due: number;
}

/** Where there are too many to rehearse: how many open tasks end in each week. One statement. */
export async function countDue(db: Querying, reach: Reach): Promise<readonly DueWeek[]> {
  const { rows } =
    await sql<DueWeek>`select date_trunc('week', task.last_day)::date as week, count(*)::int as due
    from task join plan on plan.id = task.plan_id
    where ${near(reach)} and ${within('task', reach)} and task.last_day between ${reach.today}::date and ${reach.to}::date
    group by 1 order by 1`.execute(db);
  return rows;
}

const targetRow = named.extend({ agencies, turnsOn: day, facts: z.unknown() });

/** Targets of which the date alone changes something until then. One statement. */
export async function copyTargets(db: Querying, reach: Reach): Promise<readonly CopiedTarget[]> {
  const { rows } = await sql`
    select ${about(reach.lang, 'target')}, target.turns_on as "turnsOn", ${targetFacts} as facts
    from target join plan on plan.id = target.plan_id
    where target.turns_on <= ${reach.to}::date and ${within('target', reach)}
    order by target.turns_on, target.id limit ${mostTargets}`.execute(db);
  return rows.map((found) => {
    const row = targetRow.parse(found);
    return {
      ...{ agencies: row.agencies, turnsOn: row.turnsOn },
      ...{ about: aboutOf(row, programmeWork.target), loaded: readTargetFacts(row.facts, reach.today) },
    };
  });
}

const choice = z.object({ value: z.number().transform(String), label: z.string() });
const frame = z.object({
  ...{ term: z.unknown(), targetRules: z.unknown(), urgedOn: day.nullable() },
  planChoices: z.array(choice),
  agencyChoices: z.array(choice.extend({ people: z.number() })),
  plans: z.array(named.extend({ to: day })),
  difficulties: z.array(
    named.extend({
      ...{ dueOn: day, escalated: z.literal('department').nullable() },
      holder: z.object({ id: z.number(), name: z.string() }).nullable(),
    }),
  ),
  directives: z.array(
    named.extend({
      ...{ directiveId: z.number(), dueOn: day, nearTold: z.boolean(), lateTold: z.boolean() },
      agency: z.object({ id: z.number(), name: z.string() }),
    }),
  ),
  leave: z.unknown(),
});

/** What is kept once: rules, what can be chosen with how many people answer for an agency, plans and difficulties whose time ends. One statement. */
export async function readFrame(db: Querying, reach: Omit<Reach, 'ahead'>) {
  const { plan, agency, today, to, lang } = reach;
  const offered = sql`select organisation_id from task_count where plan_id = 0 and group_id = 0 and sector_code = '' and month = ''
      and organisation_id <> 0 group by 1 having sum(tasks) > 0
    union select organisation_id from target_agency where until is null and organisation_id is not null
    union select holder_id from difficulty where state in ('sent', 'taken')
    union select organisation_id from directive_agency where state = 'waiting'`;
  const { rows } = await sql`select
    (select value from setting where key = ${termSetting.key}) as term, (select value from setting where key = ${rulesKey}) as "targetRules",
    (select day from programme_clock where what = 'urging') as "urgedOn",
    (select coalesce(json_agg(json_build_object('value', id, 'label', coalesce(number, code) || ' · ' || left(title, 80))), '[]') from (
      select id, number, code, title from plan where state = 'in_force' order by issued desc nulls last, id desc limit ${mostOffered}) plan)
      as "planChoices",
    (select coalesce(json_agg(json_build_object('value', id, 'label', name, 'people', people) order by name collate vi), '[]') from (
      select o.id, ${shownName(lang, 'o')} as name, (select count(distinct a.id)::int from (${officersOf(sql`o.id`)}) officer
        join account a on a.id = officer.account_id and a.state = 'active') as people
      from organisation o where o.id in (${offered}) order by ${shownName(lang, 'o')} collate vi limit ${mostOffered}) agency) as "agencyChoices",
    (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', title, 'nameEn', title_en, 'illustrative', illustrative,
        'to', to_on)), '[]')
      from plan where state = 'in_force' and to_on between ${today}::date - 1 and ${to}::date and (${plan}::bigint is null or id = ${plan}::bigint)
        and ${agency}::bigint is null) as plans,
    (select coalesce(json_agg(difficulty), '[]') from (
      select difficulty.id, coalesce(code, '') as code, title as name, null as "nameEn", illustrative, due_on as "dueOn", escalated,
        (select json_build_object('id', o.id, 'name', ${shownName(lang, 'o')}) from organisation o where o.id = holder_id) as holder
      from difficulty where state in ('sent', 'taken') and due_on < ${to}::date and escalated is distinct from 'leader'
        and ${difficultySeenBy(reach.actor)} and (${plan}::bigint is null or plan_id = ${plan}::bigint)
        and (${agency}::bigint is null or holder_id = ${agency}::bigint)
      order by due_on, difficulty.id limit ${mostDifficulties}) difficulty) as difficulties,
    (select coalesce(json_agg(one), '[]') from (
      select owed.id, directive.id as "directiveId", directive.code, left(split_part(directive.body, E'\\n', 1), 160) as name,
        null as "nameEn", coalesce((select illustrative from plan where plan.id = directive.plan_id), false) as illustrative,
        owed.due_on as "dueOn", coalesce(owed.near_told = owed.due_on, false) as "nearTold",
        coalesce(owed.late_told = owed.due_on, false) as "lateTold",
        (select json_build_object('id', o.id, 'name', ${shownName(lang, 'o')}) from organisation o where o.id = owed.organisation_id) as agency
      from directive_agency owed join directive on directive.id = owed.directive_id
      where owed.state = 'waiting' and owed.due_on <= ${addDays(to, mostDaysOff)}::date and ${owedSeenBy(reach.actor)}
        and (${plan}::bigint is null or directive.plan_id = ${plan}::bigint)
        and (${agency}::bigint is null or owed.organisation_id = ${agency}::bigint)
      order by owed.due_on, owed.id limit ${mostDifficulties}) one) as directives,
    ${plan === null ? leaveColumn.of(today, to, agency) : sql`'[]'::json`} as leave`.execute(db);
  const read = frame.parse(rows[0]);
  return {
    ...{ urgedOn: read.urgedOn, planChoices: read.planChoices, agencyChoices: read.agencyChoices },
    ...{
      term: settingIn(termSetting, read.term ?? null),
      targetRules: targetRulesIn(read.targetRules ?? null),
    },
    leave: leaveColumn.read(read.leave),
    directives: read.directives.map((row) => ({
      ...{ dueOn: row.dueOn, nearTold: row.nearTold, lateTold: row.lateTold, agencies: [row.agency] },
      about: aboutOf(row, () => programmeWork.directive(row.directiveId, row.id)),
    })),
    plans: read.plans.map((row) => ({ to: row.to, about: aboutOf(row, programmeWork.plan) })),
    difficulties: read.difficulties.map((row) => ({
      ...{ dueOn: row.dueOn, escalated: row.escalated, holder: row.holder ? [row.holder] : [] },
      about: aboutOf(row, programmeWork.difficulty),
    })),
  };
}
