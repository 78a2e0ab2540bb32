import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, type Crumb, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import type { OrganisationField } from './inputs.ts';
import { type Organisation, organisationKinds } from './organisation.ts';
import { shownValue } from './sentences.ts';
import { organisationTexts } from './texts.ts';
import { typedName, typedNames } from './typed.ts';
import { Name, nameIn } from './views.tsx';

/** Everything typed, as typed. */
export type OrganisationValues = Readonly<Record<OrganisationField, string>>;

export const emptyOrganisation: OrganisationValues = {
  code: '',
  kind: '',
  name: '',
  nameEn: '',
  shortName: '',
  parent: '',
  taxCode: '',
  validFrom: '',
  validTo: '',
  predecessors: '',
  successors: '',
  confirmed: '1',
  source: '',
  illustrative: '',
};

/** An organisation as its form shows it. */
export function valuesOf(organisation: Organisation): OrganisationValues {
  const date = (day: string | null) => (day === null ? '' : formatDate('vi', day));
  return {
    code: organisation.code,
    kind: organisation.kind,
    name: organisation.name,
    nameEn: organisation.nameEn ?? '',
    shortName: organisation.shortName ?? '',
    parent: typedName(organisation.parent),
    taxCode: organisation.taxCode ?? '',
    validFrom: date(organisation.validFrom),
    validTo: date(organisation.validTo),
    predecessors: typedNames(organisation.predecessors),
    successors: typedNames(organisation.successors),
    confirmed: organisation.confirmed ? '1' : '',
    source: organisation.source ?? '',
    illustrative: organisation.illustrative ? '1' : '',
  };
}

interface FormFrame {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly values: OrganisationValues;
  readonly failure: FormFailure | null;
  /** The organisation as it is kept now; null for a new one. */
  readonly kept: Organisation | null;
}

/** The form of a new organisation or of one to be changed. */
export function OrganisationForm(props: FormFrame) {
  const { lang, kept, failure } = props;
  const t = organisationTexts(lang);
  const title = kept ? t.editTitle(nameIn(lang, kept)) : t.addTitle;
  const path = kept ? directoryPaths.editOrganisation(kept.code) : directoryPaths.newOrganisation;
  const back = kept ? directoryPaths.organisation(kept.code) : directoryPaths.organisations;
  return (
    <>
      <Crumbs lang={lang} kept={kept} here={kept ? t.edit : t.add} />
      <PageHead
        title={<Quoting lang={lang} text={title} quoted={[kept?.nameEn === null ? kept.name : null]} />}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {failure?.conflict && kept && <Conflict lang={lang} typed={props.values} kept={valuesOf(kept)} />}
      <Form
        lang={lang}
        action={localPath(lang, path)}
        csrfToken={props.csrfToken}
        guard
        hidden={kept ? { version: String(kept.version) } : {}}
      >
        <Fields {...props} />
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton look="secondary" href={localPath(lang, back)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function Crumbs({ lang, kept, here }: { lang: Language; kept: Organisation | null; here: string }) {
  const t = organisationTexts(lang);
  const items: Crumb[] = [
    { label: t.administration, href: localPath(lang, directoryPaths.administration) },
    { label: t.title, href: localPath(lang, directoryPaths.organisations) },
  ];
  if (kept)
    items.push({
      label: <Name lang={lang} named={kept} />,
      href: localPath(lang, directoryPaths.organisation(kept.code)),
    });
  return <Breadcrumbs lang={lang} items={items} here={here} />;
}

function Fields({ lang, values, failure, kept }: FormFrame) {
  const t = organisationTexts(lang);
  const form = bindForm<OrganisationValues>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <>
      {kept === null && (
        <TextField
          {...form.text('code')}
          label={t.fields.code}
          hint={t.hints.code}
          width="short"
          autocomplete="off"
          spellcheck={false}
        />
      )}
      <TextField {...form.text('name')} label={t.fields.name} hint={t.hints.name} />
      <TextField
        {...form.text('shortName')}
        label={t.fields.shortName}
        hint={<Quoting lang={lang} text={t.hints.shortName} quoted={[t.hints.shortNameExample]} />}
        optional
      />
      <TextField {...form.text('nameEn')} label={t.fields.nameEn} optional />
      <Select
        {...form.text('kind')}
        label={t.fields.kind}
        width="medium"
        options={organisationKinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
      />
      <TextField {...form.text('parent')} label={t.fields.parent} hint={t.hints.link} optional />
      <TextField
        {...form.text('taxCode')}
        label={t.fields.taxCode}
        width="medium"
        inputMode="numeric"
        optional
      />
      <DateField {...form.text('validFrom')} label={t.fields.validFrom} hint={t.hints.validFrom} optional />
      <DateField {...form.text('validTo')} label={t.fields.validTo} hint={t.hints.validTo} optional />
      <TextArea
        {...form.text('predecessors')}
        label={t.fields.predecessors}
        hint={t.hints.links}
        rows={3}
        optional
      />
      <TextArea
        {...form.text('successors')}
        label={t.fields.successors}
        hint={t.hints.links}
        rows={3}
        optional
      />
      <TextField {...form.text('source')} label={t.fields.source} hint={t.hints.source} optional />
      <Checkbox {...form.text('confirmed')} label={t.fields.confirmed} checked={values.confirmed === '1'} />
      <Checkbox
        {...form.text('illustrative')}
        label={t.fields.illustrative}
        checked={values.illustrative === '1'}
      />
    </>
  );
}

/** Where what was typed and what is kept differ, after two people saved at once. */
function Conflict(props: {
  readonly lang: Language;
  readonly typed: OrganisationValues;
  readonly kept: OrganisationValues;
}) {
  const { lang, typed, kept } = props;
  const t = organisationTexts(lang);
  const fields = (Object.keys(kept) as OrganisationField[]).filter((field) => typed[field] !== kept[field]);
  const shown = (field: OrganisationField, value: string) =>
    field === 'confirmed' || field === 'illustrative'
      ? shownValue(lang, field, String(value === '1'))
      : shownValue(lang, field, value);
  return (
    <Notice lang={lang} kind="warning" title={t.conflictTitle} live>
      <p>{fields.length === 0 ? t.conflictSame : t.conflictText}</p>
      {fields.length > 0 && (
        <Table
          lang={lang}
          caption={t.conflictTitle}
          captionHidden
          rows={fields}
          rowKey={(field) => field}
          columns={[
            { key: 'field', label: t.conflictField, head: true, cell: (field) => t.fields[field] },
            { key: 'typed', label: t.conflictYours, cell: (field) => shown(field, typed[field]) },
            { key: 'kept', label: t.conflictKept, cell: (field) => shown(field, kept[field]) },
          ]}
        />
      )}
    </Notice>
  );
}

/** Asks for the last day of an organisation and for its successors. */
export function EndForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly organisation: Organisation;
  readonly accounts: number;
  readonly values: { readonly validTo: string; readonly successors: string };
  readonly failure: FormFailure | null;
}) {
  const { lang, organisation, failure } = props;
  const t = organisationTexts(lang);
  const form = bindForm<typeof props.values>({ lang, values: props.values, errors: failure?.errors ?? {} });
  return (
    <>
      <Crumbs lang={lang} kept={organisation} here={t.end} />
      <PageHead
        title={
          <Quoting
            lang={lang}
            text={t.endTitle(nameIn(lang, organisation))}
            quoted={[organisation.nameEn === null ? organisation.name : null]}
          />
        }
        lead={t.endText}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {failure?.conflict && (
        <Notice lang={lang} kind="warning" title={t.conflictTitle} live>
          <p>{t.conflictSame}</p>
        </Notice>
      )}
      {props.accounts > 0 && (
        <Notice lang={lang} kind="information">
          <p>{t.endAccounts(formatNumber(lang, props.accounts, 0))}</p>
        </Notice>
      )}
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.endOrganisation(organisation.code))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(organisation.version) }}
      >
        <DateField {...form.text('validTo')} label={t.fields.validTo} />
        <TextArea
          {...form.text('successors')}
          label={t.fields.successors}
          hint={t.hints.links}
          rows={3}
          optional
        />
        <Buttons>
          <Button look="danger">{t.end}</Button>
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.organisation(organisation.code))}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
