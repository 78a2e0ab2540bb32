import { createHash } from 'node:crypto';
import { type SqlBool, sql } from 'kysely';
import { localTimeOf } from '../../../kernel/dates.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Database, Querying, Transaction } from '../../../platform/database/open.ts';
import { networkOf } from '../../../platform/http/network.ts';
import type { DataSubject } from '../../../platform/personal-data.ts';

/** Failed tries within the window after which an account, or an address, is refused for as long again. */
export const limits = { account: 5, address: 30, windowSeconds: 15 * 60 } as const;

/** What is tried, and from where. */
export interface Trying {
  /** What is guessed at: `keyOfAccount`, `keyOfFactor`, `keyOfPasskey`. */
  readonly key: string;
  readonly address: string;
  /** Keeps the try in the history of the account, in the same transaction; its number. */
  readonly keep?: (tx: Transaction) => Promise<number | null>;
}

/** One try that has not been looked at yet; it counts as failed until given back. */
export interface Attempt {
  readonly key: string;
  readonly addressKey: string | null;
  /** The limit this try reaches if it fails. */
  readonly reaches: 'account' | 'address' | null;
  /** Its line in the history of the account. */
  readonly signInId: number | null;
}

/**
 * Reserves a try before its password is looked at, so that of many at the same moment no more pass than the limit
 * allows, in however many processes. An address that is refused uses up no try of the account it names.
 *
 * Throws Refusal `too_many` with the time to wait; nothing has been computed then.
 */
export async function reserveAttempt(
  db: Database,
  { key, address, keep }: Trying,
  now: Date,
): Promise<Attempt> {
  const addressKey = keyOfAddress(address);
  await refuseBlocked(db, [key, ...(addressKey ? [addressKey] : [])], now);
  return db.transaction().execute(async (tx) => {
    // the address always comes first: two tries never wait for each other in a circle
    const fromAddress = addressKey ? await countAttempt(tx, addressKey, limits.address, now) : 0;
    const atKey = await countAttempt(tx, key, limits.account, now);
    const reaches = atKey === limits.account ? 'account' : fromAddress === limits.address ? 'address' : null;
    return { key, addressKey, reaches, signInId: (await keep?.(tx)) ?? null };
  });
}

/** After the right answer: the failures of what was guessed at are forgotten, the address gets this one try back. */
export async function forgiveAttempt(tx: Querying, attempt: Attempt): Promise<void> {
  // an address is not forgiven all: someone with an account of their own could otherwise go on guessing others'
  if (attempt.addressKey) await giveBack(tx, attempt.addressKey);
  await tx.deleteFrom('sign_in_failure').where('key', '=', attempt.key).execute();
}

/** Letters of one kind that one address may ask for within the window. */
const lettersEach = 10;

/** Files of their own data that one person may take within the window: each reads all that is kept of them. */
const filesEach = 10;

/** Counts one more letter of a kind asked for from a network address. Throws Refusal `too_many`. */
export async function countAsked(
  db: Database,
  kind: 'reset' | 'follow' | 'register' | 'data',
  address: string,
  now: Date,
): Promise<void> {
  const key = keyOfAddress(address);
  if (!key) return;
  await countWithin(db, { key: `${kind}:${key}`, most: lettersEach }, now, (minutes) => ({
    vi: `Từ mạng này đã có quá nhiều yêu cầu gửi thư. Hãy thử lại sau ${minutes} phút, hoặc liên hệ quản trị viên.`,
    en: `Too many letters were asked for from this network. Try again in ${minutes} minutes, or ask the administrator.`,
  }));
}

/** Counts one more file of their own data that somebody takes. Throws Refusal `too_many`. */
export async function countFile(db: Database, { accountId, address }: DataSubject, now: Date): Promise<void> {
  const key = accountId === null ? `data_file:${keyOfAccount(address)}` : `data_file:${accountId}`;
  await countWithin(db, { key, most: filesEach }, now, (minutes) => ({
    vi: `Bạn đã tải tệp dữ liệu quá nhiều lần. Hãy thử lại sau ${minutes} phút.`,
    en: `You have taken the file of your data too often. Try again in ${minutes} minutes.`,
  }));
}

async function countWithin(
  db: Database,
  { key, most }: { readonly key: string; readonly most: number },
  now: Date,
  said: (minutes: number) => Text,
): Promise<void> {
  try {
    await db.transaction().execute((tx) => countAttempt(tx, key, most, now));
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_many') throw error;
    const minutes = Math.ceil((error.retryAfter ?? limits.windowSeconds) / 60);
    throw new Refusal('too_many', said(minutes), error.retryAfter);
  }
}

/** Ways to providers of single sign-on that one address may begin within the window: a whole office may share it. */
const signOnsEach = 300;

/** Counts one more way to a provider from an address. Throws Refusal `too_many`. */
export async function countSignOn(db: Database, address: string, now: Date): Promise<void> {
  const key = keyOfAddress(address);
  if (key) await db.transaction().execute((tx) => countAttempt(tx, `sign_on:${key}`, signOnsEach, now));
}

/** Failures of an account are forgotten, since it has another password; `db` is what `tx` is a transaction of. */
export async function forgetFailures(db: Database, tx: Querying, email: string): Promise<void> {
  const key = keyOfAccount(email.toLowerCase());
  remembered.get(db)?.delete(key);
  await tx.deleteFrom('sign_in_failure').where('key', '=', key).execute();
}

/** A try whose password could not be looked at counts for nobody. */
export async function withdrawAttempt(db: Querying, attempt: Attempt): Promise<void> {
  if (attempt.addressKey) await giveBack(db, attempt.addressKey);
  await giveBack(db, attempt.key);
  if (attempt.signInId !== null) await db.deleteFrom('sign_in').where('id', '=', attempt.signInId).execute();
}

async function giveBack(db: Querying, key: string): Promise<void> {
  await db
    .updateTable('sign_in_failure')
    .set({ failures: sql<number>`greatest(failures - 1, 0)`, blocked_until: null })
    .where('key', '=', key)
    .execute();
}

/** For this long a process refuses by what it has read itself: of an attack, one try a second asks the database. */
const rememberedMs = 1000;
/** Keys remembered at most; an attack under ever other names is refused by its address. */
const mostRemembered = 10_000;

interface Blocked {
  readonly until: Date;
  readonly readAt: number;
}
const remembered = new WeakMap<Querying, Map<string, Blocked>>();

/** Throws Refusal `too_many` while one of the keys is refused. */
async function refuseBlocked(db: Querying, keys: string[], now: Date): Promise<void> {
  const known = remembered.get(db) ?? new Map<string, Blocked>();
  remembered.set(db, known);
  const fresh = performance.now() - rememberedMs;
  for (const key of keys) {
    const blocked = known.get(key);
    if (blocked && blocked.readAt > fresh && blocked.until > now) throw tooMany(blocked.until, now);
  }
  const blocked = await db
    .selectFrom('sign_in_failure')
    .select(['key', 'blocked_until'])
    .where((e) => e('key', '=', e.fn.any(e.val(keys))))
    .where('blocked_until', '>', now)
    .orderBy('blocked_until', 'desc')
    .executeTakeFirst();
  if (!blocked?.blocked_until) return;
  if (known.size >= mostRemembered) known.clear();
  known.set(blocked.key, { until: blocked.blocked_until, readAt: performance.now() });
  throw tooMany(blocked.blocked_until, now);
}

/** Counts one more try for a key in one statement; the try that reaches the limit blocks those after it. */
async function countAttempt(tx: Transaction, key: string, limit: number, now: Date): Promise<number> {
  const windowStart = new Date(now.getTime() - limits.windowSeconds * 1000);
  const until = new Date(now.getTime() + limits.windowSeconds * 1000);
  const over = sql<SqlBool>`(f.first_at <= ${windowStart} or coalesce(f.blocked_until <= ${now}, false))`;
  const counted = await sql<{ failures: number }>`
    insert into sign_in_failure as f (key, failures, first_at, blocked_until)
    values (${key}, 1, ${now}, null)
    on conflict (key) do update set
      failures = case when ${over} then 1 else f.failures + 1 end,
      first_at = case when ${over} then ${now} else f.first_at end,
      blocked_until = case when not ${over} and f.failures + 1 >= ${limit} then ${until}::timestamptz end
    where f.blocked_until is null or f.blocked_until <= ${now}
    returning failures`.execute(tx);
  const row = counted.rows[0];
  if (row) return row.failures;
  // a try of the same moment has just reached the limit; leaving the transaction takes back what was counted
  throw tooMany(until, now);
}

function tooMany(until: Date, now: Date): Refusal {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(seconds / 60);
  const time = localTimeOf(new Date(Math.ceil(until.getTime() / 60_000) * 60_000));
  return new Refusal(
    'too_many',
    {
      vi: `Đã thử sai mật khẩu hoặc mã quá nhiều lần nên tạm dừng. Hãy thử lại sau ${minutes} phút (từ ${time}), hoặc nhờ quản trị viên cấp lại.`,
      en: `Too many wrong passwords or codes, so signing in is paused. Try again in ${minutes} minutes (from ${time}), or ask the administrator for help.`,
    },
    seconds,
  );
}

/** Hashed: people type passwords and other people's addresses into this field. */
export function keyOfAccount(email: string): string {
  return `account:${createHash('sha256').update(email).digest('base64url')}`;
}

/** The second step of an account: who knows the password has its own few tries. */
export function keyOfFactor(accountId: number): string {
  return `factor:${accountId}`;
}

export function keyOfPasskey(credentialId: string): string {
  return `passkey:${createHash('sha256').update(credentialId).digest('base64url')}`;
}

function keyOfAddress(address: string): string | null {
  const network = networkOf(address);
  return network === null ? null : `address:${network}`;
}
