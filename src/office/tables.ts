import { FOOTNOTE_MARK, type TableBlock } from './blocks.ts';
import { fieldOf, looksLikeHeader } from './columns.ts';
import type { Table, Warning } from './document.ts';
import { ownCells, type Square, spread, withoutBlanks } from './grid.ts';
import { fold, isAllCaps, normaliseText } from './text.ts';

/** A table of content while the document is read: notes are resolved and pages joined at the end. */
export interface OpenTable {
  title: string | null;
  columns: string[];
  rows: string[][];
  /** The row carries a number, or begins a cell: a row that does not may be the rest of the row before. */
  page: number | null;
}

/**
 * The content of a table block: title rows above the header split off, a header over several rows joined, header
 * rows repeated on later pages and rows of column numbers dropped. No header found gives empty column names.
 */
export function openTable(block: TableBlock): OpenTable | null {
  const grid = withoutBlanks(spread(block.rows));
  const titles: string[] = block.caption === null ? [] : [block.caption];
  let top = 0;
  while (top < grid.length - 1 && isTitleRow(grid[top] ?? [])) {
    titles.push(normaliseText(ownCells(grid[top] ?? [])[0]?.text ?? ''));
    top += 1;
  }
  const body = grid.slice(top);
  const width = body[0]?.length ?? 0;
  if (body.length === 0 || width === 0) return null;
  const headerRows = headerHeight(body);
  const columns = Array.from({ length: width }, (_, column) => columnName(body.slice(0, headerRows), column));
  const repeated = new Set(body.slice(0, headerRows).map(rowKey));
  const joined = fold(columns.join('\u0001'));
  const heads = [...repeated, joined];
  const rows: string[][] = [];
  for (const row of body.slice(headerRows)) {
    if (
      headerRows > 0 &&
      mayBegin(heads, row) &&
      (repeated.has(rowKey(row)) || fold(row.map(squareText).join('\u0001')) === joined)
    )
      continue;
    if (isColumnNumbers(row)) continue;
    rows.push(row.map(squareText));
  }
  const title = titles.filter((text) => text !== '').join(' ');
  return { title: title === '' ? null : title, columns, rows, page: block.page };
}

function squareText(square: Square): string {
  if (square.fromLeft) return '';
  // its lines are normal already
  return square.text.includes('\n') ? normaliseText(square.text) : square.text;
}

/** False where its first text already tells a row from all of these, as in nearly every row. */
function mayBegin(heads: readonly string[], row: readonly Square[]): boolean {
  const first = fold(row.find((square) => square.text !== '')?.text ?? '');
  return heads.some((head) => head.startsWith(first));
}

function rowKey(row: readonly Square[]): string {
  return fold(row.map((square) => square.text).join('\u0001'));
}

/** One cell over the whole width, in capitals or naming an annex, above everything else. */
function isTitleRow(row: readonly Square[]): boolean {
  const own = ownCells(row);
  if (own.length !== 1 || row.length < 2) return false;
  const text = normaliseText(own[0]?.text ?? '');
  return (
    isAllCaps(text) ||
    /^(?:phụ lục|danh mục|biểu|bảng|\(?kèm theo|\(?ban hành kèm|\(?(?:đơn vị tính|đvt)\s?:)/iu.test(text)
  );
}

/** `(1) (2) (3)` or `1 2 3 4` under the header. */
function isColumnNumbers(row: readonly Square[]): boolean {
  let numbers = 0;
  for (const square of row) {
    const text = square.text.replace(/[()[\]\s]/gu, '');
    if (text === '') continue;
    // nearly every row is told apart by its first cell
    if (text !== String(numbers + 1) && !/^[A-D]$/u.test(text)) return false;
    numbers += 1;
  }
  return numbers >= 3;
}

function headerHeight(body: readonly Square[][]): number {
  const first = body[0] ?? [];
  let flagged = 0;
  while (flagged < body.length - 1 && (body[flagged] ?? []).every((square) => square.header)) flagged += 1;
  if (flagged > 0 && flagged <= 4) return flagged;
  if (!isHeaderRow(first)) return 0;
  let height = 1;
  const spans = (row: readonly Square[]) => row.some((square) => square.fromLeft);
  while (height < 3 && height < body.length - 1) {
    const next = body[height] ?? [];
    const continuesDown = next.some((square) => square.fromAbove);
    const underMerged =
      spans(body[height - 1] ?? []) && next.some((square) => !square.fromAbove && square.text !== '');
    if (!continuesDown && !underMerged && !isSubHeader(first, next)) break;
    const own = next.filter((square) => !square.fromAbove && square.text !== '');
    if (own.some((square) => normaliseText(square.text).length > 80 || /^\d+[.)]?$/u.test(square.text)))
      break;
    height += 1;
  }
  return height;
}

/** Names under a header whose merged cells the file lost: short, none in the number column, some under a gap. */
function isSubHeader(first: readonly Square[], next: readonly Square[]): boolean {
  const numbered = first.findIndex((square) => fieldOf(square.text) === 'tt');
  const own = ownCells(next);
  const gap = first.some((square, place) => square.text === '' && (next[place]?.text ?? '') !== '');
  return (
    gap &&
    numbered !== -1 &&
    next[numbered]?.text === '' &&
    own.every((square) => looksLikeHeader(square.text))
  );
}

/** The first row heads the table when most of its cells are short names, none is a row number or long text. */
function isHeaderRow(row: readonly Square[]): boolean {
  const own = ownCells(row);
  const texts = own.map((square) => normaliseText(square.text));
  if (texts.length < 2) return false;
  if (texts.some((text) => /^\(?\d+(?:\.\d+)*[.)]?\)?$/u.test(text) && !/^(?:19|20)\d{2}$/u.test(text)))
    return false;
  if (texts.some((text) => text.length > 160)) return false;
  const known = texts.filter(looksLikeHeader).length;
  if (texts.some((text) => fieldOf(text) === 'tt')) return true;
  return (
    known * 2 >= texts.length ||
    (known >= 1 && texts.every((text) => text.length <= 60 && !/[.;]$/u.test(text)))
  );
}

/** The names over a column from top to bottom, each once: `Cơ quan thực hiện - Chủ trì`. */
function columnName(rows: readonly Square[][], column: number): string {
  const names: string[] = [];
  const below = rows.some((row, place) => place > 0 && (row[column]?.text ?? '') !== '');
  for (const [place, row] of rows.entries()) {
    let text = row[column]?.text ?? '';
    // The name over a gap is the one to its left, when both have names of their own below.
    for (let left = column - 1; place === 0 && below && text === '' && left >= 0; left -= 1)
      text = row[left]?.text ?? '';
    const name = normaliseText(text.replace(FOOTNOTE_MARK, ''));
    if (name !== '' && names.at(-1) !== name) names.push(name);
  }
  return names.join(' - ');
}

/** Two tables a page break cut apart: the same header again, or none where the widths agree. */
export function continues(above: OpenTable, below: OpenTable): boolean {
  if (above.columns.length !== below.columns.length) return false;
  if (below.title !== null && fold(below.title) !== fold(above.title ?? '')) return false;
  if (below.columns.every((name) => name === '')) return above.columns.some((name) => name !== '');
  return above.columns.every((name, place) => fold(name) === fold(below.columns[place] ?? ''));
}

/** Adds the rows of the second part; its first row joins the last one when it plainly is the rest of it. */
export function joinTables(above: OpenTable, below: OpenTable): void {
  const [first, ...others] = below.rows;
  const last = above.rows.at(-1);
  if (first !== undefined && last !== undefined && isRestOf(last, first, above.columns)) {
    above.rows[above.rows.length - 1] = last.map((text, place) =>
      normaliseText(`${text} ${first[place] ?? ''}`),
    );
    above.rows.push(...others);
  } else above.rows.push(...below.rows);
}

/** Safe to join: no row number of its own, and what is written goes on in lower case or fills an open cell. */
function isRestOf(last: readonly string[], first: readonly string[], columns: readonly string[]): boolean {
  const numbered = columns.findIndex((name) => fieldOf(name) === 'tt');
  if (numbered === -1 || first[numbered] !== '' || last[numbered] === '') return false;
  const written = first.filter((text) => text !== '');
  const named = columns.findIndex((name) => fieldOf(name) === 'title');
  const title = named === -1 ? '' : (first[named] ?? '');
  if (written.length === 1 && title !== '' && !/^\p{Ll}/u.test(title)) return false;
  return written.length > 0 && (title === '' || /^\p{Ll}/u.test(title));
}

/**
 * The table as the document's reader gives it. A footnote in a basis column is put where its mark stands; in
 * another column the mark goes and the note joins the row's basis, so that a title stays a title.
 */
export function finishTable(
  open: OpenTable,
  notes: ReadonlyMap<string, string>,
  place: string,
  warnings: Warning[],
): Table {
  const basis = open.columns.findIndex((name) => fieldOf(name) === 'bases');
  const rows = open.rows.map((row, index) => {
    if (!row.some(isMarked)) return row;
    const moved: string[] = [];
    const missing = new Set<string>();
    const texts = row.map((text, column) =>
      normaliseText(
        text.replace(FOOTNOTE_MARK, (_, mark: string) => {
          const note = notes.get(mark);
          if (note === undefined) {
            missing.add(mark);
            return ` [${mark}]`;
          }
          if (basis === -1 || column === basis) return noteAt(text, note);
          moved.push(note);
          return '';
        }),
      ),
    );
    for (const mark of missing) {
      warnings.push({
        place: `${place}, dòng ${index + 1}`,
        message: `Không tìm thấy nội dung chú thích [${mark}].`,
      });
    }
    if (moved.length > 0)
      texts[basis] = normaliseText([texts[basis] ?? '', ...moved].filter((text) => text !== '').join('; '));
    return texts;
  });
  return { title: open.title, columns: open.columns, rows };
}

function isMarked(text: string): boolean {
  return text.includes('\ue000');
}

/** A cell that is nothing but marks becomes its notes; a mark after text puts the note in brackets. */
function noteAt(text: string, note: string): string {
  const bare = normaliseText(text.replace(FOOTNOTE_MARK, '')).replace(/[\s,;-]/gu, '');
  return bare === '' ? ` ${note} ` : ` (${note.replace(/[.;]$/u, '')})`;
}
