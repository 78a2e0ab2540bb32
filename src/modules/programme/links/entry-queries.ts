import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { isPublic } from '../../catalogue/index.ts';
import { patternsOf } from '../plans/word-patterns.ts';
import { plansEditedBy, plansReadBy } from '../policy.ts';
import { informations, results } from '../targets/outlook.ts';
import { taskStates } from '../tasks/task.ts';
import type { LinkedEntry } from './queries.ts';

/** A public problem or need by its code. One statement. Throws not_found. */
export async function findOpenEntry(
  db: Querying,
  code: string,
): Promise<LinkedEntry & { readonly illustrative: boolean }> {
  const { rows } = await sql<LinkedEntry & { illustrative: boolean }>`
    select entry.id, entry.kind, entry.code, entry.title, entry.illustrative from entry
    join edition on edition.id = entry.edition_id and ${isPublic} where entry.code = ${code}`.execute(db);
  const [row] = rows;
  if (!row) throw notFound();
  return row;
}

const item = z.object({
  kind: z.enum(['task', 'target']),
  ...{ id: z.number(), code: z.string(), name: z.string(), plan: z.string(), editable: z.boolean() },
  ...{ illustrative: z.boolean(), state: z.enum(taskStates).nullable() },
  ...{ information: z.enum(informations).nullable(), result: z.enum(results).nullable() },
});
export type LinkableItem = z.infer<typeof item>;

const taskColumns = (actor: Actor) => sql`1 as part, 'task' as kind, task.id, task.code, task.name,
  coalesce(plan.number, plan.code) as plan, ${plansEditedBy(actor)} as editable, plan.illustrative, task.state,
  null as information, null as result, task.plan_id, task.position`;
const targetColumns = (actor: Actor) => sql`2, 'target', target.id, target.code, target.name,
  coalesce(plan.number, plan.code), ${plansEditedBy(actor)}, plan.illustrative, null, target.information, target.result,
  target.plan_id, target.position`;

/** Tasks and targets that are about an entry, as far as the actor reads their plans, a hundred at most. One statement. */
export async function itemsOfEntry(
  db: Querying,
  actor: Actor,
  entryId: number,
): Promise<readonly LinkableItem[]> {
  const { rows } = await sql<unknown>`
    select * from (
      select ${taskColumns(actor)} from item_entry link join task on task.id = link.task_id
      join plan on plan.id = task.plan_id and ${plansReadBy(actor)} where link.entry_id = ${entryId}
      union all
      select ${targetColumns(actor)} from item_entry link join target on target.id = link.target_id
      join plan on plan.id = target.plan_id and ${plansReadBy(actor)} where link.entry_id = ${entryId}
    ) item order by part, plan_id, position limit 100`.execute(db);
  return z.array(item).parse(rows);
}

export const foundPerPage = 20;

/** Tasks and targets that could be linked: of plans the actor may edit, not linked yet, with all of the words. One statement. */
export async function itemsToLink(
  db: Querying,
  actor: Actor,
  entryId: number,
  ask: { readonly text: string; readonly page: number },
): Promise<{ readonly rows: readonly LinkableItem[]; readonly total: number }> {
  const patterns = patternsOf(ask.text);
  if (patterns.length === 0) return { rows: [], total: 0 };
  const followed = sql`plan.state in ('draft', 'handed_up', 'in_force') and ${plansEditedBy(actor)}`;
  const { rows } = await sql<{ total: number }>`
    select *, (count(*) over ())::integer as total from (
      select ${taskColumns(actor)} from task join plan on plan.id = task.plan_id
      where ${followed} and task.instance_of is null
        and vn_norm(task.code || ' ' || coalesce(task.tt, '') || ' ' || task.name || ' ' || coalesce(plan.number, ''))
          like all(${patterns}::text[])
        and not exists (select 1 from item_entry link where link.task_id = task.id and link.entry_id = ${entryId})
      union all
      select ${targetColumns(actor)} from target join plan on plan.id = target.plan_id
      where ${followed}
        and vn_norm(target.code || ' ' || coalesce(target.tt, '') || ' ' || target.name || ' ' || coalesce(plan.number, ''))
          like all(${patterns}::text[])
        and not exists (select 1 from item_entry link where link.target_id = target.id and link.entry_id = ${entryId})
    ) item order by part, plan_id desc, position limit ${foundPerPage} offset ${(ask.page - 1) * foundPerPage}`.execute(
    db,
  );
  return { rows: z.array(item).parse(rows), total: rows[0]?.total ?? 0 };
}
