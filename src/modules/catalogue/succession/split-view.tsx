import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../../ui/choices.tsx';
import { TextArea, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import type { EntryRecord } from '../entry-store.ts';
import { titleLimit } from '../inputs.ts';
import { work } from '../paths.ts';
import { type DivisibleRow, divisibleFields } from './dividing.ts';
import { successionTexts } from './texts.ts';

/** What was typed: titles of the parts in order, and by key of a row the numbers of the parts it is ticked for. */
export interface SplitValues {
  readonly stays: boolean;
  readonly titles: readonly string[];
  readonly ticks: Readonly<Record<string, readonly string[]>>;
  readonly version: number;
}

interface SplitProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly entry: EntryRecord;
  readonly code: string;
  readonly rows: readonly DivisibleRow[];
  readonly values: SplitValues;
  readonly mayLeave: boolean;
  /** The page one came from. */
  readonly back: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly general: string | undefined;
}

/** The parts of an entry: their titles, and which rows each gets. */
export function SplitPage(props: SplitProps) {
  const { language, edition, entry, code, values, errors } = props;
  const t = successionTexts(language);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.splitTitle} />
      <ErrorSummary lang={language} errors={errors} general={props.general} />
      <PageHead
        title={t.splitTitle}
        lead={
          <>
            {code} · <span lang={foreign(language)}>{entry.title}</span>
          </>
        }
      />
      <Form
        lang={language}
        action={localPath(language, work.splitEntry(edition.id, entry.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(values.version), ...(!props.mayLeave && { giu: '1' }) }}
        guard
        wide
      >
        <p>{t.splitLead}</p>
        <TextField
          lang={language}
          name="phan"
          label={t.parts}
          value={String(values.titles.length)}
          error={errors.phan}
          width="short"
          inputMode="numeric"
        />
        {/* Enter in a field presses the first button: it must not split */}
        <Buttons>
          <Button look="secondary" small name="do" value="phan">
            {t.changeParts}
          </Button>
        </Buttons>
        {props.mayLeave && (
          <RadioGroup
            lang={language}
            name="giu"
            label={t.origin}
            error={errors.giu}
            value={values.stays ? '1' : '0'}
            options={[
              { value: '1', label: t.stays },
              { value: '0', label: t.leaves },
            ]}
          />
        )}
        {values.titles.map((title, at) => (
          <TextArea
            key={`ten-${at}`}
            lang={language}
            name={`ten-${at}`}
            label={t.partTitle(at + 1)}
            value={title}
            error={errors[`ten-${at}`]}
            rows={2}
            most={titleLimit}
          />
        ))}
        <Rows {...props} />
        <p class="quiet">{t.undoSplit}</p>
        <Buttons>
          <Button name="do" value="tach">
            {t.doSplit}
          </Button>
          <LinkButton href={localPath(language, props.back)} look="quiet">
            {t.back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function Rows({ language, entry, rows, values, errors }: SplitProps) {
  const t = successionTexts(language);
  if (rows.length === 0) return <p>{t.noRows}</p>;
  const options = values.titles.map((_, at) => ({ value: String(at), label: t.part(at + 1) }));
  return (
    <>
      <h2>{t.rows}</h2>
      <p class="hint">{t.rowsHint}</p>
      {divisibleFields(entry.kind).map((field) => {
        const own = rows.filter((row) => row.field === field.name);
        if (own.length === 0) return null;
        return (
          <Fieldset key={field.name} legend={field.label[language]}>
            {own.map((row) => (
              <CheckboxGroup
                key={row.key}
                lang={language}
                name={row.key}
                label={row.text}
                values={values.ticks[row.key] ?? []}
                error={errors[row.key]}
                options={options}
                columns
              />
            ))}
          </Fieldset>
        );
      })}
    </>
  );
}
