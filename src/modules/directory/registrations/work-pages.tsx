import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, statedFailure } from '../form-failure.ts';
import { historyOf } from '../history.ts';
import { lookAtAccounts } from '../looks/looks.ts';
import { profileOf } from '../memberships/queries.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { acceptAsNew, acceptInto, askForMore, refuseRegistration } from './decisions.ts';
import { lookalikesOf } from './likeness.ts';
import { allStates, RegistrationList, type RegistrationListQuery, stateAddress } from './list-view.tsx';
import { AcceptPage, RegistrationPage, WordsPage } from './one-view.tsx';
import { findRegistration, pageOfRegistrations, type Registration } from './queries.ts';
import { checkers, kindAt, registrationStates } from './registration.ts';
import { lettersConfirm, pageOfUnconfirmed } from './unconfirmed.ts';
import { registrationWorkTexts } from './work-texts.ts';

const officers = onlyFor(...checkers);

export const registrationWorkRoutes: readonly Route[] = [
  pageRoute('registration.list', directoryPaths.registrations, officers, showList),
  pageRoute('registration.show', '/ban-lam-viec/dang-ky/:id', officers, showOne),
  pageRoute('registration.ask_accept', '/ban-lam-viec/dang-ky/:id/chap-nhan', officers, (call) =>
    showAccept(call, call.query('ma'), null),
  ),
  action('registration.accept', '/ban-lam-viec/dang-ky/:id/chap-nhan', officers, accept),
  pageRoute('registration.ask_more', '/ban-lam-viec/dang-ky/:id/hoi-them', officers, (call) =>
    showWords(call, 'ask', '', null),
  ),
  action('registration.want_more', '/ban-lam-viec/dang-ky/:id/hoi-them', officers, (call) =>
    say(call, 'ask'),
  ),
  pageRoute('registration.ask_refuse', '/ban-lam-viec/dang-ky/:id/tu-choi', officers, (call) =>
    showWords(call, 'refuse', '', null),
  ),
  action('registration.refuse', '/ban-lam-viec/dang-ky/:id/tu-choi', officers, (call) => say(call, 'refuse')),
];

function readListQuery(call: Call): RegistrationListQuery {
  const state = call.query('trang-thai');
  const known = registrationStates.find((one) => stateAddress[one] === state);
  return {
    q: call.query('q').trim().slice(0, 200),
    state: state === allStates ? null : (known ?? 'waiting'),
    kind: kindAt(call.query('loai')),
    page: readPageNumber(call.query('trang')),
  };
}

async function showList(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const query = readListQuery(call);
  const found = await pageOfRegistrations(services.db, query, query.page);
  const unconfirmed = lettersConfirm(services) ? null : (await pageOfUnconfirmed(services.db, '', 1)).total;
  await lookAtAccounts(
    services,
    call.actor,
    'registrations',
    found.rows.map(({ person }) => person.id),
  );
  return page(
    call,
    { title: registrationWorkTexts(lang).title, active: 'desk', wide: true },
    <RegistrationList {...{ lang, query, unconfirmed, ...found }} />,
  );
}

/** The registration of an organisation, its person noted as looked at. Throws `not_found`. */
async function looked(call: Call): Promise<Registration> {
  const { services, actor } = call;
  const one = await findRegistration(services.db, readId(call, 'id'));
  if (one.kind === 'individual') throw notFound();
  await lookAtAccounts(services, actor, 'registration', [one.person.id]);
  return one;
}

async function showOne(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const one = await looked(call);
  const lookalikes = await lookalikesOf(services.db, one.id);
  const events = await historyOf(services.db, { kind: 'registration', id: one.id });
  const title = registrationWorkTexts(lang).oneTitle(one.name ?? one.person.name);
  return page(
    call,
    { ...contentTitle(title), active: 'desk', wide: true, illustrative: one.illustrative },
    <RegistrationPage {...{ lang, one, lookalikes, events }} />,
  );
}

async function showAccept(call: Call, code: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const one = await looked(call);
  const into = code === '' ? null : await findJoinable(call, code);
  const lookalikes = into ? [] : await lookalikesOf(services.db, one.id);
  const t = registrationWorkTexts(lang);
  return page(
    call,
    {
      title: into ? t.acceptIntoTitle : t.acceptTitle,
      ...{ active: 'desk', status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <AcceptPage {...{ lang, csrfToken, one, into, lookalikes, failure }} version={versionRead(call, one)} />,
  );
}

/** Throws `not_found`: with another code in the address one would otherwise accept as a new one. */
async function findJoinable({ services }: Call, code: string) {
  const { id, name } = await profileOf(services.db, code.slice(0, 40));
  return { id, name, code };
}

function readVersion(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** What the officer read before coming here; after a refusal, what the page shows now. */
function versionRead(call: Call, one: Registration): number {
  return readVersion(call.query('ban')) || one.version;
}

async function accept(call: Call): Promise<Response> {
  const form = await call.form();
  const code = form.get('ma');
  const seen = { id: readId(call, 'id'), version: readVersion(form.get('version')) };
  try {
    if (code === '') await acceptAsNew(call.services, call.actor, seen);
    else await acceptInto(call.services, call.actor, { ...seen, code });
  } catch (error) {
    return showAccept(call, code, statedFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.registration(seen.id), registrationWorkTexts(call.language).accepted);
}

async function showWords(
  call: Call,
  decision: 'ask' | 'refuse',
  typed: string,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const one = await looked(call);
  const t = registrationWorkTexts(lang);
  return page(
    call,
    {
      title: decision === 'ask' ? t.askTitle : t.refuseTitle,
      ...{ active: 'desk', status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <WordsPage {...{ lang, csrfToken, one, decision, typed, failure }} version={versionRead(call, one)} />,
  );
}

async function say(call: Call, decision: 'ask' | 'refuse'): Promise<Response> {
  const form = await call.form();
  const text = form.get('text');
  const input = { id: readId(call, 'id'), version: readVersion(form.get('version')), text };
  const t = registrationWorkTexts(call.language);
  try {
    if (decision === 'ask') await askForMore(call.services, call.actor, input);
    else await refuseRegistration(call.services, call.actor, input);
  } catch (error) {
    return showWords(call, decision, text, statedFailure(error, call.language));
  }
  const done = decision === 'ask' ? t.askedDone : t.refusedDone;
  return seeOther(call, directoryPaths.registration(input.id), done);
}
