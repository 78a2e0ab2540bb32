import { type DatabaseConnection, openDatabase } from '../../src/platform/database/open.ts';
import { openLog } from '../../src/platform/log.ts';
import {
  clearSearch,
  type Found,
  findItems,
  indexItems,
  type SearchItem,
  type Selection,
  searchKinds,
} from '../../src/platform/search/index.ts';
import { createTestDatabase, type TestDatabase } from './servers.ts';

/** An index of its own, empty at first. */
export interface SearchScene {
  readonly database: TestDatabase;
  readonly opened: DatabaseConnection;
  index(...items: readonly SearchItem[]): Promise<void>;
  find(q: string, more?: Partial<Selection>): Promise<Found>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

export const everything: Selection = {
  kinds: searchKinds,
  filters: {},
  sort: 'relevance',
  offset: 0,
  limit: 50,
  passages: false,
  count: 'all',
};

export async function openSearch(): Promise<SearchScene> {
  const database = await createTestDatabase();
  const opened = openDatabase({ connection: database.connection, log: openLog('silent'), max: 4 });
  return {
    database,
    opened,
    index: (...items) => opened.db.transaction().execute((tx) => indexItems(tx, items)),
    find: (q, more = {}) => findItems(opened.db, q, { ...everything, ...more }),
    empty: () => opened.db.transaction().execute(clearSearch),
    async close() {
      await opened.close();
      await database.drop();
    },
  };
}

let lastId = 0;

/** A problem with nothing but its title, unless said otherwise. */
export function item(title: string, more: Partial<SearchItem> = {}): SearchItem {
  lastId += 1;
  return {
    kind: 'problem',
    id: lastId,
    code: null,
    url: `/bai-toan/${lastId}`,
    title,
    titleEn: null,
    summary: null,
    summaryEn: null,
    keywords: [],
    body: '',
    facets: {},
    shown: {},
    dated: '2026-03-31',
    illustrative: false,
    ...more,
  };
}
