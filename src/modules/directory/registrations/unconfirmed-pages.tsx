import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type FormFailure, statedFailure } from '../form-failure.ts';
import { recordLooks } from '../looks/looks.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { personOf } from '../sessions/person-of.ts';
import { checkers } from './registration.ts';
import {
  findUnconfirmed,
  lettersConfirm,
  pageOfUnconfirmed,
  type Unconfirmed,
  vouchForRegistration,
} from './unconfirmed.ts';
import { unconfirmedTexts } from './unconfirmed-texts.ts';
import { HandOverPage, UnconfirmedList, VouchPage } from './unconfirmed-view.tsx';

const officers = onlyFor(...checkers);

export const unconfirmedRoutes: readonly Route[] = [
  pageRoute('registration.unconfirmed', directoryPaths.unconfirmed, officers, showList),
  pageRoute('registration.ask_vouch', '/ban-lam-viec/dang-ky/cho-xac-nhan/:id', officers, (call) =>
    showVouch(call, '', null),
  ),
  action('registration.vouch', '/ban-lam-viec/dang-ky/cho-xac-nhan/:id', officers, vouch),
];

async function look(
  call: Call,
  shown: 'registration' | 'registrations',
  rows: readonly Unconfirmed[],
): Promise<void> {
  const looked = rows.map(({ id }) => ({ kind: 'registration_request', id }) as const);
  await recordLooks(call.services, call.actor, shown, looked);
}

async function showList(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  if (lettersConfirm(services)) throw notFound();
  const asked = { q: call.query('q').trim().slice(0, 200), page: readPageNumber(call.query('trang')) };
  const found = await pageOfUnconfirmed(services.db, asked.q, asked.page);
  await look(call, 'registrations', found.rows);
  return page(
    call,
    { title: unconfirmedTexts(lang).title, active: 'desk', wide: true },
    <UnconfirmedList {...{ lang, ...asked, ...found }} />,
  );
}

async function showVouch(call: Call, typed: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  if (lettersConfirm(services)) throw notFound();
  const one = await findUnconfirmed(services.db, readId(call, 'id'));
  await look(call, 'registration', [one]);
  return page(
    call,
    { title: unconfirmedTexts(lang).vouchTitle, active: 'desk', status: failure?.status ?? 200 },
    <VouchPage {...{ lang, csrfToken, one, typed, failure }} />,
  );
}

async function vouch(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const text = (await call.form()).get('text');
  const id = readId(call, 'id');
  let token: string;
  try {
    token = await vouchForRegistration(services, personOf(call), { id, text });
  } catch (error) {
    return showVouch(call, text, statedFailure(error, lang));
  }
  const one = await findUnconfirmed(services.db, id);
  // joined as texts, as the letter has it
  const address = `${services.config.baseUrl.origin}${localPath(lang, directoryPaths.confirmRegistration(token))}`;
  const response = page(
    call,
    { title: unconfirmedTexts(lang).madeTitle, active: 'desk' },
    <HandOverPage {...{ lang, one, address }} />,
  );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}
