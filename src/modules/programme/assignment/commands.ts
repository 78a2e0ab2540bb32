import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { accountOf, heldOf, lockPlan, type PlanRow } from '../plans/store.ts';
import { onBehalfIn } from '../policy.ts';
import { indexProgrammeItems } from '../public/search-items.ts';
import { readReading } from '../reading.ts';
import { settleTasks } from '../tasks/settle.ts';
import type { Reading } from '../tasks/standing.ts';
import { keepTaskVersions } from '../tasks/versions.ts';
import { assign, type GivenTask, type Outcome, type Wanted } from './assignment.ts';
import { type Choice, chosenTasks, lockGiven, openInstances } from './choice.ts';
import { namedWanted, type TypedWanted } from './named.ts';
import { keepAssignment, madeWith, writeOutcomes } from './store.ts';

/** One line of an assignment: which tasks, and what they are given with. */
export interface Rule {
  readonly choice: Choice;
  readonly wanted: TypedWanted;
}

export interface Assigning {
  readonly rules: readonly Rule[];
  /** Also where something else is assigned already. */
  readonly overwrite: boolean;
  /** The document by which, as written; null: by the plan itself. */
  readonly document: string | null;
  /** Why a deadline lies in the past. */
  readonly reason: string | null;
}

/** What an assignment would do to each task that one of its rules names, and a mark of how those tasks stand. */
export async function planAssignment(
  services: Services,
  planId: number,
  { rules, overwrite }: Pick<Assigning, 'rules' | 'overwrite'>,
): Promise<{
  readonly outcomes: readonly Outcome[];
  readonly stand: string;
  readonly unknown: readonly string[];
}> {
  const { db } = services;
  const { wanted, unknown } = await namedWanted(
    db,
    rules.map((rule) => rule.wanted),
  );
  const tasks = await chosenTasks(
    db,
    planId,
    rules.map(({ choice }) => choice),
  );
  const today = localDateOf(services.clock());
  const outcomes = outcomesOf(tasks, wanted, overwrite, today, await readReading(services.db, services));
  return { outcomes, stand: standOf(outcomes), unknown };
}

function outcomesOf(
  tasks: readonly GivenTask[],
  wanted: readonly Wanted[],
  overwrite: boolean,
  today: LocalDate,
  reading: Reading,
): readonly Outcome[] {
  return tasks.map((task) => {
    const rules = task.rules.flatMap((number) => wanted[number] ?? []);
    return assign(task, rules, overwrite, today, reading);
  });
}

/** Short, whatever the number of tasks: what was looked at is what is done, or nothing is. */
function standOf(outcomes: readonly Outcome[]): string {
  const changed = outcomes.filter(({ changed: fields }) => fields.length > 0);
  const text = changed.map(({ task }) => `${task.id}.${task.version}`).join(',');
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * Gives tasks to agencies, with deadline and product; all or none. `stand` is that of the preview; null where nobody looked
 * (the command line). Returns the number of the assignment and of how many tasks, null where nothing changed. The same key
 * does it once. Throws InvalidInput `rules`, `leads`, `document`, `reason`; Refusal `conflict` when a task changed since.
 */
export async function assignTasks(
  services: Services,
  actor: Actor,
  planId: number,
  input: Assigning & { readonly stand: string | null; readonly key: string },
): Promise<{ readonly id: number; readonly tasks: number } | null> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const reading = await readReading(tx, services);
    const plan = await lockForAssigning(tx, actor, planId);
    const made = await madeWith(tx, planId, input.key);
    if (made) return made;
    const { wanted } = await namedWanted(
      tx,
      input.rules.map((rule) => rule.wanted),
    );
    await refuseEnded(tx, wanted, today);
    const tasks = await lockChosen(tx, planId, input.rules);
    const outcomes = outcomesOf(tasks, wanted, input.overwrite, today, reading);
    if (input.stand !== null && input.stand !== standOf(outcomes)) throw changedMeanwhile();
    const changed = outcomes.filter(({ changed: fields }) => fields.length > 0);
    if (changed.length === 0) return null;
    if (changed.some(({ past }) => past)) refusePast(input.document, input.reason);
    const all = [...changed, ...(await followingYears(tx, changed, today, reading))];
    const written = await writeOutcomes(tx, all, today);
    const id = await keepAssignment(tx, { planId, ...input, by: accountOf(actor), at, items: written });
    await settleAssigned(
      tx,
      plan,
      written.map(({ taskId }) => taskId),
      { ...input, at, today, reading },
    );
    await appendEvent(tx, {
      ...{ name: 'task.assigned', actor, subject: { kind: 'plan', id: planId }, at },
      facts: {
        ...{ assignment: id, tasks: changed.length, ids: changed.slice(0, 100).map(({ task }) => task.id) },
        ...onBehalfIn(actor, 'edit', heldOf(plan)),
      },
    });
    return { id, tasks: changed.length };
  });
}

async function lockChosen(
  tx: Transaction,
  planId: number,
  rules: readonly Rule[],
): Promise<readonly GivenTask[]> {
  const choices = rules.map(({ choice }) => choice);
  const chosen = await chosenTasks(tx, planId, choices);
  await lockGiven(
    tx,
    chosen.map(({ id }) => id),
  );
  // read again: somebody may have held one of them until now
  return chosenTasks(tx, planId, choices);
}

/** Years under way of yearly tasks go to the same agencies. */
export async function followingYears(
  tx: Transaction,
  changed: readonly Outcome[],
  today: LocalDate,
  reading: Reading,
): Promise<readonly Outcome[]> {
  const moved = changed.filter(
    ({ changed: fields }) => fields.includes('leads') || fields.includes('partners'),
  );
  const years = await openInstances(
    tx,
    moved.map(({ task }) => task.id),
  );
  return moved.flatMap(({ task, after }) =>
    (years.get(task.id) ?? [])
      .map((year) => {
        const { leads, partners } = after;
        const rule = { leads, partners, deadline: null, product: null, sector: null, cadence: null };
        return assign(year, [rule], true, today, reading);
      })
      .filter(({ changed: fields }) => fields.length > 0),
  );
}

/** A plan whose tasks may be given now. Throws Refusal. */
export async function lockForAssigning(tx: Transaction, actor: Actor, planId: number): Promise<PlanRow> {
  const plan = await lockPlan(tx, actor, planId, 'edit');
  if (plan.state === 'draft' || plan.state === 'in_force') return plan;
  if (plan.state === 'handed_up')
    throw new Refusal('wrong_state', {
      vi: 'Kế hoạch đang chờ đưa vào theo dõi. Muốn giao việc, hãy lấy lại hoặc trả lại kế hoạch trước.',
      en: 'The plan waits to be put into force. Take it back, or return it, before its tasks are assigned.',
    });
  throw new Refusal('wrong_state', {
    vi: 'Kế hoạch không còn thực hiện nên không giao việc được nữa.',
    en: 'The plan is no longer in force: its tasks are not assigned any more.',
  });
}

/** What follows from assigned tasks; a draft owes nothing yet. */
export async function settleAssigned(
  tx: Transaction,
  plan: PlanRow,
  ids: readonly number[],
  by: {
    readonly document: string | null;
    readonly reason?: string | null;
    readonly at: Date;
    readonly today: LocalDate;
    readonly reading: Reading;
  },
): Promise<void> {
  if (heldOf(plan).state !== 'in_force') return;
  await keepTaskVersions(tx, ids, {
    ...{ why: 'assigned', document: by.document ?? plan.number, words: by.reason ?? null },
    ...{ from: by.today, at: by.at },
  });
  await settleTasks(tx, ids, by.at, by.reading);
  await indexProgrammeItems(tx, 'task', ids);
  await bumpContentVersion(tx);
}

/** Throws InvalidInput `leads` where an agency ended before today. */
export async function refuseEnded(
  tx: Transaction,
  wanted: readonly Pick<Wanted, 'leads' | 'partners'>[],
  today: LocalDate,
): Promise<void> {
  const ids = wanted.flatMap(({ leads, partners }) =>
    [...(leads ?? []), ...(partners ?? [])].flatMap(({ organisationId }) => organisationId ?? []),
  );
  if (ids.length === 0) return;
  const ended = await tx
    .selectFrom('organisation')
    .select('name')
    .where('id', 'in', ids)
    .where('valid_to', '<', today)
    .limit(1)
    .executeTakeFirst();
  if (ended)
    throw new InvalidInput({
      leads: {
        vi: `“${ended.name}” đã kết thúc hoạt động. Hãy giao cho cơ quan kế thừa.`,
        en: `“${ended.name}” has ended. Assign to its successor.`,
      },
    });
}

/** Throws InvalidInput `document`, `reason`: a deadline is moved into the past by a document alone, and says why. */
export function refusePast(document: string | null, reason: string | null): void {
  const needed = {
    vi: 'Thời hạn mới đã qua: cần ghi văn bản và lý do.',
    en: 'The new deadline has passed: name the document and the reason.',
  };
  if (document === null || reason === null)
    throw new InvalidInput({
      ...(document === null && { document: needed }),
      ...(reason === null && { reason: needed }),
    });
}

function changedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa giao nhiệm vụ nào: có nhiệm vụ vừa được người khác sửa. Hãy xem lại bên dưới rồi bấm lần nữa.',
    en: 'Nothing was assigned: somebody has just changed one of the tasks. Look at what is there now, then press again.',
  });
}

/**
 * Takes an assignment back, whole: only while no lead has answered, nothing was entered and none of its tasks changed otherwise. Done
 * twice it happens once. Throws Refusal `wrong_state`.
 */
export async function undoAssignment(
  services: Services,
  actor: Actor,
  planId: number,
  assignmentId: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const reading = await readReading(tx, services);
    // what is not there is not found, whoever asks; whether it was undone is read under the lock
    await findMade(tx, planId, assignmentId);
    const plan = await lockForAssigning(tx, actor, planId);
    const made = await findMade(tx, planId, assignmentId);
    if (made.undone_at) return;
    const { rows: items } = await sql<{ id: number; fits: boolean }>`
      select task_id as id, task.version = item.version
        and not exists (select 1 from task_agency a where a.task_id = task.id and to_jsonb(a.id) <@ item.begun and answer <> 'given')
        and not exists (select 1 from task_fact f where f.task_id = task.id and f.entered_at >= ${made.made_at}) as fits
      from task_assignment_item item join task on task.id = item.task_id where assignment_id = ${made.id}
      order by task.id for update of task`.execute(tx);
    if (items.some(({ fits }) => !fits)) throw overtaken();
    const ids = items.map(({ id }) => id);
    await putBack(tx, made.id);
    await tx
      .updateTable('task_assignment')
      .set({ undone_at: at, undone_by: accountOf(actor) })
      .where('id', '=', made.id)
      .execute();
    await settleAssigned(tx, plan, ids, { document: null, at, today: localDateOf(at), reading });
    await appendEvent(tx, {
      ...{ name: 'task.assignment_undone', actor, subject: { kind: 'plan', id: planId }, at },
      facts: { assignment: made.id, tasks: ids.length, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
  });
}

async function putBack(tx: Transaction, assignmentId: number): Promise<void> {
  await sql`delete from task_agency using task_assignment_item item
    where assignment_id = ${assignmentId} and task_agency.task_id = item.task_id and to_jsonb(task_agency.id) <@ item.begun`.execute(
    tx,
  );
  await sql`update task_agency set until = null from task_assignment_item item
    where assignment_id = ${assignmentId} and task_agency.task_id = item.task_id and to_jsonb(task_agency.id) <@ item.ended`.execute(
    tx,
  );
  await sql`update task set product = before->>'product', sector_code = before->>'sector', cadence = before->>'cadence',
      deadline_kind = before->'deadline'->>'kind', deadline_from = (before->'deadline'->>'from')::date,
      deadline_to = (before->'deadline'->>'to')::date, deadline_raw = before->'deadline'->>'raw', version = task.version + 1
    from task_assignment_item item where assignment_id = ${assignmentId} and task.id = item.task_id`.execute(
    tx,
  );
}

function overtaken(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Không hoàn tác được nữa: đã có cơ quan trả lời, có số liệu được nhập hoặc nhiệm vụ đã được sửa tiếp. Hãy giao lại từng nhiệm vụ.',
    en: 'It cannot be undone any more: an agency has answered, something was entered or a task was changed since. Assign task by task.',
  });
}

/** Throws not_found. */
async function findMade(tx: Transaction, planId: number, assignmentId: number) {
  const made = await tx
    .selectFrom('task_assignment')
    .select(['id', 'undone_at', 'made_at'])
    .where('id', '=', assignmentId)
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  if (!made) throw notFound();
  return made;
}
