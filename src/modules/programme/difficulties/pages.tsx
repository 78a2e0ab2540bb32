import { randomUUID } from 'node:crypto';
import { holds } from '../../../kernel/actor.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Upload } from '../../../platform/http/upload.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { mostAttachmentBytes } from '../../catalogue/index.ts';
import { type FormFailure, readId, statedFailure } from '../../directory/index.ts';
import { fileAnswer } from '../../documents/index.ts';
import { inspected, recordInspection } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import { agenciesOf } from '../policy.ts';
import { Acts, type ActValues, type RefusedAct } from './act-view.tsx';
import { type Difficulty, difficultyKinds, filesMost } from './difficulty.ts';
import { DifficultyCrumbs, DifficultyForm, NewDifficulty, TermForm } from './form-view.tsx';
import {
  answerDifficulty,
  hideDifficulty,
  keepAnswerDraft,
  passOn,
  returnDifficulty,
  showDifficulty,
  takeDifficulty,
} from './handling.ts';
import type { TypedDifficulty } from './inputs.ts';
import { DifficultyList } from './list-view.tsx';
import { answers, difficultyActors, difficultyReaders, handles, raised } from './policy.ts';
import {
  agenciesNamed,
  agenciesToAsk,
  type DifficultyFilters,
  difficultiesReadBy,
  difficultyChoices,
  draftFiles,
  findDifficulty,
  findFile,
  listDifficulties,
  listViews,
  threadOf,
} from './queries.ts';
import { changeDraft, doAsSender, raiseDifficulty, type SenderDeed } from './raising.ts';
import { latestOf } from './repeated.ts';
import { sheetAnswer, unseen } from './sheet.ts';
import { readTerm, saveTerm, type TypedTerm } from './term.ts';
import { difficultyTexts } from './texts.ts';
import { DifficultyWork, Files } from './work-view.tsx';

function viewsFor(call: Call): readonly (typeof listViews)[number][] {
  const own = agenciesOf(call.actor).length > 0;
  // nothing waits for who only looks
  const acts = holds(call.actor, ...difficultyActors);
  return listViews.filter((view) =>
    view === 'mine' ? acts : own || (view !== 'raised' && view !== 'asked'),
  );
}

function filtersIn(call: Call): DifficultyFilters {
  const views = viewsFor(call);
  const asked = call.queries('co-quan').filter((id) => /^\d{1,15}$/.test(id));
  return {
    text: call.query('q').slice(0, 200),
    view: views.find((view) => view === call.query('xem')) ?? views[0] ?? 'all',
    kinds: difficultyKinds.filter((kind) => call.queries('loai').includes(kind)),
    agencies: asked.slice(0, 50).map(Number),
    plans: call
      .queries('ke-hoach')
      .filter((code) => /^KH-[A-Z0-9.-]{1,40}$/.test(code))
      .slice(0, 50),
    page: readPageNumber(call.query('trang')),
  };
}

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor, today } = call;
  const { db } = services;
  const filters = filtersIn(call);
  const found = await listDifficulties(db, actor, filters, today);
  await recordInspection(call, 'difficulty', unseen(found.rows));
  return page(
    call,
    {
      ...{ title: difficultyTexts(lang).title, active: 'desk', wide: true },
      illustrative: found.rows.some((one) => one.illustrative),
    },
    <DifficultyList
      {...{ lang, today, filters, found, views: viewsFor(call) }}
      choices={await difficultyChoices(db, actor, lang)}
      term={await readTerm(db)}
      mayRaise={agenciesOf(actor).length > 0}
      maySetTerm={holds(actor, 'programme_head')}
    />,
  );
}

/** A form with files; what is too large comes back as an error of that field. Throws as `call.upload`. */
export async function sentFiles(call: Call): Promise<Upload> {
  const upload = await call.upload({
    ...{ fileSize: mostAttachmentBytes, files: filesMost, leaveOutLarge: true },
    total: 4 * mostAttachmentBytes,
  });
  return upload;
}

export function refuseLarge({ tooLarge }: Upload): void {
  const [name] = tooLarge;
  if (!name) return;
  throw new InvalidInput({
    files: {
      vi: `${name}: tệp lớn quá, chưa nhận được. Những gì bạn gõ vẫn còn trong ô.`,
      en: `${name}: the file is too large and was not taken. What you typed is still in the boxes.`,
    },
  });
}

function typedIn(form: FormFields): TypedDifficulty & { readonly from: string } {
  return {
    ...{ kind: form.get('kind'), title: form.get('title'), body: form.get('body') },
    ...{ proposal: form.get('proposal'), about: form.get('about'), to: form.get('to') },
    from: form.get('from'),
  };
}

async function newPage(
  call: Call,
  typed: TypedDifficulty & { readonly from: string },
  failure: FormFailure | null,
  key: string = randomUUID(),
): Promise<Response> {
  const { language: lang, csrfToken, services, actor, today } = call;
  const t = difficultyTexts(lang);
  const own = await agenciesNamed(services.db, agenciesOf(actor));
  const [first] = own;
  if (!first)
    return page(
      call,
      { title: t.newTitle, active: 'desk' },
      <>
        <PageHead title={t.newTitle} />
        <EmptyState title={t.noAgency} />
      </>,
    );
  return page(
    call,
    { title: t.newTitle, active: 'desk', status: failure?.status ?? 200 },
    <NewDifficulty
      {...{ lang, csrfToken, failure, own, files: [] }}
      typed={{ ...typed, from: typed.from || String(first.id) }}
      hidden={{ khoa: key, ...(own.length === 1 && { from: String(first.id) }) }}
      action={localPath(lang, programmeWork.newDifficulty())}
      agencies={await agenciesToAsk(services.db, lang, today)}
      term={await readTerm(services.db)}
    />,
  );
}

function showNew(call: Call): Promise<Response> {
  const about = call.query('ve').slice(0, 80);
  const empty = { kind: 'difficulty', title: '', body: '', proposal: '', to: '', from: '' };
  return newPage(call, { ...empty, about }, null);
}

async function postNew(call: Call): Promise<Response> {
  const upload = await sentFiles(call);
  const { fields, files } = upload;
  const typed = typedIn(fields);
  const key = fields.get('khoa').slice(0, 60) || randomUUID();
  const how = fields.get('do') === 'gui' ? 'send' : 'draft';
  const t = difficultyTexts(call.language).done;
  try {
    refuseLarge(upload);
    const organisationId = numberIn(typed.from);
    const known = await latestOf(call.services.db, organisationId);
    const input = { ...typed, files, how, key, organisationId, byHand: true } as const;
    const id = await raiseDifficulty(call.services, call.actor, input);
    const said = how === 'send' ? t.sent : t.draft;
    return seeOther(call, programmeWork.difficulty(id), id <= known ? t.kept : said);
  } catch (error) {
    const failure = statedFailure(error, call.language);
    // sent once more it is something new, whatever its form was kept with; nobody else has saved it meanwhile
    const next = failure.conflict ? randomUUID() : key;
    return newPage(call, typed, { ...failure, conflict: false }, next);
  }
}

/** An id of a form; 0, which nothing has, for anything that is no id. */
function numberIn(typed: string): number {
  return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : 0;
}

async function showOne(call: Call): Promise<Response> {
  return onePage(call, await findDifficulty(call.services.db, call.actor, readId(call, 'id')), null, null);
}

async function onePage(
  call: Call,
  difficulty: Difficulty,
  refused: RefusedAct | null,
  typed: (TypedDifficulty & { readonly from: string }) | null,
): Promise<Response> {
  if (difficulty.state === 'draft') return draftPage(call, difficulty, refused, typed);
  const { services, language: lang, actor, csrfToken, today } = call;
  const held = { senderId: difficulty.sender.id, holderId: difficulty.holder?.id ?? null, sent: true };
  const isSent = difficulty.sentAt !== null;
  const may = {
    raised: raised(actor, held),
    handles: isSent && handles(actor, held),
    answers: isSent && answers(actor, held),
  };
  const thread = await threadOf(services.db, difficulty.id);
  const waits = difficulty.state === 'sent' || difficulty.state === 'taken';
  return page(
    call,
    {
      ...contentTitle(`${difficulty.code ?? ''}: ${difficulty.title}`),
      ...{ active: 'desk' as const, wide: true, status: refused?.status ?? 200 },
      illustrative: difficulty.illustrative,
    },
    <DifficultyWork
      {...{ lang, csrfToken, today, difficulty, may, refused, thread }}
      agencies={may.answers && waits ? await agenciesToAsk(services.db, lang, today) : []}
      answered={thread.findLast(({ kind }) => kind === 'answered')?.words ?? ''}
    />,
  );
}

async function draftPage(
  call: Call,
  difficulty: Difficulty,
  failure: RefusedAct | null,
  typed: (TypedDifficulty & { readonly from: string }) | null,
): Promise<Response> {
  const { services, language: lang, csrfToken, today } = call;
  const { id, sender, holder, about, kind, title, body, proposal, version } = difficulty;
  const t = difficultyTexts(lang);
  const saved = { kind, title, body, proposal, about: about?.code ?? '', to: String(holder?.id ?? '') };
  const files = await draftFiles(services.db, id);
  const acts = { lang, csrfToken, difficulty, agencies: [], answered: '', refused: null };
  return page(
    call,
    { ...contentTitle(title || t.draft), active: 'desk', status: failure?.status ?? 200 },
    <>
      <DifficultyCrumbs lang={lang} here={t.draft} />
      <PageHead title={t.newTitle} lead={t.newLead} />
      <div class="stack">
        <Files {...{ lang, id, files }} />
        <DifficultyForm
          {...{ lang, csrfToken, failure, files, own: [] }}
          typed={typed ?? { ...saved, from: String(sender.id) }}
          hidden={{ version: String(version) }}
          action={localPath(lang, programmeWork.difficulty(id))}
          agencies={await agenciesToAsk(services.db, lang, today)}
          term={await readTerm(services.db)}
        />
        <Acts {...acts} may={{ raised: true, handles: false, answers: false }} />
      </div>
    </>,
  );
}

const actFields = [
  ...['answer', 'to', 'passOn', 'return', 'supplement', 'askAgain', 'close', 'withdraw'],
  ...['shownTitle', 'shownBody', 'shownAnswer', 'hide'],
] as readonly (keyof ActValues)[];

async function postOne(call: Call): Promise<Response> {
  const id = readId(call, 'id');
  // before anything large is taken in
  await findDifficulty(call.services.db, call.actor, id);
  const upload = await sentFiles(call);
  const { fields } = upload;
  try {
    refuseLarge(upload);
    const done = await deedOf(call, id, upload);
    const still = await difficultiesReadBy(call.services.db, call.actor, [id]);
    return seeOther(call, still.has(id) ? programmeWork.difficulty(id) : programmeWork.difficulties, done);
  } catch (error) {
    const failure = statedFailure(error, call.language);
    const names = new Set(fields.names());
    const values = Object.fromEntries(
      actFields.filter((name) => names.has(name)).map((name) => [name, fields.get(name)]),
    );
    const typed = names.has('body') ? typedIn(fields) : null;
    const difficulty = await findDifficulty(call.services.db, call.actor, id);
    return onePage(call, difficulty, { ...failure, values }, typed);
  }
}

/** Does what was pressed; says what was done. Throws InvalidInput, Refusal. */
async function deedOf(call: Call, id: number, { fields, files }: Upload): Promise<string> {
  const { services, actor } = call;
  const t = difficultyTexts(call.language).done;
  const pressed = fields.get('do');
  const version = /^\d{1,9}$/.test(fields.get('version')) ? Number(fields.get('version')) : 0;
  const said = (name: keyof ActValues) => ({ words: fields.get(name), version, files });
  const asSender = (deed: SenderDeed) =>
    doAsSender(services, actor, id, deed, said(deed)).then(() => t[deed]);
  const draft = (how: 'draft' | 'send') => {
    const removedFiles = fields.all('removedFiles').slice(0, 50).map(numberIn);
    return changeDraft(services, actor, id, { ...typedIn(fields), files, how, version, removedFiles });
  };
  const deeds: Readonly<Record<string, () => Promise<string>>> = {
    nhap: () => draft('draft').then(() => t.draft),
    gui: () => draft('send').then(() => t.sent),
    take: () => takeDifficulty(services, actor, id, { version }).then(() => t.taken),
    answer: () => answerDifficulty(services, actor, id, said('answer')).then(() => t.answered),
    answerDraft: () => keepAnswerDraft(services, actor, id, said('answer')).then(() => t.draft),
    passOn: () =>
      passOn(services, actor, id, { ...said('passOn'), to: fields.get('to') }).then(() => t.passedOn),
    return: () => returnDifficulty(services, actor, id, said('return')).then(() => t.returned),
    supplement: () => asSender('supplement'),
    askAgain: () => asSender('askAgain'),
    close: () => asSender('close'),
    withdraw: () => asSender('withdraw'),
    show: () =>
      showDifficulty(services, actor, id, {
        version,
        ...{ shownTitle: fields.get('shownTitle'), shownBody: fields.get('shownBody') },
        shownAnswer: fields.get('shownAnswer'),
      }).then(() => t.shown),
    hide: () => hideDifficulty(services, actor, id, said('hide')).then(() => t.hidden),
  };
  const deed = deeds[pressed];
  if (!deed) throw notFound();
  return deed();
}

async function showFile(call: Call): Promise<Response> {
  const file = await findFile(call.services.db, call.actor, readId(call, 'id'), readId(call, 'file'));
  return fileAnswer(call, file, false);
}

async function showTerm(call: Call): Promise<Response> {
  const { days, leaderDays, source, version } = await readTerm(call.services.db);
  const typed = { days: String(days), leaderDays: String(leaderDays), source: source ?? '' };
  return termPage(call, typed, version, null);
}

function termPage(call: Call, typed: TypedTerm, version: number, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: difficultyTexts(lang).term, active: 'desk', status: failure?.status ?? 200 },
    <TermForm {...{ lang, csrfToken, typed, version, failure }} />,
  );
}

async function changeTerm(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { days: form.get('days'), leaderDays: form.get('leaderDays'), source: form.get('source') };
  const version = Number(form.get('version')) || 0;
  try {
    await saveTerm(call.services, call.actor, typed, version);
  } catch (error) {
    return termPage(call, typed, version, statedFailure(error, call.language));
  }
  return seeOther(call, programmeWork.difficulties, difficultyTexts(call.language).done.term);
}

const readers = onlyFor(...difficultyReaders);
const actors = onlyFor(...difficultyActors);
const officers = onlyFor('agency_officer');
const heads = onlyFor('programme_head');
const one = '/ban-lam-viec/kho-khan/:id';

export const difficultyWorkRoutes: readonly Route[] = [
  readPage('difficulty.list', programmeWork.difficulties, readers, showList),
  download('difficulty.sheet', programmeWork.difficultySheet, readers, (call) =>
    sheetAnswer(call, filtersIn(call)),
  ),
  readPage('difficulty.new', programmeWork.newDifficulty(), officers, showNew),
  action('difficulty.raise', programmeWork.newDifficulty(), officers, postNew),
  readPage('difficulty.term', programmeWork.difficultyTerm, heads, showTerm),
  action('difficulty.save_term', programmeWork.difficultyTerm, heads, changeTerm),
  inspected('difficulty', readPage('difficulty.show', one, readers, showOne)),
  action('difficulty.change', one, actors, postOne),
  inspected('difficulty', download('difficulty.file', `${one}/tep/:file`, readers, showFile)),
];
