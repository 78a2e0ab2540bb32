import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import type { Edition } from '../edition.ts';
import { refuseUnlessOpen } from '../edition-commands.ts';
import { editors, idOf, messagesIn, openEdition } from '../edition-pages.tsx';
import { installedChoices } from '../entry-pages.tsx';
import { contentOf, type EntryRecord } from '../entry-store.ts';
import { fieldLabel } from '../field-labels.ts';
import { work } from '../paths.ts';
import { authorise } from '../policy.ts';
import { divisibleRows, fewestParts, mostParts } from './dividing.ts';
import { disagreements } from './joining.ts';
import { ChooseToMergePage, MergePage } from './merge-view.tsx';
import { entriesToMerge, type Merging, mergeEntries } from './merging.ts';
import { chosenToMerge, entriesToChooseFrom } from './queries.ts';
import { mostMerged, refuseUnlessStanding } from './refusals.ts';
import { SplitPage, type SplitValues } from './split-view.tsx';
import { entryToSplit, mayLeave, splitEntry } from './splitting.ts';
import { spokenCodes } from './standing.ts';
import { successionTexts } from './texts.ts';

/** The edition, open to the person for editing. */
async function openForEditing(call: Call): Promise<Edition> {
  const edition = await openEdition(call);
  authorise(call.actor, 'edit', edition.id);
  refuseUnlessOpen(edition);
  return edition;
}

function idsIn(typed: readonly string[]): number[] {
  const ids = typed.filter((text) => /^\d{1,15}$/.test(text)).map(Number);
  return [...new Set(ids)].slice(0, mostMerged + 1);
}

async function choosePage(
  call: Call,
  edition: Edition,
  ids: readonly number[],
  error?: string,
): Promise<Response> {
  const { services, language, actor } = call;
  const filters = { text: call.query('q').slice(0, 200), page: readPageNumber(call.query('trang')) };
  const found = await entriesToChooseFrom(services.db, actor, edition, filters);
  const chosen = await chosenToMerge(services.db, actor, edition, ids);
  return page(
    call,
    {
      title: successionTexts(language).merge,
      active: 'desk',
      illustrative: edition.illustrative,
      status: error ? 422 : 200,
    },
    <ChooseToMergePage {...{ language, edition, filters, found, chosen, error }} />,
  );
}

interface MergeState {
  readonly into: number;
  readonly chosen: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly general?: string;
  readonly status: number;
}

async function mergePage(
  call: Call,
  edition: Edition,
  ids: readonly number[],
  state: MergeState,
): Promise<Response> {
  const { services, language, csrfToken, actor } = call;
  const entries = await entriesToMerge(services.db, actor, edition, ids);
  const stands = (entry: EntryRecord) => entry.id === state.into || entry.amends?.entryId === state.into;
  const into = entries.find(stands) ?? entries[0];
  if (!into) throw new Error('nothing to merge');
  const codes = await spokenCodes(services.db, actor, entries);
  const choices = await installedChoices(call);
  return page(
    call,
    {
      title: successionTexts(language).compareTitle,
      active: 'desk',
      wide: true,
      illustrative: edition.illustrative,
      status: state.status,
    },
    <MergePage
      {...{ language, csrfToken, edition, entries, codes, into, choices }}
      differing={disagreements(entries, into, (field) => state.chosen[field] ?? '')}
      chosen={state.chosen}
      errors={state.errors}
      general={state.general}
    />,
  );
}

async function showChoice(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  return choosePage(call, edition, idsIn(call.queries('muc')));
}

/** `12-15`: ids of the entries. */
async function showComparison(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const ids = idsIn(call.param('entries').split('-', mostMerged + 1));
  try {
    const entries = await entriesToMerge(call.services.db, call.actor, edition, ids);
    for (const entry of entries) refuseUnlessStanding(entry);
    return await mergePage(call, edition, ids, { into: ids[0] ?? 0, chosen: {}, errors: {}, status: 200 });
  } catch (error) {
    return chooseAgain(call, edition, ids, error);
  }
}

/** What cannot be merged at all is said where entries are chosen. */
function chooseAgain(
  call: Call,
  edition: Edition,
  ids: readonly number[],
  error: unknown,
): Promise<Response> {
  if (error instanceof InvalidInput && error.fields.muc)
    return choosePage(call, edition, ids, error.fields.muc[call.language]);
  if (error instanceof Refusal && error.kind === 'conflict')
    return choosePage(call, edition, ids, error.text[call.language]);
  throw error;
}

/** `12.3,15.1`: entries with the versions that were compared. */
function readShown(text: string): Merging['entries'] {
  return text.split(',', mostMerged + 1).flatMap((part) => {
    const [, id, version] = /^(\d{1,15})\.(\d{1,9})$/.exec(part) ?? [];
    return id && version ? [{ id: Number(id), version: Number(version) }] : [];
  });
}

function chosenIn(form: FormFields): Record<string, string> {
  const names = form.names().filter((name) => name.startsWith('chon-'));
  return Object.fromEntries(names.map((name) => [name.slice('chon-'.length), form.get(name)]));
}

/** What was chosen otherwise than proposed while that entry was to stay: proposals follow another one that stays. */
function withoutProposals(
  entries: readonly EntryRecord[],
  before: number,
  chosen: Readonly<Record<string, string>>,
): Record<string, string> {
  const stayed = entries.find(({ id }) => id === before);
  const proposals = stayed ? disagreements(entries, stayed) : [];
  const proposed = new Map(proposals.map((one) => [one.field.name, one.proposed]));
  return Object.fromEntries(Object.entries(chosen).filter(([name, value]) => proposed.get(name) !== value));
}

/** More would not fit into what is said once on the next page. */
const mostNamed = 3;
const longestTitle = 80;

function quoted(title: string): string {
  return `“${title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title}”`;
}

/** An entry that was merged: by its title, with the code where that was public and is given to no other. */
function called(entry: EntryRecord, codes: ReadonlyMap<number, string>): string {
  const keepsCode = entry.publishedAt !== null || entry.amends !== null;
  return `${keepsCode ? `${codes.get(entry.id) ?? entry.code} ` : ''}${quoted(entry.title)}`;
}

async function postMerge(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const form = await call.form();
  const entries = readShown(form.get('muc'));
  const ids = entries.map(({ id }) => id);
  const [into = 0] = idsIn([form.get('vao')]);
  const chosen = chosenIn(form);
  const t = successionTexts(call.language);
  try {
    const known = await entriesToMerge(call.services.db, call.actor, edition, ids);
    if (form.get('do') === 'de-xuat') {
      const kept = withoutProposals(known, idsIn([form.get('theo')])[0] ?? 0, chosen);
      return await mergePage(call, edition, ids, { into, chosen: kept, errors: {}, status: 200 });
    }
    const codes = await spokenCodes(call.services.db, call.actor, known);
    const merged = await mergeEntries(call.services, call.actor, edition.id, { entries, into, chosen });
    const stayed = known.find(({ id, amends }) => id === into || amends?.entryId === into);
    const gone = known.filter((entry) => entry !== stayed).map((entry) => called(entry, codes));
    const kept = await spokenCodes(call.services.db, call.actor, [merged]);
    const stands = `${kept.get(merged.id) ?? merged.code} ${quoted(merged.title)}`;
    const notice = t.merged(gone.slice(0, mostNamed), gone.length - mostNamed, stands);
    return seeOther(call, work.entry(edition.id, merged.id), notice);
  } catch (error) {
    return mergeAgain(call, edition, ids, { into, chosen }, error);
  }
}

async function mergeAgain(
  call: Call,
  edition: Edition,
  ids: readonly number[],
  typed: Pick<MergeState, 'into' | 'chosen'>,
  error: unknown,
): Promise<Response> {
  if (error instanceof InvalidInput && !error.fields.muc) {
    const { vao, ...rest } = messagesIn(call, error.fields);
    const named = Object.entries(rest).map(
      ([field, message]) => `${fieldLabel(field.split('-')[0] ?? field)[call.language]}: ${message}`,
    );
    return mergePage(call, edition, ids, {
      ...typed,
      errors: vao ? { vao } : {},
      ...(named.length > 0 && { general: named.join(' ') }),
      status: 422,
    });
  }
  if (!(error instanceof Refusal) || error.kind !== 'conflict') return chooseAgain(call, edition, ids, error);
  const entries = await entriesToMerge(call.services.db, call.actor, edition, ids);
  const gone = entries.some(({ removedAt, amends }) => removedAt !== null || amends?.takesOut);
  if (gone) return chooseAgain(call, edition, ids, error);
  return mergePage(call, edition, ids, {
    ...typed,
    errors: {},
    general: error.text[call.language],
    status: 409,
  });
}

interface SplitState {
  readonly values: SplitValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly general?: string;
  readonly status: number;
}

async function splitPage(
  call: Call,
  edition: Edition,
  entry: EntryRecord,
  state: SplitState,
): Promise<Response> {
  const { services, language, csrfToken, actor } = call;
  const codes = await spokenCodes(services.db, actor, [entry]);
  return page(
    call,
    {
      title: successionTexts(language).splitTitle,
      active: 'desk',
      status: state.status,
      illustrative: entry.illustrative,
    },
    <SplitPage
      {...{ language, csrfToken, edition, entry }}
      code={codes.get(entry.id) ?? entry.code}
      rows={divisibleRows(contentOf(entry))}
      values={state.values}
      mayLeave={mayLeave(edition, entry)}
      back={
        entry.editionId === edition.id ? work.entry(edition.id, entry.id) : work.chooseEntries(edition.id)
      }
      errors={state.errors}
      general={state.general}
    />,
  );
}

/** Two parts, everything in the first one. */
function untouched(entry: EntryRecord): SplitValues {
  return {
    stays: true,
    titles: [entry.title, ''],
    ticks: Object.fromEntries(divisibleRows(contentOf(entry)).map(({ key }) => [key, ['0']])),
    version: entry.version,
  };
}

async function showSplit(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const entry = await entryToSplit(call.services.db, call.actor, edition, idOf(call, 'entryId'));
  refuseUnlessStanding(entry);
  return splitPage(call, edition, entry, { values: untouched(entry), errors: {}, status: 200 });
}

function splitTyped(form: FormFields, entry: EntryRecord): SplitValues {
  const asked = /^\d{1,2}$/.test(form.get('phan').trim()) ? Number(form.get('phan')) : fewestParts;
  const count = Math.min(Math.max(asked, fewestParts), mostParts);
  const version = form.get('version');
  return {
    stays: form.get('giu') !== '0',
    titles: Array.from({ length: count }, (_, at) => form.get(`ten-${at}`)),
    ticks: Object.fromEntries(
      divisibleRows(contentOf(entry)).map(({ key }) => [
        key,
        form.all(key).filter((part) => /^\d$/.test(part) && Number(part) < count),
      ]),
    ),
    version: /^\d{1,9}$/.test(version) ? Number(version) : 0,
  };
}

async function postSplit(call: Call): Promise<Response> {
  const edition = await openForEditing(call);
  const form = await call.form();
  const entry = await entryToSplit(call.services.db, call.actor, edition, idOf(call, 'entryId'));
  const values = splitTyped(form, entry);
  if (form.get('do') === 'phan') return splitPage(call, edition, entry, { values, errors: {}, status: 200 });
  const parts = values.titles.map((title, at) => ({
    title,
    rows: Object.keys(values.ticks).filter((key) => values.ticks[key]?.includes(String(at))),
  }));
  const { stays, version } = values;
  try {
    const first = await splitEntry(call.services, call.actor, edition.id, entry.id, {
      version,
      stays,
      parts,
    });
    const notice = successionTexts(call.language).wasSplit(parts.length);
    return seeOther(call, work.entry(edition.id, first.id), notice);
  } catch (error) {
    if (error instanceof InvalidInput)
      return splitPage(call, edition, entry, { values, errors: messagesIn(call, error.fields), status: 422 });
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    // the rows were divided as they stood before: they are shown anew with what was typed
    const general = error.text[call.language];
    const anew = { ...values, version: entry.version };
    return splitPage(call, edition, entry, { values: anew, errors: {}, general, status: 409 });
  }
}

/** Merging and splitting entries of a draft. */
export const successionRoutes: readonly Route[] = [
  readPage('entry.choose_to_merge', `${work.editions}/:id/gop`, editors, showChoice),
  readPage('entry.compare_to_merge', `${work.editions}/:id/gop/:entries`, editors, showComparison),
  action('entry.merge_entries', `${work.editions}/:id/gop`, editors, postMerge),
  readPage('entry.divide', `${work.editions}/:id/muc/:entryId/tach`, editors, showSplit),
  action('entry.split', `${work.editions}/:id/muc/:entryId/tach`, editors, postSplit),
];
