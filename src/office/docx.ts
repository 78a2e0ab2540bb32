import {
  type Block,
  type Cell,
  footnoteMark,
  paragraph,
  type ReadBlocks,
  raised,
  type TableBlock,
} from './blocks.ts';
import { inherited, isOn, Numbering, readStyles, type Styles } from './docx-styles.ts';
import { fromFont, toUnicodeVietnamese } from './legacy-encodings.ts';
import { CellCount } from './limits.ts';
import { unreadable } from './unreadable.ts';
import { readXml } from './xml.ts';
import { unzip } from './zip.ts';

const WANTED = /^word\/(?:document|document2|styles|numbering|footnotes|endnotes)\.xml$/u;
/** Elements whose text is not in the document as it stands: deletions, field codes, the copy for old programs. */
const SKIPPED = new Set([
  'del',
  'moveFrom',
  'instrText',
  'Fallback',
  'delText',
  'annotationRef',
  'pPrChange',
  'rPrChange',
  'object',
  'binData',
]);

/** Elements of which an attribute says something; those of all others only lay the text out. */
const ATTRIBUTES_OF: ReadonlySet<string> = new Set([
  ...['pStyle', 'outlineLvl', 'numId', 'ilvl', 'pageBreakBefore'],
  ...['tblHeader', 'gridBefore', 'gridSpan', 'vMerge'],
  ...['rFonts', 'rStyle', 'caps', 'vanish', 'vertAlign', 'sym', 'br'],
  ...['footnote', 'endnote', 'footnoteReference', 'endnoteReference'],
]);

/** A Word document: paragraphs with their list numbers, tables with merged cells, footnotes, text boxes. */
export async function readDocx(bytes: Uint8Array): Promise<ReadBlocks> {
  const parts = await unzip(bytes, (name) => WANTED.test(name));
  const body = parts.get('word/document.xml') ?? parts.get('word/document2.xml');
  if (body === undefined) throw unreadable('wrong-kind');
  const styles = readStyles(parts.get('word/styles.xml'));
  const numbering = new Numbering(parts.get('word/numbering.xml'));
  const cells = new CellCount();
  const blocks = new BodyReader(styles, numbering, cells).read(body);
  for (const name of ['word/footnotes.xml', 'word/endnotes.xml']) {
    const notes = parts.get(name);
    if (notes !== undefined)
      blocks.push(...new BodyReader(styles, numbering, cells).readNotes(notes, name.includes('end')));
  }
  return { blocks, warnings: [] };
}

interface OpenParagraph {
  text: string;
  style: string | null;
  heading: number | null;
  list: string | null;
  level: number | null;
  breakBefore: boolean;
}

interface OpenRun {
  font: string | null;
  style: string | null;
  caps: boolean | null;
  raised: boolean;
  hidden: boolean;
  text: string;
}

interface OpenTable {
  table: TableBlock;
  row: Cell[];
  /** Column each cell of the row begins at, for vertical merges. */
  column: number;
  cell: Cell | null;
  merge: 'none' | 'restart' | 'continue';
  /** The open vertical merge of each column. */
  merged: Map<number, Cell>;
  headerRow: boolean;
  /** A tracked deletion of the whole row. */
  deletedRow: boolean;
}

class BodyReader {
  readonly #styles: Styles;
  readonly #numbering: Numbering;
  readonly #cells: CellCount;
  readonly #blocks: Block[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #paragraphs: OpenParagraph[] = [];
  #run: OpenRun | null = null;
  #skipping = 0;
  #inText = false;

  constructor(styles: Styles, numbering: Numbering, cells: CellCount) {
    this.#styles = styles;
    this.#numbering = numbering;
    this.#cells = cells;
  }

  read(bytes: Uint8Array): Block[] {
    readXml(bytes, {
      attributesOf: ATTRIBUTES_OF,
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => this.#text(text),
      close: (name) => this.#close(name),
    });
    return this.#blocks;
  }

  readNotes(bytes: Uint8Array, endnotes: boolean): Block[] {
    const notes: Block[] = [];
    let mark: string | null = null;
    readXml(bytes, {
      attributesOf: ATTRIBUTES_OF,
      open: (name, attributes) => {
        if (name === 'footnote' || name === 'endnote') {
          const type = attributes.type;
          mark = type === undefined || type === 'normal' ? noteMark(attributes.id ?? '', endnotes) : null;
          this.#blocks.length = 0;
        } else this.#open(name, attributes);
      },
      text: (text) => this.#text(text),
      close: (name) => {
        if (name !== 'footnote' && name !== 'endnote') return this.#close(name);
        const text = this.#blocks.map((block) => (block.type === 'paragraph' ? block.text : '')).join(' ');
        if (mark !== null) notes.push({ type: 'note', mark, text });
      },
    });
    return notes;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'del') this.#deletion();
    if (this.#skipping > 0 || SKIPPED.has(name)) {
      this.#skipping += 1;
      return;
    }
    const value = attributes.val;
    switch (name) {
      case 'p':
        this.#paragraphs.push({
          text: '',
          style: null,
          heading: null,
          list: null,
          level: null,
          breakBefore: false,
        });
        return;
      case 'r':
        this.#run = { font: null, style: null, caps: null, raised: false, hidden: false, text: '' };
        return;
      case 't':
        this.#inText = true;
        return;
      case 'tbl':
        this.#openTable();
        return;
      default:
        if (this.#run !== null) this.#inRun(this.#run, name, value, attributes);
        else this.#inParagraph(name, value, attributes);
    }
  }

  /** A mark in the row's own properties: Word shows the row as deleted. */
  #deletion(): void {
    const table = this.#tables.at(-1);
    if (this.#skipping === 0 && table !== undefined && table.cell === null) table.deletedRow = true;
  }

  #inParagraph(name: string, value: string | undefined, attributes: Readonly<Record<string, string>>): void {
    const open = this.#paragraphs.at(-1);
    if (open !== undefined) {
      if (name === 'pStyle') open.style = value ?? null;
      else if (name === 'outlineLvl' && /^[0-8]$/u.test(value ?? '')) open.heading = Number(value) + 1;
      else if (name === 'numId') open.list = value ?? null;
      else if (name === 'ilvl') open.level = Number(value) || 0;
      else if (name === 'pageBreakBefore') open.breakBefore = isOn(value);
    }
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    if (name === 'tr') {
      table.row = [];
      table.column = 0;
      table.headerRow = false;
      table.deletedRow = false;
    } else if (name === 'tblHeader') table.headerRow = isOn(value);
    else if (name === 'gridBefore') {
      const colSpan = Math.min(200, Number(value) || 1);
      table.row.push({ blocks: [], colSpan, rowSpan: 1, header: false });
      table.column += colSpan;
    } else if (name === 'tc') {
      table.cell = { blocks: [], colSpan: 1, rowSpan: 1, header: false };
      table.merge = 'none';
    } else if (name === 'gridSpan' && table.cell !== null)
      table.cell.colSpan = Math.min(200, Number(value) || 1);
    else if (name === 'vMerge')
      table.merge = (attributes.val ?? 'continue') === 'restart' ? 'restart' : 'continue';
  }

  #inRun(
    run: OpenRun,
    name: string,
    value: string | undefined,
    attributes: Readonly<Record<string, string>>,
  ): void {
    if (name === 'rFonts') run.font = attributes.ascii ?? attributes.hAnsi ?? attributes.cs ?? null;
    else if (name === 'rStyle') run.style = value ?? null;
    else if (name === 'caps') run.caps = isOn(value);
    else if (name === 'vanish') run.hidden = isOn(value);
    else if (name === 'vertAlign') run.raised = value === 'superscript';
    else if (name === 'tab' || name === 'ptab') run.text += '\t';
    else if (name === 'cr') run.text += '\n';
    else if (name === 'noBreakHyphen') run.text += '-';
    else if (name === 'sym') run.text += symbol(attributes);
    else if (name === 'br') this.#break(run, attributes.type);
    else if (name === 'footnoteReference') run.text += footnoteMark(noteMark(attributes.id ?? '', false));
    else if (name === 'endnoteReference') run.text += footnoteMark(noteMark(attributes.id ?? '', true));
  }

  #break(run: OpenRun, type: string | undefined): void {
    run.text += '\n';
    if (type === 'page' && this.#tables.length === 0) {
      this.#closeRun();
      this.#closeParagraph(true);
      this.#blocks.push({ type: 'pageBreak' });
      this.#run = { ...run, text: '' };
    }
  }

  #text(text: string): void {
    if (this.#inText && this.#skipping === 0 && this.#run !== null) this.#run.text += text;
  }

  #close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#closeRun();
    else if (name === 'p') this.#closeParagraph(false);
    else if (name === 'tc') this.#closeCell();
    else if (name === 'tr') this.#closeRow();
    else if (name === 'tbl') this.#closeTable();
  }

  #closeRun(): void {
    const run = this.#run;
    const open = this.#paragraphs.at(-1);
    this.#run = null;
    if (run === null || open === undefined || run.hidden) return;
    const font = run.font ?? inherited(this.#styles, run.style ?? open.style, 'font');
    let text = fromFont(run.text, font);
    if (run.raised) text = raised(open.text, text);
    const caps = run.caps ?? inherited(this.#styles, run.style ?? open.style, 'caps');
    open.text += caps === true ? text.toUpperCase() : text;
  }

  #closeParagraph(reopen: boolean): void {
    const open = this.#paragraphs.pop();
    if (open === undefined) return;
    if (open.breakBefore && this.#tables.length === 0) this.#blocks.push({ type: 'pageBreak' });
    const numbering = inherited(this.#styles, open.style, 'numbering');
    const list = open.list ?? numbering?.list ?? null;
    const label =
      list === null || list === '0' || (open.text.trim() === '' && !this.#inNumberCell())
        ? ''
        : this.#numbering.next(list, open.level ?? numbering?.level ?? 0);
    const heading = open.heading ?? inherited(this.#styles, open.style, 'heading');
    // A number column is often nothing but a list: its cells hold numbered paragraphs without text.
    if (open.text.trim() === '' && /[\p{L}\d]/u.test(label)) this.#target().push(paragraph(label.trim()));
    for (const text of sideBySide(toUnicodeVietnamese(open.text).text)) {
      if (text.trim() !== '') this.#target().push(paragraph(`${label}${text}`, heading));
    }
    if (reopen) this.#paragraphs.push({ ...open, text: '', list: null, breakBefore: false });
  }

  #inNumberCell(): boolean {
    const table = this.#tables.at(-1);
    return table !== undefined && table.cell !== null && table.cell.blocks.length === 0;
  }

  #target(): Block[] {
    return this.#tables.at(-1)?.cell?.blocks ?? this.#blocks;
  }

  #openTable(): void {
    const table: TableBlock = { type: 'table', rows: [], caption: null, page: null };
    this.#tables.push({
      table,
      row: [],
      column: 0,
      cell: null,
      merge: 'none',
      merged: new Map(),
      headerRow: false,
      deletedRow: false,
    });
  }

  #closeCell(): void {
    const open = this.#tables.at(-1);
    if (open === undefined || open.cell === null) return;
    const { cell, column } = open;
    const above = open.merged.get(column);
    if (open.merge === 'continue' && above !== undefined) above.rowSpan += 1;
    else {
      open.row.push(cell);
      if (open.merge === 'restart') open.merged.set(column, cell);
      else for (let at = column; at < column + cell.colSpan; at += 1) open.merged.delete(at);
    }
    open.column += cell.colSpan;
    open.cell = null;
  }

  #closeRow(): void {
    const open = this.#tables.at(-1);
    if (open === undefined) return;
    this.#cells.add(open.row.length);
    if (open.headerRow) for (const one of open.row) one.header = true;
    if (!open.deletedRow) open.table.rows.push(open.row);
    open.row = [];
  }

  #closeTable(): void {
    const open = this.#tables.pop();
    if (open !== undefined) this.#target().push(open.table);
  }
}

/** Endnotes are numbered apart from footnotes. */
function noteMark(id: string, endnote: boolean): string {
  return endnote ? `e${id}` : id;
}

function symbol(attributes: Readonly<Record<string, string>>): string {
  const code = Number.parseInt(attributes.char ?? '', 16) & 0xff;
  // Wingdings and Symbol bullets, ticks and arrows; the letters of those fonts have no reading.
  return code === 0xb7 || code === 0xa7 || code === 0x2d ? '-' : '';
}

/** The two columns of a header typed with tabs instead of a table. */
function sideBySide(text: string): string[] {
  if (!/\t/u.test(text) || text.length > 220) return [text];
  const halves = text.split(/\t+/u).filter((half) => half.trim() !== '');
  const header = /CỘNG H|Độc lập|ngày[\s.…\d]*tháng|^(?:TM|KT)\./u;
  return halves.length === 2 && halves.some((half) => header.test(half.trim())) ? halves : [text];
}
