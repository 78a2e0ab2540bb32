import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { build } from 'esbuild';
import { galleryPages } from '../../src/ui/gallery.tsx';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** What the server was sent by POST: the path, the headers, and the body as text. */
export interface Posted {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface GalleryServer {
  readonly origin: string;
  readonly posts: Posted[];
  /** How the next posts are answered. */
  answer: (posted: Posted, response: ServerResponse) => void;
  close(): void;
}

/** The gallery behind the product's content policy, with its style sheet and scripts as the build makes them. */
export async function openGallery(): Promise<GalleryServer> {
  const bundled = await build({
    entryPoints: ['src/browser/app.ts', 'src/browser/early.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    outdir: 'out',
  });
  const scripts = new Map(bundled.outputFiles.map((file) => [file.path.split('/').at(-1), file.contents]));
  const pages = galleryPages('vi');
  const posts: Posted[] = [];

  const serveAsset = (name: string, response: ServerResponse) => {
    response.setHeader(
      'content-type',
      contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    );
    if (name.endsWith('.woff2'))
      response.end(readFileSync(`node_modules/@fontsource/be-vietnam-pro/files/${name}`));
    else response.end(scripts.get(name) ?? readFileSync(`public/${name}`));
  };

  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/assets/')) return serveAsset(path.split('/').at(-1) ?? '', response);
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const posted = { path, headers: request.headers, body: Buffer.concat(chunks).toString() };
        posts.push(posted);
        gallery.answer(posted, response);
      });
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'",
    );
    response.end(pages[path.slice(1)] ?? pages.home);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const gallery: GalleryServer = {
    origin: `http://localhost:${port}`,
    posts,
    answer: (_posted, response) => response.end(),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return gallery;
}
