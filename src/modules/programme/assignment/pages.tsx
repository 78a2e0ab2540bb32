import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { type FormFields, fieldsOf } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { FieldErrors } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { listSectors } from '../../catalogue/index.ts';
import { formFailure, readId } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { heldOf, type PlanRow } from '../plans/store.ts';
import { mayDo, programmeEditors, programmeReaders } from '../policy.ts';
import { readReading } from '../reading.ts';
import { listGiven } from './choice.ts';
import { assignTasks, planAssignment, undoAssignment } from './commands.ts';
import { assigningIn, byRules, choiceIn } from './posted.ts';
import { AssignmentPreview } from './preview-view.tsx';
import { findAssignment, groupsOf, latestAssignments } from './queries.ts';
import { AssignmentResult } from './result-view.tsx';
import { assignmentTexts } from './texts.ts';
import { AssignPage } from './view.tsx';
import { openPlan } from './work-frame.tsx';

const editors = onlyFor(...programmeEditors);

async function assignPage(
  call: Call,
  plan: PlanRow,
  form: FormFields,
  failed: { readonly errors: FieldErrors; readonly status: number } | null,
): Promise<Response> {
  const { services, language, csrfToken } = call;
  const { db } = services;
  const filter = choiceIn((name) => form.get(name));
  const pageNumber = readPageNumber(form.get('trang'));
  const rules = byRules(form);
  return page(
    call,
    { ...frame(plan), title: assignmentTexts(language).title, status: failed?.status ?? 200 },
    <AssignPage
      {...{ language, csrfToken, plan, form, filter, pageNumber, rules }}
      errors={failed?.errors ?? {}}
      found={rules ? { rows: [], total: 0 } : await listGiven(db, plan.id, filter, pageNumber)}
      groups={await groupsOf(db, plan.id)}
      sectors={await listSectors(db)}
      reading={await readReading(services.db, services)}
      latest={await latestAssignments(db, plan.id)}
    />,
  );
}

const frame = (plan: PlanRow) => ({ active: 'desk', wide: true, illustrative: plan.illustrative }) as const;

async function showAssign(call: Call): Promise<Response> {
  const plan = await openPlan(call, readId(call, 'id'), 'edit');
  const names = ['q', 'nhom', 'trang-thai', 'chua-giao', 'trang', 'cach'];
  return assignPage(call, plan, fieldsOf(names.map((name) => [name, call.query(name)])), null);
}

/** Shows what would change; a form that cannot be understood comes back with what was typed. */
async function preview(call: Call, plan: PlanRow, form: FormFields, refused?: string): Promise<Response> {
  const { services, language, csrfToken } = call;
  try {
    const input = assigningIn(form);
    const planned = await planAssignment(services, plan.id, input);
    return page(
      call,
      {
        ...frame(plan),
        ...{ title: assignmentTexts(language).previewTitle, status: refused === undefined ? 200 : 409 },
      },
      <AssignmentPreview
        {...{ language, csrfToken, plan, form, planned, refused }}
        sectors={await listSectors(services.db)}
        reading={await readReading(services.db, services)}
        formKey={randomUUID()}
      />,
    );
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return assignPage(call, plan, form, formFailure(error, language));
  }
}

async function postPreview(call: Call): Promise<Response> {
  const form = await call.form();
  return preview(call, await openPlan(call, readId(call, 'id'), 'edit'), form);
}

async function postAssign(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const plan = await openPlan(call, readId(call, 'id'), 'edit');
  const t = assignmentTexts(language);
  try {
    const key = form.get('khoa').slice(0, 60) || randomUUID();
    const input = { ...assigningIn(form), stand: form.get('moc'), key };
    const made = await assignTasks(services, actor, plan.id, input);
    if (made === null) return seeOther(call, programmeWork.assign(plan.id), t.nothingDone);
    const count = formatNumber(language, made.tasks, 0);
    return seeOther(call, programmeWork.assignment(plan.id, made.id), t.done(count));
  } catch (error) {
    if (error instanceof InvalidInput) return assignPage(call, plan, form, formFailure(error, language));
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return preview(call, plan, form, error.text[language]);
  }
}

async function showAssignment(call: Call): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const plan = await openPlan(call, readId(call, 'id'), 'read');
  const pageNumber = readPageNumber(call.query('trang'));
  const made = await findAssignment(services.db, plan.id, readId(call, 'assignment'), pageNumber);
  return page(
    call,
    { ...frame(plan), title: assignmentTexts(language).resultTitle },
    <AssignmentResult
      {...{ language, csrfToken, plan, made, pageNumber }}
      sectors={await listSectors(services.db)}
      reading={await readReading(services.db, services)}
      mayUndo={made.undoneAt === null && mayDo(actor, 'edit', heldOf(plan))}
    />,
  );
}

async function postUndo(call: Call): Promise<Response> {
  await call.form();
  const { services, actor, language } = call;
  const [id, assignment] = [readId(call, 'id'), readId(call, 'assignment')];
  await undoAssignment(services, actor, id, assignment);
  return seeOther(call, programmeWork.assignment(id, assignment), assignmentTexts(language).undoDone);
}

const at = (path: string) => `/ban-lam-viec/ke-hoach/:id/giao-viec${path}`;

export const assignRoutes: readonly Route[] = [
  readPage('task.assign', at(''), editors, showAssign),
  action('task.preview_assignment', at(''), editors, postPreview),
  action('task.assign_now', at('/thuc-hien'), editors, postAssign),
  readPage('task.show_assignment', at('/:assignment'), onlyFor(...programmeReaders), showAssignment),
  action('task.undo_assignment', at('/:assignment/hoan-tac'), editors, postUndo),
];
