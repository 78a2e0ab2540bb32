import type { Call } from '../../../platform/http/call.ts';
import { page } from '../../../ui/page.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { findAccount } from '../accounts/queries.ts';
import { type FormFailure, pausedFailure } from '../form-failure.ts';
import { isIssuer } from '../identities/labels.ts';
import { identitiesOf } from '../identities/queries.ts';
import { personOf } from '../sessions/person-of.ts';
import { renewToken } from '../sessions/renew-token.ts';
import { returnPath } from '../sessions/return-path.ts';
import { whenceOf } from '../sessions/whence.ts';
import { type Confirmation, confirmPerson, isConfirmed } from './confirm.ts';
import { ConfirmPerson, ConfirmThrough, confirmFields } from './confirm-view.tsx';
import { requestOptions } from './passkeys.ts';
import { factorsOf } from './store.ts';
import { factorTexts } from './texts.ts';

/**
 * Before a post that cannot be undone: null where its person has proven lately who they are, or does so with this very
 * post; else the page that asks, from which the same form goes on with all its fields. The form has been checked
 * against foreign posts before, and what the page gathers goes to the same address: nothing is done that was not asked.
 */
export async function askProof(call: Call): Promise<Response | null> {
  const { services } = call;
  const actor = personOf(call);
  const form = await call.form();
  if (await isConfirmed(services, actor)) return null;
  const given: Confirmation = {
    password: form.get(confirmFields.password),
    code: form.get(confirmFields.code).slice(0, 40),
    passkey: form.get(confirmFields.passkey),
  };
  const own: readonly string[] = Object.values(confirmFields);
  if (!form.names().some((name) => own.includes(name))) return confirmPage(call, null);
  try {
    await confirmPerson(services, actor, given, whenceOf(call));
    await renewToken(call);
    return null;
  } catch (error) {
    return confirmPage(call, pausedFailure(error, call.language));
  }
}

async function confirmPage(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const { id: accountId } = personOf(call);
  const form = await call.form();
  const own: readonly string[] = ['_csrf', ...Object.values(confirmFields)];
  const carried = form
    .names()
    .filter((name) => !own.includes(name))
    .flatMap((name) => form.all(name).map((value) => ({ name, value })));
  const { hasPassword } = await findAccount(services.db, accountId);
  const factors = await factorsOf(services.db, accountId);
  const passkey =
    factors.passkeys.length > 0
      ? requestOptions(services, { purpose: 'confirm', accountId }, factors.passkeys)
      : null;
  if (!hasPassword && !factors.totp && !passkey) return throughPage(call);
  const action = localPath(lang, call.path);
  const hasTotp = factors.totp !== null;
  const response = page(
    call,
    { title: factorTexts(lang).confirmTitle, status: failure?.status ?? 403 },
    <ConfirmPerson {...{ lang, csrfToken, action, carried, hasPassword, hasTotp, passkey, failure }} />,
  );
  if (failure?.retryAfter) response.headers.set('retry-after', String(failure.retryAfter));
  return response;
}

async function throughPage(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken, request } = call;
  const { config, db } = services;
  const { identities } = await identitiesOf(db, personOf(call).id);
  const providers = config.identityProviders.filter((one) =>
    identities.some(({ issuer }) => isIssuer(one, issuer)),
  );
  const { origin } = config.baseUrl;
  const from = request.headers.get('referer') ?? '';
  const back = from.startsWith(`${origin}/`)
    ? (returnPath(from.slice(origin.length), config.baseUrl) ?? '')
    : '';
  return page(
    call,
    { title: factorTexts(lang).confirmTitle, status: 403 },
    <ConfirmThrough {...{ lang, csrfToken, providers, back }} />,
  );
}
