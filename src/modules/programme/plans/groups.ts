import type { Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseWrong } from './inputs.ts';
import { openDraft, tell } from './items.ts';

export interface TypedGroup {
  readonly of: 'tasks' | 'targets';
  /** null: a new one, behind those there are. */
  readonly id: number | null;
  readonly label: string;
  readonly name: string;
}

/** Adds or renames a group of tasks or a block of targets of a draft. Throws InvalidInput `name`, Refusal. */
export async function saveGroup(
  services: Services,
  actor: Actor,
  planId: number,
  typed: TypedGroup,
): Promise<void> {
  const at = services.clock();
  const [name, label] = [singleSpaced(typed.name), singleSpaced(typed.label) || null];
  await services.db.transaction().execute(async (tx) => {
    const plan = await openDraft(tx, actor, planId);
    const groups = await tx
      .selectFrom('plan_group')
      .select(['id', 'name', 'label', 'position'])
      .where('plan_id', '=', planId)
      .where('of', '=', typed.of)
      .execute();
    const known = groups.find((one) => one.name === name);
    // the same form twice adds one
    if (typed.id === null && known && known.label === label) return;
    refuseWrong({ name: wrongGroup(name, known !== undefined && known.id !== typed.id) });
    if (typed.id !== null && !groups.some(({ id }) => id === typed.id)) throw notFound();
    if (typed.id === null)
      await tx
        .insertInto('plan_group')
        .values({
          ...{ plan_id: planId, of: typed.of, label, name },
          position: Math.max(0, ...groups.map(({ position }) => position)) + 1,
        })
        .execute();
    else await tx.updateTable('plan_group').set({ label, name }).where('id', '=', typed.id).execute();
    await tell(tx, actor, {
      ...{ plan, of: 'group', done: typed.id === null ? 'added' : 'changed', code: name.slice(0, 200), at },
    });
  });
}

function wrongGroup(name: string, taken: boolean) {
  if (name === '') return { vi: 'Hãy ghi tên nhóm.', en: 'Name the group.' };
  if ([...name].length > 1_000)
    return { vi: 'Tên nhóm dài quá 1.000 ký tự.', en: 'The name has more than 1,000 characters.' };
  return taken ? { vi: 'Đã có nhóm tên này.', en: 'There is a group of this name.' } : null;
}

/** Removes a group of a draft; its items stay, in no group. Throws Refusal. */
export async function removeGroup(
  services: Services,
  actor: Actor,
  planId: number,
  id: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const plan = await openDraft(tx, actor, planId);
    const group = await tx
      .selectFrom('plan_group')
      .select(['id', 'name'])
      .where('id', '=', id)
      .where('plan_id', '=', planId)
      .executeTakeFirst();
    if (!group) throw notFound();
    await tx.updateTable('task').set({ group_id: null }).where('group_id', '=', id).execute();
    await tx.updateTable('target').set({ group_id: null }).where('group_id', '=', id).execute();
    await tx.deleteFrom('plan_group').where('id', '=', id).execute();
    await tell(tx, actor, { plan, of: 'group', done: 'removed', code: group.name.slice(0, 200), at });
  });
}
