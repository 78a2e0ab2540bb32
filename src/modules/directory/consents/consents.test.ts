import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { actorOf, keysTo, registering } from '../../../../test/support/registering.ts';
import { system } from '../../../kernel/actor.ts';
import { createAccount } from '../accounts/commands.ts';
import { inviteMember, joinAsNewcomer } from '../memberships/invitations.ts';
import { directoryPaths } from '../paths.ts';
import { consentVersion } from '../registrations/registration.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { lastConsent } from './commands.ts';
import { consentRoutes } from './pages.tsx';

let app: TestApp;
const password = 'hoa đào nở bên cầu Kỳ Cùng';
let made = 0;
const next = () => {
  made += 1;
  return made;
};

beforeAll(async () => {
  app = await openTestApp([...sessionRoutes, ...consentRoutes]);
});
afterAll(() => app.close());

/** An account that somebody opened by themselves, or the office for them. */
async function account(email: string, consent: string | null): Promise<number> {
  const { id } = await createAccount(app.services, system, {
    email,
    name: 'Lý Thị Mẫu',
    roles: [],
    password,
  });
  const at = app.services.clock();
  if (consent !== null)
    await app.services.db
      .insertInto('registration')
      .values({
        ...{ account_id: id, kind: 'individual', consent, consented_at: at, state: 'accepted' },
        ...{ created_at: at, updated_at: at },
      })
      .execute();
  return id;
}
const enter = async (email: string) => {
  const answer = await app.fetch('/dang-nhap', { form: { email, password, ve: '/to-chuc' } });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { to: answer.headers.get('location'), cookie };
};

test('whoever agreed to a former text is asked at the next sign-in, may go on, and is asked no more once they agree', async () => {
  const id = await account('cu@example.vn', '2026-01');
  const first = await enter('cu@example.vn');
  expect(first.to).toBe(`${directoryPaths.consent}?ve=%2Fto-chuc`);
  const as = await app.signIn([]);
  await app.services.db
    .updateTable('session')
    .set({ account_id: id })
    .where('account_id', '=', as.accountId)
    .execute();
  const page = await (await app.fetch(`${directoryPaths.consent}?ve=%2Fto-chuc`, { as })).text();
  expect(page).toContain('href="/to-chuc"');
  expect(page).not.toMatch(/type="checkbox"[^>]*checked/);
  const unticked = await app.fetch(directoryPaths.consent, { as, form: { ve: '/to-chuc', consent: '' } });
  expect(unticked.status).toBe(422);
  const away = await app.fetch(directoryPaths.consent, {
    as,
    form: { ve: 'https://xau.example', consent: '1' },
  });
  expect(away.headers.get('location')).toBe('/ban-lam-viec');
  expect(await lastConsent(app.services.db, id)).toMatchObject({ version: consentVersion, way: 'renewal' });
  expect((await enter('cu@example.vn')).to).toBe('/to-chuc');
});

test('nobody whose account the office opened is asked, nor who agreed to the text as it stands', async () => {
  await account('can-bo@example.vn', null);
  await account('moi@example.vn', consentVersion);
  for (const email of ['can-bo@example.vn', 'moi@example.vn'])
    expect((await enter(email)).to).toBe('/to-chuc');
});

test('of people invited it is kept which text they agreed to, and when', async () => {
  const owner = await app.signIn([]);
  const { code } = await registering(app, next).ownOrganisation(owner);
  const email = 'khach-moi@example.vn';
  await inviteMember(app.services, await actorOf(app, owner), {
    code,
    email,
    role: 'reader',
    language: 'vi',
  });
  const [key = ''] = await keysTo(app, 'invitation.sent', email);
  const typed = { name: 'Khách Mời', title: '', consent: '1', password, again: password };
  await joinAsNewcomer(app.services, key, { ...typed, language: 'vi' });
  const kept = await app.services.db
    .selectFrom('consent as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select(['c.version', 'c.way'])
    .where('a.email', '=', email)
    .execute();
  expect(kept).toEqual([{ version: consentVersion, way: 'invitation' }]);
});
