import type { AccountActor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { lifetimeSeconds, newToken, tokenHash } from './authenticate.ts';

/** How somebody showed who they are: `sso` names the provider that says so. */
export type Proof = 'password' | { readonly sso: string; readonly level: ProofLevel };
/** As the provider tells it; what counts as a second factor is a setting. */
export type ProofLevel = 'one_factor' | 'two_factors';

export interface NewSession {
  /** The open account, locked. */
  readonly account: number;
  /** Network address and browser as far as known, or empty. */
  readonly address: string;
  readonly agent: string;
  /** The session this browser had until now, which ends. */
  readonly replaces?: number | null | undefined;
  readonly proof: Proof;
}

/** `token` goes into the cookie for `maxAge` seconds; `isAdministrator` tells where the person's work lies. */
export interface OpenedSession {
  readonly id: number;
  readonly token: string;
  readonly maxAge: number;
  readonly isAdministrator: boolean;
}

/** Opens a session; the database keeps only the hash of its token. Appends the event, so it stands last. */
export async function openSession(
  tx: Transaction,
  services: Services,
  { account, address, agent, replaces, proof }: NewSession,
): Promise<OpenedSession> {
  const at = services.clock();
  const token = newToken();
  const administers = await tx
    .selectFrom('role_grant')
    .select('id')
    .where('account_id', '=', account)
    .where('role', '=', 'administrator')
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
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
      account_id: account,
      created_at: at,
      last_seen_at: at,
      expires_at: new Date(at.getTime() + lifetimeSeconds * 1000),
      address: address || null,
      agent: agent.slice(0, 400) || null,
      ...(proof !== 'password' && { provider: proof.sso, provider_level: proof.level }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    name: 'session.started',
    actor: asAccount(account, session.id),
    subject: { kind: 'account', id: account },
    facts: {
      session: session.id,
      ...(proof !== 'password' && { provider: proof.sso, level: proof.level }),
    },
    personal: personalOf({ address, agent: agent.slice(0, 400) }),
    at,
  });
  return { id: session.id, token, maxAge: lifetimeSeconds, isAdministrator: administers !== undefined };
}

/** Somebody who has just shown who they are, as events name who acts. */
export function asAccount(id: number, sessionId: number | null = null): AccountActor {
  return { kind: 'account', id, name: '', email: '', organisationId: null, grants: [], sessionId };
}

/** Only what is known is kept. */
export function personalOf(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
