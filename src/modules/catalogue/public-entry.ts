import { sql } from 'kysely';
import { z } from 'zod';
import { type LocalDate, localDateOf, parseLocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type CitedDocument, linkKey, resolveCitations } from '../documents/index.ts';
import { type AttachedFile, attachedFile } from './attachment.ts';
import { type Told, toldOf } from './carry-over/told.ts';
import type { Contact } from './edition.ts';
import {
  type CatalogueKind,
  catalogueKinds,
  type EntryStatus,
  entryStatuses,
  type NeedDetail,
  needDetail,
  type OrganisationRole,
  organisationRoles,
  type ProblemDetail,
  problemDetail,
} from './entry.ts';
import { type EntryNeighbour, entryNeighbours, readEntryNeighbours } from './entry-neighbours.ts';
import { contactInput } from './inputs.ts';
import { editionJson, issuingBasesCount, sectorsJson } from './public-json.ts';
import { type PublicSuccession, publicSuccession } from './succession/told.ts';

/** Condition on `entry` and `edition`: what every visitor may read of editions in force, and nothing else. */
export const isPublic = sql<boolean>`(entry.published_at is not null and entry.removed_at is null
  and not entry.confidential and edition.state = 'published')`;

/** As `isPublic`, with those of editions that were superseded. */
export const stillPublic = sql<boolean>`(entry.published_at is not null and entry.removed_at is null
  and not entry.confidential and edition.state in ('published', 'superseded'))`;

/** As `isPublic`, with those of editions that were superseded or withdrawn: their addresses open and say so. */
export const everPublic = sql<boolean>`(entry.published_at is not null and entry.removed_at is null
  and not entry.confidential and edition.state in ('published', 'superseded', 'withdrawn'))`;

export interface PublicOrganisation {
  readonly role: OrganisationRole;
  /** null while the directory knows no such name. */
  readonly code: string | null;
  readonly name: Text;
}

export interface PublicBasis {
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly date: string | null;
  readonly issuer: string | null;
  readonly title: string | null;
  readonly raw: string;
  readonly annex: string | null;
  readonly item: string | null;
  /** The document of the register it means, when that is published. */
  readonly documentId: number | null;
}

export interface PublicNeighbour {
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly illustrative: boolean;
}

export interface PublicEdition {
  readonly code: string;
  readonly kind: CatalogueKind;
  readonly year: number | null;
  readonly period: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly contact: Contact;
  readonly illustrative: boolean;
  readonly source: string | null;
  readonly publishedOn: LocalDate | null;
  /** That it was published by mistake, and why. */
  readonly withdrawal: { readonly on: LocalDate; readonly note: Text } | null;
  /** That it was withdrawn by mistake and is public again, and why. */
  readonly reopening: { readonly on: LocalDate; readonly note: Text } | null;
  /** That a later edition replaced it as a whole. */
  readonly superseded: { readonly on: LocalDate; readonly by: EditionLink } | null;
  /** The issuing document, when it is published. */
  readonly document: IssuingDocument | null;
}

/** An edition as a visitor follows it. */
export interface EditionLink {
  readonly code: string;
  readonly kind: CatalogueKind;
  readonly year: number | null;
  readonly period: string | null;
}

export interface IssuingDocument {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly date: string | null;
  readonly issuer: string | null;
  readonly title: string;
}

interface PublicEntryBody {
  readonly id: number;
  /** The day as of which it is told; null for today. */
  readonly asOf: LocalDate | null;
  readonly code: string;
  readonly tt: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly summaryEn: string | null;
  readonly sectors: readonly { readonly code: string; readonly name: Text }[];
  readonly status: EntryStatus;
  readonly openFrom: LocalDate | null;
  readonly openTo: LocalDate | null;
  readonly extra: Readonly<Record<string, string>>;
  readonly keywords: readonly string[];
  readonly illustrative: boolean;
  readonly source: string | null;
  readonly publishedOn: LocalDate | null;
  readonly updatedOn: LocalDate;
  readonly organisations: readonly PublicOrganisation[];
  readonly places: readonly { readonly code: string; readonly name: Text }[];
  readonly bases: readonly PublicBasis[];
  /** Legal bases that the issuing document names, when it is published. */
  readonly issuingBases: number;
  readonly files: readonly AttachedFile[];
  readonly edition: PublicEdition;
  readonly previous: PublicNeighbour | null;
  readonly next: PublicNeighbour | null;
  /** Entries it took over, and those it was split from or into. */
  readonly succession: PublicSuccession;
  /** What became of it when the next edition was made, and what it was made of. */
  readonly told: Told;
  /** What modules above have about it today: tasks and targets of plans. */
  readonly neighbours: readonly EntryNeighbour[];
}

/** A published entry with all that a visitor may read of it; the private contact of a need is left out. */
export type PublicEntry = PublicEntryBody &
  (
    | { readonly kind: 'problems'; readonly detail: ProblemDetail }
    | { readonly kind: 'needs'; readonly detail: Omit<NeedDetail, 'privateContact'> }
  );

const text = z.string().nullable();
const named = z.object({ code: z.string(), name: z.string(), name_en: text });
const neighbour = z
  .object({ code: z.string(), title: z.string(), titleEn: text, illustrative: z.boolean() })
  .nullable();
const documentRow = z
  .object({
    id: z.number(),
    kind: z.enum(DOCUMENT_KINDS),
    number: text,
    symbol: text,
    date: text,
    issuer: text,
    title: z.string(),
  })
  .nullable();
const basisRows = z.array(
  z.object({
    kind: z.enum(DOCUMENT_KINDS),
    number: text,
    symbol: text,
    date: text,
    issuer: text,
    title: text,
    raw: z.string(),
    annex: text,
    item: text,
    citation_key: text,
  }),
);

/** What `readPublicEntry` reads; dates as the database gives them. */
export interface EntryRow {
  readonly id: number;
  readonly as_of: LocalDate | null;
  readonly kind: string;
  readonly code: string;
  readonly tt: string | null;
  readonly title: string;
  readonly title_en: string | null;
  readonly summary: string | null;
  readonly summary_en: string | null;
  readonly status: string;
  readonly open_from: string | null;
  readonly open_to: string | null;
  readonly detail: unknown;
  readonly extra: unknown;
  readonly keywords: string[];
  readonly illustrative: boolean;
  readonly source: string | null;
  readonly published_at: Date | null;
  readonly updated_at: Date;
  readonly sectors: unknown;
  readonly organisations: unknown;
  readonly places: unknown;
  readonly bases: unknown;
  readonly issuing_bases: number;
  readonly files: unknown;
  readonly previous: unknown;
  readonly next: unknown;
  readonly edition: unknown;
  readonly neighbours: unknown;
}

/** True for what can be the code of an entry. */
export function isCode(text: string): boolean {
  return text.length <= 60 && /^[A-Z]+(-\d+)+$/.test(text);
}

/** The published entry with exactly this code, of a withdrawn edition too, or null. Three statements. */
export async function findPublicEntry(db: Querying, code: string): Promise<PublicEntry | null> {
  if (!isCode(code)) return null;
  const result = await sql<EntryRow>`
    select entry.id, null as as_of, entry.kind, entry.code, entry.tt, entry.title, entry.title_en, entry.summary,
      entry.summary_en,
      entry.status, entry.open_from, entry.open_to, entry.detail, entry.extra, entry.keywords, entry.illustrative,
      entry.source, entry.published_at, entry.updated_at,
      ${sectorsJson(sql`entry.sectors`)} as sectors,
      coalesce((select json_agg(json_build_object('role', n.role, 'code', o.code, 'name', n.name, 'name_en', o.name_en)
        order by n.role, n.position) from entry_organisation n left join organisation o on o.id = n.organisation_id
        where n.entry_id = entry.id), '[]') as organisations,
      coalesce((select json_agg(json_build_object('code', o.code, 'name', o.name, 'name_en', o.name_en) order by o.code)
        from entry_place p join organisation o on o.id = p.organisation_id where p.entry_id = entry.id), '[]') as places,
      coalesce((select json_agg(json_build_object('kind', b.kind, 'number', b.number, 'symbol', b.symbol, 'date', b.issued,
        'issuer', b.issuer, 'title', b.title, 'raw', b.raw, 'annex', b.annex, 'item', b.item, 'citation_key', b.citation_key)
        order by b.position) from entry_basis b where b.entry_id = entry.id), '[]') as bases,
      ${issuingBasesCount} as issuing_bases,
      coalesce((select json_agg(json_build_object('id', f.id, 'name', f.file_name, 'title', f.title, 'titleEn', f.title_en,
        'size', s.size, 'mediaType', f.media_type, 'sha256', f.file_sha256) order by f.position)
        from entry_attachment f join stored_file s on s.sha256 = f.file_sha256
        where f.entry_id = entry.id and f.removed_at is null), '[]') as files,
      ${neighbourJson(sql`<`, sql`desc`)} as previous,
      ${neighbourJson(sql`>`, sql`asc`)} as next,
      ${editionJson} as edition, ${entryNeighbours(sql`entry.id`)} as neighbours
    from entry join edition on edition.id = entry.edition_id
    where entry.code = ${code} and ${everPublic}
  `.execute(db);
  const row = result.rows[0];
  return row ? readPublicEntry(db, row) : null;
}

function neighbourJson(direction: ReturnType<typeof sql>, order: ReturnType<typeof sql>) {
  return sql`(select json_build_object('code', n.code, 'title', n.title, 'titleEn', n.title_en,
    'illustrative', n.illustrative) from entry n
    where n.edition_id = entry.edition_id and n.ordinal ${direction} entry.ordinal and n.published_at is not null
      and n.removed_at is null and not n.confidential
    order by n.ordinal ${order} limit 1)`;
}

function readBasis(
  { citation_key, ...basis }: z.infer<typeof basisRows>[number],
  cited: ReadonlyMap<string, CitedDocument>,
): PublicBasis {
  const document = cited.get(linkKey({ citation_key, issued: basis.date }));
  return { ...basis, documentId: document?.id ?? null };
}

function bilingual(vietnamese: string, english: string | null): Text {
  return { vi: vietnamese, en: english ?? vietnamese };
}

/** An entry from what was selected of it, each basis with the published document it means. Two statements. */
export async function readPublicEntry(db: Querying, row: EntryRow): Promise<PublicEntry> {
  const bases = basisRows.parse(row.bases);
  const cited = await resolveCitations(
    db,
    bases.map(({ citation_key, date }) => ({ citation_key, issued: date })),
  );
  return publicEntryOf(
    row,
    bases.map((basis) => readBasis(basis, cited)),
    await publicSuccession(db, row.id, row.as_of),
    await toldOf(db, row.id, row.as_of),
  );
}

function publicEntryOf(
  row: EntryRow,
  bases: readonly PublicBasis[],
  succession: PublicSuccession,
  told: Told,
): PublicEntry {
  const edition = readPublicEdition(row.edition);
  const body: PublicEntryBody = {
    id: row.id,
    asOf: row.as_of,
    code: row.code,
    tt: row.tt,
    title: row.title,
    titleEn: row.title_en,
    summary: row.summary,
    summaryEn: row.summary_en,
    sectors: z
      .array(named)
      .parse(row.sectors)
      .map(({ code, name, name_en }) => ({ code, name: bilingual(name, name_en) })),
    status: entryStatuses.find((status) => status === row.status) ?? 'open',
    openFrom: parseLocalDate(row.open_from ?? ''),
    openTo: parseLocalDate(row.open_to ?? ''),
    extra: z.record(z.string(), z.string()).parse(row.extra),
    keywords: row.keywords,
    illustrative: row.illustrative,
    source: row.source,
    publishedOn: row.published_at ? localDateOf(row.published_at) : null,
    updatedOn: localDateOf(row.updated_at),
    organisations: z
      .array(z.object({ role: z.enum(organisationRoles), code: text, name: z.string(), name_en: text }))
      .parse(row.organisations)
      .map(({ role, code, name, name_en }) => ({ role, code, name: bilingual(name, name_en) })),
    places: z
      .array(named)
      .parse(row.places)
      .map(({ code, name, name_en }) => ({ code, name: bilingual(name, name_en) })),
    bases,
    issuingBases: row.issuing_bases,
    files: edition.withdrawal ? [] : z.array(attachedFile).parse(row.files),
    edition,
    previous: neighbour.parse(row.previous),
    next: neighbour.parse(row.next),
    succession,
    told,
    neighbours: readEntryNeighbours(row.neighbours),
  };
  if (row.kind === 'problems') return { ...body, kind: 'problems', detail: problemDetail.parse(row.detail) };
  const { privateContact: _private, ...detail } = needDetail.parse(row.detail);
  return { ...body, kind: 'needs', detail };
}

const editionRow = z.object({
  code: z.string(),
  kind: z.enum(['problems', 'needs']),
  year: z.number().nullable(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  title: z.string(),
  titleEn: text,
  contact: contactInput,
  illustrative: z.boolean(),
  source: text,
  publishedAt: text,
  withdrawnAt: text,
  note: text,
  noteEn: text,
  reopenedAt: text,
  reopeningNote: text,
  reopeningNoteEn: text,
  supersededAt: text,
  successor: z
    .object({ code: z.string(), kind: z.enum(catalogueKinds), year: z.number().nullable(), period: text })
    .nullable(),
  document: documentRow,
});

/** An edition from the JSON that `findPublicEntry` and `public-editions.ts` select. */
export function readPublicEdition(json: unknown): PublicEdition {
  const { from, to, publishedAt, withdrawnAt, note, noteEn, ...read } = editionRow.parse(json);
  const { reopenedAt, reopeningNote, reopeningNoteEn, supersededAt, successor, ...row } = read;
  return {
    ...row,
    period: from === null ? null : `${from}-${to ?? from}`,
    publishedOn: publishedAt ? localDateOf(new Date(publishedAt)) : null,
    superseded: supersededAt && successor ? { on: localDateOf(new Date(supersededAt)), by: successor } : null,
    withdrawal: dayAndNote(withdrawnAt ? new Date(withdrawnAt) : null, note, noteEn),
    reopening: dayAndNote(reopenedAt ? new Date(reopenedAt) : null, reopeningNote, reopeningNoteEn),
  };
}

/** On what day, and why; null where it did not happen. */
export function dayAndNote(
  at: Date | null,
  note: string | null,
  noteEn: string | null,
): PublicEdition['withdrawal'] {
  return at && note ? { on: localDateOf(at), note: bilingual(note, noteEn) } : null;
}
