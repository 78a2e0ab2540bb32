import { catalogueSearchItems, questionSearchItems } from '../modules/catalogue/index.ts';
import { consultationSearchItems } from '../modules/consultation/index.ts';
import { organisationSearchItems } from '../modules/directory/index.ts';
import { documentSearchItems } from '../modules/documents/index.ts';
import { programmeSearchItems } from '../modules/programme/index.ts';
import type { Transaction } from '../platform/database/open.ts';
import { bumpContentVersion } from '../platform/http/content-version.ts';
import { clearSearch, countItems, indexItems, type SearchItem } from '../platform/search/index.ts';
import type { Services } from '../platform/services.ts';

/**
 * Writes the search index anew from everything public, in one transaction: visitors search the old one until the new
 * one is whole. Returns how many things can be found.
 */
export async function rebuildSearch(services: Services): Promise<number> {
  return services.db.transaction().execute(rebuildSearchIn);
}

/** As `rebuildSearch`, as a part of a transaction that does more. */
export async function rebuildSearchIn(tx: Transaction): Promise<number> {
  await clearSearch(tx);
  const sources: readonly AsyncIterable<readonly SearchItem[]>[] = [
    organisationSearchItems(tx),
    documentSearchItems(tx),
    catalogueSearchItems(tx),
    // after the entries: they are found under those that are
    questionSearchItems(tx),
    consultationSearchItems(tx),
    programmeSearchItems(tx),
  ];
  for (const source of sources) for await (const items of source) await indexItems(tx, items);
  await bumpContentVersion(tx);
  return countItems(tx);
}
