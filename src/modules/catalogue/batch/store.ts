import { type Selectable, sql } from 'kysely';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import type { BatchFile as FileRow } from '../../../platform/database/tables.ts';
import { spanColumns, spanOf } from '../edition-store.ts';
import { catalogueKinds } from '../entry.ts';
import { type Batch, type BatchFile, type FileState, fileStates, storedOutcome } from './batch.ts';
import type { Outcome, Target } from './intake.ts';

/** Batches, or files, of one page. */
export const batchPageSize = 20;
export const filePageSize = 50;

const countsOf = sql<Partial<Record<FileState, number>> | null>`(select json_object_agg(state, files) from
  (select state, count(*) as files from batch_file where batch_id = batch.id group by state) one)`;

function selectBatches(db: Querying) {
  return db
    .selectFrom('batch')
    .leftJoin('account', 'account.id', 'batch.created_by')
    .selectAll('batch')
    .select(['account.name as sender', countsOf.as('counts')]);
}

type BatchRow = Awaited<ReturnType<ReturnType<typeof selectBatches>['execute']>>[number];

function targetOf(row: Pick<BatchRow, 'target' | 'year' | 'period_from' | 'period_to'>): Target {
  const kind = catalogueKinds.find((known) => known === row.target);
  if (!kind) return { kind: 'documents' };
  return { kind, span: row.year === null && row.period_from === null ? null : spanOf(row) };
}

function readBatch(row: BatchRow): Batch {
  const counts = Object.fromEntries(fileStates.map((state) => [state, Number(row.counts?.[state] ?? 0)]));
  return {
    id: row.id,
    target: targetOf(row),
    sender: row.sender,
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    counts: counts as Batch['counts'],
  };
}

function readFile(row: Selectable<FileRow>): BatchFile {
  return {
    id: row.id,
    position: row.position,
    name: row.file_name,
    sha256: row.file_sha256,
    state: fileStates.find((state) => state === row.state) ?? 'refused',
    outcome: row.outcome === null ? null : storedOutcome.parse(row.outcome),
    documentId: row.document_id,
    importId: row.import_id,
  };
}

/** Throws `not_found`. One statement. */
export async function findBatch(db: Querying, id: number): Promise<Batch> {
  const row = Number.isSafeInteger(id)
    ? await selectBatches(db).where('batch.id', '=', id).executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readBatch(row);
}

/** As `findBatch`, locked for a change. Whoever changes a file locks its batch first. */
export async function lockBatch(tx: Transaction, id: number): Promise<Batch> {
  if (!Number.isSafeInteger(id)) throw notFound();
  await tx.selectFrom('batch').select('id').where('id', '=', id).forUpdate().execute();
  return findBatch(tx, id);
}

export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

const contains = (content: ReturnType<typeof sql>, text: string) =>
  sql<boolean>`vn_norm(${content}) like '%' || vn_norm(${text.replace(/[\\%_]/g, '\\$&')}) || '%'`;

/** Batches, newest first, whose sender or files have this text in their names. Two statements. */
export async function listBatches(
  db: Querying,
  { text, page }: { readonly text: string; readonly page: number },
): Promise<Found<Batch>> {
  const matching = text
    ? sql<boolean>`(${contains(sql`coalesce((select name from account where id = batch.created_by), '')`, text)}
        or exists (select from batch_file f where f.batch_id = batch.id and ${contains(sql`f.file_name`, text)}))`
    : sql<boolean>`true`;
  const { total } = await db
    .selectFrom('batch')
    .select((row) => row.fn.countAll<number>().as('total'))
    .where(matching)
    .executeTakeFirstOrThrow();
  const rows = await selectBatches(db)
    .where(matching)
    .orderBy('batch.id', 'desc')
    .limit(batchPageSize)
    .offset((page - 1) * batchPageSize)
    .execute();
  return { rows: rows.map(readBatch), total: Number(total) };
}

export interface FileFilters {
  readonly state: FileState | null;
  readonly text: string;
  readonly page: number;
}

/** Files of a batch in the order sent. Two statements. */
export async function listFiles(
  db: Querying,
  batchId: number,
  { state, text, page }: FileFilters,
): Promise<Found<BatchFile>> {
  let query = db.selectFrom('batch_file').where('batch_id', '=', batchId);
  if (state) query = query.where('state', '=', state);
  if (text) query = query.where(contains(sql`file_name`, text));
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('position')
    .limit(filePageSize)
    .offset((page - 1) * filePageSize)
    .execute();
  return { rows: rows.map(readFile), total: Number(total) };
}

/** A file of a locked batch. Throws `not_found`. */
export async function findFile(tx: Transaction, batchId: number, id: number): Promise<BatchFile> {
  const row = Number.isSafeInteger(id)
    ? await tx
        .selectFrom('batch_file')
        .selectAll()
        .where('batch_id', '=', batchId)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readFile(row);
}

export interface NewBatchFile {
  readonly name: string;
  readonly sha256: string | null;
  /** null: to be read. */
  readonly outcome: Extract<Outcome, { state: 'refused' }> | null;
}

export async function insertBatch(
  tx: Transaction,
  batch: {
    readonly target: Target;
    readonly key: string;
    readonly createdBy: number | null;
    readonly at: Date;
    readonly files: readonly NewBatchFile[];
  },
): Promise<number> {
  const { target, files, at } = batch;
  const span = target.kind === 'documents' ? null : target.span;
  const { id } = await tx
    .insertInto('batch')
    .values({
      target: target.kind,
      ...(span ? spanColumns(span) : {}),
      form_key: batch.key,
      created_by: batch.createdBy,
      created_at: at,
      ended_at: files.some(({ outcome }) => outcome === null) ? null : at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('batch_file')
    .values(
      files.map(({ name, sha256, outcome }, index) => ({
        batch_id: id,
        position: index + 1,
        file_name: name,
        file_sha256: sha256,
        state: outcome ? 'refused' : 'waiting',
        outcome: outcome ? outcomeColumn(outcome) : null,
      })),
    )
    .execute();
  return id;
}

/** The batch made with this form before. */
export async function batchOfForm(tx: Transaction, key: string): Promise<number | null> {
  const row = await tx.selectFrom('batch').select('id').where('form_key', '=', key).executeTakeFirst();
  return row?.id ?? null;
}

/** Writes what became of a file. */
export async function writeOutcome(tx: Transaction, id: number, outcome: Outcome): Promise<void> {
  const led = outcome.state === 'refused' ? { documentId: null, importId: null } : outcome;
  await tx
    .updateTable('batch_file')
    .set({
      state: outcome.state,
      outcome: outcomeColumn(outcome),
      document_id: led.documentId,
      import_id: led.importId,
    })
    .where('id', '=', id)
    .execute();
}

function outcomeColumn(outcome: Outcome): string {
  const { as } = outcome;
  if (outcome.state === 'done') return JSON.stringify({ as });
  if (outcome.state === 'known') return JSON.stringify({ as, by: outcome.by });
  return JSON.stringify({ as, by: outcome.by, message: outcome.message });
}
