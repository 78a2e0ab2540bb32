import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { actorOf, registering, typedOf } from '../../../test/support/registering.ts';
import { system } from '../../kernel/actor.ts';
import {
  changeAccount,
  closeAccount,
  createAccount,
  reopenAccount,
} from '../../modules/directory/accounts/commands.ts';
import { registerOrganisation } from '../../modules/directory/index.ts';
import { appointMember } from '../../modules/directory/memberships/commands.ts';
import { acceptAsNew } from '../../modules/directory/registrations/decisions.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { readHeld } from '../../platform/personal-data.ts';
import { createKey } from '../api-keys/commands.ts';
import { carryOut, refuseRequest } from './answering.ts';
import { askForAccount, askForAddress } from './commands.ts';
import { heldData } from './held.ts';
import { dataRoutes } from './index.ts';
import { carryOutRetention } from './jobs.ts';
import { dataPaths } from './paths.ts';

let app: TestApp;
let administrator: Session;
const start = new Date('2026-05-04T02:00:00Z');
let made = 9000;
const next = () => {
  made += 1;
  return made;
};

beforeAll(async () => {
  app = await openTestApp(dataRoutes);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  administrator = await app.signIn('administrator');
});

const erasure = { kind: 'erasure', words: 'Tôi không dùng nữa.', agreed: true };
const rowOf = (id: number) =>
  app.services.db.selectFrom('data_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const accountOf = ({ accountId }: Session) =>
  app.services.db.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow();
const admin = () => actorOf(app, administrator);
async function seen(id: number) {
  return { id, version: (await rowOf(id)).version };
}
async function later(days: number) {
  app.setNow(new Date(start.getTime() + days * 86_400_000));
  await carryOutRetention(app.services);
}
/** Letters to an address, their kinds and texts. */
const lettersTo = (address: string) =>
  app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['letter.kind', 'letter.body_text'])
    .where('mail.address', '=', address)
    .orderBy('mail.id')
    .execute();
/** Until somebody waits for a lock. */
const somebodyWaits = () =>
  expect
    .poll(async () => {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int n from pg_locks where not granted`.execute(app.services.db);
      return rows[0]?.n;
    })
    .toBeGreaterThan(0);

/** Where a text still stands, in any column of any table, by table. */
async function standsIn(texts: readonly string[]): Promise<string[]> {
  const { db } = app.services;
  const tables = await sql<{
    name: string;
  }>`select quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const found: string[] = [];
  for (const { name } of tables.rows)
    for (const text of texts) {
      const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from ${sql.raw(name)} t
        where position(lower(${text}) in lower(to_jsonb(t)::text)) > 0`.execute(db);
      if (rows[0]?.rows !== 0) found.push(`${name}: ${text}`);
    }
  return found;
}

test('what was erased names nobody any longer, lets nobody in, and does not come back', async () => {
  const person = await app.signIn([]);
  const { db } = app.services;
  const [name, phone] = ['Nông Thị Vừa Xóa', '0205 3812 999'];
  await db.updateTable('account').set({ name }).where('id', '=', person.accountId).execute();
  const typed = typedOf(next(), { phone, name });
  const actor = await actorOf(app, person);
  const registered = await registerOrganisation(app.services, actor, { kind: 'enterprise', typed });
  const checked = { id: registered, version: 1 };
  await acceptAsNew(app.services, await actorOf(app, await app.signIn('programme_head')), checked);
  const { code } = await registering(app, next).ownOrganisation(person);
  const colleague = await app.signIn([]);
  const reason = `${name} nghỉ, người khác thay`;
  await appointMember(app.services, system, { code, email: actor.email, reason, role: 'reader' });
  await appointMember(app.services, system, {
    code,
    email: (await actorOf(app, colleague)).email,
    reason: 'Thay',
  });
  await createKey(app.services, actor, { name: `Máy của ${name}`, purpose: 'Đọc' });
  const file = await (await app.fetch(dataPaths.myFile, { as: person })).text();
  expect(file).toContain(reason);
  const wrong = { kind: 'correction', words: 'Sai số', agreed: false };
  const corrected = await askForAccount(app.services, actor, wrong);
  const answered = { ...(await seen(corrected)), answer: `Đã sửa thành ${phone}`, fields: ['api_keys'] };
  await carryOut(app.services, await admin(), answered);
  const id = await askForAccount(app.services, actor, { ...erasure, words: `Tôi là ${name}, gọi ${phone}` });
  const both = await Promise.allSettled([
    carryOut(app.services, await admin(), { ...(await seen(id)), answer: `Chào ${name}` }),
    carryOut(app.services, await admin(), { ...(await seen(id)), answer: `Chào ${name}` }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await standsIn([actor.email, name, phone])).toEqual([
    // the answer still has to reach the person, with the words to them, and is forgotten after its days
    `letter: ${name}`,
    `mail: ${actor.email}`,
  ]);
  const account = await db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', person.accountId)
    .executeTakeFirstOrThrow();
  expect(account).toMatchObject({ state: 'closed', title: null, password_hash: null });
  expect((await app.fetch(dataPaths.mine, { as: person })).status).toBe(303);
  const members = await db
    .selectFrom('membership as m')
    .innerJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select('m.ended_at')
    .where('o.code', '=', code)
    .where('m.account_id', '=', person.accountId)
    .execute();
  expect(members.every(({ ended_at }) => ended_at !== null)).toBe(true);
  // the answer still reaches the person, and is tied to no account
  expect((await lettersTo(actor.email)).map(({ kind }) => kind)).toEqual(['data_request.carried_out']);
  const again = { id: person.accountId, version: account.version };
  await expect(reopenAccount(app.services, system, again)).rejects.toThrow('đã được xóa');
  expect(await rowOf(id)).toMatchObject({ words: '…', answer: null });
  await sql`update mail set state = 'sent', secret = null, ended_at = ${start} where state = 'queued'`.execute(
    db,
  );
  await later(31);
  expect(await standsIn([actor.email, phone])).toEqual([]);
  // what others were written of them goes with the letters
  await later(91);
  expect(await standsIn([actor.email, name, phone])).toEqual([]);
});

test('while somebody is erased, whoever changes what is theirs and then appends to the log waits in no circle', async () => {
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const { db } = app.services;
  await createKey(app.services, actor, { name: 'Máy', purpose: 'Đọc' });
  const id = await askForAccount(app.services, actor, erasure);
  const carriedOut = { ...(await seen(id)), answer: '' };
  const by = await admin();
  let erasing: Promise<void> | undefined;
  await db.transaction().execute(async (tx) => {
    await sql`select id from api_key where account_id = ${person.accountId} for update`.execute(tx);
    erasing = carryOut(app.services, by, carriedOut);
    erasing.catch(() => undefined);
    await somebodyWaits();
    const subject = { kind: 'account', id: person.accountId };
    await appendEvent(tx, { name: 'account.changed', actor: system, subject, at: start });
  });
  await erasing;
  expect(await rowOf(id)).toMatchObject({ state: 'done' });
});

test('of who was in office the name stays with what they did; the page and the letter say so', async () => {
  const { db } = app.services;
  const person = await app.signIn([]);
  const actor = await actorOf(app, person);
  const [name, title] = ['Hoàng Văn Công', 'Phó Giám đốc'];
  await db.updateTable('account').set({ name, title }).where('id', '=', person.accountId).execute();
  const role = { account_id: person.accountId, role: 'leader', granted_at: start, revoked_at: start };
  await db.insertInto('role_grant').values(role).execute();
  const own = await (await app.fetch(dataPaths.ask('xoa'), { as: person })).text();
  expect(own).toContain('đã từng giữ vai trò công vụ');
  const id = await askForAccount(app.services, actor, erasure);
  const page = await (await app.fetch(dataPaths.carryOut(id), { as: administrator })).text();
  expect(page).toContain('Đã từng giữ vai trò công vụ');
  await carryOut(app.services, await admin(), { ...(await seen(id)), answer: '' });
  const account = await accountOf(person);
  expect(account).toMatchObject({ name, title, password_hash: null, erased_at: start });
  expect(account.email).not.toBe(actor.email);
  const [letter] = await lettersTo(actor.email);
  expect(letter?.body_text).toContain('họ tên, chức danh được giữ');
  expect(letter?.body_text).toContain('giữ thêm 30 ngày');
});

test('an account opened again while its time passes is not erased; the next one is', async () => {
  const { db } = app.services;
  const [back, gone] = [await app.signIn([]), await app.signIn([])];
  const longAgo = new Date(start.getTime() - 800 * 86_400_000);
  for (const { accountId } of [back, gone]) {
    await closeAccount(app.services, system, { id: accountId, version: 1 });
    await db.updateTable('account').set({ updated_at: longAgo }).where('id', '=', accountId).execute();
  }
  let forgetting: Promise<void> | undefined;
  await db.transaction().execute(async (tx) => {
    const reopened = { state: 'active', updated_at: start };
    await tx.updateTable('account').set(reopened).where('id', '=', back.accountId).execute();
    forgetting = carryOutRetention(app.services);
    forgetting.catch(() => undefined);
    await somebodyWaits();
  });
  await forgetting;
  expect(await accountOf(back)).toMatchObject({ state: 'active', erased_at: null });
  expect((await accountOf(gone)).erased_at).toEqual(start);
});

test('what an address without an account asked is not carried out once it has one', async () => {
  const email = `nay-co-tai-khoan-${next()}@example.vn`;
  const subject = { accountId: null, address: email };
  const id = await askForAddress(app.services, subject, { ...erasure, language: 'vi' });
  await createAccount(app.services, system, { email, name: 'Lý Thị Mẫu', roles: [], password: null });
  const answer = { ...(await seen(id)), answer: '' };
  await expect(carryOut(app.services, await admin(), answer)).rejects.toThrow('yêu cầu từ tài khoản');
  const refusal = { ground: 'unproven', answer: 'Hãy yêu cầu từ tài khoản.' };
  await refuseRequest(app.services, await admin(), { ...answer, ...refusal });
});

test('whoever never had an account reads what was erased, and nothing of an account', async () => {
  const email = `khong-tai-khoan-${next()}@example.vn`;
  const subject = { accountId: null, address: email };
  const former = await askForAddress(app.services, subject, {
    ...erasure,
    kind: 'withdrawal',
    language: 'vi',
  });
  const id = await askForAddress(app.services, subject, { ...erasure, language: 'vi' });
  await app.fetch(dataPaths.one(former), { as: administrator });
  const held = await readHeld(app.services.db, heldData, subject);
  expect(JSON.parse(held).looks).toMatchObject([{ page: 'data_request' }]);
  const refusal = { ground: 'law', answer: 'Chưa xóa được.' };
  await refuseRequest(app.services, await admin(), { ...(await seen(former)), ...refusal });
  await carryOut(app.services, await admin(), { ...(await seen(id)), answer: 'Chào chị Mẫu' });
  expect(await rowOf(former)).toMatchObject({ words: '…', answer: null, address: null });
  expect(await rowOf(id)).toMatchObject({ words: '…', answer: null, address: null });
  const [letter] = await lettersTo(email);
  expect(letter?.body_text).toContain('Chào chị Mẫu');
  expect(letter?.body_text).not.toContain('tài khoản không dùng được');
});

test('two requests of one person carried out at once wait for each other in no circle', async () => {
  for (let time = 0; time < 3; time += 1) {
    const person = await app.signIn([]);
    const actor = await actorOf(app, person);
    const first = await askForAccount(app.services, actor, { ...erasure, kind: 'withdrawal' });
    const second = await askForAccount(app.services, actor, erasure);
    const answers = [
      { ...(await seen(second)), answer: '' },
      { ...(await seen(first)), answer: '' },
    ];
    const by = await admin();
    const both = await Promise.allSettled(answers.map((answer) => carryOut(app.services, by, answer)));
    for (const one of both)
      if (one.status === 'rejected') expect(['conflict', 'wrong_state']).toContain(one.reason.kind);
    expect((await rowOf(second)).state).toBe('done');
  }
});

test('what was answered is forgotten with what was asked', async () => {
  const person = await app.signIn([]);
  const correction = { kind: 'correction', words: 'Sai họ', agreed: false };
  const { email } = await actorOf(app, person);
  const id = await askForAccount(app.services, await actorOf(app, person), correction);
  await changeAccount(app.services, system, {
    id: person.accountId,
    version: 1,
    email,
    name: 'Nông Thị Mẫu',
  });
  await carryOut(app.services, await admin(), {
    ...(await seen(id)),
    answer: 'Đã sửa thành Nông.',
    fields: ['account.name'],
  });
  await later(731);
  expect(await rowOf(id)).toMatchObject({ words: '…', answer: null });
});

test('the page before the request says which organisations nobody else looks after, and leads to handing over', async () => {
  const owner = await app.signIn([]);
  const bare = await (await app.fetch(dataPaths.mine, { as: owner })).text();
  expect(bare).not.toContain('chủ tài khoản duy nhất');
  const { code } = await registering(app, next).ownOrganisation(owner);
  const text = await (await app.fetch(dataPaths.mine, { as: owner })).text();
  expect(text).toContain('chủ tài khoản duy nhất');
  expect(text).toContain(`href="/to-chuc/${code}"`);
});

test('what a refused registration said goes after its time, of whatever kind it was, once', async () => {
  const { db } = app.services;
  const made: number[] = [];
  for (const kind of ['enterprise', 'individual'] as const) {
    const { accountId } = await app.signIn([]);
    const { id } = await db
      .insertInto('registration')
      .values({
        ...{ account_id: accountId, kind, name: kind === 'individual' ? null : 'Công ty Bị Từ Chối' },
        ...{ phone: '0205 3812 345', consent: '1', consented_at: start, state: 'refused', reason: 'Sai' },
        ...{ decided_at: start, created_at: start, updated_at: start },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    made.push(id);
  }
  await later(400);
  const rows = await db
    .selectFrom('registration')
    .select(['kind', 'name', 'phone', 'reason'])
    .where('id', 'in', made)
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { kind: 'enterprise', name: '…', phone: null, reason: '…' },
    { kind: 'individual', name: null, phone: null, reason: '…' },
  ]);
});
