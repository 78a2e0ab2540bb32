import { sql } from 'kysely';
import { notFound } from '../kernel/refusal.ts';
import { openBoardPaths } from '../modules/programme/index.ts';
import type { Querying } from '../platform/database/open.ts';
import type { Call } from '../platform/http/call.ts';
import { guideNames } from './guide/guide.ts';
import { guidePaths } from './guide/paths.ts';
import { datasets } from './open-data/datasets.ts';
import { openDataPaths } from './open-data/paths.ts';

/** Things of one part: a sitemap may hold 50,000 addresses, and each has one in both languages. */
const mostAddresses = 24_000;

const partName = (part: number) => `/sitemap/${part}.xml`;

/** Public things that have a page of their own, and how many parts they fill. One statement. */
async function countParts(db: Querying): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select coalesce(sum(items), 0)::int as items from search_count where facet = '' and kind <> 'organisation'`.execute(
    db,
  );
  return Math.ceil((rows[0]?.items ?? 0) / mostAddresses);
}

/** One sitemap while everything fits into it, otherwise the list of its parts. */
export async function showSitemap(call: Call): Promise<Response> {
  const { origin } = call.services.config.baseUrl;
  const parts = await countParts(call.services.db);
  if (parts <= 1)
    return xml('urlset', [...fixedAddresses(), ...(await addressesOf(call, 1))].map(inBoth(origin)));
  const names = Array.from({ length: parts + 1 }, (_, part) => partName(part));
  return xml(
    'sitemapindex',
    names.map((name) => `<sitemap><loc>${escaped(origin + name)}</loc></sitemap>`),
  );
}

/** GET /sitemap/:part: the pages that always are, as part 0, and then the things in the order in which they became public. */
export async function showSitemapPart(call: Call): Promise<Response> {
  const { origin } = call.services.config.baseUrl;
  const [, digits] = /^(\d{1,6})\.xml$/.exec(call.param('part')) ?? [];
  const part = digits === undefined ? Number.NaN : Number(digits);
  if (Number.isNaN(part) || part > (await countParts(call.services.db))) throw notFound();
  const addresses = part === 0 ? fixedAddresses() : await addressesOf(call, part);
  return xml('urlset', addresses.map(inBoth(origin)));
}

interface Address {
  readonly url: string;
  readonly dated: string | null;
}

function fixedAddresses(): readonly Address[] {
  return [
    ...[
      '/',
      '/bai-toan',
      '/nhu-cau',
      '/van-ban',
      '/ke-hoach',
      openBoardPaths.board,
      openBoardPaths.tasks,
      '/lich-lam-viec',
      '/api',
      guidePaths.all,
      openDataPaths.all,
    ],
    ...guideNames.map(guidePaths.one),
    ...datasets.map(({ slug }) => openDataPaths.dataset(slug)),
  ].map((url) => ({ url, dated: null }));
}

/** Only what the search index holds, so never a draft. */
async function addressesOf(call: Call, part: number): Promise<readonly Address[]> {
  const { rows } = await sql<Address>`
    select url, dated from search_item where url is not null and kind <> 'organisation'
    order by item limit ${mostAddresses} offset ${(part - 1) * mostAddresses}`.execute(call.services.db);
  return rows;
}

const inBoth =
  (origin: string) =>
  ({ url, dated }: Address): string =>
    [url, url === '/' ? '/en' : `/en${url}`]
      .map(
        (path) =>
          `<url><loc>${escaped(origin + path)}</loc>${dated ? `<lastmod>${dated}</lastmod>` : ''}</url>`,
      )
      .join('\n');

function xml(root: 'urlset' | 'sitemapindex', lines: readonly string[]): Response {
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</${root}>\n`,
    { headers: { 'content-type': 'application/xml; charset=utf-8' } },
  );
}

export function showRobots(call: Call): Response {
  const { origin } = call.services.config.baseUrl;
  const lines = [
    'User-agent: *',
    'Disallow: /ban-lam-viec',
    'Disallow: /en/ban-lam-viec',
    'Disallow: /quan-tri',
    'Disallow: /en/quan-tri',
    'Disallow: /dang-nhap',
    'Disallow: /en/dang-nhap',
    'Disallow: /tim-kiem',
    'Disallow: /en/tim-kiem',
    'Disallow: /*/ban-in.pdf',
    `Sitemap: ${origin}/sitemap.xml`,
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
