import { sql } from 'kysely';
import { type Actor, system } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { UnreadableFile } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { findActor } from '../../directory/index.ts';
import { warnOfStopped } from '../../documents/index.ts';
import { authorise } from '../policy.ts';
import { type Batch, filesIn, filesRead } from './batch.ts';
import {
  faultOfReading,
  knownByContent,
  type Outcome,
  readForIntake,
  refusalOf,
  refused,
  takeIn,
} from './intake.ts';
import { findBatch, lockBatch, writeOutcome } from './store.ts';

/** One worker at a time reads, however many there are: one file after another. */
const workLock = 7_240_161;
/** A job of the queue that takes longer counts as lost: the next one goes on. */
const mostMilliseconds = 8 * 60_000;
/** A file that ended its reader this often is not begun again. */
const mostTries = 3;

/** Reads every file that waits, one after another; does nothing while another worker does. */
export async function workOnBatches(services: Services): Promise<void> {
  const end = Date.now() + mostMilliseconds;
  await services.db.connection().execute(async (held) => {
    const { rows } = await sql<{
      taken: boolean;
    }>`select pg_try_advisory_lock(${workLock}::bigint) as taken`.execute(held);
    if (!rows[0]?.taken) return;
    try {
      await takeBackInterrupted(services);
      for (let next = await takeNext(services); next; next = await takeNext(services)) {
        if (!(await workedOn(services, next))) return;
        if (Date.now() > end) return;
      }
    } finally {
      await sql`select pg_advisory_unlock(${workLock}::bigint)`.execute(held);
    }
  });
}

/** Whoever read them was killed: with the lock in hand, nobody else can be at work. */
async function takeBackInterrupted({ db }: Services): Promise<void> {
  await db.updateTable('batch_file').set({ state: 'waiting' }).where('state', '=', 'reading').execute();
}

interface TakenFile {
  readonly id: number;
  readonly batchId: number;
  readonly name: string;
  readonly sha256: string;
  readonly tries: number;
}

async function takeNext({ db }: Services): Promise<TakenFile | null> {
  const row = await db
    .updateTable('batch_file')
    .set((file) => ({ state: 'reading', tries: file('tries', '+', 1) }))
    .where('id', '=', (next) =>
      next
        .selectFrom('batch_file')
        .select('id')
        .where('state', '=', 'waiting')
        .where('file_sha256', 'is not', null)
        .orderBy('id')
        .limit(1),
    )
    .returning(['id', 'batch_id', 'file_name', 'file_sha256', 'tries'])
    .executeTakeFirst();
  if (!row?.file_sha256) return null;
  return {
    id: row.id,
    batchId: row.batch_id,
    name: row.file_name,
    sha256: row.file_sha256,
    tries: row.tries,
  };
}

/** False where the server reads too much just now: the file waits again, and counts as not begun. */
async function workedOn(services: Services, file: TakenFile): Promise<boolean> {
  try {
    await workOn(services, file);
    return true;
  } catch (error) {
    if (!(error instanceof UnreadableFile && error.code === 'busy')) throw error;
    await services.db
      .updateTable('batch_file')
      .set({ state: 'waiting', tries: file.tries - 1 })
      .where('id', '=', file.id)
      .execute();
    return false;
  }
}

async function workOn(services: Services, file: TakenFile): Promise<void> {
  const batch = await findBatch(services.db, file.batchId);
  const actor = await senderOf(services, batch);
  const early = actor ? await withoutReading(services, batch, file) : refused('rule', senderGone);
  if (early || !actor) return finish(services, file, async () => early ?? refused('rule', senderGone));
  const path = services.files.pathOf(file.sha256);
  const onStopped = warnOfStopped(services.log, file.sha256);
  const read = await readForIntake({ path, name: file.name, onStopped }, batch.target, (fault) =>
    services.log.error(
      { err: fault, file: file.sha256 },
      'a file could not be read for a fault of the product',
    ),
  );
  if ('state' in read) return finish(services, file, async () => read);
  const kept = await services.db
    .selectFrom('stored_file')
    .select(['size', 'media_type'])
    .where('sha256', '=', file.sha256)
    .executeTakeFirstOrThrow();
  const stored = { sha256: file.sha256, name: file.name, size: kept.size, mediaType: kept.media_type };
  try {
    await finish(services, file, (tx) => takeIn(tx, actor, stored, read, services.clock()));
  } catch (error) {
    const refusal = refusalOf(error, read.as);
    await finish(services, file, async () => refusal);
  }
}

async function withoutReading(services: Services, batch: Batch, file: TakenFile): Promise<Outcome | null> {
  if (file.tries > mostTries) return refused('fault', faultOfReading);
  return knownByContent(services.db, batch.target, file.sha256);
}

/** Who sent it, with what they may do now; null where they may not do this any more. */
async function senderOf(services: Services, { createdBy }: Batch): Promise<Actor | null> {
  if (createdBy === null) return system;
  const { email } = await services.db
    .selectFrom('account')
    .select('email')
    .where('id', '=', createdBy)
    .executeTakeFirstOrThrow();
  try {
    const actor = await findActor(services, email);
    authorise(actor, 'edit', null);
    return actor;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Writes what became of a file along with what it became, so that a kill between leaves neither. */
async function finish(
  services: Services,
  file: TakenFile,
  decide: (tx: Transaction) => Promise<Outcome>,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    await lockBatch(tx, file.batchId);
    await writeOutcome(tx, file.id, await decide(tx));
    const batch = await findBatch(tx, file.batchId);
    if (filesRead(batch) < filesIn(batch)) return;
    const at = services.clock();
    await tx.updateTable('batch').set({ ended_at: at }).where('id', '=', batch.id).execute();
    const { done, known, refused: left } = batch.counts;
    await appendEvent(tx, {
      name: 'batch.ended',
      actor: system,
      subject: { kind: 'batch', id: batch.id },
      facts: { files: filesIn(batch), done, known, refused: left },
      at,
    });
  });
}

const senderGone: Text = {
  vi: 'Người gửi không còn tài khoản hoặc không còn quyền nhập. Người khác có quyền hãy gửi lại tệp này.',
  en: 'Who sent this has no account any more, or may not import. Somebody who may should send the file again.',
};
