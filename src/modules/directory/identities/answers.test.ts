import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { openCookieBrowser } from '../../../../test/support/cookie-browser.ts';
import { openTestProvider, type TestProvider } from '../../../../test/support/oidc-provider.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { identityRoutes } from './pages.tsx';

let app: TestApp;
let provider: TestProvider;
let forger: TestProvider;
let nameless: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider('congdan');
  forger = await openTestProvider('giamao');
  nameless = await openTestProvider('khongthu', {
    claims: { sub: 'so_dinh_danh', email: null, emailVerified: 'email_verified', name: null },
  });
  app = await openTestApp([...sessionRoutes, ...identityRoutes], undefined, {
    identityProviders: [provider.settings, forger.settings, nameless.settings],
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([provider, forger, nameless].map((one) => one.close()));
});
beforeEach(() => {
  app.setNow(new Date());
  for (const one of [provider, forger, nameless]) {
    Object.assign(one, { forge: null, away: false });
    one.person = { sub: 'an', email: 'an@example.vn', email_verified: true, name: 'Nguyễn Văn An' };
  }
});

const start = '/dang-nhap/qua/congdan';
const problemIn = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '', 'http://x').searchParams.get('loi');

/** A browser that has been to the provider, and the answer it was sent back with. */
async function answered() {
  const browser = openCookieBrowser(app);
  const back = await provider.walk(await browser.setOut(start));
  return { browser, back, path: () => `${back.pathname}${back.search}` };
}

test('the person is sent out with a code challenge, a state and a nonce, none of which opens anything alone', async () => {
  const browser = openCookieBrowser(app);
  const to = new URL(await browser.setOut(start));
  const asked = Object.fromEntries(to.searchParams);
  expect(asked).toMatchObject({
    ...{ response_type: 'code', client_id: 'nhipcau', scope: 'openid email profile' },
    ...{ code_challenge_method: 'S256', ui_locales: 'vi' },
    redirect_uri: 'http://localhost:8080/dang-nhap/qua/congdan/ve',
  });
  const token = browser.cookies.get('nhipcau_sign_on') ?? '';
  const row = await app.services.db
    .selectFrom('sign_on')
    .selectAll()
    .orderBy('id', 'desc')
    .executeTakeFirst();
  for (const secret of [token, asked.state ?? '', asked.nonce ?? '']) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(secret);
  }
});

test('an answer is taken once, in the browser that began, within ten minutes', async () => {
  const stranger = await answered();
  expect(problemIn(await openCookieBrowser(app).open(stranger.path()))).toBe('het-han');
  expect(problemIn(await (await answered()).browser.open(stranger.path()))).toBe('het-han');
  // none of that has ended the way of the one who began
  expect((await stranger.browser.open(stranger.path())).headers.get('location')).toBe(
    directoryPaths.signOnFinish,
  );
  expect(problemIn(await stranger.browser.open(stranger.path()))).toBe('het-han');
  const late = await answered();
  app.setNow(new Date(Date.now() + 11 * 60_000));
  expect(problemIn(await late.browser.open(late.path()))).toBe('het-han');
});

test.each([
  ['another state', (query: URLSearchParams) => query.set('state', 'x'.repeat(43)), 'het-han'],
  ['no state', (query: URLSearchParams) => query.delete('state'), 'het-han'],
  [
    'the name of another issuer',
    (query: URLSearchParams) => query.set('iss', 'https://evil.example'),
    'khong-xac-thuc-duoc',
  ],
  [
    'no issuer, where the provider always says it',
    (query: URLSearchParams) => query.delete('iss'),
    'khong-xac-thuc-duoc',
  ],
  [
    'a code somebody made up',
    (query: URLSearchParams) => query.set('code', 'x'.repeat(43)),
    'khong-xac-thuc-duoc',
  ],
  ['no code', (query: URLSearchParams) => query.delete('code'), 'khong-xac-thuc-duoc'],
  ['a huge code', (query: URLSearchParams) => query.set('code', 'x'.repeat(100_000)), 'khong-xac-thuc-duoc'],
  ['two codes', (query: URLSearchParams) => query.append('code', 'y'), 'khong-xac-thuc-duoc'],
])('an answer with %s lets nobody in', async (_, change, problem) => {
  const { browser, back, path } = await answered();
  change(back.searchParams);
  expect(problemIn(await browser.open(path()))).toBe(problem);
  expect((await browser.open(directoryPaths.mine)).status).toBe(303);
  expect(problemIn(await browser.open(directoryPaths.signOnFinish))).toBe('het-han');
});

test('a token made for another way lets nobody in', async () => {
  const browser = openCookieBrowser(app);
  const to = new URL(await browser.setOut(start));
  to.searchParams.set('nonce', 'of-somebody-else');
  const back = await provider.walk(to.href);
  expect(problemIn(await browser.open(`${back.pathname}${back.search}`))).toBe('khong-xac-thuc-duoc');
});

test.each([
  [
    'whose claims were changed',
    (parts: string[]) => [parts[0], changed(parts[1] ?? '', { sub: 'chu-tich' }), parts[2]],
  ],
  ['that nobody signed', (parts: string[]) => [changed(parts[0] ?? '', { alg: 'none' }), parts[1], '']],
  [
    'for another application',
    (parts: string[]) => [parts[0], changed(parts[1] ?? '', { aud: 'khac' }), parts[2]],
  ],
])('a token %s lets nobody in', async (_, change) => {
  const { browser, path } = await answered();
  provider.forge = (at, said) =>
    at === '/token' ? { ...said, id_token: change(String(said.id_token).split('.')).join('.') } : said;
  expect(problemIn(await browser.open(path()))).toBe('khong-xac-thuc-duoc');
});

test('what is told of another person than the token names lets nobody in', async () => {
  const { browser, path } = await answered();
  provider.forge = (at, said) => (at === '/me' ? { ...said, sub: 'chu-tich' } : said);
  expect(problemIn(await browser.open(path()))).toBe('khong-xac-thuc-duoc');
});

test('a provider that says it is another one is not believed', async () => {
  forger.forge = (at, said) =>
    at.startsWith('/.well-known/') ? { ...said, issuer: 'https://vneid.example' } : said;
  const browser = openCookieBrowser(app);
  const answer = await browser.post('/dang-nhap/qua/giamao');
  expect(problemIn(answer)).toBe('khong-xac-thuc-duoc');
  forger.forge = null;
  expect((await browser.signOn(forger)).headers.get('location')).toBe(directoryPaths.signOnFinish);
});

test('keys the provider has changed hold at once', async () => {
  await (await answered()).browser.open(directoryPaths.signIn);
  const before = await answered();
  expect((await before.browser.open(before.path())).headers.get('location')).toBe(
    directoryPaths.signOnFinish,
  );
  provider.changeKeys();
  const after = await answered();
  expect((await after.browser.open(after.path())).headers.get('location')).toBe(directoryPaths.signOnFinish);
});

test('a provider that is down is told of, and the other ways to sign in stay', async () => {
  nameless.away = true;
  const browser = openCookieBrowser(app);
  const down = await browser.post('/dang-nhap/qua/khongthu', { ve: '/bai-toan' });
  expect(down.headers.get('location')).toBe('/dang-nhap?qua=khongthu&loi=mat-lien-lac&ve=%2Fbai-toan');
  const page = await (await browser.open(down.headers.get('location') ?? '')).text();
  expect(page).toContain('Hệ thống chưa liên lạc được với Dịch vụ thử');
  expect(page).toContain('name="password"');
  expect(page).toContain('action="/dang-nhap/qua/congdan"');
  const between = await answered();
  provider.away = true;
  expect(problemIn(await between.browser.open(between.path()))).toBe('mat-lien-lac');
  // nothing of it is remembered once it is back
  Object.assign(nameless, { away: false });
  expect(await browser.setOut('/dang-nhap/qua/khongthu')).toContain(nameless.issuer);
});

test.each([
  ['access_denied', 'da-huy'],
  ['login_required', 'chua-dang-nhap'],
  ['temporarily_unavailable', 'mat-lien-lac'],
  ['server_error', 'mat-lien-lac'],
  ['invalid_scope', 'khong-xac-thuc-duoc'],
  ['<script>', 'khong-xac-thuc-duoc'],
])('the answer “%s” has its own words on the sign-in page', async (error, problem) => {
  const browser = openCookieBrowser(app);
  const state = new URL(await browser.setOut(start)).searchParams.get('state') ?? '';
  const query = new URLSearchParams({ error, state, iss: provider.issuer, error_description: '<b>x</b>' });
  const answer = await browser.open(`${start}/ve?${query}`);
  expect(problemIn(answer)).toBe(problem);
  const page = await (await browser.open(answer.headers.get('location') ?? '')).text();
  expect(page).toContain('Chưa đăng nhập được bằng Dịch vụ thử');
  expect(page).not.toContain('<b>x');
});

test('whoever presses “Cancel” at the provider comes back to the sign-in page', async () => {
  provider.person = null;
  expect(problemIn(await openCookieBrowser(app).signOn(provider))).toBe('da-huy');
});

test('a map of claims without an address opens no account, and says why', async () => {
  nameless.person = { sub: 'an', so_dinh_danh: 20_095_000_001, email: 'an@example.vn', email_verified: true };
  const answer = await openCookieBrowser(app).signOn(nameless);
  expect(problemIn(answer)).toBe('khong-co-e-mail');
  nameless.person = { sub: 'an' };
  expect(problemIn(await openCookieBrowser(app).signOn(nameless))).toBe('khong-xac-thuc-duoc');
});

test('a provider nobody has set is not found; without any there is no button', async () => {
  expect((await app.fetch('/dang-nhap/qua/khac', { form: {} })).status).toBe(404);
  expect((await app.fetch('/dang-nhap/qua/khac/ve?code=x&state=y')).status).toBe(404);
  const bare = await openTestApp([...sessionRoutes, ...identityRoutes]);
  const page = await (await bare.fetch(directoryPaths.signIn)).text();
  expect(page).not.toContain('/dang-nhap/qua/');
  const odd = await bare.fetch(`${directoryPaths.signIn}?loi=khac&qua=%3Cscript%3E`);
  expect(await odd.text()).not.toContain('class="notice');
  await bare.close();
});

test('of what went wrong nothing of tokens or people is logged', async () => {
  const warn = vi.spyOn(app.services.log, 'warn');
  const { browser, back, path } = await answered();
  provider.forge = (at, said) =>
    at === '/token' ? { ...said, id_token: changed(String(said.id_token), { sub: 'x' }) } : said;
  const code = back.searchParams.get('code') ?? '-';
  await browser.open(path());
  const logged = JSON.stringify(warn.mock.calls);
  warn.mockRestore();
  expect(logged).toContain('congdan');
  for (const secret of [code, 'an@example.vn', 'Nguyễn', 'eyJ']) expect(logged).not.toContain(secret);
});

test('one network address begins so many ways and no more', async () => {
  const { db, clock } = app.services;
  const headers = { 'x-forwarded-for': '192.0.2.7' };
  Object.assign(app.services.config, { trustProxy: true });
  await db
    .insertInto('sign_in_failure')
    .values({ key: 'sign_on:address:192.0.2.7', failures: 299, first_at: clock(), blocked_until: null })
    .execute();
  const ask = () => app.fetch(start, { form: {}, headers });
  expect((await ask()).status).toBe(200);
  expect(problemIn(await ask())).toBe('qua-nhieu-lan');
  Object.assign(app.services.config, { trustProxy: false });
});

/** A part of a token with other claims. */
function changed(part: string, claims: Record<string, unknown>): string {
  const read = (() => {
    try {
      return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    } catch {
      return {};
    }
  })();
  return Buffer.from(JSON.stringify({ ...read, ...claims })).toString('base64url');
}
