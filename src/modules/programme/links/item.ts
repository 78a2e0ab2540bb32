import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { programmePaths, programmeWork } from '../paths.ts';

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

export const workPath = ({ kind, id }: Item) =>
  kind === 'task' ? programmeWork.task(id) : programmeWork.target(id);
export const linkPath = ({ kind, id }: Item) =>
  kind === 'task' ? programmeWork.linkTask(id) : programmeWork.linkTarget(id);
export const publicPath = (kind: Item['kind'], code: string) =>
  kind === 'task' ? programmePaths.task(code) : programmePaths.target(code);
