import { type FormFailure, formFailure, personOf, readId } from '../../modules/directory/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, page as pageRoute, type Route, signedIn } from '../../platform/http/route.ts';
import { contentTitle } from '../../ui/inline.tsx';
import { page } from '../../ui/page.tsx';
import { createKey, revokeMyKey } from './commands.ts';
import type { KeyInput } from './inputs.ts';
import { keyPaths } from './paths.ts';
import { type KeyRow, keyOf, myKeys, usesOf } from './queries.ts';
import { keyTexts } from './texts.ts';
import { AskRevoke, KeyOnce, MyKey, MyKeys, NewKeyForm } from './views.tsx';

export const myKeyRoutes: readonly Route[] = [
  pageRoute('api_key.mine', keyPaths.mine, signedIn, showMine),
  pageRoute('api_key.new', keyPaths.create, signedIn, (call) =>
    showForm(call, { name: '', purpose: '' }, null),
  ),
  action('api_key.create', keyPaths.create, signedIn, create),
  pageRoute('api_key.show_mine', '/tai-khoan/khoa-api/:id', signedIn, showKey),
  pageRoute('api_key.ask_revoke_mine', '/tai-khoan/khoa-api/:id/thu-hoi', signedIn, askRevoke),
  action('api_key.revoke_mine', '/tai-khoan/khoa-api/:id/thu-hoi', signedIn, revoke),
];

async function showMine(call: Call): Promise<Response> {
  const { language: lang, services, today } = call;
  const keys = await myKeys(services.db, personOf(call).id, today);
  return page(call, { title: keyTexts(lang).mine, wide: true }, <MyKeys lang={lang} keys={keys} />);
}

function showForm(call: Call, typed: KeyInput, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: keyTexts(lang).createTitle, status: failure?.status ?? 200 },
    <NewKeyForm {...{ lang, csrfToken, typed, failure }} />,
  );
}

async function create(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const form = await call.form();
  const typed = { name: form.get('name'), purpose: form.get('purpose') };
  let secret: string;
  try {
    secret = (await createKey(services, personOf(call), typed)).key;
  } catch (error) {
    return showForm(call, typed, formFailure(error, lang));
  }
  const example = `${services.config.baseUrl.origin}/api/v1/problems?limit=5`;
  return page(call, { title: keyTexts(lang).onceTitle }, <KeyOnce {...{ lang, secret, example }} />);
}

async function myKey(call: Call): Promise<KeyRow> {
  const { services, today } = call;
  return keyOf(services.db, readId(call, 'id'), { accountId: personOf(call).id, today });
}

async function showKey(call: Call): Promise<Response> {
  const { language: lang, services, today } = call;
  const shown = await myKey(call);
  const uses = await usesOf(services.db, shown.id, today);
  const rates = services.config.apiRates;
  return page(call, { ...contentTitle(shown.name) }, <MyKey {...{ lang, rates, shown, uses }} />);
}

async function askRevoke(call: Call): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const shown = await myKey(call);
  return page(
    call,
    { ...contentTitle(keyTexts(lang).revokeTitle(shown.name)) },
    <AskRevoke {...{ lang, csrfToken, shown }} />,
  );
}

async function revoke(call: Call): Promise<Response> {
  await call.form();
  await revokeMyKey(call.services, personOf(call), readId(call, 'id'));
  return seeOther(call, keyPaths.mine, keyTexts(call.language).revokedNotice);
}
