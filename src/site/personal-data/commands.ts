import type { ExpressionBuilder } from 'kysely';
import { type AccountActor, type Actor, visitor } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { lockAccount, refuseInOffice, tiesOf } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { DB } from '../../platform/database/tables.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { type Addressee, queueLetter } from '../../platform/mail/letter.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { checkRequest, type RequestTyped, readLanguage } from './inputs.ts';
import { receivedLetter } from './letters.ts';
import { answerDue, endsAccount, isOpen, type RequestKind } from './request.ts';
import { addresseeOf, ended, lockRequest, toldOf } from './store.ts';

/** Requests of one person within a day at most. */
const mostADay = 10;

/**
 * Somebody asks about the data of their account. The same again while it is open is the same request. Throws InvalidInput by
 * field, Refusal `wrong_state` where the account holds an office.
 */
export async function askForAccount(
  services: Services,
  actor: AccountActor,
  typed: RequestTyped,
): Promise<number> {
  const asked = checkRequest(typed);
  return services.db.transaction().execute(async (tx) => {
    // one after another: two clicks at once are one request
    const account = await lockAccount(tx, actor.id);
    if (endsAccount(asked.kind)) refuseInOffice(await tiesOf(tx, actor.id, localDateOf(services.clock())));
    const { language } = await tx
      .selectFrom('account')
      .select('language')
      .where('id', '=', actor.id)
      .executeTakeFirstOrThrow();
    const subject = { accountId: actor.id, address: account.email.toLowerCase() };
    const to = addresseeOf(subject, true);
    return receive(tx, services, actor, { ...asked, subject, to, language: readLanguage(language) });
  });
}

/** As above for whoever reads an address that has no account, or a closed one. */
export async function askForAddress(
  services: Services,
  subject: DataSubject,
  typed: RequestTyped & { readonly language: Language },
): Promise<number> {
  const asked = checkRequest(typed);
  return services.db.transaction().execute((tx) =>
    receive(tx, services, visitor, {
      ...{ ...asked, subject, to: addresseeOf(subject, false), language: typed.language },
    }),
  );
}

interface Asked {
  readonly kind: RequestKind;
  readonly words: string;
  readonly subject: DataSubject;
  readonly to: Addressee;
  readonly language: Language;
}

async function receive(
  tx: Transaction,
  services: Services,
  actor: Actor,
  { kind, words, subject, to, language }: Asked,
): Promise<number> {
  const at = services.clock();
  const due = await answerDue(tx, services);
  await refuseMany(tx, subject, at);
  const { accountId, address } = subject;
  const added = await tx
    .insertInto('data_request')
    .values({
      ...{ kind, account_id: accountId, address: accountId === null ? address : null },
      ...{ language, words, received_at: at, due_on: due },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return openOne(tx, kind, subject);
  const letter = receivedLetter(services, language, {
    ...{ id: added.id, kind, due, words, accountId: to.accountId },
  });
  await queueLetter(tx, letter, [to], { topic: null, at });
  await appendEvent(
    tx,
    toldOf(actor, { name: 'data_request.received', id: added.id, at, facts: { kind, due } }),
  );
  return added.id;
}

/** Each request writes letters to two sides: nobody sends them by the dozen. */
async function refuseMany(tx: Transaction, subject: DataSubject, at: Date): Promise<void> {
  const { sent } = await tx
    .selectFrom('data_request')
    .select((row) => row.fn.countAll<number>().as('sent'))
    .where(of(subject))
    .where('received_at', '>', new Date(at.getTime() - 86_400_000))
    .executeTakeFirstOrThrow();
  if (Number(sent) < mostADay) return;
  throw new Refusal('wrong_state', {
    vi: `Bạn đã gửi ${mostADay} yêu cầu trong một ngày. Hãy chờ trả lời rồi gửi tiếp.`,
    en: `You have sent ${mostADay} requests within a day. Wait for the answers first.`,
  });
}

/** Whose a request is. */
function of({ accountId, address }: DataSubject) {
  return (e: ExpressionBuilder<DB, 'data_request'>) =>
    accountId === null
      ? e.and([e('account_id', 'is', null), e('address', '=', address)])
      : e('account_id', '=', accountId);
}

async function openOne(tx: Transaction, kind: RequestKind, subject: DataSubject): Promise<number> {
  const open = await tx
    .selectFrom('data_request')
    .select('id')
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .where(of(subject))
    .executeTakeFirst();
  if (!open) throw new Refusal('conflict', justEnded);
  return open.id;
}

/** Takes one's own request back. Throws Refusal `not_found` for that of anybody else, `wrong_state` once it has ended. */
export async function takeBack(services: Services, actor: AccountActor, id: number): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const request = await lockRequest(tx, id);
    if (request.accountId !== actor.id) throw notFound();
    if (request.state === 'withdrawn') return;
    if (!isOpen(request.state)) throw ended();
    await tx
      .updateTable('data_request')
      .set((row) => ({ state: 'withdrawn', ended_at: at, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, toldOf(actor, { name: 'data_request.withdrawn', id, at }));
  });
}

const justEnded = {
  vi: 'Yêu cầu trước của bạn vừa kết thúc. Hãy xem lại rồi gửi lần nữa.',
  en: 'Your former request has just ended. Look again, then send this one once more.',
};
