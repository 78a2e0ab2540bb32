import { z } from 'zod';
import { notFound } from '../../kernel/refusal.ts';
import {
  apiPlan,
  apiPlanWhole,
  apiTarget,
  apiTargetWhole,
  apiTask,
  apiTaskWhole,
  countsOfPlans,
  everyPlan,
  everyTarget,
  everyTask,
  findOpenPlan,
  findOpenTarget,
  findOpenTask,
  informations,
  listOpenPlans,
  listOpenTargets,
  listOpenTasks,
  openPlanStates,
  planForApi,
  planLevels,
  targetForApi,
  taskForApi,
  taskStates,
  wholePlanForApi,
  wholeTargetForApi,
  wholeTaskForApi,
} from '../../modules/programme/index.ts';
import { type Operation, operation } from './operation.ts';
import {
  cursorParameter,
  limitParameter,
  pageOf,
  readCursor,
  searchParameter,
  writeCursor,
  yearParameter,
} from './paging.ts';

const place = z.object({ from: z.number().int().min(1).max(1_000_000) });
const offsetOf = (cursor: string | undefined) => readCursor(cursor, place)?.from ?? 0;

function answered<Item>(offset: number, items: readonly Item[], total: number) {
  const reached = offset + items.length;
  return {
    ...{ items: [...items], total, totalIsExact: true },
    next: items.length > 0 && reached < total ? writeCursor({ from: reached }) : null,
  };
}

const code = z.string().max(100).optional();
const paging = { limit: limitParameter, cursor: cursorParameter };
const ofPlan = {
  q: searchParameter,
  plan: code.describe('Code of the plan'),
  agency: code.describe('Code of an organisation that leads or answers'),
  sector: code.describe('Code of a sector'),
};
const listOf = (value: string | undefined) => (value === undefined ? [] : [value]);
const words = (q: string | undefined) => (q ?? '').slice(0, 300);

const plans = operation({
  name: 'api.plans',
  path: '/api/v1/plans',
  summary: { vi: 'Kế hoạch, với tiến độ', en: 'Plans, with their progress' },
  query: z.object({
    ...{ q: searchParameter, year: yearParameter.describe('Of issue') },
    ...{ level: z.enum(planLevels).optional(), status: z.enum(openPlanStates).optional(), ...paging },
  }),
  answer: pageOf(apiPlan),
  example: '/api/v1/plans?status=in_force',
  async read({ services: { db } }, { q, year, level, status, limit, cursor }) {
    const offset = offsetOf(cursor);
    const filters = { ...everyPlan, text: words(q), years: year ? [year] : [], levels: level ? [level] : [] };
    const { rows, total } = await listOpenPlans(
      db,
      { ...filters, states: status ? [status] : [] },
      { limit, offset },
    );
    const ids = rows.map(({ id }) => id);
    const counts = await countsOfPlans(db, ids);
    const items = rows.map((plan) => planForApi(plan, counts.get(plan.id) ?? {}));
    return answered(offset, items, total);
  },
});

const plan = operation({
  name: 'api.plan',
  path: '/api/v1/plans/{code}',
  summary: { vi: 'Một kế hoạch', en: 'One plan' },
  parts: { code: 'KH-145-2025' },
  query: z.object({}),
  answer: apiPlanWhole,
  example: '/api/v1/plans/KH-145-2025',
  async read({ services: { db }, param }) {
    const found = await findOpenPlan(db, param('code'));
    if (!found) throw notFound();
    return wholePlanForApi(found, (await countsOfPlans(db, [found.id])).get(found.id) ?? {});
  },
});

const tasks = operation({
  name: 'api.tasks',
  path: '/api/v1/tasks',
  summary: { vi: 'Nhiệm vụ của các kế hoạch', en: 'Tasks of plans' },
  query: z.object({
    ...{ ...ofPlan, year: yearParameter.describe('Of the last day in time') },
    ...{ status: z.enum(taskStates).optional(), ...paging },
  }),
  answer: pageOf(apiTask),
  example: '/api/v1/tasks?status=overdue',
  async read({ services: { db } }, { q, plan: planCode, agency, sector, year, status, limit, cursor }) {
    const offset = offsetOf(cursor);
    const filters = {
      ...{ ...everyTask, text: words(q), planCode: planCode ?? null, year: year ?? null },
      ...{ agencies: listOf(agency), sectors: listOf(sector), states: status ? [status] : [] },
    };
    const { rows, total } = await listOpenTasks(db, filters, { limit, offset, order: 'thu-tu' });
    return answered(offset, rows.map(taskForApi), total);
  },
});

const task = operation({
  name: 'api.task',
  path: '/api/v1/tasks/{code}',
  summary: { vi: 'Một nhiệm vụ', en: 'One task' },
  parts: { code: 'NV-145-2025-017' },
  query: z.object({}),
  answer: apiTaskWhole,
  example: '/api/v1/tasks/NV-145-2025-017',
  async read({ services: { db }, param }) {
    const found = await findOpenTask(db, param('code'));
    if (!found) throw notFound();
    return wholeTaskForApi(found);
  },
});

const targets = operation({
  name: 'api.targets',
  path: '/api/v1/targets',
  summary: { vi: 'Chỉ tiêu của các kế hoạch', en: 'Targets of plans' },
  query: z.object({
    ...{ ...ofPlan, year: yearParameter.describe('By the end of which it is to be reached') },
    ...{ status: z.enum(informations).optional().describe('What is known of it'), ...paging },
  }),
  answer: pageOf(apiTarget),
  example: '/api/v1/targets?status=missing',
  async read({ services: { db } }, { q, plan: planCode, agency, sector, year, status, limit, cursor }) {
    const offset = offsetOf(cursor);
    const filters = {
      ...{ ...everyTarget, text: words(q), planCode: planCode ?? null, year: year ?? null },
      ...{ agencies: listOf(agency), sectors: listOf(sector), informations: status ? [status] : [] },
    };
    const { rows, total } = await listOpenTargets(db, filters, { limit, offset });
    return answered(offset, rows.map(targetForApi), total);
  },
});

const target = operation({
  name: 'api.target',
  path: '/api/v1/targets/{code}',
  summary: { vi: 'Một chỉ tiêu', en: 'One target' },
  parts: { code: 'CT-145-2025-04' },
  query: z.object({}),
  answer: apiTargetWhole,
  example: '/api/v1/targets/CT-145-2025-04',
  async read({ services: { db }, param }) {
    const found = await findOpenTarget(db, param('code'));
    if (!found) throw notFound();
    return wholeTargetForApi(found);
  },
});

export const programmeOperations: readonly Operation[] = [plans, plan, tasks, task, targets, target];
