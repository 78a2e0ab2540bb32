import { Fragment } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { Article } from '../../office/index.ts';
import { formatNumber } from '../../ui/format.ts';
import { type Column, Table } from '../../ui/table.tsx';
import type { Part, Piece } from './content-parts.ts';
import { documentTexts } from './texts.ts';

interface ReadRow {
  readonly cells: readonly string[];
  readonly index: number;
}

type TablePiece = Extract<Piece, { kind: 'table' }>;
type StatementsPiece = Extract<Piece, { kind: 'statements' }>;

/** The running text of a part (articles, statements), or its tables: paper has no room for wide ones. */
export function Body(props: {
  readonly language: Language;
  readonly pieces: Part;
  readonly only: 'text' | 'tables';
}) {
  const { language, pieces } = props;
  if (props.only === 'tables') {
    const tables = pieces.filter((piece) => piece.kind === 'table');
    return (
      <>
        {tables.map((piece, index) => (
          <ReadTable key={String(index)} language={language} piece={piece} place={index + 1} />
        ))}
      </>
    );
  }
  const articles = pieces.filter((piece) => piece.kind === 'article');
  const statements = pieces.filter((piece) => piece.kind === 'statements');
  return (
    <>
      {articles.map((piece, index) => (
        <ArticleText key={String(index)} {...piece} />
      ))}
      {articles.length === 0 || statements.length === 0 ? (
        <Statements pieces={statements} />
      ) : (
        // they stand in the articles as well: folded away
        <details>
          <summary>{documentTexts('vi').statements}</summary>
          <Statements pieces={statements} />
        </details>
      )}
    </>
  );
}

/** Where a paragraph of an article began before its lines were joined: a dash, a clause number, a point's letter. */
const paragraphStart = /(?<=[;:.]) (?=- \p{L}|\d{1,2}\. \p{Lu}|[a-zđ]\) )/u;

function ArticleText({ article }: { readonly article: Article }) {
  const [first = '', ...rest] = article.text.split(paragraphStart);
  return (
    <>
      <p>
        <strong>Điều {article.number}.</strong> {first}
      </p>
      {rest.map((paragraph, index) => (
        <p key={String(index)}>{paragraph}</p>
      ))}
    </>
  );
}

function Statements({ pieces }: { readonly pieces: readonly StatementsPiece[] }) {
  return (
    <>
      {pieces.map((piece, place) => (
        <Fragment key={String(place)}>
          {piece.section && (
            <p>
              <strong>{piece.section}</strong>
            </p>
          )}
          {piece.texts.map((text, index) => (
            <p key={String(index)}>- {text}</p>
          ))}
        </Fragment>
      ))}
    </>
  );
}

function ReadTable(props: {
  readonly language: Language;
  readonly piece: TablePiece;
  readonly place: number;
}) {
  const { language, piece } = props;
  const t = documentTexts(language);
  const { table } = piece;
  const columns = table.columns.map(
    (label, index): Column<ReadRow> => ({
      key: String(index),
      label: label || t.column(index + 1),
      cell: ({ cells }) => cells[index] ?? '',
    }),
  );
  const shown = piece.from + table.rows.length - 1;
  const whole = table.rows.length === piece.total;
  const range = whole
    ? ''
    : ` (${t.rows(
        formatNumber(language, piece.from, 0),
        formatNumber(language, shown, 0),
        formatNumber(language, piece.total, 0),
      )})`;
  return (
    <div class="read-table" lang="vi">
      <Table
        lang={language}
        caption={`${table.title ?? t.table(props.place)}${range}`}
        columns={columns}
        rows={table.rows.map((cells, index) => ({ cells, index }))}
        rowKey={({ index }) => String(index)}
      />
    </div>
  );
}
