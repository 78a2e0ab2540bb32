import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { agencyOfficers, holdersOf } from '../directory/index.ts';
import { programmeWork, type TargetToTell, targetToTell, wasDoubted } from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify } from './notify.ts';
import { figureSays, type Said } from './task-texts.ts';
import { dropNews, others, tellAgency } from './tasks.ts';

const facts = z.looseObject({
  dueOn: z.string().optional(),
  actualId: z.number().optional(),
});

/** Those who answer for a target hear that its figure can be had, and that it is overdue, until it is there. */
async function tellOfOwed(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const { dueOn } = facts.catch({}).parse(event.facts);
  const target = await targetToTell(tx, Number(event.subject_id));
  // entered, or due on another day by now
  if (!target || target.closed !== null || target.dueOn === null || target.dueOn !== dueOn) return;
  await dropNews(tx, services.clock(), ['target_owed'], subjectsOf(target));
  const say = event.name === 'target.figure_owed' ? figureSays.owed : figureSays.awaited;
  await tellOwners(tx, services, event, target, 'target_owed', say(target, target.dueOn));
}

/** Whoever follows the plan, where nobody answers for the target. */
async function tellOwners(
  tx: Transaction,
  services: Services,
  event: PastEvent,
  target: TargetToTell,
  kind: 'target_owed' | 'target_doubted',
  said: Said,
): Promise<void> {
  if (target.owners.length === 0) return tellFollowers(tx, services, event, target, kind, said);
  for (const { organisationId, name, nameEn } of target.owners)
    await tellAgency(
      tx,
      services,
      event,
      { organisationId, name: { vi: name, en: nameEn ?? name } },
      { ...{ kind, id: target.id, path: programmeWork.target(target.id) }, ...said },
    );
}

/** Of a plan of a unit its officers. */
async function tellFollowers(
  tx: Transaction,
  services: Services,
  event: PastEvent,
  target: TargetToTell,
  kind: 'target_owed' | 'target_doubted',
  said: Said,
): Promise<void> {
  const unit = unitOf(target);
  const today = localDateOf(services.clock());
  const people =
    unit > 0 ? await agencyOfficers(tx, unit, today) : await holdersOf(tx, 'programme_officer', 0, today);
  await notify(tx, services, others(people, event), {
    ...{ topic: 'task', subject: { kind, id: `${target.id}/${unit}` } },
    path: programmeWork.target(target.id),
    ...said,
  });
}

/** 0, which no agency has, for plans of the province. */
function unitOf({ level, owner }: TargetToTell): number {
  return level === 'unit' ? (owner ?? 0) : 0;
}

function subjectsOf(target: TargetToTell): readonly string[] {
  const agencies = [unitOf(target), ...target.owners.map(({ organisationId }) => organisationId)];
  return agencies.map((agency) => `${target.id}/${agency}`);
}

/** A figure is there. One that looked wrong and was confirmed is looked at by those who answer for the target and who follow the plan. */
async function tellOfFigure(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const { actualId } = facts.catch({}).parse(event.facts);
  const target = await targetToTell(tx, Number(event.subject_id));
  if (!target) return;
  await dropNews(tx, services.clock(), ['target_owed', 'target_doubted'], subjectsOf(target));
  if (actualId === undefined || !(await wasDoubted(tx, actualId))) return;
  const said = figureSays.doubted(target);
  await tellOwners(tx, services, event, target, 'target_doubted', said);
  const heard =
    target.owners.length === 0 || target.owners.some((one) => one.organisationId === unitOf(target));
  if (!heard) await tellFollowers(tx, services, event, target, 'target_doubted', said);
}

export const figureTellers = [
  ...['target.figure_awaited', 'target.figure_owed'].map((name) => [name, tellOfOwed] as const),
  ...['target.measured', 'target.figure_corrected'].map((name) => [name, tellOfFigure] as const),
];
