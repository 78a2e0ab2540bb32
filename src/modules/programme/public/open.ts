import { sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';

/** Condition on `plan`: everybody reads it. */
export const openPlan = sql<boolean>`plan.state in ('in_force', 'replaced', 'ended')`;

/** Condition on `task`: neither it nor what it is part of is kept from the public. Its plan must be open besides. */
export const shownTask = sql<boolean>`(task.shown and (coalesce(task.parent_id, task.instance_of) is null or not exists (
  with recursive up (shown, above) as (
    select task.shown, coalesce(task.parent_id, task.instance_of)
    union all
    select whole.shown, coalesce(whole.parent_id, whole.instance_of) from up join task whole on whole.id = up.above
  )
  select from up where not shown)))`;

/** Condition on `task`: the plan prints it; not a part of a task, nor its instance for a year. */
export const printedTask = sql<boolean>`task.parent_id is null and task.instance_of is null`;

/** Condition on `target`: as of tasks. */
export const shownTarget = sql<boolean>`(target.shown and (target.parent_id is null or not exists (
  with recursive up (shown, above) as (
    select target.shown, target.parent_id
    union all
    select whole.shown, whole.parent_id from up join target whole on whole.id = up.above
  )
  select from up where not shown)))`;

/** Codes as they stand in addresses; anything else names nothing. */
export function isItemCode(code: string): boolean {
  return /^(?:KH|NV|CT)-[A-Z0-9./-]{1,80}$/.test(code);
}

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => text as LocalDate);

export const text = z.string().nullable();

/** An agency as a plan names it; with the code of the organisation it is known as. */
export const agency = z.object({ code: text, name: z.string(), nameEn: text });
export type OpenAgency = z.output<typeof agency>;
