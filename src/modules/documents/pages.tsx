import { notFound } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { anyone, download, publicPage, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { fileAnswer } from './file-answer.ts';
import { filtersOf } from './filters.ts';
import { recordInspection } from './inspection.ts';
import { documentList } from './listing.ts';
import { documentPaths } from './paths.ts';
import { can } from './policy.ts';
import { printout } from './printout.ts';
import { RegisterList } from './register-view.tsx';
import { findDocument, readDocumentId } from './store.ts';
import { documentTexts } from './texts.ts';

/** GET /van-ban */
async function registerPage(call: Call): Promise<Response> {
  const t = documentTexts(call.language);
  const filters = filtersOf(call, false);
  const found = await documentList(call.services.db, filters, true);
  const { q, kinds, years, issuers, page: number } = filters;
  if (q !== '' && number === 1 && [...kinds, ...years, ...issuers].length === 0)
    call.searched(q, found.total > 0);
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
  if (document.state !== 'published') await recordInspection(call, document.id);
  return fileAnswer(call, document.file, document.state === 'published');
}

/** Stands before the page of one document, whose number stands where its name stands. */
export const registerPrintout: Route = printout('document.print_list', '/van-ban/ban-in.pdf', registerPage);

/** The page of one document is not among them: the site adds what the catalogue knows to `documentPage`. */
export const publicDocumentRoutes: readonly Route[] = [
  publicPage('document.list', documentPaths.register, registerPage),
  download('document.file', '/van-ban/:id/tep', anyone, documentFile),
];
