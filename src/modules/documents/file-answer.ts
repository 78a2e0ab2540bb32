import { Readable } from 'node:stream';
import { Refusal } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { attachmentHeaders } from './file-headers.ts';
import { documentTexts } from './texts.ts';

/** A file of the store under the name people know. */
export interface StoredFile {
  readonly sha256: string;
  readonly name: string;
  /** bytes */
  readonly size: number;
}

/**
 * The file as it came, to be saved and never opened within the site. `published`: others may keep the answer. Throws
 * `not_found` when the store has lost it.
 */
export async function fileAnswer(call: Call, file: StoredFile, published: boolean): Promise<Response> {
  const { sha256, name, size } = file;
  const headers = attachmentHeaders(name, sha256, published);
  if (call.request.headers.get('if-none-match') === headers.get('etag')) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('content-length', String(size));
  const content = await call.services.files.open(sha256).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    call.services.log.error({ sha256, path: call.path }, 'a file handed out is not in the store');
    throw new Refusal('not_found', { vi: documentTexts('vi').lostFile, en: documentTexts('en').lostFile });
  });
  return new Response(Readable.toWeb(content) as ReadableStream, { headers });
}
