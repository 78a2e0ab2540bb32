import { readingsOfFigures } from '../../../kernel/numbers.ts';
import { singleSpaced } from '../../../kernel/text.ts';

/** One number as somebody typed it, with the unit written after it. */
export interface TypedNumber {
  readonly value: number;
  readonly unit: string | null;
  /** What the same figures would be if the sign were read the other way: `1.234` is 1234, or else 1,234. */
  readonly other: number | null;
}

/** Nothing a province measures is larger; whole numbers stay exact well beyond it. */
const most = 1e15;
const longest = 80;

/**
 * `1.234,5`, `1234.5`, `1 234`, `12,5 %`, `1,5 tỷ đồng`, `-3` → the number and its unit. Where a sign stands before
 * exactly three figures the Vietnamese way is taken: points set thousands apart, a comma begins decimals. Null for
 * anything that is not one number: a range, an operator, a number within a sentence.
 */
export function readTypedNumber(typed: string): TypedNumber | null {
  if (typed.length > longest) return null;
  const text = singleSpaced(typed);
  const [, sign, figures, unit] = /^([+−–-]?) ?(\d(?:[\d., ]*\d)?) ?((?:[%‰]|\p{L}).*)?$/u.exec(text) ?? [];
  if (figures === undefined || (unit !== undefined && /^e[-+]?\d|\d ?%|[;:]/iu.test(unit))) return null;
  const plain = withoutBlanks(figures);
  if (plain === null) return null;
  const { grouped, decimal } = readingsOfFigures(plain);
  const [value, other] = plain.includes(',') ? [decimal ?? grouped, grouped] : [grouped ?? decimal, decimal];
  if (value === null || value > most) return null;
  const signed = (number: number) => (sign === '' || sign === '+' || number === 0 ? number : -number);
  return {
    value: signed(value),
    unit: unit ?? null,
    other: other === null || other === value ? null : signed(other),
  };
}

/** Blanks may stand between thousands, all of them and nowhere else. */
function withoutBlanks(figures: string): string | null {
  if (!figures.includes(' ')) return figures;
  return /^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(figures) ? figures.replaceAll(' ', '') : null;
}

/** A number written so that it has one reading: no sign between thousands, never exactly three decimals. */
export function typedOneWay(value: number): string {
  const plain = `${value}`.replace('.', ',');
  return /,\d{3}$/.test(plain) ? `${plain}0` : plain;
}
