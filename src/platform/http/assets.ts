import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseEncoding } from './page-cache.ts';

/** Logical name (`styles.css`, `app.js`) → address with the content's hash (`/assets/styles.3f9c.css`). */
export interface Assets {
  readonly urls: Readonly<Record<string, string>>;
  /** The file behind `/assets/<name>`; null when there is none. */
  respond(name: string, request: Request): Response | null;
}

const mediaTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

interface Asset {
  readonly type: string;
  readonly identity: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
}

/** Loads the built public files (see scripts/build.mjs) into memory: they are few and small. */
export function openAssets(directory: string): Assets {
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Record<
    string,
    string
  >;
  const files = new Map<string, Asset>();
  for (const file of Object.values(manifest)) {
    const name = file.replace(/^\/?assets\//, '');
    files.set(name, {
      type: mediaTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      identity: readFileSync(join(directory, name)),
      br: readIfThere(join(directory, `${name}.br`)),
      gzip: readIfThere(join(directory, `${name}.gz`)),
    });
  }
  const urls = Object.fromEntries(
    Object.entries(manifest).map(([logical, file]) => [
      logical,
      `/assets/${file.replace(/^\/?assets\//, '')}`,
    ]),
  );
  return {
    urls,
    respond(name, request) {
      const asset = files.get(name);
      if (!asset) return null;
      const wanted = chooseEncoding(request.headers.get('accept-encoding'));
      const body = wanted === 'identity' ? null : asset[wanted];
      const headers = new Headers({
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      if (body) headers.set('content-encoding', wanted);
      return new Response(new Uint8Array(body ?? asset.identity), { headers });
    },
  };
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
