import type { LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodsBetween, readPeriod } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';

/** What a board is asked for; carried from board to board in the address. */
export interface BoardFilters {
  readonly plan: number | null;
  /** Of that plan; none without one. */
  readonly group: number | null;
  readonly agency: number | null;
  readonly sector: string | null;
  /** In which the last day of tasks lies; a year at most. */
  readonly period: Period | null;
  readonly page: number;
  /** Only what visitors read. */
  readonly open: boolean;
  /** In which agencies are named. */
  readonly lang: Language;
}

/** What of a board is looked at: how things stand, when they are due, targets against their trajectory. */
export const boardViews = ['tong-quan', 'thoi-gian', 'chi-tieu'] as const;
export type BoardView = (typeof boardViews)[number];

/** What tiles of communes tell: how much is overdue, or of how much nobody has told anything. */
export const tileMetrics = ['qua-han', 'chua-co-thong-tin'] as const;
export type TileMetric = (typeof tileMetrics)[number];

type Typed = Pick<Call, 'query'>;

export const viewIn = (call: Typed): BoardView =>
  boardViews.find((view) => view === call.query('xem')) ?? boardViews[0];
export const metricIn = (call: Typed): TileMetric =>
  tileMetrics.find((metric) => metric === call.query('chi-so')) ?? tileMetrics[0];
export const viewAsked = (view: BoardView): Asked => (view === boardViews[0] ? [] : [['xem', view]]);
export const metricAsked = (metric: TileMetric): Asked =>
  metric === tileMetrics[0] ? [] : [['chi-so', metric]];

export const sectorIn = (call: Typed): string | null => {
  const sector = call.query('linh-vuc');
  return /^[a-z0-9-]{1,60}$/i.test(sector) ? sector : null;
};

export function boardFiltersIn(call: Pick<Call, 'query' | 'language'>): BoardFilters {
  const id = (name: string) => {
    const typed = call.query(name);
    return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
  };
  const plan = id('ke-hoach');
  return {
    ...{ plan, group: plan === null ? null : id('nhom'), agency: id('co-quan'), sector: sectorIn(call) },
    ...{ period: readPeriod(call.query('ky')), page: readPageNumber(call.query('trang')) },
    ...{ open: false, lang: call.language },
  };
}

export type Asked = readonly (readonly [name: string, value: string])[];

export const one = (name: string, value: string | number | null): Asked =>
  value === null ? [] : [[name, String(value)]];

export const withAsked = (path: string, asked: Asked): string => {
  const query = new URLSearchParams(asked.map(([name, value]) => [name, value])).toString();
  return query === '' ? path : `${path}?${query}`;
};

/** A board with what is asked for; `more` replaces parts of it. */
export function boardAddress(
  path: string,
  filters: BoardFilters,
  more: Partial<BoardFilters> = {},
  others: Asked = [],
): string {
  const { plan, group, agency, sector, period, page } = { ...filters, page: 1, ...more };
  return withAsked(path, [
    ...one('ke-hoach', plan),
    ...one('nhom', group),
    ...one('co-quan', agency),
    ...one('linh-vuc', sector),
    ...one('ky', period?.key ?? null),
    ...one('trang', page > 1 ? page : null),
    ...others,
  ]);
}

/** The months of a period; three months back and eight ahead where none is chosen. */
export function monthsShown({ period }: BoardFilters, today: LocalDate): readonly Period[] {
  if (period !== null) return periodsBetween('month', period.from, period.to);
  const first = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - 3);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 11);
  const day = (date: Date) => date.toISOString().slice(0, 10) as LocalDate;
  return periodsBetween('month', day(first), day(last));
}
