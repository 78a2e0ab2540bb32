import { eachDrawn, type Operators } from './pdf-operators.ts';

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
  let largest = 0;
  eachDrawn(operators, ops, (operator, _, [a, b, c, d]) => {
    if (painting.has(operator)) largest = Math.max(largest, Math.abs(a * d - b * c));
  });
  return largest;
}
