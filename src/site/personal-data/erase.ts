import type { Actor } from '../../kernel/actor.ts';
import { anonymise, endAccount, forgetAddress, lockForEnd } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { forgetBeyondAccount } from './held.ts';
import { tell } from './store.ts';

/** Erases somebody for good, their account locked: all that names them, wherever it is kept. `requestId`: what asked for it. */
export async function eraseWhole(
  tx: Transaction,
  services: Services,
  actor: Actor,
  { accountId, requestId }: { readonly accountId: number; readonly requestId: number | null },
): Promise<DataSubject> {
  const account = await lockForEnd(tx, services, accountId);
  const subject = { accountId, address: account.email.toLowerCase() };
  await endAccount(tx, services, actor, account);
  await forgetBeyondAccount(tx, services, subject);
  await forgetAddress(tx, services, subject);
  await anonymise(tx, services, actor, accountId);
  await endRequests(tx, actor, { accountId, requestId }, services.clock());
  await appendEvent(tx, {
    ...{ name: 'account.erased', actor, subject: { kind: 'account', id: accountId }, at: services.clock() },
  });
  return subject;
}

/** What else they asked ends with the account, and their words with it. */
async function endRequests(
  tx: Transaction,
  actor: Actor,
  { accountId, requestId }: { readonly accountId: number; readonly requestId: number | null },
  at: Date,
): Promise<void> {
  await tx.updateTable('data_request').set({ words: '…' }).where('account_id', '=', accountId).execute();
  const ended = await tx
    .updateTable('data_request')
    .set((row) => ({ state: 'withdrawn', ended_at: at, version: row('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('id', '<>', requestId ?? 0)
    .returning('id')
    .execute();
  for (const { id } of ended) await tell(tx, actor, 'data_request.withdrawn', id, at);
}
