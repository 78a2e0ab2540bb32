import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { differences, merge } from './conflict.ts';
import { ConflictPage } from './conflict-view.tsx';
import { isOpen } from './edition.ts';
import { editors } from './edition-pages.tsx';
import { valuesOfContent } from './entry-form.ts';
import { entryPath, formChoices, type Opened, openEntry, saveTyped } from './entry-pages.tsx';
import { contentOf, type EntryRecord } from './entry-store.ts';
import { entryTexts } from './entry-texts.ts';
import { work } from './paths.ts';
import { authorise } from './policy.ts';
import { type WorkingCopy, workingCopies } from './working-copy.ts';

function sidesOf(entry: EntryRecord, copy: WorkingCopy) {
  return { mine: copy.values, theirs: valuesOfContent(contentOf(entry)), base: copy.base };
}

async function ownCopyOf(call: Call, entry: EntryRecord): Promise<WorkingCopy | null> {
  const { actor, services } = call;
  const copies = await workingCopies(services.db, entry.id);
  return copies.find((copy) => actor.kind === 'account' && copy.accountId === actor.id) ?? null;
}

async function conflictPage(
  call: Call,
  opened: Opened,
  copy: WorkingCopy,
  error?: string,
): Promise<Response> {
  const { language, csrfToken } = call;
  const { edition, entry } = opened;
  const found = differences(entry.kind, sidesOf(entry, copy));
  const choices = await formChoices(call, entry, false);
  return page(
    call,
    { title: entryTexts(language).conflictTitle, active: 'desk', wide: true, status: error ? 409 : 200 },
    <ConflictPage
      {...{ language, csrfToken, edition, entry, choices, error }}
      differences={found}
      since={copy.baseVersion}
    />,
  );
}

async function showConflict(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  const copy = await ownCopyOf(call, opened.entry);
  const closed = !isOpen(opened.edition) || opened.entry.removedAt !== null;
  if (!copy || closed) return seeOther(call, work.entry(opened.edition.id, opened.entry.id));
  return conflictPage(call, opened, copy);
}

async function postMerge(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  const { edition, entry } = opened;
  authorise(call.actor, 'edit', edition.id);
  const form = await call.form();
  const copy = await ownCopyOf(call, entry);
  if (!copy) return seeOther(call, work.entry(edition.id, entry.id));
  const t = entryTexts(call.language);
  const closed = !isOpen(edition) || entry.removedAt !== null;
  // the choices were made against another text: they must be made again
  if (!closed && Number(form.get('version')) !== entry.version)
    return conflictPage(call, opened, copy, t.changedAgain);
  const sides = sidesOf(entry, copy);
  const values = merge(entry.kind, sides, (field) => form.get(`choose-${field}`));
  return saveTyped(call, opened, { values, base: sides.theirs, version: entry.version });
}

/** Two people on one entry: what differs, and the choice between them. */
export const conflictRoutes: readonly Route[] = [
  readPage('entry.compare', `${entryPath}/gop`, editors, showConflict),
  action('entry.merge', `${entryPath}/gop`, editors, postMerge),
];
