/** A file that a spreadsheet opens with its diacritics: UTF-8 with a mark, CRLF, every cell quoted. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** A spreadsheet runs a cell that begins like a formula; with an apostrophe before it, it stays text. */
function cell(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
