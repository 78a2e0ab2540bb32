import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../src/kernel/actor.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { routes as productRoutes } from '../../src/routes.ts';
import { rebuildSearch } from '../../src/site/rebuild-search.ts';
import { openWorld, type World } from '../support/world.ts';
import { multiplyRows } from './many-rows.ts';

/** Statements a page may cost, whatever the number of rows. */
const most = 10;

const reading = productRoutes(openMetrics()).filter(({ method }) => method === 'GET');
/** Pages that show other things for other questions. */
const queries: Readonly<Record<string, readonly string[]>> = {
  '/tim-kiem': ['?q=canh+bao', '?q=khong+co+gi+nhu+the', '?q=BTL-1999-01'],
  '/bai-toan': [
    '?q=canh+bao&nam=2026',
    '?linh-vuc=logistics&sap-xep=ma',
    '?q=BTL-1999-01',
    '?nam=2019',
    '?ngay=2026-05-04',
    '?ngay=2026-05-04&q=canh+bao&nam=2026',
    '?ngay=2020-01-01',
  ],
  '/bai-toan/:code': ['?ngay=2026-05-04', '?ngay=2020-01-01'],
  '/api/v1/problems': ['?date=2026-05-04', '?date=2026-05-04&q=canh+bao'],
  '/api/v1/problems/:code': ['?date=2026-05-04'],
  '/api/v1/editions': ['?date=2026-05-04'],
  '/nhu-cau': ['?q=cong+nghe', '?trang=2'],
  '/van-ban': ['?q=ke+hoach', '?trang=2'],
};
const asked = reading.flatMap((route) =>
  ['', ...(queries[route.path] ?? [])].map((query) => ({ name: `${route.name}${query}`, route, query })),
);

let world: World;
let before: Map<string, readonly string[]>;
let after: Map<string, readonly string[]>;

beforeAll(async () => {
  world = await openWorld();
  // one of everything there is a page for: what is counted again differs in the number of rows alone
  for (const route of reading)
    for (const role of readersOf(route)) await world.pathOf(route, role ? { as: await world.as(role) } : {});
  before = await countAll();
  const { db } = world.app.services;
  const last = async (pattern: string) => {
    const route = reading.find(({ path }) => path === pattern);
    return (route && (await world.pathOf(route)).split('/').at(-1)) ?? '';
  };
  const account = Number(await last('/quan-tri/tai-khoan/:id'));
  await multiplyRows(world.app, {
    document: Number(await last('/van-ban/:id')),
    entry: Number(await last('/ban-lam-viec/danh-muc/:id/muc/:entryId')),
    review: Number(await last('/ban-lam-viec/nhap/:id')),
    organisation: await last('/quan-tri/co-quan/:code'),
    accounts: [account, ...(await Promise.all(roles.map(async (role) => (await world.as(role)).accountId)))],
  });
  await rebuildSearch(world.app.services);
  expect(
    Number(
      (
        await db
          .selectFrom('entry')
          .select((row) => row.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    ),
  ).toBeGreaterThan(1000);
  after = await countAll();
});
afterAll(() => world.close());

/** Those the page is for: a visitor, or the first role allowed, and the inspector, whose looks are recorded. */
function readersOf(route: Route): readonly (Role | null)[] {
  const { access } = route;
  if (access.kind === 'anyone') return [null];
  const allowed = roles.filter((role) => access.kind !== 'roles' || access.roles.includes(role));
  return allowed.filter((role, at) => at === 0 || role === 'inspector');
}

async function countAll(): Promise<Map<string, readonly string[]>> {
  const counted = new Map<string, readonly string[]>();
  for (const { name, route, query } of asked) {
    for (const role of readersOf(route)) {
      const as = role ? { as: await world.as(role) } : {};
      const path = `${await world.pathOf(route, as)}${query}`;
      world.app.forgetStatements();
      const answer = await world.app.fetch(path, as);
      await answer.arrayBuffer();
      expect(answer.status, name).toBeLessThan(400);
      // the brackets of a transaction are none: an inspector's look, which is recorded, and what is read as of one moment have them
      const statements = world.app.statements.filter(
        (text) => !/^(begin|commit|start transaction .*)$/.test(text),
      );
      counted.set(`${name} ${role}`, statements);
    }
  }
  return counted;
}

describe.each(asked)('$name', ({ name, route }) => {
  test.each(readersOf(route).map((role) => ({ role })))(
    'costs few statements, as many for many rows ($role)',
    ({ role }) => {
      const few = before.get(`${name} ${role}`) ?? [];
      const many = after.get(`${name} ${role}`) ?? [];
      expect(many.length, many.join('\n')).toBeLessThanOrEqual(most);
      // those asked side by side come in any order
      expect(shortened(many).sort()).toEqual(shortened(few).sort());
    },
  );
});

/** Enough of each statement to recognise it in a failure. */
function shortened(statements: readonly string[]): string[] {
  return statements.map((text) => text.replace(/\s+/g, ' ').slice(0, 120));
}
