import { type RawBuilder, sql } from 'kysely';
import { type Actor, holds } from '../../../kernel/actor.ts';
import { seenBy } from '../confidential/seen.ts';
import { can, catalogueEditors, visibleTo } from '../policy.ts';

/** Who a question is with, as far as rights depend on it. */
export interface Held {
  readonly holderId: number | null;
  readonly editionId: number;
}

/**
 * The agencies for which somebody answers as their officer. A role of the whole installation is one in the person's own
 * agency, and for a person without one in every agency.
 */
function agenciesOf(actor: Actor): 'all' | readonly number[] {
  if (actor.kind === 'system') return 'all';
  if (actor.kind !== 'account') return [];
  const grants = actor.grants.filter(({ role }) => role === 'agency_officer');
  if (grants.some(({ scope }) => scope === null) && actor.organisationId === null) return 'all';
  return grants.flatMap(({ scope }) => {
    if (scope === null) return actor.organisationId === null ? [] : [actor.organisationId];
    return scope.kind === 'organisation' ? [scope.id] : [];
  });
}

function speaksFor(actor: Actor, holderId: number | null): boolean {
  const agencies = agenciesOf(actor);
  return agencies === 'all' || (holderId !== null && agencies.includes(holderId));
}

/** Whether the actor does what the holder does: the officers of the agency, and those of the focal point everywhere. */
export function handles(actor: Actor, { holderId, editionId }: Held): boolean {
  return can(actor, 'edit', editionId) || speaksFor(actor, holderId);
}

export function readsQuestion(actor: Actor, held: Held): boolean {
  return handles(actor, held) || can(actor, 'read', held.editionId);
}

/** Whether any question may wait for the person. */
export function answersAny(actor: Actor): boolean {
  const agencies = agenciesOf(actor);
  if (agencies === 'all' || agencies.length > 0) return true;
  return holds(actor, ...catalogueEditors);
}

/** For whom the actor answers: the holder, or as its own answer the focal point (null). */
export function answersFor(actor: Actor, holderId: number | null): number | null {
  const own = actor.kind === 'account' && actor.organisationId === holderId;
  return own || speaksFor(actor, holderId) ? holderId : null;
}

/** Condition on `question` and `entry`: the actor reads it as an officer. A test holds it against `readsQuestion`. */
export function questionSeenBy(actor: Actor): RawBuilder<boolean> {
  const editions = visibleTo(actor);
  const agencies = agenciesOf(actor);
  if (editions === 'all' || agencies === 'all') return seenBy(actor);
  return sql<boolean>`(${seenBy(actor)} and (entry.edition_id = any(${editions}::bigint[])
    or question.holder_id = any(${agencies}::bigint[])))`;
}

/** Of those `questionSeenBy`: an officer of an agency answers its own, one of the focal point what no agency has. */
export function waitsFor(actor: Actor): RawBuilder<boolean> {
  const agencies = agenciesOf(actor);
  const held =
    agencies === 'all' ? sql`true` : sql`coalesce(question.holder_id = any(${agencies}::bigint[]), false)`;
  const edits =
    actor.kind === 'account' ? actor.grants.filter(({ role }) => catalogueEditors.includes(role)) : [];
  const editions = edits.flatMap(({ scope }) => (scope?.kind === 'edition' ? [scope.id] : []));
  const reached = can(actor, 'edit', null) ? sql`true` : sql`entry.edition_id = any(${editions}::bigint[])`;
  const focal = sql`(question.holder_id is null and ${reached})`;
  return sql<boolean>`(question.state = 'waiting' and (${held} or ${focal}))`;
}
