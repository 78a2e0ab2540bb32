import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { patternsOf } from '../plans/word-patterns.ts';
import { agenciesOf, mayDo, plansReadBy } from '../policy.ts';
import { shownName } from '../shown-name.ts';
import { informations, outlooks, results } from './outlook.ts';

/** How a target stands in one word: how it ended, else what is expected of it. */
export const verdicts = [...outlooks, ...results, 'no_result'] as const;
export type Verdict = (typeof verdicts)[number];

export const targetsPerPage = 25;

/** Facets of the list, by the name each has in the address. */
export const targetFacets = ['thong-tin', 'danh-gia', 'ke-hoach', 'khoi', 'co-quan', 'linh-vuc'] as const;
export type TargetFacet = (typeof targetFacets)[number];

export interface TargetFilters {
  readonly text: string;
  readonly chosen: Readonly<Record<TargetFacet, readonly string[]>>;
  /** Only those of which a number is overdue. */
  readonly owed: boolean;
  readonly page: number;
}

const day = z
  .string()
  .transform((found) => found as LocalDate)
  .nullable();
const text = z.string().nullable();

const listed = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), nameEn: text, unit: text, raw: z.string() },
  ...{ plan: z.string(), owners: text, illustrative: z.boolean() },
  ...{ information: z.enum(informations), verdict: z.enum(verdicts), estimated: z.boolean() },
  ...{ value: z.number().nullable(), valueWords: text, since: day, due: day, total: z.number() },
});
export type ListedTarget = Omit<z.infer<typeof listed>, 'total'>;

export interface FacetChoice {
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
}

const verdict = sql`case when target.result is null and target.outlook is null then 'no_result'
  else coalesce(target.result, target.outlook) end`;

/** What somebody works with: an agency's officer with what it answers for, and its own plans; others with all plans. */
function workedOnBy(actor: Actor): RawBuilder<boolean> {
  if (mayDo(actor, 'read', null)) return plansReadBy(actor);
  const own = [...agenciesOf(actor)];
  return sql<boolean>`((plan.level = 'unit' and coalesce(plan.organisation_id = any(${own}::bigint[]), false))
    or exists (select 1 from target_agency mine where mine.target_id = target.id and mine.until is null
      and mine.organisation_id = any(${own}::bigint[])))`;
}

function numbers(values: readonly string[]): number[] {
  return values.flatMap((value) => (/^\d{1,15}$/.test(value) ? [Number(value)] : [])).slice(0, 200);
}

const anyOf = (values: readonly unknown[], condition: RawBuilder<boolean>) =>
  values.length === 0 ? sql<boolean>`true` : condition;

/** Condition of each facet, so that the counts of one leave it out. */
function conditions({ chosen }: TargetFilters): Readonly<Record<TargetFacet, RawBuilder<boolean>>> {
  const strings = (facet: TargetFacet) => [...chosen[facet]].slice(0, 200);
  const ids = (facet: TargetFacet) => numbers(chosen[facet]);
  return {
    'thong-tin': anyOf(
      chosen['thong-tin'],
      sql<boolean>`target.information = any(${strings('thong-tin')}::text[])`,
    ),
    'danh-gia': anyOf(chosen['danh-gia'], sql<boolean>`${verdict} = any(${strings('danh-gia')}::text[])`),
    'ke-hoach': anyOf(chosen['ke-hoach'], sql<boolean>`target.plan_id = any(${ids('ke-hoach')}::bigint[])`),
    khoi: anyOf(chosen.khoi, sql<boolean>`target.group_id = any(${ids('khoi')}::bigint[])`),
    'co-quan': anyOf(
      chosen['co-quan'],
      sql<boolean>`exists (select 1 from target_agency chosen where chosen.target_id = target.id and chosen.until is null
        and chosen.organisation_id = any(${ids('co-quan')}::bigint[]))`,
    ),
    'linh-vuc': anyOf(
      chosen['linh-vuc'],
      sql<boolean>`target.sector_code = any(${strings('linh-vuc')}::text[])`,
    ),
  };
}

function base(actor: Actor, { text: typed, owed }: TargetFilters, today: LocalDate): RawBuilder<boolean> {
  const patterns = patternsOf(typed);
  return sql<boolean>`plan.state = 'in_force' and ${workedOnBy(actor)}
    and ${owed ? sql<boolean>`target.due_on < ${today}::date` : sql<boolean>`true`}
    and (${patterns.length === 0} or vn_norm(target.code || ' ' || coalesce(target.tt, '') || ' ' || target.name || ' '
      || coalesce(target.unit, '')) like all(${patterns}::text[]))`;
}

const every = (parts: readonly RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(parts, sql` and `)})`;

/** As `shownName`, but shorter where agencies have a short name, which is Vietnamese. */
const ownerName = (lang: Language) =>
  lang === 'en' ? shownName(lang, 'o') : sql<string>`coalesce(o.short_name, o.name)`;

/** Those of which a number has been owed longest come first. */
export async function listTargets(
  db: Querying,
  actor: Actor,
  lang: Language,
  filters: TargetFilters,
  today: LocalDate,
): Promise<{ readonly rows: readonly ListedTarget[]; readonly total: number }> {
  const { rows } = await sql<unknown>`
    select target.id, target.code, target.name, target.name_en as "nameEn", target.unit, target.raw,
      coalesce(plan.number, plan.code) as plan, plan.illustrative, target.information, ${verdict} as verdict, target.estimated,
      target.value::float8 as value, target.value_words as "valueWords", target.since_on as since, target.due_on as due,
      (select string_agg(coalesce(${ownerName(lang)}, owner.name), ', ' order by owner.position)
        from target_agency owner left join organisation o on o.id = owner.organisation_id
        where owner.target_id = target.id and owner.until is null) as owners,
      count(*) over ()::int as total
    from target join plan on plan.id = target.plan_id
    where ${base(actor, filters, today)} and ${every(Object.values(conditions(filters)))}
    order by case when target.due_on < ${today}::date then target.due_on end nulls last, target.plan_id, target.position
    limit ${targetsPerPage} offset ${(filters.page - 1) * targetsPerPage}`.execute(db);
  const found = z.array(listed).parse(rows);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

/** How many each choice of a facet would show beside the other facets. One statement. */
export async function countFacets(
  db: Querying,
  actor: Actor,
  lang: Language,
  filters: TargetFilters,
  today: LocalDate,
): Promise<Readonly<Record<TargetFacet, readonly FacetChoice[]>>> {
  const conditionOf = conditions(filters);
  const but = (facet: TargetFacet) =>
    every(targetFacets.filter((one) => one !== facet).map((one) => conditionOf[one]));
  const { rows } = await sql<FacetChoice & { readonly facet: TargetFacet }>`
    with base as materialized (select target.*, ${verdict} as verdict, coalesce(plan.number, plan.code) as plan_name,
        ${sql.join(
          targetFacets.map((facet) => sql`${but(facet)} as ${sql.ref(`but ${facet}`)}`),
          sql`, `,
        )}
      from target join plan on plan.id = target.plan_id where ${base(actor, filters, today)})
    select * from (select 'thong-tin' as facet, information as value, null as label, count(*)::int as count from base where "but thong-tin"
      group by information
    union all select 'danh-gia', verdict, null, count(*)::int from base where "but danh-gia" group by verdict
    union all select 'ke-hoach', plan_id::text, min(plan_name), count(*)::int from base where "but ke-hoach" group by plan_id
    union all select 'khoi', plan_group.id::text, plan_group.name, count(*)::int from base
      join plan_group on plan_group.id = base.group_id where "but khoi" group by plan_group.id
    union all select 'co-quan', o.id::text, ${ownerName(lang)}, count(*)::int from base
      join target_agency owner on owner.target_id = base.id and owner.until is null
      join organisation o on o.id = owner.organisation_id where "but co-quan" group by o.id
    union all select 'linh-vuc', sector.code, ${shownName(lang, 'sector')}, count(*)::int from base
      join sector on sector.code = base.sector_code where "but linh-vuc" group by sector.code
    ) choices order by facet, count desc, label collate vi`.execute(db);
  const of = (facet: TargetFacet) => rows.filter((row) => row.facet === facet);
  return {
    ...{ 'thong-tin': of('thong-tin'), 'danh-gia': of('danh-gia'), 'ke-hoach': of('ke-hoach') },
    ...{ khoi: of('khoi'), 'co-quan': of('co-quan'), 'linh-vuc': of('linh-vuc') },
  };
}

export interface OwedTarget {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly due: LocalDate;
  readonly owners: string | null;
  readonly illustrative: boolean;
}

/** Numbers that are overdue, for the desk of whoever owes them, the longest owed first. One statement. */
export async function owedTargets(
  db: Querying,
  actor: Actor,
  lang: Language,
  today: LocalDate,
  most: number,
): Promise<{ readonly rows: readonly OwedTarget[]; readonly total: number }> {
  if (agenciesOf(actor).length === 0) return { rows: [], total: 0 };
  const { rows } = await sql<OwedTarget & { readonly total: number }>`
    select target.id, target.code, target.name, target.name_en as "nameEn", target.due_on as due, plan.illustrative,
      (select string_agg(coalesce(${ownerName(lang)}, owner.name), ', ' order by owner.position)
        from target_agency owner left join organisation o on o.id = owner.organisation_id
        where owner.target_id = target.id and owner.until is null) as owners,
      count(*) over ()::int as total
    from target join plan on plan.id = target.plan_id
    where plan.state = 'in_force' and target.due_on < ${today}::date and ${workedOnBy(actor)}
    order by target.due_on, target.id limit ${most}`.execute(db);
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
