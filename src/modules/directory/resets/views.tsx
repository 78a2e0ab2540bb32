import type { Language } from '../../../kernel/text.ts';
import type { Installation } from '../../../platform/installation.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { NoMail } from '../../../ui/no-mail.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { NewPasswordFields } from '../sessions/new-password-fields.tsx';
import { resetTexts } from './texts.ts';

export function ForgottenForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly email: string;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, csrfToken, failure } = props;
  const t = resetTexts(lang);
  const form = bindForm<{ email: string }>({
    lang,
    values: { email: props.email },
    errors: failure?.errors ?? {},
  });
  return (
    <>
      <PageHead title={t.forgotten} lead={props.noMail ? undefined : t.lead} />
      {props.noMail && <NoMail lang={lang} installation={props.noMail} text={t.noMail} />}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {props.noMail && !failure ? (
        <p>
          <a href={localPath(lang, directoryPaths.signIn)}>{t.toSignIn}</a>
        </p>
      ) : (
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.forgotten)}
          csrfToken={csrfToken}
          label={t.forgotten}
        >
          <TextField
            {...form.text('email')}
            type="email"
            label={t.email}
            autocomplete="username"
            inputMode="email"
            spellcheck={false}
          />
          <Buttons>
            <Button>{t.send}</Button>
            <LinkButton look="quiet" href={localPath(lang, directoryPaths.signIn)}>
              {t.toSignIn}
            </LinkButton>
          </Buttons>
        </Form>
      )}
    </>
  );
}

/** The same for every address. */
export function AskedPage(props: {
  readonly lang: Language;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
}) {
  const { lang, noMail } = props;
  const t = resetTexts(lang);
  return (
    <>
      {noMail ? (
        <>
          <PageHead title={t.notSent} />
          <NoMail lang={lang} installation={noMail} text={t.noMailAsked} />
        </>
      ) : (
        <PageHead title={t.asked} lead={t.askedHelp} />
      )}
      <p>
        <a href={localPath(lang, directoryPaths.signIn)}>{t.toSignIn}</a>
      </p>
    </>
  );
}

/** None of the passwords is ever filled in again. */
export function ChooseForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly token: string;
  readonly failure: FormFailure | null;
}) {
  const { lang, failure } = props;
  const t = resetTexts(lang);
  return (
    <>
      <PageHead title={t.choose} lead={t.chooseLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.resetByLetter(props.token))}
        csrfToken={props.csrfToken}
        label={t.choose}
      >
        <NewPasswordFields lang={lang} failure={failure} />
        <Buttons>
          <Button>{t.save}</Button>
        </Buttons>
      </Form>
    </>
  );
}
