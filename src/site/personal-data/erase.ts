import type { Actor } from '../../kernel/actor.ts';
import { anonymise, endAccount, forgetAddress, lockForEnd } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { NewEvent } from '../../platform/events/append.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { forgetBeyondAccount } from './held.ts';
import { forgottenExtension, toldOf } from './store.ts';

/** Who was erased, and what is to be appended to the event log. */
interface Erased {
  readonly subject: DataSubject;
  readonly events: readonly NewEvent[];
}

/** Erases somebody for good, their account locked: all that names them, wherever it is kept. `requestId`: what asked for it. */
export async function eraseWhole(
  tx: Transaction,
  services: Services,
  actor: Actor,
  { accountId, requestId }: { readonly accountId: number; readonly requestId: number | null },
): Promise<Erased> {
  const account = await lockForEnd(tx, services, accountId);
  const subject = { accountId, address: account.email.toLowerCase() };
  const at = services.clock();
  const left = await endAccount(tx, services, actor, account);
  await forgetAddress(tx, services, subject);
  const registrations = await anonymise(tx, services, actor, accountId);
  const requests = await endRequests(tx, actor, { accountId, requestId }, at);
  const beyond = await forgetBeyondAccount(tx, services, subject);
  const erased = { name: 'account.erased', actor, subject: { kind: 'account', id: accountId }, at } as const;
  return { subject, events: [...left, ...registrations, ...beyond, ...requests, erased] };
}

/** What else they asked ends with the account; their words and what was answered are forgotten. */
async function endRequests(
  tx: Transaction,
  actor: Actor,
  { accountId, requestId }: { readonly accountId: number; readonly requestId: number | null },
  at: Date,
): Promise<readonly NewEvent[]> {
  await tx
    .updateTable('data_request')
    .set({ words: '…', answer: null, extension: forgottenExtension })
    .where('account_id', '=', accountId)
    .execute();
  const ended = await tx
    .updateTable('data_request')
    .set((row) => ({ state: 'withdrawn', ended_at: at, version: row('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('id', '<>', requestId ?? 0)
    .returning('id')
    .execute();
  return ended.map(({ id }) => toldOf(actor, { name: 'data_request.withdrawn', id, at }));
}
