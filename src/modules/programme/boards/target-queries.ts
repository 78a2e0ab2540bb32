import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { shownTarget } from '../public/open.ts';
import { shownName } from '../shown-name.ts';
import { type AimChart, chartsOf } from '../targets/chart.ts';
import { loadTargets } from '../targets/load.ts';
import { informations, outlooks, results } from '../targets/outlook.ts';
import { readTargetRules } from '../targets/rules.ts';
import type { BoardFilters } from './filters.ts';

/** Targets drawn on one page. */
export const targetsPerBoard = 12;

const text = z.string().nullable();
const day = z
  .string()
  .transform((found) => found as LocalDate)
  .nullable();

const row = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), nameEn: text, unit: text, raw: z.string() },
  ...{ plan: z.string(), agencies: text, illustrative: z.boolean() },
  ...{
    information: z.enum(informations),
    outlook: z.enum(outlooks).nullable(),
    aimsAt: z.number().nullable(),
  },
  ...{ result: z.enum(results).nullable(), estimated: z.boolean() },
  ...{ value: z.number().nullable(), valueWords: text, since: day, due: day, inWords: z.boolean() },
  total: z.number(),
});
export type RiskTarget = Omit<z.infer<typeof row>, 'total'>;

/** A target with what is drawn of it: a chart for each value that is a number. */
export interface DrawnTarget extends RiskTarget {
  readonly charts: readonly AimChart[];
}

/** Condition on `target` and its `plan`; headings, which have no value of their own, are judged by what stands below them. */
function among({ plan, agency, sector, open }: BoardFilters, code: string | null): RawBuilder<unknown> {
  return sql.join(
    [
      sql`not (target."values" = '[]'::jsonb and exists (select 1 from target under where under.parent_id = target.id))`,
      ...(open ? [shownTarget] : []),
      ...(plan === null ? [] : [sql`target.plan_id = ${plan}`]),
      ...(code === null ? [] : [sql`target.code = ${code}`]),
      ...(sector === null ? [] : [sql`target.sector_code = ${sector}`]),
      ...(agency === null
        ? []
        : [
            sql`exists (select 1 from target_agency own where own.target_id = target.id and own.until is null
              and own.organisation_id = ${agency})`,
          ]),
    ],
    sql` and `,
  );
}

export interface AskedTargets {
  readonly page: number;
  readonly perPage?: number;
  /** One alone. */
  readonly code?: string | null;
  /** Of plans whatever their state; else of those in force. */
  readonly anyState?: boolean;
}

/** Targets, those in danger first, then those without figures, then those nobody can judge yet. One statement. */
export async function targetsByRisk(
  db: Querying,
  filters: BoardFilters,
  { page, perPage = targetsPerBoard, code = null, anyState = false }: AskedTargets,
): Promise<{ readonly rows: readonly RiskTarget[]; readonly total: number }> {
  const { rows } = await sql`
    select target.id, target.code, target.name, target.name_en as "nameEn", target.unit, target.raw,
      coalesce(plan.number, plan.code) as plan, plan.illustrative, target.information, target.outlook, target.aims_at as "aimsAt",
      target.result, target.estimated,
      target.value::float8 as value, target.value_words as "valueWords", target.since_on as since, target.due_on as due,
      target.direction = 'none' as "inWords",
      (select string_agg(coalesce(${shownName(filters.lang)}, own.name), ', ' order by own.position, own.id)
        from target_agency own left join organisation on organisation.id = own.organisation_id
        where own.target_id = target.id and own.until is null) as agencies,
      count(*) over ()::int as total
    from target join plan on plan.id = target.plan_id
    where ${anyState ? sql`true` : sql`plan.state = 'in_force' and target.closed is null`} and ${among(filters, code)}
    order by case when target.outlook = 'unlikely' or target.result = 'not_met' then 0 when target.outlook = 'at_risk' then 1
        when target.information = 'missing' then 2 when target.information = 'stale' then 3 when target.outlook = 'cannot_tell' then 4
        when target.outlook = 'expected' then 5 else 6 end, target.plan_id, target.position, target.id
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  const found = z.array(row).parse(rows);
  return { rows: found.map(({ total: _, ...one }) => one), total: found[0]?.total ?? 0 };
}

/** The same with their charts. Three statements. */
export async function drawnTargets(
  db: Querying,
  filters: BoardFilters,
  asked: AskedTargets & { readonly lang: Language; readonly today: LocalDate },
): Promise<{ readonly rows: readonly DrawnTarget[]; readonly total: number }> {
  const { rows, total } = await targetsByRisk(db, filters, asked);
  if (rows.length === 0) return { rows: [], total };
  const ids = rows.map(({ id }) => id);
  const loaded = new Map((await loadTargets(db, ids, asked.today)).map((one) => [one.id, one]));
  const rules = await readTargetRules(db);
  return {
    rows: rows.map((one) => {
      const found = loaded.get(one.id);
      return { ...one, charts: found ? chartsOf(asked.lang, found, rules) : [] };
    }),
    total,
  };
}
