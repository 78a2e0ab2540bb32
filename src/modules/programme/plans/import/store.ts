import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../../kernel/actor.ts';
import { notFound } from '../../../../kernel/refusal.ts';
import type { OfficialDocument, PlanTarget, PlanTask } from '../../../../office/index.ts';
import type { Querying, Transaction } from '../../../../platform/database/open.ts';
import type { DB } from '../../../../platform/database/tables.ts';
import { plansReadBy } from '../../policy.ts';
import { nameMost } from '../../tasks/task.ts';
import {
  correctedTarget,
  correctedTask,
  type ImportPart,
  type RowTexts,
  tableChoice,
  targetTexts,
  taskTexts,
} from './rows.ts';

const importStates = ['reviewing', 'confirmed', 'discarded'] as const;

const head = z.object({
  ...{ number: z.string().nullable(), date: z.string().nullable(), title: z.string().nullable() },
  ...{ issuer: z.string().nullable(), replaces: z.array(z.string()) },
});
export type ImportHead = z.infer<typeof head>;

const listed = z.object({
  ...{ id: z.number(), fileName: z.string(), state: z.enum(importStates), version: z.number() },
  ...{ level: z.enum(['central', 'province', 'unit']), organisationId: z.number().nullable(), head },
  ...{ fileSha256: z.string().nullable(), planId: z.number().nullable(), by: z.string().nullable() },
  ...{ updatedAt: z.date(), tables: z.array(tableChoice), warnings: z.array(z.string()) },
  agencies: z.record(z.string(), z.number().nullable()),
});
export type PlanImport = z.infer<typeof listed>;

const columns = sql`plan_import.id, plan_import.file_name as "fileName", plan_import.file_sha256 as "fileSha256", plan_import.state,
  plan_import.version, plan_import.level, plan_import.organisation_id as "organisationId", plan_import.head, plan_import.tables,
  plan_import.agencies, plan_import.warnings, plan_import.plan_id as "planId", plan_import.updated_at as "updatedAt",
  (select a.name from account a where a.id = plan_import.created_by) as by`;

/** Imports under review that the actor works with, the latest first, 20 at most. One statement. */
export async function openPlanImports(db: Querying, actor: Actor): Promise<PlanImport[]> {
  const { rows } = await sql`select ${columns} from plan_import
    where state = 'reviewing' and ${plansReadBy(actor, 'plan_import')} order by updated_at desc limit 20`.execute(
    db,
  );
  return rows.map((row) => listed.parse(row));
}

/** Throws Refusal `not_found`. One statement. */
export async function findPlanImport(db: Querying, actor: Actor, id: number): Promise<PlanImport> {
  const { rows } = Number.isSafeInteger(id)
    ? await sql`select ${columns} from plan_import where id = ${id} and ${plansReadBy(actor, 'plan_import')}`.execute(
        db,
      )
    : { rows: [] };
  if (!rows[0]) throw notFound();
  return listed.parse(rows[0]);
}

/** The same file under review, or saved as a plan that is not withdrawn; the latest. One statement. */
export async function importOfFile(
  db: Querying,
  actor: Actor,
  sha256: string,
): Promise<{ readonly id: number; readonly planId: number | null; readonly code: string | null } | null> {
  const { rows } = await sql<{ id: number; planId: number | null; code: string | null }>`
    select plan_import.id, plan.id as "planId", plan.code from plan_import left join plan on plan.id = plan_import.plan_id
    where plan_import.file_sha256 = ${sha256} and ${plansReadBy(actor, 'plan_import')}
      and (plan_import.state = 'reviewing' or plan_import.state = 'confirmed' and plan.state <> 'withdrawn')
    order by plan_import.state = 'reviewing' desc, plan_import.id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function lockPlanImport(tx: Transaction, id: number): Promise<Selectable<DB['plan_import']>> {
  const row = Number.isSafeInteger(id)
    ? await tx.selectFrom('plan_import').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return row;
}

const rowWarnings = z.array(z.object({ column: z.string().nullable(), message: z.string() }));
export type RowWarning = z.infer<typeof rowWarnings>[number];

/** A row as read, as it stands corrected, and what is doubtful in it. */
export interface ImportRow {
  readonly position: number;
  readonly version: number;
  readonly skip: boolean;
  readonly warnings: readonly RowWarning[];
  readonly corrections: RowTexts;
  readonly texts: RowTexts;
  readonly item:
    | { readonly part: 'tasks'; readonly task: PlanTask }
    | { readonly part: 'targets'; readonly target: PlanTarget };
}

function readRow(part: ImportPart, row: Selectable<DB['plan_import_row']>): ImportRow {
  const corrections: RowTexts = z.record(z.string(), z.string()).parse(row.corrections);
  const shared = {
    ...{ position: row.position, version: row.version, skip: row.skip, corrections },
    warnings: rowWarnings.parse(row.warnings),
  };
  // what stands in `item` is what the reader gave when it was read
  if (part === 'tasks') {
    const task = correctedTask(row.item as unknown as PlanTask, corrections);
    return { ...shared, texts: taskTexts(task), item: { part, task } };
  }
  const target = correctedTarget(row.item as unknown as PlanTarget, corrections);
  return { ...shared, texts: targetTexts(target), item: { part, target } };
}

export const rowsOnPage = 50;

export interface RowFilter {
  readonly only: 'all' | 'doubtful' | 'left_out';
  readonly page: number;
}

/** Rows in printed order; all of them without a filter. One statement. */
export async function rowsOfImport(
  db: Querying,
  id: number,
  part: ImportPart,
  filter?: RowFilter,
): Promise<ImportRow[]> {
  let query = db
    .selectFrom('plan_import_row')
    .selectAll()
    .where('import_id', '=', id)
    .where('part', '=', part)
    .orderBy('position');
  if (filter?.only === 'doubtful') query = query.where(doubtful);
  if (filter?.only === 'left_out') query = query.where('skip', '=', true);
  if (filter) query = query.limit(rowsOnPage).offset((filter.page - 1) * rowsOnPage);
  return (await query.execute()).map((row) => readRow(part, row));
}

/** What is doubtful until somebody has corrected it, and what cannot be saved for its name. */
const doubtful = sql<boolean>`(not skip and (warnings <> '[]' and corrections = '{}'
  or char_length(coalesce(corrections->>'name', item->>'name', '')) not between 1 and ${sql.lit(nameMost)}))`;

/** Throws Refusal `not_found`. */
export async function findImportRow(
  db: Querying,
  id: number,
  part: ImportPart,
  position: number,
): Promise<ImportRow> {
  const row = await db
    .selectFrom('plan_import_row')
    .selectAll()
    .where('import_id', '=', id)
    .where('part', '=', part)
    .where('position', '=', position)
    .executeTakeFirst();
  if (!row) throw notFound();
  return readRow(part, row);
}

export interface PartCounts {
  readonly rows: number;
  readonly doubtful: number;
  readonly left_out: number;
}

/** One statement. */
export async function countsOfImport(
  db: Querying,
  id: number,
): Promise<Readonly<Record<ImportPart, PartCounts>>> {
  const { rows } = await sql<PartCounts & { part: ImportPart }>`select part, count(*)::int as rows,
      count(*) filter (where ${doubtful})::int as doubtful, count(*) filter (where skip)::int as left_out
    from plan_import_row where import_id = ${id} group by part`.execute(db);
  const none = { rows: 0, doubtful: 0, left_out: 0 };
  const of = (part: ImportPart) => rows.find((row) => row.part === part) ?? none;
  return { tasks: of('tasks'), targets: of('targets') };
}

/** The document an import was read from, to be read anew. */
export function readingOf(row: { readonly reading: string }): OfficialDocument {
  return JSON.parse(row.reading) as OfficialDocument;
}

const namesIn = (field: 'leads' | 'partners' | 'agencies') => sql`
  select unnest(case when corrections ? ${field} then string_to_array(replace(corrections->>${field}, chr(13), ''), chr(10))
    else array(select jsonb_array_elements_text(coalesce(item->${field}, '[]'))) end) as name`;

/** Names of agencies in the rows that will be saved, as printed or typed, each once. One statement. */
export async function namesInImport(db: Querying, id: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select trim(names.name) as name, min(row.part || lpad(row.position::text, 9, '0')) as first from plan_import_row row
    cross join lateral (${namesIn('leads')} union all ${namesIn('partners')} union all ${namesIn('agencies')}) names
    where row.import_id = ${id} and not row.skip and trim(names.name) <> ''
    group by 1 order by 2 limit 2000`.execute(db);
  return rows.map(({ name }) => name);
}
