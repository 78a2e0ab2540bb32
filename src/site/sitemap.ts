import { sql } from 'kysely';
import type { Call } from '../platform/http/call.ts';
import { guideNames } from './guide/guide.ts';
import { guidePaths } from './guide/paths.ts';

/** A sitemap may hold 50,000 addresses; both languages of each are in it. */
const mostAddresses = 24_000;

/** Every public page worth finding, in both languages. Only what the search index holds, so never a draft. */
export async function showSitemap(call: Call): Promise<Response> {
  const { origin } = call.services.config.baseUrl;
  const rows = await sql<{ url: string; dated: string | null }>`
    select url, dated from search_item where url is not null and kind <> 'organisation'
    order by dated desc nulls last, item desc limit ${mostAddresses}
  `.execute(call.services.db);
  const fixed = [
    ...['/', '/bai-toan', '/nhu-cau', '/van-ban', '/api', guidePaths.all],
    ...guideNames.map(guidePaths.one),
  ].map((url) => ({ url, dated: null }));
  const addresses = [...fixed, ...rows.rows].flatMap(({ url, dated }) =>
    [url, url === '/' ? '/en' : `/en${url}`].map(
      (path) =>
        `<url><loc>${escaped(origin + path)}</loc>${dated ? `<lastmod>${dated}</lastmod>` : ''}</url>`,
    ),
  );
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses.join('\n')}\n</urlset>\n`,
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
