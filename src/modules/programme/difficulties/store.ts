import type { Selectable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { accountOf } from '../plans/store.ts';
import { onBehalf } from '../policy.ts';
import {
  type DifficultyState,
  type DifficultyVerb,
  difficultyLifecycle,
  difficultyStates,
  type Post,
  type postKinds,
} from './difficulty.ts';
import { answers, type HeldDifficulty, handles, raised, readsDifficulty } from './policy.ts';

export type DifficultyRow = Selectable<DB['difficulty']>;

export function heldOf(
  row: Pick<DifficultyRow, 'organisation_id' | 'holder_id' | 'sent_at'>,
): HeldDifficulty {
  return { senderId: row.organisation_id, holderId: row.holder_id, sent: row.sent_at !== null };
}

const sides = { sender: raised, handler: handles, answerer: answers } as const;

/** A difficulty to act on, locked. Throws Refusal: `not_found` to whoever may not read it. */
export async function lockDifficulty(
  tx: Transaction,
  actor: Actor,
  id: number,
  side: keyof typeof sides,
): Promise<DifficultyRow> {
  const row = Number.isSafeInteger(id)
    ? await tx.selectFrom('difficulty').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row || !readsDifficulty(actor, heldOf(row))) throw notFound();
  if (!sides[side](actor, heldOf(row))) throw wrongSide(side);
  return row;
}

function wrongSide(side: keyof typeof sides): Refusal {
  return new Refusal(
    'forbidden',
    side === 'sender'
      ? {
          vi: 'Chỉ cán bộ của cơ quan gửi được làm việc này.',
          en: 'Only officers of the agency that raised it may do this.',
        }
      : {
          vi: 'Chỉ cơ quan được hỏi hoặc cơ quan phụ trách chương trình được làm việc này.',
          en: 'Only the agency it is addressed to, or the department, may do this.',
        },
  );
}

export function stateOf(row: { readonly state: string }): DifficultyState {
  return difficultyStates.find((state) => state === row.state) ?? 'draft';
}

/** The state the verb leads to. Throws Refusal `wrong_state`. */
export function step(row: DifficultyRow, verb: DifficultyVerb): DifficultyState {
  return transition(difficultyLifecycle, stateOf(row), verb);
}

export interface NewPost {
  readonly kind: (typeof postKinds)[number];
  readonly words: string;
  readonly as: Post['as'];
  readonly organisationId: number | null;
  readonly toId?: number;
  readonly days?: number;
  readonly late?: boolean;
}

/** Adds to the thread. Returns its id. */
export async function addPost(
  tx: Transaction,
  actor: Actor,
  difficultyId: number,
  post: NewPost,
  at: Date,
): Promise<number> {
  const { id } = await tx
    .insertInto('difficulty_post')
    .values({
      ...{ difficulty_id: difficultyId, kind: post.kind, words: post.words, said_as: post.as },
      ...{ organisation_id: post.organisationId, to_id: post.toId ?? null },
      ...{ days: post.days ?? null, late: post.late ?? null, by_account: accountOf(actor), at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether the step the form was sent for is done already, by the same person in the same words: a second click. */
export async function isRepeated(
  tx: Transaction,
  actor: Actor,
  row: DifficultyRow,
  post: { readonly kind: NewPost['kind']; readonly words: string },
  version: number,
): Promise<boolean> {
  if (row.version !== version + 1) return false;
  const last = await tx
    .selectFrom('difficulty_post')
    .select(['kind', 'words', 'by_account'])
    .where('difficulty_id', '=', row.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.kind === post.kind && last.words === post.words && last.by_account === accountOf(actor);
}

/** What its sender does; everything else is done by whoever answers. */
const bySender: readonly string[] = [
  ...['difficulty.begun', 'difficulty.changed', 'difficulty.sent', 'difficulty.supplemented'],
  ...['difficulty.asked_again', 'difficulty.closed', 'difficulty.withdrawn'],
];

export async function tell(
  tx: Transaction,
  actor: Actor,
  difficulty: Pick<DifficultyRow, 'id' | 'code' | 'organisation_id' | 'holder_id' | 'sent_at'>,
  name: `difficulty.${string}`,
  at: Date,
  facts: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const held = heldOf(difficulty);
  const may = bySender.includes(name) ? raised : answers;
  await appendEvent(tx, {
    ...{ name, actor, subject: { kind: 'difficulty', id: difficulty.id }, at },
    facts: {
      ...(difficulty.code && { code: difficulty.code }),
      ...facts,
      ...onBehalf(actor, (one) => may(one, held)),
    },
  });
}
