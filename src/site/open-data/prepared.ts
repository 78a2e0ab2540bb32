import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { localDateOf } from '../../kernel/dates.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type BlobStore, openLocalBlobStore } from '../../platform/files.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { type Dataset, type DatasetName, datasets } from './datasets.ts';
import { type FormatName, sourceOf, written } from './formats.ts';
import { publicState } from './state.ts';

/** Formats of which the whole set is kept ready; JSON Lines is JSON for those who read while it comes. */
const preparedFormats = ['json', 'csv', 'xlsx'] as const satisfies readonly FormatName[];

export interface PreparedFile {
  readonly dataset: DatasetName;
  readonly format: FormatName;
  readonly version: number;
  readonly seq: number;
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly preparedAt: Date;
}

/** One worker at a time prepares files. */
const workLock = 7_240_437;
/** A file that was replaced is kept this long for those who are still reading it. */
const keptMilliseconds = 3_600_000;

/** They are made of what the database holds: a place of their own, which no export and no sweep looks at. */
function storeOf({ config }: Pick<Services, 'config'>): BlobStore {
  return openLocalBlobStore(join(config.dataDir, 'open-data'));
}

/** The files that are of the present state of what is public; older ones are given to nobody. One statement. */
export async function readyFiles(db: Querying): Promise<readonly PreparedFile[]> {
  const { rows } = await sql<PreparedFile>`
    select f.dataset, f.format, f.content_version as version, f.event_seq as seq, f.sha256, f.size, f.prepared_at as "preparedAt"
    from open_data_file f join content_version c on c.version = f.content_version`.execute(db);
  return rows;
}

/** A path of the file's bytes, or null where this machine does not have them. */
export async function pathOfPrepared(
  services: Services,
  { sha256, size }: PreparedFile,
): Promise<string | null> {
  const path = storeOf(services).pathOf(sha256);
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  return there?.size === size ? path : null;
}

export function openPart(path: string, start: number, end: number): Readable {
  return createReadStream(path, { start, end });
}

export const openDataJobs: readonly Job[] = [
  { name: 'open_data.prepare', every: '*/15 * * * *', run: (services) => prepareFiles(services) },
];

/** Makes the files of the whole sets where something public has changed since the last time; removes old ones. */
export async function prepareFiles(services: Services): Promise<void> {
  const { db, clock } = services;
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      taken: boolean;
    }>`select pg_try_advisory_xact_lock(${workLock}) as taken`.execute(tx);
    if (!rows[0]?.taken) return;
    const ready = await readyFiles(db);
    for (const dataset of datasets)
      for (const format of preparedFormats)
        if (!ready.some((file) => file.dataset === dataset.name && file.format === format))
          await prepareFile(services, dataset, format);
    await removeOld(services, new Date(clock().getTime() - keptMilliseconds));
  });
}

/** Each file is of one moment: everything is read as one state of the database. */
async function prepareFile(services: Services, dataset: Dataset, format: FormatName): Promise<void> {
  const { db, clock } = services;
  let entries = 0;
  const made = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const state = await publicState(tx);
      const whole = dataset.select(new URLSearchParams(), localDateOf(clock()));
      const source = sourceOf(whole, tx, (pieces) =>
        counting(pieces, (rows) => {
          entries += rows;
        }),
      );
      return { state, blob: await storeOf(services).put(written(format, dataset, source)) };
    });
  const row = {
    content_version: made.state.version,
    event_seq: made.state.seq,
    sha256: made.blob.sha256,
    size: made.blob.size,
    entries,
    prepared_at: clock(),
  };
  await db
    .insertInto('open_data_file')
    .values({ dataset: dataset.name, format, ...row })
    .onConflict((conflict) => conflict.columns(['dataset', 'format']).doUpdateSet(row))
    .execute();
}

async function* counting<Piece extends string | readonly unknown[]>(
  pieces: AsyncIterable<Piece>,
  count: (rows: number) => void,
): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    count(typeof piece === 'string' ? piece.split('\n').length : piece.length);
    yield piece;
  }
}

async function removeOld({ db, ...services }: Services, moment: Date): Promise<void> {
  const store = storeOf(services);
  const named = new Set(
    (await db.selectFrom('open_data_file').select('sha256').execute()).map(({ sha256 }) => sha256),
  );
  await store.clearIncoming(moment);
  for await (const old of store.storedBefore(moment))
    for (const sha256 of old) if (!named.has(sha256)) await store.removeStoredBefore(moment, sha256);
}
