import { sql } from 'kysely';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { listSectors } from '../../catalogue/index.ts';
import { type FormFailure, readId, statedFailure } from '../../directory/index.ts';
import { findGiven } from '../assignment/choice.ts';
import { numberIn } from '../assignment/posted.ts';
import { groupsOf } from '../assignment/queries.ts';
import { openPlan } from '../assignment/work-frame.tsx';
import { programmeWork } from '../paths.ts';
import { programmeEditors } from '../policy.ts';
import {
  byIn,
  newTargetForm,
  newTargetIn,
  newTaskForm,
  targetForm,
  targetIn,
  taskForm,
  taskIn,
} from './amend-forms.ts';
import { AmendPage } from './amend-view.tsx';
import { versionsOf } from './content.ts';
import { ItemHistory } from './history-view.tsx';
import { AmendPlanPage } from './plan-view.tsx';
import { listItems, planChanges } from './queries.ts';
import { addTarget, amendTarget, takeOutTarget } from './target-commands.ts';
import { addTask, amendTask, takeOutTask } from './task-commands.ts';
import { planVersionTexts } from './texts.ts';

const editors = onlyFor(...programmeEditors);

interface Refused {
  readonly form: FormFields;
  readonly failure: FormFailure;
}

async function showPlan(call: Call): Promise<Response> {
  const { services, language } = call;
  const plan = await openPlan(call, readId(call, 'id'), 'edit');
  const text = call.query('q').slice(0, 200);
  const pageNumber = readPageNumber(call.query('trang'));
  const by = new URLSearchParams(
    ['van-ban', 'tu-ngay'].flatMap((name) => {
      const said = call.query(name).slice(0, 300);
      return said ? [[name, said] as [string, string]] : [];
    }),
  );
  return page(
    call,
    {
      ...{ title: planVersionTexts(language).amendPlan, active: 'desk' },
      illustrative: plan.illustrative,
    },
    <AmendPlanPage
      {...{ language, plan, text, pageNumber, by }}
      found={await listItems(services.db, plan.id, { text, page: pageNumber })}
      changes={await planChanges(services.db, plan.id, true)}
    />,
  );
}

/** The page to go on from, with the document that was named. */
function goOn(planId: number, form: FormFields): string {
  const by = new URLSearchParams([
    ...(form.get('document') ? [['van-ban', form.get('document')]] : []),
    ...(form.get('from') ? [['tu-ngay', form.get('from')]] : []),
  ]);
  return `${programmeWork.amend(planId)}${by.size > 0 ? `?${by}` : ''}`;
}

function failureOf(call: Call, form: FormFields, error: unknown): Refused {
  if (error instanceof InvalidInput || error instanceof Refusal)
    return { form, failure: statedFailure(error, call.language) };
  throw error;
}

async function frame(call: Call, planId: number, of: 'tasks' | 'targets', refused: Refused | null) {
  const { services, language, csrfToken } = call;
  const plan = await openPlan(call, planId, 'edit');
  const t = planVersionTexts(language);
  return {
    plan,
    t,
    head: {
      active: 'desk' as const,
      status: refused?.failure.status ?? 200,
      illustrative: plan.illustrative,
    },
    shared: {
      ...{ language, csrfToken, plan, failure: refused?.failure ?? null },
      groups: await groupsOf(services.db, plan.id, of),
      sectors: await listSectors(services.db),
    },
  };
}

async function taskPage(call: Call, refused: Refused | null): Promise<Response> {
  const { services, language } = call;
  const task = await findGiven(services.db, readId(call, 'id'));
  const { t, head, shared } = await frame(call, task.plan_id, 'tasks', refused);
  return page(
    call,
    { ...head, title: t.amendTask },
    <AmendPage
      {...shared}
      kind="task"
      address={programmeWork.amendTask(task.id)}
      code={task.code}
      form={refused?.form ?? taskForm(task, (name) => call.query(name))}
      history={
        <ItemHistory
          {...{ language, kind: 'task', internal: true }}
          versions={await versionsOf(services.db, 'task', task.id)}
        />
      }
    />,
  );
}

async function postTask(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const t = planVersionTexts(language);
  const version = numberIn(form.get('version')) ?? 0;
  const { plan_id: planId } = await findGiven(services.db, id);
  try {
    if (form.get('do') === 'bo') {
      await takeOutTask(services, actor, id, { version, by: byIn(form) });
      return seeOther(call, goOn(planId, form), t.takenOut);
    }
    const changed = await amendTask(services, actor, id, { version, by: byIn(form), task: taskIn(form) });
    return seeOther(call, goOn(planId, form), changed ? t.saved : t.unchanged);
  } catch (error) {
    return taskPage(call, failureOf(call, form, error));
  }
}

async function newItemPage(
  call: Call,
  kind: 'newTask' | 'newTarget',
  refused: Refused | null,
): Promise<Response> {
  const of = kind === 'newTask' ? 'tasks' : 'targets';
  const { t, head, shared, plan } = await frame(call, readId(call, 'id'), of, refused);
  const fresh = kind === 'newTask' ? newTaskForm : newTargetForm;
  const address = kind === 'newTask' ? programmeWork.addTask : programmeWork.addTarget;
  return page(
    call,
    { ...head, title: kind === 'newTask' ? t.addTask : t.addTarget },
    <AmendPage
      {...shared}
      kind={kind}
      address={address(plan.id)}
      code={null}
      form={refused?.form ?? fresh(plan.version, (name) => call.query(name))}
      history={null}
    />,
  );
}

async function postNewTask(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  try {
    const planVersion = numberIn(form.get('version')) ?? 0;
    await addTask(services, actor, id, { planVersion, by: byIn(form), task: taskIn(form) });
    return seeOther(call, goOn(id, form), planVersionTexts(language).added);
  } catch (error) {
    return newItemPage(call, 'newTask', failureOf(call, form, error));
  }
}

async function postNewTarget(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  try {
    const planVersion = numberIn(form.get('version')) ?? 0;
    await addTarget(services, actor, id, { planVersion, by: byIn(form), target: newTargetIn(form) });
    return seeOther(call, goOn(id, form), planVersionTexts(language).targetAdded);
  } catch (error) {
    return newItemPage(call, 'newTarget', failureOf(call, form, error));
  }
}

async function findTarget(call: Call) {
  const id = readId(call, 'id');
  const row = await call.services.db.selectFrom('target').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

async function targetPage(call: Call, refused: Refused | null): Promise<Response> {
  const { services, language } = call;
  const target = await findTarget(call);
  const { t, head, shared } = await frame(call, target.plan_id, 'targets', refused);
  const { rows: owners } = await sql<{ name: string }>`
    select coalesce(organisation.name, agency.name) as name from target_agency agency
    left join organisation on organisation.id = agency.organisation_id
    where target_id = ${target.id} and until is null order by position`.execute(services.db);
  return page(
    call,
    { ...head, title: t.amendTarget },
    <AmendPage
      {...shared}
      kind="target"
      address={programmeWork.amendTarget(target.id)}
      code={target.code}
      form={refused?.form ?? targetForm(target, owners, (name) => call.query(name))}
      history={
        <ItemHistory
          {...{ language, kind: 'target', internal: true }}
          versions={await versionsOf(services.db, 'target', target.id)}
        />
      }
    />,
  );
}

async function postTarget(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const { id, plan_id: planId } = await findTarget(call);
  const t = planVersionTexts(language);
  const version = numberIn(form.get('version')) ?? 0;
  try {
    if (form.get('do') === 'bo') {
      await takeOutTarget(services, actor, id, { version, by: byIn(form) });
      return seeOther(call, goOn(planId, form), t.takenOut);
    }
    const changed = await amendTarget(services, actor, id, {
      ...{ version, by: byIn(form), target: targetIn(form) },
    });
    return seeOther(call, goOn(planId, form), changed ? t.saved : t.unchanged);
  } catch (error) {
    return targetPage(call, failureOf(call, form, error));
  }
}

export const amendRoutes: readonly Route[] = [
  readPage('plan.amend', '/ban-lam-viec/ke-hoach/:id/sua-doi', editors, showPlan),
  readPage('task.add_page', '/ban-lam-viec/ke-hoach/:id/sua-doi/them-nhiem-vu', editors, (call) =>
    newItemPage(call, 'newTask', null),
  ),
  action('task.add', '/ban-lam-viec/ke-hoach/:id/sua-doi/them-nhiem-vu', editors, postNewTask),
  readPage('target.add_page', '/ban-lam-viec/ke-hoach/:id/sua-doi/them-chi-tieu', editors, (call) =>
    newItemPage(call, 'newTarget', null),
  ),
  action('target.add', '/ban-lam-viec/ke-hoach/:id/sua-doi/them-chi-tieu', editors, postNewTarget),
  readPage('task.amend_page', '/ban-lam-viec/nhiem-vu/:id/sua-doi', editors, (call) => taskPage(call, null)),
  action('task.amend', '/ban-lam-viec/nhiem-vu/:id/sua-doi', editors, postTask),
  readPage('target.amend_page', '/ban-lam-viec/chi-tieu/:id/sua-doi', editors, (call) =>
    targetPage(call, null),
  ),
  action('target.amend', '/ban-lam-viec/chi-tieu/:id/sua-doi', editors, postTarget),
];
