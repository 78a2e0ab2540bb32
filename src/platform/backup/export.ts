import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { workConnecting } from '../database/open.ts';
import type { BlobStore } from '../files.ts';
import { copyOut } from './copy-out.ts';
import { openDraft, writeWhole } from './draft.ts';
import {
  countedOn,
  filePath,
  filesFolder,
  formatName,
  formatVersion,
  leftOut,
  type Manifest,
  manifestFile,
  type Part,
  partPath,
  tablesFolder,
  within,
  writeManifest,
} from './format.ts';
import { openPart } from './part-writer.ts';
import {
  type Asking,
  canonicalSession,
  exportedTables,
  nextNumbers,
  selectLines,
  type TableShape,
} from './shape.ts';

/** What an export is taken from. */
export interface ExportSource {
  /** How to reach the database; the export reads over a connection of its own. */
  readonly connection: pg.ClientConfig;
  readonly files: Pick<BlobStore, 'open'>;
}

/** What an export holds, in numbers. */
export interface Exported {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Of tables and files together. */
  readonly bytes: number;
  readonly events: number;
  /** Hash of the last event, hexadecimal. */
  readonly head: string;
  /** Files the register names whose content is lost or damaged. */
  readonly missing: readonly string[];
}

/**
 * Exports everything into a directory that does not exist yet or is empty: the rows as they stand at one moment while
 * work goes on, the files they name, the event chain. Complete or not there at all.
 *
 * Throws Refusal `conflict` where something is in the directory already, InvalidInput where it cannot be written.
 */
export async function exportAll(source: ExportSource, directory: string): Promise<Exported> {
  const draft = await openDraft(directory);
  try {
    const manifest = await withSnapshot(source.connection, async (client) => {
      await mkdir(within(draft.directory, tablesFolder), { mode: 0o700 });
      await mkdir(within(draft.directory, filesFolder), { mode: 0o700 });
      const tables = await writeTables(client, draft.directory);
      const files = await copyFiles(client, source.files, draft.directory);
      return describe(client, tables, files);
    });
    await writeWhole(within(draft.directory, manifestFile), writeManifest(manifest));
    await draft.finish();
    return summaryOf(manifest);
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

export function summaryOf({ tables, files, lastEvent }: Manifest): Exported {
  const sum = (of: (part: Part) => number) => tables.reduce((total, part) => total + of(part), 0);
  return {
    tables: tables.length,
    rows: sum(({ rows }) => rows),
    files: files.count,
    bytes: sum(({ bytes }) => bytes) + files.bytes,
    events: lastEvent.seq,
    head: lastEvent.hash,
    missing: files.missing,
  };
}

/** Measures what an export of these tables would hold, writing nothing: by table, its hash and numbers. */
export function measureTables(connection: pg.ClientConfig): Promise<Part[]> {
  return withSnapshot(connection, (client) => writeTables(client, null));
}

async function withSnapshot<Result>(
  connection: pg.ClientConfig,
  read: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    ...connection,
    connectionTimeoutMillis: workConnecting,
    application_name: 'nhipcau export',
  });
  // a lost connection fails the running statement; without a listener it would end the process as well
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(
      `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; ${canonicalSession}`,
    );
    await client.query('begin isolation level repeatable read read only');
    const result = await read(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

const asking =
  (client: pg.Client): Asking =>
  async (statement) =>
    (await client.query(statement)).rows;

async function writeTables(client: pg.Client, directory: string | null): Promise<Part[]> {
  const parts: Part[] = [];
  for (const table of await exportedTables(asking(client))) {
    const path = directory === null ? null : within(directory, partPath(table.name));
    parts.push(await writeTable(client, table, path));
  }
  return parts;
}

async function writeTable(client: pg.Client, table: TableShape, path: string | null): Promise<Part> {
  const part = await openPart(path);
  try {
    const rows = await copyOut(client, selectLines(table), part.take);
    const { bytes, sha256 } = await part.finish();
    return {
      name: table.name,
      columns: table.columns.map(({ name }) => name),
      key: [...table.key],
      rows,
      bytes,
      sha256,
    };
  } catch (error) {
    await part.abandon();
    throw error;
  }
}

/** Files looked up in one statement. */
const filesAtOnce = 1_000;

async function copyFiles(
  client: pg.Client,
  store: ExportSource['files'],
  directory: string,
): Promise<Manifest['files']> {
  const files = { count: 0, bytes: 0, missing: [] as string[] };
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ sha256: string }>(
      'select sha256 from stored_file where sha256 collate "C" > $1 order by sha256 collate "C" limit $2',
      [after, filesAtOnce],
    );
    for (const { sha256 } of rows) {
      const bytes = await copyFile(store, sha256, within(directory, filePath(sha256)));
      if (bytes === null) files.missing.push(sha256);
      else {
        files.count += 1;
        files.bytes += bytes;
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < filesAtOnce) return files;
    after = last.sha256;
  }
}

/** The size of the copy; null where the content is lost, or is no longer what it was. */
async function copyFile(store: ExportSource['files'], sha256: string, path: string): Promise<number | null> {
  const content = await store.open(sha256).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (content === null) return null;
  const hash = createHash('sha256');
  let size = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(content, measured, createWriteStream(path, { mode: 0o600, flush: true }));
  if (hash.digest('hex') === sha256) return size;
  await rm(path);
  return null;
}

async function describe(client: pg.Client, tables: Part[], files: Manifest['files']): Promise<Manifest> {
  const applied = await client.query<{ name: string }>('select name from migration order by number');
  const head = await client.query<{ seq: string | number; hash: string }>(
    "select seq, encode(hash, 'hex') as hash from event_head",
  );
  const last = head.rows[0];
  if (!last) throw new Error('the event chain has no head');
  const at = await client.query<{ at: string }>(
    `select to_json(at) #>> '{}' as at from event order by seq desc limit 1`,
  );
  const next = await nextNumbers(asking(client));
  return {
    format: formatName,
    formatVersion,
    migrations: applied.rows.map(({ name }) => name),
    lastEvent: { seq: Number(last.seq), hash: last.hash, at: at.rows[0]?.at ?? null },
    tables,
    next: Object.fromEntries([...next].filter(([counter]) => isCounted(counter))),
    files,
  };
}

/** Whether the numbers of a counting column go on after a restore. */
export function isCounted(counter: string): boolean {
  const [table = ''] = counter.split('.');
  return !(table in leftOut) || countedOn.includes(counter);
}
