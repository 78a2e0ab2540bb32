import { type Block, type Cell, cell, paragraph, type ReadBlocks, type TableBlock } from './blocks.ts';
import { toUnicodeVietnamese } from './legacy-encodings.ts';
import { CellCount, PDF_PAGES, TEXT_CHARACTERS } from './limits.ts';
import { isPicture } from './ocr-needed.ts';
import type { RecognisedPage } from './ocr-page.ts';
import type { PicturePage } from './ocr-shapes.ts';
import { hasColumns, recognitionOf, recognitionWarnings, unsplit } from './ocr-uncertain.ts';
import { cellAt, type RuledTable, ruledTables } from './pdf-grid.ts';
import {
  columnsInOrder,
  type Glyphs,
  goesOn,
  marginsOf,
  type OpenText,
  type PrintedLine,
  printedLines,
  type Run,
} from './pdf-lines.ts';
import { plainTables } from './pdf-plain-tables.ts';
import { rulingsOf } from './pdf-rulings.ts';
import { UnreadableFile, unreadable } from './unreadable.ts';

interface Page {
  number: number;
  width: number;
  height: number;
  lines: PrintedLine[];
  tables: { top: number; block: TableBlock }[];
  letters: number;
  /** Nothing can be read on it but its picture. */
  picture: boolean;
}

/**
 * A PDF with text: lines joined into paragraphs, ruled tables with merged cells, page numbers left out. Pages that are
 * pictures take the words of `recognised`, and are named where they have none there.
 */
export async function readPdf(
  bytes: Uint8Array,
  recognised: readonly RecognisedPage[] = [],
): Promise<ReadBlocks> {
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  const tail = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - 4096)));
  const whole = /%%EOF|startxref/u.test(tail);
  let pages: Page[];
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    if (pdf.numPages > PDF_PAGES) {
      throw unreadable('too-complex', {
        vi: `Tệp có ${pdf.numPages} trang.`,
        en: `The file has ${pdf.numPages} pages.`,
      });
    }
    const { OPS } = await getResolvedPDFJS();
    pages = await readPages(pdf, OPS, recognised);
  } catch (error) {
    throw refusalOf(error);
  }
  if (!whole) throw unreadable('truncated');
  const pictures = pages.filter(({ picture }) => picture);
  const printed = pages.filter(({ picture }) => !picture);
  if (printed.reduce((sum, { letters }) => sum + letters, 0) < 40)
    throw new ScannedFile(pictures.map(shapeOf));
  const unread = pictures.map(({ number }) => number);
  const recognition = recognised.length > 0 ? recognitionOf(recognised, unread) : null;
  return {
    blocks: blocksOf(withoutRunningLines(pages)),
    warnings: [
      ...(recognition ? recognitionWarnings(recognition) : []),
      ...pages.filter(({ letters, picture }) => letters === 0 || picture).map(silent),
      ...pages.filter(({ lines }) => recognised.length > 0 && hasColumns(lines)).map(unsplit),
    ],
    pictures: pictures.map(shapeOf),
    ...(recognition && { recognition }),
  };
}

/** A PDF whose pages are pictures; those that may be recognised, where they have not been. */
export class ScannedFile extends UnreadableFile {
  readonly pictures: readonly PicturePage[];

  constructor(pictures: readonly PicturePage[]) {
    const { code, text } = unreadable('scanned');
    super(code, text);
    this.pictures = pictures;
  }
}

function shapeOf({ number, width, height }: Page): PicturePage {
  return { number, width, height, turned: 0 };
}

function silent({ number }: Page) {
  return {
    place: `Trang ${number}`,
    message: 'Trang chỉ có ảnh, không đọc được chữ. Hãy nhập phần này bằng tay.',
  };
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'PasswordException') return unreadable('encrypted');
  if (/^(?:InvalidPDF|MissingPDF|FormatError|XRef|UnknownError|BaseException)/u.test(error.name))
    return unreadable('truncated');
  return /Invalid|Missing|XRef|Page dictionary|end of (?:file|stream)/iu.test(error.message) &&
    error.name !== 'UnreadableFile'
    ? unreadable('truncated')
    : error;
}

type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;

async function readPages(
  pdf: Pdf,
  ops: Record<string, number>,
  recognised: readonly RecognisedPage[],
): Promise<Page[]> {
  const pages: Page[] = [];
  const cells = new CellCount();
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const known = recognised.find((one) => one.number === number);
    if (known !== undefined && known.words.length > 0) {
      pages.push(pageOf(known, known.glyphs, ruledTables(known.rulings), cells));
      continue;
    }
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const content = await page.getTextContent();
    const glyphs: Glyphs[] = [];
    for (const item of content.items) {
      if (!('str' in item)) continue;
      characters += item.str.length;
      const [a = 0, b = 0, , d = 0, x = 0, y = 0] = item.transform.map(Number);
      // Rotated letters are stamps and margins, not text.
      if (Math.abs(b) > Math.abs(a)) continue;
      glyphs.push({ text: item.str, x, y, width: item.width, size: Math.abs(d) || item.height || 10 });
    }
    if (characters > TEXT_CHARACTERS) throw unreadable('too-complex');
    const operators = await page.getOperatorList();
    const ruled = ruledTables(rulingsOf(operators, ops, { width, height }));
    const printed = pageOf({ number, width, height, turned: 0 }, glyphs, ruled, cells);
    const picture = isPicture(operators, ops, printed, printed.letters);
    pages.push({ ...printed, picture });
    page.cleanup();
  }
  return pages;
}

function pageOf(
  { number, width, height }: PicturePage,
  glyphs: readonly Glyphs[],
  ruled: readonly RuledTable[],
  cells: CellCount,
): Page {
  const inTables = ruled.map(() => new Map<string, Glyphs[]>());
  const free: Glyphs[] = [];
  for (const one of glyphs) {
    const x = one.x + Math.min(one.width / 2, 6);
    const y = one.y + one.size * 0.3;
    let placed = false;
    ruled.forEach((table, place) => {
      const at = placed ? null : cellAt(table, x, y);
      if (at === null) return;
      placed = true;
      const key = `${at.row},${at.column}`;
      const known = inTables[place]?.get(key);
      if (known === undefined) inTables[place]?.set(key, [one]);
      else known.push(one);
    });
    if (!placed) free.push(one);
  }
  const tables = ruled.map((table, place) => ({
    top: table.ys[0] ?? 0,
    block: tableBlock(table, inTables[place] ?? new Map(), number, cells),
  }));
  const letters = glyphs.reduce((sum, one) => sum + one.text.trim().length, 0);
  const lines = printedLines(free);
  const plain = plainTables(lines, number);
  for (const table of plain) tables.push({ top: lines[table.from]?.y ?? 0, block: table.block });
  const rest = lines.filter((_, place) => !plain.some((table) => place >= table.from && place < table.to));
  return { number, width, height, lines: rest, tables, letters, picture: false };
}

function tableBlock(
  table: RuledTable,
  texts: ReadonlyMap<string, Glyphs[]>,
  page: number,
  cells: CellCount,
): TableBlock {
  const rows: Cell[][] = Array.from({ length: table.ys.length - 1 }, () => []);
  cells.add(table.cells.length);
  for (const one of table.cells) {
    const lines = printedLines(texts.get(`${one.row},${one.column}`) ?? []);
    const text = lines.map((line) => line.runs.map((run) => run.text).join(' ')).reduce(nextLine, '');
    rows[one.row]?.push(cell(toUnicodeVietnamese(text).text, one.colSpan, one.rowSpan));
  }
  return { type: 'table', rows, caption: null, page };
}

/** Page numbers, and lines printed at the top or bottom of most pages. */
function withoutRunningLines(pages: Page[]): Page[] {
  const edge = (page: Page, line: PrintedLine) => line.y > page.height * 0.92 || line.y < page.height * 0.08;
  const textOf = (line: PrintedLine) => line.runs.map((run) => run.text.trim()).join(' ');
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const line of page.lines) {
      const key = textOf(line).replace(/\d+/gu, '#');
      if (edge(page, line)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return pages.map((page) => ({
    ...page,
    lines: page.lines.filter((line) => {
      const text = textOf(line);
      if (/^[-–]?\s*(?:trang\s*)?\d{1,4}(?:\s*\/\s*\d+)?\s*[-–]?$/iu.test(text)) return !edge(page, line);
      return (
        !edge(page, line) ||
        pages.length < 3 ||
        (counts.get(text.replace(/\d+/gu, '#')) ?? 0) < pages.length * 0.6
      );
    }),
  }));
}

function blocksOf(pages: readonly Page[]): Block[] {
  const blocks: Block[] = [];
  let open: OpenText | null = null;
  let openPage = 0;
  const close = (page: number) => {
    if (open !== null) blocks.push(paragraph(toUnicodeVietnamese(open.text).text, null, page));
    open = null;
  };
  for (const page of pages) {
    const margins = marginsOf(page.lines);
    const rest = [...page.tables].sort((one, other) => other.top - one.top);
    let pending: PrintedLine[] = [];
    const flush = () => {
      for (const run of columnsInOrder(pending)) {
        const current: OpenText | null = open;
        if (current !== null && goesOn(current, run, margins, openPage === page.number)) {
          open = { text: joinedText(current.text, run), last: run };
        } else {
          close(openPage);
          open = { text: run.text, last: run };
        }
        openPage = page.number;
      }
      pending = [];
    };
    for (const line of page.lines) {
      while (rest[0] !== undefined && rest[0].top > line.y) {
        flush();
        close(openPage);
        const table = rest.shift();
        if (table !== undefined) blocks.push(table.block);
      }
      pending.push(line);
    }
    flush();
    for (const table of rest) {
      close(openPage);
      blocks.push(table.block);
    }
    if (open === null) blocks.push({ type: 'pageBreak' });
  }
  close(openPage);
  return blocks;
}

/** A number or symbol broken after its hyphen or slash (`238-` and `KH/TU`) is one word. */
const BROKEN_WORD = /(?:[\p{L}\d]-|\S\/)$/u;

function nextLine(text: string, line: string): string {
  return text === '' || BROKEN_WORD.test(text) ? text + line : `${text}\n${line}`;
}

function joinedText(text: string, run: Run): string {
  return BROKEN_WORD.test(text) ? text + run.text.trimStart() : `${text.trimEnd()} ${run.text.trimStart()}`;
}
