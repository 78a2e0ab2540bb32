import { z } from 'zod';
import { notFound } from '../../kernel/refusal.ts';
import {
  apiEdition,
  apiListedEntry,
  apiNeed,
  apiProblem,
  type CatalogueKind,
  editionForApi,
  endedEntry,
  entryStatuses,
  findCanonicalCode,
  findPublicEntry,
  findPublicEntryOn,
  listedForApi,
  listPublicEditions,
  needForApi,
  type PublicEntry,
  problemForApi,
  walkEntriesOn,
} from '../../modules/catalogue/index.ts';
import type { Call } from '../../platform/http/call.ts';
import {
  findItems,
  mostCandidates,
  type SearchFilters,
  type SearchKind,
  walkItems,
} from '../../platform/search/index.ts';
import { LivesOn, type Operation, operation } from './operation.ts';
import {
  cursorParameter,
  dateParameter,
  limitParameter,
  pageOf,
  readCursor,
  readDate,
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
  date: dateParameter,
  limit: limitParameter,
  cursor: cursorParameter,
});
type EntryQuery = z.output<typeof entryQuery>;
const onDate = z.object({ date: dateParameter });

/** Where a page of the catalogue as of a day begins. */
const versionPlace = z.object({ order: z.string().max(200), version: z.number().int() });
/** Where a page begins: after a place when all are walked through, at a number when something is searched. */
const walkPlace = z.object({ order: z.string().max(200), item: z.number().int() });
const searchPlace = z.object({ from: z.number().int().min(1).max(mostCandidates) });

async function listEntries(call: Call, kind: SearchKind, query: EntryQuery) {
  const { db } = call.services;
  const filters: SearchFilters = {
    year: query.year === undefined ? [] : [String(query.year)],
    sector: query.sector ?? [],
    status: query.status ?? [],
  };
  const day = readDate(call, query.date);
  if (day) {
    const after = readCursor(query.cursor, versionPlace);
    const catalogue = kind === 'problem' ? 'problems' : 'needs';
    const wanted = { q: query.q ?? '', filters, after, limit: query.limit };
    const page = await walkEntriesOn(db, catalogue, wanted, day);
    return { ...page, items: page.items.map(listedForApi), next: page.next && writeCursor(page.next) };
  }
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

/** The public entry of the address. Throws LivesOn where it is another one by now. */
export async function findEntry(
  call: Call,
  kind: CatalogueKind,
  date: string | undefined,
): Promise<PublicEntry | null> {
  const { db } = call.services;
  const day = readDate(call, date);
  const typed = call.param('code');
  const find = async (code: string) =>
    day ? ((await findPublicEntryOn(db, kind, code, day))?.entry ?? null) : findPublicEntry(db, code);
  const exact = await find(typed);
  if (exact?.kind === kind) return exact;
  const ended = await endedEntry(db, kind, typed);
  if (ended && day) return find(ended.code);
  if (ended) {
    // what stands after the code in the address asked for stands after that of where it lives on
    const rest = /^\/api\/v1\/\w+\/[^/]+(\/.*)?$/.exec(call.url.pathname)?.[1] ?? '';
    const url = (code: string) => `/api/v1/${kind}/${code}${rest}`;
    const successors = ended.successors.map(({ code }) => ({ code, url: url(code) }));
    throw new LivesOn(ended.code, ended.into && url(ended.into), successors);
  }
  const code = await findCanonicalCode(db, kind, typed);
  return code === null ? null : find(code);
}

const editionPlace = z.object({ from: z.number().int().min(1).max(100_000) });

export const catalogueOperations: readonly Operation[] = [
  operation({
    name: 'api.editions',
    path: '/api/v1/editions',
    summary: { vi: 'Các danh mục đã công bố', en: 'Published editions of the catalogues' },
    query: z.object({
      year: yearParameter,
      date: dateParameter,
      limit: limitParameter,
      cursor: cursorParameter,
    }),
    answer: pageOf(apiEdition),
    example: '/api/v1/editions',
    async read(call, { year, date, limit, cursor }) {
      const day = readDate(call, date);
      const from = readCursor(cursor, editionPlace)?.from ?? 0;
      const page = await listPublicEditions(call.services.db, {
        ...(year === undefined ? {} : { year }),
        ...(day && { asOf: day }),
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
    query: onDate,
    answer: apiEdition,
    example: '/api/v1/editions/BTL-2026',
    async read(call, { date }) {
      const day = readDate(call, date);
      const code = call.param('code').toUpperCase();
      const [edition] = (
        await listPublicEditions(call.services.db, {
          ...{ code, withdrawn: true, limit: 1, offset: 0 },
          ...(day && { asOf: day }),
        })
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
    read: (call, query) => listEntries(call, 'problem', query),
  }),
  operation({
    name: 'api.problem',
    path: '/api/v1/problems/{code}',
    summary: {
      vi: 'Một bài toán với mọi nội dung công khai',
      en: 'One problem with all that is public of it',
    },
    parts: { code: 'BTL-2026-01' },
    query: onDate,
    answer: apiProblem,
    example: '/api/v1/problems/BTL-2026-01',
    succeeded: true,
    async read(call, { date }) {
      const entry = await findEntry(call, 'problems', date);
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
    read: (call, query) => listEntries(call, 'need', query),
  }),
  operation({
    name: 'api.need',
    path: '/api/v1/needs/{code}',
    summary: { vi: 'Một nhu cầu với mọi nội dung công khai', en: 'One need with all that is public of it' },
    parts: { code: 'NCCN-2026-001' },
    query: onDate,
    answer: apiNeed,
    example: '/api/v1/needs/NCCN-2026-001',
    succeeded: true,
    async read(call, { date }) {
      const entry = await findEntry(call, 'needs', date);
      if (entry?.kind !== 'needs') throw notFound();
      return needForApi(entry);
    },
  }),
];
