import { guessColumns } from './catalogue-columns.ts';
import {
  type EntryRows,
  entryRows,
  printedNumber,
  type Row,
  repeatedNumbers,
  rowReader,
} from './catalogue-rows.ts';
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
  CatalogueEdition,
  CatalogueEntry,
  CatalogueField,
  CatalogueWarning,
  Deadline,
  ExpectedResult,
  OfficialDocument,
  ReadCatalogue,
  Table,
} from './document.ts';
import { uncertainCells } from './ocr-uncertain.ts';
import { sheetBlocks } from './sheets.ts';
import { finishTable, openTable } from './tables.ts';
import { fold } from './text.ts';

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

/** The rows of one entry as they are printed, and the group they stand under: all there is to read it from. */
export interface PrintedEntry {
  readonly group: string | null;
  readonly rows: readonly (readonly string[])[];
}

/** An entry without its results, which take as long to read as all else in it. */
type EntryBrief = Omit<CatalogueEntry, 'results'>;

/** What an officer has to look at in an entry. */
interface SeenEntry {
  readonly printed: PrintedEntry;
  readonly entry: EntryBrief;
  /** Of what its cells say. */
  readonly doubts: readonly CatalogueWarning[];
  /** Of a number that an entry above has already. */
  readonly repeated: readonly CatalogueWarning[];
  /** Of words of a scan that were not read for sure. */
  readonly uncertain: readonly CatalogueWarning[];
}

/** A catalogue of which all is known but what each entry says. */
export interface OpenCatalogue extends Pick<ReadCatalogue, 'edition' | 'columns'> {
  /** The key in `fields` under which entries name their group, where no column of the table has it. */
  readonly groupHeader: string | null;
  /** What is said of the table as a whole. */
  readonly warnings: readonly CatalogueWarning[];
  /** How many entries there are. */
  readonly length: number;
  /** The entry at a place from 0, in printed order; `readPrinted` reads it whole. */
  look(place: number): SeenEntry;
}

/** The catalogue in a document's annex: columns, entries and what an officer has to look at. Nothing is cut or lost. */
export function readCatalogue(source: CatalogueSource, term: CatalogueTerm): ReadCatalogue {
  const { edition, columns, warnings, length, look } = openCatalogue(source, term);
  const all = Array.from({ length }, (_, place) => look(place));
  const results = resultsOf(columns);
  return {
    edition,
    columns,
    entries: all.map(({ entry, printed }) => ({ ...entry, results: results(printed) })),
    warnings: [
      ...warnings,
      ...all.flatMap(({ doubts }) => doubts),
      ...all.flatMap(({ repeated }) => repeated),
      ...all.flatMap(({ uncertain }) => uncertain),
    ],
  };
}

/** As `readCatalogue`, for who keeps each entry as it is printed: thousands take a while to read whole. */
export function openCatalogue(source: CatalogueSource, term: CatalogueTerm): OpenCatalogue {
  const table = chooseTable(source.tables, term.kind);
  const edition = editionOf(source, term, table);
  if (table === null) {
    const message = 'Không tìm thấy bảng nào trong văn bản. Hãy kiểm tra tệp có kèm phụ lục hay không.';
    return noEntries(edition, [], [{ row: null, column: null, message }]);
  }
  const warnings: CatalogueWarning[] = [];
  const columns = guessColumns(table, term.columns ?? {}, warnings);
  const rows = entryRows(table, columns);
  if (rows.length === 0) {
    const message = 'Bảng không có dòng dữ liệu nào.';
    return noEntries(edition, columns, [...warnings, { row: null, column: null, message }]);
  }
  const reading = readingOf(columns);
  const repeated = repeatedNumbers(rows, columns);
  const words = source.recognition?.uncertain ?? [];
  const printed = columns.some(({ header }) => header === reading.sectorHeader);
  const grouped = !printed && rows.some(({ group }) => group !== null);
  return {
    ...{ edition, columns, warnings, length: rows.length },
    groupHeader: grouped ? reading.sectorHeader : null,
    look(place) {
      const own = rows[place];
      if (own === undefined) throw new RangeError(`there is no entry ${place} among ${rows.length}`);
      const doubts: CatalogueWarning[] = [];
      const entry = readBrief(own, reading, (column, message) =>
        doubts.push({ row: place + 1, column, message }),
      );
      const uncertain = uncertainCells([entry], words).map((one) => ({ ...one, row: place + 1 }));
      const again = repeated.get(place);
      const { group, first, more } = own;
      const printed = { group, rows: [first, ...more].map(({ cells }) => cells) };
      return { printed, entry, doubts, repeated: again === undefined ? [] : [again], uncertain };
    },
  };
}

function noEntries(
  edition: CatalogueEdition,
  columns: CatalogueColumn[],
  warnings: readonly CatalogueWarning[],
): OpenCatalogue {
  const look = (place: number): never => {
    throw new RangeError(`there is no entry ${place} among 0`);
  };
  return { edition, columns, warnings, groupHeader: null, length: 0, look };
}

function editionOf(source: CatalogueSource, term: CatalogueTerm, table: Table | null): CatalogueEdition {
  return {
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
  };
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

/** What is read from the cells of one table; a column repeats the same few agencies and terms, read once each. */
interface Reading {
  readonly columns: readonly CatalogueColumn[];
  /** Where the group of an entry goes. */
  readonly sectorHeader: string;
  readonly agencies: (text: string) => readonly string[];
  readonly leadsAndPartners: (text: string) => Readonly<Agencies>;
  readonly deadline: (text: string) => Deadline;
}

function readingOf(columns: readonly CatalogueColumn[]): Reading {
  return {
    columns,
    sectorHeader: columns.find(({ field }) => field === 'sector')?.header ?? 'Lĩnh vực',
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

/** Reads entries from their rows as printed in a table of these columns, as `openCatalogue` understood them. */
export function readPrinted(columns: readonly CatalogueColumn[]): (printed: PrintedEntry) => CatalogueEntry {
  const [reading, rowsOf, results] = [readingOf(columns), rowReader(columns), resultsOf(columns)];
  return (printed) => {
    const [first, ...more] = printed.rows.map(rowsOf);
    if (first === undefined) throw new RangeError('an entry has at least one row');
    const entry = readBrief({ group: printed.group, first, more }, reading);
    return { ...entry, results: results(printed) };
  };
}

/** Reads the results an entry is to have; what a further row repeats from merged cells counts once. */
function resultsOf(columns: readonly CatalogueColumn[]): (printed: PrintedEntry) => ExpectedResult[] {
  const rowsOf = rowReader(columns);
  return ({ rows }) => {
    const results: ExpectedResult[] = [];
    for (const cells of rows) {
      const known = new Set(results.map(({ text }) => text));
      const own = splitItems(rowsOf(cells).text('results')).map(expectedResult);
      results.push(...own.filter(({ text }) => !known.has(text)));
    }
    return results;
  };
}

/** Says what is wrong, in which column. */
type Warn = (column: string | null, message: string) => void;

function readBrief({ group, first, more }: EntryRows, reading: Reading, warn?: Warn): EntryBrief {
  const entry = briefOf(first, reading);
  const { sectorHeader } = reading;
  if (group !== null && (entry.fields[sectorHeader] ?? '') === '') entry.fields[sectorHeader] = group;
  if (warn) warnRow(entry, first, reading, warn);
  for (const row of more) extend(entry, row, reading);
  return entry;
}

function briefOf(row: Row, { columns, agencies, leadsAndPartners }: Reading): EntryBrief {
  const shared = row.text('partners') === '' ? leadsAndPartners(row.text('leads')) : null;
  const filled = (field: CatalogueField) => row.text(field) || null;
  const fields: Record<string, string> = {};
  for (const [place, { header }] of columns.entries()) fields[header] = row.cells[place] ?? '';
  return {
    tt: printedNumber(row),
    title: filled('title'),
    context: filled('context'),
    bases: readCitations(row.text('bases'), 'basis'),
    leads: [...(shared?.leads ?? agencies(row.text('leads')))],
    partners: [...(shared?.partners ?? agencies(row.text('partners')))],
    deadline: filled('deadline'),
    fields,
  };
}

/** Adds a further row to an entry; what the row repeats from merged cells counts once. */
function extend(entry: EntryBrief, row: Row, reading: Reading): void {
  const more = briefOf(row, reading);
  entry.bases = mergeCitations([...entry.bases, ...more.bases]);
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

function warnRow(entry: EntryBrief, row: Row, { columns, deadline: understood }: Reading, warn: Warn): void {
  const headerOf = (field: CatalogueField) =>
    columns.find((column) => column.field === field)?.header ?? null;
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
