import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, gravely, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { readId } from '../../directory/index.ts';
import { decidesDirectives } from '../directives/policy.ts';
import { inspected } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import { agenciesOf, mayDo, type ProgrammeAction, programmeEditors, programmeReaders } from '../policy.ts';
import { taskStates } from '../tasks/task.ts';
import { putPlanInForce } from './commands.ts';
import { endPlan, withdrawPlan } from './ends.ts';
import { failureIn, versionIn } from './failure.ts';
import { handUpPlan, returnPlan, takeBackPlan } from './handing.ts';
import { PlanList } from './list-view.tsx';
import { type PlanVerb, planLevels, planLifecycle, planStates } from './plan.ts';
import { PlanPage, type RefusedStep } from './plan-view.tsx';
import {
  findPlan,
  type ItemFilters,
  listPlans,
  type Plan,
  planHistory,
  targetsOfPlan,
  tasksOfPlan,
  yearsOfPlans,
} from './queries.ts';
import { planTexts } from './texts.ts';

export const planReaders = onlyFor(...programmeReaders);
export const planEditors = onlyFor(...programmeEditors);
/** A leader extends deadlines, but decides about no plan. */
const planDeciders = onlyFor(...planLifecycle.verbs.put_in_force.by);
const planHanders = onlyFor(...planLifecycle.verbs.hand_up.by);

/** Whether the person may enter a plan at all: of the house, or of an agency of which they are an officer. */
function mayCreate({ actor }: Call): boolean {
  return mayDo(actor, 'edit', null) || agenciesOf(actor).length > 0;
}

async function showList(call: Call): Promise<Response> {
  const { services, actor, language: lang } = call;
  const chosen = <Value extends string>(name: string, known: readonly Value[]) =>
    known.filter((one) => call.queries(name).includes(one));
  const years = await yearsOfPlans(services.db, actor);
  const filters = {
    ...{ text: call.query('q').slice(0, 200), states: chosen('trang-thai', planStates) },
    ...{ levels: chosen('cap', planLevels), years: chosen('nam', years) },
    page: readPageNumber(call.query('trang')),
  };
  const found = await listPlans(services.db, actor, lang, filters);
  return page(
    call,
    { title: planTexts(lang).title, active: 'desk' },
    <PlanList {...{ lang, filters, years, found }} mayCreate={mayCreate(call)} />,
  );
}

const actionOf: Readonly<Record<PlanVerb, ProgrammeAction>> = {
  ...{ change: 'edit', hand_up: 'edit', take_back: 'edit', return: 'decide' },
  ...{ amend: 'edit', put_in_force: 'decide', replace: 'decide', end: 'decide' },
  withdraw: 'decide',
};
/** Within the house alone: a unit puts its own plans into force by itself. */
const handing: readonly PlanVerb[] = ['hand_up', 'take_back', 'return'];

/** What the person may do with a plan, whatever its state. */
function mayWith({ actor }: Call, plan: Plan) {
  const held = { level: plan.level, state: plan.state, organisationId: plan.organisation?.id ?? null };
  return (verb: PlanVerb) => mayDo(actor, actionOf[verb], handing.includes(verb) ? null : held);
}

function filtersOf(call: Call): ItemFilters {
  const groups = call.queries('nhom').flatMap((id) => (/^\d{1,15}$/.test(id) ? [Number(id)] : []));
  return {
    ...{ text: call.query('q').slice(0, 200), groups: groups.slice(0, 100) },
    states: taskStates.filter((state) => call.queries('trang-thai').includes(state)),
    page: readPageNumber(call.query('trang')),
  };
}

export async function planPage(call: Call, refused: RefusedStep | null = null): Promise<Response> {
  const { services, actor, language: lang, csrfToken } = call;
  const { db } = services;
  const plan = await findPlan(db, actor, readId(call, 'id'), lang);
  const part = call.query('xem') === 'chi-tieu' ? 'targets' : 'tasks';
  const filters = filtersOf(call);
  return page(
    call,
    {
      ...{ title: plan.title, titleLang: 'vi', active: 'desk', wide: true },
      ...{ status: refused?.status ?? 200, illustrative: plan.illustrative },
    },
    <PlanPage
      {...{ lang, csrfToken, plan, part, filters, refused }}
      may={mayWith(call, plan)}
      mayDirect={decidesDirectives(actor) && plan.state === 'in_force'}
      tasks={part === 'tasks' ? await tasksOfPlan(db, actor, plan.id, lang, filters) : null}
      targets={part === 'targets' ? await targetsOfPlan(db, actor, plan.id, lang, filters) : null}
      history={await planHistory(db, plan.id)}
    />,
  );
}

interface TypedStep {
  readonly id: number;
  readonly reason: string;
  readonly version: number;
}

type Deeds = (call: Call, step: TypedStep) => Readonly<Record<string, () => Promise<string>>>;

const deciding: Deeds = ({ services, actor, language }, { id, ...typed }) => {
  const t = planTexts(language);
  return {
    'dua-vao': () => putPlanInForce(services, actor, id, typed.version).then(() => t.putDone),
    'ket-thuc': () => endPlan(services, actor, id, typed).then(() => t.endDone),
    rut: () => withdrawPlan(services, actor, id, typed).then(() => t.withdrawDone),
  };
};

const handingOn: Deeds = ({ services, actor, language }, { id, ...typed }) => {
  const t = planTexts(language);
  return {
    trinh: () => handUpPlan(services, actor, id, typed).then(() => t.handUpDone),
    'lay-lai': () => takeBackPlan(services, actor, id, typed).then(() => t.takeBackDone),
    'tra-lai': () => returnPlan(services, actor, id, typed).then(() => t.giveBackDone),
  };
};

async function postStep(call: Call, of: Deeds): Promise<Response> {
  const form = await call.form();
  const id = readId(call, 'id');
  const deed = form.get('do');
  const reason = form.get('reason') || form.get(`reason-${deed}`);
  const deeds = of(call, { id, reason, version: versionIn(form) });
  const act = Object.hasOwn(deeds, deed) ? deeds[deed] : undefined;
  if (!act) throw notFound();
  try {
    return seeOther(call, programmeWork.plan(id), await act());
  } catch (error) {
    return planPage(call, { ...failureIn(call, error), deed, reason });
  }
}

export const planPageRoutes: readonly Route[] = [
  readPage('plan.list', programmeWork.plans, planReaders, showList),
  inspected(
    'plan',
    readPage('plan.show', '/ban-lam-viec/ke-hoach/:id', planReaders, (call) => planPage(call)),
  ),
  // what everybody reads from then on, or reads no longer
  gravely(
    action('plan.decide', '/ban-lam-viec/ke-hoach/:id/buoc', planDeciders, (call) =>
      postStep(call, deciding),
    ),
  ),
  action('plan.hand', '/ban-lam-viec/ke-hoach/:id/trinh', planHanders, (call) => postStep(call, handingOn)),
];
