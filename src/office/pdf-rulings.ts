/** The straight lines drawn on a PDF page, from its drawing operators. */

import { eachDrawn, type Matrix, numbersOf, type Operators } from './pdf-operators.ts';

export interface Segment {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Rulings {
  horizontal: Segment[];
  vertical: Segment[];
}

const SHORTEST = 6;
const MOST_SEGMENTS = 60_000;
/** Path commands as pdf.js numbers them, and how many coordinates each takes. */
const MOVE = 0;
const LINE = 1;
const COORDINATES: Record<number, number> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

export function rulingsOf(
  operators: Operators,
  ops: Record<string, number>,
  page: { width: number; height: number },
): Rulings {
  const painted = new Set(
    [
      'stroke',
      'closeStroke',
      'fill',
      'eoFill',
      'fillStroke',
      'eoFillStroke',
      'closeFillStroke',
      'closeEOFillStroke',
    ].map((name) => ops[name]),
  );
  const rulings: Rulings = { horizontal: [], vertical: [] };
  eachDrawn(operators, ops, (operator, args, matrix) => {
    if (operator !== ops.constructPath || !Array.isArray(args) || !painted.has(args[0])) return;
    const paths: unknown = args[1];
    addPath(rulings, Array.isArray(paths) ? numbersOf(paths[0]) : [], matrix, page);
  });
  return rulings;
}

function addPath(
  rulings: Rulings,
  path: readonly number[],
  matrix: Matrix,
  page: { width: number; height: number },
): void {
  const points: { x: number; y: number; begins: boolean }[] = [];
  let at = 0;
  while (at < path.length) {
    const command = path[at] ?? 4;
    const coordinates = COORDINATES[command] ?? 0;
    if ((command === MOVE || command === LINE) && at + 2 < path.length) {
      const [x, y] = [path[at + 1] ?? 0, path[at + 2] ?? 0];
      points.push({
        x: matrix[0] * x + matrix[2] * y + matrix[4],
        y: matrix[1] * x + matrix[3] * y + matrix[5],
        begins: command === MOVE,
      });
    } else if (command === 4) {
      const first = points.findLast((point) => point.begins);
      if (first !== undefined) points.push({ ...first, begins: false });
    }
    at += 1 + coordinates;
  }
  points.forEach((point, place) => {
    const before = points[place - 1];
    if (before === undefined || point.begins) return;
    addSegment(rulings, { x0: before.x, y0: before.y, x1: point.x, y1: point.y }, page);
  });
}

function addSegment(rulings: Rulings, line: Segment, page: { width: number; height: number }): void {
  if (rulings.horizontal.length + rulings.vertical.length > MOST_SEGMENTS) return;
  const wide = Math.abs(line.x1 - line.x0);
  const high = Math.abs(line.y1 - line.y0);
  const [x0, x1] = [Math.min(line.x0, line.x1), Math.max(line.x0, line.x1)];
  const [y0, y1] = [Math.min(line.y0, line.y1), Math.max(line.y0, line.y1)];
  // The edges of the page itself are its background.
  if (wide > page.width * 0.98 || high > page.height * 0.98) return;
  if (high < 1.5 && wide >= SHORTEST) rulings.horizontal.push({ x0, x1, y0, y1 });
  else if (wide < 1.5 && high >= SHORTEST) rulings.vertical.push({ x0, x1, y0, y1 });
}
