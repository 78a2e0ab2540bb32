import { type Selectable, sql } from 'kysely';
import type { Language } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { tokenHash } from '../sessions/authenticate.ts';
import type { ProofLevel } from '../sessions/open-session.ts';
import type { Arrival } from './provider.ts';

/** One way to a provider and back, as the person set out on it. */
export interface Way {
  readonly id: number;
  readonly provider: string;
  readonly language: Language;
  readonly back: string | null;
  /** Who links the provider to their account; null: somebody signs in. */
  readonly account: number | null;
}

export async function addWay(
  db: Querying,
  { token, at, until, ...way }: Omit<Way, 'id'> & { token: string; at: Date; until: Date },
): Promise<void> {
  await db
    .insertInto('sign_on')
    .values({
      ...{ token_hash: tokenHash(token), provider: way.provider, language: way.language, back: way.back },
      ...{ account_id: way.account, started_at: at, expires_at: until },
    })
    .execute();
}

/** The way of this browser to this provider, which now has come to its end; null where none is open. */
export async function endWay(
  db: Querying,
  { token, provider, at }: { readonly token: string; readonly provider: string; readonly at: Date },
): Promise<Way | null> {
  const row = await db
    .updateTable('sign_on')
    .set({ returned_at: at })
    .where('token_hash', '=', tokenHash(token))
    .where('provider', '=', provider)
    .where('returned_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['id', 'provider', 'language', 'back', 'account_id'])
    .executeTakeFirst();
  return row ? wayOf(row) : null;
}

/** Somebody who came back and has yet to prove an account or to open one. */
export interface Waiting extends Way {
  readonly arrival: Arrival;
}

/** `lock`: for the step that ends the waiting, of which only one may succeed. */
export async function findWaiting(
  db: Querying,
  token: string,
  at: Date,
  lock: 'lock' | 'look',
): Promise<Waiting | null> {
  const asked = db
    .selectFrom('sign_on')
    .selectAll()
    .where('token_hash', '=', tokenHash(token))
    .where('issuer', 'is not', null)
    .where('expires_at', '>', at);
  const row = await (lock === 'lock' ? asked.forUpdate() : asked).executeTakeFirst();
  return row ? waitingOf(row) : null;
}

function waitingOf(row: Selectable<DB['sign_on']>): Waiting | null {
  if (row.issuer === null || row.subject === null) return null;
  const { issuer, subject, email, name, proven_at: provenAt } = row;
  return {
    ...wayOf(row),
    arrival: { issuer, subject, email, name, level: row.level as ProofLevel, provenAt },
  };
}

/** As `findWaiting`, by the number of the way, which its account's own second step knows; locked. */
export async function findWaitingWay(tx: Transaction, id: number): Promise<Waiting | null> {
  const row = await tx
    .selectFrom('sign_on')
    .selectAll()
    .where('id', '=', id)
    .where('issuer', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  return row ? waitingOf(row) : null;
}

export async function keepArrival(tx: Transaction, wayId: number, arrival: Arrival, until: Date) {
  const { issuer, subject, email, name, level, provenAt } = arrival;
  await tx
    .updateTable('sign_on')
    .set({ issuer, subject, email, name, level, proven_at: provenAt, expires_at: until })
    .where('id', '=', wayId)
    .execute();
}

/** What the provider said of the person is of no more use. */
export async function forgetArrival(tx: Transaction, wayId: number): Promise<void> {
  await tx
    .updateTable('sign_on')
    .set({ issuer: null, subject: null, email: null, name: null, level: null, proven_at: null })
    .where('id', '=', wayId)
    .execute();
}

/**
 * Ties who somebody is at a provider to an account. Returns the number, or why it is not: `taken` by another account;
 * `second`, since the account has another identity there; `there` already.
 */
export async function addIdentity(
  tx: Transaction,
  { issuer, subject }: Pick<Arrival, 'issuer' | 'subject'>,
  { account, provider, at }: { readonly account: number; readonly provider: string; readonly at: Date },
): Promise<number | 'taken' | 'second' | 'there'> {
  const added = await tx
    .insertInto('identity')
    .values({ issuer, subject, account_id: account, provider, linked_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) return added.id;
  const holder = await findHolder(tx, { issuer, subject });
  if (!holder) return 'second';
  return holder.account === account ? 'there' : 'taken';
}

/** Whose account an identity leads to. */
export async function findHolder(
  db: Querying,
  { issuer, subject }: Pick<Arrival, 'issuer' | 'subject'>,
): Promise<{ readonly id: number; readonly account: number } | null> {
  const row = await db
    .selectFrom('identity')
    .select(['id', 'account_id'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row ? { id: row.id, account: row.account_id } : null;
}

export interface AddressHolder {
  readonly id: number;
  readonly state: string;
  readonly hasPassword: boolean;
}

/** The account with an address, open or closed. */
export async function findByAddress(db: Querying, email: string): Promise<AddressHolder | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'state', sql<boolean>`password_hash is not null`.as('has_password')])
    .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  return row ? { id: row.id, state: row.state, hasPassword: row.has_password } : null;
}

function wayOf(row: {
  id: number;
  provider: string;
  language: string;
  back: string | null;
  account_id: number | null;
}): Way {
  const { id, provider, back, account_id: account } = row;
  return { id, provider, language: row.language === 'en' ? 'en' : 'vi', back, account };
}
