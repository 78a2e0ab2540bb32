import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { type CookieBrowser, openCookieBrowser } from '../../../../test/support/cookie-browser.ts';
import { openTestProvider, type TestProvider } from '../../../../test/support/oidc-provider.ts';
import { system } from '../../../kernel/actor.ts';
import { createAccount } from '../accounts/commands.ts';
import { accountRoutes } from '../accounts/pages.tsx';
import { purgeDirectory } from '../jobs.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { identityRoutes } from './pages.tsx';

let app: TestApp;
let citizens: TestProvider;
let officers: TestProvider;
const password = 'mười hai nhịp cầu qua sông';

beforeAll(async () => {
  citizens = await openTestProvider('congdan');
  officers = await openTestProvider('coquan', {
    ...{ audience: 'officers', registers: false },
    label: { vi: 'Cơ quan', en: 'Agency' },
  });
  app = await openTestApp([...sessionRoutes, ...identityRoutes, ...accountRoutes], undefined, {
    identityProviders: [citizens.settings, officers.settings],
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([citizens.close(), officers.close()]);
});
beforeEach(() => app.setNow(new Date()));

let made = 0;
/** Somebody with an account and a password, signed in, whom the provider knows under another address. */
async function officer(
  provider: TestProvider,
): Promise<{ id: number; email: string; browser: CookieBrowser }> {
  made += 1;
  const email = `can-bo-${made}@example.vn`;
  const { id } = await createAccount(app.services, system, {
    ...{ email, name: 'Lý Thị Bưởi', password },
    roles: [{ role: 'agency_officer' }],
  });
  provider.person = {
    sub: `can-bo-${made}`,
    email: `rieng-${made}@example.vn`,
    email_verified: true,
    name: 'Bưởi',
  };
  const browser = openCookieBrowser(app);
  expect((await browser.post(directoryPaths.signIn, { email, password })).status).toBe(303);
  return { id, email, browser };
}

const identities = (account: number) =>
  app.services.db
    .selectFrom('identity')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('id')
    .execute();

const problemIn = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '', 'http://x').searchParams.get('loi');

test('a signed-in person links a provider, signs in through it, and unlinks it after being asked', async () => {
  const { id, browser } = await officer(citizens);
  expect(await (await browser.open(directoryPaths.mine)).text()).toContain(directoryPaths.myIdentities);
  const linked = await browser.link(citizens);
  expect([linked.status, linked.headers.get('location')]).toEqual([303, directoryPaths.myIdentities]);
  const [identity] = await identities(id);
  const page = await (await browser.open(directoryPaths.myIdentities)).text();
  expect(page).toContain(directoryPaths.unlinkIdentity(identity?.id ?? 0));
  expect(page).not.toContain(directoryPaths.linkIdentity('congdan'));
  const other = openCookieBrowser(app);
  expect((await other.signOn(citizens)).headers.get('location')).toBe(directoryPaths.desk);
  const path = directoryPaths.unlinkIdentity(identity?.id ?? 0);
  expect(await (await browser.open(path)).text()).toContain('không mở được tài khoản này nữa');
  const taken = await browser.post(path);
  expect(taken.headers.get('location')).toBe(directoryPaths.myIdentities);
  expect(await identities(id)).toEqual([]);
  // sessions it had opened have ended; the present one stays
  expect((await other.open(directoryPaths.mine)).status).toBe(303);
  expect((await browser.open(directoryPaths.mine)).status).toBe(200);
  expect((await browser.post(path)).status).toBe(404);
  const told = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('kind')
    .where('account_id', '=', id)
    .orderBy('mail.id')
    .execute();
  expect(told.map(({ kind }) => kind)).toEqual([
    ...['identity.linked', 'session.new_device', 'identity.unlinked'],
  ]);
  const events = await app.services.db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('name', 'like', 'identity.%')
    .where('subject_id', '=', String(id))
    .orderBy('seq')
    .execute();
  expect(events).toEqual([
    { name: 'identity.linked', facts: { identity: identity?.id, provider: 'congdan', by: 'self' } },
    {
      name: 'identity.unlinked',
      facts: expect.objectContaining({ identity: identity?.id, provider: 'congdan' }),
    },
  ]);
});

test('an identity leads to one account, and an account has one identity of a provider', async () => {
  const first = await officer(citizens);
  const person = citizens.person;
  await first.browser.link(citizens);
  // linking it again changes nothing
  expect((await first.browser.link(citizens)).headers.get('location')).toBe(directoryPaths.myIdentities);
  expect(await identities(first.id)).toHaveLength(1);
  const second = await officer(citizens);
  const own = citizens.person;
  citizens.person = person;
  expect(problemIn(await second.browser.link(citizens))).toBe('da-lien-ket-noi-khac');
  expect(await identities(second.id)).toEqual([]);
  citizens.person = own;
  expect(problemIn(await first.browser.link(citizens))).toBe('da-lien-ket');
  const shown = await (
    await first.browser.open('/tai-khoan/dang-nhap-mot-lan?qua=congdan&loi=da-lien-ket')
  ).text();
  expect(shown).toContain('Chưa liên kết được với Dịch vụ thử');
});

test('two browsers that link one identity to two accounts at once: one succeeds', async () => {
  const first = await officer(citizens);
  const second = await officer(citizens);
  const answers = await Promise.all([first.browser.link(citizens), second.browser.link(citizens)]);
  expect(answers.map(problemIn).sort()).toEqual(['da-lien-ket-noi-khac', null]);
  expect([...(await identities(first.id)), ...(await identities(second.id))]).toHaveLength(1);
});

test('a link begun by one person is not finished as another', async () => {
  const { id, browser } = await officer(citizens);
  const to = await browser.setOut(directoryPaths.linkIdentity('congdan'));
  const back = await citizens.walk(to);
  await browser.post('/dang-xuat');
  expect(problemIn(await browser.open(`${back.pathname}${back.search}`))).toBe('het-han');
  expect(await identities(id)).toEqual([]);
  expect((await openCookieBrowser(app).post(directoryPaths.linkIdentity('congdan'))).status).toBe(401);
});

test('the last way to sign in stays; another one, or a password, lets it go', async () => {
  made += 1;
  citizens.person = {
    sub: `dan-${made}`,
    email: `dan-${made}@example.vn`,
    email_verified: true,
    name: 'Vi Hồi',
  };
  officers.person = { sub: `dan-${made}`, email: 'khac@example.vn', email_verified: true, name: 'Vi Hồi' };
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  await browser.post(directoryPaths.signOnOpen, { consent: '1' });
  expect(await (await browser.open(directoryPaths.myIdentities)).text()).toContain(
    'phải giữ ít nhất một liên kết',
  );
  const { id } = await app.services.db
    .selectFrom('account')
    .select('id')
    .where('email', '=', `dan-${made}@example.vn`)
    .executeTakeFirstOrThrow();
  const unlink = async () =>
    browser.post(directoryPaths.unlinkIdentity((await identities(id)).at(-1)?.id ?? 0));
  const refused = await unlink();
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('cách đăng nhập duy nhất');
  await browser.link(officers);
  expect((await unlink()).status).toBe(303);
  expect((await unlink()).status).toBe(409);
  // an identity of a provider that is set no longer is no way in
  await app.services.db
    .insertInto('identity')
    .values({
      issuer: 'https://cu.example',
      subject: 'x',
      account_id: id,
      provider: 'cu',
      linked_at: new Date(),
    })
    .execute();
  const page = await (await browser.open(directoryPaths.myIdentities)).text();
  expect(page).toContain('không còn dùng được ở hệ thống này');
  const [oldest] = await identities(id);
  expect((await browser.post(directoryPaths.unlinkIdentity(oldest?.id ?? 0))).status).toBe(409);
});

test('nobody unlinks what is somebody else’s', async () => {
  const owner = await officer(citizens);
  await owner.browser.link(citizens);
  const [identity] = await identities(owner.id);
  const stranger = await officer(citizens);
  const path = directoryPaths.unlinkIdentity(identity?.id ?? 0);
  expect((await stranger.browser.open(path)).status).toBe(404);
  expect((await stranger.browser.post(path)).status).toBe(404);
  expect(await identities(owner.id)).toHaveLength(1);
});

test('an administrator sees the links of an account and takes one away, with all sessions through it', async () => {
  const { id, browser } = await officer(citizens);
  await browser.link(citizens);
  const through = openCookieBrowser(app);
  await through.signOn(citizens);
  const [identity] = await identities(id);
  const administrator = await app.signIn('administrator');
  const inspector = await app.signIn('inspector');
  const path = directoryPaths.unlinkAccount(id, identity?.id ?? 0);
  const seen = async (as: Session) => (await app.fetch(directoryPaths.account(id), { as })).text();
  expect(await seen(administrator)).toContain(path);
  expect(await seen(inspector)).toContain('Dịch vụ thử');
  expect(await seen(inspector)).not.toContain(path);
  expect((await app.fetch(path, { as: inspector, form: {} })).status).toBe(403);
  const elsewhere = directoryPaths.unlinkAccount(administrator.accountId, identity?.id ?? 0);
  expect((await app.fetch(elsewhere, { as: administrator, form: {} })).status).toBe(404);
  expect((await app.fetch(path, { as: administrator, form: {} })).status).toBe(303);
  expect((await through.open(directoryPaths.mine)).status).toBe(303);
  expect((await browser.open(directoryPaths.mine)).status).toBe(200);
  expect(await identities(id)).toEqual([]);
  expect(await seen(administrator)).toContain('Bỏ liên kết đăng nhập một lần với congdan');
});

test('an account without a password is proven by the way its person is used to', async () => {
  made += 1;
  const email = `dan-${made}@example.vn`;
  citizens.person = { sub: `dan-${made}`, email, email_verified: true, name: 'Vi Hồi' };
  officers.person = { sub: `dan-${made}`, email, email_verified: true, name: 'Vi Hồi' };
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  await browser.post(directoryPaths.signOnOpen, { consent: '1' });
  const other = openCookieBrowser(app);
  expect((await other.signOn(officers)).headers.get('location')).toBe(directoryPaths.signOnFinish);
  const page = await (await other.open(directoryPaths.signOnFinish)).text();
  expect(page).toContain('chưa đặt mật khẩu');
  expect(page).not.toContain('name="password"');
  expect((await other.post(directoryPaths.signOnProve, { password: 'một câu bất kỳ' })).status).toBe(422);
});

test('of ways that were begun and left nothing stays', async () => {
  const browser = openCookieBrowser(app);
  citizens.person = { sub: 'bo-do', email: 'bo-do@example.vn', email_verified: true, name: 'Bỏ Dở' };
  await browser.signOn(citizens);
  const left = app.services.db.selectFrom('sign_on').select('id');
  expect(await left.where('email', '=', 'bo-do@example.vn').execute()).toHaveLength(1);
  app.setNow(new Date(Date.now() + 3_600_000));
  await purgeDirectory(app.services);
  expect(await left.execute()).toEqual([]);
});
