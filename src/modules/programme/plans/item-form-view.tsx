import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan, type Sector } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { nameMost, productMost } from '../tasks/task.ts';
import type { FormFailure } from './form-view.tsx';
import { cadences, directions, type TypedTarget, type TypedTask } from './inputs.ts';
import { PlanCrumbs } from './parts.tsx';
import type { Plan } from './queries.ts';
import { planTexts } from './texts.ts';

interface ItemProps<Typed> {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly plan: Plan;
  /** null: a new one. */
  readonly item: { readonly id: number; readonly code: string; readonly version: number } | null;
  readonly values: Typed;
  readonly sectors: readonly Sector[];
  readonly failure: FormFailure | null;
  readonly formKey: string;
}

function ItemPage<Typed>(
  props: ItemProps<Typed> & {
    readonly title: string;
    readonly action: string;
    readonly children: preact.ComponentChildren;
  },
) {
  const { lang, csrfToken, plan, item, failure, formKey, title, action } = props;
  const t = planTexts(lang);
  const form = { lang, csrfToken, action: localPath(lang, action) };
  return (
    <>
      <PlanCrumbs lang={lang} plan={plan} here={item ? item.code : title} />
      <PageHead title={title} lead={item?.code} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      <Form
        {...form}
        guard
        label={title}
        hidden={item ? { version: String(item.version) } : { khoa: formKey }}
      >
        {props.children}
        <Buttons>
          <Button name="do" value="luu">
            {t.save}
          </Button>
        </Buttons>
      </Form>
      {item && (
        <Form {...form} label={t.remove} hidden={{ version: String(item.version) }}>
          <Buttons>
            <Button look="danger" name="do" value="xoa">
              {t.remove}
            </Button>
          </Buttons>
        </Form>
      )}
    </>
  );
}

function Common(props: {
  readonly lang: Language;
  readonly plan: Plan;
  readonly of: 'tasks' | 'targets';
  readonly field: {
    text(name: 'tt' | 'annex' | 'group'): {
      readonly lang: Language;
      readonly name: string;
      readonly error: string | undefined;
      readonly value: string;
    };
  };
}) {
  const { lang, plan, of, field } = props;
  const t = planTexts(lang);
  const groups = plan.groups.filter((group) => group.of === of);
  return (
    <>
      <TextField {...field.text('tt')} label={t.tt} width="short" optional />
      <TextField {...field.text('annex')} label={t.annex} width="medium" optional />
      {groups.length > 0 && (
        <Select
          {...field.text('group')}
          label={of === 'tasks' ? t.group : t.block}
          empty={t.noGroup}
          optional
          options={groups.map(({ id, label, name }) => ({
            ...{ value: String(id), label: label ? `${label}. ${name}` : name, lang: otherThan(lang, 'vi') },
          }))}
        />
      )}
    </>
  );
}

function sectorOptions({ lang, sectors }: { readonly lang: Language; readonly sectors: readonly Sector[] }) {
  return sectors.map(({ code, name, nameEn }) => ({
    value: code,
    label: lang === 'en' && nameEn ? nameEn : name,
  }));
}

/** A task of a draft with every field. */
export function TaskForm(props: ItemProps<TypedTask>) {
  const { lang, plan, item, values, failure } = props;
  const t = planTexts(lang);
  const field = bindForm<TypedTask>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <ItemPage
      {...props}
      title={item ? t.changeTask : t.addTask}
      action={item ? programmeWork.draftTask(plan.id, item.id) : programmeWork.newTask(plan.id)}
    >
      <TextArea {...field.text('name')} label={t.taskName} rows={4} most={nameMost} />
      <TextArea {...field.text('nameEn')} label={t.nameEn} rows={2} optional />
      <Common lang={lang} plan={plan} of="tasks" field={field} />
      <TextArea {...field.text('leads')} label={t.leads} hint={t.leadsHint} rows={2} optional />
      <TextArea {...field.text('partners')} label={t.partners} hint={t.partnersHint} rows={2} optional />
      <TextArea {...field.text('product')} label={t.product} rows={2} most={productMost} optional />
      <TextField {...field.text('deadline')} label={t.deadline} hint={t.deadlineHint} optional />
      <Select
        {...field.text('cadence')}
        label={t.cadence}
        width="medium"
        empty={t.chooseNone}
        optional
        options={cadences.map((one) => ({ value: one, label: t.cadences[one] }))}
      />
      <Select
        {...field.text('sector')}
        label={t.sector}
        empty={t.chooseNone}
        optional
        options={sectorOptions(props)}
      />
      <Checkbox lang={lang} name="shown" label={t.shown} checked={values.shown === '1'} />
    </ItemPage>
  );
}

/** A target of a draft with every field. */
export function TargetForm(props: ItemProps<TypedTarget>) {
  const { lang, plan, item, values, failure } = props;
  const t = planTexts(lang);
  const field = bindForm<TypedTarget>({ lang, values, errors: failure?.errors ?? {} });
  return (
    <ItemPage
      {...props}
      title={item ? t.changeTarget : t.addTarget}
      action={item ? programmeWork.draftTarget(plan.id, item.id) : programmeWork.newTarget(plan.id)}
    >
      <TextArea {...field.text('name')} label={t.targetName} rows={3} most={nameMost} />
      <TextArea {...field.text('nameEn')} label={t.nameEn} rows={2} optional />
      <Common lang={lang} plan={plan} of="targets" field={field} />
      <TextField {...field.text('parent')} label={t.parent} hint={t.parentHint} width="short" optional />
      <TextField {...field.text('unit')} label={t.unit} width="medium" optional />
      <TextField {...field.text('values')} label={t.values} hint={t.valuesHint} optional />
      <Select
        {...field.text('direction')}
        label={t.direction}
        width="medium"
        empty={t.directionByValue}
        optional
        options={directions.map((one) => ({ value: one, label: t.directions[one] }))}
      />
      <TextArea {...field.text('agencies')} label={t.owners} hint={t.partnersHint} rows={2} optional />
      <Select
        {...field.text('frequency')}
        label={t.frequency}
        width="medium"
        empty={null}
        options={cadences.map((one) => ({ value: one, label: t.cadences[one] }))}
      />
      <TextField {...field.text('until')} label={t.until} hint={t.untilHint} width="medium" optional />
      <Select
        {...field.text('sector')}
        label={t.sector}
        empty={t.chooseNone}
        optional
        options={sectorOptions(props)}
      />
      <Checkbox lang={lang} name="shown" label={t.shown} checked={values.shown === '1'} />
    </ItemPage>
  );
}
