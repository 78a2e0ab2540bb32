import type { Actor } from '../../kernel/actor.ts';
import { anonymise, endAccount, forgetAddress, lockForEnd } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { forgetBeyondAccount } from './held.ts';

/** Erases somebody for good, their account locked: all that names them, wherever it is kept. */
export async function eraseWhole(
  tx: Transaction,
  services: Services,
  actor: Actor,
  accountId: number,
): Promise<DataSubject> {
  const account = await lockForEnd(tx, accountId);
  const subject = { accountId, address: account.email.toLowerCase() };
  await endAccount(tx, services, actor, account);
  await forgetBeyondAccount(tx, services, subject);
  await forgetAddress(tx, services, subject);
  await anonymise(tx, services, actor, accountId);
  // what else they asked ends with it, and their words with them
  await tx.updateTable('data_request').set({ words: '…' }).where('account_id', '=', accountId).execute();
  await appendEvent(tx, {
    ...{ name: 'account.erased', actor, subject: { kind: 'account', id: accountId }, at: services.clock() },
  });
  return subject;
}
