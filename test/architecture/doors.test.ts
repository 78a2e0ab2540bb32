import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Role, roles } from '../../src/kernel/actor.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { securityHeaders } from '../../src/platform/http/security-headers.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { routes as productRoutes } from '../../src/routes.ts';
import type { Session } from '../support/app.ts';
import { openWorld, type World } from '../support/world.ts';
import { readHtmlPage } from './html-page.ts';

const routes = productRoutes(openMetrics());
const pages = routes.filter(({ style }) => style === 'page');
const reading = routes.filter(({ method }) => method === 'GET');
const writing = routes.filter(({ method }) => method !== 'GET');
const withParts = routes.filter(({ path }) => path.includes(':'));
const named = (list: readonly Route[]) =>
  list.map((route) => ({ name: `${route.method} ${route.name}`, route }));

/**
 * On a given server only what it may answer otherwise is tried again: the statements behind every door, asked by one who
 * may enter and, where something is read, by inspector and administrator too; and numbers, codes and queries nobody
 * meant. Who is refused, and what a page is made of, no server decides.
 */
const onlyStatements = inject('server') === 'outside';
const whole = <T>(list: readonly T[]): readonly T[] => (onlyStatements ? [] : list);

/** The roles who knock at a door. */
function knocking(route: Route): readonly Role[] {
  if (!onlyStatements) return roles;
  const allowed = roles.filter((role) => may(route, role));
  return allowed.filter(
    (role, at) => at === 0 || (route.method === 'GET' && (role === 'inspector' || role === 'administrator')),
  );
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

function may(route: Route, role: Role): boolean {
  return route.access.kind !== 'roles' || route.access.roles.includes(role);
}

/** Somebody the door is open to; null: a visitor. Posts get a session of their own, which they may end. */
async function keyOf(route: Route): Promise<Session | null> {
  if (route.access.kind === 'anyone') return null;
  const role = roles.find((one) => may(route, one)) ?? 'administrator';
  return route.method === 'GET' ? world.as(role) : world.app.signIn(role);
}

async function knock(
  route: Route,
  path: string,
  as: Session | null,
  form: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await world.app.fetch(path, {
    ...(as && { as }),
    ...(route.method !== 'GET' && { method: route.method, form }),
  });
  const wrong = [...securityHeaders(world.app.services.config)].filter(([name, value]) => {
    const sent = answer.headers.get(name);
    // a file goes out under a stricter policy of its own, never without one
    return name === 'content-security-policy' ? !sent?.includes("default-src 'none'") : sent !== value;
  });
  expect(wrong, route.name).toEqual([]);
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  return answer;
}

function sendFile(path: string, as: Session | null, token: string): Promise<Response> {
  const body = new FormData();
  body.append('_csrf', token);
  body.append('file', new File(['TT\tTên'], 'phu-luc.txt'));
  const headers = { 'sec-fetch-site': 'same-origin', ...(as && { cookie: as.cookie }) };
  return world.app.web.fetch(new Request(`http://localhost:8080${path}`, { method: 'POST', headers, body }));
}

const opens = (status: number) => status < 500 && ![401, 403, 404, 405].includes(status);

test('names of routes are unique, and so are their doors', () => {
  const names = routes.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  const doors = routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
  expect(doors.filter((door, at) => doors.indexOf(door) !== at)).toEqual([]);
});

test('what changes anything is posted and asks who it is, but for signing in (also through others) and out, passwords forgotten, registering, following, one’s own data, addresses out of letters and the reading of assistants', () => {
  const open = writing.filter(({ access }) => access.kind === 'anyone').map(({ path }) => path);
  expect(open).toEqual([
    ...['/quyen-rieng-tu/yeu-cau', '/quyen-rieng-tu/yeu-cau/:token'],
    ...[
      '/dang-nhap',
      '/dang-nhap/khoa-truy-cap',
      '/dang-xuat',
      '/dang-nhap/buoc-hai',
      '/dang-nhap/qua/:provider',
      '/dang-nhap/nhan-tai-khoan/lien-ket',
      '/dang-nhap/nhan-tai-khoan/mo',
      '/quen-mat-khau',
      '/dat-lai-mat-khau/:token',
    ],
    ...['/dang-ky/:kind', '/dang-ky/xac-nhan/:token', '/loi-moi/:token', '/doi-e-mail/:token'],
    '/thu/ngung/:token',
    ...['/theo-doi', '/theo-doi/xac-nhan/:token', '/theo-doi/dia-chi/:token'],
    ...['/theo-doi/dia-chi/:token/thoi', '/theo-doi/dia-chi/:token/thoi-tat-ca'],
    '/mcp',
  ]);
});

describe.each(named(routes))('$name', ({ route }) => {
  test('opens for whom it is declared, and for nobody else', async () => {
    const path = await world.pathOf(route, { fresh: route.method !== 'GET' });
    const visitor = await knock(route, path, null);
    if (route.access.kind === 'anyone')
      expect(opens(visitor.status), `visitor: ${visitor.status}`).toBe(true);
    else if (route.method === 'GET' && route.style !== 'api') {
      expect(visitor.status).toBe(303);
      expect(visitor.headers.get('location')).toBe(`/dang-nhap?ve=${encodeURIComponent(path)}`);
    } else expect(visitor.status).toBe(401);
    for (const role of knocking(route)) {
      const open = may(route, role);
      // who is let in may end the session they post with
      const own = open && route.method !== 'GET' ? await world.app.signIn(role) : await world.as(role);
      const address = open ? await world.pathOf(route, { fresh: route.method !== 'GET', as: own }) : path;
      const answer = await knock(route, address, own, open ? await world.formOf(route) : {});
      if (open) expect(opens(answer.status), `${role}: ${answer.status}`).toBe(true);
      else {
        expect(answer.status, role).toBe(403);
        if (route.style === 'page')
          expect(readHtmlPage(await answer.text()).headings).toEqual(['Không được phép']);
      }
    }
  });
});

describe.each(named(whole(writing).filter(({ carriesProof }) => !carriesProof)))('$name', ({ route }) => {
  test('takes nothing from another site, nor without the form’s own token', async () => {
    const key = await keyOf(route);
    const path = await world.pathOf(route, { fresh: true, as: key });
    const before = await lastEvent();
    const foreign = await world.app.fetch(path, {
      ...(key && { as: key }),
      method: route.method,
      form: {},
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    for (const token of key ? ['', 'forged'] : []) {
      const form = await knock(route, path, key, { _csrf: token });
      // a door for files reads nothing else: it is asked again with one
      const answer = form.status === 400 ? await sendFile(path, key, token) : form;
      expect(answer.status, token).toBe(403);
    }
    expect(await lastEvent()).toBe(before);
  });
});

const forged = [
  '0',
  '-1',
  '1e9',
  'abc',
  '1;drop table entry',
  '9223372036854775808',
  '1.5',
  '%00',
  '../1',
  'Ｅ',
  '1'.repeat(3000),
];

describe.each(named(withParts))('$name', ({ route }) => {
  test('finds nothing behind a forged number or code', async () => {
    const key = await keyOf(route);
    const real = (await world.pathOf(route)).split('/');
    const parts = route.path.split('/');
    for (const [at, part] of parts.entries()) {
      if (!part.startsWith(':')) continue;
      for (const value of forged) {
        const path = [...real.slice(0, at), encodeURIComponent(value), ...real.slice(at + 1)].join('/');
        const answer = await knock(route, path, key);
        expect([404, 422], `${part} = ${value.slice(0, 30)}: ${answer.status}`).toContain(answer.status);
      }
    }
  });
});

/** Wrong, hostile or merely odd values by name; the n-th query takes the n-th of each. */
const odd: Readonly<Record<string, readonly string[]>> = {
  trang: ['0', '-1', '1e9', 'abc', '1;drop table entry', '99999999999999999999', '\u0000'],
  q: ['\u0000', '🌉', 'a'.repeat(3000), '"', '%_\\', 'a:*&!b', '<script>'],
  nam: ['abc', '99999', '-1', '2026,2025', '', '9'.repeat(30), '2026'],
  'linh-vuc': ['khong-co', "'", '\u0000', '%', '', 'x'.repeat(3000), '1'],
  'co-quan': ["'", '\u0000', '0', '%', '', 'x'.repeat(3000), '1'],
  'dia-ban': ['0', "'", '\u0000', '%', '', 'x'.repeat(3000), '1'],
  'trang-thai': ['x', "'", '\u0000', '%', '', 'x'.repeat(3000), '1'],
  'sap-xep': ['x', "'", '\u0000', '%', '', 'x'.repeat(3000), '1'],
  loai: ['x', "'", '\u0000', '%', '', 'x'.repeat(3000), '1'],
  limit: ['0', 'abc', '1e9', '-1', '1.5', '', '\u0000'],
  cursor: ['x', '\u0000', 'e30', '', "'", 'x'.repeat(3000), '1'],
  since: ['x', '\u0000', '-1', '', "'", '9'.repeat(30), '1e9'],
  year: ['x', '99999999999', '-1', '', "'", '\u0000', '1e9'],
  phan: ['-1', '0', 'x', '1e9', '9'.repeat(30), '\u0000', ''],
  'dan-chieu': ['-1', '0', 'x', '1e9', '9'.repeat(30), '\u0000', ''],
  thieu: ['x', "'", '\u0000', '%', '', 'x'.repeat(3000), '1'],
  ve: [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '\r\nx: y',
    '\u0000',
    '',
  ],
};
const oddQueries = Array.from({ length: 7 }, (_, at) =>
  new URLSearchParams(Object.entries(odd).map(([name, values]) => [name, values[at] ?? ''])).toString(),
);

describe.each(named(reading))('$name', ({ route }) => {
  test('takes any query for what it is: never a fault', async () => {
    const key = await keyOf(route);
    const path = await world.pathOf(route);
    for (const query of oddQueries) {
      const answer = await knock(route, `${path}?${query}`, key);
      const what = `${query.slice(0, 400)}: ${answer.status}`;
      expect(answer.status, what).toBeLessThan(500);
      if (route.style === 'page') expect([200, 303], what).toContain(answer.status);
      if (answer.status === 303) expect(answer.headers.get('location')).toMatch(/^\/(?![/\\])/);
    }
  });
});

describe.each(named(whole(pages)))('$name', ({ route }) => {
  test.each(['vi', 'en'] as const)('is a whole page in %s', async (language) => {
    const key = await keyOf(route);
    const path = await world.pathOf(route, { fresh: route.method !== 'GET', as: key });
    const answer = await knock(route, language === 'en' ? (path === '/' ? '/en' : `/en${path}`) : path, key);
    if (answer.status === 303) {
      const to = answer.headers.get('location') ?? '';
      if (route.name !== 'display.choose') expect(/^\/en(\/|\?|$)/.test(to), to).toBe(language === 'en');
      return;
    }
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await answer.text();
    expect(html).toMatch(/^<!doctype html>/i);
    const shown = readHtmlPage(html);
    expect(shown.language).toBe(language);
    expect(shown.title).toMatch(/\S+ · Nhịp Cầu Lạng Sơn$/);
    expect(shown.headings).toHaveLength(1);
    expect(shown.headings[0]).not.toBe('');
    expect(shown.inline).toEqual([]);
  });
});

test('an address nobody declared is not found, in both languages and for programs', async () => {
  for (const path of [
    '/khong-co',
    '/en/khong-co',
    '/api/v1/khong-co',
    '/ban-lam-viec/khong-co',
    '/cong-nghe',
  ]) {
    const answer = await world.app.fetch(path);
    expect(answer.status, path).toBe(404);
  }
});

async function lastEvent(): Promise<number> {
  const head = await world.app.services.db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow();
  return head.seq;
}
