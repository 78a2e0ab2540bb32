import type { Language } from '../../kernel/text.ts';
import { DOCUMENT_KINDS } from '../../office/index.ts';
import { Checkbox } from '../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Fieldset, Hint } from '../../ui/form.tsx';
import { Quoting } from '../../ui/inline.tsx';
import { localPath } from '../../ui/site-links.ts';
import { citationText, documentName, placeInDocument } from './citation-text.ts';
import type { CitedDocument } from './citing.ts';
import type { KeptCitation } from './document.ts';
import {
  type CitationField,
  citationFieldName,
  citationFields,
  citationRoles,
  type FormErrors,
} from './inputs.ts';
import { kindNames } from './kind-names.ts';
import { documentWork } from './paths.ts';
import { workTexts } from './work-texts.ts';
import type { FormValues } from './work-values.ts';

type LinkedCitation = KeptCitation & { readonly target: CitedDocument | null };

interface CitationFieldsProps {
  readonly language: Language;
  readonly values: FormValues;
  readonly errors: FormErrors;
  readonly citations: readonly LinkedCitation[];
}

/** The list of citations, each line opening to its fields, and a place to paste more. */
export function CitationFields(props: CitationFieldsProps) {
  const { language, citations, values, errors } = props;
  const t = workTexts(language);
  return (
    <Fieldset
      legend={t.citations(citations.length)}
      hint={citations.length > 0 ? t.citationsHint : undefined}
    >
      {citations.map((citation) => (
        <OneCitation key={citation.id} {...props} citation={citation} />
      ))}
      <TextArea
        lang={language}
        name="added"
        label={t.added}
        hint={<Quoting lang={language} text={t.addedHint} quoted={[t.addedExample]} />}
        value={values.added ?? ''}
        error={errors.added?.[language]}
        rows={3}
        optional
      />
      <Select
        lang={language}
        name="addedRole"
        label={t.addedRole}
        width="medium"
        value={values.addedRole ?? 'basis'}
        empty={null}
        options={citationRoles.map((role) => ({ value: role, label: t.roles[role] }))}
        optional
      />
    </Fieldset>
  );
}

function OneCitation(props: CitationFieldsProps & { readonly citation: LinkedCitation }) {
  const { language, citation, values, errors } = props;
  const t = workTexts(language);
  const wrong = citationFields.some((field) => errors[citationFieldName(citation.id, field)]);
  const place = placeInDocument(citation);
  const bound = (field: CitationField) => {
    const name = citationFieldName(citation.id, field);
    return {
      lang: language,
      name,
      label: t.citation[field],
      value: values[name] ?? '',
      error: errors[name]?.[language],
    };
  };
  const out = citationFieldName(citation.id, 'out');
  return (
    <details class="edit-citation" open={wrong}>
      <summary>
        <span lang="vi">
          {place && `${place}, `}
          {citationText('vi', citation)}
        </span>
        <span class="quiet">
          {' '}
          · {t.roles[citation.role]}
          {citation.target && ` · ${t.inRegister}`}
        </span>
      </summary>
      <Hint>
        <Quoting lang={language} text={t.citation.raw(citation.raw)} quoted={[citation.raw]} />
      </Hint>
      {citation.target && (
        <p>
          <a href={localPath(language, documentWork.document(citation.target.id))}>
            {documentName(language, citation.target)}
          </a>
        </p>
      )}
      <Select
        {...bound('kind')}
        width="medium"
        options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: kindNames[kind][language] }))}
      />
      <TextField {...bound('number')} width="medium" optional />
      <TextField {...bound('symbol')} width="medium" optional />
      <DateField {...bound('date')} hint={t.fields.issuedHint} optional />
      <TextField {...bound('issuer')} optional />
      <TextField {...bound('title')} optional />
      <TextField {...bound('annex')} width="medium" optional />
      <TextField {...bound('item')} width="medium" optional />
      <Select
        {...bound('role')}
        width="medium"
        empty={null}
        options={citationRoles.map((role) => ({ value: role, label: t.roles[role] }))}
      />
      <Checkbox lang={language} name={out} label={t.citation.out} checked={values[out] === '1'} optional />
    </details>
  );
}
