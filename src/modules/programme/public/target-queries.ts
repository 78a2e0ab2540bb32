import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { patternsOf } from '../plans/word-patterns.ts';
import { type Information, informations, outlooks, results } from '../targets/outlook.ts';
import { agency, day, isItemCode, openPlan, shownTarget, text } from './open.ts';
import { openPlanStates } from './plan-queries.ts';

export const targetsPerPage = 40;

const amount = z.union([z.number(), z.string().transform(Number)]);

const row = z.object({
  id: z.number(),
  code: z.string(),
  plan: z.string(),
  tt: text,
  part: z.boolean(),
  name: z.string(),
  nameEn: text,
  block: text,
  unit: text,
  raw: z.string(),
  until: day.nullable(),
  sector: text,
  owners: z.array(agency),
  information: z.enum(informations),
  outlook: z.enum(outlooks).nullable(),
  /** The year whose level the outlook is about. */
  aimsAt: z.number().nullable(),
  result: z.enum(results).nullable(),
  estimated: z.boolean(),
  value: amount.nullable(),
  valueWords: text,
  since: day.nullable(),
  due: day.nullable(),
  illustrative: z.boolean(),
});
export type ListedTarget = z.output<typeof row>;

const operators = ['=', '≥', '>', '≤', '<', 'range', 'qualitative'] as const;

const whole = row.extend({
  annex: text,
  planTitle: z.string(),
  planTitleEn: text,
  planState: z.enum(openPlanStates),
  direction: z.enum(['higher', 'lower', 'band', 'none']),
  frequency: z.enum(['month', 'quarter', 'half_year', 'year']),
  values: z.array(
    z.object({
      scope: text,
      operator: z.enum(operators),
      min: z.number().nullable(),
      max: z.number().nullable(),
      raw: z.string(),
    }),
  ),
  baseline: amount.nullable(),
  baselineOn: day.nullable(),
  baselineSource: text,
  closedOn: day.nullable(),
  closedDocument: text,
  partOf: z.object({ code: z.string(), name: z.string(), nameEn: text }).nullable(),
  levels: z.array(z.object({ year: z.number(), least: amount.nullable(), most: amount.nullable() })),
  actuals: z.array(
    z.object({
      id: z.number(),
      period: z.string(),
      lastDay: day,
      scope: text,
      value: amount.nullable(),
      words: text,
      fulfilled: z.boolean().nullable(),
      asOf: day,
      estimate: z.boolean(),
      source: z.string(),
      documentId: z.number().nullable(),
    }),
  ),
});
export type OpenTarget = z.output<typeof whole>;

/** Figures a page tells at most, the latest. */
const mostTold = 200;

export const targetColumns = sql`target.id, target.code, plan.code as plan, target.tt, target.parent_id is not null as part, target.name,
  target.name_en as "nameEn", (select name from plan_group where plan_group.id = target.group_id) as block, target.unit,
  target.raw, target.until_on as until, target.sector_code as sector,
  (select coalesce(json_agg(json_build_object('code', one.code, 'name', coalesce(one.name, given.name), 'nameEn', one.name_en)
      order by given.position), '[]')
    from target_agency given left join organisation one on one.id = given.organisation_id
    where given.target_id = target.id and given.until is null) as owners,
  target.information, target.outlook, target.aims_at as "aimsAt", target.result, target.estimated, target.value, target.value_words as "valueWords",
  target.since_on as since, target.due_on as due, plan.illustrative`;

/** Figures that stand, with where they come from; reasons given for one that looked wrong stay with those who work. */
const actuals = (
  most: number,
) => sql`(select coalesce(json_agg(told order by told."lastDay" desc, told.id desc), '[]') from (
    select actual.id, actual.period, actual.last_day as "lastDay", actual.scope, actual.value, actual.words, actual.fulfilled,
      actual.as_of as "asOf", actual.estimate, actual.source,
      (select document.id from document where document.id = actual.document_id and document.state = 'published') as "documentId"
    from target_actual actual where actual.target_id = target.id
      and not exists (select 1 from target_actual later where later.corrects_id = actual.id)
    order by actual.last_day desc, actual.id desc limit ${most}) told)`;

export interface TargetFilters {
  readonly planId: number | null;
  readonly planCode: string | null;
  readonly text: string;
  readonly informations: readonly Information[];
  readonly agencies: readonly string[];
  readonly sectors: readonly string[];
  /** By the end of which it is to be reached. */
  readonly year: number | null;
  /** Of plans in force alone. */
  readonly inForce: boolean;
}

export const everyTarget: TargetFilters = {
  ...{ planId: null, planCode: null, text: '', informations: [], agencies: [], sectors: [], year: null },
  inForce: false,
};

/** Condition on `target` and its `plan`: visitors find it by this. */
export function targetsMeeting(filters: TargetFilters): RawBuilder<boolean> {
  const { planId, agencies, sectors, year } = filters;
  const patterns = patternsOf(filters.text);
  const conditions = [
    sql<boolean>`${openPlan} and ${shownTarget}`,
    filters.inForce && sql<boolean>`plan.state = 'in_force'`,
    planId !== null && sql<boolean>`target.plan_id = ${planId}`,
    filters.planCode !== null && sql<boolean>`plan.code = ${filters.planCode}`,
    patterns.length > 0 &&
      sql<boolean>`vn_norm(target.code || ' ' || coalesce(target.tt, '') || ' ' || target.name || ' ' || coalesce(target.unit, ''))
        like all (${patterns}::text[])`,
    filters.informations.length > 0 &&
      sql<boolean>`target.information = any(${[...filters.informations]}::text[])`,
    agencies.length > 0 &&
      sql<boolean>`exists (select 1 from target_agency given join organisation one on one.id = given.organisation_id
        where given.target_id = target.id and given.until is null and one.code = any(${[...agencies]}::text[]))`,
    sectors.length > 0 && sql<boolean>`target.sector_code = any(${[...sectors]}::text[])`,
    year !== null &&
      sql<boolean>`target.until_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`,
  ].filter((one) => one !== false);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Targets that visitors read, in printed order. Two statements. */
export async function listOpenTargets(
  db: Querying,
  filters: TargetFilters,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly ListedTarget[]; readonly total: number }> {
  const from = sql`from target join plan on plan.id = target.plan_id where ${targetsMeeting(filters)}`;
  const counted = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(db);
  const total = counted.rows[0]?.n ?? 0;
  if (offset >= total) return { rows: [], total };
  const { rows } =
    await sql`select ${targetColumns} ${from} order by target.plan_id, target.position, target.id
    limit ${limit} offset ${offset}`.execute(db);
  return { rows: rows.map((found) => row.parse(found)), total };
}

/** Targets that visitors read, by id, behind one. One statement. */
export async function targetsAfter(
  db: Querying,
  filters: TargetFilters,
  after: number,
  limit: number,
): Promise<readonly ListedTarget[]> {
  const { rows } = await sql`select ${targetColumns} from target join plan on plan.id = target.plan_id
    where ${targetsMeeting(filters)} and target.id > ${after} order by target.id limit ${limit}`.execute(db);
  return rows.map((found) => row.parse(found));
}

/** Targets of a plan by what is known of them. One statement. */
export async function targetsByInformation(
  db: Querying,
  planId: number,
): Promise<Readonly<Partial<Record<Information, number>>>> {
  const { rows } = await sql<{ information: Information; n: number }>`
    select target.information, count(*)::int as n from target where target.plan_id = ${planId} and ${shownTarget}
    group by target.information`.execute(db);
  return Object.fromEntries(rows.map(({ information, n }) => [information, n]));
}

/** A target that visitors read, under its code; null for any other. One statement. */
export async function findOpenTarget(
  db: Querying,
  code: string,
  mostFigures = mostTold,
): Promise<OpenTarget | null> {
  if (!isItemCode(code)) return null;
  const { rows } =
    await sql`select ${targetColumns}, target.annex, plan.title as "planTitle", plan.title_en as "planTitleEn",
      plan.state as "planState", target.direction, target.frequency, target."values", target.baseline,
      target.baseline_on as "baselineOn", target.baseline_source as "baselineSource", target.closed_on as "closedOn",
      target.closed_document as "closedDocument",
      (select json_build_object('code', above.code, 'name', above.name, 'nameEn', above.name_en) from target above
        where above.id = target.parent_id) as "partOf",
      (select coalesce(json_agg(json_build_object('year', year, 'least', least, 'most', most) order by year), '[]')
        from target_level where target_level.target_id = target.id) as levels,
      ${actuals(mostFigures)} as actuals
    from target join plan on plan.id = target.plan_id
    where target.code = ${code} and ${openPlan} and ${shownTarget}`.execute(db);
  const [found] = rows;
  return found ? whole.parse(found) : null;
}
