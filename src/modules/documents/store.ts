import { sql } from 'kysely';
import { z } from 'zod';
import { firstDayOf, type PartialDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import { type Citation, type CitationRole, DOCUMENT_KINDS, type DocumentKind } from '../../office/index.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { citationKey, lawKey } from './citation-key.ts';
import { documentContent, type KeptCitation, type RegisteredDocument } from './document.ts';

const kindOf = z.enum(DOCUMENT_KINDS).catch('other');

/** A kind as stored; what no longer exists reads as `other`. */
export function readKind(kind: string): DocumentKind {
  return kindOf.parse(kind);
}

/** What people may set of a document, as the columns hold it. */
export interface DocumentHead {
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly place: string | null;
  readonly issued: string | null;
  readonly issuer: string | null;
  readonly issuerId: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string | null;
  readonly abstractEn: string | null;
  readonly signerName: string | null;
  readonly signerRoles: readonly string[];
  readonly recipients: readonly string[];
  readonly source: string | null;
  readonly sourceUrl: string | null;
  readonly confirmed: boolean;
}

/** The columns of a head, with the keys and the ordering day that follow from it. */
export function headColumns(head: DocumentHead) {
  return {
    kind: head.kind,
    number: head.number,
    symbol: head.symbol,
    place: head.place,
    issued: head.issued,
    issued_from: head.issued === null ? null : firstDayOf(head.issued),
    issuer: head.issuer,
    issuer_id: head.issuerId,
    title: head.title,
    title_en: head.titleEn,
    abstract: head.abstract,
    abstract_en: head.abstractEn,
    signer_name: head.signerName,
    signer_roles: [...head.signerRoles],
    recipients: [...head.recipients],
    source: head.source,
    source_url: head.sourceUrl,
    confirmed: head.confirmed,
    citation_key: citationKey(head),
    law_key: lawKey(head),
  };
}

/** Rows of one statement: PostgreSQL takes 65,535 values, a citation has 13. */
const citationBatch = 500;

export async function insertCitations(
  tx: Transaction,
  documentId: number,
  citations: readonly Citation[],
): Promise<void> {
  const rows = citations.map((citation, position) => ({
    document_id: documentId,
    position,
    role: citation.role,
    kind: citation.kind,
    number: citation.number,
    symbol: citation.symbol,
    issued: citation.date,
    issuer: citation.issuer,
    title: citation.title,
    raw: citation.raw,
    annex: citation.annex,
    item: citation.item,
    citation_key: citationKey(citation),
  }));
  for (let from = 0; from < rows.length; from += citationBatch) {
    await tx
      .insertInto('citation')
      .values(rows.slice(from, from + citationBatch))
      .execute();
  }
}

export async function loadCitations(db: Querying, documentId: number): Promise<KeptCitation[]> {
  const rows = await db
    .selectFrom('citation')
    .select([
      'id',
      'position',
      'role',
      'kind',
      'number',
      'symbol',
      'issued',
      'issuer',
      'title',
      'raw',
      'annex',
      'item',
    ])
    .where('document_id', '=', documentId)
    .orderBy('position')
    .execute();
  return rows.map(({ issued, ...row }) => ({
    ...row,
    kind: readKind(row.kind),
    role: row.role as CitationRole,
    date: issued,
  }));
}

/** The document with its version locked for a change. Throws `not_found`. */
export async function lockDocument(tx: Transaction, id: number): Promise<RegisteredDocument> {
  await holdDocument(tx, id);
  return loadDocument(tx, id);
}

/**
 * For commands of the modules above that publish a document along with something of their own: locks it before they
 * write to the search index, so that they and an edit of the document do not wait for each other. Throws `not_found`.
 */
export async function holdDocument(tx: Transaction, id: number): Promise<{ issued: PartialDate | null }> {
  const row = await tx
    .selectFrom('document')
    .select('issued')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The row of a file in the blob store, which everything that keeps the file refers to; once for each content. */
export async function keepStoredFile(
  tx: Transaction,
  file: { readonly sha256: string; readonly size: number; readonly mediaType?: string | undefined },
): Promise<void> {
  await tx
    .insertInto('stored_file')
    .values({
      sha256: file.sha256,
      size: file.size,
      media_type: file.mediaType ?? 'application/octet-stream',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Throws `not_found`. */
export async function loadDocument(db: Querying, id: number): Promise<RegisteredDocument> {
  const document = await findDocument(db, id);
  if (!document) throw notFound();
  return document;
}

/** A document in whatever state it is: for officers and for the modules above, never for visitors. */
export async function findDocument(db: Querying, id: number): Promise<RegisteredDocument | null> {
  const row = await db
    .selectFrom('document')
    .leftJoin('stored_file', 'stored_file.sha256', 'document.file_sha256')
    .select([
      'document.id',
      'reference',
      'kind',
      'number',
      'symbol',
      'place',
      'issued',
      'issuer',
      'issuer_id',
      'title',
      'title_en',
      'abstract',
      'abstract_en',
      'signer_name',
      'signer_roles',
      'recipients',
      'content',
      'state',
      'published_at',
      'source',
      'source_url',
      'confirmed',
      'illustrative',
      'file_sha256',
      'file_name',
      'version',
      'updated_at',
      'stored_file.size as file_size',
    ])
    .where('document.id', '=', sql<number>`${id}::bigint`)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    reference: row.reference,
    kind: readKind(row.kind),
    number: row.number,
    symbol: row.symbol,
    place: row.place,
    issued: row.issued,
    issuer: row.issuer,
    issuerId: row.issuer_id,
    title: row.title,
    titleEn: row.title_en,
    abstract: row.abstract,
    abstractEn: row.abstract_en,
    signer: { name: row.signer_name, roles: row.signer_roles },
    recipients: row.recipients,
    content: documentContent.parse(row.content),
    state: row.state === 'published' ? 'published' : 'draft',
    publishedAt: row.published_at,
    source: row.source,
    sourceUrl: row.source_url,
    confirmed: row.confirmed,
    illustrative: row.illustrative,
    file: row.file_sha256
      ? { sha256: row.file_sha256, name: row.file_name ?? 'van-ban', size: row.file_size ?? 0 }
      : null,
    version: row.version,
    updatedAt: row.updated_at,
  };
}

/** A part of a path as a document's id; null for anything that cannot be one. */
export function readDocumentId(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
