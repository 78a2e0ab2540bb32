import { holds } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import {
  action,
  anyone,
  gravely,
  page as pageRoute,
  type Route,
  signedIn,
} from '../../../platform/http/route.ts';
import { endedSessionCookie } from '../../../platform/http/session-cookie.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { absencesOf } from '../absences/queries.ts';
import { findAccount } from '../accounts/queries.ts';
import { delegationsOf } from '../delegations/queries.ts';
import { passkeyField } from '../factors/passkey-form.tsx';
import { requestOptions } from '../factors/passkeys.ts';
import { signInByPasskey } from '../factors/second-step.ts';
import { entered, goOn } from '../factors/second-step-pages.tsx';
import { type FormFailure, formFailure, pausedFailure } from '../form-failure.ts';
import { problemOf } from '../identities/problems.ts';
import { SignOnProblemNotice } from '../identities/sign-on-ways.tsx';
import { landing } from '../landing.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { changePassword, endOtherSessions, endOwnSession, signIn, signOut } from './commands.ts';
import { personOf } from './person-of.ts';
import { openSessionsOf } from './queries.ts';
import { renewToken } from './renew-token.ts';
import { returnPath } from './return-path.ts';
import { sessionTexts } from './texts.ts';
import { MySessions, PasswordForm, Profile, SignInForm } from './views.tsx';
import { whenceOf } from './whence.ts';

const before = (route: Route): Route => ({ ...route, beforeFactor: true });

export const sessionRoutes: readonly Route[] = [
  pageRoute('session.new', '/dang-nhap', anyone, showSignIn),
  action('session.start', '/dang-nhap', anyone, enter),
  action('session.start_by_passkey', directoryPaths.signInByPasskey, anyone, enterByPasskey),
  action('session.sign_out', '/dang-xuat', anyone, leave),
  before(pageRoute('account.mine', '/tai-khoan', signedIn, showProfile)),
  before(
    pageRoute('account.ask_password', '/tai-khoan/mat-khau', signedIn, (call) =>
      showPasswordForm(call, null),
    ),
  ),
  before(action('account.change_password', '/tai-khoan/mat-khau', signedIn, savePassword)),
  before(pageRoute('session.mine', '/tai-khoan/phien', signedIn, showSessions)),
  before(gravely(action('session.end_others', '/tai-khoan/phien/ket-thuc-khac', signedIn, endOthers))),
  before(gravely(action('session.end_mine', '/tai-khoan/phien/:id/ket-thuc', signedIn, endMine))),
];

function showSignIn(call: Call): Response {
  const back = returnPath(call.query('ve'), call.services.config.baseUrl);
  if (call.actor.kind === 'account')
    return seeOther(call, back ?? landing(holds(call.actor, 'administrator')));
  return signInPage(call, '', back ?? '', null);
}

function signInPage(call: Call, email: string, typed: string, failure: FormFailure | null): Response {
  const { language: lang, csrfToken, services } = call;
  const { identityProviders: providers } = services.config;
  const back = returnPath(typed, services.config.baseUrl) ?? '';
  const passkey = requestOptions(services, { purpose: 'sign_in', accountId: 0 }, []);
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
    <SignInForm {...{ lang, csrfToken, email, back, passkey, failure, providers, notice }} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  if (failure?.retryAfter) response.headers.set('retry-after', String(failure.retryAfter));
  return response;
}

async function enter(call: Call): Promise<Response> {
  const { services, actor } = call;
  const form = await call.form();
  const email = form.get('email').trim().slice(0, 254);
  const ve = form.get('ve');
  try {
    const replaces = actor.kind === 'account' ? actor.sessionId : null;
    const password = form.get('password');
    return goOn(call, await signIn(services, { ...whenceOf(call), email, password, replaces }), { ve });
  } catch (error) {
    return signInPage(call, email, ve, pausedFailure(error, call.language));
  }
}

/** Without e-mail and password: the passkey says whose it is. */
async function enterByPasskey(call: Call): Promise<Response> {
  const { services, actor } = call;
  const form = await call.form();
  try {
    const replaces = actor.kind === 'account' ? actor.sessionId : null;
    const answer = form.get(passkeyField);
    return entered(call, await signInByPasskey(services, { ...whenceOf(call), answer, replaces }), {
      ve: form.get('ve'),
    });
  } catch (error) {
    return signInPage(call, '', form.get('ve'), pausedFailure(error, call.language));
  }
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
  const absence = await absencesOf(services.db, account.id, today);
  return page(
    call,
    { title: sessionTexts(lang).mine },
    <Profile {...{ lang, csrfToken, account, delegations, absence, today, singleSignOn }} />,
  );
}

async function showPasswordForm(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const { email, firstPasswordUntil: until } = await findAccount(services.db, personOf(call).id);
  return page(
    call,
    { title: sessionTexts(lang).changePassword, status: failure?.status ?? 200 },
    <PasswordForm {...{ lang, csrfToken, email, until, failure }} />,
  );
}

async function savePassword(call: Call): Promise<Response> {
  const form = await call.form();
  try {
    await changePassword(call.services, personOf(call), {
      current: form.get('current'),
      password: form.get('password'),
      again: form.get('again'),
      ...whenceOf(call),
    });
    await renewToken(call);
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
