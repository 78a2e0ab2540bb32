import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { accountOf } from '../plans/store.ts';
import { agenciesOf, mayDo } from '../policy.ts';
import { sheetKinds } from './columns.ts';
import { type JudgedTarget, judgeTarget } from './judge-target.ts';
import { type JudgedTask, judgeTask } from './judge-task.ts';
import type { SentRow } from './judged.ts';
import { targetSubjects, taskSubjects } from './subjects.ts';

const listed = z.object({
  ...{ id: z.number(), fileName: z.string(), sha256: z.string(), agency: z.string().nullable() },
  ...{ unchanged: z.number(), missing: z.array(z.string()), state: z.enum(['reviewing', 'ended']) },
  ...{ createdAt: z.date(), updatedAt: z.date(), by: z.string().nullable(), rows: z.number() },
});
export type SentWorkbook = z.infer<typeof listed>;

/** Condition on `unit_workbook`: beside those whose it is, whoever enters facts for any agency. */
function openTo(actor: Actor): RawBuilder<boolean> {
  return mayDo(actor, 'edit', null) ? sql<boolean>`true` : ownOf(actor);
}

/** Likewise: whoever sent it, and the officers of the agency it is of. */
function ownOf(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(created_by = ${accountOf(actor) ?? 0} or coalesce(organisation_id = any(${[...agenciesOf(actor)]}::bigint[]), false))`;
}

const columns = sql`id, file_name as "fileName", file_sha256 as sha256, unchanged, missing, state, created_at as "createdAt",
  updated_at as "updatedAt", (select name from organisation where organisation.id = organisation_id) as agency,
  (select name from account where account.id = created_by) as by,
  (select count(*)::int from unit_workbook_row row where row.workbook_id = unit_workbook.id and row.written_at is null) as rows`;

/** Throws Refusal `not_found`. One statement. */
export async function findWorkbook(db: Querying, actor: Actor, id: number): Promise<SentWorkbook> {
  const { rows } = Number.isSafeInteger(id)
    ? await sql`select ${columns} from unit_workbook where id = ${id} and ${openTo(actor)}`.execute(db)
    : { rows: [] };
  if (!rows[0]) throw notFound();
  return listed.parse(rows[0]);
}

/** Those whose review goes on, the latest first. One statement. */
export async function openWorkbooks(db: Querying, actor: Actor): Promise<readonly SentWorkbook[]> {
  const { rows } =
    await sql`select ${columns} from unit_workbook where state = 'reviewing' and ${ownOf(actor)}
    order by updated_at desc, id desc limit 20`.execute(db);
  return z.array(listed).parse(rows);
}

/** The review of the same file that goes on. One statement. */
export async function workbookOfFile(db: Querying, actor: Actor, sha256: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select id from unit_workbook
    where file_sha256 = ${sha256} and state = 'reviewing' and ${openTo(actor)} order by id desc limit 1`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

/** Locked, so that rows of it are written one after another whoever presses the button. Throws Refusal `not_found`. */
export async function lockWorkbook(
  tx: Transaction,
  actor: Actor,
  id: number,
): Promise<{ readonly state: string }> {
  const { rows } = await sql<{
    state: string;
  }>`select state from unit_workbook where id = ${id} and ${openTo(actor)} for update`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

const row = z.object({
  ...{ position: z.number(), sheet: z.enum(sheetKinds), line: z.number(), code: z.string() },
  ...{
    taskId: z.number().nullable(),
    targetId: z.number().nullable(),
    organisationId: z.number().nullable(),
  },
  ...{
    scope: z.string().nullable(),
    baseVersion: z.number().nullable(),
    texts: z.record(z.string(), z.string()),
  },
  problems: z.array(z.object({ field: z.string(), vi: z.string(), en: z.string() })),
  ...{ confirmed: z.string(), writtenAt: z.date().nullable(), version: z.number() },
});

/** In the order of the file. One statement. */
export async function rowsOfWorkbook(
  db: Querying,
  id: number,
  only: number | null = null,
): Promise<readonly SentRow[]> {
  const { rows } = await sql`select position, sheet, line, code, task_id as "taskId", target_id as "targetId",
      organisation_id as "organisationId", scope, base_version as "baseVersion", texts, problems, confirmed,
      written_at as "writtenAt", version
    from unit_workbook_row where workbook_id = ${id} and (${only}::int is null or position = ${only}) order by position`.execute(
    db,
  );
  return z.array(row).parse(rows) as readonly SentRow[];
}

export type JudgedRow = JudgedTask | JudgedTarget;

/** The agency for which a row is told, as it is called. */
export function agencyOf(judged: JudgedRow): string | null {
  const { organisationId } = judged;
  const all = judged.sheet === 'tasks' ? judged.subject?.leads : judged.subject?.owners;
  return all?.find((one) => one.organisationId === organisationId)?.name ?? null;
}

/** Rows by what stands in the database now. Three statements however many they are. */
export async function judgeRows(
  db: Querying,
  actor: Actor,
  rows: readonly SentRow[],
  { today, sentAt }: { readonly today: LocalDate; readonly sentAt: Date },
): Promise<readonly JudgedRow[]> {
  const ids = (column: 'taskId' | 'targetId') => [...new Set(rows.flatMap((one) => one[column] ?? []))];
  const tasks = await taskSubjects(db, actor, ids('taskId'));
  const targets = await targetSubjects(db, ids('targetId'), today);
  const sentOn = localDateOf(sentAt);
  const lines = new Map<string, number>();
  return rows.map((one) => {
    if (one.sheet === 'targets')
      return judgeTarget(one, targets.get(one.targetId ?? 0) ?? null, { actor, today });
    const same = `${one.taskId} ${one.organisationId}`;
    const double = one.taskId === null ? null : (lines.get(same) ?? null);
    if (double === null) lines.set(same, one.line);
    return judgeTask(one, tasks.get(one.taskId ?? 0) ?? null, { actor, today, sentOn, double });
  });
}
