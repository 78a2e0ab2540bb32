import { type Actor, system } from '../../kernel/actor.ts';
import type { PartialDate } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { NewEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import { holdDocument, publishDocumentWithin } from '../documents/index.ts';
import { applyAmendment } from './amendment/apply.ts';
import { publishOutcomes } from './carry-over/publish.ts';
import { replacedEvent, supersedeBy } from './carry-over/supersede.ts';
import type { Edition } from './edition.ts';
import { allEntries } from './entry-store.ts';
import { showInSearch } from './found-entries.ts';
import { searchItemOf } from './search-item.ts';
import { recordEditionVersion, recordVersions } from './versions/record.ts';

/**
 * What publication means within the command's transaction: entries are dated and can be found, the issuing document
 * is public too; confidential entries stay unseen. An amendment changes the entries of the edition it amends. Returns
 * how many entries are public, or changed, and what is to be told of others after the publication itself.
 */
export async function makePublic(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  now: Date,
): Promise<{ readonly facts: Readonly<Record<string, number>>; readonly events: readonly NewEvent[] }> {
  if (edition.amends)
    return { facts: await applyAmendment(tx, actor, edition, edition.amends, now), events: [] };
  const document = edition.documentId === null ? null : await holdDocument(tx, edition.documentId);
  await tx
    .updateTable('entry')
    .set({ published_at: now })
    .where('edition_id', '=', edition.id)
    .where('removed_at', 'is', null)
    .where('confidential', '=', false)
    .execute();
  const entries = await show(tx, edition, document?.issued ?? null, now);
  const replaced = await supersedeBy(tx, edition, now);
  const outcomes = await publishOutcomes(tx, actor, edition, now);
  await bumpContentVersion(tx);
  // an edition never links to a document that visitors cannot see
  if (edition.documentId !== null)
    await publishDocumentWithin(tx, actor, edition.documentId, now, { approved: true });
  return {
    facts: { entries },
    events: [...(replaced ? [replacedEvent(replaced, edition, now)] : []), ...outcomes],
  };
}

/**
 * A withdrawn edition is public again within the command's transaction: its entries as they stand are found again and
 * begin versions anew. Its issuing document stayed public. Returns how many entries are public.
 */
export async function showAgain(tx: Transaction, edition: Edition, now: Date): Promise<number> {
  const document = edition.documentId === null ? null : await holdDocument(tx, edition.documentId);
  const shown = await show(tx, edition, document?.issued ?? null, now);
  await bumpContentVersion(tx);
  return shown;
}

/** Entries that were made public can be found, and what visitors read of them and of the edition is kept from now on. */
async function show(
  tx: Transaction,
  edition: Edition,
  issued: PartialDate | null,
  now: Date,
): Promise<number> {
  const entries = (await allEntries(tx, system, edition.id)).filter(
    ({ publishedAt, removedAt, confidential }) => publishedAt !== null && removedAt === null && !confidential,
  );
  await showInSearch(
    tx,
    entries.map((entry) => searchItemOf(edition, entry, issued)),
  );
  await recordVersions(tx, { edition, entryIds: entries.map(({ id }) => id), amendmentId: null, at: now });
  await recordEditionVersion(tx, { editionId: edition.id, amendmentId: null, at: now });
  return entries.length;
}
