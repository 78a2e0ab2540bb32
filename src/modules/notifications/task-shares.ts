import { sql } from 'kysely';
import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { absenceToTell, holdersOf } from '../directory/index.ts';
import {
  assignmentToTell,
  type HandedFrom,
  handOverToTell,
  planToTell,
  programmeWork,
  type Share,
  targetToTell,
} from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify } from './notify.ts';
import { absenceSays, shareSays, targetEvents, targetSays } from './task-texts.ts';
import { dropNews, type SharedSubject, tellAgency } from './tasks.ts';

const facts = z.looseObject({
  assignment: z.number().optional(),
  successors: z.array(z.number()).optional(),
  former: z.string().optional(),
  absence: z.number().optional(),
});

/** Each agency is told once of all it got in one act, whatever the number of tasks. */
async function tellShares(
  tx: Transaction,
  services: Services,
  event: PastEvent,
  from: {
    readonly kind: SharedSubject;
    readonly id: number;
    readonly of: Text;
    /** Beside the agency, what the list of tasks is asked for. */
    readonly query: string;
    readonly shares: readonly Share[];
  },
): Promise<void> {
  for (const share of from.shares) {
    const { organisationId, name, nameEn, only } = share;
    const path = only
      ? programmeWork.task(only.id)
      : `${programmeWork.tasks}?${from.query}co-quan=${organisationId}`;
    await tellAgency(
      tx,
      services,
      event,
      { organisationId, name: { vi: name, en: nameEn ?? name } },
      { ...{ kind: from.kind, id: from.id, path }, ...shareSays(share, from.of) },
    );
  }
}

/** For whatever agency it was. */
async function dropShares(tx: Transaction, at: Date, kind: SharedSubject, id: number): Promise<void> {
  await sql`update notification set void_at = ${at} where topic = 'task' and subject_kind = ${kind}
    and subject_id like ${`${id}/%`} and mailed_at is null and void_at is null`.execute(tx);
}

async function tellOfAssignment(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const { assignment: id } = facts.catch({}).parse(event.facts);
  if (id === undefined) return;
  await dropShares(tx, services.clock(), 'task_assignment', id);
  const found = event.name === 'task.assigned' ? await assignmentToTell(tx, id) : null;
  if (!found) return;
  const { plan, planId, shares } = found;
  await tellShares(tx, services, event, {
    ...{ kind: 'task_assignment', id, of: { vi: plan, en: plan }, query: `ke-hoach=${planId}&`, shares },
  });
}

async function tellOfPlan(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const id = Number(event.subject_id);
  await dropShares(tx, services.clock(), 'plan_given', id);
  const found = event.name === 'plan.put_in_force' ? await planToTell(tx, id) : null;
  if (!found) return;
  const { plan, shares } = found;
  await tellShares(tx, services, event, {
    ...{ kind: 'plan_given', id, of: { vi: plan, en: plan }, query: `ke-hoach=${id}&`, shares },
  });
}

const handedOver = { vi: 'bàn giao khi sắp xếp cơ quan', en: 'handed over from an agency that ended' };

/** The event is about who ended, or about who took over where that one is in no directory; older ones do not name it. */
function formerOf(
  { subject_id }: PastEvent,
  successors: readonly number[],
  name: string | undefined,
): HandedFrom | null {
  if (name !== undefined) return { name };
  const id = Number(subject_id);
  return successors.includes(id) ? null : { id };
}

async function tellOfHandOver(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const { successors = [], former } = facts.catch({}).parse(event.facts);
  const shares = await handOverToTell(
    tx,
    successors,
    localDateOf(event.at),
    formerOf(event, successors, former),
  );
  await tellShares(tx, services, event, {
    ...{ kind: 'task_handover', id: event.seq, of: handedOver, query: '', shares },
  });
}

/** Those who answer for a target hear what became of it. */
async function tellOfTarget(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const target = await targetToTell(tx, Number(event.subject_id));
  if (!target) return;
  const ended = event.name === 'target.closed' || event.name === 'target.taken_out';
  if (ended !== (target.closed !== null)) return;
  const ids = target.owners.map((owner) => `${target.id}/${owner.organisationId}`);
  await dropNews(tx, services.clock(), ended ? ['target', 'target_owed', 'target_doubted'] : ['target'], ids);
  for (const { organisationId, name, nameEn } of target.owners)
    await tellAgency(
      tx,
      services,
      event,
      { organisationId, name: { vi: name, en: nameEn ?? name } },
      {
        ...{ kind: 'target', id: target.id, path: programmeWork.target(target.id) },
        ...targetSays(event.name, target),
      },
    );
}

/** The programme head hears that an agency has nobody for some days, until the absence ended. */
async function tellOfAbsence(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const { absence: id } = facts.catch({}).parse(event.facts);
  if (id === undefined) return;
  const today = localDateOf(services.clock());
  await sql`update notification set void_at = ${services.clock()} where topic = 'task' and subject_kind = 'absence'
    and subject_id like ${`${id}/%`} and mailed_at is null and void_at is null`.execute(tx);
  const absence = event.name === 'account.absent' ? await absenceToTell(tx, id, today) : null;
  if (!absence) return;
  const heads = await holdersOf(tx, 'programme_head', 0, today);
  for (const { id: agency, name, nameEn, day } of absence.unattended)
    await notify(tx, services, heads, {
      ...{ topic: 'task', subject: { kind: 'absence', id: `${id}/${agency}` } },
      path: `${programmeWork.tasks}?co-quan=${agency}`,
      ...absenceSays(absence, { name: { vi: name, en: nameEn ?? name }, day }),
    });
}

/** What brings many tasks at once, targets, and who is there to be told. */
export const sharedTellers = [
  ...['task.assigned', 'task.assignment_undone'].map((name) => [name, tellOfAssignment] as const),
  ...['plan.put_in_force', 'plan.replaced', 'plan.ended', 'plan.withdrawn'].map(
    (name) => [name, tellOfPlan] as const,
  ),
  ['task.handed_over', tellOfHandOver] as const,
  ...targetEvents.map((name) => [name, tellOfTarget] as const),
  ...['account.absent', 'account.absence_ended'].map((name) => [name, tellOfAbsence] as const),
];
