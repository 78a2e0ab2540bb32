import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { firstPasswordEnded } from '../accounts/first-password.ts';
import { checkNewPassword, normalEmail } from '../accounts/inputs.ts';
import { type LockedAccount, lockAccount } from '../accounts/store.ts';
import { type Attempt, forgiveAttempt, keyOfAccount, reserveAttempt, withdrawAttempt } from './attempts.ts';
import { type Candidate, counted, isRight, tellOfLimit } from './check-password.ts';
import { passFirstStep, type SignedIn } from './first-step.ts';
import type { Whence } from './open-session.ts';
import { checkAgainstNothing, hashPassword, isOutdated } from './password.ts';
import { voidResets } from './resets.ts';
import { endSessionsOf } from './store.ts';

export interface SignIn extends Whence {
  readonly email: string;
  readonly password: string;
  /** The session this browser had until now, which ends. */
  readonly replaces?: number | null;
}

/**
 * Opens a session for the right password, or the second step where the account has a factor. Every wrong answer is the
 * same InvalidInput after the same work, whether the account exists or not; past the limits it is Refusal `too_many`,
 * and no hash is computed. `token` goes into a cookie for `maxAge` seconds; the database keeps only its hash.
 */
export async function signIn(services: Services, input: SignIn): Promise<SignedIn> {
  const proven = await provePasswordOf(services, input);
  return services.db.transaction().execute(async (tx) => {
    const { id: accountId } = await acceptPassword(tx, proven);
    const { signInId } = proven.attempt;
    const { replaces = null } = input;
    const proof = { by: 'password' } as const;
    return passFirstStep(tx, services, { accountId, signInId, proof, from: input, replaces });
  });
}

/** A password that was right when it was looked at. */
export interface ProvenPassword {
  readonly account: Candidate;
  readonly attempt: Attempt;
  readonly rehashed: string | null;
}

/** Looks at a password before anything is locked; `acceptPassword` goes on. Throws as `signIn`. */
export async function provePasswordOf(
  services: Services,
  input: Omit<SignIn, 'replaces'>,
): Promise<ProvenPassword> {
  const { db, clock } = services;
  const email = normalEmail(input.email);
  if (email === '' || input.password === '') throw new InvalidInput(emptyFields(email, input.password));
  const keep = (tx: Transaction) => keepTry(tx, services, email, input);
  const attempt = await reserveAttempt(
    db,
    { key: keyOfAccount(email), address: input.address, keep },
    clock(),
  );
  const account = await db
    .selectFrom('account')
    .select(['id', 'password_hash', 'state', 'first_password_until'])
    .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  if (!account || !(await isRight(services, attempt, account, input.password))) {
    if (!account) await counted(services, attempt, checkAgainstNothing(input.password));
    await tellOfLimit(services, attempt, account?.id ?? null, { ...input, email });
    throw new InvalidInput({ password: wrongPassword });
  }
  if (account.first_password_until !== null && account.first_password_until <= clock()) {
    await withdrawAttempt(db, attempt);
    throw firstPasswordEnded();
  }
  const rehashed = isOutdated(account.password_hash ?? '') ? await hashPassword(input.password) : null;
  return { account, attempt, rehashed };
}

/** Locks the account whose password was right, and forgives the failures before. Throws InvalidInput as `signIn`. */
export async function acceptPassword(
  tx: Transaction,
  { account, attempt, rehashed }: ProvenPassword,
): Promise<LockedAccount> {
  const current = await lockAccount(tx, account.id);
  // closed, or given another password, while this one was being checked
  if (current.state !== 'active' || current.password_hash !== account.password_hash)
    throw new InvalidInput({ password: wrongPassword });
  if (rehashed)
    await tx.updateTable('account').set({ password_hash: rehashed }).where('id', '=', account.id).execute();
  await forgiveAttempt(tx, attempt);
  return current;
}

/** The try stands in the history of its account as failed until it is known to be right; of nobody's, there is none. */
async function keepTry(
  tx: Transaction,
  services: Services,
  email: string,
  { address, agent }: Whence,
): Promise<number | null> {
  const kept = await tx
    .insertInto('sign_in')
    .columns(['account_id', 'at', 'outcome', 'address', 'agent'])
    .expression((e) =>
      e
        .selectFrom('account')
        .select((row) => [
          'id',
          row.val(services.clock()).as('at'),
          row.val('wrong_password').as('outcome'),
          row.val(address || null).as('address'),
          row.val(agent.slice(0, 400) || null).as('agent'),
        ])
        .where((row) => row(row.fn<string>('lower', ['email']), '=', email)),
    )
    .returning('id')
    .executeTakeFirst();
  return kept?.id ?? null;
}

/** Ends the session the person acts through. */
export async function signOut(services: Services, actor: AccountActor): Promise<void> {
  if (actor.sessionId !== null) await endOwnSession(services, actor, actor.sessionId, 'sign_out');
}

/** Ends one session of one's own. Throws `not_found` for anyone else's. */
export async function endOwnSession(
  services: Services,
  actor: AccountActor,
  sessionId: number,
  by: 'sign_out' | 'self' = 'self',
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const session = await tx
      .selectFrom('session')
      .select(['id', 'ended_at'])
      .where('id', '=', sessionId)
      .where('account_id', '=', actor.id)
      .forUpdate()
      .executeTakeFirst();
    if (!session) throw notFound();
    if (session.ended_at !== null) return;
    await tx.updateTable('session').set({ ended_at: services.clock() }).where('id', '=', sessionId).execute();
    await tellEnded(tx, services, actor, [sessionId], by);
  });
}

/** Ends all sessions of one's own but the present one; returns how many. */
export async function endOtherSessions(services: Services, actor: AccountActor): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const ended = await endSessionsOf(tx, actor.id, services.clock(), actor.sessionId);
    if (ended.length > 0) await tellEnded(tx, services, actor, ended, 'self');
    return ended.length;
  });
}

export interface PasswordChange {
  readonly current: string;
  readonly password: string;
  readonly again: string;
  readonly address: string;
  readonly agent: string;
}

/**
 * Gives oneself another password; all other sessions end. A wrong present password counts like a failed sign-in, so
 * that a computer left open is no place to guess. Throws InvalidInput by field, Refusal `too_many`.
 */
export async function changePassword(
  services: Services,
  actor: AccountActor,
  input: PasswordChange,
): Promise<void> {
  const password = checkNewPassword(input.password, actor.email);
  if (input.again !== password) throw new InvalidInput({ again: notTheSame });
  const { attempt, account } = await provePassword(services, actor, input);
  if (input.current === password) throw new InvalidInput({ password: sameAsBefore });
  const hash = await hashPassword(password);
  await services.db.transaction().execute(async (tx) => {
    const current = await lockAccount(tx, actor.id);
    if (current.password_hash !== account.password_hash || current.state !== 'active')
      throw new Refusal('conflict', changedMeanwhile);
    await forgiveAttempt(tx, attempt);
    await tx
      .updateTable('account')
      .set((row) => ({
        password_hash: hash,
        first_password_until: null,
        version: row('version', '+', 1),
        updated_at: services.clock(),
      }))
      .where('id', '=', actor.id)
      .execute();
    await voidResets(tx, actor.id, services.clock());
    const sessions = await endSessionsOf(tx, actor.id, services.clock(), actor.sessionId);
    await appendEvent(tx, {
      name: 'password.changed',
      actor,
      subject: { kind: 'account', id: actor.id },
      facts: { by: 'self', sessions },
      at: services.clock(),
    });
  });
}

/**
 * That the person at this computer knows the present password; a wrong one counts like a failed sign-in. Whoever calls
 * forgives the attempt. Throws InvalidInput `current`, Refusal `too_many`.
 */
export async function provePassword(
  services: Services,
  actor: AccountActor,
  input: Pick<PasswordChange, 'current' | 'address' | 'agent'>,
): Promise<{ readonly attempt: Attempt; readonly account: Candidate }> {
  if (input.current === '') throw new InvalidInput({ current: typeCurrent });
  const attempt = await reserveAttempt(
    services.db,
    { key: keyOfAccount(normalEmail(actor.email)), address: input.address },
    services.clock(),
  );
  const account = await services.db
    .selectFrom('account')
    .select(['id', 'password_hash', 'state'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  if (await isRight(services, attempt, account, input.current)) return { attempt, account };
  await tellOfLimit(services, attempt, account.id, { ...input, email: actor.email });
  throw new InvalidInput({ current: wrongCurrent });
}

async function tellEnded(
  tx: Transaction,
  services: Services,
  actor: AccountActor,
  sessions: readonly number[],
  by: string,
): Promise<void> {
  await appendEvent(tx, {
    name: 'session.ended',
    actor,
    subject: { kind: 'account', id: actor.id },
    facts: { by, sessions },
    at: services.clock(),
  });
}

function emptyFields(email: string, password: string) {
  return {
    ...(email === '' ? { email: { vi: 'Hãy ghi e-mail.', en: 'Give your e-mail address.' } } : {}),
    ...(password === '' ? { password: { vi: 'Hãy ghi mật khẩu.', en: 'Give your password.' } } : {}),
  };
}

const wrongPassword = {
  vi: 'E-mail hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ và phím Caps Lock rồi thử lại.',
  en: 'The e-mail address or the password is not right. Check the keyboard and Caps Lock, then try again.',
};
const wrongCurrent = { vi: 'Mật khẩu hiện tại chưa đúng.', en: 'The present password is not right.' };
const typeCurrent = { vi: 'Hãy ghi mật khẩu hiện tại.', en: 'Give your present password.' };
const notTheSame = {
  vi: 'Hai lần gõ mật khẩu mới chưa giống nhau.',
  en: 'The two new passwords are not the same.',
};
const sameAsBefore = {
  vi: 'Mật khẩu mới phải khác mật khẩu hiện tại.',
  en: 'The new password must differ from the present one.',
};
const changedMeanwhile = {
  vi: 'Mật khẩu hoặc tài khoản vừa được thay đổi ở nơi khác. Hãy đăng nhập lại.',
  en: 'The password or the account has just been changed elsewhere. Sign in again.',
};
