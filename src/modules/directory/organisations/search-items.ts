import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { indexItem, removeItem, type SearchItem } from '../../../platform/search/index.ts';

/** Organisations written to the index at once when it is rebuilt. */
const batch = 500;

/** Makes an organisation findable as it now is. A person who only holds an account is nobody's to find. */
export async function indexOrganisation(tx: Transaction, id: number): Promise<void> {
  const [item] = await itemsAfter(tx, id - 1, 1);
  if (item?.id === id) await indexItem(tx, item);
  else await removeItem(tx, 'organisation', id);
}

/** Every organisation as the search index takes it, a batch at a time. */
export async function* organisationSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  for (let after = 0; ; ) {
    const items = await itemsAfter(db, after, batch);
    const last = items.at(-1);
    if (!last) return;
    yield items;
    after = last.id;
  }
}

async function itemsAfter(db: Querying, after: number, limit: number): Promise<SearchItem[]> {
  const rows = await db
    .selectFrom('organisation')
    .select(['id', 'code', 'kind', 'name', 'name_en', 'short_name', 'tax_code', 'valid_from', 'illustrative'])
    .where('id', '>', after)
    .where('kind', '<>', 'individual')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    kind: 'organisation',
    id: row.id,
    code: row.code,
    otherCodes: row.tax_code === null ? [] : [row.tax_code],
    url: null,
    title: row.name,
    titleEn: row.name_en,
    summary: null,
    summaryEn: null,
    keywords: row.short_name === null ? [] : [row.short_name],
    body: '',
    facets: { type: row.kind },
    shown: { kind: row.kind },
    dated: row.valid_from,
    illustrative: row.illustrative,
  }));
}
