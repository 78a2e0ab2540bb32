import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, type FieldErrors, Fieldset, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { directions, frequencies } from './load.ts';
import { TargetCrumbs, TargetName } from './parts.tsx';
import type { TargetInWork } from './queries.ts';
import { targetStateTexts } from './states.ts';
import { directionFits } from './target.ts';
import { targetTexts } from './texts.ts';
import type { TypedWay } from './way-inputs.ts';

export interface WayFormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly target: TargetInWork;
  readonly typed: TypedWay;
  readonly version: number;
  /** Whether it has one value, on the way to which levels can be set. */
  readonly levelled: boolean;
  readonly errors: FieldErrors;
  readonly general: string | undefined;
}

/** How a target is measured, from where and by which levels, and who answers for it. */
export function WayForm(props: WayFormProps) {
  const { lang, target, typed, errors } = props;
  const t = targetTexts(lang);
  const field = bindForm<Omit<TypedWay, 'levels'>>({ lang, values: typed, errors });
  const fitting = directions.filter((one) => target.values.length === 0 || directionFits(target.values, one));
  return (
    <>
      <TargetCrumbs lang={lang} target={target} here={t.way.title} />
      <PageHead
        title={t.way.title}
        lead={<TargetName lang={lang} name={target.name} nameEn={target.nameEn} />}
      />
      <ErrorSummary lang={lang} errors={errors} general={props.general} />
      <p>{t.way.lead}</p>
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.targetWay(target.id))}
        csrfToken={props.csrfToken}
        guard
        hidden={{ version: String(props.version) }}
      >
        <Fieldset legend={t.way.measure}>
          <Select
            {...field.text('direction')}
            label={t.direction}
            width="medium"
            empty={null}
            options={fitting.map((one) => ({ value: one, label: targetStateTexts(lang).direction[one] }))}
          />
          <Select
            {...field.text('frequency')}
            label={t.frequency}
            width="medium"
            empty={null}
            options={frequencies.map((one) => ({ value: one, label: t.frequencies[one] }))}
          />
          <DateField {...field.text('until')} label={t.way.until} optional />
        </Fieldset>
        {props.levelled && (
          <>
            <Fieldset legend={t.way.begin} hint={t.way.beginHelp}>
              <TextField {...field.text('baseline')} label={t.way.baseline} width="short" optional />
              <DateField {...field.text('baselineOn')} label={t.way.baselineOn} optional />
              <TextField {...field.text('baselineSource')} label={t.way.baselineSource} optional />
            </Fieldset>
            <Levels {...props} />
          </>
        )}
        <Fieldset legend={t.way.limits} hint={t.way.limitsHelp}>
          <TextField {...field.text('least')} label={t.way.least} width="short" optional />
          <TextField {...field.text('most')} label={t.way.most} width="short" optional />
        </Fieldset>
        <TextArea {...field.text('owners')} label={t.way.owners} hint={t.way.ownersHint} rows={3} optional />
        <TextField {...field.text('document')} label={t.way.document} hint={t.way.documentHint} optional />
        <Buttons>
          <Button>{t.way.save}</Button>
          <LinkButton look="quiet" href={localPath(lang, programmeWork.target(target.id))}>
            {t.form.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function Levels({ lang, typed, errors }: WayFormProps) {
  const t = targetTexts(lang).way;
  const years = Object.keys(typed.levels).sort();
  if (years.length === 0) return null;
  return (
    <Fieldset legend={t.levels} hint={t.levelsHelp}>
      {years.map((year) => (
        <TextField
          key={year}
          lang={lang}
          name={`level-${year}`}
          label={t.year(year)}
          value={typed.levels[year] ?? ''}
          error={errors[`level-${year}`]}
          width="short"
          autocomplete="off"
          optional
        />
      ))}
    </Fieldset>
  );
}
