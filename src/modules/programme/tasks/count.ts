import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';

/**
 * Moves these tasks in `task_count` from where they were counted to where they belong now. What a plan prints is counted once as a
 * whole (organisation 0) and once for each of its leads; a part of a task for its own leads alone; an instance not at all, since
 * its yearly task has its state. Of each count it is kept how many visitors read (`open`: shown, and printed as such) and of how many
 * nobody has told anything (`silent`). Only plans in force count. Changes wait for one another here, as they would at the
 * event chain: otherwise two of them could hold rows that the other one wants.
 */
export async function countTasks(tx: Transaction, ids: readonly number[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('task_count'))`.execute(tx);
  await sql`
    with before as (
      delete from task_counted where task_id = any(${[...ids]}::bigint[]) returning *
    ),
    after as (
      insert into task_counted (task_id, plan_id, group_id, organisation_id, sector_code, month, state, open, silent)
      select task.id, task.plan_id, coalesce(task.group_id, 0), place.organisation_id, coalesce(task.sector_code, ''),
        coalesce(to_char(task.last_day, 'YYYY-MM'), '-'), task.state, (task.shown and task.parent_id is null)::integer,
        (task.informed_on is null and task.closed is null and task.state <> 'unassigned')::integer
      from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
      cross join lateral (
        select 0::bigint as organisation_id where task.parent_id is null
        union all
        select organisation_id from task_agency lead
        where lead.task_id = task.id and role = 'lead' and until is null and organisation_id is not null
      ) place
      where task.id = any(${[...ids]}::bigint[]) and task.instance_of is null
      returning *
    ),
    moved as (
      select plan_id, group_id, organisation_id, sector_code, month, state, sum(n)::integer as n, sum(n * open)::integer as open,
        sum(n * silent)::integer as silent, sum(n * open * silent)::integer as open_silent
      from (
        select plan_id, group_id, organisation_id, sector_code, month, state, open, silent, -1 as n from before
        union all
        select plan_id, group_id, organisation_id, sector_code, month, state, open, silent, 1 from after
      ) both_ways
      group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0 or sum(n * open) <> 0 or sum(n * silent) <> 0 or sum(n * open * silent) <> 0
    )
    insert into task_count as counted (plan_id, group_id, organisation_id, sector_code, month, state, tasks, open_tasks, silent_tasks,
      open_silent)
    select plan_id * plans, group_id * groups, organisation_id, case sectors when 1 then sector_code else '' end,
      case months when 1 then month else '' end, state, sum(n), sum(open), sum(silent), sum(open_silent)
    from moved
    cross join (values (0, 0), (1, 0), (1, 1)) as plans_and_groups (plans, groups)
    cross join (values (0), (1)) as by_sector (sectors)
    cross join (values (0), (1)) as by_month (months)
    -- who has no group or sector would stand twice in one place
    where (groups = 0 or group_id <> 0) and (sectors = 0 or sector_code <> '')
    group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0 or sum(open) <> 0 or sum(silent) <> 0 or sum(open_silent) <> 0
    on conflict (plan_id, group_id, organisation_id, sector_code, month, state)
    do update set tasks = counted.tasks + excluded.tasks, open_tasks = counted.open_tasks + excluded.open_tasks,
      silent_tasks = counted.silent_tasks + excluded.silent_tasks, open_silent = counted.open_silent + excluded.open_silent`.execute(
    tx,
  );
}
