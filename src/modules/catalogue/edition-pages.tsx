import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { amendedBy } from './amendment/queries.ts';
import { stepInto } from './approval/steps.ts';
import { editionsBefore } from './carry-over/queries.ts';
import { successorOf } from './carry-over/supersede.ts';
import { documentChoice, documentChoices } from './document-choices.ts';
import { type Edition, type EditionState, editionStates, isOpen, writeSpan } from './edition.ts';
import { changeEdition, createEdition, refuseUnlessOpen } from './edition-commands.ts';
import { EditionForm, type EditionFormValues } from './edition-form.tsx';
import { EditionPage } from './edition-page-view.tsx';
import { entryCounts, listEditions, listEntryRows } from './edition-queries.ts';
import { findEdition } from './edition-store.ts';
import { editionTexts } from './edition-texts.ts';
import { EditionList } from './edition-views.tsx';
import { catalogueKinds } from './entry.ts';
import { isGap } from './gaps.ts';
import { editionHistory, historyAsked } from './history.ts';
import { openImportsOf } from './import-store.ts';
import type { EditionInput } from './inputs.ts';
import { recordDraftLooks, recordLook } from './looks.ts';
import { work } from './paths.ts';
import { authorise, can, catalogueEditors, catalogueReaders, looksAsInspector, stepsFor } from './policy.ts';
import { RemovedPage } from './removed-view.tsx';

export const readers = onlyFor(...catalogueReaders);
export const editors = onlyFor(...catalogueEditors);

/** The number in a path; NaN becomes "not found" where the thing is looked up. */
export function idOf(call: Call, name: string): number {
  const text = call.param(name);
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

export function messagesIn(
  call: Call,
  fields: Readonly<Partial<Record<string, Text>>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, text]) => (text ? [[field, text[call.language]]] : [])),
  );
}

async function showEditions(call: Call): Promise<Response> {
  const { services, language, actor } = call;
  const filters = {
    text: call.query('q').slice(0, 200),
    kind: catalogueKinds.find((kind) => kind === call.query('loai')) ?? null,
    states: editionStates.filter((state) => state === call.query('trang-thai')),
    page: readPageNumber(call.query('trang')),
  };
  const found = await listEditions(services.db, actor, filters);
  const shown = found.rows.map(({ edition }) => edition);
  await recordDraftLooks(services, actor, shown, 'list');
  const mayEdit = can(actor, 'edit', null);
  return page(
    call,
    { title: editionTexts(language).editions, active: 'desk' },
    <EditionList language={language} filters={filters} found={found} mayEdit={mayEdit} />,
  );
}

/** An edition the person may read; its look is recorded when they are an inspector. */
export async function openEdition(call: Call): Promise<Edition> {
  const edition = await findEdition(call.services.db, idOf(call, 'id'));
  authorise(call.actor, 'read', edition.id);
  return edition;
}

/** States whose page tells who led the edition there and what they said. */
const saysWhy: readonly EditionState[] = ['returned', 'given_up'];

async function showEdition(call: Call): Promise<Response> {
  const { services, language, actor, csrfToken } = call;
  const edition = await openEdition(call);
  const inspecting = looksAsInspector(actor);
  if (inspecting) await recordLook(services, actor, 'edition', edition.id);
  const gap = call.query('thieu');
  const filters = {
    text: call.query('q').slice(0, 200),
    gap: isGap(gap) ? gap : null,
    removed: false,
    withNotes: call.query('ghi-chu') === 'chua-xong',
    page: readPageNumber(call.query('trang')),
  };
  const found = await listEntryRows(services.db, actor, edition.id, filters);
  const counts = await entryCounts(services.db, actor, edition.id);
  const amended = await amendedBy(services.db, edition);
  const document = await documentChoice(services.db, edition.documentId);
  const history = await editionHistory(services.db, actor, edition.id, historyAsked(call.query));
  const openImports = isOpen(edition) ? await openImportsOf(services.db, edition) : [];
  const said = saysWhy.includes(edition.state) ? await stepInto(services.db, edition) : null;
  const successor = edition.supersededAt ? await successorOf(services.db, edition) : null;
  const may = stepsFor(actor, edition);
  const mayEdit = can(actor, 'edit', edition.id);
  const asksFormer = mayEdit && isOpen(edition) && edition.amends === null;
  const before = asksFormer ? await editionsBefore(services.db, actor, edition) : [];
  const former = before.find(({ open }) => open > 0) ?? null;
  const shown = { language, csrfToken, edition, filters, found, counts, document, amended, history };
  return page(
    call,
    {
      ...{ title: edition.title, titleLang: 'vi', active: 'desk', wide: true },
      illustrative: edition.illustrative,
    },
    <EditionPage {...shown} {...{ mayEdit, inspecting, openImports, said, successor, former, may }} />,
  );
}

const empty: EditionFormValues = {
  kind: '',
  span: '',
  title: '',
  titleEn: '',
  documentId: '',
  organisation: '',
  name: '',
  address: '',
  phone: '',
  email: '',
  hours: '',
  source: '',
  illustrative: '',
  reason: '',
  amendedTitle: '',
  amendedTitleEn: '',
};

/** `amended`: the edition it amends. */
function valuesOfEdition(edition: Edition, amended: Edition | null): EditionFormValues {
  const { contact } = edition;
  const name = edition.amends?.newName ?? amended;
  return {
    kind: edition.kind,
    span: writeSpan(edition.span),
    title: edition.title,
    titleEn: edition.titleEn ?? '',
    documentId: edition.documentId === null ? '' : String(edition.documentId),
    organisation: contact.organisation ?? '',
    name: contact.name ?? '',
    address: contact.address ?? '',
    phone: contact.phone ?? '',
    email: contact.email ?? '',
    hours: contact.hours ?? '',
    source: edition.source ?? '',
    illustrative: edition.illustrative ? '1' : '',
    reason: edition.amends?.reason ?? '',
    amendedTitle: name?.title ?? '',
    amendedTitleEn: name?.titleEn ?? '',
  };
}

function typedEdition(form: FormFields): EditionFormValues {
  const names = Object.keys(empty) as (keyof EditionFormValues)[];
  return { ...empty, ...Object.fromEntries(names.map((name) => [name, form.get(name)])) };
}

/** What was typed, as a command takes it; every wrong field is refused there. */
function inputOf(values: EditionFormValues, edition: Edition | null = null): EditionInput {
  const { organisation, name, address, phone, email, hours } = values;
  return {
    kind: values.kind as EditionInput['kind'],
    span: values.span,
    title: values.title,
    titleEn: values.titleEn,
    documentId: values.documentId === '' ? null : Number(values.documentId),
    contact: { organisation, name, address, phone, email, hours },
    illustrative: values.illustrative === '1',
    source: values.source,
    ...(edition?.amends && {
      reason: values.reason,
      amended: { title: values.amendedTitle, titleEn: values.amendedTitleEn },
    }),
  };
}

interface EditionFormState {
  readonly edition: Edition | null;
  readonly values: EditionFormValues;
  readonly errors?: Record<string, string>;
  readonly meanwhile?: Edition | null;
}

async function editionForm(call: Call, state: EditionFormState): Promise<Response> {
  const { language, csrfToken, services } = call;
  const { edition, values, errors = {}, meanwhile = null } = state;
  const chosen = /^\d{1,15}$/.test(values.documentId) ? Number(values.documentId) : null;
  const documents = await documentChoices(services.db, chosen);
  const t = editionTexts(language);
  const spanFixed = edition !== null && edition.nextOrdinal > 1;
  const failed = Object.keys(errors).length > 0 || meanwhile !== null;
  return page(
    call,
    { title: edition ? t.edit : t.newEdition, active: 'desk', status: failed ? 422 : 200 },
    <EditionForm {...{ language, csrfToken, edition, spanFixed, values, errors, documents, meanwhile }} />,
  );
}

function newEdition(call: Call): Promise<Response> {
  const kind = catalogueKinds.find((known) => known === call.query('loai')) ?? '';
  return editionForm(call, { edition: null, values: { ...empty, kind } });
}

async function postNewEdition(call: Call): Promise<Response> {
  const values = typedEdition(await call.form());
  try {
    const edition = await createEdition(call.services, call.actor, inputOf(values));
    return seeOther(call, work.edition(edition.id), editionTexts(call.language).created);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return editionForm(call, { edition: null, values, errors: messagesIn(call, error.fields) });
  }
}

async function editEdition(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  authorise(call.actor, 'edit', edition.id);
  refuseUnlessOpen(edition);
  const amended = await amendedBy(call.services.db, edition);
  return editionForm(call, { edition, values: valuesOfEdition(edition, amended) });
}

async function postEdition(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const form = await call.form();
  const values = typedEdition(form);
  const version = Number(form.get('version'));
  try {
    await changeEdition(call.services, call.actor, edition.id, {
      ...inputOf(values, edition),
      version,
    });
    return seeOther(call, work.edition(edition.id), editionTexts(call.language).saved);
  } catch (error) {
    if (error instanceof InvalidInput)
      return editionForm(call, { edition, values, errors: messagesIn(call, error.fields) });
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return editionForm(call, { edition, values, meanwhile: await openEdition(call) });
  }
}

async function showRemoved(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const { language, csrfToken, services, actor } = call;
  await recordDraftLooks(services, actor, [edition], 'removed');
  const at = readPageNumber(call.query('trang'));
  const found = await listEntryRows(services.db, actor, edition.id, {
    text: '',
    gap: null,
    removed: true,
    page: at,
  });
  return page(
    call,
    { title: editionTexts(language).removedTitle, active: 'desk' },
    <RemovedPage {...{ language, csrfToken, edition, found }} page={at} />,
  );
}

export const editionRoutes: readonly Route[] = [
  readPage('edition.list', work.editions, readers, showEditions),
  readPage('edition.new', work.newEdition, editors, newEdition),
  action('edition.create', work.newEdition, editors, postNewEdition),
  readPage('edition.show', `${work.editions}/:id`, readers, showEdition),
  readPage('edition.edit', `${work.editions}/:id/sua`, editors, editEdition),
  action('edition.change', `${work.editions}/:id/sua`, editors, postEdition),
  readPage('edition.removed', `${work.editions}/:id/da-bo`, readers, showRemoved),
];
