import { localDateOf, writeDate } from '../../../kernel/dates.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import {
  action,
  gravely,
  onlyFor,
  page as pageRoute,
  type Route,
  signedIn,
} from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import type { Account } from '../accounts/account.ts';
import { NoDaysForm } from '../accounts/days-form.tsx';
import { type FormPlace, formPlaces, placeCrumbs } from '../accounts/form-place.tsx';
import { findAccount } from '../accounts/queries.ts';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { personOf } from '../sessions/person-of.ts';
import { delegate, endDelegation, notPassedOn } from './commands.ts';
import { type Lendable, lendableKey, lendableOf, lentRoles } from './delegation.ts';
import { DelegationForm, type DelegationValues } from './form-view.tsx';
import { actsFor, candidatesFor } from './queries.ts';
import { delegationTexts } from './texts.ts';

const principals = onlyFor(...lentRoles);
const administrators = onlyFor('administrator');

export const delegationRoutes: readonly Route[] = [
  pageRoute('delegation.new', '/tai-khoan/uy-quyen', principals, (call) => showForm(call, own, null)),
  gravely(action('delegation.create', '/tai-khoan/uy-quyen', principals, (call) => create(call, own))),
  action('delegation.end', '/tai-khoan/uy-quyen/:id/ket-thuc', signedIn, endOwn),
  pageRoute('delegation.new_for', '/quan-tri/tai-khoan/:id/uy-quyen', administrators, (call) =>
    showForm(call, ofAnother, null),
  ),
  gravely(
    action('delegation.create_for', '/quan-tri/tai-khoan/:id/uy-quyen', administrators, (call) =>
      create(call, ofAnother),
    ),
  ),
  action(
    'delegation.end_for',
    '/quan-tri/tai-khoan/:id/uy-quyen/:delegationId/ket-thuc',
    administrators,
    endOfAnother,
  ),
];

const { own, ofAnother } = formPlaces(directoryPaths.delegate, directoryPaths.delegateFor);

interface Typed {
  readonly values: DelegationValues;
  readonly failure: FormFailure;
}

async function showForm(call: Call, place: FormPlace, typed: Typed | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const account = await findAccount(services.db, place.accountId(call));
  const roles = account.state === 'active' ? lendableOf(account) : [];
  if (roles.length === 0) return nothingToLend(call, place, account);
  const t = delegationTexts(lang);
  const title = place.isOwn ? t.formTitle : t.formTitleFor(account.name);
  return page(
    call,
    { title, status: typed?.failure.status ?? 200 },
    <DelegationForm
      {...{ lang, csrfToken, title, roles }}
      crumbs={placeCrumbs(call, place, account, t.title)}
      action={place.action(account)}
      back={place.back(account)}
      candidates={await candidatesFor(services.db, account.id, roles)}
      values={typed?.values ?? untyped(call, roles)}
      failure={typed?.failure ?? null}
    />,
  );
}

function nothingToLend(call: Call, place: FormPlace, account: Account): Response {
  // at this door of one's own stands a deputy, who may come in with a role that is only lent
  if (place.isOwn && actsFor(personOf(call)).length > 0) throw new Refusal('forbidden', notPassedOn);
  const { language: lang } = call;
  const t = delegationTexts(lang);
  const title = t.formTitleFor(account.name);
  return page(
    call,
    { title },
    <NoDaysForm
      {...{ lang, title }}
      crumbs={placeCrumbs(call, place, account, t.title)}
      why={t.nothingToLend(account.name)}
      back={{ path: place.back(account), label: t.back }}
    />,
  );
}

function untyped({ services }: Call, roles: readonly Lendable[]): DelegationValues {
  return {
    role: roles.length === 1 && roles[0] ? lendableKey(roles[0]) : '',
    deputy: '',
    validFrom: writeDate(localDateOf(services.clock())),
    validTo: '',
    reason: '',
  };
}

function readValues(form: FormFields): DelegationValues {
  return {
    role: form.get('role'),
    deputy: form.get('deputy'),
    validFrom: form.get('validFrom'),
    validTo: form.get('validTo'),
    reason: form.get('reason'),
  };
}

async function create(call: Call, place: FormPlace): Promise<Response> {
  const { services, actor, language: lang } = call;
  const values = readValues(await call.form());
  const principal = await findAccount(services.db, place.accountId(call));
  const deputy = /^\d{1,15}$/.test(values.deputy) ? Number(values.deputy) : 0;
  const chosen = lendableOf(principal).find((one) => lendableKey(one) === values.role);
  const what = { role: chosen?.role ?? values.role, organisation: chosen?.organisationId ?? null };
  try {
    await delegate(services, actor, { ...values, ...what, principal: principal.id, deputy });
  } catch (error) {
    return showForm(call, place, { values, failure: formFailure(error, lang) });
  }
  const { name } = await findAccount(services.db, deputy);
  return seeOther(call, place.back(principal), delegationTexts(lang).done(name));
}

async function endOwn(call: Call): Promise<Response> {
  await call.form();
  await endDelegation(call.services, call.actor, readId(call, 'id'));
  return seeOther(call, directoryPaths.mine, delegationTexts(call.language).ended);
}

async function endOfAnother(call: Call): Promise<Response> {
  await call.form();
  const { id } = await findAccount(call.services.db, readId(call, 'id'));
  await endDelegation(call.services, call.actor, readId(call, 'delegationId'));
  return seeOther(call, directoryPaths.account(id), delegationTexts(call.language).ended);
}
