import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { type MailServer, openMailServer } from '../../../test/support/mail-server.ts';
import { forgetOld } from '../../../test/support/retention.ts';
import type { Services } from '../services.ts';
import { type Addressee, type Letter, queueLetter, stopMark } from './letter.ts';
import { mailKeepings } from './retention.ts';
import { sendMail } from './send.ts';
import { readStopToken, stopToken } from './stop-address.ts';

let app: TestApp;
let server: MailServer;
let services: Services;
const start = new Date('2026-05-04T02:00:00Z');
const minutesLater = (minutes: number) => app.setNow(new Date(start.getTime() + minutes * 60_000));

beforeAll(async () => {
  [app, server] = await Promise.all([openTestApp([]), openMailServer()]);
  services = { ...app.services, config: { ...app.services.config, smtpUrl: server.url } };
});
afterAll(() => Promise.all([app.close(), server.close()]));
beforeEach(async () => {
  app.setNow(start);
  await app.services.db.deleteFrom('mail').execute();
  await app.services.db.deleteFrom('mail_refusal').execute();
});

const letter: Letter = {
  kind: 'news.at_once',
  language: 'vi',
  subject: 'Danh mục chờ duyệt',
  text: `Kính gửi.\nNgừng nhận: ${stopMark}\n`,
  html: `<p>Kính gửi.</p><a href="${stopMark}">Ngừng nhận</a>`,
};

async function queue(to: readonly Addressee[], topic: string | null = null, given: Partial<Letter> = {}) {
  await services.db
    .transaction()
    .execute((tx) => queueLetter(tx, { ...letter, ...given }, to, { topic, at: services.clock() }));
}

const stranger = (address: string): Addressee => ({ accountId: null, address });
const states = async () =>
  (await services.db.selectFrom('mail').select(['address', 'state', 'tries']).orderBy('id').execute()).map(
    ({ address, state, tries }) => `${address} ${state} ${tries}`,
  );

test('a letter goes out once, with both parts, to its addressee alone', async () => {
  await queue([stranger('lan@example.vn'), stranger('minh@example.vn')]);
  const before = server.mails.length;
  await sendMail(services);
  await sendMail(services);
  const got = server.mails.slice(before);
  expect(got.map(({ to }) => (Array.isArray(to) ? to[0] : to)?.text).sort()).toEqual([
    'lan@example.vn',
    'minh@example.vn',
  ]);
  expect(got[0]?.subject).toBe('Danh mục chờ duyệt');
  expect(got[0]?.text).toContain('Kính gửi.');
  expect(got[0]?.html).toContain('<p>Kính gửi.</p>');
  expect(got[0]?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(got[0]?.headers.has('list-unsubscribe')).toBe(false);
  expect(got[0]?.messageId).toMatch(/^<mail-\d+@localhost>$/);
  expect(await states()).toEqual(['lan@example.vn sent 1', 'minh@example.vn sent 1']);
});

test('two workers at once send each letter once', async () => {
  await queue(Array.from({ length: 60 }, (_, n) => stranger(`nguoi${n}@example.vn`)));
  const before = server.mails.length;
  await Promise.all([sendMail(services), sendMail(services), sendMail(services)]);
  expect(server.mails.length - before).toBe(60);
  expect(new Set(server.mails.slice(before).map(({ messageId }) => messageId)).size).toBe(60);
});

test('what can be stopped carries the address for it, which stops nothing else', async () => {
  const { accountId } = await app.signIn('programme_head', { email: 'truong-phong@example.vn' });
  await queue([{ accountId, address: 'truong-phong@example.vn' }], 'approval');
  await sendMail(services);
  const mail = server.mails.at(-1);
  const token = stopToken(services.config, { accountId, topic: 'approval' });
  const address = `http://localhost:8080/thu/ngung/${token}`;
  expect(mail?.text).toContain(`Ngừng nhận: ${address}`);
  expect(mail?.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line).toContain(`<${address}>`);
  expect(mail?.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toContain(
    'List-Unsubscribe=One-Click',
  );
  expect(readStopToken(services.config, token)).toEqual({ accountId, topic: 'approval' });
  for (const forged of [
    token.replace(`${accountId}-`, `${accountId + 1}-`),
    token.replace('approval', 'follow'),
    `${token}x`,
    token.slice(0, -1),
    '',
  ])
    expect(readStopToken(services.config, forged), forged).toBeNull();
  expect(readStopToken({ ...services.config, secretKey: 'another' }, token)).toBeNull();
});

test('a subject or an address with a line end adds no header and no addressee', async () => {
  await queue([stranger('lan@example.vn')], null, {
    subject: 'Chờ duyệt\r\nBcc: ke-xau@example.vn\r\n\r\nNội dung khác',
  });
  await queue([
    stranger('minh@example.vn, ke-xau@example.vn'),
    stranger('a@example.vn>\r\nRCPT TO:<b@example.vn'),
  ]);
  const before = server.mails.length;
  await sendMail(services);
  const got = server.mails.slice(before);
  const first = got.find(({ subject }) => subject?.startsWith('Chờ duyệt'));
  expect(first?.subject).toBe('Chờ duyệt Bcc: ke-xau@example.vn Nội dung khác');
  expect(first?.headers.has('bcc')).toBe(false);
  const reached = got.flatMap(({ to }) =>
    (Array.isArray(to) ? to : to ? [to] : []).flatMap(({ value }) => value),
  );
  expect(reached.map(({ address }) => address)).not.toContain('ke-xau@example.vn');
  expect(reached.map(({ address }) => address)).not.toContain('b@example.vn');
  expect(server.named).not.toContain('ke-xau@example.vn');
  expect(server.named).not.toContain('b@example.vn');
});

test('an address refused for good gets nothing more; a full mailbox is tried again', async () => {
  server.refused.set('khong-co@example.vn', { code: 550, text: 'no such user' });
  server.refused.set('day@example.vn', { code: 452, text: 'mailbox full' });
  await queue([stranger('Khong-Co@example.vn'), stranger('khong-co@example.vn'), stranger('day@example.vn')]);
  await sendMail(services);
  await queue([stranger('khong-co@example.vn')]);
  await sendMail(services);
  expect((await states()).slice(1)).toEqual([
    'khong-co@example.vn refused 1',
    'day@example.vn queued 1',
    'khong-co@example.vn refused 1',
  ]);
  const refusals = await services.db.selectFrom('mail_refusal').selectAll().execute();
  expect(refusals.map(({ address }) => address)).toEqual(['khong-co@example.vn']);
  expect(refusals[0]?.failure).toContain('no such user');
  // not before its pause is over
  server.refused.clear();
  await sendMail(services);
  expect((await states())[2]).toBe('day@example.vn queued 1');
  minutesLater(2);
  await sendMail(services);
  expect((await states())[2]).toBe('day@example.vn sent 2');
});

test.each([
  { code: 550, text: '5.1.1 user unknown', refused: true },
  { code: 550, text: '5.2.1 mailbox disabled', refused: true },
  { code: 553, text: 'no such mailbox', refused: true },
  { code: 554, text: '5.7.1 <a@b>: Relay access denied', refused: false },
  { code: 550, text: '5.7.26 unauthenticated sender', refused: false },
  { code: 550, text: '5.1.8 <nhipcau@b>: Sender address rejected', refused: false },
  { code: 553, text: 'sender rejected', refused: false },
  { code: 550, text: 'blocked by policy', refused: false },
  { code: 530, text: '5.7.0 Must issue a STARTTLS command first', refused: false },
])('$code $text refuses the address: $refused', async ({ code, text, refused }) => {
  server.refused.set('lan@example.vn', { code, text });
  await queue([stranger('lan@example.vn')]);
  await sendMail(services);
  expect(await states()).toEqual([`lan@example.vn ${refused ? 'refused' : 'queued'} 1`]);
  expect(await services.db.selectFrom('mail_refusal').selectAll().execute()).toHaveLength(refused ? 1 : 0);
  server.refused.clear();
});

test('nothing goes to an account that was closed, nor what was stopped, after it was queued', async () => {
  const before = server.mails.length;
  const closed = await app.signIn('leader', { email: 'da-dong@example.vn' });
  const stopped = await app.signIn('leader', { email: 'da-ngung@example.vn' });
  await queue([{ accountId: closed.accountId, address: 'da-dong@example.vn' }]);
  await queue([{ accountId: stopped.accountId, address: 'da-ngung@example.vn' }], 'approval');
  const { db } = services;
  await db.updateTable('account').set({ state: 'closed' }).where('id', '=', closed.accountId).execute();
  await db
    .insertInto('notification_wish')
    .values({ account_id: stopped.accountId, topic: 'approval', manner: 'never', updated_at: start })
    .execute();
  await sendMail(services);
  expect(await states()).toEqual(['da-dong@example.vn kept 1', 'da-ngung@example.vn kept 1']);
  expect(server.mails.length).toBe(before);
});

test('a server that is away loses nothing: letters wait, and are given up after five days', async () => {
  await queue([stranger('lan@example.vn')]);
  const away = { ...services, config: { ...services.config, smtpUrl: 'smtp://127.0.0.1:1' } };
  await sendMail(away);
  expect(await states()).toEqual(['lan@example.vn queued 1']);
  minutesLater(24 * 60);
  await sendMail(away);
  expect(await states()).toEqual(['lan@example.vn queued 2']);
  minutesLater(6 * 24 * 60);
  await sendMail(away);
  expect(await states()).toEqual(['lan@example.vn failed 3']);
});

test('a worker that dies while sending leaves the letter to another one, not to be sent at once', async () => {
  await queue([stranger('lan@example.vn')]);
  const dead = () => ({
    send: () => Promise.reject(new Error('the process ended')),
    close: () => undefined,
  });
  await services.db
    .updateTable('mail')
    .set({ tries: 1, due_at: new Date(start.getTime() + 600_000) })
    .execute();
  await sendMail(services, dead);
  expect(await states()).toEqual(['lan@example.vn queued 1']);
  minutesLater(11);
  await sendMail(services);
  expect(await states()).toEqual(['lan@example.vn sent 2']);
});

test('without a mail server letters are kept; to people of the sample none ever goes', async () => {
  const before = server.mails.length;
  const { accountId } = await app.signIn('leader', { email: 'lanh-dao@example.vn' });
  await services.db.updateTable('account').set({ illustrative: true }).where('id', '=', accountId).execute();
  await queue([{ accountId, address: 'lanh-dao@example.vn' }]);
  await sendMail(services);
  await queue([stranger('lan@example.vn')]);
  await sendMail(app.services);
  expect(await states()).toEqual(['lanh-dao@example.vn kept 1', 'lan@example.vn kept 1']);
  expect(server.mails.length).toBe(before);
});

test('a letter whose transaction fails is never sent', async () => {
  const before = server.mails.length;
  const failing = services.db.transaction().execute(async (tx) => {
    await queueLetter(tx, letter, [stranger('lan@example.vn')], { topic: null, at: start });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await sendMail(services);
  expect(server.mails.length).toBe(before);
});

test('texts of letters older than ninety days are erased, unless one still waits', async () => {
  await services.db.deleteFrom('letter').execute();
  await queue([stranger('lan@example.vn')], null, { subject: 'cũ' });
  await sendMail(services);
  await queue([stranger('minh@example.vn')], null, { subject: 'đang chờ' });
  minutesLater(91 * 24 * 60);
  await queue([stranger('lan@example.vn')], null, { subject: 'mới' });
  await forgetOld(services, mailKeepings);
  const letters = await services.db
    .selectFrom('letter')
    .select(['subject', 'body_text'])
    .orderBy('id')
    .execute();
  expect(letters.map(({ subject, body_text }) => [subject, body_text === null])).toEqual([
    ['cũ', true],
    ['đang chờ', false],
    ['mới', false],
  ]);
});
