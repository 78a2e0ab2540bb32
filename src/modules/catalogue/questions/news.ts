import { sql } from 'kysely';
import { type Actor, system } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { questionSeenBy } from './policy.ts';
import { findQuestion } from './queries.ts';
import type { Question } from './question.ts';

/** A question as those read it who tell people of it. */
export interface QuestionToTell {
  readonly question: Question;
  /** Its entry is not for everybody's eyes any more: officers are told nothing by mail. */
  readonly confidential: boolean;
}

/** Two statements. Seen or not: who is told of it, the teller decides. */
export async function questionToTell(db: Querying, id: number): Promise<QuestionToTell> {
  const question = await findQuestion(db, system, id);
  const entry = await db
    .selectFrom('entry')
    .select('confidential')
    .where('id', '=', question.about.entryId)
    .executeTakeFirstOrThrow();
  return { question, confidential: entry.confidential };
}

/** Those of these questions that the person reads: as an officer, or as one they asked. One statement. */
export async function questionsReadBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0 || actor.kind !== 'account') return new Set();
  const { rows } = await sql<{ id: number }>`
    select question.id from question join entry on entry.id = question.entry_id
    where question.id = any(${[...ids]}::bigint[]) and (question.asked_by = ${actor.id} or ${questionSeenBy(actor)})`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
