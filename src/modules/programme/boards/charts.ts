import type { LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodLabel } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Annex } from '../../../office/index.ts';
import type { Services } from '../../../platform/services.ts';
import { stateShares } from '../../../ui/charts/states.tsx';
import type { Chart } from '../../../ui/charts/svg-file.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { chartTexts } from '../../../ui/texts/charts.ts';
import { readCalendar } from '../../calendar/index.ts';
import { taskStateNames, taskStates } from '../tasks/task.ts';
import { type BoardFilters, boardAddress, monthsShown } from './filters.ts';
import { boardPaths } from './paths.ts';
import { dueDays, monthCounts, namedTasks, stateCounts, unitRows } from './queries.ts';
import { calendarDaysOf, heatOf, monthIn, scheduleOf, stateParts } from './shapes.ts';
import { boardTexts } from './texts.ts';

/** What boards can be taken along from, by its name in addresses; `table`: there is no drawing of it. */
export const boardCharts = {
  'tinh-trang': 'chart',
  'don-vi': 'table',
  thang: 'chart',
  han: 'chart',
  lich: 'chart',
} as const;
export type BoardChartKey = keyof typeof boardCharts;

/** Units in one sheet: more than a province has. */
const unitsInSheet = 2_000;
/** Tasks on a timeline. */
export const tasksOnTimeline = 20;

export interface BoardChart {
  readonly title: string;
  /** null where there is no drawing. */
  readonly chart: Chart | null;
  readonly annex: Annex;
}

interface Asked {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: BoardFilters;
  /** The month a calendar is asked for. */
  readonly month: Period | null;
}

/** Where a chart is saved as a picture and as a sheet. */
export function chartFiles(
  lang: Language,
  filters: BoardFilters,
  key: BoardChartKey,
  month: Period | null = null,
): { readonly picture?: string; readonly sheet: string } {
  const others = [
    ['bieu-do', key] as const,
    ...(month === null ? [] : [['thang', month.key] as const]),
    ...(lang === 'en' ? [['ngon-ngu', 'en'] as const] : []),
  ];
  const address = (path: string) => boardAddress(path, filters, { page: filters.page }, others);
  return {
    ...(boardCharts[key] === 'chart' ? { picture: address(boardPaths.picture) } : {}),
    sheet: address(boardPaths.sheet),
  };
}

/** The same figures as on the board, for a file. Two statements at most. */
export function boardChart(services: Services, asked: Asked, key: BoardChartKey): Promise<BoardChart> {
  return makers[key](services, asked);
}

const makers: Readonly<Record<BoardChartKey, (services: Services, asked: Asked) => Promise<BoardChart>>> = {
  'tinh-trang': statesChart,
  'don-vi': unitsTable,
  thang: monthsChart,
  han: dueChart,
  lich: daysChart,
};

const sheet = (title: string, columns: readonly (readonly [string, number])[], rows: string[][]): Annex => ({
  ...{ number: null, title, caption: null, rows },
  columns: columns.map(([header, width]) => ({ header, width })),
});

async function statesChart({ db }: Services, { lang, filters }: Asked): Promise<BoardChart> {
  const t = boardTexts(lang);
  const counts = stateParts(lang, filters, await stateCounts(db, filters));
  const { total, shares } = stateShares(counts);
  return {
    ...{ title: t.byState, chart: { kind: 'states', counts } },
    annex: sheet(
      t.byState,
      [
        [t.state, 90],
        [t.count, 40],
      ],
      [
        ...shares.map(({ state, count }) => [taskStateNames[state][lang], String(count)]),
        [t.total, String(total)],
      ],
    ),
  };
}

async function unitsTable({ db }: Services, { lang, filters }: Asked): Promise<BoardChart> {
  const t = boardTexts(lang);
  const { rows } = await unitRows(db, { ...filters, page: 1 }, unitsInSheet);
  return {
    ...{ title: t.unitsByState, chart: null },
    annex: sheet(
      t.unitsByState,
      [[t.unit, 80], [t.total, 20], ...taskStates.map((state) => [taskStateNames[state][lang], 24] as const)],
      rows.map(({ name, total, states }) => [
        name,
        String(total),
        ...taskStates.map((state) => String(states[state] ?? 0)),
      ]),
    ),
  };
}

async function monthsChart({ db }: Services, { lang, today, filters }: Asked): Promise<BoardChart> {
  const t = boardTexts(lang);
  const months = monthsShown(filters, today);
  const { rows } = await unitRows(db, filters);
  const counts = await monthCounts(
    db,
    filters,
    rows.map(({ id }) => id),
    months,
  );
  const of = heatOf(lang, filters, rows, months, counts);
  return {
    ...{ title: t.unitsByMonth, chart: { kind: 'heatMap', of } },
    annex: sheet(
      t.unitsByMonth,
      [[t.unit, 70], ...of.months.map(({ label }) => [label, 20] as const)],
      of.rows.map(({ name, cells }) => [
        name,
        ...cells.map((cell) => (cell ? `${cell.late}/${cell.due}` : '')),
      ]),
    ),
  };
}

async function dueChart({ db }: Services, { lang, today, filters }: Asked): Promise<BoardChart> {
  const t = boardTexts(lang);
  const tasks = await namedTasks(db, filters, 'owed', tasksOnTimeline);
  const day = (one: LocalDate | null) => (one === null ? '' : formatDate(lang, one));
  return {
    ...{ title: t.timeline, chart: { kind: 'timeline', of: scheduleOf(lang, today, tasks) } },
    annex: sheet(
      t.timeline,
      [
        [t.code, 35],
        [t.name, 90],
        [t.agency, 60],
        [chartTexts(lang).timeline.from, 25],
        [chartTexts(lang).timeline.to, 25],
        [t.state, 40],
      ],
      tasks.map((task) => [
        ...[task.code, task.name, task.agencies, day(task.startedOn), day(task.lastDay)],
        taskStateNames[task.state][lang],
      ]),
    ),
  };
}

async function daysChart(services: Services, asked: Asked): Promise<BoardChart> {
  const { lang, today, filters } = asked;
  const t = boardTexts(lang);
  const month = monthIn(asked.month, filters, today);
  const days = await dueDays(services.db, filters, month);
  const calendar = await readCalendar(services.db, services.config);
  const title = t.calendarOf(periodLabel(month)[lang]);
  return {
    title,
    chart: {
      ...{ kind: 'month', month: month.key },
      of: calendarDaysOf(lang, filters, month, days, { today, calendar }),
    },
    annex: sheet(
      title,
      [
        [t.day, 40],
        [t.count, 40],
        [t.late, 40],
      ],
      days.map((one) => [formatDate(lang, one.day), formatNumber(lang, one.tasks, 0), String(one.late)]),
    ),
  };
}
