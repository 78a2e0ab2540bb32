import type { Transaction } from '../../platform/database/open.ts';
import { indexItems, removeItems, type SearchItem } from '../../platform/search/index.ts';
import type { CatalogueKind } from './entry.ts';
import { indexQuestionsAbout } from './questions/search-items.ts';

/** Visitors find these entries as they are now, and the answered questions about them. */
export async function showInSearch(tx: Transaction, items: readonly SearchItem[]): Promise<void> {
  if (items.length === 0) return;
  await indexItems(tx, items);
  await indexQuestionsAbout(
    tx,
    items.map(({ id }) => id),
  );
}

/** Visitors find these entries no longer, and questions about them only where they live on. */
export async function hideFromSearch(
  tx: Transaction,
  kind: CatalogueKind,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await removeItems(tx, kind === 'problems' ? 'problem' : 'need', ids);
  await indexQuestionsAbout(tx, ids);
}
