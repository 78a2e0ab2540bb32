import type { AccountActor } from '../../../kernel/actor.ts';
import type { Config } from '../../../platform/config.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { deviceCookie, halfCookie, sessionCookie } from '../../../platform/http/session-cookie.ts';
import type { Services } from '../../../platform/services.ts';
import { owesConsent } from '../consents/commands.ts';
import { noteDevice } from '../sign-ins/devices.ts';
import { lifetimeSeconds, newToken, tokenHash } from './authenticate.ts';
import { personalOf } from './check-password.ts';

/** How sure a provider of single sign-on is of a person; what counts as a second factor is a setting. */
export type ProofLevel = 'one_factor' | 'two_factors';

/** The provider of single sign-on a person came through. */
export interface Through {
  readonly provider: string;
  readonly level: ProofLevel;
}

/** How a person proved who they are. */
export type Proof =
  | { readonly by: 'password' }
  /** `through`: the first step before it, where that was no password. */
  | { readonly by: 'totp' | 'passkey' | 'recovery'; readonly through?: Through | null }
  /** `provenAt`: when they last proved it, there or here; null where the provider does not say. */
  | { readonly by: 'sso'; readonly through: Through; readonly provenAt: Date | null };

/** Where somebody signs in from, as far as known. */
export interface Whence {
  /** Network address and browser, or empty. */
  readonly address: string;
  readonly agent: string;
  /** The token in the cookie of a browser that has signed in before, or empty. */
  readonly device?: string;
}

export interface Opening {
  readonly accountId: number;
  readonly proof: Proof;
  readonly from: Whence;
  /** The session this browser had until now, which ends. */
  readonly replaces?: number | null;
  /** The line of the history that becomes a sign-in; without one, it gets one of its own. */
  readonly signInId?: number | null;
}

/** What goes into the cookies of the person's browser; the database keeps only hashes of both tokens. */
export interface Opened {
  readonly token: string;
  /** Seconds. */
  readonly maxAge: number;
  readonly device: string;
  /** Tells where the person's work lies. */
  readonly isAdministrator: boolean;
  /** The text about personal data has changed since they agreed to it. */
  readonly owesConsent: boolean;
  /** Came by a password that somebody else chose. */
  readonly owesPassword: boolean;
}

/**
 * Opens a session, whatever proved who it is: the one place where somebody comes to be signed in. The caller has
 * locked the account and knows that it is open.
 */
export async function openSession(tx: Transaction, services: Services, opening: Opening): Promise<Opened> {
  const { accountId, proof, from, replaces, signInId = null } = opening;
  const at = services.clock();
  const token = newToken();
  const agent = from.agent.slice(0, 400);
  const through = throughOf(proof);
  if (replaces)
    await tx
      .updateTable('session')
      .set({ ended_at: at })
      .where('id', '=', replaces)
      .where('ended_at', 'is', null)
      .execute();
  const session = await tx
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      account_id: accountId,
      created_at: at,
      last_seen_at: at,
      confirmed_at: proof.by === 'sso' ? proof.provenAt : at,
      expires_at: new Date(at.getTime() + lifetimeSeconds * 1000),
      address: from.address || null,
      agent: agent || null,
      proof: proof.by,
      strong: isStrong(proof),
      provider: through?.provider ?? null,
      provider_level: through?.level ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepSignIn(tx, { accountId, signInId, by: proof.by, from, at });
  const device = await noteDevice(tx, services, { accountId, from });
  const account = await tx
    .selectFrom('account as a')
    .select((e) => [
      'a.first_password_until',
      e
        .exists(
          e
            .selectFrom('role_grant as g')
            .select('g.id')
            .whereRef('g.account_id', '=', 'a.id')
            .where('g.role', '=', 'administrator')
            .where('g.revoked_at', 'is', null),
        )
        .as('administers'),
    ])
    .where('a.id', '=', accountId)
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    name: 'session.started',
    actor: asAccount(accountId, session.id),
    subject: { kind: 'account', id: accountId },
    facts: { session: session.id, proof: proof.by, ...through },
    personal: personalOf({ address: from.address, agent }),
    at,
  });
  return {
    ...{ token, maxAge: lifetimeSeconds, device, isAdministrator: account.administers === true },
    owesConsent: await owesConsent(tx, accountId),
    owesPassword: account.first_password_until !== null && proof.by !== 'passkey' && through === null,
  };
}

/** Whether it stands for two factors. */
export function isStrong(proof: Proof): boolean {
  return proof.by === 'sso' ? proof.through.level === 'two_factors' : proof.by !== 'password';
}

function throughOf(proof: Proof): Through | null {
  return proof.by === 'password' ? null : (proof.through ?? null);
}

/** Somebody who has just shown who they are, as events name who acts. */
export function asAccount(id: number, sessionId: number | null = null): AccountActor {
  return {
    kind: 'account',
    id,
    name: '',
    email: '',
    organisationId: null,
    grants: [],
    memberships: [],
    sessionId,
  };
}

async function keepSignIn(
  tx: Transaction,
  kept: {
    readonly accountId: number;
    readonly signInId: number | null;
    readonly by: Proof['by'];
    readonly from: Whence;
    readonly at: Date;
  },
): Promise<void> {
  const { accountId, signInId, by, from, at } = kept;
  const told = { at, outcome: 'signed_in', proof: by };
  if (signInId !== null) {
    await tx.updateTable('sign_in').set(told).where('id', '=', signInId).execute();
    return;
  }
  await tx
    .insertInto('sign_in')
    .values({
      ...told,
      account_id: accountId,
      address: from.address || null,
      agent: from.agent.slice(0, 400) || null,
    })
    .execute();
}

/** The cookies of a browser whose person has just signed in. */
export function openedCookies(config: Config, { token, maxAge, device }: Opened): readonly string[] {
  return [
    sessionCookie(config, token, maxAge),
    deviceCookie(config, device),
    // what was half done is done
    halfCookie(config, '', 0),
  ];
}
