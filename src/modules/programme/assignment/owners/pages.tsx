import { randomUUID } from 'node:crypto';
import { InvalidInput } from '../../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../../kernel/text.ts';
import type { Call } from '../../../../platform/http/call.ts';
import { type FormFields, fieldsOf } from '../../../../platform/http/form.ts';
import { readPageNumber } from '../../../../platform/http/page-number.ts';
import { onlyFor, type Route, page as readPage } from '../../../../platform/http/route.ts';
import { page } from '../../../../ui/page.tsx';
import { readId } from '../../../directory/index.ts';
import { programmeWork } from '../../paths.ts';
import { heldOf, type PlanRow } from '../../plans/store.ts';
import { mayDo, programmeEditors, programmeReaders } from '../../policy.ts';
import { assigningFrame, type Failed, type Giving, givingPosts } from '../giving.ts';
import { namesIn } from '../named.ts';
import { numberIn } from '../posted.ts';
import { groupsOf } from '../queries.ts';
import { openPlan } from '../work-frame.tsx';
import { assignOwners, type OwnerAssigning, planOwners, undoOwners } from './commands.ts';
import { listOwned, type OwnerChoice } from './owners.ts';
import { findOwnerAssignment, latestOwnerAssignments } from './queries.ts';
import { ownerTexts } from './texts.ts';
import { AssignTargetsPage, OwnersPreview, OwnersResult } from './view.tsx';

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
  failed: Failed | null,
): Promise<Response> {
  const { services, language, csrfToken } = call;
  const { db } = services;
  const filter = choiceIn((name) => form.get(name));
  const pageNumber = readPageNumber(form.get('trang'));
  return page(
    call,
    { ...assigningFrame(plan), title: ownerTexts(language).title, status: failed?.status ?? 200 },
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

const giving: Giving<OwnerAssigning> = {
  read: assigningIn,
  choose: assignPage,
  look: async (call, { plan, form, input, refused }) => {
    const { services, language, csrfToken } = call;
    const planned = await planOwners(services, plan.id, input);
    const status = refused === undefined ? 200 : 409;
    return page(
      call,
      { ...assigningFrame(plan), title: ownerTexts(language).previewTitle, status },
      <OwnersPreview {...{ language, csrfToken, plan, form, planned, refused }} formKey={randomUUID()} />,
    );
  },
  give: async ({ services, actor }, planId, input) => {
    const made = await assignOwners(services, actor, planId, input);
    return made && { id: made.id, given: made.targets };
  },
  undo: undoOwners,
  paths: { choose: programmeWork.assignTargets, made: programmeWork.targetAssignment },
  texts: ownerTexts,
};

async function showAssignment(call: Call): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const plan = await openPlan(call, readId(call, 'id'), 'read');
  const pageNumber = readPageNumber(call.query('trang'));
  const made = await findOwnerAssignment(services.db, plan.id, readId(call, 'assignment'), pageNumber);
  return page(
    call,
    { ...assigningFrame(plan), title: ownerTexts(language).resultTitle },
    <OwnersResult
      {...{ language, csrfToken, plan, made, pageNumber }}
      mayUndo={made.undoneAt === null && mayDo(actor, 'edit', heldOf(plan))}
    />,
  );
}

const at = '/ban-lam-viec/ke-hoach/:id/giao-chi-tieu';

export const ownerRoutes: readonly Route[] = [
  readPage('target.assign', at, onlyFor(...programmeEditors), showAssign),
  readPage('target.show_assignment', `${at}/:assignment`, onlyFor(...programmeReaders), showAssignment),
  ...givingPosts('target', at, giving),
];
