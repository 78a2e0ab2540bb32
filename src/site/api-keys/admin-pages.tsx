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
import { AllKeys, AnyKey, RevokeForm } from './admin-views.tsx';
import { limitKey, revokeKey } from './commands.ts';
import type { LimitsInput } from './inputs.ts';
import { keyPaths } from './paths.ts';
import { type KeyListQuery, keyOf, keyStates, listKeys, usesOf } from './queries.ts';
import { keyTexts } from './texts.ts';

const administrators = onlyFor('administrator');

export const allKeyRoutes: readonly Route[] = [
  pageRoute('api_key.list', keyPaths.all, administrators, showAll),
  pageRoute('api_key.show', '/quan-tri/khoa-api/:id', administrators, (call) => showKey(call, null, null)),
  action('api_key.limit', '/quan-tri/khoa-api/:id/muc', administrators, limit),
  pageRoute('api_key.ask_revoke', '/quan-tri/khoa-api/:id/thu-hoi', administrators, (call) =>
    askRevoke(call, '', null),
  ),
  action('api_key.revoke', '/quan-tri/khoa-api/:id/thu-hoi', administrators, revoke),
];

async function showAll(call: Call): Promise<Response> {
  const { language: lang, services, today } = call;
  const query: KeyListQuery = {
    q: call.query('q').slice(0, 200),
    state: keyStates.find((state) => state === call.query('trang-thai')) ?? null,
    page: readPageNumber(call.query('trang')),
  };
  const found = await listKeys(services.db, query, today);
  await lookAtAccounts(
    services,
    call.actor,
    'api_keys',
    found.rows.map(({ ownerId }) => ownerId),
  );
  return page(call, { title: keyTexts(lang).all, wide: true }, <AllKeys {...{ lang, query, ...found }} />);
}

async function showKey(
  call: Call,
  typed: LimitsInput | null,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, services, csrfToken, today } = call;
  const shown = await keyOf(services.db, readId(call, 'id'), { today });
  await lookAtAccounts(services, call.actor, 'api_keys', [shown.ownerId]);
  const uses = await usesOf(services.db, shown.id, today);
  const rates = services.config.apiRates;
  return page(
    call,
    { ...contentTitle(shown.name), status: failure?.status ?? 200 },
    <AnyKey {...{ lang, csrfToken, rates, shown, uses, typed, failure }} />,
  );
}

async function limit(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { minute: form.get('minute'), day: form.get('day') };
  const id = readId(call, 'id');
  try {
    await limitKey(call.services, personOf(call), id, typed);
  } catch (error) {
    return showKey(call, typed, formFailure(error, call.language));
  }
  return seeOther(call, keyPaths.any(id), keyTexts(call.language).limited);
}

async function askRevoke(call: Call, reason: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken, today } = call;
  const shown = await keyOf(services.db, readId(call, 'id'), { today });
  return page(
    call,
    { ...contentTitle(keyTexts(lang).revokeTitle(shown.name)), status: failure?.status ?? 200 },
    <RevokeForm {...{ lang, csrfToken, shown, reason, failure }} />,
  );
}

async function revoke(call: Call): Promise<Response> {
  const form = await call.form();
  const reason = form.get('reason');
  const id = readId(call, 'id');
  try {
    await revokeKey(call.services, personOf(call), id, reason);
  } catch (error) {
    return askRevoke(call, reason, formFailure(error, call.language));
  }
  return seeOther(call, keyPaths.any(id), keyTexts(call.language).revokedNotice);
}
