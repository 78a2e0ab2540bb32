import { Readable } from 'node:stream';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { anyone, download, publicPage, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { attachmentHeaders } from './file-headers.ts';
import { filtersOf } from './filters.ts';
import { documentList } from './listing.ts';
import { documentPaths } from './paths.ts';
import { can } from './policy.ts';
import { RegisterList } from './register-view.tsx';
import { findDocument, readDocumentId } from './store.ts';
import { documentTexts } from './texts.ts';

/** GET /van-ban */
async function registerPage(call: Call): Promise<Response> {
  const t = documentTexts(call.language);
  const filters = filtersOf(call, false);
  const found = await documentList(call.services.db, filters, true);
  return page(
    call,
    {
      title: t.title,
      description: t.description,
      active: 'documents',
      illustrative: found.items.some((item) => item.illustrative),
    },
    <>
      <PageHead title={t.title} lead={t.lead} />
      <RegisterList language={call.language} filters={filters} found={found} work={false} />
    </>,
  );
}

/** GET /van-ban/:id/tep: the file as it came; that of a draft only for those who may read drafts. */
async function documentFile(call: Call): Promise<Response> {
  const id = readDocumentId(call.param('id'));
  const document = id === null ? null : await findDocument(call.services.db, id);
  if (!document?.file || !can(call.actor, 'read', document)) throw notFound();
  const { sha256, name, size } = document.file;
  const headers = attachmentHeaders(name, sha256, document.state === 'published');
  if (call.request.headers.get('if-none-match') === headers.get('etag')) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('content-length', String(size));
  const content = await call.services.files.open(sha256).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    call.services.log.error({ sha256, document: id }, 'a file of the register is not in the store');
    throw new Refusal('not_found', { vi: documentTexts('vi').lostFile, en: documentTexts('en').lostFile });
  });
  return new Response(Readable.toWeb(content) as ReadableStream, { headers });
}

/** The page of one document is not among them: the site adds what the catalogue knows to `documentPage`. */
export const publicDocumentRoutes: readonly Route[] = [
  publicPage('document.list', documentPaths.register, registerPage),
  download('document.file', '/van-ban/:id/tep', anyone, documentFile),
];
