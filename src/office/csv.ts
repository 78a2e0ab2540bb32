import { CsvError, parse } from 'csv-parse/sync';
import type { ReadBlocks } from './blocks.ts';
import { CellCount } from './limits.ts';
import { type Sheet, sheetBlocks } from './sheets.ts';

/** Comma-, semicolon- or tab-separated rows; quotes and line ends inside cells as spreadsheets write them. */
export function readCsv(text: string): ReadBlocks {
  return { blocks: sheetBlocks(readCsvSheet(text)), warnings: [] };
}

export function readCsvSheet(text: string): Sheet {
  const rows = separatedRows(text, separatorOf(text)).map((row) => row.map(unguarded));
  const cells = new CellCount();
  for (const row of rows) cells.add(row.length);
  return { name: '', rows, merges: [] };
}

/** Files written for spreadsheets, ours too, put an apostrophe before what would begin a formula. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?='*[=+\-@])/u, '');
}

/** Rows of trimmed cells. A quote that is never closed is a quote in the text, not a reason to refuse. */
export function separatedRows(text: string, separator: string): string[][] {
  const source = text.replace(/^\ufeff/u, '').replace(/^sep=.\r?\n/u, '');
  const options = {
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  };
  try {
    return parse(source, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return parse(source, { ...options, quote: null });
  }
}

/** The separator most lines have equally often, quoted cells left out. */
export function separatorOf(text: string): string {
  const bare = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/gu, 'x');
  const lines = bare
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, 30);
  let best = ',';
  let bestScore = 0;
  for (const separator of ['\t', ';', ',', '|']) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const most =
      [...new Set(counts)].sort((one, other) => frequency(counts, other) - frequency(counts, one))[0] ?? 0;
    const score = most === 0 ? 0 : frequency(counts, most) + Math.min(most, 8) / 10;
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return best;
}

function frequency(counts: readonly number[], count: number): number {
  return counts.filter((one) => one === count).length;
}
