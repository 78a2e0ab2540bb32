import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { StateStrip } from '../../../ui/charts/states.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Table } from '../../../ui/table.tsx';
import type { TaskState } from '../tasks/task.ts';
import type { Behind, BoardLinks } from './links.ts';
import type { StateCounts } from './queries.ts';
import { lateShare, stateParts } from './shapes.ts';
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
