import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import type { TypedHead } from './inputs.ts';
import { PlanCrumbs } from './parts.tsx';
import { planLevels, relationKinds } from './plan.ts';
import type { OrganisationChoice, Plan } from './queries.ts';
import { planTexts } from './texts.ts';

/** Why a form came back. */
export interface FormFailure {
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
  readonly status: number;
}

export interface HeadValues extends TypedHead {
  /** By which a plan in force is amended. */
  readonly document: string;
}

interface HeadProps {
  readonly lang: Language;
  readonly csrfToken: string;
  /** null: a new one. */
  readonly plan: Plan | null;
  readonly values: HeadValues;
  readonly organisations: readonly OrganisationChoice[];
  readonly failure: FormFailure | null;
  readonly formKey: string;
}

export function fieldsOf({ lang, values, failure }: Pick<HeadProps, 'lang' | 'values' | 'failure'>) {
  return bindForm<HeadValues>({ lang, values, errors: failure?.errors ?? {} });
}

/** What a plan says of itself: a new one, a draft, or one in force that is amended. */
export function PlanForm(props: HeadProps) {
  const { lang, csrfToken, plan, failure, formKey } = props;
  const t = planTexts(lang);
  const amends = plan?.state === 'in_force';
  const title = plan ? (amends ? t.amend : t.change) : t.byHand;
  const field = fieldsOf(props);
  return (
    <>
      <PlanCrumbs lang={lang} plan={plan} here={title} />
      <PageHead title={title} lead={plan ? undefined : t.byHandHelp} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      <Form
        lang={lang}
        action={localPath(lang, plan ? programmeWork.changePlan(plan.id) : programmeWork.newPlanByHand)}
        csrfToken={csrfToken}
        guard
        label={title}
        hidden={plan ? { version: String(plan.version) } : { khoa: formKey }}
      >
        {amends && (
          <TextField {...field.text('document')} label={t.amendDocument} hint={t.amendDocumentHint} />
        )}
        <HeadFields {...props} amends={amends} />
        {!amends && <RelationFields {...props} />}
        <Buttons>
          <Button>{t.save}</Button>
        </Buttons>
      </Form>
    </>
  );
}

/** The fields of a head; what others cite is not amended. */
export function HeadFields(
  props: Pick<HeadProps, 'lang' | 'values' | 'failure' | 'organisations'> & { readonly amends: boolean },
) {
  const { lang, organisations, amends } = props;
  const t = planTexts(lang);
  const field = fieldsOf(props);
  const agencies = organisations.map(({ id, name }) => ({
    ...{ value: String(id), label: name, lang: otherThan(lang, 'vi') },
  }));
  return (
    <>
      {!amends && (
        <RadioGroup
          {...field.text('level')}
          label={t.level}
          options={planLevels.map((level) => ({
            ...{ value: level, label: t.levels[level], hint: t.levelHints[level] },
          }))}
        />
      )}
      <TextArea {...field.text('title')} label={t.name} rows={3} />
      <TextArea {...field.text('titleEn')} label={t.nameEn} rows={2} optional />
      {!amends && (
        <>
          <TextField {...field.text('number')} label={t.number} hint={t.numberHint} width="medium" optional />
          <TextField {...field.text('issued')} label={t.issued} hint={t.issuedHint} width="medium" optional />
        </>
      )}
      <TextField {...field.text('issuer')} label={t.issuer} optional />
      {!amends && (
        <Select
          {...field.text('organisation')}
          label={t.organisation}
          hint={t.organisationHint}
          options={agencies}
          empty={t.chooseNone}
          optional
        />
      )}
      <Select
        {...field.text('monitor')}
        label={t.monitor}
        hint={t.monitorHint}
        options={agencies}
        empty={t.chooseNone}
        optional
      />
      <DateField {...field.text('from')} label={t.from} optional />
      <DateField {...field.text('to')} label={t.to} optional />
      {!amends && (
        <TextField {...field.text('mark')} label={t.mark} hint={t.markHint} width="medium" optional />
      )}
      <TextField {...field.text('source')} label={t.source} hint={t.sourceHint} optional />
    </>
  );
}

function RelationFields(props: HeadProps) {
  const t = planTexts(props.lang);
  const field = fieldsOf(props);
  return (
    <Fieldset
      legend={relationKinds.map((kind) => t.relations[kind].split(' ')[0]).join(', ')}
      hint={t.relationHint}
    >
      {relationKinds.map((kind) => (
        <TextArea key={kind} {...field.text(kind)} label={t.relations[kind]} rows={2} optional />
      ))}
    </Fieldset>
  );
}
