import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { type CookieBrowser, openCookieBrowser } from '../../../../test/support/cookie-browser.ts';
import { makeAccount, testPassword } from '../../../../test/support/directory.ts';
import { openTestProvider, type TestProvider } from '../../../../test/support/oidc-provider.ts';
import type { Role } from '../../../kernel/actor.ts';
import { keepTotp } from '../factors/store.ts';
import { codeOf, stepOf } from '../factors/totp.ts';
import { directoryRoutes } from '../index.ts';
import { directoryPaths } from '../paths.ts';

let app: TestApp;
let citizens: TestProvider;
let agency: TestProvider;
const secret = Buffer.from('twenty bytes, secret');

beforeAll(async () => {
  citizens = await openTestProvider('congdan');
  agency = await openTestProvider('coquan', { audience: 'officers', registers: false, trustsEmail: true });
  app = await openTestApp(directoryRoutes, undefined, {
    identityProviders: [citizens.settings, agency.settings],
    secondFactor: 'required',
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([citizens.close(), agency.close()]);
});
beforeEach(() => {
  later(0);
  for (const provider of [citizens, agency]) Object.assign(provider, { forge: null, signedInFor: 0 });
});

let now = new Date();
function later(minutes: number): void {
  now = new Date(Date.now() + minutes * 60_000);
  app.setNow(now);
}

/** Somebody with an account here, whom both providers know by its address. */
async function somebody({ role = 'agency_officer' as Role, factor = true, amr = ['pwd'] } = {}) {
  const { id, email } = await makeAccount(app.services, { roles: [{ role }] });
  if (factor)
    await app.services.db
      .transaction()
      .execute((tx) => keepTotp(tx, app.services, { accountId: id, secret, lastStep: 0 }));
  const person = { sub: `nguoi-${id}`, email, email_verified: true, name: 'Lý Thị Bưởi', amr };
  for (const provider of [citizens, agency]) provider.person = person;
  return { id, email, browser: openCookieBrowser(app) };
}

/** Ties the citizens' identity to the account, as if it had been linked long ago. */
const tie = (accountId: number, subject = `nguoi-${accountId}`) =>
  app.services.db
    .insertInto('identity')
    .values({
      ...{ issuer: citizens.issuer, subject, account_id: accountId },
      ...{ provider: 'congdan', linked_at: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow();

const identitiesOf = async (accountId: number) =>
  (
    await app.services.db
      .selectFrom('identity')
      .select('provider')
      .where('account_id', '=', accountId)
      .execute()
  ).map(({ provider }) => provider);

const sessionsOf = (accountId: number) =>
  app.services.db
    .selectFrom('session')
    .select(['proof', 'strong', 'provider', 'provider_level'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();

const historyOf = async (accountId: number) =>
  (
    await app.services.db
      .selectFrom('sign_in')
      .select(['outcome', 'proof'])
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute()
  ).map(({ outcome, proof }) => (proof ? `${outcome} ${proof}` : outcome));

const lettersTo = async (accountId: number) =>
  (
    await app.services.db
      .selectFrom('mail')
      .innerJoin('letter', 'letter.id', 'mail.letter_id')
      .select('kind')
      .where('account_id', '=', accountId)
      .orderBy('mail.id')
      .execute()
  ).map(({ kind }) => kind);

const leadsTo = (answer: Response) => answer.headers.get('location')?.split('?')[0];
const giveCode = (browser: CookieBrowser, ve = '') =>
  browser.post(directoryPaths.secondStep, { code: codeOf(secret, stepOf(now)), ve });

test('who comes by one factor passes the second step of their account', async () => {
  const { id, browser } = await somebody();
  const { id: identity } = await tie(id);
  const first = await browser.signOn(citizens, { ve: '/bai-toan' });
  expect(first.headers.get('location')).toBe(`${directoryPaths.secondStep}?ve=%2Fbai-toan`);
  expect([await sessionsOf(id), await historyOf(id)]).toEqual([[], ['second_step_open']]);
  expect((await browser.open(directoryPaths.mine)).status).toBe(303);
  expect((await browser.post(directoryPaths.secondStep, { code: '000000' })).status).toBe(422);
  expect((await giveCode(browser, '/bai-toan')).headers.get('location')).toBe('/bai-toan');
  expect(await sessionsOf(id)).toEqual([
    { proof: 'totp', strong: true, provider: 'congdan', provider_level: 'one_factor' },
  ]);
  expect(await historyOf(id)).toEqual(['signed_in totp', 'wrong_factor']);
  // the link taken away, what came through it ends: the session, and what was half done
  const half = openCookieBrowser(app);
  later(1);
  await half.signOn(citizens);
  const administrator = await app.signIn('administrator');
  await app.fetch(directoryPaths.unlinkAccount(id, identity), { as: administrator, form: {} });
  expect(await sessionsOf(id)).toEqual([]);
  expect(leadsTo(await giveCode(half))).toBe(directoryPaths.signIn);
});

test('who comes by two factors is in; the history and a letter about a new browser tell of it', async () => {
  const { id, browser } = await somebody({ amr: ['pwd', 'mfa'] });
  await tie(id);
  expect(leadsTo(await browser.signOn(citizens))).toBe(directoryPaths.desk);
  expect(await sessionsOf(id)).toEqual([
    { proof: 'sso', strong: true, provider: 'congdan', provider_level: 'two_factors' },
  ]);
  await browser.signOn(citizens);
  expect(await lettersTo(id)).toEqual([]);
  await openCookieBrowser(app).signOn(citizens);
  expect(await lettersTo(id)).toEqual(['session.new_device']);
  expect(await historyOf(id)).toEqual(['signed_in sso', 'signed_in sso', 'signed_in sso']);
  expect(await (await browser.open(directoryPaths.mySignIns)).text()).toContain('bằng đăng nhập một lần');
});

test('who comes by one factor and works here without a second one sets it up first', async () => {
  const { id, browser } = await somebody({ role: 'administrator', factor: false });
  await tie(id);
  await browser.signOn(citizens);
  expect(leadsTo(await browser.open(directoryPaths.administration))).toBe(directoryPaths.factors);
  expect((await browser.open(directoryPaths.totp)).status).toBe(200);
  Object.assign(app.services.config, { secondFactor: 'offered' });
  expect((await browser.open(directoryPaths.administration)).status).toBe(200);
  Object.assign(app.services.config, { secondFactor: 'required' });
  citizens.person = { ...citizens.person, sub: `nguoi-${id}`, amr: ['mfa'] };
  await browser.signOn(citizens);
  expect((await browser.open(directoryPaths.administration)).status).toBe(200);
});

test.each([[['pwd']], [['mfa']]])(
  'an identity of %j is tied by the password only once the second step of the account is passed',
  async (amr) => {
    const { id, browser } = await somebody({ amr });
    expect(leadsTo(await browser.signOn(citizens, { ve: '/bai-toan' }))).toBe(directoryPaths.signOnFinish);
    const proven = await browser.post(directoryPaths.signOnProve, { password: testPassword });
    expect(proven.headers.get('location')).toBe(`${directoryPaths.secondStep}?ve=%2Fbai-toan`);
    await browser.post(directoryPaths.secondStep, { code: '000000' });
    expect([await identitiesOf(id), await sessionsOf(id), await lettersTo(id)]).toEqual([[], [], []]);
    expect((await giveCode(browser, '/bai-toan')).headers.get('location')).toBe('/bai-toan');
    expect([await identitiesOf(id), await lettersTo(id)]).toEqual([['congdan'], ['identity.linked']]);
    expect(await sessionsOf(id)).toEqual([expect.objectContaining({ proof: 'totp', provider: 'congdan' })]);
    expect(await historyOf(id)).toEqual(['signed_in totp', 'wrong_factor']);
    const kept = app.services.db.selectFrom('sign_on').select('email').where('email', 'is not', null);
    expect(await kept.execute()).toEqual([]);
  },
);

test('so is an identity whose address the agency vouches for, unless it vouches for a second factor too', async () => {
  const { id, browser } = await somebody();
  expect(leadsTo(await browser.signOn(agency))).toBe(directoryPaths.secondStep);
  expect(await identitiesOf(id)).toEqual([]);
  await giveCode(browser);
  expect(await identitiesOf(id)).toEqual(['coquan']);
  const sure = await somebody({ amr: ['mfa'] });
  expect(leadsTo(await sure.browser.signOn(agency))).toBe(directoryPaths.desk);
  expect(await identitiesOf(sure.id)).toEqual(['coquan']);
});

test('an identity that another account has taken meanwhile is not tied by the second step, and opens nothing', async () => {
  const { id, browser } = await somebody();
  await browser.signOn(citizens);
  await browser.post(directoryPaths.signOnProve, { password: testPassword });
  const other = await makeAccount(app.services, { roles: [{ role: 'applicant' }] });
  await tie(other.id, `nguoi-${id}`);
  const refused = await giveCode(browser);
  expect([refused.status, await identitiesOf(id), await sessionsOf(id)]).toEqual([409, [], []]);
  expect(await refused.text()).toContain('đã được liên kết với một tài khoản khác');
});

test('before a link is made or taken away its person is asked who they are, a quarter of an hour after they proved it', async () => {
  const { id, email, browser } = await somebody({ factor: false, role: 'applicant' });
  await browser.post(directoryPaths.signIn, { email, password: testPassword });
  later(16);
  const asked = await browser.post(directoryPaths.linkIdentity('congdan'));
  expect([asked.status, await asked.text()]).toEqual([403, expect.stringContaining('_mat-khau')]);
  const to = await browser.setOut(directoryPaths.linkIdentity('congdan'), { '_mat-khau': testPassword });
  const back = await citizens.walk(to);
  expect(leadsTo(await browser.open(`${back.pathname}${back.search}`))).toBe(directoryPaths.myIdentities);
  const { id: identity } = await app.services.db
    .selectFrom('identity')
    .select('id')
    .where('account_id', '=', id)
    .executeTakeFirstOrThrow();
  later(32);
  expect((await browser.post(directoryPaths.unlinkIdentity(identity))).status).toBe(403);
  expect(await identitiesOf(id)).toEqual(['congdan']);
});

test('for whom nothing proves it here, the provider asks anew, and says when it did', async () => {
  const { id, browser } = await somebody({ factor: false, role: 'applicant' });
  await app.services.db.updateTable('account').set({ password_hash: null }).where('id', '=', id).execute();
  const { id: identity } = await tie(id);
  const path = directoryPaths.unlinkIdentity(identity);
  await browser.signOn(citizens);
  // asked lately: the last way in stays
  expect((await browser.post(path)).status).toBe(409);
  later(16);
  const asked = await browser.post(path);
  expect(asked.status).toBe(403);
  const text = await asked.text();
  expect(text).toContain('Đăng nhập lại qua Dịch vụ thử');
  expect(text).toMatch(/name="lai" value="1"/);
  const to = await browser.setOut(directoryPaths.signOn('congdan'), { lai: '1', ve: path });
  expect(Object.fromEntries(new URL(to).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
  // one who takes that out of the address, or whom the provider knows from before, has proven nothing
  citizens.signedInFor = 3600;
  const before = await browser.signOn(citizens, { lai: '1', ve: path });
  expect(before.headers.get('location')).toBe(path);
  expect((await browser.post(path)).status).toBe(403);
  citizens.signedInFor = 0;
  await browser.signOn(citizens, { lai: '1', ve: path });
  expect((await browser.post(path)).status).toBe(409);
  // nor has one whose provider does not say when
  const silent = await browser.setOut(directoryPaths.signOn('congdan'), { lai: '1', ve: path });
  const back = await citizens.walk(silent.replace(/&(?:prompt|max_age)=[^&]*/g, ''));
  expect((await browser.open(`${back.pathname}${back.search}`)).headers.get('location')).toBe(path);
  expect((await browser.post(path)).status).toBe(403);
});
