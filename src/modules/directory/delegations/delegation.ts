import type { Actor, Grant, Role } from '../../../kernel/actor.ts';
import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { can } from '../policy.ts';

/** The roles whose work cannot wait until their holder is back; officers stand in for each other anyway. */
export const lentRoles = ['programme_head', 'leader'] as const satisfies readonly Role[];
export type LentRole = (typeof lentRoles)[number];

/** A deputy works in the administration: applicants, council members and inspectors stand on another side. */
export const deputyRoles = [
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
] as const satisfies readonly Role[];

/** Days with both ends. Who is away for longer than a year is replaced, by an administrator giving the role anew. */
export const longestDays = 366;

export interface Person {
  readonly id: number;
  readonly name: string;
}

/** A role lent by its holder to a deputy, from the first moment of `validFrom` to the last of `validTo` in Vietnam. */
export interface Delegation {
  readonly id: number;
  readonly role: LentRole;
  readonly principal: Person;
  readonly deputy: Person;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly reason: string | null;
  readonly endedAt: Date | null;
  /** Whether the principal holds the role still, with an open account. */
  readonly held: boolean;
}

/** lapsed: its days are not over, but there is nothing left to lend. */
export type DelegationState = 'current' | 'coming' | 'lapsed' | 'over' | 'ended';

export function stateOn(
  { validFrom, validTo, endedAt, held }: Pick<Delegation, 'validFrom' | 'validTo' | 'endedAt' | 'held'>,
  today: LocalDate,
): DelegationState {
  if (endedAt !== null) return 'ended';
  if (validTo < today) return 'over';
  if (!held) return 'lapsed';
  return validFrom > today ? 'coming' : 'current';
}

/** True while there is something left to end. */
export function isOpenOn(delegation: Delegation, today: LocalDate): boolean {
  return !['over', 'ended'].includes(stateOn(delegation, today));
}

export function daysOf(validFrom: LocalDate, validTo: LocalDate): number {
  return daysBetween(validFrom, validTo) + 1;
}

/** The roles of these grants that may be lent: own ones, since what is only lent is not passed on. */
export function lendable(grants: readonly Grant[]): readonly LentRole[] {
  return lentRoles.filter((role) => grants.some((grant) => grant.role === role && !grant.onBehalfOf));
}

/** People lend what is theirs; an administrator does it for somebody who is away already. */
export function mayLendFor(actor: Actor, principalId: number): boolean {
  return can(actor, 'change_account') || (actor.kind === 'account' && actor.id === principalId);
}

/** Whoever lent the role, whoever got it, and an administrator. */
export function mayEnd(
  actor: Actor,
  { principalId, deputyId }: { readonly principalId: number; readonly deputyId: number },
): boolean {
  return mayLendFor(actor, principalId) || mayLendFor(actor, deputyId);
}

/** Whether these grants already reach as far as those: then there is nothing to lend. */
export function reachAsFar(own: readonly Grant[], lent: readonly Grant[]): boolean {
  return lent.every(({ role, scope }) =>
    own.some(
      (grant) =>
        grant.role === role &&
        (grant.scope === null || (grant.scope.kind === scope?.kind && grant.scope.id === scope.id)),
    ),
  );
}
