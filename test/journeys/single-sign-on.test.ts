import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { openSite, type Person, type Site, sitDown } from '../support/journey.ts';
import { openTestProvider, type TestProvider } from '../support/oidc-provider.ts';

let site: Site;
let provider: TestProvider;
beforeAll(async () => {
  site = await openSite(async (base) => {
    provider = await openTestProvider('congdan', {}, { base });
    return [provider.settings];
  });
});
afterAll(async () => {
  await site.close();
  await provider.close();
});

const heading = ({ page }: Person) => page.getByRole('heading', { level: 1 }).textContent();

describe.each([{ script: true }, { script: false }])('a citizen (script: $script)', ({ script }) => {
  test('opens an account through the provider, in a browser that holds forms to this site', async () => {
    provider.person = {
      ...{ sub: `hoi-${script}`, name: 'Vi Thị Hồi' },
      ...{ email: `hoi-${script}@example.vn`, email_verified: true },
    };
    const person = await sitDown(site, { javaScriptEnabled: script });
    const { page } = person;
    const faults = async () => (script ? accessibilityFaults(page) : []);
    await person.go('/dang-nhap?ve=/bai-toan');
    expect(await faults()).toEqual([]);
    await page.getByRole('button', { name: 'Đăng nhập bằng Dịch vụ thử' }).click();
    await page.waitForURL(/\/dang-nhap\/nhan-tai-khoan$/);
    expect(await heading(person)).toBe('Mở tài khoản');
    expect(await faults()).toEqual([]);
    await page.getByRole('button', { name: 'Mở tài khoản và đăng nhập' }).click();
    expect(await page.getByRole('main').getByText('Cần đồng ý thì hệ thống').count()).toBeGreaterThan(0);
    await page.getByLabel(/^Tôi đồng ý/).check();
    await page.getByRole('button', { name: 'Mở tài khoản và đăng nhập' }).click();
    await page.waitForURL(/\/bai-toan$/);
    await person.go('/tai-khoan/dang-nhap-mot-lan');
    expect(await faults()).toEqual([]);
    await page.getByRole('link', { name: 'Bỏ liên kết với Dịch vụ thử' }).click();
    await page.getByRole('button', { name: 'Bỏ liên kết' }).click();
    expect(await page.getByRole('main').getByText('cách đăng nhập duy nhất').count()).toBe(1);
    await person.leave();
  });

  test('who stops at the provider stands on the sign-in page again, with its words and every way on', async () => {
    provider.person = null;
    const person = await sitDown(site, { javaScriptEnabled: script });
    const { page } = person;
    await person.go('/dang-nhap');
    await page.getByRole('button', { name: 'Đăng nhập bằng Dịch vụ thử' }).click();
    await page.waitForURL(/loi=da-huy/);
    expect(await page.getByRole('main').getByText('Bạn đã dừng lại').count()).toBe(1);
    if (script) expect(await accessibilityFaults(page)).toEqual([]);
    await person.leave();
  });
});
