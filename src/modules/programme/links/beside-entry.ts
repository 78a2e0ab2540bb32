import { sql } from 'kysely';
import { holds } from '../../../kernel/actor.ts';
import { offerBesideEntries, showBesideEntries } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { programmeReaders } from '../policy.ts';
import { openPlan, shownTarget, shownTask } from '../public/open.ts';

/** Public tasks and targets that are about an entry, tasks first; more than these no entry has. */
const most = 30;

showBesideEntries(
  (entryId) => sql`(
    select coalesce(json_agg(json_build_object('path', path, 'code', code, 'title', name, 'illustrative', illustrative) order by part, code), '[]') from (
      select 1 as part, '/nhiem-vu/' || task.code as path, task.code, task.name, plan.illustrative from item_entry link
      join task on task.id = link.task_id and task.instance_of is null and ${shownTask}
      join plan on plan.id = task.plan_id and ${openPlan}
      where link.entry_id = ${entryId}
      union all
      select 2, '/chi-tieu/' || target.code, target.code, target.name, plan.illustrative from item_entry link
      join target on target.id = link.target_id and ${shownTarget}
      join plan on plan.id = target.plan_id and ${openPlan}
      where link.entry_id = ${entryId}
      order by 1, 3 limit ${most}) item)`,
);

offerBesideEntries((actor, code) =>
  holds(actor, ...programmeReaders)
    ? {
        path: programmeWork.linkEntry(code),
        label: { vi: 'Nhiệm vụ, chỉ tiêu của kế hoạch', en: 'Tasks and targets of plans' },
      }
    : null,
);
