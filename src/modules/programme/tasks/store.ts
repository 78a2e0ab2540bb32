import { type Selectable, sql, type Updateable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { beingEntered } from '../plans/plan.ts';
import { heldOf } from '../plans/store.ts';
import {
  actsForAgency,
  agenciesOf,
  authoriseProgramme,
  type HeldPlan,
  mayDo,
  onBehalf,
  type ProgrammeAction,
} from '../policy.ts';
import { readReading } from '../reading.ts';
import { settleTasks } from './settle.ts';
import { type Answer, answers } from './task.ts';
import { keepTaskVersions, type Why } from './versions.ts';

export type TaskRow = Selectable<DB['task']>;

/** One that leads the task now, with what it has said so far. */
export interface Lead {
  readonly id: number;
  readonly organisationId: number | null;
  readonly since: LocalDate;
  readonly answer: Answer;
  readonly answerWords: string | null;
  readonly reportedOn: LocalDate | null;
  /** Agencies whose facts count for it: itself, and those it took over from. */
  readonly speaksFor: readonly number[];
}

export interface LockedTask {
  readonly plan: HeldPlan;
  readonly task: TaskRow;
  readonly leads: readonly Lead[];
}

const ended: Text = {
  vi: 'Kế hoạch này không còn được theo dõi nên nhiệm vụ không ghi thêm được nữa.',
  en: 'This plan is followed no longer; nothing more can be entered for its tasks.',
};

/**
 * A task to act on, locked with all it is part of, the outermost first: what follows for those is computed under
 * the same locks. Throws Refusal `not_found` to whoever has nothing to do with it, `wrong_state` where its plan is not in force.
 */
export async function lockTask(tx: Transaction, actor: Actor, id: number): Promise<LockedTask> {
  const known = Number.isSafeInteger(id)
    ? await tx.selectFrom('task').select('plan_id').where('id', '=', id).executeTakeFirst()
    : undefined;
  if (!known) throw notFound();
  const row = await tx
    .selectFrom('plan')
    .selectAll()
    .where('id', '=', known.plan_id)
    .forShare()
    .executeTakeFirstOrThrow();
  // what a task is part of was made before it, so the numbers are the order of locks
  const { rows: chain } = await sql<{ id: number }>`select id from task where id in (
      with recursive up (id, above) as (
        select id, coalesce(parent_id, instance_of) from task where id = ${id}
        union all
        select task.id, coalesce(task.parent_id, task.instance_of) from up join task on task.id = up.above
      ) select id from up
    ) order by id for update`.execute(tx);
  const task = await tx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
  if (!task) throw notFound();
  const plan = heldOf(row);
  const leads = await leadsOf(tx, id);
  if (!(mayDo(actor, 'read', plan) || (await hasPart(tx, actor, chain)))) throw notFound();
  if (plan.state !== 'in_force')
    throw beingEntered(plan.state) || plan.state === 'withdrawn'
      ? notFound()
      : new Refusal('wrong_state', ended);
  return { plan, task, leads };
}

/** Whether the actor acts for an agency that leads or takes part in one of these. */
async function hasPart(
  tx: Transaction,
  actor: Actor,
  tasks: readonly { readonly id: number }[],
): Promise<boolean> {
  const own = agenciesOf(actor);
  if (own.length === 0) return false;
  const found = await tx
    .selectFrom('task_agency')
    .select('id')
    .where(
      'task_id',
      'in',
      tasks.map(({ id }) => id),
    )
    .where('organisation_id', 'in', own)
    .where('until', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

async function leadsOf(tx: Transaction, id: number): Promise<readonly Lead[]> {
  const { rows } = await sql<{
    id: number;
    organisationId: number | null;
    since: LocalDate;
    answer: string;
    answerWords: string | null;
    reportedOn: LocalDate | null;
    speaksFor: number[];
  }>`select lead.id, organisation_id as "organisationId", since, answer, answer_words as "answerWords",
      reported_on as "reportedOn",
      array(select own.organisation_id from task_agency own where (own.id = lead.id or own.handed_to = lead.id)
        and own.organisation_id is not null)::bigint[] as "speaksFor"
    from task_agency lead where task_id = ${id} and role = 'lead' and until is null
    order by position, lead.id for update`.execute(tx);
  return rows.map(({ answer, speaksFor, ...lead }) => ({
    ...lead,
    answer: answers.find((one) => one === answer) ?? 'given',
    speaksFor: speaksFor.map(Number),
  }));
}

const notLead: Text = {
  vi: 'Chỉ cán bộ của cơ quan chủ trì nhiệm vụ làm được việc này.',
  en: 'Only officers of an agency that leads the task can do this.',
};

/**
 * The lead for which the actor acts: the one asked for, else the first of theirs. `byMonitor`: whoever follows the plan may enter it for
 * a lead that is named. Throws Refusal `forbidden`.
 */
export function leadFor(
  actor: Actor,
  { plan, leads }: LockedTask,
  organisationId: number | null,
  { byMonitor }: { readonly byMonitor: boolean },
): Lead {
  const monitors = byMonitor && mayDo(actor, 'edit', plan);
  const open = leads.filter((lead) => actsForAgency(actor, lead.organisationId) || monitors);
  const found = open.find((lead) => organisationId === null || lead.organisationId === organisationId);
  if (!found || found.organisationId === null) throw new Refusal('forbidden', notLead);
  return found;
}

/** Throws Refusal `forbidden` to whoever does not follow the plan. */
export function authoriseOn(actor: Actor, { plan }: LockedTask, action: ProgrammeAction): void {
  authoriseProgramme(actor, action, plan);
}

/** Throws Refusal `wrong_state` where nobody works on the task any longer. */
export function refuseClosed({ task }: LockedTask): void {
  if (task.closed === null) return;
  throw new Refusal('wrong_state', {
    vi: 'Nhiệm vụ đã kết thúc. Muốn ghi thêm, người theo dõi kế hoạch phải mở lại nhiệm vụ.',
    en: 'The task is closed. Whoever follows the plan has to open it again before anything is entered.',
  });
}

export interface TaskChange {
  /** Beside the version, which every change counts up. */
  readonly set?: Updateable<DB['task']>;
  /** Where the task says something else from now on. */
  readonly version?: { readonly why: Why; readonly document: string | null; readonly from: LocalDate };
  readonly event: {
    readonly name: `task.${string}`;
    readonly facts?: Facts;
    /** Why, in the words of whoever did it; beside the log, erasable. */
    readonly reason?: string | null;
  };
}

/** What only a lead does, and what is decided; all else is done by leads or by whoever follows the plan. */
const doneBy: Readonly<Record<string, 'lead' | ProgrammeAction>> = {
  ...{ 'task.acknowledged': 'lead', 'task.refused': 'lead' },
  ...{ 'task.extension_asked': 'lead', 'task.extension_withdrawn': 'lead' },
  ...{
    'task.confirmed': 'decide',
    'task.returned': 'decide',
    'task.closed': 'decide',
    'task.reopened': 'decide',
  },
  ...{ 'task.extension_granted': 'extend', 'task.extension_refused': 'extend', 'task.insisted': 'edit' },
};

function onBehalfOn(actor: Actor, { plan, leads }: LockedTask, name: string, facts: Facts) {
  const by = doneBy[name] ?? 'either';
  const agencies =
    typeof facts.organisationId === 'number'
      ? [facts.organisationId]
      : leads.map(({ organisationId }) => organisationId);
  return onBehalf(actor, (one) => {
    const leading = agencies.some((agency) => actsForAgency(one, agency));
    if (by === 'lead') return leading;
    return by === 'either' ? leading || mayDo(one, 'edit', plan) : mayDo(one, by, plan);
  });
}

/** The end of every command that changes a task: what follows for it and for what it is part of, then its event. */
export async function concludeTask(
  tx: Transaction,
  services: Services,
  actor: Actor,
  locked: LockedTask,
  { set = {}, version, event }: TaskChange,
): Promise<void> {
  const at = services.clock();
  const { task } = locked;
  await tx
    .updateTable('task')
    .set({ ...set, version: task.version + 1 })
    .where('id', '=', task.id)
    .execute();
  if (version) await keepTaskVersions(tx, [task.id], { ...version, at });
  await settleTasks(tx, [task.id], at, await readReading(tx, services));
  await bumpContentVersion(tx);
  const { name, facts = {}, reason } = event;
  await appendEvent(tx, {
    ...{ name, actor, subject: { kind: 'task', id: task.id }, at },
    facts: { ...facts, ...onBehalfOn(actor, locked, name, facts) },
    ...(reason ? { personal: { reason } } : {}),
  });
}
