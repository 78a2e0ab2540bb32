import { type RawBuilder, sql } from 'kysely';
import type { Actor, Role } from '../../../kernel/actor.ts';
import { actsForAgency, agenciesOf, mayDo } from '../policy.ts';
import type { LetterState } from './letter.ts';

/** What an agency was sent it goes on reading, also once it is recalled. */
const sent: readonly LetterState[] = ['issued', 'recalled'];

/** Doors: an agency's officer reads what was issued to it. */
export const letterReaders: readonly Role[] = [
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
  'inspector',
];
export const letterWriters: readonly Role[] = ['programme_officer', 'programme_head'];

export function writesLetters(actor: Actor): boolean {
  return mayDo(actor, 'edit', null);
}

export function readsLetter(
  actor: Actor,
  letter: { readonly organisationId: number; readonly state: LetterState },
): boolean {
  return (
    mayDo(actor, 'read', null) || (sent.includes(letter.state) && actsForAgency(actor, letter.organisationId))
  );
}

/** Condition on `letter` (rows of urging_letter): the actor reads it. A test holds it against `readsLetter`. */
export function lettersSeenBy(actor: Actor): RawBuilder<boolean> {
  if (mayDo(actor, 'read', null)) return sql<boolean>`true`;
  return sql<boolean>`(letter.state = any(${[...sent]}::text[]) and letter.organisation_id = any(${[...agenciesOf(actor)]}::bigint[]))`;
}
