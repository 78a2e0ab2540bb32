import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formTokenOf, openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeAccount, testPassword } from '../../../../test/support/directory.ts';
import { directoryRoutes } from '../index.ts';
import { returnPath } from './return-path.ts';

let app: TestApp;
let email: string;
beforeAll(async () => {
  app = await openTestApp(directoryRoutes);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.services.db.deleteFrom('sign_in_failure').execute();
  email = (await makeAccount(app.services)).email;
});

const enter = (form: Record<string, string>, path = '/dang-nhap') => app.fetch(path, { form });
const cookieOf = (response: Response) => response.headers.getSetCookie()[0] ?? '';

/** Signs in through the form, as a browser does. */
async function browserOf(address: string, agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/126.0') {
  const response = await app.fetch('/dang-nhap', {
    form: { email: address, password: testPassword },
    headers: { 'user-agent': agent },
  });
  const [cookie = ''] = cookieOf(response).split(';');
  const token = cookie.split('=')[1] ?? '';
  return { accountId: 0, cookie, csrfToken: await formTokenOf(app.services, token) };
}

test('the right password leads to the desk, an administrator to administration, anyone to the page asked for', async () => {
  const entered = await enter({ email, password: testPassword });
  expect(entered.status).toBe(303);
  expect(entered.headers.get('location')).toBe('/ban-lam-viec');
  expect(cookieOf(entered)).toMatch(
    /^nhipcau_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
  );
  const administrator = await makeAccount(app.services, { roles: [{ role: 'administrator' }] });
  const led = await enter({ email: administrator.email, password: testPassword });
  expect(led.headers.get('location')).toBe('/quan-tri');
  const back = await enter({ email, password: testPassword, ve: '/ban-lam-viec/van-ban?q=a' });
  expect(back.headers.get('location')).toBe('/ban-lam-viec/van-ban?q=a');
  const english = await enter({ email, password: testPassword }, '/en/dang-nhap');
  expect(english.headers.get('location')).toBe('/en/ban-lam-viec');
});

test('a wrong password keeps the address typed and never the password', async () => {
  const refused = await enter({
    email: `"><script>${email}`,
    password: 'bí mật của tôi 123',
    ve: '/van-ban',
  });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain(`&lt;script>${email}`.replace('>', page.includes('&lt;script&gt;') ? '&gt;' : '>'));
  expect(page).not.toContain('<script>nguoi');
  expect(page).toContain('E-mail hoặc mật khẩu chưa đúng');
  expect(page).not.toContain('bí mật của tôi');
  expect(page).toContain('name="ve" value="/van-ban"');
  expect(refused.headers.get('set-cookie')).toBeNull();
  expect(await (await enter({ email: '', password: '' })).text()).toContain('Có 2 chỗ cần sửa');
});

test('past the limit the form says when to try again', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) await enter({ email, password: 'sai sai sai sai' });
  const refused = await enter({ email, password: testPassword });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('900');
  const page = await refused.text();
  expect(page).toContain('Hãy thử lại sau 15 phút (từ 09:15)');
  expect(page).toContain(`value="${email}"`);
});

test('signing in again ends the session this browser had, and never takes one over', async () => {
  const first = await browserOf(email);
  const again = await app.fetch('/dang-nhap', {
    as: { ...first },
    form: { email, password: testPassword },
  });
  expect(cookieOf(again)).not.toContain(first.cookie);
  expect((await app.fetch('/tai-khoan', { as: first })).status).toBe(303);
  const planted = await app.fetch('/dang-nhap', {
    form: { email, password: testPassword },
    headers: { cookie: `nhipcau_session=${'A'.repeat(43)}` },
  });
  expect(cookieOf(planted)).not.toContain('A'.repeat(43));
});

test('somebody signed in is not asked again', async () => {
  const response = await app.fetch('/dang-nhap?ve=/tai-khoan', { as: await browserOf(email) });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/tai-khoan');
});

test('signing out ends the session and clears the cookie; without a session it does no harm', async () => {
  const browser = await browserOf(email);
  const left = await app.fetch('/dang-xuat', { as: browser, form: {} });
  expect(left.status).toBe(303);
  expect(left.headers.getSetCookie().join()).toContain('nhipcau_session=; Path=/; Max-Age=0');
  expect((await app.fetch('/tai-khoan', { as: browser })).status).toBe(303);
  expect((await app.fetch('/dang-xuat', { form: {} })).status).toBe(303);
});

test.each([
  ['/van-ban?q=a#b', '/van-ban?q=a'],
  ['/en/tai-khoan', '/en/tai-khoan'],
  ['//elsewhere.example', null],
  ['/\\elsewhere.example', null],
  ['/\t/elsewhere.example', null],
  ['/.//elsewhere.example', null],
  ['/%2f/elsewhere.example', '/%2f/elsewhere.example'],
  ['https://elsewhere.example', null],
  ['javascript:alert(1)', null],
  ['tai-khoan', null],
  ['', null],
  [`/${'a'.repeat(3000)}`, null],
])('after signing in “%s” leads to %s', (asked, led) => {
  expect(returnPath(asked, app.services.config.baseUrl)).toBe(led);
});

test('one’s own page shows who one is and which roles one holds', async () => {
  const page = await (await app.fetch('/tai-khoan', { as: await browserOf(email) })).text();
  expect(page).toContain('Nông Thị Bích Liên');
  expect(page).toContain('Đầu mối cơ quan, đơn vị · Toàn hệ thống');
  const english = await (await app.fetch('/en/tai-khoan', { as: await browserOf(email) })).text();
  expect(english).toContain('My account');
});

test('the password form tells every mistake and keeps no password', async () => {
  const browser = await browserOf(email);
  const wrong = await app.fetch('/tai-khoan/mat-khau', {
    as: browser,
    form: { current: 'sai sai sai sai', password: 'mật khẩu khác 2027', again: 'mật khẩu khác 2027' },
  });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect(page).toContain('Mật khẩu hiện tại chưa đúng');
  expect(page).not.toContain('mật khẩu khác 2027');
  const changed = await app.fetch('/tai-khoan/mat-khau', {
    as: browser,
    form: { current: testPassword, password: 'mật khẩu khác 2027', again: 'mật khẩu khác 2027' },
  });
  expect(changed.headers.get('location')).toBe('/tai-khoan');
  expect((await app.fetch('/tai-khoan/mat-khau', { as: browser })).status).toBe(200);
});

test('the list of sessions speaks of devices in plain words and ends any of one’s own', async () => {
  const here = await browserOf(email);
  const phone = await browserOf(email, 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1');
  const page = await (await app.fetch('/tai-khoan/phien', { as: here })).text();
  expect(page).toContain('Chrome trên Windows');
  expect(page).toContain('Safari trên iPhone');
  expect(page.match(/phiên này/g)).toHaveLength(1);
  const id = /\/tai-khoan\/phien\/(\d+)\/ket-thuc/.exec(page)?.[1] ?? '';
  const ended = await app.fetch(`/tai-khoan/phien/${id}/ket-thuc`, { as: here, form: {} });
  expect(ended.headers.get('location')).toBe('/tai-khoan/phien');
  expect((await app.fetch('/tai-khoan', { as: phone })).status).toBe(303);
  expect((await app.fetch('/tai-khoan', { as: here })).status).toBe(200);
});

test('ending all others leaves this one', async () => {
  const here = await browserOf(email);
  const other = await browserOf(email);
  await app.fetch('/tai-khoan/phien/ket-thuc-khac', { as: here, form: {} });
  expect((await app.fetch('/tai-khoan', { as: other })).status).toBe(303);
  expect((await app.fetch('/tai-khoan', { as: here })).status).toBe(200);
});

test.each(['999999999', '0', '-1', 'x', '1e3', '9'.repeat(40)])(
  'session “%s” of nobody is not found',
  async (id) => {
    const here = await browserOf(email);
    expect((await app.fetch(`/tai-khoan/phien/${id}/ket-thuc`, { as: here, form: {} })).status).toBe(404);
  },
);

test('own pages take at most ten statements', async () => {
  const here = await browserOf(email);
  for (const path of ['/tai-khoan', '/tai-khoan/phien', '/tai-khoan/mat-khau', '/dang-nhap']) {
    app.forgetStatements();
    await app.fetch(path, { as: here });
    expect(app.statements.length, path).toBeLessThanOrEqual(10);
  }
});
