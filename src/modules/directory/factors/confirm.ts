import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Services } from '../../../platform/services.ts';
import { normalEmail } from '../accounts/inputs.ts';
import { lockAccount } from '../accounts/store.ts';
import {
  forgiveAttempt,
  keyOfAccount,
  keyOfFactor,
  reserveAttempt,
  withdrawAttempt,
} from '../sessions/attempts.ts';
import { isRight, tellOfLimit } from '../sessions/check-password.ts';
import { proveFactor } from './prove.ts';
import { factorTexts } from './texts.ts';

/** Minutes for which somebody who has just proven who they are is not asked again. */
export const confirmedMinutes = 15;

/** What somebody gives to show that it is them: one of these, the rest empty. */
export interface Confirmation {
  readonly password: string;
  readonly code: string;
  readonly passkey: string;
}

interface From {
  readonly address: string;
  readonly agent: string;
}

export async function isConfirmed(services: Services, actor: AccountActor): Promise<boolean> {
  // a copy of the token may be in other hands: what it proved is the new one's
  if (actor.byFormerToken) return false;
  const since = new Date(services.clock().getTime() - confirmedMinutes * 60_000);
  const session = await services.db
    .selectFrom('session')
    .select('id')
    .where('id', '=', actor.sessionId)
    .where('confirmed_at', '>', since)
    .executeTakeFirst();
  return session !== undefined;
}

/**
 * Notes that it is the person of the session who is at the keyboard. Wrong answers count as at sign-in, so that a
 * computer left open is no place to guess. Throws InvalidInput by field, Refusal `too_many`.
 */
export async function confirmPerson(
  services: Services,
  actor: AccountActor,
  given: Confirmation,
  from: From,
): Promise<void> {
  if (given.passkey === '' && given.code === '')
    return confirmByPassword(services, actor, given.password, from);
  const key = keyOfFactor(actor.id);
  const attempt = await reserveAttempt(services.db, { key, address: from.address }, services.clock());
  try {
    await services.db.transaction().execute(async (tx) => {
      const account = await lockAccount(tx, actor.id);
      await proveFactor(tx, services, account, { ...given, recovery: '' }, 'confirm');
      await forgiveAttempt(tx, attempt);
      await tx
        .updateTable('session')
        .set({ confirmed_at: services.clock() })
        .where('id', '=', actor.sessionId)
        .where('ended_at', 'is', null)
        .execute();
    });
  } catch (error) {
    if (error instanceof InvalidInput) await tellOfLimit(services, attempt, actor.id, from);
    else await withdrawAttempt(services.db, attempt);
    throw error;
  }
}

async function confirmByPassword(
  services: Services,
  actor: AccountActor,
  password: string,
  from: From,
): Promise<void> {
  const said = (text: 'typePassword' | 'wrongPassword') => ({
    vi: factorTexts('vi')[text],
    en: factorTexts('en')[text],
  });
  if (password === '') throw new InvalidInput({ password: said('typePassword') });
  const key = keyOfAccount(normalEmail(actor.email));
  const attempt = await reserveAttempt(services.db, { key, address: from.address }, services.clock());
  const account = await services.db
    .selectFrom('account')
    .select(['id', 'password_hash', 'state'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  if (!(await isRight(services, attempt, account, password))) {
    await tellOfLimit(services, attempt, actor.id, { ...from, email: actor.email });
    throw new InvalidInput({ password: said('wrongPassword') });
  }
  await services.db.transaction().execute(async (tx) => {
    await forgiveAttempt(tx, attempt);
    // of a session that was ended meanwhile, nothing is noted
    await tx
      .updateTable('session')
      .set({ confirmed_at: services.clock() })
      .where('id', '=', actor.sessionId)
      .where('ended_at', 'is', null)
      .execute();
  });
}
