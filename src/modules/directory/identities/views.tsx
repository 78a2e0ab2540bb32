import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { PasswordField, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { registrationTexts } from '../registrations/texts.ts';
import type { Step } from './finish.ts';
import { identityTexts } from './texts.ts';

/** Stands for the moment in which the browser goes on to the provider, and longer where it does not. */
export function Leaving({
  lang,
  provider,
  to,
}: {
  readonly lang: Language;
  readonly provider: IdentityProvider;
  readonly to: URL;
}) {
  const t = identityTexts(lang);
  const label = provider.label[lang];
  return (
    <>
      <PageHead title={t.leaving(label)} lead={t.leavingHelp(to.host)} />
      <Buttons>
        <LinkButton href={to.href}>{t.goOn(label)}</LinkButton>
        <LinkButton look="quiet" href={localPath(lang, directoryPaths.signIn)}>
          {t.toSignIn}
        </LinkButton>
      </Buttons>
    </>
  );
}

/** Proves the account of the address once, by its password. */
export function ProveForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly step: Step;
  readonly failure: FormFailure | null;
}) {
  const { lang, step, failure } = props;
  const t = identityTexts(lang);
  const label = step.provider.label[lang];
  return (
    <>
      <PageHead title={t.prove} lead={step.hasPassword ? t.proveLead(label) : t.noPassword(label)} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {step.hasPassword ? (
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.signOnProve)}
          csrfToken={props.csrfToken}
          label={t.prove}
        >
          <TextField
            lang={lang}
            name="email"
            label={t.email}
            value={step.email}
            autocomplete="username"
            readOnly
          />
          <PasswordField
            lang={lang}
            name="password"
            label={t.password}
            error={failure?.errors.password}
            autocomplete="current-password"
          />
          <Buttons>
            <Button>{t.link}</Button>
            <Back lang={lang} />
          </Buttons>
        </Form>
      ) : (
        <div class="stack">
          <DefinitionList items={[{ label: t.email, value: step.email }]} />
          <Buttons>
            <LinkButton href={localPath(lang, directoryPaths.forgotten)}>{t.setPassword}</LinkButton>
            <Back lang={lang} />
          </Buttons>
        </div>
      )}
      {step.hasPassword && (
        <p>
          <a href={localPath(lang, directoryPaths.forgotten)}>{t.forgotten}</a>
        </p>
      )}
    </>
  );
}

/** Shows what will be kept and asks whether the person agrees; nothing is ticked beforehand. */
export function OpenForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly step: Step;
  readonly operator: string;
  readonly name: string;
  readonly consent: boolean;
  readonly failure: FormFailure | null;
}) {
  const { lang, step, failure } = props;
  const t = identityTexts(lang);
  const label = step.provider.label[lang];
  const { name } = step.waiting.arrival;
  const form = bindForm<{ name: string }>({
    lang,
    values: { name: props.name },
    errors: failure?.errors ?? {},
  });
  return (
    <>
      <PageHead title={t.open} lead={t.openLead(label)} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.signOnOpen)}
        csrfToken={props.csrfToken}
        label={t.open}
      >
        <Section title={t.kept}>
          <div class="stack">
            <DefinitionList
              items={[
                { label: t.name, value: name },
                { label: t.email, value: step.email },
                { label: t.keptIdentity, value: t.keptIdentityHelp(label) },
              ]}
            />
            <p>
              <Quoting lang={lang} text={t.purpose(props.operator)} quoted={[props.operator]} />
            </p>
          </div>
        </Section>
        {name === null && <TextField {...form.text('name')} label={t.name} autocomplete="name" />}
        <Checkbox
          lang={lang}
          name="consent"
          label={t.consent}
          hint={<a href={localPath(lang, directoryPaths.privacy)}>{registrationTexts(lang).consentMore}</a>}
          checked={props.consent}
          error={failure?.errors.consent}
        />
        <Buttons>
          <Button>{t.openIt}</Button>
          <Back lang={lang} />
        </Buttons>
      </Form>
    </>
  );
}

function Back({ lang }: { readonly lang: Language }) {
  return (
    <LinkButton look="quiet" href={localPath(lang, directoryPaths.signIn)}>
      {identityTexts(lang).toSignIn}
    </LinkButton>
  );
}
