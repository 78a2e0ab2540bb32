import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { actorOf, taxCodeOf, typedOf } from '../../../../test/support/registering.ts';
import { system } from '../../../kernel/actor.ts';
import { saveOrganisation } from '../organisations/commands.ts';
import { directoryPaths } from '../paths.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { registerOrganisation } from './commands.ts';
import { correctRegistration } from './correct.ts';
import { correctionRoutes } from './correct-pages.tsx';
import { acceptAsNew } from './decisions.ts';
import type { CorrectionTyped, RegistrationTyped } from './inputs.ts';
import { lookalikesOf } from './likeness.ts';
import { registrationRoutes } from './pages.tsx';
import { registrationWorkRoutes } from './work-pages.tsx';

let app: TestApp;
let officer: Session;
let person: Session;
let id: number;
let sent: RegistrationTyped;
let made = 4000;

beforeAll(async () => {
  app = await openTestApp([
    ...[...sessionRoutes, ...registrationRoutes, ...correctionRoutes],
    ...registrationWorkRoutes,
  ]);
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());
beforeEach(async () => {
  made += 1;
  person = await app.signIn([]);
  sent = typedOf(made);
  id = await registerOrganisation(app.services, await actorOf(app, person), {
    ...{ kind: 'enterprise', typed: sent },
  });
});

const rowOf = () =>
  app.services.db.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const anew = (change: Partial<CorrectionTyped> = {}): CorrectionTyped => ({
  ...{ organisationName: sent.organisationName, nameEn: '', taxCode: sent.taxCode, country: '' },
  ...{ registrationNumber: '', commune: '', address: sent.address, phone: '', activity: '' },
  ...{ kind: 'enterprise', text: '' },
  ...change,
});
async function send(change: Partial<CorrectionTyped>, version?: number, as = person) {
  const seen = version ?? (await rowOf()).version;
  const form = { ...anew(change), id: String(id), version: String(seen) };
  return app.fetch(directoryPaths.correctRegistration, { as, form });
}
async function decide(how: string, fields: Record<string, string>, version?: number) {
  const seen = version ?? (await rowOf()).version;
  const path = `${directoryPaths.registration(id)}/${how}`;
  return app.fetch(path, { as: officer, form: { version: String(seen), ...fields } });
}
const pageOf = async (path: string, as: Session) => (await app.fetch(path, { as })).text();
const told = () =>
  app.services.db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('subject_kind', '=', 'registration')
    .where('subject_id', '=', String(id))
    .orderBy('seq')
    .execute();

test('while nobody has decided, whoever registered corrects what they sent; the history says what, not how', async () => {
  const form = await pageOf(directoryPaths.correctRegistration, person);
  expect(form).toContain(sent.taxCode);
  expect(form).not.toContain('name="consent"');
  const taxCode = taxCodeOf(made + 5000);
  const answer = await send({ taxCode, kind: 'institute', phone: '0205 3812 345' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, directoryPaths.myRegistration]);
  expect(await rowOf()).toMatchObject({ tax_code: taxCode, kind: 'institute', state: 'waiting', version: 2 });
  const event = (await told()).at(-1);
  expect(event).toEqual({
    name: 'registration.corrected',
    facts: { fields: ['kind', 'taxCode', 'phone'], from: 'waiting' },
  });
  const shown = await pageOf(directoryPaths.registration(id), officer);
  expect(shown).toContain('sửa thông tin: loại, mã số thuế, điện thoại');
});

test('returned with a reason, the letter leads on; corrected and sent again, it waits and is compared anew', async () => {
  const taxCode = taxCodeOf(made + 6000);
  await saveOrganisation(app.services, system, {
    ...{ code: `CO-${made}`, kind: 'enterprise', name: 'Đơn vị đã có trong danh bạ', taxCode },
  });
  expect((await decide('hoi-them', { text: 'Mã số thuế là của đơn vị khác.' })).status).toBe(303);
  const letter = await app.services.db
    .selectFrom('letter')
    .select('body_text')
    .where('kind', '=', 'registration.more_wanted')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(letter.body_text).toContain('sửa thông tin đã gửi');
  expect(letter.body_text).toContain(directoryPaths.correctRegistration);
  expect(await pageOf(directoryPaths.correctRegistration, person)).toContain(
    'Mã số thuế là của đơn vị khác.',
  );
  expect((await send({})).status).toBe(422);
  expect((await send({ taxCode, text: 'Đã ghi lại theo giấy đăng ký.' })).status).toBe(303);
  expect(await rowOf()).toMatchObject({ state: 'waiting', answer: 'Đã ghi lại theo giấy đăng ký.' });
  expect((await lookalikesOf(app.services.db, id)).map(({ code }) => code)).toContain(`CO-${made}`);
});

test('words alone answer what was asked, as before', async () => {
  await decide('hoi-them', { text: 'Số giấy đăng ký?' });
  expect((await send({ text: 'Số 12' })).status).toBe(303);
  expect((await told()).at(-1)?.name).toBe('registration.answered');
});

test('the same click twice corrects once', async () => {
  const change = { address: 'Số 7, đường Lê Lợi' };
  const [one, two] = await Promise.all([send(change, 1), send(change, 1)]);
  expect([one.status, two.status]).toEqual([303, 303]);
  expect((await told()).filter(({ name }) => name === 'registration.corrected')).toHaveLength(1);
});

test('the officer decides on what was read: a correction meanwhile is shown first', async () => {
  expect((await send({ address: 'Số 8, đường Lê Lợi' })).status).toBe(303);
  const stale = await decide('chap-nhan', {}, 1);
  expect(stale.status).toBe(409);
  const text = await stale.text();
  expect(text).toContain('vừa được sửa');
  expect(text).toContain('Số 8, đường Lê Lợi');
  expect((await rowOf()).state).toBe('waiting');
  // what was read before the page that asks once more
  const asks = await pageOf(`${directoryPaths.acceptRegistration(id)}?ban=1`, officer);
  expect(asks).toContain('name="version" value="1"');
});

test('the officer decides while the person sends: one of them is told clearly, and nothing is lost', async () => {
  const actor = await actorOf(app, person);
  const outcomes = await Promise.allSettled([
    acceptAsNew(app.services, system, { id, version: 1 }),
    correctRegistration(app.services, actor, { id, version: 1, typed: anew({ phone: '0205 3812 346' }) }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  if ((await rowOf()).state === 'waiting') await decide('chap-nhan', {});
  const late = await send({ phone: '0205 3812 347' }, 1);
  expect(late.status).toBe(409);
  const text = await late.text();
  expect(text).toContain('đã có kết quả');
  expect(text).toContain('0205 3812 347');
});

test('asked meanwhile, what was typed stands below the question and is sent with the next click', async () => {
  await decide('hoi-them', { text: 'Địa chỉ nào?' });
  const stale = await send({ address: 'Số 9, đường Lê Lợi' }, 1);
  expect(stale.status).toBe(409);
  const text = await stale.text();
  for (const part of ['Địa chỉ nào?', 'Số 9, đường Lê Lợi', 'name="version" value="2"'])
    expect(text, part).toContain(part);
});

test('wrong fields come back all at once; a kind of other particulars and others’ registrations are refused', async () => {
  const wrong = await send({ taxCode: '12', organisationName: '', kind: 'foreign_body' });
  expect(wrong.status).toBe(422);
  const text = await wrong.text();
  for (const part of ['Mã số thuế chưa đúng', 'Hãy ghi tên đầy đủ', 'Hãy chọn loại tổ chức'])
    expect(text, part).toContain(part);
  expect((await send({ commune: 'KHONG-CO' })).status).toBe(422);
  const other = await app.signIn([]);
  expect((await send({ address: 'x' }, 1, other)).status).toBe(404);
  expect((await app.fetch(directoryPaths.correctRegistration, { as: other })).status).toBe(303);
  expect(await rowOf()).toMatchObject({ version: 1 });
});
