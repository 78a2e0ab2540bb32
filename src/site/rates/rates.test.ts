import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { createTestDatabase } from '../../../test/support/servers.ts';
import { authenticate } from '../../modules/directory/index.ts';
import { printout } from '../../modules/documents/index.ts';
import type { Config } from '../../platform/config.ts';
import { type ContentVersion, followContentVersion } from '../../platform/http/content-version.ts';
import type { Gate } from '../../platform/http/gate.ts';
import { anyone, page, publicPage, type Route } from '../../platform/http/route.ts';
import { createWeb } from '../../platform/http/web.ts';
import { openMetrics } from '../../platform/metrics.ts';
import type { Services } from '../../platform/services.ts';
import { renderFailure } from '../../ui/failure-page.tsx';
import { apiRoutes } from '../api/index.ts';
import { createKey, limitKey } from '../api-keys/commands.ts';
import { purgeAllowances } from './allowances.ts';
import { openGate } from './gate.ts';

let app: TestApp;
let now = new Date('2026-05-04T02:00:00Z');
beforeAll(async () => {
  app = await openTestApp(apiRoutes, await createTestDatabase());
});
afterAll(() => app.close());
// each test has minutes of its own
beforeEach(() => {
  now = new Date(now.getTime() + 3_600_000);
  app.setNow(now);
});

/** An instance of its own, with these settings, on the database of all. */
function instance(rates: Partial<Config['apiRates']>): Gate {
  const services: Services = {
    ...app.services,
    config: { ...app.services.config, apiRates: { ...app.services.config.apiRates, ...rates } },
  };
  return openGate(services);
}

const knock = (address: string, authorization: string | null = null) => ({ address, authorization });
const header = (headers: readonly (readonly [string, string])[], name: string) =>
  headers.find(([one]) => one === name)?.[1];

async function letIn(gate: Gate, times: number, as = knock('203.0.113.9')): Promise<number> {
  const passes = await Promise.all(Array.from({ length: times }, () => gate.enter(as)));
  return passes.filter(({ refusal }) => refusal === null).length;
}

test('two instances together let in no more than the limit, whoever is asked', async () => {
  const [one, other] = [instance({ addressMinute: 50 }), instance({ addressMinute: 50 })];
  let inside = 0;
  for (let round = 0; round < 12; round += 1) inside += (await letIn(one, 5)) + (await letIn(other, 3));
  expect(inside).toBe(50);
  const refused = await other.enter(knock('203.0.113.9'));
  expect(refused.refusal?.kind).toBe('too_many');
  expect(refused.refusal?.retryAfter).toBeLessThanOrEqual(60);
});

test('many at the same moment are counted one by one', async () => {
  const [one, other] = [instance({ addressMinute: 40 }), instance({ addressMinute: 40 })];
  const both = await Promise.all([letIn(one, 60), letIn(other, 60)]);
  expect(both[0] + both[1]).toBe(40);
});

test('a tenth of the limit is taken at once: a request needs no statement of its own', async () => {
  const gate = instance({ addressMinute: 100 });
  app.forgetStatements();
  expect(await letIn(gate, 100)).toBe(100);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  app.forgetStatements();
  expect(await letIn(gate, 100)).toBe(0);
  expect(app.statements).toEqual([]);
});

test('with the next minute all are let in again, and each network counts by itself', async () => {
  const gate = instance({ addressMinute: 3 });
  expect(await letIn(gate, 5)).toBe(3);
  expect(await letIn(gate, 5, knock('203.0.113.10'))).toBe(3);
  app.setNow(new Date(now.getTime() + 60_000));
  expect(await letIn(gate, 5)).toBe(3);
  expect(await letIn(gate, 3, knock('2001:db8:1:2::1'))).toBe(3);
  expect(await letIn(gate, 3, knock('2001:db8:1:2:ffff::9'))).toBe(0);
  expect(await letIn(gate, 3, knock('2001:db8:1:3::1'))).toBe(3);
});

test('an instance whose clock goes slow opens no earlier minute anew', async () => {
  const ahead = instance({ addressMinute: 10 });
  app.setNow(new Date(now.getTime() + 60_000));
  expect(await letIn(ahead, 20)).toBe(10);
  app.setNow(now);
  expect(await letIn(instance({ addressMinute: 10 }), 20)).toBe(0);
});

test('what is allowed and what is left stands in the headers', async () => {
  const gate = instance({ addressMinute: 20 });
  const { headers } = await gate.enter(knock('203.0.113.77'));
  expect(header(headers, 'ratelimit-policy')).toBe('"minute";q=20;w=60');
  expect(header(headers, 'ratelimit')).toMatch(/^"minute";r=19;t=\d+$/);
});

test('“off” counts nobody', async () => {
  expect(await letIn(instance({ addressMinute: null }), 500)).toBe(500);
});

test('no network address is kept as it is, and windows that ended are cleared away', async () => {
  await letIn(instance({ addressMinute: 20 }), 1, knock('198.51.100.23'));
  const { db } = app.services;
  const kept = await db.selectFrom('api_allowance').selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain('198.51.100');
  app.setNow(new Date(now.getTime() + 3 * 86_400_000));
  await purgeAllowances(app.services);
  expect(await db.selectFrom('api_allowance').selectAll().execute()).toEqual([]);
});

test('a key has a rate of its own by minute and by day, which an administrator may change', async () => {
  const { accountId } = await app.signIn('applicant', { email: 'nguoi-goi@example.vn' });
  const actor = {
    ...{ kind: 'account' as const, id: accountId, name: 'Người gọi', email: 'nguoi-goi@example.vn' },
    ...{ organisationId: null, grants: [], memberships: [], sessionId: null },
  };
  const { id, key } = await createKey(app.services, actor, { name: 'Trang của trường', purpose: 'Bản đồ' });
  const gate = instance({ addressMinute: 2, keyMinute: 10, keyDay: 15 });
  const bearer = knock('203.0.113.9', `Bearer ${key}`);
  expect(await letIn(gate, 20, bearer)).toBe(10);
  app.setNow(new Date(now.getTime() + 60_000));
  expect(await letIn(gate, 20, bearer)).toBe(5);
  app.setNow(new Date(now.getTime() + 120_000));
  const spent = await gate.enter(bearer);
  expect(spent.refusal?.text.vi).toContain('trong một ngày');
  expect(header(spent.headers, 'ratelimit-policy')).toBe('"minute";q=10;w=60, "day";q=15;w=86400');
  await limitKey(app.services, actor, id, { minute: '30', day: '100' });
  expect(await letIn(gate, 5, bearer)).toBe(5);
  await gate.close();
  const used = await app.services.db.selectFrom('api_key_use').select('uses').execute();
  expect(used).toEqual([{ uses: 20 }]);
});

test('more keys of one account are no more requests, and another account has its own', async () => {
  const tokens = async (email: string) => {
    const { accountId: id } = await app.signIn('applicant', { email });
    const held = { organisationId: null, grants: [], memberships: [], sessionId: null };
    const actor = { kind: 'account' as const, id, name: 'Người gọi', email, ...held };
    const keys = [];
    for (const name of ['Một', 'Hai'])
      keys.push(await createKey(app.services, actor, { name, purpose: 'Thử' }));
    return keys.map(({ key }) => knock('203.0.113.9', `Bearer ${key}`));
  };
  const gate = instance({ keyMinute: 10 });
  const [mine, theirs] = [await tokens('hai-khoa@example.vn'), await tokens('nguoi-khac@example.vn')];
  let inside = 0;
  for (const bearer of mine) inside += await letIn(gate, 8, bearer);
  expect(inside).toBe(10);
  for (const bearer of theirs.slice(0, 1)) expect(await letIn(gate, 8, bearer)).toBe(8);
  await gate.close();
});

test('what a visitor searches, filters or prints is counted by network where it is not at hand, and nothing else', async () => {
  const config: Config = { ...app.services.config, trustProxy: true, pageRate: 20 };
  const services: Services = { ...app.services, config };
  const version: ContentVersion = await followContentVersion(app.connection, services.log);
  let handled = 0;
  const said = () => {
    handled += 1;
    return new Response('<p>Trang</p>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
  };
  const routes: Route[] = [
    publicPage('test.list', '/danh-sach', said),
    printout('test.print', '/danh-sach/ban-in.pdf', said),
    page('test.other', '/trang-khac', anyone, said),
  ];
  const person = await app.signIn([]);
  const web = createWeb({
    ...{ services, routes, authenticate: authenticate(services), confirm: async () => null, renderFailure },
    ...{ assets: { urls: {}, respond: () => null }, contentVersion: version, metrics: openMetrics() },
    gate: openGate(services),
  });
  try {
    const { port } = await web.listen(0, '127.0.0.1');
    const ask = (path: string, address: string, cookie = '') =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-forwarded-for': address, cookie } });
    const states = async (times: number, path: (n: number) => string, address: string, cookie = '') => {
      const all: number[] = [];
      for (let n = 0; n < times; n += 1) all.push((await ask(path(n), address, cookie)).status);
      return all.filter((status) => status === 200).length;
    };
    // the first page of each state of what is public reads who runs this site
    await ask('/trang-khac', '198.51.100.1');
    app.forgetStatements();
    // what asks for nothing, and what is at hand, however often, costs no statement
    expect(await states(30, () => '/danh-sach', '198.51.100.1')).toBe(30);
    expect(await states(30, () => '/trang-khac?q=1', '198.51.100.1')).toBe(30);
    expect(app.statements).toEqual([]);
    expect(await states(30, () => '/danh-sach?q=hoi', '198.51.100.1')).toBe(30);
    expect(app.statements).toHaveLength(1);
    expect(await states(30, (n) => `/danh-sach?q=${n}`, '198.51.100.1')).toBe(19);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    const before = handled;
    const refused = await ask('/danh-sach?q=nua', '198.51.100.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const text = await refused.text();
    expect(text).toContain('Hãy chờ');
    expect(handled).toBe(before);
    expect((await ask('/danh-sach/ban-in.pdf', '198.51.100.1')).status).toBe(429);
    // what is at hand is still read, by others and by who signed in everything
    expect((await ask('/danh-sach?q=hoi', '198.51.100.1')).status).toBe(200);
    expect(await states(5, (n) => `/danh-sach?q=${n}`, '198.51.100.1', person.cookie)).toBe(5);
    expect(await states(20, (n) => `/danh-sach?v6=${n}`, '2001:db8:1:2::1')).toBe(20);
    expect(await states(2, (n) => `/danh-sach?v6=x${n}`, '2001:db8:1:2:ffff::9')).toBe(0);
    expect(await states(2, (n) => `/danh-sach?v6=y${n}`, '2001:db8:1:3::1')).toBe(2);
    const kept = await app.services.db.selectFrom('api_allowance').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('198.51.100');
  } finally {
    await web.close();
    await version.close();
  }
});

test('answers out of the cache are counted as well, under any spelling of their address, and pages are not', async () => {
  const config: Config = {
    ...app.services.config,
    trustProxy: true,
    apiRates: { ...app.services.config.apiRates, addressMinute: 20 },
  };
  const services: Services = { ...app.services, config };
  const version: ContentVersion = await followContentVersion(app.connection, services.log);
  const web = createWeb({
    ...{
      services,
      routes: apiRoutes,
      authenticate: async () => null,
      confirm: async () => null,
      renderFailure,
    },
    ...{ assets: { urls: {}, respond: () => null }, contentVersion: version, metrics: openMetrics() },
    gate: openGate(services),
  });
  try {
    const { port } = await web.listen(0, '127.0.0.1');
    const origin = `http://127.0.0.1:${port}`;
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${origin}${path}`, { headers: { 'x-forwarded-for': '198.51.100.7', ...headers } });
    const states: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const answer = await ask(n % 2 ? '/api/v1/problems' : '/%61pi/v1/problems');
      states.push(answer.status);
      expect(answer.headers.get('ratelimit'), String(n)).toMatch(/^"minute";r=\d+;t=\d+$/);
    }
    expect(new Set(states)).toEqual(new Set([200]));
    const refused = await ask('/api/v1/problems');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(await refused.json()).toMatchObject({ status: 429, type: expect.stringContaining('too_many') });
    expect((await ask('/%61pi/v1/problems')).status).toBe(429);
    for (let n = 0; n < 30; n += 1) expect((await ask('/api')).status).toBe(200);
    // a wrong key is told, also where an answer is at hand
    const wrong = { 'x-forwarded-for': '198.51.100.8', authorization: `Bearer nc_${'x'.repeat(43)}` };
    const denied = await ask('/api/v1/problems', wrong);
    expect(denied.status).toBe(401);
    expect(denied.headers.get('www-authenticate')).toBe('Bearer');
    expect(await denied.json()).toMatchObject({ message: expect.stringContaining('Khóa API không đúng') });
  } finally {
    await web.close();
    await version.close();
  }
});
