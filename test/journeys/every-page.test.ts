import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../src/kernel/actor.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { routes } from '../../src/routes.ts';
import { openSession } from '../support/app.ts';
import { lookOverWholly, openSite, type Person, type Site, sitDown } from '../support/journey.ts';
import { openPaths } from '../support/world.ts';

const pages = routes(openMetrics()).filter(
  ({ method, style, name }) => method === 'GET' && style === 'page' && name !== 'display.choose',
);

let site: Site;
let paths: ReturnType<typeof openPaths>;
const people = new Map<Role | null, Person>();
beforeAll(async () => {
  site = await openSite();
  const { services } = site;
  paths = openPaths({
    services,
    signIn: (role, options = {}) => openSession(services, typeof role === 'string' ? [role] : role, options),
  });
});
afterAll(() => site.close());

async function personWith(role: Role | null): Promise<Person> {
  const known = people.get(role);
  if (known) return known;
  const person = await sitDown(site, role ? { as: await paths.as(role) } : {});
  people.set(role, person);
  return person;
}

describe.each(pages.map((route) => ({ name: route.name, route })))('$name', ({ route }) => {
  test('is sound to eyes, ears and phones, in the light and in the dark', async () => {
    const { access } = route;
    const role =
      access.kind === 'anyone'
        ? null
        : (roles.find((one) => access.kind !== 'roles' || access.roles.includes(one)) ?? null);
    const person = await personWith(role);
    const path = await paths.pathOf(route);
    await person.go(path);
    expect(await person.page.evaluate('document.querySelector("h1")?.textContent')).not.toMatch(
      /Không được phép|Không tìm thấy trang|Lỗi của hệ thống/,
    );
    await lookOverWholly(person, `${site.origin}/en${path === '/' ? '' : path}`);
  });
});
