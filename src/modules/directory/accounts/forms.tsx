import { roles } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../../ui/choices.tsx';
import { PasswordField, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { typedName } from '../organisations/typed.ts';
import { directoryPaths } from '../paths.ts';
import type { Account } from './account.ts';
import { roleName } from './sentences.ts';
import { accountTexts } from './texts.ts';
import { AccountCrumbs } from './views.tsx';

/** The person as typed. */
export interface PersonValues {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly organisationCode: string;
}

export interface NewAccountValues extends PersonValues {
  readonly roles: readonly string[];
  readonly scope: string;
}

export const emptyAccount: NewAccountValues = {
  name: '',
  email: '',
  title: '',
  organisationCode: '',
  roles: [],
  scope: '',
};

export function personValuesOf(account: Account): PersonValues {
  return {
    name: account.name,
    email: account.email,
    title: account.title ?? '',
    organisationCode: typedName(account.organisation),
  };
}

function roleOptions(lang: Language) {
  const t = accountTexts(lang);
  return roles.map((role) => ({ value: role, label: roleName(lang, role), hint: t.roleWork[role] }));
}

function PersonFields(props: {
  readonly lang: Language;
  readonly values: PersonValues;
  readonly failure: FormFailure | null;
}) {
  const { lang, values, failure } = props;
  const t = accountTexts(lang);
  const form = bindForm<PersonValues>({ lang, values: { ...values }, errors: failure?.errors ?? {} });
  return (
    <>
      <TextField {...form.text('name')} label={t.fields.name} autocomplete="off" />
      <TextField
        {...form.text('email')}
        type="email"
        label={t.fields.email}
        hint={t.hints.email}
        autocomplete="off"
        inputMode="email"
        spellcheck={false}
      />
      <TextField {...form.text('title')} label={t.fields.title} optional autocomplete="off" />
      <TextField
        {...form.text('organisationCode')}
        label={t.fields.organisationCode}
        hint={t.hints.organisationCode}
        optional
        autocomplete="off"
      />
    </>
  );
}

/** The form of a new account. */
export function NewAccountForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly values: NewAccountValues;
  readonly failure: FormFailure | null;
}) {
  const { lang, values, failure } = props;
  const t = accountTexts(lang);
  const form = bindForm<{ roles: string; scope: string }>({
    lang,
    values: { roles: values.roles, scope: values.scope },
    errors: failure?.errors ?? {},
  });
  return (
    <>
      <AccountCrumbs lang={lang} account={null} here={t.add} />
      <PageHead title={t.addTitle} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form lang={lang} action={localPath(lang, directoryPaths.newAccount)} csrfToken={props.csrfToken} guard>
        <PersonFields lang={lang} values={values} failure={failure} />
        <CheckboxGroup
          {...form.choices('roles')}
          label={t.fields.roles}
          hint={t.hints.roles}
          options={roleOptions(lang)}
          optional
        />
        <TextField {...form.text('scope')} label={t.fields.scope} hint={t.hints.scope} optional />
        <PasswordField
          lang={lang}
          name="password"
          label={t.fields.password}
          hint={t.hints.password}
          error={failure?.errors.password}
          autocomplete="new-password"
          optional
        />
        <Buttons>
          <Button>{t.add}</Button>
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.accounts)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** The form that corrects who the person is; after a conflict it says what is kept now. */
export function EditAccountForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly account: Account;
  readonly values: PersonValues;
  readonly failure: FormFailure | null;
}) {
  const { lang, account, values, failure } = props;
  const t = accountTexts(lang);
  const kept = Object.values(personValuesOf(account)).filter(Boolean).join(' · ');
  return (
    <>
      <AccountCrumbs lang={lang} account={account} here={t.edit} />
      <PageHead title={t.editTitle(account.name)} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {failure?.conflict && (
        <Notice lang={lang} kind="warning" title={t.conflictTitle} live>
          <p>{t.conflictText(kept)}</p>
        </Notice>
      )}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.editAccount(account.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(account.version) }}
        guard
      >
        <PersonFields lang={lang} values={values} failure={failure} />
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.account(account.id))}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** Chooses a role and its scope; leads to a page that asks once more. */
export function GrantForm(props: {
  readonly lang: Language;
  readonly account: Account;
  readonly values: { readonly role: string; readonly scope: string };
  readonly failure: FormFailure | null;
}) {
  const { lang, account, values, failure } = props;
  const t = accountTexts(lang);
  const form = bindForm<{ role: string; scope: string }>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <>
      <AccountCrumbs lang={lang} account={account} here={t.grant} />
      <PageHead title={t.grantTitle(account.name)} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form lang={lang} method="get" action={localPath(lang, directoryPaths.grantRole(account.id))}>
        <RadioGroup {...form.text('role')} label={t.fields.role} options={roleOptions(lang)} />
        <TextField {...form.text('scope')} label={t.fields.scope} hint={t.hints.scope} optional />
        <Buttons>
          <Button>{t.grantContinue}</Button>
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.account(account.id))}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
