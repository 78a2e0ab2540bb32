import { randomUUID } from 'node:crypto';
import { writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Upload } from '../../../platform/http/upload.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { readCalendar } from '../../calendar/index.ts';
import { type FormFailure, holdersOf, readId, statedFailure } from '../../directory/index.ts';
import { fileAnswer } from '../../documents/index.ts';
import { refuseLarge, sentFiles } from '../difficulties/pages.tsx';
import { inspected } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import { actsForAgency } from '../policy.ts';
import type { DirectiveValues, RefusedDeed } from './act-view.tsx';
import {
  acceptAnswer,
  answerDirective,
  askAnswerAgain,
  giveDirective,
  takeBackFrom,
  withdrawDirective,
} from './commands.ts';
import { type Directive, usualDays } from './directive.ts';
import { NewDirective } from './form-view.tsx';
import type { TypedDirective } from './inputs.ts';
import { DirectiveList } from './list-view.tsx';
import {
  answersDirective,
  decidesDirectives,
  directiveActors,
  directiveGivers,
  directiveReaders,
  speaksAsLeader,
} from './policy.ts';
import {
  agenciesToDirect,
  type DirectiveFilters,
  directiveChoices,
  directiveThread,
  directiveViews,
  findDirective,
  findDirectiveFile,
  leadsOfCode,
  listDirectives,
} from './queries.ts';
import { directiveSheet } from './sheet.ts';
import { directiveTexts } from './texts.ts';
import { DirectiveWork } from './work-view.tsx';

function filtersIn(call: Call): DirectiveFilters {
  const asked = call.queries('co-quan').filter((id) => /^\d{1,15}$/.test(id));
  return {
    text: call.query('q').slice(0, 200),
    view: directiveViews.find((view) => view === call.query('xem')) ?? 'mine',
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
  const filters = filtersIn(call);
  return page(
    call,
    { title: directiveTexts(lang).title, active: 'desk', wide: true },
    <DirectiveList
      {...{ lang, today, filters }}
      found={await listDirectives(services.db, actor, filters, today)}
      choices={await directiveChoices(services.db, actor, lang)}
      mayGive={decidesDirectives(actor)}
    />,
  );
}

async function suggestedDay({ services, today }: Call): Promise<string> {
  return writeDate(addWorkingDays(today, usualDays, await readCalendar(services.db, services.config)));
}

async function newPage(
  call: Call,
  typed: TypedDirective,
  failure: FormFailure | null,
  formKey: string = randomUUID(),
): Promise<Response> {
  const { language: lang, csrfToken, services, actor, today } = call;
  const leads = await leadsOfCode(services.db, typed.about.trim().toUpperCase());
  const others = await agenciesToDirect(services.db, lang, today);
  const leaders = speaksAsLeader(actor) ? null : await holdersOf(services.db, 'leader', 0, today);
  const chosen = failure ? typed.agencies : leads.map(({ id }) => String(id));
  return page(
    call,
    { title: directiveTexts(lang).newTitle, active: 'desk', status: failure?.status ?? 200 },
    <NewDirective
      {...{ lang, csrfToken, failure, formKey, leaders }}
      typed={{ ...typed, agencies: chosen }}
      leadsFirst={leads.length > 0}
      agencies={[...leads, ...others.filter(({ id }) => !leads.some((lead) => lead.id === id))]}
    />,
  );
}

async function showNew(call: Call): Promise<Response> {
  const empty = { body: '', agencies: [], documentNumber: '', documentDate: '', leader: '' };
  const about = call.query('ve').slice(0, 80);
  return newPage(call, { ...empty, about, dueOn: await suggestedDay(call) }, null);
}

function typedIn(form: FormFields): TypedDirective {
  return {
    ...{ body: form.get('body'), agencies: form.all('agencies').slice(0, 500), dueOn: form.get('dueOn') },
    ...{ about: form.get('about').slice(0, 200), documentNumber: form.get('documentNumber') },
    ...{ documentDate: form.get('documentDate'), leader: form.get('leader') },
  };
}

async function postNew(call: Call): Promise<Response> {
  const upload = await sentFiles(call);
  const { fields, files } = upload;
  const typed = typedIn(fields);
  const key = fields.get('khoa').slice(0, 60) || randomUUID();
  try {
    refuseLarge(upload);
    const id = await giveDirective(call.services, call.actor, { ...typed, files, key });
    return seeOther(call, programmeWork.directive(id), directiveTexts(call.language).done.given);
  } catch (error) {
    return newPage(call, typed, statedFailure(error, call.language), key);
  }
}

/** An id of an address or form; 0, which nothing has, for anything that is no id. */
function numberIn(typed: string): number {
  return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : 0;
}

async function showOne(call: Call): Promise<Response> {
  const directive = await findDirective(call.services.db, call.actor, readId(call, 'id'));
  return onePage(call, directive, numberIn(call.query('co-quan')), null);
}

async function onePage(
  call: Call,
  directive: Directive,
  asked: number,
  refused: RefusedDeed | null,
): Promise<Response> {
  const { services, language: lang, actor, csrfToken, today } = call;
  const { owed: all } = directive;
  const owed = all.find(({ id }) => id === asked) ?? (all.length === 1 ? all[0] : undefined) ?? null;
  const may = {
    answers: owed !== null && answersDirective(actor, owed.agency.id),
    own: owed !== null && actsForAgency(actor, owed.agency.id),
    decides: decidesDirectives(actor),
  };
  return page(
    call,
    {
      ...contentTitle(`${directive.code}: ${directive.body.slice(0, 80)}`),
      ...{ active: 'desk' as const, wide: true, status: refused?.status ?? 200 },
      illustrative: directive.illustrative,
    },
    <DirectiveWork
      {...{ lang, csrfToken, today, directive, owed, may, refused }}
      suggested={may.decides ? await suggestedDay(call) : ''}
      thread={await directiveThread(services.db, actor, directive.id)}
    />,
  );
}

const valueFields: readonly (keyof DirectiveValues)[] = [
  'answer',
  'accept',
  'askAgain',
  'newDay',
  'takeBack',
  'withdraw',
];

async function postOne(call: Call): Promise<Response> {
  const id = readId(call, 'id');
  // before anything large is taken in
  await findDirective(call.services.db, call.actor, id);
  const upload = await sentFiles(call);
  const { fields } = upload;
  const owedId = numberIn(fields.get('co-quan'));
  try {
    refuseLarge(upload);
    const done = await deedOf(call, id, owedId, upload);
    return seeOther(call, programmeWork.directive(id, owedId), done);
  } catch (error) {
    const failure = statedFailure(error, call.language);
    const names = new Set(fields.names());
    const values = Object.fromEntries(
      valueFields.filter((name) => names.has(name)).map((name) => [name, fields.get(name)]),
    );
    const directive = await findDirective(call.services.db, call.actor, id);
    return onePage(call, directive, owedId, { ...failure, values });
  }
}

/** Does what was pressed; says what was done. Throws InvalidInput, Refusal. */
async function deedOf(call: Call, id: number, owedId: number, { fields, files }: Upload): Promise<string> {
  const { services, actor } = call;
  const t = directiveTexts(call.language).done;
  const version = /^\d{1,9}$/.test(fields.get('version')) ? Number(fields.get('version')) : 0;
  const said = (name: keyof DirectiveValues) => ({ words: fields.get(name), version });
  const deeds = {
    answer: () => answerDirective(services, actor, id, owedId, { ...said('answer'), files }),
    accept: () => acceptAnswer(services, actor, id, owedId, said('accept')),
    askAgain: () =>
      askAnswerAgain(services, actor, id, owedId, { ...said('askAgain'), newDay: fields.get('newDay') }),
    takeBack: () => takeBackFrom(services, actor, id, owedId, said('takeBack')),
    withdraw: () => withdrawDirective(services, actor, id, said('withdraw')),
  };
  const pressed = (['answer', 'accept', 'askAgain', 'takeBack', 'withdraw'] as const).find(
    (name) => name === fields.get('do'),
  );
  if (!pressed) throw notFound();
  if (pressed !== 'answer' && files.length > 0)
    throw new InvalidInput({
      files: { vi: 'Tệp chỉ gửi kèm báo cáo.', en: 'Files go with answers alone.' },
    });
  await deeds[pressed]();
  return t[pressed];
}

async function showFile(call: Call): Promise<Response> {
  const { services, actor } = call;
  const file = await findDirectiveFile(services.db, actor, readId(call, 'id'), readId(call, 'file'));
  return fileAnswer(call, file, false);
}

const readers = onlyFor(...directiveReaders);
const actors = onlyFor(...directiveActors);
const givers = onlyFor(...directiveGivers);
const one = '/ban-lam-viec/chi-dao/:id';

export const directiveRoutes: readonly Route[] = [
  readPage('directive.list', programmeWork.directives, readers, showList),
  download('directive.sheet', programmeWork.directiveSheet, readers, (call) =>
    directiveSheet(call, filtersIn(call)),
  ),
  readPage('directive.new', programmeWork.newDirective(), givers, showNew),
  action('directive.give', programmeWork.newDirective(), givers, postNew),
  inspected('directive', readPage('directive.show', one, readers, showOne)),
  action('directive.change', one, actors, postOne),
  inspected('directive', download('directive.file', `${one}/tep/:file`, readers, showFile)),
];
