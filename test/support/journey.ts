import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Role } from '../../src/kernel/actor.ts';
import { askProof, authenticate, sampleCode } from '../../src/modules/directory/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openAssets } from '../../src/platform/http/assets.ts';
import { followContentVersion } from '../../src/platform/http/content-version.ts';
import { createWeb } from '../../src/platform/http/web.ts';
import type { IdentityProvider } from '../../src/platform/identity-providers.ts';
import { openLog } from '../../src/platform/log.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import type { Services } from '../../src/platform/services.ts';
import { routes } from '../../src/routes.ts';
import { openRuntime } from '../../src/runtime.ts';
import { sampleFiles } from '../../src/site/sample/shapes.ts';
import { renderFailure } from '../../src/ui/failure-page.tsx';
import { ensureBuilt } from '../product/product.ts';
import { type Session, testSecretKey } from './app.ts';
import { accessibilityFaults, openBrowser } from './browser.ts';
import type { TestConnection } from './servers.ts';
import { createSampleDatabase, samplePassword, trialProvider } from './world.ts';

/** The product with its sample, listening, and a browser in front of it. */
export interface Site {
  readonly origin: string;
  readonly services: Services;
  readonly connection: TestConnection;
  readonly browser: Browser;
  /** E-mail of the sample's first account of the role, or of its n-th. */
  emailOf(role: Role, place?: number): Promise<string>;
  close(): Promise<void>;
}

/** `providers`: of single sign-on, for the product at this origin; one that never answers unless given. */
export async function openSite(
  providers: (origin: string) => Promise<readonly IdentityProvider[]> = async () => [trialProvider],
): Promise<Site> {
  await ensureBuilt();
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-journey-'));
  const database = await createSampleDatabase();
  const log = openLog('silent');
  const port = await freePort();
  const assets = openAssets(join(projectRoot, 'dist/public'));
  const origin = `http://localhost:${port}`;
  const config = {
    ...readConfig({
      ...{ DATA_DIR: directory, PORT: String(port), LOG_LEVEL: 'silent' },
      SECRET_KEY: testSecretKey,
    }),
    identityProviders: await providers(origin),
  };
  const server = { connection: { ...database.connection }, embedded: false, stop: async () => undefined };
  const runtime = await openRuntime(config, log, server, { assets: assets.urls, migrate: false });
  const contentVersion = await followContentVersion(server.connection, log);
  const metrics = openMetrics();
  const web = createWeb({
    services: runtime.services,
    routes: routes(metrics),
    authenticate: authenticate(runtime.services),
    confirm: askProof,
    renderFailure,
    assets,
    contentVersion,
    metrics,
  });
  await web.listen(port, '127.0.0.1');
  const browser = await openBrowser();
  const people = await sampleFiles.people('langson');
  return {
    origin,
    services: runtime.services,
    connection: database.connection,
    browser,
    async emailOf(role, place = 0) {
      const person = people.filter((one) => one.role === role)[place];
      if (!person) throw new Error(`the sample has no such ${role}`);
      return person.email;
    },
    async close() {
      await browser.close();
      await web.close();
      await contentVersion.close();
      await runtime.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** As on a phone's application; that a code was just used by another browser of the same person is forgotten first. */
export async function codeOfSample(site: Site, email: string): Promise<string> {
  const { db } = site.services;
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  await db.updateTable('totp').set({ last_step: 0 }).where('account_id', '=', id).execute();
  const code = await sampleCode(site.services, id);
  if (code === null) throw new Error(`${email} has no second factor of the sample`);
  return code;
}

async function passSecondStep(site: Site, page: Page, email: string): Promise<void> {
  await page.getByLabel('Mã 6 số của ứng dụng').fill(await codeOfSample(site, email));
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

/** A person at a screen of their own, with what their browser complained of. */
export interface Person {
  readonly page: Page;
  readonly complaints: readonly string[];
  go(path: string): Promise<void>;
  signIn(email: string, password?: string): Promise<void>;
  leave(): Promise<void>;
}

/** `as`: somebody who has signed in already. */
export async function sitDown(
  site: Site,
  options: BrowserContextOptions & { readonly as?: Session } = {},
): Promise<Person> {
  const { as, ...rest } = options;
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'vi-VN',
    // colours on their way from light to dark are neither
    reducedMotion: 'reduce',
    ...rest,
  });
  if (as) {
    const [name = '', value = ''] = as.cookie.split('=');
    await context.addCookies([{ name, value, url: site.origin }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // a page refused on purpose (403, 404, 409, 422) is also told to the console
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.url()}: ${response.status()}`);
    if (!response.url().startsWith(site.origin) && !response.url().startsWith('data:'))
      complaints.push(`loads ${response.url()}`);
  });
  return {
    page,
    complaints,
    go: async (path) => {
      await page.goto(`${site.origin}${path}`);
    },
    async signIn(email, password = samplePassword) {
      if (!page.url().includes('/dang-nhap')) await page.goto(`${site.origin}/dang-nhap`);
      const form = page.getByRole('main');
      await form.getByLabel(/e-?mail|thư điện tử/i).fill(email);
      await form.getByLabel('Mật khẩu', { exact: true }).fill(password);
      await form.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
      await page.waitForURL((url) => !url.pathname.endsWith('/dang-nhap'));
      if (page.url().includes('/dang-nhap/buoc-hai')) await passSecondStep(site, page, email);
    },
    leave: () => context.close(),
  };
}

/**
 * Looks a page over as it stands: nothing for axe to find, nothing beyond the edge of a phone 320 px wide, and no
 * complaint of the browser. Leaves the page as it was.
 */
export async function lookOver(person: Person): Promise<void> {
  await hasNoFaults(person);
  await fitsPhone(person.page, []);
  expect(person.complaints).toEqual([]);
}

/** `lookOver` in the dark too, and on a phone in English, whose words are longer; leaves the English page. */
export async function lookOverWholly(person: Person, english: string): Promise<void> {
  const { page } = person;
  await hasNoFaults(person);
  await page.emulateMedia({ colorScheme: 'dark' });
  // the dark changes colours and nothing else
  expect(await accessibilityFaults(page, ['color-contrast']), `${page.url()} in the dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: null });
  await fitsPhone(page, [english]);
  expect(person.complaints).toEqual([]);
}

async function hasNoFaults({ page }: Person): Promise<void> {
  const where = new URL(page.url()).pathname;
  expect(await beyondEdge(page), `${where} on a desk`).toBe(0);
  expect(await page.evaluate('document.querySelectorAll("h1").length'), where).toBe(1);
  expect(await accessibilityFaults(page), where).toEqual([]);
}

/** By how many pixels the page is wider than its window. */
const beyondEdge = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Nothing of the page, nor of those at `others`, stands beyond the edge of a screen 320 px wide. */
async function fitsPhone(page: Page, others: readonly string[]): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const other of [null, ...others]) {
    if (other) await page.goto(other);
    expect(await beyondEdge(page), `${page.url()} at 320 px`).toBe(0);
  }
  if (size) await page.setViewportSize(size);
}
