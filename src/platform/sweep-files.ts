import { type RawBuilder, sql } from 'kysely';
import type { Database, Querying } from './database/open.ts';
import type { Services } from './services.ts';

/** A file stays at least this long without being referred to: an upload may still be under way, a form still open. */
const keptHours = 24;

export interface Swept {
  /** Contents removed. */
  readonly files: number;
  readonly bytes: number;
  /** Parts of uploads that were cut off. */
  readonly parts: number;
}

/** Removes stored files that no row refers to (of refused or abandoned uploads), once they are a day old. */
export async function sweepFiles(services: Services): Promise<Swept> {
  const { db, files, log, clock } = services;
  const moment = new Date(clock().getTime() - keptHours * 3_600_000);
  const used = await referencesToFiles(db);
  const parts = await files.clearIncoming(moment);
  let removed = 0;
  let bytes = 0;
  for await (const old of files.storedBefore(moment)) {
    for (const sha256 of await unused(db, used, old)) {
      const size = await removeUnused(services, used, sha256, moment);
      if (size === null) continue;
      removed += 1;
      bytes += size;
    }
  }
  const swept = { files: removed, bytes, parts };
  log.info(swept, 'stored files that nothing refers to are removed');
  return swept;
}

/**
 * “Some row refers to the file f”, over every column with a foreign key to `stored_file`: read from the database, so
 * that no table can be forgotten.
 */
async function referencesToFiles(db: Querying): Promise<RawBuilder<boolean>> {
  const columns = await sql<{ schema: string; table: string; column: string }>`
    select n.nspname as schema, t.relname as table, a.attname as column
    from pg_constraint c
      join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'stored_file'::regclass
    order by 1, 2, 3`.execute(db);
  const conditions = columns.rows.map(
    ({ schema, table, column }) =>
      sql`exists (select from ${sql.id(schema, table)} r where r.${sql.id(column)} = f.sha256)`,
  );
  return sql<boolean>`(${conditions.length > 0 ? sql.join(conditions, sql` or `) : sql`false`})`;
}

async function unused(
  db: Database,
  used: RawBuilder<boolean>,
  hashes: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql<{ sha256: string }>`
    select sha256 from unnest(${[...hashes]}::text[]) as f (sha256) where not ${used}`.execute(db);
  return rows.rows.map(({ sha256 }) => sha256);
}

/**
 * The row goes first and is held until the file is gone: a command that keeps the same content meanwhile waits, and
 * where it was first, the foreign key or the fresh file stops the removal.
 */
async function removeUnused(
  { db, files }: Services,
  used: RawBuilder<boolean>,
  sha256: string,
  moment: Date,
): Promise<number | null> {
  try {
    return await db.transaction().execute(async (tx) => {
      const row = await sql<{ used: boolean }>`
        select f.created_at >= ${moment} or ${used} as used from stored_file f where f.sha256 = ${sha256} for update
      `.execute(tx);
      if (row.rows[0]?.used) return null;
      await tx.deleteFrom('stored_file').where('sha256', '=', sha256).execute();
      const size = await files.removeStoredBefore(moment, sha256);
      if (size === null) throw new StillUsed();
      return size;
    });
  } catch (error) {
    // 23503: a row that refers to it was written after the look
    if (error instanceof StillUsed || (error as { code?: string }).code === '23503') return null;
    throw error;
  }
}

class StillUsed extends Error {}
