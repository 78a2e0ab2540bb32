import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { programmePaths, programmeWork } from '../paths.ts';
import { itemsSeenBy } from '../policy.ts';

/** A task or target that is linked. */
export interface Item {
  readonly kind: 'task' | 'target';
  readonly id: number;
}

/** Its head. One statement. Throws not_found. */
export async function findItem(db: Querying, { kind, id }: Item) {
  const row = Number.isSafeInteger(id)
    ? await db
        .selectFrom(kind)
        .select(['id', 'code', 'name', 'plan_id as planId'])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return { ...row, kind };
}

/** Whether the actor sees it, where its plan is seen: what is kept from the public is not everybody's. One statement. */
export async function isSeen(db: Querying, actor: Actor, { kind, id }: Item): Promise<boolean> {
  const { rows } =
    await sql`select 1 from ${sql.table(kind)} join plan on plan.id = ${sql.ref(`${kind}.plan_id`)}
    where ${sql.ref(`${kind}.id`)} = ${id} and ${itemsSeenBy(actor, kind)}`.execute(db);
  return rows.length > 0;
}

export const workPath = ({ kind, id }: Item) =>
  kind === 'task' ? programmeWork.task(id) : programmeWork.target(id);
export const linkPath = ({ kind, id }: Item) =>
  kind === 'task' ? programmeWork.linkTask(id) : programmeWork.linkTarget(id);
export const publicPath = (kind: Item['kind'], code: string) =>
  kind === 'task' ? programmePaths.task(code) : programmePaths.target(code);
