import { sql } from 'kysely';
import type { Querying } from '../../src/platform/database/open.ts';

/** What the counts should be, from the tasks alone: written another way than they are kept. */
export async function recounted(db: Querying) {
  const { rows: kept } = await sql<{ place: string; tasks: number; part: string }>`
    select plan_id || '|' || group_id || '|' || organisation_id || '|' || sector_code || '|' || month || '|' || state as place, tasks,
      open_tasks || ' ' || silent_tasks || ' ' || open_silent as part
    from task_count where tasks <> 0`.execute(db);
  const { rows: tasks } = await sql<{
    plan: number;
    group: number | null;
    month: string | null;
    state: string;
    leads: number[];
    part: boolean;
    shown: boolean;
    silent: boolean;
  }>`
    select plan_id as plan, group_id as group, to_char(last_day, 'YYYY-MM') as month, task.state, parent_id is not null as part, shown,
      informed_on is null and task.closed is null and task.state <> 'unassigned' as silent,
      array(select organisation_id from task_agency a where a.task_id = task.id and role = 'lead' and until is null
        and organisation_id is not null) as leads
    from task join plan on plan.id = plan_id where plan.state = 'in_force' and instance_of is null`.execute(
    db,
  );
  const expected = new Map<string, number>();
  const parts = new Map<string, readonly [open: number, silent: number, both: number]>();
  for (const task of tasks)
    for (const lead of [...(task.part ? [] : [0]), ...task.leads])
      for (const [plan, group] of [[0, 0], [task.plan, 0], ...(task.group ? [[task.plan, task.group]] : [])])
        for (const month of ['', task.month ?? '-']) {
          const place = `${plan}|${group}|${lead}||${month}|${task.state}`;
          expected.set(place, (expected.get(place) ?? 0) + 1);
          const [open, silent, both] = parts.get(place) ?? [0, 0, 0];
          const read = task.shown && !task.part;
          parts.set(place, [open + +read, silent + +task.silent, both + +(read && task.silent)]);
        }
  return {
    kept: Object.fromEntries(kept.map(({ place, tasks: n }) => [place, n])),
    expected: Object.fromEntries(expected),
    /** Of them those visitors read, those nobody told anything of, and both. */
    keptParts: Object.fromEntries(kept.map(({ place, part }) => [place, part])),
    expectedParts: Object.fromEntries([...parts].map(([place, part]) => [place, part.join(' ')])),
  };
}
