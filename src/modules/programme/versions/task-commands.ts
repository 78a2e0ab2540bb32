import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { type Deadline, lastDayInTime } from '../../../kernel/deadline.ts';
import type { Cadence } from '../../../kernel/periods.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { assign, type GivenTask, type Outcome, type Wanted } from '../assignment/assignment.ts';
import { lockGiven } from '../assignment/choice.ts';
import { followingYears, refuseEnded } from '../assignment/commands.ts';
import { namedWanted, typedDeadline } from '../assignment/named.ts';
import { planOfTask } from '../assignment/split.ts';
import { beginAgencies, writeOutcomes } from '../assignment/store.ts';
import { refuseFull, refuseUnknownSector } from '../plans/items.ts';
import { taskCode } from '../plans/plan.ts';
import { heldOf, lockPlan, type PlanRow, refuseStale, stepPlan } from '../plans/store.ts';
import { onBehalfIn } from '../policy.ts';
import { indexProgrammeItems } from '../public/search-items.ts';
import { readReading } from '../reading.ts';
import { settleTasks } from '../tasks/settle.ts';
import type { Reading } from '../tasks/standing.ts';
import { nameMost } from '../tasks/task.ts';
import { daysToEnd, keepTaskVersions } from '../tasks/versions.ts';
import { type By, readBy, refuseEarlier, type TypedBy } from './by.ts';

/** All that an amendment may change of a task, as typed. */
export interface TypedTask {
  readonly tt: string;
  readonly group: number | null;
  readonly name: string;
  readonly nameEn: string;
  readonly leads: string;
  readonly partners: string;
  readonly deadline: string;
  readonly product: string;
  readonly sector: string | null;
  readonly cadence: Cadence | null;
}

interface Printed {
  readonly tt: string | null;
  readonly group_id: number | null;
  readonly name: string;
  readonly name_en: string | null;
}

/** Throws InvalidInput `name`, `group`, `sector`. */
async function printedOf(tx: Transaction, planId: number, typed: TypedTask): Promise<Printed> {
  const name = singleSpaced(typed.name);
  if (name === '' || [...name].length > nameMost)
    throw new InvalidInput({
      name: {
        vi: `Hãy ghi nội dung nhiệm vụ, không quá ${nameMost} ký tự.`,
        en: `Name the task, with at most ${nameMost} characters.`,
      },
    });
  await refuseForeignGroup(tx, planId, typed.group, 'tasks');
  await refuseUnknownSector(tx, typed.sector);
  return {
    ...{ tt: singleSpaced(typed.tt).slice(0, 40) || null, group_id: typed.group, name },
    name_en: singleSpaced(typed.nameEn).slice(0, nameMost) || null,
  };
}

/** Throws InvalidInput `group`. */
export async function refuseForeignGroup(
  tx: Transaction,
  planId: number,
  group: number | null,
  of: 'tasks' | 'targets',
): Promise<void> {
  if (group === null) return;
  const known = await tx
    .selectFrom('plan_group')
    .select('id')
    .where('id', '=', group)
    .where('plan_id', '=', planId)
    .where('of', '=', of)
    .executeTakeFirst();
  if (!known)
    throw new InvalidInput({
      group: { vi: 'Hãy chọn một nhóm của kế hoạch.', en: 'Choose a group of the plan.' },
    });
}

/** What is typed, whole: an empty field empties. The deadline as it stands is not read anew. */
async function wantedOf(
  tx: Transaction,
  typed: TypedTask,
  standing: Deadline,
  today: LocalDate,
): Promise<Wanted> {
  const { wanted } = await namedWanted(tx, [
    { ...typed, deadline: singleSpaced(typed.deadline) === standing.raw ? '' : typed.deadline },
  ]);
  const [said] = wanted;
  const none = { kind: 'none', from: null, to: null, raw: '' } as const;
  const emptied = singleSpaced(typed.deadline) === '' ? none : standing;
  const whole = {
    ...{ leads: said?.leads ?? [], partners: said?.partners ?? [], deadline: said?.deadline ?? emptied },
    ...{ product: said?.product ?? null, sector: typed.sector, cadence: typed.cadence },
  };
  await refuseEnded(tx, [whole], today);
  return whole;
}

/**
 * Changes a task of a plan in force, by a document or as a correction; what it said before stays readable. Returns whether anything
 * changed. Throws InvalidInput by field; Refusal `conflict`, `wrong_state`.
 */
export async function amendTask(
  services: Services,
  actor: Actor,
  taskId: number,
  input: { readonly version: number; readonly by: TypedBy; readonly task: TypedTask },
): Promise<boolean> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const reading = await readReading(tx, services);
    const plan = await lockToAmend(tx, actor, await planOfTask(tx, taskId));
    const task = await lockOpen(tx, taskId);
    refuseStale(task, input.version);
    const by = readBy(input.by, at, plan);
    const printed = await printedOf(tx, plan.id, input.task);
    const wanted = await wantedOf(tx, input.task, task.deadline, today);
    const outcome = withEmptied(assign(task, [wanted], true, today, reading), wanted);
    if (outcome.past) refusePastAmendment(by);
    const before = await tx
      .selectFrom('task')
      .select(['tt', 'group_id', 'name', 'name_en'])
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow();
    const fields = [
      ...(['tt', 'group_id', 'name', 'name_en'] as const).filter((field) => before[field] !== printed[field]),
      ...outcome.changed,
    ];
    if (fields.length === 0) return false;
    await refuseEarlier(tx, 'task', task.id, by.from, today);
    const years = await followingYears(tx, [outcome], today, reading);
    await writeOutcomes(tx, [outcome], by.from);
    if (years.length > 0) await writeOutcomes(tx, years, today);
    await tx.updateTable('task').set(printed).where('id', '=', task.id).execute();
    await settleAmended(tx, [task.id], by, at, reading);
    if (years.length > 0)
      await settleAmended(
        tx,
        years.map((year) => year.task.id),
        { ...by, from: today },
        at,
        reading,
      );
    await appendEvent(tx, {
      ...{ name: by.why === 'amended' ? 'task.amended' : 'task.corrected', actor, at },
      ...{ subject: { kind: 'task', id: task.id } },
      facts: { plan: plan.id, fields, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
    return true;
  });
}

/** `assign` leaves alone what a rule does not speak of; an amendment speaks of everything, so what is empty becomes empty. */
function withEmptied(outcome: Outcome, wanted: Wanted): Outcome {
  const { task } = outcome;
  const emptied = (['product', 'sector'] as const).filter(
    (field) => wanted[field] === null && task[field] !== null,
  );
  if (emptied.length === 0) return outcome;
  const after = { ...outcome.after, ...Object.fromEntries(emptied.map((field) => [field, null])) };
  return { ...outcome, after, changed: [...outcome.changed, ...emptied] };
}

/** Throws Refusal `wrong_state` where the plan is not in force. */
export async function lockToAmend(tx: Transaction, actor: Actor, planId: number): Promise<PlanRow> {
  const plan = await lockPlan(tx, actor, planId, 'edit');
  stepPlan(plan, 'amend');
  return plan;
}

async function lockOpen(tx: Transaction, taskId: number): Promise<GivenTask> {
  const [task] = await lockGiven(tx, [taskId]);
  if (!task) throw notFound();
  if (task.closed)
    throw new Refusal('wrong_state', {
      vi: 'Nhiệm vụ đã đóng nên không sửa đổi được.',
      en: 'The task is closed and cannot be amended.',
    });
  return task;
}

/** A deadline is moved into the past by a document alone, and says why. Throws InvalidInput `document`, `words`. */
function refusePastAmendment(by: By): void {
  if (by.document !== null && by.words !== null) return;
  const needed = {
    vi: 'Thời hạn mới đã qua: cần ghi cả văn bản và lý do.',
    en: 'The new deadline has passed: give both the document and the reason.',
  };
  throw new InvalidInput({
    ...(by.document === null && { document: needed }),
    ...(by.words === null && { words: needed }),
  });
}

async function settleAmended(
  tx: Transaction,
  ids: readonly number[],
  by: Omit<By, 'why'> & { readonly why: By['why'] | 'closed' },
  at: Date,
  reading: Reading,
): Promise<void> {
  await keepTaskVersions(tx, ids, { ...by, at });
  await settleTasks(tx, ids, at, reading);
  await indexProgrammeItems(tx, 'task', ids);
  await bumpContentVersion(tx);
}

/**
 * Takes a task out of its plan by a document: it stays with all that was entered, as not carried out; so do its parts and years that
 * are open. Throws InvalidInput `document`, `words`; Refusal.
 */
export async function takeOutTask(
  services: Services,
  actor: Actor,
  taskId: number,
  input: { readonly version: number; readonly by: TypedBy },
): Promise<void> {
  const at = services.clock();
  const today = localDateOf(at);
  await services.db.transaction().execute(async (tx) => {
    const plan = await lockToAmend(tx, actor, await planOfTask(tx, taskId));
    const task = await lockOpen(tx, taskId);
    refuseStale(task, input.version);
    const by = readBy({ ...input.by, why: 'amended' }, at, plan);
    await refuseEarlier(tx, 'task', task.id, by.from, today);
    const { rows } = await sql<{ id: number }>`
      with recursive below (id) as (
        select ${task.id}::bigint
        union all
        select task.id from below join task on task.parent_id = below.id or task.instance_of = below.id
      )
      update task set closed = 'not_carried_out', closed_on = ${by.from}, closed_document = ${by.document}, closed_words = ${by.words},
        version = version + 1
      from below where task.id = below.id and closed is null returning task.id`.execute(tx);
    const ids = rows.map(({ id }) => id);
    const reading = await readReading(tx, services);
    for (const [from, those] of await daysToEnd(tx, 'task', ids, by.from, today))
      await settleAmended(tx, those, { ...by, from, why: 'closed' }, at, reading);
    await appendEvent(tx, {
      ...{ name: 'task.taken_out', actor, subject: { kind: 'task', id: task.id }, at },
      facts: { plan: plan.id, tasks: ids.length, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
  });
}

/**
 * Adds a task to a plan in force by a document, behind those it has. `planVersion` is that of the page: the same form sent twice adds
 * one. Returns its id. Throws InvalidInput by field; Refusal.
 */
export async function addTask(
  services: Services,
  actor: Actor,
  planId: number,
  input: { readonly planVersion: number; readonly by: TypedBy; readonly task: TypedTask },
): Promise<number> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const reading = await readReading(tx, services);
    const plan = await lockToAmend(tx, actor, planId);
    refuseStale(plan, input.planVersion);
    await refuseFull(tx, 'task', plan.id);
    const by = readBy({ ...input.by, why: 'amended' }, at, plan);
    const printed = await printedOf(tx, plan.id, input.task);
    const none = { kind: 'none', from: null, to: null, raw: '' } as const;
    const wanted = await wantedOf(tx, input.task, none, today);
    const deadline = typedDeadline(input.task.deadline) ?? none;
    const last = lastDayInTime(deadline, reading.rules, reading.calendar);
    if (last !== null && last < today) refusePastAmendment(by);
    const position = await nextPosition(tx, plan.id);
    const { id } = await tx
      .insertInto('task')
      .values({
        ...printed,
        ...{
          plan_id: plan.id,
          position,
          code: taskCode(plan.mark, position),
          state: 'unassigned',
          created_at: at,
        },
        ...{ product: wanted.product, sector_code: wanted.sector, deadline_kind: deadline.kind },
        ...{ deadline_from: deadline.from, deadline_to: deadline.to, deadline_raw: deadline.raw },
        cadence: deadline.kind === 'continuous' ? (wanted.cadence ?? 'quarter') : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await beginAgencies(
      tx,
      [...agenciesOf(id, 'lead', wanted), ...agenciesOf(id, 'partner', wanted)],
      by.from,
    );
    await tx
      .updateTable('plan')
      .set({ version: plan.version + 1 })
      .where('id', '=', plan.id)
      .execute();
    await settleAmended(tx, [id], by, at, reading);
    await appendEvent(tx, {
      ...{ name: 'task.added', actor, subject: { kind: 'task', id }, at },
      facts: { plan: plan.id, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
    return id;
  });
}

function agenciesOf(taskId: number, role: 'lead' | 'partner', wanted: Wanted) {
  return (wanted[role === 'lead' ? 'leads' : 'partners'] ?? []).map((agency, index) => ({
    ...{ taskId, role, position: index + 1, organisationId: agency.organisationId, name: agency.name },
  }));
}

/** Behind every task of the plan, of which none is ever removed while the plan is in force. */
async function nextPosition(tx: Transaction, planId: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(position), 0) as last from task
    where plan_id = ${planId}`.execute(tx);
  return (rows[0]?.last ?? 0) + 1;
}
