import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '../../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../../kernel/text.ts';
import { seeOther } from '../../../../platform/http/answer.ts';
import type { Call } from '../../../../platform/http/call.ts';
import { type FormFields, fieldsOf } from '../../../../platform/http/form.ts';
import { readPageNumber } from '../../../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../../platform/http/route.ts';
import type { FieldErrors } from '../../../../ui/form.tsx';
import { formatNumber } from '../../../../ui/format.ts';
import { page } from '../../../../ui/page.tsx';
import { formFailure, readId } from '../../../directory/index.ts';
import { programmeWork } from '../../paths.ts';
import { heldOf, type PlanRow } from '../../plans/store.ts';
import { mayDo, programmeEditors, programmeReaders } from '../../policy.ts';
import { namesIn } from '../named.ts';
import { numberIn } from '../posted.ts';
import { groupsOf } from '../queries.ts';
import { assignmentTexts } from '../texts.ts';
import { openPlan } from '../work-frame.tsx';
import { assignOwners, type OwnerAssigning, planOwners, undoOwners } from './commands.ts';
import { listOwned, type OwnerChoice } from './owners.ts';
import { findOwnerAssignment, latestOwnerAssignments } from './queries.ts';
import { ownerTexts } from './texts.ts';
import { AssignTargetsPage, OwnersPreview, OwnersResult } from './view.tsx';

const editors = onlyFor(...programmeEditors);

const frame = (plan: PlanRow) => ({ active: 'desk', wide: true, illustrative: plan.illustrative }) as const;

function choiceIn(read: (name: string) => string): OwnerChoice {
  return {
    ...{ group: numberIn(read('khoi')), text: read('q').slice(0, 200) },
    ...{ ownerless: read('chua-giao') === '1', ids: null },
  };
}

function both(of: (texts: ReturnType<typeof ownerTexts>) => string): Text {
  return { vi: of(ownerTexts('vi')), en: of(ownerTexts('en')) };
}

/** What was posted. Throws InvalidInput `ct`, `leads`. */
function assigningIn(form: FormFields): OwnerAssigning {
  const owners = form.get('chu-tri').slice(0, 10_000);
  const ids = form.all('ct').flatMap((id) => numberIn(id) ?? []);
  const all = form.get('tat-ca') === '1';
  const wrong = {
    ...(!all && ids.length === 0 && { ct: both((t) => t.chooseTarget) }),
    ...(namesIn(owners).length === 0 && { leads: both((t) => t.sayWho) }),
  };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return {
    choice: all ? choiceIn((name) => form.get(name)) : { group: null, text: '', ownerless: false, ids },
    ...{ owners, overwrite: form.get('ghi-de') === '1' },
    document: singleSpaced(form.get('van-ban')).slice(0, 300) || null,
  };
}

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
  return page(
    call,
    { ...frame(plan), title: ownerTexts(language).title, status: failed?.status ?? 200 },
    <AssignTargetsPage
      {...{ language, csrfToken, plan, form, filter, pageNumber }}
      errors={failed?.errors ?? {}}
      found={await listOwned(db, plan.id, filter, pageNumber)}
      groups={await groupsOf(db, plan.id, 'targets')}
      latest={await latestOwnerAssignments(db, plan.id)}
    />,
  );
}

async function showAssign(call: Call): Promise<Response> {
  const plan = await openPlan(call, readId(call, 'id'), 'edit');
  const names = ['q', 'khoi', 'chua-giao', 'trang'];
  return assignPage(call, plan, fieldsOf(names.map((name) => [name, call.query(name)])), null);
}

/** Shows what would change; a form that cannot be understood comes back with what was typed. */
async function preview(call: Call, plan: PlanRow, form: FormFields, refused?: string): Promise<Response> {
  const { services, language, csrfToken } = call;
  try {
    const planned = await planOwners(services, plan.id, assigningIn(form));
    const status = refused === undefined ? 200 : 409;
    return page(
      call,
      { ...frame(plan), title: ownerTexts(language).previewTitle, status },
      <OwnersPreview {...{ language, csrfToken, plan, form, planned, refused }} formKey={randomUUID()} />,
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
  const t = ownerTexts(language);
  try {
    const key = form.get('khoa').slice(0, 60) || randomUUID();
    const input = { ...assigningIn(form), stand: form.get('moc'), key };
    const made = await assignOwners(services, actor, plan.id, input);
    if (made === null) return seeOther(call, programmeWork.assignTargets(plan.id), t.nothingDone);
    const count = formatNumber(language, made.targets, 0);
    return seeOther(call, programmeWork.targetAssignment(plan.id, made.id), t.done(count));
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
  const made = await findOwnerAssignment(services.db, plan.id, readId(call, 'assignment'), pageNumber);
  return page(
    call,
    { ...frame(plan), title: ownerTexts(language).resultTitle },
    <OwnersResult
      {...{ language, csrfToken, plan, made, pageNumber }}
      mayUndo={made.undoneAt === null && mayDo(actor, 'edit', heldOf(plan))}
    />,
  );
}

async function postUndo(call: Call): Promise<Response> {
  await call.form();
  const { services, actor, language } = call;
  const [id, assignment] = [readId(call, 'id'), readId(call, 'assignment')];
  await undoOwners(services, actor, id, assignment);
  return seeOther(call, programmeWork.targetAssignment(id, assignment), assignmentTexts(language).undoDone);
}

const at = (path: string) => `/ban-lam-viec/ke-hoach/:id/giao-chi-tieu${path}`;

export const ownerRoutes: readonly Route[] = [
  readPage('target.assign', at(''), editors, showAssign),
  action('target.preview_assignment', at(''), editors, postPreview),
  action('target.assign_now', at('/thuc-hien'), editors, postAssign),
  readPage('target.show_assignment', at('/:assignment'), onlyFor(...programmeReaders), showAssignment),
  action('target.undo_assignment', at('/:assignment/hoan-tac'), editors, postUndo),
];
