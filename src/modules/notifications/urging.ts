import { sql } from 'kysely';
import { z } from 'zod';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { agencyOfficers, holdersOf, officersToldOf, type Reachable } from '../directory/index.ts';
import {
  agencyName,
  formerlyUrged,
  headsOf,
  levelNames,
  programmeWork,
  type UrgedToTell,
  type UrgingLevel,
  urgedToTell,
  urgingLevels,
} from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { type News, notify } from './notify.ts';

const factsShape = z.looseObject({
  organisationId: z.number(),
  lastDay: z.string(),
  level: z.enum(urgingLevels).optional(),
  explainBy: z.string().optional(),
});

const amendments: readonly string[] = ['task.amended', 'task.corrected'];

/** Where urging stands on the page of a task: what is told of it is known by that address. */
function placeOf(taskId: string): string {
  return `${programmeWork.task(Number(taskId))}#don-doc`;
}

/**
 * Those hear of it who have to do something: the officers of the agency that leads the task, and as it goes up its head, the department, the
 * leaders. What was done meanwhile is told of no more.
 */
export async function tellOfUrging(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const facts = factsShape.parse(event.facts);
  const task = await urgedToTell(tx, Number(event.subject_id), facts.organisationId);
  if (!task?.owes || task.lastDay !== facts.lastDay) return;
  const today = localDateOf(services.clock());
  const { level, explainBy } = facts;
  const people =
    level === undefined
      ? (await agencyPeople(tx, facts.organisationId, today)).officers
      : await peopleAt(tx, services, facts.organisationId, level);
  await notify(tx, services, people, {
    ...{ topic: 'task', subject: { kind: 'task', id: event.subject_id }, path: placeOf(event.subject_id) },
    ...(level === undefined || explainBy === undefined
      ? reminderOf(task, today)
      : escalationOf(task, level, explainBy)),
  });
}

/** Whoever asked for an explanation above the agency hears that it was given; the agency has nothing more to be told. */
export async function tellOfExplanation(
  tx: Transaction,
  services: Services,
  event: PastEvent,
): Promise<void> {
  const { organisationId } = factsShape.parse(event.facts);
  await withdraw(tx, services, event.subject_id, organisationId);
  const task = await urgedToTell(tx, Number(event.subject_id), organisationId);
  if (!task?.level || !['department', 'leader'].includes(task.level)) return;
  const own = await agencyOfficers(tx, organisationId, localDateOf(services.clock()));
  const asked = await peopleAt(tx, services, organisationId, task.level);
  await notify(
    tx,
    services,
    asked.filter(({ id }) => id !== event.actor_account && !own.some((officer) => officer.id === id)),
    {
      ...{ topic: 'task', subject: { kind: 'task', id: event.subject_id }, path: placeOf(event.subject_id) },
      title: titled('Đã giải trình', 'Explained:', task),
      detail: {
        vi: `${agencyName('vi', task.agency)} đã giải trình vì sao quá hạn. Mở trang để đọc.`,
        en: `${agencyName('en', task.agency)} said why it is late. Open the page to read it.`,
      },
    },
  );
}

const reporting = z.looseObject({ organisationId: z.number().nullish() });
const amending = z.looseObject({ fields: z.array(z.string()).catch([]) });
/** What of a task its last day follows from. */
const ofItsDay: readonly string[] = ['deadline', 'cadence'];

/**
 * What was to be told of a task that is done, closed or due later holds no longer; where one of several reported or refused it, for that one.
 * An amendment ends what it changed: with another deadline all of it, with other leads what was told to those who lead it no longer.
 */
export async function withdrawUrging(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  if (amendments.includes(event.name)) {
    const { fields } = amending.parse(event.facts);
    if (fields.some((field) => ofItsDay.includes(field)))
      await withdraw(tx, services, event.subject_id, null);
    else if (fields.includes('leads'))
      for (const former of await formerlyUrged(tx, Number(event.subject_id)))
        await withdraw(tx, services, event.subject_id, former);
    return;
  }
  const facts = reporting.safeParse(event.facts);
  const ofOne = event.name === 'task.reported' || event.name === 'task.refused';
  const organisationId = ofOne && facts.success ? facts.data.organisationId : null;
  await withdraw(tx, services, event.subject_id, organisationId ?? null);
}

async function withdraw(
  tx: Transaction,
  { clock }: Services,
  taskId: string,
  organisationId: number | null,
): Promise<void> {
  await sql`update notification set void_at = ${clock()}
    where subject_kind = 'task' and subject_id = ${taskId} and topic = 'task' and path = ${placeOf(taskId)}
      and mailed_at is null and void_at is null
      and (${organisationId}::bigint is null or account_id in (${officersToldOf(sql`${organisationId}::bigint`, localDateOf(clock()))}))`.execute(
    tx,
  );
}

/** Officers of an agency and its heads; where all are heads, or none is named, each of them is both. */
async function agencyPeople(
  tx: Transaction,
  organisationId: number,
  today: LocalDate,
): Promise<{ readonly officers: readonly Reachable[]; readonly all: readonly Reachable[] }> {
  const all = await agencyOfficers(tx, organisationId, today);
  const heads = await headsOf(tx, organisationId);
  const below = all.filter(({ id }) => !heads.some((head) => head.id === id));
  return { officers: below.length === 0 ? all : below, all };
}

/** All whom it has gone up to. Of an agency without officers the department hears at once. */
async function peopleAt(
  tx: Transaction,
  { clock }: Services,
  organisationId: number,
  level: UrgingLevel,
): Promise<readonly Reachable[]> {
  const today = localDateOf(clock());
  const { officers, all } = await agencyPeople(tx, organisationId, today);
  const told = level === 'officer' ? [...officers] : [...all];
  const above = level === 'department' || level === 'leader';
  if (above || all.length === 0) told.push(...(await holdersOf(tx, 'programme_officer', 0, today)));
  if (above) told.push(...(await holdersOf(tx, 'programme_head', 0, today)));
  if (level === 'leader') told.push(...(await holdersOf(tx, 'leader', 0, today)));
  return [...new Map(told.map((person) => [person.id, person])).values()];
}

type Said = Pick<News, 'title' | 'detail'>;

function titled(vi: string, en: string, { code, name }: UrgedToTell): Text {
  return { vi: `${vi} ${code}: ${name}`, en: `${en} ${code}: “${name}”` };
}

function reminderOf(task: UrgedToTell, today: string): Said {
  const { lastDay, agency } = task;
  const [vi, en] = [formatDate('vi', lastDay), formatDate('en', lastDay)];
  const title =
    today > lastDay
      ? titled('Đã quá hạn', 'Late:', task)
      : today === lastDay
        ? titled('Hôm nay đến hạn', 'Due today:', task)
        : titled('Sắp đến hạn', 'Due soon:', task);
  return {
    title,
    detail: {
      vi: `Hạn hoàn thành ${vi}. Cơ quan chủ trì: ${agencyName('vi', agency)}. Hãy ghi kết quả hoặc đề nghị gia hạn.`,
      en: `To be done by ${en}, led by ${agencyName('en', agency)}. Enter what was done, or ask for a later deadline.`,
    },
  };
}

function escalationOf(task: UrgedToTell, level: UrgingLevel, explainBy: string): Said {
  const { lastDay, agency } = task;
  const [vi, en] = [agencyName('vi', agency), agencyName('en', agency)];
  return {
    title: titled('Quá hạn, cần giải trình', 'Late, to be explained:', task),
    detail: {
      vi: `Hạn hoàn thành ${formatDate('vi', lastDay)}. Đã chuyển đến cấp ${levelNames[level].vi}. ${vi} giải trình trước hết ngày ${formatDate('vi', explainBy)}.`,
      en: `It was to be done by ${formatDate('en', lastDay)} and has gone up to ${levelNames[level].en}. ${en} is to explain by ${formatDate('en', explainBy)}.`,
    },
  };
}

/** Events that end urging for the last day a task had, or for some of its leads. */
export const urgingEnds = [
  ...['task.reported', 'task.refused', 'task.confirmed', 'task.closed', 'task.extension_granted'],
  ...amendments,
];
