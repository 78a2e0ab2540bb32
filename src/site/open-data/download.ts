import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { notFound } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { chooseEncoding } from '../../platform/http/page-cache.ts';
import { type Dataset, datasets, type Selection } from './datasets.ts';
import { type FormatName, formatNames, formats, sourceOf, written } from './formats.ts';
import { openPart, type PreparedFile, pathOfPrepared, readyFiles } from './prepared.ts';
import { type PublicState, publicState, sinceOf } from './state.ts';
import { piecesInTurn } from './turns.ts';

/** Raised when files of the same content are written differently from then on. */
const layout = 1;

export function datasetOf(call: Pick<Call, 'param'>): Dataset {
  const found = datasets.find(({ slug }) => slug === call.param('dataset'));
  if (!found) throw notFound();
  return found;
}

/** GET /du-lieu-mo/:dataset/:file: a whole data set, ready where it was prepared, or what a filter leaves, as it is read. */
export async function sendFile(call: Call): Promise<Response> {
  const dataset = datasetOf(call);
  const format = formatNames.find((name) => `du-lieu.${name}` === call.param('file'));
  if (!format) throw notFound();
  const selection = dataset.select(call.url.searchParams, call.today);
  const state = await publicState(call.services.db);
  if (selection.query === '') {
    const prepared = (await readyFiles(call.services.db)).find(
      (file) => file.dataset === dataset.name && file.format === format,
    );
    const path = prepared && (await pathOfPrepared(call.services, prepared));
    if (prepared && path) return preparedAnswer(call, dataset, prepared, path);
  }
  return streamedAnswer(call, dataset, format, selection, state);
}

function headersOf(
  call: Call,
  dataset: Dataset,
  format: FormatName,
  narrowed: boolean,
  state: PublicState,
): Headers {
  const { mediaType } = formats[format];
  const { origin } = call.services.config.baseUrl;
  const charset = format === 'xlsx' ? '' : '; charset=utf-8';
  return new Headers({
    'content-type': `${mediaType}${charset}`,
    'content-disposition': `attachment; filename="${dataset.slug}${narrowed ? '-loc' : ''}.${format}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, no-cache',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Last-Modified, Link, X-Changes-Since',
    link: `<${origin}/du-lieu-mo/${dataset.slug}/luoc-do.json>; rel="describedby", <${call.services.config.openDataLicence}>; rel="license"`,
    // what is public after this file: /api/v1/changes?since=
    'x-changes-since': sinceOf(state),
    vary: 'accept-encoding',
  });
}

/** Nobody would read the file, nor close it. */
const asksForHead = (call: Call) => call.request.method === 'HEAD';

function packs(call: Call, format: FormatName): boolean {
  return formats[format].packs && chooseEncoding(call.request.headers.get('accept-encoding')) !== 'identity';
}

/** True where what was asked for is what the asker has; a weak tag is one of the same content. */
function isKnown(call: Call, etag: string): boolean {
  const known = call.request.headers.get('if-none-match') ?? '';
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return known.split(',').map(bare).includes(bare(etag));
}

function streamedAnswer(
  call: Call,
  dataset: Dataset,
  format: FormatName,
  selection: Selection,
  state: PublicState,
): Response {
  const headers = headersOf(call, dataset, format, selection.query !== '', state);
  const told = [layout, state.version, dataset.name, format, selection.query].join('\n');
  const etag = `W/"${createHash('sha256').update(told).digest('base64url').slice(0, 22)}"`;
  headers.set('etag', etag);
  if (isKnown(call, etag)) return new Response(null, { status: 304, headers });
  if (asksForHead(call)) return new Response(null, { headers });
  const source = sourceOf(selection, call.services.db, piecesInTurn);
  return sent(call, written(format, dataset, source), format, headers);
}

async function preparedAnswer(
  call: Call,
  dataset: Dataset,
  prepared: PreparedFile,
  path: string,
): Promise<Response> {
  const { format, size, sha256 } = prepared;
  const headers = headersOf(call, dataset, format, false, prepared);
  headers.set('last-modified', prepared.preparedAt.toUTCString());
  headers.set('accept-ranges', 'bytes');
  const etag = `"${sha256}"`;
  headers.set('etag', etag);
  if (isKnown(call, etag)) return new Response(null, { status: 304, headers });
  const range = rangeOf(call, size, etag);
  if (range === 'beyond') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  if (range === null && packs(call, format) && !asksForHead(call)) {
    headers.set('etag', `W/${etag}`);
    return sent(call, openPart(path, 0, size - 1), format, headers);
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  if (asksForHead(call)) return new Response(null, { headers });
  return new Response(Readable.toWeb(openPart(path, start, end)) as ReadableStream, {
    status: range ? 206 : 200,
    headers,
  });
}

/** One part of the file, where one is asked for of this very content; several at once are answered with all of it. */
function rangeOf(call: Call, size: number, etag: string): { start: number; end: number } | 'beyond' | null {
  const { headers } = call.request;
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get('range') ?? '');
  const condition = headers.get('if-range');
  if (!asked || (condition !== null && condition !== etag)) return null;
  const [, from = '', to = ''] = asked;
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < start) return null;
  return start > end ? 'beyond' : { start, end };
}

/** Streams to whoever takes it, packed on the way where that is wanted; one who goes away ends the reading. */
function sent(call: Call, content: Readable, format: FormatName, headers: Headers): Response {
  const failed = (error: NodeJS.ErrnoException | null | undefined) => {
    // the reader went away; anything else cuts the answer off, so that a part is never taken for the whole
    if (error && !['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(error.code ?? ''))
      call.services.log.warn({ err: error, requestId: call.requestId }, 'a file of open data was cut off');
  };
  let out = content;
  if (packs(call, format)) {
    headers.set('content-encoding', 'gzip');
    out = pipeline(content, createGzip({ level: 4 }), failed);
  } else content.once('error', failed);
  return new Response(Readable.toWeb(out) as ReadableStream, { headers });
}
