import type { Article, Table } from '../../office/index.ts';
import type { DocumentContent } from './document.ts';

/** A stretch of a document's body that is shown in one go. */
export type Piece =
  | { readonly kind: 'article'; readonly article: Article }
  /** `from` counts the rows of the whole table from 1. */
  | { readonly kind: 'table'; readonly table: Table; readonly from: number; readonly total: number }
  | { readonly kind: 'statements'; readonly section: string | null; readonly texts: readonly string[] };

export type Part = readonly Piece[];

/** Characters of one part: a page with it stays below its 50 KB. */
const partSize = 45_000;
/** What the markup of a cell weighs, in characters. */
const cellWeight = 24;

/**
 * The body in parts small enough for a page each, in reading order: articles, tables, statements. At least one part,
 * perhaps empty. A table or a list of statements may go on in the next part; a single paragraph is never cut.
 */
export function partsOf(content: DocumentContent): readonly Part[] {
  const parts: Piece[][] = [[]];
  let size = 0;
  const place = (weight: number): Piece[] => {
    if (size > 0 && size + weight > partSize) {
      parts.push([]);
      size = 0;
    }
    size += weight;
    return parts.at(-1) ?? [];
  };
  for (const article of content.articles) {
    place(article.text.length).push({ kind: 'article', article });
  }
  for (const table of content.tables) placeTable(table, place);
  for (const { section, text } of content.statements) {
    const part = place(text.length + cellWeight);
    const last = part.at(-1);
    if (last?.kind === 'statements' && last.section === section) {
      part[part.length - 1] = { ...last, texts: [...last.texts, text] };
    } else {
      part.push({ kind: 'statements', section, texts: [text] });
    }
  }
  return parts;
}

function placeTable(table: Table, place: (weight: number) => Piece[]): void {
  const headWeight = table.columns.join('').length + (table.title ?? '').length;
  let open: Piece[] | null = null;
  for (const [index, row] of table.rows.entries()) {
    // the heads of the columns are repeated in every row for narrow screens
    const part = place(row.join('').length + headWeight + row.length * cellWeight);
    const last = part.at(-1);
    if (part === open && last?.kind === 'table') {
      part[part.length - 1] = { ...last, table: { ...last.table, rows: [...last.table.rows, row] } };
    } else {
      part.push({
        kind: 'table',
        table: { ...table, rows: [row] },
        from: index + 1,
        total: table.rows.length,
      });
      open = part;
    }
  }
  if (table.rows.length === 0) place(headWeight).push({ kind: 'table', table, from: 0, total: 0 });
}
