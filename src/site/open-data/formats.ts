import { Readable } from 'node:stream';
import { csvLine, csvMark } from '../../kernel/csv.ts';
import { rowWorkbook, type WorkbookCell } from '../../office/compose/row-workbook.ts';
import type { Dataset } from './datasets.ts';
import { dictionaryOf } from './dictionary.ts';

export const formatNames = ['csv', 'xlsx', 'json', 'jsonl'] as const;
export type FormatName = (typeof formatNames)[number];

export interface Format {
  readonly mediaType: string;
  /** What the file type is called in the authority table of the European Union, for DCAT. */
  readonly authority: string;
  readonly label: string;
  /** False where the file is packed by itself. */
  readonly packs: boolean;
}

export const formats: Readonly<Record<FormatName, Format>> = {
  csv: { mediaType: 'text/csv', authority: 'CSV', label: 'CSV', packs: true },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    authority: 'XLSX',
    label: 'Excel',
    packs: false,
  },
  json: { mediaType: 'application/json', authority: 'JSON', label: 'JSON', packs: true },
  jsonl: { mediaType: 'application/x-ndjson', authority: 'JSONL', label: 'JSON Lines', packs: true },
};

/** A row as read back from its line. */
type Row = Readonly<Record<string, unknown>>;

/**
 * The bytes of a file while its rows are read. JSON goes out as the database wrote it; for tables each row is taken apart
 * once. What is not yet taken is not read: one piece waits, and one is on its way.
 */
export function written(format: FormatName, dataset: Dataset, rows: AsyncIterable<string>): Readable {
  const pieces = oneAhead(rows);
  if (format === 'xlsx') return workbook(dataset, pieces);
  const text = { csv, json, jsonl }[format];
  return Readable.from(text(pieces, dataset), { objectMode: false, highWaterMark: 64 * 1024 });
}

/** Asks for the next piece before one is used, so that database and writing do not wait for each other. */
async function* oneAhead(rows: AsyncIterable<string>): AsyncGenerator<string> {
  const reading = rows[Symbol.asyncIterator]();
  try {
    let next = reading.next();
    for (;;) {
      const piece = await next;
      if (piece.done) return;
      next = reading.next();
      // a failure is met where the piece is used, also when nobody uses it any more
      next.catch(() => undefined);
      yield piece.value;
    }
  } finally {
    await reading.return?.();
  }
}

async function* json(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let before = '[\n';
  for await (const piece of pieces) {
    yield Buffer.from(before + piece.replaceAll('\n', ',\n'));
    before = ',\n';
  }
  yield Buffer.from(before === ',\n' ? '\n]\n' : '[]\n');
}

async function* jsonl(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(`${piece}\n`);
}

async function* csv(pieces: AsyncIterable<string>, dataset: Dataset): AsyncGenerator<Buffer> {
  const names = namesOf(dataset);
  yield Buffer.from(csvMark + csvLine(names));
  for await (const piece of pieces) {
    let lines = '';
    for (const row of rowsIn(piece)) lines += csvLine(names.map((name) => String(cellOf(row[name]) ?? '')));
    yield Buffer.from(lines);
  }
}

function workbook(dataset: Dataset, pieces: AsyncIterable<string>): Readable {
  const names = namesOf(dataset);
  const dictionary = dictionaryOf(dataset);
  return rowWorkbook({
    sheet: dataset.title.vi.slice(0, 31),
    head: dictionary.map(({ meaning }) => meaning.vi),
    rows: tableRows(pieces, names),
    notes: {
      sheet: 'Từ điển dữ liệu',
      rows: [
        ['Cột', 'Tên trường', 'Ý nghĩa', 'Meaning'],
        ...dictionary.map(({ name, meaning }, at): WorkbookCell[] => [at + 1, name, meaning.vi, meaning.en]),
      ],
    },
  });
}

async function* tableRows(
  pieces: AsyncIterable<string>,
  names: readonly string[],
): AsyncGenerator<WorkbookCell[][]> {
  for await (const piece of pieces)
    yield rowsIn(piece).map((row) =>
      names.map((name) => {
        const cell = cellOf(row[name]);
        return typeof cell === 'boolean' ? String(cell) : cell;
      }),
    );
}

function namesOf(dataset: Dataset): string[] {
  return Object.keys(dataset.row.shape);
}

function rowsIn(piece: string): Row[] {
  return JSON.parse(`[${piece.replaceAll('\n', ',')}]`);
}

/**
 * A value as one cell. Lists stand one under another within it, each thing by what people know it by; only JSON has all of
 * them.
 */
function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value as string | number | boolean;
  if (Array.isArray(value)) return value.map(inWords).join('\n');
  return inWords(value);
}

function inWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { raw, text, name, code, role, url, ...more } = value as Row;
  if (typeof raw === 'string') return raw;
  if (typeof text === 'string')
    return [text, more.indicator, more.value, more.unit, more.due].filter(Boolean).join(' | ');
  if (typeof url === 'string') return typeof code === 'string' ? code : url;
  if (typeof role === 'string' && typeof name === 'string') return `${role}: ${name}`;
  if (typeof name === 'string') return typeof code === 'string' ? `${code} ${name}` : name;
  const held = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '');
  return held
    .map(([key, inner]) => `${key}: ${typeof inner === 'object' ? JSON.stringify(inner) : inner}`)
    .join(' | ');
}
