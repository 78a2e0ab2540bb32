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

/** What a visitor reads of what became of an entry. */
export interface ToldOutcome {
  readonly outcome: Outcome;
  readonly note: Text;
  readonly reference: string;
  /** The day on which it became public. */
  readonly on: LocalDate;
  readonly continuedAs: LinkedEntry | null;
  /** Parts into which that one was split before it became public. */
  readonly alsoAs: readonly LinkedEntry[];
}

export interface Told {
  readonly outcome: ToldOutcome | null;
  /** The entry of a former edition of which this one is made. */
  readonly carriedFrom: LinkedEntry | null;
  /** Others that go on in it: their copies were merged into it, or it was split from theirs, before it became public. */
  readonly alsoFrom: readonly LinkedEntry[];
}

const link = z.object({
  ...{ kind: z.enum(catalogueKinds), code: z.string(), edition: z.string(), span: z.string() },
});
const linked = link.nullable();
const row = z.object({
  outcome: z.enum(outcomes),
  note: z.string(),
  note_en: z.string(),
  reference: z.string(),
  public_at: z.string(),
  continued_as: linked,
  also_as: z.array(link).nullable(),
});

const day = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone interval '7 hours')::date`;
const linkedJson = (entry: string, edition: string) => {
  const of = (table: string, column: string) => sql.ref(`${table}.${column}`);
  return sql`json_build_object('kind', ${of(entry, 'kind')}, 'code', ${of(entry, 'code')}, 'edition', ${of(edition, 'code')},
    'span', coalesce(${of(edition, 'year')}::text, ${of(edition, 'period_from')} || '-' || ${of(edition, 'period_to')}))`;
};

/** The copy was merged into another entry, or split: its address leads to where it is found now. */
const livesOn = sql<boolean>`exists (select 1 from entry_succession s
  where s.from_entry_id = copy.id and s.public_at is not null and not s.stays)`;

/**
 * The copy was public at the end of the day, in force or superseded by then. Its versions know it, since an edition that is
 * published again does not tell from when to when it was not there.
 */
const stoodThen = (day: LocalDate) => sql<boolean>`exists (select 1 from entry_version v
  where v.entry_id = copy.id and not v.withheld and v.from_day <= ${day}::date
    and (v.to_day is null or v.to_day > ${day}::date or v.to_at >= later.superseded_at))`;

/**
 * Condition on `said`, an outcome, with `copy` and its edition `later` where it is carried over: it is what visitors read
 * now, or read at the end of a day.
 */
export function toldNow(asOf: LocalDate | null): RawBuilder<boolean> {
  if (!asOf)
    return sql<boolean>`(said.public_at is not null and said.replaced_at is null and (said.continued_as is null
      or copy.published_at is not null and (copy.removed_at is null or ${livesOn}) and not copy.confidential
        and later.state in ('published', 'superseded')))`;
  const passed = (instant: RawBuilder<unknown>) =>
    sql`(${instant} is not null and ${day(instant)} <= ${asOf}::date)`;
  return sql<boolean>`(${passed(sql`said.public_at`)} and not ${passed(sql`said.replaced_at`)}
    and (said.continued_as is null or not copy.confidential and (${stoodThen(asOf)}
      or ${passed(sql`copy.removed_at`)} and ${livesOn} and not ${passed(sql`later.withdrawn_at`)})))`;
}

/** Condition on `former`, which is not confidential, and its edition `earlier`: visitors may follow it. */
const isFollowed = sql`former.published_at is not null and former.removed_at is null
  and earlier.state in ('published', 'superseded', 'withdrawn')`;

/** What became of a public entry, and what it was made of, as told today or at the end of a day. One statement. */
export async function toldOf(db: Querying, entryId: number, asOf: LocalDate | null): Promise<Told> {
  const { rows } = await sql<{ outcome: unknown; carried_from: unknown; also_from: unknown }>`
    select (
      select json_build_object('outcome', said.outcome, 'note', said.note, 'note_en', said.note_en,
        'reference', said.reference, 'public_at', said.public_at,
        'continued_as', case when copy.id is not null then ${linkedJson('copy', 'later')} end,
        'also_as', (
          with recursive split_into (id) as (
            select s.to_entry_id from entry_succession s
            where s.from_entry_id = copy.id and s.kind = 'split' and s.edition_id = later.id
            union select s.to_entry_id from split_into join entry_succession s on s.from_entry_id = split_into.id
              and s.kind = 'split' and s.edition_id = later.id
          )
          select json_agg(${linkedJson('part', 'later')} order by part.code)
          from split_into join entry part on part.id = split_into.id
          where part.published_at is not null and part.removed_at is null and not part.confidential))
      from entry_outcome said left join entry copy on copy.id = said.continued_as
        left join edition later on later.id = copy.edition_id
      where said.entry_id = ${entryId} and ${toldNow(asOf)} order by said.id desc limit 1
    ) as outcome, (
      select ${linkedJson('former', 'earlier')}
      from entry_carried carried join entry former on former.id = carried.from_entry_id
        join edition earlier on earlier.id = former.edition_id
      where carried.entry_id = ${entryId} and not former.confidential and ${isFollowed}
    ) as carried_from, (
      with recursive split_from (id) as (
        select ${entryId}::bigint
        union select s.from_entry_id from split_from join entry_succession s on s.to_entry_id = split_from.id
          join edition draft on draft.id = s.edition_id and draft.amends_id is null
        where s.kind = 'split'
      )
      select json_agg(${linkedJson('former', 'earlier')} order by earlier.code, former.code)
      from entry_outcome said join entry copy on copy.id = said.continued_as
        join edition later on later.id = copy.edition_id
        join entry former on former.id = said.entry_id join edition earlier on earlier.id = former.edition_id
      where said.continued_as in (select id from split_from) and ${toldNow(asOf)} and not former.confidential and ${isFollowed}
        and not exists (select 1 from entry_carried c where c.entry_id = ${entryId} and c.from_entry_id = former.id)
    ) as also_from`.execute(db);
  const found = rows[0];
  const said = row.nullable().parse(found?.outcome ?? null);
  return {
    outcome: said && {
      outcome: said.outcome,
      note: { vi: said.note, en: said.note_en || said.note },
      reference: said.reference,
      on: localDateOf(new Date(said.public_at)),
      continuedAs: said.continued_as,
      alsoAs: said.also_as ?? [],
    },
    carriedFrom: linked.parse(found?.carried_from ?? null),
    alsoFrom: z.array(link).parse(found?.also_from ?? []),
  };
}
