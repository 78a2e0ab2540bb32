import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox, FileField, RadioGroup } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, type FieldErrors, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { acceptedEndings, acceptedKinds, mostAttachmentBytes, otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { reasonMost, wordsMost } from '../tasks/task.ts';
import type { TypedActual } from './actual-inputs.ts';
import { doubtText } from './doubt-texts.ts';
import type { Doubt } from './doubts.ts';
import { periodName } from './figures-view.tsx';
import { TargetCrumbs, TargetName } from './parts.tsx';
import type { TargetInWork } from './queries.ts';
import { targetTexts } from './texts.ts';

export interface FigureFormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly target: TargetInWork;
  /** Keys of the periods that can be chosen, the latest first. */
  readonly periods: readonly string[];
  /** Which of several values a figure can be of. */
  readonly scopes: readonly string[];
  readonly inWords: boolean;
  readonly typed: TypedActual;
  /** The figure that is corrected. */
  readonly corrects: number | null;
  readonly formKey: string;
  /** A file sent with the form before, sealed. */
  readonly kept: { readonly name: string; readonly sealed: string } | null;
  readonly errors: FieldErrors;
  readonly general: string | undefined;
  readonly asked: { readonly doubts: readonly Doubt[]; readonly key: string } | null;
}

/** Enters a figure, or the right one in the place of one that was wrong. */
export function FigureForm(props: FigureFormProps) {
  const { lang, target, corrects, errors, general, asked } = props;
  const t = targetTexts(lang);
  const path =
    corrects === null
      ? programmeWork.targetFigure(target.id)
      : programmeWork.targetCorrection(target.id, corrects);
  const here = corrects === null ? t.enterTitle : t.correctTitle;
  const shown = asked ? { ...errors, reason: undefined } : errors;
  return (
    <>
      <TargetCrumbs lang={lang} target={target} here={here} />
      <PageHead title={here} lead={<TargetName lang={lang} name={target.name} nameEn={target.nameEn} />} />
      <ErrorSummary lang={lang} errors={shown} general={general} />
      {corrects !== null && <p>{t.correctLead}</p>}
      {asked && (
        <Notice lang={lang} kind="warning" title={t.form.ask} live>
          <ul>
            {asked.doubts.map((doubt) => (
              <li key={doubt.code}>{doubtText(lang, doubt)}</li>
            ))}
          </ul>
          <p>{t.form.askHelp}</p>
        </Notice>
      )}
      <Form
        lang={lang}
        action={localPath(lang, path)}
        csrfToken={props.csrfToken}
        upload
        guard
        hidden={{
          ...{ key: props.formKey, version: String(target.version) },
          ...(asked ? { confirmed: asked.key } : {}),
          ...(props.kept ? { kept: props.kept.sealed } : {}),
        }}
      >
        <Fields {...props} />
        <Buttons>
          <Button>{asked ? t.form.confirm : t.form.save}</Button>
          <LinkButton look="quiet" href={localPath(lang, programmeWork.target(target.id))}>
            {t.form.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function Fields(props: FigureFormProps) {
  const { lang, target, typed, inWords, corrects, asked } = props;
  const t = targetTexts(lang).form;
  const field = bindForm<TypedActual>({ lang, values: typed, errors: props.errors });
  const words = (
    <TextArea
      {...field.text('words')}
      label={t.words}
      hint={t.wordsHint}
      rows={3}
      most={wordsMost}
      optional={!inWords}
    />
  );
  return (
    <>
      <Select
        {...field.text('period')}
        label={t.period}
        width="medium"
        options={props.periods.map((key) => ({ value: key, label: periodName(lang, key) }))}
      />
      {props.scopes.length > 1 && (
        <Select
          {...field.text('scope')}
          label={t.scope}
          width="medium"
          options={props.scopes.map((scope) => ({ value: scope, label: scope, lang: otherThan(lang, 'vi') }))}
        />
      )}
      {inWords && words}
      {inWords && (
        <RadioGroup
          {...field.text('fulfilled')}
          label={t.fulfilled}
          options={[
            { value: 'yes', label: t.yes },
            { value: 'no', label: t.no },
            { value: '', label: t.unsaid },
          ]}
        />
      )}
      <TextField
        {...field.text('value')}
        label={target.unit ? t.value(target.unit) : t.valuePlain}
        hint={t.valueHint}
        width="medium"
        inputMode="text"
        autocomplete="off"
        optional={inWords ? true : 'at times'}
      />
      {!inWords && (
        <Checkbox {...field.text('estimate')} label={t.estimate} checked={typed.estimate === '1'} />
      )}
      <DateField {...field.text('asOf')} label={t.asOf} />
      {!inWords && words}
      <TextArea {...field.text('source')} label={t.source} hint={t.sourceHint} rows={2} />
      <FileField
        lang={lang}
        name="file"
        label={t.file}
        hint={props.kept ? t.fileKept(props.kept.name) : undefined}
        error={props.errors.file}
        accept={acceptedEndings}
        kinds={acceptedKinds[lang]}
        mostBytes={mostAttachmentBytes}
        optional
      />
      {(corrects !== null || asked || typed.reason !== '') && (
        <TextArea
          {...field.text('reason')}
          error={asked ? undefined : props.errors.reason}
          label={corrects === null ? t.reason : t.reasonCorrect}
          hint={asked ? t.reasonHint : undefined}
          rows={3}
          most={reasonMost}
        />
      )}
    </>
  );
}
