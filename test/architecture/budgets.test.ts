import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../src/kernel/actor.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { routes } from '../../src/routes.ts';
import { ensureBuilt } from '../product/product.ts';
import { openWorld, type World } from '../support/world.ts';
import { readHtmlPage } from './html-page.ts';

/** Bytes of HTML, style and script of one page together, compressed; type faces and pictures apart. */
const most = 50_000;

const pages = routes(openMetrics()).filter(
  ({ method, style, name }) => method === 'GET' && style === 'page' && name !== 'display.choose',
);
const compressed = async (content: Buffer | string) => (await promisify(gzip)(content)).length;

let world: World;
beforeAll(async () => {
  [world] = await Promise.all([openWorld(), ensureBuilt()]);
});
afterAll(() => world.close());

const built = (file: string) => readFileSync(join(projectRoot, 'dist/public', file));
const manifest = (): Record<string, string> => JSON.parse(built('manifest.json').toString());

/** The file behind an address of a page: the world’s pages name assets plainly, as a page without a build does. */
function fileOf(address: string): string {
  const name = address.replace(/^\/assets\//, '');
  return (manifest()[name] ?? name).replace(/^\/?assets\//, '');
}

describe.each(pages.map((route) => ({ name: route.name, route })))('$name', ({ route }) => {
  test('is light, and loads nothing from elsewhere', async () => {
    const { access } = route;
    const role: Role | undefined =
      access.kind === 'anyone'
        ? undefined
        : roles.find((one) => access.kind !== 'roles' || access.roles.includes(one));
    const path = await world.pathOf(route);
    for (const address of [path, path === '/' ? '/en' : `/en${path}`]) {
      const answer = await world.app.fetch(address, role ? { as: await world.as(role) } : {});
      if (answer.status === 303) continue;
      const html = await answer.text();
      const { loads, inline } = readHtmlPage(html);
      expect(inline).toEqual([]);
      // a picture of a document's pages comes from its own page
      expect(loads.filter((from) => !/^(?:\/assets\/|\/ban-lam-viec\/.*\.svg\?|#)/.test(from))).toEqual([]);
      const parts = [...new Set(loads)].filter((from) => /\.(css|js)$/.test(from)).map(fileOf);
      expect(parts.length).toBeGreaterThanOrEqual(3);
      const bytes = [
        await compressed(html),
        ...(await Promise.all(parts.map((part) => compressed(built(part))))),
      ];
      const total = bytes.reduce((sum, one) => sum + one, 0);
      expect(total, `${address}: ${bytes.join(' + ')} bytes`).toBeLessThanOrEqual(most);
    }
  });
});

test('styles and scripts name no other origin', () => {
  for (const [logical, file] of Object.entries(manifest())) {
    if (!/\.(css|js)$/.test(logical)) continue;
    const content = built(file.replace(/^\/?assets\//, '')).toString();
    const origins = content.match(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}[^\s"')]*/gi) ?? [];
    expect(
      origins.filter((one) => !one.includes('www.w3.org')),
      logical,
    ).toEqual([]);
    expect(content, logical).not.toMatch(/\beval\(|new Function\(|@import\s+url/);
  }
});
