import type { Transaction } from '../../../platform/database/open.ts';

/** Ends the open sessions of an account, but for one, and what was half signed in; returns the ids of the sessions. */
export async function endSessionsOf(
  tx: Transaction,
  accountId: number,
  at: Date,
  exceptId: number | null = null,
): Promise<number[]> {
  await tx.deleteFrom('half_session').where('account_id', '=', accountId).execute();
  let query = tx
    .updateTable('session')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at);
  if (exceptId !== null) query = query.where('id', '<>', exceptId);
  const ended = await query.returning('id').execute();
  return ended.map(({ id }) => id);
}
