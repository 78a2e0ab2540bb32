import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A device that keeps passkeys and knows who holds it, in place of the machine's own. */
async function plugIn({ page }: Person) {
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  });
  return { devices, authenticatorId };
}

const pressed = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();

test('a passkey made on the page of the account signs in without a password; one of another site does not', async () => {
  const person = await sitDown(site);
  const { page } = person;
  const { devices, authenticatorId } = await plugIn(person);
  await person.signIn(await site.emailOf('agency_officer'));
  await person.go('/tai-khoan/xac-thuc-hai-buoc');
  await page.getByLabel('Tên gợi nhớ').fill('Máy tính ở cơ quan');
  await pressed(page, 'Thêm khóa truy cập');
  await page.getByText('Đã thêm cách xác thực').waitFor();
  await lookOver(person);

  await page.context().clearCookies();
  await person.go('/dang-nhap?ve=/ban-lam-viec/van-ban');
  await pressed(page, 'Dùng khóa truy cập');
  await page.waitForURL(({ pathname }) => pathname === '/ban-lam-viec/van-ban');
  await person.go('/tai-khoan/dang-nhap');
  expect(await page.getByRole('main').textContent()).toContain('bằng khóa truy cập');

  // the same passkey, kept by the device for another site: the browser finds none for this one
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
  await devices.send('WebAuthn.clearCredentials', { authenticatorId });
  for (const credential of credentials)
    await devices.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...credential, rpId: 'nhipcau.example' },
    });
  await page.context().clearCookies();
  await person.go('/dang-nhap');
  await pressed(page, 'Dùng khóa truy cập');
  await page.getByText('Trình duyệt không đọc được khóa truy cập').waitFor();
  expect(page.url()).toMatch(/\/dang-nhap$/);
  await lookOver(person);
  await person.leave();
});

test('without script the second step takes a code, and offers no passkey', async () => {
  const person = await sitDown(site, { javaScriptEnabled: false });
  await person.go('/dang-nhap');
  expect(await person.page.getByRole('button', { name: 'Dùng khóa truy cập' }).isVisible()).toBe(false);
  await person.signIn(await site.emailOf('programme_officer'));
  expect(person.page.url()).toContain('/ban-lam-viec');
  await person.leave();
});
