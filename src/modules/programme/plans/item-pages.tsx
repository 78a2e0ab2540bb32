import { randomUUID } from 'node:crypto';
import { writeDate } from '../../../kernel/dates.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { listSectors } from '../../catalogue/index.ts';
import { readId } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { authoriseProgramme } from '../policy.ts';
import { type Failure, failureIn, versionIn } from './failure.ts';
import { removeGroup, saveGroup } from './groups.ts';
import { GroupsPage, type RefusedGroup } from './groups-view.tsx';
import type { TypedTarget, TypedTask } from './inputs.ts';
import { TargetForm, TaskForm } from './item-form-view.tsx';
import { removeItem } from './items.ts';
import { planEditors } from './pages.tsx';
import {
  type DraftTarget,
  type DraftTask,
  findDraftTarget,
  findDraftTask,
  findPlan,
  type Plan,
} from './queries.ts';
import { stepOf } from './store.ts';
import { addTarget, changeTarget } from './target-items.ts';
import { addTask, changeTask } from './task-items.ts';
import { planTexts } from './texts.ts';

/** A draft the person may change. Throws Refusal. */
async function openDraft(call: Call): Promise<Plan> {
  const plan = await findPlan(call.services.db, call.actor, readId(call, 'id'), call.language);
  authoriseProgramme(call.actor, 'edit', { ...plan, organisationId: plan.organisation?.id ?? null });
  stepOf(plan.state, 'change');
  return plan;
}

interface Shown<Typed, Item> {
  readonly plan: Plan;
  readonly item: Item | null;
  readonly values: Typed;
  readonly failure?: Failure;
  readonly formKey?: string;
}

async function taskPage(call: Call, shown: Shown<TypedTask, DraftTask>): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const { plan, item, values, failure, formKey } = shown;
  const t = planTexts(lang);
  return page(
    call,
    { title: item ? t.changeTask : t.addTask, active: 'desk', status: failure?.status ?? 200 },
    <TaskForm
      {...{ lang, csrfToken, plan, item, values }}
      sectors={await listSectors(services.db)}
      failure={failure ?? null}
      formKey={formKey ?? randomUUID()}
    />,
  );
}

async function targetPage(call: Call, shown: Shown<TypedTarget, DraftTarget>): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const { plan, item, values, failure, formKey } = shown;
  const t = planTexts(lang);
  return page(
    call,
    { title: item ? t.changeTarget : t.addTarget, active: 'desk', status: failure?.status ?? 200 },
    <TargetForm
      {...{ lang, csrfToken, plan, item, values }}
      sectors={await listSectors(services.db)}
      failure={failure ?? null}
      formKey={formKey ?? randomUUID()}
    />,
  );
}

function typedTask(form: FormFields): TypedTask {
  return {
    ...{ tt: form.get('tt'), annex: form.get('annex'), group: form.get('group'), name: form.get('name') },
    ...{ nameEn: form.get('nameEn'), leads: form.get('leads'), partners: form.get('partners') },
    ...{ product: form.get('product'), deadline: form.get('deadline'), cadence: form.get('cadence') },
    ...{ sector: form.get('sector'), shown: form.get('shown') ? '1' : '' },
  };
}

function typedTarget(form: FormFields): TypedTarget {
  return {
    ...{ tt: form.get('tt'), annex: form.get('annex'), group: form.get('group'), name: form.get('name') },
    ...{ nameEn: form.get('nameEn'), unit: form.get('unit'), values: form.get('values') },
    ...{ agencies: form.get('agencies'), direction: form.get('direction'), frequency: form.get('frequency') },
    ...{ until: form.get('until'), parent: form.get('parent'), sector: form.get('sector') },
    shown: form.get('shown') ? '1' : '',
  };
}

const noTask: TypedTask = {
  ...{ tt: '', annex: '', group: '', name: '', nameEn: '', leads: '', partners: '', product: '' },
  ...{ deadline: '', cadence: '', sector: '', shown: '1' },
};
const noTarget: TypedTarget = {
  ...{ tt: '', annex: '', group: '', parent: '', name: '', nameEn: '', unit: '', values: '', agencies: '' },
  ...{ direction: '', frequency: 'year', until: '', sector: '', shown: '1' },
};

function taskValues(task: DraftTask): TypedTask {
  return {
    ...{ tt: task.tt ?? '', annex: task.annex ?? '', group: String(task.group ?? ''), name: task.name },
    ...{ nameEn: task.nameEn ?? '', leads: task.leads.join('\n'), partners: task.partners.join('\n') },
    ...{ product: task.product ?? '', deadline: task.deadlineRaw, cadence: task.cadence ?? '' },
    ...{ sector: task.sector ?? '', shown: task.shown ? '1' : '' },
  };
}

function targetValues(target: DraftTarget): TypedTarget {
  return {
    ...{ tt: target.tt ?? '', annex: target.annex ?? '', group: String(target.group ?? '') },
    ...{
      parent: target.parent ?? '',
      name: target.name,
      nameEn: target.nameEn ?? '',
      unit: target.unit ?? '',
    },
    ...{ values: target.raw, agencies: target.agencies.join('\n'), direction: target.direction },
    ...{ frequency: target.frequency, until: target.until ? writeDate(target.until) : '' },
    ...{ sector: target.sector ?? '', shown: target.shown ? '1' : '' },
  };
}

const keyIn = (form: FormFields) => form.get('khoa').slice(0, 60) || randomUUID();
const partPath = (id: number, part: 'task' | 'target') =>
  `${programmeWork.plan(id)}${part === 'target' ? '?xem=chi-tieu' : ''}`;

async function postNewTask(call: Call): Promise<Response> {
  const form = await call.form();
  const values = typedTask(form);
  const key = keyIn(form);
  try {
    await addTask(call.services, call.actor, readId(call, 'id'), { ...values, key });
    return seeOther(call, partPath(readId(call, 'id'), 'task'), planTexts(call.language).saved);
  } catch (error) {
    const failure = failureIn(call, error);
    return taskPage(call, { plan: await openDraft(call), item: null, values, failure, formKey: key });
  }
}

async function postNewTarget(call: Call): Promise<Response> {
  const form = await call.form();
  const values = typedTarget(form);
  const key = keyIn(form);
  try {
    await addTarget(call.services, call.actor, readId(call, 'id'), { ...values, key });
    return seeOther(call, partPath(readId(call, 'id'), 'target'), planTexts(call.language).saved);
  } catch (error) {
    const failure = failureIn(call, error);
    return targetPage(call, { plan: await openDraft(call), item: null, values, failure, formKey: key });
  }
}

async function postTask(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const [planId, id] = [readId(call, 'id'), readId(call, 'item')];
  const values = typedTask(form);
  const version = versionIn(form);
  const removes = form.get('do') === 'xoa';
  const t = planTexts(language);
  try {
    if (removes) await removeItem(services, actor, planId, { part: 'task', id, version });
    else await changeTask(services, actor, planId, id, { ...values, version });
    return seeOther(call, partPath(planId, 'task'), removes ? t.removed : t.saved);
  } catch (error) {
    const failure = failureIn(call, error);
    const plan = await openDraft(call);
    const item = await findDraftTask(services.db, planId, id);
    return taskPage(call, { plan, item, values: removes ? taskValues(item) : values, failure });
  }
}

async function postTarget(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const [planId, id] = [readId(call, 'id'), readId(call, 'item')];
  const values = typedTarget(form);
  const version = versionIn(form);
  const removes = form.get('do') === 'xoa';
  const t = planTexts(language);
  try {
    if (removes) await removeItem(services, actor, planId, { part: 'target', id, version });
    else await changeTarget(services, actor, planId, id, { ...values, version });
    return seeOther(call, partPath(planId, 'target'), removes ? t.removed : t.saved);
  } catch (error) {
    const failure = failureIn(call, error);
    const plan = await openDraft(call);
    const item = await findDraftTarget(services.db, planId, id);
    return targetPage(call, { plan, item, values: removes ? targetValues(item) : values, failure });
  }
}

async function groupsPage(call: Call, refused: RefusedGroup | null): Promise<Response> {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: planTexts(lang).groups, active: 'desk', status: refused?.status ?? 200 },
    <GroupsPage {...{ lang, csrfToken, refused }} plan={await openDraft(call)} />,
  );
}

async function postGroup(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const of = form.get('of') === 'targets' ? 'targets' : 'tasks';
  const which = form.get('which').slice(0, 20);
  const group = /^[1-9]\d{0,14}$/.test(which) ? Number(which) : null;
  const typed = { label: form.get(`label-${which}`), name: form.get(`name-${which}`) };
  const t = planTexts(language);
  const removes = form.get('do') === 'xoa' && group !== null;
  try {
    if (removes) await removeGroup(services, actor, id, group);
    else await saveGroup(services, actor, id, { ...typed, of, id: group });
    return seeOther(call, programmeWork.groups(id), removes ? t.removed : t.saved);
  } catch (error) {
    return groupsPage(call, { ...failureIn(call, error), ...typed, which });
  }
}

const at = '/ban-lam-viec/ke-hoach/:id';

export const planItemRoutes: readonly Route[] = [
  readPage('plan.groups', `${at}/nhom`, planEditors, (call) => groupsPage(call, null)),
  action('plan.save_group', `${at}/nhom`, planEditors, postGroup),
  readPage('plan.new_task', `${at}/nhiem-vu/moi`, planEditors, async (call) =>
    taskPage(call, { plan: await openDraft(call), item: null, values: noTask }),
  ),
  action('plan.add_task', `${at}/nhiem-vu/moi`, planEditors, postNewTask),
  readPage('plan.edit_task', `${at}/nhiem-vu/:item`, planEditors, async (call) => {
    const plan = await openDraft(call);
    const item = await findDraftTask(call.services.db, plan.id, readId(call, 'item'));
    return taskPage(call, { plan, item, values: taskValues(item) });
  }),
  action('plan.save_task', `${at}/nhiem-vu/:item`, planEditors, postTask),
  readPage('plan.new_target', `${at}/chi-tieu/moi`, planEditors, async (call) =>
    targetPage(call, { plan: await openDraft(call), item: null, values: noTarget }),
  ),
  action('plan.add_target', `${at}/chi-tieu/moi`, planEditors, postNewTarget),
  readPage('plan.edit_target', `${at}/chi-tieu/:item`, planEditors, async (call) => {
    const plan = await openDraft(call);
    const item = await findDraftTarget(call.services.db, plan.id, readId(call, 'item'));
    return targetPage(call, { plan, item, values: targetValues(item) });
  }),
  action('plan.save_target', `${at}/chi-tieu/:item`, planEditors, postTarget),
];
