import { type Role, roles } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, gravely, onlyFor, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { delegationsOf } from '../delegations/queries.ts';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { historyOf } from '../history.ts';
import { AccountIdentities } from '../identities/account-section.tsx';
import { unlinkAsAdministrator } from '../identities/link.ts';
import { lookAtAccounts, lookNote } from '../looks/looks.ts';
import { organisationsByCode } from '../organisations/store.ts';
import { readTyped } from '../organisations/typed.ts';
import { directoryPaths } from '../paths.ts';
import { can } from '../policy.ts';
import { readId } from '../read-id.ts';
import { openSessionsOf } from '../sessions/queries.ts';
import { Administration } from './administration-view.tsx';
import { changeAccount, createAccount, endSessionsAsAdministrator, recordLook } from './commands.ts';
import { confirmRoutes } from './confirm-pages.tsx';
import {
  EditAccountForm,
  emptyAccount,
  NewAccountForm,
  type NewAccountValues,
  type PersonValues,
  personValuesOf,
} from './forms.tsx';
import { checkNewAccount } from './inputs.ts';
import { AccountList, type AccountListQuery, accountPageSize } from './list-view.tsx';
import { countDirectory, findAccount, findLinkedAccount, pageOfAccounts } from './queries.ts';
import { accountTexts } from './texts.ts';
import { AccountPage, PasswordOnce } from './views.tsx';

const readers = onlyFor('administrator', 'inspector');
const administrators = onlyFor('administrator');

export const accountRoutes: readonly Route[] = [
  pageRoute('administration.show', '/quan-tri', readers, showAdministration),
  pageRoute('account.list', '/quan-tri/tai-khoan', readers, showList),
  pageRoute('account.new', '/quan-tri/tai-khoan/them', administrators, (call) =>
    showNew(call, emptyAccount, null),
  ),
  gravely(action('account.create', '/quan-tri/tai-khoan/them', administrators, create)),
  pageRoute('account.show', '/quan-tri/tai-khoan/:id', readers, showOne),
  pageRoute('account.edit', '/quan-tri/tai-khoan/:id/sua', administrators, async (call) => {
    const account = await findAccount(call.services.db, readId(call, 'id'));
    await lookAtAccounts(call.services, call.actor, 'account', [account.id]);
    return showEdit(call, personValuesOf(account), null);
  }),
  gravely(action('account.change', '/quan-tri/tai-khoan/:id/sua', administrators, change)),
  action('account.end_sessions', '/quan-tri/tai-khoan/:id/phien/ket-thuc', administrators, (call) =>
    endSessions(call, null),
  ),
  action('account.end_session', '/quan-tri/tai-khoan/:id/phien/:sessionId/ket-thuc', administrators, (call) =>
    endSessions(call, readId(call, 'sessionId')),
  ),
  gravely(
    action(
      'account.unlink',
      '/quan-tri/tai-khoan/:id/lien-ket/:identityId/bo-lien-ket',
      administrators,
      unlinkIdentity,
    ),
  ),
  ...confirmRoutes,
];

async function showAdministration(call: Call): Promise<Response> {
  const counts = await countDirectory(call.services.db, call.services.clock());
  const { language: lang } = call;
  return page(
    call,
    { title: accountTexts(lang).administration },
    <Administration lang={lang} counts={counts} mayBackUp={can(call.actor, 'change_account')} />,
  );
}

async function showList(call: Call): Promise<Response> {
  const { language: lang, services, actor } = call;
  const held = call.queries('vai-tro');
  const state = call.query('trang-thai');
  const query: AccountListQuery = {
    q: call.query('q').slice(0, 200),
    roles: roles.filter((role) => held.includes(role)),
    state: state === 'da-dong' || state === 'tat-ca' ? state : 'dang-mo',
    organisation: call.query('co-quan').slice(0, 40),
    page: readPageNumber(call.query('trang')),
  };
  const states = { 'dang-mo': 'active', 'da-dong': 'closed', 'tat-ca': null } as const;
  const found = await pageOfAccounts(
    services.db,
    { ...query, state: states[query.state] },
    { number: query.page, size: accountPageSize },
  );
  await lookAtAccounts(
    services,
    actor,
    'accounts',
    found.rows.map(({ id }) => id),
  );
  return page(
    call,
    {
      title: accountTexts(lang).title,
      wide: true,
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <AccountList lang={lang} query={query} {...found} mayChange={can(actor, 'change_account')} />,
  );
}

async function showOne(call: Call): Promise<Response> {
  const { language: lang, services, actor, csrfToken } = call;
  const id = readId(call, 'id');
  const note = lookNote(services, actor, 'account', [{ kind: 'account', id }]);
  const today = localDateOf(services.clock());
  const { account, identities, absence } = await findLinkedAccount(services.db, id, note, today);
  await recordLook(services, actor, account.id);
  const sessions = await openSessionsOf(services.db, account.id, services.clock());
  const delegations = await delegationsOf(services.db, account.id, today);
  const events = await historyOf(services.db, { kind: 'account', id: account.id });
  const mayChange = can(actor, 'change_account');
  return page(
    call,
    { title: account.name, illustrative: account.illustrative },
    <AccountPage
      lang={lang}
      csrfToken={csrfToken}
      account={account}
      sessions={sessions}
      delegations={delegations}
      absence={absence}
      events={events}
      now={services.clock()}
      mayChange={mayChange}
      linked={
        <AccountIdentities
          {...{ lang, csrfToken, identities, mayChange }}
          accountId={account.id}
          providers={services.config.identityProviders}
        />
      }
    />,
  );
}

function showNew(call: Call, values: NewAccountValues, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: accountTexts(lang).addTitle, status: failure?.status ?? 200 },
    <NewAccountForm lang={lang} csrfToken={csrfToken} values={values} failure={failure} />,
  );
}

function readPerson(form: FormFields): PersonValues {
  return {
    name: form.get('name'),
    email: form.get('email'),
    title: form.get('title'),
    organisationCode: form.get('organisationCode'),
  };
}

async function create(call: Call): Promise<Response> {
  const { services, actor, language: lang } = call;
  const form = await call.form();
  const values = { ...readPerson(form), roles: form.all('roles'), scope: form.get('scope') };
  const typedPassword = form.get('password');
  try {
    const links = await linksOf(call, values, typedPassword);
    const { id, firstPassword } = await createAccount(services, actor, {
      ...values,
      organisationCode: links.organisationCode,
      roles: links.roles,
      password: typedPassword === '' ? null : typedPassword,
      handedOver: true,
    });
    const t = accountTexts(lang);
    if (firstPassword === null) return seeOther(call, directoryPaths.account(id), t.added(values.name));
    const account = await findAccount(services.db, id);
    return page(
      call,
      { title: t.onceTitle },
      <PasswordOnce lang={lang} account={account} password={firstPassword} />,
    );
  } catch (error) {
    return showNew(call, values, formFailure(error, lang));
  }
}

/** The organisation and the roles typed. Throws InvalidInput with everything else that is wrong as well. */
async function linksOf(call: Call, values: NewAccountValues, password: string) {
  const held = values.roles as readonly Role[];
  const links = await readTyped(call.services.db, {
    organisationCode: values.organisationCode,
    scope: values.scope,
  }).catch((error: unknown) => {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput({ ...wrongFields(values, held, password), ...error.fields });
  });
  const [scopeCode] = links.scope;
  const scope = scopeCode
    ? ((await organisationsByCode(call.services.db, [scopeCode])).get(scopeCode)?.id ?? 0)
    : null;
  return {
    organisationCode: links.organisationCode[0] ?? null,
    roles: held.map((role) => ({
      role,
      // the administrator's role covers everything, whatever the others are for
      scope:
        scope === null || role === 'administrator' ? null : ({ kind: 'organisation', id: scope } as const),
    })),
  };
}

function wrongFields(
  values: NewAccountValues,
  held: readonly Role[],
  password: string,
): InvalidInput['fields'] {
  try {
    checkNewAccount({
      ...values,
      organisationCode: null,
      roles: held.map((role) => ({ role })),
      password: password || null,
    });
    return {};
  } catch (error) {
    if (error instanceof InvalidInput) return error.fields;
    throw error;
  }
}

async function showEdit(call: Call, values: PersonValues, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const account = await findAccount(services.db, readId(call, 'id'));
  return page(
    call,
    { title: accountTexts(lang).editTitle(account.name), status: failure?.status ?? 200 },
    <EditAccountForm lang={lang} csrfToken={csrfToken} account={account} values={values} failure={failure} />,
  );
}

async function change(call: Call): Promise<Response> {
  const { services, actor, language: lang } = call;
  const form = await call.form();
  const values = readPerson(form);
  const { id } = await findAccount(services.db, readId(call, 'id'));
  try {
    const { organisationCode } = await readTyped(services.db, {
      organisationCode: values.organisationCode,
    });
    await changeAccount(services, actor, {
      ...values,
      organisationCode: organisationCode[0] ?? null,
      id,
      version: Number(form.get('version')) || 0,
    });
  } catch (error) {
    return showEdit(call, values, formFailure(error, lang));
  }
  return seeOther(call, directoryPaths.account(id), accountTexts(lang).saved);
}

async function endSessions(call: Call, sessionId: number | null): Promise<Response> {
  await call.form();
  const accountId = readId(call, 'id');
  await endSessionsAsAdministrator(call.services, call.actor, { accountId, sessionId });
  return seeOther(call, directoryPaths.account(accountId), accountTexts(call.language).endedSessions);
}

async function unlinkIdentity(call: Call): Promise<Response> {
  await call.form();
  const accountId = readId(call, 'id');
  await unlinkAsAdministrator(call.services, call.actor, {
    accountId,
    identityId: readId(call, 'identityId'),
  });
  return seeOther(call, directoryPaths.account(accountId), accountTexts(call.language).identityTakenAway);
}
