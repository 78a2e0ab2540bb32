import { sql } from 'kysely';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { seal, unseal } from './seal.ts';
import { matchingStep, usableCode } from './totp.ts';

export interface Passkey {
  readonly id: number;
  readonly credentialId: string;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What an account has beside its password. */
export interface Factors {
  readonly totp: { readonly createdAt: Date } | null;
  readonly passkeys: readonly Passkey[];
  /** Recovery codes not used yet. */
  readonly codesLeft: number;
}

export async function hasFactor(db: Querying, accountId: number): Promise<boolean> {
  const found = await sql<{
    found: boolean;
  }>`select exists (select 1 from totp where account_id = ${accountId})
    or exists (select 1 from passkey where account_id = ${accountId}) as found`.execute(db);
  return found.rows[0]?.found === true;
}

/** Three statements. */
export async function factorsOf(db: Querying, accountId: number): Promise<Factors> {
  const totp = await db
    .selectFrom('totp')
    .select('created_at')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const passkeys = await db
    .selectFrom('passkey')
    .select(['id', 'credential_id', 'transports', 'name', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  const { left } = await db
    .selectFrom('recovery_code')
    .select((row) => row.fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    totp: totp ? { createdAt: totp.created_at } : null,
    passkeys: passkeys.map((row) => ({
      ...{ id: row.id, credentialId: row.credential_id, transports: row.transports, name: row.name },
      ...{ createdAt: row.created_at, lastUsedAt: row.last_used_at },
    })),
    codesLeft: Number(left),
  };
}

const useOf = (accountId: number): string => `totp:${accountId}`;

/** Keeps the secret of the account's application, instead of an earlier one. `lastStep`: codes until then are used up. */
export async function keepTotp(
  tx: Transaction,
  services: Services,
  kept: {
    readonly accountId: number;
    readonly secret: Buffer;
    readonly lastStep: number;
    readonly illustrative?: boolean;
  },
): Promise<void> {
  const { accountId, secret, lastStep, illustrative = false } = kept;
  const row = {
    secret: seal(services.config, useOf(accountId), secret),
    last_step: lastStep,
    illustrative,
    created_at: services.clock(),
  };
  await tx
    .insertInto('totp')
    .values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

/** The secret of the account's application; null for an account without one. */
export async function totpSecretOf(
  db: Querying,
  services: Pick<Services, 'config'>,
  accountId: number,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('totp')
    .select('secret')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ? unseal(services.config, useOf(accountId), row.secret) : null;
}

/**
 * Whether the code is one of the account's application, now and not used before; it is used up then. The row stays
 * locked meanwhile: of two who type the same code at once, one is let in.
 */
export async function takeTotpCode(
  tx: Transaction,
  services: Services,
  accountId: number,
  typed: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('totp')
    .select(['secret', 'last_step'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return false;
  const secret = unseal(services.config, useOf(accountId), row.secret);
  const step = matchingStep(secret, typed, services.clock(), Number(row.last_step));
  if (step === null) return false;
  await tx.updateTable('totp').set({ last_step: step }).where('account_id', '=', accountId).execute();
  return true;
}

/** The code of an account of the sample, for whoever tries the product; null for every other account. */
export async function sampleCode(
  services: Pick<Services, 'config' | 'db' | 'clock'>,
  accountId: number,
): Promise<string | null> {
  if (services.config.sample === 'none') return null;
  const row = await services.db
    .selectFrom('totp')
    .innerJoin('account', 'account.id', 'totp.account_id')
    .select(['secret', 'last_step'])
    .where('account_id', '=', accountId)
    // both: an application that its person set up instead is theirs alone
    .where('totp.illustrative', '=', true)
    .where('account.illustrative', '=', true)
    .executeTakeFirst();
  if (!row) return null;
  const secret = unseal(services.config, useOf(accountId), row.secret);
  return usableCode(secret, services.clock(), Number(row.last_step));
}
