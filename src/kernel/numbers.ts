/** The numbers that one run of figures can mean; null where it cannot be read that way. */
export interface FigureReadings {
  /** Signs between the figures set thousands apart: `1.234` is 1234. */
  readonly grouped: number | null;
  /** The last sign is that of decimals: `1.234` is 1,234. */
  readonly decimal: number | null;
}

const GROUPED = /^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/;

/**
 * `1.234,5` and `1,234.5` have one reading. A single sign before exactly three figures has two, and only who knows
 * what is counted can choose. After a leading nought it is always that of decimals: nobody groups `0.700`.
 */
export function readingsOfFigures(figures: string): FigureReadings {
  if (/^\d+$/.test(figures)) return { grouped: Number(figures), decimal: null };
  const grouped = GROUPED.test(figures) ? Number(figures.replace(/[.,]/g, '')) : null;
  const parts =
    /^(\d{1,3}(?:\.\d{3})*|\d+),(\d+)$/.exec(figures) ?? /^(\d{1,3}(?:,\d{3})*|\d+)\.(\d+)$/.exec(figures);
  const decimal = parts ? Number(`${(parts[1] ?? '').replace(/[.,]/g, '')}.${parts[2]}`) : null;
  return { grouped, decimal };
}
