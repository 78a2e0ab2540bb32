import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { openMailServer } from '../../../../test/support/mail-server.ts';
import { system } from '../../../kernel/actor.ts';
import { sendMail } from '../../../platform/mail/send.ts';
import {
  changeAccount,
  closeAccount,
  createAccount,
  reopenAccount,
  resetPassword,
} from '../accounts/commands.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { askReset, writeResetLetters } from './commands.ts';
import { resetRoutes } from './pages.tsx';

let app: TestApp;
const start = new Date('2026-05-04T02:00:00Z');
const password = 'câu cũ mà ai cũng đoán được';
const fresh = 'hoa đào nở bên cầu Kỳ Cùng';

beforeAll(async () => {
  app = await openTestApp([...sessionRoutes, ...resetRoutes]);
  await createAccount(app.services, system, {
    ...{ email: 'Lan@example.vn', name: 'Nguyễn Thị Lan', password },
    roles: [{ role: 'agency_officer' }],
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  for (const table of ['password_reset', 'mail', 'sign_in_failure'] as const)
    await app.services.db.deleteFrom(table).execute();
});

const ask = (email: string) => app.fetch(directoryPaths.forgotten, { form: { email } });

/** The tokens of the letters to an address, in their order. */
async function tokens(address: string): Promise<string[]> {
  await writeResetLetters(app.services);
  const rows = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['letter.body_text as text', 'mail.secret'])
    .where('mail.address', '=', address)
    .where('letter.kind', '=', 'password.forgotten')
    .orderBy('mail.id')
    .execute();
  for (const { text, secret } of rows) expect(text).not.toContain(secret ?? '-');
  return rows.map(({ secret }) => secret ?? '');
}

const choose = (token: string, typed: Record<string, string>) =>
  app.fetch(directoryPaths.resetByLetter(token), { form: typed });

const signIn = (typed: string) =>
  app.fetch(directoryPaths.signIn, { form: { email: 'lan@example.vn', password: typed } });

test('the answer is the same whether an address has an account or not, and before anybody looked', async () => {
  const [known, unknown] = await Promise.all([ask('LAN@example.vn '), ask('khong-ai@example.vn')]);
  expect([known.status, unknown.status]).toEqual([200, 200]);
  const said = await known.text();
  expect(said).toBe(await unknown.text());
  // nor is a letter promised where none can be sent, nor an address asked for
  expect(await (await app.fetch(directoryPaths.forgotten)).text()).not.toContain('name="email"');
  expect(said).toContain('Không có thư nào được gửi');
  expect(said).not.toContain('thư sẽ tới');
  expect(await app.services.db.selectFrom('mail').select('id').execute()).toEqual([]);
  expect(await tokens('lan@example.vn')).toHaveLength(1);
  expect(await tokens('khong-ai@example.vn')).toEqual([]);
});

test('the letter opens the form once; the password changes, sessions end, and the person is told', async () => {
  const session = await app.signIn('agency_officer', { email: 'lan@example.vn' });
  await ask('lan@example.vn');
  await ask('lan@example.vn');
  const [token = '', other = ''] = await tokens('lan@example.vn');
  const form = await app.fetch(directoryPaths.resetByLetter(token));
  expect(form.headers.get('referrer-policy')).toBe('same-origin');
  expect(form.headers.get('cache-control')).toBe('private, no-store');
  const done = await choose(token, { password: fresh, again: fresh });
  expect([done.status, done.headers.get('location')]).toEqual([303, '/dang-nhap']);
  expect((await app.fetch(directoryPaths.mine, { as: session })).status).toBe(303);
  expect((await signIn(password)).status).toBe(422);
  expect((await signIn(fresh)).status).toBe(303);
  for (const used of [token, other]) {
    expect((await app.fetch(directoryPaths.resetByLetter(used))).status).toBe(404);
    expect((await choose(used, { password, again: password })).status).toBe(404);
  }
  const told = await app.services.db
    .selectFrom('letter')
    .select('kind')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(told?.kind).toBe('password.was_changed');
  const event = await app.services.db
    .selectFrom('event')
    .select(['actor_kind', 'facts'])
    .where('name', '=', 'password.changed')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({ actor_kind: 'visitor', facts: { by: 'letter' } });
});

test('two clicks at once set one password', async () => {
  await ask('lan@example.vn');
  const [token = ''] = await tokens('lan@example.vn');
  const both = await Promise.all([
    choose(token, { password: `${fresh} một`, again: `${fresh} một` }),
    choose(token, { password: `${fresh} hai`, again: `${fresh} hai` }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
});

test('a weak password, or two that differ, leave the letter as it was', async () => {
  await ask('lan@example.vn');
  const [token = ''] = await tokens('lan@example.vn');
  const short = await choose(token, { password: 'ngắn', again: 'ngắn' });
  expect(short.status).toBe(422);
  expect(await short.text()).not.toContain('value="ngắn"');
  const differing = await choose(token, { password: fresh, again: `${fresh}!` });
  expect(await differing.text()).toContain('Hai lần gõ mật khẩu mới chưa giống nhau.');
  expect((await choose(token, { password: fresh, again: fresh })).status).toBe(303);
});

test('an address more than an hour old, cut off, or of a closed account opens nothing', async () => {
  await ask('lan@example.vn');
  const [token = ''] = await tokens('lan@example.vn');
  expect((await app.fetch(directoryPaths.resetByLetter(token.slice(0, -1)))).status).toBe(404);
  const state = (to: string) =>
    app.services.db.updateTable('account').set({ state: to }).where('email', '=', 'lan@example.vn').execute();
  await state('closed');
  expect((await choose(token, { password: fresh, again: fresh })).status).toBe(404);
  await ask('lan@example.vn');
  expect(await tokens('lan@example.vn')).toHaveLength(1);
  await state('active');
  app.setNow(new Date(start.getTime() + 61 * 60_000));
  const old = await app.fetch(directoryPaths.resetByLetter(token));
  expect(old.status).toBe(404);
  expect(await old.text()).toContain('không còn dùng được');
});

test('whoever asks again and again fills nobody’s mailbox, and is stopped', async () => {
  for (let n = 0; n < 5; n += 1) await ask('lan@example.vn');
  expect(await tokens('lan@example.vn')).toHaveLength(3);
  const from = (address: string) =>
    askReset(app.services, { email: 'ai-do@example.vn', language: 'vi', address });
  for (let n = 0; n < 10; n += 1) await from('203.0.113.7');
  await expect(from('203.0.113.7')).rejects.toMatchObject({
    kind: 'too_many',
    text: { vi: expect.stringContaining('quá nhiều yêu cầu gửi thư') },
  });
  await from('203.0.113.8');
});

test('what is no address is told at its field, with what was typed', async () => {
  const answer = await ask('lan');
  expect(answer.status).toBe(422);
  const html = await answer.text();
  expect(html).toContain('Hãy ghi e-mail của tài khoản');
  expect(html).toContain('value="lan"');
});

test('the mail that leaves has the address whole, and what is kept of it has no key', async () => {
  await ask('lan@example.vn');
  const [token = ''] = await tokens('lan@example.vn');
  const server = await openMailServer();
  try {
    await sendMail({ ...app.services, config: { ...app.services.config, smtpUrl: server.url } });
  } finally {
    await server.close();
  }
  expect(server.mails[0]?.text).toContain(`http://localhost:8080/dat-lai-mat-khau/${token}\n`);
  expect(server.mails[0]?.html).toContain(`href="http://localhost:8080/dat-lai-mat-khau/${token}"`);
  const kept = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .selectAll()
    .where('letter.kind', '=', 'password.forgotten')
    .execute();
  expect(JSON.stringify(kept)).not.toContain(token);
});

test('a letter opens nothing once the password, the address or the account was changed otherwise', async () => {
  const { db } = app.services;
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('email', '=', 'lan@example.vn')
    .executeTakeFirstOrThrow();
  const seen = async () => ({
    id,
    version: (await db.selectFrom('account').select('version').where('id', '=', id).executeTakeFirstOrThrow())
      .version,
  });
  const fields = { name: 'Nguyễn Thị Lan', title: null, organisationCode: null };
  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    'by an administrator': async () => resetPassword(app.services, system, await seen()),
    'to another address': async () => {
      await changeAccount(app.services, system, {
        ...(await seen()),
        ...fields,
        email: 'lan.moi@example.vn',
      });
      await changeAccount(app.services, system, { ...(await seen()), ...fields, email: 'lan@example.vn' });
    },
    'closed and opened again': async () => {
      await closeAccount(app.services, system, await seen());
      await reopenAccount(app.services, system, await seen());
    },
    'by the person': async () => {
      const known = await resetPassword(app.services, system, await seen());
      await ask('lan@example.vn');
      const session = await app.signIn('agency_officer', { email: 'lan@example.vn' });
      const form = { current: known, password: fresh, again: fresh };
      expect((await app.fetch(directoryPaths.myPassword, { as: session, form })).status).toBe(303);
    },
  };
  for (const [how, change] of Object.entries(changes)) {
    await db.deleteFrom('password_reset').execute();
    await db.deleteFrom('mail').execute();
    await ask('lan@example.vn');
    const [token = ''] = await tokens('lan@example.vn');
    expect((await app.fetch(directoryPaths.resetByLetter(token))).status, how).toBe(200);
    await change();
    expect((await app.fetch(directoryPaths.resetByLetter(token))).status, how).toBe(404);
  }
});

test('no key is logged, also where the address is nearly right', async () => {
  await ask('lan@example.vn');
  const [token = ''] = await tokens('lan@example.vn');
  const lines: string[] = [];
  const { log } = app.services;
  const info = log.info.bind(log);
  log.info = ((...told: unknown[]) => void lines.push(JSON.stringify(told))) as typeof log.info;
  try {
    for (const path of [
      directoryPaths.resetByLetter(token),
      `${directoryPaths.resetByLetter(token)}/`,
      `/x/${token}`,
    ])
      await app.fetch(path);
  } finally {
    log.info = info;
  }
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain(token);
});

test('two workers write one letter', async () => {
  await ask('lan@example.vn');
  await Promise.all([writeResetLetters(app.services), writeResetLetters(app.services)]);
  expect(await tokens('lan@example.vn')).toHaveLength(1);
});

test('after too many wrong passwords a new one by letter lets in at once', async () => {
  for (let n = 0; n < 5; n += 1) await signIn('sai rồi sai nữa');
  expect((await signIn('sai rồi sai nữa')).status).toBe(429);
  await ask('lan@example.vn');
  const [token = ''] = await tokens('lan@example.vn');
  await choose(token, { password: fresh, again: fresh });
  expect((await signIn(fresh)).status).toBe(303);
});
