import { readTypedDate, writeDate } from '../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { CATALOGUE_FIELDS, type CatalogueField, DOCUMENT_KINDS } from '../../office/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { communes } from '../directory/index.ts';
import { ConfirmImportPage, DiscardImportPage } from './confirm-view.tsx';
import { editionCode } from './edition.ts';
import { refuseUnlessDraft } from './edition-commands.ts';
import { editors, idOf, messagesIn, pageNumber, readers } from './edition-pages.tsx';
import { findEditionByCode } from './edition-store.ts';
import { discardImport, reviseImport } from './import-commands.ts';
import { confirmImport } from './import-confirm.ts';
import { correctionsIn } from './import-corrections.ts';
import { planImport } from './import-plan.ts';
import { startRoutes } from './import-start-pages.tsx';
import {
  countRows,
  findImport,
  type ImportHeader,
  type ImportRecord,
  importRows,
  tablesOf,
} from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { titleLimit } from './inputs.ts';
import { recordLook } from './looks.ts';
import { withQuery, work } from './paths.ts';
import { authorise, looksAsInspector } from './policy.ts';
import { ReviewPage, rowsOnPage } from './review-view.tsx';
import { listSectors } from './sector.ts';

async function openImport(call: Call): Promise<ImportRecord> {
  const record = await findImport(call.services.db, idOf(call, 'id'));
  authorise(call.actor, 'read', record.editionId);
  return record;
}

function headerValues(header: ImportHeader): Record<string, string> {
  const { title, kind, number, symbol, date, issuer, documentTitle, signerName } = header;
  return {
    ...{ title, kind, number: number ?? '', symbol: symbol ?? '', date: date ? writeDate(date) : '' },
    ...{ issuer: issuer ?? '', documentTitle: documentTitle ?? '', signerName: signerName ?? '' },
  };
}

interface ReviewState {
  readonly errors: Readonly<Record<string, string>>;
  readonly headerValues: Readonly<Record<string, string>> | null;
}

async function reviewPage(call: Call, record: ImportRecord, state: ReviewState): Promise<Response> {
  const { services, language, csrfToken } = call;
  const onlyFlagged = call.query('loc') === 'can-xem';
  const at = pageNumber(call);
  const editing = /^\d{1,6}$/.test(call.query('sua')) ? Number(call.query('sua')) : null;
  const offset = (at - 1) * rowsOnPage;
  const rows = await importRows(services.db, record.id, { flagged: onlyFlagged, limit: rowsOnPage, offset });
  const counts = await countRows(services.db, record.id);
  const tables = await tablesOf(services.db, record.id);
  const shown = { language, csrfToken, record, rows, counts, tables, onlyFlagged, editing };
  const failed = Object.keys(state.errors).length > 0;
  return page(
    call,
    { title: importTexts(language).reviewTitle, active: 'desk', wide: true, status: failed ? 422 : 200 },
    <ReviewPage
      {...shown}
      page={at}
      errors={state.errors}
      headerValues={state.headerValues ?? headerValues(record.header)}
    />,
  );
}

async function showReview(call: Call): Promise<Response> {
  const record = await openImport(call);
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'import', record.id);
  if (record.state !== 'reviewing') return finishedPage(call, record);
  return reviewPage(call, record, { errors: {}, headerValues: null });
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
  const header = typedHeader(form, record.header);
  if (header.errors)
    return reviewPage(call, record, { errors: messagesIn(call, header.errors), headerValues: header.values });
  const row = await typedRow(call, record, form);
  try {
    await reviseImport(call.services, call.actor, record.id, {
      version: Number(form.get('version')),
      header: header.header,
      ...(form.names().includes('table') ? { tableIndex: tableIn(form) } : {}),
      columns: columnsIn(form, record),
      skips: form
        .get('shown')
        .split(',')
        .filter((position) => /^\d{1,6}$/.test(position))
        .slice(0, rowsOnPage)
        .map((position) => ({ position: Number(position), skip: form.get(`skip-${position}`) === '1' })),
      ...(row ? { row } : {}),
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return seeOther(call, backTo(record, form, null), importTexts(call.language).conflict);
  }
  return seeOther(call, backTo(record, form, row?.position ?? null), importTexts(call.language).saved);
}

function backTo(record: ImportRecord, form: FormFields, position: number | null): string {
  const at = form.get('trang');
  const path = withQuery(work.import(record.id), {
    loc: form.get('loc') === 'can-xem' ? 'can-xem' : '',
    trang: /^\d{1,5}$/.test(at) && at !== '1' ? at : undefined,
  });
  return position === null ? path : `${path}#dong-${position}`;
}

function tableIn(form: FormFields): number {
  const typed = form.get('table');
  return /^\d{1,3}$/.test(typed) ? Number(typed) : -1;
}

function columnsIn(form: FormFields, record: ImportRecord): Record<number, CatalogueField> {
  return Object.fromEntries(
    record.columns.flatMap((_, index) => {
      const field = CATALOGUE_FIELDS.find((known) => known === form.get(`column-${index}`));
      return field ? [[index, field]] : [];
    }),
  );
}

async function typedRow(call: Call, record: ImportRecord, form: FormFields) {
  const position = /^\d{1,6}$/.test(form.get('row')) ? Number(form.get('row')) : null;
  if (position === null) return null;
  const [row] = await importRows(call.services.db, record.id, {
    flagged: false,
    limit: 1,
    offset: position - 1,
  });
  if (!row || row.position !== position) return null;
  const typed = new Set(form.names());
  const corrections = correctionsIn(row.read, (field) =>
    typed.has(`fix-${field}`) ? form.get(`fix-${field}`) : undefined,
  );
  return { position, corrections };
}

type TypedHeader =
  | { readonly header: ImportHeader; readonly values: Record<string, string>; readonly errors?: undefined }
  | {
      readonly header?: undefined;
      readonly values: Record<string, string>;
      readonly errors: InvalidInput['fields'];
    };

function typedHeader(form: FormFields, known: ImportHeader): TypedHeader {
  const names = Object.keys(headerValues(known));
  const values = Object.fromEntries(names.map((name) => [name, form.get(name).trim()]));
  const text = (name: string) => values[name] || null;
  const typedDate = values.date ?? '';
  const date = typedDate === '' ? null : partialDate(typedDate);
  const title = values.title ?? '';
  const errors = {
    ...(typedDate !== '' && date === null
      ? {
          date: {
            vi: 'Ngày của văn bản chưa đúng. Ví dụ: 31/3/2026, 4/2026 hoặc 2026.',
            en: 'This is no date: 31/3/2026, 4/2026 or 2026.',
          },
        }
      : {}),
    ...(title === '' || [...title].length > titleLimit
      ? {
          title: {
            vi: `Hãy viết tên danh mục, tối đa ${titleLimit} ký tự.`,
            en: `Write the title, at most ${titleLimit} characters.`,
          },
        }
      : {}),
  };
  if (Object.keys(errors).length > 0) return { values, errors };
  const header: ImportHeader = {
    title,
    kind: DOCUMENT_KINDS.find((kind) => kind === values.kind) ?? known.kind,
    ...{ number: text('number'), symbol: text('symbol'), date, issuer: text('issuer') },
    ...{
      documentTitle: text('documentTitle'),
      signerName: text('signerName'),
      signerRoles: known.signerRoles,
    },
  };
  return { header, values };
}

function partialDate(typed: string): string | null {
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(typed);
  if (month)
    return Number(month[1]) >= 1 && Number(month[1]) <= 12
      ? `${month[2]}-${(month[1] ?? '').padStart(2, '0')}`
      : null;
  return /^\d{4}$/.test(typed) ? typed : readTypedDate(typed);
}

async function confirmPage(call: Call, record: ImportRecord, error?: string): Promise<Response> {
  const { services, language, csrfToken } = call;
  const edition = await findEditionByCode(services.db, editionCode(record.kind, record.span));
  if (edition) refuseUnlessDraft(edition);
  const plan = await planImport(services.db, record, edition, await importRows(services.db, record.id));
  const sectors = (await listSectors(services.db)).map(({ code, name }) => ({ value: code, label: name }));
  const places = (await communes(services.db)).map(({ code, name }) => ({ value: code, label: name }));
  return page(
    call,
    { title: importTexts(language).confirmTitle, active: 'desk', status: error ? 422 : 200 },
    <ConfirmImportPage
      {...{ language, csrfToken, record, edition, plan, error }}
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
  await call.form();
  try {
    const done = await confirmImport(call.services, call.actor, record.id);
    const told = importTexts(call.language).confirmed(done.added, done.changed, done.unchanged);
    return seeOther(call, work.edition(done.editionId), told);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return confirmPage(call, record, Object.values(messagesIn(call, error.fields))[0]);
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
];
