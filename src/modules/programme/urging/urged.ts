import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type LocalDate, parseLocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type UrgedTask, urgingLevels } from './engine.ts';

const day = z.string().transform((text, context): LocalDate => {
  const read = parseLocalDate(text);
  if (read !== null) return read;
  context.addIssue('no day');
  return z.NEVER;
});

export const urgedPartShape = z.object({
  ...{ agencyId: z.number(), since: day },
  reminded: z.object({ step: z.number(), on: day }).nullable(),
  reached: z.object({ level: z.enum(urgingLevels), on: day }).nullable(),
});

const shape = z.object({
  id: z.number(),
  lastDay: day,
  highest: z.enum(urgingLevels),
  parts: z.array(urgedPartShape),
});

/**
 * Condition on `task` and `lead` (a row of `task_agency`): the lead has not done yet what is due on the last day. Of a continuous task that is a
 * result of the period that ends; a yearly task is urged as its year. Who refused a task is answered first.
 */
export const stillOwes: RawBuilder<boolean> = sql<boolean>`(task.closed is null and task.deadline_kind <> 'yearly' and lead.role = 'lead'
  and lead.until is null and lead.organisation_id is not null and lead.answer <> 'refused' and lead.reported_on is null
  and (task.deadline_kind <> 'continuous' or not exists (
    select 1 from task_fact fact where fact.task_id = task.id and fact.organisation_id = lead.organisation_id
      and not exists (select 1 from task_fact later where later.corrects_id = fact.id)
      and fact.period = case coalesce(task.cadence, 'quarter')
        when 'year' then to_char(task.last_day, 'YYYY') when 'month' then to_char(task.last_day, 'YYYY-MM')
        when 'quarter' then to_char(task.last_day, 'YYYY"-Q"Q')
        else to_char(task.last_day, 'YYYY') || case when extract(month from task.last_day) > 6 then '-H2' else '-H1' end end)))`;

/** Of a `plan`: the level above which nobody is asked. */
export const highestLevel: RawBuilder<unknown> = sql`case plan.level when 'unit' then 'unit_head' else 'leader' end`;

/** Of `lead` in a `plan`: since when it is urged. */
export const urgedSince: RawBuilder<unknown> = sql`greatest(lead.since, (plan.published_at at time zone 'Asia/Ho_Chi_Minh')::date)`;

const made = sql`from urge where urge.task_id = task.id and urge.organisation_id = lead.organisation_id
    and urge.last_day = task.last_day`;

/** Of `task` in a `plan`: leads that still owe what is due, with what was made for each, as JSON. */
export const urgedParts: RawBuilder<unknown> = sql`(select coalesce(json_agg(json_build_object('agencyId', lead.organisation_id,
          'since', ${urgedSince},
          'reminded', (select json_build_object('step', step, 'on', day) ${made} and step is not null order by step desc limit 1),
          'reached', (select json_build_object('level', level, 'on', day) ${made} and level is not null
            order by day desc, id desc limit 1)) order by lead.position, lead.id), '[]')
        from task_agency lead where lead.task_id = task.id and ${stillOwes})`;

export interface Place {
  readonly lastDay: LocalDate;
  readonly id: number;
}

/**
 * Open tasks whose last day is `through` or earlier, by their last day, after a place; or these alone. With what was made for each of them. One
 * statement, by an index of what is due.
 */
export async function urgedTasks(
  db: Querying,
  of:
    | { readonly through: LocalDate; readonly after: Place | null; readonly limit: number }
    | { readonly ids: readonly number[] },
): Promise<readonly UrgedTask[]> {
  const chosen =
    'ids' in of
      ? sql`task.id = any(${[...of.ids]}::bigint[])`
      : sql`task.last_day <= ${of.through}::date
          and (task.last_day, task.id) > (${of.after?.lastDay ?? '0001-01-01'}::date, ${of.after?.id ?? 0}::bigint)`;
  const { rows } = await sql`
    select task.id, task.last_day as "lastDay", ${highestLevel} as highest, ${urgedParts} as parts
    from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
    where task.closed is null and task.last_day is not null and ${chosen}
    order by task.last_day, task.id limit ${'ids' in of ? of.ids.length : of.limit}`.execute(db);
  return z.array(shape).parse(rows);
}
