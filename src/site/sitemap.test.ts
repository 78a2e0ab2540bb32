import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFilledPortal, type Portal } from '../../test/support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
});
afterAll(() => portal.app.close());

const addresses = (xml: string) =>
  [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address ?? '');

test('the sitemap is one file while everything fits, and then the list of parts that hold each thing once', async () => {
  const small = await portal.html('/sitemap.xml');
  expect(small).toContain('<urlset');
  expect(addresses(small)).toContain('http://localhost:8080/en/bai-toan/BTL-2026-01');
  expect(addresses(small)).toContain('http://localhost:8080/du-lieu-mo/bai-toan');
  const things = 48_010;
  const { db } = portal.app.services;
  await sql`insert into search_item (kind, ref, code, url, title, body, word_stream, shown, facets, code_order, title_order,
      illustrative, title_terms, terms)
    select 'problem', 1000000 + n, 'BTL-1999-' || n, '/bai-toan/BTL-1999-' || n, 'Việc', '', '', '{}', '{}', n::text, '', false,
      '', '' from generate_series(1, ${things}::int) n`.execute(db);
  await sql`update search_count set items = items + ${things} where kind = 'problem' and facet = ''`.execute(
    db,
  );
  const index = await portal.html('/sitemap.xml');
  expect(index).toContain('<sitemapindex');
  const parts = addresses(index).map((address) => new URL(address).pathname);
  expect(parts).toEqual([0, 1, 2, 3].map((part) => `/sitemap/${part}.xml`));
  const all = (await Promise.all(parts.map((part) => portal.html(part)))).map(addresses);
  for (const part of all) expect(part.length).toBeLessThanOrEqual(50_000);
  const flat = all.flat();
  expect(new Set(flat).size).toBe(flat.length);
  expect(new Set(flat)).toEqual(
    new Set([...addresses(small), ...flat.filter((one) => one.includes('BTL-1999-'))]),
  );
  expect(flat.filter((one) => one.includes('/bai-toan/BTL-1999-'))).toHaveLength(things * 2);
  for (const none of ['4.xml', '1', '1.xml.xml', '-1.xml', '9999999.xml'])
    expect((await portal.app.fetch(`/sitemap/${none}`)).status, none).toBe(404);
});
