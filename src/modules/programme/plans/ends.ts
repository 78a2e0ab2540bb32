import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { onBehalfIn } from '../policy.ts';
import { indexProgramme } from '../public/search-items.ts';
import { readReading } from '../reading.ts';
import { settleTargets } from '../targets/settle.ts';
import { settleTasks } from '../tasks/settle.ts';
import type { Reading } from '../tasks/standing.ts';
import { readReason } from './inputs.ts';
import { type PlanVerb, planLifecycle } from './plan.ts';
import { heldOf, lockPlan, type PlanRow, refuseStale, stepPlan } from './store.ts';

interface Closing {
  readonly on: LocalDate;
  readonly words: string;
  readonly at: Date;
  readonly reading: Reading;
}

/** Ends what is in force: its tasks are counted no longer. Its facts stay as they are. */
async function close(
  tx: Transaction,
  row: PlanRow,
  verb: Extract<PlanVerb, 'replace' | 'end' | 'withdraw'>,
  { on, words, at, reading }: Closing,
): Promise<void> {
  await tx
    .updateTable('plan')
    .set({ state: stepPlan(row, verb), closed_on: on, closed_words: words, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
  const tasks = await tx.selectFrom('task').select('id').where('plan_id', '=', row.id).execute();
  await settleTasks(
    tx,
    tasks.map(({ id }) => id),
    at,
    reading,
  );
  const targets = await tx.selectFrom('target').select('id').where('plan_id', '=', row.id).execute();
  await settleTargets(
    tx,
    targets.map(({ id }) => id),
    at,
  );
  await indexProgramme(tx, row.id);
  await bumpContentVersion(tx);
}

/** Its time is over. Asked for twice it happens once. Throws Refusal, InvalidInput `reason`. */
export async function endPlan(
  services: Services,
  actor: Actor,
  id: number,
  typed: { readonly reason: string; readonly version: number },
): Promise<void> {
  await leave(services, actor, id, 'end', typed);
}

/** It should not have been public: from now on nobody reads it but whoever works on it. Throws as `endPlan`. */
export async function withdrawPlan(
  services: Services,
  actor: Actor,
  id: number,
  typed: { readonly reason: string; readonly version: number },
): Promise<void> {
  await leave(services, actor, id, 'withdraw', typed);
}

const missing = {
  end: {
    vi: 'Hãy ghi kế hoạch kết thúc theo văn bản hoặc vì lý do nào.',
    en: 'Say by which document or why it ends.',
  },
  withdraw: { vi: 'Hãy ghi lý do rút kế hoạch.', en: 'Say why the plan is withdrawn.' },
};

async function leave(
  services: Services,
  actor: Actor,
  id: number,
  verb: 'end' | 'withdraw',
  typed: { readonly reason: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const reading = await readReading(tx, services);
    const row = await lockPlan(tx, actor, id, 'decide');
    const done = planLifecycle.verbs[verb].to;
    if (row.state === done && row.version === typed.version + 1) return;
    stepPlan(row, verb);
    refuseStale(row, typed.version);
    const words = readReason(typed.reason, missing[verb]);
    await close(tx, row, verb, { on: localDateOf(at), words, at, reading });
    await appendEvent(tx, {
      name: verb === 'end' ? 'plan.ended' : 'plan.withdrawn',
      actor,
      subject: { kind: 'plan', id },
      facts: onBehalfIn(actor, 'decide', heldOf(row)),
      at,
    });
  });
}

/**
 * A plan that another one replaces, with the act that puts that one into force. Throws Refusal: whoever does it must be
 * allowed to decide about this one too.
 */
export async function replaceWithin(
  tx: Transaction,
  actor: Actor,
  id: number,
  by: { readonly id: number; readonly name: string; readonly on: LocalDate },
  { at, reading }: { readonly at: Date; readonly reading: Reading },
): Promise<void> {
  const row = await lockPlan(tx, actor, id, 'decide');
  await close(tx, row, 'replace', { on: by.on, words: by.name, at, reading });
  await appendEvent(tx, {
    ...{ name: 'plan.replaced', actor, subject: { kind: 'plan', id }, at },
    facts: { by: by.id, ...onBehalfIn(actor, 'decide', heldOf(row)) },
  });
}
