import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { DateField, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';

/** As typed. */
export interface DaysValues {
  readonly validFrom: string;
  readonly validTo: string;
  readonly reason: string;
}

/** What a form of days says in its own words. */
interface DaysTexts {
  readonly formLead: string;
  readonly fields: Readonly<Record<keyof DaysValues, string>> & Readonly<Record<string, string>>;
  readonly hints: { readonly validTo: string; readonly reason: string };
  readonly save: string;
  readonly cancel: string;
}

/** A form about an account for some days, from one to another, with a reason. */
export function DaysForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly crumbs: ComponentChildren;
  readonly title: string;
  readonly action: string;
  readonly back: string;
  readonly texts: DaysTexts;
  readonly values: DaysValues;
  readonly failure: FormFailure | null;
  readonly hidden?: Readonly<Record<string, string>>;
  /** What is asked before the days. */
  readonly first?: ComponentChildren;
  /** What follows from them. */
  readonly children?: ComponentChildren;
}) {
  const { lang, values, failure, texts: t } = props;
  const form = bindForm<DaysValues>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <>
      {props.crumbs}
      {failure && (
        <ErrorSummary
          lang={lang}
          errors={failure.errors}
          general={failure.general}
          label={(name) => t.fields[name]}
        />
      )}
      <PageHead title={props.title} lead={t.formLead} />
      <Form
        lang={lang}
        action={localPath(lang, props.action)}
        csrfToken={props.csrfToken}
        hidden={props.hidden ?? {}}
        guard
      >
        {props.first}
        <DateField {...form.text('validFrom')} label={t.fields.validFrom} />
        <DateField {...form.text('validTo')} label={t.fields.validTo} hint={t.hints.validTo} />
        <TextField
          {...form.text('reason')}
          label={t.fields.reason}
          hint={t.hints.reason}
          autocomplete="off"
          optional
        />
        {props.children}
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton look="secondary" href={localPath(lang, props.back)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** In its place, why there is nothing to fill in. */
export function NoDaysForm(props: {
  readonly lang: Language;
  readonly crumbs: ComponentChildren;
  readonly title: string;
  readonly why: string;
  readonly back: { readonly path: string; readonly label: string };
}) {
  const { lang, crumbs, title, why, back } = props;
  return (
    <>
      {crumbs}
      <PageHead title={title} lead={why} />
      <Buttons>
        <LinkButton look="secondary" href={localPath(lang, back.path)}>
          {back.label}
        </LinkButton>
      </Buttons>
    </>
  );
}
