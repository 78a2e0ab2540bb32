import type { Actor, Grant, GrantScope, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Account } from '../accounts/account.ts';
import { can } from '../policy.ts';

/** The roles whose work cannot wait until their holder is back. */
export const lentRoles = [
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
] as const satisfies readonly Role[];
export type LentRole = (typeof lentRoles)[number];

/** A deputy works in the administration: applicants, council members and inspectors stand on another side. */
export const deputyRoles = [
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
] as const satisfies readonly Role[];

/** What can be lent: a role; that of an agency's officer for one agency, `organisationId`. */
export interface Lendable {
  readonly role: LentRole;
  readonly organisationId: number | null;
}

/** What can be lent, with the name of its agency. */
export interface NamedLendable extends Lendable {
  readonly agency: string | null;
}

/** What an account may lend, as its page shows it. */
export function lendableOf({
  grants,
  organisation,
}: Pick<Account, 'grants' | 'organisation'>): readonly NamedLendable[] {
  const named = [organisation, ...grants.map((grant) => grant.organisation)];
  return lendable(grants, organisation?.id ?? null).map((one) => ({
    ...one,
    agency: named.find((agency) => agency?.id === one.organisationId)?.name ?? null,
  }));
}

/** In forms; read back by comparing. */
export const lendableKey = ({ role, organisationId }: Lendable) =>
  organisationId === null ? role : `${role}-${organisationId}`;

export interface Person {
  readonly id: number;
  readonly name: string;
}

/** A role lent by its holder to a deputy, from the first moment of `validFrom` to the last of `validTo` in Vietnam. */
export interface Delegation {
  readonly id: number;
  readonly role: LentRole;
  /** For which an agency's officer lent the role. */
  readonly agency: string | null;
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

/**
 * What may be lent of these grants: own ones, since what is only lent is not passed on. `home`: the agency the holder belongs to,
 * for which a role of the whole installation makes them an officer.
 */
export function lendable(grants: readonly Grant[], home: number | null): readonly Lendable[] {
  const own = grants.filter(({ onBehalfOf }) => !onBehalfOf);
  return lentRoles.flatMap((role): readonly Lendable[] => {
    const held = own.filter((grant) => grant.role === role);
    if (role !== 'agency_officer') return held.length > 0 ? [{ role, organisationId: null }] : [];
    const agencies = held.flatMap(({ scope }) => (scope === null ? (home ?? []) : agencyIn(scope)));
    return [...new Set(agencies)].map((organisationId) => ({ role, organisationId }));
  });
}

function agencyIn({ kind, id }: GrantScope): number | readonly number[] {
  return kind === 'organisation' ? id : [];
}

/**
 * Whether somebody with these own grants works on the side of what is lent. For an agency its own people alone stand in, also those
 * without a role so far: whoever stands in answers for it.
 */
export function mayStandIn(
  { role, organisationId }: Lendable,
  own: readonly Grant[],
  home: number | null,
): boolean {
  const works = own.some((grant) => deputyRoles.some((allowed) => allowed === grant.role));
  if (role !== 'agency_officer') return works;
  return home === organisationId && (works || own.length === 0);
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

/** Whether a person's own grants reach as far as what is lent with these: then there is nothing to lend. */
export function reachesAsFar(
  own: { readonly grants: readonly Grant[]; readonly home: number | null },
  { role, organisationId }: Lendable,
  lent: readonly Grant[],
): boolean {
  if (role === 'agency_officer')
    return lendable(own.grants, own.home).some((one) => one.organisationId === organisationId);
  return lent
    .filter((grant) => grant.role === role)
    .every(({ scope }) =>
      own.grants.some(
        (grant) =>
          grant.role === role &&
          (grant.scope === null || (grant.scope.kind === scope?.kind && grant.scope.id === scope.id)),
      ),
    );
}
