import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Services } from '../../../platform/services.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { tooLong } from './fact.ts';
import { authoriseOn, concludeTask, leadFor, lockTask, refuseClosed } from './store.ts';
import { reasonMost } from './task.ts';

export interface TypedAnswer {
  /** For which of the leads; null: the only one the person acts for. */
  readonly organisationId: number | null;
  readonly words: string;
  readonly version: number;
}

/**
 * A lead takes the task on; also after it refused. Asked for twice it happens once. Throws Refusal (`conflict`, `wrong_state`).
 */
export async function acknowledgeTask(
  services: Services,
  actor: Actor,
  id: number,
  { organisationId, version }: Omit<TypedAnswer, 'words'>,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    const lead = leadFor(actor, locked, organisationId, { byMonitor: false });
    if (lead.answer === 'acknowledged') return;
    refuseClosed(locked);
    refuseStale(locked.task, version);
    const at = services.clock();
    await tx
      .updateTable('task_agency')
      .set({
        ...{ answer: 'acknowledged', answered_on: localDateOf(at), answered_by: accountOf(actor) },
        answer_words: null,
      })
      .where('id', '=', lead.id)
      .execute();
    await concludeTask(tx, services, actor, locked, {
      event: { name: 'task.acknowledged', facts: { organisationId: lead.organisationId } },
    });
  });
}

/** A lead does not take the task on and says why. Throws InvalidInput `words`; Refusal. */
export async function refuseTask(
  services: Services,
  actor: Actor,
  id: number,
  { organisationId, words, version }: TypedAnswer,
): Promise<void> {
  const reason = words.trim();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    const lead = leadFor(actor, locked, organisationId, { byMonitor: false });
    refuseClosed(locked);
    refuseWrongWords(reason, {
      vi: 'Hãy nêu lý do từ chối, ví dụ việc thuộc cơ quan nào.',
      en: 'Say why it is refused, such as whose task it is.',
    });
    if (lead.answer === 'refused' && lead.answerWords === reason) return;
    if (lead.reportedOn !== null) throw new Refusal('wrong_state', reportedAlready);
    refuseStale(locked.task, version);
    const at = services.clock();
    await tx
      .updateTable('task_agency')
      .set({
        ...{ answer: 'refused', answered_on: localDateOf(at), answered_by: accountOf(actor) },
        answer_words: reason,
      })
      .where('id', '=', lead.id)
      .execute();
    await concludeTask(tx, services, actor, locked, {
      event: { name: 'task.refused', facts: { organisationId: lead.organisationId }, reason },
    });
  });
}

const reportedAlready = {
  vi: 'Cơ quan đã báo cáo hoàn thành nên không từ chối nữa.',
  en: 'The agency has reported it as done and cannot refuse it any longer.',
};

/**
 * The monitor answers a refusal: the task stays with the lead, which is asked anew to take it on. Throws InvalidInput `words`;
 * Refusal `wrong_state` where the lead has not refused.
 */
export async function insistOnTask(
  services: Services,
  actor: Actor,
  id: number,
  { organisationId, words, version }: TypedAnswer,
): Promise<void> {
  const reply = words.trim();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, id);
    authoriseOn(actor, locked, 'edit');
    const lead = locked.leads.find((one) => one.organisationId === organisationId);
    if (lead?.answer === 'given' && lead.answerWords !== null && lead.answerWords === reply) return;
    refuseClosed(locked);
    if (lead?.answer !== 'refused')
      throw new Refusal('wrong_state', {
        vi: 'Cơ quan này không từ chối nhiệm vụ, hoặc đã được trả lời.',
        en: 'This agency has not refused the task, or was answered already.',
      });
    refuseWrongWords(reply, {
      vi: 'Hãy nêu vì sao cơ quan vẫn phải thực hiện.',
      en: 'Say why the agency has to carry it out.',
    });
    refuseStale(locked.task, version);
    await tx
      .updateTable('task_agency')
      .set({ answer: 'given', answered_on: null, answered_by: null, answer_words: reply })
      .where('id', '=', lead.id)
      .execute();
    await concludeTask(tx, services, actor, locked, {
      event: { name: 'task.insisted', facts: { organisationId }, reason: reply },
    });
  });
}

/** Throws InvalidInput `words` where nothing or too much is said. */
export function refuseWrongWords(words: string, missing: { readonly vi: string; readonly en: string }): void {
  if (words === '') throw new InvalidInput({ words: missing });
  if ([...words].length > reasonMost) throw new InvalidInput({ words: tooLong(reasonMost) });
}
