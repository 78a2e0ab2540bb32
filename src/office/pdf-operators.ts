/** The drawing operators of a PDF page, as pdf.js lists them. */

export interface Operators {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

export type Matrix = readonly [number, number, number, number, number, number];

/** Every operator that draws, with its arguments and the matrix of its place (from its own units to points of the page). */
export function eachDrawn(
  operators: Operators,
  ops: Record<string, number>,
  draw: (operator: number, args: unknown, matrix: Matrix) => void,
): void {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const stack: Matrix[] = [];
  operators.fnArray.forEach((operator, place) => {
    const args = operators.argsArray[place];
    if (operator === ops.save) stack.push(matrix);
    else if (operator === ops.restore || operator === ops.paintFormXObjectEnd) matrix = stack.pop() ?? matrix;
    else if (operator === ops.transform) matrix = times(matrix, numbersOf(args));
    else if (operator === ops.paintFormXObjectBegin) {
      stack.push(matrix);
      const own = Array.isArray(args) ? numbersOf(args[0]) : [];
      if (own.length === 6) matrix = times(matrix, own);
    } else draw(operator, args, matrix);
  });
}

export function numbersOf(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((part): part is number => typeof part === 'number');
}

function times(matrix: Matrix, by: readonly number[]): Matrix {
  const [a, b, c, d, e, f] = matrix;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = by;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
