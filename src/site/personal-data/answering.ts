import type { AccountActor } from '../../kernel/actor.ts';
import { holds } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { Refusal } from '../../kernel/refusal.ts';
import {
  endAccount,
  forgetAddress,
  lockAccount,
  lockForEnd,
  noteWithdrawal,
  tiesOf,
} from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent, appendEvents, type NewEvent } from '../../platform/events/append.ts';
import { type Addressee, queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { eraseWhole } from './erase.ts';
import { checkFields, heldFields, labelOf } from './fields.ts';
import { forgetBeyondAccount } from './held.ts';
import { checkAnswer, checkReason, checkRefusal, readLanguage } from './inputs.ts';
import { doneLetter, type EndedFor, extendedLetter, refusedLetter, takenUpLetter } from './letters.ts';
import { carryDue, endsAccount, extendedDue, isOpen, mayExtend } from './request.ts';
import {
  addresseeOf,
  ended,
  forgottenExtension,
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
 * Extends the term of what was taken up, once, and tells the person why and until when. Throws InvalidInput `reason`, Refusal
 * `wrong_state` where it was extended already, was not taken up, or its term has passed.
 */
export async function extendTerm(
  services: Services,
  actor: AccountActor,
  seen: RequestSeen & { readonly reason: string },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const request = await lockForAnswer(tx, actor, seen);
    if (!mayExtend(request, localDateOf(at))) throw notToBeExtended();
    const reason = checkReason(seen.reason);
    const due = extendedDue(services, request.kind, request.dueOn);
    const to = await askerOf(tx, request);
    await tx
      .updateTable('data_request')
      .set((row) => ({
        ...{ due_on: due, extended_at: at, extension: reason, version: row('version', '+', 1) },
      }))
      .where('id', '=', request.id)
      .execute();
    const letter = extendedLetter(services, readLanguage(request.language), {
      ...{ ...request, accountId: to.accountId, due, reason },
    });
    await queueLetter(tx, letter, [to], { topic: null, at });
    await appendEvent(
      tx,
      toldOf(actor, { name: 'data_request.extended', id: request.id, at, facts: { due } }),
    );
  });
}

function notToBeExtended(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Thời hạn chỉ được gia hạn một lần, sau khi đã tiếp nhận và trước khi hết hạn.',
    en: 'A term is extended once, after the request was taken up and before the term has passed.',
  });
}

/**
 * Carries it out. Of erasure nothing is left that names the person; withdrawn consent ends the account and what goes out to it.
 * What was corrected or restricted the officer did by hand and says: which of the data held, and in words. Throws InvalidInput
 * `answer`, `fields`, Refusal `wrong_state` where the person is in office.
 */
export async function carryOut(
  services: Services,
  actor: AccountActor,
  seen: RequestSeen & { readonly answer: string; readonly fields?: readonly string[] },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const request = await lockForAnswer(tx, actor, seen);
    const fields = await fieldsOf(tx, request, seen.fields ?? []);
    const answer = checkAnswer(seen.answer, !endsAccount(request.kind));
    const { to, events, endedFor } = await carryOutFor(tx, services, actor, request);
    // where nothing is left that names the person, the letter alone holds the words to them
    const forgotten = request.kind === 'erasure' || (endsAccount(request.kind) && request.accountId === null);
    await end(tx, request, actor, at, { state: 'done', answer: forgotten ? null : answer, fields });
    const letter = doneLetter(services, readLanguage(request.language), {
      ...{ ...request, answer, endedFor, fields: fields?.map(labelOf) ?? [] },
    });
    await queueLetter(tx, letter, [to], { topic: null, at });
    const { id, kind } = request;
    await appendEvents(tx, [
      ...events,
      toldOf(actor, { name: 'data_request.carried_out', id, at, facts: { kind, ...(fields && { fields }) } }),
    ]);
  });
}

/** What a correction or restriction is carried out on; null of the others, which are carried out on everything. */
async function fieldsOf(
  tx: Transaction,
  { kind, accountId, address, receivedAt }: LockedRequest,
  chosen: readonly string[],
): Promise<readonly string[] | null> {
  if (endsAccount(kind)) return null;
  const subject =
    accountId === null
      ? { accountId, address: address ?? '' }
      : { accountId, address: (await lockAccount(tx, accountId)).email.toLowerCase() };
  return checkFields(chosen, await heldFields(tx, subject, kind), kind === 'correction' ? receivedAt : null);
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
      .set({ words: '…', answer: null, extension: forgottenExtension, address: null })
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
  await noteWithdrawal(tx, { accountId, at: services.clock() });
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
    const { ground, answer } = checkRefusal(request.kind, seen);
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
  {
    fields = null,
    ...values
  }: {
    readonly state: 'done' | 'refused';
    readonly answer: string | null;
    readonly ground?: string;
    readonly fields?: readonly string[] | null;
  },
): Promise<void> {
  await tx
    .updateTable('data_request')
    .set((row) => ({
      ...{ ...values, answered_by: actor.id, answered_at: at, ended_at: at },
      fields: fields && [...fields],
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}
