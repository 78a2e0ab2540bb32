import { type Selectable, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { parseLocalDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { DB } from '../../platform/database/tables.ts';
import { citationKey } from '../documents/index.ts';
import { type Attachment, attachment } from './attachment.ts';
import { keepReaders } from './confidential/readers.ts';
import { seenBy } from './confidential/seen.ts';
import { type Edition, entryCode } from './edition.ts';
import { readKind } from './edition-store.ts';
import {
  type Entry,
  entryStatuses,
  needDetail,
  organisationRoles,
  type Place,
  problemDetail,
} from './entry.ts';
import { type CitationContent, citationInput, type EntryContent } from './inputs.ts';
import { openNotesOfEntry } from './notes/conditions.ts';
import type { ResolvedContent, ResolvedOrganisation } from './resolve.ts';
import { formerCodes, type Relation, relationRows, relationsJson } from './succession/relations.ts';

type EntryRow = Selectable<DB['entry']>;

/** An entry with all that hangs on it. */
export type EntryRecord = Entry & {
  readonly organisations: readonly ResolvedOrganisation[];
  readonly places: readonly Place[];
  readonly bases: readonly CitationContent[];
  /** Those taken off again included. */
  readonly attachments: readonly Attachment[];
  readonly removedAt: Date | null;
  /** Of an amendment: the published entry it changes, or takes out. */
  readonly amends: { readonly entryId: number; readonly takesOut: boolean } | null;
  /** Entries that took it over or were taken over by it, here and in public. */
  readonly succession: readonly Relation[];
  /** Of a public entry: codes of those that live on in it, by which it is looked for too. */
  readonly formerCodes: readonly string[];
  readonly importId: number | null;
  /** What the last import brought, or null when typed by hand. */
  readonly imported: unknown;
};

const organisationRows = z.array(
  z.object({
    role: z.enum(organisationRoles),
    id: z.number().nullable(),
    code: z.string().nullable(),
    name: z.string(),
  }),
);
const placeRows = z.array(z.object({ id: z.number(), code: z.string(), name: z.string() }));

/** `openNotes`: internal notes about it that are not settled. */
export type FoundEntry = EntryRecord & { readonly openNotes: number };

function selectEntries(db: Querying, actor: Actor) {
  return db
    .selectFrom('entry')
    .where(seenBy(actor))
    .selectAll('entry')
    .select([relationsJson(actor).as('succession'), formerCodes.as('formerCodes')])
    .select((row) => [
      jsonArrayFrom(
        row
          .selectFrom('entry_organisation as named')
          .leftJoin('organisation', 'organisation.id', 'named.organisation_id')
          .select(['named.role', 'named.organisation_id as id', 'organisation.code', 'named.name'])
          .whereRef('named.entry_id', '=', 'entry.id')
          .orderBy('named.role')
          .orderBy('named.position'),
      ).as('organisations'),
      jsonArrayFrom(
        row
          .selectFrom('entry_place')
          .innerJoin('organisation', 'organisation.id', 'entry_place.organisation_id')
          .select(['organisation.id', 'organisation.code', 'organisation.name'])
          .whereRef('entry_place.entry_id', '=', 'entry.id')
          .orderBy('organisation.code'),
      ).as('places'),
      jsonArrayFrom(
        row
          .selectFrom('entry_basis as basis')
          .select(['basis.kind', 'basis.number', 'basis.symbol', 'basis.issued as date', 'basis.issuer'])
          .select(['basis.title', 'basis.raw', 'basis.annex', 'basis.item'])
          .whereRef('basis.entry_id', '=', 'entry.id')
          .orderBy('basis.position'),
      ).as('bases'),
      jsonArrayFrom(
        row
          .selectFrom('entry_attachment as attached')
          .innerJoin('stored_file as file', 'file.sha256', 'attached.file_sha256')
          .select([
            'attached.id',
            'attached.file_name as name',
            'attached.title',
            'attached.title_en as titleEn',
          ])
          .select(['file.size', 'attached.media_type as mediaType', 'file.sha256'])
          .select(['attached.added_by as addedBy', 'attached.added_version as addedVersion'])
          .select(['attached.removed_by as removedBy', 'attached.removed_version as removedVersion'])
          .whereRef('attached.entry_id', '=', 'entry.id')
          .orderBy('attached.position'),
      ).as('attachments'),
    ]);
}

type SelectedEntry = EntryRow & {
  organisations: unknown;
  places: unknown;
  bases: unknown;
  attachments: unknown;
  succession: unknown;
  formerCodes: string[];
};

function readEntry(row: SelectedEntry): EntryRecord {
  const status = entryStatuses.find((known) => known === row.status) ?? 'open';
  const body = {
    id: row.id,
    editionId: row.edition_id,
    ordinal: row.ordinal,
    code: row.code,
    tt: row.tt,
    title: row.title,
    titleEn: row.title_en,
    summary: row.summary,
    summaryEn: row.summary_en,
    sectors: row.sectors,
    status,
    openFrom: parseLocalDate(row.open_from ?? ''),
    openTo: parseLocalDate(row.open_to ?? ''),
    extra: z.record(z.string(), z.string()).parse(row.extra),
    keywords: row.keywords,
    confidential: row.confidential,
    illustrative: row.illustrative,
    source: row.source,
    publishedAt: row.published_at,
    version: row.version,
    updatedAt: row.updated_at,
    organisations: organisationRows.parse(row.organisations),
    places: placeRows.parse(row.places),
    bases: z.array(citationInput).parse(row.bases),
    attachments: z.array(attachment).parse(row.attachments),
    removedAt: row.removed_at,
    amends: row.amends_entry_id === null ? null : { entryId: row.amends_entry_id, takesOut: row.takes_out },
    succession: relationRows.parse(row.succession),
    formerCodes: row.formerCodes,
    importId: row.import_id,
    imported: row.imported,
  };
  return readKind(row.kind) === 'problems'
    ? { ...body, kind: 'problems', detail: problemDetail.parse(row.detail) }
    : { ...body, kind: 'needs', detail: needDetail.parse(row.detail) };
}

/** One entry of this edition that the actor may see, removed ones included. Throws not_found. */
export async function findEntry(
  db: Querying,
  actor: Actor,
  editionId: number,
  entryId: number,
): Promise<FoundEntry> {
  const row = Number.isSafeInteger(entryId)
    ? await selectEntries(db, actor)
        .select(openNotesOfEntry.as('openNotes'))
        .where('entry.id', '=', entryId)
        .where('entry.edition_id', '=', editionId)
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return { ...readEntry(row), openNotes: row.openNotes };
}

/** All entries of an edition that the actor may see, in printed order, without removed ones. */
export async function allEntries(db: Querying, actor: Actor, editionId: number): Promise<EntryRecord[]> {
  const rows = await selectEntries(db, actor)
    .where('entry.edition_id', '=', editionId)
    .where('entry.removed_at', 'is', null)
    .orderBy('entry.ordinal')
    .execute();
  return rows.map(readEntry);
}

/** Those of these entries that the actor may see, in no order. */
export async function entriesOf(db: Querying, actor: Actor, ids: readonly number[]): Promise<EntryRecord[]> {
  if (ids.length === 0) return [];
  const rows = await selectEntries(db, actor).where('entry.id', '=', sql<number>`any(${ids})`).execute();
  return rows.map(readEntry);
}

/** The edition of an entry that the actor may see; commands lock that first. Throws not_found. */
export async function editionOf(db: Querying, actor: Actor, entryId: number): Promise<number> {
  const row = Number.isSafeInteger(entryId)
    ? await db
        .selectFrom('entry')
        .select('entry.edition_id')
        .where('entry.id', '=', entryId)
        .where(seenBy(actor))
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return row.edition_id;
}

/** What a person wrote, as it stands in the entry. */
export function contentOf(entry: EntryRecord): EntryContent {
  const { tt, title, titleEn, summary, summaryEn, status, openFrom, openTo } = entry;
  const { confidential, illustrative, source } = entry;
  const common = {
    ...{
      tt,
      title,
      titleEn,
      summary,
      summaryEn,
      status,
      openFrom,
      openTo,
      confidential,
      illustrative,
      source,
    },
    sectors: [...entry.sectors],
    keywords: [...entry.keywords],
    extra: { ...entry.extra },
    bases: [...entry.bases],
    places: entry.places.map(({ code }) => code),
    organisations: entry.organisations.map(({ role, name }) => ({ role, name })),
  };
  return entry.kind === 'problems'
    ? { ...common, kind: 'problems', detail: entry.detail }
    : { ...common, kind: 'needs', detail: entry.detail };
}

export interface NewEntry {
  readonly content: ResolvedContent;
  readonly importId: number | null;
  readonly imported: unknown;
}

function columnsOf(content: ResolvedContent) {
  return {
    tt: content.tt,
    title: content.title,
    title_en: content.titleEn,
    summary: content.summary,
    summary_en: content.summaryEn,
    sectors: content.sectors,
    status: content.status,
    open_from: content.openFrom,
    open_to: content.openTo,
    detail: content.detail,
    extra: content.extra,
    keywords: content.keywords,
    confidential: content.confidential,
    illustrative: content.illustrative,
    source: content.source,
  };
}

/**
 * Appends entries in order at the end of a locked draft; returns their ids. Confidential ones are seen by the actor, heads
 * and leaders. Five statements, however many entries.
 */
export async function insertEntries(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  entries: readonly NewEntry[],
  now: Date,
): Promise<number[]> {
  if (entries.length === 0) return [];
  const rows = entries.map(({ content, importId, imported }, index) => ({
    ordinal: edition.nextOrdinal + index,
    code: entryCode(edition, edition.nextOrdinal + index),
    import_id: importId,
    imported,
    ...columnsOf(content),
  }));
  const inserted = await sql<{ id: number; ordinal: number }>`
    insert into entry (edition_id, kind, ordinal, code, tt, title, title_en, summary, summary_en, sectors, status,
      open_from, open_to, detail, extra, keywords, confidential, illustrative, source, import_id, imported,
      created_at, updated_at)
    select ${edition.id}, ${edition.kind}, ordinal, code, tt, title, title_en, summary, summary_en, sectors, status,
      open_from, open_to, detail, extra, keywords, confidential, illustrative, source, import_id, imported,
      ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as typed (ordinal int, code text, tt text, title text,
      title_en text, summary text, summary_en text, sectors text[], status text, open_from date, open_to date,
      detail jsonb, extra jsonb, keywords text[], confidential boolean, illustrative boolean, source text,
      import_id bigint, imported jsonb)
    returning id, ordinal`.execute(tx);
  const ids = inserted.rows.sort((a, b) => a.ordinal - b.ordinal).map(({ id }) => id);
  await writeLinks(
    tx,
    ids.flatMap((id, index) => {
      const content = entries[index]?.content;
      return content ? [{ id, content }] : [];
    }),
  );
  await keepReaders(tx, actor, ids);
  await tx
    .updateTable('edition')
    .set({ next_ordinal: edition.nextOrdinal + entries.length })
    .where('id', '=', edition.id)
    .execute();
  return ids;
}

/** Organisations, places and bases of entries that have none yet. */
async function writeLinks(
  tx: Transaction,
  entries: readonly { readonly id: number; readonly content: ResolvedContent }[],
): Promise<void> {
  const organisations = entries.flatMap(({ id, content }) => {
    const counts = new Map<string, number>();
    return content.organisations.map((named) => {
      const position = counts.get(named.role) ?? 0;
      counts.set(named.role, position + 1);
      return { entry_id: id, role: named.role, position, organisation_id: named.id, name: named.name };
    });
  });
  const places = entries.flatMap(({ id, content }) =>
    content.places.map((place) => ({ entry_id: id, organisation_id: place.id })),
  );
  const bases = entries.flatMap(({ id, content }) =>
    content.bases.map(({ date, role: _role, ...basis }, position) => ({
      ...basis,
      entry_id: id,
      position,
      issued: date,
      citation_key: citationKey(basis),
    })),
  );
  if (organisations.length > 0)
    await sql`insert into entry_organisation (entry_id, role, position, organisation_id, name)
      select entry_id, role, position, organisation_id, name from jsonb_to_recordset(${JSON.stringify(organisations)}::jsonb)
        as named (entry_id bigint, role text, position int, organisation_id bigint, name text)`.execute(tx);
  if (places.length > 0)
    await sql`insert into entry_place (entry_id, organisation_id)
      select entry_id, organisation_id from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
        as place (entry_id bigint, organisation_id bigint)`.execute(tx);
  if (bases.length > 0)
    await sql`insert into entry_basis (entry_id, position, kind, number, symbol, issued, issuer, title, raw, annex, item, citation_key)
      select entry_id, position, kind, number, symbol, issued, issuer, title, raw, annex, item, citation_key
      from jsonb_to_recordset(${JSON.stringify(bases)}::jsonb) as basis (entry_id bigint, position int, kind text,
        number text, symbol text, issued text, issuer text, title text, raw text, annex text, item text,
        citation_key text)`.execute(tx);
}

export interface ChangedEntry {
  readonly id: number;
  readonly content: ResolvedContent;
  /** Given only by an import. */
  readonly origin?: { readonly importId: number; readonly imported: unknown };
}

/**
 * Replaces the content of entries and counts their versions up. One that becomes confidential is seen by the actor, heads
 * and leaders until they say otherwise. Seen or not: whoever gives them found them. Eight statements, however many entries.
 */
export async function updateEntries(
  tx: Transaction,
  actor: Actor,
  entries: readonly ChangedEntry[],
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ id, content, origin }) => ({
    id,
    import_id: origin?.importId ?? null,
    imported: origin?.imported ?? null,
    ...columnsOf(content),
  }));
  await sql`
    update entry set tt = typed.tt, title = typed.title, title_en = typed.title_en, summary = typed.summary,
      summary_en = typed.summary_en, sectors = typed.sectors, status = typed.status, open_from = typed.open_from,
      open_to = typed.open_to, detail = typed.detail, extra = typed.extra, keywords = typed.keywords,
      confidential = typed.confidential, illustrative = typed.illustrative, source = typed.source,
      import_id = coalesce(typed.import_id, entry.import_id), imported = coalesce(typed.imported, entry.imported),
      version = entry.version + 1, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as typed (id bigint, tt text, title text, title_en text,
      summary text, summary_en text, sectors text[], status text, open_from date, open_to date, detail jsonb,
      extra jsonb, keywords text[], confidential boolean, illustrative boolean, source text, import_id bigint,
      imported jsonb)
    where entry.id = typed.id`.execute(tx);
  const ids = entries.map(({ id }) => id);
  for (const table of ['entry_organisation', 'entry_place', 'entry_basis'] as const)
    await tx.deleteFrom(table).where('entry_id', '=', sql<number>`any(${ids})`).execute();
  await writeLinks(tx, entries);
  await keepReaders(tx, actor, ids);
}
