import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { ChartFiles } from '../../../ui/charts/frame.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { TaskState } from '../tasks/task.ts';
import { type BoardChartKey, boardCharts } from './chart-kinds.ts';
import {
  type Asked,
  type BoardFilters,
  type BoardView,
  boardAddress,
  one,
  viewAsked,
  withAsked,
} from './filters.ts';
import { boardPaths } from './paths.ts';

interface Known {
  readonly id: number;
  readonly code: string;
}

/** What more a figure asks for than its board does. */
export interface Behind {
  readonly agency?: Known;
  readonly states?: readonly TaskState[];
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  /** Whatever period the board shows. */
  readonly anyTime?: true;
}

/** Where what is shown on a board leads; of the office and for everybody. */
export interface BoardLinks {
  /** The list of the tasks that a figure counts. */
  readonly tasks: (more?: Behind) => string;
  /** The board of one unit. */
  readonly unit: (unit: Known) => string;
  readonly task: (task: Known) => string;
  readonly target: (target: Known) => string;
  /** This board with something else asked for. */
  readonly here: (others: Asked, page?: number) => string;
  /** The same figures taken along. */
  readonly files: (key: BoardChartKey, others?: Asked) => ChartFiles;
}

/** The list of tasks of the office, as a figure counts them. */
export function tasksBehind(filters: BoardFilters, more: Behind = {}): string {
  const { plan, group, sector } = filters;
  const period = more.anyTime ? null : filters.period;
  return withAsked(programmeWork.tasks, [
    ...one('ke-hoach', plan),
    ...one('nhom', group),
    ...one('co-quan', more.agency?.id ?? filters.agency),
    ...one('linh-vuc', sector),
    ...(more.states ?? []).map((state) => ['trang-thai', state] as const),
    ...one('tu', more.from ?? period?.from ?? null),
    ...one('den', more.to ?? period?.to ?? null),
  ]);
}

export function officeLinks(
  lang: Language,
  filters: BoardFilters,
  at: { readonly path: string; readonly view: BoardView } = { path: boardPaths.all, view: 'tong-quan' },
): BoardLinks {
  const english: Asked = lang === 'en' ? [['ngon-ngu', 'en']] : [];
  return {
    tasks: (more) => localPath(lang, tasksBehind(filters, more)),
    unit: ({ id }) => localPath(lang, boardAddress(boardPaths.unit, filters, { agency: id })),
    task: ({ id }) => localPath(lang, programmeWork.task(id)),
    target: ({ id }) => localPath(lang, programmeWork.target(id)),
    here: (others, page = 1) =>
      localPath(lang, boardAddress(at.path, filters, { page }, [...viewAsked(at.view), ...others])),
    files(key, others = []) {
      const asked: Asked = [['bieu-do', key], ...others, ...english];
      const address = (path: string) => boardAddress(path, filters, { page: filters.page }, asked);
      return filesOf(key, address(boardPaths.picture), address(boardPaths.sheet));
    },
  };
}

/** Of what is no drawing there is a sheet alone. */
export function filesOf(key: BoardChartKey, picture: string, sheet: string): ChartFiles {
  return { ...(boardCharts[key] === 'chart' ? { picture } : {}), sheet };
}
