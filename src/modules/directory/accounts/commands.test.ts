import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeAccount, makeLangSon, testPassword } from '../../../../test/support/directory.ts';
import { system, visitor } from '../../../kernel/actor.ts';
import { findActor } from '../sessions/authenticate.ts';
import {
  changeAccount,
  closeAccount,
  createAccount,
  endSessionsAsAdministrator,
  grantRole,
  recordLook,
  reopenAccount,
  resetPassword,
  revokeRole,
} from './commands.ts';
import type { NewAccountInput } from './inputs.ts';
import { findAccount, pageOfAccounts } from './queries.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
  await makeLangSon(app.services);
});
afterAll(() => app.close());

const create = (input: Partial<NewAccountInput>) =>
  createAccount(app.services, system, {
    email: 'ai.do@langson.example',
    name: 'Hứa Thị Mai',
    roles: [],
    password: testPassword,
    ...input,
  });
const fields = async (saving: Promise<unknown>) => {
  const error = await saving.then(
    () => null,
    (failure: unknown) => failure,
  );
  return Object.keys((error as { fields?: object } | null)?.fields ?? {}).sort();
};
const kind = async (saving: Promise<unknown>) =>
  saving.then(
    () => 'done',
    (failure: { kind?: string }) => failure.kind,
  );
const find = (id: number) => findAccount(app.services.db, id);

test('an account is opened with its organisation, roles and scopes', async () => {
  const { id: scope } = await app.services.db
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', 'SKHCN')
    .executeTakeFirstOrThrow();
  const { id, firstPassword } = await create({
    email: ' Mai@LangSon.Example ',
    organisationCode: 'skhcn',
    roles: [
      { role: 'programme_officer' },
      { role: 'agency_officer', scope: { kind: 'organisation', id: scope } },
      { role: 'programme_officer' },
    ],
  });
  expect(firstPassword).toBeNull();
  expect(await find(id)).toMatchObject({
    email: 'mai@langson.example',
    organisation: { code: 'SKHCN' },
    state: 'active',
    hasPassword: true,
    grants: [
      { role: 'programme_officer', scope: null },
      { role: 'agency_officer', organisation: { code: 'SKHCN' } },
    ],
  });
  expect((await findActor(app.services, 'MAI@langson.example')).grants).toHaveLength(2);
});

test('without a password one is made, strong, and kept only as a hash', async () => {
  const { id, firstPassword } = await create({ email: 'moi@langson.example', password: null });
  expect(firstPassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  const { password_hash } = await app.services.db
    .selectFrom('account')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(password_hash).not.toContain(firstPassword);
});

test('every wrong field is told at once', async () => {
  expect(await fields(create({ email: 'không phải e-mail', name: ' ', password: 'ngắn' }))).toEqual([
    'email',
    'name',
    'password',
  ]);
  expect(await fields(create({ email: 'x@langson.example', organisationCode: 'GHOST' }))).toEqual([
    'organisationCode',
  ]);
  expect(await fields(create({ roles: [{ role: 'king' as 'leader' }] }))).toEqual(['roles']);
  expect(
    await fields(create({ roles: [{ role: 'leader', scope: { kind: 'organisation', id: 999_999 } }] })),
  ).toEqual(['scope']);
  expect(
    await fields(create({ roles: [{ role: 'administrator', scope: { kind: 'organisation', id: 1 } }] })),
  ).toEqual(['roles']);
});

test.each([
  'matkhau123456',
  'Mật khẩu 123456',
  'aaaaaaaaaaaaaaaa',
  '1234 5678 9012',
  'ai.do@langson.example',
  'ai.do2026202620',
  'x'.repeat(201),
])('“%s” is refused as a password', async (password) => {
  expect(await fields(create({ password }))).toEqual(['password']);
});

test('one e-mail address has one account, also of two made at the same moment', async () => {
  const twice = await Promise.allSettled([
    create({ email: 'mot.lan@langson.example' }),
    create({ email: 'MOT.LAN@langson.example' }),
  ]);
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = twice.find((one) => one.status === 'rejected');
  expect(refused?.reason).toMatchObject({ fields: { email: expect.anything() } });
});

test('of two people who change an account at once the second is told', async () => {
  const { id, email } = await makeAccount(app.services);
  const change = { id, version: 1, email };
  const outcomes = await Promise.allSettled([
    changeAccount(app.services, system, { ...change, name: 'Tên một' }),
    changeAccount(app.services, system, { ...change, name: 'Tên hai' }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await find(id)).version).toBe(2);
});

test('events about accounts name nobody', async () => {
  const { id } = await makeAccount(app.services, {
    name: 'Tên Rất Riêng',
    email: 'rieng.tu@langson.example',
  });
  await changeAccount(app.services, system, {
    id,
    version: 1,
    email: 'rieng.tu.2@langson.example',
    name: 'Tên Cũng Riêng',
  });
  const log = JSON.stringify(await app.services.db.selectFrom('event').select('facts').execute());
  expect(log).not.toMatch(/Riêng|rieng/);
});

test('a role is given once, taken back once, and never through another account', async () => {
  const { id } = await makeAccount(app.services);
  const other = await makeAccount(app.services);
  const give = () => grantRole(app.services, system, { accountId: id, role: 'leader' });
  expect((await Promise.all([kind(give()), kind(give())])).sort()).toEqual(['done', 'wrong_state']);
  const granted = (await find(id)).grants.find(({ role }) => role === 'leader');
  const grantId = granted?.id ?? 0;
  expect(await kind(revokeRole(app.services, system, { accountId: other.id, grantId }))).toBe('not_found');
  expect(await kind(revokeRole(app.services, system, { accountId: id, grantId }))).toBe('done');
  expect(await kind(revokeRole(app.services, system, { accountId: id, grantId }))).toBe('wrong_state');
  expect(await kind(give())).toBe('done');
});

test('the last administrator can neither be closed nor lose the role, whoever hurries', async () => {
  const first = await makeAccount(app.services, { roles: [{ role: 'administrator' }] });
  const second = await makeAccount(app.services, { roles: [{ role: 'administrator' }] });
  const closing = await Promise.all([
    kind(closeAccount(app.services, system, { id: first.id, version: 1 })),
    kind(closeAccount(app.services, system, { id: second.id, version: 1 })),
  ]);
  expect(closing.sort()).toEqual(['done', 'wrong_state']);
  const accounts = [await find(first.id), await find(second.id)];
  const left = accounts.find(({ state }) => state === 'active');
  const grantId = left?.grants[0]?.id ?? 0;
  expect(await kind(revokeRole(app.services, system, { accountId: left?.id ?? 0, grantId }))).toBe(
    'wrong_state',
  );
  const closed = accounts.find(({ state }) => state === 'closed');
  await reopenAccount(app.services, system, { id: closed?.id ?? 0, version: closed?.version ?? 0 });
  expect(await kind(revokeRole(app.services, system, { accountId: left?.id ?? 0, grantId }))).toBe('done');
});

test('closing, reopening and resetting ask for the account as it was seen', async () => {
  const { id } = await makeAccount(app.services);
  expect(await kind(closeAccount(app.services, system, { id, version: 9 }))).toBe('conflict');
  expect(await kind(reopenAccount(app.services, system, { id, version: 1 }))).toBe('wrong_state');
  expect(await kind(closeAccount(app.services, system, { id, version: 1 }))).toBe('done');
  expect(await kind(closeAccount(app.services, system, { id, version: 2 }))).toBe('wrong_state');
  expect(await kind(resetPassword(app.services, system, { id, version: 1 }))).toBe('conflict');
  expect(await kind(closeAccount(app.services, system, { id: 999_999, version: 1 }))).toBe('not_found');
});

test('visitors and officers may do none of it', async () => {
  const { id, email } = await makeAccount(app.services);
  const officer = await findActor(app.services, email);
  for (const actor of [visitor, officer]) {
    const seen = { id, version: 1 };
    const tries = [
      createAccount(app.services, actor, { email: 'a@b.example', name: 'A', roles: [], password: null }),
      changeAccount(app.services, actor, { ...seen, email, name: 'Khác' }),
      closeAccount(app.services, actor, seen),
      reopenAccount(app.services, actor, seen),
      resetPassword(app.services, actor, seen),
      grantRole(app.services, actor, { accountId: id, role: 'administrator' }),
      revokeRole(app.services, actor, { accountId: id, grantId: 1 }),
      endSessionsAsAdministrator(app.services, actor, { accountId: id, sessionId: null }),
    ];
    expect(new Set(await Promise.all(tries.map(kind)))).toEqual(new Set(['forbidden']));
  }
});

test('the list finds people by any part of name or e-mail, in the order of given names', async () => {
  await makeAccount(app.services, {
    name: 'Đặng Văn Ất',
    email: 'at@tim.example',
    roles: [{ role: 'leader' }],
  });
  await makeAccount(app.services, { name: 'Ôn Thị Bé', email: 'be@tim.example', organisationCode: 'SKHCN' });
  const list = async (filter: Partial<Parameters<typeof pageOfAccounts>[1]>) => {
    const all = { q: '', roles: [], state: null, organisation: null, ...filter };
    return (await pageOfAccounts(app.services.db, all, { number: 1, size: 30 })).rows.map(({ name }) => name);
  };
  expect(await list({ q: 'tim.example' })).toEqual(['Đặng Văn Ất', 'Ôn Thị Bé']);
  expect(await list({ q: 'at dang' })).toEqual(['Đặng Văn Ất']);
  expect(await list({ q: 'tim.example', roles: ['leader'] })).toEqual(['Đặng Văn Ất']);
  expect(await list({ q: 'tim.example', organisation: 'SKHCN' })).toEqual(['Ôn Thị Bé']);
  expect(await list({ q: 'tim.example', state: 'closed' })).toEqual([]);
});

test('an inspector’s look at an account is recorded, an administrator’s is not', async () => {
  const { id } = await makeAccount(app.services);
  const inspector = await makeAccount(app.services, { roles: [{ role: 'inspector' }] });
  const administrator = await makeAccount(app.services, { roles: [{ role: 'administrator' }] });
  await recordLook(app.services, await findActor(app.services, inspector.email), id);
  await recordLook(app.services, await findActor(app.services, administrator.email), id);
  const looks = await app.services.db
    .selectFrom('event')
    .select(['actor_account', 'subject_id'])
    .where('name', '=', 'account.viewed')
    .execute();
  expect(looks).toEqual([{ actor_account: inspector.id, subject_id: String(id) }]);
});
