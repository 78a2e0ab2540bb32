import type { Actor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { addContent } from './content.ts';
import { readTask, type TaskInput, type TypedTask } from './inputs.ts';
import {
  addedBefore,
  groupOf,
  insertAgencies,
  lockItem,
  onlyOne,
  openDraft,
  refuseFull,
  refuseUnknownSector,
  sinceOf,
  tell,
} from './items.ts';
import { lockPlan, refuseStale } from './store.ts';

/**
 * Adds a task behind those a draft has; the same form twice adds one. Returns its id. Throws InvalidInput by field, Refusal.
 */
export async function addTask(
  services: Services,
  actor: Actor,
  planId: number,
  typed: TypedTask & { readonly key: string },
): Promise<number> {
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockPlan(tx, actor, planId, 'edit');
    const before = await addedBefore(tx, 'task', planId, typed.key);
    if (before !== null) return before;
    await openDraft(tx, actor, planId);
    const { groupId, ...task } = readTask(typed);
    const group = await groupOf(tx, planId, 'tasks', groupId);
    await refuseUnknownSector(tx, task.sector);
    await refuseFull(tx, 'task', planId);
    const content = { groups: [], blocks: [], targets: [], tasks: [{ ...task, group: group?.name ?? null }] };
    const added = await addContent(tx, plan, content, sinceOf(plan, at), at);
    const id = onlyOne(added.tasks);
    const row = await tx
      .updateTable('task')
      .set({ form_key: typed.key, shown: task.shown, group_id: group?.id ?? null })
      .where('id', '=', id)
      .returning('code')
      .executeTakeFirstOrThrow();
    await tell(tx, actor, { plan, of: 'task', done: 'added', code: row.code, at });
    return id;
  });
}

/** Changes a task of a draft. Throws InvalidInput by field, Refusal (`conflict`: somebody saved since `version`). */
export async function changeTask(
  services: Services,
  actor: Actor,
  planId: number,
  id: number,
  typed: TypedTask & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const plan = await openDraft(tx, actor, planId);
    const row = await lockItem(tx, 'task', planId, id);
    refuseStale(row, typed.version);
    const task = readTask(typed);
    const group = await groupOf(tx, planId, 'tasks', task.groupId);
    await refuseUnknownSector(tx, task.sector);
    await writeTask(tx, id, row.version + 1, { ...task, groupId: group?.id ?? null });
    await tx.deleteFrom('task_agency').where('task_id', '=', id).execute();
    const since = sinceOf(plan, at);
    for (const role of ['lead', 'partner'] as const)
      await insertAgencies(tx, { table: 'task_agency', item: id, role, names: task[`${role}s`], since });
    await tell(tx, actor, { plan, of: 'task', done: 'changed', code: row.code, at });
  });
}

async function writeTask(tx: Transaction, id: number, version: number, task: TaskInput): Promise<void> {
  const { deadline } = task;
  await tx
    .updateTable('task')
    .set({
      ...{ tt: task.tt, annex: task.annex, group_id: task.groupId, name: task.name, name_en: task.nameEn },
      ...{ product: task.product, deadline_kind: deadline.kind, deadline_from: deadline.from },
      ...{
        deadline_to: deadline.to,
        deadline_raw: deadline.raw,
        sector_code: task.sector,
        shown: task.shown,
      },
      cadence: deadline.kind === 'continuous' ? (task.cadence ?? 'quarter') : null,
      version,
    })
    .where('id', '=', id)
    .execute();
}
