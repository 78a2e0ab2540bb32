import type { PartialDate } from '../../kernel/dates.ts';
import { firstDayOf } from '../../kernel/dates.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { indexItem, type SearchItem } from '../../platform/search/index.ts';
import { kindNameOf } from './kind-names.ts';
import { documentPaths } from './paths.ts';
import { readKind } from './store.ts';

/** Documents written to the index at once when it is rebuilt. */
const batch = 100;

/** Makes a published document findable as it now is. */
export async function indexDocument(tx: Transaction, id: number): Promise<void> {
  const [item] = await publishedItems(tx, id - 1, 1);
  if (item?.id === id) await indexItem(tx, item);
}

/** Every published document as the search index takes it, a batch at a time, for rebuilding the index. */
export async function* documentSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  for (let after = 0; ; ) {
    const items = await publishedItems(db, after, batch);
    const last = items.at(-1);
    if (!last) return;
    yield items;
    after = last.id;
  }
}

async function publishedItems(db: Querying, after: number, limit: number): Promise<SearchItem[]> {
  const rows = await db
    .selectFrom('document')
    .leftJoin('organisation', 'organisation.id', 'document.issuer_id')
    .select([
      'document.id',
      'document.kind',
      'document.number',
      'document.symbol',
      'document.issued',
      'document.issuer',
      'document.title',
      'document.title_en',
      'document.abstract',
      'document.abstract_en',
      'document.signer_name',
      'document.body_text',
      'document.illustrative',
      'organisation.code as issuer_code',
      'organisation.name as issuer_name',
    ])
    .where('document.state', '=', 'published')
    .where('document.id', '>', after)
    .orderBy('document.id')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const kind = readKind(row.kind);
    const name = kindNameOf({ kind, symbol: row.symbol });
    const names = [row.issuer, row.issuer_name].filter((text) => text !== null);
    return {
      kind: 'document',
      id: row.id,
      code: row.number,
      url: documentPaths.document(row.id),
      title: row.title,
      titleEn: row.title_en,
      summary: row.abstract,
      summaryEn: row.abstract_en,
      keywords: [name.vi, name.en, ...new Set(names)],
      body: [row.signer_name, row.body_text].filter(Boolean).join('\n'),
      facets: {
        years: yearsOf(row.issued),
        organisations: row.issuer_code ? [row.issuer_code] : [],
        type: kind,
      },
      shown: { kind, number: row.number, symbol: row.symbol, issued: row.issued, issuer: row.issuer },
      dated: row.issued === null ? null : firstDayOf(row.issued),
      illustrative: row.illustrative,
    };
  });
}

function yearsOf(issued: PartialDate | null): number[] {
  return issued === null ? [] : [Number(issued.slice(0, 4))];
}
