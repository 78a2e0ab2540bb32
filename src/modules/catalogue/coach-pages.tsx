import type { Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { coachTexts } from './coach-texts.ts';
import { CoachPage, ComparePage } from './coach-view.tsx';
import { type Edition, isOpen } from './edition.ts';
import { idOf, openEdition, readers } from './edition-pages.tsx';
import { entryCounts, listEntryRows } from './edition-queries.ts';
import { editionOfEntry } from './edition-store.ts';
import { entryPath, formChoices, openEntry } from './entry-pages.tsx';
import { type EntryRecord, findEntry } from './entry-store.ts';
import { likeEntries } from './likeness.ts';
import { recordLook } from './looks.ts';
import { work } from './paths.ts';
import { can, looksAsInspector } from './policy.ts';

async function showCoach(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const { services, actor, language } = call;
  const at = readPageNumber(call.query('trang'));
  const filters = { text: '', gap: null, removed: false, page: at };
  const found = await listEntryRows(services.db, actor, edition.id, filters);
  const ids = found.rows.map(({ id }) => id);
  const alike = await likeEntries(services.db, actor, ids);
  if (looksAsInspector(actor)) {
    const drafts = [...alike.values()].flat().filter(({ published }) => !published);
    const looked = new Set([edition.id, ...drafts.map(({ editionId }) => editionId)]);
    await recordLook(services, actor, 'edition', ...looked);
  }
  const { gaps } = await entryCounts(services.db, actor, edition.id);
  return page(
    call,
    { title: coachTexts(language).title, active: 'desk', wide: true, illustrative: edition.illustrative },
    <CoachPage {...{ language, edition, gaps, found, alike }} page={at} />,
  );
}

/** Either entry may be of an edition the person must not see: then there is nothing to compare. */
async function showCompare(call: Call): Promise<Response> {
  const { edition, entry } = await openEntry(call);
  const { services, actor, language } = call;
  const otherId = idOf(call, 'other');
  const otherEdition = await editionOfEntry(services.db, actor, otherId);
  const other = await findEntry(services.db, actor, otherEdition.id, otherId);
  if (!can(actor, 'read', otherEdition.id) || other.kind !== entry.kind || other.id === entry.id)
    throw notFound();
  if (looksAsInspector(actor)) await recordLook(services, actor, 'entry', entry.id, other.id);
  const choices = await formChoices(call, entry, false);
  return page(
    call,
    {
      title: coachTexts(language).compareTitle,
      active: 'desk',
      wide: true,
      illustrative: entry.illustrative || other.illustrative,
    },
    <ComparePage
      {...{ language, edition, entry, other, otherEdition, choices }}
      mergedIn={mergedIn(actor, [edition, otherEdition], [entry, other])}
    />,
  );
}

/** The edition being written in which both stand, or which changes what is public of them; null: they are not merged. */
function mergedIn(
  actor: Actor,
  editions: readonly Edition[],
  entries: readonly EntryRecord[],
): Edition | null {
  const standing = entries.every(({ removedAt, amends }) => removedAt === null && !amends?.takesOut);
  const reaches = ({ id, amends }: Edition) =>
    entries.every(({ editionId }) => editionId === id || editionId === amends?.editionId);
  const open = editions.find(
    (edition) => isOpen(edition) && can(actor, 'edit', edition.id) && reaches(edition),
  );
  return standing && open ? open : null;
}

export const coachRoutes: readonly Route[] = [
  readPage('edition.coach', `${work.editions}/:id/gop-y`, readers, showCoach),
  readPage('entry.compare-alike', `${entryPath}/so-sanh/:other`, readers, showCompare),
];
