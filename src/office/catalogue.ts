import { guessColumns } from './catalogue-columns.ts';
import { chooseTable } from './catalogue-tables.ts';
import {
  type Agencies,
  expectedResult,
  splitAgencies,
  splitItems,
  splitLeadsAndPartners,
} from './cell-lists.ts';
import { mergeCitations, readCitations } from './citations.ts';
import { separatedRows } from './csv.ts';
import { impossibleDates } from './dates.ts';
import { readDeadline } from './deadlines.ts';
import type {
  CatalogueColumn,
  CatalogueEntry,
  CatalogueField,
  CatalogueWarning,
  Deadline,
  OfficialDocument,
  ReadCatalogue,
  Table,
} from './document.ts';
import { uncertainCells } from './ocr-uncertain.ts';
import { sheetBlocks } from './sheets.ts';
import { finishTable, openTable } from './tables.ts';
import { fold, isAllCaps, normaliseText } from './text.ts';

/** A longer title is a paragraph in the wrong column; it is read whole and the officer is told. */
export const TITLE_CHARACTERS = 500;
/** No title may be longer than this when it is saved. */
export const TITLE_CHARACTERS_MOST = 5_000;

/** What the catalogue is of, and for when; `columns` corrects the field of a column by its number from 0. */
export interface CatalogueTerm {
  kind: 'problems' | 'needs';
  year?: number;
  period?: string;
  columns?: Record<number, CatalogueField>;
}

/** A document read, or only a table that was pasted. */
export type CatalogueSource = { tables: readonly Table[] } & Partial<
  Pick<OfficialDocument, 'kind' | 'number' | 'symbol' | 'date' | 'issuer' | 'title' | 'recognition'>
>;

/** The catalogue in a document's annex: columns, entries and what an officer has to look at. Nothing is cut or lost. */
export function readCatalogue(source: CatalogueSource, term: CatalogueTerm): ReadCatalogue {
  const warnings: CatalogueWarning[] = [];
  const table = chooseTable(source.tables, term.kind);
  const edition = {
    kind: term.kind,
    year: term.year ?? null,
    period: term.period ?? null,
    title: (table && ownTitle(table)) ?? source.title ?? null,
    document: {
      kind: source.kind ?? 'other',
      number: source.number ?? null,
      symbol: source.symbol ?? null,
      date: source.date ?? null,
      issuer: source.issuer ?? null,
      title: source.title ?? null,
    },
  } as const;
  if (table === null) {
    const message = 'Không tìm thấy bảng nào trong văn bản. Hãy kiểm tra tệp có kèm phụ lục hay không.';
    return { edition, columns: [], entries: [], warnings: [{ row: null, column: null, message }] };
  }
  const columns = guessColumns(table, term.columns ?? {}, warnings);
  const entries = readEntries(table, columns, warnings);
  if (entries.length === 0)
    warnings.push({ row: null, column: null, message: 'Bảng không có dòng dữ liệu nào.' });
  warnDuplicates(entries, columns, warnings);
  warnings.push(...uncertainCells(entries, source.recognition?.uncertain ?? []));
  return { edition, columns, entries, warnings };
}

/** The title above a table; `PHỤ LỤC`, `Phụ lục I`, `Biểu 2` are none. */
function ownTitle({ title }: Table): string | null {
  return title !== null && /^(?:phu luc|bieu(?: mau)?|bang)(?: (?:so )?[a-z0-9.]{1,5})?$/u.test(fold(title))
    ? null
    : title;
}

/** Rows copied from a spreadsheet (tabs between cells, quotes around cells with line ends) as a table. */
export function readPastedRows(text: string): Table {
  const rows = separatedRows(text, '\t');
  for (const block of sheetBlocks({ name: '', rows, merges: [] })) {
    const open = block.type === 'table' ? openTable(block) : null;
    if (open !== null) return finishTable(open, new Map(), 'Bảng dán vào', []);
  }
  return { title: null, columns: [], rows: [] };
}

interface Row {
  cells: readonly string[];
  text(field: CatalogueField): string;
}

/** What is read from the cells of one table; a column repeats the same few agencies and terms, read once each. */
interface Reading {
  readonly columns: readonly CatalogueColumn[];
  /** Where the columns of a field stand. */
  readonly places: ReadonlyMap<CatalogueField, readonly number[]>;
  readonly agencies: (text: string) => readonly string[];
  readonly leadsAndPartners: (text: string) => Readonly<Agencies>;
  readonly deadline: (text: string) => Deadline;
}

function readingOf(columns: readonly CatalogueColumn[]): Reading {
  const places = new Map<CatalogueField, number[]>();
  for (const [place, { field }] of columns.entries())
    places.set(field, [...(places.get(field) ?? []), place]);
  return {
    columns,
    places,
    agencies: onceEach(splitAgencies),
    leadsAndPartners: onceEach(splitLeadsAndPartners),
    deadline: onceEach(readDeadline),
  };
}

function onceEach<Read>(read: (text: string) => Read): (text: string) => Read {
  const known = new Map<string, Read>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
}

function readEntries(
  table: Table,
  columns: readonly CatalogueColumn[],
  warnings: CatalogueWarning[],
): CatalogueEntry[] {
  const entries: CatalogueEntry[] = [];
  const reading = readingOf(columns);
  const sectorHeader = columns.find((column) => column.field === 'sector')?.header ?? 'Lĩnh vực';
  let group: string | null = null;
  let last: Row | null = null;
  for (const cells of table.rows) {
    const row = rowOf(cells, reading.places);
    const named = groupName(row, cells);
    if (named !== null) {
      group = named;
      continue;
    }
    if (isTotal(cells)) continue;
    const open = entries.at(-1);
    if (open !== undefined && last !== null && goesOn(row, last)) {
      extend(open, row, reading);
      continue;
    }
    const entry = entryOf(row, reading);
    if (group !== null && (entry.fields[sectorHeader] ?? '') === '') entry.fields[sectorHeader] = group;
    entries.push(entry);
    warnRow(entry, row, reading, entries.length, warnings);
    last = row;
  }
  return entries;
}

function rowOf(cells: readonly string[], places: Reading['places']): Row {
  return {
    cells,
    text(field) {
      const own = places.get(field) ?? [];
      if (own.length < 2) return cells[own[0] ?? -1] ?? '';
      return normaliseText(own.map((place) => cells[place]).join(' '));
    },
  };
}

const GROUP_MARK = /^(?:[IVXLC]{1,6}|[A-HĐ])[.)]?$/u;
const GROUP_OPENING = /^(?:[IVXLC]{1,6}|[A-HĐ])[.)]\s+(?=\p{L})/u;
const GROUP_WORD = /^(?:lĩnh vực|nhóm|ngành|khối|phần|mục)\s/iu;

/** A merged row such as `I. Lĩnh vực logistics` names the sector of the rows under it. */
function groupName(row: Row, cells: readonly string[]): string | null {
  const written: string[] = [];
  for (const text of cells) if (text !== '' && !written.includes(text) && written.push(text) > 2) return null;
  const [first, second] = written;
  if (first === undefined) return null;
  if (written.length === 2) return GROUP_MARK.test(first) && second !== undefined ? second : null;
  if (GROUP_OPENING.test(first)) return first.replace(GROUP_OPENING, '');
  if (
    GROUP_WORD.test(first) ||
    (isAllCaps(first) && !GROUP_MARK.test(first) && row.text('tt') !== row.text('title'))
  )
    return first;
  return null;
}

function isTotal(cells: readonly string[]): boolean {
  const first = cells.find((text) => text !== '' && !/^\d+$/u.test(text));
  return first !== undefined && first.length <= 40 && /^(?:tong|tong cong|cong)\s*:?$/u.test(fold(first));
}

/** The row says more about the entry above: no number and title of its own, or the same merged ones again. */
function goesOn(row: Row, last: Row): boolean {
  const [tt, title] = [row.text('tt'), row.text('title')];
  if (tt === '' && title === '') return row.cells.some((text) => text !== '');
  return title !== '' && tt === last.text('tt') && title === last.text('title');
}

function entryOf(row: Row, { columns, agencies, leadsAndPartners }: Reading): CatalogueEntry {
  const shared = row.text('partners') === '' ? leadsAndPartners(row.text('leads')) : null;
  const filled = (field: CatalogueField) => row.text(field) || null;
  const fields: Record<string, string> = {};
  for (const [place, { header }] of columns.entries()) fields[header] = row.cells[place] ?? '';
  return {
    tt: filled('tt')?.replace(/[.)]$/u, '') ?? null,
    title: filled('title'),
    context: filled('context'),
    bases: readCitations(row.text('bases'), 'basis'),
    results: splitItems(row.text('results')).map(expectedResult),
    leads: [...(shared?.leads ?? agencies(row.text('leads')))],
    partners: [...(shared?.partners ?? agencies(row.text('partners')))],
    deadline: filled('deadline'),
    fields,
  };
}

/** Adds a further row to an entry; what the row repeats from merged cells counts once. */
function extend(entry: CatalogueEntry, row: Row, reading: Reading): void {
  const more = entryOf(row, reading);
  entry.bases = mergeCitations([...entry.bases, ...more.bases]);
  const known = new Set(entry.results.map((result) => result.text));
  entry.results.push(...more.results.filter((result) => !known.has(result.text)));
  entry.leads = [...new Set([...entry.leads, ...more.leads])];
  entry.partners = [...new Set([...entry.partners, ...more.partners])];
  entry.deadline = joined(entry.deadline, more.deadline);
  entry.context = joined(entry.context, more.context);
  for (const [header, text] of Object.entries(more.fields)) {
    entry.fields[header] = joined(entry.fields[header] ?? '', text) ?? '';
  }
}

function joined(one: string | null, other: string | null): string | null {
  if (other === null || other === '' || one === other) return one;
  return one === null || one === '' ? other : `${one} ${other}`;
}

function warnRow(
  entry: CatalogueEntry,
  row: Row,
  { columns, deadline: understood }: Reading,
  number: number,
  warnings: CatalogueWarning[],
): void {
  const headerOf = (field: CatalogueField) =>
    columns.find((column) => column.field === field)?.header ?? null;
  const warn = (column: string | null, message: string) => warnings.push({ row: number, column, message });
  if (entry.title === null) warn(headerOf('title'), 'Thiếu tên. Hãy nhập tên trước khi lưu.');
  const length = entry.title?.length ?? 0;
  if (length > TITLE_CHARACTERS_MOST) {
    warn(
      headerOf('title'),
      `Tên dài ${length} ký tự, quá ${TITLE_CHARACTERS_MOST} ký tự nên không lưu được. Hãy rút gọn.`,
    );
  } else if (length > TITLE_CHARACTERS) {
    warn(
      headerOf('title'),
      `Tên dài ${length} ký tự (thường không quá ${TITLE_CHARACTERS}). Hãy xem lại, phần mô tả nên để ở cột khác.`,
    );
  }
  columns.forEach((column, place) => {
    const text = row.cells[place] ?? '';
    for (const wrong of impossibleDates(text)) {
      warn(column.header, `Ngày “${wrong}” không có trong lịch. Hãy sửa lại.`);
    }
    const sign = /^[=@]|^[+-](?=\S)/u.exec(text)?.[0];
    if (sign !== undefined)
      warn(column.header, `Ô bắt đầu bằng “${sign}” được giữ nguyên là chữ, không phải công thức.`);
  });
  if (row.text('bases') !== '' && entry.bases.length === 0) {
    warn(headerOf('bases'), 'Không nhận ra số, ký hiệu văn bản nào trong căn cứ. Hãy nhập căn cứ bằng tay.');
  }
  const deadline = entry.deadline;
  if (deadline !== null && understood(deadline).kind === 'none' && impossibleDates(deadline).length === 0) {
    warn(headerOf('deadline'), `Không hiểu thời hạn “${deadline}”; được giữ nguyên như bản gốc.`);
  }
}

function warnDuplicates(
  entries: readonly CatalogueEntry[],
  columns: readonly CatalogueColumn[],
  warnings: CatalogueWarning[],
): void {
  const seen = new Map<string, number>();
  const column = columns.find((one) => one.field === 'tt')?.header ?? null;
  entries.forEach((entry, place) => {
    if (entry.tt === null) return;
    const first = seen.get(entry.tt);
    if (first === undefined) seen.set(entry.tt, place + 1);
    else {
      const message = `Số thứ tự ${entry.tt} đã dùng ở dòng ${first}. Hãy kiểm tra lại; thứ tự in được giữ nguyên.`;
      warnings.push({ row: place + 1, column, message });
    }
  });
}
