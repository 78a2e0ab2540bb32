import { afterAll, beforeAll, expect, test } from 'vitest';
import { workOnBackups } from '../../src/site/backup/work.ts';
import { openSession } from '../support/app.ts';
import { lookOver, openSite, type Site, sitDown } from '../support/journey.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test.each([true, false])(
  'an administrator backs up and rehearses from the page (script: %s)',
  async (script) => {
    const { services } = site;
    const as = await openSession(services, ['administrator'], { email: 'sao-luu@example.vn' });
    const person = await sitDown(site, { as, javaScriptEnabled: script });
    const { page } = person;
    await person.go('/quan-tri/sao-luu');
    await page.getByRole('button', { name: 'Sao lưu ngay' }).click();
    await page.getByText('Đã ghi nhận').waitFor();
    await workOnBackups(services, site.connection);
    await person.go('/quan-tri/sao-luu');
    await page.getByRole('button', { name: 'Diễn tập khôi phục' }).click();
    await page.getByText('Đã ghi nhận').waitFor();
    await workOnBackups(services, site.connection);
    await person.go('/quan-tri/sao-luu');
    const told = (await page.getByRole('main').textContent()) ?? '';
    expect(told.match(/Đã đọc lại và kiểm tra/g), told).toHaveLength(2);
    expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(3);
    if (process.env.SHOTS) {
      await page.screenshot({ path: `${process.env.SHOTS}/backup-${script}.png`, fullPage: true });
      await page.setViewportSize({ width: 320, height: 640 });
      await page.screenshot({ path: `${process.env.SHOTS}/backup-${script}-320.png`, fullPage: true });
    }
    if (script) await lookOver(person);
  },
);
