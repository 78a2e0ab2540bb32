import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { taskStates } from '../tasks/task.ts';
import type { StateCounts } from './plan-queries.ts';
import { everyTarget, type TargetFilters, targetsMeeting } from './target-queries.ts';
import { everyTask, type TaskFilters, tasksMeeting } from './task-queries.ts';

export interface AgencyWork {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Tasks it leads in plans in force. */
  readonly counts: StateCounts;
  readonly targets: number;
}

export const tasksLedBy = (code: string): TaskFilters => ({ ...everyTask, agencies: [code], inForce: true });
export const targetsOf = (code: string): TargetFilters => ({
  ...everyTarget,
  agencies: [code],
  inForce: true,
});

const counts = z.partialRecord(z.enum(taskStates), z.number());

/** An agency with what it has to do in plans in force; null where visitors read nothing of it. One statement. */
export async function findAgencyWork(db: Querying, code: string): Promise<AgencyWork | null> {
  const { rows } = await sql<Omit<AgencyWork, 'counts'> & { counts: unknown }>`
    select found.* from (
      select one.id, one.code, one.name, one.name_en as "nameEn",
        (select coalesce(json_object_agg(state, n), '{}') from (
          select task.state, count(*)::int as n from task join plan on plan.id = task.plan_id
          where ${tasksMeeting(tasksLedBy(code))} group by task.state) counted) as counts,
        (select count(*)::int from target join plan on plan.id = target.plan_id where ${targetsMeeting(targetsOf(code))}) as targets
      from organisation one where one.code = ${code} and one.kind <> 'individual'
    ) found where found.targets > 0 or found.counts::text <> '{}'`.execute(db);
  const [row] = rows;
  return row ? { ...row, counts: counts.parse(row.counts) } : null;
}
