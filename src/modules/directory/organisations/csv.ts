import type { Language } from '../../../kernel/text.ts';
import type { NamedOrganisation, Organisation } from './organisation.ts';
import { organisationTexts } from './texts.ts';

/** A file that opens in Excel with its diacritics: UTF-8 with a mark, CRLF, every cell quoted. */
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
  return `\uFEFF${[head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

/** A spreadsheet runs a cell that begins like a formula; with an apostrophe before it, it stays text. */
function cell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
