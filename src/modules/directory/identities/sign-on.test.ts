import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { openCookieBrowser } from '../../../../test/support/cookie-browser.ts';
import {
  openTestProvider,
  type ProviderPerson,
  type TestProvider,
} from '../../../../test/support/oidc-provider.ts';
import type { Role } from '../../../kernel/actor.ts';
import { system } from '../../../kernel/actor.ts';
import { closeAccount, createAccount, reopenAccount } from '../accounts/commands.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { identityRoutes } from './pages.tsx';

let app: TestApp;
let citizens: TestProvider;
let officers: TestProvider;
const password = 'mười hai nhịp cầu qua sông';

beforeAll(async () => {
  citizens = await openTestProvider('congdan');
  officers = await openTestProvider(
    'coquan',
    { audience: 'officers', registers: false, trustsEmail: true, label: { vi: 'Cơ quan', en: 'Agency' } },
    { inUserInfo: false },
  );
  app = await openTestApp([...sessionRoutes, ...identityRoutes], undefined, {
    identityProviders: [citizens.settings, officers.settings],
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([citizens.close(), officers.close()]);
});
beforeEach(() => {
  // what a provider signs bears the hour of the machine
  app.setNow(new Date());
  for (const provider of [citizens, officers]) Object.assign(provider, { forge: null, away: false });
});

let made = 0;
/** Somebody nobody has met yet, in front of the provider. */
function somebody(
  provider: TestProvider,
  more: Record<string, unknown> = {},
): ProviderPerson & { email: string } {
  made += 1;
  const email = `nguoi-${made}@example.vn`;
  const person = { sub: `nguoi-${made}`, email, email_verified: true, name: `Nguyễn Văn ${made}`, ...more };
  provider.person = person;
  return { ...person, email };
}

const accountOf = (email: string, role: Role = 'agency_officer') =>
  createAccount(app.services, system, { email, name: 'Lý Thị Bưởi', password, roles: [{ role }] });

const count = async (table: 'account' | 'identity') =>
  Number(
    (
      await app.services.db
        .selectFrom(table)
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

/** Where an answer leads, and what the page there tells of a way that failed. */
const problemIn = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '', 'http://x').searchParams.get('loi');

test('a citizen’s first sign-in shows what will be kept, asks for consent, and opens an account of an applicant', async () => {
  const browser = openCookieBrowser(app);
  const person = somebody(citizens);
  const back = await browser.signOn(citizens, { ve: '/bai-toan?nam=2026' });
  expect([back.status, back.headers.get('location')]).toEqual([303, directoryPaths.signOnFinish]);
  const shown = await (await browser.open(directoryPaths.signOnFinish)).text();
  for (const text of [person.email, person.name]) expect(shown).toContain(text);
  expect(shown).toMatch(/<input[^>]*name="consent"(?![^>]*checked)[^>]*>/);
  const before = await count('account');
  const without = await browser.post(directoryPaths.signOnOpen);
  expect([without.status, await count('account')]).toEqual([422, before]);
  expect(await without.text()).toContain('Cần đồng ý');
  const opened = await browser.post(directoryPaths.signOnOpen, { consent: '1', name: 'Tên khác' });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/bai-toan?nam=2026']);
  expect((await browser.open(directoryPaths.mine)).status).toBe(200);
  const account = await app.services.db
    .selectFrom('account')
    .innerJoin('role_grant', 'role_grant.account_id', 'account.id')
    .innerJoin('session', 'session.account_id', 'account.id')
    .select(['account.id', 'name', 'password_hash', 'role', 'scope_kind', 'provider', 'provider_level'])
    .where('email', '=', person.email)
    .execute();
  expect(account).toEqual([
    expect.objectContaining({
      ...{ name: person.name, password_hash: null, role: 'applicant', scope_kind: null },
      ...{ provider: 'congdan', provider_level: 'one_factor' },
    }),
  ]);
  const events = await app.services.db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('subject_id', '=', String(account[0]?.id))
    .orderBy('seq')
    .execute();
  expect(events.map(({ name }) => name)).toEqual(['account.created', 'identity.linked', 'session.started']);
  expect(JSON.stringify(events)).not.toContain(person.sub);
  const kept = await app.services.db
    .selectFrom('sign_on')
    .select('email')
    .where('email', 'is not', null)
    .execute();
  expect(kept).toEqual([]);
});

test('from the second time on nothing is asked', async () => {
  const person = somebody(citizens);
  const first = openCookieBrowser(app);
  await first.signOn(citizens);
  await first.post(directoryPaths.signOnOpen, { consent: '1' });
  const before = await count('account');
  // the address has changed at the provider: the person has not
  citizens.person = { ...person, email: 'dia-chi-moi@example.vn' };
  const browser = openCookieBrowser(app);
  const back = await browser.signOn(citizens);
  expect(back.headers.get('location')).toBe(directoryPaths.desk);
  expect(await (await browser.open(directoryPaths.mine)).text()).toContain(person.email);
  expect(await count('account')).toBe(before);
});

test('two first sign-ins at the same moment open one account, and both are let in', async () => {
  somebody(citizens);
  const browsers = [openCookieBrowser(app), openCookieBrowser(app)];
  for (const browser of browsers) await browser.signOn(citizens);
  const before = [await count('account'), await count('identity')];
  const opened = await Promise.all(
    browsers.map((browser) => browser.post(directoryPaths.signOnOpen, { consent: '1' })),
  );
  expect(opened.map(({ headers }) => headers.get('location'))).toEqual([
    directoryPaths.desk,
    directoryPaths.desk,
  ]);
  for (const browser of browsers) expect((await browser.open(directoryPaths.mine)).status).toBe(200);
  expect([await count('account'), await count('identity')]).toEqual(before.map((number) => number + 1));
});

test('the same click twice opens one account', async () => {
  somebody(citizens);
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  const before = await count('account');
  const both = await Promise.all([
    browser.post(directoryPaths.signOnOpen, { consent: '1' }),
    browser.post(directoryPaths.signOnOpen, { consent: '1' }),
  ]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect(await count('account')).toBe(before + 1);
});

test('an account with the same address is linked only once its password was given', async () => {
  const person = somebody(citizens);
  await accountOf(person.email);
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  const page = await (await browser.open(directoryPaths.signOnFinish)).text();
  expect(page).toContain('Đã có tài khoản dùng e-mail này');
  const before = await count('identity');
  // the form of another step opens nothing
  expect((await browser.post(directoryPaths.signOnOpen, { consent: '1' })).status).toBe(409);
  for (const typed of ['', 'một câu nào đó khác hẳn']) {
    const wrong = await browser.post(directoryPaths.signOnProve, { password: typed });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).not.toContain('một câu nào đó');
  }
  expect(await count('identity')).toBe(before);
  const proven = await browser.post(directoryPaths.signOnProve, { password });
  expect([proven.status, proven.headers.get('location')]).toEqual([303, directoryPaths.desk]);
  const letter = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('kind')
    .where('address', '=', person.email)
    .execute();
  expect(letter).toEqual([{ kind: 'identity.linked' }]);
  const later = await openCookieBrowser(app).signOn(citizens);
  expect(later.headers.get('location')).toBe(directoryPaths.desk);
});

test('guessing the password of an account there is paused as on the sign-in page', async () => {
  const person = somebody(citizens);
  await accountOf(person.email);
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  const guess = async () =>
    (await browser.post(directoryPaths.signOnProve, { password: 'đoán bừa một câu' })).status;
  for (let tries = 0; tries < 5; tries += 1) expect(await guess()).toBe(422);
  expect(await guess()).toBe(429);
});

test('an officer’s account is linked at once where the agency vouches for the address, and the person is told', async () => {
  const person = somebody(officers, { amr: ['pwd', 'mfa'] });
  await accountOf(person.email, 'administrator');
  const browser = openCookieBrowser(app);
  const back = await browser.signOn(officers);
  expect([back.status, back.headers.get('location')]).toEqual([303, directoryPaths.administration]);
  const session = await app.services.db
    .selectFrom('session')
    .select(['provider', 'provider_level'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(session).toEqual({ provider: 'coquan', provider_level: 'two_factors' });
  const told = app.services.db.selectFrom('mail').select('address').where('address', '=', person.email);
  expect(await told.execute()).toHaveLength(1);
});

test('an officer nobody has opened an account for, and one whose account is closed, are told the same', async () => {
  somebody(officers);
  const unknown = await openCookieBrowser(app).signOn(officers);
  const person = somebody(officers);
  const { id } = await accountOf(person.email);
  await openCookieBrowser(app).signOn(officers);
  await closeAccount(app.services, system, { id, version: 1 });
  const closed = await openCookieBrowser(app).signOn(officers);
  expect(closed.headers.get('location')).toBe(unknown.headers.get('location'));
  expect(problemIn(closed)).toBe('chua-co-tai-khoan');
  const page = await (await app.fetch(closed.headers.get('location') ?? '')).text();
  expect(page).toContain('Sở Khoa học và Công nghệ tỉnh Lạng Sơn');
  await reopenAccount(app.services, system, { id, version: 2 });
  expect((await openCookieBrowser(app).signOn(officers)).headers.get('location')).toBe(directoryPaths.desk);
});

test('without an address the provider vouches for there is no account, and no other one is touched', async () => {
  const holder = somebody(citizens);
  await accountOf(holder.email);
  const before = [await count('account'), await count('identity')];
  for (const claims of [
    { email_verified: false },
    { email: undefined },
    { email: 'không phải thư' },
    { email: 7 },
  ]) {
    somebody(citizens, { email: holder.email, ...claims });
    const answer = await openCookieBrowser(app).signOn(citizens);
    expect(problemIn(answer), JSON.stringify(claims)).toBe('khong-co-e-mail');
  }
  expect([await count('account'), await count('identity')]).toEqual(before);
});

test('whoever comes without a name gives one', async () => {
  somebody(citizens, { name: undefined });
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  const nameless = await browser.post(directoryPaths.signOnOpen, { consent: '1', name: ' ' });
  expect(nameless.status).toBe(422);
  expect(await nameless.text()).toMatch(/name="consent"[^>]*checked/);
  expect((await browser.post(directoryPaths.signOnOpen, { consent: '1', name: 'Vi Văn Hồi' })).status).toBe(
    303,
  );
  expect(await (await browser.open(directoryPaths.mine)).text()).toContain('Vi Văn Hồi');
});

test('what waits for the person ends after half an hour', async () => {
  somebody(citizens);
  const browser = openCookieBrowser(app);
  await browser.signOn(citizens);
  app.setNow(new Date(Date.now() + 31 * 60_000));
  expect(problemIn(await browser.open(directoryPaths.signOnFinish))).toBe('het-han');
  expect(problemIn(await browser.post(directoryPaths.signOnOpen, { consent: '1' }))).toBe('het-han');
  expect(problemIn(await openCookieBrowser(app).open(directoryPaths.signOnFinish))).toBe('het-han');
});

test('the English pages lead through in English', async () => {
  somebody(citizens);
  const browser = openCookieBrowser(app);
  const to = await browser.setOut('/en/dang-nhap/qua/congdan', { ve: '/bai-toan' });
  expect(new URL(to).searchParams.get('ui_locales')).toBe('en');
  const back = await citizens.walk(to);
  const answer = await browser.open(`${back.pathname}${back.search}`);
  expect(answer.headers.get('location')).toBe(`/en${directoryPaths.signOnFinish}`);
  const opened = await browser.post(`/en${directoryPaths.signOnOpen}`, { consent: '1' });
  expect(opened.headers.get('location')).toBe('/en/bai-toan');
  const again = await openCookieBrowser(app).setOut('/en/dang-nhap/qua/congdan');
  expect(again).toContain(citizens.issuer);
});
