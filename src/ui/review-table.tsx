/**
 * The import screen: row by row, what was read beside its source, with what needs a look marked.
 * Pure pieces: the page decides which columns there are, which choices each head offers and what is wrong.
 */

import type { ComponentChildren } from 'preact';
import type { Option } from './fields.tsx';
import { fieldId } from './form.tsx';
import { Icon } from './icons.tsx';
import { Content, Quoting } from './inline.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** A column as printed, with the choice of what it means. `name` is the form field of the choice. */
export type ReviewColumn = {
  readonly name: string;
  readonly header: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly problem?: string | undefined;
  /** Holds no more than a number. */
  readonly narrow?: boolean | undefined;
};

export type ReviewCell = {
  /** The text of the cell in the document. */
  readonly source: ComponentChildren;
  /** What was understood, when it differs from the source: a date, citations, a list. */
  readonly read?: ComponentChildren;
  readonly problems?: readonly string[] | undefined;
};

export type ReviewRow = {
  readonly key: string;
  /** The line counted from the top, as messages name it; the number printed in the document has a column. */
  readonly number: string;
  readonly cells: readonly ReviewCell[];
  readonly problems?: readonly string[] | undefined;
  /** The form field that leaves the row out, with its present value; absent when rows cannot be left out. */
  readonly skip?: { readonly name: string; readonly value: string; readonly checked: boolean } | undefined;
  /** Under the row's number: a link to correct it. */
  readonly tools?: ComponentChildren;
};

function ColumnHead({ lang, column }: { readonly lang: Lang; readonly column: ReviewColumn }) {
  const t = texts(lang).review;
  const id = fieldId(column.name);
  return (
    <th
      scope="col"
      class={
        [column.problem && 'review-wrong', column.narrow && 'review-narrow'].filter(Boolean).join(' ') ||
        undefined
      }
    >
      <label for={id}>
        <span class="review-printed" lang={lang === 'vi' ? undefined : 'vi'}>
          {column.header}
        </span>
        <span class="sr">
          <Quoting lang={lang} text={t.column(column.header)} quoted={[column.header]} />
        </span>
      </label>
      <select id={id} class="input" name={column.name} aria-invalid={column.problem ? 'true' : undefined}>
        {column.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === column.value}>
            {option.label}
          </option>
        ))}
      </select>
      {column.problem && <Problem message={column.problem} />}
    </th>
  );
}

function Problem({ message }: { readonly message: string }) {
  return (
    <p class="review-problem">
      <Icon name="alert" />
      {message}
    </p>
  );
}

/** What was understood beside its source; where nothing was understood differently, the source alone says it all. */
function Cell({
  lang,
  cell,
  label,
  sourceLabel,
}: {
  readonly lang: Lang;
  readonly cell: ReviewCell;
  readonly label: string;
  readonly sourceLabel: string | undefined;
}) {
  const problems = cell.problems ?? [];
  return (
    <td data-label={label} class={problems.length > 0 ? 'review-wrong' : undefined}>
      {cell.read === undefined ? (
        <div lang={lang === 'vi' ? undefined : 'vi'}>{cell.source}</div>
      ) : (
        <div class="review-cell">
          <div class="review-pair">
            <div>{typeof cell.read === 'string' ? <Content lang={lang} text={cell.read} /> : cell.read}</div>
            <div class="review-source">
              <p class="review-source-label">{sourceLabel ?? texts(lang).review.source}</p>
              <p lang={lang === 'vi' ? undefined : 'vi'}>{cell.source}</p>
            </div>
          </div>
        </div>
      )}
      {problems.map((message) => (
        <Problem key={message} message={message} />
      ))}
    </td>
  );
}

function Row(props: {
  readonly lang: Lang;
  readonly columns: readonly ReviewColumn[];
  readonly row: ReviewRow;
  readonly sourceLabel: string | undefined;
}) {
  const { lang, row, sourceLabel } = props;
  const t = texts(lang).review;
  const problems = row.problems ?? [];
  const count = problems.length + row.cells.reduce((sum, cell) => sum + (cell.problems?.length ?? 0), 0);
  return (
    <tr id={`dong-${row.key}`} class={count > 0 ? 'review-row-wrong' : undefined}>
      <th scope="row">
        <span class="review-number">
          <span class="review-line">{t.line} </span>
          {row.number}
        </span>
        <span class={`review-state${count > 0 ? ' review-state-wrong' : ''}`}>
          <Icon name={count > 0 ? 'alert' : 'check'} />
          {count > 0 ? t.problems(count) : t.fine}
        </span>
        {problems.map((message) => (
          <Problem key={message} message={message} />
        ))}
        {row.skip && (
          <label class="choice choice-small">
            <input type="checkbox" name={row.skip.name} value={row.skip.value} checked={row.skip.checked} />
            <span>{t.skip}</span>
          </label>
        )}
        {row.tools}
      </th>
      {row.cells.map((cell, index) => {
        const column = props.columns[index];
        const label = column?.header ?? '';
        return <Cell key={column?.name ?? index} {...{ lang, cell, label, sourceLabel }} />;
      })}
    </tr>
  );
}

/** The whole table, to stand inside the form that corrects columns and confirms. Scrolls inside its frame. */
export function ReviewTable(props: {
  readonly lang: Lang;
  readonly caption: string;
  readonly columns: readonly ReviewColumn[];
  readonly rows: readonly ReviewRow[];
  /** Over what was printed, where that is no document. */
  readonly sourceLabel?: string | undefined;
}) {
  const t = texts(props.lang);
  return (
    // A scrolling frame takes the keyboard's focus so that its arrows reach the columns out of sight.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="review" tabIndex={0} aria-label={t.table.stacked}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="review-corner">
              {t.review.line}
            </th>
            {props.columns.map((column) => (
              <ColumnHead key={column.name} lang={props.lang} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Row
              key={row.key}
              lang={props.lang}
              columns={props.columns}
              row={row}
              sourceLabel={props.sourceLabel}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
