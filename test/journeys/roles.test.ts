import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/kernel/actor.ts';
import { vi } from '../../src/ui/texts/vi.ts';
import { lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';
import { samplePassword } from '../support/world.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const heading = ({ page }: Person) => page.getByRole('heading', { level: 1 }).textContent();

describe('every role', () => {
  // one after the other at the same screen, which each leaves signed out
  let person: Person;
  beforeAll(async () => {
    person = await sitDown(site);
  });
  afterEach(() => person.page.context().clearCookies());
  afterAll(() => person.leave());

  test.each(roles)('%s lands where the work is, on a page that leads on', async (role) => {
    const { page } = person;
    await person.signIn(await site.emailOf(role));
    expect(new URL(page.url()).pathname).toBe(role === 'administrator' ? '/quan-tri' : '/ban-lam-viec');
    await lookOver(person);
    const links = await page.getByRole('main').getByRole('link').all();
    expect(links.length).toBeGreaterThan(0);
    const addresses = new Set(await Promise.all(links.map((link) => link.getAttribute('href'))));
    for (const address of addresses) {
      if (!address?.startsWith('/')) continue;
      const answer = await page.request.get(`${site.origin}${address}`);
      expect(answer.status(), `${role}: ${address}`).toBe(200);
    }
    await page
      .getByRole('banner')
      .getByLabel(/^Tài khoản của/)
      .click();
    expect(await page.getByRole('banner').getByText(vi.roles[role]).first().isVisible()).toBe(true);
    await page.getByRole('banner').getByRole('button', { name: 'Đăng xuất' }).first().click();
    await page.getByRole('banner').getByRole('link', { name: 'Đăng nhập' }).first().waitFor();
  });
});

describe.each([{ script: true }, { script: false }])('an administrator (script: $script)', ({ script }) => {
  const email = `nguoi.moi.${script ? 'mot' : 'hai'}@langson.example`;
  let admin: Person;
  let newcomer: Person;
  let password = '';

  beforeAll(async () => {
    [admin, newcomer] = await Promise.all([
      sitDown(site, { javaScriptEnabled: script }),
      sitDown(site, { javaScriptEnabled: script }),
    ]);
    await admin.signIn(await site.emailOf('administrator'));
  });
  afterAll(() => Promise.all([admin.leave(), newcomer.leave()]));
  const look = (person: Person) => (script ? lookOver(person) : Promise.resolve());

  test('creates an account, and the newcomer signs in with the password shown once', async () => {
    const { page } = admin;
    await admin.go('/quan-tri/tai-khoan/them');
    await page.getByRole('main').getByRole('button', { name: 'Tạo tài khoản' }).click();
    await page.getByRole('alert').getByRole('link').first().waitFor();
    await look(admin);
    await page.getByLabel('Họ và tên').fill('Hoàng Thị Mới');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Cơ quan', { exact: false }).first().fill('SKHCN');
    await page.getByRole('checkbox', { name: vi.roles.agency_officer }).check();
    await page.getByRole('main').getByRole('button', { name: 'Tạo tài khoản' }).click();
    await page.getByRole('heading', { name: 'Mật khẩu chỉ hiện một lần' }).waitFor();
    await look(admin);
    password = (await page.getByRole('main').locator('code').textContent()) ?? '';
    await newcomer.signIn(email, password);
    expect(await heading(newcomer)).toBeTruthy();
    await page.getByRole('link', { name: 'Đến trang tài khoản' }).click();
    await page.getByRole('heading', { name: 'Hoàng Thị Mới' }).waitFor();
    await look(admin);
    expect(await page.getByRole('main').textContent()).not.toContain(password);
  });

  test('ends the newcomer’s session, and closes and reopens the account', async () => {
    const { page } = admin;
    await page.reload();
    await page.getByRole('main').getByRole('button', { name: 'Kết thúc' }).first().click();
    await page.getByRole('main').getByText('Đã kết thúc phiên đăng nhập.').waitFor();
    await newcomer.go('/ban-lam-viec');
    expect(new URL(newcomer.page.url()).pathname).toBe('/dang-nhap');
    await newcomer.signIn(email, password);
    await page.getByRole('link', { name: 'Đóng tài khoản' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Đóng tài khoản' }).click();
    await page.getByRole('main').getByText('Đã đóng tài khoản.').waitFor();
    await newcomer.go('/ban-lam-viec');
    expect(new URL(newcomer.page.url()).pathname).toBe('/dang-nhap');
    await tryPassword(newcomer, email, password);
    expect(await newcomer.page.getByRole('alert').textContent()).toBeTruthy();
    await page.getByRole('link', { name: 'Mở lại tài khoản' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Mở lại tài khoản' }).click();
    await page.getByRole('main').getByText('Đã mở lại tài khoản.').waitFor();
    await newcomer.go('/dang-nhap');
    await newcomer.signIn(email, password);
    await newcomer.go('/tai-khoan/phien');
    await look(newcomer);
  });

  test('sees nothing of the catalogue in progress', async () => {
    await admin.go('/ban-lam-viec/danh-muc');
    expect(await heading(admin)).toBe('Không được phép');
    await look(admin);
  });
});

test('a wrong password says no more than that, and many of them close the door for a while', async () => {
  const person = await sitDown(site);
  const email = await site.emailOf('leader');
  await person.go('/dang-nhap');
  await tryPassword(person, email, 'không phải mật khẩu này');
  const known = await person.page.getByRole('alert').textContent();
  expect(await person.page.getByRole('main').getByLabel('E-mail').inputValue()).toBe(email);
  expect(await person.page.getByRole('main').getByLabel('Mật khẩu', { exact: true }).inputValue()).toBe('');
  await lookOver(person);
  await tryPassword(person, 'khong.co.ai@langson.example', 'không phải mật khẩu này');
  expect(await person.page.getByRole('alert').textContent()).toBe(known);
  let told = '';
  for (let tries = 0; tries < 25 && !/nhiều lần|thử lại sau/i.test(told); tries += 1) {
    await tryPassword(person, email, `sai ${tries}`);
    told = (await person.page.getByRole('main').textContent()) ?? '';
  }
  expect(told).toMatch(/nhiều lần|thử lại sau/i);
  await tryPassword(person, email, samplePassword);
  expect(
    await person.page
      .getByRole('banner')
      .getByLabel(/^Tài khoản của/)
      .count(),
  ).toBe(0);
  await lookOver(person);
  await person.leave();
});

async function tryPassword({ page, go }: Person, email: string, password: string): Promise<void> {
  if (!page.url().includes('/dang-nhap')) await go('/dang-nhap');
  await page.getByRole('main').getByLabel('E-mail').fill(email);
  await page.getByRole('main').getByLabel('Mật khẩu', { exact: true }).fill(password);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await answered;
  await page.getByRole('heading', { level: 1 }).waitFor();
}

test('an inspector reads everything, changes nothing, and each look is recorded', async () => {
  const person = await sitDown(site);
  const { page } = person;
  const { db } = site.services;
  await person.signIn(await site.emailOf('inspector'));
  const entry = await db
    .selectFrom('entry')
    .select(['id', 'edition_id'])
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const document = await db.selectFrom('document').select('id').orderBy('id').executeTakeFirstOrThrow();
  const edition = `/ban-lam-viec/danh-muc/${entry.edition_id}`;
  const looks = async () =>
    (await db.selectFrom('event').select('seq').where('name', 'like', '%.viewed').execute()).length;
  const before = await looks();
  for (const path of [
    '/ban-lam-viec/danh-muc',
    edition,
    `${edition}/muc/${entry.id}`,
    '/ban-lam-viec/van-ban',
    `/ban-lam-viec/van-ban/${document.id}`,
    `/ban-lam-viec/van-ban/${document.id}/lich-su`,
    '/quan-tri/tai-khoan',
    '/quan-tri/co-quan',
  ]) {
    await person.go(path);
    expect(await heading(person), path).not.toMatch(/Không được phép|Không tìm thấy/);
    // nothing to send but the search boxes, which only ask
    expect(await page.getByRole('main').locator('form[method="post"]').count(), path).toBe(0);
  }
  await lookOver(person);
  expect((await looks()) - before).toBeGreaterThanOrEqual(2);
  await person.go(`${edition}/sua`);
  expect(await heading(person)).toBe('Không được phép');
  const forged = await page.request.post(`${site.origin}${edition}/cong-bo`, {
    headers: { origin: site.origin, 'sec-fetch-site': 'same-origin' },
    form: {},
  });
  expect(forged.status()).toBe(403);
  await person.leave();
});
