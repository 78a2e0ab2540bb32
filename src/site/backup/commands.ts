import { type Actor, holds } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Exported } from '../../platform/backup/index.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { type BackupRecord, contentColumns, newestExport } from './record.ts';

export type Requested = 'requested' | 'already';

/**
 * Asks a worker for an export or a rehearsal; asked for already, nothing is added. Throws Refusal `forbidden` for
 * anybody but administrators, `wrong_state` for a rehearsal without an export.
 */
export async function requestBackup(
  { db, clock }: Services,
  actor: Actor,
  kind: BackupRecord['kind'],
): Promise<Requested> {
  if (actor.kind !== 'system' && !holds(actor, 'administrator')) {
    throw new Refusal('forbidden', {
      vi: 'Chỉ quản trị viên được làm việc này.',
      en: 'Only an administrator may do this.',
    });
  }
  return db.transaction().execute(async (tx) => {
    if (kind === 'rehearsal' && !(await newestExport(tx))) {
      throw new Refusal('wrong_state', {
        vi: 'Chưa có bản xuất nào để diễn tập. Hãy sao lưu trước.',
        en: 'There is no export to rehearse with. Make a backup first.',
      });
    }
    const at = clock();
    const added = await tx
      .insertInto('backup')
      .values({
        kind,
        origin: 'page',
        state: 'requested',
        requested_by: actor.kind === 'account' ? actor.id : null,
        requested_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) return 'already';
    await appendEvent(tx, {
      name: `${nounOf(kind)}.requested`,
      actor,
      subject: { kind: 'backup', id: at.toISOString() },
      at,
    });
    return 'requested';
  });
}

/** Word of the events about one kind. */
export const nounOf = (kind: BackupRecord['kind']): 'backup' | 'rehearsal' =>
  kind === 'export' ? 'backup' : 'rehearsal';

/** Notes what the command line did, for the page; appends no event, as the interface says. */
export async function recordFromCommand(
  { db, log }: Pick<Services, 'db' | 'log'>,
  kind: BackupRecord['kind'],
  directory: string,
  startedAt: Date,
  made: Exported,
): Promise<void> {
  await db
    .insertInto('backup')
    .values({
      kind,
      origin: 'command',
      state: 'done',
      requested_at: startedAt,
      started_at: startedAt,
      ended_at: new Date(),
      directory,
      verified: kind === 'rehearsal',
      ...contentColumns(made),
    })
    .execute()
    // the export is there all the same, with the disk of the database full or the database gone
    .catch((error: unknown) => log.warn({ err: error }, 'the page of backups was not told'));
}
