import { type Role, roles } from '../../../kernel/actor.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, gravely, onlyFor, page as pageRoute, type Route } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { lookAtAccounts } from '../looks/looks.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { organisationsByCode } from '../organisations/store.ts';
import { readTyped, typedName } from '../organisations/typed.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import type { Account } from './account.ts';
import { closeAccount, grantRole, reopenAccount, resetPassword, revokeRole } from './commands.ts';
import { GrantForm } from './forms.tsx';
import { scopeText } from './grant-text.ts';
import { accountMessages, checkGrant } from './inputs.ts';
import { findAccount } from './queries.ts';
import { roleName } from './sentences.ts';
import { accountTexts } from './texts.ts';
import { Confirm, PasswordOnce } from './views.tsx';

const administrators = onlyFor('administrator');

/** Everything that takes effect at once asks first, on a page of its own. */
export const confirmRoutes: readonly Route[] = [
  pageRoute('account.ask_grant', '/quan-tri/tai-khoan/:id/giao-vai-tro', administrators, askGrant),
  gravely(action('account.grant', '/quan-tri/tai-khoan/:id/giao-vai-tro', administrators, grant)),
  pageRoute(
    'account.ask_revoke',
    '/quan-tri/tai-khoan/:id/vai-tro/:grantId/thu-hoi',
    administrators,
    (call) => askRevoke(call, null),
  ),
  gravely(
    action('account.revoke', '/quan-tri/tai-khoan/:id/vai-tro/:grantId/thu-hoi', administrators, revoke),
  ),
  pageRoute('account.ask_reset', '/quan-tri/tai-khoan/:id/mat-khau', administrators, (call) =>
    ask(call, 'reset', null),
  ),
  gravely(action('account.reset_password', '/quan-tri/tai-khoan/:id/mat-khau', administrators, reset)),
  pageRoute('account.ask_close', '/quan-tri/tai-khoan/:id/dong', administrators, (call) =>
    ask(call, 'close', null),
  ),
  gravely(action('account.close', '/quan-tri/tai-khoan/:id/dong', administrators, close)),
  pageRoute('account.ask_reopen', '/quan-tri/tai-khoan/:id/mo-lai', administrators, (call) =>
    ask(call, 'reopen', null),
  ),
  gravely(action('account.reopen', '/quan-tri/tai-khoan/:id/mo-lai', administrators, reopen)),
];

async function accountOf(call: Call): Promise<Account> {
  const account = await findAccount(call.services.db, readId(call, 'id'));
  await lookAtAccounts(call.services, call.actor, 'account', [account.id]);
  return account;
}

async function seenIn(call: Call): Promise<{ id: number; version: number }> {
  const form = await call.form();
  return { id: readId(call, 'id'), version: Number(form.get('version')) || 0 };
}

async function ask(
  call: Call,
  what: 'reset' | 'close' | 'reopen',
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const account = await accountOf(call);
  const t = accountTexts(lang);
  const { id, name } = account;
  const asked = {
    reset: {
      title: t.passwordTitle(name),
      text: t.passwordText,
      action: directoryPaths.resetPassword(id),
      actionLabel: t.passwordAction,
    },
    close: {
      title: t.closeTitle(name),
      text: t.closeText,
      action: directoryPaths.closeAccount(id),
      actionLabel: t.close,
    },
    reopen: {
      title: t.reopenTitle(name),
      text: t.reopenText,
      action: directoryPaths.reopenAccount(id),
      actionLabel: t.reopen,
    },
  }[what];
  return page(
    call,
    { title: asked.title, status: failure?.status ?? 200 },
    <Confirm
      lang={lang}
      csrfToken={csrfToken}
      account={account}
      {...asked}
      danger={what !== 'reopen'}
      problem={problemOf(call, failure)}
    />,
  );
}

function problemOf(call: Call, failure: FormFailure | null): string | undefined {
  if (!failure) return undefined;
  return failure.conflict ? accountTexts(call.language).conflictRetry : failure.general;
}

async function reset(call: Call): Promise<Response> {
  const { services, actor, language: lang } = call;
  const seen = await seenIn(call);
  let password: string;
  try {
    password = await resetPassword(services, actor, seen);
  } catch (error) {
    return ask(call, 'reset', formFailure(error, lang));
  }
  const account = await accountOf(call);
  return page(
    call,
    { title: accountTexts(lang).onceTitle },
    <PasswordOnce lang={lang} account={account} password={password} />,
  );
}

async function close(call: Call): Promise<Response> {
  const seen = await seenIn(call);
  try {
    await closeAccount(call.services, call.actor, seen);
  } catch (error) {
    return ask(call, 'close', formFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.account(seen.id), accountTexts(call.language).closedNotice);
}

async function reopen(call: Call): Promise<Response> {
  const seen = await seenIn(call);
  try {
    await reopenAccount(call.services, call.actor, seen);
  } catch (error) {
    return ask(call, 'reopen', formFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.account(seen.id), accountTexts(call.language).reopenedNotice);
}

/** The role and scope chosen, from the address or the posted form. */
async function chosenGrant(
  call: Call,
  typed: { role: string; scope: string },
): Promise<{ role: Role; organisation: NamedOrganisation | null }> {
  const role = roles.find((known) => known === typed.role);
  const { scope } = await readTyped(call.services.db, { scope: typed.scope });
  if (!role) throw new InvalidInput({ role: accountMessages.roles });
  const [code] = scope;
  const organisation = code
    ? ((await organisationsByCode(call.services.db, [code])).get(code) ?? null)
    : null;
  checkGrant({ role, scope: organisation && { kind: 'organisation', id: organisation.id } });
  return { role, organisation };
}

async function askGrant(call: Call): Promise<Response> {
  const { language: lang } = call;
  const account = await accountOf(call);
  const typed = { role: call.query('role'), scope: call.query('scope') };
  if (typed.role === '' && typed.scope === '') return showGrantForm(call, account, typed, null);
  try {
    return await showGrantConfirm(call, account, await chosenGrant(call, typed), null);
  } catch (error) {
    return showGrantForm(call, account, typed, formFailure(error, lang));
  }
}

function showGrantForm(
  call: Call,
  account: Account,
  values: { role: string; scope: string },
  failure: FormFailure | null,
): Response {
  const { language: lang } = call;
  return page(
    call,
    { title: accountTexts(lang).grantTitle(account.name), status: failure?.status ?? 200 },
    <GrantForm lang={lang} account={account} values={values} failure={failure} />,
  );
}

async function showGrantConfirm(
  call: Call,
  account: Account,
  chosen: { role: Role; organisation: NamedOrganisation | null },
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const t = accountTexts(lang);
  const scope = chosen.organisation?.name ?? t.everywhere;
  return page(
    call,
    { title: t.grantConfirmTitle, status: failure?.status ?? 200 },
    <Confirm
      lang={lang}
      csrfToken={csrfToken}
      account={account}
      title={t.grantConfirmTitle}
      text={t.grantConfirm(account.name, roleName(lang, chosen.role), scope)}
      action={directoryPaths.grantRole(account.id)}
      actionLabel={t.grant}
      hidden={{ role: chosen.role, scope: typedName(chosen.organisation) }}
      problem={problemOf(call, failure)}
    />,
  );
}

async function grant(call: Call): Promise<Response> {
  const { services, actor, language: lang } = call;
  const form = await call.form();
  const account = await accountOf(call);
  const typed = { role: form.get('role'), scope: form.get('scope') };
  try {
    const { role, organisation } = await chosenGrant(call, typed);
    await grantRole(services, actor, {
      accountId: account.id,
      role,
      scope: organisation && { kind: 'organisation', id: organisation.id },
    });
    return seeOther(
      call,
      directoryPaths.account(account.id),
      accountTexts(lang).granted(roleName(lang, role)),
    );
  } catch (error) {
    return showGrantForm(call, account, typed, formFailure(error, lang));
  }
}

async function askRevoke(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const account = await accountOf(call);
  const t = accountTexts(lang);
  const held = account.grants.find(({ id }) => id === readId(call, 'grantId'));
  if (!held) throw notFound();
  return page(
    call,
    { title: t.revokeTitle, status: failure?.status ?? 200 },
    <Confirm
      lang={lang}
      csrfToken={csrfToken}
      account={account}
      title={t.revokeTitle}
      text={t.revokeConfirm(account.name, roleName(lang, held.role), scopeText(lang, held))}
      action={directoryPaths.revokeRole(account.id, held.id)}
      actionLabel={t.revoke}
      danger
      problem={problemOf(call, failure)}
    />,
  );
}

async function revoke(call: Call): Promise<Response> {
  const { services, actor, language: lang } = call;
  await call.form();
  const account = await accountOf(call);
  const grantId = readId(call, 'grantId');
  const held = account.grants.find(({ id }) => id === grantId);
  try {
    await revokeRole(services, actor, { accountId: account.id, grantId });
  } catch (error) {
    if (!held) throw error;
    return askRevoke(call, formFailure(error, lang));
  }
  const t = accountTexts(lang);
  return seeOther(call, directoryPaths.account(account.id), t.revoked(roleName(lang, held?.role ?? '')));
}
