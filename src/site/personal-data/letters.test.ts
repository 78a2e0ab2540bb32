import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { type MailServer, openMailServer } from '../../../test/support/mail-server.ts';
import { actorOf, keysTo } from '../../../test/support/registering.ts';
import { system } from '../../kernel/actor.ts';
import { changeAccount, closeAccount } from '../../modules/directory/accounts/commands.ts';
import { sendMail } from '../../platform/mail/send.ts';
import type { Services } from '../../platform/services.ts';
import { carryOut, refuseRequest, takeUp } from './answering.ts';
import { askForAccount } from './commands.ts';
import { dataRoutes } from './index.ts';
import { dataPaths } from './paths.ts';

let app: TestApp;
let server: MailServer;
let services: Services;
let administrator: Session;
const start = new Date('2026-05-04T02:00:00Z');

beforeAll(async () => {
  [app, server] = await Promise.all([openTestApp(dataRoutes), openMailServer()]);
  services = { ...app.services, config: { ...app.services.config, smtpUrl: server.url } };
  administrator = await app.signIn('administrator');
});
afterAll(() => Promise.all([app.close(), server.close()]));
beforeEach(() => app.setNow(start));

const admin = () => actorOf(app, administrator);
const seen = async (id: number) => {
  const row = app.services.db.selectFrom('data_request').select('version').where('id', '=', id);
  return { id, ...(await row.executeTakeFirstOrThrow()) };
};
const mailsTo = (address: string) =>
  app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['letter.kind', 'letter.body_text', 'mail.state', 'mail.account_id'])
    .where('mail.address', '=', address)
    .where('letter.kind', '<>', 'data_request.way')
    .orderBy('mail.id')
    .execute();

test('whose account is closed is told of every step by mail, with a way that needs no account', async () => {
  const person = await app.signIn([]);
  const { email } = await actorOf(app, person);
  await closeAccount(services, system, { id: person.accountId, version: 1 });
  await app.fetch(dataPaths.byMail, { form: { email } });
  const [token = ''] = await keysTo(app, 'data_request.way', email);
  const ask = async (kind: string) => {
    const form = { kind, words: 'Dừng dùng tên tôi', agreed: '1' };
    expect((await app.fetch(dataPaths.byLetter(token), { form })).status).toBe(303);
    const open = app.services.db.selectFrom('data_request').select('id').where('ended_at', 'is', null);
    return (await open.where('account_id', '=', person.accountId).executeTakeFirstOrThrow()).id;
  };
  const first = await ask('restriction');
  await takeUp(services, await admin(), await seen(first));
  const answer = 'Phải lưu hồ sơ.';
  await refuseRequest(services, await admin(), { ...(await seen(first)), ground: 'law', answer });
  const second = await ask('correction');
  await changeAccount(services, system, { id: person.accountId, version: 2, email, name: 'Nông Thị Đúng' });
  await carryOut(services, await admin(), {
    ...(await seen(second)),
    answer,
    fields: ['account.name'],
  });
  await sendMail(services);
  const mails = await mailsTo(email);
  expect(mails.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
    ['received', 'taken_up', 'was_refused', 'received', 'carried_out'].map(
      (step) => `data_request.${step} sent`,
    ),
  );
  for (const { body_text, account_id } of mails) {
    expect(account_id).toBeNull();
    expect(body_text).not.toContain(dataPaths.mine);
  }
  expect(mails[0]?.body_text).toContain(dataPaths.byMail);
});

test('who closed their account while a request waited is still answered', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const words = { kind: 'correction', words: 'Sai họ', agreed: false };
  const id = await askForAccount(services, actor, words);
  await sendMail(services);
  await closeAccount(services, system, { id: person.accountId, version: 1 });
  await takeUp(services, await admin(), await seen(id));
  await sendMail(services);
  expect((await mailsTo(actor.email)).map(({ state }) => state)).toEqual(['sent', 'sent']);
});
