import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import type { Edition } from '../edition.ts';
import { refuseUnlessOpen } from '../edition-commands.ts';
import { editors, idOf, messagesIn, openEdition, readers } from '../edition-pages.tsx';
import { type EntryFilters, listEntryRows, matchingEntries } from '../edition-queries.ts';
import type { Field } from '../entry-fields.ts';
import { installedChoices } from '../entry-pages.tsx';
import { allEntries } from '../entry-store.ts';
import { isGap } from '../gaps.ts';
import { recordDraftLooks } from '../looks.ts';
import { work } from '../paths.ts';
import { authorise, can } from '../policy.ts';
import { type Change, findBulkField, isList, itemsTyped, modesOf } from './change.ts';
import { changeTogether, mostTogether, refuseEmptyChange, undoTogether } from './commands.ts';
import { planChange, withKnownNames } from './plan.ts';
import { BulkChangePage, BulkPreview } from './preview-view.tsx';
import { changedParts, findChange, latestChanges } from './store.ts';
import { bulkTexts } from './texts.ts';
import { BulkPage, type BulkValues } from './view.tsx';

const untyped: BulkValues = { mode: '', typed: [], chosen: [], all: false };

/** The edition, open to the person for editing. */
async function openForEditing(call: Call): Promise<Edition> {
  const edition = await openEdition(call);
  authorise(call.actor, 'edit', edition.id);
  refuseUnlessOpen(edition);
  return edition;
}

function filtersOf(read: (name: string) => string): EntryFilters {
  const gap = read('thieu');
  return {
    text: read('q').slice(0, 200),
    gap: isGap(gap) ? gap : null,
    removed: false,
    page: readPageNumber(read('trang')),
  };
}

interface BulkState {
  readonly field: Field | null;
  readonly filters: EntryFilters;
  readonly values: BulkValues;
  readonly errors: Readonly<Record<string, string>>;
}

async function bulkPage(call: Call, edition: Edition, state: BulkState): Promise<Response> {
  const { language, csrfToken, services } = call;
  const found = await listEntryRows(services.db, call.actor, edition.id, state.filters);
  const choices = await installedChoices(call);
  const latest = await latestChanges(services.db, call.actor, edition);
  return page(
    call,
    {
      title: bulkTexts(language).title,
      active: 'desk',
      status: Object.keys(state.errors).length > 0 ? 422 : 200,
      illustrative: edition.illustrative,
    },
    <BulkPage {...{ language, csrfToken, edition, found, latest, choices }} {...state} />,
  );
}

async function showBulk(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const name = call.query('truong');
  const field = findBulkField(edition.kind, name);
  const errors: Record<string, string> =
    name !== '' && !field ? { truong: bulkTexts(call.language).wrongField } : {};
  const filters = filtersOf((query) => call.query(query));
  return bulkPage(call, edition, { field, filters, values: untyped, errors });
}

function typedFor(field: Field, form: FormFields): string[] {
  if (field.kind === 'choices') return form.all(field.name);
  if (field.kind === 'tick') return ['1'];
  return isList(field) ? itemsTyped(field, form.get(field.name)) : [form.get(field.name)];
}

async function preview(
  call: Call,
  edition: Edition,
  change: Change,
  ids: ReadonlySet<number>,
  refused?: string,
): Promise<Response> {
  const { language, csrfToken, services } = call;
  const entries = (await allEntries(services.db, call.actor, edition.id)).filter(({ id }) => ids.has(id));
  const known = await withKnownNames(services.db, change);
  const planned = await planChange(services.db, edition, entries, known);
  const choices = await installedChoices(call);
  return page(
    call,
    {
      title: bulkTexts(language).previewTitle,
      active: 'desk',
      wide: true,
      status: refused === undefined ? 200 : 409,
      illustrative: edition.illustrative,
    },
    <BulkPreview
      {...{ language, csrfToken, edition, planned, choices }}
      change={known}
      formKey={randomUUID()}
      error={refused}
    />,
  );
}

async function postPreview(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const form = await call.form();
  const t = bulkTexts(call.language);
  const filters = filtersOf((name) => form.get(name));
  const field = findBulkField(edition.kind, form.get('truong'));
  if (!field)
    return bulkPage(call, edition, {
      field: null,
      filters,
      values: untyped,
      errors: { truong: t.wrongField },
    });
  const values: BulkValues = {
    mode: form.get('kieu'),
    typed: typedFor(field, form),
    chosen: form.all('muc'),
    all: form.get('tat-ca') === '1',
  };
  const mode = modesOf(field).find((known) => known === values.mode);
  const ids = values.all
    ? await matchingEntries(call.services.db, call.actor, edition.id, filters)
        .select('entry.id')
        .limit(mostTogether + 1)
        .execute()
    : values.chosen.filter((id) => /^\d{1,15}$/.test(id)).map((id) => ({ id: Number(id) }));
  const errors: Record<string, string> = {};
  if (!mode) errors.kieu = t.wrongMode;
  else Object.assign(errors, emptyError(call, { field, mode, typed: values.typed }));
  if (ids.length === 0) errors.muc = t.noEntries;
  if (ids.length > mostTogether) errors.muc = t.tooMany(formatNumber(call.language, mostTogether, 0));
  if (!mode || Object.keys(errors).length > 0)
    return bulkPage(call, edition, { field, filters, values, errors });
  return preview(call, edition, { field, mode, typed: values.typed }, new Set(ids.map(({ id }) => id)));
}

function emptyError(call: Call, change: Change): Record<string, string> {
  try {
    refuseEmptyChange(change);
    return {};
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return messagesIn(call, error.fields);
  }
}

/** `12.3,15.1`: entries with the versions shown. */
function readShown(text: string): { readonly id: number; readonly version: number }[] {
  return text.split(',', mostTogether).flatMap((part) => {
    const [, id, version] = /^(\d{1,15})\.(\d{1,9})$/.exec(part) ?? [];
    return id && version ? [{ id: Number(id), version: Number(version) }] : [];
  });
}

async function postChange(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const form = await call.form();
  const t = bulkTexts(call.language);
  const filters = filtersOf(() => '');
  const field = findBulkField(edition.kind, form.get('truong'));
  const mode = field && modesOf(field).find((known) => known === form.get('kieu'));
  if (!field || !mode)
    return bulkPage(call, edition, {
      field: null,
      filters,
      values: untyped,
      errors: { truong: t.wrongField },
    });
  const change: Change = { field, mode, typed: form.all('gia-tri') };
  const entries = readShown(form.get('muc'));
  const key = form.get('khoa').slice(0, 60) || randomUUID();
  try {
    const made = await changeTogether(call.services, call.actor, edition.id, { change, entries, key });
    if (made === null) return seeOther(call, work.bulk(edition.id), t.nothingDone);
    const count = formatNumber(call.language, made.entries, 0);
    return seeOther(call, work.bulkChange(edition.id, made.id), t.done(count));
  } catch (error) {
    if (error instanceof InvalidInput)
      return bulkPage(call, edition, {
        ...{ field, filters, values: { ...untyped, mode } },
        errors: messagesIn(call, error.fields),
      });
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    const ids = new Set(entries.map(({ id }) => id));
    return preview(call, edition, change, ids, error.text[call.language]);
  }
}

async function showChange(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const { services, language, csrfToken, actor } = call;
  const made = await findChange(services.db, actor, edition, idOf(call, 'change'));
  await recordDraftLooks(services, actor, [edition], 'bulk');
  const parts = await changedParts(services.db, actor, made.id);
  const choices = await installedChoices(call);
  const mayEdit = can(actor, 'edit', edition.id);
  return page(
    call,
    { title: bulkTexts(language).title, active: 'desk', wide: true, illustrative: edition.illustrative },
    <BulkChangePage {...{ language, csrfToken, edition, made, parts, choices, mayEdit }} />,
  );
}

async function postUndo(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  await call.form();
  const id = idOf(call, 'change');
  const { restored, left } = await undoTogether(call.services, call.actor, edition.id, id);
  const words = bulkTexts(call.language).undoDone(formatNumber(call.language, restored, 0), left);
  return seeOther(call, work.bulkChange(edition.id, id), words);
}

const at = (path: string) => `${work.editions}/:id/sua-nhieu${path}`;

export const bulkRoutes: readonly Route[] = [
  readPage('entry.bulk', at(''), editors, showBulk),
  action('entry.bulk_preview', at(''), editors, postPreview),
  action('entry.bulk_change', at('/thuc-hien'), editors, postChange),
  readPage('entry.bulk_show', at('/:change'), readers, showChange),
  action('entry.bulk_undo', at('/:change/hoan-tac'), editors, postUndo),
];
