import { sql } from 'kysely';
import { z } from 'zod';
import { type PartialDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Article, Citation, DocumentKind, Signer, Statement, Table } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { citationKey } from './citation-key.ts';
import {
  type CitedDocument,
  documentsCiting,
  isReplaced,
  linkKey,
  replacedAmong,
  resolveCitations,
} from './citing.ts';
import { mostCounted, textCondition } from './listing.ts';
import { documentPaths } from './paths.ts';
import { findDocument, loadCitations, readKind } from './store.ts';

/** A published document as programs get it. Dates are ISO, possibly incomplete. */
export interface PublicDocument {
  readonly id: number;
  readonly url: string;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly date: PartialDate | null;
  readonly place: string | null;
  readonly issuer: string | null;
  readonly issuerCode: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string | null;
  readonly abstractEn: string | null;
  /** `replaced` when another published document puts it out of force. */
  readonly status: 'published' | 'replaced';
  readonly source: string | null;
  readonly sourceUrl: string | null;
  readonly confirmed: boolean;
  readonly illustrative: boolean;
  readonly file: { readonly name: string; readonly url: string } | null;
  readonly publishedAt: string | null;
  readonly updatedAt: string;
}

/** A citation with the id of the document it means, where the register has it published. */
export type PublicCitation = Citation & { readonly document: number | null };

export interface DocumentReference {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly date: PartialDate | null;
  readonly title: string;
}

export type PublicDocumentDetail = PublicDocument & {
  readonly signer: Signer;
  readonly recipients: readonly string[];
  /** Whether articles, tables and statements were recognised from a scan and may be misread; the file counts. */
  readonly recognised: boolean;
  readonly articles: readonly Article[];
  readonly tables: readonly Table[];
  readonly statements: readonly Statement[];
  readonly citations: readonly PublicCitation[];
  readonly replacedBy: readonly DocumentReference[];
  /** The newest 100; `citedByTotal` counts all citations. */
  readonly citedBy: readonly DocumentReference[];
  readonly citedByTotal: number;
};

export interface DocumentQuery {
  readonly q?: string | undefined;
  readonly year?: number | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly status?: 'published' | 'replaced' | undefined;
  /** 1–100, default 20. */
  readonly limit?: number | undefined;
  /** As `next` gave it: what comes after it. */
  readonly after?: DocumentPlace | null | undefined;
}

/** Where a document stands in the order of the list: its day, of those without a date the first of all, and its id. */
export const documentPlace = z.object({
  day: z.string().refine((text) => parseLocalDate(text) !== null),
  id: z.number().int().min(1),
});
export type DocumentPlace = z.output<typeof documentPlace>;

export interface DocumentItems {
  readonly items: readonly PublicDocument[];
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly next: DocumentPlace | null;
}

/** Where documents without a date stand in the order: last. */
const dateless = '0001-01-01';
const mostCiting = 100;

/** Published documents, newest first. */
export async function listDocuments(db: Querying, query: DocumentQuery): Promise<DocumentItems> {
  const limit = Math.min(100, Math.max(1, Math.trunc(query.limit ?? 20)));
  const { after = null } = query;
  const { kind, year, status } = query;
  const fitting = publicDocuments(db)
    .where(textCondition(query.q ?? ''))
    .$if(kind !== undefined, (q) => q.where('d.kind', '=', kind ?? ''))
    .$if(year !== undefined, (q) => q.where(sql`left(d.issued, 4)`, '=', String(year)))
    .$if(status === 'replaced', (q) => q.where(isReplaced))
    .$if(status === 'published', (q) => q.where(sql<boolean>`not ${isReplaced}`));
  const counted = await db
    .selectFrom(
      fitting
        .clearSelect()
        .select('d.id')
        .limit(mostCounted + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await fitting
    .$if(after !== null, (q) =>
      q.where(
        sql<boolean>`(${orderingDay}, d.id) < (${after?.day ?? dateless}::date, ${after?.id ?? 0}::bigint)`,
      ),
    )
    .orderBy(orderingDay, 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const replaced = await replacedAmong(
    db,
    shown.map(({ id }) => id),
  );
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => publicOf(row, replaced)),
    total: Math.min(counted.total, mostCounted),
    totalIsExact: counted.total <= mostCounted,
    next: last ? { day: last.issued_from ?? dateless, id: last.id } : null,
  };
}

/** A published document with all that is public of it; null when there is none, or only a draft. */
export async function findPublicDocument(db: Querying, id: number): Promise<PublicDocumentDetail | null> {
  const row = await publicDocuments(db).where('d.id', '=', id).executeTakeFirst();
  const document = row && (await findDocument(db, id));
  if (!row || !document) return null;
  const citations = await loadCitations(db, id);
  const links = citations.map((citation) => ({ citation_key: citationKey(citation), issued: citation.date }));
  const targets = await resolveCitations(db, links);
  const citing = await documentsCiting(db, id, { limit: mostCiting, offset: 0 });
  const replacing = await documentsCiting(db, id, { roles: ['replaces'], limit: mostCiting, offset: 0 });
  const { articles, tables, statements } = document.content;
  return {
    ...publicOf(row, new Set(replacing.total > 0 ? [id] : [])),
    signer: { name: document.signer.name, roles: [...document.signer.roles] },
    recipients: document.recipients,
    recognised: document.content.recognition !== null,
    articles,
    tables,
    statements,
    citations: citations.map(({ id: _id, position: _position, ...citation }, index) => {
      const link = links[index];
      const target = link ? targets.get(linkKey(link)) : undefined;
      return { ...citation, document: target && target.id !== id ? target.id : null };
    }),
    replacedBy: replacing.items.map(referenceOf),
    citedBy: citing.items.map(referenceOf),
    citedByTotal: citing.total,
  };
}

const orderingDay = sql<string>`coalesce(d.issued_from, ${sql.lit(dateless)}::date)`;

export function publicDocuments(db: Querying) {
  return db
    .selectFrom('document as d')
    .leftJoin('organisation as o', 'o.id', 'd.issuer_id')
    .select([
      'd.id',
      'd.kind',
      'd.number',
      'd.symbol',
      'd.issued',
      'd.issued_from',
      'd.place',
      'd.issuer',
      'o.code as issuer_code',
      'd.title',
      'd.title_en',
      'd.abstract',
      'd.abstract_en',
      'd.source',
      'd.source_url',
      'd.confirmed',
      'd.illustrative',
      'd.file_name',
      'd.file_sha256',
      'd.published_at',
      'd.updated_at',
    ])
    .where('d.state', '=', 'published');
}

type PublicRow = Awaited<ReturnType<ReturnType<typeof publicDocuments>['executeTakeFirstOrThrow']>>;

export function publicOf(row: PublicRow, replaced: ReadonlySet<number>): PublicDocument {
  return {
    id: row.id,
    url: documentPaths.document(row.id),
    kind: readKind(row.kind),
    number: row.number,
    symbol: row.symbol,
    date: row.issued,
    place: row.place,
    issuer: row.issuer,
    issuerCode: row.issuer_code,
    title: row.title,
    titleEn: row.title_en,
    abstract: row.abstract,
    abstractEn: row.abstract_en,
    status: replaced.has(row.id) ? 'replaced' : 'published',
    source: row.source,
    sourceUrl: row.source_url,
    confirmed: row.confirmed,
    illustrative: row.illustrative,
    file: row.file_sha256 ? { name: row.file_name ?? 'van-ban', url: documentPaths.file(row.id) } : null,
    publishedAt: row.published_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

function referenceOf({ id, kind, number, symbol, issued, title }: CitedDocument): DocumentReference {
  return { id, kind, number, symbol, date: issued, title };
}
