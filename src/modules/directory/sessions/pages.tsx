import { holds } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, anyone, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { endedSessionCookie, sessionCookie } from '../../../platform/http/session-cookie.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { findAccount } from '../accounts/queries.ts';
import { delegationsOf } from '../delegations/queries.ts';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { problemOf } from '../identities/problems.ts';
import { SignOnProblemNotice } from '../identities/sign-on-ways.tsx';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { changePassword, endOtherSessions, endOwnSession, signIn, signOut } from './commands.ts';
import { personOf } from './person-of.ts';
import { openSessionsOf } from './queries.ts';
import { returnPath } from './return-path.ts';
import { sessionTexts } from './texts.ts';
import { MySessions, PasswordForm, Profile, SignInForm } from './views.tsx';

export const sessionRoutes: readonly Route[] = [
  pageRoute('session.new', '/dang-nhap', anyone, showSignIn),
  action('session.start', '/dang-nhap', anyone, enter),
  action('session.sign_out', '/dang-xuat', anyone, leave),
  pageRoute('account.mine', '/tai-khoan', signedIn, showProfile),
  pageRoute('account.ask_password', '/tai-khoan/mat-khau', signedIn, (call) => showPasswordForm(call, null)),
  action('account.change_password', '/tai-khoan/mat-khau', signedIn, savePassword),
  pageRoute('session.mine', '/tai-khoan/phien', signedIn, showSessions),
  action('session.end_others', '/tai-khoan/phien/ket-thuc-khac', signedIn, endOthers),
  action('session.end_mine', '/tai-khoan/phien/:id/ket-thuc', signedIn, endMine),
];

function showSignIn(call: Call): Response {
  const back = returnPath(call.query('ve'), call.services.config.baseUrl);
  if (call.actor.kind === 'account')
    return seeOther(call, back ?? landing(holds(call.actor, 'administrator')));
  return signInPage(call, '', back ?? '', null);
}

function landing(isAdministrator: boolean): string {
  return isAdministrator ? directoryPaths.administration : directoryPaths.desk;
}

function signInPage(call: Call, email: string, back: string, failure: FormFailure | null): Response {
  const { language: lang, csrfToken, services } = call;
  const { identityProviders: providers } = services.config;
  const problem = problemOf(call.query('loi'));
  const notice = problem && (
    <SignOnProblemNotice
      {...{ lang, providers, problem, provider: call.query('qua') }}
      operator={services.installation.operator}
    />
  );
  const response = page(
    call,
    { title: sessionTexts(lang).signIn, status: failure?.status ?? 200, unlisted: true },
    <SignInForm {...{ lang, csrfToken, email, back, failure, providers, notice }} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function enter(call: Call): Promise<Response> {
  const { services, actor, address, request } = call;
  const form = await call.form();
  const email = form.get('email').trim().slice(0, 254);
  const back = returnPath(form.get('ve'), services.config.baseUrl);
  try {
    const session = await signIn(services, {
      email,
      password: form.get('password'),
      address,
      agent: request.headers.get('user-agent') ?? '',
      replaces: actor.kind === 'account' ? actor.sessionId : null,
    });
    const response = seeOther(call, back ?? landing(session.isAdministrator));
    response.headers.append('set-cookie', sessionCookie(services.config, session.token, session.maxAge));
    return response;
  } catch (error) {
    return refusedSignIn(call, email, back ?? '', error);
  }
}

/** Wrong passwords and the pause after too many of them come back on the form itself. */
function refusedSignIn(call: Call, email: string, back: string, error: unknown): Response {
  if (error instanceof Refusal && (error.kind === 'too_many' || error.kind === 'unavailable')) {
    const status = error.kind === 'too_many' ? 429 : 503;
    const failure = { errors: {}, general: error.text[call.language], conflict: false, status };
    const response = signInPage(call, email, back, failure);
    if (error.retryAfter) response.headers.set('retry-after', String(error.retryAfter));
    return response;
  }
  return signInPage(call, email, back, formFailure(error, call.language));
}

async function leave(call: Call): Promise<Response> {
  await call.form();
  if (call.actor.kind === 'account') await signOut(call.services, call.actor);
  const response = seeOther(call, '/', sessionTexts(call.language).signedOut);
  response.headers.append('set-cookie', endedSessionCookie(call.services.config));
  return response;
}

async function showProfile(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const account = await findAccount(services.db, personOf(call).id);
  const today = localDateOf(services.clock());
  const singleSignOn = services.config.identityProviders.length > 0;
  const delegations = await delegationsOf(services.db, account.id, today);
  return page(
    call,
    { title: sessionTexts(lang).mine },
    <Profile {...{ lang, csrfToken, account, delegations, today, singleSignOn }} />,
  );
}

function showPasswordForm(call: Call, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  const { email } = personOf(call);
  return page(
    call,
    { title: sessionTexts(lang).changePassword, status: failure?.status ?? 200 },
    <PasswordForm lang={lang} csrfToken={csrfToken} email={email} failure={failure} />,
  );
}

async function savePassword(call: Call): Promise<Response> {
  const form = await call.form();
  try {
    await changePassword(call.services, personOf(call), {
      current: form.get('current'),
      password: form.get('password'),
      again: form.get('again'),
      address: call.address,
      agent: call.request.headers.get('user-agent') ?? '',
    });
  } catch (error) {
    return showPasswordForm(call, formFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.mine, sessionTexts(call.language).changed);
}

async function showSessions(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const actor = personOf(call);
  const sessions = await openSessionsOf(services.db, actor.id, services.clock());
  return page(
    call,
    { title: sessionTexts(lang).sessions, wide: true },
    <MySessions lang={lang} csrfToken={csrfToken} actor={actor} sessions={sessions} now={services.clock()} />,
  );
}

async function endMine(call: Call): Promise<Response> {
  await call.form();
  await endOwnSession(call.services, personOf(call), readId(call, 'id'));
  return seeOther(call, directoryPaths.mySessions, sessionTexts(call.language).ended);
}

async function endOthers(call: Call): Promise<Response> {
  await call.form();
  const count = await endOtherSessions(call.services, personOf(call));
  const t = sessionTexts(call.language);
  return seeOther(call, directoryPaths.mySessions, t.endedOthers(formatNumber(call.language, count, 0)));
}
