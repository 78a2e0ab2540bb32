import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import { shownTarget, shownTask } from '../public/open.ts';
import type { ItemKind } from './content.ts';

export interface PlanItem {
  readonly kind: ItemKind;
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly closed: boolean;
}

export const itemsPerPage = 50;

/** A page of the tasks and targets of a plan, targets behind; instances follow their yearly task. Two statements. */
export async function listItems(
  db: Querying,
  planId: number,
  filter: { readonly text: string; readonly page: number },
): Promise<{ readonly rows: readonly PlanItem[]; readonly total: number }> {
  const words = `%${filter.text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const items = sql`(
    select 1 as part, 'task' as kind, id, code, name, closed is not null as closed, position,
      vn_norm(code || ' ' || coalesce(tt, '') || ' ' || name) as words
    from task where plan_id = ${planId} and instance_of is null
    union all
    select 2, 'target', id, code, name, closed is not null, position, vn_norm(code || ' ' || coalesce(tt, '') || ' ' || name)
    from target where plan_id = ${planId}) item where words like vn_norm(${words})`;
  const { rows } =
    await sql<PlanItem>`select kind, id, code, name, closed from ${items} order by part, position, id
    limit ${itemsPerPage} offset ${(filter.page - 1) * itemsPerPage}`.execute(db);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::integer as total from ${items}`.execute(db);
  return { rows, total: counted[0]?.total ?? 0 };
}

export interface PlanChange {
  readonly from: string;
  readonly document: string | null;
  readonly items: number;
}

/**
 * By which documents items of a plan changed, the latest first, a hundred at most; assignments are told elsewhere. One statement.
 * `all`: also of items that are not public.
 */
export async function planChanges(
  db: Querying,
  planId: number,
  all: boolean,
): Promise<readonly PlanChange[]> {
  const { rows } = await sql<PlanChange>`
    select to_char(from_on, 'YYYY-MM-DD') as from, document, count(*)::integer as items
    from (
      select from_on, document, why from task_version join task on task.id = task_id where plan_id = ${planId} and ${all ? sql`true` : shownTask}
      union all
      select from_on, document, why from target_version join target on target.id = target_id where plan_id = ${planId} and ${all ? sql`true` : shownTarget}
    ) changes where why <> 'assigned'
    group by from_on, document order by from_on desc, document limit 100`.execute(db);
  return rows;
}
