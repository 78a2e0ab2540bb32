import { type RawBuilder, sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import { isPublic } from '../../catalogue/index.ts';
import { openPlan, shownTarget, shownTask } from '../public/open.ts';
import type { Item } from './item.ts';

export interface LinkedEntry {
  readonly id: number;
  readonly kind: 'problems' | 'needs';
  readonly code: string;
  readonly title: string;
  readonly illustrative: boolean;
}

/** What links name an item by: its column in `item_entry` and `item_origin`. */
const column = ({ kind }: Item): RawBuilder<unknown> => (kind === 'task' ? sql`task_id` : sql`target_id`);

/** Public problems and needs an item is about. One statement. */
export async function entriesOfItem(db: Querying, item: Item): Promise<readonly LinkedEntry[]> {
  const { rows } =
    await sql<LinkedEntry>`select entry.id, entry.kind, entry.code, entry.title, entry.illustrative from item_entry link
    join entry on entry.id = link.entry_id join edition on edition.id = entry.edition_id and ${isPublic}
    where link.${column(item)} = ${item.id} order by entry.code limit 100`.execute(db);
  return rows;
}

/** Another item, or one of a document that is only cited. */
export interface RelatedItem {
  /** Of the link itself, by which it is taken away. */
  readonly link: number;
  readonly kind: Item['kind'] | null;
  readonly id: number | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly plan: string | null;
  readonly citation: string | null;
  /** Of a plan that was made up. */
  readonly illustrative: boolean;
}

/** Of the task and target of a link, of which one is there: its plan is public, and unless `all` it is so itself. */
const within = (all: boolean) =>
  all
    ? openPlan
    : sql<boolean>`(${openPlan} and (task.id is null or ${shownTask}) and (target.id is null or ${shownTarget}))`;

/** Whence an item comes: items of plans that are public, and citations. `all`: also items that are not shown. One statement. */
export async function originsOf(db: Querying, item: Item, all: boolean): Promise<readonly RelatedItem[]> {
  const { rows } = await sql<RelatedItem>`
    select link.id as link, case when task.id is not null then 'task' when target.id is not null then 'target' end as kind,
      coalesce(task.id, target.id) as id, coalesce(task.code, target.code) as code, coalesce(task.name, target.name) as name,
      plan.title as plan, link.citation, coalesce(plan.illustrative, false) as illustrative
    from item_origin link left join task on task.id = link.origin_task_id left join target on target.id = link.origin_target_id
    left join plan on plan.id = coalesce(task.plan_id, target.plan_id)
    where link.${column(item)} = ${item.id} and (plan.id is null or ${within(all)}) order by link.position, link.id limit 100`.execute(
    db,
  );
  return rows;
}

/** Items of public plans that come from this one. `all`: also those that are not shown. One statement. */
export async function derivedFrom(db: Querying, item: Item, all: boolean): Promise<readonly RelatedItem[]> {
  const origin = item.kind === 'task' ? sql`origin_task_id` : sql`origin_target_id`;
  const { rows } = await sql<RelatedItem>`
    select link.id as link, case when task.id is not null then 'task' else 'target' end as kind,
      coalesce(task.id, target.id) as id, coalesce(task.code, target.code) as code, coalesce(task.name, target.name) as name,
      plan.title as plan, null as citation, plan.illustrative
    from item_origin link left join task on task.id = link.task_id left join target on target.id = link.target_id
    join plan on plan.id = coalesce(task.plan_id, target.plan_id)
    where link.${origin} = ${item.id} and ${within(all)} order by code limit 100`.execute(db);
  return rows;
}

/** Plans of these agencies' own to which a task may be taken over. One statement. */
export async function ownUnitPlans(db: Querying, agencies: readonly number[]) {
  if (agencies.length === 0) return [];
  return db
    .selectFrom('plan')
    .select(['id', 'code', 'title'])
    .where('level', '=', 'unit')
    .where('state', 'in', ['draft', 'in_force'])
    .where('organisation_id', 'in', [...agencies])
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}
