import type { Rulings, Segment } from './pdf-rulings.ts';

/** A ruled table on a page: where its columns and rows begin and end, and which cells are one. */
export interface RuledTable {
  /** Ascending. */
  xs: number[];
  /** Descending: the first row is the highest. */
  ys: number[];
  cells: RuledCell[];
}

export interface RuledCell {
  row: number;
  column: number;
  rowSpan: number;
  colSpan: number;
}

const NEAR = 3;
const MOST_LINES = 4_000;

/** Tables are groups of crossing lines with at least two columns or rows between them. */
export function ruledTables(rulings: Rulings): RuledTable[] {
  const lines = [...rulings.horizontal, ...rulings.vertical];
  if (lines.length > MOST_LINES * 4) lines.length = MOST_LINES * 4;
  const groups = connected(lines, rulings.horizontal.length);
  const tables: RuledTable[] = [];
  for (const group of groups) {
    const across = group.filter((line) => line.y1 - line.y0 < 1.5);
    const down = group.filter((line) => line.x1 - line.x0 < 1.5);
    // A row cut by the end of the page has no line under it: the lines beside it show how far it reaches.
    const xs = clustered(down.map((line) => line.x0));
    const ys = clustered([...across.map((line) => line.y0), ...reach(down)]).reverse();
    if (xs.length < 2 || ys.length < 2 || xs.length * ys.length > 40_000) continue;
    tables.push({ xs, ys, cells: cellsOf(xs, ys, across, down) });
  }
  return tables.filter((table) => table.cells.length > 1);
}

function reach(down: readonly Segment[]): number[] {
  const ends = down.flatMap((line) => [line.y0, line.y1]);
  const least = ends.reduce((low, y) => Math.min(low, y), Number.POSITIVE_INFINITY);
  const most = ends.reduce((high, y) => Math.max(high, y), Number.NEGATIVE_INFINITY);
  return down.length === 0 ? [] : [least, most];
}

/** Values that lie within a line's thickness of each other are one line. */
function clustered(values: number[]): number[] {
  const sorted = [...values].sort((one, other) => one - other);
  const centres: number[] = [];
  for (const value of sorted) {
    const last = centres.at(-1);
    if (last === undefined || value - last > NEAR) centres.push(value);
  }
  return centres;
}

function connected(lines: readonly Segment[], horizontals: number): Segment[][] {
  const parent = lines.map((_, place) => place);
  const root = (place: number): number => {
    let at = place;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  // Sweep by x, so that each vertical meets only the horizontals that reach it.
  const across = lines.slice(0, horizontals).map((line, place) => ({ line, place }));
  across.sort((one, other) => one.line.x0 - other.line.x0);
  for (let place = horizontals; place < lines.length; place += 1) {
    const down = lines[place];
    if (down === undefined) continue;
    for (const { line, place: other } of across) {
      if (line.x0 > down.x0 + NEAR) break;
      if (line.x1 < down.x0 - NEAR || line.y0 < down.y0 - NEAR || line.y0 > down.y1 + NEAR) continue;
      parent[root(other)] = root(place);
    }
  }
  const groups = new Map<number, Segment[]>();
  lines.forEach((line, place) => {
    const at = root(place);
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [line]);
    else group.push(line);
  });
  return [...groups.values()].filter((group) => group.length >= 4);
}

function cellsOf(
  xs: readonly number[],
  ys: readonly number[],
  across: readonly Segment[],
  down: readonly Segment[],
): RuledCell[] {
  const rows = ys.length - 1;
  const columns = xs.length - 1;
  const drawnDown = (column: number, row: number) => {
    const x = xs[column] ?? 0;
    const middle = ((ys[row] ?? 0) + (ys[row + 1] ?? 0)) / 2;
    return down.some((line) => Math.abs(line.x0 - x) <= NEAR && line.y0 <= middle && line.y1 >= middle);
  };
  const drawnAcross = (row: number, column: number) => {
    const y = ys[row] ?? 0;
    const middle = ((xs[column] ?? 0) + (xs[column + 1] ?? 0)) / 2;
    return across.some((line) => Math.abs(line.y0 - y) <= NEAR && line.x0 <= middle && line.x1 >= middle);
  };
  const taken = new Set<number>();
  const cells: RuledCell[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (taken.has(row * columns + column)) continue;
      let colSpan = 1;
      while (column + colSpan < columns && !drawnDown(column + colSpan, row)) colSpan += 1;
      let rowSpan = 1;
      while (row + rowSpan < rows && !drawnAcross(row + rowSpan, column)) rowSpan += 1;
      for (let below = 0; below < rowSpan; below += 1) {
        for (let right = 0; right < colSpan; right += 1) taken.add((row + below) * columns + column + right);
      }
      cells.push({ row, column, rowSpan, colSpan });
    }
  }
  return cells;
}

/** The cell that holds a point; null outside the table. */
export function cellAt(table: RuledTable, x: number, y: number): RuledCell | null {
  const column = table.xs.findLastIndex((edge) => edge <= x + 1);
  const row = table.ys.findLastIndex((edge) => edge >= y - 1);
  if (column === -1 || row === -1 || column >= table.xs.length - 1 || row >= table.ys.length - 1) return null;
  return (
    table.cells.find(
      (one) =>
        row >= one.row &&
        row < one.row + one.rowSpan &&
        column >= one.column &&
        column < one.column + one.colSpan,
    ) ?? null
  );
}
