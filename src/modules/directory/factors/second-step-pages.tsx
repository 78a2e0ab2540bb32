import { Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readCookies } from '../../../platform/http/cookies.ts';
import { action, anyone, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import { halfCookie, halfCookieName } from '../../../platform/http/session-cookie.ts';
import { page } from '../../../ui/page.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type FormFailure, pausedFailure } from '../form-failure.ts';
import { landing } from '../landing.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import type { SignedIn } from '../sessions/first-step.ts';
import { type Opened, openedCookies } from '../sessions/open-session.ts';
import { returnPath } from '../sessions/return-path.ts';
import { whenceOf } from '../sessions/whence.ts';
import { findHalf } from './half.ts';
import { passkeyField } from './passkey-form.tsx';
import { requestOptions } from './passkeys.ts';
import { beginAnew, passSecondStep } from './second-step.ts';
import { SecondStep } from './second-step-views.tsx';
import { factorsOf, sampleCode } from './store.ts';
import { factorTexts } from './texts.ts';

export const secondStepRoutes: readonly Route[] = [
  pageRoute('session.second_step', directoryPaths.secondStep, anyone, (call) =>
    secondStepPage(call, call.query('ve'), null),
  ),
  action('session.pass_second_step', directoryPaths.secondStep, anyone, pass),
];

function tokenOf(call: Call): string {
  const cookies = readCookies(call.request.headers.get('cookie'));
  return cookies.get(halfCookieName(call.services.config)) ?? '';
}

async function secondStepPage(call: Call, typed: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services } = call;
  const half = await findHalf(services.db, tokenOf(call), services.clock());
  if (!half) return toBeginning(call);
  const { accountId } = half;
  const factors = await factorsOf(services.db, accountId);
  const options =
    factors.passkeys.length > 0
      ? requestOptions(services, { purpose: 'second_step', accountId }, factors.passkeys)
      : null;
  const back = returnPath(typed, services.config.baseUrl) ?? '';
  const shown = factors.totp ? await sampleCode(services, accountId) : null;
  const response = page(
    call,
    { title: factorTexts(lang).secondStep, status: failure?.status ?? 200, unlisted: true },
    <SecondStep {...{ lang, back, factors, options, failure }} sampleCode={shown} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  if (failure?.retryAfter) response.headers.set('retry-after', String(failure.retryAfter));
  return response;
}

function toBeginning(call: Call): Response {
  return seeOther(call, directoryPaths.signIn, beginAnew().text[call.language]);
}

async function pass(call: Call): Promise<Response> {
  const { services, actor } = call;
  const form = await call.form();
  const given = {
    code: form.get('code').slice(0, 40),
    recovery: form.get('recovery').slice(0, 80),
    passkey: form.get(passkeyField),
  };
  let opened: Opened;
  try {
    opened = await passSecondStep(services, {
      ...whenceOf(call),
      ...{ token: tokenOf(call), given },
      replaces: actor.kind === 'account' ? actor.sessionId : null,
    });
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'sign_in_first') return toBeginning(call);
    return secondStepPage(call, form.get('ve'), pausedFailure(error, call.language));
  }
  return entered(call, opened, { ve: form.get('ve') });
}

/** Where somebody wanted to go, and in which language where the call does not tell. */
interface Wish {
  readonly ve: string;
  readonly language?: Language;
}

/** After the first step: in, or on to the second one. */
export function goOn(call: Call, signedIn: SignedIn, wish: Wish): Response {
  if (signedIn.step === 'in') return entered(call, signedIn, wish);
  const { config } = call.services;
  const back = returnPath(wish.ve, config.baseUrl);
  const path = withQuery(directoryPaths.secondStep, { ve: back });
  const response = seeOther(call, inLanguage(wish.language ?? call.language, path));
  response.headers.append('set-cookie', halfCookie(config, signedIn.token, signedIn.maxAge));
  return response;
}

/** On to where the person wanted, or where their work lies. */
export function entered(call: Call, opened: Opened, { ve, language = call.language }: Wish): Response {
  const { config } = call.services;
  const wanted = inLanguage(language, returnPath(ve, config.baseUrl) ?? landing(opened.isAdministrator));
  const next = opened.owesPassword ? directoryPaths.myPassword : wanted;
  const path = opened.owesConsent ? withQuery(directoryPaths.consent, { ve: next }) : next;
  const response = seeOther(call, inLanguage(language, path));
  for (const cookie of openedCookies(config, opened)) response.headers.append('set-cookie', cookie);
  return response;
}

function inLanguage(language: Language, path: string): string {
  return /^\/en(?:[/?#]|$)/.test(path) ? path : localPath(language, path);
}
