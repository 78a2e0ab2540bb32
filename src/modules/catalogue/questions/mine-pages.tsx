import { localDateOf } from '../../../kernel/dates.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { PATHS } from '../../../ui/site-links.ts';
import { personOf } from '../../directory/index.ts';
import { idOf } from '../edition-pages.tsx';
import { ownQuestionPath } from '../paths.ts';
import { withdrawQuestion } from './ask.ts';
import { OwnQuestion, OwnQuestions } from './mine-view.tsx';
import { findOwnQuestion, ownQuestions } from './queries.ts';
import { questionTexts } from './texts.ts';

function shared({ language, services }: Call) {
  return {
    lang: language,
    today: localDateOf(services.clock()),
    operator: services.installation.operator,
  };
}

async function showMine(call: Call): Promise<Response> {
  const asked = readPageNumber(call.query('trang'));
  const found = await ownQuestions(call.services.db, personOf(call), asked);
  return page(
    call,
    { title: questionTexts(call.language).mine.title },
    <OwnQuestions {...shared(call)} found={found} page={asked} />,
  );
}

async function showOne(call: Call): Promise<Response> {
  const question = await findOwnQuestion(call.services.db, personOf(call), idOf(call, 'id'));
  return page(
    call,
    { title: question.asked.title, titleLang: question.language, illustrative: question.illustrative },
    <OwnQuestion {...shared(call)} question={question} csrfToken={call.csrfToken} />,
  );
}

async function withdraw(call: Call): Promise<Response> {
  await call.form();
  const id = idOf(call, 'id');
  await withdrawQuestion(call.services, call.actor, id);
  return seeOther(call, ownQuestionPath(id), questionTexts(call.language).mine.withdrawn);
}

export const ownQuestionRoutes: readonly Route[] = [
  readPage('question.mine', PATHS.questions, signedIn, showMine),
  readPage('question.mine_show', '/tai-khoan/cau-hoi/:id', signedIn, showOne),
  action('question.withdraw', '/tai-khoan/cau-hoi/:id/rut', signedIn, withdraw),
];
