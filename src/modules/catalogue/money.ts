import { readingsOfFigures } from '../../kernel/numbers.ts';

/** Amounts as people type them. Kept as whole đồng. */

const words: readonly (readonly [RegExp, number])[] = [
  [/^(nghìn tỷ|nghìn tỉ|ngàn tỷ|ngàn tỉ)$/u, 1_000_000_000_000],
  [/^(tỷ|tỉ|ty|billion|bn)$/u, 1_000_000_000],
  [/^(triệu|trieu|tr|million|m)$/u, 1_000_000],
  [/^(nghìn|ngàn|nghin|ngan|thousand|k)$/u, 1_000],
  [/^$/u, 1],
];

/** Nobody's budget line is larger; whole numbers stay exact well beyond it. */
const most = 1_000_000_000_000_000;

/**
 * `6.200.000.000`, `6,2 tỷ`, `850 triệu đồng`, `30.000 triệu đồng`, `VND 6,200,000,000` → whole đồng; null for
 * anything else: a range, a word without a number, a fraction of a đồng.
 */
export function readMoney(typed: string): number | null {
  const text = typed
    .normalize('NFC')
    .toLowerCase()
    .replace(/vnđ|vnd|đồng|đ\b|₫/gu, ' ')
    .trim();
  const match = /^(\d[\d.,\s]*\d|\d)\s*(\p{L}[\p{L} ]*)?$/u.exec(text);
  if (!match) return null;
  const [, figures = '', unit = ''] = match;
  const scale = words.find(([pattern]) => pattern.test(unit.trim()))?.[1];
  // budgets are written out in whole đồng far more often than with three decimals
  const { grouped, decimal } = readingsOfFigures(figures.replace(/\s/gu, ''));
  const number = grouped ?? decimal;
  if (scale === undefined || number === null) return null;
  // parts of a đồng come only from rounding of a written fraction such as 6,2 tỷ
  const amount = Math.round(number * scale);
  if (Math.abs(amount - number * scale) > 0.001 * Math.max(1, scale / 1000) || amount > most) return null;
  return amount;
}

/** 6200000000 → `6.200.000.000`, the way the form shows it. */
export function writeMoney(dong: number): string {
  return String(dong).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}
