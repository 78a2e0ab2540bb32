import { z } from 'zod';
import { programmePaths } from '../paths.ts';
import { planLevels } from '../plans/plan.ts';
import { informations, outlooks, results } from '../targets/outlook.ts';
import { taskStates } from '../tasks/task.ts';
import {
  type ListedPlan,
  type OpenPlan,
  openPlanStates,
  progressOf,
  type StateCounts,
} from './plan-queries.ts';
import type { ListedTarget, OpenTarget } from './target-queries.ts';
import type { ListedTask, OpenTask } from './task-queries.ts';

const text = z.string().nullable();
const date = z.string().describe('YYYY-MM-DD, a day in Vietnam');
const maybeDate = date.nullable();
const organisation = z.object({
  code: text.describe('Code of the organisation; null where the plan names none that is known'),
  name: z.string(),
  nameEn: text,
});
const count = z.number().int();
const illustrative = z.boolean().describe('Made for trying the product');
const partOf = z
  .object({ code: z.string(), name: z.string(), nameEn: text })
  .nullable()
  .describe('What it is a part of');

/** A plan as programs get it. */
export const apiPlan = z
  .object({
    code: z.string(),
    url: z.string(),
    level: z.enum(planLevels),
    title: z.string(),
    titleEn: text,
    number: text,
    issued: text.describe('Date of issue, possibly without day or month'),
    issuer: organisation.nullable(),
    monitor: organisation.nullable().describe('Who follows it'),
    document: count.nullable().describe('Id of the document'),
    from: maybeDate,
    to: maybeDate,
    status: z.enum(openPlanStates),
    inForceOn: maybeDate,
    closedOn: maybeDate,
    progress: z.object({
      tasks: count,
      done: count,
      states: z.partialRecord(z.enum(taskStates), count).describe('Tasks in each state'),
    }),
    illustrative,
  })
  .meta({ id: 'Plan' });

export const apiPlanWhole = apiPlan
  .extend({
    targets: count,
    relations: z.array(
      z.object({
        kind: z.enum(['replaces', 'amends', 'derives']),
        way: z.enum(['from', 'to']).describe('from: this plan does it; to: it is done to this plan'),
        code: text.describe('Of a plan that stands here'),
        number: text,
        title: text,
        citation: text.describe('As printed'),
        document: count.nullable(),
      }),
    ),
  })
  .meta({ id: 'Plan with relations' });

export function planForApi(plan: ListedPlan, counts: StateCounts): z.input<typeof apiPlan> {
  const { code, level, title, titleEn, number, issued, issuer, monitor, from, to, inForceOn, closedOn } =
    plan;
  return {
    ...{ code, level, title, titleEn, number, issued, issuer, monitor, from, to, inForceOn, closedOn },
    ...{ url: programmePaths.plan(code), document: plan.documentId, status: plan.state },
    progress: { ...progressOf(counts), states: counts },
    illustrative: plan.illustrative,
  };
}

export function wholePlanForApi(plan: OpenPlan, counts: StateCounts): z.input<typeof apiPlanWhole> {
  return {
    ...planForApi(plan, counts),
    targets: plan.targets,
    relations: plan.relations.map(({ documentId, ...relation }) => ({ ...relation, document: documentId })),
  };
}

/** A task as programs get it. */
export const apiTask = z
  .object({
    code: z.string(),
    url: z.string(),
    plan: z.string().describe('Code of the plan'),
    tt: text.describe('Printed number'),
    group: text,
    name: z.string(),
    nameEn: text,
    product: text.describe('What is to come of it'),
    sector: text,
    leads: z.array(organisation),
    deadline: z.object({
      kind: z.enum(['date', 'month', 'quarter', 'year', 'range', 'yearly', 'continuous', 'none']),
      raw: z.string().describe('As the plan prints it'),
      until: maybeDate.describe('YYYY-MM-DD, the last day in time'),
      cadence: z.enum(['month', 'quarter', 'half_year', 'year']).nullable(),
    }),
    period: text.describe('Of what is due in one year of a yearly task'),
    status: z.enum(taskStates),
    percent: count,
    informedOn: maybeDate.describe('YYYY-MM-DD, day of the last information; null: nothing was told yet'),
    illustrative,
  })
  .meta({ id: 'Task' });

export const apiTaskWhole = apiTask
  .extend({
    annex: text,
    partners: z.array(organisation),
    startedOn: maybeDate,
    reportedOn: maybeDate,
    closedOn: maybeDate,
    closedBy: text.describe('Document by which it was closed'),
    partOf,
    results: z.array(
      z.object({
        on: date,
        period: text,
        number: text.describe('Of the document'),
        date: text,
        document: count.nullable(),
        organisation: organisation.nullable(),
      }),
    ),
    extensions: z.array(z.object({ former: date, granted: date, number: text, date: text })),
    parts: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        nameEn: text,
        status: z.enum(taskStates),
        percent: count,
      }),
    ),
  })
  .meta({ id: 'Task with results' });

export function taskForApi(task: ListedTask): z.input<typeof apiTask> {
  const { code, plan, tt, group, name, nameEn, product, sector, leads, period, percent, informedOn } = task;
  return {
    ...{ code, plan, tt, group, name, nameEn, product, sector, leads, period, percent, informedOn },
    ...{ url: programmePaths.task(code), status: task.state, illustrative: task.illustrative },
    deadline: { kind: task.deadlineKind, raw: task.deadlineRaw, until: task.lastDay, cadence: task.cadence },
  };
}

export function wholeTaskForApi(task: OpenTask): z.input<typeof apiTaskWhole> {
  const { annex, partners, startedOn, reportedOn, closedOn, extensions } = task;
  return {
    ...taskForApi(task),
    ...{ annex, partners, startedOn, reportedOn, closedOn, extensions },
    ...{ closedBy: task.closedDocument, partOf: task.partOf },
    results: task.results.map(({ documentId, agency, ...result }) => ({
      ...{ ...result, document: documentId, organisation: agency },
    })),
    parts: task.parts.map(({ code, name, nameEn, state, percent }) => ({
      ...{ code, name, nameEn, status: state, percent },
    })),
  };
}

/** A target as programs get it. */
export const apiTarget = z
  .object({
    code: z.string(),
    url: z.string(),
    plan: z.string().describe('Code of the plan'),
    tt: text.describe('Printed number'),
    block: text.describe('“Đến năm 2030”'),
    name: z.string(),
    nameEn: text,
    unit: text,
    goal: z.string().describe('What is to be reached, as the plan prints it'),
    until: maybeDate.describe('YYYY-MM-DD, the last day by which it is to be reached'),
    sector: text,
    organisations: z.array(organisation).describe('Who answers for it'),
    information: z.enum(informations),
    outlook: z.enum(outlooks).nullable(),
    outlookFor: z.number().nullable().describe('The year whose level the outlook is about'),
    result: z.enum(results).nullable().describe('Once its time is over'),
    estimated: z.boolean().describe('Judged by an estimate'),
    value: z.number().nullable().describe('The latest figure'),
    valueWords: text,
    since: maybeDate.describe(
      'YYYY-MM-DD: up to when that figure counts; without one, since when one is owed',
    ),
    due: maybeDate.describe('YYYY-MM-DD, the last day in time for the next figure'),
    illustrative,
  })
  .meta({ id: 'Target' });

const bound = z.number().nullable();

export const apiTargetWhole = apiTarget
  .extend({
    annex: text,
    direction: z.enum(['higher', 'lower', 'band', 'none']).describe('Which way is better'),
    frequency: z.enum(['month', 'quarter', 'half_year', 'year']),
    values: z.array(z.object({ scope: text, operator: z.string(), min: bound, max: bound, raw: z.string() })),
    baseline: z.object({ value: z.number(), on: maybeDate, source: text }).nullable(),
    levels: z.array(z.object({ year: count, least: bound, most: bound })).describe('The way there, by years'),
    closedOn: maybeDate,
    closedBy: text,
    partOf,
    figures: z.array(
      z.object({
        period: z.string(),
        scope: text,
        value: bound,
        words: text,
        asOf: date,
        estimate: z.boolean(),
        source: z.string(),
        document: count.nullable(),
      }),
    ),
  })
  .meta({ id: 'Target with figures' });

export function targetForApi(target: ListedTarget): z.input<typeof apiTarget> {
  const { code, plan, tt, block, name, nameEn, unit, until, sector, information, outlook, result } = target;
  const { estimated, value, valueWords, since, due } = target;
  return {
    ...{ code, plan, tt, block, name, nameEn, unit, until, sector, information, outlook, result },
    ...{ estimated, value, valueWords, since, due, illustrative: target.illustrative },
    outlookFor: target.aimsAt,
    ...{ url: programmePaths.target(code), goal: target.raw, organisations: target.owners },
  };
}

export function wholeTargetForApi(target: OpenTarget): z.input<typeof apiTargetWhole> {
  const { annex, direction, frequency, values, levels, closedOn } = target;
  return {
    ...targetForApi(target),
    ...{ annex, direction, frequency, values, levels, closedOn },
    ...{ closedBy: target.closedDocument, partOf: target.partOf },
    baseline:
      target.baseline === null
        ? null
        : { value: target.baseline, on: target.baselineOn, source: target.baselineSource },
    figures: target.actuals.map(({ period, scope, value, words, asOf, estimate, source, documentId }) => ({
      ...{ period, scope, value, words, asOf, estimate, source, document: documentId },
    })),
  };
}
