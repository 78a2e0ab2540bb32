import type { Querying } from '../../platform/database/open.ts';
import type { SearchItem } from '../../platform/search/index.ts';
import { readEdition } from './edition-store.ts';
import { allEntries } from './entry-store.ts';
import { searchItemOf } from './search-item.ts';

/** Every public entry as the search index takes it, an edition at a time. */
export async function* catalogueSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  const editions = await db
    .selectFrom('edition')
    .leftJoin('document', 'document.id', 'edition.document_id')
    .selectAll('edition')
    .select('document.issued')
    .where('edition.state', '=', 'published')
    .orderBy('edition.id')
    .execute();
  for (const row of editions) {
    const entries = await allEntries(db, row.id);
    yield entries
      .filter((entry) => entry.publishedAt !== null && !entry.confidential)
      .map((entry) => searchItemOf(readEdition(row), entry, row.issued));
  }
}
