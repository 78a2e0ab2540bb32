import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type CatalogueKind, catalogueKinds } from '../entry.ts';
import { type Outcome, outcomes } from './outcome.ts';

/** An entry of another edition, as a visitor follows it. */
export interface LinkedEntry {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly edition: string;
  /** `2026`, `2026-2030`. */
  readonly span: string;
}

/** What an entry goes on as, in force. */
export interface Continued extends LinkedEntry {
  /** Codes under which it was carried over, where those were merged into it or split since. */
  readonly formerly: readonly string[];
}

/** What a visitor reads of what became of an entry. */
export interface ToldOutcome {
  readonly outcome: Outcome;
  readonly note: Text;
  readonly reference: string;
  /** The day on which it became public. */
  readonly on: LocalDate;
  readonly continuedAs: Continued | null;
  /** Further ones in which parts of it are found. */
  readonly alsoAs: readonly Continued[];
}

export interface Told {
  readonly outcome: ToldOutcome | null;
  /** Entries of former editions that go on in this one: that of which it is made first, then those whose copies it took over. */
  readonly from: readonly LinkedEntry[];
}

const link = z.object({
  ...{ kind: z.enum(catalogueKinds), code: z.string(), edition: z.string(), span: z.string() },
});
/** What `continuedJson` gives. */
export const continuedRows = z.array(link.extend({ formerly: z.array(z.string()) }));
const row = z.object({
  outcome: z.enum(outcomes),
  note: z.string(),
  note_en: z.string(),
  reference: z.string(),
  public_at: z.string(),
  continued: continuedRows,
});

const day = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone interval '7 hours')::date`;
const linkedJson = (entry: string, edition: string) => {
  const of = (table: string, column: string) => sql.ref(`${table}.${column}`);
  return sql`json_build_object('kind', ${of(entry, 'kind')}, 'code', ${of(entry, 'code')}, 'edition', ${of(edition, 'code')},
    'span', coalesce(${of(edition, 'year')}::text, ${of(edition, 'period_from')} || '-' || ${of(edition, 'period_to')}))`;
};

/**
 * Condition on an entry and its edition `later`: it is public, in force or superseded, now or at the end of a day. Its
 * versions know the past, since an edition that is published again does not tell from when to when it was not there.
 */
function isPublic(entry: 'copy' | 'found', asOf: LocalDate | null): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${entry}.${name}`);
  return asOf
    ? sql<boolean>`(not ${column('confidential')} and exists (select 1 from entry_version v
        where v.entry_id = ${column('id')} and not v.withheld and v.from_day <= ${asOf}::date
          and (v.to_day is null or v.to_day > ${asOf}::date or v.to_at >= later.superseded_at)))`
    : sql<boolean>`(not ${column('confidential')} and ${column('published_at')} is not null and ${column('removed_at')} is null)`;
}

/**
 * Condition on `said`, an outcome, with `copy` and its edition `later` where it is carried over: it is what visitors read
 * now, or read at the end of a day. What the copy was merged into, or split into when it left, speaks for it.
 */
export function toldNow(asOf: LocalDate | null): RawBuilder<boolean> {
  const standing = sql`(${isPublic('copy', asOf)} or not copy.confidential and exists (
    select 1 from entry_found_in(copy.id, ${asOf}) as next (id) join entry found on found.id = next.id
    where ${isPublic('found', asOf)}))`;
  if (!asOf)
    return sql<boolean>`(said.public_at is not null and said.replaced_at is null and (said.continued_as is null
      or later.state in ('published', 'superseded') and ${standing}))`;
  const passed = (instant: RawBuilder<unknown>) =>
    sql`(${instant} is not null and ${day(instant)} <= ${asOf}::date)`;
  return sql<boolean>`(${passed(sql`said.public_at`)} and not ${passed(sql`said.replaced_at`)}
    and (said.continued_as is null or ${standing}))`;
}

/** Condition on `s`, a succession: it was decided in a draft, before any of it was public. */
const inDraft = sql<boolean>`(s.public_at is null and exists (
  select 1 from edition draft where draft.id = s.edition_id and draft.amends_id is null))`;

/**
 * What an outcome goes on as, as JSON: its copy and the parts split off before that was public, each followed to where it
 * is found, now or at the end of a day; the copy's own way first. Not of what is confidential, and not confidential codes.
 */
export function continuedJson(copyId: RawBuilder<unknown>, asOf: LocalDate | null): RawBuilder<unknown> {
  return sql`coalesce((
    with recursive made (id) as (
      select ${copyId} union
      select s.to_entry_id from made join entry_succession s on s.from_entry_id = made.id and ${inDraft}
    )
    select json_agg(continued.shown order by continued.whole desc, continued.code) from (
      select found.code, bool_or(source.id = ${copyId}) as whole, ${linkedJson('found', 'later')}::jsonb || jsonb_build_object(
        'formerly', coalesce(json_agg(source.code order by source.code)
          filter (where source.id <> found.id and not source.confidential), '[]')) as shown
      from made join entry source on source.id = made.id
        cross join lateral entry_found_in(source.id, ${asOf}) as next (id)
        join entry found on found.id = next.id join edition later on later.id = found.edition_id
      where ${isPublic('found', asOf)}
      group by found.id, later.id
    ) continued), '[]')`;
}

/** Condition on `former`, which is not confidential, and its edition `earlier`: visitors may follow it. */
const isFollowed = sql`former.published_at is not null and former.removed_at is null
  and earlier.state in ('published', 'superseded', 'withdrawn')`;

/** What became of a public entry, and what goes on in it, as told today or at the end of a day. One statement. */
export async function toldOf(db: Querying, entryId: number, asOf: LocalDate | null): Promise<Told> {
  const heldThen = asOf ? sql`${day(sql`s.public_at`)} <= ${asOf}::date` : sql`s.public_at is not null`;
  const { rows } = await sql<{ outcome: unknown; made_of: unknown; also_from: unknown }>`
    select (
      select json_build_object('outcome', said.outcome, 'note', said.note, 'note_en', said.note_en,
        'reference', said.reference, 'public_at', said.public_at,
        'continued', ${continuedJson(sql`said.continued_as`, asOf)})
      from entry_outcome said left join entry copy on copy.id = said.continued_as
        left join edition later on later.id = copy.edition_id
      where said.entry_id = ${entryId} and ${toldNow(asOf)} order by said.id desc limit 1
    ) as outcome, (
      select ${linkedJson('former', 'earlier')}
      from entry_carried carried join entry former on former.id = carried.from_entry_id
        join edition earlier on earlier.id = former.edition_id
      where carried.entry_id = ${entryId} and not former.confidential and ${isFollowed}
    ) as made_of, (
      with recursive taken_over (id) as (
        select ${entryId}::bigint
        union select s.from_entry_id from taken_over join entry_succession s on s.to_entry_id = taken_over.id
        where ${inDraft} or ${heldThen} and not s.stays
      )
      select json_agg(${linkedJson('former', 'earlier')} order by earlier.code, former.code)
      from entry_outcome said join entry copy on copy.id = said.continued_as
        join edition later on later.id = copy.edition_id
        join entry former on former.id = said.entry_id join edition earlier on earlier.id = former.edition_id
      where said.continued_as in (select id from taken_over) and ${toldNow(asOf)} and not former.confidential and ${isFollowed}
        and not exists (select 1 from entry_carried c where c.entry_id = ${entryId} and c.from_entry_id = former.id)
    ) as also_from`.execute(db);
  const found = rows[0];
  const said = row.nullable().parse(found?.outcome ?? null);
  const [continuedAs = null, ...alsoAs] = said?.continued ?? [];
  return {
    outcome: said && {
      outcome: said.outcome,
      note: { vi: said.note, en: said.note_en || said.note },
      reference: said.reference,
      on: localDateOf(new Date(said.public_at)),
      continuedAs,
      alsoAs,
    },
    from: [
      ...z.array(link).parse(found?.made_of ? [found.made_of] : []),
      ...z.array(link).parse(found?.also_from ?? []),
    ],
  };
}
