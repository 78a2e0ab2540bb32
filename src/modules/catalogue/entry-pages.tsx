import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import { json, seeOther, takenCookie } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import { fieldId } from '../../ui/form.tsx';
import { page } from '../../ui/page.tsx';
import { localPath } from '../../ui/site-links.ts';
import { communes, organisationChoices } from '../directory/index.ts';
import type { Advice } from './advice-view.tsx';
import { findChange } from './amendment/queries.ts';
import { versionKnownTo } from './attachment.ts';
import { attachmentsId, type TypedTitles } from './attachment-view.tsx';
import { type Edition, isOpen } from './edition.ts';
import { refuseUnlessOpen } from './edition-commands.ts';
import { editors, idOf, messagesIn, openEdition, readers } from './edition-pages.tsx';
import { gapsOf } from './edition-queries.ts';
import { moveEntry, removeEntry, restoreEntry, savedMeanwhile, saveEntry } from './entry-commands.ts';
import { fieldsOf } from './entry-fields.ts';
import { readForm, rowsIn, type Values, valuesOf, valuesOfContent, withRows } from './entry-form.ts';
import { entryWays } from './entry-neighbours.ts';
import { contentOf, type EntryRecord, type FoundEntry, findEntry } from './entry-store.ts';
import { entryTexts, whyClosed } from './entry-texts.ts';
import { EntryPage, RemoveEntryPage } from './entry-view.tsx';
import type { FormChoices } from './field-view.tsx';
import { formErrors } from './form-errors.ts';
import { entryHistory, historyAsked } from './history.ts';
import type { EntryInput } from './inputs.ts';
import { likeEntries } from './likeness.ts';
import { recordLook } from './looks.ts';
import { work } from './paths.ts';
import { authorise, can, looksAsInspector } from './policy.ts';
import { listSectors } from './sector.ts';
import { discardWorkingCopy, keepWorkingCopy, readBaseValues, workingCopies } from './working-copy.ts';

export interface Opened {
  readonly edition: Edition;
  readonly entry: FoundEntry;
}

export async function openEntry(call: Call): Promise<Opened> {
  const edition = await openEdition(call);
  return { edition, entry: await findEntry(call.services.db, call.actor, edition.id, idOf(call, 'entryId')) };
}

/** `suggest`: also the names to choose organisations from, which only the form offers. */
export async function formChoices(call: Call, entry: EntryRecord, suggest: boolean): Promise<FormChoices> {
  const organisations = suggest ? await organisationChoices(call.services.db) : [];
  return {
    ...(await installedChoices(call)),
    organisations: organisations.map(({ name }) => name),
    unknown: new Set(entry.organisations.filter(({ id }) => id === null).map(({ name }) => name)),
  };
}

/** Sectors and communes of this installation. Two statements. */
export async function installedChoices(call: Call): Promise<Pick<FormChoices, 'sectors' | 'communes'>> {
  const { db } = call.services;
  const sectors = await listSectors(db);
  const places = await communes(db);
  return {
    sectors: sectors.map(({ code, name, nameEn }) => ({
      value: code,
      label: call.language === 'vi' ? name : nameEn,
    })),
    communes: places.map(({ code, name }) => ({ value: code, label: name, lang: 'vi' })),
  };
}

interface EntryState {
  /** What was posted and refused; null shows the unsaved copy or the saved entry. */
  readonly posted: { readonly values: Values; readonly base: Values; readonly version: number } | null;
  readonly errors: Readonly<Record<string, string>>;
  /** Of an answer with errors; 422 unless told otherwise. */
  readonly status?: number;
  /** Typed beside a file that was refused. */
  readonly titles?: TypedTitles;
}

export async function entryPage(
  call: Call,
  { edition, entry }: Opened,
  state: EntryState,
): Promise<Response> {
  const { services, language, csrfToken, actor } = call;
  const copies = await workingCopies(services.db, entry.id);
  const kept = copies.find((copy) => actor.kind === 'account' && copy.accountId === actor.id) ?? null;
  const ownCopy = kept && { ...kept, baseVersion: versionKnownTo(actor, entry, kept.baseVersion) };
  const saved = valuesOfContent(contentOf(entry));
  const mayEdit = can(actor, 'edit', edition.id);
  const editable = mayEdit && isOpen(edition) && entry.removedAt === null && !entry.amends?.takesOut;
  const resumed = editable && ownCopy ? { ...ownCopy, version: ownCopy.baseVersion } : null;
  const shown = state.posted ?? resumed ?? { values: saved, base: saved, version: entry.version };
  const failed = Object.keys(state.errors).length > 0;
  const choices = await formChoices(call, entry, editable);
  const history = await entryHistory(services.db, actor, entry.id, historyAsked(call.query));
  // what is public already is not compared with itself
  const advice = editable && !entry.amends ? await adviceOn(call, entry) : null;
  const change = entry.amends ? await findChange(services.db, actor, entry) : null;
  return page(
    call,
    {
      title: entry.title.slice(0, 120) || entry.code,
      titleLang: 'vi',
      active: 'desk',
      wide: true,
      status: failed ? (state.status ?? 422) : 200,
      illustrative: entry.illustrative,
    },
    <EntryPage
      {...{
        language,
        csrfToken,
        edition,
        entry,
        choices,
        history,
        editable,
        mayEdit,
        advice,
        change,
      }}
      {...{ values: shown.values, base: shown.base, version: shown.version, errors: state.errors }}
      now={services.clock()}
      ownCopy={state.posted ? null : ownCopy}
      others={copies.filter((copy) => copy !== kept)}
      titles={state.titles ?? { title: '', titleEn: '' }}
      owner={actor.kind === 'account' ? String(actor.id) : null}
      ways={entryWays(actor, entry, edition)}
    />,
  );
}

/** What is worth adding before publication. */
async function adviceOn({ services, actor }: Call, entry: EntryRecord): Promise<Advice> {
  const alike = await likeEntries(services.db, actor, [entry.id]);
  return { gaps: await gapsOf(services.db, actor, entry.id), alike: alike.get(entry.id) ?? [] };
}

async function showEntry(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'entry', opened.entry.id);
  return entryPage(call, opened, { posted: null, errors: {} });
}

export interface Posted {
  readonly values: Values;
  readonly base: Values;
  readonly version: number;
}

function postedIn(form: FormFields, entry: EntryRecord, actor: Actor): Posted {
  const version = form.get('version');
  return {
    values: valuesOf(entry.kind, form),
    base: readBaseValues(form.get('base')),
    version: /^\d{1,9}$/.test(version) ? versionKnownTo(actor, entry, Number(version)) : 0,
  };
}

async function postEntry(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  authorise(call.actor, 'edit', opened.edition.id);
  const form = await call.form();
  const posted = postedIn(form, opened.entry, call.actor);
  if (call.request.headers.get('x-autosave') === '1') return autosave(call, opened, posted);
  const response = await takeTyped(call, opened, posted, form.get('do'));
  // every way that leads on has saved the text or keeps it as the working copy
  if (response.status === 303)
    response.headers.append('set-cookie', takenCookie(call.services.config, call.url.pathname));
  return response;
}

function takeTyped(call: Call, opened: Opened, posted: Posted, doing: string): Promise<Response> {
  const [step, field, row] = doing.split(':');
  if (step === 'files') return keepAndGoToFiles(call, opened, posted);
  if (step === 'add' || step === 'remove') return changeRows(call, opened, posted, { step, field, row });
  return saveTyped(call, opened, posted);
}

/** Keeps what was typed so far; a 409 tells that somebody else saved, after keeping it. */
async function autosave(call: Call, { edition, entry }: Opened, posted: Posted): Promise<Response> {
  const { values, base, version } = posted;
  const savedAt = await keepWorkingCopy(call.services, call.actor, entry.id, {
    values,
    base,
    baseVersion: version,
  });
  const t = entryTexts(call.language);
  if (isOpen(edition) && entry.removedAt === null && entry.version === version)
    return json({ savedAt: savedAt.toISOString() });
  const gone = whyClosed(call.language, edition, entry);
  const address = localPath(
    call.language,
    gone ? work.entry(edition.id, entry.id) : work.mergeEntry(edition.id, entry.id),
  );
  const message = gone ?? `${t.stale} ${t.unsavedCopy}`;
  return json(
    { message, html: `<p><a href="${address}">${t.compare}</a></p>`, savedAt: savedAt.toISOString() },
    409,
  );
}

/** Sending a file is a form of its own: without scripts, this is how nothing typed is lost on the way to it. */
async function keepAndGoToFiles(call: Call, { edition, entry }: Opened, posted: Posted): Promise<Response> {
  await keepWorkingCopy(call.services, call.actor, entry.id, { ...posted, baseVersion: posted.version });
  return seeOther(call, `${work.entry(edition.id, entry.id)}#${attachmentsId}`);
}

interface RowStep {
  readonly step: 'add' | 'remove';
  readonly field: string | undefined;
  readonly row: string | undefined;
}

/** A row more or less, without scripts: what is typed is kept as the working copy, and the form comes back with it. */
async function changeRows(
  call: Call,
  { edition, entry }: Opened,
  posted: Posted,
  step: RowStep,
): Promise<Response> {
  const field = fieldsOf(entry.kind).find(({ name }) => name === step.field);
  if (field?.kind !== 'rows') throw notFound();
  const rows = rowsIn(posted.values, field);
  const changed = step.step === 'add' ? [...rows, {}] : rows.filter((_, index) => String(index) !== step.row);
  const values = withRows(posted.values, field, changed);
  await keepWorkingCopy(call.services, call.actor, entry.id, {
    ...posted,
    values,
    baseVersion: posted.version,
  });
  const at =
    step.step === 'add' ? `${field.name}-${changed.length - 1}-${field.cells[0]?.name ?? ''}` : field.name;
  return seeOther(call, `${work.entry(edition.id, entry.id)}#${fieldId(at)}`);
}

export async function saveTyped(call: Call, opened: Opened, posted: Posted): Promise<Response> {
  const { edition, entry } = opened;
  const { services, actor, language } = call;
  const reading = readForm(entry.kind, posted.values, contentOf(entry));
  const unreadable = Object.keys(reading.errors).length > 0;
  const errors = messagesIn(call, unreadable ? await formErrors(call.services.db, entry.kind, reading) : {});
  try {
    if (Object.keys(errors).length === 0) {
      const input = reading.input as EntryInput;
      await saveEntry(services, actor, entry.id, { version: posted.version, entry: input });
      return seeOther(call, work.entry(edition.id, entry.id), entryTexts(language).saved);
    }
    // a form with errors must still hear of a conflict first, or it would be corrected in vain
    if (entry.version !== posted.version && entry.removedAt === null) throw savedMeanwhile();
    refuseUnlessOpen(edition);
  } catch (error) {
    if (error instanceof InvalidInput) Object.assign(errors, messagesIn(call, error.fields));
    else return keepRefused(call, opened, posted, error);
  }
  return entryPage(call, opened, { posted: { ...posted, values: reading.values }, errors });
}

/** Somebody saved, removed or published first: what was typed is kept, and the person is led to it. */
async function keepRefused(call: Call, opened: Opened, posted: Posted, error: unknown): Promise<Response> {
  const { edition, entry } = opened;
  if (!(error instanceof Refusal) || (error.kind !== 'conflict' && error.kind !== 'wrong_state')) throw error;
  await keepWorkingCopy(call.services, call.actor, entry.id, { ...posted, baseVersion: posted.version });
  // both pages say why as a warning; a message carried along would come with the tick of success
  const address = error.kind === 'conflict' ? work.mergeEntry : work.entry;
  return seeOther(call, address(edition.id, entry.id));
}

async function postDiscard(call: Call): Promise<Response> {
  const { edition, entry } = await openEntry(call);
  await call.form();
  await discardWorkingCopy(call.services, call.actor, entry.id);
  return seeOther(call, work.entry(edition.id, entry.id), entryTexts(call.language).discarded);
}

async function confirmRemoval(call: Call): Promise<Response> {
  const { edition, entry } = await openEntry(call);
  refuseUnlessOpen(edition);
  const { language, csrfToken } = call;
  return page(
    call,
    { title: entryTexts(language).removeTitle, active: 'desk' },
    <RemoveEntryPage {...{ language, csrfToken, edition, entry }} />,
  );
}

async function postRemoval(call: Call): Promise<Response> {
  const { edition, entry } = await openEntry(call);
  await call.form();
  await removeEntry(call.services, call.actor, entry.id);
  return seeOther(call, work.edition(edition.id), entryTexts(call.language).removed);
}

async function postRestore(call: Call): Promise<Response> {
  const { edition, entry } = await openEntry(call);
  await call.form();
  const { code } = await restoreEntry(call.services, call.actor, entry.id);
  return seeOther(call, work.entry(edition.id, entry.id), entryTexts(call.language).restored(code));
}

async function postMove(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  const { edition, entry } = opened;
  const form = await call.form();
  const typed = form.get('place').trim();
  try {
    const { code } = await moveEntry(
      call.services,
      call.actor,
      entry.id,
      /^\d+$/.test(typed) ? Number(typed) : 0,
    );
    const page = form.get('trang');
    const back = page
      ? `${work.edition(edition.id)}${/^\d+$/.test(page) ? `?trang=${page}` : ''}`
      : work.entry(edition.id, entry.id);
    return seeOther(call, back, entryTexts(call.language).moved(code));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return entryPage(call, opened, { posted: null, errors: messagesIn(call, error.fields) });
  }
}

export const entryPath = `${work.editions}/:id/muc/:entryId`;

export const entryRoutes: readonly Route[] = [
  readPage('entry.edit', entryPath, readers, showEntry),
  action('entry.save', entryPath, editors, postEntry),
  action('entry.discard', `${entryPath}/bo-ban-go-do`, editors, postDiscard),
  readPage('entry.confirm-removal', `${entryPath}/xoa`, editors, confirmRemoval),
  action('entry.remove', `${entryPath}/xoa`, editors, postRemoval),
  action('entry.restore', `${entryPath}/khoi-phuc`, editors, postRestore),
  action('entry.move', `${entryPath}/chuyen`, editors, postMove),
];
