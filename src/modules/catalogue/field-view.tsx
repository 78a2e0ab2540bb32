import type { Language } from '../../kernel/text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../ui/choices.tsx';
import { describedBy, FieldError, OptionalMark, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { fieldId, Hint } from '../../ui/form.tsx';
import { citationText } from '../documents/index.ts';
import type { CellField, Field } from './entry-fields.ts';
import { cellName, one, readBasis, rowsIn, type Values } from './entry-form.ts';
import { entryTexts } from './entry-texts.ts';

/** Choices the installation gives: sectors, communes, organisations. */
export interface FormChoices {
  readonly sectors: readonly { readonly value: string; readonly label: string }[];
  readonly communes: readonly { readonly value: string; readonly label: string }[];
  readonly organisations: readonly string[];
  /** Names in this entry that the directory does not know. */
  readonly unknown: ReadonlySet<string>;
}

export interface FieldsProps {
  readonly language: Language;
  readonly values: Values;
  readonly errors: Readonly<Record<string, string>>;
  readonly choices: FormChoices;
}

/** The id of the list of organisations every organisation field offers; it stands once in the form. */
const organisationList = 'danh-sach-co-quan';

export function OrganisationList({ names }: { readonly names: readonly string[] }) {
  return (
    <datalist id={organisationList}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

export function FieldView(props: FieldsProps & { readonly field: Field }) {
  const { field, language, values, errors } = props;
  const common = {
    lang: language,
    name: field.name,
    label: field.label[language],
    hint: field.hint?.[language],
    error: errors[field.name],
  };
  const value = one(values, field.name);
  switch (field.kind) {
    case 'rows':
      return <RowsView {...props} field={field} />;
    case 'tick':
      return <Checkbox {...common} checked={value === '1'} />;
    case 'select':
      return (
        <Select
          {...common}
          optional={!field.required}
          empty={field.required ? null : undefined}
          width="medium"
          value={value}
          options={field.choices.map((choice) => ({ value: choice.value, label: choice.label[language] }))}
        />
      );
    case 'choices':
      return <ChoicesView {...props} field={field} />;
    case 'block':
      return (
        <TextArea
          {...common}
          value={value}
          rows={field.name.startsWith('title') ? 3 : 4}
          most={field.most}
          optional={!field.required}
        />
      );
    default:
      return (
        <TextField {...common} value={value} optional width={field.kind === 'line' ? 'full' : 'medium'} />
      );
  }
}

function ChoicesView(props: FieldsProps & { readonly field: Extract<Field, { kind: 'choices' }> }) {
  const { field, language, values, errors, choices } = props;
  const t = entryTexts(language);
  const chosen = [...(values[field.name] ?? [])];
  const options =
    typeof field.choices === 'string'
      ? choices[field.choices]
      : field.choices.map((choice) => ({ value: choice.value, label: choice.label[language] }));
  const group = (
    <CheckboxGroup
      lang={language}
      name={field.name}
      label={field.label[language]}
      error={errors[field.name]}
      options={options}
      values={chosen}
      columns={options.length > 4}
      optional
    />
  );
  if (field.choices !== 'communes') return group;
  const names = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  // 65 boxes stay folded until wanted; what is chosen is said outside
  return (
    <div class="field">
      <p>
        <strong>{field.label[language]}: </strong>
        {names.length > 0 ? `${t.chosenCommunes(names.length)}: ${names.join(', ')}` : t.noCommunes}
      </p>
      <details open={errors[field.name] !== undefined} data-filter-list={t.filterList}>
        <summary>{t.pickCommunes}</summary>
        {group}
      </details>
    </div>
  );
}

/** Rows that can be added and taken away by submitting: `do=add:results`, `do=remove:results:2`. */
function RowsView(props: FieldsProps & { readonly field: Extract<Field, { kind: 'rows' }> }) {
  const { field, language, values } = props;
  const t = entryTexts(language);
  const rows = rowsIn(values, field);
  const shown = rows.length > 0 ? rows : [{}];
  const each = field.each[language];
  return (
    <fieldset class="field" id={fieldId(field.name)}>
      <legend>
        {field.label[language]}
        <OptionalMark lang={language} optional />
      </legend>
      {field.hint && <Hint id={`${fieldId(field.name)}-hint`}>{field.hint[language]}</Hint>}
      <FieldError lang={language} name={field.name} error={props.errors[field.name]} />
      <ol class="form-rows">
        {shown.map((_, row) => (
          <li key={`${field.name}-${row}`}>
            <div class={field.cells.length > 1 ? 'form-cells' : undefined}>
              {field.cells.map((cell) => (
                <CellView
                  key={cell.name}
                  {...props}
                  cell={cell}
                  row={row}
                  label={`${cell.label[language]} ${row + 1}`}
                />
              ))}
            </div>
            {field.name === 'bases' && (
              <Understood language={language} line={one(values, cellName(field, row, 'text'))} />
            )}
            <Button look="quiet" small name="do" value={`remove:${field.name}:${row}`} formNoValidate>
              {t.removeRow(each, row + 1)}
            </Button>
          </li>
        ))}
      </ol>
      <Button look="secondary" small name="do" value={`add:${field.name}`} formNoValidate>
        {field.add[language]}
      </Button>
    </fieldset>
  );
}

interface CellProps extends FieldsProps {
  readonly field: Extract<Field, { kind: 'rows' }>;
  readonly cell: CellField;
  readonly row: number;
  readonly label: string;
}

function CellView(props: CellProps) {
  const { field, cell, row, language, values, errors, label } = props;
  const name = cellName(field, row, cell.name);
  const common = {
    lang: language,
    name,
    label,
    error: errors[name],
    hint: row === 0 ? cell.hint?.[language] : undefined,
  };
  const value = one(values, name);
  if (cell.kind === 'block') return <TextArea {...common} value={value} rows={2} optional />;
  if (cell.kind === 'select')
    return (
      <Select
        {...common}
        value={value}
        optional
        options={(cell.choices ?? []).map((choice) => ({
          value: choice.value,
          label: choice.label[language],
        }))}
      />
    );
  if (cell.kind === 'organisation') return <OrganisationInput {...props} name={name} value={value} />;
  return <TextField {...common} value={value} optional />;
}

/** A name typed freely, with the directory's names offered; an unknown one is kept and marked. */
function OrganisationInput(props: CellProps & { readonly name: string; readonly value: string }) {
  const { language, name, value, errors, label, choices } = props;
  const t = entryTexts(language);
  const unknown = value !== '' && choices.unknown.has(value.trim()) ? t.unknownOrganisation : undefined;
  const error = errors[name];
  return (
    <div class={`field${error ? ' field-wrong' : ''}`}>
      <label for={fieldId(name)}>
        <span class="sr">{label}</span>
      </label>
      {unknown && <Hint id={`${fieldId(name)}-hint`}>{unknown}</Hint>}
      <FieldError lang={language} name={name} error={error} />
      <input
        id={fieldId(name)}
        class="input"
        type="text"
        name={name}
        value={value}
        list={organisationList}
        autocomplete="off"
        {...describedBy({ name, hint: unknown, error })}
      />
    </div>
  );
}

function Understood({ language, line }: { readonly language: Language; readonly line: string }) {
  const t = entryTexts(language);
  if (line.trim() === '') return null;
  const found = readBasis(line);
  if (found.every(({ number, title, symbol }) => !number && !title && !symbol))
    return <p class="hint">{t.notUnderstood}</p>;
  return (
    <p class="hint">
      {t.understood}{' '}
      {found
        .map((basis) => [basis.item, basis.annex, citationText(language, basis)].filter(Boolean).join(', '))
        .join('; ')}
    </p>
  );
}
