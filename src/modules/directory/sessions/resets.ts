import type { Transaction } from '../../../platform/database/open.ts';

/** Letters to choose another password open nothing any longer: the password, the address or the account has changed. */
export async function voidResets(tx: Transaction, accountId: number, at: Date): Promise<void> {
  await tx
    .updateTable('password_reset')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
}
