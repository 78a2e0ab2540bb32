import type { Selectable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { filesMost } from '../difficulties/difficulty.ts';
import type { CheckedFile } from '../difficulties/files.ts';
import { accountOf } from '../plans/store.ts';
import {
  type DirectivePost,
  type DirectiveState,
  type DirectiveVerb,
  directiveLifecycle,
  directiveStates,
} from './directive.ts';
import { answersDirective, decidesDirectives, readsAnswerOf } from './policy.ts';

export type OwedRow = Selectable<DB['directive_agency']>;
export type Side = 'answerer' | 'decider';

/** A directive to act on, locked with what all agencies owe. Throws Refusal `not_found` to whoever reads none of it. */
export async function lockDirective(
  tx: Transaction,
  actor: Actor,
  id: number,
): Promise<{ readonly id: number; readonly code: string; readonly owed: readonly OwedRow[] }> {
  const row = Number.isSafeInteger(id)
    ? await tx
        .selectFrom('directive')
        .select(['id', 'code'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  const owed = await tx
    .selectFrom('directive_agency')
    .selectAll()
    .where('directive_id', '=', id)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (!owed.some(({ organisation_id }) => readsAnswerOf(actor, organisation_id))) throw notFound();
  return { ...row, owed };
}

/** What one agency owes, locked. Throws Refusal: `not_found` to whoever may not read it. */
export async function lockOwed(
  tx: Transaction,
  actor: Actor,
  directiveId: number,
  owedId: number,
  side: Side,
): Promise<{ readonly code: string; readonly row: OwedRow }> {
  const { code, owed } = await lockDirective(tx, actor, directiveId);
  const row = owed.find(({ id }) => id === owedId);
  if (!row || !readsAnswerOf(actor, row.organisation_id)) throw notFound();
  const may = side === 'decider' ? decidesDirectives(actor) : answersDirective(actor, row.organisation_id);
  if (!may) throw wrongSide(side);
  return { code, row };
}

export function wrongSide(side: Side): Refusal {
  return new Refusal(
    'forbidden',
    side === 'decider'
      ? {
          vi: 'Việc này do lãnh đạo, hoặc phụ trách chương trình thay mặt lãnh đạo, quyết định.',
          en: 'This is decided by a leader, or by a programme head on a leader’s behalf.',
        }
      : {
          vi: 'Chỉ cán bộ của cơ quan được giao, hoặc của cơ quan phụ trách chương trình, báo cáo được.',
          en: 'Only officers of the agency it is given to, or of the department, may answer.',
        },
  );
}

export function stateOfOwed(row: { readonly state: string }): DirectiveState {
  return directiveStates.find((state) => state === row.state) ?? 'waiting';
}

/** The state the verb leads to. Throws Refusal `wrong_state`. */
export function stepOwed(row: OwedRow, verb: DirectiveVerb): DirectiveState {
  return transition(directiveLifecycle, stateOfOwed(row), verb);
}

export interface NewDirectivePost {
  readonly owedId: number | null;
  readonly kind: DirectivePost['kind'];
  readonly words: string;
  readonly as: DirectivePost['as'];
  readonly dueOn?: string;
  readonly late?: boolean;
}

/** Adds to the thread, with its files. Throws InvalidInput `files` where they are too many. */
export async function addDirectivePost(
  tx: Transaction,
  actor: Actor,
  directiveId: number,
  post: NewDirectivePost,
  files: readonly CheckedFile[],
  at: Date,
): Promise<void> {
  if (files.length > filesMost)
    throw new InvalidInput({
      files: { vi: `Nhiều nhất ${filesMost} tệp.`, en: `At most ${filesMost} files.` },
    });
  const { id } = await tx
    .insertInto('directive_post')
    .values({
      ...{ directive_id: directiveId, agency_id: post.owedId, kind: post.kind, words: post.words },
      ...{ due_on: post.dueOn ?? null, late: post.late ?? null, said_as: post.as },
      ...{ by_account: accountOf(actor), at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const { sha256, size, name, mediaType } of files) {
    await keepStoredFile(tx, { sha256, size, mediaType });
    await tx
      .insertInto('directive_file')
      .values({ directive_id: directiveId, post_id: id, sha256, name, size })
      .onConflict((conflict) => conflict.columns(['post_id', 'sha256']).doNothing())
      .execute();
  }
}

/** Whether the step the form was sent for is done already, by the same person in the same words: a second click. */
export async function isDone(
  tx: Transaction,
  actor: Actor,
  row: OwedRow,
  post: { readonly kind: DirectivePost['kind']; readonly words: string },
  version: number,
): Promise<boolean> {
  if (row.version !== version + 1) return false;
  const last = await tx
    .selectFrom('directive_post')
    .select(['kind', 'words', 'by_account'])
    .where('agency_id', '=', row.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.kind === post.kind && last.words === post.words && last.by_account === accountOf(actor);
}

export async function tell(
  tx: Transaction,
  actor: Actor,
  directive: { readonly id: number; readonly code: string },
  name: `directive.${string}`,
  at: Date,
  facts: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await appendEvent(tx, {
    ...{ name, actor, subject: { kind: 'directive', id: directive.id }, at },
    facts: { code: directive.code, ...facts },
  });
}
