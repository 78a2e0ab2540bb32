import { sql } from 'kysely';
import { system } from '../../src/kernel/actor.ts';
import { type LocalDate, localDateOf, writeDate } from '../../src/kernel/dates.ts';
import { createPlan, type NewPlan, putPlanInForce } from '../../src/modules/programme/index.ts';
import type { PlanContent, TargetContent, TaskContent } from '../../src/modules/programme/plans/content.ts';
import { enterFact } from '../../src/modules/programme/tasks/facts.ts';
import { explainTask } from '../../src/modules/programme/urging/explain.ts';
import type { Services } from '../../src/platform/services.ts';
import { makeOrganisation } from './directory.ts';
import { keepFile } from './documents.ts';

let made = 0;

const day = (text: string) => text as LocalDate;

/** A word nobody writes but everybody may: it widens no page and is cut nowhere. */
export const longWord = 'dữliệu'.repeat(34);

/** A task due by the end of the third quarter of 2026, led by Sở Khoa học và Công nghệ. */
export function taskOf(more: Partial<TaskContent> = {}): TaskContent {
  return {
    ...{ tt: '1', group: 'Hoàn thiện thể chế', name: 'Xây dựng quy chế quản lý dữ liệu dùng chung' },
    ...{ leads: ['Sở Khoa học và Công nghệ'], partners: [], product: 'Quyết định của UBND tỉnh' },
    deadline: { kind: 'quarter', from: day('2026-07-01'), to: day('2026-09-30'), raw: 'Quý III/2026' },
    ...more,
  };
}

/** A share of 80 percent to be reached by 2030, told once a year by Sở Khoa học và Công nghệ. */
export function targetOf(more: Partial<TargetContent> = {}): TargetContent {
  return {
    ...{
      tt: '1',
      parent: null,
      block: 'Đến năm 2030',
      name: 'Tỷ lệ dịch vụ công trực tuyến toàn trình',
      unit: '%',
    },
    values: [{ scope: null, operator: '≥', min: 80, max: null, raw: '≥ 80' }],
    ...{ agencies: ['Sở Khoa học và Công nghệ'], direction: 'higher', untilOn: day('2030-12-31') },
    ...more,
  };
}

/** A plan of the province as it is entered; the groups and blocks its items name are made with it. */
export async function draftPlan(
  services: Services,
  content: Partial<PlanContent> = {},
  more: Partial<NewPlan> = {},
): Promise<{ id: number; code: string }> {
  made += 1;
  const { tasks = [taskOf()], targets = [] } = content;
  const named = (names: readonly (string | null)[]) =>
    [...new Set(names)].flatMap((name) => (name === null ? [] : [{ label: null, name }]));
  return createPlan(services, system, {
    ...{
      level: 'province',
      title: `Kế hoạch thử số ${made}`,
      number: `${1_000 + made}/KH-UBND`,
      issued: '2026-01-15',
    },
    ...{ issuer: 'UBND tỉnh Lạng Sơn', organisationId: null, monitorId: null, key: `plan-${made}` },
    ...more,
    content: {
      groups: content.groups ?? named(tasks.map(({ group }) => group)),
      blocks: content.blocks ?? named(targets.map(({ block }) => block)),
      ...{ tasks, targets },
    },
  });
}

/** As `draftPlan`, in force; ids of its items in printed order. */
export async function planInForce(
  services: Services,
  content: Partial<PlanContent> = {},
  more: Partial<NewPlan> = {},
): Promise<{ id: number; code: string; tasks: number[]; targets: number[] }> {
  const plan = await draftPlan(services, content, more);
  await putPlanInForce(services, system, plan.id, 1);
  const of = (table: 'task' | 'target') =>
    services.db.selectFrom(table).select('id').where('plan_id', '=', plan.id).orderBy('position').execute();
  const [tasks, targets] = [await of('task'), await of('target')];
  return { ...plan, tasks: tasks.map(({ id }) => id), targets: targets.map(({ id }) => id) };
}

/** A task of a plan of its agency, of which somebody who is an agency's officer becomes one; with a fact that has a file. */
export async function taskWithFact(
  services: Services,
  as: { readonly accountId: number } | null,
  number: number,
): Promise<{ id: string; file: string }> {
  const { db } = services;
  const code = `NV${number}`;
  const { id: organisationId } = await makeOrganisation(services, { code, name: `Cơ quan chủ trì ${code}` });
  const officer = await db
    .selectFrom('role_grant')
    .select('account_id')
    .where('account_id', '=', as?.accountId ?? 0)
    .where('role', '=', 'agency_officer')
    .executeTakeFirst();
  // beside what they are elsewhere: their other work stays as it is
  if (officer)
    await db
      .insertInto('role_grant')
      .values({ ...officer, role: 'agency_officer', scope_kind: 'organisation', scope_id: organisationId })
      .execute();
  const { name } = await db
    .selectFrom('organisation')
    .select('name')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow();
  const plan = await planInForce(
    services,
    { tasks: [taskOf({ leads: [name], name: `Quy chế ${longWord}`, product: longWord })] },
    { level: 'unit', organisationId, mark: `W-${number}` },
  );
  const id = plan.tasks[0] ?? 0;
  const today = writeDate(localDateOf(services.clock()));
  const fact = await enterFact(services, system, id, {
    ...{ kind: 'result', on: today, percent: '', words: `Đã ban hành ${longWord}`, reason: '', period: '' },
    ...{ documentNumber: '', documentDate: '', organisationId, version: 1, key: `world ${number}` },
    files: [await keepFile(services, `Quy chế số ${number}`, 'quy-che.txt')],
  });
  const kept = db.selectFrom('task_fact_file').select('id').where('fact_id', '=', fact);
  return { id: String(id), file: String((await kept.executeTakeFirstOrThrow()).id) };
}

/** A task as `taskWithFact`, that has gone up twice: explained to the officer's level with a file, still to be explained to the head. */
export async function urgedTask(
  services: Services,
  as: { readonly accountId: number } | null,
  number: number,
): Promise<{ id: string; explanation: string }> {
  const { db } = services;
  const { id } = await taskWithFact(services, as, number);
  const reach = (level: string) =>
    sql`insert into urge (task_id, organisation_id, last_day, level, day, explain_by)
      select task.id, organisation_id, last_day, ${level}, ${localDateOf(services.clock())}::date, last_day
      from task join task_agency on task_id = task.id where task.id = ${Number(id)}`.execute(db);
  await reach('officer');
  await explainTask(services, system, Number(id), {
    ...{ organisationId: null, words: 'Chờ ý kiến của Bộ', doneBy: '', key: `world urged ${number}` },
    files: [await keepFile(services, `Công văn số ${number}`, 'cong-van.txt')],
  });
  await reach('unit_head');
  const kept = db.selectFrom('explanation').select('id').where('task_id', '=', Number(id));
  return { id, explanation: String((await kept.executeTakeFirstOrThrow()).id) };
}
