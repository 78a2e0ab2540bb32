import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import type { NewEvent } from '../../platform/events/append.ts';
import type { Forget, HeldData } from '../../platform/personal-data.ts';
import type { Keeping } from '../../platform/retention.ts';
import { endFollows } from './following/commands.ts';

/** What people chose to be told of, and what they were told. */
export const notificationData: readonly HeldData[] = [
  {
    key: 'letter_choices',
    label: { vi: 'Cách nhận thư đã chọn', en: 'Choices of letters' },
    rows: ({ accountId }) => sql`
      select topic, manner, updated_at from notification_wish where account_id = ${accountId} order by topic`,
  },
  {
    key: 'news',
    past: true,
    label: { vi: 'Tin đã báo', en: 'News told' },
    rows: ({ accountId }) => sql`
      select topic, title, title_en, path, created_at, mailed_at from notification where account_id = ${accountId} order by id`,
  },
  {
    key: 'follows',
    label: { vi: 'Nội dung đang theo dõi', en: 'What is followed' },
    rows: ({ accountId, address }) => sql`
      select f.kind, f.label, f.label_en, follow.created_at, follower.manner, follower.consent, follower.consented_at
      from follow join follower on follower.id = follow.follower_id join followed f on f.id = follow.followed_id
      where follower.account_id = ${accountId} or follower.address = ${address} order by follow.id`,
  },
  {
    key: 'follow_requests',
    past: true,
    label: { vi: 'Yêu cầu theo dõi đã xác nhận', en: 'Requests to follow that were confirmed' },
    rows: ({ address }) => sql`
      select r.address, f.label, r.consent, r.asked_at, r.confirmed_at from follow_request r
      join followed f on f.id = r.followed_id where r.address = ${address} and r.confirmed_at is not null order by r.id`,
  },
  {
    // anybody may have typed the address: that its reader agreed to anything is not known
    key: 'unconfirmed_follow_requests',
    label: { vi: 'Yêu cầu theo dõi chưa xác nhận', en: 'Requests to follow, unconfirmed' },
    rows: ({ address }) => sql`
      select r.address, f.label, r.asked_at from follow_request r
      join followed f on f.id = r.followed_id where r.address = ${address} and r.confirmed_at is null order by r.id`,
  },
];

/** Nothing is followed any longer, nothing is told, no choice is kept. */
export const forgetReader: Forget = async (tx, { clock }, { accountId, address }) => {
  const followers = await tx
    .selectFrom('follower')
    .select('id')
    .where((e) => e.or([e('account_id', '=', accountId), e('address', '=', address)]))
    .execute();
  const events: NewEvent[] = [];
  for (const { id } of followers) events.push(...(await endFollows(tx, system, id, 'all', clock())).events);
  const ids = followers.map(({ id }) => id);
  await sql`delete from follower where id = any(${ids}::bigint[]) or taken_over_by = any(${ids}::bigint[])`.execute(
    tx,
  );
  await tx.deleteFrom('follow_request').where('address', '=', address).execute();
  if (accountId === null) return events;
  for (const table of ['notification', 'notification_wish', 'notification_digest'] as const)
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute();
  return events;
};

/** What people were told long ago, or never. */
export const newsKeepings: readonly Keeping[] = [
  {
    kind: 'news',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from notification where id in (
        select id from notification where created_at < ${before} and (mailed_at is not null or void_at is not null)
        limit ${most}) returning id`.execute(tx);
      return gone.rows.length;
    },
  },
];
