import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { actorOf, keysTo } from '../../../../test/support/registering.ts';
import { system } from '../../../kernel/actor.ts';
import { changeAccount, createAccount } from '../accounts/commands.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { emailChangeRoutes } from './pages.tsx';

let app: TestApp;
const start = new Date('2026-05-04T02:00:00Z');
const password = 'hoa đào nở bên cầu Kỳ Cùng';
let made = 0;

beforeAll(async () => {
  app = await openTestApp([...sessionRoutes, ...emailChangeRoutes]);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  for (const table of ['mail', 'sign_in_failure'] as const) await app.services.db.deleteFrom(table).execute();
});

interface Person {
  readonly session: Session;
  readonly old: string;
  readonly fresh: string;
}
async function person(): Promise<Person> {
  made += 1;
  const old = `cu-${made}@example.vn`;
  await createAccount(app.services, system, {
    ...{ email: old, name: `Người thứ ${made}`, roles: [], password },
  });
  return { session: await app.signIn([], { email: old }), old, fresh: `moi-${made}@example.vn` };
}
const ask = ({ session, fresh }: Person, email = fresh, current = password) =>
  app.fetch(directoryPaths.changeEmail, { as: session, form: { email, current } });
async function keys({ old, fresh }: Person) {
  const [newKey = ''] = (await keysTo(app, 'email.confirm_new', fresh)).slice(-1);
  const [oldKey = ''] = (await keysTo(app, 'email.confirm_old', old)).slice(-1);
  return { newKey, oldKey };
}
const answer = (token: string, said = 'dong-y') =>
  app.fetch(directoryPaths.emailChange(token), { form: { do: said } });
const signIn = (email: string) => app.fetch(directoryPaths.signIn, { form: { email, password } });

test('the address changes once both mailboxes agree, in whichever order; sessions end and both are told', async () => {
  for (const first of ['newKey', 'oldKey'] as const) {
    const one = await person();
    expect((await ask(one)).status).toBe(303);
    const both = await keys(one);
    expect(await (await app.fetch(directoryPaths.emailChange(both[first]))).text()).toContain(one.fresh);
    expect(await (await answer(both[first])).text()).toContain('Còn chờ địa chỉ kia');
    expect((await actorOf(app, one.session)).email).toBe(one.old);
    expect(await (await answer(both[first === 'newKey' ? 'oldKey' : 'newKey'])).text()).toContain(
      'Đã đổi e-mail',
    );
    expect((await app.fetch(directoryPaths.mine, { as: one.session })).status).toBe(303);
    expect([(await signIn(one.old)).status, (await signIn(one.fresh)).status]).toEqual([422, 303]);
    for (const address of [one.old, one.fresh])
      expect(await keysTo(app, 'email.was_changed', address)).toHaveLength(1);
    for (const used of Object.values(both)) expect((await answer(used)).status).toBe(404);
  }
});

test('opening a letter answers nothing: mail programs follow every address', async () => {
  const one = await person();
  await ask(one);
  const { newKey, oldKey } = await keys(one);
  for (const key of [newKey, oldKey]) {
    await app.fetch(directoryPaths.emailChange(key));
    expect((await answer(key, '')).status).toBe(200);
  }
  expect((await actorOf(app, one.session)).email).toBe(one.old);
});

test('either side may refuse, and then nothing changes any longer', async () => {
  const one = await person();
  await ask(one);
  const { newKey, oldKey } = await keys(one);
  await answer(newKey);
  expect(await (await answer(oldKey, 'tu-choi')).text()).toContain('E-mail giữ nguyên');
  for (const key of [newKey, oldKey]) expect((await answer(key)).status).toBe(404);
  expect(await keysTo(app, 'email.change_refused', one.old)).toHaveLength(1);
});

test('of an address that somebody has, the one who asks sees no difference; its owner is told', async () => {
  const [one, other] = [await person(), await person()];
  const [free, taken] = [await ask(one), await ask(one, other.old)];
  expect([free.status, free.headers.get('location')]).toEqual([taken.status, taken.headers.get('location')]);
  const read = async () =>
    (await (await app.fetch(directoryPaths.changeEmail, { as: one.session })).text()).replaceAll(
      other.old,
      '…',
    );
  const shown = await read();
  await ask(one);
  expect(shown).toBe((await read()).replaceAll(one.fresh, '…'));
  expect(await keysTo(app, 'email.taken', other.old)).toEqual(['']);
  expect(await keysTo(app, 'email.confirm_new', other.old)).toEqual([]);
});

test('given to somebody else meanwhile, the address is not taken from them', async () => {
  const [one, other] = [await person(), await person()];
  await ask(one);
  const { newKey, oldKey } = await keys(one);
  await answer(newKey);
  await changeAccount(app.services, system, {
    ...{ id: other.session.accountId, version: 1, name: 'Người khác', email: one.fresh },
  });
  expect((await answer(oldKey)).status).toBe(404);
  expect((await actorOf(app, one.session)).email).toBe(one.old);
});

test('a wrong password, the same address, or one with a line end sends no letter', async () => {
  const one = await person();
  expect((await ask(one, one.fresh, 'sai')).status).toBe(422);
  expect((await ask(one, one.old)).status).toBe(422);
  expect((await ask(one, 'a@b.vn\r\nBcc: c@d.vn')).status).toBe(422);
  expect(await app.services.db.selectFrom('mail').select('id').execute()).toEqual([]);
});

test('letters open nothing after two days, after another asking, and after the account was changed', async () => {
  const one = await person();
  await ask(one);
  const former = await keys(one);
  await ask(one);
  expect((await answer(former.newKey)).status).toBe(404);
  const { newKey, oldKey } = await keys(one);
  app.setNow(new Date('2026-05-06T02:00:01Z'));
  expect((await answer(newKey)).status).toBe(404);
  app.setNow(start);
  await changeAccount(app.services, system, {
    ...{ id: one.session.accountId, version: 1, name: 'Tên đã sửa', email: one.old },
  });
  for (const key of [newKey, oldKey, 'x'.repeat(43)]) expect((await answer(key)).status).toBe(404);
});
