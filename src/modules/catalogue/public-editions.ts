import { sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Querying } from '../../platform/database/open.ts';
import { toldNow } from './carry-over/told.ts';
import type { CatalogueKind } from './entry.ts';
import { dayAndNote, type PublicEdition, readPublicEdition } from './public-entry.ts';
import { editionJson, editionJsonThen } from './public-json.ts';
import { openOn, saidOn } from './versions/stood.ts';

export interface CountedEdition extends PublicEdition {
  /** Public entries. */
  readonly entries: number;
  /** Of these those of which is public what became of them. */
  readonly outcomes: number;
  /** How often what it says of itself has begun anew. */
  readonly versions: number;
  /** The adjustments published so far, the first one first. */
  readonly adjustments: readonly { readonly number: number | null; readonly on: LocalDate }[];
}

export interface EditionSelection {
  readonly kind?: CatalogueKind;
  /** Of this year, or of a period that has it. */
  readonly year?: number;
  readonly code?: string;
  /** Those superseded or withdrawn as well, which say so. */
  readonly withdrawn?: true;
  /** As they stood at the end of this day; as they are now without. */
  readonly asOf?: LocalDate;
  readonly limit: number;
  readonly offset: number;
}

export interface EditionPage {
  readonly items: readonly CountedEdition[];
  readonly total: number;
}

/** Published editions, the latest year first; a withdrawn one has no entries to list, one that is superseded has them by their addresses. One statement. */
export async function listPublicEditions(db: Querying, selection: EditionSelection): Promise<EditionPage> {
  const { kind, year, code, asOf } = selection;
  const rows = await sql<{
    edition: unknown;
    entries: number;
    outcomes: number;
    versions: number;
    adjustments: CountedEdition['adjustments'];
    total: number;
  }>`
    select ${asOf ? editionJsonThen : editionJson} as edition,
      ${asOf ? entriesOn(asOf) : entriesNow} as entries,
      ${outcomesTold(asOf ?? null)} as outcomes,
      (select count(*) from edition_version v where v.edition_id = edition.id) as versions,
      ${adjustmentsBy(asOf ?? null)} as adjustments,
      count(*) over () as total
    from edition ${asOf ? saidOn(asOf) : sql``}
    where ${toBeListed(selection)} and edition.amends_id is null
      ${kind ? sql`and edition.kind = ${kind}` : sql``}
      ${code ? sql`and edition.code = ${code}` : sql``}
      ${year ? sql`and ${year} between coalesce(edition.year, edition.period_from) and coalesce(edition.year, edition.period_to)` : sql``}
    order by coalesce(edition.year, edition.period_to) desc, edition.kind desc, edition.code
    limit ${selection.limit} offset ${selection.offset}
  `.execute(db);
  return {
    items: rows.rows.map((row) => ({
      ...seenOn(readPublicEdition(row.edition), asOf),
      entries: row.entries,
      outcomes: row.outcomes,
      versions: row.versions,
      adjustments: row.adjustments,
    })),
    total: rows.rows[0]?.total ?? 0,
  };
}

const entriesNow = sql`(select count(*) from entry where entry.edition_id = edition.id and entry.published_at is not null
  and entry.removed_at is null and not entry.confidential and edition.state in ('published', 'superseded'))`;

function outcomesTold(day: LocalDate | null) {
  return sql`(select count(*)::int from entry join entry_outcome said on said.entry_id = entry.id
    left join entry copy on copy.id = said.continued_as left join edition later on later.id = copy.edition_id
    where entry.edition_id = edition.id and entry.published_at is not null and entry.removed_at is null
      and not entry.confidential and ${toldNow(day)})`;
}

function adjustmentsBy(day: LocalDate | null) {
  const published = sql`(a.published_at at time zone interval '7 hours')::date`;
  return sql`(select coalesce(json_agg(json_build_object('number', a.amendment_no, 'on', ${published}) order by a.amendment_no), '[]')
    from edition a where a.amends_id = edition.id and a.state = 'published' and ${day ? sql`${published} <= ${day}::date` : sql`true`})`;
}

function entriesOn(day: LocalDate) {
  return sql`(select count(*) from entry_version v where v.edition_id = edition.id and not v.withheld
    and (v.from_day <= ${day}::date and (v.to_day is null or v.to_day > ${day}::date) or ${openOn(day)}))`;
}

function toBeListed({ withdrawn, asOf }: EditionSelection) {
  const ended = withdrawn ? ['superseded', 'withdrawn'] : [];
  if (!asOf) return sql`edition.state = any(${['published', ...ended]}::text[])`;
  // of a withdrawal that was taken back nothing is told: on the days between the edition was not there
  return withdrawn
    ? sql`(said.stands or edition.state in ('superseded', 'withdrawn')
        and (coalesce(edition.withdrawn_at, edition.superseded_at) at time zone interval '7 hours')::date <= ${asOf}::date)`
    : sql`said.stands`;
}

/** On a day before its end, or before it was published again, an edition did not say so. */
function seenOn(edition: PublicEdition, day: LocalDate | undefined): PublicEdition {
  const then = <Told extends { readonly on: LocalDate }>(told: Told | null) =>
    day && told && told.on > day ? null : told;
  return {
    ...edition,
    withdrawal: then(edition.withdrawal),
    superseded: then(edition.superseded),
    reopening: then(edition.reopening),
  };
}

/** The editions this document issued that were withdrawn since, or published again after that. One statement. */
export async function withdrawnEditionsOf(
  db: Querying,
  documentId: number,
): Promise<readonly Pick<PublicEdition, 'code' | 'withdrawal' | 'reopening'>[]> {
  const rows = await db
    .selectFrom('edition')
    .select(['code', 'withdrawn_at', 'withdrawal_note', 'withdrawal_note_en'])
    .select(['reopened_at', 'reopening_note', 'reopening_note_en'])
    .where('document_id', '=', documentId)
    .where('amends_id', 'is', null)
    .where((row) => row.or([row('state', '=', 'withdrawn'), row('reopened_at', 'is not', null)]))
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    withdrawal: dayAndNote(row.withdrawn_at, row.withdrawal_note, row.withdrawal_note_en),
    reopening: dayAndNote(row.reopened_at, row.reopening_note, row.reopening_note_en),
  }));
}
