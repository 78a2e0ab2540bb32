import type { AccountActor } from '../../../kernel/actor.ts';
import { visitor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { checkNewPassword, normalEmail, passwordLength } from '../accounts/inputs.ts';
import { lockAccount } from '../accounts/store.ts';
import { type Attempt, forgiveAttempt, limits, reserveAttempt, withdrawAttempt } from './attempts.ts';
import { lifetimeSeconds, newToken, tokenHash } from './authenticate.ts';
import { checkAgainstNothing, hashPassword, isOutdated, verifyPassword } from './password.ts';
import { voidResets } from './resets.ts';
import { endSessionsOf } from './store.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Network address and browser as far as known, or empty. */
  readonly address: string;
  readonly agent: string;
  /** The session this browser had until now, which ends. */
  readonly replaces?: number | null;
}

interface Candidate {
  readonly id: number;
  readonly password_hash: string | null;
  readonly state: string;
}

/**
 * Opens a session for the right password. Every wrong answer is the same InvalidInput after the same work, whether
 * the account exists or not; past the limits it is Refusal `too_many`, and no hash is computed.
 *
 * `token` goes into the cookie for `maxAge` seconds; the database keeps only its hash. `isAdministrator` tells where the
 * person's work lies.
 */
export async function signIn(
  services: Services,
  input: SignIn,
): Promise<{ token: string; maxAge: number; isAdministrator: boolean }> {
  const { db, clock } = services;
  const email = normalEmail(input.email);
  if (email === '' || input.password === '') throw new InvalidInput(emptyFields(email, input.password));
  const attempt = await reserveAttempt(db, { email, address: input.address }, clock());
  const account = await db
    .selectFrom('account')
    .select(['id', 'password_hash', 'state'])
    .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  if (!account || !(await isRight(services, attempt, account, input.password))) {
    if (!account) await counted(services, attempt, checkAgainstNothing(input.password));
    await tellOfLimit(services, attempt, account, input, email);
    throw new InvalidInput({ password: wrongPassword });
  }
  const rehashed = isOutdated(account.password_hash ?? '') ? await hashPassword(input.password) : null;
  const token = newToken();
  const isAdministrator = await db.transaction().execute(async (tx) => {
    const current = await lockAccount(tx, account.id);
    // closed, or given another password, while this one was being checked
    if (current.state !== 'active' || current.password_hash !== account.password_hash)
      throw new InvalidInput({ password: wrongPassword });
    if (rehashed)
      await tx.updateTable('account').set({ password_hash: rehashed }).where('id', '=', account.id).execute();
    await forgiveAttempt(tx, attempt);
    const administers = await tx
      .selectFrom('role_grant')
      .select('id')
      .where('account_id', '=', account.id)
      .where('role', '=', 'administrator')
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    await openSession(tx, services, { accountId: account.id, token, input });
    return administers !== undefined;
  });
  return { token, maxAge: lifetimeSeconds, isAdministrator };
}

/** Whether the password is that of an open account; a closed one, or one without a password, costs the same work. */
async function isRight(
  services: Services,
  attempt: Attempt,
  { password_hash, state }: Candidate,
  password: string,
): Promise<boolean> {
  const usable = state === 'active' && password_hash !== null && password.length <= passwordLength.most;
  return counted(
    services,
    attempt,
    usable ? verifyPassword(password, password_hash) : checkAgainstNothing(password.slice(0, 200)),
  );
}

/** A check that could not be made (too many at once) is no wrong password. */
async function counted(services: Services, attempt: Attempt, check: Promise<boolean>): Promise<boolean> {
  try {
    return await check;
  } catch (error) {
    await withdrawAttempt(services.db, attempt);
    throw error;
  }
}

async function openSession(
  tx: Transaction,
  services: Services,
  { accountId, token, input }: { accountId: number; token: string; input: SignIn },
): Promise<void> {
  const at = services.clock();
  if (input.replaces)
    await tx
      .updateTable('session')
      .set({ ended_at: at })
      .where('id', '=', input.replaces)
      .where('ended_at', 'is', null)
      .execute();
  const session = await tx
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      account_id: accountId,
      created_at: at,
      last_seen_at: at,
      expires_at: new Date(at.getTime() + lifetimeSeconds * 1000),
      address: input.address || null,
      agent: input.agent.slice(0, 400) || null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    name: 'session.started',
    actor: {
      kind: 'account',
      id: accountId,
      name: '',
      email: '',
      organisationId: null,
      grants: [],
      memberships: [],
      sessionId: session.id,
    },
    subject: { kind: 'account', id: accountId },
    facts: { session: session.id },
    personal: personalOf({ address: input.address, agent: input.agent.slice(0, 400) }),
    at,
  });
}

/** One event for each time a limit is reached; the tries refused after it leave none. */
async function tellOfLimit(
  services: Services,
  attempt: Attempt,
  account: Candidate | undefined,
  { address, agent }: Pick<SignIn, 'address' | 'agent'>,
  email: string,
): Promise<void> {
  const { reaches } = attempt;
  if (!reaches) return;
  await services.db.transaction().execute((tx) =>
    appendEvent(tx, {
      name: 'sign_in.refused',
      actor: visitor,
      subject: account ? { kind: 'account', id: account.id } : { kind: 'sign_in', id: 'unknown' },
      facts: { limit: reaches, failures: limits[reaches], seconds: limits.windowSeconds },
      personal: personalOf({ email, address, agent: agent.slice(0, 400) }),
      at: services.clock(),
    }),
  );
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
    { email: normalEmail(actor.email), address: input.address },
    services.clock(),
  );
  const account = await services.db
    .selectFrom('account')
    .select(['id', 'password_hash', 'state'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  if (await isRight(services, attempt, account, input.current)) return { attempt, account };
  await tellOfLimit(services, attempt, account, input, actor.email);
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

/** Only what is known is kept. */
function personalOf(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
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
