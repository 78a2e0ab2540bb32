import type { AccountActor } from '../../kernel/actor.ts';
import { holds } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { endAccount, forgetAddress, lockAccount, lockForEnd, tiesOf } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent, appendEvents, type NewEvent } from '../../platform/events/append.ts';
import { type Addressee, queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { endsAccount } from './commands.ts';
import { eraseWhole } from './erase.ts';
import { forgetBeyondAccount } from './held.ts';
import { checkAnswer, checkRefusal, readLanguage } from './inputs.ts';
import { doneLetter, type EndedFor, refusedLetter, takenUpLetter } from './letters.ts';
import { carryDue, isOpen } from './request.ts';
import {
  addresseeOf,
  ended,
  type LockedRequest,
  lockRequest,
  lockRequestsOf,
  toldOf,
  whoseRequest,
} from './store.ts';

/** A request as the officer saw it. */
export interface RequestSeen {
  readonly id: number;
  readonly version: number;
}

/** Throws `forbidden` but for administrators, who look after accounts and answer for what is kept of people. */
export function mayAnswerRequests(actor: AccountActor): boolean {
  return holds(actor, 'administrator');
}

async function lockForAnswer(
  tx: Transaction,
  actor: AccountActor,
  { id, version }: RequestSeen,
): Promise<LockedRequest> {
  await lockRequestsOf(tx, await whoseRequest(tx, id));
  const request = await lockRequest(tx, id, version);
  if (!mayAnswerRequests(actor))
    throw new Refusal('forbidden', {
      vi: 'Chỉ quản trị viên được trả lời yêu cầu này.',
      en: 'Only administrators answer this.',
    });
  if (!isOpen(request.state)) throw ended();
  return request;
}

/** To whom the answer goes: the mailbox of the account, or the address. */
async function askerOf(tx: Transaction, { accountId, address }: LockedRequest): Promise<Addressee> {
  if (accountId === null) return { accountId, address: address ?? '' };
  const { email, state } = await lockAccount(tx, accountId);
  return addresseeOf({ accountId, address: email.toLowerCase() }, state === 'active');
}

/** Tells the person that it is carried out, how and until when. Throws Refusal. */
export async function takeUp(services: Services, actor: AccountActor, seen: RequestSeen): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const request = await lockForAnswer(tx, actor, seen);
    if (request.state !== 'waiting') throw ended();
    const due = carryDue(services, request.kind);
    const to = await askerOf(tx, request);
    await tx
      .updateTable('data_request')
      .set((row) => ({
        ...{ state: 'taken_up', due_on: due, answered_by: actor.id, answered_at: at },
        version: row('version', '+', 1),
      }))
      .where('id', '=', request.id)
      .execute();
    const { accountId } = to;
    const letter = takenUpLetter(services, readLanguage(request.language), { ...request, accountId, due });
    await queueLetter(tx, letter, [to], { topic: null, at });
    await appendEvent(
      tx,
      toldOf(actor, { name: 'data_request.taken_up', id: request.id, at, facts: { due } }),
    );
  });
}

/**
 * Carries it out. Of erasure nothing is left that names the person; withdrawn consent ends the account and what goes out to it.
 * What was corrected or restricted the officer did by hand and says in words. Throws InvalidInput `answer`, Refusal
 * `wrong_state` where the person is in office.
 */
export async function carryOut(
  services: Services,
  actor: AccountActor,
  seen: RequestSeen & { readonly answer: string },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const request = await lockForAnswer(tx, actor, seen);
    const answer = checkAnswer(seen.answer, !endsAccount(request.kind));
    const { to, events, endedFor } = await carryOutFor(tx, services, actor, request);
    // where nothing is left that names the person, the letter alone holds the words to them
    const forgotten = request.kind === 'erasure' || (endsAccount(request.kind) && request.accountId === null);
    await end(tx, request, actor, at, { state: 'done', answer: forgotten ? null : answer });
    const letter = doneLetter(services, readLanguage(request.language), {
      ...{ ...request, answer, endedFor },
    });
    await queueLetter(tx, letter, [to], { topic: null, at });
    const { id, kind } = request;
    await appendEvents(tx, [
      ...events,
      toldOf(actor, { name: 'data_request.carried_out', id, at, facts: { kind } }),
    ]);
  });
}

/** What was carried out: to whom it is told, and what is to be appended to the event log. */
interface CarriedOut {
  readonly to: Addressee;
  readonly endedFor: EndedFor;
  readonly events: readonly NewEvent[];
}

async function carryOutFor(
  tx: Transaction,
  services: Services,
  actor: AccountActor,
  request: LockedRequest,
): Promise<CarriedOut> {
  const { kind, accountId } = request;
  if (!endsAccount(kind)) return { to: await askerOf(tx, request), endedFor: 'account', events: [] };
  if (accountId === null) {
    const subject = { accountId, address: request.address ?? '' };
    await refuseAccountOf(tx, subject.address);
    await forgetAddress(tx, services, subject);
    await tx
      .updateTable('data_request')
      .set({ words: '…', answer: null, address: null })
      .where('account_id', 'is', null)
      .where('address', '=', subject.address)
      .where((e) => e.or([e('id', '=', request.id), e('ended_at', 'is not', null)]))
      .execute();
    const events = await forgetBeyondAccount(tx, services, subject);
    return { to: subject, endedFor: 'address', events };
  }
  const { served } = await tiesOf(tx, accountId, localDateOf(services.clock()));
  const endedFor = served ? 'official' : 'account';
  if (kind === 'erasure') {
    const { subject, events } = await eraseWhole(tx, services, actor, { accountId, requestId: request.id });
    return { to: addresseeOf(subject, false), endedFor, events };
  }
  const account = await lockForEnd(tx, services, accountId);
  const subject = { accountId, address: account.email.toLowerCase() };
  const left = await endAccount(tx, services, actor, account);
  const beyond = await forgetBeyondAccount(tx, services, subject);
  return { to: addresseeOf(subject, false), endedFor, events: [...left, ...beyond] };
}

/** Throws `wrong_state` where the address has had an account since it asked: what is kept is the account's by now. */
async function refuseAccountOf(tx: Transaction, address: string): Promise<void> {
  const account = await tx
    .selectFrom('account')
    .select('id')
    .where((e) => e(e.fn<string>('lower', ['email']), '=', address))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!account) return;
  throw new Refusal('wrong_state', {
    vi: 'Địa chỉ này nay đã có tài khoản nên không thực hiện như của người không có tài khoản được. Hãy từ chối yêu cầu này và nhắn người đó: hãy yêu cầu từ tài khoản.',
    en: 'The address has an account by now, so this cannot be carried out as for somebody without one. Refuse it, and tell the person to ask from the account.',
  });
}

/** Refuses with a ground of the law and what it means here. Throws InvalidInput `ground`, `answer`, Refusal. */
export async function refuseRequest(
  services: Services,
  actor: AccountActor,
  seen: RequestSeen & { readonly ground: string; readonly answer: string },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const request = await lockForAnswer(tx, actor, seen);
    const { ground, answer } = checkRefusal(seen);
    const to = await askerOf(tx, request);
    await end(tx, request, actor, at, { state: 'refused', ground, answer });
    const letter = refusedLetter(services, readLanguage(request.language), {
      ...{ ...request, accountId: to.accountId, ground, answer },
    });
    await queueLetter(tx, letter, [to], { topic: null, at });
    await appendEvent(
      tx,
      toldOf(actor, { name: 'data_request.refused', id: request.id, at, facts: { ground } }),
    );
  });
}

async function end(
  tx: Transaction,
  { id }: LockedRequest,
  actor: AccountActor,
  at: Date,
  values: { readonly state: 'done' | 'refused'; readonly answer: string | null; readonly ground?: string },
): Promise<void> {
  await tx
    .updateTable('data_request')
    .set((row) => ({
      ...{ ...values, answered_by: actor.id, answered_at: at, ended_at: at },
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}
