import type { Transaction } from '../../platform/database/open.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import { tellDateCorrected } from './news.ts';
import { indexDocument } from './search-items.ts';

/** What a change of a published document means for everybody else: search, lists in the order of its day, kept pages. */
export async function showChanged(tx: Transaction, id: number, changed: readonly string[]): Promise<void> {
  await indexDocument(tx, id);
  if (changed.includes('issued')) await tellDateCorrected(tx, id);
  await bumpContentVersion(tx);
}
