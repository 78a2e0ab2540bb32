// A little long, and one file: one product, whose letters are read by everybody here, with a person, an officer and administrators.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { actorOf, keysTo, registering, typedOf } from '../../../test/support/registering.ts';
import { system } from '../../kernel/actor.ts';
import { changeAccount, closeAccount, reopenAccount } from '../../modules/directory/accounts/commands.ts';
import { owesConsent, renewConsent } from '../../modules/directory/consents/commands.ts';
import { consentVersion, directoryPaths, registerOrganisation } from '../../modules/directory/index.ts';
import { followEvents } from '../../modules/notifications/follow.ts';
import { askToFollow, confirmFollow } from '../../modules/notifications/following/commands.ts';
import { countHeld } from '../../platform/personal-data.ts';
import { createKey } from '../api-keys/commands.ts';
import { carryOut, extendTerm, refuseRequest, takeUp } from './answering.ts';
import { askForAccount, takeBack } from './commands.ts';
import { heldData } from './held.ts';
import { dataRoutes } from './index.ts';
import { carryOutRetention } from './jobs.ts';
import { dataPaths } from './paths.ts';

let app: TestApp;
let administrator: Session;
const start = new Date('2026-05-04T02:00:00Z');
let made = 7000;
const next = () => {
  made += 1;
  return made;
};

beforeAll(async () => {
  app = await openTestApp(dataRoutes);
  administrator = await app.signIn('administrator');
  await followEvents(app.services);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  await app.services.db.deleteFrom('sign_in_failure').execute();
});

const erasure = { kind: 'erasure', words: 'Tôi không dùng nữa.', agreed: true };
const rowOf = (id: number) =>
  app.services.db.selectFrom('data_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const admin = () => actorOf(app, administrator);
async function seen(id: number) {
  return { id, version: (await rowOf(id)).version };
}
const letters = async (address: string) => {
  const rows = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('letter.kind')
    .where('mail.address', '=', address)
    .orderBy('mail.id')
    .execute();
  return rows.map(({ kind }) => kind);
};

test('a person downloads what is kept of them, and of nobody else; no secret is in it', async () => {
  const one = await app.signIn([]);
  const other = await app.signIn([]);
  const typed = typedOf(next(), { phone: '0205 3812 345' });
  const actor = await actorOf(app, one);
  await registerOrganisation(app.services, actor, { kind: 'enterprise', typed });
  await createKey(app.services, actor, { name: 'Máy của tôi', purpose: 'Đọc bài toán' });
  const page = await app.fetch(dataPaths.mine, { as: one });
  expect(await page.text()).toContain('Khóa API');
  const file = await app.fetch(dataPaths.myFile, { as: one });
  expect(file.headers.get('cache-control')).toBe('private, no-store');
  const text = await file.text();
  const { data } = JSON.parse(text) as { data: Record<string, Record<string, unknown>[]> };
  expect(data.account?.[0]).toMatchObject({ email: actor.email, has_password: false });
  expect(data.registrations?.[0]).toMatchObject({ phone: '0205 3812 345', name: typed.organisationName });
  expect(data.api_keys).toHaveLength(1);
  for (const secret of ['password_hash', 'token_hash', 'secret', 'public_key', 'credential_id'])
    expect(text, secret).not.toContain(`"${secret}"`);
  const foreign = await (await app.fetch(dataPaths.myFile, { as: other })).text();
  for (const theirs of [actor.email, typed.organisationName, '0205 3812 345', 'Máy của tôi'])
    expect(foreign, theirs).not.toContain(theirs);
});

test('a request is due in two working days; the person and the administrators are told, by number alone', async () => {
  // Friday: the term ends on Tuesday
  app.setNow(new Date('2026-05-08T02:00:00Z'));
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const wrong = await app.fetch(dataPaths.ask('xoa'), { as: person, form: { words: ' ', agreed: '' } });
  expect(wrong.status).toBe(422);
  const sent = await app.fetch(dataPaths.ask('xoa'), {
    as: person,
    form: { words: 'Xóa giúp', agreed: '1' },
  });
  expect(sent.status).toBe(303);
  const byMail = await app.fetch(dataPaths.byMail, { form: { email: 'khong-ai@example.vn' } });
  expect(await byMail.text()).toContain('Không có thư nào được gửi');
  await app.fetch(dataPaths.ask('xoa'), { as: person, form: { words: 'Lần nữa', agreed: '1' } });
  const rows = await app.services.db
    .selectFrom('data_request')
    .selectAll()
    .where('account_id', '=', person.accountId)
    .execute();
  expect(rows).toMatchObject([{ state: 'waiting', due_on: '2026-05-12', words: 'Xóa giúp' }]);
  expect(await letters(actor.email)).toEqual(['data_request.received']);
  await followEvents(app.services);
  const told = await app.services.db
    .selectFrom('notification')
    .selectAll()
    .where('topic', '=', 'data_request')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(told.account_id).toBe(administrator.accountId);
  expect(JSON.stringify(told)).not.toContain(actor.email);
  app.setNow(new Date('2026-05-13T02:00:00Z'));
  const list = await (await app.fetch(dataPaths.all, { as: await app.signIn('administrator') })).text();
  expect(list).toContain('quá hạn 12/05/2026');
});

test('who is in office is not erased; once the role is revoked, they are', async () => {
  const officer = await app.signIn('agency_officer');
  const form = await (await app.fetch(dataPaths.ask('xoa'), { as: officer })).text();
  expect(form).toContain('vai trò công vụ');
  const refused = await app.fetch(dataPaths.ask('xoa'), { as: officer, form: { words: 'Xóa', agreed: '1' } });
  expect(refused.status).toBe(409);
  const person = await app.signIn([]);
  const id = await askForAccount(app.services, await actorOf(app, person), erasure);
  const role = { account_id: person.accountId, role: 'leader', granted_at: start };
  await app.services.db.insertInto('role_grant').values(role).execute();
  const form2 = { version: '1', answer: '' };
  expect((await app.fetch(dataPaths.carryOut(id), { as: administrator, form: form2 })).status).toBe(409);
  await app.services.db
    .updateTable('role_grant')
    .set({ revoked_at: start })
    .where('account_id', '=', person.accountId)
    .execute();
  expect((await app.fetch(dataPaths.carryOut(id), { as: administrator, form: form2 })).status).toBe(303);
});

test('who stands in for somebody is not erased until the delegation ends', async () => {
  const person = await app.signIn([]);
  const leader = await app.signIn('leader');
  const id = await askForAccount(app.services, await actorOf(app, person), erasure);
  const lent = { from_account: leader.accountId, to_account: person.accountId, role: 'leader' };
  const delegation = { ...lent, valid_from: '2026-05-01', valid_to: '2026-05-04', created_at: start };
  await app.services.db.insertInto('delegation').values(delegation).execute();
  const answer = { ...(await seen(id)), answer: '' };
  await expect(carryOut(app.services, await admin(), answer)).rejects.toMatchObject({ kind: 'wrong_state' });
  app.setNow(new Date('2026-05-05T02:00:00Z'));
  await carryOut(app.services, await admin(), answer);
});

test('hostile words come back or are kept as they are, and break nothing', async () => {
  const person = await app.signIn([]);
  for (const words of ['\u0000', '\u0000'.repeat(3000), 'x'.repeat(2001)]) {
    const answer = await app.fetch(dataPaths.ask('sua'), { as: person, form: { words } });
    expect([303, 400, 422], String(words.length)).toContain(answer.status);
  }
  const script = '<script>alert(1)</script> %_\\ \ud83d\ude00';
  await app.fetch(dataPaths.ask('han-che'), { as: person, form: { words: script } });
  const found = await app.fetch(`${dataPaths.all}?q=%25_%5C&tinh-trang=tat-ca&trang=-1`, {
    as: administrator,
  });
  expect(found.status).toBe(200);
  expect(await (await app.fetch(dataPaths.ask('khong-co'), { as: person })).status).toBe(404);
});

test('withdrawn consent closes the account and stops what goes out; the name stays until its time has passed', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const id = await askForAccount(app.services, actor, { ...erasure, kind: 'withdrawal' });
  await carryOut(app.services, await admin(), { ...(await seen(id)), answer: 'Đã đóng.' });
  const account = app.services.db
    .selectFrom('account')
    .select(['state', 'email'])
    .where('id', '=', person.accountId);
  expect(await account.executeTakeFirst()).toEqual({ state: 'closed', email: actor.email });
  expect(await letters(actor.email)).toEqual(['data_request.received', 'data_request.carried_out']);
});

test('what was agreed to at registration and that it was taken back is held, shown to the person and to the officer', async () => {
  const typed = typedOf(next());
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  await registerOrganisation(app.services, actor, { kind: 'enterprise', typed });
  const held = async (as: Session) => {
    const file = await (await app.fetch(dataPaths.myFile, { as })).text();
    return (JSON.parse(file) as { data: Record<string, unknown[]> }).data;
  };
  const given = { version: consentVersion, way: 'registration' };
  expect((await held(person)).consents).toMatchObject([given]);
  app.setNow(new Date('2026-05-04T03:00:00Z'));
  const id = await askForAccount(app.services, actor, { ...erasure, kind: 'withdrawal' });
  expect(await (await app.fetch(dataPaths.one(id), { as: administrator })).text()).toContain(
    'Đồng ý khi đăng ký',
  );
  await carryOut(app.services, await admin(), { ...(await seen(id)), answer: '' });
  const officer = await (await app.fetch(dataPaths.one(id), { as: administrator })).text();
  expect(officer).toContain('Rút lại sự đồng ý</th>');
  // opened again, the account is asked: what was taken back holds no longer
  await reopenAccount(app.services, system, { id: person.accountId, version: 2 });
  const again = await app.signIn([]);
  await app.services.db
    .updateTable('session')
    .set({ account_id: person.accountId })
    .where('account_id', '=', again.accountId)
    .execute();
  expect((await held(again)).consents).toMatchObject([given, { ...given, way: 'withdrawal' }]);
  expect(await (await app.fetch(dataPaths.mine, { as: again })).text()).toContain('Rút lại sự đồng ý</th>');
  expect(await owesConsent(app.services.db, person.accountId)).toBe(true);
  await Promise.all([renewConsent(app.services, actor, true), renewConsent(app.services, actor, true)]);
  expect((await held(again)).consents).toHaveLength(3);
  expect(await owesConsent(app.services.db, person.accountId)).toBe(false);
});

test('a correction is taken up with a day and done in words; a refusal names its ground; nobody else acts', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const id = await askForAccount(app.services, actor, {
    kind: 'correction',
    words: 'Sai họ.',
    agreed: false,
  });
  await takeUp(app.services, await admin(), await seen(id));
  expect(await rowOf(id)).toMatchObject({ state: 'taken_up', due_on: '2026-05-14' });
  const blank = { version: '2', answer: ' ' };
  expect((await app.fetch(dataPaths.carryOut(id), { as: administrator, form: blank })).status).toBe(422);
  const told = { answer: 'Đã sửa.', fields: ['account.name'] };
  const correct = { name: 'Nông Thị Đúng', email: actor.email };
  await changeAccount(app.services, system, { id: person.accountId, version: 1, ...correct });
  await carryOut(app.services, await admin(), { ...(await seen(id)), ...told });
  const other = await askForAccount(app.services, actor, erasure);
  const noGround = { version: '1', ground: 'vi-thich', answer: 'Không' };
  expect((await app.fetch(dataPaths.refuse(other), { as: administrator, form: noGround })).status).toBe(422);
  await expect(takeBack(app.services, await admin(), other)).rejects.toMatchObject({ kind: 'not_found' });
  const officer = await actorOf(app, await app.signIn('programme_head'));
  const refusal = { ground: 'dispute', answer: 'Đang giải quyết khiếu nại.' };
  await expect(
    refuseRequest(app.services, officer, { ...(await seen(other)), ...refusal }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
  await refuseRequest(app.services, await admin(), { ...(await seen(other)), ...refusal });
  expect(await (await app.fetch(dataPaths.mine, { as: person })).text()).toContain(
    'Đang giải quyết khiếu nại.',
  );
  expect((await app.fetch(dataPaths.takeBack(other), { as: person, form: {} })).status).toBe(409);
  expect((await app.fetch(dataPaths.one(99_999_999), { as: administrator })).status).toBe(404);
});

test('nothing is called corrected that was not: the officer says which data, and those have changed since it was asked', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const asked = { kind: 'correction', words: 'Sai họ.', agreed: false };
  const id = await askForAccount(app.services, actor, asked);
  const page = await (await app.fetch(dataPaths.one(id), { as: administrator })).text();
  expect(page).toContain(directoryPaths.editAccount(person.accountId));
  expect(page).toContain('chưa sửa lần nào');
  const post = (fields: string[]) =>
    app.fetch(dataPaths.carryOut(id), {
      as: administrator,
      form: { version: '1', answer: 'Đã sửa họ thành Nông', fields },
    });
  for (const fields of [
    [],
    ['account.password'],
    ['consents.x', '__proto__'],
    ['questions'],
    ['letters', 'events'],
  ]) {
    const refused = await post(fields);
    expect(refused.status, fields.join()).toBe(422);
    const text = await refused.text();
    expect(text).toContain('Đã sửa họ thành Nông');
    expect(text).toContain('Hãy chọn ít nhất một dữ liệu');
  }
  expect(await (await post(['account.name'])).text()).toContain(
    'Chưa được sửa từ khi nhận yêu cầu: Họ và tên',
  );
  await changeAccount(app.services, system, {
    ...{ id: person.accountId, version: 1, name: 'Nông Thị Đúng', email: actor.email },
  });
  expect((await post(['account.name', 'account.title'])).status).toBe(422);
  expect((await post(['account.name'])).status).toBe(303);
  expect(await rowOf(id)).toMatchObject({ state: 'done', fields: ['account.name'] });
  expect((await post(['account.name'])).status).toBe(409);
  const { body_text } = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('letter.body_text')
    .where('mail.address', '=', actor.email)
    .where('letter.kind', '=', 'data_request.carried_out')
    .executeTakeFirstOrThrow();
  expect(body_text).toContain('Dữ liệu: Họ và tên.');
  const mine = await (await app.fetch(dataPaths.mine, { as: person })).text();
  expect(mine).toContain('Đã sửa: Họ và tên');
  // what is only used less need not change, and may be any kind that is held; one that is right is refused
  const other = await askForAccount(app.services, actor, { ...asked, kind: 'restriction' });
  const restricted = { answer: 'Không gửi thư nữa.', fields: ['account.email', 'letters'] };
  await carryOut(app.services, await admin(), { ...(await seen(other)), ...restricted });
  expect(await rowOf(other)).toMatchObject({ fields: ['account.email', 'letters'] });
  const right = await askForAccount(app.services, actor, asked);
  const refusal = { ground: 'unfounded', answer: 'Tên đã đúng như giấy tờ.' };
  await refuseRequest(app.services, await admin(), { ...(await seen(right)), ...refusal });
  const erased = await askForAccount(app.services, actor, erasure);
  await expect(
    refuseRequest(app.services, await admin(), { ...(await seen(erased)), ...refusal }),
  ).rejects.toMatchObject({ fields: { ground: expect.anything() } });
});

test('a term is extended once, with a reason, while it runs; the person is told and sees the new day', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const id = await askForAccount(app.services, actor, { kind: 'correction', words: 'Sai', agreed: false });
  const extended = async () =>
    extendTerm(app.services, await admin(), { ...(await seen(id)), reason: 'Phải đối chiếu hồ sơ giấy.' });
  await expect(extended()).rejects.toMatchObject({ kind: 'wrong_state' });
  await takeUp(app.services, await admin(), await seen(id));
  const form = await (await app.fetch(dataPaths.extend(id), { as: administrator })).text();
  expect(form).toContain('Hạn mới: 24/05/2026');
  const blank = { version: '2', reason: ' ' };
  expect((await app.fetch(dataPaths.extend(id), { as: administrator, form: blank })).status).toBe(422);
  app.setNow(new Date('2026-05-15T02:00:00Z'));
  await expect(extended()).rejects.toMatchObject({ kind: 'wrong_state' });
  app.setNow(new Date('2026-05-14T02:00:00Z'));
  const officer = await actorOf(app, await app.signIn('programme_head'));
  const reason = { ...(await seen(id)), reason: 'Thử' };
  await expect(extendTerm(app.services, officer, reason)).rejects.toMatchObject({ kind: 'forbidden' });
  // two at once: the version lets one through
  const both = await Promise.allSettled([extended(), extended()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await rowOf(id)).toMatchObject({ state: 'taken_up', due_on: '2026-05-24' });
  await expect(extended()).rejects.toMatchObject({ kind: 'wrong_state' });
  expect(await letters(actor.email)).toEqual([
    ...['data_request.received', 'data_request.taken_up', 'data_request.extended'],
  ]);
  const again = await app.signIn([], { email: actor.email });
  const mine = await (await app.fetch(dataPaths.mine, { as: again })).text();
  expect(mine).toContain('Phải đối chiếu hồ sơ giấy.');
  expect(mine).toContain('24/05/2026');
  app.setNow(new Date('2026-05-16T02:00:00Z'));
  await changeAccount(app.services, system, {
    id: person.accountId,
    version: 1,
    email: actor.email,
    name: 'Nông Thị Đúng',
  });
  await carryOut(app.services, await admin(), {
    ...(await seen(id)),
    ...{ answer: 'Đã sửa.', fields: ['account.name'] },
  });
});

test('the answer by mail is the same for every address; its letter shows one address alone', async () => {
  const address = 'theo-doi@cong-ty.example.vn';
  const known = await actorOf(app, await app.signIn([]));
  const target = { kind: 'series', key: 'problems' } as const;
  const follow = {
    target,
    email: address,
    manner: 'daily',
    consent: true,
    language: 'vi',
    address: '',
  } as const;
  await askToFollow(app.services, follow);
  // until the reader of the address has said so, nothing is followed and nothing agreed to
  const asked = await countHeld(app.services.db, heldData, { accountId: null, address });
  expect([asked.get('follow_requests'), asked.get('unconfirmed_follow_requests')]).toEqual([0, 1]);
  const [key = ''] = await keysTo(app, 'following.confirm', address);
  await confirmFollow(app.services, key);
  const confirmed = await countHeld(app.services.db, heldData, { accountId: null, address });
  expect([confirmed.get('follow_requests'), confirmed.get('unconfirmed_follow_requests')]).toEqual([1, 0]);
  const [first, second] = [
    await (await app.fetch(dataPaths.byMail, { form: { email: address.toUpperCase() } })).text(),
    await (await app.fetch(dataPaths.byMail, { form: { email: known.email } })).text(),
  ];
  expect(first).toBe(second);
  expect((await app.fetch(dataPaths.byMail, { form: { email: 'không phải' } })).status).toBe(422);
  const [token = ''] = await keysTo(app, 'data_request.way', address);
  const page = await app.fetch(dataPaths.byLetter(token));
  expect(page.headers.get('cache-control')).toBe('private, no-store');
  expect(await page.text()).toContain('Nội dung đang theo dõi');
  const file = await (await app.fetch(dataPaths.fileByLetter(token))).text();
  // with the text they agreed to when they asked to follow
  expect(JSON.parse(file).data.follows).toMatchObject([
    { consent: consentVersion, consented_at: expect.anything() },
  ]);
  // who has an open account goes on there
  const [other = ''] = await keysTo(app, 'data_request.way', known.email);
  expect(await (await app.fetch(dataPaths.byLetter(other))).text()).toContain('Hãy đăng nhập');
  expect((await app.fetch(dataPaths.fileByLetter(other))).status).toBe(404);
  expect((await app.fetch(dataPaths.byLetter('x'.repeat(43)))).status).toBe(404);
  const form = { kind: 'erasure', words: 'Xóa địa chỉ', agreed: '1' };
  expect((await app.fetch(dataPaths.byLetter(token), { form: { ...form, agreed: '' } })).status).toBe(422);
  expect((await app.fetch(dataPaths.byLetter(token), { form })).status).toBe(303);
  const open = await app.services.db
    .selectFrom('data_request')
    .select(['id', 'due_on'])
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  expect(open.due_on).toBe('2026-05-06');
  await carryOut(app.services, await admin(), { ...(await seen(open.id)), answer: '' });
  expect(await rowOf(open.id)).toMatchObject({ state: 'done', address: null, words: '…' });
  const left = app.services.db.selectFrom('follower').select('id').where('address', '=', address);
  expect(await left.execute()).toEqual([]);
  expect(await letters(address)).toEqual(['data_request.carried_out']);
});

test('a closed account is reached by the letter of its address; what was asked, and who they were, is forgotten after two years', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  await closeAccount(app.services, system, { id: person.accountId, version: 1 });
  await app.fetch(dataPaths.byMail, { form: { email: actor.email } });
  const [token = ''] = await keysTo(app, 'data_request.way', actor.email);
  const form = { kind: 'restriction', words: 'Dừng dùng tên tôi', agreed: '' };
  expect((await app.fetch(dataPaths.byLetter(token), { form })).status).toBe(303);
  const { id } = await app.services.db
    .selectFrom('data_request')
    .select('id')
    .where('account_id', '=', person.accountId)
    .executeTakeFirstOrThrow();
  const refusal = { ground: 'law', answer: 'Phải lưu hồ sơ.' };
  await refuseRequest(app.services, await admin(), { ...(await seen(id)), ...refusal });
  app.setNow(new Date(start.getTime() + 731 * 86_400_000));
  expect((await app.fetch(dataPaths.byLetter(token))).status).toBe(404);
  await carryOutRetention(app.services);
  expect((await rowOf(id)).words).toBe('…');
  // its time has passed as well: the account names nobody
  const account = app.services.db.selectFrom('account').selectAll().where('id', '=', person.accountId);
  expect((await account.executeTakeFirstOrThrow()).erased_at).not.toBeNull();
});

test('what is kept for a time is forgotten after it, and not before; the log says how much, and of whom nothing', async () => {
  const person = await app.signIn([]);
  const { db } = app.services;
  const day = (days: number) => new Date(start.getTime() - days * 86_400_000);
  const signIn = { account_id: person.accountId, outcome: 'wrong_password', address: '10.1.2.3' };
  await db
    .insertInto('sign_in')
    .values([183, 181].map((days) => ({ ...signIn, at: day(days) })))
    .execute();
  const { code } = await registering(app, next).ownOrganisation(person);
  await sql`update invitation set invited_at = ${day(60)}, expires_at = ${day(46)} where organisation_id =
    (select id from organisation where code = ${code})`.execute(db);
  const officer = await app.signIn('leader');
  await sql`update account set state = 'closed', updated_at = ${day(800)} where id = ${officer.accountId}`.execute(
    db,
  );
  await carryOutRetention(app.services);
  const left = db.selectFrom('sign_in').select('at').where('account_id', '=', person.accountId);
  expect((await left.execute()).map(({ at }) => at)).toEqual([day(181)]);
  const open = db.selectFrom('invitation as i').innerJoin('organisation as o', 'o.id', 'i.organisation_id');
  expect(await open.select('i.id').where('o.code', '=', code).execute()).toEqual([]);
  // whoever was in office stays named with their acts
  const official = db.selectFrom('account').select('erased_at').where('id', '=', officer.accountId);
  expect(await official.executeTakeFirst()).toEqual({ erased_at: null });
  const told = await db
    .selectFrom('event')
    .select('facts')
    .where('name', '=', 'retention.carried_out')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  expect(told.facts).toMatchObject({ signIns: 1, invitations: 1 });
  const again = async () =>
    (await db.selectFrom('event').select('seq').where('name', '=', 'retention.carried_out').execute()).length;
  const before = await again();
  await carryOutRetention(app.services);
  expect(await again()).toBe(before);
});

test('nobody sends requests by the dozen', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const ask = () => askForAccount(app.services, actor, { kind: 'correction', words: 'Sai', agreed: false });
  for (let sent = 0; sent < 10; sent += 1) await takeBack(app.services, actor, await ask());
  await expect(ask()).rejects.toMatchObject({ kind: 'wrong_state' });
});

test('nobody takes the file of their data without end; it stays open to others', async () => {
  const [person, other] = [await app.signIn([]), await app.signIn([])];
  for (let taken = 0; taken < 10; taken += 1)
    expect((await app.fetch(dataPaths.myFile, { as: person })).status).toBe(200);
  expect((await app.fetch(dataPaths.myFile, { as: person })).status).toBe(429);
  expect((await app.fetch(dataPaths.myFile, { as: other })).status).toBe(200);
});
