import { randomUUID } from 'node:crypto';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { json, seeOther, takenCookie } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { failureOf } from '../../../platform/http/refusals.ts';
import { action, type Route, page as readPage, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { personOf } from '../../directory/index.ts';
import { messagesIn } from '../edition-pages.tsx';
import type { CatalogueKind } from '../entry.ts';
import { ownQuestionPath } from '../paths.ts';
import type { PublicEntry } from '../public-entry.ts';
import { askQuestion, findDraft, keepDraft } from './ask.ts';
import { AskPage, type AskValues } from './ask-view.tsx';
import { entryAsked } from './entry-asked.ts';
import { readLanguage, readWording } from './inputs.ts';
import { type LikeQuestion, likeQuestions } from './public.ts';
import { takesQuestions } from './public-view.tsx';
import { organisationName } from './queries.ts';
import { questionTexts } from './texts.ts';

interface Shown {
  readonly values: AskValues;
  readonly errors?: Readonly<Record<string, string>>;
  readonly general?: string;
  readonly status?: number;
  readonly alike?: readonly LikeQuestion[];
  readonly formKey?: string;
}

async function askPage(call: Call, entry: PublicEntry, shown: Shown): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const actor = personOf(call);
  const organisation = await organisationName(services.db, actor.organisationId);
  return page(
    call,
    { title: `${questionTexts(lang).ask} · ${entry.code}`, active: entry.kind, status: shown.status ?? 200 },
    <AskPage
      {...{ lang, csrfToken, actor, organisation, entry }}
      days={services.config.questionDays}
      values={shown.values}
      errors={shown.errors ?? {}}
      general={shown.general}
      formKey={shown.formKey ?? randomUUID()}
      alike={shown.alike ?? []}
    />,
  );
}

/** The entry in force, or the way to it. Throws Refusal `not_found`, `wrong_state`. */
async function openEntry(call: Call, kind: CatalogueKind): Promise<PublicEntry | Response> {
  const entry = await entryAsked(call, kind, '/dat-cau-hoi');
  if (entry instanceof Response || takesQuestions(entry)) return entry;
  throw new Refusal('wrong_state', {
    vi: `${entry.code} thuộc danh mục đã được thay thế nên không nhận câu hỏi nữa. Hãy hỏi ở mục tương ứng của danh mục sau.`,
    en: `${entry.code} belongs to an edition that was superseded and takes no more questions. Ask about the entry of the later edition.`,
  });
}

async function showAsk(call: Call, kind: CatalogueKind): Promise<Response> {
  const entry = await openEntry(call, kind);
  if (entry instanceof Response) return entry;
  const kept = await findDraft(call.services, personOf(call), entry.id);
  return askPage(call, entry, {
    values: kept ?? { title: '', body: '', language: call.language, named: false },
  });
}

function typedIn(form: FormFields): AskValues {
  return {
    title: form.get('title'),
    body: form.get('body'),
    language: readLanguage(form.get('language')),
    named: form.get('named') === '1',
  };
}

async function postAsk(call: Call, kind: CatalogueKind): Promise<Response> {
  const form = await call.form();
  const values = typedIn(form);
  const { services } = call;
  if (call.request.headers.get('x-autosave') === '1') return autosave(call, values);
  const entry = await openEntry(call, kind);
  if (entry instanceof Response) throw notFound();
  const formKey = form.get('khoa').slice(0, 60) || randomUUID();
  try {
    const { title } = readWording(values);
    const alike = form.get('da-xem') === '1' ? [] : await likeQuestions(services.db, entry.id, title);
    if (alike.length > 0) return askPage(call, entry, { values, alike, formKey });
    const asked = { ...values, code: entry.code, key: formKey };
    const id = await askQuestion(services, personOf(call), asked);
    const response = seeOther(call, ownQuestionPath(id), questionTexts(call.language).form.sent);
    response.headers.append('set-cookie', takenCookie(call.services.config, call.url.pathname));
    return response;
  } catch (error) {
    return askPage(call, entry, { values, formKey, ...refusedIn(call, error) });
  }
}

/** What the form itself can tell; everything else goes on. */
function refusedIn(call: Call, error: unknown): Omit<Shown, 'values'> {
  if (error instanceof InvalidInput) return { errors: messagesIn(call, error.fields), status: 422 };
  if (error instanceof Refusal && error.kind === 'too_many')
    return { general: error.text[call.language], status: 429 };
  throw error;
}

/** Keeps what is typed; what cannot be kept stays in the browser, with the reason said there. */
async function autosave(call: Call, values: AskValues): Promise<Response> {
  try {
    const savedAt = await keepDraft(call.services, personOf(call), call.param('code'), values);
    return json({ savedAt: savedAt.toISOString() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, text } = failureOf(error);
    return json({ message: text[call.language] }, status);
  }
}

const routesOf = (kind: CatalogueKind, path: string): readonly Route[] => [
  readPage(`${kind}.ask`, path, signedIn, (call) => showAsk(call, kind)),
  action(`${kind}.send_question`, path, signedIn, (call) => postAsk(call, kind)),
];

export const askRoutes: readonly Route[] = [
  ...routesOf('problems', '/bai-toan/:code/hoi-dap/dat-cau-hoi'),
  ...routesOf('needs', '/nhu-cau/:code/hoi-dap/dat-cau-hoi'),
];
