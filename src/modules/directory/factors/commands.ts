import { type AccountActor, type Actor, system } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import type { Services } from '../../../platform/services.ts';
import { normalEmail } from '../accounts/inputs.ts';
import { type LockedAccount, lockAccount } from '../accounts/store.ts';
import { refuseUnlessCan } from '../policy.ts';
import { endSessionsOf } from '../sessions/store.ts';
import { tellByLetter } from './letters.ts';
import { type NewPasskey, readNewPasskey } from './passkeys.ts';
import { wrongCode } from './prove.ts';
import { makeRecoveryCodes, recoveryCodes } from './recovery.ts';
import { needsFactor } from './required.ts';
import { seal, unseal } from './seal.ts';
import { factorsOf, hasFactor, keepTotp, totpSecretOf } from './store.ts';
import { matchingStep, newSecret } from './totp.ts';

/** Passkeys one account may have. */
const mostPasskeys = 20;

/** Recovery codes made with the first factor, to be shown once; null where the person has some already. */
export interface Added {
  readonly codes: readonly string[] | null;
}

const useOf = (accountId: number): string => `enrol:${accountId}`;

/** A secret that a page carries until its person has typed the first code: sealed, so that the browser can make up none. */
export function offerSecret(
  services: Pick<Services, 'config'>,
  accountId: number,
): { readonly secret: Buffer; readonly sealed: string } {
  const secret = newSecret();
  return { secret, sealed: seal(services.config, useOf(accountId), secret).toString('base64url') };
}

/** The secret behind what a page carried. Throws Refusal `wrong_state` where it is none of this account. */
export function openOffer(services: Pick<Services, 'config'>, accountId: number, sealed: string): Buffer {
  return unseal(services.config, useOf(accountId), Buffer.from(sealed.slice(0, 200), 'base64url'));
}

/** Sets up the application, once its first code proves that it has the secret; an earlier one is replaced. */
export async function addTotp(
  services: Services,
  actor: AccountActor,
  input: { readonly sealed: string; readonly code: string },
): Promise<Added> {
  const secret = openOffer(services, actor.id, input.sealed);
  return services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    const step = matchingStep(secret, input.code, services.clock(), 0);
    if (step === null) throw new InvalidInput({ code: wrongCode });
    const first =
      !(await hasFactor(tx, actor.id)) || (await isSentAgain(tx, services, { accountId: actor.id, secret }));
    await keepTotp(tx, services, { accountId: actor.id, secret, lastStep: step });
    return added(tx, services, actor, account, { factor: 'totp', first });
  });
}

/** The same form a second time, before any recovery code was used: its page shows codes as the first one did. */
async function isSentAgain(
  tx: Transaction,
  services: Services,
  { accountId, secret }: { readonly accountId: number; readonly secret: Buffer },
): Promise<boolean> {
  const { passkeys, codesLeft } = await factorsOf(tx, accountId);
  if (passkeys.length > 0 || codesLeft !== recoveryCodes) return false;
  return (await totpSecretOf(tx, services, accountId))?.equals(secret) === true;
}

/** Adds a passkey that the browser has just made. Throws InvalidInput `name`, `passkey`. */
export async function addPasskey(
  services: Services,
  actor: AccountActor,
  input: { readonly name: string; readonly answer: string },
): Promise<Added> {
  const name = singleSpaced(input.name);
  if (name === '' || name.length > 60) throw new InvalidInput({ name: nameIt });
  return services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    const { totp, passkeys } = await factorsOf(tx, actor.id);
    if (passkeys.length >= mostPasskeys) throw new Refusal('wrong_state', enoughPasskeys);
    const made = await readNewPasskey(tx, services, actor.id, input.answer);
    await keepPasskey(tx, services, actor.id, { ...made, name });
    const first = totp === null && passkeys.length === 0;
    return added(tx, services, actor, account, { factor: 'passkey', first });
  });
}

async function keepPasskey(
  tx: Transaction,
  services: Services,
  accountId: number,
  made: NewPasskey & { readonly name: string },
): Promise<void> {
  const kept = await tx
    .insertInto('passkey')
    .values({ account_id: accountId, ...made, created_at: services.clock() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) throw new InvalidInput({ passkey: knownPasskey });
}

/** What every new factor brings: the session counts as strong, and the first one brings recovery codes. */
async function added(
  tx: Transaction,
  services: Services,
  actor: AccountActor,
  account: LockedAccount,
  { factor, first }: { readonly factor: 'totp' | 'passkey'; readonly first: boolean },
): Promise<Added> {
  const codes = first ? await makeRecoveryCodes(tx, account.id) : null;
  // sessions opened by the password alone would go on without the second factor
  const sessions = first ? await endSessionsOf(tx, account.id, services.clock(), actor.sessionId) : [];
  await tx
    .updateTable('session')
    .set({ proof: factor, strong: true })
    .where('id', '=', actor.sessionId)
    .where('strong', '=', false)
    .execute();
  await tellByLetter(tx, services, account, { what: 'added', factor });
  await tell(tx, services, actor, 'factor.added', account.id, { factor, sessions });
  return { codes };
}

/** Throws Refusal `wrong_state` where it is the last factor of somebody who needs one. */
export async function removeTotp(services: Services, actor: AccountActor): Promise<void> {
  await removeFactor(services, actor, 'totp', async (tx) => {
    const removed = await tx
      .deleteFrom('totp')
      .where('account_id', '=', actor.id)
      .returning('account_id')
      .executeTakeFirst();
    if (!removed) throw new Refusal('wrong_state', noApplication);
  });
}

/** Throws as `removeTotp`, and `not_found` for somebody else's. */
export async function removePasskey(services: Services, actor: AccountActor, id: number): Promise<void> {
  await removeFactor(services, actor, 'passkey', async (tx) => {
    const removed = await tx
      .deleteFrom('passkey')
      .where('account_id', '=', actor.id)
      .where('id', '=', id)
      .returning('account_id')
      .executeTakeFirst();
    if (!removed) throw notFound();
  });
}

async function removeFactor(
  services: Services,
  actor: AccountActor,
  factor: 'totp' | 'passkey',
  remove: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    await remove(tx);
    if (!(await hasFactor(tx, actor.id))) {
      if (needsFactor(services.config, actor.grants)) throw new Refusal('wrong_state', lastOneStays);
      await tx.deleteFrom('recovery_code').where('account_id', '=', actor.id).execute();
      // a role that needs a factor may be given later: no session is stronger then than signing in would make it
      await tx
        .updateTable('session')
        .set({ strong: false })
        .where('account_id', '=', actor.id)
        .where('ended_at', 'is', null)
        .where('provider', 'is', null)
        .execute();
    }
    await tellByLetter(tx, services, account, { what: 'removed', factor });
    await tell(tx, services, actor, 'factor.removed', account.id, { factor });
  });
}

/** Makes ten new recovery codes and returns them: the only time they can be read. The earlier ones open nothing. */
export async function renewRecoveryCodes(
  services: Services,
  actor: AccountActor,
): Promise<readonly string[]> {
  return services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    if (!(await hasFactor(tx, actor.id))) throw new Refusal('wrong_state', noFactorYet);
    const codes = await makeRecoveryCodes(tx, account.id);
    await tellByLetter(tx, services, account, { what: 'codes_renewed' });
    await tell(tx, services, actor, 'factor.codes_renewed', account.id, {});
    return codes;
  });
}

/** Takes every factor from an account whose person has lost them; its sessions end. Nobody sees a secret. */
export async function resetFactors(
  services: Services,
  actor: Actor,
  seen: { readonly id: number; readonly version?: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, seen.id, seen.version);
    refuseUnlessCan(actor, 'change_account');
    if (!(await hasFactor(tx, account.id))) throw new Refusal('wrong_state', noFactorYet);
    for (const table of ['totp', 'passkey', 'recovery_code'] as const)
      await tx.deleteFrom(table).where('account_id', '=', account.id).execute();
    const at = services.clock();
    await tx
      .updateTable('account')
      .set((row) => ({ version: row('version', '+', 1), updated_at: at }))
      .where('id', '=', account.id)
      .execute();
    const sessions = await endSessionsOf(tx, account.id, at);
    await tellByLetter(tx, services, account, { what: 'reset' });
    await tell(tx, services, actor, 'factor.reset', account.id, { sessions });
  });
}

/** For the command line, where the last administrator has lost theirs. Throws `not_found`. */
export async function resetFactorsOf(services: Services, email: string): Promise<void> {
  const row = await services.db
    .selectFrom('account')
    .select('id')
    .where((e) => e(e.fn<string>('lower', ['email']), '=', normalEmail(email)))
    .executeTakeFirst();
  if (!row) throw notFound();
  await resetFactors(services, system, { id: row.id });
}

async function tell(
  tx: Transaction,
  services: Services,
  actor: Actor,
  name: `${string}.${string}`,
  accountId: number,
  facts: Facts,
): Promise<void> {
  const subject = { kind: 'account', id: accountId };
  await appendEvent(tx, { name, actor, subject, facts, at: services.clock() });
}

const nameIt = {
  vi: 'Hãy đặt tên cho khóa, ví dụ “Điện thoại của tôi” (tối đa 60 ký tự).',
  en: 'Name the passkey, such as “My phone” (60 characters at most).',
};
const enoughPasskeys = {
  vi: 'Tài khoản đã có 20 khóa truy cập. Hãy gỡ một khóa không dùng nữa trước.',
  en: 'The account has 20 passkeys already. Remove one that is not used any longer first.',
};
const knownPasskey = {
  vi: 'Khóa truy cập này đã được thêm trước đó.',
  en: 'This passkey was added before.',
};
const lastOneStays = {
  vi: 'Tài khoản này phải có xác thực hai bước nên không gỡ được cách cuối cùng. Hãy thêm cách khác trước.',
  en: 'This account needs two-step sign-in, so its last second factor stays. Add another one first.',
};
const noApplication = {
  vi: 'Tài khoản này không có ứng dụng xác thực.',
  en: 'This account has no authenticator application.',
};
const noFactorYet = {
  vi: 'Tài khoản này chưa bật xác thực hai bước.',
  en: 'This account has no two-step sign-in yet.',
};
