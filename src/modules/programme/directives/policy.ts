import { type RawBuilder, sql } from 'kysely';
import type { Actor, Role } from '../../../kernel/actor.ts';
import { actsForAgency, agenciesOf, mayDo } from '../policy.ts';

/** Doors: who may come in at all; an agency's officer sees what its agency owes. */
export const directiveReaders: readonly Role[] = [
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
  'inspector',
];
export const directiveActors: readonly Role[] = directiveReaders.filter((role) => role !== 'inspector');
export const directiveGivers: readonly Role[] = ['programme_head', 'leader'];

/** Gives directives and decides on answers: a leader, or a head of programme on a leader's behalf. */
export function decidesDirectives(actor: Actor): boolean {
  return mayDo(actor, 'extend', null);
}

/** Whether what the actor says is a leader's own word. */
export function speaksAsLeader(actor: Actor): boolean {
  return (
    actor.kind === 'account' &&
    actor.grants.some(
      ({ role, scope }) => role === 'leader' && (scope === null || scope.kind === 'organisation'),
    )
  );
}

/** Officers of the agency; those of the department for it, where an answer came on paper. */
export function answersDirective(actor: Actor, organisationId: number): boolean {
  return actsForAgency(actor, organisationId) || mayDo(actor, 'edit', null);
}

export function readsAnswerOf(actor: Actor, organisationId: number): boolean {
  return mayDo(actor, 'read', null) || actsForAgency(actor, organisationId);
}

/** Condition on `owed` (rows of directive_agency): the actor reads it. A test holds it against `readsAnswerOf`. */
export function owedSeenBy(actor: Actor): RawBuilder<boolean> {
  if (mayDo(actor, 'read', null)) return sql<boolean>`true`;
  return sql<boolean>`owed.organisation_id = any(${[...agenciesOf(actor)]}::bigint[])`;
}

/** Of those `owedSeenBy`, with `directive`: what waits for the person. An answer waits for whoever gave the directive. */
export function owedWaitsFor(actor: Actor): RawBuilder<boolean> {
  const own = [...agenciesOf(actor)];
  const id = actor.kind === 'account' ? actor.id : 0;
  return sql<boolean>`((owed.state = 'waiting' and owed.organisation_id = any(${own}::bigint[]))
    or (owed.state = 'answered' and ${decidesDirectives(actor)}::boolean and ${id}::bigint in (directive.leader_id, directive.written_by)))`;
}
