import { system } from '../../src/kernel/actor.ts';
import type { LocalDate } from '../../src/kernel/dates.ts';
import { createPlan, type NewPlan, putPlanInForce } from '../../src/modules/programme/index.ts';
import type { PlanContent, TargetContent, TaskContent } from '../../src/modules/programme/plans/content.ts';
import type { Services } from '../../src/platform/services.ts';

let made = 0;

const day = (text: string) => text as LocalDate;

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
      number: `${made}/KH-UBND`,
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
