import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Services } from '../../../platform/services.ts';
import { lockAccount } from '../accounts/store.ts';
import { linkWaiting } from '../identities/link.ts';
import {
  type Attempt,
  forgiveAttempt,
  keyOfFactor,
  keyOfPasskey,
  reserveAttempt,
  withdrawAttempt,
} from '../sessions/attempts.ts';
import { tellOfLimit } from '../sessions/check-password.ts';
import { type Opened, openSession, type Whence } from '../sessions/open-session.ts';
import { findHalf, takeHalf } from './half.ts';
import { checkPasskey, passkeyRefused, readSigned } from './passkeys.ts';
import { type Given, proveFactor } from './prove.ts';

/** The first step is over: too long ago, or used up. */
export function beginAnew(): Refusal {
  return new Refusal('sign_in_first', {
    vi: 'Đã quá mười phút hoặc bước này đã xong. Hãy đăng nhập lại từ đầu.',
    en: 'More than ten minutes have passed, or this step is done. Sign in from the beginning.',
  });
}

/**
 * The second step of signing in: opens a session for a factor of the account. Throws Refusal `sign_in_first` where no
 * first step was passed, `too_many` past the limits, InvalidInput by field.
 */
export async function passSecondStep(
  services: Services,
  input: Whence & { readonly token: string; readonly given: Given; readonly replaces?: number | null },
): Promise<Opened> {
  const { token, given, replaces = null } = input;
  const half = await findHalf(services.db, token, services.clock());
  if (!half) throw beginAnew();
  if (Object.values(given).every((one) => one === '')) throw new InvalidInput({ code: typeCode });
  const attempt = await reserveFactor(services, half.accountId, input);
  try {
    return await services.db.transaction().execute(async (tx) => {
      const account = await lockAccount(tx, half.accountId);
      if (account.state !== 'active' || !(await takeHalf(tx, token, services.clock()))) throw beginAnew();
      const by = await proveFactor(tx, services, account, given, 'second_step');
      // the try leaves no line of its own: the one of the password becomes the sign-in
      await withdrawAttempt(tx, attempt);
      await forgiveAttempt(tx, { ...attempt, addressKey: null });
      const { through, link, signInId } = half;
      if (link) await linkWaiting(tx, services, account, link);
      const proof = { by, through };
      return openSession(tx, services, { accountId: account.id, proof, from: input, replaces, signInId });
    });
  } catch (error) {
    await settleFailure(services, attempt, half.accountId, input, error);
    throw error;
  }
}

/** Reserves a try at the factors of an account; it stands in its history as failed until given back. */
function reserveFactor(services: Services, accountId: number, from: Whence): Promise<Attempt> {
  const at = services.clock();
  const told = { at, outcome: 'wrong_factor', address: from.address || null };
  return reserveAttempt(
    services.db,
    {
      key: keyOfFactor(accountId),
      address: from.address,
      keep: async (tx) => {
        const { id } = await tx
          .insertInto('sign_in')
          .values({ ...told, account_id: accountId, agent: from.agent.slice(0, 400) || null })
          .returning('id')
          .executeTakeFirstOrThrow();
        return id;
      },
    },
    at,
  );
}

/** A wrong factor counts; whatever else went wrong was no guess. */
async function settleFailure(
  services: Services,
  attempt: Attempt,
  accountId: number,
  from: Whence,
  error: unknown,
): Promise<void> {
  if (error instanceof InvalidInput) await tellOfLimit(services, attempt, accountId, from);
  else await withdrawAttempt(services.db, attempt);
}

/**
 * Signs in by a passkey alone: the device has checked who holds it, which makes two factors. Throws InvalidInput
 * `passkey`, the same whether nobody has this passkey or its signature is wrong; Refusal `too_many`.
 */
export async function signInByPasskey(
  services: Services,
  input: Whence & { readonly answer: string; readonly replaces?: number | null },
): Promise<Opened> {
  const { answer, address, replaces = null } = input;
  const { id: credentialId } = readSigned(answer);
  const attempt = await reserveAttempt(
    services.db,
    { key: keyOfPasskey(credentialId), address },
    services.clock(),
  );
  const known = await services.db
    .selectFrom('passkey')
    .select('account_id')
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  if (!known) throw passkeyRefused();
  const accountId = known.account_id;
  return services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account.state !== 'active') throw passkeyRefused();
    const asked = { purpose: 'sign_in', accountId: 0 } as const;
    await checkPasskey(tx, services, { accountId, asked, answer, verified: true });
    await forgiveAttempt(tx, attempt);
    return openSession(tx, services, { accountId, proof: { by: 'passkey' }, from: input, replaces });
  });
}

const typeCode = {
  vi: 'Hãy gõ mã 6 số của ứng dụng xác thực.',
  en: 'Type the six-digit code of the application.',
};
