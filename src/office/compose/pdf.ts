import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { Printout } from '../printout/printout.ts';
import { PRINTOUT_LAYOUT } from '../printout/printout-layout.ts';
import {
  ANNEX_WIDTH,
  type Annex,
  columnWidths,
  holdable,
  type OfficialText,
  TEXT_WIDTH,
  writableDocument,
} from './official-text.ts';
import { PDF_LAYOUT } from './pdf-layout.ts';
import { sheetsApart, sheetsEach } from './sheets-apart.ts';
import {
  addressLines,
  annexHeading,
  basisLines,
  capitals,
  dateLine,
  endedBody,
  MOTTO,
  NATION,
  numberLine,
  openBlanks,
  recipientLines,
} from './wording.ts';

/** Metric-compatible with Times New Roman, every Vietnamese letter, free to embed. */
const FONTS = [
  '400Regular/Tinos_400Regular',
  '400Regular_Italic/Tinos_400Regular_Italic',
  '700Bold/Tinos_700Bold',
  '700Bold_Italic/Tinos_700Bold_Italic',
];

/** Nothing is read from or written to it: all files of the document are in memory. */
const WORKSPACE = join(tmpdir(), 'nhipcau-compose');

let compiler: NodeCompiler | null = null;

function opened(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace: WORKSPACE,
    fontArgs: [
      {
        fontBlobs: FONTS.map((name) =>
          readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${name}.ttf`))),
        ),
      },
    ],
  });
  return compiler;
}

/** A page of the site, with what stands at the head and the foot of every sheet. */
export interface PrintedPage {
  readonly page: Printout;
  /** The name of the site. */
  readonly site: string;
  /** Said on every sheet of what is illustrative; null otherwise. */
  readonly mark: string | null;
  readonly address: string;
  /** `In ngày 23/11/2026`. */
  readonly printed: string;
}

/** The page as a PDF. */
export function writePrintout(printed: PrintedPage): Uint8Array {
  const text = JSON.stringify(printed, (name, value: unknown) => {
    if (typeof value !== 'string') return value;
    return name === 'text' ? breakable(holdable(value)) : holdable(value);
  });
  return compiled('printout.json', text, PRINTOUT_LAYOUT, (typst, pages) => new Uint8Array(typst.pdf(pages)));
}

/** The document as a PDF in the layout of Decree 30/2020, Appendix I. */
export function writePdf(document: OfficialText): Uint8Array {
  return compiled(...official(document), (typst, pages) => new Uint8Array(typst.pdf(pages)));
}

/** The pages of the PDF as one drawing, page under page, for looking at them before they are printed. */
export function drawPages(document: OfficialText): { pages: number; svg: string } {
  return compiled(...official(document), (typst, pages) => ({
    pages: pages.numOfPages,
    svg: sheetsApart(typst.plainSvg(pages)),
  }));
}

/** The first pages of the PDF, a drawing (SVG) each, at most `most`; `pages` counts all of them. */
export function drawSheets(document: OfficialText, most: number): { pages: number; sheets: string[] } {
  return compiled(...official(document), (typst, pages) => ({
    pages: pages.numOfPages,
    sheets: sheetsEach(typst.plainSvg(pages), most),
  }));
}

/** What is printed of an official document, and its layout. */
function official(document: OfficialText): [file: string, text: string, layout: string] {
  const text = JSON.stringify(printed(document), (_name, value: unknown) =>
    typeof value === 'string' ? breakable(value) : value,
  );
  return ['text.json', text, PDF_LAYOUT];
}

/** A run longer than a column holds may break anywhere; addresses break at their own signs. */
function breakable(text: string): string {
  return text.replace(/[\p{L}\p{N}_]{40,}/gu, (run) => run.replace(/.{8}(?=.)/gu, '$&\u200B'));
}

function compiled<T>(
  file: string,
  text: string,
  layout: string,
  print: (typst: NodeCompiler, pages: NodeTypstDocument) => T,
): T {
  const typst = opened();
  typst.mapShadow(join(WORKSPACE, file), Buffer.from(text));
  const compilation = typst.compile({ mainFileContent: layout });
  const pages = compilation.result;
  if (pages === null) {
    const said = JSON.stringify(compilation.takeDiagnostics()?.shortDiagnostics ?? []);
    throw new Error(`the layout does not compile: ${said}`);
  }
  try {
    return print(typst, pages);
  } finally {
    typst.evictCache(0);
  }
}

function printed(document: OfficialText) {
  const text = writableDocument(document);
  return {
    ...text,
    nation: NATION,
    motto: MOTTO,
    numberLine: numberLine(text.number, text.symbol),
    dateLine: dateLine(text.place, text.date),
    addressed: addressLines(text.addressees),
    bases: basisLines(text.bases),
    body: endedBody(text),
    inset: text.inset ? { before: text.inset.before, ...printedGrid(text.inset, TEXT_WIDTH) } : null,
    recipients: recipientLines(text.recipients),
    annexes: text.annexes.map(printedAnnex),
  };
}

function printedAnnex(annex: Annex) {
  return {
    heading: annexHeading(annex.number),
    title: capitals(annex.title),
    caption: annex.caption === null ? null : openBlanks(annex.caption),
    ...printedGrid(annex, ANNEX_WIDTH),
  };
}

function printedGrid({ columns, rows }: Pick<Annex, 'columns' | 'rows'>, page: number) {
  const widths = columnWidths(columns, page);
  return {
    columns: columns.map(({ header }) => header),
    centred: columns.map(({ centred }) => centred === true),
    widths,
    rows: rows.map((cells) => ({ cells, long: isLong(cells, widths) })),
  };
}

/** Millimetres of an 11 point letter on average, and of a line; a row near a page's height has to break. */
const LETTER = 1.9;
const LINE = 5.9;
const ROW_MOST = 110;

function isLong(cells: readonly string[], widths: readonly number[]): boolean {
  return cells.some((text, place) => {
    const letters = Math.max(1, Math.floor(((widths[place] ?? 10) - 3) / LETTER));
    const lines = text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / letters), 0);
    return lines * LINE > ROW_MOST;
  });
}
