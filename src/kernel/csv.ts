/** A file that a spreadsheet opens with its diacritics: UTF-8 with a mark, CRLF, every cell quoted. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `${csvMark}${rows.map(csvLine).join('')}`;
}

/** What a file that is written line by line begins with. */
export const csvMark = '\uFEFF';

export function csvLine(row: readonly string[]): string {
  return `${row.map(cell).join(',')}\r\n`;
}

/** A spreadsheet runs a cell that begins like a formula; with an apostrophe before it, it stays text. */
function cell(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
