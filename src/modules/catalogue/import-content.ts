import { datedResult, readDeadline } from '../../office/index.ts';
import { vnNorm } from '../../platform/search/index.ts';
import type { CatalogueKind, Place } from './entry.ts';
import type { ReadRow } from './import-entry.ts';
import type { ImportColumn } from './import-store.ts';
import type { EntryInput } from './inputs.ts';
import { readMoney } from './money.ts';
import type { Sector } from './sector.ts';

/** What names in an annex may mean in this installation. */
export interface Vocabulary {
  readonly sectors: readonly Sector[];
  readonly communes: readonly Place[];
}

/** The row of an annex as the input of an entry. What has no field of its own stays in `extra` under its header. */
export function inputOfRow(
  kind: CatalogueKind,
  row: ReadRow,
  columns: readonly ImportColumn[],
  words: Vocabulary,
): EntryInput {
  const extra: Record<string, string> = {};
  const cells = (field: ImportColumn['field']) =>
    Object.entries(row.fields).filter(([header, text]) => fieldOf(columns, header) === field && text !== '');
  for (const [header, text] of cells('other')) extra[header] = text;
  for (const [header, text] of cells('sector'))
    if (sectorsIn(text, words.sectors).length === 0) extra[header] = text;
  const places = understand(cells('place'), (text) => communesIn(text, words.communes), extra);
  const common = {
    tt: row.tt,
    title: row.title ?? '',
    bases: row.bases,
    sectors: row.sectors,
    places,
    extra,
    partners: row.partners,
    results: row.results.map(datedResult),
  };
  if (kind === 'problems') {
    for (const [header, text] of cells('money')) extra[header] = text;
    const deadline = row.deadline === null ? null : readDeadline(row.deadline);
    const begins = deadline?.kind === 'range' || deadline?.kind === 'continuous';
    const time = {
      from: begins ? (deadline?.from ?? null) : null,
      to: deadline?.to ?? null,
      raw: row.deadline,
    };
    return { ...common, context: row.context, lead: row.leads, time };
  }
  const money = moneyIn(cells('money'), extra);
  const leading = columns.some(
    ({ field, header }) => field === 'leads' && vnNorm(header).includes('chu tri'),
  );
  const named = leading ? { lead: row.leads } : { organisation: row.leads };
  return { ...common, ...named, currentTechnology: row.context, deadline: row.deadline, money };
}

function fieldOf(columns: readonly ImportColumn[], header: string): ImportColumn['field'] {
  return columns.find((one) => one.header === header)?.field ?? 'other';
}

/** Codes found in cells; a cell that means nothing known is kept as written. */
function understand(
  cells: readonly (readonly [string, string])[],
  read: (text: string) => readonly string[],
  extra: Record<string, string>,
): string[] {
  const found = cells.flatMap(([header, text]) => {
    const codes = read(text);
    if (codes.length === 0) extra[header] = text;
    return codes;
  });
  return [...new Set(found)];
}

/** Codes of the sectors a cell names. */
export function sectorsIn(text: string, sectors: readonly Sector[]): string[] {
  const folded = ` ${plainWords(text)} `;
  return sectors
    .filter(({ name }) =>
      // “Du lịch, văn hóa” is met by either of its parts
      [name, ...name.split(',')].some((part) => folded.includes(` ${plainWords(part)} `)),
    )
    .map(({ code }) => code);
}

function communesIn(text: string, communes: readonly Place[]): string[] {
  const folded = ` ${plainWords(text)} `;
  return communes
    .filter(({ name }) => {
      const full = plainWords(name);
      const short = full.replace(/^(xa|phuong) /, '');
      return folded.includes(` ${full} `) || (short.includes(' ') && folded.includes(` ${short} `));
    })
    .map(({ code }) => code);
}

function plainWords(text: string): string {
  return vnNorm(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

type MoneyRange = { min: number | null; max: number | null } | null;

/** `6 - 9,5 tỷ đồng` or one amount; anything else is kept as written. */
function moneyIn(cells: readonly (readonly [string, string])[], extra: Record<string, string>): MoneyRange {
  let range: MoneyRange = null;
  for (const [header, text] of cells) {
    const one = readMoney(text);
    const parts = /^([\d.,]+)\s*(\p{L}[\p{L} ]*)?\s*[-–—]\s*([\d.,]+)\s*(\p{L}[\p{L} ]*)?$/u.exec(
      text.trim(),
    );
    const min = parts ? readMoney(`${parts[1]} ${parts[2] ?? parts[4] ?? ''}`) : one;
    const max = parts ? readMoney(`${parts[3]} ${parts[4] ?? parts[2] ?? ''}`) : one;
    if (range === null && min !== null && max !== null && min <= max) range = { min, max };
    else extra[header] = text;
  }
  return range;
}
