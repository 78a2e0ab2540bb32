import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { actorOf, registering } from '../../../../test/support/registering.ts';
import { accountRoutes } from '../accounts/pages.tsx';
import { membershipRoutes } from '../memberships/pages.tsx';
import { directoryPaths } from '../paths.ts';
import { registrationWorkRoutes } from '../registrations/work-pages.tsx';
import { lookAtAccounts } from './looks.ts';
import { lookRoutes } from './pages.tsx';

let app: TestApp;
let officer: Session;
const start = new Date('2026-05-04T02:10:00Z');
let made = 500;
const next = () => {
  made += 1;
  return made;
};

beforeAll(async () => {
  app = await openTestApp([...lookRoutes, ...accountRoutes, ...membershipRoutes, ...registrationWorkRoutes]);
  app.setNow(start);
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());

const looksOf = (accountId: number) =>
  app.services.db
    .selectFrom('personal_look')
    .select(['reader_id', 'page', 'reader_role'])
    .where('subject_id', '=', accountId)
    .where('subject_kind', '=', 'account')
    .orderBy('at')
    .orderBy('page')
    .execute();

test('whoever of the office opens data of others leaves one line an hour, and none of their own', async () => {
  const id = await registering(app, next).registration();
  const { account_id: person } = await app.services.db
    .selectFrom('registration')
    .select('account_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  for (let time = 0; time < 2; time += 1) await app.fetch(directoryPaths.registration(id), { as: officer });
  const look = { reader_id: officer.accountId, page: 'registration', reader_role: 'programme_officer' };
  expect(await looksOf(person)).toEqual([look]);
  app.setNow(new Date(start.getTime() + 3_600_000));
  await app.fetch(directoryPaths.registration(id), { as: officer });
  expect(await looksOf(person)).toEqual([look, look]);
  const administrator = await app.signIn('administrator');
  await app.fetch(directoryPaths.account(administrator.accountId), { as: administrator });
  expect(await looksOf(administrator.accountId)).toEqual([]);
  // a page that refuses shows nothing
  await app.fetch(directoryPaths.account(person), { as: officer });
  expect(await looksOf(person)).toHaveLength(2);
});

test('members see one another without a trace; officers who look at them leave one for each', async () => {
  const owner = await app.signIn([]);
  const { code } = await registering(app, next).ownOrganisation(owner);
  await app.fetch(directoryPaths.myOrganisation(code), { as: owner });
  expect(await looksOf(owner.accountId)).toEqual([]);
  const now = await app.signIn('programme_officer');
  await Promise.all([1, 2, 3].map(() => app.fetch(directoryPaths.myOrganisation(code), { as: now })));
  expect(await looksOf(owner.accountId)).toEqual([
    { reader_id: now.accountId, page: 'members', reader_role: 'programme_officer' },
  ]);
});

test('a person reads as what somebody looked, not who; administrators and inspectors read who, and others nothing', async () => {
  const person = await app.signIn([]);
  const inspector = await app.signIn('inspector');
  const { name } = await actorOf(app, inspector);
  await app.services.db
    .updateTable('account')
    .set({ name: 'Thanh Tra Viên Kỳ Cùng' })
    .where('id', '=', inspector.accountId)
    .execute();
  await app.fetch(directoryPaths.account(person.accountId), { as: inspector });
  const mine = await (await app.fetch(directoryPaths.myLooks, { as: person })).text();
  expect(mine).toContain('trang tài khoản');
  for (const hidden of ['Thanh Tra Viên Kỳ Cùng', name]) expect(mine).not.toContain(hidden);
  const found = async (query: string) =>
    (await app.fetch(`${directoryPaths.looks}?q=${encodeURIComponent(query)}`, { as: inspector })).text();
  expect(await found('ky cung')).toContain('Thanh Tra Viên Kỳ Cùng');
  expect(await found('100%_')).toContain('Không có lượt xem nào');
  expect((await app.fetch(`${directoryPaths.looks}?o=x&trang=999`, { as: inspector })).status).toBe(200);
  expect((await app.fetch(directoryPaths.looks, { as: person })).status).toBe(403);
});

test('two who look at the same people at once, in whatever order, both go on', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => app.signIn([])));
  const ids = people.map(({ accountId }) => accountId);
  const actor = await actorOf(app, await app.signIn('programme_head'));
  await Promise.all([
    lookAtAccounts(app.services, actor, 'accounts', ids),
    lookAtAccounts(app.services, actor, 'accounts', [...ids].reverse()),
  ]);
  expect(await looksOf(ids[0] ?? 0)).toHaveLength(1);
});
