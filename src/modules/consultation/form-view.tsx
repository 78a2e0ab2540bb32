import type { Language } from '../../kernel/text.ts';
import { Button, Buttons } from '../../ui/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../ui/form.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type Agency, agencyIn, otherThan } from '../catalogue/index.ts';
import { audiences, type Consultation, introductionMost, reasonMost } from './consultation.ts';
import type { Failure } from './failure.ts';
import type { TypedConsultation } from './inputs.ts';
import { consultationWork } from './paths.ts';
import { consultationWorkTexts } from './work-texts.ts';
import { WorkCrumbs } from './work-view.tsx';

export interface FormValues extends TypedConsultation {
  /** Id of the edition; `van-ban`: a document. */
  readonly edition: string;
}

interface FormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly editions: readonly { readonly id: number; readonly code: string; readonly title: string }[];
  readonly agencies: readonly Agency[];
  /** Null: a new one. */
  readonly consultation: Consultation | null;
  readonly values: FormValues;
  readonly failure: Failure | null;
  readonly formKey: string;
}

/** What is said of a consultation: a new one, or one that is being prepared. */
export function ConsultationForm(props: FormProps) {
  const { lang, csrfToken, consultation, failure, formKey, editions } = props;
  const t = consultationWorkTexts(lang);
  const title = consultation ? t.change : t.create;
  const field = fieldsOf(props);
  const vietnamese = otherThan(lang, 'vi');
  const path = consultation ? consultationWork.change(consultation.id) : consultationWork.create;
  return (
    <>
      <WorkCrumbs lang={lang} consultation={consultation} here={title} />
      <PageHead title={title} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      <Form
        lang={lang}
        action={localPath(lang, path)}
        csrfToken={csrfToken}
        guard
        label={title}
        hidden={consultation ? { version: String(consultation.version) } : { khoa: formKey }}
      >
        {!consultation && (
          <Select
            {...field.text('edition')}
            label={t.subject}
            hint={t.editionHint}
            options={[
              ...editions.map((edition) => ({
                ...{
                  value: String(edition.id),
                  label: `${edition.code}: ${edition.title}`,
                  lang: vietnamese,
                },
              })),
              { value: 'van-ban', label: t.document },
            ]}
          />
        )}
        <TextField {...field.text('title')} label={t.name} />
        <TextField {...field.text('titleEn')} label={t.nameEn} optional />
        <TextArea
          {...field.text('introduction')}
          label={t.introduction}
          hint={t.introductionHint}
          rows={6}
          most={introductionMost}
          optional
        />
        <TextField {...field.text('agency')} label={t.agency} />
        <TextArea
          {...field.text('contact')}
          label={t.contact}
          hint={t.contactHint}
          rows={3}
          most={reasonMost}
          optional
        />
        <DateField {...field.text('from')} label={t.from} />
        <DateField {...field.text('to')} label={t.to} />
        <Who {...props} />
        <Buttons>
          <Button>{consultation ? t.save : t.start}</Button>
        </Buttons>
      </Form>
    </>
  );
}

function fieldsOf({ lang, values, failure }: FormProps) {
  return bindForm<FormValues>({ lang, values, errors: failure?.errors ?? {} });
}

/** Who is asked. */
function Who(props: FormProps) {
  const { lang, agencies, values } = props;
  const t = consultationWorkTexts(lang);
  const field = fieldsOf(props);
  return (
    <>
      <RadioGroup
        {...field.text('audience')}
        label={t.audience}
        options={audiences.map((value) => ({ value, label: t.audiences[value] }))}
      />
      <Checkbox lang={lang} name="namesShown" label={t.namesShown} checked={values.namesShown === '1'} />
      {agencies.length > 0 && (
        <CheckboxGroup
          {...field.choices('agencies')}
          label={t.agencies}
          hint={t.agenciesHint}
          columns
          optional
          options={agencies.map((agency) => {
            const named = agencyIn(lang, agency, '');
            return { value: String(agency.id), label: named.name, lang: named.lang };
          })}
        />
      )}
      <TextArea {...field.text('people')} label={t.people} hint={t.peopleHint} rows={3} optional />
    </>
  );
}
