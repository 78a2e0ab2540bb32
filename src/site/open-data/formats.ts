import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { csvLine, csvMark } from '../../kernel/csv.ts';
import { rowWorkbook, type WorkbookCell } from '../../office/compose/row-workbook.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Dataset, Selection } from './datasets.ts';
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

/** Where rows come from: as lines of JSON, or taken apart already. */
export interface RowSource {
  lines(): AsyncIterable<string>;
  records?(): AsyncIterable<readonly Row[]>;
}

/** What a selection reads, each piece passed through `pass`: one after another, or counted. */
export function sourceOf(
  selection: Selection,
  db: Querying,
  pass: <Piece extends string | readonly unknown[]>(pieces: AsyncIterable<Piece>) => AsyncIterable<Piece>,
): RowSource {
  const { records } = selection;
  return {
    lines: () => pass(selection.rows(db)),
    ...(records && { records: () => pass(records(db)) }),
  };
}

/**
 * The bytes of a file while its rows are read. JSON goes out as the database wrote it; tables take each row as it is. What
 * is not yet taken is not read: one piece waits, and one is on its way.
 */
export function written(format: FormatName, dataset: Dataset, source: RowSource): Readable {
  if (format === 'json' || format === 'jsonl') {
    const text = { json, jsonl }[format];
    return Readable.from(text(oneAhead(source.lines())), { objectMode: false, highWaterMark: 64 * 1024 });
  }
  const rows = oneAhead(source.records ? source.records() : recordsIn(source.lines()));
  if (format === 'xlsx') return workbook(dataset, rows);
  return Readable.from(csv(rows, dataset), { objectMode: false, highWaterMark: 64 * 1024 });
}

async function* recordsIn(lines: AsyncIterable<string>): AsyncGenerator<readonly Row[]> {
  for await (const piece of lines) yield JSON.parse(`[${piece.replaceAll('\n', ',')}]`) as Row[];
}

/** Asks for the next piece before one is used, so that database and writing do not wait for each other. */
async function* oneAhead<Piece>(rows: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  const reading = rows[Symbol.asyncIterator]();
  try {
    let next = reading.next();
    for (;;) {
      const piece = await next;
      if (piece.done) return;
      next = reading.next();
      // a failure is met where the piece is used, also when nobody uses it any more
      next.catch(() => undefined);
      // what was asked for leaves the process before the piece at hand takes its time
      await setImmediate();
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

async function* csv(pieces: AsyncIterable<readonly Row[]>, dataset: Dataset): AsyncGenerator<Buffer> {
  const names = namesOf(dataset);
  yield Buffer.from(csvMark + csvLine(names));
  for await (const piece of pieces) {
    let lines = '';
    for (const row of piece) lines += csvLine(names.map((name) => String(cellOf(row[name]) ?? '')));
    yield Buffer.from(lines);
  }
}

function workbook(dataset: Dataset, pieces: AsyncIterable<readonly Row[]>): Readable {
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
  pieces: AsyncIterable<readonly Row[]>,
  names: readonly string[],
): AsyncGenerator<WorkbookCell[][]> {
  for await (const piece of pieces)
    yield piece.map((row) =>
      names.map((name) => {
        const cell = cellOf(row[name]);
        return typeof cell === 'boolean' ? String(cell) : cell;
      }),
    );
}

function namesOf(dataset: Dataset): string[] {
  return Object.keys(dataset.row.shape);
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
