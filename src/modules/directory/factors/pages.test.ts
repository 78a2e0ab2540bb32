// A little long, and one file: each test goes on from the factors of one account, whose passwords take long to hash.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formTokenOf, openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { type Asked, openAuthenticator } from '../../../../test/support/authenticator.ts';
import { fromBase32 } from '../../../../test/support/base32.ts';
import { makeAccount, testPassword } from '../../../../test/support/directory.ts';
import type { Role } from '../../../kernel/actor.ts';
import { directoryRoutes } from '../index.ts';
import { directoryPaths } from '../paths.ts';
import { codeOf, stepOf } from './totp.ts';

let app: TestApp;
let now: Date;
let person: { id: number; email: string };
let as: Session;
let minutes = 0;

beforeAll(async () => {
  app = await openTestApp(directoryRoutes);
  Object.assign(app.services.config, { secondFactor: 'required' });
});
afterAll(() => app.close());
beforeEach(async () => {
  minutes = 0;
  later(0);
  await app.services.db.deleteFrom('sign_in_failure').execute();
  await begin('agency_officer');
});

/** Codes are taken once: what comes after one needs another moment. */
function later(more: number): void {
  minutes += more;
  now = new Date(Date.parse('2026-05-04T02:00:00Z') + minutes * 60_000);
  app.setNow(now);
}

async function begin(...roles: Role[]): Promise<void> {
  person = await makeAccount(app.services, { roles: roles.map((role) => ({ role })) });
  as = await sessionBy(directoryPaths.signIn, { email: person.email, password: testPassword });
}

async function sessionBy(path: string, form: Record<string, string>, cookie = ''): Promise<Session> {
  const answer = await app.fetch(path, { form, headers: { cookie } });
  const set = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const token = /nhipcau_(?:session|half)=([\w-]+)/.exec(set.join('; '))?.[1] ?? '';
  return { accountId: person.id, cookie: set.join('; '), csrfToken: await formTokenOf(app.services, token) };
}

const textOf = async (path: string) => (await app.fetch(path, { as })).text();
const unescaped = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const codesOn = (html: string) => html.match(/[A-Z2-7]{4}(?:-[A-Z2-7]{4}){5}/g)?.slice(0, 10) ?? [];

/** Sets up the application as its page leads through it: the secret as text, typed into the application. */
async function setUpApplication(): Promise<{ readonly secret: Buffer; readonly answer: Response }> {
  const html = await textOf(directoryPaths.totp);
  const written = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
  const secret = fromBase32(written);
  const sealed = /name="sealed" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const answer = await app.fetch(directoryPaths.totp, {
    as,
    form: { sealed, code: codeOf(secret, stepOf(now)) },
  });
  return { secret, answer };
}

/** What the page at `path` asks a passkey. */
async function askedBy(path: string, headers: Record<string, string> = {}): Promise<Asked> {
  const html = await (await app.fetch(path, Object.keys(headers).length > 0 ? { headers } : { as })).text();
  return JSON.parse(unescaped(/data-passkey="([^"]+)"/.exec(html)?.[1] ?? '{}')) as Asked;
}

async function addPasskey(key = openAuthenticator()) {
  const asked = await askedBy(directoryPaths.factors);
  const answer = await app.fetch(directoryPaths.passkeys, {
    as,
    form: { name: 'Khóa USB', passkey: key.create(asked) },
  });
  return { key, answer };
}

const kindsOfLetters = async () =>
  (
    await app.services.db
      .selectFrom('mail')
      .innerJoin('letter', 'letter.id', 'mail.letter_id')
      .select('letter.kind')
      .where('mail.account_id', '=', person.id)
      .orderBy('mail.id')
      .execute()
  ).map(({ kind }) => kind);

describe('the application', () => {
  test('is set up by its first code, opens the desk at once, and brings ten recovery codes shown once', async () => {
    const other = await sessionBy(directoryPaths.signIn, { email: person.email, password: testPassword });
    const { answer } = await setUpApplication();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    const codes = codesOn(await answer.text());
    expect(new Set(codes).size).toBe(10);
    expect((await app.fetch(directoryPaths.mySignIns, { as })).status).toBe(200);
    // a session that was opened by the password alone is over
    expect((await app.fetch(directoryPaths.mine, { as: other })).status).toBe(303);
    const overview = await textOf(directoryPaths.factors);
    expect(overview).toContain('Còn 10 mã chưa dùng');
    expect(codesOn(overview)).toEqual([]);
    expect(await kindsOfLetters()).toContain('factor.was_added');
    const file = await app.fetch(directoryPaths.recoveryFile, {
      as,
      form: { codes: `${codes.join(' ')} AAAA-AAAA-AAAA-AAAA <b>` },
    });
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(codesOn(await file.text())).toEqual(codes);
    const invented = { codes: 'AAAA-AAAA-AAAA-AAAA' };
    expect((await app.fetch(directoryPaths.recoveryFile, { as, form: invented })).status).toBe(409);
  });

  test('with a wrong first code comes back with the same picture; a secret of one’s own making is refused', async () => {
    const html = await textOf(directoryPaths.totp);
    const sealed = /name="sealed" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const secret = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(html)?.[1] ?? '-';
    const wrong = await app.fetch(directoryPaths.totp, { as, form: { sealed, code: '000000' } });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain(secret);
    for (const forged of ['', 'AAAA', Buffer.alloc(48).toString('base64url'), `${sealed.slice(0, -4)}AAAA`])
      expect(
        (await app.fetch(directoryPaths.totp, { as, form: { sealed: forged, code: '000000' } })).status,
      ).toBe(409);
  });

  test('stays where it is the last second factor of somebody who needs one', async () => {
    await setUpApplication();
    const kept = await app.fetch(directoryPaths.removeTotp, { as, form: {} });
    expect(kept.status).toBe(409);
    expect(await kept.text()).toContain('không gỡ được cách cuối cùng');
    await addPasskey();
    expect((await app.fetch(directoryPaths.removeTotp, { as, form: {} })).status).toBe(303);
    expect((await app.fetch(directoryPaths.removeTotp, { as, form: {} })).status).toBe(409);
    expect(await kindsOfLetters()).toContain('factor.was_removed');
  });

  test('sent twice by a hasty click, the form shows recovery codes that open, and no others', async () => {
    const html = await textOf(directoryPaths.totp);
    const secret = fromBase32(
      /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '',
    );
    const sealed = /name="sealed" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const form = { sealed, code: codeOf(secret, stepOf(now)) };
    await app.fetch(directoryPaths.totp, { as, form });
    const codes = codesOn(await (await app.fetch(directoryPaths.totp, { as, form })).text());
    expect(codes).toHaveLength(10);
    const file = await app.fetch(directoryPaths.recoveryFile, { as, form: { codes: codes.join(' ') } });
    expect(await file.text()).toContain(codes[9]);
  });

  test('once gone, leaves no session that counts as strong', async () => {
    await begin('applicant');
    await setUpApplication();
    const strong = () =>
      app.services.db
        .selectFrom('session')
        .select('strong')
        .where('account_id', '=', person.id)
        .where('ended_at', 'is', null)
        .execute();
    expect(await strong()).toEqual([{ strong: true }]);
    await app.fetch(directoryPaths.removeTotp, { as, form: {} });
    expect(await strong()).toEqual([{ strong: false }]);
  });

  test('of an applicant may go, and the recovery codes with it', async () => {
    await begin('applicant');
    await setUpApplication();
    expect((await app.fetch(directoryPaths.removeTotp, { as, form: {} })).status).toBe(303);
    const left = await app.services.db
      .selectFrom('recovery_code')
      .select('hash')
      .where('account_id', '=', person.id)
      .execute();
    expect(left).toEqual([]);
  });
});

test('new recovery codes replace the earlier ones', async () => {
  expect((await app.fetch(directoryPaths.recoveryCodes, { as, form: {} })).status).toBe(403);
  const earlier = codesOn(await (await setUpApplication()).answer.text());
  const fresh = codesOn(await (await app.fetch(directoryPaths.recoveryCodes, { as, form: {} })).text());
  expect(fresh).toHaveLength(10);
  expect(fresh.filter((code) => earlier.includes(code))).toEqual([]);
  const file = await app.fetch(directoryPaths.recoveryFile, { as, form: { codes: earlier.join(' ') } });
  expect(file.status).toBe(409);
});

describe('a passkey', () => {
  const half = () => sessionBy(directoryPaths.signIn, { email: person.email, password: testPassword });
  const bySecondStep = async (passkey: string, cookie: string) =>
    (await app.fetch(directoryPaths.secondStep, { form: { passkey }, headers: { cookie } })).status;
  const alone = async (passkey: string) =>
    (await app.fetch(directoryPaths.signInByPasskey, { form: { passkey } })).status;

  test('is added, and opens the second step and the whole sign-in', async () => {
    const { key, answer } = await addPasskey();
    expect(codesOn(await answer.text())).toHaveLength(10);
    const { cookie } = await half();
    const asked = await askedBy(directoryPaths.secondStep, { cookie });
    expect(await bySecondStep(key.get(asked, { verified: false }), cookie)).toBe(303);
    expect(await alone(key.get(await askedBy(directoryPaths.signIn, { cookie: 'x=1' })))).toBe(303);
    const overview = await textOf(directoryPaths.factors);
    expect(overview).toContain('Khóa USB');
    expect(overview).toContain('dùng gần nhất');
  });

  test('of another site, another challenge or a used answer opens nothing', async () => {
    const { key } = await addPasskey();
    const ask = () => askedBy(directoryPaths.signIn, { cookie: 'x=1' });
    expect(await alone(key.get(await ask(), { origin: 'https://nhipcau.example' }))).toBe(422);
    expect(await alone(key.get(await ask(), { site: 'nhipcau.example' }))).toBe(422);
    expect(await alone(key.get({ challenge: Buffer.alloc(52).toString('base64url') }))).toBe(422);
    // an answer to what one's own page asked is no sign-in
    expect(await alone(key.get(await askedBy(directoryPaths.factors)))).toBe(422);
    await app.services.db.deleteFrom('sign_in_failure').execute();
    const good = key.get(await ask());
    expect(await alone(good)).toBe(303);
    expect(await alone(good)).toBe(422);
    const old = await ask();
    later(16);
    expect(await alone(key.get(old))).toBe(422);
  });

  test('that did not check who holds it is a second factor, and no sign-in of its own', async () => {
    const { key } = await addPasskey();
    expect(
      await alone(key.get(await askedBy(directoryPaths.signIn, { cookie: 'x=1' }), { verified: false })),
    ).toBe(422);
  });

  test('of one person does not open the second step of another', async () => {
    const { key } = await addPasskey();
    await begin('agency_officer');
    await addPasskey();
    const { cookie } = await half();
    const asked = await askedBy(directoryPaths.secondStep, { cookie });
    expect(await bySecondStep(key.get(asked), cookie)).toBe(422);
  });

  test('made on another site, or twice, or without a name is not added', async () => {
    const key = openAuthenticator();
    const add = async (passkey: string, name = 'Khóa') =>
      (await app.fetch(directoryPaths.passkeys, { as, form: { name, passkey } })).status;
    const ask = () => askedBy(directoryPaths.factors);
    expect(await add(key.create(await ask(), { origin: 'http://localhost:9999' }))).toBe(422);
    expect(await add(key.create(await ask(), { site: 'example.vn' }))).toBe(422);
    expect(await add(key.create(await ask()), ' ')).toBe(422);
    expect(await add(key.create(await ask()), 'x'.repeat(61))).toBe(422);
    expect(await add(key.create(await ask()))).toBe(200);
    expect(await add(key.create(await ask()))).toBe(422);
  });

  test.each(['', '{}', 'null', '[', '{"id":1}', `{"id":"${'x'.repeat(100_000)}"}`])(
    'is not “%.20s”',
    async (passkey) => {
      expect(await alone(passkey)).toBe(422);
      expect((await app.fetch(directoryPaths.passkeys, { as, form: { name: 'Khóa', passkey } })).status).toBe(
        422,
      );
    },
  );

  test('is removed by its own person alone', async () => {
    await setUpApplication();
    await addPasskey();
    const { id } = await app.services.db
      .selectFrom('passkey')
      .select('id')
      .where('account_id', '=', person.id)
      .executeTakeFirstOrThrow();
    const stranger = await app.signIn('applicant');
    const drop = async (who: Session) =>
      (await app.fetch(directoryPaths.removePasskey(id), { as: who, form: {} })).status;
    expect(await drop(stranger)).toBe(404);
    expect(await drop(as)).toBe(303);
  });

  test('is not offered where browsers take none', async () => {
    const { config } = app.services;
    const { baseUrl } = config;
    for (const address of ['http://10.1.2.3:8080', 'http://nhipcau.langson.vn', 'https://[::1]:8443']) {
      Object.assign(config, { baseUrl: new URL(address) });
      expect(await (await app.fetch(directoryPaths.signIn)).text()).not.toContain('data-passkey=');
    }
    Object.assign(config, { baseUrl });
  });
});

describe('who has lost everything', () => {
  test('is let set up anew by an administrator, who sees no secret; the person is told, sessions end', async () => {
    await setUpApplication();
    const administrator = await app.signIn('administrator');
    const page = await app.fetch(directoryPaths.account(person.id), { as: administrator });
    expect(await page.text()).toContain('Đặt lại xác thực hai bước');
    const reset = (version: string) =>
      app.fetch(directoryPaths.resetFactors(person.id), { as: administrator, form: { version } });
    expect((await reset('7')).status).toBe(409);
    expect((await reset('1')).status).toBe(303);
    expect((await reset('2')).status).toBe(409);
    expect((await app.fetch(directoryPaths.mine, { as })).status).toBe(303);
    expect(await kindsOfLetters()).toContain('factor.was_reset');
    as = await sessionBy(directoryPaths.signIn, { email: person.email, password: testPassword });
    expect((await app.fetch(directoryPaths.factors, { as })).status).toBe(200);
  });
});

describe('what cannot be undone', () => {
  const close = (form: Record<string, string>) =>
    app.fetch(directoryPaths.closeAccount(victim.id), {
      as,
      form: { version: '1', ghi: 'hai\ndòng', ...form },
    });
  let victim: { id: number };
  let secret: Buffer;
  beforeEach(async () => {
    await begin('administrator');
    ({ secret } = await setUpApplication());
    victim = await makeAccount(app.services);
  });
  const stateOf = async () =>
    (
      await app.services.db
        .selectFrom('account')
        .select('state')
        .where('id', '=', victim.id)
        .executeTakeFirstOrThrow()
    ).state;

  test('is done at once within a quarter of an hour after signing in, and asks who it is afterwards', async () => {
    later(14);
    expect((await close({})).status).toBe(303);
    victim = await makeAccount(app.services);
    later(2);
    const asked = await close({});
    expect(asked.status).toBe(403);
    const html = await asked.text();
    expect(html).toContain('Xác nhận đó là bạn');
    // what was typed goes on with the answer
    expect(html).toContain('name="version" value="1"');
    expect(html).toContain('name="ghi" value="hai\ndòng"');
    expect(await stateOf()).toBe('active');
    expect((await close({ '_mat-khau': testPassword })).status).toBe(303);
    expect(await stateOf()).toBe('closed');
    victim = await makeAccount(app.services);
    expect((await close({})).status).toBe(303);
  });

  test('takes the code of the application instead, once', async () => {
    later(20);
    const code = codeOf(secret, stepOf(now));
    expect((await close({ '_ma-ung-dung': code })).status).toBe(303);
    later(20);
    victim = await makeAccount(app.services);
    expect((await close({ '_ma-ung-dung': code })).status).toBe(422);
  });

  test('gives the session another token with the proof: a copy of the one before opens nothing, forms go on', async () => {
    later(20);
    const copy: Session = { ...as };
    const opens = async (one: Session) => (await app.fetch(directoryPaths.mySessions, { as: one })).status;
    const answer = await close({ '_mat-khau': testPassword });
    expect(answer.status).toBe(303);
    expect(as.cookie).not.toBe(copy.cookie);
    expect(answer.headers.getSetCookie().join()).toMatch(
      /nhipcau_session=[\w-]{43}; Path=\/; Max-Age=60\d{4};/,
    );
    // what was on its way in another window arrives, but has proven nothing
    expect(await opens(copy)).toBe(200);
    victim = await makeAccount(app.services);
    const late: Session = { ...copy };
    expect(
      (await app.fetch(directoryPaths.closeAccount(victim.id), { as: late, form: { version: '1' } })).status,
    ).toBe(403);
    now = new Date(now.getTime() + 31_000);
    app.setNow(now);
    expect(await opens(copy)).toBe(303);
    expect(await opens(as)).toBe(200);
    // the form of a window opened before the proof
    expect(as.csrfToken).toBe(copy.csrfToken);
    expect((await close({})).status).toBe(303);
  });

  test('sent twice by a hasty click, is done, and either answer leaves a session that goes on', async () => {
    later(20);
    const first: Session = { ...as };
    const second: Session = { ...as };
    const press = (one: Session) =>
      app.fetch(directoryPaths.closeAccount(victim.id), {
        as: one,
        form: { version: '1', '_mat-khau': testPassword },
      });
    await press(first);
    await press(second);
    expect(await stateOf()).toBe('closed');
    now = new Date(now.getTime() + 31_000);
    app.setNow(now);
    expect((await app.fetch(directoryPaths.mySessions, { as: second })).status).toBe(200);
  });

  test('takes a passkey asked for this', async () => {
    const { key } = await addPasskey();
    later(20);
    const html = await (await close({})).text();
    const asked = JSON.parse(unescaped(/data-passkey="([^"]+)"/.exec(html)?.[1] ?? '{}')) as Asked;
    expect((await close({ '_khoa-truy-cap': key.get(asked) })).status).toBe(303);
  });

  test('is not done with a wrong password, an empty answer or a forged post; guesses are limited', async () => {
    later(20);
    const wrong = await close({ '_mat-khau': 'sai sai sai sai' });
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(html).not.toContain('sai sai sai sai');
    expect(html).toContain('name="version" value="1"');
    expect((await close({ '_mat-khau': '' })).status).toBe(422);
    expect((await close({ '_mat-khau': testPassword, _csrf: 'forged' })).status).toBe(403);
    for (let attempt = 0; attempt < 4; attempt += 1) await close({ '_mat-khau': 'sai sai sai sai' });
    expect((await close({ '_mat-khau': testPassword })).status).toBe(429);
    expect(await stateOf()).toBe('active');
  });
});

test('the history tells of tries that succeeded and failed, page by page, to their own person alone', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1)
    await app.fetch(directoryPaths.signIn, { form: { email: person.email, password: 'sai' } });
  const html = await textOf(directoryPaths.mySignIns);
  expect(html.match(/Sai mật khẩu/g)).toHaveLength(3);
  expect(html).toContain('bằng mật khẩu');
  const other = await app.signIn('applicant');
  expect(await (await app.fetch(directoryPaths.mySignIns, { as: other })).text()).toContain(
    'Chưa có lần đăng nhập',
  );
  await app.services.db
    .insertInto('sign_in')
    .values(Array.from({ length: 40 }, () => ({ account_id: person.id, at: now, outcome: 'wrong_password' })))
    .execute();
  expect((await textOf(`${directoryPaths.mySignIns}?trang=2`)).match(/Sai mật khẩu/g)?.length).toBe(13);
});
