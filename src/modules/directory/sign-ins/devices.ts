import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import { newDeviceLetter } from './letters.ts';

/** Letters on new browsers to one person within a day: somebody whose browser forgets everything is not written to for ever. */
const lettersEachDay = 5;

/**
 * Knows the browser again, or keeps it; of one that is new to an account that has others, its person is told by mail.
 * Returns the token by which it is known from now on.
 */
export async function noteDevice(
  tx: Transaction,
  services: Services,
  {
    accountId,
    from,
  }: {
    readonly accountId: number;
    readonly from: { readonly address: string; readonly agent: string; readonly device?: string };
  },
): Promise<string> {
  const at = services.clock();
  const device = /^[\w-]{43}$/.test(from.device ?? '') ? (from.device ?? '') : newToken();
  const hash = tokenHash(device);
  const known = await tx
    .updateTable('known_device')
    .set({ last_seen_at: at })
    .where('account_id', '=', accountId)
    .where('token_hash', '=', hash)
    .returning('account_id')
    .executeTakeFirst();
  if (known) return device;
  const { all, today } = await tx
    .selectFrom('known_device')
    .select((row) => [
      row.fn.countAll<number>().as('all'),
      sql<number>`count(*) filter (where first_seen_at > ${new Date(at.getTime() - 86_400_000)})`.as('today'),
    ])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('known_device')
    .values({ account_id: accountId, token_hash: hash, first_seen_at: at, last_seen_at: at })
    .execute();
  if (Number(all) > 0 && Number(today) <= lettersEachDay) {
    const { name, email, language } = await tx
      .selectFrom('account')
      .select(['name', 'email', 'language'])
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow();
    const letter = newDeviceLetter(services, language === 'en' ? 'en' : 'vi', { name, at, ...from });
    await queueLetter(tx, letter, [{ accountId, address: email }], { topic: null, at });
  }
  return device;
}
