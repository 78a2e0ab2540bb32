import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOfSample, lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A published problem with a citation that the register has. */
async function citedEntry() {
  return site.services.db
    .selectFrom('entry')
    .innerJoin('entry_basis as basis', 'basis.entry_id', 'entry.id')
    .innerJoin('document', 'document.citation_key', 'basis.citation_key')
    .select(['entry.code', 'entry.title', 'document.id as documentId', 'document.number'])
    .where('entry.kind', '=', 'problems')
    .where('entry.published_at', 'is not', null)
    .where('document.state', '=', 'published')
    .where('document.number', 'is not', null)
    .orderBy('entry.code', 'desc')
    .executeTakeFirstOrThrow();
}

/** As somebody types it in a hurry. */
function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
}

describe.each([{ script: true }, { script: false }])('a visitor (script: $script)', ({ script }) => {
  let person: Person;
  beforeAll(async () => {
    person = await sitDown(site, { javaScriptEnabled: script });
  });
  afterAll(() => person.leave());
  const look = () => (script ? lookOver(person) : Promise.resolve());

  test('finds a problem typed without marks, reads it, its basis, and the same in English', async () => {
    const { page } = person;
    const entry = await citedEntry();
    await person.go('/');
    await look();
    const search = page.getByRole('main').getByRole('searchbox').first();
    await search.fill(withoutMarks(entry.title));
    await search.press('Enter');
    await page.waitForURL(/\/tim-kiem\?/);
    await look();
    await page.getByRole('main').getByRole('link', { name: entry.title }).first().click();
    await page.waitForURL(new RegExp(`/bai-toan/${entry.code}`));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(entry.title);
    await look();
    await page
      .getByRole('main')
      .getByRole('link', { name: entry.number ?? '' })
      .first()
      .click();
    await page.waitForURL(/\/van-ban\/\d+/);
    await look();
    expect(await page.getByRole('main').getByRole('link', { name: entry.title }).count()).toBeGreaterThan(0);
    await page.getByRole('banner').getByRole('link', { name: 'English' }).first().click();
    await page.waitForURL(/\/en\/van-ban\/\d+/);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await look();
  });

  test('narrows the list by filters that stay in the address, and goes through its pages', async () => {
    const { page } = person;
    await person.go('/nhu-cau');
    await look();
    await page
      .getByRole('link', { name: /Trang sau|Trang 2/ })
      .first()
      .click();
    await page.waitForURL(/trang=2/);
    expect(await page.locator('main a[href^="/nhu-cau/NCCN-"]').count()).toBeGreaterThan(0);
    await person.go('/bai-toan?nam=2026');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('checkbox', { name: /2026/ }).first().isChecked()).toBe(true);
    await look();
  });

  test('is helped on where nothing is found, and told plainly where nothing is', async () => {
    const { page } = person;
    await person.go('/tim-kiem?q=xyzzyqwv');
    expect(await page.getByRole('main').textContent()).toContain('Không tìm thấy “xyzzyqwv”');
    await look();
    await person.go('/bai-toan/BTL-1999-01');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Không tìm thấy trang');
    await look();
  });
});

describe('public pages', () => {
  let person: Person;
  beforeAll(async () => {
    person = await sitDown(site);
  });
  afterAll(() => person.leave());

  test.each(['/nhu-cau/NCCN-2026-001', '/en', '/en/bai-toan', '/en/tim-kiem?q=border'])(
    '%s is sound to eyes, ears and phones',
    async (path) => {
      await person.go(path);
      expect(await person.page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await lookOver(person);
    },
  );
});

describe('with the keyboard alone', () => {
  test('a visitor skips to the content, searches and opens what is found', async () => {
    const person = await sitDown(site);
    const { page } = person;
    await person.go('/');
    await page.keyboard.press('Tab');
    expect(await focused(person)).toBe('Chuyển đến nội dung chính');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('noi-dung');
    await tabTo(person, async () => (await page.evaluate('document.activeElement.type')) === 'search');
    await page.keyboard.type('cua khau');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tim-kiem\?/);
    await tabTo(person, async () =>
      /^\/(bai-toan|nhu-cau|van-ban)\/./.test(
        String(await page.evaluate('document.activeElement.pathname ?? ""')),
      ),
    );
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(bai-toan|nhu-cau|van-ban)\/./);
    await person.leave();
  });

  test('an officer signs in and signs out', async () => {
    const person = await sitDown(site);
    const { page } = person;
    await person.go('/dang-nhap');
    await tabTo(person, async () => (await page.evaluate('document.activeElement.name')) === 'email');
    const email = await site.emailOf('programme_officer');
    await page.keyboard.type(email);
    await tabTo(person, async () => (await page.evaluate('document.activeElement.type')) === 'password');
    await page.keyboard.type('mười hai nhịp cầu qua sông');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/buoc-hai/);
    await tabTo(person, async () => (await page.evaluate('document.activeElement.name')) === 'code');
    await page.keyboard.type(await codeOfSample(site, email));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ban-lam-viec/);
    await tabTo(person, async () => /Tài khoản của/.test(await focused(person)));
    await page.keyboard.press('Enter');
    await tabTo(person, async () => (await focused(person)) === 'Đăng xuất');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Đăng nhập' }).first().waitFor();
    await person.leave();
  });
});

/** The accessible name of what has the focus, near enough. */
async function focused({ page }: Person): Promise<string> {
  return String(
    await page.evaluate(
      'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()',
    ),
  );
}

async function tabTo({ page }: Person, there: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await there()) {
      // a field may show it on the frame around it
      const seen = await page.evaluate(`(() => {
        const shows = ({ outlineStyle, outlineWidth, boxShadow }) =>
          (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        const around = [];
        for (let at = document.activeElement; at && around.length < 4; at = at.parentElement) around.push(at);
        return around.some((one) => shows(getComputedStyle(one)));
      })()`);
      expect(seen, 'what has the focus is seen to have it').toBe(true);
      return;
    }
  }
  throw new Error(`not reached with Tab on ${page.url()}`);
}
