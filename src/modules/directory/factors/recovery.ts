import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '../../../platform/database/open.ts';
import { base32 } from './totp.ts';

/** How many codes a person gets at once. */
export const recoveryCodes = 10;

/** `ABCD-EFGH-IJKL-MNOP-QRST-UVWX`: 120 random bits, so that a plain hash of it tells nobody anything. */
function newCode(): string {
  return (base32(randomBytes(15)).match(/.{4}/g) ?? []).join('-');
}

/** The shape of a code as it is shown. */
export const recoveryShape = /^[A-Z2-7]{4}(?:-[A-Z2-7]{4}){5}$/;

/** Of one account alone: the same code of another one has another hash. */
export function recoveryHash(accountId: number, typed: string): Buffer {
  const letters = typed.toUpperCase().replace(/[^A-Z2-7]/g, '');
  return createHash('sha256').update(`${accountId}:${letters}`).digest();
}

/** Gives the account new codes instead of those it had, and returns them: the only time they can be read. */
export async function makeRecoveryCodes(tx: Transaction, accountId: number): Promise<readonly string[]> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  const codes = Array.from({ length: recoveryCodes }, newCode);
  await tx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ account_id: accountId, hash: recoveryHash(accountId, code) })))
    .execute();
  return codes;
}

/** Uses a code up; how many are left, or null where it is none of this account, or was used. */
export async function takeRecoveryCode(
  tx: Transaction,
  accountId: number,
  typed: string,
  at: Date,
): Promise<number | null> {
  const taken = await tx
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('hash', '=', recoveryHash(accountId, typed))
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst();
  if (!taken) return null;
  const { left } = await tx
    .selectFrom('recovery_code')
    .select((row) => row.fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(left);
}
