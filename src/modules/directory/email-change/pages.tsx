import { Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, anyone, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { findAccount } from '../accounts/queries.ts';
import { type FormFailure, statedFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { personOf } from '../sessions/person-of.ts';
import { renewToken } from '../sessions/renew-token.ts';
import { answerChange, askEmailChange, checkChange, openChangeOf } from './commands.ts';
import { emailChangeTexts } from './texts.ts';
import { AnsweredPage, AnswerPage, EmailForm } from './views.tsx';

export const emailChangeRoutes: readonly Route[] = [
  pageRoute('email.ask', directoryPaths.changeEmail, signedIn, (call) => showForm(call, '', null)),
  action('email.change', directoryPaths.changeEmail, signedIn, ask),
  pageRoute('email.show_change', '/doi-e-mail/:token', anyone, showAnswer),
  action('email.answer', '/doi-e-mail/:token', anyone, answer),
];

async function showForm(call: Call, typed: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const { id } = personOf(call);
  const account = await findAccount(services.db, id);
  const open = await openChangeOf(services.db, id, services.clock());
  return page(
    call,
    { title: emailChangeTexts(lang).title, status: failure?.status ?? 200 },
    <EmailForm
      {...{ lang, csrfToken, typed, open, failure }}
      present={account.email}
      hasPassword={account.hasPassword}
      noMail={services.config.smtpUrl === undefined ? services.installation : null}
    />,
  );
}

async function ask(call: Call): Promise<Response> {
  const { services, language, address, request } = call;
  const form = await call.form();
  const email = form.get('email').trim().slice(0, 300);
  const agent = request.headers.get('user-agent') ?? '';
  try {
    await askEmailChange(services, personOf(call), {
      ...{ email, current: form.get('current'), language, address, agent },
    });
    await renewToken(call);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_many')
      return showForm(call, email, statedFailure(error, language));
    const failure = { errors: {}, general: error.text[language], conflict: false, status: 429 };
    const response = await showForm(call, email, failure);
    response.headers.set('retry-after', String(error.retryAfter ?? 60));
    return response;
  }
  return seeOther(call, directoryPaths.changeEmail, emailChangeTexts(language).sent);
}

async function showAnswer(call: Call): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const token = call.param('token');
  const change = await checkChange(services, token);
  const response = page(
    call,
    { title: emailChangeTexts(lang).answerTitle, unlisted: true },
    <AnswerPage {...{ lang, csrfToken, token, change }} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function answer(call: Call): Promise<Response> {
  const { language: lang, services, actor } = call;
  const said = (await call.form()).get('do');
  // neither button: the page asks again
  if (said !== 'dong-y' && said !== 'tu-choi') return showAnswer(call);
  const answered = await answerChange(services, actor, call.param('token'), said === 'dong-y');
  return page(
    call,
    { title: emailChangeTexts(lang).outcomes[answered], unlisted: true },
    <AnsweredPage {...{ lang, answered }} />,
  );
}
