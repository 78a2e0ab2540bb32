import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Deadline } from '../../../kernel/deadline.ts';
import type { Cadence } from '../../../kernel/periods.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { matchOrganisations } from '../../directory/index.ts';
import { type Direction, endOfYearNamed, proposedDirection, type TargetValue } from '../targets/target.ts';
import type { AgencyRole } from '../tasks/task.ts';
import { targetCode, taskCode } from './plan.ts';

/** A task as a plan prints it. */
export interface TaskContent {
  readonly tt: string | null;
  readonly annex?: string | null;
  /** The name of its group, as in `PlanContent.groups`. */
  readonly group: string | null;
  readonly name: string;
  readonly nameEn?: string | null;
  /** Names as printed; those the directory knows become its organisations. */
  readonly leads: readonly string[];
  readonly partners: readonly string[];
  readonly product: string | null;
  readonly deadline: Deadline;
  readonly cadence?: Cadence | null;
  readonly sector?: string | null;
}

/** A target as a plan prints it; `parent` is the printed number of the target it belongs to. */
export interface TargetContent {
  readonly tt: string | null;
  readonly annex?: string | null;
  readonly parent: string | null;
  readonly block: string | null;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly unit: string | null;
  readonly values: readonly TargetValue[];
  readonly agencies: readonly string[];
  /** Where it is not said, what the values themselves propose. */
  readonly direction?: Direction | undefined;
  readonly frequency?: Cadence;
  /** Where it is not said, the end of the year its block names. */
  readonly untilOn?: LocalDate | null;
  readonly sector?: string | null;
}

export interface PlanContent {
  readonly groups: readonly { readonly label: string | null; readonly name: string }[];
  readonly blocks: readonly { readonly label: string | null; readonly name: string }[];
  readonly tasks: readonly TaskContent[];
  readonly targets: readonly TargetContent[];
}

/**
 * Adds items to a plan that is being entered, in printed order behind those it has. As many statements for
 * five as for five thousand. Nothing is settled or counted: a draft owes nothing.
 */
export async function addContent(
  tx: Transaction,
  plan: { readonly id: number; readonly mark: string },
  content: PlanContent,
  since: LocalDate,
  at: Date,
): Promise<{ readonly tasks: readonly number[]; readonly targets: readonly number[] }> {
  const groups = await addGroups(tx, plan.id, 'tasks', content.groups);
  const blocks = await addGroups(tx, plan.id, 'targets', content.blocks);
  const tasks = await addTasks(tx, plan, content.tasks, groups, at);
  const targets = await addTargets(tx, plan, content.targets, blocks, at);
  await addAgencies(tx, content, tasks, targets, since);
  return { tasks, targets };
}

/** Ids by name. */
async function addGroups(
  tx: Transaction,
  planId: number,
  of: 'tasks' | 'targets',
  groups: PlanContent['groups'],
): Promise<ReadonlyMap<string, number>> {
  if (groups.length > 0)
    await sql`insert into plan_group (plan_id, of, position, label, name)
      select ${planId}, ${of}, (select coalesce(max(position), 0) from plan_group where plan_id = ${planId} and of = ${of})
        + position, label, name
      from json_to_recordset(${JSON.stringify(groups.map((group, index) => ({ ...group, position: index + 1 })))}::json)
        as given (position integer, label text, name text)
      where not exists (select 1 from plan_group known where known.plan_id = ${planId} and known.of = ${of}
        and known.name = given.name)`.execute(tx);
  const known = await tx
    .selectFrom('plan_group')
    .select(['id', 'name'])
    .where('plan_id', '=', planId)
    .where('of', '=', of)
    .execute();
  return new Map(known.map(({ id, name }) => [name, id]));
}

async function lastPosition(tx: Transaction, table: 'task' | 'target', planId: number): Promise<number> {
  const row = await tx
    .selectFrom(table)
    .select((e) => e.fn.max('position').as('last'))
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

async function addTasks(
  tx: Transaction,
  plan: { readonly id: number; readonly mark: string },
  tasks: readonly TaskContent[],
  groups: ReadonlyMap<string, number>,
  at: Date,
): Promise<readonly number[]> {
  if (tasks.length === 0) return [];
  const last = await lastPosition(tx, 'task', plan.id);
  const given = tasks.map((task, index) => ({
    ...{ position: last + index + 1, code: taskCode(plan.mark, last + index + 1) },
    ...{ group: task.group === null ? null : (groups.get(task.group) ?? null), sector: task.sector ?? null },
    ...{ tt: task.tt, annex: task.annex ?? null, name: task.name, name_en: task.nameEn ?? null },
    ...{ product: task.product, kind: task.deadline.kind, from: task.deadline.from, to: task.deadline.to },
    ...{
      raw: task.deadline.raw,
      cadence: task.deadline.kind === 'continuous' ? (task.cadence ?? 'quarter') : null,
    },
  }));
  const { rows } = await sql<{ id: number }>`
    insert into task (code, plan_id, position, group_id, tt, annex, name, name_en, product, deadline_kind, deadline_from, deadline_to,
      deadline_raw, cadence, sector_code, state, created_at)
    select code, ${plan.id}, position, "group", tt, annex, name, name_en, product, kind, "from", "to", raw, cadence, sector,
      'unassigned', ${at}
    from json_to_recordset(${JSON.stringify(given)}::json) as given (code text, position integer, "group" bigint, tt text,
      annex text, name text, name_en text, product text, kind text, "from" date, "to" date, raw text, cadence text, sector text)
    order by position returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function addTargets(
  tx: Transaction,
  plan: { readonly id: number; readonly mark: string },
  targets: readonly TargetContent[],
  blocks: ReadonlyMap<string, number>,
  at: Date,
): Promise<readonly number[]> {
  if (targets.length === 0) return [];
  const last = await lastPosition(tx, 'target', plan.id);
  const given = targets.map((target, index) => ({
    ...{ position: last + index + 1, code: targetCode(plan.mark, last + index + 1) },
    ...{ group: target.block === null ? null : (blocks.get(target.block) ?? null), tt: target.tt },
    ...{ annex: target.annex ?? null, name: target.name, name_en: target.nameEn ?? null, unit: target.unit },
    ...{ values: target.values, raw: target.values.map(({ raw }) => raw).join('; ') },
    ...{
      direction: target.direction ?? proposedDirection(target.values, target.unit),
      frequency: target.frequency ?? 'year',
      until: target.untilOn ?? endOfYearNamed(target.block),
    },
    ...{ sector: target.sector ?? null },
  }));
  const { rows } = await sql<{ id: number }>`
    insert into target (code, plan_id, position, group_id, tt, annex, name, name_en, unit, "values", raw, direction, frequency,
      until_on, sector_code, information, outlook, created_at)
    select code, ${plan.id}, position, "group", tt, annex, name, name_en, unit, "values", raw, direction, frequency, until, sector,
      'missing', 'cannot_tell', ${at}
    from json_to_recordset(${JSON.stringify(given)}::json) as given (code text, position integer, "group" bigint, tt text,
      annex text, name text, name_en text, unit text, "values" jsonb, raw text, direction text, frequency text, until date,
      sector text)
    order by position returning id`.execute(tx);
  const ids = rows.map(({ id }) => id);
  await linkParents(tx, targets, ids);
  return ids;
}

/** A sub-target belongs to the last target above it that has the printed number. */
async function linkParents(
  tx: Transaction,
  targets: readonly TargetContent[],
  ids: readonly number[],
): Promise<void> {
  const numbered = new Map<string, number>();
  const links = targets.flatMap(({ tt, parent }, index) => {
    const above = parent === null ? undefined : numbered.get(parent);
    const id = ids[index];
    if (tt !== null && id !== undefined) numbered.set(tt, id);
    return above === undefined || id === undefined ? [] : [{ id, above }];
  });
  if (links.length === 0) return;
  await sql`update target set parent_id = link.above
    from json_to_recordset(${JSON.stringify(links)}::json) as link (id bigint, above bigint)
    where target.id = link.id`.execute(tx);
}

interface Given {
  readonly item: number;
  readonly role: AgencyRole;
  readonly position: number;
  readonly name: string;
  readonly organisation: number | null;
}

async function addAgencies(
  tx: Transaction,
  content: PlanContent,
  tasks: readonly number[],
  targets: readonly number[],
  since: LocalDate,
): Promise<void> {
  const names = [
    ...content.tasks.flatMap(({ leads, partners }) => [...leads, ...partners]),
    ...content.targets.flatMap(({ agencies }) => agencies),
  ];
  if (names.length === 0) return;
  const known = await matchOrganisations(tx, [...new Set(names)]);
  const given = (
    ids: readonly number[],
    role: AgencyRole,
    of: (index: number) => readonly string[],
  ): Given[] =>
    ids.flatMap((item, index) => {
      const met = new Set<number>();
      return of(index).flatMap((name, at) => {
        const organisation = known.get(name)?.id ?? null;
        // one agency named twice in a cell, in two ways of writing it
        if (organisation !== null && met.has(organisation)) return [];
        if (organisation !== null) met.add(organisation);
        return [{ item, role, position: at + 1, name, organisation }];
      });
    });
  await sql`insert into task_agency (task_id, role, position, name, organisation_id, since)
    select item, role, position, name, organisation, ${since}::date
    from json_to_recordset(${JSON.stringify([
      ...given(tasks, 'lead', (index) => content.tasks[index]?.leads ?? []),
      ...given(tasks, 'partner', (index) => content.tasks[index]?.partners ?? []),
    ])}::json) as given (item bigint, role text, position integer, name text, organisation bigint)`.execute(
    tx,
  );
  await sql`insert into target_agency (target_id, position, name, organisation_id, since)
    select item, position, name, organisation, ${since}::date
    from json_to_recordset(${JSON.stringify(given(targets, 'lead', (index) => content.targets[index]?.agencies ?? []))}::json)
      as given (item bigint, position integer, name text, organisation bigint)`.execute(tx);
}
