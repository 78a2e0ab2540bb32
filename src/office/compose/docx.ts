import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import {
  ANNEX_WIDTH,
  type Annex,
  columnWidths,
  type OfficialText,
  type Passage,
  TEXT_WIDTH,
  writableDocument,
} from './official-text.ts';
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

/** Twentieths of a point, from millimetres. */
const mm = (millimetres: number) => Math.round((millimetres * 1440) / 25.4);
/** `docx` counts letters in half points and lengths in twentieths. */
const pt = (points: number) => points * 20;

const FONT = 'Times New Roman';
const CENTRED_CELL = 'OBangGiua';
const HEADER_CELL = 'TieuDeBang';
const LEFT = 72;
const RIGHT = TEXT_WIDTH - LEFT;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const BORDERLESS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** The document as a Word file in the layout of Decree 30/2020, Appendix I. */
export async function writeDocx(document: OfficialText): Promise<Uint8Array> {
  const text = writableDocument(document);
  const file = new Document({
    title: `${text.kind} ${text.abstract}`.trim(),
    creator: text.issuer.join(' '),
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 22, color: '000000', language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO } },
        },
      },
      paragraphStyles: [
        { id: CENTRED_CELL, name: 'Ô bảng giữa', paragraph: { alignment: AlignmentType.CENTER } },
        {
          id: HEADER_CELL,
          name: 'Tiêu đề bảng',
          run: { bold: true },
          paragraph: { alignment: AlignmentType.CENTER },
        },
      ],
    },
    sections: [mainSection(text), ...text.annexes.map((annex) => annexSection(annex, text.mark))],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}

function mainSection(text: OfficialText): ISectionOptions {
  return {
    ...section(
      PageOrientation.PORTRAIT,
      { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) },
      text.mark,
    ),
    children: [
      headerBlock(text),
      ...titleBlock(text),
      ...addressBlock(text),
      ...opening(text),
      ...bodyBlocks(text),
      new Paragraph({ keepNext: true, spacing: { line: pt(6), lineRule: LineRuleType.EXACT }, children: [] }),
      signatureBlock(text),
    ],
  };
}

/** Page numbers at the top, centred, from 1 in each section, none on its first page. */
function section(
  orientation: (typeof PageOrientation)[keyof typeof PageOrientation],
  margin: { top: number; bottom: number; left: number; right: number },
  mark: string | null,
) {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
  });
  const nothing = () => new Paragraph({ children: [] });
  const foot = () => (mark === null ? nothing() : centred(mark, { italics: true, size: 20 }));
  return {
    properties: {
      titlePage: true,
      page: {
        // The library turns the sheet itself for landscape.
        size: { width: mm(210), height: mm(297), orientation },
        margin: { ...margin, header: mm(10), footer: mm(8) },
        pageNumbers: { start: 1 },
      },
    },
    headers: { first: new Header({ children: [nothing()] }), default: new Header({ children: [number] }) },
    footers: { first: new Footer({ children: [foot()] }), default: new Footer({ children: [foot()] }) },
  };
}

interface Look {
  bold?: boolean;
  italics?: boolean;
  size?: number;
}

const run = (text: string, look: Look = {}) => new TextRun({ text, size: 28, ...look });

function centred(text: string, look: Look, before = 0): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: pt(before) },
    children: [run(text, look)],
  });
}

/** A drawn rule of this length in the middle of a column: a paragraph's border, since an underline is no line. */
function rule(length: number, column: number): Paragraph {
  const indent = mm((column - length) / 2);
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: pt(3), line: pt(3), lineRule: LineRuleType.EXACT },
    border: { top: { ...LINE, space: 0 } },
    children: [],
  });
}

function gap(points: number): Paragraph {
  return new Paragraph({ spacing: { line: pt(points), lineRule: LineRuleType.EXACT }, children: [] });
}

function twoColumns(left: Paragraph[], right: Paragraph[], width = LEFT): Table {
  const cell = (children: Paragraph[], millimetres: number) =>
    new TableCell({
      children,
      borders: { top: NONE, bottom: NONE, left: NONE, right: NONE },
      margins: { left: 0, right: 0 },
      width: { size: mm(millimetres), type: WidthType.DXA },
    });
  return new Table({
    borders: BORDERLESS,
    layout: TableLayoutType.FIXED,
    width: { size: mm(TEXT_WIDTH), type: WidthType.DXA },
    columnWidths: [mm(width), mm(TEXT_WIDTH - width)],
    rows: [new TableRow({ cantSplit: true, children: [cell(left, width), cell(right, TEXT_WIDTH - width)] })],
  });
}

function headerBlock(text: OfficialText): Table {
  return twoColumns(
    [
      ...(text.superior === null ? [] : [centred(text.superior, { size: 24 })]),
      ...text.issuer.map((line) => centred(line, { bold: true, size: 24 })),
      rule(20, LEFT),
      centred(numberLine(text.number, text.symbol), { size: 26 }, 6),
      ...(isLetter(text) ? [centred(text.abstract, { size: 24 }, 6)] : []),
    ],
    [
      centred(NATION, { bold: true, size: 24 }),
      centred(MOTTO, { bold: true, size: 26 }),
      rule(58, RIGHT),
      centred(dateLine(text.place, text.date), { italics: true, size: 26 }, 6),
    ],
  );
}

/** A letter has no title; what it is about stands under its number. */
function isLetter({ kind }: OfficialText): boolean {
  return kind === '';
}

function titleBlock(text: OfficialText): Paragraph[] {
  if (isLetter(text)) return [gap(18)];
  return [
    centred(text.kind, { bold: true, size: 28 }, 18),
    ...(text.abstract === '' ? [] : [centred(text.abstract, { bold: true, size: 28 }, 2)]),
    rule(50, TEXT_WIDTH),
    gap(12),
  ];
}

function addressBlock(text: OfficialText): Paragraph[] {
  const lines = addressLines(text.addressees);
  const listed = lines.length > 1;
  return lines.map(
    (line) =>
      new Paragraph({
        ...(listed ? { indent: { left: mm(35) } } : { alignment: AlignmentType.CENTER }),
        spacing: { after: pt(listed ? 2 : 8) },
        children: [run(line)],
      }),
  );
}

function opening(text: OfficialText): Paragraph[] {
  const paragraphs = basisLines(text.bases).map((line) => justified([run(line, { italics: true })]));
  if (text.enacting === null) return paragraphs;
  return [
    centred(text.enacting.authority, { bold: true }, 0),
    gap(6),
    ...paragraphs,
    centred(text.enacting.word, { bold: true }, 10),
    gap(4),
  ];
}

function justified(children: TextRun[], keepNext = false): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(12.7) },
    spacing: { before: pt(6), line: 264, lineRule: LineRuleType.AUTO },
    keepNext,
    children,
  });
}

function bodyBlocks(text: OfficialText): (Paragraph | Table)[] {
  const { inset } = text;
  return endedBody(text).flatMap((one, at, body) => [
    ...(inset?.before === at ? [gap(6), gridOf(inset, TEXT_WIDTH)] : []),
    passage(one, at === body.length - 1),
  ]);
}

/** The last passage stays with the signature, which never stands alone on a page. */
function passage(one: Passage, last: boolean): Paragraph {
  if (one.type === 'article')
    return justified([run(`Điều ${one.number}. `, { bold: true }), run(one.text)], last);
  if (one.type === 'paragraph') return justified([run(one.text)], last);
  return justified([run(one.text, { bold: true })], true);
}

function signatureBlock(text: OfficialText): Table {
  const left = [
    new Paragraph({ children: [run('Nơi nhận:', { bold: true, italics: true, size: 24 })] }),
    ...recipientLines(text.recipients).map((line) => new Paragraph({ children: [run(line, { size: 22 })] })),
  ];
  const right = [
    ...text.signer.roles.map((role) => centred(role, { bold: true, size: 28 })),
    gap(80),
    centred(text.signer.name ?? '', { bold: true, size: 28 }),
  ];
  return twoColumns(text.recipients.length === 0 ? [new Paragraph({ children: [] })] : left, right, 97);
}

function annexSection(annex: Annex, mark: string | null): ISectionOptions {
  return {
    ...section(PageOrientation.LANDSCAPE, { top: mm(20), bottom: mm(20), left: mm(20), right: mm(20) }, mark),
    children: [
      centred(annexHeading(annex.number), { bold: true, size: 28 }),
      centred(capitals(annex.title), { bold: true, size: 28 }),
      ...(annex.caption === null ? [] : [centred(openBlanks(annex.caption), { italics: true, size: 28 })]),
      rule(50, ANNEX_WIDTH),
      gap(10),
      gridOf(annex, ANNEX_WIDTH),
    ],
  };
}

function gridOf(annex: Pick<Annex, 'columns' | 'rows'>, page: number): Table {
  const widths = columnWidths(annex.columns, page).map(mm);
  const margins = { top: pt(2), bottom: pt(2), left: mm(1.5), right: mm(1.5) };
  // Thousands of cells: their look is that of the document, their width stands once in the grid of the table.
  const cell = (text: string, centre: boolean) =>
    new TableCell({
      children: text
        .split('\n')
        .map((line) => new Paragraph(centre ? { style: CENTRED_CELL, text: line } : line)),
    });
  const header = annex.columns.map(
    (column) =>
      new TableCell({
        children: [new Paragraph({ style: HEADER_CELL, text: column.header })],
        verticalAlign: VerticalAlignTable.CENTER,
      }),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(page), type: WidthType.DXA },
    columnWidths: widths,
    margins,
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: header }),
      ...annex.rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, place) => cell(text, annex.columns[place]?.centred === true)),
          }),
      ),
    ],
  });
}
