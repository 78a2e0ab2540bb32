import { type Cell, cell, type TableBlock } from './blocks.ts';
import { fieldOf, looksLikeHeader } from './columns.ts';
import type { PrintedLine, Run } from './pdf-lines.ts';

/** A table printed without lines: where it stands among the lines, and its content. */
export interface PlainTable {
  from: number;
  /** The line after the last. */
  to: number;
  block: TableBlock;
}

/** Tables without ruling: a line of column names beginning with STT, then runs that keep to those columns. */
export function plainTables(lines: readonly PrintedLine[], page: number): PlainTable[] {
  const tables: PlainTable[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const runs = lines[at]?.runs ?? [];
    const first = runs[0];
    if (runs.length < 3 || first === undefined || fieldOf(first.text.trim()) !== 'tt') continue;
    if (runs.filter((run) => looksLikeHeader(run.text.trim())).length * 2 < runs.length) continue;
    const table = tableFrom(lines, at, page);
    if (table === null) continue;
    tables.push(table);
    at = table.to - 1;
  }
  return tables;
}

function tableFrom(lines: readonly PrintedLine[], start: number, page: number): PlainTable | null {
  const header = lines[start]?.runs ?? [];
  const edges = header.slice(1).map((run, place) => ((header[place]?.x1 ?? 0) + run.x0) / 2);
  const rows: string[][] = [header.map((run) => run.text.trim())];
  let at = start + 1;
  for (; at < lines.length; at += 1) {
    const runs = lines[at]?.runs ?? [];
    if (!keepsTo(runs, header, edges)) break;
    const texts = header.map((_, column) =>
      runs
        .filter((run) => columnOf(run, edges) === column)
        .map((run) => run.text.trim())
        .join(' '),
    );
    const opens = texts[0] !== '' && /^(?:\d{1,3}|[IVXLC]+)[.)]?$/u.test(texts[0] ?? '');
    const last = rows.at(-1);
    if (opens || last === undefined) rows.push(texts);
    else
      rows[rows.length - 1] = last.map((text, column) =>
        [text, texts[column] ?? ''].filter((part) => part !== '').join('\n'),
      );
  }
  if (rows.length < 2) return null;
  const cells: Cell[][] = rows.map((row) => row.map((text) => cell(text)));
  return { from: start, to: at, block: { type: 'table', rows: cells, caption: null, page } };
}

function columnOf(run: Run, edges: readonly number[]): number {
  return edges.filter((edge) => run.x0 >= edge - 2).length;
}

/** A line of the table: no run reaches into the name of the next column, none begins left of the table. */
function keepsTo(runs: readonly Run[], header: readonly Run[], edges: readonly number[]): boolean {
  return runs.every((run) => {
    const column = columnOf(run, edges);
    const next = header[column + 1];
    const begins = run.x0 >= (header[0]?.x0 ?? 0) - 30;
    return begins && (next === undefined || run.x1 <= next.x1);
  });
}
