import { addDays } from '../../../kernel/dates.ts';
import { nextPeriod, type Period, periodLabel, periodOf } from '../../../kernel/periods.ts';
import type { WorkCalendar } from '../../../kernel/working-days.ts';
import { MonthCalendar } from '../../../ui/charts/calendar.tsx';
import { HeatMap } from '../../../ui/charts/heat-map.tsx';
import { StateBar, StateStrip } from '../../../ui/charts/states.tsx';
import { TaskTimeline } from '../../../ui/charts/task-timeline.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Columns, EmptyState, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { AgencyLetters } from '../urging-letters/list-view.tsx';
import type { ListedLetter } from '../urging-letters/queries.ts';
import { chartFiles } from './charts.ts';
import { boardAddress, monthsShown, tasksBehind } from './filters.ts';
import { BoardFrame, type BoardProps, TargetSection, TaskSection } from './parts.tsx';
import { boardPaths } from './paths.ts';
import {
  type BoardTarget,
  type BoardTask,
  type DueDay,
  type MonthCount,
  type StateCounts,
  tasksNamed,
  type UnitRow,
  unitsPerPage,
} from './queries.ts';
import { calendarDaysOf, heatOf, lateShare, scheduleOf, stateParts } from './shapes.ts';
import { boardTexts } from './texts.ts';

export interface AllBoardProps extends BoardProps {
  readonly counts: StateCounts;
  readonly units: { readonly rows: readonly UnitRow[]; readonly total: number };
  readonly months: readonly MonthCount[];
  readonly silent: readonly BoardTask[];
  readonly awaiting: readonly BoardTask[];
  readonly targets: readonly BoardTarget[];
}

/** All units: what is in which state, who is late and when, who is silent, what waits to be confirmed. */
export function AllBoard(props: AllBoardProps) {
  const { lang, today, filters, counts, units, months, silent, awaiting, targets } = props;
  const t = boardTexts(lang);
  const waiting = counts.awaiting ?? 0;
  const pager = {
    ...{ lang, page: filters.page, pageSize: unitsPerPage, total: units.total, totalIsExact: true },
    href: (to: number) => localPath(lang, boardAddress(boardPaths.all, filters, { page: to })),
  };
  return (
    <BoardFrame {...props} board="all" title={t.allTitle} lead={t.allLead}>
      <StateBar
        {...{ lang, title: t.byState, counts: stateParts(lang, filters, counts) }}
        files={chartFiles(lang, filters, 'tinh-trang')}
      />
      <UnitTable {...props} />
      <HeatMap
        {...{ lang, id: 'thang', title: t.unitsByMonth }}
        of={heatOf(lang, filters, units.rows, monthsShown(filters, today), months)}
        files={chartFiles(lang, filters, 'thang')}
      />
      <p class="quiet">
        {rangeText(pager)} {units.total > 0 && t.unit.toLocaleLowerCase(lang)}
      </p>
      <Pager {...pager} />
      <TaskSection
        {...{ lang, today, title: t.silent, none: t.silentNone, tasks: silent, silent: true }}
        all={{
          href: `${tasksBehind(filters)}${tasksBehind(filters).includes('?') ? '&' : '?'}im-lang=30`,
          words: t.toList,
        }}
      />
      <TaskSection
        {...{ lang, today, title: t.awaiting, none: t.awaitingNone, tasks: awaiting }}
        all={
          waiting > tasksNamed
            ? {
                href: tasksBehind(filters, { states: ['awaiting'] }),
                words: t.allOfThem(formatNumber(lang, waiting, 0)),
              }
            : undefined
        }
      />
      <TargetSection {...{ lang, today, targets }} />
    </BoardFrame>
  );
}

function UnitTable({ lang, filters, units }: AllBoardProps) {
  const t = boardTexts(lang);
  const number = (unit: UnitRow, count: number, states: Parameters<typeof tasksBehind>[1]) =>
    count === 0 ? (
      '0'
    ) : (
      <a href={localPath(lang, tasksBehind(filters, { agency: unit.id, ...states }))}>
        {formatNumber(lang, count, 0)}
      </a>
    );
  const column = (key: string, label: string, states: readonly (keyof StateCounts)[]) => ({
    ...{ key, label, numeric: true },
    cell: (unit: UnitRow) =>
      number(
        unit,
        states.reduce((sum, state) => sum + (unit.states[state] ?? 0), 0),
        { states },
      ),
  });
  return (
    <figure class="chart">
      <figcaption>{t.unitsByState}</figcaption>
      <Table
        {...{ lang, caption: t.unitsByState, captionHidden: true, rows: units.rows, empty: t.noUnitsHelp }}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            ...{ key: 'unit', label: t.unit, head: true },
            cell: ({ id, name }) => (
              <a href={localPath(lang, boardAddress(boardPaths.unit, filters, { agency: id }))}>
                <Content lang={lang} text={name} />
              </a>
            ),
          },
          {
            ...{ key: 'states', label: t.state },
            cell: ({ name, states }) => (
              <StateStrip {...{ lang, name }} counts={stateParts(lang, filters, states)} />
            ),
          },
          column('late', t.late, ['overdue']),
          {
            ...{ key: 'share', label: t.share, numeric: true },
            cell: (unit) => t.percent(formatNumber(lang, lateShare(unit) * 100, 0)),
          },
          column('soon', t.soon, ['due_soon']),
          column('awaiting', t.awaitingShort, ['awaiting']),
          column('done', t.done, ['done_in_time', 'done_late']),
          {
            ...{ key: 'total', label: t.total, numeric: true },
            cell: (unit) => number(unit, unit.total, {}),
          },
        ]}
      />
      <div class="chart-foot">
        <a class="chart-file screen-only" href={chartFiles(lang, filters, 'don-vi').sheet} download>
          {t.sheet}
        </a>
      </div>
    </figure>
  );
}

export interface UnitBoardProps extends BoardProps {
  /** The last ones issued to the agency. */
  readonly letters: readonly ListedLetter[];
  readonly name: string;
  readonly counts: StateCounts;
  readonly owed: readonly BoardTask[];
  readonly silent: readonly BoardTask[];
  readonly targets: readonly BoardTarget[];
  readonly month: Period;
  readonly days: readonly DueDay[];
  readonly calendar: WorkCalendar;
}

/** One unit: its tasks by state, what it owes, when things are due, its targets. */
export function UnitBoard(props: UnitBoardProps) {
  const { lang, today, filters, name, counts, owed, silent, targets, month, days, calendar } = props;
  const t = boardTexts(lang);
  return (
    <BoardFrame {...props} board="unit" title={<Content lang={lang} text={name} />} lead={t.unitLead}>
      <StateBar
        {...{ lang, title: t.byState, counts: stateParts(lang, filters, counts) }}
        files={chartFiles(lang, filters, 'tinh-trang')}
      />
      <Columns
        main={
          <TaskTimeline
            {...{ lang, title: t.timeline, of: scheduleOf(lang, today, owed) }}
            files={chartFiles(lang, filters, 'han')}
          />
        }
        side={
          <>
            <MonthCalendar
              {...{ lang, month: month.key, title: t.calendarOf(periodLabel(month)[lang]) }}
              of={calendarDaysOf(lang, filters, month, days, { today, calendar })}
              files={chartFiles(lang, filters, 'lich', month)}
            />
            <MonthSteps {...props} />
          </>
        }
      />
      <TaskSection {...{ lang, today, title: t.silent, none: t.silentNone, tasks: silent, silent: true }} />
      <TargetSection {...{ lang, today, targets }} />
      {filters.agency !== null && (
        <AgencyLetters {...{ lang, letters: props.letters }} agencyId={filters.agency} />
      )}
      <p>
        <a href={localPath(lang, tasksBehind(filters))}>{t.toList}</a>
      </p>
    </BoardFrame>
  );
}

function MonthSteps({ lang, filters, month }: UnitBoardProps) {
  const t = boardTexts(lang);
  const to = (period: Period) =>
    localPath(lang, boardAddress(boardPaths.unit, filters, {}, [['thang', period.key]]));
  return (
    <p class="screen-only">
      <a href={to(periodOf('month', addDays(month.from, -1)))}>← {t.earlier}</a>{' '}
      <a href={to(nextPeriod(month))}>{t.later} →</a>
    </p>
  );
}

/** Which unit: those that lead tasks. */
export function UnitChoice(props: BoardProps) {
  const { lang, filters, choices } = props;
  const t = boardTexts(lang);
  return (
    <BoardFrame {...props} board="unit" title={t.unitTitle} lead={t.unitLead}>
      {choices.agencies.length === 0 ? (
        <EmptyState title={t.noUnits}>
          <p>{t.noUnitsHelp}</p>
        </EmptyState>
      ) : (
        <Section title={t.whichUnit}>
          <ul>
            {choices.agencies.map(({ value, label }) => (
              <li key={value}>
                <a href={localPath(lang, boardAddress(boardPaths.unit, filters, { agency: Number(value) }))}>
                  <Content lang={lang} text={label} />
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </BoardFrame>
  );
}
