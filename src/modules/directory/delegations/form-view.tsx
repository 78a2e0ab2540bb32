import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { DateField, Select, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { roleName } from '../accounts/sentences.ts';
import type { FormFailure } from '../form-failure.ts';
import { lendableKey, type NamedLendable } from './delegation.ts';
import type { Candidate } from './queries.ts';
import { delegationTexts } from './texts.ts';

/** As typed; `deputy` is the id of an account. */
export interface DelegationValues {
  readonly role: string;
  readonly deputy: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly reason: string;
}

/** The form of one delegation, of one's own role or, for an administrator, of somebody else's. */
export function DelegationForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly crumbs: ComponentChildren;
  readonly title: string;
  readonly action: string;
  readonly back: string;
  /** What the principal can lend; one is not asked for. */
  readonly roles: readonly NamedLendable[];
  readonly candidates: readonly Candidate[];
  readonly values: DelegationValues;
  readonly failure: FormFailure | null;
}) {
  const { lang, roles, values, failure } = props;
  const t = delegationTexts(lang);
  const form = bindForm<DelegationValues>({ lang, values, errors: failure?.errors ?? {} });
  const labels: Readonly<Record<string, string>> = t.fields;
  const [only] = roles;
  return (
    <>
      {props.crumbs}
      {failure && (
        <ErrorSummary
          lang={lang}
          errors={failure.errors}
          general={failure.general}
          label={(name) => labels[name]}
        />
      )}
      <PageHead title={props.title} lead={t.formLead} />
      <Form
        lang={lang}
        action={localPath(lang, props.action)}
        csrfToken={props.csrfToken}
        hidden={roles.length === 1 && only ? { role: lendableKey(only) } : {}}
        guard
      >
        {roles.length === 1 && only ? (
          <p>
            {t.fields.role}: <strong>{roleName(lang, only.role)}</strong>
            {only.agency !== null && (
              <>
                {' · '}
                <InVietnamese lang={lang}>{only.agency}</InVietnamese>
              </>
            )}
          </p>
        ) : (
          <RadioGroup
            {...form.text('role')}
            label={t.fields.role}
            options={roles.map((one) => ({
              value: lendableKey(one),
              ...{ label: roleName(lang, one.role), of: one.agency },
            }))}
          />
        )}
        {props.candidates.length === 0 && (
          <Notice lang={lang} kind="information">
            {t.nobody}
          </Notice>
        )}
        <Select
          {...form.text('deputy')}
          label={t.fields.deputy}
          hint={t.hints.deputy}
          options={props.candidates.map((one) => ({ value: String(one.id), label: labelOf(one) }))}
        />
        <DateField {...form.text('validFrom')} label={t.fields.validFrom} />
        <DateField {...form.text('validTo')} label={t.fields.validTo} hint={t.hints.validTo} />
        <TextField
          {...form.text('reason')}
          label={t.fields.reason}
          hint={t.hints.reason}
          autocomplete="off"
          optional
        />
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

/** “Nông Thị Bích Liên · Chuyên viên · Sở Khoa học và Công nghệ”: people of one name are told apart. */
function labelOf({ name, title, organisation }: Candidate): string {
  return [name, title, organisation].filter(Boolean).join(' · ');
}

/** Says why nothing of this account can be delegated. */
export function NothingToLend(props: {
  readonly lang: Language;
  readonly crumbs: ComponentChildren;
  readonly name: string;
  readonly back: string;
}) {
  const { lang, name } = props;
  const t = delegationTexts(lang);
  return (
    <>
      {props.crumbs}
      <PageHead title={t.formTitleFor(name)} lead={t.nothingToLend(name)} />
      <Buttons>
        <LinkButton look="secondary" href={localPath(lang, props.back)}>
          {t.back}
        </LinkButton>
      </Buttons>
    </>
  );
}
