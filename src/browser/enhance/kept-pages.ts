/** Pages a reader keeps on this device, in a store of the browser that the worker (offline-worker.ts) reads as well. */
const KEPT = 'nhipcau-kept';
const TITLE = 'x-kept-title';
const DAY = 'x-kept-day';

export type KeptPage = { readonly address: string; readonly title: string; readonly day: string };

/** False without a secure connection, or in a browser that keeps nothing. */
export const canKeep = (): boolean => 'serviceWorker' in navigator && 'caches' in window;

/** What is kept, the newest last. */
export async function keptPages(): Promise<KeptPage[]> {
  if (!(await caches.has(KEPT))) return [];
  const store = await caches.open(KEPT);
  const found: KeptPage[] = [];
  for (const request of await store.keys()) {
    const headers = (await store.match(request))?.headers;
    const title = headers?.get(TITLE);
    if (!headers || !title) continue;
    const { pathname, search } = new URL(request.url);
    found.push({ address: pathname + search, title: decodeURIComponent(title), day: headers.get(DAY) ?? '' });
  }
  return found;
}

export async function findKept(address: string): Promise<KeptPage | null> {
  return (await keptPages()).find((page) => page.address === address) ?? null;
}

/** Keeps the page as a visitor sees it, whoever asks, with all that it is shown with; and the list of what is kept. */
export async function keepPage(address: string, list: string, title: string): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  const store = await caches.open(KEPT);
  await putPage(store, list, null);
  await putPage(store, address, title);
}

/** With the last page all that it was shown with goes too. */
export async function forgetPage(address: string): Promise<void> {
  const store = await caches.open(KEPT);
  await store.delete(address);
  if ((await keptPages()).length === 0) await caches.delete(KEPT);
}

export const today = (): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });

/** Throws where the network or the room of the device fails. `title`: null for the list itself. */
async function putPage(store: Cache, address: string, title: string | null): Promise<void> {
  const answer = await fetch(address, { credentials: 'omit', cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const html = await answer.text();
  await putAssets(store, html);
  const headers = new Headers(answer.headers);
  for (const gone of ['content-encoding', 'content-length', 'etag']) headers.delete(gone);
  if (title !== null) {
    headers.set(TITLE, encodeURIComponent(title));
    headers.set(DAY, today());
  }
  const marked = title === null ? html : html.replace('<html ', `<html data-kept="${today()}" `);
  await store.put(address, new Response(marked, { headers }));
}

async function putAssets(store: Cache, html: string): Promise<void> {
  const named = new Set(
    [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, name]) => name ?? ''),
  );
  for (const name of named) {
    if (await store.match(name)) continue;
    await store.add(name);
    if (!name.endsWith('.css')) continue;
    const css = await (await store.match(name))?.text();
    for (const [, file = ''] of css?.matchAll(/url\("?([^")]+\.woff2)"?\)/g) ?? []) {
      const url = new URL(file, new URL(name, location.origin));
      if (!(await store.match(url))) await store.add(url);
    }
  }
}
