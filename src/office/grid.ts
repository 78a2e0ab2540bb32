import { blockText, type Cell } from './blocks.ts';
import { normaliseLines } from './text.ts';

/** One square of a table after merged cells are spread out. */
export interface Square {
  /** Lines of the cell; footnote marks still in it. */
  text: string;
  /** This square repeats the cell to its left, or the one above. */
  fromLeft: boolean;
  fromAbove: boolean;
  header: boolean;
}

const MOST_COLUMNS = 200;

/** A table as rows of equal length: a merged cell's text stands in each row it covers, once per row. */
export function spread(rows: readonly Cell[][]): Square[][] {
  const grid: Square[][] = rows.map(() => []);
  rows.forEach((row, top) => {
    // nearly every row: nothing hangs into it from above, and nothing in it is merged
    if (grid[top]?.length === 0 && row.every(isSingle)) {
      grid[top] = row.map((one) => squareOf(one, normaliseLines(blockText(one.blocks))));
      return;
    }
    let column = 0;
    for (const one of row) {
      while (grid[top]?.[column] !== undefined) column += 1;
      const text = normaliseLines(blockText(one.blocks));
      const down = Math.min(Math.max(1, one.rowSpan), rows.length - top);
      const across = Math.min(Math.max(1, one.colSpan), MOST_COLUMNS);
      for (let below = 0; below < down; below += 1) {
        for (let right = 0; right < across; right += 1) {
          const line = grid[top + below];
          if (line === undefined) continue;
          line[column + right] = squareOf(one, text, right > 0, below > 0);
        }
      }
      column += across;
    }
  });
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  return grid.map((row) =>
    isWhole(row, width)
      ? row
      : Array.from(
          { length: width },
          (_, column) => row[column] ?? { text: '', fromLeft: false, fromAbove: false, header: false },
        ),
  );
}

function isSingle(one: Cell): boolean {
  return one.colSpan === 1 && one.rowSpan === 1;
}

function squareOf(one: Cell, text: string, fromLeft = false, fromAbove = false): Square {
  return { text, fromLeft, fromAbove, header: one.header };
}

function isWhole(row: readonly (Square | undefined)[], width: number): boolean {
  return row.length === width && !row.includes(undefined);
}

/** Rows and columns in which nothing is written are left out. */
export function withoutBlanks(grid: readonly Square[][]): Square[][] {
  const written = grid.filter((row) => row.some((square) => square.text !== '' && !square.fromLeft));
  const width = written[0]?.length ?? 0;
  const kept = Array.from({ length: width }, (_, column) => column).filter((column) =>
    written.some((row) => {
      const square = row[column];
      return square !== undefined && square.text !== '' && !square.fromLeft;
    }),
  );
  if (kept.length === width) return written;
  return written.map((row) => kept.map((column) => row[column]).filter((square) => square !== undefined));
}

/** The cells of a row that hold something of their own. */
export function ownCells(row: readonly Square[]): Square[] {
  return row.filter((square) => square.text !== '' && !square.fromLeft);
}
