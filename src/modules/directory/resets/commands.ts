import { visitor } from '../../../kernel/actor.ts';
import { InvalidInput, SpentLink } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { askForJob } from '../../../platform/jobs/ask.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { checkNewPassword, normalEmail } from '../accounts/inputs.ts';
import { lockAccount } from '../accounts/store.ts';
import { directoryPaths } from '../paths.ts';
import { countAsked, forgetFailures } from '../sessions/attempts.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import { hashPassword } from '../sessions/password.ts';
import { voidResets } from '../sessions/resets.ts';
import { endSessionsOf } from '../sessions/store.ts';
import { changedLetter, resetLetter } from './letters.ts';

/** Minutes for which the address in a letter opens the form of a new password. */
export const resetMinutes = 60;
/** Letters to one account within that time; more are asked for in vain. */
const lettersEach = 3;
/** Requests looked at in one transaction. */
const requestsAtOnce = 50;

export const resetJob = 'account.reset_letters';

/**
 * Asks for a letter with which to choose another password. Whether anybody has this address is looked up later, by a
 * worker: the answer is the same, and as quick, for every address. Throws InvalidInput `email`, Refusal `too_many`.
 */
export async function askReset(
  services: Services,
  input: { readonly email: string; readonly language: Language; readonly address: string },
): Promise<void> {
  const email = normalEmail(input.email);
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) throw new InvalidInput({ email: whichAddress });
  const at = services.clock();
  await countAsked(services.db, 'reset', input.address, at);
  await services.db.transaction().execute(async (tx) => {
    await tx.insertInto('password_reset').values({ email, language: input.language, asked_at: at }).execute();
    await askForJob(tx, resetJob);
  });
}

/** Writes to those who asked and have an open account. */
export async function writeResetLetters(services: Services): Promise<void> {
  for (;;) {
    const looked = await services.db.transaction().execute((tx) => writeSome(tx, services));
    if (looked < requestsAtOnce) return;
  }
}

async function writeSome(tx: Transaction, services: Services): Promise<number> {
  const at = services.clock();
  const asked = await tx
    .selectFrom('password_reset')
    .select(['id', 'email', 'language'])
    .where('looked_up_at', 'is', null)
    .orderBy('id')
    .limit(requestsAtOnce)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  for (const { id, email, language } of asked) {
    const account = await tx
      .selectFrom('account')
      .select(['id', 'email', 'name'])
      .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
      .where('state', '=', 'active')
      // two workers count its letters in turn
      .forNoKeyUpdate()
      .executeTakeFirst();
    const token = account && (await mayWrite(tx, account.id, at)) ? newToken() : null;
    await tx
      .updateTable('password_reset')
      .set({
        looked_up_at: at,
        ...(account &&
          token && {
            account_id: account.id,
            token_hash: tokenHash(token),
            expires_at: new Date(at.getTime() + resetMinutes * 60_000),
          }),
      })
      .where('id', '=', id)
      .execute();
    if (!account || !token) continue;
    const letter = resetLetter(services, language === 'en' ? 'en' : 'vi', { name: account.name });
    const to = [{ accountId: account.id, address: account.email }];
    await queueLetter(tx, letter, to, { topic: null, at, secret: token });
  }
  return asked.length;
}

async function mayWrite(tx: Transaction, accountId: number, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - resetMinutes * 60_000);
  const { sent } = await tx
    .selectFrom('password_reset')
    .select((row) => row.fn.countAll<number>().as('sent'))
    .where('account_id', '=', accountId)
    .where('asked_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(sent) < lettersEach;
}

/** Throws Refusal `not_found` for a token that opens nothing: made by nobody, used, replaced or too old. */
export async function checkReset(
  services: Services,
  token: string,
): Promise<{ readonly accountId: number; readonly email: string }> {
  const row = /^[\w-]{43}$/.test(token)
    ? await services.db
        .selectFrom('password_reset')
        .innerJoin('account', 'account.id', 'password_reset.account_id')
        .select(['account.id as accountId', 'account.email'])
        .where('token_hash', '=', tokenHash(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', services.clock())
        .where('account.state', '=', 'active')
        .executeTakeFirst()
    : undefined;
  if (!row) throw opensNothing();
  return row;
}

/**
 * Gives the account another password; its sessions end, and so do other letters to choose one. The person is told by mail.
 * Throws InvalidInput by field, Refusal `not_found` as `checkReset`.
 */
export async function resetByLetter(
  services: Services,
  token: string,
  input: { readonly password: string; readonly again: string },
): Promise<void> {
  const { accountId, email } = await checkReset(services, token);
  const password = checkNewPassword(input.password, email);
  if (input.again !== password) throw new InvalidInput({ again: notTheSame });
  const hash = await hashPassword(password);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    // the account first: two letters of one account never wait for each other
    const account = await lockAccount(tx, accountId);
    const reset = await tx
      .selectFrom('password_reset')
      .select(['language', 'used_at', 'expires_at'])
      .where('token_hash', '=', tokenHash(token))
      .forUpdate()
      .executeTakeFirst();
    if (!reset || reset.used_at !== null || (reset.expires_at ?? at) <= at) throw opensNothing();
    if (account.state !== 'active') throw opensNothing();
    await tx
      .updateTable('account')
      .set((row) => ({
        ...{ password_hash: hash, first_password_until: null, updated_at: at },
        version: row('version', '+', 1),
      }))
      .where('id', '=', account.id)
      .execute();
    await voidResets(tx, account.id, at);
    await forgetFailures(services.db, tx, account.email);
    const sessions = await endSessionsOf(tx, account.id, at);
    const letter = changedLetter(services, reset.language === 'en' ? 'en' : 'vi', { name: account.name, at });
    await queueLetter(tx, letter, [{ accountId: account.id, address: account.email }], { topic: null, at });
    await appendEvent(tx, {
      name: 'password.changed',
      actor: visitor,
      subject: { kind: 'account', id: account.id },
      facts: { by: 'letter', sessions },
      at,
    });
  });
}

function opensNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Đường dẫn đặt lại mật khẩu này đã dùng rồi, đã quá một giờ, hoặc bị cắt mất một phần. Đã đặt mật khẩu mới thì hãy đăng nhập; chưa thì hãy yêu cầu thư mới.',
      en: 'It was used, is more than an hour old, or was cut off. If you chose a password, sign in; otherwise ask for another letter.',
    },
    [
      { path: directoryPaths.forgotten, label: { vi: 'Yêu cầu thư mới', en: 'Ask for another letter' } },
      { path: directoryPaths.signIn, label: { vi: 'Đăng nhập', en: 'Sign in' } },
    ],
  );
}

const whichAddress = {
  vi: 'Hãy ghi e-mail của tài khoản, ví dụ ten@coquan.gov.vn.',
  en: 'Give the e-mail address of the account, such as name@agency.gov.vn.',
};
const notTheSame = {
  vi: 'Hai lần gõ mật khẩu mới chưa giống nhau.',
  en: 'The two new passwords are not the same.',
};
