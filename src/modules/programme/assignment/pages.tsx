import { randomUUID } from 'node:crypto';
import type { Call } from '../../../platform/http/call.ts';
import { type FormFields, fieldsOf } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { listSectors } from '../../catalogue/index.ts';
import { readId } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { heldOf, type PlanRow } from '../plans/store.ts';
import { mayDo, programmeEditors, programmeReaders } from '../policy.ts';
import { readReading } from '../reading.ts';
import { listGiven } from './choice.ts';
import { type Assigning, assignTasks, planAssignment, undoAssignment } from './commands.ts';
import { assigningFrame, type Failed, type Giving, givingPosts } from './giving.ts';
import { assigningIn, byRules, choiceIn } from './posted.ts';
import { AssignmentPreview } from './preview-view.tsx';
import { findAssignment, groupsOf, latestAssignments } from './queries.ts';
import { AssignmentResult } from './result-view.tsx';
import { assignmentTexts } from './texts.ts';
import { AssignPage } from './view.tsx';
import { openPlan } from './work-frame.tsx';

async function assignPage(
  call: Call,
  plan: PlanRow,
  form: FormFields,
  failed: Failed | null,
): Promise<Response> {
  const { services, language, csrfToken } = call;
  const { db } = services;
  const filter = choiceIn((name) => form.get(name));
  const pageNumber = readPageNumber(form.get('trang'));
  const rules = byRules(form);
  return page(
    call,
    { ...assigningFrame(plan), title: assignmentTexts(language).title, status: failed?.status ?? 200 },
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

async function showAssign(call: Call): Promise<Response> {
  const plan = await openPlan(call, readId(call, 'id'), 'edit');
  const names = ['q', 'nhom', 'trang-thai', 'chua-giao', 'trang', 'cach'];
  return assignPage(call, plan, fieldsOf(names.map((name) => [name, call.query(name)])), null);
}

const giving: Giving<Assigning> = {
  read: assigningIn,
  choose: assignPage,
  look: async (call, { plan, form, input, refused }) => {
    const { services, language, csrfToken } = call;
    const planned = await planAssignment(services, plan.id, input);
    return page(
      call,
      {
        ...assigningFrame(plan),
        ...{ title: assignmentTexts(language).previewTitle, status: refused === undefined ? 200 : 409 },
      },
      <AssignmentPreview
        {...{ language, csrfToken, plan, form, planned, refused }}
        sectors={await listSectors(services.db)}
        reading={await readReading(services.db, services)}
        formKey={randomUUID()}
      />,
    );
  },
  give: async ({ services, actor }, planId, input) => {
    const made = await assignTasks(services, actor, planId, input);
    return made && { id: made.id, given: made.tasks };
  },
  undo: undoAssignment,
  paths: { choose: programmeWork.assign, made: programmeWork.assignment },
  texts: assignmentTexts,
};

async function showAssignment(call: Call): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const plan = await openPlan(call, readId(call, 'id'), 'read');
  const pageNumber = readPageNumber(call.query('trang'));
  const made = await findAssignment(services.db, plan.id, readId(call, 'assignment'), pageNumber);
  return page(
    call,
    { ...assigningFrame(plan), title: assignmentTexts(language).resultTitle },
    <AssignmentResult
      {...{ language, csrfToken, plan, made, pageNumber }}
      sectors={await listSectors(services.db)}
      reading={await readReading(services.db, services)}
      mayUndo={made.undoneAt === null && mayDo(actor, 'edit', heldOf(plan))}
    />,
  );
}

const at = '/ban-lam-viec/ke-hoach/:id/giao-viec';

export const assignRoutes: readonly Route[] = [
  readPage('task.assign', at, onlyFor(...programmeEditors), showAssign),
  readPage('task.show_assignment', `${at}/:assignment`, onlyFor(...programmeReaders), showAssignment),
  ...givingPosts('task', at, giving),
];
