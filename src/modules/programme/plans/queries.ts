import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type PastEvent, toldAtFirst } from '../../catalogue/index.ts';
import { itemsSeenBy, plansReadBy } from '../policy.ts';
import { shownName } from '../shown-name.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import { planLevels, planStates, relationKinds } from './plan.ts';
import { planSentences } from './sentences.ts';
import { patternsOf } from './word-patterns.ts';

const text = z.string().nullable();
const day = z
  .string()
  .transform((found) => found as LocalDate)
  .nullable();
/** How many tasks are in each state. */
const stateCounts = z.partialRecord(z.enum(taskStates), z.number());
export type StateCounts = z.infer<typeof stateCounts>;

const listed = z.object({
  ...{ id: z.number(), code: z.string(), title: z.string(), titleEn: text, number: text, issued: text },
  ...{ level: z.enum(planLevels), state: z.enum(planStates), owner: text, illustrative: z.boolean() },
  ...{ tasks: z.number(), targets: z.number(), counts: stateCounts },
});
export type ListedPlan = z.infer<typeof listed>;

/**
 * How many tasks a plan prints; of one in force the kept counts say it. Of any other there is nothing to count by states,
 * since nobody follows it.
 */
const counted = sql`
  case when plan.state = 'in_force'
    then coalesce((select sum(c.tasks)::int from task_count c where c.plan_id = plan.id and ${wholePlan('c')}), 0)
    else (select count(*)::int from task where task.plan_id = plan.id and parent_id is null and instance_of is null) end as tasks,
  (select count(*)::int from target where target.plan_id = plan.id) as targets,
  (select coalesce(jsonb_object_agg(c.state, c.tasks), '{}') from task_count c
    where c.plan_id = plan.id and ${wholePlan('c')} and c.tasks > 0) as counts`;

function wholePlan(name: string): RawBuilder<boolean> {
  const column = (one: string) => sql.ref(`${name}.${one}`);
  return sql<boolean>`${column('group_id')} = 0 and ${column('organisation_id')} = 0 and ${column('sector_code')} = ''
    and ${column('month')} = ''`;
}

const head = (
  lang: Language,
) => sql`plan.id, plan.code, plan.title, plan.title_en as "titleEn", plan.number, plan.issued, plan.level, plan.state,
  plan.illustrative, (select ${shownName(lang, 'o')} from organisation o where o.id = plan.organisation_id) as owner`;

export const plansPerPage = 20;
export const itemsPerPage = 50;

export interface PlanFilters {
  readonly text: string;
  readonly states: readonly string[];
  readonly levels: readonly string[];
  /** Of issue. */
  readonly years: readonly string[];
  readonly page: number;
}

const searched = sql`vn_norm(plan.code || ' ' || plan.title || ' ' || coalesce(plan.title_en, '') || ' ' || coalesce(plan.number, ''))`;

/** Nothing chosen narrows nothing. */
function among(
  column: 'plan.state' | 'plan.level' | 'left(plan.issued, 4)' | 'item.state',
  chosen: readonly string[],
): RawBuilder<boolean> {
  return sql<boolean>`(${chosen.length === 0} or ${sql.raw(column)} = any(${[...chosen]}::text[]))`;
}

/** Plans the actor works with or may read, the latest first. Two statements. */
export async function listPlans(
  db: Querying,
  actor: Actor,
  lang: Language,
  { text: typed, states, levels, years, page }: PlanFilters,
): Promise<{ readonly rows: readonly ListedPlan[]; readonly total: number }> {
  const where = sql`${plansReadBy(actor)} and (${patternsOf(typed).length === 0} or ${searched} like all (${patternsOf(typed)}::text[]))
    and ${among('plan.state', states)} and ${among('plan.level', levels)} and ${among('left(plan.issued, 4)', years)}`;
  const { rows } = await sql`select ${head(lang)}, ${counted} from plan where ${where}
    order by plan.issued desc nulls first, plan.id desc limit ${plansPerPage} offset ${(page - 1) * plansPerPage}`.execute(
    db,
  );
  const total = await sql<{ n: number }>`select count(*)::int as n from plan where ${where}`.execute(db);
  return { rows: rows.map((row) => listed.parse(row)), total: total.rows[0]?.n ?? 0 };
}

/** Those of these plans that the actor reads. One statement; none where none are asked for. */
export async function plansReadableBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`select plan.id from plan
    where plan.id = any(${[...ids]}::bigint[]) and ${plansReadBy(actor)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Years of issue of the plans the actor reads, the latest first. One statement. */
export async function yearsOfPlans(db: Querying, actor: Actor): Promise<string[]> {
  const { rows } = await sql<{ year: string }>`select distinct left(issued, 4) as year from plan
    where issued is not null and ${plansReadBy(actor)} order by 1 desc limit 30`.execute(db);
  return rows.map(({ year }) => year);
}

const named = z.object({ id: z.number(), name: z.string() }).nullable();
const relation = z.object({
  ...{ kind: z.enum(relationKinds), citation: text, documentId: z.number().nullable() },
  other: z.object({ id: z.number(), code: z.string(), title: z.string(), state: z.string() }).nullable(),
});
const group = z.object({
  ...{ id: z.number(), of: z.enum(['tasks', 'targets']), label: text, name: z.string() },
  ...{ items: z.number(), counts: stateCounts },
});
export type PlanGroup = z.infer<typeof group>;
export type PlanRelation = z.infer<typeof relation>;

const whole = listed.extend({
  ...{ mark: z.string(), issuer: text, organisation: named, monitor: named, from: day, to: day },
  ...{ inForceOn: day, closedOn: day, closedWords: text, source: text, version: z.number() },
  /** Who handed it up last, and why it came back since. */
  ...{ handedUpBy: text, handedUpAt: z.date().nullable(), returnedWords: text },
  document: z.object({ id: z.number(), number: text, title: z.string(), state: z.string() }).nullable(),
  ...{ relations: z.array(relation), relatedBy: z.array(relation), groups: z.array(group) },
});
export type Plan = z.infer<typeof whole>;

const otherPlan = sql`json_build_object('id', other.id, 'code', other.code, 'title', other.title, 'state', other.state)`;

/** A plan with its groups and what it does to others. Throws Refusal `not_found`. One statement. */
export async function findPlan(db: Querying, actor: Actor, id: number, lang: Language): Promise<Plan> {
  const { rows } = Number.isSafeInteger(id)
    ? await sql`select ${head(lang)}, ${counted}, plan.mark, plan.issuer, plan.source, plan.version, plan.from_on as "from", plan.to_on as "to",
      (select a.name from account a where a.id = plan.handed_up_by) as "handedUpBy", plan.handed_up_at as "handedUpAt",
      plan.returned_words as "returnedWords",
      plan.in_force_on as "inForceOn", plan.closed_on as "closedOn", plan.closed_words as "closedWords",
      (select json_build_object('id', o.id, 'name', ${shownName(lang, 'o')}) from organisation o where o.id = plan.organisation_id) as organisation,
      (select json_build_object('id', o.id, 'name', ${shownName(lang, 'o')}) from organisation o where o.id = plan.monitor_id) as monitor,
      (select json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'state', d.state) from document d where d.id = plan.document_id) as document,
      (select coalesce(json_agg(json_build_object('kind', r.kind, 'citation', r.citation, 'documentId', (select d.id from document d where d.id = r.document_id and d.state = 'published'),
          'other', case when other.id is not null then ${otherPlan} end) order by r.kind, r.id), '[]')
        from plan_relation r left join plan other on other.id = r.other_id and ${plansReadBy(actor, 'other')}
        where r.plan_id = plan.id) as relations,
      (select coalesce(json_agg(json_build_object('kind', r.kind, 'citation', null, 'documentId', null, 'other', ${otherPlan})
          order by r.kind, r.id), '[]')
        from plan_relation r join plan other on other.id = r.plan_id and ${plansReadBy(actor, 'other')}
        where r.other_id = plan.id) as "relatedBy",
      (select coalesce(json_agg(json_build_object('id', g.id, 'of', g.of, 'label', g.label, 'name', g.name,
          'items', case g.of when 'tasks' then (select count(*) from task t where t.plan_id = plan.id and t.group_id = g.id
            and t.parent_id is null and t.instance_of is null)
            else (select count(*) from target t where t.plan_id = plan.id and t.group_id = g.id) end,
          'counts', (select coalesce(json_object_agg(c.state, c.tasks), '{}') from task_count c where c.plan_id = plan.id
            and c.group_id = g.id and c.organisation_id = 0 and c.sector_code = '' and c.month = '' and c.tasks > 0)
        ) order by g.of, g.position), '[]') from plan_group g where g.plan_id = plan.id) as groups
      from plan where plan.id = ${id} and ${plansReadBy(actor)}`.execute(db)
    : { rows: [] };
  if (!rows[0]) throw notFound();
  return whole.parse(rows[0]);
}

export interface ItemFilters {
  readonly text: string;
  /** Ids of groups; 0: in no group. */
  readonly groups: readonly number[];
  readonly states: readonly TaskState[];
  readonly page: number;
}

const task = z.object({
  ...{
    id: z.number(),
    code: z.string(),
    tt: text,
    name: z.string(),
    product: text,
    state: z.enum(taskStates),
  },
  ...{ deadlineKind: z.string(), deadlineRaw: z.string(), lastDay: day, percent: z.number() },
  ...{ leads: z.array(z.string()), partners: z.array(z.string()), unknown: z.array(z.string()) },
});
export type ListedTask = z.infer<typeof task>;

const target = z.object({
  ...{ id: z.number(), code: z.string(), tt: text, name: z.string(), unit: text, raw: z.string() },
  ...{ parent: z.boolean(), agencies: z.array(z.string()), unknown: z.array(z.string()), block: text },
});
export type ListedTarget = z.infer<typeof target>;

function narrowed({ text: typed, groups: chosen }: ItemFilters, words: RawBuilder<string>) {
  const patterns = patternsOf(typed);
  return sql`(${patterns.length === 0} or ${words} like all (${patterns}::text[]))
    and (${chosen.length === 0} or coalesce(item.group_id, 0) = any(${[...chosen]}::bigint[]))`;
}

function agencies(lang: Language, table: RawBuilder<unknown>, of: string, more: RawBuilder<boolean>) {
  return sql`(select coalesce(json_agg(coalesce(${shownName(lang, 'o')}, a.name) order by a.position, a.id), '[]') from ${table} a
    left join organisation o on o.id = a.organisation_id where ${sql.ref(`a.${of}`)} = item.id and a.until is null and ${more})`;
}

/** What a plan prints, by printed order. Two statements. */
export async function tasksOfPlan(
  db: Querying,
  actor: Actor,
  planId: number,
  lang: Language,
  filters: ItemFilters,
): Promise<{ readonly rows: readonly ListedTask[]; readonly total: number }> {
  const words = sql<string>`vn_norm(item.code || ' ' || coalesce(item.tt, '') || ' ' || item.name || ' ' || coalesce(item.product, ''))`;
  const where = sql`item.plan_id = ${planId} and ${itemsSeenBy(actor, 'task', 'item')} and item.parent_id is null and item.instance_of is null
    and ${among('item.state', filters.states)} and ${narrowed(filters, words)}`;
  const of = (more: RawBuilder<boolean>) => agencies(lang, sql`task_agency`, 'task_id', more);
  const { rows } =
    await sql`select item.id, item.code, item.tt, item.name, item.product, item.state, item.percent,
      item.deadline_kind as "deadlineKind", item.deadline_raw as "deadlineRaw", item.last_day as "lastDay",
      ${of(sql`a.role = 'lead'`)} as leads, ${of(sql`a.role = 'partner'`)} as partners,
      ${of(sql`a.organisation_id is null`)} as unknown
    from task item join plan on plan.id = item.plan_id where ${where} order by item.position limit ${itemsPerPage} offset ${(filters.page - 1) * itemsPerPage}`.execute(
      db,
    );
  const total = await sql<{ n: number }>`select count(*)::int as n from task item
    join plan on plan.id = item.plan_id where ${where}`.execute(db);
  return { rows: rows.map((row) => task.parse(row)), total: total.rows[0]?.n ?? 0 };
}

/** As `tasksOfPlan`. Two statements. */
export async function targetsOfPlan(
  db: Querying,
  actor: Actor,
  planId: number,
  lang: Language,
  filters: ItemFilters,
): Promise<{ readonly rows: readonly ListedTarget[]; readonly total: number }> {
  const words = sql<string>`vn_norm(item.code || ' ' || coalesce(item.tt, '') || ' ' || item.name || ' ' || coalesce(item.unit, ''))`;
  const where = sql`item.plan_id = ${planId} and ${itemsSeenBy(actor, 'target', 'item')} and ${narrowed(filters, words)}`;
  const of = (more: RawBuilder<boolean>) => agencies(lang, sql`target_agency`, 'target_id', more);
  const { rows } =
    await sql`select item.id, item.code, item.tt, item.name, item.unit, item.raw, item.parent_id is not null as parent,
      (select g.name from plan_group g where g.id = item.group_id) as block,
      ${of(sql`true`)} as agencies, ${of(sql`a.organisation_id is null`)} as unknown
    from target item join plan on plan.id = item.plan_id where ${where} order by item.position limit ${itemsPerPage} offset ${(filters.page - 1) * itemsPerPage}`.execute(
      db,
    );
  const total = await sql<{ n: number }>`select count(*)::int as n from target item
    join plan on plan.id = item.plan_id where ${where}`.execute(db);
  return { rows: rows.map((row) => target.parse(row)), total: total.rows[0]?.n ?? 0 };
}

/** What happened to a plan, the latest first. One statement. */
export async function planHistory(db: Querying, id: number): Promise<PastEvent[]> {
  const { rows } = await sql<{
    seq: number;
    at: Date;
    name: string;
    facts: unknown;
    who: string | null;
    onBehalfOf: string | null;
    remark: string | null;
  }>`
    select event.seq, event.at, event.name, event.facts, account.name as who, principal.name as "onBehalfOf", said.value as remark
    from event left join account on account.id = event.actor_account
      left join account principal on principal.id = (event.facts->>'onBehalfOf')::bigint
      left join event_personal said on said.event_seq = event.seq and said.field = 'reason'
    where event.subject_kind = 'plan' and event.subject_id = ${String(id)}
    and event.name <> 'plan.viewed'
    order by event.seq desc limit ${toldAtFirst}`.execute(db);
  const anyFacts = z.record(z.string(), z.unknown()).catch({});
  return rows.map(({ facts, ...event }) => ({
    ...event,
    sentence: planSentences[event.name]?.(anyFacts.parse(facts)) ?? { vi: event.name, en: event.name },
  }));
}

export interface OrganisationChoice {
  readonly id: number;
  readonly name: string;
}

/** Agencies that plans are made by and for, by name; those that ended stay out. One statement. */
export async function planningOrganisations(db: Querying, today: LocalDate): Promise<OrganisationChoice[]> {
  const { rows } = await sql<OrganisationChoice>`select id, name from organisation
    where kind not in ('enterprise', 'cooperative', 'individual', 'foreign_body', 'district')
      and (valid_to is null or valid_to >= ${today})
    order by name collate vi, id limit 2000`.execute(db);
  return rows;
}

const typedTask = z.object({
  ...{
    id: z.number(),
    code: z.string(),
    version: z.number(),
    tt: text,
    annex: text,
    group: z.number().nullable(),
  },
  ...{ name: z.string(), nameEn: text, product: text, deadlineRaw: z.string(), cadence: text, sector: text },
  ...{ shown: z.boolean(), leads: z.array(z.string()), partners: z.array(z.string()) },
});
export type DraftTask = z.infer<typeof typedTask>;

/** A task as its form shows it; names as printed. Throws Refusal `not_found`. One statement. */
export async function findDraftTask(db: Querying, planId: number, id: number): Promise<DraftTask> {
  const of = (
    role: string,
  ) => sql`(select coalesce(json_agg(a.name order by a.position, a.id), '[]') from task_agency a
    where a.task_id = task.id and a.role = ${role} and a.until is null)`;
  const { rows } =
    await sql`select id, code, version, tt, annex, group_id as "group", name, name_en as "nameEn", product, cadence, shown,
      deadline_raw as "deadlineRaw", sector_code as sector, ${of('lead')} as leads, ${of('partner')} as partners
    from task where id = ${id} and plan_id = ${planId}`.execute(db);
  if (!rows[0]) throw notFound();
  return typedTask.parse(rows[0]);
}

const typedTarget = z.object({
  ...{
    id: z.number(),
    code: z.string(),
    version: z.number(),
    tt: text,
    annex: text,
    group: z.number().nullable(),
  },
  ...{ name: z.string(), nameEn: text, unit: text, raw: z.string(), direction: z.string(), until: day },
  ...{ frequency: z.string(), sector: text, shown: z.boolean(), parent: text, agencies: z.array(z.string()) },
});
export type DraftTarget = z.infer<typeof typedTarget>;

/** As `findDraftTask`. */
export async function findDraftTarget(db: Querying, planId: number, id: number): Promise<DraftTarget> {
  const { rows } =
    await sql`select id, code, version, tt, annex, group_id as "group", name, name_en as "nameEn", unit, raw, direction, frequency,
      until_on as until, sector_code as sector, shown, (select above.tt from target above where above.id = target.parent_id) as parent,
      (select coalesce(json_agg(a.name order by a.position, a.id), '[]') from target_agency a
        where a.target_id = target.id and a.until is null) as agencies
    from target where id = ${id} and plan_id = ${planId}`.execute(db);
  if (!rows[0]) throw notFound();
  return typedTarget.parse(rows[0]);
}
