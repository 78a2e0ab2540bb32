import { visitor } from '../../kernel/actor.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { indexItems, type SearchItem } from '../../platform/search/index.ts';
import { onDateCorrected } from '../documents/index.ts';
import { readEdition } from './edition-store.ts';
import { allEntries } from './entry-store.ts';
import { searchItemOf } from './search-item.ts';

/** Every public entry as the search index takes it, an edition at a time. */
export function catalogueSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  return itemsOfEditions(db, null);
}

/** Lists are in the order of the date of the issuing document: its entries are written to the index anew. */
async function indexEntriesIssuedBy(tx: Transaction, documentId: number): Promise<void> {
  for await (const items of itemsOfEditions(tx, documentId)) await indexItems(tx, items);
}
onDateCorrected(indexEntriesIssuedBy);

async function* itemsOfEditions(
  db: Querying,
  documentId: number | null,
): AsyncGenerator<readonly SearchItem[]> {
  const editions = await db
    .selectFrom('edition')
    .leftJoin('document', 'document.id', 'edition.document_id')
    .selectAll('edition')
    .select('document.issued')
    .where('edition.state', '=', 'published')
    .$if(documentId !== null, (query) => query.where('edition.document_id', '=', documentId))
    .orderBy('edition.id')
    .execute();
  for (const row of editions) {
    const entries = await allEntries(db, visitor, row.id);
    yield entries
      .filter((entry) => entry.publishedAt !== null && !entry.confidential)
      .map((entry) => searchItemOf(readEdition(row), entry, row.issued));
  }
}
