import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { communes } from '../directory/index.ts';
import { ConfirmImportPage, DiscardImportPage } from './confirm-view.tsx';
import { editionCode } from './edition.ts';
import { refuseUnlessOpen } from './edition-commands.ts';
import { editors, idOf, messagesIn, readers } from './edition-pages.tsx';
import { findEditionByCode } from './edition-store.ts';
import { historyAsked, importHistory } from './history.ts';
import { discardImport } from './import-commands.ts';
import { confirmImport, previewMark } from './import-confirm.ts';
import { planImport } from './import-plan.ts';
import {
  clashMessages,
  type ReviewView,
  readReview,
  reviewErrors,
  revisionOf,
  rowsOnPage,
  type TypedReview,
  typedChanges,
} from './import-review-form.ts';
import { ReviewClash, reviseImport } from './import-revise.ts';
import { importScanRoutes } from './import-scan-pages.tsx';
import { startRoutes } from './import-start-pages.tsx';
import { countRows, findImport, type ImportRecord, importRows, sourceOf } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { recordLook } from './looks.ts';
import { withQuery, work } from './paths.ts';
import { authorise, looksAsInspector } from './policy.ts';
import { ReviewPage } from './review-view.tsx';
import { listSectors } from './sector.ts';

async function openImport(call: Call): Promise<ImportRecord> {
  const record = await findImport(call.services.db, idOf(call, 'id'));
  authorise(call.actor, 'read', record.editionId);
  return record;
}

/** What a person typed that could not be kept yet, with what is said about it. */
interface Refused {
  readonly status: 409 | 422;
  readonly general?: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: TypedReview;
  /** The rows may have moved: what was typed is shown apart. */
  readonly readAnew: boolean;
}

async function reviewPage(call: Call, record: ImportRecord, view: ReviewView, refused?: Refused) {
  const { services, language, csrfToken } = call;
  const { onlyFlagged, page: at, editing } = view;
  const offset = (at - 1) * rowsOnPage;
  const { db } = services;
  const [rows, counts, { tables, recognition }, sectors, history] = await Promise.all([
    importRows(db, record, { flagged: onlyFlagged, limit: rowsOnPage, offset }),
    countRows(db, record.id),
    sourceOf(db, record.id),
    listSectors(db),
    importHistory(db, record.id, historyAsked(call.query)),
  ]);
  const shown = { language, csrfToken, record, rows, counts, tables, recognition, sectors, history };
  return page(
    call,
    {
      title: importTexts(language).reviewTitle,
      active: 'desk',
      wide: true,
      status: refused?.status ?? 200,
    },
    <ReviewPage
      {...{ ...shown, onlyFlagged, page: at }}
      editing={refused?.readAnew ? null : editing}
      errors={refused?.errors ?? {}}
      general={refused?.general}
      typed={refused ? typedChanges(refused.typed) : null}
      apart={refused?.readAnew === true}
    />,
  );
}

function askedView(call: Call): ReviewView {
  const row = call.query('sua');
  return {
    onlyFlagged: call.query('loc') === 'can-xem',
    page: readPageNumber(call.query('trang')),
    editing: /^\d{1,6}$/.test(row) ? Number(row) : null,
  };
}

async function showReview(call: Call): Promise<Response> {
  const record = await openImport(call);
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'import', record.id);
  if (record.state !== 'reviewing') return finishedPage(call, record);
  return reviewPage(call, record, askedView(call));
}

/** A finished import leads to where its rows went. */
function finishedPage(call: Call, record: ImportRecord): Response {
  const t = importTexts(call.language);
  if (record.state === 'confirmed' && record.editionId !== null)
    return seeOther(call, work.edition(record.editionId), t.finished);
  return seeOther(call, work.imports, t.discarded);
}

async function postReview(call: Call): Promise<Response> {
  const record = await openImport(call);
  const form = await call.form();
  const typed = readReview(form);
  const errors = reviewErrors(typed);
  const refused = { typed, readAnew: false };
  if (Object.keys(errors).length > 0)
    return reviewPage(call, record, typed.view, {
      ...{ ...refused, status: 422, errors: messagesIn(call, errors) },
    });
  try {
    await reviseImport(call.services, call.actor, record.id, revisionOf(typed));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const now = await findImport(call.services.db, record.id);
    const general = error.text[call.language];
    const clashes = error instanceof ReviewClash ? clashMessages(call.language, error) : {};
    // the rows may have moved, or the review may have ended: what was typed is shown apart
    const readAnew = Object.keys(clashes).length === 0;
    return reviewPage(call, now, typed.view, {
      ...{ typed, readAnew, general, status: 409, errors: clashes },
    });
  }
  return seeOther(call, backTo(record, typed.view), importTexts(call.language).saved);
}

function backTo(record: ImportRecord, { onlyFlagged, page: at, editing }: ReviewView): string {
  const path = withQuery(work.import(record.id), {
    loc: onlyFlagged ? 'can-xem' : '',
    trang: at > 1 ? at : undefined,
  });
  return editing === null ? path : `${path}#dong-${editing}`;
}

async function confirmPage(
  call: Call,
  record: ImportRecord,
  refused?: { readonly status: 409 | 422; readonly error: string },
): Promise<Response> {
  const { services, language, csrfToken } = call;
  const edition = await findEditionByCode(services.db, editionCode(record.kind, record.span));
  if (edition) refuseUnlessOpen(edition);
  // read first: what comes after it is refused at worst, never imported unseen
  const checked = await previewMark(services.db, record.id);
  const plan = await planImport(
    services.db,
    call.actor,
    record,
    edition,
    await importRows(services.db, record),
  );
  const sectors = (await listSectors(services.db)).map(({ code, name }) => ({ value: code, label: name }));
  const places = (await communes(services.db)).map(({ code, name }) => ({ value: code, label: name }));
  return page(
    call,
    { title: importTexts(language).confirmTitle, active: 'desk', status: refused?.status ?? 200 },
    <ConfirmImportPage
      {...{ language, csrfToken, record, edition, plan }}
      error={refused?.error}
      checked={checked}
      choices={{ sectors, communes: places }}
    />,
  );
}

async function showConfirm(call: Call): Promise<Response> {
  const record = await openImport(call);
  if (record.state !== 'reviewing') return finishedPage(call, record);
  return confirmPage(call, record);
}

async function postConfirm(call: Call): Promise<Response> {
  const record = await openImport(call);
  const checked = (await call.form()).get('checked');
  try {
    const done = await confirmImport(call.services, call.actor, record.id, checked ? { checked } : {});
    const told = importTexts(call.language).confirmed(done.added, done.changed, done.unchanged);
    return seeOther(call, work.edition(done.editionId), told);
  } catch (error) {
    if (error instanceof InvalidInput) {
      const [message = ''] = Object.values(messagesIn(call, error.fields));
      return confirmPage(call, record, { status: 422, error: message });
    }
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    const refused = { status: 409, error: error.text[call.language] } as const;
    return confirmPage(call, await openImport(call), refused);
  }
}

async function showDiscard(call: Call): Promise<Response> {
  const record = await openImport(call);
  if (record.state !== 'reviewing') return finishedPage(call, record);
  const { language, csrfToken } = call;
  return page(
    call,
    { title: importTexts(language).discardTitle, active: 'desk' },
    <DiscardImportPage {...{ language, csrfToken, record }} />,
  );
}

async function postDiscard(call: Call): Promise<Response> {
  const record = await openImport(call);
  await call.form();
  if (record.state === 'discarded') return finishedPage(call, record);
  await discardImport(call.services, call.actor, record.id);
  return seeOther(call, work.imports, importTexts(call.language).discarded);
}

export const importRoutes: readonly Route[] = [
  ...startRoutes,
  readPage('import.review', `${work.imports}/:id`, readers, showReview),
  action('import.revise', `${work.imports}/:id`, editors, postReview),
  readPage('import.preview', `${work.imports}/:id/xac-nhan`, editors, showConfirm),
  action('import.confirm', `${work.imports}/:id/xac-nhan`, editors, postConfirm),
  readPage('import.confirm-discard', `${work.imports}/:id/bo`, editors, showDiscard),
  action('import.discard', `${work.imports}/:id/bo`, editors, postDiscard),
  ...importScanRoutes,
];
