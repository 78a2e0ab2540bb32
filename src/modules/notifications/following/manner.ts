import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { lockCursor } from './cursor.ts';
import { type Telling, tellFollowers } from './tell.ts';

export type FollowManner = 'at_once' | 'daily' | 'never';

/**
 * Before a follower gets letters in another manner: what waits for the letter of the day is told now, where the next ones come
 * at once, and nothing is ever told twice.
 */
export async function changeManner(
  tx: Transaction,
  services: Services,
  followerId: number,
  { from, to }: { readonly from: FollowManner; readonly to: FollowManner },
): Promise<void> {
  if (from === to) return;
  const { seq, daily_seq: dailySeq } = await lockCursor(tx);
  if (from === 'daily' && to === 'at_once' && seq > dailySeq)
    await tellNow(tx, services, { from: dailySeq, to: seq, manner: 'daily', only: followerId });
  await tx.updateTable('follower').set({ told_seq: seq }).where('id', '=', followerId).execute();
}

/** Of one follower nothing is set aside: where not all can be told, the change fails and nothing is lost. */
async function tellNow(tx: Transaction, services: Services, telling: Telling): Promise<void> {
  const [failure] = (await tellFollowers(tx, services, telling)).values();
  if (failure) throw failure;
}

/** As above for an account, whether it follows anything or not. */
export async function changeMannerOfAccount(
  tx: Transaction,
  services: Services,
  accountId: number,
  change: { readonly from: FollowManner; readonly to: FollowManner },
): Promise<void> {
  const follower = await tx
    .selectFrom('follower')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (follower) await changeManner(tx, services, follower.id, change);
}
