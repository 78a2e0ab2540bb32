import { type Matrix, numbersOf, type Operators, times } from './pdf-rulings.ts';

/** Letters that a scanning program prints on the pictures it makes; a page of text has more. */
const FEW_LETTERS = 40;
/** Lines and curves of letters that were turned into drawings. */
const MANY_PATHS = 400;
/** Share of the page. */
const MOST_OF_THE_PAGE = 0.5;

/** Whether what there is to read on a page is a picture of it. */
export function isPicture(
  operators: Operators,
  ops: Record<string, number>,
  page: { readonly width: number; readonly height: number },
  letters: number,
): boolean {
  if (letters >= FEW_LETTERS) return false;
  const share = pictureShare(operators, ops) / Math.max(1, page.width * page.height);
  if (letters > 0) return share > MOST_OF_THE_PAGE;
  return (
    share > 0 || operators.fnArray.filter((operator) => operator === ops.constructPath).length > MANY_PATHS
  );
}

/** Area of the largest picture, in square points: a picture fills the unit square of its place. */
function pictureShare(operators: Operators, ops: Record<string, number>): number {
  const painting = new Set(
    ['paintImageXObject', 'paintImageMaskXObject', 'paintInlineImageXObject', 'paintImageXObjectRepeat'].map(
      (name) => ops[name],
    ),
  );
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const stack: Matrix[] = [];
  let largest = 0;
  operators.fnArray.forEach((operator, place) => {
    const args = operators.argsArray[place];
    if (operator === ops.save) stack.push(matrix);
    else if (operator === ops.restore || operator === ops.paintFormXObjectEnd) matrix = stack.pop() ?? matrix;
    else if (operator === ops.transform) matrix = times(matrix, numbersOf(args));
    else if (operator === ops.paintFormXObjectBegin) {
      stack.push(matrix);
      const own = Array.isArray(args) ? numbersOf(args[0]) : [];
      if (own.length === 6) matrix = times(matrix, own);
    } else if (painting.has(operator)) {
      const [a, b, c, d] = matrix;
      largest = Math.max(largest, Math.abs(a * d - b * c));
    }
  });
  return largest;
}
