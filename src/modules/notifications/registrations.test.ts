import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { actorOf, keysTo, typedOf } from '../../../test/support/registering.ts';
import { registerOrganisation } from '../directory/index.ts';
import { askRegistration } from '../directory/registrations/commands.ts';
import { confirmRegistration, writeRegistrationLetters } from '../directory/registrations/confirm.ts';
import { refuseRegistration } from '../directory/registrations/decisions.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';

let app: TestApp;
let officer: Session;
let head: Session;

beforeAll(async () => {
  app = await openTestApp([]);
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
  await app.signIn('administrator');
  await followEvents(app.services);
});
afterAll(() => app.close());

async function register(n: number): Promise<number> {
  const person = await actorOf(app, await app.signIn([]));
  return registerOrganisation(app.services, person, { kind: 'enterprise', typed: typedOf(n) });
}

async function told(): Promise<{ account: number; waits: boolean }[]> {
  const rows = await app.services.db
    .selectFrom('notification')
    .select(['account_id', 'void_at', 'mailed_at'])
    .where('topic', '=', 'registration')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    account: row.account_id,
    waits: row.void_at === null && row.mailed_at === null,
  }));
}

test('officers and heads are told of a registration; once it is decided nothing is left to tell', async () => {
  const id = await register(1);
  await followEvents(app.services);
  const both = [officer.accountId, head.accountId];
  expect(await told()).toEqual(both.map((account) => ({ account, waits: true })));
  const input = { id, version: 1, text: 'Không đúng' };
  await refuseRegistration(app.services, await actorOf(app, officer), input);
  await followEvents(app.services);
  expect((await told()).map(({ waits }) => waits)).toEqual([false, false]);
});

test('of an individual, whom nobody checks, nobody is told, and what follows is told of', async () => {
  const typed = { ...typedOf(7), organisationName: '', taxCode: '', address: '' };
  const language = 'vi' as const;
  await askRegistration(app.services, { kind: 'individual', typed, language, address: '203.0.113.9' });
  await writeRegistrationLetters(app.services);
  const [token = ''] = await keysTo(app, 'registration.confirm', typed.email);
  const password = 'hoa đào nở bên cầu Kỳ Cùng';
  await confirmRegistration(app.services, token, { password, again: password });
  const before = (await told()).length;
  await followEvents(app.services);
  expect((await told()).length).toBe(before);
  await register(8);
  await followEvents(app.services);
  expect((await told()).length).toBe(before + 2);
});

test('the letter of the day names it for whoever still checks registrations, and for nobody else', async () => {
  await register(2);
  await followEvents(app.services);
  await app.services.db
    .updateTable('role_grant')
    .set({ revoked_at: app.services.clock() })
    .where('account_id', '=', head.accountId)
    .execute();
  await writeDigests(app.services);
  const letters = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.account_id', 'letter.body_text'])
    .where('letter.kind', '=', 'news.of_the_day')
    .execute();
  expect(letters.map(({ account_id }) => account_id)).toEqual([officer.accountId]);
  expect(letters[0]?.body_text).toContain('Công ty TNHH Mẫu số 2 đăng ký, chờ kiểm tra');
});
