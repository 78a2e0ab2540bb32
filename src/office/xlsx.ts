import type { Block, ReadBlocks } from './blocks.ts';
import { toUnicodeVietnamese } from './legacy-encodings.ts';
import { CellCount } from './limits.ts';
import { type RawSheet, type Sheet, sheetBlocks } from './sheets.ts';
import { unreadable } from './unreadable.ts';
import { readXml } from './xml.ts';
import { type Parts, unzip } from './zip.ts';

const WANTED =
  /^xl\/(?:workbook\.xml|sharedstrings\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/u;
const MOST_COLUMNS = 256;
const MOST_ROWS = 100_000;

/** A spreadsheet: every visible sheet, values as they show (dates as d/m/y, percentages with %), never formulas. */
export async function readXlsx(bytes: Uint8Array): Promise<ReadBlocks> {
  const blocks: Block[] = [];
  const warnings: ReadBlocks['warnings'] = [];
  const tell =
    (sheet: string): Tell =>
    (at, message) => {
      const place = `Trang tính “${sheet}”${at === null ? '' : `, ô ${address(at)}`}`;
      warnings.push({ place, message });
    };
  for (const { name, source, hidden, reading } of await openBook(bytes, false)) {
    if (hidden) tell(name)(null, 'Trang tính bị ẩn nên không đọc. Hãy bỏ ẩn nếu cần.');
    else {
      const sheet = readSheet(source, reading, tell(name));
      blocks.push({ type: 'outside', name: 'sheet', text: name }, ...sheetBlocks(sheet), {
        type: 'pageBreak',
      });
    }
  }
  return { blocks, warnings };
}

/** The visible sheets cell by cell, hidden and filtered rows too; a number is written so that it has one reading. */
export async function readXlsxSheets(bytes: Uint8Array): Promise<RawSheet[]> {
  const found = await openBook(bytes, true);
  return found
    .filter(({ hidden }) => !hidden)
    .map(({ source, reading }) => {
      const problems: RawSheet['problems'] = [];
      const tell: Tell = (at, message) => {
        if (at !== null) problems.push({ ...at, message });
      };
      return { ...readSheet(source, reading, tell), problems };
    });
}

/** Says what of a cell, or of the whole sheet, could not be read. */
type Tell = (at: { row: number; column: number } | null, message: string) => void;

interface OpenSheet {
  name: string;
  source: Uint8Array;
  hidden: boolean;
  reading: Reading;
}

async function openBook(bytes: Uint8Array, asTyped: boolean): Promise<OpenSheet[]> {
  const parts = await unzip(bytes, (name) => WANTED.test(name));
  const workbook = parts.get('xl/workbook.xml');
  if (workbook === undefined) throw unreadable('wrong-kind');
  const book = readWorkbook(workbook, parts.get('xl/_rels/workbook.xml.rels'));
  const strings = sharedStrings(parts.get('xl/sharedstrings.xml'), asTyped);
  const formats = numberFormats(parts.get('xl/styles.xml'));
  const cells = new CellCount();
  return book.sheets.flatMap(({ name, part, hidden }) => {
    const source = sheetPart(parts, part);
    const reading = { name, strings, formats, from1904: book.from1904, cells, asTyped };
    return source === undefined ? [] : [{ name, source, hidden, reading }];
  });
}

interface Workbook {
  sheets: { name: string; part: string; hidden: boolean }[];
  from1904: boolean;
}

function sheetPart(parts: Parts, target: string): Uint8Array | undefined {
  const path = target.replace(/^\/?(?:xl\/)?/u, '').toLowerCase();
  return parts.get(`xl/${path}`);
}

function readWorkbook(bytes: Uint8Array, relations: Uint8Array | undefined): Workbook {
  const targets = new Map<string, string>();
  if (relations !== undefined) {
    readXml(relations, {
      open(name, attributes) {
        if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '');
      },
    });
  }
  const book: Workbook = { sheets: [], from1904: false };
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'workbookPr') book.from1904 = /^(?:1|true)$/u.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const part = targets.get(attributes['r:id'] ?? '') ?? `worksheets/sheet${book.sheets.length + 1}.xml`;
      book.sheets.push({
        name: attributes.name ?? '',
        part,
        hidden: /hidden/iu.test(attributes.state ?? ''),
      });
    },
  });
  return book;
}

function sharedStrings(bytes: Uint8Array | undefined, asTyped: boolean): string[] {
  const strings: string[] = [];
  if (bytes === undefined) return strings;
  let open: string | null = null;
  let inText = false;
  let phonetic = false;
  readXml(bytes, {
    open(name) {
      if (name === 'si') open = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = true;
    },
    text(text) {
      if (inText && !phonetic && open !== null) open += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') {
        strings.push(asTyped ? (open ?? '') : toUnicodeVietnamese(open ?? '').text);
        open = null;
      }
    },
  });
  return strings;
}

type Format = 'date' | 'month' | 'year' | 'percent' | 'plain';

/** How each cell style shows a number. */
function numberFormats(bytes: Uint8Array | undefined): Format[] {
  const formats: Format[] = [];
  if (bytes === undefined) return formats;
  const own = new Map<number, string>();
  let inCells = false;
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(formatOf(id, own.get(id) ?? ''));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

function formatOf(id: number, code: string): Format {
  if (id === 9 || id === 10 || code.includes('%')) return 'percent';
  if (id === 17) return 'month';
  if ((id >= 14 && id <= 16) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '');
  if (!/[dy]/iu.test(bare) || /[0#]/u.test(bare)) return 'plain';
  if (/d/iu.test(bare)) return 'date';
  return /m/iu.test(bare) ? 'month' : 'year';
}

interface Reading {
  name: string;
  strings: readonly string[];
  formats: readonly Format[];
  from1904: boolean;
  cells: CellCount;
  /** What stands in the cells, letter by letter: no old encoding is looked for, hidden rows count. */
  asTyped: boolean;
}

function readSheet(bytes: Uint8Array, reading: Reading, tell: Tell): Sheet {
  const sheet: Sheet = { name: reading.name, rows: [], merges: [] };
  let place = { row: 0, column: 0 };
  let kind = '';
  let style = 0;
  let value: string | null = null;
  let formula = false;
  let reads = false;
  let rowsSeen = 0;
  let hidden = false;
  let hiddenRows = 0;
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'row') {
        place = { row: attributes.r === undefined ? rowsSeen : Number(attributes.r) - 1, column: -1 };
        rowsSeen = place.row + 1;
        hidden = !reading.asTyped && /^(?:1|true)$/u.test(attributes.hidden ?? '');
        if (hidden) hiddenRows += 1;
        if (rowsSeen > MOST_ROWS) throw unreadable('too-complex');
      } else if (name === 'c') {
        const address = cellAddress(attributes.r ?? '');
        place = address ?? { row: place.row, column: place.column + 1 };
        kind = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        value = null;
        formula = false;
      } else if (name === 'f') formula = true;
      else if (name === 'v' || name === 't') reads = true;
      else if (name === 'mergeCell') {
        const [from, to] = (attributes.ref ?? '').split(':').map(cellAddress);
        if (from && to)
          sheet.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
      }
    },
    text(text) {
      if (reads) value = (value ?? '') + text;
    },
    close(name) {
      if (name === 'v' || name === 't') reads = false;
      if (name !== 'c') return;
      if (formula && value === null)
        tell({ ...place }, 'Ô công thức chưa có kết quả. Hãy mở tệp bằng Excel và lưu lại.');
      if (kind === 'e') tell({ ...place }, `Ô bị lỗi ${value ?? ''}. Hãy sửa trong tệp gốc.`);
      if (value === null || hidden || place.column >= MOST_COLUMNS) return;
      reading.cells.add(1);
      while (sheet.rows.length <= place.row) sheet.rows.push([]);
      const row = sheet.rows[place.row] ?? [];
      while (row.length < place.column) row.push('');
      row[place.column] = shown(value, kind, reading.formats[style] ?? 'plain', reading).trim();
    },
  });
  if (hiddenRows > 0)
    tell(null, `${hiddenRows} dòng bị ẩn hoặc bị lọc nên không đọc. Hãy bỏ ẩn, bỏ lọc nếu cần.`);
  return sheet;
}

function cellAddress(text: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})(\d{1,7})$/u.exec(text.replaceAll('$', ''));
  if (match === null) return null;
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, column: column - 1 };
}

function address(place: { row: number; column: number }): string {
  let letters = '';
  for (let rest = place.column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${place.row + 1}`;
}

function shown(value: string, kind: string, format: Format, reading: Reading): string {
  if (kind === 's') return reading.strings[Number(value)] ?? '';
  if (kind === 'b') return value === '1' ? 'Có' : 'Không';
  if (kind === 'd') return value.replace(/^(\d{4})-(\d\d)-(\d\d).*$/u, '$3/$2/$1');
  if (kind !== 'n') return reading.asTyped ? value : toUnicodeVietnamese(value).text;
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  if (format === 'date' || format === 'month' || format === 'year') {
    return dateOf(number, reading.from1904)
      .split('/')
      .slice({ date: 0, month: 1, year: 2 }[format])
      .join('/');
  }
  const plain = (amount: number) => String(Number(amount.toPrecision(12))).replace('.', ',');
  // “1,234” could be read as thousands; a number in a cell cannot
  const tidy = (amount: number) =>
    reading.asTyped ? plain(amount).replace(/,\d{3}$/u, '$&0') : plain(amount);
  return format === 'percent' ? `${tidy(number * 100)}%` : tidy(number);
}

/** A serial day as d/m/y. Day 60 of the 1900 system is a 29 February that never was; later days count it. */
function dateOf(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
}
