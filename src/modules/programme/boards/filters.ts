import type { LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodsBetween, readPeriod } from '../../../kernel/periods.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { programmeWork } from '../paths.ts';
import type { TaskState } from '../tasks/task.ts';

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
}

export function boardFiltersIn(call: Pick<Call, 'query'>): BoardFilters {
  const id = (name: string) => {
    const typed = call.query(name);
    return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
  };
  const plan = id('ke-hoach');
  const sector = call.query('linh-vuc');
  return {
    ...{ plan, group: plan === null ? null : id('nhom'), agency: id('co-quan') },
    sector: /^[a-z0-9-]{1,60}$/i.test(sector) ? sector : null,
    ...{ period: readPeriod(call.query('ky')), page: readPageNumber(call.query('trang')) },
  };
}

export type Asked = readonly (readonly [name: string, value: string])[];

const one = (name: string, value: string | number | null): Asked =>
  value === null ? [] : [[name, String(value)]];

const withQuery = (path: string, asked: Asked): string => {
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
  return withQuery(path, [
    ...one('ke-hoach', plan),
    ...one('nhom', group),
    ...one('co-quan', agency),
    ...one('linh-vuc', sector),
    ...one('ky', period?.key ?? null),
    ...one('trang', page > 1 ? page : null),
    ...others,
  ]);
}

/** The list of the tasks that a figure of a board counts. */
export function tasksBehind(
  filters: BoardFilters,
  more: {
    readonly agency?: number;
    readonly states?: readonly TaskState[];
    readonly from?: LocalDate;
    readonly to?: LocalDate;
  } = {},
): string {
  const { plan, group, sector, period } = filters;
  return withQuery(programmeWork.tasks, [
    ...one('ke-hoach', plan),
    ...one('nhom', group),
    ...one('co-quan', more.agency ?? filters.agency),
    ...one('linh-vuc', sector),
    ...(more.states ?? []).map((state) => ['trang-thai', state] as const),
    ...one('tu', more.from ?? period?.from ?? null),
    ...one('den', more.to ?? period?.to ?? null),
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
