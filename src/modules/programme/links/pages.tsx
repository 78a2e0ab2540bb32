import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, readId, statedFailure } from '../../directory/index.ts';
import { numberIn } from '../assignment/posted.ts';
import { openPlan } from '../assignment/work-frame.tsx';
import { inspected } from '../looks.ts';
import { heldOf } from '../plans/store.ts';
import { agenciesOf, mayDo, programmeEditors, programmeReaders } from '../policy.ts';
import { addOrigin, createUnitTask, linkEntry, removeOrigin, unlinkEntry } from './commands.ts';
import { findItem, type Item, isSeen, linkPath, workPath } from './item.ts';
import { lineageOf } from './lineage.ts';
import { entriesOfItem, ownUnitPlans } from './queries.ts';
import { linkTexts } from './texts.ts';
import { LinksPage } from './view.tsx';

async function linksPage(
  call: Call,
  kind: Item['kind'],
  refused: { readonly form: FormFields; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { services, actor, language, csrfToken } = call;
  const { db } = services;
  const item = await findItem(db, { kind, id: readId(call, 'id') });
  const plan = await openPlan(call, item.planId, 'look');
  if (!(await isSeen(db, actor, item))) throw notFound();
  return page(
    call,
    {
      ...{ title: linkTexts(language).title, active: 'desk', status: refused?.failure.status ?? 200 },
      illustrative: plan.illustrative,
    },
    <LinksPage
      {...{ language, csrfToken, plan, item }}
      entries={await entriesOfItem(db, item)}
      lineage={await lineageOf(db, item, mayDo(actor, 'read', null))}
      unitPlans={plan.level === 'unit' ? [] : await ownUnitPlans(db, agenciesOf(actor))}
      mayEdit={mayDo(actor, 'edit', heldOf(plan))}
      errors={refused?.failure.errors ?? {}}
      general={refused?.failure.general}
      typed={(name) => refused?.form.get(name) ?? ''}
    />,
  );
}

async function postLink(call: Call, kind: Item['kind']): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const t = linkTexts(language);
  const item = { kind, id: readId(call, 'id') };
  const which = numberIn(form.get('which')) ?? 0;
  const deeds: Readonly<Record<string, () => Promise<void>>> = {
    'gan-muc': () => linkEntry(services, actor, item, form.get('entry')),
    'bo-muc': () => unlinkEntry(services, actor, item, which),
    'them-nguon': () => addOrigin(services, actor, item, form.get('origin')),
    'bo-nguon': () => removeOrigin(services, actor, item, which),
  };
  try {
    if (form.get('do') === 'dua-vao' && kind === 'task') {
      const made = await createUnitTask(services, actor, numberIn(form.get('plan')) ?? 0, item.id);
      return seeOther(call, workPath({ kind, id: made }), t.taken);
    }
    const deed = deeds[form.get('do')];
    if (!deed) throw notFound();
    await deed();
    return seeOther(call, linkPath(item), t.saved);
  } catch (error) {
    return linksPage(call, kind, { form, failure: statedFailure(error, language) });
  }
}

const [readers, editors] = [onlyFor(...programmeReaders), onlyFor(...programmeEditors)];

export const linkRoutes: readonly Route[] = [
  inspected(
    'task',
    readPage('task.links', '/ban-lam-viec/nhiem-vu/:id/lien-ket', readers, (call) =>
      linksPage(call, 'task', null),
    ),
  ),
  action('task.link', '/ban-lam-viec/nhiem-vu/:id/lien-ket', editors, (call) => postLink(call, 'task')),
  inspected(
    'target',
    readPage('target.links', '/ban-lam-viec/chi-tieu/:id/lien-ket', readers, (call) =>
      linksPage(call, 'target', null),
    ),
  ),
  action('target.link', '/ban-lam-viec/chi-tieu/:id/lien-ket', editors, (call) => postLink(call, 'target')),
];
