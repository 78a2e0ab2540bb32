import type { Actor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { raiseDifficultyWithin } from '../difficulties/raising.ts';
import { enterActualWithin } from '../targets/actuals.ts';
import { enterFactWithin } from '../tasks/facts.ts';
import type { SentRow } from './judged.ts';
import type { JudgedRow, SentWorkbook } from './store.ts';

/**
 * Enters what a good row says, all of it or nothing, and marks it as written. Its keys are made of the file and the line: the same
 * line of the same file is entered once. Throws as the commands of facts, figures and difficulties.
 */
export async function enterRow(
  tx: Transaction,
  services: Services,
  actor: Actor,
  {
    workbook,
    judged,
    row,
  }: { readonly workbook: SentWorkbook; readonly judged: JudgedRow; readonly row: SentRow },
): Promise<void> {
  const sent = { file: workbook.fileName, line: row.line };
  const keyOf = (what: string) => `tep ${workbook.sha256.slice(0, 40)} ${row.sheet} ${row.line} ${what}`;
  const base = row.baseVersion ?? judged.subject?.version ?? 0;
  if (judged.sheet === 'tasks') await enterTask(tx, services, actor, { judged, base, sent, keyOf });
  else if (judged.subject && judged.figure) {
    const typed = {
      ...judged.figure,
      way: 'file',
      sent,
      version: base,
      key: keyOf('figure'),
      file: null,
    } as const;
    await enterActualWithin(tx, actor, judged.subject.id, { typed, file: null, at: services.clock() });
  }
  await tx
    .updateTable('unit_workbook_row')
    .set({ written_at: services.clock(), version: row.version + 1 })
    .where('workbook_id', '=', workbook.id)
    .where('position', '=', row.position)
    .execute();
  await followOn(tx, workbook.id, row, base);
}

async function enterTask(
  tx: Transaction,
  services: Services,
  actor: Actor,
  {
    judged,
    base,
    sent,
    keyOf,
  }: {
    readonly judged: Extract<JudgedRow, { sheet: 'tasks' }>;
    readonly base: number;
    readonly sent: { readonly file: string; readonly line: number };
    readonly keyOf: (what: string) => string;
  },
): Promise<void> {
  const { subject, facts, difficulty, organisationId } = judged;
  if (!subject) return;
  for (const [at, fact] of facts.entries()) {
    const typed = { ...fact, organisationId, files: [], version: base + at, key: keyOf(fact.kind) };
    await enterFactWithin(tx, services, actor, subject.id, { ...typed, way: 'file', sent }, []);
  }
  if (difficulty && organisationId !== null)
    await raiseDifficultyWithin(tx, services, actor, {
      ...difficulty,
      ...{ about: subject.code, to: '', files: [], organisationId, key: keyOf('difficulty') },
    });
}

/** Other rows of the workbook about the same are no older for what this one entered. */
async function followOn(tx: Transaction, workbookId: number, row: SentRow, base: number): Promise<void> {
  const column = row.sheet === 'tasks' ? 'task_id' : 'target_id';
  const id = row.sheet === 'tasks' ? row.taskId : row.targetId;
  if (id === null) return;
  const table = row.sheet === 'tasks' ? 'task' : 'target';
  const { version } = await tx
    .selectFrom(table)
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('unit_workbook_row')
    .set({ base_version: version })
    .where('workbook_id', '=', workbookId)
    .where(column, '=', id)
    .where('base_version', '=', base)
    .where('written_at', 'is', null)
    .execute();
}
