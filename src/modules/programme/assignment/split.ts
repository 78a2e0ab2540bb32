import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { heldOf, refuseStale } from '../plans/store.ts';
import { onBehalfIn } from '../policy.ts';
import { readReading } from '../reading.ts';
import type { GivenTask } from './assignment.ts';
import { lockGiven } from './choice.ts';
import { lockForAssigning, settleAssigned } from './commands.ts';
import { beginAgencies } from './store.ts';

/** Sub-tasks made in one act: more than a province has agencies and communes. */
export const partsMost = 500;

/** The plan of a task. Throws not_found. */
export async function planOfTask(tx: Transaction, taskId: number): Promise<number> {
  const row = Number.isSafeInteger(taskId)
    ? await tx.selectFrom('task').select('plan_id').where('id', '=', taskId).executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return row.plan_id;
}

/**
 * Splits a task that was given to a class of agencies into one sub-task for each of them. Agencies that have one already are left out; where
 * all have, nothing happens, so that the same form sent twice splits once. Returns how many were made. Throws InvalidInput
 * `agencies`; Refusal.
 */
export async function splitTask(
  services: Services,
  actor: Actor,
  taskId: number,
  input: { readonly version: number; readonly agencies: readonly number[]; readonly document: string | null },
): Promise<number> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockForAssigning(tx, actor, await planOfTask(tx, taskId));
    const [task] = await lockGiven(tx, [taskId]);
    if (!task) throw notFound();
    await refuseUnsplittable(tx, task);
    const agencies = await agenciesToSplitFor(tx, task, input.agencies, today);
    if (agencies.length === 0) return 0;
    refuseStale(task, input.version);
    const parts = await insertParts(tx, task, agencies.length, at);
    await beginAgencies(
      tx,
      agencies.map(({ id, name }, index) => ({
        ...{ taskId: parts[index] ?? 0, role: 'lead', position: 1, organisationId: id, name },
      })),
      today,
    );
    await tx
      .updateTable('task')
      .set({ version: task.version + 1 })
      .where('id', '=', task.id)
      .execute();
    const reading = await readReading(tx, services);
    await settleAssigned(tx, plan, [...parts, task.id], { document: input.document, at, today, reading });
    await appendEvent(tx, {
      ...{ name: 'task.split', actor, subject: { kind: 'task', id: task.id }, at },
      facts: { parts: parts.length, ids: parts.slice(0, 100), ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
    return parts.length;
  });
}

async function refuseUnsplittable(tx: Transaction, task: GivenTask): Promise<void> {
  const row = await tx
    .selectFrom('task')
    .select(['parent_id', 'instance_of', 'deadline_kind'])
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow();
  if (task.closed)
    throw new Refusal('wrong_state', {
      vi: 'Nhiệm vụ đã đóng nên không tách được.',
      en: 'The task is closed and cannot be split.',
    });
  if (row.parent_id !== null || row.instance_of !== null)
    throw new Refusal('wrong_state', {
      vi: 'Chỉ tách được nhiệm vụ của kế hoạch, không tách tiếp nhiệm vụ con.',
      en: 'Only a task of the plan can be split, not a sub-task.',
    });
}

async function agenciesToSplitFor(
  tx: Transaction,
  task: GivenTask,
  ids: readonly number[],
  today: string,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const chosen = [...new Set(ids)].filter(Number.isSafeInteger);
  const wrong = (vi: string, en: string) => new InvalidInput({ agencies: { vi, en } });
  if (chosen.length === 0)
    throw wrong('Hãy chọn ít nhất một cơ quan để tách.', 'Choose at least one agency.');
  if (chosen.length > partsMost)
    throw wrong(
      `Mỗi lần tách nhiều nhất ${partsMost} nhiệm vụ con.`,
      `At most ${partsMost} sub-tasks at a time.`,
    );
  const { rows } = await sql<{ id: number; name: string; ended: boolean; has: boolean }>`
    select id, name, coalesce(valid_to < ${today}::date, false) as ended, exists (
      select 1 from task part join task_agency lead on lead.task_id = part.id and role = 'lead' and until is null
      where part.parent_id = ${task.id} and lead.organisation_id = organisation.id) as has
    from organisation where id = any(${chosen}::bigint[]) order by name collate vi, id`.execute(tx);
  const ended = rows.find((row) => row.ended);
  if (rows.length < chosen.length)
    throw wrong('Có cơ quan không còn trong danh bạ.', 'One of the agencies is not in the directory.');
  if (ended) throw wrong(`“${ended.name}” đã kết thúc hoạt động.`, `“${ended.name}” has ended.`);
  return rows.filter(({ has }) => !has);
}

/** NV-145-2025-017.1, .2 …: numbers go on behind those there were. */
export async function insertParts(
  tx: Transaction,
  task: Pick<GivenTask, 'id'>,
  count: number,
  at: Date,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into task (code, plan_id, position, group_id, parent_id, tt, annex, name, name_en, product, deadline_kind, deadline_from,
      deadline_to, deadline_raw, cadence, sector_code, shown, state, created_at)
    select whole.code || '.' || last.number + nth, plan_id, position, group_id, whole.id, null, annex, name, name_en, product,
      deadline_kind, deadline_from, deadline_to, deadline_raw, cadence, sector_code, shown, 'unassigned', ${at}
    from task whole
    cross join lateral (select coalesce(max((regexp_match(part.code, '\\.(\\d+)$'))[1]::integer), 0) as number
      from task part where part.parent_id = whole.id) last
    cross join generate_series(1, ${count}::integer) as nth
    where whole.id = ${task.id}
    order by nth returning id`.execute(tx);
  return rows.map(({ id }) => id);
}
