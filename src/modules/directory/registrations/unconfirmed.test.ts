import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { keysTo, typedOf } from '../../../../test/support/registering.ts';
import { system } from '../../../kernel/actor.ts';
import { createAccount } from '../accounts/commands.ts';
import { purgeDirectory } from '../jobs.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { writeRegistrationLetters } from './confirm.ts';
import type { RegistrationTyped } from './inputs.ts';
import { registrationRoutes } from './pages.tsx';
import { unconfirmedRoutes } from './unconfirmed-pages.tsx';
import { registrationWorkRoutes } from './work-pages.tsx';

let app: TestApp;
let mailing: TestApp;
let officer: Session;
let typed: RegistrationTyped;
let made = 7000;
const start = new Date('2026-05-04T02:00:00Z');
const password = 'hoa đào nở bên cầu Kỳ Cùng';
const routes = [...sessionRoutes, ...registrationRoutes, ...unconfirmedRoutes, ...registrationWorkRoutes];

beforeAll(async () => {
  app = await openTestApp(routes);
  Object.assign(app.services.installation, { phone: '0205 3812 345' });
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  for (const table of ['registration_request', 'sign_in_failure'] as const)
    await app.services.db.deleteFrom(table).execute();
  made += 1;
  typed = typedOf(made);
});

async function asked(change: Partial<RegistrationTyped> = {}, kind = 'doanh-nghiep'): Promise<number> {
  typed = { ...typed, ...change };
  await app.fetch(directoryPaths.registerAs(kind), { form: { ...typed } });
  await writeRegistrationLetters(app.services);
  const row = app.services.db.selectFrom('registration_request').select('id').orderBy('id', 'desc');
  return (await row.executeTakeFirstOrThrow()).id;
}
const pageOf = async (path: string, as?: Session) => (await app.fetch(path, as ? { as } : {})).text();
const vouch = (id: number, text: string, as = officer) =>
  app.fetch(directoryPaths.vouchForRegistration(id), { as, form: { text } });
const keyIn = (text: string) => /\/dang-ky\/xac-nhan\/([\w-]{43})/.exec(text)?.[1] ?? '';

test('where no letter can be sent, the form and the answer say so and whom to call', async () => {
  const form = await pageOf(directoryPaths.registerAs('doanh-nghiep'));
  const sent = await (
    await app.fetch(directoryPaths.registerAs('doanh-nghiep'), { form: { ...typed } })
  ).text();
  for (const text of [await pageOf(directoryPaths.register), form, sent]) {
    expect(text).toContain('Liên hệ Sở Khoa học và Công nghệ tỉnh Lạng Sơn');
    expect(text).toContain('0205 3812 345');
  }
  expect(sent).toContain('Đã ghi nhận đăng ký');
  expect(sent).not.toContain('Hãy mở hộp thư');
});

test('officers see who is not confirmed, by name or address, and what to do', async () => {
  const id = await asked({ organisationName: 'Công ty Hồi Bình Gia' });
  expect(await pageOf(directoryPaths.registrations, officer)).toContain(directoryPaths.unconfirmed);
  const list = await pageOf(`${directoryPaths.unconfirmed}?q=hoi+binh+gia`, officer);
  expect(list).toContain('Công ty Hồi Bình Gia');
  expect(list).toContain(directoryPaths.vouchForRegistration(id));
  expect(await pageOf(`${directoryPaths.unconfirmed}?q=khong-co-ai`, officer)).toContain(
    'Không có đăng ký nào khớp',
  );
  expect(await pageOf(directoryPaths.vouchForRegistration(id), officer)).toContain(typed.email);
  const looks = app.services.db.selectFrom('personal_look').select('subject_id');
  expect(await looks.where('subject_kind', '=', 'registration_request').execute()).toContainEqual({
    subject_id: id,
  });
});

test('an officer who found out otherwise says how and hands over an address, shown once; the account follows', async () => {
  const id = await asked();
  const [first = ''] = await keysTo(app, 'registration.confirm', typed.email);
  expect((await vouch(id, '')).status).toBe(422);
  const answer = await vouch(id, 'Gặp tại trụ sở, xem giấy đăng ký.');
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  const key = keyIn(await answer.text());
  expect((await app.fetch(directoryPaths.confirmRegistration(first))).status).toBe(404);
  const chosen = { password, again: password };
  expect((await app.fetch(directoryPaths.confirmRegistration(key), { form: chosen })).status).toBe(303);
  const row = await app.services.db
    .selectFrom('registration')
    .selectAll()
    .where('tax_code', '=', typed.taxCode)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    vouched_by: officer.accountId,
    vouched_how: 'Gặp tại trụ sở, xem giấy đăng ký.',
  });
  const shown = await pageOf(directoryPaths.registration(row.id), officer);
  expect(shown).toContain('xác nhận bằng cách khác');
  expect(shown).toContain('Gặp tại trụ sở, xem giấy đăng ký.');
  const names = await app.services.db.selectFrom('event').select(['name', 'facts']).orderBy('seq').execute();
  expect(names).toContainEqual({ name: 'registration.vouched', facts: { kind: 'enterprise' } });
  expect((await vouch(id, 'Lần nữa')).status).toBe(404);
});

test('whoever has an account is not told of; what waited three days is gone, what was handed over holds two days', async () => {
  await createAccount(app.services, system, {
    ...{ email: 'da-co-roi@example.vn', name: 'Nông Văn Có', roles: [], password },
  });
  const known = await asked({ email: 'da-co-roi@example.vn', organisationName: 'Công ty Đã Có' });
  expect(await pageOf(directoryPaths.unconfirmed, officer)).not.toContain('Công ty Đã Có');
  expect((await vouch(known, 'Đã gọi điện')).status).toBe(404);
  typed = typedOf(made + 500);
  const id = await asked();
  app.setNow(new Date(start.getTime() + 70 * 3_600_000));
  const later = await app.signIn('programme_officer');
  const key = keyIn(await (await vouch(id, 'Đã gọi điện', later)).text());
  app.setNow(new Date(start.getTime() + 80 * 3_600_000));
  await purgeDirectory(app.services);
  expect((await app.fetch(directoryPaths.confirmRegistration(key))).status).toBe(200);
  app.setNow(new Date(start.getTime() + 200 * 3_600_000));
  await purgeDirectory(app.services);
  expect(await app.services.db.selectFrom('registration_request').select('id').execute()).toEqual([]);
});

test('nobody but those who check registrations vouches', async () => {
  const id = await asked();
  for (const role of ['applicant', 'administrator', 'leader'] as const)
    expect((await vouch(id, 'Đã gọi điện', await app.signIn(role))).status, role).toBe(403);
  expect((await vouch(id + 1000, 'Đã gọi điện')).status).toBe(404);
});

test('where letters are sent, the letter alone confirms', async () => {
  mailing = await openTestApp(routes, undefined, { smtpUrl: 'smtp://127.0.0.1:1' });
  const one = await mailing.signIn('programme_officer');
  expect((await mailing.fetch(directoryPaths.unconfirmed, { as: one })).status).toBe(404);
  const post = { as: one, form: { text: 'Đã gọi điện' } };
  expect((await mailing.fetch(directoryPaths.vouchForRegistration(1), post)).status).toBe(404);
  const list = await (await mailing.fetch(directoryPaths.registrations, { as: one })).text();
  expect(list).not.toContain(directoryPaths.unconfirmed);
  await mailing.close();
});
