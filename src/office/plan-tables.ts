import type { Table } from './document.ts';
import { isNumberHeader, namesPlanColumn, type PlanColumns, planColumns } from './plan-columns.ts';
import type { PlanWarning } from './plan-document.ts';
import { guessPlanColumns } from './plan-guess.ts';
import { fold, isAllCaps } from './text.ts';

/** A run of rows under one header. */
export interface PlanSection {
  title: string | null;
  headers: string[];
  columns: PlanColumns;
  rows: string[][];
}

interface Piece {
  title: string | null;
  headers: string[];
  rows: string[][];
}

/**
 * The targets and tasks among a document's tables. A header in the middle of a table begins another one (two annexes
 * in one sheet); the same header again, or rows of the same width without any, go on with what stood before.
 */
export function planSections(tables: readonly Table[], warnings: PlanWarning[]): PlanSection[] {
  const sections: PlanSection[] = [];
  let open: PlanSection | null = null;
  for (const piece of tables.flatMap(piecesOf)) {
    const nameless = piece.headers.every((header) => header === '');
    if (
      open !== null &&
      (nameless ? piece.headers.length === open.headers.length : sameHeader(open, piece))
    ) {
      // the title of a later part stands over its rows as a group does
      if (piece.title !== null && fold(piece.title) !== fold(open.title ?? '')) open.rows.push([piece.title]);
      open.rows.push(...piece.rows);
      continue;
    }
    const columns = nameless ? guessPlanColumns(piece.rows) : planColumns(piece.title, piece.headers);
    open = null;
    if (columns === null || piece.rows.length === 0) continue;
    if (nameless) {
      const message =
        'Bảng không có dòng tiêu đề; nội dung các cột được đoán theo dữ liệu. Hãy kiểm tra từng cột trước khi lưu.';
      warnings.push({
        part: columns.kind === 'targets' ? 'targets' : 'tasks',
        row: null,
        column: null,
        message,
      });
    }
    const headers = piece.headers.map((header, place) => header || `Cột ${place + 1}`);
    open = { title: piece.title, headers, columns, rows: [...piece.rows] };
    sections.push(open);
  }
  return sections;
}

function sameHeader(open: PlanSection, piece: Piece): boolean {
  return (
    open.headers.length === piece.headers.length &&
    open.headers.every((header, place) => fold(header) === fold(piece.headers[place] ?? ''))
  );
}

/** The parts of a table that have a header each; names under names are joined as those of a header are. */
function piecesOf(table: Table): Piece[] {
  let piece: Piece = { title: table.title, headers: [...table.columns], rows: [] };
  const pieces = [piece];
  for (let at = 0; at < table.rows.length; at += 1) {
    const row = table.rows[at] ?? [];
    if (isHeader(row)) {
      const title = takeTitle(piece);
      piece = { title, headers: [...row], rows: [] };
      pieces.push(piece);
    } else if (piece.rows.length === 0 && goesUnder(piece.headers, row))
      piece.headers = joined(piece.headers, row);
    else if (!countsColumns(row)) piece.rows.push(row);
  }
  return pieces.filter(({ rows, headers }) => rows.length > 0 || headers.some((header) => header !== ''));
}

function isHeader(row: readonly string[]): boolean {
  const written = row.filter((text) => text !== '');
  return (
    written.length >= 3 &&
    written.some(isNumberHeader) &&
    written.filter(namesPlanColumn).length * 2 > written.length
  );
}

/** Short names under a header whose merged cells the file lost: `Chủ trì`, `Phối hợp`, `2025`. */
function goesUnder(headers: readonly string[], row: readonly string[]): boolean {
  const own = row.flatMap((text, place) =>
    text === '' || fold(text) === fold(headers[place] ?? '') ? [] : [place],
  );
  if (own.length === 0 || headers.every((header) => header === '')) return false;
  return (
    own.every((place) => /^(?:(?:năm )?20\d\d|.{0,20}(?:chủ trì|phối hợp))$/iu.test(row[place] ?? '')) &&
    own.some((place) => (headers[place] ?? '') === '' || own.length >= 2)
  );
}

function joined(headers: readonly string[], row: readonly string[]): string[] {
  let above = '';
  return headers.map((header, place) => {
    const name = row[place] ?? '';
    if (header !== '') above = header;
    return name === '' || fold(name) === fold(header) ? header : [above, name].filter(Boolean).join(' - ');
  });
}

/** The annex and title lines that stand right over a header in the middle of a table. */
function takeTitle(piece: Piece): string | null {
  const lines: string[] = [];
  for (let last = piece.rows.at(-1); last !== undefined; last = piece.rows.at(-1)) {
    const [text, ...more] = last.filter((one) => one !== '');
    if (text === undefined || more.length > 0) break;
    if (!isAllCaps(text) && !/^(?:phụ lục|danh mục|biểu|bảng|\(?kèm theo)/iu.test(text)) break;
    lines.unshift(text);
    piece.rows.pop();
  }
  return lines.length === 0 ? null : lines.join(' ');
}

/** `(1) (2) (3)`, `1 2 3` under a header. */
function countsColumns(row: readonly string[]): boolean {
  const written = row.filter((text) => text !== '').map((text) => text.replace(/[()[\]\s]/gu, ''));
  return written.length >= 3 && written.every((text, place) => text === String(place + 1));
}
