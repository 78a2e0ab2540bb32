import { sql } from 'kysely';
import { z } from 'zod';
import type { AccountActor } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { agencyOfficers, holdersOf, type Reachable } from '../directory/index.ts';
import {
  allAnswered,
  hearsFor,
  openedFor,
  partsToTell,
  programmeWork,
  returnsToTell,
  type TaskToTell,
  tasksReadableBy,
  taskToTell,
} from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify } from './notify.ts';
import { type Said, taskSays, unheard } from './task-texts.ts';

/**
 * What news of tasks is about, so that each can be taken out by itself: `task` an outcome, the others what waits for somebody. The id
 * is that of the task, and of the agency behind a slash where it is for one.
 */
export type TaskSubject = 'task' | 'task_given' | 'task_refused' | 'task_reported' | 'task_extension';

/**
 * For one agency: many tasks at once, by what gave them; figures of a target, owed or doubted. The id is that of what it is about, and of
 * the agency behind a slash.
 */
export type SharedSubject =
  | ('task_assignment' | 'plan_given' | 'task_handover')
  | ('target_owed' | 'target_doubted');

const aboutTasks: readonly string[] = [
  'task',
  'task_given',
  'task_refused',
  'task_reported',
  'task_extension',
];
const shared: readonly string[] = [
  ...['task_assignment', 'plan_given', 'task_handover', 'target', 'absence'],
  ...['target_owed', 'target_doubted'],
];

interface Subject {
  readonly subject_kind: string;
  readonly subject_id: string;
}

/** Which of what waits the person still reads; null for news of other things. One statement at most. */
export async function taskNewsReadBy(
  db: Querying,
  actor: AccountActor,
  waiting: readonly Subject[],
): Promise<(one: Subject) => boolean | null> {
  const taskOf = ({ subject_id }: Subject) => Number(subject_id.split('/')[0]);
  const tasks = waiting.filter(({ subject_kind }) => aboutTasks.includes(subject_kind));
  const read = await tasksReadableBy(db, actor, tasks.map(taskOf));
  return (one) => {
    if (aboutTasks.includes(one.subject_kind)) return read.has(taskOf(one));
    return shared.includes(one.subject_kind) ? hearsFor(actor, Number(one.subject_id.split('/')[1])) : null;
  };
}

/** What was still to be told holds no longer. */
export async function dropNews(
  tx: Transaction,
  at: Date,
  kinds: readonly (TaskSubject | SharedSubject | 'target' | 'absence')[],
  ids: readonly string[],
): Promise<void> {
  await sql`update notification set void_at = ${at} where topic = 'task' and subject_kind = any(${[...kinds]})
    and subject_id = any(${[...ids]}) and mailed_at is null and void_at is null`.execute(tx);
}

/** The officers of an agency but whoever did it; where it has none, whoever follows plans, told that nobody heard of it. */
export async function tellAgency(
  tx: Transaction,
  services: Services,
  event: Pick<PastEvent, 'actor_account'>,
  agency: { readonly organisationId: number; readonly name: Text },
  news: {
    readonly kind: TaskSubject | SharedSubject | 'target';
    readonly id: number;
    readonly path: string;
  } & Said,
): Promise<void> {
  const today = localDateOf(services.clock());
  const { kind, id, path, ofOthers, ...said } = news;
  const about = { topic: 'task', subject: { kind, id: `${id}/${agency.organisationId}` }, path } as const;
  const officers = await agencyOfficers(tx, agency.organisationId, today);
  if (officers.length > 0) {
    await notify(tx, services, others(officers, event), { ...about, ...said });
    return;
  }
  const monitors = await holdersOf(tx, 'programme_officer', 0, today);
  const unheardOf = unheard({ ...said, ...(ofOthers && { ofOthers }) }, agency.name);
  await notify(tx, services, others(monitors, event), { ...about, ...unheardOf });
}

export function others(people: readonly Reachable[], { actor_account }: Pick<PastEvent, 'actor_account'>) {
  return people.filter(({ id }) => id !== actor_account);
}

/** Those who decide on a plan: of one unit its officers, else holders of these roles. */
async function tellDeciders(
  { tx, services, event, task }: Told,
  roles: readonly ('programme_officer' | 'programme_head' | 'leader')[],
  kind: TaskSubject,
  id: string,
  said: Said,
): Promise<void> {
  const today = localDateOf(services.clock());
  const people: Reachable[] = [];
  if (task.level === 'unit' && task.owner !== null)
    people.push(...(await agencyOfficers(tx, task.owner, today)));
  else for (const role of roles) people.push(...(await holdersOf(tx, role, 0, today)));
  const once = [...new Map(people.map((person) => [person.id, person])).values()];
  await notify(tx, services, others(once, event), {
    ...{ topic: 'task', subject: { kind, id }, path: programmeWork.task(task.id) },
    ...said,
  });
}

const facts = z.looseObject({
  organisationId: z.number().nullish(),
  fields: z.array(z.string()).catch([]).optional(),
  factIds: z.array(z.number()).catch([]).optional(),
  to: z.string().nullish(),
  taskId: z.number().nullish(),
});

interface Told {
  readonly tx: Transaction;
  readonly services: Services;
  readonly event: PastEvent;
  readonly facts: z.output<typeof facts>;
  readonly task: TaskToTell;
}

/** Something happened to one task: what held of it before is taken out, then whoever it concerns is told. */
export async function tellOfTask(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const task = await taskToTell(tx, Number(event.subject_id));
  if (!task) return;
  const told: Told = { tx, services, event, task, facts: facts.catch({}).parse(event.facts) };
  await dropOvertaken(told);
  await tellings[event.name]?.(told);
}

const ended = ['task.confirmed', 'task.closed', 'task.taken_out'];
const answering = [
  'task.acknowledged',
  'task.refused',
  'task.fact_entered',
  'task.fact_corrected',
  'task.reported',
];

async function dropOvertaken({ tx, services, event: { name }, task, facts: said }: Told): Promise<void> {
  const at = services.clock();
  const drop = (kinds: readonly TaskSubject[], agencies: readonly number[]) =>
    dropNews(tx, at, kinds, [`${task.id}`, ...agencies.map((agency) => `${task.id}/${agency}`)]);
  const agency = said.organisationId ?? null;
  if (ended.includes(name))
    await drop(['task_given', 'task_refused', 'task_reported', 'task_extension', 'task'], task.everLed);
  if (name === 'task.reopened') await drop(['task'], task.everLed);
  if (answering.includes(name) && agency !== null) {
    await drop(['task_given', 'task_refused', 'task'], [agency]);
    await sql`update notification set void_at = ${at} where topic = 'task' and mailed_at is null and void_at is null
      and ${allAnswered(task.id, agency)}`.execute(tx);
  }
  if (task.state !== 'awaiting') await drop(['task_reported'], []);
  if (!task.extension) await drop(['task_extension'], []);
  if (name === 'task.insisted' && agency !== null) await drop(['task_refused'], [agency]);
  const leading = task.leads.map(({ organisationId }) => organisationId);
  const former = task.everLed.filter((one) => !leading.includes(one));
  if (former.length > 0) await drop(['task_given', 'task_refused'], former);
}

const nameOf = ({ name, nameEn }: { readonly name: string; readonly nameEn: string | null }): Text => ({
  vi: name,
  en: nameEn ?? name,
});

/** To the leads that `to` names; all of them where it is not given. */
async function tellLeads(
  { tx, services, event, task }: Told,
  kind: TaskSubject,
  say: (task: TaskToTell) => Said,
  to: (lead: TaskToTell['leads'][number]) => boolean = () => true,
): Promise<void> {
  for (const lead of task.leads.filter(to))
    await tellAgency(
      tx,
      services,
      event,
      { organisationId: lead.organisationId, name: nameOf(lead) },
      {
        ...{ kind, id: task.id, path: programmeWork.task(task.id) },
        ...say(task),
      },
    );
}

const waiting = ({ answer }: TaskToTell['leads'][number]) => answer === 'given';

async function tellReturned(told: Told): Promise<void> {
  if (told.task.closed !== null) return;
  const returned = await returnsToTell(told.tx, told.facts.factIds ?? []);
  for (const { organisationId, words } of returned)
    await tellLeads(
      told,
      'task',
      (task) => taskSays.returned(task, words),
      (lead) => lead.organisationId === organisationId,
    );
}

async function tellAmended(told: Told): Promise<void> {
  const { fields = [] } = told.facts;
  const given = fields.includes('leads') ? waiting : () => false;
  await tellLeads(told, 'task_given', taskSays.given, given);
  if (fields.some((field) => ['name', 'deadline', 'product', 'cadence', 'partners'].includes(field)))
    await tellLeads(told, 'task', taskSays.amended, (lead) => !given(lead));
}

/** Parts that agencies were given, one by one: an agency has one part of a task as a rule. */
async function tellParts(told: Told): Promise<void> {
  const { taskId } = told.facts;
  const parts = await partsToTell(told.tx, told.task.id);
  for (const task of parts)
    if (taskId == null || task.id === taskId)
      await tellLeads({ ...told, task }, 'task_given', taskSays.given, waiting);
}

const leadNamed = ({ task, facts: { organisationId } }: Told) =>
  task.leads.find((lead) => lead.organisationId === organisationId);

const tellings: Readonly<Record<string, (told: Told) => Promise<void>>> = {
  'task.added': (told) => tellLeads(told, 'task_given', taskSays.given, waiting),
  'task.taken_over': (told) => tellLeads(told, 'task_given', taskSays.given, waiting),
  'task.opened': async (told) => {
    const carriedOn = await openedFor(told.tx, told.task.id);
    await tellLeads(told, 'task_given', taskSays.opened, (lead) => carriedOn.includes(lead.organisationId));
  },
  'task.split': tellParts,
  'task.part_added': tellParts,
  'task.refused': async (told) => {
    const lead = leadNamed(told);
    if (lead?.answer !== 'refused') return;
    const id = `${told.task.id}/${lead.organisationId}`;
    const said = taskSays.refused(told.task, nameOf(lead));
    await tellDeciders(told, ['programme_officer', 'programme_head'], 'task_refused', id, said);
  },
  'task.insisted': (told) =>
    tellLeads(
      told,
      'task_given',
      taskSays.insisted,
      (lead) => waiting(lead) && lead.organisationId === told.facts.organisationId,
    ),
  'task.reported': async (told) => {
    if (told.task.state !== 'awaiting') return;
    await tellDeciders(
      told,
      ['programme_head'],
      'task_reported',
      `${told.task.id}`,
      taskSays.reported(told.task),
    );
  },
  'task.confirmed': async (told) => {
    if (told.task.closed === 'done') await tellLeads(told, 'task', taskSays.confirmed);
  },
  'task.returned': tellReturned,
  'task.extension_asked': async (told) => {
    const lead = leadNamed(told);
    const { to } = told.facts;
    if (!told.task.extension || !lead || !to) return;
    const said = taskSays.extensionAsked(told.task, nameOf(lead), to as LocalDate);
    await tellDeciders(told, ['programme_head', 'leader'], 'task_extension', `${told.task.id}`, said);
  },
  'task.extension_granted': (told) => tellLeads(told, 'task', taskSays.extended),
  'task.extension_refused': (told) =>
    tellLeads(
      told,
      'task',
      taskSays.notExtended,
      ({ organisationId }) => organisationId === told.facts.organisationId,
    ),
  'task.amended': tellAmended,
  'task.corrected': tellAmended,
  'task.taken_out': (told) => tellLeads(told, 'task', taskSays.closed),
  'task.closed': async (told) => {
    if (told.task.closed !== null) await tellLeads(told, 'task', taskSays.closed);
  },
  'task.reopened': async (told) => {
    if (told.task.closed === null) await tellLeads(told, 'task', taskSays.reopened);
  },
};

/** Also those after which what was still to be told holds no longer. */
export const taskEvents = [
  ...Object.keys(tellings),
  ...['task.acknowledged', 'task.fact_entered', 'task.fact_corrected', 'task.extension_withdrawn'],
];
