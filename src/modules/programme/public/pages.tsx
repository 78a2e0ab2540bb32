import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { publicPage, type Route } from '../../../platform/http/route.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import type { StructuredData } from '../../../ui/structured-data.tsx';
import { printout } from '../../documents/index.ts';
import { publicDifficultiesOf } from '../difficulties/public.ts';
import { programmePaths } from '../paths.ts';
import { chartsOf } from '../targets/chart.ts';
import { loadTargets } from '../targets/load.ts';
import { readTargetRules } from '../targets/rules.ts';
import { readPlanFilters, readTargetFilters, readTaskFilters, readTaskOrder } from './address.ts';
import { findAgencyWork, targetsOf, tasksLedBy } from './agency-queries.ts';
import { AgencyPage } from './agency-view.tsx';
import { figureRoutes } from './figure-files.ts';
import { publicHistoryOf } from './history.ts';
import { planMarkup, targetMarkup } from './markup.ts';
import { goalOf, nameIn, titleOf } from './parts.tsx';
import { PlansPage } from './plan-list-view.tsx';
import {
  countsOfPlans,
  findOpenPlan,
  listOpenPlans,
  type OpenPlan,
  plansPerPage,
  yearsOfPlans,
} from './plan-queries.ts';
import { PlanPage } from './plan-view.tsx';
import { relatedOf } from './related.tsx';
import {
  everyTarget,
  findOpenTarget,
  listOpenTargets,
  targetsByInformation,
  targetsPerPage,
} from './target-queries.ts';
import { TargetPage, TargetsPage } from './target-view.tsx';
import { everyTask, findOpenTask, listOpenTasks, taskChoices, tasksPerPage } from './task-queries.ts';
import { TaskPage } from './task-view.tsx';
import { openTexts } from './texts.ts';

/** Targets that stand on the page of their plan; the others have a page of their own. */
const targetsOnPlan = 20;
/** Items of a printed list. */
const onPaper = 200;

const offsetOf = (number: number, perPage: number) => (number - 1) * perPage;

async function showPlans(call: Call): Promise<Response> {
  const { services, language: lang } = call;
  const { db } = services;
  const filters = readPlanFilters(call);
  const number = readPageNumber(call.query('trang'));
  const found = await listOpenPlans(db, filters, {
    limit: plansPerPage,
    offset: offsetOf(number, plansPerPage),
  });
  if (filters.text && number === 1) call.searched(filters.text, found.total > 0);
  const counts = await countsOfPlans(
    db,
    found.rows.map(({ id }) => id),
  );
  const t = openTexts(lang);
  return page(
    call,
    {
      ...{ title: t.plans, description: t.plansLead, active: 'plans', charts: true },
      feed: { kind: 'series', key: 'plans' },
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <PlansPage {...{ lang, filters, found, counts }} years={await yearsOfPlans(db)} page={number} />,
  );
}

/** As search engines and those who share a page show it: a sentence or two, and what is no sentence cut at a word. */
function descriptionOf(parts: readonly string[]): { readonly description: string } {
  const text = parts.filter(Boolean).join('; ');
  return { description: text.length > 300 ? `${text.slice(0, text.lastIndexOf(' ', 299))}…` : text };
}

const structuredAs = (structured: StructuredData | null) => (structured ? { structured } : {});

async function openPlanOf(call: Call): Promise<OpenPlan> {
  const plan = await findOpenPlan(call.services.db, call.param('code'));
  if (!plan) throw notFound();
  return plan;
}

async function showPlan(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  const { db } = services;
  const plan = await openPlanOf(call);
  const filters = readTaskFilters(call, plan.id);
  const order = readTaskOrder(call);
  const number = call.onPaper ? 1 : readPageNumber(call.query('trang'));
  const perPage = call.onPaper ? onPaper : tasksPerPage;
  const tasks = await listOpenTasks(db, filters, {
    ...{ limit: perPage, offset: offsetOf(number, perPage), order },
  });
  if (filters.text && number === 1) call.searched(filters.text, tasks.total > 0);
  const targets = await listOpenTargets(
    db,
    { ...everyTarget, planId: plan.id },
    { limit: call.onPaper ? onPaper : targetsOnPlan, offset: 0 },
  );
  return page(
    call,
    {
      ...contentTitle(titleOf(lang, plan)),
      ...{ active: 'plans', charts: true, reader: 'text', illustrative: plan.illustrative },
      feed: { kind: 'plan', key: plan.code },
      ...descriptionOf([titleOf(lang, plan), openTexts(lang).plansLead]),
      ...structuredAs(planMarkup(services, lang, plan)),
    },
    <PlanPage
      {...{ lang, today, plan, filters, order }}
      choices={await taskChoices(db, plan.id)}
      found={tasks}
      targets={targets.rows}
      difficulties={await publicDifficultiesOf(db, { planId: plan.id })}
      page={number}
    />,
  );
}

async function showTargets(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  const { db } = services;
  const plan = await openPlanOf(call);
  const filters = readTargetFilters(call, plan.id);
  const number = readPageNumber(call.query('trang'));
  const found = await listOpenTargets(db, filters, {
    limit: targetsPerPage,
    offset: offsetOf(number, targetsPerPage),
  });
  if (filters.text && number === 1) call.searched(filters.text, found.total > 0);
  return page(
    call,
    {
      ...contentTitle(openTexts(lang).targetsOf(plan.number ?? plan.code)),
      ...{ active: 'plans', illustrative: plan.illustrative },
    },
    <TargetsPage
      {...{ lang, today, plan, filters, found }}
      counts={await targetsByInformation(db, plan.id)}
      page={number}
    />,
  );
}

/** What is due in one year of a yearly task has that year behind the code of the task. */
function itemCode(call: Call): string {
  const [code, period] = [call.param('code'), call.param('period')];
  return period ? `${code}/${period}` : code;
}

async function showTask(call: Call): Promise<Response> {
  const { services, language: lang } = call;
  const task = await findOpenTask(services.db, itemCode(call));
  if (!task) throw notFound();
  return page(
    call,
    {
      ...contentTitle(nameIn(lang, task)),
      ...{ active: 'plans', reader: 'text', illustrative: task.illustrative },
      feed: { kind: 'task', key: task.code },
      ...descriptionOf([nameIn(lang, task), ...task.leads.map((one) => nameIn(lang, one))]),
    },
    <TaskPage
      {...{ lang, task }}
      related={await relatedOf(services.db, { kind: 'task', id: task.id })}
      history={await publicHistoryOf(services.db, { kind: 'task', id: task.id })}
    />,
  );
}

async function showTarget(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  const { db } = services;
  const target = await findOpenTarget(db, call.param('code'));
  if (!target) throw notFound();
  const [loaded] = await loadTargets(db, [target.id], today);
  const charts = loaded ? chartsOf(lang, loaded, await readTargetRules(db)) : [];
  return page(
    call,
    {
      ...contentTitle(nameIn(lang, target)),
      ...{ active: 'plans', charts: true, reader: 'text', illustrative: target.illustrative },
      feed: { kind: 'target', key: target.code },
      ...descriptionOf([nameIn(lang, target), goalOf(lang, target)]),
      ...structuredAs(targetMarkup(services, lang, target)),
    },
    <TargetPage
      {...{ lang, today, target, charts }}
      related={await relatedOf(db, { kind: 'target', id: target.id })}
      history={await publicHistoryOf(db, { kind: 'target', id: target.id })}
    />,
  );
}

/** What an agency leads and answers for, whichever plan it stands in. */
async function showAgency(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  const { db } = services;
  const code = call.param('code').slice(0, 60);
  const agency = await findAgencyWork(db, code);
  if (!agency) throw notFound();
  const { text, states } = readTaskFilters(call, null);
  const filters = { ...everyTask, text, states };
  const number = readPageNumber(call.query('trang'));
  const tasks = await listOpenTasks(
    db,
    { ...tasksLedBy(code), text, states },
    { limit: tasksPerPage, offset: offsetOf(number, tasksPerPage), order: 'han' },
  );
  if (text && number === 1) call.searched(text, tasks.total > 0);
  const targets = await listOpenTargets(db, targetsOf(code), { limit: targetsPerPage, offset: 0 });
  const t = openTexts(lang);
  return page(
    call,
    {
      ...contentTitle(t.workOf(nameIn(lang, agency))),
      ...{ description: t.workLead, active: 'plans', charts: true },
      illustrative: [...tasks.rows, ...targets.rows].some((one) => one.illustrative),
      feed: { kind: 'agency', key: agency.code },
    },
    <AgencyPage {...{ lang, today, agency, filters, tasks, targets }} page={number} />,
  );
}

export const openProgrammeRoutes: readonly Route[] = [
  publicPage('plans.list', programmePaths.list, showPlans),
  publicPage('plans.agency', programmePaths.agency(':code'), showAgency),
  publicPage('plans.show', programmePaths.plan(':code'), showPlan),
  publicPage('plans.targets', programmePaths.targetsOf(':code'), showTargets),
  printout('plans.print', `${programmePaths.plan(':code')}/ban-in.pdf`, showPlan),
  publicPage('tasks.show', programmePaths.task(':code'), showTask),
  // before the years of yearly tasks, which stand where its name stands
  printout('tasks.print', `${programmePaths.task(':code')}/ban-in.pdf`, showTask),
  publicPage('tasks.show_period', programmePaths.task(':code/:period'), showTask),
  printout('tasks.print_period', `${programmePaths.task(':code/:period')}/ban-in.pdf`, showTask),
  publicPage('targets.show', programmePaths.target(':code'), showTarget),
  ...figureRoutes,
  printout('targets.print', `${programmePaths.target(':code')}/ban-in.pdf`, showTarget),
];
