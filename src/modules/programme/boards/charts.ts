import type { LocalDate } from '../../../kernel/dates.ts';
import { periodLabel } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Services } from '../../../platform/services.ts';
import { stateShares } from '../../../ui/charts/states.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { chartTexts } from '../../../ui/texts/charts.ts';
import { readCalendar } from '../../calendar/index.ts';
import { taskStateNames, taskStates } from '../tasks/task.ts';
import { type AskedChart, type BoardChart, sheet } from './chart.ts';
import type { BoardChartKey } from './chart-kinds.ts';
import { communeCounts } from './commune-queries.ts';
import { tileFigures, tileKeys, tilesOf } from './communes-map.tsx';
import { monthsShown } from './filters.ts';
import { partRows } from './open-queries.ts';
import { dueDays, monthCounts, namedTasks, stateCounts, type UnitRow, unitRows } from './queries.ts';
import { calendarDaysOf, heatOf, monthIn, scheduleOf, stateParts } from './shapes.ts';
import { oneTargetChart, targetsTable } from './target-charts.ts';
import { boardTexts } from './texts.ts';

/** Units in one sheet: more than a province has. */
const unitsInSheet = 2_000;
/** Tasks on a timeline. */
export const tasksOnTimeline = 20;

/** The same figures as on the board, for a file. Three statements at most. Throws Refusal `not_found`. */
export function boardChart(services: Services, asked: AskedChart, key: BoardChartKey): Promise<BoardChart> {
  return makers[key](services, asked);
}

const makers: Readonly<
  Record<BoardChartKey, (services: Services, asked: AskedChart) => Promise<BoardChart>>
> = {
  'tinh-trang': statesChart,
  'don-vi': unitsTable,
  phan: partsTable,
  thang: monthsChart,
  han: dueChart,
  lich: daysChart,
  'ban-do': communesChart,
  'chi-tieu': targetsTable,
  'mot-chi-tieu': oneTargetChart,
};

async function statesChart({ db }: Services, { lang, filters, links }: AskedChart): Promise<BoardChart> {
  const t = boardTexts(lang);
  const counts = stateParts(links, await stateCounts(db, filters));
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

/** Plans, or groups of the one that is chosen, as far as visitors read them. */
async function partsTable({ db }: Services, { lang, filters }: AskedChart): Promise<BoardChart> {
  const t = boardTexts(lang);
  const rows = await partRows(db, filters);
  const [title, name] = filters.plan === null ? [t.open.byPlan, t.plan] : [t.open.byGroup, t.group];
  return {
    ...{ title, chart: null },
    annex: sheet(
      title,
      statesColumns(lang, name),
      rows.map((row) => statesRow(lang === 'en' && row.nameEn ? row.nameEn : row.name, row)),
    ),
  };
}

const statesColumns = (lang: Language, name: string) => {
  const states = taskStates.map((state) => [taskStateNames[state][lang], 24] as const);
  return [[name, 80] as const, [boardTexts(lang).total, 20] as const, ...states];
};
const statesRow = (name: string, { total, states }: Pick<UnitRow, 'total' | 'states'>): string[] => [
  ...[name, String(total)],
  ...taskStates.map((state) => String(states[state] ?? 0)),
];

async function unitsTable({ db }: Services, { lang, filters }: AskedChart): Promise<BoardChart> {
  const t = boardTexts(lang);
  const { rows, total } = await unitRows(db, { ...filters, page: 1 }, unitsInSheet);
  return {
    ...{ title: t.unitsByState, chart: null, of: total },
    annex: sheet(
      t.unitsByState,
      statesColumns(lang, t.unit),
      rows.map((row) => statesRow(row.name, row)),
    ),
  };
}

async function monthsChart(
  { db }: Services,
  { lang, today, filters, links }: AskedChart,
): Promise<BoardChart> {
  const t = boardTexts(lang);
  const months = monthsShown(filters, today);
  const { rows } = await unitRows(db, filters);
  const counts = await monthCounts(
    db,
    filters,
    rows.map(({ id }) => id),
    months,
  );
  const of = heatOf(links, rows, months, counts);
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

async function dueChart({ db }: Services, { lang, today, filters, links }: AskedChart): Promise<BoardChart> {
  const t = boardTexts(lang);
  const tasks = await namedTasks(db, filters, 'owed', tasksOnTimeline);
  const day = (one: LocalDate | null) => (one === null ? '' : formatDate(lang, one));
  return {
    ...{ title: t.timeline, chart: { kind: 'timeline', of: scheduleOf(links, today, tasks) } },
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

async function daysChart(services: Services, asked: AskedChart): Promise<BoardChart> {
  const { lang, today, filters, links } = asked;
  const t = boardTexts(lang);
  const month = monthIn(asked.month, filters, today);
  const days = await dueDays(services.db, filters, month);
  const calendar = await readCalendar(services.db, services.config);
  const title = t.calendarOf(periodLabel(month)[lang]);
  return {
    title,
    chart: {
      ...{ kind: 'month', month: month.key },
      of: calendarDaysOf(lang, links, month, days, { today, calendar }),
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

async function communesChart(
  { db }: Services,
  { lang, filters, links, metric }: AskedChart,
): Promise<BoardChart> {
  const t = boardTexts(lang);
  const { rows } = await communeCounts(db, filters);
  const { title, name } = t.tiles[metric];
  return {
    title,
    chart: { kind: 'tileMap', tiles: tilesOf(lang, rows, metric, links), legend: tileKeys(lang, metric) },
    annex: sheet(
      title,
      [
        [t.tiles.title, 80],
        [name, 40],
        [t.notDone, 40],
        [t.total, 40],
      ],
      rows.map((commune) => {
        const { all, open, count } = tileFigures(commune, metric);
        return [commune.name, String(count), String(open), String(all)];
      }),
    ),
  };
}
