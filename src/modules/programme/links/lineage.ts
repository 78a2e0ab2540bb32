import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { openPlan, shownTarget, shownTask } from '../public/open.ts';
import { informations, results } from '../targets/outlook.ts';
import { taskStates } from '../tasks/task.ts';
import type { Item } from './item.ts';

/** Centre, province, unit, and what a unit divides among its own; beyond that a chain is cut. */
const stepsMost = 6;
/** Links told of each way, the nearest first. */
const linksMost = 200;

const node = z.object({
  way: z.enum(['up', 'down']),
  /** Of the link itself, by which it is taken away. */
  link: z.number(),
  depth: z.number(),
  /** The item it hangs from: `t17`, `g4`. */
  of: z.string(),
  kind: z.enum(['task', 'target']).nullable(),
  id: z.number().nullable(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  nameEn: z.string().nullable(),
  plan: z.string().nullable(),
  illustrative: z.boolean(),
  state: z.enum(taskStates).nullable(),
  information: z.enum(informations).nullable(),
  result: z.enum(results).nullable(),
  citation: z.string().nullable(),
});
type Row = z.infer<typeof node>;

/** An item somewhere along the chain, or words that cite one, with what it comes from, or what comes from it. */
export interface Relative extends Omit<Row, 'way' | 'of' | 'depth'> {
  readonly further: readonly Relative[];
}

export interface Lineage {
  readonly origins: readonly Relative[];
  readonly derived: readonly Relative[];
}

const keyOf = ({ kind, id }: { readonly kind: Item['kind']; readonly id: number }) =>
  `${kind === 'task' ? 't' : 'g'}${id}`;

/**
 * One way through the links, a step at a time. A link met on several paths is told of once, so that what is walked is no more than the
 * links there are. What is not public is neither told of nor passed through.
 */
function walk(way: Row['way'], item: Item, all: boolean): RawBuilder<unknown> {
  const [near, far] = way === 'up' ? ['', 'origin_'] : ['origin_', ''];
  const at = (side: string, kind: Item['kind']) => sql.ref(`link.${side}${kind}_id`);
  const shown = all
    ? sql`true`
    : sql`(task.id is null or ${shownTask}) and (target.id is null or ${shownTarget})`;
  const name = sql.table(way);
  return sql`${name} (link, task, target, of, depth) as (
      select link.id, ${at(far, 'task')}, ${at(far, 'target')}, ${keyOf(item)}::text, 1
      from item_origin link where ${at(near, item.kind)} = ${item.id}
      union
      select link.id, ${at(far, 'task')}, ${at(far, 'target')},
        case when ${name}.task is not null then 't' || ${name}.task else 'g' || ${name}.target end, depth + 1
      from ${name} left join task on task.id = ${name}.task left join target on target.id = ${name}.target
      join plan on plan.id = coalesce(task.plan_id, target.plan_id) and ${openPlan}
      join item_origin link on ${at(near, 'task')} = ${name}.task or ${at(near, 'target')} = ${name}.target
      where depth < ${stepsMost} and ${shown}
    ),
    ${sql.table(`${way}_told`)} as (
      select link.link, min(depth) as depth, min(of) as of, min(link.task) as task, min(link.target) as target
      from ${name} link left join task on task.id = link.task left join target on target.id = link.target
      left join plan on plan.id = coalesce(task.plan_id, target.plan_id)
      where (plan.id is null or ${openPlan}) and ${shown}
      group by link.link order by min(depth), link.link limit ${linksMost}
    )`;
}

const told = (way: Row['way']) => sql`
  select ${way}::text as way, told.link, depth, told.of,
    case when task.id is not null then 'task' when target.id is not null then 'target' end as kind,
    coalesce(task.id, target.id) as id, coalesce(task.code, target.code) as code, coalesce(task.name, target.name) as name,
    coalesce(task.name_en, target.name_en) as "nameEn", plan.title as plan, coalesce(plan.illustrative, false) as illustrative,
    task.state, target.information, target.result, ${way === 'up' ? sql`link.citation` : sql`null`} as citation, link.position
  from ${sql.table(`${way}_told`)} told join item_origin link on link.id = told.link
  left join task on task.id = told.task left join target on target.id = told.target
  left join plan on plan.id = coalesce(task.plan_id, target.plan_id)`;

/**
 * The whole chain of an item: from the centre’s item down to it, and from it to the units’. `all`: also through items that are not
 * shown. One statement.
 */
export async function lineageOf(db: Querying, item: Item, all: boolean): Promise<Lineage> {
  const { rows } = await sql<unknown>`
    with recursive ${walk('up', item, all)}, ${walk('down', item, all)}
    select * from (${told('up')} union all ${told('down')}) links order by way, depth, position, code, link`.execute(
    db,
  );
  const links = z.array(node).parse(rows);
  const tree = (way: Row['way']) =>
    treeOf(
      links.filter((row) => row.way === way),
      keyOf(item),
    );
  return { origins: tree('up'), derived: tree('down') };
}

/** What an item met twice goes on with stands where it was met first; `rows` with the nearest first. */
function treeOf(rows: readonly Row[], root: string): readonly Relative[] {
  const expanded = new Set([root]);
  const below = (key: string): readonly Relative[] => {
    const own = rows.filter(({ of }) => of === key);
    const fresh = own.map(({ kind, id }) => {
      const next = kind === null || id === null ? null : keyOf({ kind, id });
      if (next === null || expanded.has(next)) return null;
      expanded.add(next);
      return next;
    });
    return own.map(({ way: _way, of: _of, depth: _depth, ...row }, index) => ({
      ...row,
      further: fresh[index] ? below(fresh[index]) : [],
    }));
  };
  return below(root);
}
