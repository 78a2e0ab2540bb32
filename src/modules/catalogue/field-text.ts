import type { Language } from '../../kernel/text.ts';
import type { Field } from './entry-fields.ts';
import { one, rowsIn, type Values } from './entry-form.ts';
import type { FormChoices } from './field-view.tsx';

/** What a field says, as lines of plain text; no line when it is empty. */
export function fieldLines(
  language: Language,
  values: Values,
  field: Field,
  choices: Pick<FormChoices, 'sectors' | 'communes'>,
): string[] {
  if (field.kind === 'rows')
    return rowsIn(values, field)
      .map((row) =>
        field.cells
          .map((cell) => labelOf(cell.choices, row[cell.name] ?? '', language))
          .filter((text) => text.trim() !== '')
          .join(' · '),
      )
      .filter(Boolean);
  if (field.kind === 'choices') {
    const installed = typeof field.choices === 'string' ? choices[field.choices] : null;
    return (values[field.name] ?? []).map(
      (value) =>
        (installed
          ? installed.find((choice) => choice.value === value)?.label
          : typeof field.choices === 'string'
            ? undefined
            : labelOf(field.choices, value, language)) ?? value,
    );
  }
  const text = one(values, field.name);
  if (text.trim() === '') return [];
  if (field.kind === 'tick') return text === '1' ? ['✓'] : [];
  if (field.kind === 'select') return [labelOf(field.choices, text, language)];
  return text.split('\n').filter((line) => line.trim() !== '');
}

function labelOf(
  choices:
    | readonly { readonly value: string; readonly label: Readonly<Record<Language, string>> }[]
    | undefined,
  value: string,
  language: Language,
): string {
  return choices?.find((choice) => choice.value === value)?.label[language] ?? value;
}
