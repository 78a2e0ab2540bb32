import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { DocumentKind } from '../../../office/index.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { adjustmentJson } from '../public-json.ts';

/** The amendment that merged or split; its document when that is published. */
interface DecidedBy {
  readonly number: number | null;
  readonly reason: string | null;
  readonly document: {
    readonly id: number;
    readonly kind: DocumentKind;
    readonly number: string | null;
    readonly symbol: string | null;
    readonly date: string | null;
    readonly issuer: string | null;
    readonly title: string;
  } | null;
}

/** Another entry that one took over, was taken over by, or was split from or into. */
export interface PublicRelation {
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly illustrative: boolean;
  /** The day from which it holds. */
  readonly on: LocalDate;
  readonly by: DecidedBy;
  /** It is public no longer: the day as of which it is shown as it was last; null where no day shows it. */
  readonly gone: boolean;
  readonly shown: LocalDate | null;
}

export interface PublicSuccession {
  /** Entries merged into this one, those merged into them included. */
  readonly includes: readonly PublicRelation[];
  readonly splitInto: readonly PublicRelation[];
  readonly splitFrom: readonly PublicRelation[];
}

/** Relations told on one page; more than an entry can have by hand. */
const most = 100;

/** What the public entry took over and was split from or into, as it was known at the end of the day. One statement. */
export async function publicSuccession(
  db: Querying,
  entryId: number,
  day: LocalDate | null,
): Promise<PublicSuccession> {
  const known = day
    ? sql`(s.public_at at time zone interval '7 hours')::date <= ${day}::date`
    : sql`s.public_at is not null`;
  const { rows } = await sql<PublicRelation & { deed: keyof PublicSuccession }>`
    with recursive back (id, at, by) as (
      select s.from_entry_id, s.public_at, s.edition_id from entry_succession s
      where s.to_entry_id = ${entryId} and s.kind = 'merged' and ${known}
      union
      select s.from_entry_id, s.public_at, s.edition_id from back
        join entry_succession s on s.to_entry_id = back.id and s.kind = 'merged' and ${known}
    ), related (deed, id, at, by) as (
      select 'includes', id, at, by from back
      union all select 'splitInto', s.to_entry_id, s.public_at, s.edition_id from entry_succession s
        where s.from_entry_id = ${entryId} and s.kind = 'split' and ${known}
      union all select 'splitFrom', s.from_entry_id, s.public_at, s.edition_id from entry_succession s
        where s.to_entry_id = ${entryId} and s.kind = 'split' and ${known}
    )
    select related.deed, entry.code, entry.title, entry.title_en as "titleEn", entry.illustrative,
      (related.at at time zone interval '7 hours')::date as "on", ${adjustmentJson} as by,
      entry.removed_at is not null as gone,
      (select max(v.from_day) from entry_version v where v.entry_id = entry.id and not v.withheld and v.from_day < v.to_day) as shown
    from related join entry on entry.id = related.id join edition on edition.id = related.by
    where not entry.confidential and entry.published_at is not null
    order by related.at, entry.code limit ${most}`.execute(db);
  const of = (deed: keyof PublicSuccession) =>
    rows.flatMap(({ deed: told, ...relation }) => (told === deed ? [relation] : []));
  return { includes: of('includes'), splitInto: of('splitInto'), splitFrom: of('splitFrom') };
}
