import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  type CatalogueColumn,
  type CatalogueEntry,
  type CatalogueField,
  type CatalogueTerm,
  type OfficialDocument,
  type OpenCatalogue,
  openCatalogue,
  type Table,
} from '../../office/index.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { organisationMatcher } from '../directory/index.ts';
import { type Span, writeSpan } from './edition.ts';
import type { CatalogueKind } from './entry.ts';
import { sectorsIn } from './import-content.ts';
import { entryReader, writeEntry } from './import-entry.ts';
import type { ImportRecord, RowWarning } from './import-store.ts';
import { listSectors, type Sector } from './sector.ts';

/** What is read from: a document, the table in it (-1: the likeliest), and the columns a person corrected. */
export interface ReadingChoice {
  readonly kind: CatalogueKind;
  readonly span: Span;
  readonly tableIndex: number;
  readonly chosen: Readonly<Record<number, CatalogueField>>;
}

export function termOf({ kind, span }: Pick<ReadingChoice, 'kind' | 'span'>): CatalogueTerm {
  return 'year' in span ? { kind, year: span.year } : { kind, period: writeSpan(span) };
}

/**
 * The catalogue in a document, its entries still to be read. Rows such as `I. Lĩnh vực logistics` name the sector of those
 * below; the review shows it as a last column.
 */
export function readWith(reading: OfficialDocument, choice: ReadingChoice): OpenCatalogue {
  const table = reading.tables[choice.tableIndex];
  const source = table ? { ...reading, tables: [table] } : reading;
  const read = openCatalogue(source, { ...termOf(choice), columns: { ...choice.chosen } });
  if (read.groupHeader === null) return read;
  const field = choice.chosen[read.columns.length] ?? 'sector';
  return { ...read, columns: [...read.columns, { header: read.groupHeader, field }] };
}

/** A document that is nothing but a pasted table. */
export function pastedDocument(table: Table): OfficialDocument {
  return {
    ...{ kind: 'other', number: null, symbol: null, place: null, date: null, dateText: null, issuer: null },
    title: null,
    signer: { name: null, roles: [] },
    ...{ recipients: [], citations: [], articles: [], statements: [], replaces: [], warnings: [] },
    tables: [table],
  };
}

/** Rows sent in one statement: what exceeds the buffer of a socket (some 200 KB) goes out only after the next are made. */
const rowsAtOnce = 200;

/** What names in rows may mean in this installation. */
export interface RowWords {
  readonly sectors: readonly Sector[];
  readonly organisationOf: (name: string) => unknown;
}

/** Two statements. */
export async function rowWords(db: Querying): Promise<RowWords> {
  return { sectors: await listSectors(db), organisationOf: await organisationMatcher(db) };
}

/** What a reviewer chose for a row. */
interface Choices {
  readonly skip: boolean;
  readonly corrections: unknown;
}

/** The choices for a row by what is printed in it, asked in the order of the rows. */
type ChoicesFor = (fields: CatalogueEntry['fields']) => Choices;

const none: Choices = { skip: false, corrections: {} };

/**
 * Writes what was read as rows of an import. While the database writes some rows, the next are read and made; the first
 * of them while `importOf` is on its way to the import they are for. Returns its id.
 */
export async function storeRows(
  tx: Transaction,
  read: OpenCatalogue,
  importOf: () => Promise<number>,
  { sectors, organisationOf }: RowWords,
  choicesFor: ChoicesFor = () => none,
): Promise<number> {
  const strangersIn = namesUnknownTo(organisationOf, read.columns);
  const rowAt = (place: number) => {
    const { printed, entry, doubts, repeated, uncertain } = read.look(place);
    const { codes, warnings } = namedSectors(entry, read.columns, sectors);
    const said = [...doubts, ...repeated, ...uncertain].map(({ column, message }) => ({ column, message }));
    return writtenRow({
      ...{ choices: choicesFor(entry.fields), warnings: [...said, ...strangersIn(entry), ...warnings] },
      entry: writeEntry(printed, codes),
    });
  };
  const rowsFrom = (first: number) => {
    const places = Array.from({ length: Math.min(rowsAtOnce, read.length - first) }, (_, at) => first + at);
    return bytesOf(places.map(rowAt));
  };
  const parts = madeAhead(Math.ceil(read.length / rowsAtOnce), (part) => rowsFrom(part * rowsAtOnce));
  const importId = await importOf();
  let first = 0;
  for await (const rows of parts) {
    await insertRows(tx, importId, first, rows);
    first += rowsAtOnce;
  }
  return importId;
}

/** Where lines are written before they are cut to their length; no two are written at the same time. */
let scratch = Buffer.alloc(0);

/** Lines as bytes, for a string would be encoded only with the database waiting for it; without joining them first. */
function bytesOf(lines: readonly string[]): Buffer {
  // no code unit takes more than three bytes
  const most = lines.reduce((length, line) => length + 3 * line.length + 1, 0);
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most);
  let end = 0;
  for (const [place, line] of lines.entries()) {
    if (place > 0) end += scratch.write('\n', end);
    end += scratch.write(line, end);
  }
  return Buffer.from(scratch.subarray(0, end));
}

/** Parts made before they are asked for. */
const partsAhead = 3;

/** Parts in order, the first of them begun at once; each a turn apart, so that what is to be written goes out meanwhile. */
function madeAhead<Part>(count: number, make: (place: number) => Part): AsyncIterable<Part> {
  const ready: Promise<Part>[] = [];
  let begun = 0;
  const begin = () => {
    if (begun === count) return;
    const place = begun;
    begun += 1;
    const turn = Promise.resolve(ready.at(-1)).then(() => setImmediate());
    const part = turn.then(() => make(place));
    // a fault is told to who asks for the part
    part.catch(() => undefined);
    ready.push(part);
  };
  for (let ahead = 0; ahead < partsAhead; ahead += 1) begin();
  return (async function* () {
    for (let part = ready.shift(); part; part = ready.shift()) {
      begin();
      yield await part;
    }
  })();
}

/**
 * As `storeRows`, in the place of the rows an import has; skips and corrections of rows whose source is the same are
 * kept.
 */
export async function replaceRows(
  tx: Transaction,
  { id: importId, columns }: Pick<ImportRecord, 'id' | 'columns'>,
  read: OpenCatalogue,
): Promise<void> {
  // not one statement: rows that move would be written to places whose old rows are not deleted yet
  const old = await tx
    .deleteFrom('catalogue_import_row')
    .where('import_id', '=', importId)
    .returning(['position', 'entry', 'skip', 'corrections'])
    .execute();
  const inOrder = old.sort((one, other) => one.position - other.position);
  await storeRows(tx, read, async () => importId, await rowWords(tx), choicesKept(inOrder, columns));
}

/** Choices for rows that say the same as those they were made on. */
function choicesKept(
  rows: readonly (Choices & { readonly entry: string })[],
  columns: readonly CatalogueColumn[],
): ChoicesFor {
  if (rows.every(({ skip, corrections }) => !skip && Object.keys(corrections ?? {}).length === 0))
    return () => none;
  const [readOld, nameOld] = [entryReader(columns), sourceNames()];
  const kept = new Map(
    rows.map(({ entry, skip, corrections }) => [nameOld(readOld(entry).fields), { skip, corrections }]),
  );
  const name = sourceNames();
  return (fields) => kept.get(name(fields)) ?? none;
}

/** Names rows by what is printed in them, and those that say the same by how often it was said before. */
function sourceNames(): (fields: CatalogueEntry['fields']) => string {
  const seen = new Map<string, number>();
  return (fields) => {
    // a column that was found or named since says nothing of the rows in which it is empty
    const written = Object.entries(fields).filter(([, text]) => text !== '');
    const source = JSON.stringify(written.sort());
    const times = seen.get(source) ?? 0;
    seen.set(source, times + 1);
    return `${times}|${source}`;
  };
}

/** A row as one line; JSON has neither line ends nor tabs. */
function writtenRow(row: {
  readonly choices: Choices;
  readonly warnings: readonly RowWarning[];
  /** As `writeEntry` writes it. */
  readonly entry: string;
}): string {
  const { skip, corrections } = row.choices;
  const corrected = corrections === none.corrections ? '{}' : JSON.stringify(corrections);
  const warned = row.warnings.length === 0 ? '[]' : JSON.stringify(row.warnings);
  return `${skip}\t${corrected}\t${warned}\t${row.entry}`;
}

/** Writes rows in the places after `first`. As JSON the database would take each apart only to put it together again. */
async function insertRows(tx: Transaction, importId: number, first: number, rows: Buffer): Promise<void> {
  await sql`
    insert into catalogue_import_row (import_id, position, skip, corrections, warnings, entry)
    select ${importId}::bigint, ${first}::int + place, split_part(line, E'\t', 1)::boolean,
      split_part(line, E'\t', 2)::jsonb, split_part(line, E'\t', 3)::jsonb, split_part(line, E'\t', 4)
    from string_to_table(${rows}::text, E'\n') with ordinality as lines (line, place)`.execute(tx);
}

/** What is said of names in an entry that the directory does not know. */
function namesUnknownTo(
  organisationOf: (name: string) => unknown,
  columns: readonly CatalogueColumn[],
): (entry: Pick<CatalogueEntry, 'leads' | 'partners'>) => RowWarning[] {
  const leads = columns.find(({ field }) => field === 'leads')?.header ?? null;
  const partners = columns.find(({ field }) => field === 'partners')?.header ?? leads;
  const unknown = (names: readonly string[], column: string | null) =>
    names.filter((name) => organisationOf(name) === null).map((name) => notInDirectory(column, name));
  return (entry) => [...unknown(entry.leads, leads), ...unknown(entry.partners, partners)];
}

/** The sectors a row's cells and its group name, and what names none. */
function namedSectors(
  { fields }: Pick<CatalogueEntry, 'fields'>,
  columns: readonly CatalogueColumn[],
  sectors: readonly Sector[],
): { codes: string[]; warnings: RowWarning[] } {
  const cells = columns
    .filter(({ field }) => field === 'sector')
    .map(({ header }) => ({ header, text: fields[header] ?? '' }))
    .filter(({ text }) => text !== '')
    .map((cell) => ({ ...cell, codes: sectorsIn(cell.text, sectors) }));
  return {
    // in the order of the installation, as the boxes of the review have them
    codes: sectors.map(({ code }) => code).filter((code) => cells.some(({ codes }) => codes.includes(code))),
    warnings: cells
      .filter(({ codes }) => codes.length === 0)
      .map(({ header, text }) => notASector(header, text)),
  };
}

function notInDirectory(column: string | null, name: string): RowWarning {
  return {
    column,
    message: `“${name}” chưa có trong danh bạ cơ quan; tên được giữ như trong văn bản. Hãy kiểm tra cách viết.`,
  };
}

function notASector(column: string, text: string): RowWarning {
  return {
    column,
    message: `“${text}” không có trong danh sách lĩnh vực. Hãy chọn lĩnh vực cho dòng này, hoặc để trống và giữ nguyên chữ của bản gốc.`,
  };
}

export function tableWarnings(read: OpenCatalogue): string[] {
  return read.warnings.map(({ message }) => message);
}
