import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { json, seeOther, takenCookie } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { failureOf } from '../../../platform/http/refusals.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { lookAtAccounts } from '../../directory/index.ts';
import { idOf, messagesIn } from '../edition-pages.tsx';
import { recordLook } from '../looks.ts';
import { work } from '../paths.ts';
import { catalogueEditors, catalogueReaders, looksAsInspector } from '../policy.ts';
import type { ActValues, RefusedAct } from './act-view.tsx';
import {
  answerQuestion,
  correctAnswer,
  handOver,
  refuseQuestion,
  reopenQuestion,
  saveDraft,
} from './answering.ts';
import { answeringAgencies } from './holder.ts';
import { QuestionList } from './list-view.tsx';
import { answersAny, answersFor, handles } from './policy.ts';
import {
  earlierAnswers,
  findQuestion,
  handoversOf,
  isQuestionSeen,
  listedStates,
  listQuestions,
  questionChoices,
  questionHistory,
} from './queries.ts';
import type { Question } from './question.ts';
import { questionWorkTexts } from './work-texts.ts';
import { QuestionWork } from './work-view.tsx';

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor } = call;
  const today = localDateOf(services.clock());
  const filters = {
    text: call.query('q').slice(0, 200),
    state: listedStates.find((state) => state === call.query('trang-thai')) ?? 'waiting',
    agencies: call
      .queries('co-quan')
      .filter((id) => /^\d{1,15}$/.test(id))
      .slice(0, 50)
      .map(Number),
    editions: call
      .queries('danh-muc')
      .filter((code) => /^[A-Z0-9-]{1,60}$/.test(code))
      .slice(0, 50),
    page: readPageNumber(call.query('trang')),
  };
  const found = await listQuestions(services.db, actor, filters, today);
  const choices = await questionChoices(services.db, actor);
  await recordQuestionLooks(call, found.rows);
  return page(
    call,
    { title: questionWorkTexts(lang).title, active: 'desk', wide: true },
    <QuestionList
      {...{ lang, today, filters, found, choices }}
      answers={answersAny(actor)}
      operator={services.installation.operator}
    />,
  );
}

/** What is public leaves no trace. */
async function recordQuestionLooks(call: Call, questions: readonly Question[]): Promise<void> {
  const hidden = questions.filter(({ state }) => state !== 'answered').map(({ id }) => id);
  if (hidden.length > 0 && looksAsInspector(call.actor))
    await recordLook(call.services, call.actor, 'question', ...hidden);
}

interface RefusedPost extends RefusedAct {
  readonly status: number;
}

async function questionPage(call: Call, refused: RefusedPost | null): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const { db } = services;
  const question = await findQuestion(db, actor, idOf(call, 'id'));
  await recordQuestionLooks(call, [question]);
  await lookAtAccounts(services, actor, 'question', [question.askedBy.id]);
  const holderId = question.holder?.id ?? null;
  const mayAct = handles(actor, { holderId, editionId: question.about.editionId });
  const answersAs = answersFor(actor, holderId) === null ? null : question.holder;
  return page(
    call,
    {
      ...{ title: question.asked.title, titleLang: question.language, active: 'desk', wide: true },
      ...{ status: refused?.status ?? 200, illustrative: question.illustrative },
    },
    <QuestionWork
      {...{ lang, csrfToken, question, mayAct, answersAs, refused }}
      owner={actor.kind === 'account' ? String(actor.id) : ''}
      operator={services.installation.operator}
      today={localDateOf(services.clock())}
      agencies={mayAct && question.state === 'waiting' ? await answeringAgencies(db) : []}
      handovers={await handoversOf(db, question.id)}
      earlier={await earlierAnswers(db, question.id)}
      history={await questionHistory(db, question.id)}
    />,
  );
}

function typedIn(form: FormFields): ActValues {
  return {
    ...{ title: form.get('title'), body: form.get('body') },
    ...{ answer: form.get('answer'), language: form.get('language') },
    ...{ to: form.get('to'), handover: form.get('handover') },
    ...{ reason: form.get('reason'), note: form.get('note'), sameAs: form.get('sameAs') },
  };
}

async function postQuestion(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = idOf(call, 'id');
  const typed = typedIn(form);
  const version = form.get('version');
  const input = { ...typed, version: /^\d{1,9}$/.test(version) ? Number(version) : 0 };
  if (call.request.headers.get('x-autosave') === '1') return autosave(call, id, input);
  const t = questionWorkTexts(language).done;
  const deeds: Readonly<Record<string, () => Promise<string>>> = {
    nhap: () => saveDraft(services, actor, id, input).then(() => t.draft),
    'tra-loi': () => answerQuestion(services, actor, id, input).then(() => t.answered),
    sua: () => correctAnswer(services, actor, id, input).then(() => t.corrected),
    chuyen: () => handOver(services, actor, id, input).then(() => t.handedOver),
    'tu-choi': () => refuseQuestion(services, actor, id, input).then(() => t.refused),
    'mo-lai': () => reopenQuestion(services, actor, id, input.version).then(() => t.reopened),
  };
  const deed = deeds[form.get('do')];
  if (!deed) throw notFound();
  try {
    const done = await deed();
    // an officer of an agency reads no longer what was given to another one
    const response = seeOther(
      call,
      (await isQuestionSeen(services.db, actor, id)) ? work.question(id) : work.questions,
      done,
    );
    response.headers.append('set-cookie', takenCookie(call.services.config, call.url.pathname));
    return response;
  } catch (error) {
    // of fields that the form had not, what is saved shows
    const sent = new Set(form.names());
    const values = Object.fromEntries(Object.entries(typed).filter(([name]) => sent.has(name)));
    return questionPage(call, { values, ...refusedIn(call, error) });
  }
}

/** What the page itself can tell; everything else goes on. */
function refusedIn(call: Call, error: unknown): Omit<RefusedPost, 'values'> {
  if (error instanceof InvalidInput)
    return { errors: messagesIn(call, error.fields), general: undefined, conflict: false, status: 422 };
  if (error instanceof Refusal && (error.kind === 'conflict' || error.kind === 'wrong_state'))
    return {
      ...{ errors: {}, general: error.text[call.language] },
      ...{ conflict: error.kind === 'conflict', status: 409 },
    };
  throw error;
}

/** Keeps an answer while it is written; what cannot be kept stays in the browser, with the reason said there. */
async function autosave(
  call: Call,
  id: number,
  input: ActValues & { readonly version: number },
): Promise<Response> {
  try {
    const version = await saveDraft(call.services, call.actor, id, input);
    return json({ savedAt: call.services.clock().toISOString(), fields: { version: String(version) } });
  } catch (error) {
    if (error instanceof InvalidInput) {
      const [message] = Object.values(messagesIn(call, error.fields));
      return json({ message }, 422);
    }
    if (!(error instanceof Refusal)) throw error;
    const { status, text } = failureOf(error);
    return json({ message: text[call.language] }, status);
  }
}

const officers = onlyFor('agency_officer', ...catalogueEditors);
const readers = onlyFor('agency_officer', ...catalogueReaders);

export const questionRoutes: readonly Route[] = [
  readPage('question.list', work.questions, readers, showList),
  readPage('question.show', '/ban-lam-viec/hoi-dap/:id', readers, (call) => questionPage(call, null)),
  action('question.change', '/ban-lam-viec/hoi-dap/:id', officers, postQuestion),
];
