import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';

let site: Site;
let person: Person;
let code: string;
beforeAll(async () => {
  site = await openSite();
  person = await sitDown(site);
  const entry = await site.services.db
    .selectFrom('entry')
    .select('code')
    .where('kind', '=', 'problems')
    .where('published_at', 'is not', null)
    .orderBy('code', 'desc')
    .executeTakeFirstOrThrow();
  code = entry.code;
});
afterAll(async () => {
  await person.leave();
  await site.close();
});

test('a reader keeps an entry, reads it without a network, and removes it again; nothing of a signed-in person is kept', async () => {
  const { page } = person;
  const context = page.context();
  await person.signIn(await site.emailOf('programme_officer'));
  await person.go(`/bai-toan/${code}`);
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await page.getByRole('button', { name: 'Lưu để đọc khi không có mạng' }).click();
  await page.getByText('Đã lưu trên thiết bị này.').waitFor();
  await lookOver(person);
  await page.waitForFunction('navigator.serviceWorker.controller !== null');
  const kept: string[] = await page.evaluate(async () => {
    const store = await caches.open('nhipcau-kept');
    const texts = await Promise.all(
      (await store.keys()).map(async (one) => (await store.match(one))?.text() ?? ''),
    );
    return texts.filter((text) => text.startsWith('<!doctype'));
  });
  expect(kept).toHaveLength(2);
  for (const html of kept) expect(html).not.toMatch(/_csrf|Đăng xuất|Chuyên viên chương trình/);

  await context.setOffline(true);
  await person.go(`/bai-toan/${code}`);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
  await page.getByText(/Bản đã lưu ngày \d\d\/\d\d\/\d{4}\./).waitFor();
  await person.go('/ban-lam-viec');
  await page.getByText('trang bạn mở chưa được lưu').waitFor();
  await page
    .getByRole('main')
    .getByRole('link', { name: title ?? '' })
    .click();
  await page.waitForURL(new RegExp(`/bai-toan/${code}`));
  await page.getByRole('link', { name: 'Danh sách đã lưu' }).click();
  await page.waitForURL(/doc-ngoai-tuyen/);
  await lookOver(person);
  await context.setOffline(false);

  await person.go('/doc-ngoai-tuyen');
  await page.getByRole('button', { name: `Bỏ lưu: ${code}` }).click();
  await page.getByText('Chưa lưu trang nào').waitFor();
  expect(await page.evaluate(() => caches.has('nhipcau-kept'))).toBe(false);
});

test('where the site has no worker any more, the one on the device removes itself and what was kept', async () => {
  const { page } = person;
  await person.go(`/bai-toan/${code}`);
  await page.getByRole('button', { name: 'Lưu để đọc khi không có mạng' }).click();
  await page.getByText('Đã lưu trên thiết bị này.').waitFor();
  Object.assign(site.services.config, { offlineReading: false });
  await expect
    .poll(async () => {
      await person.go('/van-ban');
      return page.evaluate(async () => [
        (await navigator.serviceWorker.getRegistrations()).length,
        await caches.has('nhipcau-kept'),
      ]);
    })
    .toEqual([0, false]);
  Object.assign(site.services.config, { offlineReading: true });
});

/** A device with voices, as far as the page asks for them; what is said is written down, and said at once. */
const voices = (languages: readonly string[]) => `{
  const said = (window.said = []);
  const listeners = new EventTarget();
  let cancelled = 0;
  const synthesis = {
    getVoices: () => ${JSON.stringify(languages)}.map((lang) => ({ lang, localService: true, default: false })),
    speak(utterance) {
      said.push([utterance.lang, utterance.text]);
      const mine = cancelled;
      setTimeout(() => mine === cancelled && utterance.dispatchEvent(new Event('end')), 30);
    },
    cancel: () => { cancelled += 1; },
    addEventListener: listeners.addEventListener.bind(listeners),
  };
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
}`;

test('the text is read aloud with the device’s own voice, pauses, goes on and stops, by keyboard', async () => {
  const listener = await sitDown(site);
  const { page } = listener;
  await page.addInitScript(voices(['en-US', 'vi-VN']));
  await listener.go(`/bai-toan/${code}`);
  const said = () => page.evaluate('window.said') as Promise<[string, string][]>;
  const button = page.getByRole('group', { name: 'Công cụ đọc' }).getByRole('button').first();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await said()).length).toBeGreaterThan(3);
  expect(await page.locator('.being-read').count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Đọc tiếp' }).waitFor();
  const paused = (await said()).length;
  await page.waitForTimeout(150);
  expect((await said()).length).toBe(paused);
  await page.keyboard.press('Enter');
  await page.getByText('Đã đọc hết.').waitFor();
  const all = await said();
  // the passage in which it paused is begun again
  expect(all[paused]).toEqual(all[paused - 1]);
  expect(all[0]?.[1]).toBe(await page.getByRole('heading', { level: 1 }).textContent());
  expect(new Set(all.map(([language]) => language))).toEqual(new Set(['vi-VN']));
  expect(all.every(([, text]) => text.length <= 200 && !text.includes('Chép đường dẫn'))).toBe(true);
  expect(await page.locator('.being-read').count()).toBe(0);
  await listener.leave();
});

test('a device without the voice says so instead of reading with a wrong one', async () => {
  const listener = await sitDown(site);
  await listener.page.addInitScript(voices(['en-US']));
  await listener.go(`/bai-toan/${code}`);
  await listener.page.getByRole('button', { name: 'Nghe trang này' }).click();
  await listener.page.getByText('chưa có giọng đọc tiếng Việt').waitFor();
  expect(await listener.page.evaluate('window.said')).toEqual([]);
  await lookOver(listener);
  await listener.leave();
});
