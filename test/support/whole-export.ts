import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { checkExport, exportAll, restoreExport } from '../../src/platform/backup/index.ts';
import { openLocalBlobStore } from '../../src/platform/files.ts';
import { rebuildSearchIn } from '../../src/site/rebuild-search.ts';
import { openTestApp, type TestApp } from './app.ts';
import { createBareDatabase, freshName } from './backup.ts';
import { keepFile } from './documents.ts';
import type { TestDatabase } from './servers.ts';
import { createSampleDatabase } from './world.ts';

type Restored = Awaited<ReturnType<typeof restoreExport>>;

/** An export of the sample with one file, and an empty database to restore into. */
export interface WholeExport {
  readonly app: TestApp;
  /** Where exports of the test lie; gone with `close`. */
  readonly directory: string;
  /** The export; left as it is. */
  readonly whole: string;
  /** Its one file, below the export. */
  readonly file: string;
  readonly target: TestDatabase;
  /** A copy to harm. */
  copy(): string;
  /** Restores into `target`, or into another database. */
  restoring(from: string, into?: TestDatabase): Promise<Restored>;
  close(): Promise<void>;
}

export async function openWholeExport(): Promise<WholeExport> {
  const directory = mkdtempSync(join(tmpdir(), 'nhipcau-hostile-'));
  const app = await openTestApp([], await createSampleDatabase());
  const target = await createBareDatabase();
  const { db, files, log } = app.services;
  await db.updateTable('document').set({ file_sha256: null }).execute();
  await db.deleteFrom('entry_attachment').execute();
  await db.deleteFrom('stored_file').execute();
  const { sha256, size } = await keepFile(app.services, 'Bản quét có chữ ký');
  await db
    .insertInto('stored_file')
    .values({ sha256, size, media_type: 'application/pdf' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const whole = join(directory, 'nguyên vẹn');
  await exportAll({ connection: app.connection, files }, whole);
  return {
    ...{ app, directory, whole, target },
    file: `files/${sha256.slice(0, 2)}/${sha256}`,
    copy() {
      const place = join(directory, freshName());
      cpSync(whole, place, { recursive: true });
      return place;
    },
    async restoring(from, into = target) {
      const kept = openLocalBlobStore(join(directory, 'kho'));
      const to = { connection: into.connection, files: kept, log, rebuild: rebuildSearchIn };
      return restoreExport(to, await checkExport(from));
    },
    async close() {
      await app.close();
      await target.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function ask(database: Pick<TestDatabase, 'connection'>, statement: string) {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

export const tablesOf = (database: TestDatabase) =>
  ask(database, "select tablename from pg_tables where schemaname = 'public'");
