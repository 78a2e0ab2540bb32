import { sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type AttachedFile, attachedFile } from '../attachment.ts';
import { type CatalogueKind, entryStatuses, needDetail, organisationRoles, problemDetail } from '../entry.ts';
import { citationInput, type EntryContent } from '../inputs.ts';
import {
  type EntryRow,
  type IssuingDocument,
  isCode,
  type PublicEdition,
  type PublicEntry,
  readPublicEntry,
} from '../public-entry.ts';
import { adjustmentJson, editionJsonThen, issuingBasesCount, sectorsJson } from '../public-json.ts';
import { openOn, saidOn, stoodOn } from './stood.ts';

/** One version of an entry, as its page names it. */
export interface VersionLine {
  readonly number: number;
  readonly from: LocalDate;
  /** The day on which it was replaced or ended; null while it stands. */
  readonly to: LocalDate | null;
  /** The adjustment that made it. */
  readonly amendment: Adjustment | null;
}

/** What changed a published edition. */
export interface Adjustment {
  readonly number: number | null;
  readonly reason: string | null;
  /** When it is published. */
  readonly document: IssuingDocument | null;
}

/** An entry as it stood on a day. */
export interface EntryThen {
  readonly entry: PublicEntry;
  readonly version: number;
  readonly from: LocalDate;
  /** That its edition has been withdrawn since. */
  readonly withdrawal: PublicEdition['withdrawal'];
  /** That another edition has replaced it since. */
  readonly superseded: PublicEdition['superseded'];
}

interface ThenRow {
  readonly id: number;
  readonly number: number;
  readonly from: LocalDate;
  readonly kind: string;
  readonly content: unknown;
  readonly sectors: unknown;
  readonly attached: readonly number[];
  readonly issuing_bases: number;
  readonly previous: unknown;
  readonly next: unknown;
  readonly edition: unknown;
}

const text = z.string().nullable();

/** `entry_version.content`: the row of the entry with what hangs on it, as `entries_as_they_stand` writes it. */
const contentShape = z.object({
  code: z.string(),
  tt: text,
  title: z.string(),
  title_en: text,
  summary: text,
  summary_en: text,
  status: z.enum(entryStatuses),
  open_from: text,
  open_to: text,
  detail: z.unknown(),
  extra: z.record(z.string(), z.string()),
  keywords: z.array(z.string()),
  illustrative: z.boolean(),
  source: text,
  published_at: z.string(),
  updated_at: z.string(),
  sectors: z.array(z.string()),
  organisations: z.array(
    z.object({ role: z.enum(organisationRoles), code: text, name: z.string(), name_en: text }),
  ),
  places: z.array(z.object({ code: z.string(), name: z.string(), name_en: text })),
  bases: z.array(citationInput.omit({ role: true }).extend({ citation_key: text })),
  attachments: z.array(attachedFile),
});
type Content = z.output<typeof contentShape>;

/**
 * The public entry with exactly this code as it stood at the end of the day, with its neighbours of that day; one of an
 * edition superseded by then as it was read by its address. null where none stood. Names of sectors and the documents cited are those of today. Three statements.
 */
export async function findPublicEntryOn(
  db: Querying,
  kind: CatalogueKind,
  code: string,
  day: LocalDate,
): Promise<EntryThen | null> {
  if (!isCode(code)) return null;
  const { rows } = await sql<ThenRow>`
    select shown.entry_id as id, shown.number, shown.from_day as from, shown.kind, shown.content,
      ${sectorsJson(sql`array(select jsonb_array_elements_text(shown.content -> 'sectors'))`)} as sectors,
      array(select f.id from entry_attachment f where f.entry_id = shown.entry_id and f.removed_at is null) as attached,
      ${issuingBasesCount} as issuing_bases,
      ${neighbourJson(kind, day, sql`<`, sql`desc`)} as previous,
      ${neighbourJson(kind, day, sql`>`, sql`asc`)} as next,
      ${editionJsonThen} as edition
    from (select v.* from entry_version v join edition on edition.id = v.edition_id
        where v.code = ${code} and (${stoodOn(kind, day)} or v.kind = ${kind} and ${openOn(day)})
        order by v.number desc limit 1) shown
      join edition on edition.id = shown.edition_id ${saidOn(day)}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const entry = await readPublicEntry(db, entryRow(row, day));
  const { superseded } = entry.edition;
  // a withdrawn edition gives no files away any more, nor does an entry give those taken off since
  const files = entry.edition.withdrawal
    ? []
    : entry.files.filter(({ id }) => row.attached.some((one) => Number(one) === id));
  return {
    entry: {
      ...entry,
      files,
      edition: {
        ...entry.edition,
        ...{ withdrawal: null, reopening: null },
        superseded: superseded && superseded.on <= day ? superseded : null,
      },
    },
    version: row.number,
    from: row.from,
    withdrawal: entry.edition.withdrawal,
    superseded,
  };
}

function neighbourJson(
  kind: CatalogueKind,
  day: LocalDate,
  direction: ReturnType<typeof sql>,
  order: ReturnType<typeof sql>,
) {
  return sql`(select json_build_object('code', v.code, 'title', v.title, 'titleEn', v.content -> 'title_en',
      'illustrative', v.content -> 'illustrative')
    from entry_version v
    where v.edition_id = shown.edition_id and v.code_order ${direction} shown.code_order and ${stoodOn(kind, day)}
    order by v.code_order ${order} limit 1)`;
}

function entryRow(row: ThenRow, day: LocalDate): EntryRow {
  const content = contentShape.parse(row.content);
  const { published_at, updated_at, attachments, ...same } = content;
  return {
    ...same,
    id: row.id,
    as_of: day,
    kind: row.kind,
    published_at: new Date(published_at),
    updated_at: new Date(updated_at),
    sectors: row.sectors,
    files: attachments,
    issuing_bases: row.issuing_bases,
    previous: row.previous,
    next: row.next,
    edition: row.edition,
    // what is linked today says nothing of that day
    neighbours: [],
  };
}

/** The adjustment that took the entry with this code out of its edition; null for any other. One statement. */
export async function takenOutBy(
  db: Querying,
  kind: CatalogueKind,
  code: string,
): Promise<Adjustment | null> {
  const { rows } = await sql<{ adjustment: Adjustment }>`
    select ${adjustmentJson} as adjustment from entry join edition on edition.id = entry.taken_out_by
    where entry.code = ${code} and entry.kind = ${kind} and not entry.confidential`.execute(db);
  return rows[0]?.adjustment ?? null;
}

/** The versions of the entry with exactly this code, the first one first; none where it never was public. One statement. */
export async function versionsOf(
  db: Querying,
  kind: CatalogueKind,
  code: string,
): Promise<readonly VersionLine[]> {
  if (!isCode(code)) return [];
  const { rows } = await sql<Omit<VersionLine, 'amendment'> & { amendment: VersionLine['amendment'] }>`
    select v.number, v.from_day as from, v.to_day as to,
      case when edition.id is not null then ${adjustmentJson} end as amendment
    from entry_version v left join edition on edition.id = v.amendment_id
    where v.code = ${code} and v.kind = ${kind} and not v.withheld
    order by v.entry_id, v.number`.execute(db);
  return rows;
}

/** What an entry was called when it was last public. */
export interface LastSaid {
  readonly title: string;
  readonly titleEn: string | null;
  readonly illustrative: boolean;
}

/** By the last version that ended of the entry with exactly this code; null where none has. One statement. */
export async function lastSaidOf(db: Querying, kind: CatalogueKind, code: string): Promise<LastSaid | null> {
  const { rows } = await sql<LastSaid>`
    select v.title, v.content ->> 'title_en' as "titleEn", (v.content ->> 'illustrative')::boolean as illustrative
    from entry_version v where v.code = ${code} and v.kind = ${kind} and not v.withheld and v.to_day is not null
    order by v.from_day desc, v.number desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** What two versions said. */
export interface VersionContent {
  readonly content: EntryContent;
  readonly placeNames: ReadonlyMap<string, string>;
  readonly files: readonly AttachedFile[];
}

/** These versions of an entry by their numbers; what does not exist is left out. One statement. */
export async function versionContents(
  db: Querying,
  kind: CatalogueKind,
  code: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, VersionContent>> {
  const { rows } = await sql<{ number: number; content: unknown }>`
    select v.number, v.content from entry_version v
    where v.code = ${code} and v.kind = ${kind} and not v.withheld and v.number = any(${numbers}::int[])
    order by v.entry_id`.execute(db);
  return new Map(rows.map(({ number, content }) => [number, readContent(kind, contentShape.parse(content))]));
}

function readContent(kind: CatalogueKind, read: Content): VersionContent {
  const common = {
    tt: read.tt,
    title: read.title,
    titleEn: read.title_en,
    summary: read.summary,
    summaryEn: read.summary_en,
    sectors: read.sectors,
    status: read.status,
    openFrom: read.open_from as LocalDate | null,
    openTo: read.open_to as LocalDate | null,
    keywords: read.keywords,
    extra: read.extra,
    confidential: false,
    illustrative: read.illustrative,
    source: read.source,
    bases: read.bases.map(({ citation_key: _key, ...basis }) => ({ ...basis, role: 'basis' as const })),
    places: read.places.map(({ code }) => code),
    organisations: read.organisations.map(({ role, name }) => ({ role, name })),
  };
  return {
    content:
      kind === 'problems'
        ? { ...common, kind, detail: problemDetail.parse(read.detail) }
        : { ...common, kind, detail: needDetail.parse(read.detail) },
    placeNames: new Map(read.places.map(({ code, name }) => [code, name])),
    files: read.attachments,
  };
}
