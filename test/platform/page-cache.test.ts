import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { type DatabaseConnection, openDatabase } from '../../src/platform/database/open.ts';
import { openLocalBlobStore } from '../../src/platform/files.ts';
import { html } from '../../src/platform/http/answer.ts';
import {
  bumpContentVersion,
  type ContentVersion,
  followContentVersion,
} from '../../src/platform/http/content-version.ts';
import { publicPage } from '../../src/platform/http/route.ts';
import { dayByTheMinute, openUseCounter } from '../../src/platform/http/uses.ts';
import { createWeb, type Web } from '../../src/platform/http/web.ts';
import { openLog } from '../../src/platform/log.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
let opened: DatabaseConnection;
let contentVersion: ContentVersion;
let web: Web;
let origin: string;
let directory: string;
const shown = (text: string, status = 200) => html(new TextEncoder().encode(text), status);
let rendered = 0;
let whileRendering: () => Promise<void> = async () => undefined;
let now = new Date('2026-05-04T02:00:00Z');
const uses = openUseCounter(dayByTheMinute(() => now));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nhipcau-cache-'));
  database = await createTestDatabase();
  const log = openLog('silent');
  opened = openDatabase({ connection: database.connection, log });
  contentVersion = await followContentVersion(database.connection, log);
  web = createWeb({
    services: {
      config: readConfig({ DATA_DIR: directory }),
      db: opened.db,
      files: openLocalBlobStore(directory),
      clock: () => now,
      log,
      installation: { place: '', operator: '' },
      assets: {},
    },
    routes: [
      publicPage('try.counted', '/dem', () => {
        rendered += 1;
        return shown(`<p>bản ${rendered} ${'Lạng Sơn '.repeat(200)}</p>`);
      }),
      publicPage('try.slow', '/cham', async () => {
        const read = contentVersion.current();
        await whileRendering();
        return shown(`<p>phiên bản ${read}</p>`);
      }),
    ],
    authenticate: async () => null,
    confirm: async () => null,
    renderFailure: (_call, failure) => shown(failure.text.vi, failure.status),
    assets: { urls: {}, respond: () => null },
    contentVersion,
    metrics: openMetrics(),
    uses,
  });
  const { port } = await web.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await web.close();
  await contentVersion.close();
  await opened.close();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${origin}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
};

test('a page asked for again is not rendered again, and says the same in every encoding', async () => {
  const first = await get('/dem');
  const count = rendered;
  for (const encoding of ['identity', 'gzip', 'br']) {
    const again = await get('/dem', { 'accept-encoding': encoding });
    expect(again.body).toBe(first.body);
    expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
  }
  expect(rendered).toBe(count);
});

test('a browser that has the page is answered with 304', async () => {
  const { headers } = await get('/dem');
  const again = await get('/dem', { 'if-none-match': headers.get('etag') ?? '' });
  expect(again).toMatchObject({ status: 304, body: '' });
});

test('a publication shows at once, also when another process made it', async () => {
  const before = await get('/dem');
  await publish();
  expect((await get('/dem')).body).not.toBe(before.body);
});

test('a page read before a publication and finished after it is not kept', async () => {
  whileRendering = publish;
  const old = await get('/cham');
  whileRendering = async () => undefined;
  const fresh = await get('/cham');
  expect(fresh.body).not.toBe(old.body);
  expect(fresh.body).toContain(String(contentVersion.current()));
});

async function publish(): Promise<void> {
  const version = contentVersion.current();
  await opened.db.transaction().execute((tx) => bumpContentVersion(tx));
  while (contentVersion.current() === version) await pause(5);
}

test('a publication that is rolled back changes nothing', async () => {
  const before = await get('/dem');
  await opened.db
    .transaction()
    .execute(async (tx) => {
      await bumpContentVersion(tx);
      throw new Error('not after all');
    })
    .catch(() => undefined);
  await pause(50);
  expect((await get('/dem')).body).toBe(before.body);
});

test('a new day in Vietnam renders pages anew', async () => {
  const before = await get('/dem');
  now = new Date('2026-05-04T17:00:00Z');
  expect((await get('/dem')).body).not.toBe(before.body);
});

test('a request of a session passes the cache by; display settings do not', async () => {
  await get('/dem');
  const count = rendered;
  await get('/dem', { cookie: 'nhipcau_hien_thi=dark.large' });
  expect(rendered).toBe(count);
  await get('/dem', { cookie: 'nhipcau_session=x' });
  expect(rendered).toBe(count + 1);
});

test('while the database cannot say what is current, nothing comes from the cache', async () => {
  await get('/dem');
  const count = rendered;
  await opened.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'select version from content_version%'",
  );
  while (contentVersion.current() !== null) await pause(5);
  await get('/dem');
  expect(rendered).toBe(count + 1);
  while (contentVersion.current() === null) await pause(20);
  await get('/dem');
  await get('/dem');
  expect(rendered).toBe(count + 2);
});

test('a page counts as looked at whether or not it comes from the cache; robots, guesses of a browser and HEAD do not', async () => {
  uses.take();
  const reader = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' };
  await publish();
  for (let time = 0; time < 3; time += 1) await get('/dem', reader);
  await get('/dem', {
    'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  });
  await get('/dem', { ...reader, 'sec-purpose': 'prefetch' });
  await fetch(`${origin}/dem`, { method: 'HEAD', headers: reader });
  await get('/dem', { ...reader, cookie: 'nhipcau_hien_thi=dark.large' });
  expect(uses.take()).toEqual({
    uses: [{ day: '2026-05-05', what: 'view', page: 'try.counted', thing: '', times: 4 }],
    searches: [],
  });
});
