import { sql } from 'kysely';
import { z } from 'zod';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Terms } from './assignment.ts';
import { cadenceShape, deadlineShape } from './choice.ts';

export interface TaskGroup {
  readonly id: number;
  readonly name: string;
}

/** Groups of a plan's tasks, or blocks of its targets, in printed order. One statement. */
export async function groupsOf(
  db: Querying,
  planId: number,
  of: 'tasks' | 'targets' = 'tasks',
): Promise<readonly TaskGroup[]> {
  const { rows } = await sql<TaskGroup>`select id, coalesce(label || '. ', '') || name as name from plan_group
    where plan_id = ${planId} and of = ${of} order by position`.execute(db);
  return rows;
}

export interface MadeAssignment {
  readonly id: number;
  readonly document: string | null;
  readonly reason: string | null;
  readonly who: string | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
  readonly tasks: number;
}

const made = sql`select made.id, document, reason, account.name as who, made_at as "madeAt", undone_at as "undoneAt",
    (select count(*)::integer from task_assignment_item where assignment_id = made.id) as tasks
  from task_assignment made left join account on account.id = made.made_by`;

/** The latest of a plan, five at most. One statement. */
export async function latestAssignments(db: Querying, planId: number): Promise<readonly MadeAssignment[]> {
  const { rows } =
    await sql<MadeAssignment>`${made} where made.plan_id = ${planId} order by made.id desc limit 5`.execute(
      db,
    );
  return rows;
}

const agency = z.object({ organisationId: z.number().nullable(), name: z.string() });
const terms = z.object({
  ...{ leads: z.array(agency), partners: z.array(agency), deadline: deadlineShape },
  ...{ product: z.string().nullable(), sector: z.string().nullable(), cadence: cadenceShape.nullable() },
});

export interface AssignedTask {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly before: Terms;
  readonly after: Terms;
}

export const assignedPerPage = 50;

/** An assignment with a page of its tasks. Two statements. Throws not_found. */
export async function findAssignment(
  db: Querying,
  planId: number,
  id: number,
  page: number,
): Promise<MadeAssignment & { readonly items: readonly AssignedTask[] }> {
  const { rows } =
    await sql<MadeAssignment>`${made} where made.plan_id = ${planId} and made.id = ${id}`.execute(db);
  const [found] = rows;
  if (!found) throw notFound();
  const items = await sql<{ id: number; code: string; name: string; before: unknown; after: unknown }>`
    select task.id, task.code, task.name, before, after from task_assignment_item item join task on task.id = item.task_id
    where assignment_id = ${id} order by task.position, task.id
    limit ${assignedPerPage} offset ${(page - 1) * assignedPerPage}`.execute(db);
  return {
    ...found,
    items: items.rows.map((row) => ({
      ...row,
      before: terms.parse(row.before),
      after: terms.parse(row.after),
    })),
  };
}
