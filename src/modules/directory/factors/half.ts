import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import type { ProofLevel, Through } from '../sessions/open-session.ts';

/** Seconds in which the second step follows the first. */
export const halfSeconds = 600;

/** An identity that came back from a provider (its way, `sign_on`) and is tied to the account at the end. */
export interface WaitingLink {
  readonly way: number;
  /** What tied it, beside the second factor. */
  readonly by: 'password' | 'e-mail';
}

/** Whose second step it is. */
export interface Half {
  readonly accountId: number;
  readonly signInId: number | null;
  /** The provider of the first step; null: it was the password alone. */
  readonly through: Through | null;
  readonly link: WaitingLink | null;
}

/** Keeps that the first step was passed; `token` goes into a cookie of its own, which signs nobody in. */
export async function openHalf(
  tx: Transaction,
  at: Date,
  { accountId, signInId, through, link }: Half,
): Promise<{ token: string; maxAge: number }> {
  const token = newToken();
  await tx
    .insertInto('half_session')
    .values({
      token_hash: tokenHash(token),
      account_id: accountId,
      sign_in_id: signInId,
      provider: through?.provider ?? null,
      provider_level: through?.level ?? null,
      sign_on_id: link?.way ?? null,
      linked_by: link?.by ?? null,
      expires_at: new Date(at.getTime() + halfSeconds * 1000),
    })
    .execute();
  if (signInId !== null)
    await tx.updateTable('sign_in').set({ outcome: 'second_step_open' }).where('id', '=', signInId).execute();
  return { token, maxAge: halfSeconds };
}

/** The sign-in behind a token, or null when it is over. */
export async function findHalf(db: Querying, token: string, now: Date): Promise<Half | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const row = await db
    .selectFrom('half_session')
    .innerJoin('account', 'account.id', 'half_session.account_id')
    .select(['account_id', 'sign_in_id', 'provider', 'provider_level', 'sign_on_id', 'linked_by'])
    .where('token_hash', '=', tokenHash(token))
    .where('half_session.expires_at', '>', now)
    .where('account.state', '=', 'active')
    .executeTakeFirst();
  if (!row) return null;
  const { provider, provider_level: level, sign_on_id: way, linked_by: by } = row;
  return {
    ...{ accountId: row.account_id, signInId: row.sign_in_id },
    through: provider === null ? null : { provider, level: level as ProofLevel },
    link: way === null ? null : { way, by: by as WaitingLink['by'] },
  };
}

/** Uses it up; false where another click was first. */
export async function takeHalf(tx: Transaction, token: string, now: Date): Promise<boolean> {
  const taken = await tx
    .deleteFrom('half_session')
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst();
  return taken !== undefined;
}
