import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Text } from '../../kernel/text.ts';
import type { Exported } from '../../platform/backup/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Backup as BackupRow } from '../../platform/database/tables.ts';

/** One export or one rehearsal of restoring, as the administrators' page tells it. */
export interface BackupRecord {
  readonly id: number;
  readonly kind: 'export' | 'rehearsal';
  /** Made by the clock, on the page, or by the command line. */
  readonly origin: 'schedule' | 'page' | 'command';
  readonly state: 'requested' | 'running' | 'done' | 'failed';
  /** Name of who asked for it on the page; null where the clock or the command line did. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly directory: string | null;
  /** What it holds; null until it is done. */
  readonly content: {
    readonly bytes: number;
    readonly rows: number;
    readonly files: number;
    readonly events: number;
    readonly head: string;
    readonly missing: number;
  } | null;
  readonly verified: boolean;
  readonly failure: Text | null;
  readonly removedAt: Date | null;
}

const failureShape = z.object({ vi: z.string(), en: z.string() });

export function recordOf(row: Selectable<BackupRow>, requestedBy: string | null = null): BackupRecord {
  const { bytes, row_count: rows, files, events, head } = row;
  const counted = bytes !== null && rows !== null && files !== null && events !== null && head !== null;
  return {
    id: row.id,
    kind: row.kind as BackupRecord['kind'],
    origin: row.origin as BackupRecord['origin'],
    state: row.state as BackupRecord['state'],
    requestedBy,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    directory: row.directory,
    content: counted ? { bytes, rows, files, events, head, missing: row.missing ?? 0 } : null,
    verified: row.verified,
    failure: row.failure === null ? null : failureShape.parse(row.failure),
    removedAt: row.removed_at,
  };
}

/** The columns in which a row keeps what an export holds. */
export function contentColumns({ bytes, rows, files, events, head, missing }: Exported) {
  return { bytes, row_count: rows, files, events, head, missing: missing.length };
}

/** Rows of one page of the list. */
export const backupPageSize = 20;

export interface BackupOverview {
  readonly lastExport: BackupRecord | null;
  readonly lastRehearsal: BackupRecord | null;
  /** What is asked for or under way. */
  readonly open: readonly BackupRecord[];
  readonly rows: readonly BackupRecord[];
  readonly total: number;
}

/** Everything the page says, in four statements whatever there is. */
export async function backupOverview(db: Querying, page: number): Promise<BackupOverview> {
  const all = db
    .selectFrom('backup')
    .leftJoin('account', 'account.id', 'backup.requested_by')
    .selectAll('backup')
    .select('account.name as by');
  const lastOf = async (kind: BackupRecord['kind'], states: readonly BackupRecord['state'][]) => {
    const newest = all
      .where('kind', '=', kind)
      .where('backup.state', 'in', states)
      .orderBy('backup.id', 'desc')
      .limit(1);
    const row = await newest.executeTakeFirst();
    return row ? recordOf(row, row.by) : null;
  };
  const lastExport = await lastOf('export', ['done']);
  const lastRehearsal = await lastOf('rehearsal', ['done', 'failed']);
  const open = await all.where('backup.state', 'in', ['requested', 'running']).orderBy('backup.id').execute();
  const rows = await all
    .select((row) => row.fn.countAll<number>().over().as('total'))
    .orderBy('backup.id', 'desc')
    .limit(backupPageSize)
    .offset((page - 1) * backupPageSize)
    .execute();
  return {
    lastExport,
    lastRehearsal,
    open: open.map((row) => recordOf(row, row.by)),
    rows: rows.map((row) => recordOf(row, row.by)),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** The newest export that is complete and still kept; null where there is none. */
export async function newestExport(db: Querying): Promise<BackupRecord | null> {
  const row = await db
    .selectFrom('backup')
    .selectAll()
    .where('kind', '=', 'export')
    .where('state', '=', 'done')
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? recordOf(row) : null;
}
