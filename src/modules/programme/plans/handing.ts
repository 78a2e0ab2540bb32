import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { mayDo, onBehalfIn } from '../policy.ts';
import { readReason } from './inputs.ts';
import { type PlanVerb, planLifecycle } from './plan.ts';
import { accountOf, heldOf, lockPlan, type PlanRow, refuseStale, stepPlan } from './store.ts';

type Handing = Extract<PlanVerb, 'hand_up' | 'take_back' | 'return'>;

/** An agency puts the plans of its own unit into force by itself: nothing goes up from there, nor is anything returned by it. */
function refuseUnit(actor: Actor, verb: Handing): void {
  if (mayDo(actor, verb === 'return' ? 'decide' : 'edit', null)) return;
  throw new Refusal('forbidden', {
    vi: 'Việc này của chuyên viên và phụ trách chương trình; kế hoạch của đơn vị do đơn vị tự đưa vào theo dõi.',
    en: 'This is done by programme officers and their head; a unit puts its own plans into force by itself.',
  });
}

/** Null where it happened already, with the same words: taken back and returned lead to the same state. Throws Refusal. */
async function lockHanding(
  tx: Transaction,
  actor: Actor,
  id: number,
  {
    verb,
    version,
    words,
  }: { readonly verb: Handing; readonly version: number; readonly words: string | null },
): Promise<PlanRow | null> {
  const row = await lockPlan(tx, actor, id, verb === 'return' ? 'decide' : 'edit');
  refuseUnit(actor, verb);
  const happened = row.state === planLifecycle.verbs[verb].to && row.version === version + 1;
  if (happened && row.returned_words === words) return null;
  stepPlan(row, verb);
  refuseStale(row, version);
  return row;
}

/**
 * Hands a draft up to whoever puts it into force; nobody changes it there. Asked for twice it happens once. Throws InvalidInput `items`
 * where there is nothing in it; Refusal.
 */
export async function handUpPlan(
  services: Services,
  actor: Actor,
  id: number,
  { version }: { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockHanding(tx, actor, id, { verb: 'hand_up', version, words: null });
    if (row === null) return;
    await refuseEmpty(tx, id);
    await tx
      .updateTable('plan')
      .set({
        ...{ state: stepPlan(row, 'hand_up'), handed_up_by: accountOf(actor), handed_up_at: at },
        ...{ returned_words: null, version: row.version + 1 },
      })
      .where('id', '=', id)
      .execute();
    const facts = onBehalfIn(actor, 'edit', heldOf(row));
    await appendEvent(tx, { name: 'plan.handed_up', actor, subject: { kind: 'plan', id }, facts, at });
  });
}

/** Takes a plan back to work on it further. Throws as `handUpPlan`. */
export async function takeBackPlan(
  services: Services,
  actor: Actor,
  id: number,
  { version }: { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockHanding(tx, actor, id, { verb: 'take_back', version, words: null });
    if (row === null) return;
    await tx
      .updateTable('plan')
      .set({ state: stepPlan(row, 'take_back'), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    const facts = onBehalfIn(actor, 'edit', heldOf(row));
    await appendEvent(tx, { name: 'plan.taken_back', actor, subject: { kind: 'plan', id }, facts, at });
  });
}

/** Gives a plan back with what is to be mended. Throws as `handUpPlan`, and InvalidInput `reason`. */
export async function returnPlan(
  services: Services,
  actor: Actor,
  id: number,
  { reason, version }: { readonly reason: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  const words = readReason(reason, {
    vi: 'Hãy ghi cần sửa, bổ sung điều gì.',
    en: 'Say what is to be mended.',
  });
  await services.db.transaction().execute(async (tx) => {
    const row = await lockHanding(tx, actor, id, { verb: 'return', version, words });
    if (row === null) return;
    await tx
      .updateTable('plan')
      .set({ state: stepPlan(row, 'return'), returned_words: words, version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      ...{ name: 'plan.returned', actor, subject: { kind: 'plan', id }, at },
      facts: onBehalfIn(actor, 'decide', heldOf(row)),
      personal: { reason: words },
    });
  });
}

/** Throws InvalidInput `items` where a plan has nothing to follow. */
export async function refuseEmpty(tx: Transaction, planId: number): Promise<void> {
  for (const item of ['task', 'target'] as const) {
    const found = await tx
      .selectFrom(item)
      .select('id')
      .where('plan_id', '=', planId)
      .limit(1)
      .executeTakeFirst();
    if (found) return;
  }
  throw new InvalidInput({
    items: {
      vi: 'Kế hoạch chưa có nhiệm vụ hay chỉ tiêu nào để theo dõi.',
      en: 'The plan has no task and no target to follow yet.',
    },
  });
}
