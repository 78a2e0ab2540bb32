import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { type Migration, migrationLock, readMigrations, refuseOldServer } from '../database/migrate.ts';
import { openDatabase, type Transaction } from '../database/open.ts';
import { verifyEventsIn } from '../events/verify.ts';
import type { BlobStore } from '../files.ts';
import type { Logger } from '../log.ts';
import { BrokenExport } from './broken.ts';
import { examineExport, flawText } from './examine.ts';
import { type Exported, summaryOf } from './export.ts';
import { manifestFile } from './format.ts';
import { keepFiles, loadTables } from './load.ts';
import { type OpenExport, openExport } from './open-export.ts';
import { type Asking, canonicalSession, exportedTables } from './shape.ts';

/** Where an export is restored to. */
export interface RestoreTarget {
  readonly connection: pg.PoolConfig;
  /** null: the files were compared with their hashes and are kept nowhere (a rehearsal). */
  readonly files: BlobStore | null;
  readonly log: Logger;
  /** Writes anew what is derived from the rows (the search index); returns how many things can be found. */
  readonly rebuild: (tx: Transaction) => Promise<number>;
}

export interface Restored extends Exported {
  /** Things the rebuilt search index finds. */
  readonly found: number;
  /** Migrations applied after an export of an older program was restored. */
  readonly migrated: readonly string[];
}

/** An export read through and found whole. */
export type WholeExport = OpenExport & { readonly examined: true };

/** Opens an export and compares all of it with its manifest. Throws BrokenExport, InvalidInput. */
export async function checkExport(directory: string): Promise<WholeExport> {
  const opened = await openExport(directory);
  await examineExport(opened);
  return { ...opened, examined: true };
}

/** Milliseconds one statement of a restore may take: a foreign key over millions of rows takes minutes. */
const patience = 24 * 3_600_000;

/**
 * Restores an export into a database without data, in one transaction: the schema as it was, the rows, the files, then
 * the migrations that came later, the search index, and a walk along the event chain. Whatever goes wrong, the database
 * is as empty as before.
 *
 * Throws Refusal `conflict` where the database holds data, `unavailable` where the export is newer than this program
 * or the database has a newer schema than the export; BrokenExport where the database does not take the rows.
 */
export async function restoreExport(target: RestoreTarget, opened: WholeExport): Promise<Restored> {
  const { manifest } = opened;
  const known = await readMigrations();
  refuseNewerExport(manifest.migrations, known);
  const database = openDatabase({ connection: target.connection, log: target.log, max: 1, patience });
  try {
    return await database.db.transaction().execute(async (tx) => {
      const ask = asking(tx);
      await refuseOldServer(async (statement) => ({
        rows: [...(await ask<{ version: number }>(statement))],
      }));
      await ask(canonicalSession);
      await ask(`select pg_advisory_xact_lock(${migrationLock})`);
      await makeSchema(tx, manifest.migrations.length, known);
      await refuseData(ask);
      await loadTables(tx, ask, opened);
      await verifyChain(tx, manifest.lastEvent.hash);
      if (target.files) await keepFiles(target.files, opened);
      const later = known.slice(manifest.migrations.length);
      for (const migration of later) await apply(tx, migration);
      const found = await target.rebuild(tx);
      return { ...summaryOf(manifest), found, migrated: later.map(({ name }) => name) };
    });
  } finally {
    await database.close();
  }
}

const asking =
  (tx: Transaction): Asking =>
  async <Row>(statement: string) =>
    (await tx.executeQuery(CompiledQuery.raw(statement))).rows as readonly Row[];

function refuseNewerExport(migrations: readonly string[], known: readonly Migration[]): void {
  const stranger = migrations.find((name, index) => known[index]?.name !== name);
  if (stranger === undefined) return;
  throw new Refusal('unavailable', {
    vi: `Bản xuất thuộc phiên bản mới hơn chương trình này (có bước “${stranger}”). Hãy cập nhật chương trình rồi khôi phục lại; chưa có gì bị thay đổi.`,
    en: `The export is of a newer version than this program (it has “${stranger}”). Update the program and restore again; nothing was changed.`,
  });
}

/** Brings an empty database to the schema the export was made with, and no further. */
async function makeSchema(tx: Transaction, wanted: number, known: readonly Migration[]): Promise<void> {
  const ask = asking(tx);
  const tables = await ask<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
  );
  const isOurs = tables.some(({ name }) => name === 'migration');
  const [stranger] = isOurs ? [] : tables;
  if (stranger) throw notEmpty(stranger.name);
  await ask(
    'create table if not exists migration (number integer primary key, name text not null, applied_at timestamptz not null default now())',
  );
  const applied = await ask<{ number: number; name: string }>(
    'select number, name from migration order by number',
  );
  const newest = applied.at(-1);
  if (newest && (newest.number > wanted || known[newest.number - 1]?.name !== newest.name)) {
    throw new Refusal('unavailable', {
      vi: `Cơ sở dữ liệu đích đã có cấu trúc mới hơn bản xuất (đã qua bước “${newest.name}”, bản xuất dừng ở bước ${wanted}). Hãy tạo một cơ sở dữ liệu mới, còn trống, rồi khôi phục vào đó; cấu trúc sẽ được nâng cấp sau khi khôi phục.`,
      en: `The database has a newer schema than the export (it went through “${newest.name}”, the export stops at ${wanted}). Create a new, empty database and restore into that; its schema is brought up to date after restoring.`,
    });
  }
  for (const migration of known.slice(newest?.number ?? 0, wanted)) await apply(tx, migration);
}

async function apply(tx: Transaction, { number, name, sql }: Migration): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(sql));
  await tx.executeQuery(
    CompiledQuery.raw('insert into migration (number, name) values ($1, $2)', [number, name]),
  );
}

/** Nobody writes into the tables from here to the end; a database that holds anything is left alone. */
async function refuseData(ask: Asking): Promise<void> {
  const tables = (await exportedTables(ask)).map(({ name }) => name);
  const all = tables.map((name) => `public."${name}"`);
  await ask(`lock table ${[...all, 'public.event_head'].join(', ')} in access exclusive mode`);
  const rows = await ask<{ name: string; filled: boolean }>(
    tables
      .map((name) => `select '${name}' as name, exists (select 1 from public."${name}") as filled`)
      .join(' union all '),
  );
  const filled = rows.find((row) => row.filled);
  if (filled) throw notEmpty(filled.name);
}

function notEmpty(table: string): Refusal {
  return new Refusal('conflict', {
    vi: `Cơ sở dữ liệu đích đã có dữ liệu (bảng ${table}) nên không khôi phục vào đó; dữ liệu ấy còn nguyên. Hãy chỉ tới một cơ sở dữ liệu mới, còn trống (DATABASE_URL), hoặc một DATA_DIR mới.`,
    en: `The database holds data already (table ${table}), so nothing is restored into it; that data is untouched. Point to a new, empty database (DATABASE_URL) or a new DATA_DIR.`,
  });
}

async function verifyChain(tx: Transaction, head: string): Promise<void> {
  const found = await verifyEventsIn(tx);
  if (found.broken) throw new BrokenExport('tables/event.jsonl', flawText(found.broken));
  const otherHead: Text = {
    vi: 'đầu chuỗi nhật ký khác với các sự kiện.',
    en: 'the head of the event chain is not that of the events.',
  };
  if (found.head !== head) throw new BrokenExport(manifestFile, otherHead);
}
