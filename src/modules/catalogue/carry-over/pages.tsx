import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import type { Edition } from '../edition.ts';
import { editors, idOf, messagesIn, openEdition, readers } from '../edition-pages.tsx';
import { findEdition } from '../edition-store.ts';
import { recordDraftLooks, recordLook } from '../looks.ts';
import { withQuery, work } from '../paths.ts';
import { authorise, can, looksAsInspector } from '../policy.ts';
import {
  mostTogether,
  previewOutcomes,
  refuseUnlessSettled,
  type SettleInput,
  settleOutcomes,
} from './commands.ts';
import type { OutcomeFieldsProps, OutcomeValues } from './fields-view.tsx';
import { FormerPage } from './former-view.tsx';
import { OutcomePreview } from './preview-view.tsx';
import {
  draftsAfter,
  editionsBefore,
  isFollowed,
  listOutcomes,
  matchingOutcomes,
  type OutcomeFilters,
  outcomeCounts,
  outcomeFilters,
  outcomesOf,
  stands,
} from './queries.ts';
import { chooseReplaced } from './supersede.ts';
import { carryTexts } from './texts.ts';
import { OutcomeEntryPage, OutcomesPage } from './view.tsx';

/** A public edition, whose entries have outcomes. */
async function openSettled(call: Call): Promise<Edition> {
  const edition = await openEdition(call);
  refuseUnlessSettled(edition);
  return edition;
}

function filtersOf(read: (name: string) => string): OutcomeFilters {
  return {
    text: read('q').slice(0, 200),
    outcome: outcomeFilters.find((filter) => filter === read('ket-qua')) ?? null,
    page: readPageNumber(read('trang')),
  };
}

function typedOutcome(form: FormFields): OutcomeValues {
  const [outcome, note, noteEn] = [form.get('outcome'), form.get('note'), form.get('noteEn')];
  const [reference, into, reason] = [form.get('reference'), form.get('into'), form.get('reason')];
  return { outcome, note, noteEn, reference, into, reason };
}

function numberIn(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** `12.3`: an entry and what was said of it when it was shown. */
function readMarks(marks: readonly string[]): SettleInput['entries'] {
  return marks.slice(0, mostTogether).flatMap((mark) => {
    const [, id, seen] = /^(\d{1,15})\.(\d{1,15})$/.exec(mark) ?? [];
    return id && seen ? [{ id: Number(id), seen: Number(seen) }] : [];
  });
}

function inputOf(values: OutcomeValues, entries: SettleInput['entries']): SettleInput {
  return { ...values, into: numberIn(values.into), entries };
}

/** What the person may write. A form that was refused is shown again whatever they may: nothing typed is lost. */
function allowedFor(
  call: Call,
  edition: Edition,
  state: { readonly drafts: readonly unknown[]; readonly followed: boolean; readonly typed: boolean },
): OutcomeFieldsProps['allowed'] {
  if (state.typed || !state.followed || can(call.actor, 'correct', edition.id)) return 'all';
  return state.drafts.length > 0 ? 'carry' : 'none';
}

interface ListState {
  readonly filters: OutcomeFilters;
  readonly values: OutcomeValues;
  readonly errors?: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly ticked?: SettleInput['entries'];
  readonly all?: boolean;
}

const untyped: OutcomeValues = { outcome: '', note: '', noteEn: '', reference: '', into: '', reason: '' };

async function outcomesPage(call: Call, edition: Edition, state: ListState, status = 200): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const { db } = services;
  const found = await listOutcomes(db, actor, edition.id, state.filters);
  const counts = await outcomeCounts(db, actor, edition.id);
  const followed = await isFollowed(db, edition);
  const drafts = await draftsAfter(db, actor, edition);
  const shown = { language, csrfToken, edition, found, counts, followed, drafts };
  return page(
    call,
    {
      title: carryTexts(language).title,
      active: 'desk',
      wide: true,
      status,
      illustrative: edition.illustrative || found.rows.some(({ illustrative }) => illustrative),
    },
    <OutcomesPage
      {...shown}
      {...state}
      errors={state.errors ?? {}}
      corrects={followed ? 'some' : 'none'}
      allowed={allowedFor(call, edition, { drafts, followed, typed: status !== 200 })}
      mayEdit={can(actor, 'edit', edition.id)}
      chosen={new Set((state.ticked ?? []).map(({ id }) => id))}
      all={state.all ?? false}
    />,
  );
}

async function showOutcomes(call: Call): Promise<Response> {
  const edition = await openSettled(call);
  const { services, actor } = call;
  // outcomes that are not public yet, and confidential entries
  if (looksAsInspector(actor)) await recordLook(services, actor, 'edition', edition.id);
  const into = numberIn(call.query('sang'));
  return outcomesPage(call, edition, {
    filters: filtersOf((name) => call.query(name)),
    values: { ...untyped, ...(into !== null && { into: String(into), outcome: 'carried_over' }) },
  });
}

/** Each entry as it stands: what the preview shows of it is what the person sees of it first. */
async function allMatching(
  call: Call,
  edition: Edition,
  filters: OutcomeFilters,
): Promise<SettleInput['entries']> {
  const { services, actor } = call;
  const found = await matchingOutcomes(services.db, actor, edition.id, filters, mostTogether + 1);
  if (found.length > mostTogether) {
    const tooMany = (lang: Language) => carryTexts(lang).tooMany(formatNumber(lang, mostTogether, 0));
    throw new InvalidInput({ muc: { vi: tooMany('vi'), en: tooMany('en') } });
  }
  return found.map(({ id, settled }) => ({ id, seen: settled?.id ?? 0 }));
}

/** First what would be written; with `write` it is, with `back` the list is shown again as it was left. */
async function postOutcomes(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const form = await call.form();
  const values = typedOutcome(form);
  const filters = filtersOf((name) => form.get(name));
  // the preview sends what was ticked in one field
  const ticked = readMarks(form.all('muc').flatMap((marks) => marks.split(',')));
  const choice = { filters, ticked, all: form.get('tat-ca') === '1' };
  const state = { ...choice, values };
  if (form.get('back') === '1') {
    refuseUnlessSettled(edition);
    return outcomesPage(call, edition, state);
  }
  try {
    if (form.get('write') === '1')
      return await written(call, edition, inputOf(values, readMarks(form.get('entries').split(','))));
    const entries = choice.all ? await allMatching(call, edition, filters) : ticked;
    const plan = await previewOutcomes(call.services.db, call.actor, edition.id, inputOf(values, entries));
    const { language, csrfToken } = call;
    return page(
      call,
      { title: carryTexts(language).previewTitle, active: 'desk', illustrative: edition.illustrative },
      <OutcomePreview
        {...{ language, csrfToken, edition, values, plan, choice }}
        into={plan.into}
        said={plan.said}
      />,
    );
  } catch (error) {
    if (error instanceof InvalidInput)
      return outcomesPage(call, edition, { ...state, errors: messagesIn(call, error.fields) }, 422);
    const status = statusKept(error);
    return outcomesPage(call, edition, { ...state, error: status.text[call.language] }, status.code);
  }
}

/** Of a refusal after which the form stands as typed; rethrows anything else. */
function statusKept(error: unknown): { readonly code: 403 | 409; readonly text: Text } {
  if (!(error instanceof Refusal)) throw error;
  if (error.kind === 'forbidden') return { code: 403, text: error.text };
  if (error.kind !== 'conflict' && error.kind !== 'wrong_state') throw error;
  return { code: 409, text: error.text };
}

async function written(call: Call, edition: Edition, input: SettleInput): Promise<Response> {
  const t = carryTexts(call.language);
  const { settled, there, refused } = await settleOutcomes(call.services, call.actor, edition.id, input);
  const codes = there.map(({ code }) => code);
  const done =
    input.into !== null && there.length > 0 ? t.doneWith(settled.length, codes) : t.done(settled.length);
  const left = refused.length > 0 ? ` ${t.left(refused.map(({ entry }) => entry.code))}` : '';
  const back = withQuery(work.outcomes(edition.id), { sang: input.into ?? undefined });
  return seeOther(call, back, done + left);
}

interface EntryState {
  readonly values: OutcomeValues | null;
  readonly errors?: Readonly<Record<string, string>>;
  readonly error?: string;
}

async function entryPage(call: Call, edition: Edition, state: EntryState, status = 200): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const { db } = services;
  const [entry] = await outcomesOf(
    db,
    actor,
    edition.id,
    [idOf(call, 'entryId')].filter(Number.isSafeInteger),
  );
  if (!entry) throw notFound();
  const drafts = await draftsAfter(db, actor, edition);
  const { settled } = entry;
  // nor is it typed in beforehand that the entry goes on as one the actor may not see
  const said = stands(settled) && settled.continuedAs?.code !== null ? settled : null;
  const isPublic = said?.isPublic === true;
  const followed = isPublic || (await isFollowed(db, edition));
  const wanted = numberIn(call.query('sang'));
  const into = said?.continuedAs?.editionId ?? wanted;
  const values = state.values ?? {
    ...untyped,
    ...(said && { outcome: said.outcome, note: said.note, noteEn: said.noteEn, reference: said.reference }),
    ...(!said && wanted !== null && { outcome: 'carried_over' }),
    into: into === null ? '' : String(into),
  };
  return page(
    call,
    {
      title: `${carryTexts(language).write} ${entry.code}`,
      active: 'desk',
      status,
      illustrative: entry.illustrative,
    },
    <OutcomeEntryPage
      {...{ language, csrfToken, edition, entry, drafts, values }}
      errors={state.errors ?? {}}
      error={state.error}
      corrects={isPublic ? 'all' : 'none'}
      allowed={allowedFor(call, edition, { drafts: isPublic ? [] : drafts, followed, typed: status !== 200 })}
    />,
  );
}

async function showEntryOutcome(call: Call): Promise<Response> {
  const edition = await openSettled(call);
  authorise(call.actor, 'edit', edition.id);
  return entryPage(call, edition, { values: null });
}

async function postEntryOutcome(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const form = await call.form();
  const values = typedOutcome(form);
  const seen = readMarks([form.get('muc')])[0]?.seen ?? 0;
  const t = carryTexts(call.language);
  try {
    const entries = [{ id: idOf(call, 'entryId'), seen }];
    const result = await settleOutcomes(call.services, call.actor, edition.id, inputOf(values, entries));
    const [refused] = result.refused;
    if (refused) return entryPage(call, edition, { values, error: refused.why[call.language] }, 409);
    const back = withQuery(work.outcomes(edition.id), { sang: numberIn(values.into) ?? undefined });
    return seeOther(call, back, t.done(result.settled.length + result.there.length));
  } catch (error) {
    if (error instanceof InvalidInput)
      return entryPage(call, edition, { values, errors: messagesIn(call, error.fields) }, 422);
    const status = statusKept(error);
    return entryPage(call, edition, { values, error: status.text[call.language] }, status.code);
  }
}

async function formerPage(
  call: Call,
  edition: Edition,
  refused: { readonly values: { readonly replaces: string }; readonly error: string } | null = null,
  status = 200,
): Promise<Response> {
  if (edition.amends) throw notFound();
  const { services, actor, language, csrfToken } = call;
  const former = await editionsBefore(services.db, actor, edition);
  const replaced = edition.replacesId === null ? null : await findEdition(services.db, edition.replacesId);
  const mayEdit = can(actor, 'edit', edition.id);
  return page(
    call,
    { title: carryTexts(language).former, active: 'desk', status, illustrative: edition.illustrative },
    <FormerPage {...{ language, csrfToken, edition, former, replaced, mayEdit, refused }} />,
  );
}

async function showFormer(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  await recordDraftLooks(call.services, call.actor, [edition], 'former');
  return formerPage(call, edition);
}

async function postReplaced(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const form = await call.form();
  const replaces = form.get('replaces');
  const input = { replaces: numberIn(replaces), version: Number(form.get('version')) };
  const again = (error: string, status: number) =>
    formerPage(call, edition, { values: { replaces }, error }, status);
  try {
    await chooseReplaced(call.services, call.actor, edition.id, input);
    return seeOther(call, work.former(edition.id), carryTexts(call.language).replacedSaved);
  } catch (error) {
    if (error instanceof InvalidInput) return again(messagesIn(call, error.fields).replaces ?? '', 422);
    if (!(error instanceof Refusal) || !['conflict', 'wrong_state'].includes(error.kind)) throw error;
    return again(error.text[call.language], 409);
  }
}

const at = (path: string) => `${work.editions}/:id/${path}`;

export const carryOverRoutes: readonly Route[] = [
  readPage('outcome.list', at('ket-qua'), readers, showOutcomes),
  action('outcome.settle_together', at('ket-qua'), editors, postOutcomes),
  readPage('outcome.show', at('ket-qua/:entryId'), editors, showEntryOutcome),
  action('outcome.settle', at('ket-qua/:entryId'), editors, postEntryOutcome),
  readPage('edition.former', at('danh-muc-truoc'), readers, showFormer),
  action('edition.choose_replaced', at('thay-the'), editors, postReplaced),
];
