import { type Block, type Cell, cell, paragraph } from './blocks.ts';
import { fieldOf, looksLikeHeader } from './columns.ts';
import { fold } from './text.ts';

/** A sheet's cells by row; `merges` are the rectangles of merged cells, from and to included. */
export interface Sheet {
  name: string;
  rows: string[][];
  merges: { top: number; left: number; bottom: number; right: number }[];
}

/** A sheet cell by cell; rows and columns count from 0, as they stand in the file. */
export interface RawSheet extends Sheet {
  problems: { row: number; column: number; message: string }[];
}

/**
 * A sheet as blocks: what stands above the header row (motto, title, annex line) as paragraphs, the table with its
 * merged cells, and what stands below it (recipients, signature) as paragraphs again.
 */
export function sheetBlocks(sheet: Sheet): Block[] {
  const { rows } = sheet;
  const top = headerRow(rows);
  if (top === -1)
    return rows.flatMap((row) => row.filter((text) => text !== '').map((text) => paragraph(text)));
  const below = rows.findIndex(
    (row, at) => at > top && row.some((text) => /^(?:noi nhan|tm\.|kt\.|nguoi lap)/u.test(fold(text))),
  );
  const bottom = below === -1 ? rows.length : below;
  const blocks: Block[] = [];
  for (const row of rows.slice(0, top)) for (const text of row) if (text !== '') blocks.push(paragraph(text));
  blocks.push({ type: 'table', rows: cellRows(sheet, top, bottom), caption: null, page: null });
  for (const row of rows.slice(bottom)) for (const text of row) if (text !== '') blocks.push(paragraph(text));
  return blocks;
}

/** The first row that reads as a header; else the first with two cells or more that is no motto. */
function headerRow(rows: readonly string[][]): number {
  const near = rows.slice(0, 40);
  const named = near.findIndex((row) => {
    const texts = row.filter((text) => text !== '');
    return texts.length >= 2 && texts.filter(looksLikeHeader).length * 2 >= texts.length;
  });
  const numbered = near.findIndex(
    (row) => row.filter((text) => text !== '').length >= 2 && row.some((text) => fieldOf(text) === 'tt'),
  );
  if (numbered !== -1) return numbered;
  if (named !== -1) return named;
  return near.findIndex((row) => {
    const texts = row.filter((text) => text !== '');
    return texts.length >= 2 && !/cong hoa xa hoi|doc lap|uy ban nhan dan|^so:/u.test(fold(texts.join(' ')));
  });
}

function cellRows(sheet: Sheet, top: number, bottom: number): Cell[][] {
  const width = sheet.rows.slice(top, bottom).reduce((most, row) => Math.max(most, row.length), 0);
  const spans = new Map<string, Sheet['merges'][number]>();
  const covered = new Set<string>();
  for (const merge of sheet.merges) {
    spans.set(`${merge.top},${merge.left}`, merge);
    for (let row = merge.top; row <= Math.min(merge.bottom, bottom); row += 1) {
      for (let column = merge.left; column <= Math.min(merge.right, width); column += 1) {
        if (row !== merge.top || column !== merge.left) covered.add(`${row},${column}`);
      }
    }
  }
  const rows: Cell[][] = [];
  for (let row = top; row < bottom; row += 1) {
    const cells: Cell[] = [];
    for (let column = 0; column < width; column += 1) {
      if (covered.has(`${row},${column}`)) continue;
      const merge = spans.get(`${row},${column}`);
      const across = merge === undefined ? 1 : Math.min(merge.right, width - 1) - column + 1;
      const down = merge === undefined ? 1 : Math.min(merge.bottom, bottom - 1) - row + 1;
      cells.push(cell(sheet.rows[row]?.[column] ?? '', across, down));
    }
    rows.push(cells);
  }
  return rows;
}
