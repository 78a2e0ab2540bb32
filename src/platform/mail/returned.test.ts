import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { type MailServer, openMailServer } from '../../../test/support/mail-server.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Services } from '../services.ts';
import { queueLetter } from './letter.ts';
import { readReturnAddress } from './return-address.ts';
import { takeReturned } from './returned.ts';
import { sendMail } from './send.ts';

let app: TestApp;
let server: MailServer;
let services: Services;

beforeAll(async () => {
  [app, server] = await Promise.all([openTestApp([]), openMailServer()]);
  const { config } = app.services;
  const mailReturn = 'thu-tra-lai@langson.example';
  services = { ...app.services, config: { ...config, smtpUrl: server.url, mailReturn } };
});
afterAll(() => Promise.all([app.close(), server.close()]));
beforeEach(async () => {
  await services.db.deleteFrom('mail').execute();
  await services.db.deleteFrom('mail_refusal').execute();
});

/** Sends one letter; the address it would come back to. */
async function send(address = 'Lan@example.vn'): Promise<string> {
  const letter = {
    kind: 'news.at_once',
    language: 'vi',
    subject: 'Tin',
    text: 'Tin',
    html: '<p>Tin</p>',
  } as const;
  await services.db
    .transaction()
    .execute((tx) =>
      queueLetter(tx, letter, [{ accountId: null, address }], { topic: null, at: services.clock() }),
    );
  await sendMail(services);
  return server.returns.at(-1) ?? '';
}

/** What a mail server writes back (RFC 3464). */
function report(to: string, fields: Readonly<Record<string, string>> = {}): Buffer {
  const status = {
    'Final-Recipient': 'rfc822; lan@example.vn',
    Action: 'failed',
    Status: '5.1.1',
    'Diagnostic-Code': 'smtp; 550 5.1.1 <lan@example.vn>:\r\n    no such user',
    ...fields,
  };
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mail.example',
      `To: ${to}`,
      'Subject: Undelivered Mail',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      ...['--b', 'Content-Type: text/plain; charset=utf-8', '', 'Không gửi được.', ''],
      ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example', ''],
      ...Object.entries(status).map(([name, value]) => `${name}: ${value}`),
      ...['', '--b', 'Content-Type: text/rfc822-headers', '', 'Subject: Tin', '', '--b--', ''],
    ].join('\r\n'),
  );
}

const take = (message: Uint8Array, recipient: string | null = null) =>
  takeReturned(services, message, recipient);
const mails = async () =>
  await services.db.selectFrom('mail').select(['state', 'failure']).orderBy('id').execute();
const refused = async () =>
  (await services.db.selectFrom('mail_refusal').select('address').execute()).map(({ address }) => address);
const kindOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'taken',
    (error) =>
      error instanceof Refusal ? error.kind : error instanceof InvalidInput ? 'invalid' : String(error),
  );

test('each mail has an address of its own to come back to, short enough for every mail server', async () => {
  const [first, second] = [await send(), await send()];
  expect(first).toMatch(/^thu-tra-lai\+\d+\.[0-9a-f]{20}@langson\.example$/);
  expect(second).not.toBe(first);
  expect(first.split('@')[0]?.length).toBeLessThanOrEqual(64);
  expect(readReturnAddress(services.config, first.toUpperCase())).toBe(
    readReturnAddress(services.config, first),
  );
  expect(readReturnAddress({ ...services.config, secretKey: 'another' }, first)).toBeNull();
  expect(server.mails.at(-1)?.from?.text).toContain('nhipcau@example.vn');
});

test('without MAIL_RETURN a mail comes back to the sender’s address', async () => {
  const { config } = services;
  services = { ...services, config: { ...config, mailReturn: undefined } };
  expect(await send()).toBe('nhipcau@example.vn');
  services = { ...services, config };
});

test('an address without a mailbox gets nothing more once a mail to it came back', async () => {
  const back = await send();
  expect(await take(report(back))).toBe('address_refused');
  expect(await refused()).toEqual(['lan@example.vn']);
  expect(await mails()).toEqual([
    { state: 'refused', failure: '5.1.1 smtp; 550 5.1.1 <lan@example.vn>: no such user' },
  ]);
  expect(await take(report(back))).toBe('passed_over');
  await send('lan@example.vn');
  expect((await mails()).at(-1)?.state).toBe('refused');
});

test('a full mailbox is barred after three mails in a row that came back, not before', async () => {
  const full = { Status: '5.2.2', 'Diagnostic-Code': 'smtp; 552 5.2.2 mailbox full' };
  for (const expected of ['not_delivered', 'not_delivered']) {
    expect(await take(report(await send(), full))).toBe(expected);
  }
  await send();
  expect(await refused()).toEqual([]);
  for (const expected of ['not_delivered', 'not_delivered', 'address_refused']) {
    expect(await take(report(await send(), full))).toBe(expected);
  }
  expect(await refused()).toEqual(['lan@example.vn']);
});

test('a delay, and an answer of somebody on leave, change nothing', async () => {
  const back = await send();
  expect(await take(report(back, { Action: 'delayed', Status: '4.4.1' }))).toBe('passed_over');
  const onLeave = `From: lan@example.vn\r\nTo: ${back}\r\nSubject: Nghỉ phép\r\n\r\nTôi nghỉ đến thứ Hai.\r\n`;
  expect(await take(Buffer.from(onLeave))).toBe('passed_over');
  expect(await mails()).toEqual([{ state: 'sent', failure: null }]);
});

test('a report that names no mail of ours bars nobody; the mail server may name the address itself', async () => {
  const back = await send();
  const forged = back.replace(/\+(\d+)\./, (_, id) => `+${Number(id) + 1}.`);
  for (const to of [forged, 'thu-tra-lai@langson.example', '', 'lan@example.vn'])
    expect(await kindOf(take(report(to))), to).toBe('not_found');
  expect(await refused()).toEqual([]);
  expect(await take(report('postmaster@langson.example'), back)).toBe('address_refused');
});

test.each([
  ['nothing', ''],
  ['no mail', '\u0000\u0001\u0002 PK'],
  [
    'parts in parts without end',
    `Content-Type: multipart/mixed; boundary=a0\r\n\r\n${Array.from({ length: 300 }, (_, n) => `--a${n}\r\nContent-Type: multipart/mixed; boundary=a${n + 1}\r\n\r\n`).join('')}`,
  ],
  ['a header without end', `Subject: ${'a'.repeat(1_000_000)}\r\n\r\n`],
])('%s is refused or passed over, and bars nobody', async (_name, message) => {
  await send();
  expect(['invalid', 'not_found', 'taken']).toContain(await kindOf(take(Buffer.from(message))));
  expect(await mails()).toEqual([{ state: 'sent', failure: null }]);
  expect(await refused()).toEqual([]);
});
