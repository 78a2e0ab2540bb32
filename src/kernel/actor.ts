import type { LocalDate } from './dates.ts';

/** Role codes are a stable interface; docs/glossary.md ties each to its Vietnamese title. */
export const roles = [
  'applicant',
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
  'council_member',
  'inspector',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

/** A role held within a scope; `null` is the whole installation. Later modules add their scope kinds. */
export interface Grant {
  readonly role: Role;
  readonly scope: GrantScope | null;
  /** Whose grant it is, where the actor is only their deputy for some days; absent for an own one. */
  readonly onBehalfOf?: Principal;
}

/** Somebody who is away and lent a role to a deputy. */
export interface Principal {
  readonly id: number;
  readonly name: string;
  /** The last day on which the deputy stands in. */
  readonly until: LocalDate;
}

export interface GrantScope {
  readonly kind: 'organisation' | 'edition' | 'council' | 'task';
  readonly id: number;
}

/** What a member may do in an organisation: an owner looks after its members, an editor writes for it, a reader reads. */
export const memberRoles = ['owner', 'editor', 'reader'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** That somebody belongs to an organisation; the role “applicant” there follows from it. */
export interface Membership {
  readonly organisationId: number;
  readonly role: MemberRole;
}

export interface AccountActor {
  readonly kind: 'account';
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly organisationId: number | null;
  readonly grants: readonly Grant[];
  readonly memberships: readonly Membership[];
  /** The session through which the person acts; null on the command line. */
  readonly sessionId: number | null;
  /** A second factor is still to be set up: until then there are no grants, and only the own account is open. */
  readonly owesFactor?: true;
  /** Came by the token that the session had before its person proved anew who they are. */
  readonly byFormerToken?: true;
}

/** Who acts: a signed-in person, somebody unknown, or the product itself (jobs, the command line without --as). */
export type Actor = AccountActor | { readonly kind: 'visitor' } | { readonly kind: 'system' };

export const visitor: Actor = { kind: 'visitor' };
export const system: Actor = { kind: 'system' };

/** True where the actor holds one of the roles in any scope. */
export function holds(actor: Actor, ...wanted: readonly Role[]): boolean {
  return actor.kind === 'account' && actor.grants.some((grant) => wanted.includes(grant.role));
}

/** What the actor is in an organisation; null for whoever does not belong to it. */
export function memberRoleIn(actor: Actor, organisationId: number): MemberRole | null {
  if (actor.kind !== 'account') return null;
  return actor.memberships.find((one) => one.organisationId === organisationId)?.role ?? null;
}
