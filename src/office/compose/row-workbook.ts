import { Readable } from 'node:stream';
import yazl from 'yazl';

export type WorkbookCell = string | number | null;
export type WorkbookRow = readonly WorkbookCell[];

export interface RowWorkbook {
  readonly sheet: string;
  readonly head: readonly string[];
  /** Rows as they come, some at once; however many there are, only these are in memory. */
  readonly rows: AsyncIterable<readonly WorkbookRow[]>;
  /** A second sheet of a few rows, its head the first. */
  readonly notes: { readonly sheet: string; readonly rows: readonly WorkbookRow[] };
}

/** Excel opens no sheet with more rows, and no cell with more characters. */
export const mostSheetRows = 1_048_576;
const longestCell = 32_767;

/**
 * An Excel file written while its rows are read, in memory that does not grow with them. Every text is a text and never a
 * formula. Rows beyond what a sheet holds are an error: half a table must not look whole.
 */
export function rowWorkbook(workbook: RowWorkbook): Readable {
  const zip = new yazl.ZipFile();
  // yazl declares its stream as the interface; it is a PassThrough
  const out = zip.outputStream as Readable;
  const rows = Readable.from(mainSheet(workbook), { objectMode: false, highWaterMark: 256 * 1024 });
  zip.on('error', (error: Error) => out.destroy(error));
  out.once('close', () => rows.destroy());
  const { sheet, notes } = workbook;
  for (const [name, content] of Object.entries(fixedParts(sheet, notes.sheet)))
    zip.addBuffer(Buffer.from(content), name, { mtime: sameDay });
  const noteLines = notes.rows.map((row, index) => rowXml(row, index + 1, index === 0));
  zip.addBuffer(Buffer.from(sheetXml(noteLines)), 'xl/worksheets/sheet2.xml', { mtime: sameDay });
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml', { mtime: sameDay, compressionLevel: 4 });
  zip.end();
  return out;
}

/** The same content is the same file, whenever it is written. */
const sameDay = new Date('2000-01-01T00:00:00Z');
const begin = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" defaultColWidth="22"/><sheetData>`;
const end = '</sheetData></worksheet>';

const sheetXml = (rows: readonly string[]) => `${begin}${rows.join('')}${end}`;

async function* mainSheet({ head, rows }: RowWorkbook): AsyncGenerator<Buffer> {
  yield Buffer.from(begin + rowXml(head, 1, true));
  let written = 1;
  for await (const piece of rows) {
    if (written + piece.length > mostSheetRows) throw new Error('more rows than a sheet holds');
    let xml = '';
    for (const row of piece) {
      written += 1;
      xml += rowXml(row, written, false);
    }
    yield Buffer.from(xml);
  }
  yield Buffer.from(end);
}

function rowXml(cells: WorkbookRow, number: number, bold: boolean): string {
  const style = bold ? ' s="1"' : '';
  let xml = `<row r="${number}">`;
  for (const cell of cells) {
    if (cell === null || cell === '') xml += '<c/>';
    else if (typeof cell === 'number') xml += `<c><v>${cell}</v></c>`;
    else xml += `<c t="inlineStr"${style}><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** What XML 1.0 cannot hold, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs XML forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function xmlText(text: string): string {
  const cut = text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
  return cut
    .toWellFormed()
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

function fixedParts(first: string, second: string): Readonly<Record<string, string>> {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return {
    '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="${xmlText(first)}" sheetId="1" r:id="r1"/><sheet name="${xmlText(second)}" sheetId="2" r:id="r2"/></sheets></workbook>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
  };
}
