import type { Language, Text } from '../../../kernel/text.ts';
import type { Attachment } from '../attachment.ts';
import type { CatalogueKind } from '../entry.ts';
import { type Field, fieldsOf } from '../entry-fields.ts';
import { valuesOfContent } from '../entry-form.ts';
import { fieldLines } from '../field-text.ts';
import type { FormChoices } from '../field-view.tsx';
import type { EntryContent } from '../inputs.ts';
import type { Sector } from '../sector.ts';
import { saysTheSame } from '../signed/word-diff.ts';
import type { VersionContent } from './entry.ts';
import { versionTexts } from './texts.ts';

/** A part of an entry as two versions of it say it. */
export interface VersionDifference {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** One side of a comparison. */
interface Compared {
  readonly content: EntryContent;
  readonly files: readonly Pick<Attachment, 'title' | 'name'>[];
}

/** Fields of the form that no visitor sees. */
const internal: readonly string[] = ['privateContact', 'confidential'];

/** What two versions of an entry tell visitors otherwise, in the order of the entry form; texts as people read them. */
export function versionDifferences(
  language: Language,
  kind: CatalogueKind,
  sectors: readonly Sector[],
  [one, other]: readonly [VersionContent, VersionContent],
): readonly VersionDifference[] {
  const choices = {
    sectors: choicesOf(
      sectors.map(({ code, name, nameEn }) => [code, { vi: name, en: nameEn }]),
      language,
    ),
    communes: choicesOf(
      [...one.placeNames, ...other.placeNames].map(([code, name]) => [code, { vi: name, en: name }]),
      language,
    ),
  };
  const shown = fieldsOf(kind).filter(({ name }) => !internal.includes(name));
  return partsOf(language, shown, choices, [one, other]).filter(
    ({ before, after }) => !saysTheSame(before, after),
  );
}

/** As `versionDifferences` for who works on the entry: fields of their own too, and every sign that differs. */
export function exactDifferences(
  language: Language,
  kind: CatalogueKind,
  choices: Pick<FormChoices, 'sectors' | 'communes'>,
  compared: readonly [Compared, Compared],
): readonly VersionDifference[] {
  return partsOf(language, fieldsOf(kind), choices, compared).filter(({ before, after }) => before !== after);
}

function partsOf(
  language: Language,
  fields: readonly Field[],
  choices: Pick<FormChoices, 'sectors' | 'communes'>,
  [one, other]: readonly [Compared, Compared],
): readonly VersionDifference[] {
  const [before, after] = [valuesOfContent(one.content), valuesOfContent(other.content)];
  const words = (values: typeof before, field: Field) =>
    fieldLines(language, values, field, choices).join(
      field.kind === 'rows' || field.kind === 'choices' ? '; ' : '\n',
    );
  const headers = new Set([...Object.keys(one.content.extra), ...Object.keys(other.content.extra)]);
  return [
    ...fields.map((field) => ({
      label: field.label[language],
      before: words(before, field),
      after: words(after, field),
    })),
    ...[...headers].map((header) => ({
      label: header,
      before: one.content.extra[header] ?? '',
      after: other.content.extra[header] ?? '',
    })),
    { label: versionTexts(language).files, before: fileNames(one), after: fileNames(other) },
  ];
}

function choicesOf(named: readonly (readonly [code: string, name: Text])[], language: Language) {
  return named.map(([value, name]) => ({ value, label: name[language] }));
}

function fileNames({ files }: Compared): string {
  return files.map(({ title, name }) => title ?? name).join('; ');
}
