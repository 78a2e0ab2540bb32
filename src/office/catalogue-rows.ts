import type { CatalogueColumn, CatalogueField, CatalogueWarning, Table } from './document.ts';
import { fold, isAllCaps, normaliseText } from './text.ts';

/** A row of the table, its cells by the field they are for. */
export interface Row {
  readonly cells: readonly string[];
  text(field: CatalogueField): string;
}

/** The rows of one entry, the first with its number and title, and the group they stand under. */
export interface EntryRows {
  readonly group: string | null;
  readonly first: Row;
  /** Rows that say more about it. */
  readonly more: readonly Row[];
}

/** Which rows of the table make an entry each; rows that name a group or a total make none. */
export function entryRows(table: Table, columns: readonly CatalogueColumn[]): EntryRows[] {
  const rowOf = rowReader(columns);
  const found: { readonly group: string | null; readonly first: Row; readonly more: Row[] }[] = [];
  let group: string | null = null;
  for (const cells of table.rows) {
    const row = rowOf(cells);
    const named = groupName(row, cells);
    if (named !== null) {
      group = named;
      continue;
    }
    if (isTotal(cells)) continue;
    const open = found.at(-1);
    if (open !== undefined && goesOn(row, open.first)) open.more.push(row);
    else found.push({ group, first: row, more: [] });
  }
  return found;
}

/** Rows of a table of these columns by their cells. */
export function rowReader(columns: readonly CatalogueColumn[]): (cells: readonly string[]) => Row {
  const places = new Map<CatalogueField, number[]>();
  for (const [place, { field }] of columns.entries())
    places.set(field, [...(places.get(field) ?? []), place]);
  return (cells) => ({
    cells,
    text(field) {
      const own = places.get(field) ?? [];
      if (own.length < 2) return cells[own[0] ?? -1] ?? '';
      return normaliseText(own.map((place) => cells[place]).join(' '));
    },
  });
}

export const GROUP_MARK = /^(?:[IVXLC]{1,6}|[A-HĐ])[.)]?$/u;
export const GROUP_OPENING = /^(?:[IVXLC]{1,6}|[A-HĐ])[.)]\s+(?=\p{L})/u;
export const GROUP_WORD = /^(?:lĩnh vực|nhóm|ngành|khối|phần|mục)\s/iu;

/** A merged row such as `I. Lĩnh vực logistics` names the sector of the rows under it. */
function groupName(row: Row, cells: readonly string[]): string | null {
  const written: string[] = [];
  for (const text of cells) if (text !== '' && !written.includes(text) && written.push(text) > 2) return null;
  const [first, second] = written;
  if (first === undefined) return null;
  if (written.length === 2) return GROUP_MARK.test(first) && second !== undefined ? second : null;
  if (GROUP_OPENING.test(first)) return first.replace(GROUP_OPENING, '');
  if (
    GROUP_WORD.test(first) ||
    (isAllCaps(first) && !GROUP_MARK.test(first) && row.text('tt') !== row.text('title'))
  )
    return first;
  return null;
}

export function isTotal(cells: readonly string[]): boolean {
  const first = cells.find((text) => text !== '' && !/^\d+$/u.test(text));
  return (
    first !== undefined &&
    first.length <= 40 &&
    /^[tc]/iu.test(first) &&
    /^(?:tong|tong cong|cong)\s*:?$/u.test(fold(first))
  );
}

/** The row says more about the entry above: no number and title of its own, or the same merged ones again. */
function goesOn(row: Row, above: Row): boolean {
  const [tt, title] = [row.text('tt'), row.text('title')];
  if (tt === '' && title === '') return row.cells.some((text) => text !== '');
  return title !== '' && tt === above.text('tt') && title === above.text('title');
}

/** The printed number without the sign after it. */
export function printedNumber(row: Row): string | null {
  const tt = row.text('tt');
  return tt === '' ? null : tt.replace(/[.)]$/u, '');
}

/** What is said of numbers that stand at an entry above already, by the place of the entry from 0. */
export function repeatedNumbers(
  entries: readonly EntryRows[],
  columns: readonly CatalogueColumn[],
): Map<number, CatalogueWarning> {
  const seen = new Map<string, number>();
  const repeated = new Map<number, CatalogueWarning>();
  const column = columns.find((one) => one.field === 'tt')?.header ?? null;
  for (const [place, { first: row }] of entries.entries()) {
    const number = printedNumber(row);
    if (number === null) continue;
    const first = seen.get(number);
    if (first === undefined) seen.set(number, place + 1);
    else {
      const message = `Số thứ tự ${number} đã dùng ở dòng ${first}. Hãy kiểm tra lại; thứ tự in được giữ nguyên.`;
      repeated.set(place, { row: place + 1, column, message });
    }
  }
  return repeated;
}
