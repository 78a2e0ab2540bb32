import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';
import { answeringAgencies } from './holder.ts';
import {
  readAnswer,
  readHandover,
  readRefusal,
  readUnfinished,
  type TypedAnswer,
  type TypedRefusal,
} from './inputs.ts';
import { answersFor } from './policy.ts';
import type { Wording } from './question.ts';
import { indexQuestion } from './search-items.ts';
import { accountOf, lockQuestion, type QuestionRow, refuseStale, step, tell } from './store.ts';

/** What the public is to read of the question; null where that is what was asked. */
function differing(row: QuestionRow, { title, body }: Wording) {
  const same = title === row.title && body === row.body;
  return { shown_title: same ? null : title, shown_body: same ? null : body };
}

/** Saves an answer that is not finished. Returns the version to go on from. Throws InvalidInput, Refusal. */
export async function saveDraft(
  services: Services,
  actor: Actor,
  id: number,
  input: TypedAnswer & { readonly version: number },
): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const row = await lockQuestion(tx, actor, id);
    step(row, 'answer');
    const { shown, said } = readUnfinished(input);
    refuseStale(row, input.version);
    const version = row.version + 1;
    await tx
      .updateTable('question')
      .set({
        ...(shown ? differing(row, shown) : {}),
        ...{ draft: said.text || null, draft_language: said.text ? said.language : null, version },
      })
      .where('id', '=', id)
      .execute();
    return version;
  });
}

/**
 * Answers in the name of the agency: question and answer become public. The same answer sent twice is one. Throws
 * InvalidInput `title`, `body`, `answer`; Refusal (`conflict` when somebody saved since `version`).
 */
export async function answerQuestion(
  services: Services,
  actor: Actor,
  id: number,
  input: TypedAnswer & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockQuestion(tx, actor, id);
    const { shown, said } = readAnswer(input);
    if (row.state === 'answered' && row.answer === said.text && row.version === input.version + 1) return;
    const state = step(row, 'answer');
    refuseStale(row, input.version);
    await tx
      .updateTable('question')
      .set({
        ...{ state, ...differing(row, shown), answer: said.text, answer_language: said.language },
        ...{ answered_for: answersFor(actor, row.holder_id), answered_by: accountOf(actor), answered_at: at },
        ...{ corrected_at: null, draft: null, draft_language: null, version: row.version + 1 },
      })
      .where('id', '=', id)
      .execute();
    await indexQuestion(tx, id);
    await bumpContentVersion(tx);
    await tell(tx, actor, row, 'question.answered', at);
  });
}

/** Changes a published answer, or the wording in which the question is public; what stood is kept. Throws as `answerQuestion`. */
export async function correctAnswer(
  services: Services,
  actor: Actor,
  id: number,
  input: TypedAnswer & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockQuestion(tx, actor, id);
    const state = step(row, 'correct');
    const { shown, said } = readAnswer(input);
    const wording = differing(row, shown);
    const same =
      row.answer === said.text &&
      row.answer_language === said.language &&
      row.shown_title === wording.shown_title &&
      row.shown_body === wording.shown_body;
    if (same) return;
    refuseStale(row, input.version);
    await keepVersion(tx, row);
    await tx
      .updateTable('question')
      .set({
        ...{ state, ...wording, answer: said.text, answer_language: said.language },
        ...{ answered_by: accountOf(actor), corrected_at: at, version: row.version + 1 },
      })
      .where('id', '=', id)
      .execute();
    await indexQuestion(tx, id);
    await bumpContentVersion(tx);
    await tell(tx, actor, row, 'question.corrected', at);
  });
}

/** What the public read until now. */
async function keepVersion(tx: Transaction, row: QuestionRow): Promise<void> {
  await tx
    .insertInto('question_version')
    .values({
      question_id: row.id,
      version: row.version,
      title: row.shown_title ?? row.title,
      body: row.shown_body ?? row.body,
      answer: row.answer ?? '',
      answer_language: row.answer_language ?? 'vi',
      answered_for: row.answered_for,
      written_by: row.answered_by,
      written_at: row.corrected_at ?? row.answered_at ?? row.asked_at,
    })
    .execute();
}

/**
 * Leaves a question unanswered, or takes an answered one from the public's eyes; its asker is told why. Asked for twice it
 * happens once. Throws InvalidInput `reason`, `note`, `sameAs`; Refusal.
 */
export async function refuseQuestion(
  services: Services,
  actor: Actor,
  id: number,
  input: TypedRefusal & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockQuestion(tx, actor, id);
    const { reason, note, sameAs } = readRefusal(input);
    if (row.state === 'refused' && row.refusal === reason && row.refusal_note === note) return;
    const wasPublic = row.state === 'answered';
    const state = step(row, wasPublic ? 'take_down' : 'refuse');
    refuseStale(row, input.version);
    if (sameAs !== null) await refuseUnanswered(tx, row, sameAs);
    if (wasPublic) await keepVersion(tx, row);
    await tx
      .updateTable('question')
      .set({
        ...{ state, refusal: reason, refusal_note: note, same_as: sameAs },
        ...{ ended_at: at, ended_by: accountOf(actor), version: row.version + 1 },
      })
      .where('id', '=', id)
      .execute();
    if (wasPublic) {
      await indexQuestion(tx, id);
      await bumpContentVersion(tx);
    }
    await tell(tx, actor, row, wasPublic ? 'question.taken_down' : 'question.refused', at, { reason });
  });
}

/** The question that says it already must be answered, and another one. */
async function refuseUnanswered(tx: Transaction, row: QuestionRow, sameAs: number): Promise<void> {
  const other = await tx
    .selectFrom('question')
    .select('id')
    .where('id', '=', sameAs)
    .where('id', '<>', row.id)
    .where('state', '=', 'answered')
    .executeTakeFirst();
  if (other) return;
  throw new InvalidInput({
    sameAs: {
      vi: `Không có câu hỏi số ${sameAs} nào đã được trả lời.`,
      en: `There is no answered question with the number ${sameAs}.`,
    },
  });
}

/** Takes a refusal back: the question waits again, with a term from today on. Throws Refusal. */
export async function reopenQuestion(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockQuestion(tx, actor, id);
    const state = step(row, 'reopen');
    refuseStale(row, version);
    const calendar = await readCalendar(tx, services.config);
    await tx
      .updateTable('question')
      .set({
        ...{ state, refusal: null, refusal_note: null, same_as: null, ended_at: null, ended_by: null },
        // an answer that was taken down is where writing goes on
        ...{ draft: row.answer ?? row.draft, draft_language: row.answer_language ?? row.draft_language },
        ...{ answer: null, answer_language: null, answered_for: null, answered_by: null, answered_at: null },
        ...{ corrected_at: null, reminded: null, version: row.version + 1 },
        due_on: addWorkingDays(localDateOf(at), services.config.questionDays, calendar),
      })
      .where('id', '=', id)
      .execute();
    await tell(tx, actor, row, 'question.reopened', at);
  });
}

/**
 * Gives a question to another agency (`to`, or to the focal point: empty); its term goes on. Throws InvalidInput `to`,
 * `handover`; Refusal.
 */
export async function handOver(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly to: string; readonly handover: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    if (await isHandedOver(tx, actor, id, input)) return;
    const row = await lockQuestion(tx, actor, id);
    step(row, 'hand_over');
    const to = await readTarget(tx, row, input.to);
    const reason = readHandover(input.handover);
    refuseStale(row, input.version);
    await tx
      .updateTable('question')
      .set({ holder_id: to, version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    const by = { handed_by: accountOf(actor), handed_at: at };
    await tx
      .insertInto('question_handover')
      .values({ question_id: id, from_id: row.holder_id, to_id: to, reason, ...by })
      .execute();
    await tell(tx, actor, row, 'question.handed_over', at);
  });
}

/** Whether this very form was sent before, by somebody who may read the question no longer since. */
async function isHandedOver(
  tx: Transaction,
  actor: Actor,
  id: number,
  { to, version }: { readonly to: string; readonly version: number },
): Promise<boolean> {
  const row = await tx
    .selectFrom('question')
    .select(['holder_id', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row?.version !== version + 1) return false;
  const last = await tx
    .selectFrom('question_handover')
    .select(['to_id', 'handed_by'])
    .where('question_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last || last.to_id !== row.holder_id || last.handed_by === null) return false;
  return (
    last.handed_by === accountOf(actor) && to === (last.to_id === null ? focalPoint : String(last.to_id))
  );
}

/** What stands in the form for the focal point. */
export const focalPoint = 'dau-moi';

async function readTarget(tx: Transaction, row: QuestionRow, typed: string): Promise<number | null> {
  const agencies = await answeringAgencies(tx);
  const to = typed === focalPoint ? null : agencies.find(({ id }) => String(id) === typed)?.id;
  if (to === undefined)
    throw new InvalidInput({ to: { vi: 'Hãy chọn cơ quan nhận.', en: 'Choose the agency.' } });
  if (to === row.holder_id)
    throw new InvalidInput({
      to: { vi: 'Câu hỏi đang ở cơ quan này.', en: 'The question is with this agency already.' },
    });
  return to;
}
