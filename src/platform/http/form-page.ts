import type { Call } from './call.ts';
import { localAddress } from './local-address.ts';
import type { Route } from './route.ts';

/**
 * The page a posted form stood on, as an address of this site with its language prefix: what the browser names as
 * the page before, else the posted address itself; null when neither is a page that can be opened.
 */
export function formPageOf(call: Call, routes: readonly Route[]): string | null {
  if (call.request.method === 'GET' || call.request.method === 'HEAD') return null;
  const own = `${call.url.pathname}${call.url.search}`;
  for (const address of [refererOf(call), own]) {
    const local = address && localAddress(address, call.services.config.baseUrl);
    if (local && isPage(local, routes)) return local;
  }
  return null;
}

function refererOf(call: Call): string | null {
  const referer = call.request.headers.get('referer') ?? '';
  if (!URL.canParse(referer)) return null;
  const { protocol, host, pathname, search } = new URL(referer);
  const ours = [call.services.config.baseUrl.host, call.request.headers.get('host')];
  return /^https?:$/.test(protocol) && ours.includes(host) ? `${pathname}${search}` : null;
}

/** A form sent back with its errors stands at an address that only takes posts: nothing can be opened there. */
function isPage(address: string, routes: readonly Route[]): boolean {
  const path = address.split(/[?#]/)[0] ?? '';
  const asked = (path.replace(/^\/en(?=\/|$)/, '') || '/').split('/');
  return routes.some((route) => {
    if (route.method !== 'GET' || route.style !== 'page') return false;
    const parts = route.path.split('/');
    return (
      parts.length === asked.length && parts.every((part, at) => part.startsWith(':') || part === asked[at])
    );
  });
}
