import type { Language } from '../../kernel/text.ts';
import { formatNumber } from '../../ui/format.ts';
import { type Column, Table } from '../../ui/table.tsx';
import type { Part, Piece } from './content-parts.ts';
import { documentTexts } from './texts.ts';

interface ReadRow {
  readonly cells: readonly string[];
  readonly index: number;
}

type TablePiece = Extract<Piece, { kind: 'table' }>;

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
  const hasArticles = pieces.some(({ kind }) => kind === 'article');
  return (
    <>
      {pieces.map((piece, index) => (
        <TextPiece key={String(index)} language={language} piece={piece} quoted={hasArticles} />
      ))}
    </>
  );
}

/** `quoted`: statements beside articles repeat what stands in them, so they are folded away. */
function TextPiece(props: { readonly language: Language; readonly piece: Piece; readonly quoted: boolean }) {
  const { piece } = props;
  if (piece.kind === 'table') return null;
  if (piece.kind === 'article') {
    return (
      <p>
        <strong>Điều {piece.article.number}.</strong> {piece.article.text}
      </p>
    );
  }
  const items = (
    <>
      {piece.section && (
        <p>
          <strong>{piece.section}</strong>
        </p>
      )}
      {piece.texts.map((text, index) => (
        <p key={String(index)}>- {text}</p>
      ))}
    </>
  );
  if (!props.quoted) return items;
  return (
    <details>
      <summary>{documentTexts('vi').statements}</summary>
      {items}
    </details>
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
