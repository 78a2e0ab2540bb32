import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Sector } from '../../catalogue/index.ts';
import type { FormFailure } from '../../directory/index.ts';
import type { TaskGroup } from '../assignment/queries.ts';
import { assignmentTexts } from '../assignment/texts.ts';
import { PlanCrumbs } from '../assignment/work-frame.tsx';
import type { PlanRow } from '../plans/store.ts';
import { directions } from '../targets/load.ts';
import { nameMost, productMost } from '../tasks/task.ts';
import { planVersionTexts } from './texts.ts';

export interface AmendProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly plan: PlanRow;
  readonly form: FormFields;
  readonly failure: FormFailure | null;
  readonly groups: readonly TaskGroup[];
  readonly sectors: readonly Sector[];
}

const cadences = ['month', 'quarter', 'half_year', 'year'] as const;

/** A form that changes, adds or takes out one item; `history` stands below it. */
export function AmendPage(
  props: AmendProps & {
    readonly kind: 'task' | 'target' | 'newTask' | 'newTarget';
    readonly address: string;
    readonly code: string | null;
    readonly history: ComponentChildren;
  },
) {
  const { language, plan, form, failure, kind, code } = props;
  const t = planVersionTexts(language);
  const title = { task: t.amendTask, target: t.amendTarget, newTask: t.addTask, newTarget: t.addTarget }[
    kind
  ];
  const added = kind === 'newTask' || kind === 'newTarget';
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={title} />
      <ErrorSummary lang={language} errors={failure?.errors ?? {}} general={failure?.general} />
      <PageHead
        title={title}
        lead={
          code ? (
            <>
              {code} <InVietnamese lang={language}>{plan.title}</InVietnamese>
            </>
          ) : (
            <InVietnamese lang={language}>{plan.title}</InVietnamese>
          )
        }
      />
      <div class="stack">
        <Form
          lang={language}
          action={localPath(language, props.address)}
          csrfToken={props.csrfToken}
          hidden={{ version: form.get('version') }}
          guard
        >
          <ByFields {...props} correctable={!added} />
          {kind === 'target' || kind === 'newTarget' ? (
            <TargetFields {...props} added={added} />
          ) : (
            <TaskFields {...props} />
          )}
          <Buttons>
            <Button name="do" value="sua">
              {added ? t.add : t.save}
            </Button>
          </Buttons>
          {!added && (
            <>
              <Hint>{t.takeOutHelp}</Hint>
              <Buttons>
                <Button look="danger" name="do" value="bo">
                  {t.takeOut}
                </Button>
              </Buttons>
            </>
          )}
        </Form>
        {props.history}
      </div>
    </>
  );
}

type FieldsProps = AmendProps & { readonly correctable?: boolean };

function bound({ language, form, failure }: AmendProps) {
  return (name: string) => ({
    ...{ lang: language, name, value: form.get(name), error: failure?.errors[name] },
  });
}

function ByFields(props: FieldsProps) {
  const { language } = props;
  const t = planVersionTexts(language);
  const field = bound(props);
  return (
    <>
      {props.correctable && (
        <RadioGroup
          {...field('why')}
          label={t.why}
          options={(['amended', 'corrected'] as const).map((value) => ({ value, label: t.whys[value] }))}
        />
      )}
      <TextField {...field('document')} label={t.document} hint={t.documentHint} optional="at times" />
      <TextField {...field('from')} label={t.from} hint={t.fromHint} width="short" optional />
      <TextField {...field('words')} label={t.words} hint={t.wordsHint} optional="at times" />
    </>
  );
}

function Frame(props: FieldsProps & { readonly nameLabel: string; readonly children: ComponentChildren }) {
  const { language, groups, sectors } = props;
  const t = planVersionTexts(language);
  const field = bound(props);
  return (
    <>
      <TextField {...field('tt')} label={t.tt} width="short" optional />
      <Select
        {...field('group')}
        label={t.group}
        empty={t.noGroup}
        optional
        options={groups.map(({ id, name }) => ({ value: String(id), label: name, lang: 'vi' }))}
      />
      <TextArea {...field('name')} label={props.nameLabel} rows={4} most={nameMost} />
      <TextField {...field('nameEn')} label={t.nameEn} optional />
      {props.children}
      <Select
        {...field('sector')}
        label={t.sector}
        empty={t.noSector}
        optional
        options={sectors.map(({ code, name, nameEn }) => ({
          value: code,
          label: language === 'vi' ? name : nameEn,
        }))}
      />
    </>
  );
}

function TaskFields(props: FieldsProps) {
  const { language } = props;
  const t = planVersionTexts(language);
  const field = bound(props);
  const hints = assignmentTexts(language);
  return (
    <Frame {...props} nameLabel={t.name}>
      <TextField {...field('leads')} label={t.leads} hint={hints.agenciesHint} optional />
      <TextField {...field('partners')} label={t.partners} optional />
      <TextField
        {...field('deadline')}
        label={t.deadline}
        hint={hints.deadlineHint}
        width="medium"
        optional
      />
      <Select
        {...field('cadence')}
        label={t.cadence}
        empty={t.noCadence}
        optional
        options={cadences.map((value) => ({ value, label: t.frequencies[value] }))}
      />
      <TextArea {...field('product')} label={t.product} rows={3} most={productMost} optional />
    </Frame>
  );
}

function TargetFields(props: FieldsProps & { readonly added: boolean }) {
  const t = planVersionTexts(props.language);
  const field = bound(props);
  return (
    <Frame {...props} nameLabel={t.targetName}>
      {props.added && (
        <TextField {...field('parent')} label={t.parent} hint={t.parentHint} width="short" optional />
      )}
      <TextField {...field('unit')} label={t.unit} width="short" optional />
      <TextField {...field('values')} label={t.values} hint={t.valuesHint} />
      <Select
        {...field('direction')}
        label={t.direction}
        empty={props.added ? t.byValues : null}
        optional={props.added}
        options={directions.map((value) => ({ value, label: t.directions[value] }))}
      />
      <Select
        {...field('frequency')}
        label={t.frequency}
        empty={null}
        options={cadences.map((value) => ({ value, label: t.frequencies[value] }))}
      />
      <TextField {...field('until')} label={t.until} width="short" optional />
      <TextField
        {...field('owners')}
        label={t.owners}
        hint={assignmentTexts(props.language).agenciesHint}
        optional
      />
    </Frame>
  );
}
