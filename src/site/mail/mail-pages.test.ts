import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { makerOf } from '../../../test/support/maker.ts';
import { type Addressee, type Letter, queueLetter } from '../../platform/mail/letter.ts';
import { sendMail } from '../../platform/mail/send.ts';
import { serverState } from './outbox.ts';
import { mailRoutes } from './pages.tsx';
import { mailPaths } from './paths.ts';

let app: TestApp;
let administrator: Session;
const start = new Date('2026-05-04T02:00:00Z');

beforeAll(async () => {
  app = await openTestApp(mailRoutes);
  administrator = await app.signIn('administrator');
});
afterAll(() => app.close());

async function queue(to: readonly Addressee[]): Promise<void> {
  const letter: Letter = {
    kind: 'news.at_once',
    language: 'vi',
    subject: 'Việc mật của người nhận',
    text: 'Chỉ người nhận đọc.',
    html: '<p>Chỉ người nhận đọc.</p>',
  };
  const { db, clock } = app.services;
  await db.transaction().execute((tx) => queueLetter(tx, letter, to, { topic: null, at: clock() }));
}

async function show(path: string): Promise<string> {
  const answer = await app.fetch(path, { as: administrator });
  expect(answer.status).toBe(200);
  return answer.text();
}

async function idOf(address: string): Promise<number> {
  const { id } = await app.services.db
    .selectFrom('mail')
    .select('id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  return id;
}

test('an outbox without letters says so, and that there is no mail server', async () => {
  const html = await show(mailPaths.outbox);
  expect(html).toContain('Chưa có thư nào');
  expect(html).toContain('Chưa đặt máy chủ thư (SMTP_URL)');
});

test('the outbox tells to whom, which kind and how far, and never what a letter says', async () => {
  const { accountId } = await app.signIn('leader', { email: 'lanh-dao@example.vn' });
  await queue([
    { accountId, address: 'lanh-dao@example.vn' },
    { accountId: null, address: 'Khach@example.vn' },
  ]);
  await sendMail(app.services);
  const list = await show(mailPaths.outbox);
  expect(list).toContain('lanh-dao@example.vn');
  expect(list).toContain('Báo ngay một việc');
  expect(list).toContain('giữ lại');
  const one = await show(mailPaths.mail(await idOf('lanh-dao@example.vn')));
  expect(one).toContain('Nội dung chỉ người nhận đọc được');
  for (const html of [list, one]) {
    expect(html).not.toContain('Việc mật của người nhận');
    expect(html).not.toContain('Chỉ người nhận đọc.');
  }
});

test('the text of a letter to an account of the sample is shown, and marked', async () => {
  const { accountId } = await app.signIn('leader', { email: 'minh-hoa@example.vn' });
  await app.services.db
    .updateTable('account')
    .set({ illustrative: true })
    .where('id', '=', accountId)
    .execute();
  await queue([{ accountId, address: 'minh-hoa@example.vn' }]);
  const html = await show(mailPaths.mail(await idOf('minh-hoa@example.vn')));
  expect(html).toContain('Chỉ người nhận đọc.');
  expect(html).toContain('minh họa');
});

test('letters are found by the beginning of an address and by state, thirty a page, in few statements', async () => {
  await queue(Array.from({ length: 70 }, (_, n) => ({ accountId: null, address: `nhieu_${n}@example.vn` })));
  await queue([{ accountId: null, address: 'nhieuxa@example.vn' }]);
  app.forgetStatements();
  const html = await show(`${mailPaths.outbox}?q=NHIEU_&tinh-trang=queued&trang=3`);
  expect(app.statements.length).toBeLessThanOrEqual(5);
  expect(html).toMatch(/61–70/);
  expect(html).not.toContain('nhieuxa@');
  expect(await show(`${mailPaths.outbox}?q=khach`)).toContain('Khach@example.vn');
  expect(await show(`${mailPaths.outbox}?q=%25`)).toContain('Không có thư nào như vậy');
});

test('what was kept is sent again once, even when asked for twice; what was sent is not', async () => {
  const id = await idOf('Khach@example.vn');
  app.setNow(new Date(start.getTime() + 6 * 3_600_000));
  const clicks = await Promise.all(
    [1, 2].map(() => app.fetch(mailPaths.sendAgain(id), { as: administrator, form: {} })),
  );
  expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
  const events = await app.services.db
    .selectFrom('event')
    .select('subject_id')
    .where('name', '=', 'mail.sent_again')
    .execute();
  expect(events).toEqual([{ subject_id: String(id) }]);
  const mail = await app.services.db
    .selectFrom('mail')
    .select(['state', 'tries', 'due_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(mail).toEqual({ state: 'queued', tries: 0, due_at: app.services.clock() });
  await app.services.db
    .updateTable('mail')
    .set({ state: 'sent', ended_at: app.services.clock() })
    .where('id', '=', id)
    .execute();
  const again = await app.fetch(mailPaths.sendAgain(id), { as: administrator, form: {} });
  expect(again.status).toBe(409);
  expect(await again.text()).toContain('Thư này đã được gửi đi.');
});

test('a letter to an address that is still refused is not sent again, and says what to do first', async () => {
  await queue([{ accountId: null, address: 'Van-Chan@example.vn' }]);
  const id = await idOf('Van-Chan@example.vn');
  const { db, clock } = app.services;
  const refusal = { address: 'van-chan@example.vn', failure: '550 no such user', since: clock() };
  await db.insertInto('mail_refusal').values(refusal).execute();
  await db.updateTable('mail').set({ state: 'refused', ended_at: clock() }).where('id', '=', id).execute();
  const answer = await app.fetch(mailPaths.sendAgain(id), { as: administrator, form: {} });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('Hãy gỡ bỏ địa chỉ khỏi danh sách');
  await db.deleteFrom('mail_refusal').execute();
});

test('the outbox warns of a server that takes nothing, not of one full mailbox', async () => {
  const { services } = app;
  const settings = { ...services, config: { ...services.config, smtpUrl: 'smtp://127.0.0.1:1' } };
  await queue([{ accountId: null, address: 'day@example.vn' }]);
  const id = await idOf('day@example.vn');
  await services.db
    .updateTable('mail')
    .set({ tries: 1, failure: '452 mailbox full' })
    .where('id', '=', id)
    .execute();
  expect(await serverState(settings)).toBe('well');
  await sendMail(settings);
  expect(await serverState(settings)).toBe('stuck');
});

test('a letter whose text was erased is not sent again', async () => {
  const id = await makerOf(app).letter(null);
  await app.services.db
    .updateTable('letter')
    .set({ body_text: null, body_html: null })
    .where('id', '=', (one) => one.selectFrom('mail').select('letter_id').where('mail.id', '=', id))
    .execute();
  const shown = await show(mailPaths.mail(id));
  expect(shown).toContain('Thư này không gửi lại được');
  expect(shown).not.toContain(mailPaths.sendAgain(id));
  const answer = await app.fetch(mailPaths.sendAgain(id), { as: administrator, form: {} });
  expect(answer.status).toBe(409);
});

test('an address that was refused is let again, which the log tells without the address in its facts', async () => {
  expect(await show(mailPaths.refusals)).toContain('Không có địa chỉ nào bị từ chối');
  const address = await makerOf(app).refusedAddress();
  expect(await show(mailPaths.refusals)).toContain(address);
  const lifted = await app.fetch(mailPaths.lift, {
    as: administrator,
    form: { address: address.toUpperCase() },
  });
  expect(lifted.status).toBe(303);
  expect(await app.services.db.selectFrom('mail_refusal').selectAll().execute()).toEqual([]);
  const again = await app.fetch(mailPaths.lift, { as: administrator, form: { address } });
  expect(again.status).toBe(404);
  const event = await app.services.db
    .selectFrom('event')
    .selectAll()
    .where('name', '=', 'mail.refusal_lifted')
    .executeTakeFirstOrThrow();
  expect(JSON.stringify([event.subject_id, event.facts])).not.toContain('@');
});

test('every kind of letter is previewed, in both languages, as text and as HTML that loads nothing', async () => {
  const list = await show(mailPaths.samples);
  for (const kind of ['news.at_once', 'news.of_the_day']) {
    expect(list).toContain(mailPaths.sample(kind));
    const page = await show(mailPaths.sample(kind));
    expect(page).toContain('minh họa');
    expect(page).not.toContain('[[');
    const english = await show(`/en${mailPaths.sample(kind)}`);
    expect(english).toContain('Handed up by');
    const answer = await app.fetch(`${mailPaths.sampleHtml(kind)}?ngon-ngu=vi`, { as: administrator });
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await answer.text();
    expect(html).toContain('<html lang="vi">');
    expect(html).not.toMatch(/<(img|script|link|iframe)/);
    expect(html).not.toContain('[[');
  }
});
