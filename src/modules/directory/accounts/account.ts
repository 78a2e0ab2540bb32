import type { Grant, MemberRole, Role } from '../../../kernel/actor.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';

export const accountStates = ['active', 'closed'] as const;
export type AccountState = (typeof accountStates)[number];

/** A grant as held: `organisation` is what its scope names. */
export interface HeldGrant extends Grant {
  readonly id: number;
  readonly organisation: NamedOrganisation | null;
}

/** An organisation the account belongs to; that it is an applicant there follows from it. */
export interface HeldMembership extends NamedOrganisation {
  readonly role: MemberRole;
}

export interface Account {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly title: string | null;
  readonly organisation: NamedOrganisation | null;
  readonly state: AccountState;
  readonly hasPassword: boolean;
  /** Until when the password that somebody else chose opens the account; null: the person's own. */
  readonly firstPasswordUntil: Date | null;
  /** A second factor of any kind. */
  readonly hasFactor: boolean;
  /** Nothing of the person is left: it can be neither opened again nor changed. */
  readonly erased: boolean;
  readonly illustrative: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly grants: readonly HeldGrant[];
  readonly memberships: readonly HeldMembership[];
}

/** The administrator's work has no part that belongs to one organisation. */
export function takesScope(role: Role): boolean {
  return role !== 'administrator';
}
