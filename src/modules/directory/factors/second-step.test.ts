import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formTokenOf, openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeAccount, testPassword } from '../../../../test/support/directory.ts';
import type { Role } from '../../../kernel/actor.ts';
import { closeAccount } from '../accounts/commands.ts';
import { directoryRoutes } from '../index.ts';
import { directoryPaths } from '../paths.ts';
import { makeRecoveryCodes } from './recovery.ts';
import { keepTotp } from './store.ts';
import { codeOf, stepOf } from './totp.ts';

let app: TestApp;
const start = new Date('2026-05-04T02:00:00Z');
const secret = Buffer.from('twenty bytes, secret');
let now = start;
let person: { id: number; email: string };
let codes: readonly string[];

beforeAll(async () => {
  app = await openTestApp(directoryRoutes);
  Object.assign(app.services.config, { secondFactor: 'required' });
});
afterAll(() => app.close());
beforeEach(async () => {
  later(0);
  await app.services.db.deleteFrom('sign_in_failure').execute();
  person = await makeAccount(app.services, { roles: [{ role: 'agency_officer' }] });
  codes = await app.services.db.transaction().execute(async (tx) => {
    await keepTotp(tx, app.services, { accountId: person.id, secret, lastStep: 0 });
    return makeRecoveryCodes(tx, person.id);
  });
});

function later(seconds: number): void {
  now = new Date(start.getTime() + seconds * 1000);
  app.setNow(now);
}

const codeNow = () => codeOf(secret, stepOf(now));

/** The cookies an answer sets, as a browser sends them back; emptied ones are gone. */
function cookies(...answers: Response[]): string {
  const jar = new Map<string, string>();
  for (const answer of answers)
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

const firstStep = (form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  app.fetch(directoryPaths.signIn, {
    form: { email: person.email, password: testPassword, ...form },
    headers,
  });
const secondStep = (first: Response, form: Record<string, string>) =>
  app.fetch(directoryPaths.secondStep, { form, headers: { cookie: cookies(first) } });

/** A session as the jar of a browser holds it. */
async function sessionOf(answer: Response): Promise<Session> {
  const token = /nhipcau_session=([\w-]+)/.exec(cookies(answer))?.[1] ?? '';
  return {
    accountId: person.id,
    cookie: cookies(answer),
    csrfToken: await formTokenOf(app.services, token),
  };
}

const opens = async (as: Session | string) =>
  (await app.fetch(directoryPaths.mySessions, typeof as === 'string' ? { headers: { cookie: as } } : { as }))
    .status === 200;

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

const history = () =>
  app.services.db
    .selectFrom('sign_in')
    .select(['outcome', 'proof'])
    .where('account_id', '=', person.id)
    .orderBy('id')
    .execute();

test('the right password alone opens nothing; the code after it opens the session, and the page asked for', async () => {
  const first = await firstStep({ ve: '/ban-lam-viec/van-ban' });
  expect(first.headers.get('location')).toBe('/dang-nhap/buoc-hai?ve=%2Fban-lam-viec%2Fvan-ban');
  expect(cookies(first)).toMatch(/^nhipcau_half=[\w-]{43}$/);
  expect(await opens(cookies(first))).toBe(false);
  expect(await opens(cookies(first).replace('half', 'session'))).toBe(false);
  const form = await app.fetch(directoryPaths.secondStep, { headers: { cookie: cookies(first) } });
  expect(form.headers.get('cache-control')).toBe('private, no-store');
  expect(await form.text()).not.toContain(codeNow());
  const second = await secondStep(first, { code: codeNow(), ve: '/ban-lam-viec/van-ban' });
  expect([second.status, second.headers.get('location')]).toEqual([303, '/ban-lam-viec/van-ban']);
  expect(await opens(await sessionOf(second))).toBe(true);
  expect(cookies(first, second)).not.toContain('nhipcau_half');
  expect(await history()).toEqual([{ outcome: 'signed_in', proof: 'totp' }]);
});

test('a code is taken once, whoever types it, and also of two at the same moment', async () => {
  const [one, two] = [await firstStep(), await firstStep()];
  const answers = await Promise.all([one, two].map((first) => secondStep(first, { code: codeNow() })));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  const third = await secondStep(await firstStep(), { code: codeNow() });
  expect(third.status).toBe(422);
  expect(await third.text()).toContain('đã dùng rồi');
  later(30);
  expect((await secondStep(await firstStep(), { code: codeNow() })).status).toBe(303);
});

test('one first step leads to one session, also where it is sent twice at once', async () => {
  const first = await firstStep();
  const answers = await Promise.all([
    secondStep(first, { code: codeNow() }),
    secondStep(first, { recovery: codes[0] ?? '' }),
  ]);
  expect(answers.map((answer) => /nhipcau_session/.test(cookies(answer))).sort()).toEqual([false, true]);
});

test('a wrong second step keeps nothing typed, counts, and after five pauses the right code too', async () => {
  const first = await firstStep();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const wrong = await secondStep(first, { code: '000000' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).not.toContain('000000');
  }
  const paused = await secondStep(first, { code: codeNow() });
  expect([paused.status, paused.headers.get('retry-after')]).toEqual([429, '900']);
  // whoever only knows the address cannot pause the second step
  expect((await firstStep()).status).toBe(303);
  expect(await history()).toEqual([
    { outcome: 'second_step_open', proof: null },
    ...Array(5).fill({ outcome: 'wrong_factor', proof: null }),
    { outcome: 'second_step_open', proof: null },
  ]);
  const refused = await app.services.db
    .selectFrom('event')
    .select('subject_id')
    .where('name', '=', 'sign_in.refused')
    .execute();
  expect(refused).toEqual([{ subject_id: String(person.id) }]);
});

test('the second step waits ten minutes, and no longer where the account was closed or got another password', async () => {
  const first = await firstStep();
  later(601);
  const late = await secondStep(first, { code: codeNow() });
  expect(late.headers.get('location')).toBe(directoryPaths.signIn);
  const again = await firstStep();
  await closeAccount(app.services, { kind: 'system' }, { id: person.id, version: 1 });
  expect((await secondStep(again, { code: codeNow() })).headers.get('location')).toBe(directoryPaths.signIn);
  const nobody = await app.fetch(directoryPaths.secondStep, { form: { code: codeNow() } });
  expect(nobody.headers.get('location')).toBe(directoryPaths.signIn);
});

test('a recovery code opens once, in any spelling, and its person is told', async () => {
  const typed = (codes[3] ?? '').toLowerCase().replaceAll('-', ' ');
  expect((await secondStep(await firstStep(), { recovery: typed })).status).toBe(303);
  expect((await secondStep(await firstStep(), { recovery: typed })).status).toBe(422);
  expect(await kindsOfLetters()).toContain('factor.code_used');
  const { facts } = await app.services.db
    .selectFrom('event')
    .select('facts')
    .where('name', '=', 'factor.recovery_used')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  expect(facts).toEqual({ codesLeft: 9 });
});

test('nobody finds out what other accounts have: a recovery code of another person opens nothing', async () => {
  const [mine] = codes;
  const other = await makeAccount(app.services, { roles: [] });
  await app.services.db
    .transaction()
    .execute((tx) => keepTotp(tx, app.services, { accountId: other.id, secret, lastStep: 0 }));
  const first = await firstStep({ email: other.email });
  expect((await secondStep(first, { recovery: mine ?? '' })).status).toBe(422);
});

test('neither secrets nor recovery codes stand in the database as they are', async () => {
  const kept = JSON.stringify([
    await app.services.db.selectFrom('totp').selectAll().execute(),
    await app.services.db.selectFrom('recovery_code').selectAll().execute(),
  ]);
  expect(kept).not.toContain(JSON.stringify(secret).slice(0, 60));
  for (const code of codes) expect(kept).not.toContain(JSON.stringify(Buffer.from(code)).slice(20, 60));
});

test('with another key of the server codes cannot be read, and recovery codes still open', async () => {
  const { config } = app.services;
  const { secretKey } = config;
  const first = await firstStep();
  Object.assign(config, { secretKey: 'another key, longer than thirty-two' });
  try {
    const refused = await secondStep(first, { code: codeNow() });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Hãy dùng mã khôi phục');
    expect((await secondStep(first, { recovery: codes[0] ?? '' })).status).toBe(303);
  } finally {
    Object.assign(config, { secretKey });
  }
});

test('a new browser is told of by mail, one that is known is not, and the first of an account neither', async () => {
  const first = await firstStep();
  const known = await secondStep(first, { code: codeNow() });
  expect(await kindsOfLetters()).toEqual([]);
  later(30);
  const jar = cookies(known).replace(/nhipcau_session=[\w-]+;? ?/, '');
  const again = await firstStep({}, { cookie: jar });
  await app.fetch(directoryPaths.secondStep, {
    form: { code: codeNow() },
    headers: { cookie: `${jar}; ${cookies(again)}` },
  });
  expect(await kindsOfLetters()).toEqual([]);
  for (let attempt = 2; attempt < 10; attempt += 1) {
    later(attempt * 30);
    await secondStep(await firstStep(), { code: codeNow() });
  }
  expect(await kindsOfLetters()).toEqual(Array(5).fill('session.new_device'));
});

const enter = async (...roles: Role[]) => {
  const made = await makeAccount(app.services, { roles: roles.map((role) => ({ role })) });
  person = made;
  return await sessionOf(await firstStep());
};

test('whoever holds a role is led to the second factor first and opens nothing else of the desk', async () => {
  const as = await enter('administrator');
  const asked = await app.fetch(directoryPaths.accounts, { as });
  expect(asked.headers.get('location')).toBe('/tai-khoan/xac-thuc-hai-buoc?ve=%2Fquan-tri%2Ftai-khoan');
  const english = await app.fetch(`/en${directoryPaths.accounts}`, { as });
  expect(english.headers.get('location')).toBe(
    '/en/tai-khoan/xac-thuc-hai-buoc?ve=%2Fen%2Fquan-tri%2Ftai-khoan',
  );
  const posted = await app.fetch(directoryPaths.closeAccount(person.id), { as, form: { version: '1' } });
  expect(posted.status).toBe(403);
  for (const path of [directoryPaths.mine, directoryPaths.mySessions, directoryPaths.factors])
    expect((await app.fetch(path, { as })).status, path).toBe(200);
  const page = await (await app.fetch(directoryPaths.factors, { as })).text();
  expect(page).toContain('phải bật xác thực hai bước');
});

test('also where anybody may enter, nothing is done in the name of who owes the second factor', async () => {
  const as = await enter('administrator');
  const [register, join] = [
    directoryPaths.registerAs('doanh-nghiep'),
    directoryPaths.invitation('a'.repeat(43)),
  ];
  for (const path of [register, join])
    expect((await app.fetch(path, { as, form: {} })).status, path).toBe(403);
});

test('an applicant may do without; set to be offered, so may everybody', async () => {
  expect((await app.fetch(directoryPaths.factors, { as: await enter('applicant') })).status).toBe(200);
  const as = await enter('administrator');
  Object.assign(app.services.config, { secondFactor: 'offered' });
  expect((await app.fetch(directoryPaths.accounts, { as })).status).toBe(200);
  Object.assign(app.services.config, { secondFactor: 'required' });
});
