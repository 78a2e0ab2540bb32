import { notFound, Refusal } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, gravely, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { page } from '../../ui/page.tsx';
import { Breadcrumbs, ConfirmPanel, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { addDocumentRoutes } from './add-pages.tsx';
import { citationKey } from './citation-key.ts';
import { documentName } from './citation-text.ts';
import { linkKey, resolveCitations } from './citing.ts';
import { editDocument, joinDocuments, publishDocument, removeDraft } from './commands.ts';
import { documentLifecycle, type RegisteredDocument } from './document.ts';
import { readDocumentPage } from './document-page.tsx';
import { filtersOf } from './filters.ts';
import { documentHistory } from './history.ts';
import { readDocumentForm } from './inputs.ts';
import { recordInspection } from './inspection.ts';
import { documentList } from './listing.ts';
import { documentWork } from './paths.ts';
import { can } from './policy.ts';
import { RegisterList } from './register-view.tsx';
import { scanRoutes } from './scan-pages.tsx';
import { loadCitations, loadDocument, readDocumentId } from './store.ts';
import { twinsOf } from './twins.ts';
import { workTexts } from './work-texts.ts';
import { typedValues, valuesOf } from './work-values.ts';
import { HistoryView, InspectionView, RemoveForm, type ReviewProblem, ReviewView } from './work-views.tsx';

const readers = onlyFor('programme_officer', 'programme_head', 'leader', 'inspector');
const officers = onlyFor('programme_officer', 'programme_head');

/** GET /ban-lam-viec/van-ban */
async function listPage(call: Call): Promise<Response> {
  const t = workTexts(call.language);
  const filters = filtersOf(call, true);
  const found = await documentList(call.services.db, filters, false);
  return page(
    call,
    { title: t.title, active: 'desk', illustrative: found.items.some((item) => item.illustrative) },
    <>
      <Breadcrumbs
        lang={call.language}
        items={[{ label: t.desk, href: localPath(call.language, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          can(call.actor, 'register', { state: 'draft' }) && (
            <LinkButton href={localPath(call.language, documentWork.add)}>{t.add}</LinkButton>
          )
        }
      />
      <RegisterList language={call.language} filters={filters} found={found} work />
    </>,
  );
}

/** The document of the address, for somebody who may read drafts. Throws `not_found`. */
async function asked(call: Call): Promise<RegisteredDocument> {
  const id = readDocumentId(call.param('id'));
  if (id === null) throw notFound();
  return loadDocument(call.services.db, id);
}

/** GET /ban-lam-viec/van-ban/:id: the review form; for those who may not edit, the document itself. */
async function documentWorkPage(call: Call): Promise<Response> {
  const document = await asked(call);
  if (can(call.actor, 'edit', document)) return showReview(call, document, null);
  return showDocument(call, document);
}

/** GET /ban-lam-viec/van-ban/:id/xem: as readers will see it. */
async function previewPage(call: Call): Promise<Response> {
  return showDocument(call, await asked(call));
}

async function showDocument(call: Call, document: RegisteredDocument): Promise<Response> {
  const inspected = await recordInspection(call, document.id);
  const content = await readDocumentPage(call.services.db, document, {
    citedPage: readPageNumber(call.query('dan-chieu'), 500),
    part: readPageNumber(call.query('phan')),
    publishedOnly: true,
  });
  return page(
    call,
    {
      title: documentName(call.language, document).slice(0, 150),
      active: 'desk',
      illustrative: document.illustrative,
    },
    <InspectionView language={call.language} actor={call.actor} content={content} inspected={inspected} />,
  );
}

async function showReview(
  call: Call,
  document: RegisteredDocument,
  problem: ReviewProblem | null,
): Promise<Response> {
  const { db } = call.services;
  const citations = await loadCitations(db, document.id);
  const links = citations.map((citation) => ({ citation_key: citationKey(citation), issued: citation.date }));
  const targets = await resolveCitations(db, links, { publishedOnly: false });
  const twins = document.state === 'draft' ? await twinsOf(db, document) : [];
  const saved = valuesOf(document, citations);
  return page(
    call,
    {
      title: documentName(call.language, document).slice(0, 150),
      active: 'desk',
      illustrative: document.illustrative,
      ...(problem && { status: problem.status }),
    },
    <ReviewView
      language={call.language}
      actor={call.actor}
      csrfToken={call.csrfToken}
      document={document}
      citations={citations.map((citation, index) => {
        const link = links[index];
        const target = link ? targets.get(linkKey(link)) : undefined;
        return { ...citation, target: target && target.id !== document.id ? target : null };
      })}
      twins={twins}
      saved={saved}
      problem={problem}
    />,
  );
}

/** POST /ban-lam-viec/van-ban/:id */
async function saveDocument(call: Call): Promise<Response> {
  const t = workTexts(call.language);
  const fields = await call.form();
  const document = await asked(call);
  const citations = await loadCitations(call.services.db, document.id);
  const { errors, edit } = readDocumentForm(
    fields,
    citations.map(({ id }) => id),
  );
  const values = typedValues(fields);
  if (edit === null) return showReview(call, document, { status: 422, errors, values });
  try {
    const { changed } = await editDocument(call.services, call.actor, document.id, edit);
    return seeOther(
      call,
      can(call.actor, 'edit', document) ? documentWork.document(document.id) : documentWork.list,
      changed.length > 0 ? t.saved : t.unchanged,
    );
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    const current = await loadDocument(call.services.db, document.id);
    return showReview(call, current, { status: 409, errors: {}, values, general: error.text });
  }
}

/** POST /ban-lam-viec/van-ban/:id/cong-bo */
async function publish(call: Call): Promise<Response> {
  await call.form();
  const document = await asked(call);
  await publishDocument(call.services, call.actor, document.id);
  return seeOther(call, documentWork.document(document.id), workTexts(call.language).publishedNotice);
}

/** GET /ban-lam-viec/van-ban/:id/bo */
async function removePage(call: Call): Promise<Response> {
  const t = workTexts(call.language);
  const document = await asked(call);
  if (document.state !== 'draft') return seeOther(call, documentWork.document(document.id));
  return page(
    call,
    { title: t.removeTitle, active: 'desk' },
    <ConfirmPanel
      title={t.removeTitle}
      form={<RemoveForm language={call.language} csrfToken={call.csrfToken} id={document.id} />}
    >
      <p lang="vi">
        <strong>{documentName('vi', document)}</strong>: {document.title}
      </p>
      <p>{t.removeHelp}</p>
    </ConfirmPanel>,
  );
}

/** POST /ban-lam-viec/van-ban/:id/bo */
async function remove(call: Call): Promise<Response> {
  await call.form();
  const document = await asked(call);
  await removeDraft(call.services, call.actor, document.id);
  return seeOther(call, documentWork.list, workTexts(call.language).removed);
}

/** POST /ban-lam-viec/van-ban/:id/gop: the file of this draft goes to the document the register had. */
async function join(call: Call): Promise<Response> {
  const fields = await call.form();
  const draft = await asked(call);
  const known = readDocumentId(fields.get('known'));
  if (known === null) throw notFound();
  await joinDocuments(call.services, call.actor, draft.id, known);
  return seeOther(call, documentWork.document(known), workTexts(call.language).joined);
}

/** GET /ban-lam-viec/van-ban/:id/lich-su */
async function historyPage(call: Call): Promise<Response> {
  const document = await asked(call);
  const events = await documentHistory(call.services.db, document.id);
  const title = workTexts(call.language).historyOf(documentName(call.language, document).slice(0, 150));
  return page(
    call,
    { title, active: 'desk' },
    <HistoryView language={call.language} document={document} events={events} title={title} />,
  );
}

const one = '/ban-lam-viec/van-ban/:id';

export const documentWorkRoutes: readonly Route[] = [
  pageRoute('document.work_list', documentWork.list, readers, listPage),
  ...addDocumentRoutes,
  pageRoute('document.review', one, readers, documentWorkPage),
  action('document.save', one, officers, saveDocument),
  gravely(
    action('document.publish', `${one}/cong-bo`, onlyFor(...documentLifecycle.verbs.publish.by), publish),
  ),
  pageRoute('document.ask_remove', `${one}/bo`, officers, removePage),
  action('document.remove', `${one}/bo`, officers, remove),
  action('document.join', `${one}/gop`, officers, join),
  pageRoute('document.preview', `${one}/xem`, readers, previewPage),
  pageRoute('document.history', `${one}/lich-su`, readers, historyPage),
  ...scanRoutes,
];
