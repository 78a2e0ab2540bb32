import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMetrics } from '../../src/platform/metrics.ts';
import { routes as productRoutes } from '../../src/routes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

// Every address that a letter leads to carries a key, and every such address is opened too late one day.
const routes = productRoutes(openMetrics());
const byKey = routes.filter(
  ({ method, path, style }) => method === 'GET' && style === 'page' && path.includes('/:token'),
);

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(routes);
});
afterAll(() => app.close());

test('letters lead to more than a few addresses', () => {
  expect(byKey.length).toBeGreaterThanOrEqual(8);
});

describe.each(byKey.map(({ path }) => path))('%s', (path) => {
  test.each(['x'.repeat(43), 'bi-cat-mat'])(
    'opened with a key that opens nothing, it says so and leads on',
    async (key) => {
      for (const [language, title] of [
        ['', 'Đường dẫn không còn dùng được'],
        ['/en', 'This address opens nothing any longer'],
      ] as const) {
        const answer = await app.fetch(`${language}${path.replace(':token', key)}`);
        expect(answer.status).toBe(404);
        const main = /<main[\s\S]*<\/main>/.exec(await answer.text())?.[0] ?? '';
        expect(main).toContain(`<h1>${title}</h1>`);
        const ways = [...main.matchAll(/<a href="([^"]+)" class="button/g)].map(([, href]) => href ?? '');
        expect(ways.length).toBeGreaterThan(0);
        for (const way of ways) expect((await app.fetch(way)).status, way).toBeLessThan(400);
      }
    },
  );
});

test('whoever is signed in is not sent to sign in', async () => {
  const as = await app.signIn('applicant');
  const text = await (await app.fetch(`/dat-lai-mat-khau/${'x'.repeat(43)}`, { as })).text();
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
  expect(main).toContain('href="/quen-mat-khau"');
  expect(main).not.toContain('href="/dang-nhap"');
});
