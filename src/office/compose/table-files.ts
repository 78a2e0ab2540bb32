import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { csvFile } from '../../kernel/csv.ts';
import { type Annex, writableAnnex } from './official-text.ts';

/** The files an annex is written as alone. */
export type TableForm = 'xlsx' | 'csv' | 'html';

export async function writeTable(annex: Annex, form: TableForm): Promise<Uint8Array> {
  if (form === 'xlsx') return writeXlsx(annex);
  return new Uint8Array(Buffer.from(form === 'csv' ? writeCsv(annex) : writeHtml(annex)));
}

/** The annex as an Excel file: title over the table, header frozen. Every cell is text, so none is ever a formula. */
export async function writeXlsx(annex: Annex): Promise<Uint8Array> {
  const { title, columns, rows } = writableAnnex(annex);
  const border = { borderStyle: 'thin', borderColor: '#000000' } as const;
  const font = { fontFamily: 'Times New Roman', fontSize: 11 } as const;
  const head = columns.map(({ header }) => ({
    ...font,
    ...border,
    value: header,
    type: String,
    fontWeight: 'bold' as const,
    align: 'center' as const,
    alignVertical: 'center' as const,
    wrap: true,
  }));
  const titled = [
    {
      ...font,
      value: title,
      type: String,
      columnSpan: columns.length,
      fontWeight: 'bold' as const,
      align: 'center' as const,
      wrap: true,
    },
    ...columns.slice(1).map(() => null),
  ];
  const body = rows.map((row) =>
    row.map((text, place) => ({
      ...font,
      ...border,
      value: text,
      type: String,
      alignVertical: 'top' as const,
      align: columns[place]?.centred === true ? ('center' as const) : ('left' as const),
      wrap: true,
    })),
  );
  const sheet: SheetData = [titled, head, ...body];
  // About two millimetres to a character of the default width.
  const widths = columns.map(({ width }) => ({ width: Math.max(5, Math.round(width / 2)) }));
  const file = await writeXlsxFile(sheet, {
    sheet: 'Phụ lục',
    columns: widths,
    stickyRowsCount: 2,
  }).toBuffer();
  return new Uint8Array(file);
}

/** The annex as CSV, which Excel opens with its diacritics. */
export function writeCsv(annex: Annex): string {
  const { columns, rows } = writableAnnex(annex);
  return csvFile([columns.map(({ header }) => header), ...rows]);
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/gu, (sign) => ESCAPES[sign] ?? sign);
const broken = (text: string) => escaped(text).replaceAll('\n', '<br>');

/** The annex as a page for a portal's editor: one table with caption and scopes, no script, no style. */
export function writeHtml(annex: Annex): string {
  const { title, columns, rows } = writableAnnex(annex);
  const head = columns.map(({ header }) => `<th scope="col">${escaped(header)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((text) => `<td>${broken(text)}</td>`).join('')}</tr>\n`);
  return `<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
</head>
<body>
<table>
<caption>${escaped(title)}</caption>
<thead>
<tr>${head}</tr>
</thead>
<tbody>
${body.join('')}</tbody>
</table>
</body>
</html>
`;
}
