import { z } from 'zod';
import type { LocalDate } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import {
  type CatalogueKind,
  type EntryRecord,
  openEdition,
  openNeed,
  openOutcome,
  openProblem,
  readEntryQuery,
  walkEditionRows,
  walkEntryRecords,
  walkEntryRows,
  walkOutcomeRows,
  writeEntryQuery,
} from '../../modules/catalogue/index.ts';
import { listOrganisations } from '../../modules/directory/index.ts';
import { readRegisterFilters, walkDocumentRows } from '../../modules/documents/index.ts';
import {
  apiTarget,
  apiTask,
  readTargetRows,
  readTaskRows,
  walkTargetRows,
  walkTaskRows,
  writeTargetRows,
  writeTaskRows,
} from '../../modules/programme/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { apiDocument, apiOrganisation, organisationForApi } from '../api/register.ts';
import {
  documentFields,
  editionFields,
  type FieldText,
  needFields,
  organisationFields,
  outcomeFields,
  problemFields,
  targetFields,
  taskFields,
} from './field-texts.ts';

export const datasetNames = [
  'editions',
  'problems',
  'needs',
  'outcomes',
  'documents',
  'organisations',
  'tasks',
  'targets',
] as const;
export type DatasetName = (typeof datasetNames)[number];

/** What a file is to hold: all of a data set, or what a filter leaves. */
export interface Selection {
  /** The filter as it stands in addresses, always written the same way; empty for all. */
  readonly query: string;
  /** Rows as lines of JSON, some hundred at once. Begins to read when the first is asked for. */
  rows(db: Querying): AsyncIterable<string>;
  /** The same rows taken apart, where that costs less than taking the lines apart. */
  records?(db: Querying): AsyncIterable<readonly EntryRecord[]>;
}

export interface Dataset {
  readonly name: DatasetName;
  /** Its part of addresses. */
  readonly slug: string;
  readonly title: Text;
  readonly about: Text;
  /** What a row is: the schema of the API, without what is told of other things. */
  readonly row: z.ZodObject;
  readonly fields: Readonly<Record<string, FieldText>>;
  /** The field that names a row for good. */
  readonly key: string;
  /** Address of the list with the same filters, and of the same things in the API. */
  readonly list: string | null;
  readonly api: string | null;
  /** Names of filters in addresses. */
  readonly filters: readonly string[];
  readonly keywords: Readonly<Record<'vi' | 'en', readonly string[]>>;
  /** What the query of an address asks for. Throws InvalidInput for a day that is none. */
  select(asked: URLSearchParams, today: LocalDate): Selection;
}

/** A dataset whose fields are all told of: one forgotten does not compile. */
function dataset<Row extends z.ZodObject>(
  given: Omit<Dataset, 'row' | 'fields'> & {
    readonly row: Row;
    readonly fields: Readonly<Record<keyof z.output<Row> & string, FieldText>>;
  },
): Dataset {
  return given;
}

const openDocument = apiDocument
  .omit({
    recognised: true,
    articles: true,
    tables: true,
    statements: true,
    replacedBy: true,
    citedBy: true,
    citedByTotal: true,
  })
  .extend({ citations: z.array(apiDocument.shape.citations.element.omit({ document: true })) });

function selectEntries(kind: CatalogueKind, asked: URLSearchParams, today: LocalDate): Selection {
  const query = { ...readEntryQuery(asked), page: 1 };
  const typed = (asked.get('ngay') ?? '').trim();
  if (typed !== '' && query.day !== typed)
    throw new InvalidInput({
      ngay: {
        vi: 'Ngày chưa đúng: cần dạng 2026-05-01.',
        en: 'The day is wrong: it takes the form 2026-05-01.',
      },
    });
  if (query.day && query.day > today) throw notYet(query.day);
  // the order of a list says nothing about a file, but for what was searched
  const wanted = query.q && !query.day ? query : { ...query, sort: 'moi' as const };
  return {
    query: writeEntryQuery(wanted),
    rows: (db) => walkEntryRows(db, kind, wanted, today),
    ...((!wanted.q || wanted.day) && {
      records: (db: Querying) => walkEntryRecords(db, kind, wanted, today),
    }),
  };
}

function notYet(day: LocalDate): InvalidInput {
  return new InvalidInput({
    ngay: { vi: `Ngày ${day} chưa đến.`, en: `${day} has not come.` },
  });
}

const entryFilters = ['q', 'nam', 'linh-vuc', 'co-quan', 'dia-ban', 'trang-thai', 'ngay'];

const asLines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

const clean = (value: string | null) => (value ?? '').replaceAll('\u0000', '').normalize('NFC').trim();

/** The same filter always has the same address; without any there is none. */
function addressed(pairs: readonly (readonly [string, string])[]): string {
  const text = new URLSearchParams(
    pairs.filter(([, value]) => value !== '').map(([...pair]) => pair),
  ).toString();
  return text && `?${text}`;
}

async function* organisationRows(db: Querying, q: string): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listOrganisations>> = await listOrganisations(db, {
      q,
      limit: 500,
      after,
    });
    if (page.items.length > 0) yield asLines(page.items.map(organisationForApi));
    after = page.next;
    if (after === null) return;
  }
}

async function* documentRows(
  db: Querying,
  filters: Parameters<typeof walkDocumentRows>[1],
): AsyncGenerator<string> {
  yield* linesOf(walkDocumentRows(db, filters));
}

async function* linesOf(pieces: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const rows of pieces) yield asLines(rows);
}

const readerOf = (asked: URLSearchParams) => ({
  query: (name: string) => clean(asked.get(name)),
  queries: (name: string) => asked.getAll(name).map(clean),
});

export const datasets: readonly Dataset[] = [
  dataset({
    name: 'problems',
    slug: 'bai-toan',
    title: { vi: 'Bài toán lớn', en: 'Major problems' },
    about: {
      vi: 'Bài toán lớn đang có hiệu lực, với căn cứ, kết quả cần đạt và cơ quan chủ trì của từng mục.',
      en: 'Major problems in force, each with its legal bases, expected results and lead agency.',
    },
    row: openProblem,
    fields: problemFields,
    key: 'code',
    list: '/bai-toan',
    api: '/api/v1/problems',
    filters: entryFilters,
    keywords: { vi: ['bài toán lớn', 'đổi mới sáng tạo'], en: ['challenges', 'innovation'] },
    select: (asked, today) => selectEntries('problems', asked, today),
  }),
  dataset({
    name: 'needs',
    slug: 'nhu-cau',
    title: { vi: 'Nhu cầu công nghệ', en: 'Technology needs' },
    about: {
      vi: 'Nhu cầu công nghệ đang có hiệu lực, với thông số yêu cầu và đơn vị có nhu cầu.',
      en: 'Technology needs in force, each with required parameters and the organisation in need.',
    },
    row: openNeed,
    fields: needFields,
    key: 'code',
    list: '/nhu-cau',
    api: '/api/v1/needs',
    filters: entryFilters,
    keywords: {
      vi: ['nhu cầu công nghệ', 'chuyển giao công nghệ'],
      en: ['technology needs', 'technology transfer'],
    },
    select: (asked, today) => selectEntries('needs', asked, today),
  }),
  dataset({
    name: 'editions',
    slug: 'danh-muc',
    title: { vi: 'Danh mục đã công bố', en: 'Published editions' },
    about: {
      vi: 'Các danh mục bài toán và nhu cầu, kể cả danh mục đã bị thay thế hoặc thu hồi.',
      en: 'Editions of the catalogues of problems and needs, those replaced or withdrawn among them.',
    },
    row: openEdition,
    fields: editionFields,
    key: 'code',
    list: null,
    api: '/api/v1/editions',
    filters: [],
    keywords: { vi: ['danh mục'], en: ['catalogues'] },
    select: () => ({ query: '', rows: walkEditionRows }),
  }),
  dataset({
    name: 'outcomes',
    slug: 'ket-qua',
    title: { vi: 'Kết quả của từng mục', en: 'What became of entries' },
    about: {
      vi: 'Mỗi bài toán, nhu cầu của danh mục trước đã đi đến đâu: giải quyết, đang thực hiện, đưa tiếp, hay không.',
      en: 'What became of each entry of a former edition: resolved, in work, carried over, or not taken up.',
    },
    row: openOutcome,
    fields: outcomeFields,
    key: 'code',
    list: null,
    api: null,
    filters: ['danh-muc'],
    keywords: { vi: ['kết quả'], en: ['outcomes'] },
    select(asked) {
      const edition = clean(asked.get('danh-muc')).slice(0, 60);
      return {
        query: addressed([['danh-muc', edition]]),
        rows: (db) => walkOutcomeRows(db, edition || null),
      };
    },
  }),
  dataset({
    name: 'documents',
    slug: 'van-ban',
    title: { vi: 'Sổ văn bản', en: 'Register of documents' },
    about: {
      vi: 'Văn bản căn cứ và công bố, với mọi văn bản mà từng văn bản viện dẫn.',
      en: 'Official documents, each with all the documents it cites.',
    },
    row: openDocument,
    fields: documentFields,
    key: 'id',
    list: '/van-ban',
    api: '/api/v1/documents',
    filters: ['q', 'loai', 'nam', 'co-quan'],
    keywords: { vi: ['văn bản', 'căn cứ pháp lý'], en: ['official documents', 'legal bases'] },
    select(asked) {
      const read = readerOf(asked);
      const { q, kinds, years, issuers } = readRegisterFilters(read, false);
      const named = (name: string, values: readonly string[]) =>
        values.map((value) => [name, value] as const);
      const pairs = [
        ['q', q] as const,
        ...named('loai', kinds),
        ...named('nam', years),
        ...named('co-quan', issuers),
      ];
      return { query: addressed(pairs), rows: (db) => documentRows(db, { q, kinds, years, issuers }) };
    },
  }),
  dataset({
    name: 'organisations',
    slug: 'co-quan',
    title: { vi: 'Cơ quan, đơn vị', en: 'Organisations' },
    about: {
      vi: 'Cơ quan, đơn vị, xã, phường với mã, thời gian tồn tại, đơn vị trước và đơn vị kế tục.',
      en: 'Agencies, communes and other organisations with their codes, life, predecessors and successors.',
    },
    row: apiOrganisation,
    fields: organisationFields,
    key: 'code',
    list: null,
    api: '/api/v1/organisations',
    filters: ['q'],
    keywords: { vi: ['cơ quan', 'xã, phường'], en: ['agencies', 'communes'] },
    select(asked) {
      const q = clean(asked.get('q')).slice(0, 300);
      return { query: addressed([['q', q]]), rows: (db) => organisationRows(db, q) };
    },
  }),
  dataset({
    name: 'tasks',
    slug: 'nhiem-vu',
    title: { vi: 'Nhiệm vụ của các kế hoạch', en: 'Tasks of plans' },
    about: {
      vi: 'Nhiệm vụ của kế hoạch đang thực hiện và đã kết thúc: cơ quan chủ trì, thời hạn, trạng thái, tiến độ.',
      en: 'Tasks of plans in force and of those that were: who leads, deadline, state and progress.',
    },
    row: apiTask,
    fields: taskFields,
    key: 'code',
    list: null,
    api: '/api/v1/tasks',
    filters: ['q', 'ke-hoach', 'co-quan', 'linh-vuc', 'trang-thai', 'nhom'],
    keywords: { vi: ['kế hoạch', 'nhiệm vụ', 'tiến độ'], en: ['plans', 'tasks', 'progress'] },
    select(asked) {
      const filters = readTaskRows(readerOf(asked));
      return {
        query: addressed(writeTaskRows(filters)),
        rows: (db) => linesOf(walkTaskRows(db, filters)),
      };
    },
  }),
  dataset({
    name: 'targets',
    slug: 'chi-tieu',
    title: { vi: 'Chỉ tiêu của các kế hoạch', en: 'Targets of plans' },
    about: {
      vi: 'Chỉ tiêu của các kế hoạch: mức cần đạt, số liệu mới nhất, còn mới hay đã cũ, dự kiến đạt hay không.',
      en: 'Targets of plans: what is to be reached, the latest figure, how old it is, the outlook.',
    },
    row: apiTarget,
    fields: targetFields,
    key: 'code',
    list: null,
    api: '/api/v1/targets',
    filters: ['q', 'ke-hoach', 'co-quan', 'linh-vuc', 'trang-thai'],
    keywords: { vi: ['kế hoạch', 'chỉ tiêu'], en: ['plans', 'targets'] },
    select(asked) {
      const filters = readTargetRows(readerOf(asked));
      return {
        query: addressed(writeTargetRows(filters)),
        rows: (db) => linesOf(walkTargetRows(db, filters)),
      };
    },
  }),
];
