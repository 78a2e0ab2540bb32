import type { Language, Text } from '../../kernel/text.ts';
import { DOCUMENT_KINDS, markUncertain, type UncertainWord } from '../../office/index.ts';
import { Button, Buttons } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../ui/form.tsx';
import { Quoting } from '../../ui/inline.tsx';
import { CitationFields } from './citation-fields.tsx';
import type { CitedDocument } from './citing.ts';
import type { HeadAsRead, KeptCitation } from './document.ts';
import { type FormErrors, type HeadField, longest } from './inputs.ts';
import { kindNames } from './kind-names.ts';
import { scanTexts } from './scan-texts.ts';
import { workTexts } from './work-texts.ts';
import { differingFields, type FormValues, headValues, readableFields } from './work-values.ts';

export interface DocumentFormProps {
  readonly language: Language;
  readonly action: string;
  readonly csrfToken: string;
  readonly values: FormValues;
  readonly errors: FormErrors;
  readonly citations: readonly (KeptCitation & { readonly target: CitedDocument | null })[];
  /** What the file says, shown beside each field; null when nothing was read. */
  readonly head: HeadAsRead | null;
  /** Words of a scan that may be misread. */
  readonly uncertain?: readonly UncertainWord[];
  /** What somebody else saved meanwhile. */
  readonly theirs?: FormValues | null;
  /** A message about the form as a whole. */
  readonly general?: Text | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}

/** The facts of a document, to correct beside what was read, or to type. */
export function DocumentForm(props: DocumentFormProps) {
  const { language } = props;
  const t = workTexts(language);
  const f = t.fields;
  const field = fieldsOf(props);
  return (
    <>
      <ErrorSummary
        lang={language}
        errors={Object.fromEntries(
          Object.entries(props.errors).map(([name, text]) => [name, text?.[language]]),
        )}
        general={props.general?.[language]}
      />
      <Form
        lang={language}
        action={props.action}
        csrfToken={props.csrfToken}
        hidden={props.hidden}
        label={t.review}
        guard
      >
        <Fieldset legend={t.general}>
          <Select
            {...field('kind')}
            label={f.kind}
            width="medium"
            options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: kindNames[kind][language] }))}
          />
          <TextArea {...field('title')} label={f.title} rows={3} most={longest.title} />
          <TextField {...field('number', f.numberHint)} label={f.number} width="medium" optional />
          <TextField {...field('symbol', f.symbolHint)} label={f.symbol} width="medium" optional />
          <DateField {...field('issued', f.issuedHint)} label={f.issued} optional />
          <TextField {...field('place')} label={f.place} width="medium" optional />
          <TextField {...field('issuer')} label={f.issuer} optional />
        </Fieldset>
        <Fieldset legend={t.people}>
          <TextField {...field('signerName')} label={f.signerName} width="medium" optional />
          <TextArea
            {...field('signerRoles', f.signerRolesHint, f.signerRolesExample)}
            label={f.signerRoles}
            rows={3}
            optional
          />
          <TextArea {...field('recipients', f.recipientsHint)} label={f.recipients} rows={5} optional />
        </Fieldset>
        <CitationFields
          language={language}
          values={props.values}
          errors={props.errors}
          citations={props.citations}
        />
        <Fieldset legend={t.about}>
          <TextArea {...field('abstract')} label={f.abstract} rows={4} most={longest.abstract} optional />
          <TextArea {...field('titleEn')} label={f.titleEn} rows={2} most={longest.title} optional />
          <TextArea {...field('abstractEn')} label={f.abstractEn} rows={4} most={longest.abstract} optional />
          <TextField {...field('source')} label={f.source} optional />
          <TextField {...field('sourceUrl')} label={f.sourceUrl} type="url" optional />
          <Checkbox
            lang={language}
            name="confirmed"
            label={f.confirmed}
            checked={props.values.confirmed === '1'}
            optional
          />
        </Fieldset>
        <Buttons>
          <Button>{t.save}</Button>
        </Buttons>
      </Form>
    </>
  );
}

/** Binds the fields of the form: value, error, and as hint the advice, what the file says and what others saved. */
function fieldsOf(props: DocumentFormProps) {
  const { language, values, errors, head, theirs, uncertain = [] } = props;
  const t = workTexts(language);
  const read = head === null ? null : headValues(head);
  const differing = new Set<string>(theirs ? differingFields(values, theirs) : []);
  const doubted = (found: string | undefined) => {
    const words = markUncertain(found ?? '', uncertain).flatMap(({ word }) =>
      word ? [`“${word.text}”`] : [],
    );
    return words.length > 0 ? scanTexts(language).hint([...new Set(words)].join(', ')) : undefined;
  };
  return (name: HeadField, advice?: string, example?: string) => {
    const found = read?.[name];
    const hints = [
      advice,
      read !== null && readableFields.has(name) ? (found ? t.read(shortened(found)) : t.notRead) : undefined,
      doubted(found),
      differing.has(name) ? t.theirs(shortened(theirs?.[name] || t.nothing)) : undefined,
    ].filter((hint) => hint !== undefined);
    return {
      lang: language,
      name,
      value: values[name] ?? '',
      error: errors[name]?.[language],
      hint: hints.length > 0 && (
        <Quoting
          lang={language}
          text={hints.join(' ')}
          quoted={[example, found && shortened(found), theirs && shortened(theirs[name] ?? '')]}
        />
      ),
    };
  };
}

function shortened(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`;
}
