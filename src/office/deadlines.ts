import { daysInMonth, impossibleDates, isoDate } from './dates.ts';
import type { Deadline } from './document.ts';
import { normaliseText, oneToneStyle } from './text.ts';

interface Period {
  kind: 'date' | 'month' | 'quarter' | 'year' | 'range';
  from: string;
  to: string;
  index: number;
  length: number;
}

const YEAR = '((?:19|20)\\d{2})(?!\\d)';
const QUARTERS: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };
const QUARTER = '(iv|i{1,3}|[1-4])';
const DASH = '\\s*(?:[-–—]|,|và|đến)\\s*';

type Reader = (groups: string[]) => Omit<Period, 'index' | 'length'> | null;

const READERS: [RegExp, Reader][] = [
  [
    new RegExp(`tháng\\s*(\\d{1,2})\\s*[-–—]\\s*(\\d{1,2})\\s*/\\s*${YEAR}`, 'gu'),
    ([first, last, year]) => months(year, first, last),
  ],
  [
    new RegExp(`(?:ngày\\s*)?(\\d{1,2})\\s*(?:[/.-]|tháng)\\s*(\\d{1,2})\\s*(?:[/.-]|năm)\\s*${YEAR}`, 'gu'),
    ([day, month, year]) => {
      const date = isoDate(Number(year), Number(month), Number(day));
      return date === null ? null : { kind: 'date', from: date, to: date };
    },
  ],
  [
    new RegExp(`(?:quý|q)\\s*\\.?${QUARTER}${DASH}(?:quý\\s*)?${QUARTER}\\s*(?:[/.-]|năm)?\\s*${YEAR}`, 'gu'),
    ([first, last, year]) => quarters(year, first, last),
  ],
  [
    new RegExp(`(?:quý|q)\\s*\\.?${QUARTER}\\s*(?:[/.,-]|,?\\s*năm)?\\s*${YEAR}`, 'gu'),
    ([quarter, year]) => quarters(year, quarter, quarter),
  ],
  [
    new RegExp(`(?:6|sáu|06)\\s*tháng\\s*(đầu|cuối)\\s*năm\\s*${YEAR}`, 'gu'),
    ([half, year]) => ({
      kind: 'range',
      from: half === 'đầu' ? `${year}-01-01` : `${year}-07-01`,
      to: half === 'đầu' ? `${year}-06-30` : `${year}-12-31`,
    }),
  ],
  [
    new RegExp(`(?:tháng\\s*)?(?<![\\d/])(\\d{1,2})\\s*(?:[/.-]|năm|,\\s*năm)\\s*${YEAR}`, 'gu'),
    ([month, year]) => months(year, month, month),
  ],
  [new RegExp(`${YEAR}`, 'gu'), ([year]) => ({ kind: 'year', from: `${year}-01-01`, to: `${year}-12-31` })],
];

function quarters(year = '', first = '', last = ''): Omit<Period, 'index' | 'length'> | null {
  const begin = QUARTERS[first];
  const end = QUARTERS[last];
  if (begin === undefined || end === undefined || end < begin) return null;
  const period = months(year, String(begin * 3 - 2), String(end * 3));
  return period === null ? null : { ...period, kind: begin === end ? 'quarter' : 'range' };
}

function months(year = '', first = '', last = ''): Omit<Period, 'index' | 'length'> | null {
  const begin = isoDate(Number(year), Number(first), 1);
  const end = Number(last);
  if (begin === null || end < Number(first) || end > 12) return null;
  const to = isoDate(Number(year), end, daysInMonth(Number(year), end));
  return to === null ? null : { kind: first === last ? 'month' : 'range', from: begin, to };
}

/** The periods a text names, in order; what one pattern has read no later pattern reads again. */
function periods(text: string): Period[] {
  let rest = text;
  const all: Period[] = [];
  for (const [pattern, read] of READERS) {
    rest = rest.replace(pattern, (...groups) => {
      const [whole, ...captured] = groups;
      const period = read(captured.filter((group): group is string => typeof group === 'string').slice(0, 3));
      const index = groups.find((group): group is number => typeof group === 'number') ?? 0;
      if (period !== null) all.push({ ...period, index, length: String(whole).length });
      return ' '.repeat(String(whole).length);
    });
  }
  return all.sort((one, other) => one.index - other.index);
}

const YEARLY = /h[ằà]ng\s*năm|h[ằà]ng\s+các\s+năm|mỗi\s*năm|các năm trong/u;
const CONTINUOUS = /thường\s*xuyên|liên\s*tục|hằng\s*(?:quý|tháng|tuần|ngày)|hàng\s*(?:quý|tháng|tuần|ngày)/u;
const ONWARDS =
  /(?:những|các)\s*năm\s*(?:tiếp\s*theo|sau|kế\s*tiếp)|trở\s*đi|năm\s*tiếp\s*theo|về\s*sau|bắt\s*đầu\s*từ|kể\s*từ/u;

/**
 * A deadline column's text as a period. `to` is the last day of the period named (`6/2025` → 2025-06-30,
 * `2025-2026` → 2026-12-31); `2025 và những năm tiếp theo` is continuous from 2025-01-01. A date that does not
 * exist, or words that name no time, give `none`: the raw text is always kept.
 */
export function readDeadline(text: string): Deadline {
  const raw = normaliseText(text);
  const lower = oneToneStyle(raw).toLowerCase();
  if (impossibleDates(lower).length > 0) return { kind: 'none', from: null, to: null, raw };
  const named = periods(lower);
  const first = named[0];
  const last = named.at(-1);
  const from = first?.from ?? null;
  if (ONWARDS.test(lower) && first !== undefined) return { kind: 'continuous', from, to: null, raw };
  if (CONTINUOUS.test(lower))
    return { kind: 'continuous', from, to: named.length > 1 ? (last?.to ?? null) : null, raw };
  if (YEARLY.test(lower))
    return { kind: 'yearly', from, to: named.length > 1 ? (last?.to ?? null) : null, raw };
  if (first === undefined || last === undefined) return { kind: 'none', from: null, to: null, raw };
  if (named.length === 1) {
    if (/^từ\s/u.test(lower) && first.kind !== 'range') return { kind: 'continuous', from, to: null, raw };
    return { kind: first.kind, from, to: first.to, raw };
  }
  const ends = named.map((period) => period.to).sort();
  const begins = named.map((period) => period.from).sort();
  return { kind: 'range', from: begins[0] ?? null, to: ends.at(-1) ?? null, raw };
}
