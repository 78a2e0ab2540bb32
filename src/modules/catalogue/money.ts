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
  const number = readFigures(figures.replace(/\s/gu, ''));
  if (scale === undefined || number === null) return null;
  // parts of a đồng come only from rounding of a written fraction such as 6,2 tỷ
  const amount = Math.round(number * scale);
  if (Math.abs(amount - number * scale) > 0.001 * Math.max(1, scale / 1000) || amount > most) return null;
  return amount;
}

/** `1.234,5` and `1,234.5`; a single separator before exactly three figures groups thousands. */
function readFigures(figures: string): number | null {
  if (/^\d+$/.test(figures)) return Number(figures);
  if (/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(figures)) return Number(figures.replace(/[.,]/g, ''));
  const decimal =
    /^(\d{1,3}(?:\.\d{3})*|\d+),(\d+)$/.exec(figures) ?? /^(\d{1,3}(?:,\d{3})*|\d+)\.(\d+)$/.exec(figures);
  if (!decimal) return null;
  return Number(`${(decimal[1] ?? '').replace(/[.,]/g, '')}.${decimal[2]}`);
}

/** 6200000000 → `6.200.000.000`, the way the form shows it. */
export function writeMoney(dong: number): string {
  return String(dong).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}
