import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults, openBrowser } from '../support/browser.ts';
import { type GalleryServer, openGallery } from './gallery-server.ts';

let browser: Browser;
let gallery: GalleryServer;
let page: Page;

beforeAll(async () => {
  [browser, gallery] = await Promise.all([openBrowser(), openGallery()]);
});

afterAll(async () => {
  await browser.close();
  gallery.close();
});

async function open(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  await page.goto(`${gallery.origin}/${name}`);
  return page;
}

beforeEach(() => {
  gallery.posts.length = 0;
});

const names = ['home', 'entry', 'list', 'parts', 'form', 'import', 'board', 'charts'];

// looked at and nothing else: one screen serves them all, since a new one costs more than most of these tests
describe('the gallery page', () => {
  const desk = { width: 1280, height: 900 };
  let shown = '';
  // colours on their way from light to dark are neither
  beforeAll(() => open('', { reducedMotion: 'reduce' }));
  afterAll(() => page.context().close());

  async function show(name: string, colorScheme: 'light' | 'dark'): Promise<void> {
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme });
    if (shown !== name) await page.goto(`${gallery.origin}/${name}`);
    shown = name;
  }

  describe.each(names)('%s', (name) => {
    // the dark changes colours and nothing else
    it.each([
      ['light', undefined],
      ['dark', ['color-contrast']],
    ] as const)(
      'has no fault of accessibility in the %s, on a phone or a desk',
      async (colorScheme, rules) => {
        await show(name, colorScheme);
        expect(await accessibilityFaults(page, rules)).toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await accessibilityFaults(page, rules)).toEqual([]);
      },
    );

    it('fits every width from 320 px without scrolling sideways, also with the largest text', async () => {
      await show(name, 'light');
      for (const size of ['normal', 'large', 'larger']) {
        await page.evaluate(`document.documentElement.dataset.text = '${size}'`);
        for (const width of [320, 390, 720, 1000, 1100, 1104, 1168, 1280, 1312, 1440, 1536]) {
          await page.setViewportSize({ width, height: 800 });
          const beyond = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect(beyond, `${width} px, text ${size}`).toBe(0);
        }
      }
    });
  });
});

describe('a page that is worked with', () => {
  afterEach(() => page.context().close());

  describe('without script', () => {
    it('a phone still opens the menu and the filters, and helps that need a script are not offered', async () => {
      await open('list', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
      await page.getByText('Menu').click();
      expect(await page.getByRole('link', { name: 'Đăng nhập' }).isVisible()).toBe(true);
      await page.getByText('Menu').click();
      await page.locator('.facets > summary').click();
      expect(await page.getByRole('button', { name: 'Lọc kết quả' }).isVisible()).toBe(true);
      await page.goto(`${gallery.origin}/entry`);
      expect(await page.getByText('Chép đường dẫn').isVisible()).toBe(false);
    });
  });

  describe('display settings', () => {
    it('work at once and are there again on the next page, before it is painted', async () => {
      await open('home');
      // wide enough for the tools beside the navigation with large text too
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.locator('.pop-display > summary').click();
      await page.locator('.pop-display').getByLabel('Tối').check();
      await page.locator('.pop-display').getByLabel('Lớn', { exact: true }).check();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await page.goto(`${gallery.origin}/list`);
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      expect(await page.locator('html').getAttribute('data-text')).toBe('large');
      await page.locator('.pop-display > summary').click();
      await page.keyboard.press('Escape');
      expect(await page.locator('details[data-pop][open]').count()).toBe(0);
    });
  });

  describe('a form that saves itself', () => {
    const status = () => page.locator('[data-autosave-status]');
    const title = () => page.getByLabel('Tên bài toán');

    it('opens with its errors read first', async () => {
      await open('form');
      expect(await page.evaluate('document.activeElement.className')).toBe('error-summary');
      await page.getByRole('link', { name: 'Viết tên bài toán, tối đa 500 ký tự.' }).click();
      expect(await page.evaluate('document.activeElement.id')).toBe('f-title');
    });

    it('sends the whole form, says when it was saved and takes the new version', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ savedAt: '2026-11-20T07:32:00Z', fields: { version: '4' } }));
      };
      await title().fill('Cảnh báo sớm');
      await expect.poll(() => status().textContent()).toBe('Đã tự giữ bản gõ dở lúc 14:32');
      expect(await page.locator('input[name=version]').inputValue()).toBe('4');
      const [post] = gallery.posts;
      expect(post?.headers['x-autosave']).toBe('1');
      expect(new URLSearchParams(post?.body).get('title')).toBe('Cảnh báo sớm');
      expect(new URLSearchParams(post?.body).get('_csrf')).toBe('token');
    });

    it('keeps what was typed on the device when the server fails, and gives it back', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.statusCode = 503;
        response.end();
      };
      await title().fill('Gõ khi mất mạng');
      await expect.poll(() => status().textContent()).toContain('Chưa lưu được');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      expect(await title().inputValue()).toBe('');
      await page.getByRole('button', { name: 'Khôi phục bản đó' }).click();
      expect(await title().inputValue()).toBe('Gõ khi mất mạng');
    });

    it('gives back with the text where its writer began, so that what others saved since is not overwritten', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.statusCode = 503;
        response.end();
      };
      await title().fill('Gõ trước khi người khác lưu');
      await expect.poll(() => status().textContent()).toContain('Chưa lưu được');
      await page.goto(`${gallery.origin}/form`);
      const inForm = (name: string) => page.locator(`form[data-autosave] input[name=${name}]`);
      await page.evaluate(`
        const form = document.querySelector('form[data-autosave]');
        form.elements.namedItem('version').value = '5';
        form.elements.namedItem('_csrf').value = 'mã mới';
      `);
      await page.getByRole('button', { name: 'Khôi phục bản đó' }).click();
      expect(await title().inputValue()).toBe('Gõ trước khi người khác lưu');
      expect(await inForm('version').inputValue()).toBe('3');
      expect(await inForm('_csrf').inputValue()).toBe('mã mới');
    });

    it('tells that the session ended, not that the network failed, and gives back what was typed', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.statusCode = 401;
        response.setHeader('content-type', 'application/problem+json');
        response.end(JSON.stringify({ message: 'Bạn cần đăng nhập.' }));
      };
      await title().fill('Gõ sau khi hết phiên');
      await expect
        .poll(() => status().textContent())
        .toBe('Phiên đăng nhập đã hết; chữ bạn gõ được giữ trên máy này. Hãy đăng nhập lại.');
      await page.getByRole('button', { name: 'Lưu' }).first().click();
      await page.goto(`${gallery.origin}/form`);
      await page.getByRole('button', { name: 'Khôi phục bản đó' }).click();
      expect(await title().inputValue()).toBe('Gõ sau khi hết phiên');
    });

    it('keeps what a plain submit sends until the server says that it has it', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.statusCode = 401;
        response.setHeader('content-type', 'text/html');
        response.end('<p>Chưa có gì được lưu.</p>');
      };
      const restore = () => page.getByRole('button', { name: 'Khôi phục bản đó' }).isVisible();
      await title().fill('Gửi khi hết phiên');
      await title().press('Enter');
      await page.waitForURL(/muc/);
      await page.goto(`${gallery.origin}/form`);
      expect(await restore()).toBe(true);
      await page
        .context()
        .addCookies([
          { name: 'nhipcau_taken', value: encodeURIComponent('/muc/5/luu'), url: gallery.origin },
        ]);
      await page.goto(`${gallery.origin}/form`);
      expect(await restore()).toBe(false);
      expect(await page.evaluate('document.cookie')).toBe('');
    });

    it('tells that somebody else changed the same thing, and stops', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.statusCode = 409;
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ message: 'Chị Lan vừa sửa mục này.', html: '<a href="/muc/5">Xem bản mới</a>' }),
        );
      };
      await title().fill('Bản của tôi');
      await expect.poll(() => status().textContent()).toBe('Chị Lan vừa sửa mục này.');
      expect(await page.getByRole('link', { name: 'Xem bản mới' }).isVisible()).toBe(true);
      const sent = gallery.posts.length;
      await title().fill('Bản của tôi, sửa tiếp');
      await page.waitForTimeout(2000);
      expect(gallery.posts.length).toBe(sent);
    });

    it('counts characters and shows a password only when asked', async () => {
      await open('form');
      await page.getByLabel('Tóm tắt').fill('Chữ có dấu');
      expect(await page.locator('#f-summary-count').textContent()).toBe('10 trên 500 ký tự');
      expect(await page.getByLabel('Mật khẩu', { exact: true }).getAttribute('type')).toBe('password');
      await page.getByText('Hiện mật khẩu').click();
      expect(await page.getByLabel('Mật khẩu', { exact: true }).getAttribute('type')).toBe('text');
    });
  });

  describe('sending', () => {
    it('a file shows the page the server leads to, with what was said there once', async () => {
      await open('form');
      gallery.answer = (_posted, response) => {
        response.statusCode = 303;
        response.setHeader('location', '/import');
        response.end();
      };
      await page.getByLabel('Văn bản có phụ lục').setInputFiles({
        name: 'phu-luc.docx',
        mimeType: 'application/octet-stream',
        buffer: Buffer.alloc(200_000),
      });
      await page.getByRole('button', { name: 'Đọc văn bản' }).click();
      await page.getByRole('heading', { name: 'Xem lại trước khi nhập' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/import');
      expect(gallery.posts).toHaveLength(1);
    });

    it('a second click sends nothing more', async () => {
      await open('form');
      gallery.answer = () => undefined;
      await page.evaluate(`{
      const button = document.querySelector('form[action="/cong-bo"] button');
      button.click();
      button.click();
    }`);
      await expect.poll(() => gallery.posts.length).toBe(1);
      await page.waitForTimeout(300);
      expect(gallery.posts).toHaveLength(1);
      expect(gallery.posts[0]?.path).toBe('/cong-bo');
    });
  });

  describe('filters', () => {
    it('work at once under a pointer, and wait for the button under the keyboard', async () => {
      await open('list');
      await page.getByLabel('2025').focus();
      await page.keyboard.press('Space');
      await page.waitForTimeout(300);
      expect(new URL(page.url()).search).toBe('');
      await page.getByLabel('Logistics').click();
      await page.waitForURL(/linh-vuc=1/);
      expect(new URL(page.url()).searchParams.getAll('nam')).toEqual(['2026', '2025']);
      expect(new URL(page.url()).searchParams.get('q')).toBe('canh bao');
    });
  });
});
