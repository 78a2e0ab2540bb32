import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { PasswordField, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { PasskeyForm } from './passkey-form.tsx';
import { factorTexts } from './texts.ts';

/** Fields of this page beside those it carries on; no form of the product has such names. */
export const confirmFields = {
  password: '_mat-khau',
  code: '_ma-ung-dung',
  passkey: '_khoa-truy-cap',
} as const;

interface Carried {
  readonly name: string;
  readonly value: string;
}

/** Asks who is at the keyboard; the form that was sent goes on with the answer. */
export function ConfirmPerson(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly action: string;
  readonly carried: readonly Carried[];
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly passkey: object | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, csrfToken, action, carried, failure } = props;
  const t = factorTexts(lang);
  const errors = Object.fromEntries(
    Object.entries(confirmFields).map(([own, name]) => [name, failure?.errors[own]]),
  );
  const typed = props.hasPassword || props.hasTotp;
  return (
    <>
      <PageHead title={t.confirmTitle} lead={t.confirmLead} />
      <ErrorSummary lang={lang} errors={errors} general={failure?.general} />
      {typed && (
        <Form lang={lang} action={action} csrfToken={csrfToken} label={t.confirmTitle}>
          <CarriedFields carried={carried} />
          {props.hasPassword && (
            <PasswordField
              lang={lang}
              name={confirmFields.password}
              label={t.confirmPassword}
              error={errors[confirmFields.password]}
              autocomplete="current-password"
            />
          )}
          {props.hasTotp && (
            <TextField
              lang={lang}
              name={confirmFields.code}
              label={props.hasPassword ? t.confirmCode : t.code}
              error={errors[confirmFields.code]}
              width="short"
              inputMode="numeric"
              autocomplete="one-time-code"
            />
          )}
          <Buttons>
            <Button>{t.confirm}</Button>
          </Buttons>
        </Form>
      )}
      {props.passkey && (
        <div class="section">
          <PasskeyForm
            lang={lang}
            action={action}
            csrfToken={csrfToken}
            manner="get"
            options={props.passkey}
            label={t.usePasskey}
            field={confirmFields.passkey}
          >
            <CarriedFields carried={carried} />
          </PasskeyForm>
        </div>
      )}
    </>
  );
}

/** For whom nothing proves it here but a provider of single sign-on, which asks them again. */
export function ConfirmThrough(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly providers: readonly IdentityProvider[];
  /** The page the person came from. */
  readonly back: string;
}) {
  const { lang, providers, back } = props;
  const t = factorTexts(lang);
  return (
    <>
      <PageHead title={t.confirmTitle} lead={t.confirmThroughLead} />
      {providers[0] && (
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.signOn(providers[0].name))}
          csrfToken={props.csrfToken}
          hidden={{ lai: '1', ...(back && { ve: back }) }}
          label={t.confirmTitle}
        >
          <Buttons>
            {providers.map(({ name, label }) => (
              <Button formAction={localPath(lang, directoryPaths.signOn(name))}>
                {t.confirmThrough(label[lang])}
              </Button>
            ))}
          </Buttons>
        </Form>
      )}
      <p class="section">
        {t.confirmNothing} <a href={localPath(lang, directoryPaths.forgotten)}>{t.setPassword}</a>
      </p>
    </>
  );
}

function CarriedFields({ carried }: { readonly carried: readonly Carried[] }) {
  return (
    <>
      {carried.map(({ name, value }, at) => (
        <input key={`${at} ${name}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
