import { z } from 'zod';
import { notFound } from '../../kernel/refusal.ts';
import {
  findPublicOrganisation,
  listOrganisations,
  type OrganisationRow,
} from '../../modules/directory/index.ts';
import { documentPlace, findPublicDocument, listDocuments } from '../../modules/documents/index.ts';
import { DOCUMENT_KINDS } from '../../office/index.ts';
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

const text = z.string().nullable();

const reference = z.object({
  id: z.number().int(),
  kind: z.enum(DOCUMENT_KINDS),
  number: text,
  symbol: text,
  date: text,
  title: z.string(),
});

const citation = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: text,
  symbol: text,
  date: text,
  issuer: text,
  title: text,
  raw: z.string(),
  annex: text,
  item: text,
  role: z.enum(['basis', 'body', 'replaces']),
  document: z.number().int().nullable().describe('Id of the published document it means'),
});

const listed = z.object({
  id: z.number().int(),
  url: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  number: text.describe('145/KH-UBND; null when the running number is blank'),
  symbol: text,
  date: text.describe('ISO, possibly incomplete: 2026-04'),
  place: text,
  issuer: text,
  issuerCode: text,
  title: z.string(),
  titleEn: text,
  abstract: text,
  abstractEn: text,
  status: z.enum(['published', 'replaced']),
  source: text,
  sourceUrl: text,
  confirmed: z.boolean(),
  illustrative: z.boolean(),
  file: z.object({ name: z.string(), url: z.string() }).nullable(),
  publishedAt: text,
  updatedAt: z.string(),
});

const apiListedDocument = listed.meta({ id: 'ListedDocument' });
export const apiDocument = listed
  .extend({
    signer: z.object({ name: text, roles: z.array(z.string()) }),
    recipients: z.array(z.string()),
    recognised: z
      .boolean()
      .describe(
        'articles, tables and statements were recognised from a scan and may be misread; the file counts',
      ),
    articles: z.array(z.object({ number: z.string(), text: z.string() })),
    tables: z.array(
      z.object({ title: text, columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
    ),
    statements: z.array(z.object({ section: text, text: z.string() })),
    citations: z.array(citation),
    replacedBy: z.array(reference),
    citedBy: z.array(reference),
    citedByTotal: z.number().int(),
  })
  .meta({ id: 'Document' });

export const apiOrganisation = z
  .object({
    code: z.string().describe('SKHCN, 20-06184, a tax code'),
    kind: z.string(),
    name: z.string(),
    nameEn: text,
    shortName: text,
    taxCode: text,
    parent: text.describe('Code of the organisation above it'),
    validFrom: text,
    validTo: text,
    predecessors: z.array(z.string()),
    successors: z.array(z.string()),
    confirmed: z.boolean(),
    source: text,
    illustrative: z.boolean(),
  })
  .meta({ id: 'Organisation' });

const organisationPlace = z.object({ code: z.string().max(100) });

export function organisationForApi(row: OrganisationRow): z.output<typeof apiOrganisation> {
  const codes = (named: OrganisationRow['predecessors']) => named.map(({ code }) => code);
  const {
    code,
    kind,
    name,
    nameEn,
    shortName,
    taxCode,
    validFrom,
    validTo,
    confirmed,
    source,
    illustrative,
  } = row;
  return {
    ...{ code, kind, name, nameEn, shortName, taxCode, validFrom, validTo, confirmed, source, illustrative },
    parent: row.parent?.code ?? null,
    predecessors: codes(row.predecessors),
    successors: codes(row.successors),
  };
}

export const registerOperations: readonly Operation[] = [
  operation({
    name: 'api.documents',
    path: '/api/v1/documents',
    summary: { vi: 'Văn bản đã công bố', en: 'Published official documents' },
    query: z.object({
      q: searchParameter,
      year: yearParameter,
      status: z.enum(['published', 'replaced']).optional(),
      limit: limitParameter,
      cursor: cursorParameter,
    }),
    answer: pageOf(apiListedDocument),
    example: '/api/v1/documents?year=2025',
    async read(call, { cursor, ...query }) {
      const after = readCursor(cursor, documentPlace);
      const page = await listDocuments(call.services.db, { ...query, after });
      return { ...page, items: [...page.items], next: page.next && writeCursor(page.next) };
    },
  }),
  operation({
    name: 'api.document',
    path: '/api/v1/documents/{id}',
    summary: { vi: 'Một văn bản với nội dung đã đọc', en: 'One document with what was read of it' },
    parts: { id: '1' },
    query: z.object({}),
    answer: apiDocument,
    example: '/api/v1/documents/1',
    async read(call) {
      const id = call.param('id');
      const document = /^\d{1,15}$/.test(id) ? await findPublicDocument(call.services.db, Number(id)) : null;
      if (!document) throw notFound();
      return apiDocument.parse(document);
    },
  }),
  operation({
    name: 'api.organisations',
    path: '/api/v1/organisations',
    summary: { vi: 'Cơ quan, đơn vị, xã, phường', en: 'Agencies, communes and other organisations' },
    query: z.object({ q: searchParameter, limit: limitParameter, cursor: cursorParameter }),
    answer: pageOf(apiOrganisation),
    example: '/api/v1/organisations?q=so',
    async read(call, { q, limit, cursor }) {
      const after = readCursor(cursor, organisationPlace)?.code;
      const page = await listOrganisations(call.services.db, { q: q?.slice(0, 300), limit, after });
      return {
        items: page.items.map(organisationForApi),
        total: page.total,
        totalIsExact: true,
        next: page.next === null ? null : writeCursor({ code: page.next }),
      };
    },
  }),
  operation({
    name: 'api.organisation',
    path: '/api/v1/organisations/{code}',
    summary: { vi: 'Một cơ quan, đơn vị', en: 'One organisation' },
    parts: { code: 'SKHCN' },
    query: z.object({}),
    answer: apiOrganisation,
    example: '/api/v1/organisations/SKHCN',
    async read(call) {
      const code = call.param('code').normalize('NFC').toUpperCase();
      return organisationForApi(await findPublicOrganisation(call.services.db, code));
    },
  }),
];
