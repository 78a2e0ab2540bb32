import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { columnName, formParts, type PartSheet } from './form-parts.ts';
import { xmlText } from './row-workbook.ts';

/** What may be typed into a cell: any text, a day, a whole number from 0 to 100, any number. */
export type EntryKind = 'text' | 'date' | 'percent' | 'number';

export interface FormColumn {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  /** null: fixed, grey, locked. */
  readonly entry: EntryKind | null;
  readonly hidden?: boolean;
  /** Shown beside the cell while it is chosen. */
  readonly prompt?: string;
}

export interface FormCell {
  readonly text: string;
  /** What can be chosen instead of typing. */
  readonly choices?: readonly string[];
  /** Why it has to be mended: red, with this as its comment. */
  readonly wrong?: string;
}

/** A sheet to be filled in: lines above, a head that stays, rows with fixed cells and cells to fill. */
export interface FormSheet {
  readonly name: string;
  /** The first is the title. */
  readonly lead: readonly string[];
  readonly columns: readonly FormColumn[];
  readonly rows: readonly (readonly FormCell[])[];
  /** Columns that stay in sight. */
  readonly frozen: number;
}

/** A sheet of sentences; a line with a term has it before. */
export interface NoteSheet {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly { readonly term: string | null; readonly text: string }[];
}

const sheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The order of cellXfs in form-parts.ts. */
const styles = {
  ...{ title: 1, lead: 2, fixedHead: 3, entryHead: 4, fixed: 5 },
  entry: { text: 6, date: 7, percent: 8, number: 9 },
  wrong: { text: 10, date: 11, percent: 12, number: 13 },
  ...{ note: 14, term: 15 },
} as const;

/**
 * A workbook to be filled in by hand: fixed cells are locked (without a password, against slips), the others take what their kind
 * allows. Every text is a text and never a formula.
 */
export async function formWorkbook(sheets: readonly FormSheet[], notes: NoteSheet): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  const parts = formParts([...sheets.map(partOf), notePart(notes)]);
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

const quoted = (text: string) => xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

function textCell(address: string, style: number, text: string): string {
  if (text === '') return `<c r="${address}" s="${style}"/>`;
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** Days and numbers as such where they are written as their column asks; else the text, for the person to mend. */
function entryCell(address: string, kind: EntryKind, cell: FormCell): string {
  const style = (cell.wrong === undefined ? styles.entry : styles.wrong)[kind];
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(cell.text) ?? [];
  if (kind === 'date' && year !== undefined && Number(year) > 1900) {
    const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
    const written = new Date(days * 86_400_000).toISOString().slice(0, 10);
    if (written === `${year}-${month}-${day}`)
      return `<c r="${address}" s="${style}"><v>${days + 25_569}</v></c>`;
  }
  if (kind === 'percent' && /^\d{1,3}$/.test(cell.text))
    return `<c r="${address}" s="${style}"><v>${cell.text}</v></c>`;
  return textCell(address, style, cell.text);
}

function partOf(sheet: FormSheet): PartSheet {
  const { name, lead, columns, rows } = sheet;
  const top = lead.length + 1;
  const lines = lead.map(
    (text, at) =>
      `<row r="${at + 1}">${textCell(`A${at + 1}`, at === 0 ? styles.title : styles.lead, text)}</row>`,
  );
  const head = columns.map(({ header, entry }, at) =>
    textCell(`${columnName(at)}${top}`, entry === null ? styles.fixedHead : styles.entryHead, header),
  );
  const body = rows.map((cells, at) => {
    const number = top + 1 + at;
    const xml = columns.map(({ entry }, column) => {
      const cell = cells[column] ?? { text: '' };
      const address = `${columnName(column)}${number}`;
      if (entry !== null) return entryCell(address, entry, cell);
      return textCell(address, cell.wrong === undefined ? styles.fixed : styles.wrong.text, cell.text);
    });
    return `<row r="${number}" ht="${heightOf(cells, columns)}">${xml.join('')}</row>`;
  });
  const comments = rows.flatMap((cells, at) =>
    cells.flatMap(({ wrong }, column) =>
      wrong === undefined ? [] : [{ row: top + at, column, text: xmlText(wrong) }],
    ),
  );
  const xml = `${xmlHead}<worksheet xmlns="${sheetSpace}" xmlns:r="${relations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${viewOf(sheet, top)}<sheetFormatPr defaultRowHeight="15"/>${widthsOf(columns)}<sheetData>${lines.join('')}<row r="${top}" ht="48" customHeight="1">${head.join('')}</row>${body.join('')}</sheetData><sheetProtection sheet="1" formatColumns="0" formatRows="0"/>${validationsOf(sheet, top)}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;P/&amp;N</oddFooter></headerFooter>${comments.length > 0 ? '<legacyDrawing r:id="rDrawing"/>' : ''}</worksheet>`;
  return { name: xmlText(name), xml, comments, printedHead: top };
}

/** Points of a line of text, and of the tallest row Excel shows whole on a small screen. */
const lineHeight = 15;
const tallest = 240;

/** As high as its longest text needs; rows grow by themselves while somebody types. */
function heightOf(
  cells: readonly FormCell[],
  columns: readonly Pick<FormColumn, 'width' | 'hidden'>[],
): number {
  const lines = columns.map(({ width, hidden }, at) => (hidden ? 1 : linesOf(cells[at]?.text ?? '', width)));
  return Math.min(tallest, Math.max(1, ...lines) * lineHeight + 1);
}

function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width * 1.05))), 0);
}

function viewOf({ frozen }: FormSheet, top: number): string {
  const cell = `${columnName(frozen)}${top + 1}`;
  return `<sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane xSplit="${frozen}" ySplit="${top}" topLeftCell="${cell}" activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="${cell}" sqref="${cell}"/></sheetView></sheetViews>`;
}

function widthsOf(columns: readonly FormColumn[]): string {
  const each = columns.map(
    ({ width, hidden }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
  );
  return `<cols>${each.join('')}</cols>`;
}

/** Lists longer than this are no list to Excel; later choices are left out and can be typed. */
const longestList = 250;

function listOf(choices: readonly string[]): string {
  const taken: string[] = [];
  let length = 0;
  for (const choice of choices) {
    length += choice.length + 1;
    if (length > longestList || choice.includes(',')) break;
    taken.push(choice);
  }
  return `"${taken.join(',').replaceAll('"', '""')}"`;
}

/** Cells of one column with the same choices share one rule. */
function validationsOf({ columns, rows }: FormSheet, top: number): string {
  if (rows.length === 0) return '';
  const rules: string[] = [];
  for (const [column, { header, entry, prompt }] of columns.entries()) {
    if (entry === null) continue;
    const letter = columnName(column);
    const shown = prompt
      ? ` showInputMessage="1" promptTitle="${quoted(header.slice(0, 32))}" prompt="${quoted(prompt.slice(0, 255))}"`
      : '';
    const lists = new Map<string, string[]>();
    for (const [at, cells] of rows.entries()) {
      const { choices } = cells[column] ?? {};
      const list = choices && choices.length > 0 ? listOf(choices) : '';
      const cell = `${letter}${top + 1 + at}`;
      const known = lists.get(list);
      if (known) known.push(cell);
      else lists.set(list, [cell]);
    }
    for (const [list, cells] of lists) rules.push(ruleOf(list, entry, ranges(cells), shown));
  }
  const found = rules.filter((rule) => rule !== '');
  if (found.length === 0) return '';
  return `<dataValidations count="${found.length}">${found.join('')}</dataValidations>`;
}

function ruleOf(list: string, kind: EntryKind, cells: string, shown: string): string {
  const begin = `sqref="${cells}" allowBlank="1"${shown}`;
  // what is typed beside the list is told of when the file comes back
  if (list !== '')
    return `<dataValidation type="list" ${begin}><formula1>${xmlText(list)}</formula1></dataValidation>`;
  if (kind === 'date')
    return `<dataValidation type="date" operator="greaterThan" showErrorMessage="1" ${begin} errorTitle="Ngày" error="Hãy ghi ngày có trong lịch, ví dụ 30/09/2026."><formula1>36526</formula1></dataValidation>`;
  if (kind === 'percent')
    return `<dataValidation type="whole" operator="between" showErrorMessage="1" ${begin} errorTitle="Tiến độ" error="Hãy ghi số nguyên từ 0 đến 100."><formula1>0</formula1><formula2>100</formula2></dataValidation>`;
  return shown === '' ? '' : `<dataValidation ${begin}/>`;
}

/** `A2 A3 A4 A7` → `A2:A4 A7`. */
function ranges(cells: readonly string[]): string {
  const letter = /^[A-Z]+/.exec(cells[0] ?? '')?.[0] ?? '';
  const spans: [number, number][] = [];
  for (const cell of cells) {
    const row = Number(cell.slice(letter.length));
    const last = spans.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else spans.push([row, row]);
  }
  return spans
    .map(([from, to]) => (from === to ? `${letter}${from}` : `${letter}${from}:${letter}${to}`))
    .join(' ');
}

const noteColumns = [
  { header: '', width: 30, entry: null },
  { header: '', width: 100, entry: null },
] as const;

function notePart({ name, title, lines }: NoteSheet): PartSheet {
  const rows = lines.map(
    ({ term, text }, at) =>
      `<row r="${at + 2}" ht="${heightOf([{ text: term ?? '' }, { text }], noteColumns)}">${textCell(`A${at + 2}`, styles.term, term ?? '')}${textCell(`B${at + 2}`, styles.note, text)}</row>`,
  );
  const xml = `${xmlHead}<worksheet xmlns="${sheetSpace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>${widthsOf(noteColumns)}<sheetData><row r="1">${textCell('A1', styles.title, title)}</row>${rows.join('')}</sheetData><sheetProtection sheet="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
  return { name: xmlText(name), xml, comments: [], printedHead: null };
}
