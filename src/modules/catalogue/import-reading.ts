import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  type CatalogueField,
  type CatalogueTerm,
  type OfficialDocument,
  type ReadCatalogue,
  readCatalogue,
  type Table,
} from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { matchOrganisations } from '../directory/index.ts';
import { type Span, writeSpan } from './edition.ts';
import type { CatalogueKind } from './entry.ts';
import { sectorsIn } from './import-content.ts';
import type { RowWarning } from './import-store.ts';
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

export function readWith(reading: OfficialDocument, choice: ReadingChoice): ReadCatalogue {
  const table = reading.tables[choice.tableIndex];
  const source = table ? { ...reading, tables: [table] } : reading;
  const read = readCatalogue(source, { ...termOf(choice), columns: { ...choice.chosen } });
  return withGroupColumn(read, choice.chosen);
}

/** Rows such as `I. Lĩnh vực logistics` name the sector of those below; the review shows it as a last column. */
function withGroupColumn(read: ReadCatalogue, chosen: ReadingChoice['chosen']): ReadCatalogue {
  const printed = new Set(read.columns.map(({ header }) => header));
  const unprinted = (fields: Readonly<Record<string, string>>) =>
    Object.keys(fields).find((header) => !printed.has(header));
  const first = read.entries.find(({ fields }) => unprinted(fields) !== undefined);
  const header = first && unprinted(first.fields);
  if (header === undefined) return read;
  const field = chosen[read.columns.length] ?? 'sector';
  return { ...read, columns: [...read.columns, { header, field }] };
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
const rowsAtOnce = 125;

/**
 * Writes what was read as rows of the import; skips and corrections of rows whose source is the same are kept. While the
 * database writes some rows, the next are made.
 */
export async function storeRows(tx: Transaction, importId: number, read: ReadCatalogue): Promise<void> {
  const sectors = await listSectors(tx);
  const doubts = rowDoubts(read, await unknownNames(tx, read));
  // not one statement: rows that move would be written to places whose old rows are not deleted yet
  const old = await tx
    .deleteFrom('catalogue_import_row')
    .where('import_id', '=', importId)
    .returning(['row_key', 'skip', 'corrections'])
    .execute();
  const kept = new Map(old.map(({ row_key, skip, corrections }) => [row_key, { skip, corrections }]));
  const keyOf = rowKeys();
  const rowsFrom = (first: number) => {
    const rows = read.entries.slice(first, first + rowsAtOnce).map((entry, at) => {
      const { codes, warnings } = namedSectors(entry, read, sectors);
      const row_key = keyOf(entry);
      return {
        position: first + at + 1,
        row_key,
        entry: { ...entry, sectors: codes },
        warnings: [...(doubts[first + at] ?? []), ...warnings],
        ...(kept.get(row_key) ?? { skip: false, corrections: {} }),
      };
    });
    // jsonb as bytes is its text after its version, 1; a string would be encoded only with the database waiting for it
    return Buffer.from(`\u0001${JSON.stringify(rows)}`);
  };
  let rows = rowsFrom(0);
  for (let first = 0; first < read.entries.length; first += rowsAtOnce) {
    // a turn later: what is to be written goes out first
    const next = setImmediate().then(() => rowsFrom(first + rowsAtOnce));
    [rows] = await Promise.all([next, insertRows(tx, importId, rows)]);
  }
}

async function insertRows(tx: Transaction, importId: number, rows: Buffer): Promise<void> {
  await sql`
    insert into catalogue_import_row (import_id, position, row_key, entry, warnings, skip, corrections)
    select ${importId}::bigint, fresh.*
    from jsonb_to_recordset(${rows}::jsonb)
      as fresh (position int, row_key text, entry jsonb, warnings jsonb, skip boolean, corrections jsonb)`.execute(
    tx,
  );
}

/** Names rows by what is printed in them, and those that say the same by how often it was said before. */
function rowKeys(): (entry: ReadCatalogue['entries'][number]) => string {
  const seen = new Map<string, number>();
  return ({ fields }) => {
    const source = JSON.stringify(Object.values(fields));
    const times = seen.get(source) ?? 0;
    seen.set(source, times + 1);
    return hash('sha256', `${times}|${source}`).slice(0, 32);
  };
}

/** What the reader said of each row, and names the directory does not know. */
function rowDoubts(read: ReadCatalogue, unknown: ReadonlySet<string>): RowWarning[][] {
  const doubts = read.entries.map((): RowWarning[] => []);
  for (const { row, column, message } of read.warnings)
    if (row !== null) doubts[row - 1]?.push({ column, message });
  const leads = read.columns.find(({ field }) => field === 'leads')?.header ?? null;
  const partners = read.columns.find(({ field }) => field === 'partners')?.header ?? leads;
  read.entries.forEach((entry, index) => {
    const doubtful = (names: readonly string[], column: string | null) =>
      names.filter((name) => unknown.has(name)).map((name) => notInDirectory(column, name));
    doubts[index]?.push(...doubtful(entry.leads, leads), ...doubtful(entry.partners, partners));
  });
  return doubts;
}

/** The sectors a row's cells and its group name, and what names none. */
function namedSectors(
  { fields }: ReadCatalogue['entries'][number],
  { columns }: ReadCatalogue,
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

async function unknownNames(tx: Transaction, read: ReadCatalogue): Promise<ReadonlySet<string>> {
  const names = [...new Set(read.entries.flatMap(({ leads, partners }) => [...leads, ...partners]))];
  const known = names.length > 0 ? await matchOrganisations(tx, names) : new Map<string, unknown>();
  return new Set(names.filter((name) => !known.has(name)));
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

export function tableWarnings(read: ReadCatalogue): string[] {
  return read.warnings.filter(({ row }) => row === null).map(({ message }) => message);
}
