import { listSectors } from '../../modules/catalogue/index.ts';
import { type FormFailure, formFailure, personOf, readId } from '../../modules/directory/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, page as pageRoute, type Route, signedIn } from '../../platform/http/route.ts';
import { contentTitle } from '../../ui/inline.tsx';
import { page } from '../../ui/page.tsx';
import { sendAgain, sendTest, verifyWebhook } from './calls.ts';
import {
  changeWebhook,
  createWebhook,
  pauseMine,
  removeWebhook,
  resumeMine,
  rotateSecret,
  tellNow,
} from './commands.ts';
import type { Destinations } from './destinations.ts';
import type { WebhookInput } from './inputs.ts';
import { webhookPaths } from './paths.ts';
import type { Reply } from './post.ts';
import { deliveriesOf, myWebhooks, type ShownWebhook, webhookOf } from './queries.ts';
import { webhookTexts } from './texts.ts';
import { AskFirst, MyWebhook, MyWebhooks, SecretOnce, WebhookForm } from './views.tsx';

/** `destinations`: where the product may call. */
export function myWebhookRoutes(destinations: Destinations): readonly Route[] {
  const one = '/tai-khoan/webhook/:id';
  return [
    pageRoute('webhook.mine', webhookPaths.all, signedIn, showMine),
    pageRoute('webhook.new', webhookPaths.create, signedIn, (call) => showForm(call, nothingTyped, null)),
    action('webhook.create', webhookPaths.create, signedIn, (call) => create(call, destinations)),
    pageRoute('webhook.show_mine', one, signedIn, (call) => showOne(call, null)),
    action('webhook.verify', `${one}/xac-minh`, signedIn, (call) => verify(call, destinations)),
    action('webhook.test', `${one}/gui-thu`, signedIn, (call) =>
      calling(call, () => sendTest(call.services, personOf(call), readId(call, 'id'), destinations)),
    ),
    action('webhook.send_again', `${one}/lan-gui/:delivery/gui-lai`, signedIn, (call) =>
      calling(call, () => again(call, destinations)),
    ),
    action('webhook.now', `${one}/gui-ngay`, signedIn, (call) => acting(call, tellNow, 'nowNotice')),
    action('webhook.pause', `${one}/tam-dung`, signedIn, (call) => acting(call, pauseMine, 'paused')),
    action('webhook.resume', `${one}/chay-tiep`, signedIn, (call) => acting(call, resumeMine, 'wentOn')),
    pageRoute('webhook.edit', `${one}/sua`, signedIn, async (call) => showEdit(call, await mine(call), null)),
    action('webhook.change', `${one}/sua`, signedIn, change),
    pageRoute('webhook.ask_rotate', `${one}/doi-khoa`, signedIn, (call) => askFirst(call, 'rotate')),
    action('webhook.rotate', `${one}/doi-khoa`, signedIn, rotate),
    pageRoute('webhook.ask_remove', `${one}/xoa`, signedIn, (call) => askFirst(call, 'remove')),
    action('webhook.remove', `${one}/xoa`, signedIn, remove),
  ];
}

const nothingTyped: WebhookInput = { name: '', url: '', kinds: [], events: [], sectors: [] };

function typedIn(form: FormFields): WebhookInput {
  return {
    ...{ name: form.get('name'), url: form.get('url') },
    ...{ kinds: form.all('kinds'), events: form.all('events'), sectors: form.all('sectors') },
  };
}

function mine(call: Call): Promise<ShownWebhook> {
  return webhookOf(call.services.db, readId(call, 'id'), personOf(call).id);
}

async function showMine(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const webhooks = await myWebhooks(services.db, personOf(call).id);
  return page(
    call,
    { title: webhookTexts(lang).mine, wide: true },
    <MyWebhooks lang={lang} webhooks={webhooks} />,
  );
}

async function showForm(call: Call, typed: WebhookInput, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const sectors = await listSectors(services.db);
  return page(
    call,
    { title: webhookTexts(lang).create, status: failure?.status ?? 200 },
    <WebhookForm {...{ lang, csrfToken, of: null, typed, sectors, failure }} />,
  );
}

async function create(call: Call, destinations: Destinations): Promise<Response> {
  const typed = typedIn(await call.form());
  const { services } = call;
  let made: { readonly id: number; readonly secret: string };
  try {
    made = await createWebhook(services, personOf(call), typed, destinations);
  } catch (error) {
    return showForm(call, typed, formFailure(error, call.language));
  }
  return showSecret(call, made.id, made.secret);
}

async function showSecret(call: Call, id: number, secret: string): Promise<Response> {
  const { language: lang, services } = call;
  const shown = await webhookOf(services.db, id, personOf(call).id);
  return page(call, { title: webhookTexts(lang).onceTitle }, <SecretOnce {...{ lang, shown, secret }} />);
}

/** `problem`: what went wrong just now. */
async function showOne(call: Call, problem: string | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const number = readPageNumber(call.query('trang'));
  const shown = await mine(call);
  const sectors = await listSectors(services.db);
  const log = await deliveriesOf(services.db, shown.id, number);
  return page(
    call,
    { ...contentTitle(shown.name), wide: true, status: problem === null ? 200 : 422 },
    <MyWebhook {...{ lang, csrfToken, shown, sectors, ...log, page: number, problem }} />,
  );
}

/** Calls the receiver and tells what it answered; `done`: said where all is well. */
async function calling(call: Call, send: () => Promise<Reply>, done?: string): Promise<Response> {
  await call.form();
  const { status, ms, failure } = await send();
  const t = webhookTexts(call.language);
  if (failure !== null) return showOne(call, t.sentFailed(t.failures[failure]));
  return seeOther(call, webhookPaths.mine(readId(call, 'id')), done ?? t.sentOne(String(status), String(ms)));
}

function verify(call: Call, destinations: Destinations): Promise<Response> {
  const { services, language } = call;
  const send = () => verifyWebhook(services, personOf(call), readId(call, 'id'), destinations);
  return calling(call, send, webhookTexts(language).verified);
}

function again(call: Call, destinations: Destinations): Promise<Reply> {
  const sent = { id: readId(call, 'id'), delivery: readId(call, 'delivery') };
  return sendAgain(call.services, personOf(call), sent, destinations);
}

async function acting(
  call: Call,
  act: typeof pauseMine,
  notice: 'nowNotice' | 'paused' | 'wentOn',
): Promise<Response> {
  await call.form();
  const id = readId(call, 'id');
  await act(call.services, personOf(call), id);
  return seeOther(call, webhookPaths.mine(id), webhookTexts(call.language)[notice]);
}

async function showEdit(call: Call, typed: WebhookInput, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const of = await mine(call);
  const sectors = await listSectors(services.db);
  return page(
    call,
    { title: webhookTexts(lang).edit, status: failure?.status ?? 200 },
    <WebhookForm {...{ lang, csrfToken, of, typed, sectors, failure }} />,
  );
}

async function change(call: Call): Promise<Response> {
  const typed = typedIn(await call.form());
  const id = readId(call, 'id');
  try {
    await changeWebhook(call.services, personOf(call), id, typed);
  } catch (error) {
    return showEdit(call, typed, formFailure(error, call.language));
  }
  return seeOther(call, webhookPaths.mine(id), webhookTexts(call.language).saved);
}

async function askFirst(call: Call, what: 'rotate' | 'remove'): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const shown = await mine(call);
  return page(call, { title: webhookTexts(lang)[what] }, <AskFirst {...{ lang, csrfToken, shown, what }} />);
}

async function rotate(call: Call): Promise<Response> {
  await call.form();
  const id = readId(call, 'id');
  return showSecret(call, id, await rotateSecret(call.services, personOf(call), id));
}

async function remove(call: Call): Promise<Response> {
  await call.form();
  await removeWebhook(call.services, personOf(call), readId(call, 'id'));
  return seeOther(call, webhookPaths.all, webhookTexts(call.language).removed);
}
