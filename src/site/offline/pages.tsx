import type { Call } from '../../platform/http/call.ts';
import { publicPage, type Route } from '../../platform/http/route.ts';
import { assetUrl } from '../../ui/assets.ts';
import { Notice } from '../../ui/notice.tsx';
import { page } from '../../ui/page.tsx';
import { EmptyState, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { texts } from '../../ui/texts/texts.ts';
import { offlineTexts } from './texts.ts';

/** A file that has to stand at the root of the site, the same for everybody. */
const rootFile = (name: string, path: string, handle: Route['handle']): Route => ({
  ...{ name, path, handle, method: 'GET', style: 'plain' },
  access: { kind: 'anyone' },
});

/** What makes the site an app on a reader's device: its manifest, its worker, and the list of what is kept there. */
export const offlineRoutes: readonly Route[] = [
  publicPage('offline.list', PATHS.offline, showList),
  rootFile('offline.worker', '/sw.js', sendWorker),
  rootFile('offline.manifest', '/manifest.webmanifest', sendManifest),
];

/** The same page for everybody: what is kept is known to the reader's own browser alone. */
function showList(call: Call): Response {
  const { language: lang } = call;
  const t = offlineTexts(lang);
  return page(
    call,
    { title: t.title, description: t.lead, unlisted: true, reader: 'list' },
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div hidden data-not-kept>
        <Notice lang={lang} kind="warning">
          <p>{t.notKept}</p>
        </Notice>
      </div>
      <p data-without>{call.services.config.offlineReading ? t.without : t.off}</p>
      {call.services.config.offlineReading && (
        <div
          hidden
          data-kept-list={localPath(lang, PATHS.offline)}
          data-kept-on={t.keptOn('{day}')}
          data-remove={t.remove}
        >
          <ul class="rows" aria-label={t.title} />
          <div data-none>
            <EmptyState title={t.none}>
              <p>{t.noneHint}</p>
            </EmptyState>
          </div>
        </div>
      )}
    </>,
  );
}

/** Names the worker of this build, so that a new build is a new worker; gone, workers on devices remove themselves. */
function sendWorker({ services }: Call): Response {
  if (!services.config.offlineReading) return new Response(null, { status: 410 });
  return new Response(`importScripts(${JSON.stringify(assetUrl(services.assets, 'offline-worker.js'))});\n`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  });
}

function sendManifest({ services }: Call): Response {
  const { assets, config, installation } = services;
  const { site } = texts('vi');
  const icon = (name: string, size: number, purpose = 'any') => ({
    src: assetUrl(assets, name),
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  const manifest = {
    id: '/',
    name: [site.name, installation.place].filter(Boolean).join(' '),
    short_name: site.name,
    description: site.tagline,
    lang: 'vi',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#fbfaf6',
    theme_color: '#0f4c45',
    icons: [
      icon('icon-192.png', 192),
      icon('icon-512.png', 512),
      icon('icon-maskable-512.png', 512, 'maskable'),
    ],
    shortcuts: config.offlineReading ? [{ name: offlineTexts('vi').title, url: PATHS.offline }] : [],
  };
  return Response.json(manifest, {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
