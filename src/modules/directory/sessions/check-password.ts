import { visitor } from '../../../kernel/actor.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { passwordLength } from '../accounts/inputs.ts';
import { type Attempt, limits, withdrawAttempt } from './attempts.ts';
import { checkAgainstNothing, verifyPassword } from './password.ts';

/** An account whose password is being checked. */
export interface Candidate {
  readonly id: number;
  readonly password_hash: string | null;
  readonly state: string;
}

/** Whether the password is that of an open account; a closed one, or one without a password, costs the same work. */
export async function isRight(
  services: Services,
  attempt: Attempt,
  { password_hash, state }: Candidate,
  password: string,
): Promise<boolean> {
  const usable = state === 'active' && password_hash !== null && password.length <= passwordLength.most;
  return counted(
    services,
    attempt,
    usable ? verifyPassword(password, password_hash) : checkAgainstNothing(password),
  );
}

/** A check that could not be made (too many at once) is no wrong password. */
export async function counted(
  services: Services,
  attempt: Attempt,
  check: Promise<boolean>,
): Promise<boolean> {
  try {
    return await check;
  } catch (error) {
    await withdrawAttempt(services.db, attempt);
    throw error;
  }
}

/** One event for each time a limit is reached; the tries refused after it leave none. */
export async function tellOfLimit(
  services: Services,
  { reaches }: Attempt,
  accountId: number | null,
  from: { readonly address: string; readonly agent: string; readonly email?: string },
): Promise<void> {
  if (!reaches) return;
  await services.db.transaction().execute((tx) =>
    appendEvent(tx, {
      name: 'sign_in.refused',
      actor: visitor,
      subject: accountId === null ? { kind: 'sign_in', id: 'unknown' } : { kind: 'account', id: accountId },
      facts: { limit: reaches, failures: limits[reaches], seconds: limits.windowSeconds },
      personal: personalOf({
        ...(from.email !== undefined && { email: from.email }),
        address: from.address,
        agent: from.agent.slice(0, 400),
      }),
      at: services.clock(),
    }),
  );
}

/** Only what is known is kept. */
export function personalOf(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
