import { join } from 'node:path';
import pg from 'pg';
import { system } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import {
  BrokenExport,
  checkExport,
  type Exported,
  exportAll,
  rehearseRestore,
} from '../../platform/backup/index.ts';
import { type Querying, workConnecting } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { failureOf } from '../../platform/http/refusals.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { rebuildSearchIn } from '../rebuild-search.ts';
import { nounOf } from './commands.ts';
import { exportName, removeDrafts, removeOld } from './kept.ts';
import { type BackupRecord, contentColumns, newestExport, recordOf } from './record.ts';

/** One worker at a time makes exports, however many there are. */
const workLock = 7_240_146;
const hour = 3_600_000;

/** What is asked for, and what is due by the clock. Looks every minute, so that a button is answered soon. */
export const backupJobs: readonly Job[] = [
  {
    name: 'backup.work',
    every: '* * * * *',
    run: (services, _input, connection) => workOnBackups(services, connection),
  },
];

/** Makes every export and rehearsal that is due or asked for, one after another; does nothing while another does. */
export async function workOnBackups(services: Services, connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({
    ...connection,
    connectionTimeoutMillis: workConnecting,
    application_name: 'nhipcau backup',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(${workLock}) as taken`,
    );
    if (!rows[0]?.taken) return;
    await tellInterrupted(services);
    await requestDue(services);
    await workOff(services, connection);
    // what is rehearsed is the export just made
    await requestRehearsal(services);
    await workOff(services, connection);
  } finally {
    await client.end();
  }
}

async function workOff(services: Services, connection: pg.PoolConfig): Promise<void> {
  for (let next = await takeNext(services); next; next = await takeNext(services))
    await work(services, connection, next);
}

/** Whoever worked on it was killed: with the lock in hand, nobody else can be at work. */
async function tellInterrupted({ db, clock }: Services): Promise<void> {
  const failure: Text = {
    vi: 'Bị ngắt giữa chừng (tiến trình dừng hoặc máy tắt).',
    en: 'Cut off (the process ended or the machine went down).',
  };
  await db
    .updateTable('backup')
    .set({ state: 'failed', ended_at: clock(), failure: JSON.stringify(failure) })
    .where('state', '=', 'running')
    .execute();
}

/** The last moment at which one was due, in Vietnam (UTC+7). */
export function lastDue(now: Date, atHour: number): Date {
  const day = 24 * hour;
  const shift = (7 - atHour) * hour;
  return new Date(Math.floor((now.getTime() + shift) / day) * day - shift);
}

/** Asks for the export of the day where none was made; after a failure again each hour, until the next day's is due. */
async function requestDue({ db, clock, config }: Services): Promise<void> {
  if (config.backup.hour === null) return;
  const now = clock();
  const due = lastDue(now, config.backup.hour);
  const made = await db
    .selectFrom('backup')
    .select('id')
    .where('kind', '=', 'export')
    .where('origin', '=', 'schedule')
    .where('requested_at', '>=', due)
    .where((row) =>
      row.or([row('state', '!=', 'failed'), row('requested_at', '>', new Date(now.getTime() - hour))]),
    )
    .limit(1)
    .executeTakeFirst();
  if (made || (await isYoungerThan(db, due))) return;
  await db
    .insertInto('backup')
    .values({ kind: 'export', origin: 'schedule', state: 'requested', requested_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An installation of today has nothing of yesterday to keep, and waits for its first night. */
async function isYoungerThan(db: Querying, due: Date): Promise<boolean> {
  const first = await db.selectFrom('migration').select('applied_at').orderBy('number').executeTakeFirst();
  return !first || first.applied_at > due;
}

/** The first rehearsal restores a database of unknown size: not amid the day on which it came with an upgrade. */
async function waitsForFirst(db: Querying, tonight: Date): Promise<boolean> {
  const known = await db
    .selectFrom('backup')
    .select('id')
    .where('kind', '=', 'rehearsal')
    .limit(1)
    .executeTakeFirst();
  if (known) return false;
  const { latest } = await db
    .selectFrom('migration')
    .select((row) => row.fn.max('applied_at').as('latest'))
    .executeTakeFirstOrThrow();
  return latest > tonight;
}

/** When exports are not made by the clock, rehearsals come at this hour. */
const quietHour = 2;

/**
 * Asks for a rehearsal of the newest export once as many days are over as were set, whoever asked for the last one. One
 * that failed is tried again each night, with the export of that night, until one passes.
 */
async function requestRehearsal({ db, clock, config }: Services): Promise<void> {
  const { rehearseDays } = config.backup;
  if (rehearseDays === null || !(await newestExport(db))) return;
  const now = clock();
  const tonight = lastDue(now, config.backup.hour ?? quietHour);
  const first = new Date(tonight.getTime() - (rehearseDays - 1) * 24 * hour);
  const done = await db
    .selectFrom('backup')
    .select('id')
    .where('kind', '=', 'rehearsal')
    .where((row) =>
      row.or([
        row.and([row('state', '!=', 'failed'), row('requested_at', '>=', first)]),
        row.and([row('origin', '=', 'schedule'), row('requested_at', '>=', tonight)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  if (done || (await isYoungerThan(db, tonight)) || (await waitsForFirst(db, tonight))) return;
  await db
    .insertInto('backup')
    .values({ kind: 'rehearsal', origin: 'schedule', state: 'requested', requested_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function takeNext({ db, clock }: Services): Promise<BackupRecord | null> {
  const row = await db
    .updateTable('backup')
    .set({ state: 'running', started_at: clock() })
    .where('id', '=', (next) =>
      next.selectFrom('backup').select('id').where('state', '=', 'requested').orderBy('id').limit(1),
    )
    .returningAll()
    .executeTakeFirst();
  return row ? recordOf(row) : null;
}

async function work(services: Services, connection: pg.PoolConfig, record: BackupRecord): Promise<void> {
  let directory: string | null = null;
  try {
    if (record.kind === 'export') {
      directory = join(services.config.backup.directory, exportName(services.clock()));
      await finish(services, record, directory, await makeExport(services, connection, directory));
    } else {
      directory = (await newestExport(services.db))?.directory ?? null;
      if (directory === null) throw new Error('no export to rehearse with');
      const target = { connection, log: services.log, rebuild: rebuildSearchIn };
      await finish(services, record, directory, await rehearseRestore(target, directory));
    }
  } catch (error) {
    services.log.error({ err: error, directory }, `${nounOf(record.kind)} failed`);
    await fail(services, record, directory, error);
  }
}

async function makeExport(
  services: Services,
  connection: pg.PoolConfig,
  directory: string,
): Promise<Exported> {
  const { backup } = services.config;
  await removeDrafts(backup.directory);
  const made = await exportAll({ connection, files: services.files }, directory);
  // read back from the disk: what was written is not what was meant until then
  await checkExport(directory);
  const removed = await removeOld(backup.directory, backup.keep);
  if (removed.length > 0) {
    await services.db
      .updateTable('backup')
      .set({ removed_at: services.clock() })
      .where('directory', 'in', removed)
      .execute();
  }
  return made;
}

async function finish(
  services: Services,
  record: BackupRecord,
  directory: string,
  made: Exported,
): Promise<void> {
  const verb = record.kind === 'export' ? 'made' : 'passed';
  await end(
    services,
    record,
    verb,
    { rows: made.rows, files: made.files, events: made.events, head: made.head },
    {
      state: 'done',
      directory,
      verified: true,
      ...contentColumns(made),
    },
  );
}

async function fail(
  services: Services,
  record: BackupRecord,
  directory: string | null,
  error: unknown,
): Promise<void> {
  const failure =
    error instanceof BrokenExport || error instanceof Refusal ? error.text : failureOf(error).text;
  await end(services, record, 'failed', {}, { state: 'failed', directory, failure: JSON.stringify(failure) });
}

/**
 * Ends the record; what the page asked for ends with an event, as it began with one, and so does every rehearsal. The
 * export of the night has none: two of them without work between are the same bytes.
 */
async function end(
  { db, clock }: Services,
  record: BackupRecord,
  verb: 'made' | 'passed' | 'failed',
  facts: Readonly<Record<string, string | number>>,
  columns: Readonly<Record<string, unknown>> & { readonly state: 'done' | 'failed' },
): Promise<void> {
  const at = clock();
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('backup')
      .set({ ...columns, ended_at: at })
      .where('id', '=', record.id)
      .execute();
    if (record.kind === 'export' && record.origin !== 'page') return;
    await appendEvent(tx, {
      name: `${nounOf(record.kind)}.${verb}`,
      actor: system,
      subject: { kind: 'backup', id: record.requestedAt.toISOString() },
      facts,
      at,
    });
  });
}
