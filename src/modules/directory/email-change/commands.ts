import { type AccountActor, type Actor, visitor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal, SpentLink } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { checkEmail, normalEmail } from '../accounts/inputs.ts';
import { lockAccount } from '../accounts/store.ts';
import { directoryPaths } from '../paths.ts';
import { forgetFailures, forgiveAttempt } from '../sessions/attempts.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import { provePassword } from '../sessions/commands.ts';
import { voidResets } from '../sessions/resets.ts';
import { endSessionsOf } from '../sessions/store.ts';
import { changedLetter, newSideLetter, oldSideLetter, refusedLetter, takenLetter } from './letters.ts';

/** Hours for which both letters can be answered. */
export const changeHours = 48;
/** Changes one account may ask for within a day: each writes to an address that somebody typed. */
const changesADay = 5;

export interface EmailChangeAsked {
  readonly email: string;
  readonly current: string;
  readonly language: Language;
  /** Network address and browser as far as known, or empty. */
  readonly address: string;
  readonly agent: string;
}

/**
 * Asks for another address: a letter goes to each side, and the address changes once both were answered. One that
 * somebody has already gets a letter that says so; the person who asks sees no difference. An earlier asking ends.
 * Throws InvalidInput `email`, `current`, Refusal `too_many`, `wrong_state`.
 */
export async function askEmailChange(
  services: Services,
  actor: AccountActor,
  input: EmailChangeAsked,
): Promise<void> {
  const email = checkEmail(input.email);
  if (email === normalEmail(actor.email)) throw new InvalidInput({ email: sameAsBefore });
  const { attempt } = await provePassword(services, actor, input);
  const tokens = { fresh: newToken(), old: newToken() };
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    if (account.state !== 'active') throw new Refusal('wrong_state', closed);
    await forgiveAttempt(tx, attempt);
    const at = services.clock();
    await refuseTooMany(tx, account.id, at);
    await endOpen(tx, account.id, at);
    const owner = await tx
      .selectFrom('account')
      .select(['id', 'name', 'state'])
      .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
      .executeTakeFirst();
    await tx
      .insertInto('email_change')
      .values({
        ...{ account_id: account.id, account_version: account.version, email, language: input.language },
        ...{ new_token_hash: owner ? null : tokenHash(tokens.fresh), old_token_hash: tokenHash(tokens.old) },
        ...{ asked_at: at, expires_at: new Date(at.getTime() + changeHours * 3_600_000) },
      })
      .execute();
    const facts = { name: account.name, email };
    const sent = { topic: null, at } as const;
    if (!owner)
      await queueLetter(
        tx,
        newSideLetter(services, input.language, facts),
        [{ accountId: null, address: email }],
        { ...sent, secret: tokens.fresh },
      );
    else if (owner.state === 'active')
      await queueLetter(
        tx,
        takenLetter(services, input.language, { name: owner.name }),
        [{ accountId: owner.id, address: email }],
        sent,
      );
    await queueLetter(
      tx,
      oldSideLetter(services, input.language, facts),
      [{ accountId: account.id, address: account.email }],
      { ...sent, secret: tokens.old },
    );
    await appendEvent(tx, {
      ...{ name: 'email.change_asked', actor, subject: { kind: 'account', id: account.id }, at },
      personal: { email },
    });
  });
}

async function refuseTooMany(tx: Transaction, accountId: number, at: Date): Promise<void> {
  const { asked } = await tx
    .selectFrom('email_change')
    .select((row) => row.fn.countAll<number>().as('asked'))
    .where('account_id', '=', accountId)
    .where('asked_at', '>', new Date(at.getTime() - 86_400_000))
    .executeTakeFirstOrThrow();
  if (Number(asked) >= changesADay) throw new Refusal('wrong_state', tooMany);
}

async function endOpen(tx: Transaction, accountId: number, at: Date): Promise<void> {
  await tx
    .updateTable('email_change')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}

/** A change that waits, as whoever holds one of its two letters, or its person, sees it. */
export interface OpenChange {
  readonly id: number;
  readonly accountId: number;
  readonly email: string;
  readonly present: string;
  readonly newConfirmed: boolean;
  readonly oldConfirmed: boolean;
  readonly expiresAt: Date;
}

function selectOpen(db: Querying, now: Date) {
  return db
    .selectFrom('email_change as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select([
      'c.id',
      'c.account_id as accountId',
      'c.email',
      'a.email as present',
      'c.expires_at as expiresAt',
    ])
    .select((e) => [
      e('c.new_confirmed_at', 'is not', null).as('newConfirmed'),
      e('c.old_confirmed_at', 'is not', null).as('oldConfirmed'),
    ])
    .where('c.ended_at', 'is', null)
    .where('c.expires_at', '>', now)
    .where('a.state', '=', 'active')
    .whereRef('a.version', '=', 'c.account_version');
}

function changeOf(
  row: Omit<OpenChange, 'newConfirmed' | 'oldConfirmed'> & Record<string, unknown>,
): OpenChange {
  return { ...row, newConfirmed: row.newConfirmed === true, oldConfirmed: row.oldConfirmed === true };
}

/** The change of one's own address that waits; null where there is none. One statement. */
export async function openChangeOf(db: Querying, accountId: number, now: Date): Promise<OpenChange | null> {
  const row = await selectOpen(db, now).where('c.account_id', '=', accountId).executeTakeFirst();
  return row ? changeOf(row) : null;
}

export type Side = 'new' | 'old';

/**
 * The change a letter leads to, and to which side it was sent. Throws Refusal `not_found` for a token that opens
 * nothing: made by nobody, too old, replaced, or the account changed meanwhile.
 */
export async function checkChange(
  services: Services,
  token: string,
): Promise<OpenChange & { readonly side: Side }> {
  if (!/^[\w-]{43}$/.test(token)) throw opensNothing();
  const hash = tokenHash(token);
  const row = await selectOpen(services.db, services.clock())
    .select('c.new_token_hash')
    .where((e) => e.or([e('c.new_token_hash', '=', hash), e('c.old_token_hash', '=', hash)]))
    .executeTakeFirst();
  if (!row) throw opensNothing();
  const { new_token_hash, ...change } = row;
  return { ...changeOf(change), side: new_token_hash?.equals(hash) ? 'new' : 'old' };
}

export type Answered = 'waits' | 'changed' | 'refused';

/**
 * Answers from one side. Both agreeing changes the address: other sessions end, letters to choose a password open
 * nothing any longer, and both addresses are told. Either side may refuse. Throws Refusal `not_found`, `conflict`.
 */
export async function answerChange(
  services: Services,
  actor: Actor,
  token: string,
  agrees: boolean,
): Promise<Answered> {
  const { id, accountId, side } = await checkChange(services, token);
  return services.db.transaction().execute(async (tx) => {
    // the account first: both sides answered at once take turns
    const account = await lockAccount(tx, accountId);
    const change = await tx
      .selectFrom('email_change')
      .selectAll()
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!change || account.state !== 'active' || account.version !== change.account_version)
      throw opensNothing();
    const at = services.clock();
    const by = actor.kind === 'account' && actor.id === accountId ? actor : visitor;
    const subject = { kind: 'account', id: accountId };
    const language: Language = change.language === 'en' ? 'en' : 'vi';
    if (!agrees) {
      await endOpen(tx, accountId, at);
      const letter = refusedLetter(services, language, { name: account.name });
      await queueLetter(tx, letter, [{ accountId, address: account.email }], { topic: null, at });
      await appendEvent(tx, { name: 'email.change_refused', actor: by, subject, facts: { by: side }, at });
      return 'refused';
    }
    const confirmed = {
      new: change.new_confirmed_at ?? (side === 'new' ? at : null),
      old: change.old_confirmed_at ?? (side === 'old' ? at : null),
    };
    const done = confirmed.new !== null && confirmed.old !== null;
    await tx
      .updateTable('email_change')
      .set({
        ...{ new_confirmed_at: confirmed.new, old_confirmed_at: confirmed.old },
        ended_at: done ? at : null,
      })
      .where('id', '=', id)
      .execute();
    if (!done) return 'waits';
    await refuseTaken(tx, change.email);
    await tx
      .updateTable('account')
      .set((row) => ({ email: change.email, version: row('version', '+', 1), updated_at: at }))
      .where('id', '=', accountId)
      .execute();
    await voidResets(tx, accountId, at);
    await forgetFailures(services.db, tx, account.email);
    const sessions = await endSessionsOf(tx, accountId, at, by.kind === 'account' ? by.sessionId : null);
    const letter = changedLetter(services, language, { name: account.name, at });
    const to = [account.email, change.email].map((address) => ({ accountId, address }));
    await queueLetter(tx, letter, to, { topic: null, at });
    await appendEvent(tx, {
      ...{ name: 'email.changed', actor: by, subject, facts: { sessions }, at },
      personal: { email: change.email, former: account.email },
    });
    return 'changed';
  });
}

/** Somebody was given the address while its letters waited. The unique index refuses what slips in between. */
async function refuseTaken(tx: Transaction, email: string): Promise<void> {
  const other = await tx
    .selectFrom('account')
    .select('id')
    .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  if (other) throw opensNothing();
}

function opensNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Việc đổi e-mail này đã xong, đã bị từ chối, đã quá 48 giờ, tài khoản đã thay đổi, hoặc đường dẫn bị cắt mất một phần. Hãy đăng nhập (bằng địa chỉ mới nếu đã đổi) để xem e-mail của tài khoản và yêu cầu lại nếu cần.',
      en: 'The change is done or refused, more than 48 hours old, the account was changed meanwhile, or the address was cut off. Sign in (by the new address, if it was changed) to see the address of your account, and ask again if need be.',
    },
    [
      {
        path: directoryPaths.changeEmail,
        label: { vi: 'Xem hoặc đổi e-mail của tài khoản', en: 'See or change the address of the account' },
      },
      { path: directoryPaths.signIn, label: { vi: 'Đăng nhập', en: 'Sign in' } },
    ],
  );
}

const sameAsBefore: Text = {
  vi: 'Đây đang là e-mail của tài khoản.',
  en: 'This is the address of the account already.',
};
const closed: Text = { vi: 'Tài khoản này đã đóng.', en: 'This account is closed.' };
const tooMany: Text = {
  vi: 'Hôm nay đã yêu cầu đổi e-mail nhiều lần. Hãy thử lại ngày mai, hoặc nhờ quản trị viên.',
  en: 'The address was asked to be changed many times today. Try again tomorrow, or ask the administrator.',
};
