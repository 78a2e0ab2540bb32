import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeLangSon } from '../../../../test/support/directory.ts';
import type { Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { directoryRoutes } from '../index.ts';
import { delegationsOf } from './queries.ts';

let app: TestApp;
let administrator: Session;
let inspector: Session;
let leader: Session;
let officer: Session;
beforeAll(async () => {
  app = await openTestApp(directoryRoutes);
  await makeLangSon(app.services);
  administrator = await app.signIn('administrator');
  inspector = await app.signIn('inspector');
});
beforeEach(async () => {
  leader = await named('Vi Thị Lãnh', 'leader');
  // of no agency: has nothing to lend
  officer = await named('Nông Văn Chuyên', 'agency_officer');
});
afterAll(() => app.close());

async function named(name: string, ...roles: readonly Role[]): Promise<Session> {
  const session = await app.signIn(roles);
  await app.services.db.updateTable('account').set({ name }).where('id', '=', session.accountId).execute();
  return session;
}

const form = '/tai-khoan/uy-quyen';
const see = async (path: string, as: Session) => {
  const answer = await app.fetch(path, { as });
  return { status: answer.status, text: await answer.text() };
};
const send = (path: string, as: Session, fields: Record<string, string> = {}) =>
  app.fetch(path, { as, form: fields });
const typed = (more: Record<string, string> = {}) => ({
  role: 'leader',
  deputy: String(officer.accountId),
  validFrom: '04/05/2026',
  validTo: '10/05/2026',
  reason: 'Đi công tác',
  ...more,
});
const delegations = (of: Session) => delegationsOf(app.services.db, of.accountId, '2026-05-04' as LocalDate);

test('a leader chooses a person, types the days, and both read it on their own pages', async () => {
  const asked = await see(form, leader);
  expect(asked.status).toBe(200);
  expect(asked.text).toContain(`<option value="${officer.accountId}">Nông Văn Chuyên`);
  expect(asked.text).toContain('value="04/05/2026"');
  const done = await send(form, leader, typed());
  expect([done.status, done.headers.get('location')]).toEqual([303, '/tai-khoan']);
  const mine = await see('/tai-khoan', leader);
  expect(mine.text).toContain('Nông Văn Chuyên thay bạn');
  expect(mine.text).toContain('từ 04/05/2026 đến hết 10/05/2026');
  expect(mine.text).toContain('đang hiệu lực');
  expect(mine.text).toContain('Đi công tác');
  const deputys = await see('/en/tai-khoan', officer);
  expect(deputys.text).toContain('You for Vi Thị Lãnh');
  expect(deputys.text).not.toContain('href="/en/tai-khoan/uy-quyen"');
});

test('a form with mistakes comes back as typed, with each mistake beside its field', async () => {
  const back = await send(form, leader, typed({ deputy: '', validFrom: '31/02/2026', reason: '<b>' }));
  expect(back.status).toBe(422);
  const page = await back.text();
  for (const field of ['deputy', 'validFrom']) expect(page).toContain(`href="#f-${field}"`);
  expect(page).toContain('value="31/02/2026"');
  expect(page).not.toContain('<b>');
  expect(await delegations(leader)).toEqual([]);
});

test('the role is asked for where there are two, and a deputy’s door leads nowhere', async () => {
  const both = await named('Đàm Thị Hai', 'leader', 'programme_head');
  expect((await see(form, both)).text).toContain('name="role" value="programme_head"');
  expect((await see(form, leader)).text).not.toContain('name="role" value="programme_head"');
  await send(form, leader, typed());
  const passing = await see(form, officer);
  expect(passing.status).toBe(403);
  expect(passing.text).toContain('không ủy quyền tiếp được');
  expect((await send(form, officer, typed({ deputy: String(both.accountId) }))).status).toBe(403);
});

test('either of the two ends it with one button; a stranger does not find it', async () => {
  await send(form, leader, typed());
  const [made] = await delegations(leader);
  const end = `/tai-khoan/uy-quyen/${made?.id}/ket-thuc`;
  expect((await see('/tai-khoan', leader)).text).toContain(`action="${end}"`);
  expect((await send(end, await named('Lạ', 'leader'))).status).toBe(404);
  for (let click = 0; click < 2; click += 1)
    expect((await send(end, officer)).headers.get('location')).toBe('/tai-khoan');
  const { text } = await see('/tai-khoan', leader);
  expect(text).toContain('đã kết thúc');
  expect(text).not.toContain(`action="${end}"`);
});

test('an administrator does both for somebody who is away, and the history tells it', async () => {
  const account = `/quan-tri/tai-khoan/${leader.accountId}`;
  expect((await see(account, administrator)).text).toContain(`href="${account}/uy-quyen"`);
  expect((await see(`${account}/uy-quyen`, administrator)).text).toContain(
    'Ủy quyền vai trò của Vi Thị Lãnh',
  );
  const done = await send(`${account}/uy-quyen`, administrator, typed());
  expect(done.headers.get('location')).toBe(account);
  const [made] = await delegations(leader);
  const end = `${account}/uy-quyen/${made?.id}/ket-thuc`;
  expect((await see(account, administrator)).text).toContain('Nông Văn Chuyên thay Vi Thị Lãnh');
  const looked = await see(account, inspector);
  expect(looked.text).toContain('Nông Văn Chuyên thay Vi Thị Lãnh');
  expect(looked.text).not.toContain(`action="${end}"`);
  expect((await send(end, administrator)).headers.get('location')).toBe(account);
  const told = await see(account, administrator);
  expect(told.text).toContain(
    'Ủy quyền vai trò “Lãnh đạo UBND” cho Nông Văn Chuyên, từ 04/05/2026 đến hết 10/05/2026',
  );
  expect(told.text).toContain('Kết thúc ủy quyền vai trò “Lãnh đạo UBND” cho Nông Văn Chuyên');
});

test('for somebody with nothing to lend the administrator reads why, and the form takes nothing', async () => {
  const path = `/quan-tri/tai-khoan/${inspector.accountId}/uy-quyen`;
  const { status, text } = await see(path, administrator);
  expect(status).toBe(200);
  expect(text).toContain('không giữ vai trò nào ủy quyền được');
  await send(path, administrator, typed());
  expect(await delegations(inspector)).toEqual([]);
});
