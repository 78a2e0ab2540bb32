import type { Selectable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { transition } from '../../../kernel/lifecycle.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { authoriseProgramme, type HeldPlan, mayRead, type ProgrammeAction } from '../policy.ts';
import { type PlanState, type PlanVerb, planLevels, planLifecycle, planStates } from './plan.ts';

export type PlanRow = Selectable<DB['plan']>;

export function heldOf(row: {
  readonly level: string;
  readonly state: string;
  readonly organisation_id: number | null;
}): HeldPlan {
  return {
    level: planLevels.find((level) => level === row.level) ?? 'province',
    state: planStates.find((state) => state === row.state) ?? 'draft',
    organisationId: row.organisation_id,
  };
}

/** A plan to act on, locked. Throws Refusal: `not_found` to whoever may not read it. */
export async function lockPlan(
  tx: Transaction,
  actor: Actor,
  id: number,
  action: ProgrammeAction,
): Promise<PlanRow> {
  const row = Number.isSafeInteger(id)
    ? await tx.selectFrom('plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row || !mayRead(actor, heldOf(row))) throw notFound();
  authoriseProgramme(actor, action, heldOf(row));
  return row;
}

/** The state the verb leads to. Throws Refusal `wrong_state`. */
export function stepPlan(row: PlanRow, verb: PlanVerb): PlanState {
  return transition(planLifecycle, heldOf(row).state, verb);
}

/** As `stepPlan`, of one that was only read. */
export function stepOf(state: PlanState, verb: PlanVerb): PlanState {
  return transition(planLifecycle, state, verb);
}

/** Throws Refusal `conflict` where somebody else saved since the page was opened. */
export function refuseStale(row: { readonly version: number }, version: number): void {
  if (row.version === version) return;
  throw new Refusal('conflict', {
    vi: 'Nội dung này vừa được người khác lưu. Những gì bạn gõ vẫn còn trong ô; hãy xem lại rồi lưu lần nữa.',
    en: 'Somebody else saved this meanwhile. What you typed is still in the box; look again, then save once more.',
  });
}

export function accountOf(actor: Actor): number | null {
  return actor.kind === 'account' ? actor.id : null;
}
