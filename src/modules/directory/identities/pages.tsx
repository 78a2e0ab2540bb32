import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
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
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { page } from '../../../ui/page.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { goOn } from '../factors/second-step-pages.tsx';
import { type FormFailure, formFailure, pausedFailure } from '../form-failure.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { readId } from '../read-id.ts';
import type { SignedIn } from '../sessions/first-step.ts';
import { personOf } from '../sessions/person-of.ts';
import { returnPath } from '../sessions/return-path.ts';
import { whenceOf } from '../sessions/whence.ts';
import { type Browser, type Outcome, receiveSignOn, startSignOn } from './commands.ts';
import { openAccount, proveAccount, type Step, waitingStep } from './finish.ts';
import { labelOf } from './labels.ts';
import { unlink } from './link.ts';
import { ConfirmUnlink, MyIdentities } from './own-views.tsx';
import { findProvider, problemCode, problemOf, type SignOnProblem } from './problems.ts';
import { SignOnFailure } from './provider.ts';
import { identitiesOf } from './queries.ts';
import { signOnCookie, signOnToken, spentSignOnCookie } from './sign-on-cookie.ts';
import { identityTexts } from './texts.ts';
import { Leaving, OpenForm, ProveForm } from './views.tsx';

export const identityRoutes: readonly Route[] = [
  action('sign_on.start', '/dang-nhap/qua/:provider', anyone, (call) => start(call, null)),
  pageRoute('sign_on.return', '/dang-nhap/qua/:provider/ve', anyone, receive),
  pageRoute('sign_on.finish', directoryPaths.signOnFinish, anyone, showStep),
  action('sign_on.prove', directoryPaths.signOnProve, anyone, prove),
  action('sign_on.open_account', directoryPaths.signOnOpen, anyone, openNew),
  pageRoute('identity.mine', directoryPaths.myIdentities, signedIn, showMine),
  gravely(
    action('identity.link', '/tai-khoan/dang-nhap-mot-lan/:provider', signedIn, (call) =>
      start(call, personOf(call).id),
    ),
  ),
  pageRoute('identity.ask_unlink', '/tai-khoan/dang-nhap-mot-lan/:id/bo-lien-ket', signedIn, (call) =>
    askUnlink(call, null),
  ),
  gravely(action('identity.unlink', '/tai-khoan/dang-nhap-mot-lan/:id/bo-lien-ket', signedIn, takeAway)),
];

function providerOf(call: Call): IdentityProvider {
  const provider = findProvider(call.services.config.identityProviders, call.param('provider'));
  if (!provider) throw notFound();
  return provider;
}

function browserOf(call: Call): Browser {
  const { actor } = call;
  return { ...whenceOf(call), replaces: actor.kind === 'account' ? actor.sessionId : null };
}

/**
 * Sends the person to the provider by a page of its own: browsers hold every address a form leads on to against the
 * policy for forms, and where a provider leads on to nobody knows.
 */
async function start(call: Call, account: number | null): Promise<Response> {
  const { services, language: lang, address } = call;
  const form = await call.form();
  const provider = providerOf(call);
  const back = returnPath(form.get('ve'), services.config.baseUrl);
  const anew = form.get('lai') === '1';
  try {
    const way = await startSignOn(services, provider, { language: lang, back, account, address, anew });
    const response = page(
      call,
      { title: identityTexts(lang).leaving(provider.label[lang]), unlisted: true },
      <Leaving lang={lang} provider={provider} to={way.to} />,
    );
    response.headers.set('refresh', `0; url=${way.to.href}`);
    response.headers.set('cache-control', 'private, no-store');
    response.headers.append('set-cookie', signOnCookie(services.config, way.token, way.maxAge));
    return response;
  } catch (error) {
    const problem = startProblem(error);
    return failed(call, {
      provider: provider.name,
      problem,
      back,
      language: lang,
      linking: account !== null,
    });
  }
}

function startProblem(error: unknown): SignOnProblem {
  if (error instanceof SignOnFailure) return error.reason;
  if (error instanceof Refusal && error.kind === 'too_many') return 'too_many';
  throw error;
}

async function receive(call: Call): Promise<Response> {
  const { services, actor, request, url } = call;
  const provider = providerOf(call);
  const outcome = await receiveSignOn(services, provider, {
    token: signOnToken(services.config, request),
    search: url.search,
    actor,
    browser: browserOf(call),
  });
  const response = answerTo(call, provider, outcome);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

function answerTo(call: Call, provider: IdentityProvider, outcome: Outcome): Response {
  const { way } = outcome;
  // an answer from elsewhere does not say in which language the person began
  const language = way?.language ?? call.language;
  const { config } = call.services;
  const linking = way !== null && way.account !== null;
  if (outcome.kind === 'opened') return enter(call, outcome.session, outcome.way);
  if (outcome.kind === 'ask') return seeOther(call, localPath(language, directoryPaths.signOnFinish));
  const spent = (response: Response) => {
    // a way that was not this answer's goes on
    if (way) response.headers.append('set-cookie', spentSignOnCookie(config));
    return response;
  };
  if (outcome.kind === 'linked') {
    const linked = identityTexts(language).linked(provider.label[language]);
    return spent(seeOther(call, localPath(language, directoryPaths.myIdentities), linked));
  }
  const { problem } = outcome;
  const back = way?.back ?? null;
  return spent(failed(call, { provider: provider.name, problem, back, language, linking }));
}

/** Back to where the person began, which says what happened and what else there is. */
function failed(
  call: Call,
  to: {
    readonly provider: string;
    readonly problem: SignOnProblem;
    readonly back: string | null;
    readonly language: Language;
    readonly linking: boolean;
  },
): Response {
  const place = to.linking ? directoryPaths.myIdentities : directoryPaths.signIn;
  const query = { qua: to.provider, loi: problemCode(to.problem), ve: to.linking ? null : to.back };
  return seeOther(call, localPath(to.language, withQuery(place, query)));
}

function enter(
  call: Call,
  signedIn: SignedIn,
  { language, back }: { readonly language: Language; readonly back: string | null },
): Response {
  // the provider's answer comes back without the language the person began in
  const response = goOn(call, signedIn, { language, ve: back ?? '' });
  response.headers.append('set-cookie', spentSignOnCookie(call.services.config));
  return response;
}

async function showStep(call: Call): Promise<Response> {
  const step = await waitingStep(call.services, signOnToken(call.services.config, call.request));
  if (!step) return expired(call);
  return stepPage(call, step, { name: '', consent: false }, null);
}

function expired(call: Call): Response {
  return seeOther(call, withQuery(directoryPaths.signIn, { loi: problemCode('stale') }));
}

function stepPage(
  call: Call,
  step: Step,
  typed: { readonly name: string; readonly consent: boolean },
  failure: FormFailure | null,
): Response {
  const { language: lang, csrfToken, services } = call;
  const t = identityTexts(lang);
  const { operator } = services.installation;
  const response = page(
    call,
    {
      title: step.kind === 'open' ? t.open : t.prove,
      status: failure?.status ?? 200,
      unlisted: true,
    },
    step.kind === 'open' ? (
      <OpenForm {...{ lang, csrfToken, step, operator, ...typed, failure }} />
    ) : (
      <ProveForm {...{ lang, csrfToken, step, failure }} />
    ),
  );
  response.headers.set('cache-control', 'private, no-store');
  if (failure?.retryAfter) response.headers.set('retry-after', String(failure.retryAfter));
  return response;
}

async function prove(call: Call): Promise<Response> {
  const password = (await call.form()).get('password');
  return finish(call, { name: '', consent: false }, (token) =>
    proveAccount(call.services, { token, password, browser: browserOf(call) }),
  );
}

async function openNew(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { name: form.get('name').slice(0, 400), consent: form.get('consent') === '1' };
  return finish(call, typed, (token) =>
    openAccount(call.services, { token, ...typed, browser: browserOf(call) }),
  );
}

/** Runs the step the person waits at; what they can mend comes back on its form, what has passed on the sign-in page. */
async function finish(
  call: Call,
  typed: { readonly name: string; readonly consent: boolean },
  run: (token: string) => Promise<SignedIn>,
): Promise<Response> {
  const { services, request, language } = call;
  const token = signOnToken(services.config, request);
  const step = await waitingStep(services, token);
  if (!step) return expired(call);
  try {
    return enter(call, await run(token), { language, back: step.waiting.back });
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not_found') return expired(call);
    return stepPage(call, step, typed, pausedFailure(error, language));
  }
}

async function showMine(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const own = await identitiesOf(services.db, personOf(call).id);
  const problem = problemOf(call.query('loi'));
  return page(
    call,
    { title: identityTexts(lang).single },
    <MyIdentities
      {...{ lang, csrfToken, ...own }}
      providers={services.config.identityProviders}
      operator={services.installation.operator}
      failed={problem && { provider: call.query('qua'), problem }}
    />,
  );
}

async function askUnlink(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const { identities } = await identitiesOf(services.db, personOf(call).id);
  const identity = identities.find(({ id }) => id === readId(call, 'id'));
  if (!identity) throw notFound();
  const label = labelOf(services.config.identityProviders, identity.provider)[lang];
  return page(
    call,
    { title: identityTexts(lang).unlinkOf(label), status: failure?.status ?? 200 },
    <ConfirmUnlink {...{ lang, csrfToken, identity, label }} problem={failure?.general} />,
  );
}

async function takeAway(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  await call.form();
  const actor = personOf(call);
  const { identities } = await identitiesOf(services.db, actor.id);
  const id = readId(call, 'id');
  try {
    await unlink(services, actor, id);
  } catch (error) {
    return askUnlink(call, formFailure(error, lang));
  }
  const provider = identities.find((one) => one.id === id)?.provider ?? '';
  const label = labelOf(services.config.identityProviders, provider)[lang];
  return seeOther(call, directoryPaths.myIdentities, identityTexts(lang).unlinked(label));
}
