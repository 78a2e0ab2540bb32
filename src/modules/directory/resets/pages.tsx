import { Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, anyone, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import type { Installation } from '../../../platform/installation.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { askReset, checkReset, resetByLetter } from './commands.ts';
import { resetTexts } from './texts.ts';
import { AskedPage, ChooseForm, ForgottenForm } from './views.tsx';

export const resetRoutes: readonly Route[] = [
  pageRoute('password.forgotten', directoryPaths.forgotten, anyone, (call) => forgottenPage(call, '', null)),
  action('password.ask_letter', directoryPaths.forgotten, anyone, ask),
  pageRoute('password.choose', '/dat-lai-mat-khau/:token', anyone, showChoose),
  action('password.reset_by_letter', '/dat-lai-mat-khau/:token', anyone, choose),
];

/** Whom to call where no letter can be sent. */
function unreached({ services }: Call): Installation | null {
  return services.config.smtpUrl === undefined ? services.installation : null;
}

function forgottenPage(call: Call, email: string, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  const noMail = unreached(call);
  return page(
    call,
    { title: resetTexts(lang).forgotten, status: failure?.status ?? 200, unlisted: true },
    <ForgottenForm {...{ lang, csrfToken, email, noMail, failure }} />,
  );
}

async function ask(call: Call): Promise<Response> {
  const { language, services, address } = call;
  const email = (await call.form()).get('email').trim().slice(0, 300);
  try {
    await askReset(services, { email, language, address });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_many')
      return forgottenPage(call, email, formFailure(error, language));
    const failure = { errors: {}, general: error.text[language], conflict: false, status: 429 };
    const response = forgottenPage(call, email, failure);
    response.headers.set('retry-after', String(error.retryAfter ?? 60));
    return response;
  }
  const noMail = unreached(call);
  const t = resetTexts(language);
  return page(
    call,
    { title: noMail ? t.notSent : t.asked, unlisted: true },
    <AskedPage lang={language} noMail={noMail} />,
  );
}

async function showChoose(call: Call): Promise<Response> {
  await checkReset(call.services, call.param('token'));
  return choosePage(call, null);
}

function choosePage(call: Call, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  const response = page(
    call,
    { title: resetTexts(lang).choose, status: failure?.status ?? 200, unlisted: true },
    <ChooseForm {...{ lang, csrfToken, failure }} token={call.param('token')} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function choose(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { password: form.get('password'), again: form.get('again') };
  try {
    await resetByLetter(call.services, call.param('token'), typed);
  } catch (error) {
    return choosePage(call, formFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.signIn, resetTexts(call.language).saved);
}
