import type { Language } from '../../../kernel/text.ts';
import type { Call } from '../../../platform/http/call.ts';
import { localPath } from '../../../ui/site-links.ts';
import { planLevels } from '../plans/plan.ts';
import { informations } from '../targets/outlook.ts';
import { taskStates } from '../tasks/task.ts';
import { openPlanStates, type PlanFilters } from './plan-queries.ts';
import { everyTarget, type TargetFilters } from './target-queries.ts';
import { everyTask, type TaskFilters, type TaskOrder, taskOrders } from './task-queries.ts';

type Asked = Pick<Call, 'query' | 'queries'>;

const longest = 200;
const mostChosen = 30;

const words = (asked: Asked) => asked.query('q').slice(0, longest);

function chosen<Value extends string>(asked: Asked, name: string, known: readonly Value[]): readonly Value[] {
  const typed = new Set(asked.queries(name));
  return known.filter((one) => typed.has(one));
}

/** Codes of organisations and sectors: whatever is none finds nothing. */
const codes = (asked: Asked, name: string) =>
  [...new Set(asked.queries(name).filter((one) => /^[\p{L}\p{N}._-]{1,60}$/u.test(one)))].slice(
    0,
    mostChosen,
  );

export function readPlanFilters(asked: Asked): PlanFilters {
  return {
    text: words(asked),
    levels: chosen(asked, 'cap', planLevels),
    states: chosen(asked, 'trang-thai', openPlanStates),
    years: asked
      .queries('nam')
      .filter((one) => /^(?:19|20|21)\d{2}$/.test(one))
      .map(Number)
      .slice(0, mostChosen),
  };
}

/** The value of `trang-thai` for tasks of which nobody has told anything, whatever their state. */
export const silentName = 'chua-co-thong-tin';

const planOf = (asked: Asked) => asked.query('ke-hoach').slice(0, 60) || null;

/** What a file of tasks, or of targets, is asked for by its address. */
export const readTaskRows = (asked: Asked): TaskFilters => ({
  ...readTaskFilters(asked, null),
  planCode: planOf(asked),
});

export const readTargetRows = (asked: Asked): TargetFilters => ({
  ...readTargetFilters(asked, null),
  ...{ planCode: planOf(asked), agencies: codes(asked, 'co-quan'), sectors: codes(asked, 'linh-vuc') },
});

/** The same filter always has the same address. */
export function writeTaskRows(filters: TaskFilters): readonly Pair[] {
  return [...pairOfText(filters.text), ...pairOfPlan(filters.planCode), ...pairsOfTasks(filters)];
}

export function writeTargetRows(filters: TargetFilters): readonly Pair[] {
  return [
    ...pairOfText(filters.text),
    ...pairOfPlan(filters.planCode),
    ...filters.informations.map((one): Pair => ['trang-thai', one]),
    ...filters.agencies.map((one): Pair => ['co-quan', one]),
    ...filters.sectors.map((one): Pair => ['linh-vuc', one]),
  ];
}

const pairOfPlan = (code: string | null): readonly Pair[] => (code ? [['ke-hoach', code]] : []);

export function readTaskFilters(asked: Asked, planId: number | null): TaskFilters {
  return {
    ...everyTask,
    planId,
    text: words(asked),
    states: chosen(asked, 'trang-thai', taskStates),
    silent: asked.queries('trang-thai').includes(silentName),
    groups: asked
      .queries('nhom')
      .filter((one) => /^[1-9]\d{0,5}$/.test(one))
      .map(Number)
      .slice(0, mostChosen),
    agencies: codes(asked, 'co-quan'),
    sectors: codes(asked, 'linh-vuc'),
  };
}

export function readTaskOrder(asked: Asked): TaskOrder {
  return taskOrders.find((one) => one === asked.query('sap-xep')) ?? 'thu-tu';
}

export function readTargetFilters(asked: Asked, planId: number | null): TargetFilters {
  return {
    ...everyTarget,
    planId,
    text: words(asked),
    informations: chosen(asked, 'trang-thai', informations),
  };
}

export type Pair = readonly [name: string, value: string];

export function pairsOfTasks(filters: TaskFilters): readonly Pair[] {
  return [
    ...filters.states.map((one): Pair => ['trang-thai', one]),
    ...(filters.silent ? [['trang-thai', silentName] as const] : []),
    ...filters.groups.map((one): Pair => ['nhom', String(one)]),
    ...filters.agencies.map((one): Pair => ['co-quan', one]),
    ...filters.sectors.map((one): Pair => ['linh-vuc', one]),
  ];
}

export const pairOfText = (text: string): readonly Pair[] => (text ? [['q', text]] : []);
export const pairOfOrder = (order: TaskOrder): readonly Pair[] =>
  order === 'thu-tu' ? [] : [['sap-xep', order]];

/** An address in the language of the page, with what it asks for. */
export function addressOf(lang: Language, path: string, pairs: readonly Pair[], page = 1): string {
  const query = new URLSearchParams([
    ...pairs.map(([name, value]): [string, string] => [name, value]),
    ...(page > 1 ? [['trang', String(page)] as [string, string]] : []),
  ]).toString();
  return localPath(lang, query ? `${path}?${query}` : path);
}
