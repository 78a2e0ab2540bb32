/** A sheet as it stands in the file; `comments` count rows and columns from 0, their texts are XML already. */
export interface PartSheet {
  readonly name: string;
  readonly xml: string;
  readonly comments: readonly { readonly row: number; readonly column: number; readonly text: string }[];
  /** The row printed at the head of every page. */
  readonly printedHead: number | null;
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/** A, B … Z, AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${columnName(Math.floor(column / 26) - 1)}${letter}`;
}

/** The parts of a workbook by name, comments with the drawings Excel shows them by. */
export function formParts(sheets: readonly PartSheet[]): Readonly<Record<string, string>> {
  const commented = sheets.flatMap((sheet, at) =>
    sheet.comments.length > 0 ? [{ sheet, number: at + 1 }] : [],
  );
  return {
    '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`).join('')}${commented.map(({ number }) => `<Override PartName="/xl/comments${number}.xml" ContentType="${spreadsheet}.comments+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packaged}/relationships">${sheets.map((_, at) => `<Relationship Id="r${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rStyles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${space}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join('')}</sheets>${printedHeads(sheets)}</workbook>`,
    'xl/styles.xml': stylesXml,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet.xml])),
    ...Object.fromEntries(
      commented.flatMap(({ sheet, number }) => [
        [`xl/worksheets/_rels/sheet${number}.xml.rels`, commentRelations(number)],
        [`xl/comments${number}.xml`, commentsXml(sheet)],
        [`xl/drawings/vmlDrawing${number}.vml`, drawingXml(sheet)],
      ]),
    ),
  };
}

function printedHeads(sheets: readonly PartSheet[]): string {
  const names = sheets.flatMap(({ name, printedHead }, at) =>
    printedHead === null
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${name.replaceAll("'", "''")}'!$${printedHead}:$${printedHead}</definedName>`,
        ],
  );
  return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
}

function commentRelations(number: number): string {
  return `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rComments" Type="${relations}/comments" Target="../comments${number}.xml"/><Relationship Id="rDrawing" Type="${relations}/vmlDrawing" Target="../drawings/vmlDrawing${number}.vml"/></Relationships>`;
}

function commentsXml({ comments }: PartSheet): string {
  const each = comments.map(
    (comment) =>
      `<comment ref="${columnName(comment.column)}${comment.row + 1}" authorId="0"><text><t xml:space="preserve">${comment.text}</t></text></comment>`,
  );
  return `${xml}<comments xmlns="${space}"><authors><author>Nhịp Cầu</author></authors><commentList>${each.join('')}</commentList></comments>`;
}

/** Excel shows no comment without its box drawn in this older language. */
function drawingXml({ comments }: PartSheet): string {
  const boxes = comments.map(
    ({ row, column }, at) =>
      `<v:shape id="b${at + 1}" type="#box" style="position:absolute;width:220pt;height:80pt;visibility:hidden" fillcolor="#ffffe1"><v:fill color2="#ffffe1"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 8, ${row}, 4, ${column + 3}, 40, ${row + 5}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  );
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="box" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${boxes.join('')}</xml>`;
}

const font = (more: string, size = 11, colour = '') =>
  `<font>${more}<sz val="${size}"/>${colour ? `<color rgb="FF${colour}"/>` : ''}<name val="Times New Roman"/><family val="1"/></font>`;
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const edge = (side: string) => `<${side} style="thin"><color rgb="FF9AA5A0"/></${side}>`;
const format = (number: number, of: string, align: string, locked: boolean) =>
  `<xf numFmtId="${number}" ${of} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment ${align}/><protection locked="${locked ? 1 : 0}"/></xf>`;

const top = 'vertical="top" wrapText="1"';
const centre = 'horizontal="center" vertical="center" wrapText="1"';
/** What may be typed, in the order of EntryKind: any text, a day, a whole number, any number. */
const entries = (fillId: number) =>
  [49, 164, 1, 0].map((number) => format(number, `fontId="0" fillId="${fillId}" borderId="1"`, top, false));

const stylesXml = `${xml}<styleSheet xmlns="${space}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="4">${font('')}${font('<b/>')}${font('<b/>', 14)}${font('<i/>', 11, '4A5A54')}</fonts><fills count="6"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('E9ECEA')}${fill('D3DAD6')}${fill('FFF3C4')}${fill('F8C9C4')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="16">${[
  format(0, 'fontId="0" fillId="0" borderId="0"', 'vertical="top"', true),
  format(49, 'fontId="2" fillId="0" borderId="0"', 'vertical="center"', true),
  format(49, 'fontId="3" fillId="0" borderId="0"', 'vertical="center"', true),
  format(49, 'fontId="1" fillId="3" borderId="1"', centre, true),
  format(49, 'fontId="1" fillId="4" borderId="1"', centre, true),
  format(49, 'fontId="0" fillId="2" borderId="1"', top, true),
  ...entries(0),
  ...entries(5),
  format(49, 'fontId="0" fillId="0" borderId="0"', top, true),
  format(49, 'fontId="1" fillId="0" borderId="0"', top, true),
].join(
  '',
)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
