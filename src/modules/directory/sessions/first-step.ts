import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { openHalf, type WaitingLink } from '../factors/half.ts';
import { hasFactor } from '../factors/store.ts';
import { isStrong, type Opened, type Opening, openSession } from './open-session.ts';

/** half: the first step is passed, and the account has a second factor; `token` leads to its second step. */
export type SignedIn =
  | ({ readonly step: 'in' } & Opened)
  | { readonly step: 'half'; readonly token: string; readonly maxAge: number };

/** What a person gives at the first step. */
type FirstProof = Extract<Opening['proof'], { readonly by: 'password' | 'sso' }>;

/** Whether the second step of the account comes first. The caller has locked the account. */
export async function needsSecondStep(
  tx: Transaction,
  accountId: number,
  proof: Opening['proof'],
): Promise<boolean> {
  return !isStrong(proof) && (await hasFactor(tx, accountId));
}

/**
 * Opens a session after the first step, or the second one where the account has a factor and nothing has shown one.
 * The caller has locked the account and knows that it is open.
 */
export async function passFirstStep(
  tx: Transaction,
  services: Services,
  opening: Opening & { readonly proof: FirstProof },
): Promise<SignedIn> {
  if (await needsSecondStep(tx, opening.accountId, opening.proof))
    return beginSecondStep(tx, services, opening, null);
  return { step: 'in', ...(await openSession(tx, services, opening)) };
}

/** `link`: the identity that is tied to the account once its second step is passed. */
export async function beginSecondStep(
  tx: Transaction,
  services: Services,
  { accountId, proof, from, signInId = null }: Opening & { readonly proof: FirstProof },
  link: WaitingLink | null,
): Promise<SignedIn> {
  const at = services.clock();
  const through = proof.by === 'sso' ? proof.through : null;
  const line = signInId ?? (await keepOpenStep(tx, { accountId, from, at }));
  return { step: 'half', ...(await openHalf(tx, at, { accountId, signInId: line, through, link })) };
}

/** The line of the history of a sign-in that no password began. */
async function keepOpenStep(
  tx: Transaction,
  { accountId, from, at }: Pick<Opening, 'accountId' | 'from'> & { readonly at: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto('sign_in')
    .values({
      ...{ account_id: accountId, at, outcome: 'second_step_open' },
      address: from.address || null,
      agent: from.agent.slice(0, 400) || null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
