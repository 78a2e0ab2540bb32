import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import { type Call, refuseBeforeFactor } from '../../../platform/http/call.ts';
import {
  action,
  anyone,
  page as pageRoute,
  publicPage,
  type Route,
  signedIn,
} from '../../../platform/http/route.ts';
import type { Installation } from '../../../platform/installation.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, formFailure, statedFailure } from '../form-failure.ts';
import { communes } from '../organisations/queries.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { personOf } from '../sessions/person-of.ts';
import { returnPath } from '../sessions/return-path.ts';
import { answerQuestion, askRegistration, registerOrganisation } from './commands.ts';
import { checkRequest, confirmRegistration } from './confirm.ts';
import { ConfirmForm, HaveAccountPage, KindsPage, RegistrationForm, SentPage } from './form-view.tsx';
import { emptyRegistration, type RegistrationTyped } from './inputs.ts';
import { MyRegistrationPage } from './own-view.tsx';
import { latestRegistrationOf } from './queries.ts';
import { kindAt, type RegistrationKind } from './registration.ts';
import { registrationTexts } from './texts.ts';

export const registrationRoutes: readonly Route[] = [
  publicPage('registration.kinds', directoryPaths.register, showKinds),
  pageRoute('registration.new', '/dang-ky/:kind', anyone, (call) =>
    showForm(call, { values: emptyRegistration, back: call.query('ve') }),
  ),
  action('registration.send', '/dang-ky/:kind', anyone, send),
  pageRoute('registration.choose', '/dang-ky/xac-nhan/:token', anyone, (call) => showConfirm(call, null)),
  action('registration.confirm', '/dang-ky/xac-nhan/:token', anyone, confirm),
  pageRoute('registration.mine', directoryPaths.myRegistration, signedIn, (call) => showMine(call, '', null)),
  action('registration.answer', directoryPaths.myRegistration, signedIn, answer),
];

function showKinds(call: Call): Response {
  const { language: lang } = call;
  return page(
    call,
    { title: registrationTexts(lang).title },
    <KindsPage
      {...{ lang, noMail: unreached(call), signedIn: call.actor.kind === 'account' }}
      back={wayBack(call, call.query('ve'))}
    />,
  );
}

/** The page of this site that somebody is on the way to; registering leads on there. */
function wayBack(call: Call, typed: string): string | null {
  return returnPath(typed, call.services.config.baseUrl);
}

/** Throws `not_found` for a kind that nobody is. */
function kindOf(call: Call): RegistrationKind {
  const kind = kindAt(call.param('kind'));
  if (!kind) throw notFound();
  return kind;
}

async function showForm(
  call: Call,
  shown: {
    readonly values: RegistrationTyped;
    readonly back: string;
    readonly failure?: FormFailure;
  },
): Promise<Response> {
  const { values, failure = null } = shown;
  const { language: lang, csrfToken, services, actor } = call;
  const kind = kindOf(call);
  const t = registrationTexts(lang);
  const person = actor.kind === 'account' ? actor : null;
  if (person && kind === 'individual')
    return page(call, { title: t.individualHas }, <HaveAccountPage lang={lang} />);
  const response = page(
    call,
    { title: t.formTitle(t.kinds[kind]), status: failure?.status ?? 200, unlisted: true },
    <RegistrationForm
      {...{ lang, csrfToken, kind, person, values, failure, back: wayBack(call, shown.back) }}
      communes={await communes(services.db)}
      noMail={unreached(call)}
    />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

/** Whom to call where no letter can be sent. */
function unreached({ services }: Call): Installation | null {
  return services.config.smtpUrl === undefined ? services.installation : null;
}

async function send(call: Call): Promise<Response> {
  const { language, services, actor, address } = call;
  const kind = kindOf(call);
  const form = await call.form();
  const back = form.get('ve');
  const values = Object.fromEntries(
    Object.keys(emptyRegistration).map((field) => [field, form.get(field)]),
  ) as unknown as RegistrationTyped;
  try {
    if (actor.kind === 'account') {
      refuseBeforeFactor(actor);
      await registerOrganisation(services, actor, { kind, typed: values });
      return seeOther(call, directoryPaths.myRegistration, registrationTexts(language).received);
    }
    await askRegistration(services, { kind, typed: values, language, address, back: wayBack(call, back) });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_many')
      return showForm(call, { values, back, failure: formFailure(error, language) });
    const failure = { errors: {}, general: error.text[language], conflict: false, status: 429 };
    const response = await showForm(call, { values, back, failure });
    response.headers.set('retry-after', String(error.retryAfter ?? 60));
    return response;
  }
  const noMail = unreached(call);
  const t = registrationTexts(language);
  return page(
    call,
    { title: noMail ? t.noted : t.asked, unlisted: true },
    <SentPage lang={language} noMail={noMail} back={wayBack(call, back)} />,
  );
}

async function showConfirm(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const token = call.param('token');
  const request = await checkRequest(services, token);
  const response = page(
    call,
    { title: registrationTexts(lang).confirm, status: failure?.status ?? 200, unlisted: true },
    <ConfirmForm {...{ lang, csrfToken, token, request, failure }} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function confirm(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { password: form.get('password'), again: form.get('again') };
  const t = registrationTexts(call.language);
  try {
    const { waits, back } = await confirmRegistration(call.services, call.param('token'), typed);
    return seeOther(call, withQuery(directoryPaths.signIn, { ve: back }), waits ? t.readyWaits : t.ready);
  } catch (error) {
    return showConfirm(call, formFailure(error, call.language));
  }
}

async function showMine(call: Call, typed: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const one = await latestRegistrationOf(services.db, personOf(call).id);
  return page(
    call,
    {
      title: registrationTexts(lang).mine,
      status: failure?.status ?? 200,
      illustrative: one?.illustrative ?? false,
    },
    <MyRegistrationPage {...{ lang, csrfToken, one, typed, failure }} />,
  );
}

async function answer(call: Call): Promise<Response> {
  const form = await call.form();
  const text = form.get('text');
  const number = (name: string) => (/^\d{1,15}$/.test(form.get(name)) ? Number(form.get(name)) : 0);
  const input = { id: number('id'), version: number('version'), text };
  try {
    await answerQuestion(call.services, personOf(call), input);
  } catch (error) {
    return showMine(call, text, statedFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.myRegistration, registrationTexts(call.language).answered);
}
