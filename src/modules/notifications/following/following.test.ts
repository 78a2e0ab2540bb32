// A little long, and one file: one portal with its followers and their mailbox is made once and serves every test.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openMailServer } from '../../../../test/support/mail-server.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import { inManner } from '../../../../test/support/wishes.ts';
import { system } from '../../../kernel/actor.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import { sendMail } from '../../../platform/mail/send.ts';
import { followsToken, stopToken } from '../../../platform/mail/stop-address.ts';
import { type FollowTarget, feedPath, followNames, followPath } from '../../../ui/follow-links.tsx';
import { withdrawEdition } from '../../catalogue/index.ts';
import { notificationRoutes } from '../pages.tsx';
import { notificationPaths } from '../paths.ts';
import { eraseFollowing, tellAtOnce, tellDaily } from './jobs.ts';
import { followingPaths } from './paths.ts';

let portal: Portal;
const morning = new Date('2026-05-04T02:00:00Z');
let year = 2040;

beforeAll(async () => {
  portal = await openPortal(notificationRoutes);
  await tellAtOnce(portal.app.services);
});
afterAll(() => portal.app.close());
beforeEach(async () => {
  portal.app.setNow(morning);
  const { db } = portal.app.services;
  for (const table of ['mail', 'follow', 'follow_request', 'follower', 'sign_in_failure'] as const)
    await db.deleteFrom(table).execute();
  await tellAtOnce(portal.app.services);
  await db
    .updateTable('following_cursor')
    .set((row) => ({ daily_seq: row.ref('seq'), daily_on: null }))
    .execute();
});

const asked = ({ kind, key }: FollowTarget, more: Readonly<Record<string, string>> = {}) => ({
  ...{ loai: followNames[kind], ma: key, email: 'lan@example.vn', manner: 'daily', consent: '1' },
  ...more,
});

async function mails() {
  return portal.app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.id', 'mail.address', 'mail.account_id', 'mail.secret', 'mail.state', 'mail.letter_id'])
    .select(['letter.kind', 'letter.subject', 'letter.body_text as text'])
    .orderBy('mail.id')
    .execute();
}

async function news() {
  return (await mails()).filter(({ kind }) => kind === 'following.news');
}

/** Follows by mail, confirmed. */
async function follow(target: FollowTarget, email = 'lan@example.vn', manner = 'at_once'): Promise<void> {
  const { app } = portal;
  const answer = await app.fetch(followingPaths.follow, { form: asked(target, { email, manner }) });
  expect(answer.status).toBe(200);
  const token = (await mails()).filter(({ address }) => address === email).at(-1)?.secret ?? '';
  expect((await app.fetch(followingPaths.confirm(token), { form: {} })).status).toBe(200);
  await app.services.db.deleteFrom('mail').execute();
  await app.services.db.deleteFrom('sign_in_failure').execute();
}

const entries = (...titles: string[]) => titles.map((title) => ({ title }));

async function publish(...titles: string[]): Promise<{ id: number; code: string; year: number }> {
  year += 1;
  const id = await editionWith(portal.app.services, { year, entries: entries(...titles) });
  return { id, code: `BTL-${year}`, year };
}

const problems: FollowTarget = { kind: 'series', key: 'problems' };

test('whoever has no account is asked by a letter first, and gets nothing before they say yes', async () => {
  const { app } = portal;
  const page = await portal.html(followPath(problems));
  expect(page).toContain('Danh mục bài toán lớn các năm');
  expect(page).not.toMatch(/name="consent"[^>]*checked/);
  expect((await app.fetch(followingPaths.follow, { form: asked(problems) })).status).toBe(200);
  const [letter] = await mails();
  expect(letter).toMatchObject({ kind: 'following.confirm', address: 'lan@example.vn', account_id: null });
  expect(letter?.secret).toMatch(/^[\w-]{43}$/);
  expect(letter?.text).not.toContain(letter?.secret ?? '-');
  await publish('Trước khi xác nhận');
  await tellAtOnce(app.services);
  await tellDaily(app.services);
  expect(await news()).toEqual([]);
  const confirm = followingPaths.confirm(letter?.secret ?? '');
  // a program that looks at every address in a mail confirms nothing
  expect(await (await app.fetch(confirm)).text()).toContain('Xác nhận');
  expect(await app.services.db.selectFrom('follow').selectAll().execute()).toEqual([]);
  for (const _twice of [1, 2]) expect((await app.fetch(confirm, { form: {} })).status).toBe(200);
  expect(await app.services.db.selectFrom('follow').selectAll().execute()).toHaveLength(1);
});

test('the answer is the same for every address; what is typed wrong is told by field and kept', async () => {
  const { app } = portal;
  await app.signIn('agency_officer', { email: 'co-tai-khoan@example.vn' });
  const answers = [];
  for (const email of ['co-tai-khoan@example.vn', 'khong-ai@example.vn'])
    answers.push(await (await app.fetch(followingPaths.follow, { form: asked(problems, { email }) })).text());
  expect(answers[0]).toBe(answers[1]);
  for (const email of ['', 'lan', 'lan@example.vn\r\nBcc: a@example.vn', 'a@b.vn,c@d.vn', 'a\u0001@b.vn']) {
    const answer = await app.fetch(followingPaths.follow, {
      form: asked(problems, { email, manner: 'hourly', consent: '' }),
    });
    expect(answer.status, email).toBe(422);
    const html = await answer.text();
    expect(html).toContain('#f-email');
    expect(html).toContain('#f-manner');
    expect(html).toContain('#f-consent');
    expect(html).not.toMatch(/name="consent"[^>]*checked/);
  }
  expect(await mails()).toHaveLength(2);
});

test('where no mail can be sent nobody is told to wait for a letter: the feeds and whom to ask are named instead', async () => {
  const { app } = portal;
  const form = await portal.html(followPath(problems));
  expect(form).toContain('chưa nối với máy chủ thư');
  expect(form, 'no address is asked for in vain').not.toContain('name="email"');
  const answer = await (await app.fetch(followingPaths.follow, { form: asked(problems) })).text();
  expect(answer).not.toContain('Hãy mở hộp thư');
  expect(answer).toContain('Không có thư nào được gửi');
  expect(answer).toContain(feedPath(problems).replace('&', '&amp;'));
  const as = await app.signIn('applicant');
  expect(await (await app.fetch(followPath(problems), { as })).text()).toContain(notificationPaths.mine);
  await app.fetch(followingPaths.follow, { as, form: asked(problems) });
  const mine = await (await app.fetch(followingPaths.mine, { as })).text();
  expect(mine).toContain('tin được giữ ở mục Thư báo');
  expect(mine).not.toContain('Bạn được báo bằng thư');
});

test('no address is asked more than three times an hour, and no network asks for a hundred letters', async () => {
  const { app } = portal;
  for (let n = 0; n < 5; n += 1) await app.fetch(followingPaths.follow, { form: asked(problems) });
  expect(await mails()).toHaveLength(3);
});

test('what is not public cannot be followed', async () => {
  const { app } = portal;
  year += 1;
  const draft = await editionWith(app.services, { year, entries: entries('Bản nháp'), published: false });
  expect(draft).toBeGreaterThan(0);
  for (const target of [
    { kind: 'entry', key: `BTL-${year}-01` },
    { kind: 'edition', key: `BTL-${year}` },
    { kind: 'document', key: '999999' },
    { kind: 'sector', key: 'khong-co' },
    { kind: 'search', key: 'bai-toan' },
    { kind: 'search', key: '../quan-tri?q=a' },
  ] as const) {
    expect((await app.fetch(followPath(target))).status, target.key).toBe(404);
    expect((await app.fetch(followingPaths.follow, { form: asked(target) })).status, target.key).toBe(404);
  }
  expect(await mails()).toEqual([]);
});

test('a publication is one letter to each follower, however many of its entries they follow', async () => {
  const { app } = portal;
  await follow(problems);
  await follow({ kind: 'sector', key: 'du-lich' });
  await follow({ kind: 'search', key: 'bai-toan?q=s%E1%BA%A1t+l%E1%BB%9F' });
  await follow({ kind: 'sector', key: 'du-lich' }, 'minh@example.vn');
  await follow({ kind: 'sector', key: 'logistics' }, 'hoa@example.vn');
  const { code } = await publish('Cảnh báo sạt lở', ...Array.from({ length: 39 }, (_, n) => `Việc thứ ${n}`));
  await Promise.all([tellAtOnce(app.services), tellAtOnce(app.services)]);
  const sent = (await news()).toSorted((one, other) => (one.address < other.address ? -1 : 1));
  expect(sent.map(({ address }) => address)).toEqual(['lan@example.vn', 'minh@example.vn']);
  const [lan, minh] = sent;
  expect(lan?.subject).toBe('41 tin mới từ nội dung bạn theo dõi');
  expect(lan?.text).toContain('đây là 30 tin đầu, và 11 tin khác');
  expect(lan?.text).toContain(`${code}-01 Cảnh báo sạt lở`);
  expect(minh?.subject).toBe('40 tin mới từ nội dung bạn theo dõi');
});

test('who follows the same gets the same letter, written once', async () => {
  const { app } = portal;
  for (const name of ['lan', 'minh', 'hoa']) await follow(problems, `${name}@example.vn`);
  await publish('Một việc');
  await tellAtOnce(app.services);
  const sent = await news();
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(({ letter_id }) => letter_id)).size).toBe(1);
});

test('a search tells of what has its words and filters, and of nothing else', async () => {
  const { app } = portal;
  await follow({ kind: 'search', key: 'bai-toan?linh-vuc=du-lich&q=%22l%C5%A9%20qu%C3%A9t%22' });
  const { code } = await publish('Báo lũ quét sớm', 'Quét rác sau lũ', 'Việc khác');
  await tellAtOnce(app.services);
  expect((await news()).map(({ subject }) => subject)).toEqual([
    `${code}-01 Báo lũ quét sớm: Mục mới trong danh mục ${code}`,
  ]);
});

test('a search too long to be kept is refused, however it is written, and its list offers none', async () => {
  const { app } = portal;
  const words = 'cửa khẩu số '.repeat(25).trim();
  const written = `bai-toan?${new URLSearchParams({ q: words })}`;
  for (const key of [written, `bai-toan?q=${words}`]) {
    const target = { kind: 'search', key } as const;
    const answers = [
      await app.fetch(followPath(target)),
      await app.fetch(followingPaths.follow, { form: asked(target) }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain('quá nhiều chữ hoặc bộ lọc');
    }
  }
  expect(await mails()).toEqual([]);
  expect(await portal.html(`/bai-toan?q=cua`)).toContain('/theo-doi?loai=tim-kiem');
  const long = await portal.html(`/${written}`);
  expect(long).not.toContain('/theo-doi?loai=tim-kiem');
  expect(long).not.toContain('/tin.atom?loai=tim-kiem');
});

test('the letter of the day comes once, from seven on, without what was withdrawn meanwhile', async () => {
  const { app } = portal;
  await follow(problems, 'lan@example.vn', 'daily');
  const stays = await publish('Ở lại');
  const gone = await publish('Thu hồi ngay');
  await tellAtOnce(app.services);
  expect(await news()).toEqual([]);
  await withdrawEdition(app.services, system, gone.id, { note: 'Công bố nhầm.' });
  await tellAtOnce(app.services);
  app.setNow(new Date('2026-05-04T23:59:00Z'));
  await tellDaily(app.services);
  expect(await news()).toEqual([]);
  app.setNow(new Date('2026-05-05T00:30:00Z'));
  await Promise.all([tellDaily(app.services), tellDaily(app.services)]);
  await tellDaily(app.services);
  const [letter, ...others] = await news();
  expect(others).toEqual([]);
  expect(letter?.subject).toBe('2 tin mới từ nội dung bạn theo dõi, ngày 05/05/2026');
  expect(letter?.text).toContain(`(${stays.code})\n  Danh mục đã được công bố.`);
  expect(letter?.text).toContain(`(${gone.code})\n  Danh mục đã được thu hồi.`);
});

test('letters of another manner tell what still waits at once, and nothing twice', async () => {
  const { app } = portal;
  await follow(problems, 'lan@example.vn', 'daily');
  await publish('Buổi sáng');
  await tellAtOnce(app.services);
  const { id } = await app.services.db.selectFrom('follower').select('id').executeTakeFirstOrThrow();
  const path = followingPaths.byAddress(followsToken(app.services.config, id));
  expect((await app.fetch(path, { form: { manner: 'at_once' } })).status).toBe(303);
  expect(await news()).toHaveLength(1);
  await publish('Buổi trưa');
  await tellAtOnce(app.services);
  expect(await news()).toHaveLength(2);
  await app.fetch(path, { form: { manner: 'daily' } });
  await publish('Buổi chiều');
  await tellAtOnce(app.services);
  app.setNow(new Date('2026-05-05T00:30:00Z'));
  await tellDaily(app.services);
  const sent = await news();
  expect(sent).toHaveLength(3);
  expect(sent.at(-1)?.subject).toContain('Danh mục đã được công bố');
});

test('an account follows at once, sees what it follows, and gets one letter where its address follows too', async () => {
  const { app } = portal;
  await follow(problems, 'can-bo@example.vn');
  const officer = await app.signIn('agency_officer', { email: 'can-bo@example.vn' });
  const { code } = await publish('Đã có');
  await tellAtOnce(app.services);
  await app.services.db.deleteFrom('mail').execute();
  const target = { kind: 'entry', key: `${code}-01` } as const;
  for (const _twice of [1, 2])
    expect((await app.fetch(followingPaths.follow, { as: officer, form: asked(target) })).status).toBe(303);
  await app.fetch(followingPaths.follow, { as: officer, form: asked(problems) });
  const list = await (await app.fetch(`${followingPaths.mine}?q=da+co`, { as: officer })).text();
  expect(list).toContain(`${code}-01 Đã có`);
  expect(list).not.toContain('Danh mục bài toán lớn các năm');
  // what the address followed before is the account's now
  const former = await app.services.db
    .selectFrom('follower')
    .select('id')
    .where('address', '=', 'can-bo@example.vn')
    .executeTakeFirstOrThrow();
  const byToken = followingPaths.byAddress(followsToken(app.services.config, former.id));
  expect((await app.fetch(byToken)).headers.get('location')).toBe(followingPaths.mine);
  const chosen = await app.fetch(notificationPaths.mine, {
    as: officer,
    form: {
      ...inManner('daily'),
      following: 'at_once',
      language: 'en',
    },
  });
  expect(chosen.status).toBe(303);
  await publish('Việc mới');
  await tellAtOnce(app.services);
  const sent = await news();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ address: 'can-bo@example.vn', account_id: officer.accountId });
  expect(sent[0]?.subject).toContain('The edition was published');
  // an old letter still stops what it is about
  const stop = notificationPaths.stop(stopToken(app.services.config, { followerId: former.id }));
  await app.fetch(stop, { form: {} });
  expect(await (await app.fetch(followingPaths.mine, { as: officer })).text()).toContain('Chưa theo dõi');
});

test('an account that wants no letters is not promised any, by its own pages or after confirming', async () => {
  const { app } = portal;
  const silent = await app.signIn('agency_officer', { email: 'khong-thu@example.vn' });
  const form = { ...inManner('daily'), following: 'never' };
  await app.fetch(notificationPaths.mine, { as: silent, form: { ...form, language: 'vi' } });
  await app.fetch(followingPaths.follow, { form: asked(problems, { email: 'khong-thu@example.vn' }) });
  const confirm = followingPaths.confirm((await mails())[0]?.secret ?? '');
  for (const _twice of [1, 2]) {
    const html = await (await app.fetch(confirm, { form: {} })).text();
    expect(html).toContain('Tài khoản của bạn đã chọn không nhận thư');
    expect(html).not.toContain('Từ nay bạn nhận thư');
  }
  for (const target of [problems, { kind: 'series', key: 'needs' }] as const) {
    const html = await (await app.fetch(followPath(target), { as: silent })).text();
    expect(html).toContain('Tài khoản của bạn đã chọn không nhận thư');
    expect(html).not.toContain('Thư gửi tới khong-thu@example.vn');
  }
});

test('one click out of any letter stops all, also what still waits to be sent, and twice does no more', async () => {
  const { app } = portal;
  await follow(problems);
  await publish('Việc mới');
  await tellAtOnce(app.services);
  const server = await openMailServer();
  try {
    await sendMail({ ...app.services, config: { ...app.services.config, smtpUrl: server.url } });
    const [mail] = server.mails;
    const { id } = await app.services.db.selectFrom('follower').select('id').executeTakeFirstOrThrow();
    const stop = notificationPaths.stop(stopToken(app.services.config, { followerId: id }));
    expect(mail?.headers.get('list')).toMatchObject({
      unsubscribe: { url: `http://localhost:8080${stop}` },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
    expect(mail?.text).toContain(followingPaths.byAddress(followsToken(app.services.config, id)));
    await publish('Việc nữa');
    await tellAtOnce(app.services);
    for (const _twice of [1, 2]) {
      const answer = await app.fetch(stop, { form: {}, headers: { 'sec-fetch-site': 'cross-site' } });
      expect(await answer.text()).toContain('Đã thôi theo dõi tất cả');
    }
    await sendMail({ ...app.services, config: { ...app.services.config, smtpUrl: server.url } });
    expect(server.mails).toHaveLength(1);
    expect((await app.fetch(stop.replace(`f${id}.`, `f${id + 1}.`), { form: {} })).status).toBe(404);
  } finally {
    await server.close();
  }
});

test('one thing is stopped among others, all of them after asking, and nobody else’s', async () => {
  const { app } = portal;
  await follow(problems);
  await follow({ kind: 'sector', key: 'logistics' });
  await follow(problems, 'minh@example.vn');
  const rows = await app.services.db.selectFrom('follow').selectAll().orderBy('id').execute();
  const [mine = { id: 0, follower_id: 0 }, , other = { id: 0 }] = rows;
  const token = followsToken(app.services.config, mine.follower_id);
  const page = await portal.html(followingPaths.byAddress(token));
  expect(page).toContain('l…@example.vn');
  expect(page).toContain('Logistics');
  await app.fetch(followingPaths.stopByAddress(token), { form: { id: String(other.id) } });
  await app.fetch(followingPaths.stopByAddress(token), { form: { id: String(mine.id) } });
  const left = await app.services.db.selectFrom('follow').select('id').orderBy('id').execute();
  expect(left).toHaveLength(2);
  expect(await portal.html(followingPaths.stopAllByAddress(token))).toContain('Giữ như cũ');
  await app.fetch(followingPaths.stopAllByAddress(token), { form: {} });
  expect(await app.services.db.selectFrom('follow').select('id').execute()).toEqual([{ id: other.id }]);
  expect(await portal.html(followingPaths.byAddress(token))).toContain('Chưa theo dõi nội dung nào');
});

test('addresses that confirmed nothing, or follow nothing, are erased; old letters say so and lead on', async () => {
  const { app } = portal;
  const { db } = app.services;
  await follow(problems, 'thoi@example.vn');
  await follow(problems, 'con@example.vn');
  const { id } = await db
    .selectFrom('follower')
    .select('id')
    .where('address', '=', 'thoi@example.vn')
    .executeTakeFirstOrThrow();
  await app.fetch(notificationPaths.stop(stopToken(app.services.config, { followerId: id })), { form: {} });
  await app.fetch(followingPaths.follow, { form: asked(problems, { email: 'im-lang@example.vn' }) });
  const token = (await mails()).at(-1)?.secret ?? '';
  await sendMail(app.services);
  app.setNow(new Date(morning.getTime() + 8 * 86_400_000));
  const late = await app.fetch(followingPaths.confirm(token));
  expect(late.status).toBe(404);
  expect(await late.text()).toContain('đã quá 7 ngày');
  await eraseFollowing(app.services);
  const texts = async (address: string) =>
    JSON.stringify([
      await db.selectFrom('follow_request').selectAll().execute(),
      await db.selectFrom('follower').selectAll().execute(),
      await db.selectFrom('mail').selectAll().execute(),
    ]).includes(address);
  expect(await texts('im-lang@example.vn')).toBe(false);
  expect(await texts('thoi@example.vn')).toBe(true);
  app.setNow(new Date(morning.getTime() + 31 * 86_400_000));
  await eraseFollowing(app.services);
  expect(await texts('thoi@example.vn')).toBe(false);
  expect(await texts('con@example.vn')).toBe(true);
  const old = await app.fetch(followingPaths.byAddress(followsToken(app.services.config, id)));
  expect(old.status).toBe(404);
  expect(await old.text()).toContain('đã được xóa khỏi hệ thống');
});

test('addresses that follow nothing are found by their index, those an account took over too', async () => {
  const { app } = portal;
  app.forgetStatements();
  await eraseFollowing(app.services);
  const erasing = app.statements.find((text) => text.includes('delete from follower')) ?? '';
  const plan = await app.services.db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const asked = erasing.replace('$1', `'${morning.toISOString()}'`);
    const { rows } = await sql<Record<string, string>>`explain ${sql.raw(asked)}`.execute(tx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('follower_ended');
});

test('the feed of what is followed is offered beside', async () => {
  expect(await portal.html(followPath(problems))).toContain(feedPath(problems).replaceAll('&', '&amp;'));
});

test('events about what has no number hold up no news, in whichever order the database looks at conditions', async () => {
  const { db, clock } = portal.app.services;
  await follow(problems);
  const subject = { kind: 'audit', id: 'search' };
  const searched = { name: 'audit.searched', actor: system, subject, at: clock() } as const;
  await publish('Tưới tiết kiệm nước');
  await db.transaction().execute((tx) =>
    appendEvents(
      tx,
      Array.from({ length: 200 }, () => searched),
    ),
  );
  await sql`analyze event`.execute(db);
  await tellAtOnce(portal.app.services);
  expect(await news()).toHaveLength(1);
});
