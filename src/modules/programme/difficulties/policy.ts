import { type RawBuilder, sql } from 'kysely';
import { type Actor, holds, type Role } from '../../../kernel/actor.ts';
import { actsForAgency, agenciesOf, mayDo } from '../policy.ts';

/** What rights on a difficulty depend on. */
export interface HeldDifficulty {
  readonly senderId: number;
  readonly holderId: number | null;
  /** Before that it is its sender's alone. */
  readonly sent: boolean;
}

/** Doors: who may come in at all; an agency's officer sees what its agency raised or was asked. */
export const difficultyReaders: readonly Role[] = [
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
  'inspector',
];
export const difficultyActors: readonly Role[] = difficultyReaders.filter((role) => role !== 'inspector');

export function raised(actor: Actor, { senderId }: HeldDifficulty): boolean {
  return actsForAgency(actor, senderId);
}

/** Officers of the agency asked, and those of the department, which sees to it that an answer is given. */
export function handles(actor: Actor, { holderId, sent }: HeldDifficulty): boolean {
  return sent && (mayDo(actor, 'edit', null) || actsForAgency(actor, holderId));
}

/** As `handles`; leaders answer too, and say who has to. */
export function answers(actor: Actor, held: HeldDifficulty): boolean {
  return handles(actor, held) || (held.sent && leads(actor));
}

function leads(actor: Actor): boolean {
  return (
    actor.kind === 'account' &&
    actor.grants.some(
      ({ role, scope }) => role === 'leader' && (scope === null || scope.kind === 'organisation'),
    )
  );
}

export function readsDifficulty(actor: Actor, held: HeldDifficulty): boolean {
  return raised(actor, held) || handles(actor, held) || (held.sent && mayDo(actor, 'read', null));
}

/** Condition on `difficulty`: the actor reads it. A test holds it against `readsDifficulty`. */
export function difficultySeenBy(actor: Actor): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  const own = [...agenciesOf(actor)];
  const sent = mayDo(actor, 'read', null) ? sql`true` : sql`difficulty.holder_id = any(${own}::bigint[])`;
  return sql<boolean>`(difficulty.organisation_id = any(${own}::bigint[]) or (difficulty.sent_at is not null and ${sent}))`;
}

/**
 * Of those `difficultySeenBy`, what waits for the person: to be answered by its agency, to be supplemented or judged by the sender; for
 * the department what nobody of the agency asked can answer or what is late, for a leader what came up to them.
 */
export function waitsFor(actor: Actor, hasOfficers: RawBuilder<boolean>): RawBuilder<boolean> {
  const own = [...agenciesOf(actor)];
  const open = sql`difficulty.state in ('sent', 'taken')`;
  const parts = [
    sql`(${open} and difficulty.holder_id = any(${own}::bigint[]))`,
    sql`(difficulty.state in ('returned', 'answered') and difficulty.organisation_id = any(${own}::bigint[]))`,
  ];
  if (holds(actor, 'programme_officer', 'programme_head'))
    parts.push(sql`(${open} and (difficulty.escalated is not null or not ${hasOfficers}))`);
  if (holds(actor, 'leader')) parts.push(sql`(${open} and difficulty.escalated = 'leader')`);
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** In whose name the actor says something on it. */
export function saidAs(
  actor: Actor,
  held: HeldDifficulty,
): { readonly as: 'holder' | 'department' | 'leader'; readonly organisationId: number | null } {
  if (actsForAgency(actor, held.holderId)) return { as: 'holder', organisationId: held.holderId };
  if (actor.kind === 'account' && actor.organisationId === held.holderId)
    return { as: 'holder', organisationId: held.holderId };
  const organisationId = actor.kind === 'account' ? actor.organisationId : null;
  return { as: mayDo(actor, 'edit', null) ? 'department' : 'leader', organisationId };
}
