import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CompiledQuery } from 'kysely';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../database/open.ts';
import type { BlobStore } from '../files.ts';
import { BrokenExport } from './broken.ts';
import { isCounted } from './export.ts';
import {
  filePath,
  keptByCommands,
  type Manifest,
  manifestFile,
  type Part,
  partPath,
  within,
} from './format.ts';
import { readLines } from './lines.ts';
import type { OpenExport } from './open-export.ts';
import { type Asking, exportedTables, insertLines, nextNumbers, type TableShape } from './shape.ts';

/** Rows and bytes of one insert at most, whichever is reached first. */
const rowsAtOnce = 1_000;
const bytesAtOnce = 1024 * 1024;

/** Loads every table of an export into a database of the export's own schema, with numbers and links as they were. */
export async function loadTables(tx: Transaction, ask: Asking, opened: OpenExport): Promise<void> {
  const { manifest } = opened;
  const shapes = await exportedTables(ask);
  refuseOtherTables(manifest, shapes);
  const links = await takeLinksAway(ask, shapes);
  for (const part of manifest.tables) {
    const shape = shapes.find(({ name }) => name === part.name);
    if (shape) await loadTable(tx, opened.directory, part, shape);
  }
  await setNumbers(ask, manifest, shapes);
  const { seq, hash } = manifest.lastEvent;
  await tx
    .updateTable('event_head')
    .set({ seq, hash: Buffer.from(hash, 'hex') })
    .execute();
  await putLinksBack(ask, links);
  await checkLinks(
    ask,
    keptByCommands.filter(({ table }) => shapes.some(({ name }) => name === table)),
  );
  await ask(shapes.map(({ name }) => `analyze public."${name}"`).join('; '));
}

/** Puts the files into the store. Throws BrokenExport where one changed since it was examined. */
export async function keepFiles(store: BlobStore, { directory, files }: OpenExport): Promise<void> {
  for (const hash of files) {
    const kept = await store.put(createReadStream(within(directory, filePath(hash))));
    if (kept.sha256 !== hash) throw new BrokenExport(filePath(hash), changedMeanwhile);
  }
}

const changedMeanwhile: Text = {
  vi: 'nội dung bị sửa trong lúc khôi phục.',
  en: 'the content changed during the restore.',
};

function refuseOtherTables(manifest: Manifest, shapes: readonly TableShape[]): void {
  const wrong = (what: Text) => new BrokenExport(manifestFile, what);
  for (const { name, columns, key } of manifest.tables) {
    const shape = shapes.find((one) => one.name === name);
    if (!shape) throw wrong({ vi: `bảng lạ “${name}”.`, en: `an unknown table “${name}”.` });
    const same = columns.join() === shape.columns.map((column) => column.name).join();
    if (!same || key.join() !== shape.key.join()) {
      throw wrong({
        vi: `các cột của bảng “${name}” không phải của cấu trúc này.`,
        en: `the columns of table “${name}” are not those of this schema.`,
      });
    }
  }
  const lacking = shapes.find(({ name }) => !manifest.tables.some((part) => part.name === name));
  if (lacking)
    throw wrong({ vi: `thiếu bảng “${lacking.name}”.`, en: `table “${lacking.name}” is missing.` });
}

async function loadTable(tx: Transaction, directory: string, part: Part, shape: TableShape): Promise<void> {
  const path = partPath(part.name);
  const statement = insertLines(shape);
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let bytes = 0;
  let done = 0;
  const insert = async () => {
    if (waiting.length === 0) return;
    try {
      await tx.executeQuery(CompiledQuery.raw(statement, [`[${waiting.join()}]`]));
    } catch (error) {
      throw refusedRows(path, done + 1, done + waiting.length, error);
    }
    done += waiting.length;
    waiting = [];
    bytes = 0;
  };
  for await (const lines of readLines(directory, path, (piece) => hash.update(piece))) {
    for (const line of lines) {
      waiting.push(line);
      bytes += line.length;
      if (waiting.length === rowsAtOnce || bytes >= bytesAtOnce) await insert();
    }
  }
  await insert();
  if (hash.digest('hex') !== part.sha256) throw new BrokenExport(path, changedMeanwhile);
}

/** PostgreSQL's own words name the value it cannot take. Errors of any other kind pass as they are. */
function refusedRows(path: string, from: number, to: number, error: unknown): unknown {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  // 22: a value its column cannot hold; 23: a rule of the schema broken
  if (!code || !/^2[23]/.test(code)) return error;
  return new BrokenExport(path, {
    vi: `cơ sở dữ liệu không nhận một trong các dòng ${from}–${to} (${message}).`,
    en: `the database does not take one of the lines ${from}–${to} (${message}).`,
  });
}

interface Link {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Foreign keys go while rows are loaded, so that tables need no order; put back, each is checked over all rows. */
async function takeLinksAway(ask: Asking, shapes: readonly TableShape[]): Promise<readonly Link[]> {
  const links = (
    await ask<Link>(`select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and k.contype = 'f' order by 1, 2`)
  ).filter(({ table }) => shapes.some(({ name }) => name === table));
  for (const { table, name } of links) await ask(`alter table public."${table}" drop constraint "${name}"`);
  return links;
}

async function putLinksBack(ask: Asking, links: readonly Link[]): Promise<void> {
  for (const { table, name, definition } of links) {
    try {
      await ask(`alter table public."${table}" add constraint "${name}" ${definition}`);
    } catch (error) {
      const { code, detail = '' } = error as { readonly code?: string; readonly detail?: string };
      if (code !== '23503') throw error;
      throw new BrokenExport(partPath(table), {
        vi: `một dòng trỏ tới dòng không có (${name}). ${detail}`.trim(),
        en: `a line points to one that does not exist (${name}). ${detail}`.trim(),
      });
    }
  }
}

/** Links the schema does not hold: they come for the check alone. */
async function checkLinks(ask: Asking, links: readonly Link[]): Promise<void> {
  await putLinksBack(ask, links);
  for (const { table, name } of links) await ask(`alter table public."${table}" drop constraint "${name}"`);
}

/** Numbers given before the export are not given again: events name them. */
async function setNumbers(ask: Asking, { next }: Manifest, shapes: readonly TableShape[]): Promise<void> {
  const counters = [...(await nextNumbers(ask)).keys()].filter(isCounted);
  const strange = Object.keys(next).find((counter) => !counters.includes(counter));
  for (const counter of strange ? [strange] : counters) {
    const [table = '', column = ''] = counter.split('.');
    const value = next[counter];
    const wrong = new BrokenExport(manifestFile, {
      vi: `số tiếp theo của “${counter}” sai.`,
      en: `the next number of “${counter}” is wrong.`,
    });
    if (strange || value === undefined) throw wrong;
    if (shapes.some(({ name }) => name === table)) {
      const [last] = await ask<{ last: number | null }>(
        `select max("${column}") as last from public."${table}"`,
      );
      if ((last?.last ?? 0) >= value) throw wrong;
    }
    await ask(`alter table public."${table}" alter column "${column}" restart with ${value}`);
  }
}
