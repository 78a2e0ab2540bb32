import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { registrationJob, writeRegistrationLetters } from './registrations/confirm.ts';
import { resetJob, writeResetLetters } from './resets/commands.ts';
import { limits } from './sessions/attempts.ts';

/** Days for which what somebody typed to register, or to change their address, is kept without being confirmed. */
export const unconfirmedDays = 3;

/** Clears away what lives for minutes or days: what is kept longer has its time in `platform/retention.ts`. */
export async function purgeDirectory(services: Services): Promise<void> {
  const now = services.clock().getTime();
  const triesBefore = new Date(now - 2 * limits.windowSeconds * 1000);
  await services.db.deleteFrom('sign_in_failure').where('first_at', '<', triesBefore).execute();
  for (const table of ['half_session', 'passkey_answer'] as const)
    await services.db.deleteFrom(table).where('expires_at', '<', new Date(now)).execute();
  // what people typed as their address stays no longer than it is of use
  const askedBefore = new Date(now - 86_400_000);
  await services.db.deleteFrom('password_reset').where('asked_at', '<', askedBefore).execute();
  // nor what providers said of people who did not go on
  await services.db.deleteFrom('sign_on').where('expires_at', '<', services.clock()).execute();
  const answerable = new Date(now - unconfirmedDays * 86_400_000);
  await services.db
    .deleteFrom('registration_request')
    .where('asked_at', '<', answerable)
    // what an officer handed over holds as long as it says
    .where((e) => e.or([e('vouched_by', 'is', null), e('expires_at', '<', services.clock())]))
    .execute();
  await services.db.deleteFrom('email_change').where('asked_at', '<', answerable).execute();
}

export const directoryJobs: readonly Job[] = [
  { name: 'directory.purge', every: '17 3 * * *', run: purgeDirectory },
  // also by the clock: where no worker had run when it was asked for
  { name: registrationJob, every: '* * * * *', run: writeRegistrationLetters },
  { name: resetJob, every: '* * * * *', run: writeResetLetters },
];
