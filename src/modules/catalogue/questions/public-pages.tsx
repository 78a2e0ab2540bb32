import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { publicPage, type Route } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { idOf } from '../edition-pages.tsx';
import type { CatalogueKind } from '../entry.ts';
import { askRoutes } from './ask-pages.tsx';
import { entryAsked } from './entry-asked.ts';
import { publicPageSize, publicQuestion, publicQuestions } from './public.ts';
import { QuestionPage, QuestionsPage } from './public-view.tsx';
import { questionTexts } from './texts.ts';

async function showQuestions(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang, services } = call;
  const entry = await entryAsked(call, kind, '');
  if (entry instanceof Response) return entry;
  const asked = readPageNumber(call.query('trang'));
  const offset = (asked - 1) * publicPageSize;
  const found = await publicQuestions(services.db, entry.id, { limit: publicPageSize, offset });
  const { operator } = services.installation;
  return page(
    call,
    {
      title: questionTexts(lang).of(entry.code),
      active: kind,
      illustrative: entry.illustrative || found.items.some(({ illustrative }) => illustrative),
    },
    <QuestionsPage {...{ lang, entry, found, operator }} page={asked} />,
  );
}

async function showQuestion(call: Call, kind: CatalogueKind): Promise<Response> {
  const { language: lang, services } = call;
  const id = idOf(call, 'question');
  if (!Number.isSafeInteger(id)) throw notFound();
  const entry = await entryAsked(call, kind, `/${id}`);
  if (entry instanceof Response) return entry;
  const question = await publicQuestion(services.db, entry.id, id);
  if (!question) throw notFound();
  return page(
    call,
    {
      title: `${question.title} · ${entry.code}`,
      titleLang: question.language,
      active: kind,
      illustrative: question.illustrative,
    },
    <QuestionPage {...{ lang, entry, question }} operator={services.installation.operator} />,
  );
}

/** What everybody reads, and the way to ask; the words of that way stand before the numbers of questions. */
export const publicQuestionRoutes: readonly Route[] = [
  ...askRoutes,
  publicPage('problems.questions', '/bai-toan/:code/hoi-dap', (call) => showQuestions(call, 'problems')),
  publicPage('problems.question', '/bai-toan/:code/hoi-dap/:question', (call) =>
    showQuestion(call, 'problems'),
  ),
  publicPage('needs.questions', '/nhu-cau/:code/hoi-dap', (call) => showQuestions(call, 'needs')),
  publicPage('needs.question', '/nhu-cau/:code/hoi-dap/:question', (call) => showQuestion(call, 'needs')),
];
