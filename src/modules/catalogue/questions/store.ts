import type { Selectable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { seenBy } from '../confidential/seen.ts';
import { handles, readsQuestion } from './policy.ts';
import { type QuestionState, type QuestionVerb, questionLifecycle, questionStates } from './question.ts';

export type QuestionRow = Selectable<DB['question']> & {
  readonly code: string;
  readonly edition_id: number;
};

async function lock(tx: Transaction, actor: Actor | null, id: number): Promise<QuestionRow | undefined> {
  if (!Number.isSafeInteger(id)) return undefined;
  return (
    tx
      .selectFrom('question')
      .innerJoin('entry', 'entry.id', 'question.entry_id')
      .selectAll('question')
      .select(['entry.code', 'entry.edition_id'])
      .where('question.id', '=', id)
      // their own question people see whatever became of its entry
      .$if(actor !== null, (query) => query.where(seenBy(actor ?? { kind: 'visitor' })))
      .forUpdate('question')
      .executeTakeFirst()
  );
}

/** A question for an officer to act on. Who may not read it is told “not found”. Throws Refusal. */
export async function lockQuestion(tx: Transaction, actor: Actor, id: number): Promise<QuestionRow> {
  const row = await lock(tx, actor, id);
  const held = row && { holderId: row.holder_id, editionId: row.edition_id };
  if (!row || !held || !readsQuestion(actor, held)) throw notFound();
  if (!handles(actor, held)) throw onlyReads();
  return row;
}

/** A question for its asker to act on. Throws Refusal `not_found` for anybody else. */
export async function lockOwnQuestion(tx: Transaction, actor: Actor, id: number): Promise<QuestionRow> {
  const row = await lock(tx, null, id);
  if (!row || actor.kind !== 'account' || row.asked_by !== actor.id) throw notFound();
  return row;
}

export function stateOf(row: { readonly state: string }): QuestionState {
  return questionStates.find((state) => state === row.state) ?? 'waiting';
}

/** The state the verb leads to. Throws Refusal `wrong_state`. */
export function step(row: QuestionRow, verb: QuestionVerb): QuestionState {
  return transition(questionLifecycle, stateOf(row), verb);
}

/** Throws Refusal `conflict` where somebody else saved since the page was opened. */
export function refuseStale(row: QuestionRow, version: number): void {
  if (row.version === version) return;
  throw new Refusal('conflict', {
    vi: 'Câu hỏi này vừa được người khác xử lý. Nội dung bạn gõ vẫn còn trong ô; hãy xem lại rồi lưu lần nữa.',
    en: 'Somebody else worked on this question meanwhile. What you typed is still in the box; look again, then save once more.',
  });
}

export async function tell(
  tx: Transaction,
  actor: Actor,
  question: { readonly id: number; readonly code: string },
  name: `question.${string}`,
  at: Date,
  facts: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await appendEvent(tx, {
    name,
    actor,
    subject: { kind: 'question', id: question.id },
    facts: { code: question.code, ...facts },
    at,
  });
}

export function accountOf(actor: Actor): number | null {
  return actor.kind === 'account' ? actor.id : null;
}

function onlyReads(): Refusal {
  return new Refusal('forbidden', {
    vi: 'Bạn chỉ được xem câu hỏi này, không được xử lý.',
    en: 'You may read this question but not act on it.',
  });
}
