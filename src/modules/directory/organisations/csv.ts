import { csvFile } from '../../../kernel/csv.ts';
import type { Language } from '../../../kernel/text.ts';
import type { NamedOrganisation, Organisation } from './organisation.ts';
import { organisationTexts } from './texts.ts';

/** The organisations with what is known of each, for a spreadsheet. */
export function organisationsFile(lang: Language, rows: readonly Organisation[]): string {
  const t = organisationTexts(lang);
  const codes = (list: readonly NamedOrganisation[]) => list.map(({ code }) => code).join(', ');
  const head = [
    t.fields.code,
    t.fields.name,
    t.fields.nameEn,
    t.fields.shortName,
    t.fields.kind,
    t.fields.parent,
    t.fields.taxCode,
    t.fields.validFrom,
    t.fields.validTo,
    t.fields.predecessors,
    t.fields.successors,
    t.fields.confirmed,
    t.fields.source,
    t.fields.illustrative,
  ];
  const yes = (value: boolean) => (value ? t.yes : t.no);
  const lines = rows.map((row) => [
    row.code,
    row.name,
    row.nameEn ?? '',
    row.shortName ?? '',
    t.kinds[row.kind],
    row.parent?.code ?? '',
    row.taxCode ?? '',
    row.validFrom ?? '',
    row.validTo ?? '',
    codes(row.predecessors),
    codes(row.successors),
    yes(row.confirmed),
    row.source ?? '',
    yes(row.illustrative),
  ]);
  return csvFile([head, ...lines]);
}
