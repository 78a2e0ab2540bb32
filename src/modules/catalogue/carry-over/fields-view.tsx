import type { Language } from '../../../kernel/text.ts';
import { RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, Hint } from '../../../ui/form.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import { foreign } from '../edition-views.tsx';
import { withQuery, work } from '../paths.ts';
import { outcomeNames, outcomes } from './outcome.ts';
import { carryTexts } from './texts.ts';

/** An outcome as typed; the names are those of the form. */
export interface OutcomeValues {
  readonly outcome: string;
  readonly note: string;
  readonly noteEn: string;
  readonly reference: string;
  readonly into: string;
  readonly reason: string;
}

export interface OutcomeFieldsProps {
  readonly language: Language;
  readonly edition: Edition;
  readonly values: OutcomeValues;
  readonly errors: Readonly<Partial<Record<string, string>>>;
  /** Editions that are being written and follow this one. */
  readonly drafts: readonly Pick<Edition, 'id' | 'code' | 'title'>[];
  /** What is said here is public already, all of it or of some entries: a change of that needs a reason. */
  readonly corrects: 'all' | 'some' | 'none';
  /** What the person may write here: every outcome, nothing but carrying over, or none, since the rest is the head's word. */
  readonly allowed: 'all' | 'carry' | 'none';
}

const mostCharacters = 2_000;

export function OutcomeFields(props: OutcomeFieldsProps) {
  const { language, edition, values, errors, drafts } = props;
  const t = carryTexts(language);
  const field = bindForm<OutcomeValues>({ lang: language, values, errors });
  return (
    <>
      <OfferedOutcomes {...props} />
      <TextArea
        {...field.text('note')}
        label={t.note}
        hint={t.noteHint}
        rows={3}
        most={mostCharacters}
        optional="at times"
      />
      <TextField {...field.text('reference')} label={t.reference} hint={t.referenceHint} optional />
      <TextArea {...field.text('noteEn')} label={t.noteEn} rows={2} most={mostCharacters} optional />
      {drafts.length > 0 ? (
        <Select
          {...field.text('into')}
          label={t.into}
          hint={t.intoHint}
          empty={t.chooseDraft}
          options={drafts.map(({ id, code, title }) => ({
            value: String(id),
            label: `${code}: ${title}`,
            lang: foreign(language),
          }))}
          optional="at times"
        />
      ) : (
        <Hint>
          {t.noDraft}{' '}
          <a href={localPath(language, withQuery(work.newEdition, { loai: edition.kind }))}>{t.newDraft}</a>
        </Hint>
      )}
      {drafts.length === 0 && errors.into && (
        <p class="field-error" id="f-into">
          {errors.into}
        </p>
      )}
      {props.corrects !== 'none' && (
        <TextArea
          {...field.text('reason')}
          label={t.reason}
          hint={props.corrects === 'some' ? t.reasonHintSome : t.reasonHint}
          rows={2}
          most={mostCharacters}
          optional={props.corrects === 'some' && 'at times'}
        />
      )}
    </>
  );
}

function OfferedOutcomes({ language, values, errors, allowed }: OutcomeFieldsProps) {
  const t = carryTexts(language);
  const offered = outcomes.filter((outcome) => allowed === 'all' || outcome === 'carried_over');
  return (
    <>
      {allowed === 'carry' && <Hint>{t.carriesOnly}</Hint>}
      <RadioGroup
        lang={language}
        name="outcome"
        label={t.outcome}
        error={errors.outcome}
        value={values.outcome}
        options={offered.map((outcome) => ({ value: outcome, label: outcomeNames[outcome][language] }))}
      />
    </>
  );
}
