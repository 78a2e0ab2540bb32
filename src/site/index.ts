import { printout, registerPrintout } from '../modules/documents/index.ts';
import { publicPage, type Route } from '../platform/http/route.ts';
import { apiRoutes } from './api/index.ts';
import { showDocument } from './document-page.tsx';
import { showHome } from './home.tsx';
import { openDataRoutes } from './open-data/index.ts';
import { showSearch } from './search-page.tsx';
import { showRobots, showSitemap, showSitemapPart } from './sitemap.ts';

const plain = (name: string, path: string, handle: Route['handle']): Route => ({
  name,
  method: 'GET',
  path,
  access: { kind: 'anyone' },
  style: 'plain',
  cached: true,
  handle,
});

/** Pages that combine modules, and the public API. */
export const siteRoutes: readonly Route[] = [
  publicPage('home', '/', showHome),
  publicPage('search', '/tim-kiem', showSearch),
  registerPrintout,
  publicPage('site.document', '/van-ban/:id', showDocument),
  printout('site.print_document', '/van-ban/:id/ban-in.pdf', showDocument),
  plain('sitemap', '/sitemap.xml', showSitemap),
  plain('sitemap.part', '/sitemap/:part', showSitemapPart),
  plain('robots', '/robots.txt', showRobots),
  ...apiRoutes,
  ...openDataRoutes,
];
