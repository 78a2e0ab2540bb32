import { sql } from 'kysely';
import { z } from 'zod';
import { notFound } from '../../../../kernel/refusal.ts';
import type { Querying } from '../../../../platform/database/open.ts';

export interface MadeOwners {
  readonly id: number;
  readonly document: string | null;
  readonly who: string | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
  readonly targets: number;
}

const made = sql`select made.id, document, account.name as who, made_at as "madeAt", undone_at as "undoneAt",
    (select count(*)::integer from target_assignment_item where assignment_id = made.id) as targets
  from target_assignment made left join account on account.id = made.made_by`;

/** The latest of a plan, five at most. One statement. */
export async function latestOwnerAssignments(db: Querying, planId: number): Promise<readonly MadeOwners[]> {
  const { rows } =
    await sql<MadeOwners>`${made} where made.plan_id = ${planId} order by made.id desc limit 5`.execute(db);
  return rows;
}

export interface AssignedTarget {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const ownersPerPage = 50;

const names = z.array(z.string());

/** An assignment with a page of its targets. Two statements. Throws not_found. */
export async function findOwnerAssignment(
  db: Querying,
  planId: number,
  id: number,
  page: number,
): Promise<MadeOwners & { readonly items: readonly AssignedTarget[] }> {
  const { rows } = await sql<MadeOwners>`${made} where made.plan_id = ${planId} and made.id = ${id}`.execute(
    db,
  );
  const [found] = rows;
  if (!found) throw notFound();
  const items = await sql<{ id: number; code: string; name: string; before: unknown; after: unknown }>`
    select target.id, target.code, target.name, before, after
    from target_assignment_item item join target on target.id = item.target_id
    where assignment_id = ${id} order by target.position, target.id
    limit ${ownersPerPage} offset ${(page - 1) * ownersPerPage}`.execute(db);
  return {
    ...found,
    items: items.rows.map((row) => ({
      ...row,
      before: names.parse(row.before),
      after: names.parse(row.after),
    })),
  };
}
