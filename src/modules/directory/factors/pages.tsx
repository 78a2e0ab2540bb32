import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import {
  action,
  gravely,
  onlyFor,
  page as pageRoute,
  type Route,
  signedIn,
} from '../../../platform/http/route.ts';
import { formatInstant } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { findAccount } from '../accounts/queries.ts';
import { accountTexts } from '../accounts/texts.ts';
import { Confirm } from '../accounts/views.tsx';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { personOf } from '../sessions/person-of.ts';
import { renewToken } from '../sessions/renew-token.ts';
import { returnPath } from '../sessions/return-path.ts';
import {
  type Added,
  addPasskey,
  addTotp,
  offerSecret,
  openOffer,
  removePasskey,
  removeTotp,
  renewRecoveryCodes,
  resetFactors,
} from './commands.ts';
import { passkeyField } from './passkey-form.tsx';
import { creationOptions } from './passkeys.ts';
import { recoveryHash, recoveryShape } from './recovery.ts';
import { factorsOf } from './store.ts';
import { factorTexts } from './texts.ts';
import { otpauthUri } from './totp.ts';
import { CodesOnce, FactorsPage, TotpForm } from './views.tsx';

const administrators = onlyFor('administrator');
const before = (route: Route): Route => ({ ...route, beforeFactor: true });

export const factorRoutes: readonly Route[] = [
  before(pageRoute('factor.mine', directoryPaths.factors, signedIn, (call) => show(call, '', null))),
  before(pageRoute('factor.ask_totp', directoryPaths.totp, signedIn, showTotp)),
  before(gravely(action('factor.add_totp', directoryPaths.totp, signedIn, saveTotp))),
  gravely(action('factor.remove_totp', directoryPaths.removeTotp, signedIn, dropTotp)),
  before(gravely(action('factor.add_passkey', directoryPaths.passkeys, signedIn, savePasskey))),
  gravely(action('factor.remove_passkey', '/tai-khoan/xac-thuc-hai-buoc/khoa/:id/go', signedIn, dropPasskey)),
  gravely(action('factor.renew_codes', directoryPaths.recoveryCodes, signedIn, renew)),
  action('factor.codes_file', directoryPaths.recoveryFile, signedIn, codesFile),
  pageRoute('account.ask_reset_factors', '/quan-tri/tai-khoan/:id/hai-buoc', administrators, (call) =>
    askReset(call, null),
  ),
  gravely(action('account.reset_factors', '/quan-tri/tai-khoan/:id/hai-buoc', administrators, reset)),
];

function backOf(call: Call, text: string): string {
  return returnPath(text, call.services.config.baseUrl) ?? '';
}

/** The page of a secret, or of codes: nobody finds it again in a browser's memory. */
function unkept(response: Response): Response {
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function show(call: Call, name: string, failure: FormFailure | null, typed = ''): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const person = personOf(call);
  const factors = await factorsOf(services.db, person.id);
  const options = creationOptions(services, person, factors.passkeys);
  const back = backOf(call, typed || call.query('ve'));
  const owes = person.owesFactor === true;
  return page(
    call,
    { title: factorTexts(lang).title, status: failure?.status ?? 200 },
    <FactorsPage {...{ lang, csrfToken, back, owes, factors, options, name, failure }} />,
  );
}

function showTotp(call: Call): Response {
  const offer = offerSecret(call.services, personOf(call).id);
  return totpPage(call, offer, backOf(call, call.query('ve')), null);
}

function totpPage(
  call: Call,
  { secret, sealed }: { readonly secret: Buffer; readonly sealed: string },
  back: string,
  failure: FormFailure | null,
): Response {
  const { language: lang, csrfToken, services } = call;
  const uri = otpauthUri(secret, `Nhịp Cầu ${services.installation.place}`, personOf(call).email);
  return unkept(
    page(
      call,
      { title: factorTexts(lang).appTitle, status: failure?.status ?? 200 },
      <TotpForm {...{ lang, csrfToken, back, secret, sealed, uri, failure }} />,
    ),
  );
}

async function saveTotp(call: Call): Promise<Response> {
  const form = await call.form();
  const person = personOf(call);
  const sealed = form.get('sealed');
  const back = backOf(call, form.get('ve'));
  try {
    return await afterAdding(
      call,
      await addTotp(call.services, person, { sealed, code: form.get('code') }),
      back,
    );
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const secret = openOffer(call.services, person.id, sealed);
    return totpPage(call, { secret, sealed }, back, formFailure(error, call.language));
  }
}

async function savePasskey(call: Call): Promise<Response> {
  const form = await call.form();
  const name = form.get('name').slice(0, 200);
  const back = backOf(call, form.get('ve'));
  try {
    const answer = form.get(passkeyField);
    return await afterAdding(call, await addPasskey(call.services, personOf(call), { name, answer }), back);
  } catch (error) {
    return show(call, name, formFailure(error, call.language), back);
  }
}

/** The first factor brings recovery codes, which are shown this once. */
async function afterAdding(call: Call, { codes }: Added, back: string): Promise<Response> {
  // the session may do more from here on
  await renewToken(call);
  if (codes) return codesPage(call, codes, back);
  return seeOther(call, directoryPaths.factors, factorTexts(call.language).added);
}

function codesPage(call: Call, codes: readonly string[], back: string): Response {
  const { language: lang, csrfToken } = call;
  return unkept(
    page(call, { title: factorTexts(lang).codesOnce }, <CodesOnce {...{ lang, csrfToken, codes, back }} />),
  );
}

async function dropTotp(call: Call): Promise<Response> {
  return drop(call, () => removeTotp(call.services, personOf(call)));
}

async function dropPasskey(call: Call): Promise<Response> {
  return drop(call, () => removePasskey(call.services, personOf(call), readId(call, 'id')));
}

async function drop(call: Call, remove: () => Promise<void>): Promise<Response> {
  await call.form();
  try {
    await remove();
  } catch (error) {
    return show(call, '', formFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.factors, factorTexts(call.language).removed);
}

async function renew(call: Call): Promise<Response> {
  await call.form();
  try {
    return codesPage(call, await renewRecoveryCodes(call.services, personOf(call)), '');
  } catch (error) {
    return show(call, '', formFailure(error, call.language));
  }
}

/** The codes just shown, as a file. Only those the account has: nothing else is written for whoever asks. */
async function codesFile(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const person = personOf(call);
  const given = (await call.form()).get('codes').split(' ').slice(0, 20);
  const rows = await services.db
    .selectFrom('recovery_code')
    .select('hash')
    .where('account_id', '=', person.id)
    .where('used_at', 'is', null)
    .execute();
  const codes = given.filter((code) => {
    const hash = recoveryHash(person.id, code);
    return recoveryShape.test(code) && rows.some((row) => row.hash.equals(hash));
  });
  if (codes.length === 0) throw new Refusal('wrong_state', codesGone);
  const head = factorTexts(lang).fileHead(person.email, formatInstant(lang, services.clock()));
  return new Response([head, '', ...codes, ''].join('\r\n'), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="nhipcau-ma-khoi-phuc.txt"',
      'cache-control': 'private, no-store',
    },
  });
}

async function askReset(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const account = await findAccount(services.db, readId(call, 'id'));
  const t = factorTexts(lang);
  return page(
    call,
    { title: t.resetTitle(account.name), status: failure?.status ?? 200 },
    <Confirm
      lang={lang}
      csrfToken={csrfToken}
      account={account}
      title={t.resetTitle(account.name)}
      text={t.resetText}
      action={directoryPaths.resetFactors(account.id)}
      actionLabel={t.reset}
      danger
      problem={failure?.general ?? (failure?.conflict ? accountTexts(lang).conflictRetry : undefined)}
    />,
  );
}

async function reset(call: Call): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  try {
    await resetFactors(call.services, call.actor, { id, version: Number(form.get('version')) || 0 });
  } catch (error) {
    return askReset(call, formFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.account(id), factorTexts(call.language).resetDone);
}

const codesGone = {
  vi: 'Các mã này không còn dùng được. Hãy lập mười mã mới.',
  en: 'These codes hold no longer. Make ten new ones.',
};
