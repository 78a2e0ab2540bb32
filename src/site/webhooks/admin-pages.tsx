import { listSectors } from '../../modules/catalogue/index.ts';
import {
  type FormFailure,
  formFailure,
  lookAtAccounts,
  personOf,
  readId,
} from '../../modules/directory/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { contentTitle } from '../../ui/inline.tsx';
import { page } from '../../ui/page.tsx';
import { AllWebhooks, AnyWebhook, PauseForm } from './admin-views.tsx';
import { pauseAny, releaseAny } from './commands.ts';
import { webhookPaths } from './paths.ts';
import { deliveriesOf, listWebhooks, type WebhookListQuery, webhookOf } from './queries.ts';
import { webhookTexts } from './texts.ts';
import { webhookStates } from './webhook.ts';

const administrators = onlyFor('administrator');

export const allWebhookRoutes: readonly Route[] = [
  pageRoute('webhook.list', webhookPaths.everybodys, administrators, showAll),
  pageRoute('webhook.show', '/quan-tri/webhook/:id', administrators, showOne),
  pageRoute('webhook.ask_pause_any', '/quan-tri/webhook/:id/tam-dung', administrators, (call) =>
    askPause(call, '', null),
  ),
  action('webhook.pause_any', '/quan-tri/webhook/:id/tam-dung', administrators, pause),
  action('webhook.release', '/quan-tri/webhook/:id/bo-tam-dung', administrators, release),
];

async function showAll(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const query: WebhookListQuery = {
    q: call.query('q').slice(0, 200),
    state: webhookStates.find((state) => state === call.query('trang-thai')) ?? null,
    page: readPageNumber(call.query('trang')),
  };
  const found = await listWebhooks(services.db, query);
  await lookAtAccounts(
    services,
    call.actor,
    'webhooks',
    found.rows.map(({ ownerId }) => ownerId),
  );
  return page(
    call,
    { title: webhookTexts(lang).all, wide: true },
    <AllWebhooks {...{ lang, query, ...found }} />,
  );
}

async function showOne(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const number = readPageNumber(call.query('trang'));
  const shown = await webhookOf(services.db, readId(call, 'id'));
  await lookAtAccounts(services, call.actor, 'webhooks', [shown.ownerId]);
  const sectors = await listSectors(services.db);
  const log = await deliveriesOf(services.db, shown.id, number);
  return page(
    call,
    { ...contentTitle(shown.name), wide: true },
    <AnyWebhook {...{ lang, csrfToken, shown, sectors, ...log, page: number }} />,
  );
}

async function askPause(call: Call, reason: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const shown = await webhookOf(services.db, readId(call, 'id'));
  return page(
    call,
    { ...contentTitle(webhookTexts(lang).pauseTitle(shown.name)), status: failure?.status ?? 200 },
    <PauseForm {...{ lang, csrfToken, shown, reason, failure }} />,
  );
}

async function pause(call: Call): Promise<Response> {
  const form = await call.form();
  const reason = form.get('reason');
  const id = readId(call, 'id');
  try {
    await pauseAny(call.services, personOf(call), id, reason);
  } catch (error) {
    return askPause(call, reason, formFailure(error, call.language));
  }
  return seeOther(call, webhookPaths.any(id), webhookTexts(call.language).pausedAny);
}

async function release(call: Call): Promise<Response> {
  await call.form();
  const id = readId(call, 'id');
  await releaseAny(call.services, personOf(call), id);
  return seeOther(call, webhookPaths.any(id), webhookTexts(call.language).released);
}
