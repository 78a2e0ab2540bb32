import { sql } from 'kysely';
import { localDateOf, localTimeOf } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Job } from '../../../platform/jobs/jobs.ts';
import type { Services } from '../../../platform/services.ts';
import { setAside, tellAside } from './aside.ts';
import { lockCursor } from './cursor.ts';
import { readNews } from './read-log.ts';
import { type Telling, tellFollowers } from './tell.ts';

/** The time in Vietnam from which the letter of the day is written. */
const fromTime = '07:00';
/** Days for which somebody who confirmed nothing, and news that were told, are kept. */
export const unconfirmedDays = 7;
/** Days for which an address is kept that follows nothing any longer: its letters still say so. As long what a closed account follows. */
export const endedDays = 30;

/**
 * Reads what has happened since the last time and tells those at once who want it so. Everything that stands in the log is read
 * in one go: of a publication with all its entries one letter is written. What cannot be read or laid out is set aside and tried again.
 */
export async function tellAtOnce(services: Services): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const { seq: from, daily_seq: dailySeq } = await lockCursor(tx);
    await tellAside(tx, services, dailySeq);
    const { seq: to } = await tx.selectFrom('event_head').select('seq').executeTakeFirstOrThrow();
    if (to === from) return;
    const { told, failures } = await readNews(tx, { from, to, at: services.clock() });
    await setAside(tx, services, failures, { from, to, step: 'read' });
    if (told) await tell(tx, services, { from, to, manner: 'at_once' });
    await tx.updateTable('following_cursor').set({ seq: to }).execute();
  });
}

async function tell(tx: Transaction, services: Services, telling: Telling): Promise<void> {
  const { from, to, manner } = telling;
  await setAside(tx, services, await tellFollowers(tx, services, telling), { from, to, step: manner });
}

/** Once a day from seven on, what came since the last time; also where no worker ran at seven. */
export async function tellDaily(services: Services): Promise<void> {
  const now = services.clock();
  if (localTimeOf(now) < fromTime) return;
  const today = localDateOf(now);
  await services.db.transaction().execute(async (tx) => {
    const { seq: to, daily_seq: from, daily_on: last } = await lockCursor(tx);
    if (last !== null && last >= today) return;
    if (to > from) await tell(tx, services, { from, to, manner: 'daily' });
    await tx.updateTable('following_cursor').set({ daily_seq: to, daily_on: today }).execute();
  });
}

/**
 * Erases addresses that were never confirmed and those that follow nothing any longer, with the mails to them as followers; what
 * accounts followed that were closed long ago; what was told; and what nobody follows any longer.
 */
export async function eraseFollowing({ db, clock }: Services): Promise<void> {
  const before = (days: number) => new Date(clock().getTime() - days * 86_400_000);
  await db.deleteFrom('follow_request').where('asked_at', '<', before(unconfirmedDays)).execute();
  await sql`delete from mail where account_id is null and state <> 'queued' and created_at < ${before(unconfirmedDays)}
    and letter_id in (select id from letter where kind = 'following.confirm')`.execute(db);
  // also those an account took over: the account has an address of its own
  await sql`
    with gone as (
      delete from follower where address is not null and ended_at < ${before(endedDays)} returning id, address)
    delete from mail using gone where lower(mail.address) = gone.address and mail.follower_id = gone.id
      and mail.state <> 'queued'`.execute(db);
  await sql`delete from follow using follower f join account a on a.id = f.account_id
    where follow.follower_id = f.id and a.state = 'closed' and not exists (
      select 1 from event where name = 'account.closed' and subject_kind = 'account' and subject_id = a.id::text
        and at >= ${before(endedDays)})`.execute(db);
  await sql`delete from followed_news where created_at < ${before(unconfirmedDays)}
    and seq <= (select least(seq, daily_seq) from following_cursor)`.execute(db);
  // what it would tell is erased
  await db.deleteFrom('following_aside').where('since', '<', before(unconfirmedDays)).execute();
  await sql`delete from followed f where not exists (select 1 from follow where follow.followed_id = f.id)
    and not exists (select 1 from follow_request r where r.followed_id = f.id)`.execute(db);
}

export const followingJobs: readonly Job[] = [
  { name: 'following.tell', every: '* * * * *', run: tellAtOnce },
  // the job itself keeps to the hour: a worker may not run at seven
  { name: 'following.daily', every: '*/10 * * * *', run: tellDaily },
  { name: 'following.erase', every: '37 3 * * *', run: eraseFollowing },
];
