import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { personWith } from '../../../../test/support/people.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import { inManner } from '../../../../test/support/wishes.ts';
import { type AccountActor, system, visitor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { FollowTarget } from '../../../ui/follow-links.tsx';
import { closeAccount, reopenAccount } from '../../directory/accounts/commands.ts';
import { chooseLetters, stopLetters, type Wishes } from '../wishes.ts';
import { askToFollow, confirmFollow, followAs } from './commands.ts';
import { lockCursor } from './cursor.ts';
import { chooseManner, type MailManner } from './followers.ts';
import { eraseFollowing, tellAtOnce, tellDaily } from './jobs.ts';
import { followingLetter } from './letters.ts';
import { findAddressFollower } from './queries.ts';

let portal: Portal;
const morning = new Date('2026-05-04T02:00:00Z');
const problems: FollowTarget = { kind: 'series', key: 'problems' };
let year = 2040;

beforeAll(async () => {
  portal = await openPortal();
  await tellAtOnce(portal.app.services);
});
afterAll(() => portal.app.close());
beforeEach(async () => {
  const { app } = portal;
  app.setNow(morning);
  for (const table of ['mail', 'follow', 'follow_request', 'follower', 'sign_in_failure'] as const)
    await app.services.db.deleteFrom(table).execute();
  await tellAtOnce(app.services);
  await app.services.db
    .updateTable('following_cursor')
    .set((row) => ({ daily_seq: row.ref('seq'), daily_on: null }))
    .execute();
});

async function confirm(address: string, manner: MailManner = 'daily', target = problems): Promise<number> {
  const { services } = portal.app;
  const asked = {
    target,
    email: address,
    manner,
    consent: true,
    language: 'vi',
    address: '203.0.113.5',
  } as const;
  await askToFollow(services, asked);
  const { secret } = await services.db
    .selectFrom('mail')
    .select('secret')
    .where('address', '=', address)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  await confirmFollow(services, secret ?? '');
  return (await followers()).find((one) => one.address === address)?.id ?? 0;
}

async function followers() {
  return portal.app.services.db.selectFrom('follower').selectAll().orderBy('id').execute();
}

async function followed(account: AccountActor): Promise<number> {
  const rows = await portal.app.services.db
    .selectFrom('follow')
    .innerJoin('follower', 'follower.id', 'follow.follower_id')
    .select('follow.id')
    .where('follower.account_id', '=', account.id)
    .execute();
  return rows.length;
}

const usual: Wishes = inManner('daily');

async function wish(account: AccountActor, following: Wishes['following']): Promise<void> {
  await chooseLetters(portal.app.services, account, { language: 'vi', wishes: { ...usual, following } });
}

async function moveTo(account: AccountActor, email: string): Promise<void> {
  await portal.app.services.db.updateTable('account').set({ email }).where('id', '=', account.id).execute();
}

/** Published, and read by the job that tells. */
async function publish(title: string): Promise<string> {
  year += 1;
  await editionWith(portal.app.services, { year, entries: [{ title }] });
  await tellAtOnce(portal.app.services);
  return `BTL-${year}`;
}

async function news(): Promise<readonly { readonly address: string; readonly text: string }[]> {
  const rows = await portal.app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.address', 'letter.body_text as text'])
    .where('letter.kind', '=', 'following.news')
    .orderBy('mail.id')
    .execute();
  return rows.map(({ address, text }) => ({ address, text: text ?? '' }));
}

test.each([
  { changed: 'both', again: false },
  { changed: 'the account', again: true },
  { changed: 'the address', again: true },
])(
  'account and address of one mailbox follow the same, and $changed told since: one letter from where less was told',
  async ({ changed, again }) => {
    const { app } = portal;
    const account = await personWith(app, 'agency_officer');
    await followAs(app.services, account, problems);
    const former = await confirm('hop-thu@example.vn');
    const first = await publish('Buổi sáng');
    if (changed !== 'the address') {
      await wish(account, 'at_once');
      await wish(account, 'daily');
    }
    if (changed !== 'the account') {
      await chooseManner(app.services, former, 'at_once');
      await chooseManner(app.services, former, 'daily');
    }
    await moveTo(account, 'hop-thu@example.vn');
    const second = await publish('Buổi chiều');
    await app.services.db.deleteFrom('mail').execute();
    app.setNow(new Date('2026-05-05T00:30:00Z'));
    await tellDaily(app.services);
    const [letter, ...others] = await news();
    expect(others).toEqual([]);
    expect(letter?.text).toContain(second);
    expect(letter?.text.includes(first)).toBe(again);
    await moveTo(account, account.email);
  },
);

test('a letter to an account that took over what its mailbox followed stops letters, and keeps what is followed', async () => {
  const { app } = portal;
  await confirm('ve-tai-khoan@example.vn');
  const account = await personWith(app, 'agency_officer');
  await moveTo(account, 've-tai-khoan@example.vn');
  await followAs(
    app.services,
    { ...account, email: 've-tai-khoan@example.vn' },
    { kind: 'sector', key: 'du-lich' },
  );
  expect(await followed(account)).toBe(2);
  for (const _twice of [1, 2])
    await stopLetters(app.services, visitor, { accountId: account.id, topic: 'following' });
  expect(await followed(account)).toBe(2);
  await publish('Không có thư');
  app.setNow(new Date('2026-05-05T00:30:00Z'));
  await tellDaily(app.services);
  expect(await news()).toEqual([]);
});

/** Does something while the telling job is at work, which ends once `meanwhile` is through; nothing waits longer than a second. */
async function whileTelling(
  doing: () => Promise<unknown>,
  meanwhile: (teller: Transaction) => Promise<unknown>,
): Promise<void> {
  const { db } = portal.app.services;
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const telling = db.transaction().execute(async (tx) => {
    await lockCursor(tx);
    await sql`set local lock_timeout = '1s'`.execute(tx);
    begin();
    await vi.waitFor(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(db);
      expect(rows).not.toEqual([]);
    });
    await meanwhile(tx);
  });
  await begun;
  await Promise.all([telling, doing()]);
}

test('who stops letters while news are told holds up neither the telling nor any other work', async () => {
  const { app } = portal;
  const account = await personWith(app, 'agency_officer');
  await followAs(app.services, account, problems);
  await confirm('hop-thu-khac@example.vn');
  await moveTo(account, 'hop-thu-khac@example.vn');
  const letter = followingLetter(app.services, 'vi', { things: [], total: 0, on: null });
  await whileTelling(
    () => stopLetters(app.services, visitor, { accountId: account.id, topic: 'following' }),
    async (teller) => {
      const to = [{ accountId: account.id, address: 'hop-thu-khac@example.vn' }];
      await queueLetter(teller, letter, to, { topic: 'following', at: morning });
      const subject = { kind: 'follow', id: 1 };
      await appendEvent(teller, {
        name: 'follow.ended',
        actor: system,
        subject,
        facts: { count: 1 },
        at: morning,
      });
    },
  );
  expect((await followers()).map(({ ended_at }) => ended_at === null)).toEqual([true, false]);
  await moveTo(account, account.email);
});

test('who changes how an address is told while news are told keeps the address free for the telling', async () => {
  const { services } = portal.app;
  const id = await confirm('doi-cach@example.vn');
  const isFree = (teller: Transaction) =>
    sql`select 1 from follower where id = ${id} for update nowait`.execute(teller);
  await whileTelling(() => chooseManner(services, id, 'at_once'), isFree);
  expect(await followers()).toMatchObject([{ manner: 'at_once' }]);
  await whileTelling(() => confirm('doi-cach@example.vn', 'daily', { kind: 'series', key: 'needs' }), isFree);
  expect(await followers()).toMatchObject([{ manner: 'daily' }]);
});

const days = (count: number) => new Date(morning.getTime() + count * 86_400_000);

test('with an address that follows nothing go the letters it got as a follower, and no others', async () => {
  const { app } = portal;
  const { db } = app.services;
  const address = 'het-theo-doi@example.vn';
  const id = await confirm(address, 'at_once');
  await publish('Có thư');
  expect(await news()).toHaveLength(1);
  const other = {
    ...followingLetter(app.services, 'vi', { things: [], total: 0, on: null }),
    kind: 'registration.confirm',
  } as const;
  await db
    .transaction()
    .execute((tx) => queueLetter(tx, other, [{ accountId: null, address }], { topic: null, at: days(29) }));
  await db.updateTable('mail').set({ state: 'sent', ended_at: morning, secret: null }).execute();
  await stopLetters(app.services, visitor, { followerId: id });
  app.setNow(days(31));
  await askToFollow(app.services, {
    ...{
      target: problems,
      email: address,
      manner: 'daily',
      consent: true,
      language: 'vi',
      address: '203.0.113.5',
    },
  });
  await eraseFollowing(app.services);
  expect(await followers()).toEqual([]);
  const left = await db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['letter.kind', 'mail.state'])
    .orderBy('mail.id')
    .execute();
  expect(left).toEqual([
    { kind: 'registration.confirm', state: 'sent' },
    { kind: 'following.confirm', state: 'queued' },
  ]);
});

test('letters to a mailbox decide for an account only while it is the account’s, and a former one is erased', async () => {
  const { app } = portal;
  const { services } = app;
  const former = await confirm('hop-thu-cu@example.vn');
  const account = await personWith(app, 'agency_officer');
  await moveTo(account, 'Hop-Thu-Cu@example.vn');
  await followAs(
    services,
    { ...account, email: 'Hop-Thu-Cu@example.vn' },
    { kind: 'sector', key: 'du-lich' },
  );
  expect(await findAddressFollower(services.db, former)).toMatchObject({ byAccount: true });
  await moveTo(account, 'hop-thu-moi@example.vn');
  expect(await findAddressFollower(services.db, former)).toMatchObject({ byAccount: false });
  await stopLetters(services, visitor, { followerId: former });
  expect(await followed(account)).toBe(2);
  app.setNow(days(31));
  await eraseFollowing(services);
  expect((await followers()).map(({ address, account_id }) => address ?? account_id)).toEqual([account.id]);
  expect(await followed(account)).toBe(2);
});

test('what an account follows is erased thirty days after it was closed, unless it was opened again', async () => {
  const { app } = portal;
  const { services } = app;
  const [closed, open] = [await personWith(app, 'agency_officer'), await personWith(app, 'agency_officer')];
  for (const account of [closed, open]) {
    await followAs(services, account, problems);
    await closeAccount(services, system, { id: account.id, version: 1 });
  }
  app.setNow(days(29));
  await reopenAccount(services, system, { id: open.id, version: 2 });
  await eraseFollowing(services);
  expect([await followed(closed), await followed(open)]).toEqual([1, 1]);
  app.setNow(days(31));
  await eraseFollowing(services);
  expect([await followed(closed), await followed(open)]).toEqual([0, 1]);
});
