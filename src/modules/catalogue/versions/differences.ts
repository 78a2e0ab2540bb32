import type { Language, Text } from '../../../kernel/text.ts';
import type { CatalogueKind } from '../entry.ts';
import { type Field, fieldsOf } from '../entry-fields.ts';
import { valuesOfContent } from '../entry-form.ts';
import { fieldLines } from '../field-text.ts';
import type { Sector } from '../sector.ts';
import { saysTheSame } from '../signed/word-diff.ts';
import type { VersionContent } from './entry.ts';
import { versionTexts } from './texts.ts';

/** A part of an entry that two versions say otherwise. */
export interface VersionDifference {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Fields of the form that no visitor sees. */
const internal: readonly string[] = ['privateContact', 'confidential'];

/** What two versions of an entry say otherwise, in the order of the entry form; texts as people read them. */
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
  const [before, after] = [valuesOfContent(one.content), valuesOfContent(other.content)];
  const words = (values: typeof before, field: Field) =>
    fieldLines(language, values, field, choices).join(
      field.kind === 'rows' || field.kind === 'choices' ? '; ' : '\n',
    );
  const parts = [
    ...fieldsOf(kind)
      .filter(({ name }) => !internal.includes(name))
      .map((field) => ({
        label: field.label[language],
        before: words(before, field),
        after: words(after, field),
      })),
    ...[...new Set([...Object.keys(one.content.extra), ...Object.keys(other.content.extra)])].map(
      (header) => ({
        label: header,
        before: one.content.extra[header] ?? '',
        after: other.content.extra[header] ?? '',
      }),
    ),
    { label: versionTexts(language).files, before: fileNames(one), after: fileNames(other) },
  ];
  return parts.filter((part) => !saysTheSame(part.before, part.after));
}

function choicesOf(named: readonly (readonly [code: string, name: Text])[], language: Language) {
  return named.map(([value, name]) => ({ value, label: name[language] }));
}

function fileNames({ files }: VersionContent): string {
  return files.map(({ title, name }) => title ?? name).join('; ');
}
