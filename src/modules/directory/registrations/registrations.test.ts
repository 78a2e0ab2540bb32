// A little long, and one file: one product and its mailbox serve the whole way of a registration.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { actorOf, keysTo, taxCodeOf, typedOf } from '../../../../test/support/registering.ts';
import { memberRoleIn, system } from '../../../kernel/actor.ts';
import { createAccount } from '../accounts/commands.ts';
import { saveOrganisation } from '../organisations/commands.ts';
import { directoryPaths } from '../paths.ts';
import { findActor } from '../sessions/authenticate.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { registerOrganisation } from './commands.ts';
import { writeRegistrationLetters } from './confirm.ts';
import { acceptAsNew } from './decisions.ts';
import type { RegistrationTyped } from './inputs.ts';
import { lookalikesOf } from './likeness.ts';
import { registrationRoutes } from './pages.tsx';
import { consentVersion, readTaxCode } from './registration.ts';
import { registrationWorkRoutes } from './work-pages.tsx';

let app: TestApp;
let officer: Session;
const start = new Date('2026-05-04T02:00:00Z');
const password = 'hoa đào nở bên cầu Kỳ Cùng';
let made = 1000;
const next = () => {
  made += 1;
  return made;
};

beforeAll(async () => {
  app = await openTestApp([...sessionRoutes, ...registrationRoutes, ...registrationWorkRoutes]);
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  for (const table of ['registration_request', 'mail', 'sign_in_failure'] as const)
    await app.services.db.deleteFrom(table).execute();
});

const formOf = (typed: RegistrationTyped) => ({ ...typed });
const send = (typed: RegistrationTyped, kind = 'doanh-nghiep', as?: Session) =>
  app.fetch(directoryPaths.registerAs(kind), { form: formOf(typed), ...(as && { as }) });
const choose = (token: string, typed = { password, again: password }) =>
  app.fetch(directoryPaths.confirmRegistration(token), { form: typed });
async function keyOf(address: string): Promise<string> {
  await writeRegistrationLetters(app.services);
  return (await keysTo(app, 'registration.confirm', address)).at(-1) ?? '';
}
async function registered(change: Partial<RegistrationTyped> = {}, as?: Session): Promise<number> {
  const person = await actorOf(app, as ?? (await app.signIn([])));
  return registerOrganisation(app.services, person, { kind: 'enterprise', typed: typedOf(next(), change) });
}
const rowOf = (id: number) =>
  app.services.db.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
async function decide(id: number, how: string, fields: Record<string, string>, as = officer) {
  const { version } = await rowOf(id);
  const path = `${directoryPaths.registration(id)}/${how}`;
  return app.fetch(path, { as, form: { version: String(version), ...fields } });
}
const events = async (name: string) =>
  (await app.services.db.selectFrom('event').select('seq').where('name', '=', name).execute()).length;

test('a tax code has ten digits of which the last checks the others, and three more for a dependent unit', () => {
  expect(readTaxCode('0100109106')).toBe('0100109106');
  expect(readTaxCode('0100 109 106-001')).toBe('0100109106-001');
  for (const wrong of ['0100109107', '010010910', '01001091061', '', 'abc', '0100109106-01'])
    expect(readTaxCode(wrong), wrong).toBeNull();
});

test('the answer is the same whether an address has an account or not, and a letter goes either way', async () => {
  await createAccount(app.services, system, {
    ...{ email: 'da-co@example.vn', name: 'Nông Văn Có', roles: [], password },
  });
  const [known, unknown] = await Promise.all([
    send(typedOf(1, { email: 'DA-CO@example.vn' })),
    send(typedOf(1, { email: 'chua-co@example.vn' })),
  ]);
  expect([known.status, unknown.status]).toEqual([200, 200]);
  expect(await known.text()).toBe(await unknown.text());
  expect(await app.services.db.selectFrom('mail').select('id').execute()).toEqual([]);
  await writeRegistrationLetters(app.services);
  expect(await keysTo(app, 'registration.known', 'da-co@example.vn')).toEqual(['']);
  expect(await keysTo(app, 'registration.confirm', 'chua-co@example.vn')).toHaveLength(1);
});

test('an enterprise that confirms its address has an account without any role, and waits', async () => {
  const typed = typedOf(next());
  await send(typed);
  const token = await keyOf(typed.email);
  const form = await app.fetch(directoryPaths.confirmRegistration(token));
  expect([form.status, form.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  expect((await choose(token, { password: 'ngắn', again: 'khác' })).status).toBe(422);
  expect((await choose(token)).headers.get('location')).toBe('/dang-nhap');
  const actor = await findActor(app.services, typed.email);
  expect(actor.grants).toEqual([]);
  const row = await app.services.db
    .selectFrom('registration')
    .selectAll()
    .where('account_id', '=', actor.id)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ state: 'waiting', name: typed.organisationName, consent: consentVersion });
  const list = await app.fetch(directoryPaths.registrations, { as: officer });
  expect(await list.text()).toContain(typed.organisationName);
  // used once; what was typed is gone
  expect((await choose(token)).status).toBe(404);
  expect(await app.services.db.selectFrom('registration_request').select('id').execute()).toEqual([]);
});

test('an individual is ready at once, and needs neither a tax code nor an officer', async () => {
  const typed = typedOf(next(), { organisationName: '', taxCode: 'xyz', address: '' });
  expect((await send(typed, 'ca-nhan')).status).toBe(200);
  await choose(await keyOf(typed.email));
  const actor = await findActor(app.services, typed.email);
  expect(actor.grants).toEqual([{ role: 'applicant', scope: null }]);
});

test('a foreign organisation gives its country, and nothing Vietnamese', async () => {
  const typed = typedOf(next(), { taxCode: '', country: 'Hàn Quốc', phone: '+82 2-1234-5678' });
  for (const country of ['', 'Xứ lạ', 'Việt Nam'])
    expect((await send({ ...typed, country }, 'to-chuc-nuoc-ngoai')).status, country).toBe(422);
  expect((await send({ ...typed, country: 'han quoc' }, 'to-chuc-nuoc-ngoai')).status).toBe(200);
  const kept = app.services.db.selectFrom('registration_request').select('given').orderBy('id', 'desc');
  expect((await kept.executeTakeFirstOrThrow()).given).toMatchObject({ given: { country: 'KR' } });
  const form = await (await app.fetch(directoryPaths.registerAs('to-chuc-nuoc-ngoai'))).text();
  expect(form).toContain('<option value="Hàn Quốc">');
});

test('wrong fields come back all at once with what was typed, and nothing is kept', async () => {
  const answer = await send({
    ...typedOf(1),
    ...{
      organisationName: 'Tên <b>lạ</b>',
      taxCode: '123',
      email: 'a@b.vn\r\nBcc: x@y.vn',
      consent: '',
      commune: '',
    },
  });
  expect(answer.status).toBe(422);
  const text = await answer.text();
  for (const said of ['Mã số thuế chưa đúng', 'E-mail chưa đúng', 'Cần đồng ý', 'Tên &lt;b>lạ&lt;/b>'])
    expect(text, said).toContain(said);
  expect((await send(typedOf(1, { commune: 'KHONG-CO' }))).status).toBe(422);
  expect(await app.services.db.selectFrom('registration_request').select('id').execute()).toEqual([]);
  expect((await app.fetch(directoryPaths.registerAs('vua'))).status).toBe(404);
});

test('who registers on the way to a page of this site is led on there, and to no other site', async () => {
  const way = '/lay-y-kien/7/gop-y?phan=3';
  const asked = `ve=${encodeURIComponent(way)}`;
  const signIn = await (await app.fetch(`/dang-nhap?${asked}`)).text();
  // in the frame as in the page
  expect(signIn.match(/href="[^"]*dang-ky[^"]*"/g)).toEqual(Array(3).fill(`href="/dang-ky?${asked}"`));
  expect(await (await app.fetch(`/dang-ky?${asked}`)).text()).toContain(`href="/dang-ky/ca-nhan?${asked}"`);
  const form = await (await app.fetch(`/dang-ky/ca-nhan?${asked}`)).text();
  expect(form).toContain(`name="ve" value="${way}"`);
  const register = async (ve: string) => {
    const typed = typedOf(next());
    const refused = await app.fetch(directoryPaths.registerAs('ca-nhan'), {
      form: { ...typed, consent: '', ve },
    });
    const kept = (await refused.text()).includes(`name="ve" value="${way}"`);
    await app.fetch(directoryPaths.registerAs('ca-nhan'), { form: { ...typed, ve } });
    const opened = await choose(await keyOf(typed.email));
    const to = opened.headers.get('location') ?? '';
    const entered = await app.fetch('/dang-nhap', {
      form: { email: typed.email, password, ve: new URL(to, 'http://x').searchParams.get('ve') ?? '' },
    });
    return { kept, to, entered: entered.headers.get('location') };
  };
  expect(await register(way)).toEqual({ kept: true, to: `/dang-nhap?${asked}`, entered: way });
  for (const foreign of ['https://la.example/', '//la.example/', ''])
    expect(await register(foreign)).toMatchObject({ kept: false, to: '/dang-nhap' });
});

test('a name cannot begin another header of a letter', async () => {
  const typed = typedOf(next(), { name: 'Lan\r\nBcc: x@y.vn' });
  await send(typed);
  await keyOf(typed.email);
  const letters = await app.services.db.selectFrom('letter').select('subject').execute();
  for (const { subject } of letters) expect(subject).not.toMatch(/[\r\n]/);
});

test('a link older than two days, forged or cut off opens nothing', async () => {
  const typed = typedOf(next());
  await send(typed);
  const token = await keyOf(typed.email);
  for (const wrong of [token.slice(1), 'x'.repeat(43), 'a'])
    expect((await app.fetch(directoryPaths.confirmRegistration(wrong))).status).toBe(404);
  app.setNow(new Date('2028-05-04T02:00:00Z'));
  expect((await app.fetch(directoryPaths.confirmRegistration(token))).status).toBe(404);
  expect((await choose(token)).status).toBe(404);
});

test('two letters to one address, answered at the same moment, open one account', async () => {
  const typed = typedOf(next());
  await Promise.all([send(typed), send(typed)]);
  await writeRegistrationLetters(app.services);
  const tokens = await keysTo(app, 'registration.confirm', typed.email);
  expect(tokens).toHaveLength(2);
  const answers = await Promise.all([...tokens, ...tokens].map((token) => choose(token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404]);
});

test('one address gets three letters an hour, one network asks ten times', async () => {
  const typed = typedOf(next());
  for (let n = 0; n < 5; n += 1) await send(typed);
  await writeRegistrationLetters(app.services);
  expect((await keysTo(app, 'registration.confirm', typed.email)).length).toBeLessThanOrEqual(3);
});

test('whoever asks for an address over and over keeps nobody from registering there later', async () => {
  const typed = typedOf(next());
  const letters = async () => {
    await writeRegistrationLetters(app.services);
    return (await keysTo(app, 'registration.confirm', typed.email)).length;
  };
  for (let n = 0; n < 3; n += 1) await send(typed);
  expect(await letters()).toBe(3);
  app.setNow(new Date(start.getTime() + 50 * 60_000));
  for (let n = 0; n < 3; n += 1) await send(typed);
  expect(await letters()).toBe(3);
  app.setNow(new Date(start.getTime() + 70 * 60_000));
  await send(typed);
  expect(await letters()).toBe(4);
});

test('a letter to an address that anybody typed repeats nothing they typed', async () => {
  const typed = typedOf(next(), { name: 'Trúng Thưởng Lớn' });
  await send(typed);
  await keyOf(typed.email);
  const row = await app.services.db
    .selectFrom('letter')
    .select(['subject', 'body_text'])
    .where('kind', '=', 'registration.confirm')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(`${row.subject} ${row.body_text}`).not.toContain('Trúng Thưởng');
});

test.each([
  ['https://lua-dao.example', 'Người Lạ'],
  ['Công ty www.lua-dao.example', 'Người Lạ'],
  ['Công ty', 'Viết cho lua@dao.example'],
  ['Công ty', 'http://x/?k=[[khoa-dung-mot-lan]]'],
])('a name that a mail program would make a link of is refused: %s, %s', async (organisationName, name) => {
  const answer = await send(typedOf(next(), { organisationName, name }));
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Tên không được chứa địa chỉ trang web');
});

test('officers check registrations of organisations; what an individual gave is not theirs to read', async () => {
  const typed = typedOf(next(), { organisationName: '', taxCode: '', address: '' });
  await send(typed, 'ca-nhan');
  await choose(await keyOf(typed.email));
  const { id } = await app.services.db
    .selectFrom('registration')
    .select('id')
    .where('kind', '=', 'individual')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect((await app.fetch(directoryPaths.registration(id), { as: officer })).status).toBe(404);
});

test('accepted as a new organisation, whoever registered is its owner, and applicant there by that alone', async () => {
  const session = await app.signIn([]);
  const id = await registered({}, session);
  expect((await decide(id, 'chap-nhan', {})).status).toBe(303);
  const { organisation_id, tax_code } = await rowOf(id);
  const actor = await actorOf(app, session);
  expect(memberRoleIn(actor, organisation_id ?? 0)).toBe('owner');
  expect(actor.grants).toEqual([{ role: 'applicant', scope: { kind: 'organisation', id: organisation_id } }]);
  const organisation = await app.services.db
    .selectFrom('organisation')
    .select(['code', 'kind'])
    .where('id', '=', organisation_id)
    .executeTakeFirstOrThrow();
  expect(organisation).toEqual({ code: tax_code, kind: 'enterprise' });
  // the same click again
  expect((await decide(id, 'chap-nhan', {})).status).toBe(409);
});

test('of two registrations of one tax code both wait, and accepting the second as new is refused', async () => {
  const taxCode = taxCodeOf(next());
  const [one, two] = [await registered({ taxCode }), await registered({ taxCode })];
  const actor = await actorOf(app, officer);
  const seen = (id: number) => ({ id, version: 1 });
  const outcomes = await Promise.allSettled([
    acceptAsNew(app.services, actor, seen(one)),
    acceptAsNew(app.services, actor, seen(two)),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = outcomes[0]?.status === 'fulfilled' ? two : one;
  const refused = await decide(left, 'chap-nhan', {});
  expect(refused.status).toBe(409);
  const text = await refused.text();
  expect(text).toContain('Danh bạ đã có');
  expect(text).toContain(`chap-nhan?ma=${taxCode}`);
  // into the one that is there, as an editor, and its owner is told
  expect((await decide(left, 'chap-nhan', { ma: taxCode })).status).toBe(303);
  const { account_id, organisation_id } = await rowOf(left);
  const membership = await app.services.db
    .selectFrom('membership')
    .select('role')
    .where('account_id', '=', account_id)
    .where('organisation_id', '=', organisation_id)
    .executeTakeFirstOrThrow();
  expect(membership.role).toBe('editor');
  const told = await app.services.db
    .selectFrom('letter')
    .innerJoin('mail', 'mail.letter_id', 'letter.id')
    .select('letter.kind')
    .execute();
  expect(told.map(({ kind }) => kind)).toContain('member.joined');
});

test('asked for more, the person answers, and it waits again; nobody else answers', async () => {
  const session = await app.signIn([]);
  const id = await registered({}, session);
  expect((await decide(id, 'hoi-them', { text: '' })).status).toBe(422);
  expect((await decide(id, 'hoi-them', { text: 'Số giấy đăng ký?' })).status).toBe(303);
  const mine = await app.fetch(directoryPaths.myRegistration, { as: session });
  expect(await mine.text()).toContain('Số giấy đăng ký?');
  const { version } = await rowOf(id);
  const form = { id: String(id), version: String(version), text: 'Số 12' };
  const other = await app.signIn([]);
  expect((await app.fetch(directoryPaths.myRegistration, { as: other, form })).status).toBe(404);
  const answered = await app.fetch(directoryPaths.myRegistration, { as: session, form });
  expect(answered.status).toBe(303);
  expect(await rowOf(id)).toMatchObject({ state: 'waiting', answer: 'Số 12' });
  const again = await app.fetch(directoryPaths.myRegistration, { as: session, form });
  expect(again.status).toBe(409);
});

test('refused with a reason that the person reads, who may register again; one at a time', async () => {
  const session = await app.signIn([]);
  const id = await registered({}, session);
  await expect(registered({}, session)).rejects.toMatchObject({ kind: 'wrong_state' });
  expect((await decide(id, 'tu-choi', { text: 'Không khớp giấy đăng ký' })).status).toBe(303);
  const mine = await (await app.fetch(directoryPaths.myRegistration, { as: session })).text();
  expect(mine).toContain('Không khớp giấy đăng ký');
  expect(await registered({}, session)).toBeGreaterThan(id);
  expect(await events('registration.refused')).toBe(1);
});

test('signed in, the form asks nothing about the person, and their registration waits at once', async () => {
  const session = await app.signIn([]);
  const page = await (await app.fetch(directoryPaths.registerAs('hop-tac-xa'), { as: session })).text();
  expect(page).not.toContain('name="email"');
  const answer = await send(typedOf(next(), { name: '', email: '' }), 'hop-tac-xa', session);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/tai-khoan/dang-ky']);
});

test('nobody checks registrations but officers and the head, and nobody their own', async () => {
  const own = await registered({}, officer);
  expect((await decide(own, 'chap-nhan', {})).status).toBe(403);
  const id = await registered();
  for (const role of ['applicant', 'administrator', 'leader'] as const)
    expect((await decide(id, 'chap-nhan', {}, await app.signIn(role))).status, role).toBe(403);
  const stale = await app.fetch(directoryPaths.acceptRegistration(id), {
    as: officer,
    form: { version: '9' },
  });
  expect(stale.status).toBe(409);
  expect((await rowOf(id)).state).toBe('waiting');
});

test('what resembles a registration: tax code of the head office, name without its kind, domain, address', async () => {
  const taxCode = taxCodeOf(next());
  await saveOrganisation(app.services, system, {
    ...{ code: 'GIONG-MA', kind: 'enterprise', name: 'Tập đoàn khác hẳn', taxCode: `${taxCode}-001` },
  });
  await saveOrganisation(app.services, system, {
    ...{ code: 'GIONG-TEN', kind: 'enterprise', name: 'Công ty cổ phần Thạch Đen Tràng Định' },
  });
  await saveOrganisation(app.services, system, {
    code: 'LA',
    kind: 'enterprise',
    name: 'Công ty Vận tải Hữu Nghị',
  });
  const mailer = await app.signIn([], { email: 'a@thachden.vn' });
  const neighbour = await registered(
    { organisationName: 'Cơ khí Bắc Sơn', address: 'Số 9, đường Bà Triệu, Lạng Sơn' },
    mailer,
  );
  const session = await app.signIn([], { email: 'b@thachden.vn' });
  const id = await registered(
    {
      ...{ organisationName: 'CTY TNHH MTV thach den Trang Dinh', taxCode },
      address: 'số 9 đường Bà Triệu, Lạng Sơn',
    },
    session,
  );
  const alike = await lookalikesOf(app.services.db, id);
  const of = (name: string) => alike.find((one) => one.name === name)?.alike;
  expect(of('Tập đoàn khác hẳn')).toEqual(['taxCode']);
  expect(of('Công ty cổ phần Thạch Đen Tràng Định')).toEqual(['name']);
  expect(alike.find((one) => one.id === neighbour && one.what === 'registration')?.alike).toEqual([
    ...['domain', 'address'],
  ]);
  expect(of('Công ty Vận tải Hữu Nghị')).toBeUndefined();
  // mail for everybody says nothing
  await app.signIn([], { email: 'x@gmail.com', organisationId: 1 });
  const gmail = await registered({}, await app.signIn([], { email: 'y@gmail.com' }));
  expect((await lookalikesOf(app.services.db, gmail)).flatMap((one) => one.alike)).not.toContain('domain');
});

test('what a registration was accepted as is not told to resemble it', async () => {
  const id = await registered();
  const row = await rowOf(id);
  await acceptAsNew(app.services, system, { id, version: row.version });
  const alike = await lookalikesOf(app.services.db, id);
  expect(alike.map(({ code }) => code)).not.toContain(row.tax_code);
});

test('the list is searched without diacritics, filtered by state and kind', async () => {
  await registered({ organisationName: 'Công ty Hồi Văn Quan' });
  const list = async (query: string) =>
    (await app.fetch(`${directoryPaths.registrations}${query}`, { as: officer })).text();
  expect(await list('?q=hoi+van+quan')).toContain('Hồi Văn Quan');
  expect(await list('?q=hoi+van+quan&loai=hop-tac-xa')).not.toContain('Công ty Hồi Văn Quan');
  expect(await list('?q=hoi+van+quan&trang-thai=tu-choi')).toContain('Không có đăng ký nào khớp');
});
