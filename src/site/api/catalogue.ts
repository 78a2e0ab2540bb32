import { z } from 'zod';
import { notFound } from '../../kernel/refusal.ts';
import {
  apiEdition,
  apiListedEntry,
  apiNeed,
  apiProblem,
  type CatalogueKind,
  editionForApi,
  entryStatuses,
  findCanonicalCode,
  findPublicEntry,
  listedForApi,
  listPublicEditions,
  needForApi,
  type PublicEntry,
  problemForApi,
} from '../../modules/catalogue/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import {
  findItems,
  mostCandidates,
  type SearchFilters,
  type SearchKind,
  walkItems,
} from '../../platform/search/index.ts';
import { type Operation, operation } from './operation.ts';
import {
  cursorParameter,
  limitParameter,
  pageOf,
  readCursor,
  searchParameter,
  writeCursor,
  yearParameter,
} from './paging.ts';

const one = <Value extends z.ZodType>(value: Value) =>
  z.union([value, z.array(value).max(30)]).transform((given) => (Array.isArray(given) ? given : [given]));

const entryQuery = z.object({
  q: searchParameter,
  year: yearParameter.describe('Year of the edition, or within its period'),
  sector: one(z.string().max(60)).optional().describe('Code of a sector; may be repeated'),
  status: one(z.enum(entryStatuses)).optional().describe('May be repeated'),
  limit: limitParameter,
  cursor: cursorParameter,
});
type EntryQuery = z.output<typeof entryQuery>;

/** Where a page begins: after a place when all are walked through, at a number when something is searched. */
const walkPlace = z.object({ order: z.string().max(200), item: z.number().int() });
const searchPlace = z.object({ from: z.number().int().min(1).max(mostCandidates) });

async function listEntries(db: Querying, kind: SearchKind, query: EntryQuery) {
  const filters: SearchFilters = {
    year: query.year === undefined ? [] : [String(query.year)],
    sector: query.sector ?? [],
    status: query.status ?? [],
  };
  if (!query.q?.trim()) {
    const page = await walkItems(
      db,
      kind,
      filters,
      readCursor(query.cursor, walkPlace),
      query.limit,
      mostCandidates,
    );
    return {
      items: page.items.map(listedForApi),
      total: page.total,
      totalIsExact: page.totalIsExact,
      next: page.next && writeCursor(page.next),
    };
  }
  const from = readCursor(query.cursor, searchPlace)?.from ?? 0;
  const found = await findItems(db, query.q, {
    kinds: [kind],
    filters,
    sort: 'relevance',
    offset: from,
    limit: query.limit,
    passages: false,
    count: 'none',
  });
  const reached = from + found.items.length;
  return {
    items: found.items.map(listedForApi),
    total: found.total,
    totalIsExact: found.totalIsExact,
    next: reached < found.total && found.items.length > 0 ? writeCursor({ from: reached }) : null,
  };
}

async function findEntry(db: Querying, kind: CatalogueKind, typed: string): Promise<PublicEntry | null> {
  const exact = await findPublicEntry(db, typed);
  if (exact?.kind === kind) return exact;
  const code = await findCanonicalCode(db, kind, typed);
  return code === null ? null : findPublicEntry(db, code);
}

const editionPlace = z.object({ from: z.number().int().min(1).max(100_000) });

export const catalogueOperations: readonly Operation[] = [
  operation({
    name: 'api.editions',
    path: '/api/v1/editions',
    summary: { vi: 'Các danh mục đã công bố', en: 'Published editions of the catalogues' },
    query: z.object({ year: yearParameter, limit: limitParameter, cursor: cursorParameter }),
    answer: pageOf(apiEdition),
    example: '/api/v1/editions',
    async read(call, { year, limit, cursor }) {
      const from = readCursor(cursor, editionPlace)?.from ?? 0;
      const page = await listPublicEditions(call.services.db, {
        ...(year === undefined ? {} : { year }),
        withdrawn: true,
        limit,
        offset: from,
      });
      const reached = from + page.items.length;
      return {
        items: page.items.map(editionForApi),
        total: page.total,
        totalIsExact: true,
        next: page.items.length > 0 && reached < page.total ? writeCursor({ from: reached }) : null,
      };
    },
  }),
  operation({
    name: 'api.edition',
    path: '/api/v1/editions/{code}',
    summary: { vi: 'Một danh mục', en: 'One edition' },
    parts: { code: 'BTL-2026' },
    query: z.object({}),
    answer: apiEdition,
    example: '/api/v1/editions/BTL-2026',
    async read(call) {
      const code = call.param('code').toUpperCase();
      const [edition] = (
        await listPublicEditions(call.services.db, { code, withdrawn: true, limit: 1, offset: 0 })
      ).items;
      if (!edition) throw notFound();
      return editionForApi(edition);
    },
  }),
  operation({
    name: 'api.problems',
    path: '/api/v1/problems',
    summary: { vi: 'Bài toán lớn: liệt kê, tìm, lọc', en: 'Major problems: list, search, filter' },
    query: entryQuery,
    answer: pageOf(apiListedEntry),
    example: '/api/v1/problems?q=sat+lo&limit=5',
    read: (call, query) => listEntries(call.services.db, 'problem', query),
  }),
  operation({
    name: 'api.problem',
    path: '/api/v1/problems/{code}',
    summary: {
      vi: 'Một bài toán với mọi nội dung công khai',
      en: 'One problem with all that is public of it',
    },
    parts: { code: 'BTL-2026-01' },
    query: z.object({}),
    answer: apiProblem,
    example: '/api/v1/problems/BTL-2026-01',
    async read(call) {
      const entry = await findEntry(call.services.db, 'problems', call.param('code'));
      if (entry?.kind !== 'problems') throw notFound();
      return problemForApi(entry);
    },
  }),
  operation({
    name: 'api.needs',
    path: '/api/v1/needs',
    summary: { vi: 'Nhu cầu công nghệ: liệt kê, tìm, lọc', en: 'Technology needs: list, search, filter' },
    query: entryQuery,
    answer: pageOf(apiListedEntry),
    example: '/api/v1/needs?status=open',
    read: (call, query) => listEntries(call.services.db, 'need', query),
  }),
  operation({
    name: 'api.need',
    path: '/api/v1/needs/{code}',
    summary: { vi: 'Một nhu cầu với mọi nội dung công khai', en: 'One need with all that is public of it' },
    parts: { code: 'NCCN-2026-001' },
    query: z.object({}),
    answer: apiNeed,
    example: '/api/v1/needs/NCCN-2026-001',
    async read(call) {
      const entry = await findEntry(call.services.db, 'needs', call.param('code'));
      if (entry?.kind !== 'needs') throw notFound();
      return needForApi(entry);
    },
  }),
];
