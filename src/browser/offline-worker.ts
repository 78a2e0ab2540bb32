/**
 * Shows what a reader kept on this device while there is no network. Registered by the first page that is kept
 * (enhance/keep-offline.ts). It keeps nothing itself: whatever the network answers goes through untouched, so no page of
 * a signed-in person is ever stored. Where the site says that there is no worker any more (404 or 410), it removes itself
 * and what was kept.
 */
const KEPT = 'nhipcau-kept';
const SELF = '/sw.js';
const LIST = '/doc-ngoai-tuyen';

type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & { readonly request: Request; respondWith(answer: Promise<Response>): void };
// the library of a page's own types knows no workers
const worker = self as unknown as {
  addEventListener(name: 'install' | 'activate', handle: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', handle: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { unregister(): Promise<boolean> };
};

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(pageOf(request, url));
    event.waitUntil(endWhenGone());
  } else if (url.pathname.startsWith('/assets/')) event.respondWith(assetOf(request));
});

async function pageOf(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const lists = [LIST, `/en${LIST}`];
    if (/^\/en(?:\/|$)/.test(url.pathname)) lists.reverse();
    for (const address of [url.pathname + url.search, url.pathname, ...lists]) {
      const found = await caches.match(address, { cacheName: KEPT });
      if (found) return found;
    }
    throw error;
  }
}

/** Names of assets have the hash of their content: what is kept is what the network would answer. */
async function assetOf(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: KEPT })) ?? fetch(request);
}

/** Asked with each page: some hundred bytes, for those alone who keep pages. */
async function endWhenGone(): Promise<void> {
  const answer = await fetch(SELF, { cache: 'no-store' }).catch(() => null);
  if (answer?.status !== 404 && answer?.status !== 410) return;
  await caches.delete(KEPT);
  await worker.registration.unregister();
}
