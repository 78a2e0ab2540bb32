import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Select, TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import type { Commune } from '../organisations/queries.ts';
import { directoryPaths } from '../paths.ts';
import { sessionTexts } from '../sessions/texts.ts';
import { OrganisationFields } from './form-view.tsx';
import type { CorrectionTyped } from './inputs.ts';
import type { Registration } from './queries.ts';
import { kindsFor } from './registration.ts';
import { registrationTexts } from './texts.ts';

interface CorrectionProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly one: Registration;
  readonly values: CorrectionTyped;
  readonly communes: readonly Commune[];
  readonly failure: FormFailure | null;
}

/** The form as it was sent, to be sent again. */
export function CorrectionPage(props: CorrectionProps) {
  const { lang, one, failure, values } = props;
  const t = registrationTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: sessionTexts(lang).mine, href: to(directoryPaths.mine) },
          { label: t.mine, href: to(directoryPaths.myRegistration) },
        ]}
        here={t.correct}
      />
      <PageHead title={t.correctTitle} lead={t.correctLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {one.state === 'asked' && one.question !== null && (
        <Notice lang={lang} kind="warning">
          <p>
            <strong>{t.question}:</strong> <span lang={lang === 'en' ? 'vi' : undefined}>{one.question}</span>
          </p>
        </Notice>
      )}
      <Form
        lang={lang}
        action={to(directoryPaths.correctRegistration)}
        csrfToken={props.csrfToken}
        hidden={{ id: String(one.id), version: String(one.version) }}
        label={t.correctTitle}
        guard
        unsaved={failure !== null}
      >
        <KindField {...props} />
        <OrganisationFields {...props} kind={one.kind} />
        {one.state === 'asked' && (
          <Fieldset legend={t.wordsToOfficer}>
            <TextArea
              lang={lang}
              name="text"
              label={t.answer}
              value={values.text}
              error={failure?.errors.text}
              rows={4}
              most={2000}
              optional
            />
          </Fieldset>
        )}
        <Buttons>
          <Button>{t.sendAgain}</Button>
          <LinkButton look="quiet" href={to(directoryPaths.myRegistration)}>
            {t.keepAsIs}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function KindField({ lang, one, values, failure }: CorrectionProps) {
  const { kind: label, kinds: names } = registrationTexts(lang);
  const kinds = kindsFor(one.kind);
  if (kinds.length === 1) return <input type="hidden" name="kind" value={one.kind} />;
  return (
    <Select
      lang={lang}
      name="kind"
      label={label}
      value={values.kind}
      error={failure?.errors.kind}
      options={kinds.map((kind) => ({ value: kind, label: names[kind] }))}
    />
  );
}
