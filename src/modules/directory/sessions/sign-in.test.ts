import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { forgetOld } from '../../../../test/support/retention.ts';
import { system } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { closeAccount, createAccount, resetPassword } from '../accounts/commands.ts';
import { lockAccount } from '../accounts/store.ts';
import { purgeDirectory } from '../jobs.ts';
import { directoryKeepings } from '../retention.ts';
import { limits } from './attempts.ts';
import { authenticate, findActor, idleSeconds, lifetimeSeconds } from './authenticate.ts';
import { changePassword, endOtherSessions, endOwnSession, signIn, signOut } from './commands.ts';
import { cost, hashesComputed } from './password.ts';

let app: TestApp;
const start = new Date('2026-05-04T02:00:00Z');
const right = 'một câu dễ nhớ 2026';
let person = 0;
let email = '';

beforeAll(async () => {
  app = await openTestApp([]);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  await app.services.db.deleteFrom('sign_in_failure').execute();
  person += 1;
  email = `nguoi${person}@langson.example`;
  await createAccount(app.services, system, {
    email,
    name: 'Nông Thị Liên',
    roles: [{ role: 'agency_officer' }],
    password: right,
  });
});

const enter = (password: string, more: { email?: string; address?: string } = {}) =>
  signIn(app.services, { email, password, address: '203.0.113.7', agent: 'Firefox', ...more });
const later = (seconds: number) => app.setNow(new Date(start.getTime() + seconds * 1000));
const outcome = async (trying: Promise<unknown>) => {
  try {
    await trying;
    return 'in';
  } catch (error) {
    if (error instanceof Refusal) return error.kind;
    if (error instanceof InvalidInput) return 'wrong';
    throw error;
  }
};
const events = (name: string) =>
  app.services.db.selectFrom('event').selectAll().where('name', '=', name).orderBy('seq', 'desc').execute();

test('the right password opens a session whose token is kept only as a hash', async () => {
  const { token, maxAge } = await enter(right);
  expect(maxAge).toBe(lifetimeSeconds);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const actor = await authenticate(app.services)(token);
  expect(actor).toMatchObject({ email, grants: [{ role: 'agency_officer', scope: null }] });
  const sessions = await app.services.db.selectFrom('session').selectAll().execute();
  expect(JSON.stringify(sessions)).not.toContain(token);
  const [started] = await events('session.started');
  expect(started?.actor_account).toBe(actor?.id);
  expect(JSON.stringify(started?.facts)).not.toContain('203.0.113.7');
  const personal = await app.services.db
    .selectFrom('event_personal')
    .selectAll()
    .where('event_seq', '=', started?.seq ?? 0)
    .execute();
  expect(personal.map(({ field }) => field).sort()).toEqual(['address', 'agent']);
});

test('the e-mail address is found in any letter case, the password only as it is', async () => {
  expect(await outcome(enter(right, { email: `  ${email.toUpperCase()} ` }))).toBe('in');
  expect(await outcome(enter(right.toUpperCase()))).toBe('wrong');
  expect(await outcome(enter(`${right} `))).toBe('wrong');
  expect(await outcome(enter(right.normalize('NFD')))).toBe('in');
});

test('an unknown address, a wrong password and a closed account get the same words after the same work', async () => {
  const closed = `dong-${email}`;
  const { id } = await createAccount(app.services, system, {
    email: closed,
    name: 'Người đã nghỉ',
    roles: [],
    password: right,
  });
  await closeAccount(app.services, system, { id, version: 1 });
  const tries = [
    { email: 'khong.co@langson.example', password: right },
    { email, password: 'mật khẩu sai hoàn toàn' },
    { email: closed, password: right },
    { email, password: 'x'.repeat(100_000) },
  ];
  const answers: string[] = [];
  for (const { email: address, password } of tries) {
    const before = hashesComputed();
    const failure = await enter(password, { email: address }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidInput);
    answers.push(JSON.stringify((failure as InvalidInput).fields));
    expect(hashesComputed() - before).toBe(1);
  }
  expect(new Set(answers).size).toBe(1);
});

test('after five wrong passwords an account is refused for fifteen minutes, the right password included', async () => {
  for (let attempt = 0; attempt < limits.account; attempt += 1)
    expect(await outcome(enter('sai sai sai sai', { address: `198.51.100.${attempt}` }))).toBe('wrong');
  const before = hashesComputed();
  const refusal = await enter(right, { address: '198.51.100.99' }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ kind: 'too_many', retryAfter: 900 });
  expect((refusal as Refusal).text.vi).toContain('15 phút (từ 09:15)');
  expect(hashesComputed()).toBe(before);
  later(14 * 60 + 59);
  expect(await outcome(enter(right))).toBe('too_many');
  later(15 * 60 + 1);
  expect(await outcome(enter(right))).toBe('in');
});

test('an address that does not exist is refused like one that does', async () => {
  for (let attempt = 0; attempt < limits.account; attempt += 1)
    expect(await outcome(enter('sai sai sai sai', { email: 'ai.do@langson.example' }))).toBe('wrong');
  expect(await outcome(enter('sai sai sai sai', { email: 'ai.do@langson.example' }))).toBe('too_many');
});

test('failures more than fifteen minutes apart do not add up', async () => {
  for (let attempt = 0; attempt < 3 * limits.account; attempt += 1) {
    later(attempt * 5 * 60);
    expect(await outcome(enter('sai sai sai sai', { address: '' }))).toBe('wrong');
  }
});

test('the right password forgets the failures of the account before it', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let attempt = 1; attempt < limits.account; attempt += 1) await outcome(enter('sai sai sai sai'));
    expect(await outcome(enter(right))).toBe('in');
  }
});

test('thirty failures from one network address refuse it for every account, and use up no try of theirs', async () => {
  const address = '2001:db8:1:2:aaaa::1';
  for (let attempt = 0; attempt < limits.address; attempt += 1)
    expect(await outcome(enter('sai sai sai sai', { email: `a${attempt}@langson.example`, address }))).toBe(
      'wrong',
    );
  const neighbour = '2001:db8:1:2:bbbb::2';
  for (let attempt = 0; attempt < 20; attempt += 1)
    expect(await outcome(enter('sai sai sai sai', { address: neighbour }))).toBe('too_many');
  expect(await outcome(enter(right, { address: '2001:db8:1:3::1' }))).toBe('in');
});

test('of two hundred tries at the same moment no more than the limit reach the password', async () => {
  const before = hashesComputed();
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      outcome(enter(`sai sai sai sai ${index}`, { address: `192.0.2.${index}` })),
    ),
  );
  expect(outcomes.filter((one) => one === 'wrong')).toHaveLength(limits.account);
  expect(outcomes.filter((one) => one === 'too_many')).toHaveLength(200 - limits.account);
  expect(hashesComputed() - before).toBe(limits.account);
});

test('a try is counted while somebody else changes the account, so that neither waits for the other for ever', async () => {
  const { id } = await findActor(app.services, email);
  await app.services.db.transaction().execute(async (tx) => {
    await lockAccount(tx, id);
    expect(await outcome(enter('sai'))).toBe('wrong');
  });
});

test('thousands of wrong passwords compute five hashes and leave one event', async () => {
  // ten thousand, and on the second server one thousand: it is asked the same in each
  const batches = inject('server') === 'embedded' ? 100 : 10;
  const before = hashesComputed();
  const eventsBefore = (await events('sign_in.refused')).length;
  for (let batch = 0; batch < batches; batch += 1) {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => outcome(enter(`mật khẩu ${batch} ${index}`))),
    );
  }
  expect(hashesComputed() - before).toBe(limits.account);
  const refused = await events('sign_in.refused');
  expect(refused).toHaveLength(eventsBefore + 1);
  expect(JSON.stringify(refused[0]?.facts)).not.toContain(email);
  expect(refused[0]?.facts).toEqual({ failures: 5, limit: 'account', seconds: 900 });
});

test('a session ends after twelve hours without use and after seven days in any case', async () => {
  const { token } = await enter(right);
  const who = authenticate(app.services);
  later(idleSeconds - 60);
  expect(await who(token)).not.toBeNull();
  later(2 * idleSeconds - 180);
  expect(await who(token)).not.toBeNull();
  later(3 * idleSeconds);
  expect(await who(token)).toBeNull();

  app.setNow(start);
  const kept = (await enter(right)).token;
  for (let hour = 8; hour < 7 * 24; hour += 8) {
    later(hour * 3600);
    expect(await who(kept)).not.toBeNull();
  }
  later(7 * 86_400 + 1);
  expect(await who(kept)).toBeNull();
});

test('reading a session is one statement and notes its use at most once a minute', async () => {
  const { token } = await enter(right);
  const seen = async () =>
    (
      await app.services.db
        .selectFrom('session')
        .select('last_seen_at')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
    ).last_seen_at;
  later(30);
  app.forgetStatements();
  await authenticate(app.services)(token);
  expect(app.statements).toHaveLength(1);
  expect(await seen()).toEqual(start);
  later(61);
  await authenticate(app.services)(token);
  expect(await seen()).toEqual(new Date(start.getTime() + 61_000));
});

test.each(['', 'x', 'x'.repeat(43), "' or 1=1 --", 'Đ'.repeat(43)])(
  '“%s” is nobody’s token',
  async (token) => {
    expect(await authenticate(app.services)(token)).toBeNull();
  },
);

test('a closed account and a reset password end every session at once', async () => {
  const first = (await enter(right)).token;
  const { id } = await findActor(app.services, email);
  const password = await resetPassword(app.services, system, { id, version: 1 });
  expect(await authenticate(app.services)(first)).toBeNull();
  const second = (await enter(password)).token;
  await closeAccount(app.services, system, { id, version: 2 });
  expect(await authenticate(app.services)(second)).toBeNull();
  await expect(findActor(app.services, email)).rejects.toMatchObject({ kind: 'not_found' });
});

test('one ends own sessions one by one or all others, and never those of someone else', async () => {
  const tokens = [(await enter(right)).token, (await enter(right)).token, (await enter(right)).token];
  const who = authenticate(app.services);
  const actors = await Promise.all(tokens.map((token) => who(token)));
  const [one, two, three] = actors;
  if (!one || !two || !three) throw new Error('three sessions were expected');
  await endOwnSession(app.services, one, two.sessionId ?? 0);
  expect(await who(tokens[1] ?? '')).toBeNull();
  expect(await endOtherSessions(app.services, one)).toBe(1);
  expect(await who(tokens[2] ?? '')).toBeNull();
  expect(await endOtherSessions(app.services, one)).toBe(0);
  const stranger = await app.signIn('administrator');
  const foreign = await app.services.db
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', stranger.accountId)
    .executeTakeFirstOrThrow();
  await expect(endOwnSession(app.services, one, foreign.id)).rejects.toMatchObject({ kind: 'not_found' });
  await signOut(app.services, one);
  expect(await who(tokens[0] ?? '')).toBeNull();
});

test('a hash made with older parameters is made anew at the next sign-in', async () => {
  const { argon2Sync, randomBytes } = await import('node:crypto');
  const salt = randomBytes(16);
  const digest = argon2Sync('argon2id', {
    message: right,
    nonce: salt,
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  await app.services.db
    .updateTable('account')
    .set({ password_hash: `$argon2id$v=19$m=8192,t=1,p=1$${text(salt)}$${text(digest)}` })
    .where('email', '=', email)
    .execute();
  await enter(right);
  const { password_hash } = await app.services.db
    .selectFrom('account')
    .select('password_hash')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  expect(password_hash).toContain(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`);
  expect(await outcome(enter(right))).toBe('in');
});

test('changing one’s password asks for the present one and ends the other sessions', async () => {
  const here = await authenticate(app.services)((await enter(right)).token);
  const elsewhere = (await enter(right)).token;
  if (!here) throw new Error('a session was expected');
  const change = (current: string, password: string, again = password) =>
    changePassword(app.services, here, { current, password, again, address: '203.0.113.7', agent: '' });
  const fresh = 'câu khác cũng dễ nhớ';
  await expect(change('sai sai sai sai', fresh)).rejects.toMatchObject({
    fields: { current: expect.anything() },
  });
  await expect(change(right, fresh, 'khác')).rejects.toMatchObject({ fields: { again: expect.anything() } });
  await expect(change(right, 'ngắn')).rejects.toMatchObject({ fields: { password: expect.anything() } });
  await expect(change(right, 'Mật khẩu 123456')).rejects.toMatchObject({
    fields: { password: expect.anything() },
  });
  await expect(change(right, right)).rejects.toMatchObject({ fields: { password: expect.anything() } });
  await change(right, fresh);
  expect(await authenticate(app.services)(elsewhere)).toBeNull();
  expect(await outcome(enter(right))).toBe('wrong');
  expect(await outcome(enter(fresh))).toBe('in');
});

test('guessing the present password in an open session is limited as at sign-in', async () => {
  const here = await authenticate(app.services)((await enter(right)).token);
  if (!here) throw new Error('a session was expected');
  const guess = (current: string) =>
    outcome(
      changePassword(app.services, here, {
        current,
        password: 'câu khác cũng dễ nhớ',
        again: 'câu khác cũng dễ nhớ',
        address: '',
        agent: '',
      }),
    );
  for (let attempt = 0; attempt < limits.account; attempt += 1) expect(await guess('sai')).toBe('wrong');
  const before = hashesComputed();
  expect(await guess(right)).toBe('too_many');
  expect(hashesComputed()).toBe(before);
});

test('old sessions and failures are cleared away, running ones stay', async () => {
  await enter(right);
  await outcome(enter('sai sai sai sai'));
  later(40 * 86_400);
  const { token } = await enter(right);
  await purgeDirectory(app.services);
  await forgetOld(app.services, directoryKeepings);
  expect(await authenticate(app.services)(token)).not.toBeNull();
  const left = await app.services.db.selectFrom('session').select('created_at').execute();
  expect(left.every(({ created_at }) => created_at > start)).toBe(true);
});
