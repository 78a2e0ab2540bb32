import type { ComponentChildren } from 'preact';
import { Content } from './inline.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** One column: `numeric` sets figures under each other; `head` marks the cell that names its row. */
export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean | undefined;
  readonly head?: boolean | undefined;
  /** Keeps the label for screen readers only, e.g. a column of buttons. */
  readonly quietLabel?: boolean | undefined;
};

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const className = column.numeric ? 'numeric' : undefined;
  const label = column.quietLabel ? undefined : column.label;
  return column.head ? (
    <th scope="row" class={className} data-label={label}>
      {column.cell(row)}
    </th>
  ) : (
    <td class={className} data-label={label}>
      {column.cell(row)}
    </td>
  );
}

/** A table with its caption; on phones each row becomes a small stack of labelled lines. */
export function Table<Row>(props: {
  readonly lang: Lang;
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly empty?: ComponentChildren;
}) {
  if (props.rows.length === 0) return <p class="quiet">{props.empty ?? texts(props.lang).table.empty}</p>;
  return (
    <table class="table">
      <caption class={props.captionHidden ? 'sr' : undefined}>
        <Content lang={props.lang} text={props.caption} />
      </caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.key} scope="col" class={column.numeric ? 'numeric' : undefined}>
              {column.quietLabel ? <span class="sr">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)}>
            {props.columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
