import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Search, Use } from './uses.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** What looking at an answer counts as. */
export interface Counted {
  readonly use: Use | null;
  readonly searches: readonly Search[];
}

/** One anonymous answer, ready to be written in each encoding. */
interface CachedPage {
  readonly counted: Counted;
  readonly headers: readonly (readonly [string, string])[];
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
  readonly etag: string;
  readonly size: number;
}

export interface PageCache {
  /** Writes a cached answer, with `more` headers, straight to the socket; false when there is none. */
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    more?: readonly (readonly [string, string])[],
  ): boolean;
  /**
   * Keeps an answer and returns it in the encoding asked for. `shownState` is the generation before anything of the
   * answer was read; one that a change has overtaken meanwhile is not kept.
   */
  keep(
    key: string,
    shownState: string | null,
    response: Response,
    accepted: string | null,
    counted: Counted,
  ): Promise<Response>;
  size(): number;
}

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Bytes kept at most; the least recently used page goes first. */
const capacity = 96_000_000;

/** Longer addresses are answered but not kept, so that invented queries cannot fill the cache with keys. */
const longestKey = 400;

/** True where the cookies belong to a session or carry a message for one person; display settings do not count. */
export function isPersonal(cookie: string | null | undefined): boolean {
  return cookie !== null && cookie !== undefined && /nhipcau_(session|notice)=/.test(cookie);
}

/**
 * Keeps anonymous pages as long as `generation` (content version and local date) stays the same. Requests with
 * a cookie pass by: what a signed-in person sees is never kept.
 */
export function openPageCache(
  generation: () => string | null,
  onServe: (counted: Counted, request: IncomingMessage) => void,
): PageCache {
  const pages = new Map<string, CachedPage>();
  let keptGeneration: string | null = null;
  let kept = 0;

  const current = (): boolean => {
    const now = generation();
    if (now !== keptGeneration) {
      pages.clear();
      kept = 0;
      keptGeneration = now;
    }
    return now !== null;
  };

  return {
    size: () => kept,
    serve(request, response, more = []) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      if (isPersonal(request.headers.cookie)) return false;
      if (!current()) return false;
      const key = request.url ?? '';
      const page = pages.get(key);
      if (!page) return false;
      pages.delete(key);
      pages.set(key, page);
      onServe(page.counted, request);
      write(page, request, response, more);
      return true;
    },
    async keep(key, shownState, response, accepted, counted) {
      const body = Buffer.from(await response.arrayBuffer());
      const [br, gz] = await Promise.all([
        compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
        compressGzip(body),
      ]);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      const headers = [
        ...response.headers,
        ['vary', 'accept-encoding, cookie'],
        ['cache-control', 'no-cache'],
        ['etag', etag],
      ] as const;
      const page: CachedPage = {
        counted,
        headers: headers.map(([name, value]) => [name, value]),
        bodies: { identity: body, br, gzip: gz },
        etag,
        size: body.length + br.length + gz.length,
      };
      // a change during rendering: the page may show the old state and must not be kept under the new one
      if (current() && shownState === keptGeneration && key.length <= longestKey && !pages.has(key)) {
        pages.set(key, page);
        kept += page.size;
        for (const [oldest, old] of pages) {
          if (kept <= capacity) break;
          pages.delete(oldest);
          kept -= old.size;
        }
      }
      const encoding = chooseEncoding(accepted);
      const answer = new Headers(headers.map(([name, value]) => [name, value] as [string, string]));
      if (encoding !== 'identity') answer.set('content-encoding', encoding);
      return new Response(new Uint8Array(page.bodies[encoding]), {
        status: response.status,
        headers: answer,
      });
    },
  };
}

function write(
  page: CachedPage,
  request: IncomingMessage,
  response: ServerResponse,
  more: readonly (readonly [string, string])[],
): void {
  if (request.headers['if-none-match'] === page.etag) {
    response.writeHead(304, {
      ...Object.fromEntries(more),
      etag: page.etag,
      vary: 'accept-encoding, cookie',
      'cache-control': 'no-cache',
    });
    response.end();
    return;
  }
  const encoding = chooseEncoding(request.headers['accept-encoding'] ?? null);
  const body = page.bodies[encoding];
  const flat: string[] = [];
  for (const [name, value] of [...page.headers, ...more]) flat.push(name, value);
  if (encoding !== 'identity') flat.push('content-encoding', encoding);
  flat.push('content-length', String(body.length));
  response.writeHead(200, flat);
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function chooseEncoding(accepted: string | string[] | null): Encoding {
  const offer = String(accepted ?? '');
  if (/\bbr\b/.test(offer)) return 'br';
  return /\bgzip\b/.test(offer) ? 'gzip' : 'identity';
}
