import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, readTypedDate, writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseStale } from '../plans/store.ts';
import { actsForAgency, mayDo } from '../policy.ts';
import { readReading } from '../reading.ts';
import { countTasks } from './count.ts';
import { tooLong } from './fact.ts';
import { settleTasks } from './settle.ts';
import { concludeTask, type LockedTask, leadFor, lockTask, refuseClosed, type TaskRow } from './store.ts';
import { farthestDay, nameMost, productMost } from './task.ts';
import { keepTaskVersions } from './versions.ts';

export interface TypedSubtask {
  readonly name: string;
  readonly product: string;
  /** Empty: as that of the task it is part of. */
  readonly due: string;
  /** Who leads it: one that leads or takes part in the task. */
  readonly organisationId: number | null;
  readonly version: number;
}

/** More parts than a task is ever divided into. */
export const subtasksMost = 50;

/**
 * Divides a task: a lead, or whoever follows the plan, adds a part with a lead of its own. The same part added twice is one.
 * Returns its id. Throws InvalidInput `name`, `product`, `due`, `organisationId`; Refusal.
 */
export async function addSubtask(
  services: Services,
  actor: Actor,
  parentId: number,
  typed: TypedSubtask,
): Promise<number> {
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const locked = await lockTask(tx, actor, parentId);
    const { task: parent } = locked;
    leadFor(actor, locked, null, { byMonitor: true });
    const name = singleSpaced(typed.name);
    const parts = await partsOf(tx, parentId);
    const same = parts.find((part) => part.name === name);
    if (same && parent.version === typed.version + 1) return same.id;
    refuseClosed(locked);
    refuseIndivisible(parent, parts.length);
    const wrong = wrongWords(name, typed.product);
    if (same)
      wrong.name = { vi: 'Đã có nhiệm vụ nhỏ tên này.', en: 'There is a sub-task of this name already.' };
    const agency = await agencyOf(tx, actor, locked, typed.organisationId);
    if (!agency)
      wrong.organisationId = { vi: 'Hãy chọn cơ quan thực hiện.', en: 'Choose the agency that does it.' };
    const due = dueOf(typed.due, parent, wrong);
    if (!agency || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
    refuseStale(parent, typed.version);
    const today = localDateOf(at);
    const { id } = await tx
      .insertInto('task')
      .values({
        ...{
          code: `${parent.code}.${nextNumber(parts)}`,
          plan_id: parent.plan_id,
          position: parent.position,
        },
        ...{ group_id: parent.group_id, parent_id: parentId, sector_code: parent.sector_code },
        ...{ name, product: typed.product.trim() || null, shown: parent.shown, ...due },
        ...{ state: 'unassigned', created_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('task_agency')
      .values({
        ...{ task_id: id, role: 'lead', position: 1, name: agency.name, organisation_id: agency.id },
        // what it did for the whole before counts as done in time for the part
        since: agency.since,
      })
      .execute();
    await keepTaskVersions(tx, [id], { why: 'issued', document: null, from: today, at });
    await settleTasks(tx, [id], at, await readReading(tx, services));
    await concludeTask(tx, services, actor, locked, {
      event: { name: 'task.part_added', facts: { taskId: id, organisationId: agency.id } },
    });
    return id;
  });
}

/** Changes what a part says, as long as it is open. Throws as `addSubtask`. */
export async function changeSubtask(
  services: Services,
  actor: Actor,
  id: number,
  typed: Omit<TypedSubtask, 'organisationId'>,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { locked, parent } = await lockPart(tx, actor, id);
    refuseClosed(locked);
    const name = singleSpaced(typed.name);
    const wrong = wrongWords(name, typed.product);
    const due = dueOf(typed.due, parent, wrong);
    if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
    if (locked.task.version === typed.version + 1 && locked.task.name === name) return;
    refuseStale(locked.task, typed.version);
    await concludeTask(tx, services, actor, locked, {
      set: { name, product: typed.product.trim() || null, ...due },
      version: { why: 'amended', document: null, from: localDateOf(at) },
      event: { name: 'task.part_changed', facts: { parentId: parent.id } },
    });
  });
}

/** Takes a part out as long as nothing was entered for it. Throws Refusal `wrong_state`. Returns what it was part of. */
export async function removeSubtask(
  services: Services,
  actor: Actor,
  id: number,
  { version }: { readonly version: number },
): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const { locked, parent } = await lockPart(tx, actor, id);
    const entered = await tx
      .selectFrom('task_fact')
      .select('id')
      .where('task_id', '=', id)
      .executeTakeFirst();
    if (entered || locked.task.closed !== null)
      throw new Refusal('wrong_state', {
        vi: 'Nhiệm vụ nhỏ đã có thông tin nên không bỏ được; có thể đóng kèm văn bản.',
        en: 'Something was entered for this sub-task; it can be closed by a document, not removed.',
      });
    refuseStale(locked.task, version);
    // without leads it stands in no count any longer
    await tx.deleteFrom('task_agency').where('task_id', '=', id).execute();
    await countTasks(tx, [id]);
    await tx.deleteFrom('task').where('id', '=', id).execute();
    await concludeTask(
      tx,
      services,
      actor,
      { ...locked, task: parent },
      {
        event: { name: 'task.part_removed', facts: { taskId: id, code: locked.task.code } },
      },
    );
    return parent.id;
  });
}

/** A part and what it is part of, for whoever leads that or follows the plan. */
async function lockPart(
  tx: Transaction,
  actor: Actor,
  id: number,
): Promise<{ readonly locked: LockedTask; readonly parent: TaskRow }> {
  const locked = await lockTask(tx, actor, id);
  const { parent_id: parentId } = locked.task;
  if (parentId === null) throw notFound();
  const whole = await lockTask(tx, actor, parentId);
  leadFor(actor, whole, null, { byMonitor: true });
  return { locked, parent: whole.task };
}

async function partsOf(tx: Transaction, parentId: number) {
  return tx
    .selectFrom('task')
    .select(['id', 'code', 'name'])
    .where('parent_id', '=', parentId)
    .orderBy('id')
    .execute();
}

/** After the highest there is: the code of one that was removed is not given again as long as a later one stands. */
function nextNumber(parts: readonly { readonly code: string }[]): number {
  return 1 + Math.max(0, ...parts.map(({ code }) => Number(/\.(\d+)$/.exec(code)?.[1] ?? 0)));
}

function refuseIndivisible({ deadline_kind, parent_id }: TaskRow, count: number): void {
  if (parent_id !== null || deadline_kind === 'yearly' || deadline_kind === 'continuous')
    throw new Refusal('wrong_state', {
      vi: 'Chỉ nhiệm vụ có hạn mới chia thành nhiệm vụ nhỏ; nhiệm vụ nhỏ không chia tiếp.',
      en: 'Only tasks with a deadline are divided, and parts of a task no further.',
    });
  if (count >= subtasksMost)
    throw new Refusal('wrong_state', {
      vi: `Mỗi nhiệm vụ có nhiều nhất ${subtasksMost} nhiệm vụ nhỏ.`,
      en: `A task has at most ${subtasksMost} parts.`,
    });
}

function wrongWords(name: string, product: string): Record<string, Text> {
  const wrong: Record<string, Text> = {};
  if (name === '') wrong.name = { vi: 'Hãy ghi tên nhiệm vụ nhỏ.', en: 'Name the sub-task.' };
  if ([...name].length > nameMost) wrong.name = tooLong(nameMost);
  if ([...product.trim()].length > productMost) wrong.product = tooLong(productMost);
  return wrong;
}

/** Of those that lead or take part in the task; the one somebody acts for where none is named. */
async function agencyOf(
  tx: Transaction,
  actor: Actor,
  { plan, task }: LockedTask,
  organisationId: number | null,
): Promise<{ readonly id: number; readonly name: string; readonly since: LocalDate } | null> {
  const { rows } = await sql<{ id: number; name: string; role: string; since: LocalDate }>`
    select organisation.id, organisation.name, role, since from task_agency agency
    join organisation on organisation.id = agency.organisation_id
    where task_id = ${task.id} and until is null order by role, position, agency.id`.execute(tx);
  const own = (id: number) => actsForAgency(actor, id) || mayDo(actor, 'edit', plan);
  const found =
    organisationId === null
      ? rows.find(({ id, role }) => role === 'lead' && own(id))
      : rows.find(({ id }) => id === organisationId);
  return found ?? null;
}

/** The columns of a deadline: a day that was typed, or that of the whole. */
function dueOf(typed: string, parent: TaskRow, wrong: Record<string, Text>) {
  if (typed.trim() === '')
    return {
      ...{ deadline_kind: parent.deadline_kind, deadline_from: parent.deadline_from },
      ...{ deadline_to: parent.deadline_to, deadline_raw: parent.deadline_raw },
    };
  const day = readTypedDate(typed);
  const last = parent.last_day as LocalDate | null;
  if (day === null || day > farthestDay)
    wrong.due = { vi: 'Hãy ghi ngày, ví dụ 30/09/2026.', en: 'Give a day, such as 30/09/2026.' };
  else if (last !== null && day > last)
    wrong.due = {
      vi: `Hạn của nhiệm vụ nhỏ không được sau hạn của nhiệm vụ (${writeDate(last)}).`,
      en: `A part is due no later than the task itself (${writeDate(last)}).`,
    };
  return {
    ...{ deadline_kind: 'date', deadline_from: day, deadline_to: day },
    deadline_raw: day === null ? '' : writeDate(day),
  };
}
