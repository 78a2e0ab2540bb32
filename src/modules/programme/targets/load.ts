import { sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { informations, outlooks, results } from './outlook.ts';
import { type Actual, type Aim, aimsOf, type Target, type TargetValue } from './target.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => text as LocalDate);

export const directions = ['higher', 'lower', 'band', 'none'] as const;
export const frequencies = ['month', 'quarter', 'half_year', 'year'] as const;

const number = z.number().nullable();
const text = z.string().nullable();

export const targetValues = z.array(
  z.object({
    scope: text,
    operator: z.enum(['=', '≥', '>', '≤', '<', 'range', 'qualitative']),
    ...{ min: number, max: number, raw: z.string() },
  }),
);

/** What is computed of a part, for the heading above it. */
const part = z.object({
  information: z.enum(informations),
  outlook: z.enum(outlooks).nullable(),
  result: z.enum(results).nullable(),
  ...{ since: day.nullable(), aimsAt: number, estimated: z.boolean(), value: z.boolean() },
});
export type TargetPart = z.infer<typeof part>;

const loaded = z.object({
  id: z.number(),
  values: targetValues,
  unit: text,
  direction: z.enum(directions),
  frequency: z.enum(frequencies),
  ...{ since: day.nullable(), until: day.nullable(), least: number, most: number, closed: z.boolean() },
  ...{ baseline: number, baselineOn: day.nullable() },
  levels: z.array(z.object({ year: z.number(), min: number, max: number })),
  actuals: z.array(
    z.object({
      ...{ id: z.number(), scope: text, period: z.string(), periodEnd: day, value: number, words: text },
      ...{ fulfilled: z.boolean().nullable(), asOf: day, estimate: z.boolean() },
    }),
  ),
  parts: z.array(part),
});

/** A target with all that is computed from; `parts` of what stands under a heading without a value of its own. */
export interface LoadedTarget {
  readonly id: number;
  readonly target: Target;
  readonly actuals: readonly Actual[];
  readonly parts: readonly TargetPart[];
}

/** What is computed from, of any number of targets. One statement. */
export async function loadTargets(
  db: Querying,
  ids: readonly number[],
  today: LocalDate,
): Promise<readonly LoadedTarget[]> {
  const { rows } = await sql<{ facts: unknown }>`
    select ${targetFacts} as facts from target join plan on plan.id = plan_id
    where target.id = any(${[...ids]}::bigint[]) order by target.id`.execute(db);
  return rows.map(({ facts }) => readTargetFacts(facts, today));
}

/** All that a `target` of a `plan` is computed from, as JSON. */
export const targetFacts = sql`json_build_object('id', target.id, 'values', "values", 'unit', unit, 'direction', direction,
      'frequency', frequency, 'until', until_on, 'least', least, 'most', most, 'closed', target.closed is not null,
      'baseline', baseline, 'baselineOn', baseline_on,
      'since', greatest(plan.in_force_on, (select min(since) from target_agency owner
        where owner.target_id = target.id and until is null)),
      'levels', (select coalesce(json_agg(json_build_object('year', year, 'min', level.least, 'max', level.most)
          order by year), '[]') from target_level level where level.target_id = target.id),
      'actuals', (select coalesce(json_agg(json_build_object('id', id, 'scope', scope, 'period', period,
          'periodEnd', last_day, 'value', value, 'words', words, 'fulfilled', fulfilled, 'asOf', as_of,
          'estimate', estimate) order by id), '[]')
        from target_actual actual where actual.target_id = target.id
          and not exists (select 1 from target_actual later where later.corrects_id = actual.id)),
      'parts', (select coalesce(json_agg(json_build_object('information', information, 'outlook', outlook,
          'result', result, 'since', since_on, 'aimsAt', aims_at, 'estimated', estimated,
          'value', value is not null or value_words is not null) order by position), '[]')
        from target under where under.parent_id = target.id))`;

export function readTargetFacts(kept: unknown, today: LocalDate): LoadedTarget {
  return asTarget(loaded.parse(kept), today);
}

function asTarget(row: z.infer<typeof loaded>, today: LocalDate): LoadedTarget {
  const { id, actuals, parts, unit, direction, frequency, until, least, most } = row;
  return {
    ...{ id, actuals, parts },
    target: {
      ...{ aims: aimsIn(row), unit, direction, frequency, until, least, most },
      ...{ since: row.since ?? today, notCarriedOut: row.closed },
    },
  };
}

/** What no annex prints a value of is judged in words. */
const unsaid: TargetValue = { scope: null, operator: 'qualitative', min: null, max: null, raw: '' };

/** Baseline and levels are entered of a target with one value alone; levels that were entered stand for printed ones. */
function aimsIn(
  row: Pick<z.infer<typeof loaded>, 'values' | 'levels' | 'baseline' | 'baselineOn'>,
): readonly Aim[] {
  const { baseline: value, baselineOn: on, levels } = row;
  const aims = aimsOf(row.values.length === 0 ? [unsaid] : row.values);
  const [only] = aims;
  if (!only || aims.length > 1) return aims;
  return [
    {
      ...only,
      baseline: value === null || on === null ? null : { value, on },
      levels: levels.length > 0 ? levels : only.levels,
    },
  ];
}

/** Whether figures stand below it and none of its own. */
export function isHeading({ target, parts }: LoadedTarget): boolean {
  return parts.length > 0 && target.aims.every(({ value }) => value === unsaid);
}
