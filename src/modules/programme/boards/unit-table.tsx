import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { HeatMap } from '../../../ui/charts/heat-map.tsx';
import { StateStrip } from '../../../ui/charts/states.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { Table } from '../../../ui/table.tsx';
import type { TaskState } from '../tasks/task.ts';
import { type BoardFilters, monthsShown } from './filters.ts';
import type { Behind, BoardLinks } from './links.ts';
import { type MonthCount, type StateCounts, type UnitRow, unitsPerPage } from './queries.ts';
import { heatOf, lateShare, stateParts } from './shapes.ts';
import { boardTexts } from './texts.ts';

interface Counted {
  readonly name: string;
  readonly states: StateCounts;
  readonly total: number;
}

const done: readonly TaskState[] = ['done_in_time', 'done_late'];

/** What has tasks, a row each: its states as a strip, and how many are in those that ask for something. */
export function CountedTable<Row extends Counted>(props: {
  readonly lang: Language;
  readonly title: string;
  /** What the rows are. */
  readonly rowsAre: string;
  readonly none: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly name: (row: Row) => ComponentChildren;
  /** The links of the board, of one row alone. */
  readonly links: (row: Row) => Pick<BoardLinks, 'tasks'>;
  readonly agency?: (row: Row) => NonNullable<Behind['agency']>;
  readonly sheet: string | undefined;
}) {
  const { lang, title, rows } = props;
  const t = boardTexts(lang);
  const number = (row: Row, count: number, states?: readonly TaskState[]) => {
    const agency = props.agency?.(row);
    const href = props.links(row).tasks({ ...(states && { states }), ...(agency && { agency }) });
    return count === 0 ? '0' : <a href={href}>{formatNumber(lang, count, 0)}</a>;
  };
  const column = (key: string, label: string, states: readonly TaskState[]) => ({
    ...{ key, label, numeric: true },
    cell: (row: Row) =>
      number(
        row,
        states.reduce((sum, state) => sum + (row.states[state] ?? 0), 0),
        states,
      ),
  });
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <Table
        {...{ lang, caption: title, captionHidden: true, rows, empty: props.none, rowKey: props.rowKey }}
        columns={[
          { ...{ key: 'unit', label: props.rowsAre, head: true }, cell: props.name },
          {
            ...{ key: 'states', label: t.state },
            cell: (row) => (
              <StateStrip
                {...{ lang, name: row.name }}
                counts={stateParts(props.links(row), row.states, props.agency?.(row))}
              />
            ),
          },
          column('late', t.late, ['overdue']),
          {
            ...{ key: 'share', label: t.share, numeric: true },
            cell: (row) => t.percent(formatNumber(lang, lateShare(row) * 100, 0)),
          },
          column('soon', t.soon, ['due_soon']),
          column('awaiting', t.awaitingShort, ['awaiting']),
          column('done', t.done, done),
          { ...{ key: 'total', label: t.total, numeric: true }, cell: (row) => number(row, row.total) },
        ]}
      />
      <div class="chart-foot">
        {props.sheet && (
          <a class="chart-file screen-only" href={props.sheet} download>
            {t.sheet}
          </a>
        )}
      </div>
    </figure>
  );
}

export interface UnitTablesProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: BoardFilters;
  readonly links: BoardLinks;
  readonly units: { readonly rows: readonly UnitRow[]; readonly total: number };
  readonly months: readonly MonthCount[];
}

/** Agencies that lead tasks, a page at a time: by state, and by the months in which their tasks are due. */
export function UnitTables({ lang, today, filters, links, units, months }: UnitTablesProps) {
  const t = boardTexts(lang);
  const pager = {
    ...{ lang, page: filters.page, pageSize: unitsPerPage, total: units.total, totalIsExact: true },
    href: (to: number) => links.here([], to),
  };
  return (
    <>
      <CountedTable
        {...{ lang, title: t.unitsByState, rowsAre: t.unit, none: t.noUnitsHelp, rows: units.rows }}
        rowKey={({ id }) => String(id)}
        name={(unit) => (
          <a href={links.unit(unit)}>
            <Content lang={lang} text={unit.name} />
          </a>
        )}
        links={() => links}
        agency={(unit) => unit}
        sheet={links.files('don-vi').sheet}
      />
      <HeatMap
        {...{ lang, id: 'thang', title: t.unitsByMonth, files: links.files('thang') }}
        of={heatOf(links, units.rows, monthsShown(filters, today), months)}
      />
      <p class="quiet">
        {rangeText(pager)} {units.total > 0 && t.unit.toLocaleLowerCase(lang)}
      </p>
      <Pager {...pager} />
    </>
  );
}
