import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import { seenBy } from './confidential/seen.ts';
import { readKind } from './edition-store.ts';
import type { CatalogueKind } from './entry.ts';
import { visibleTo } from './policy.ts';

/** Another entry whose title is much like one's own. */
export interface LikeEntry {
  readonly id: number;
  readonly editionId: number;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly title: string;
  readonly editionTitle: string;
  readonly published: boolean;
  readonly illustrative: boolean;
  /** Whether the actor may read its edition, and not only what is public of it. */
  readonly comparable: boolean;
  /** Pairs of neighbouring words both titles have, of those either has: from 0 to 1. */
  readonly likeness: number;
}

/** Titles less alike than this are of no interest. */
const leastLikeness = 0.3;
/** Entries shown beside one. */
const mostAlike = 3;
/** The rarest pairs of a title are looked for; one that more published things have tells nothing. */
const tellingPairs = 8;
const mostSharers = 400;
/** Entries compared with one. */
const mostCompared = 300;

/**
 * For each of these entries the most alike ones of all editions the actor may read, earlier years included. One
 * statement; what it looks at does not grow with the number of entries.
 */
export async function likeEntries(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly LikeEntry[]>> {
  const alike = new Map<number, LikeEntry[]>();
  if (ids.length === 0) return alike;
  const visible = visibleTo(actor);
  const readable =
    visible === 'all'
      ? sql`true`
      : sql`(entry.published_at is not null or entry.edition_id = any(${visible}))`;
  const comparable = visible === 'all' ? sql`true` : sql`found.edition_id = any(${visible})`;
  const { rows } = await sql<LikeEntry & { readonly own: number }>`
    select own.id as own, found.id, found.edition_id as "editionId", found.kind, found.code,
      left(found.title, 300) as title, edition.title as "editionTitle", (found.published_at is not null and edition.state in ('published', 'superseded')) as published,
      found.illustrative, ${comparable} as comparable, found.likeness
    from (select * from entry where entry.id = any(${ids}) and ${seenBy(actor)}) own
    cross join lateral (
      select array_agg(pair) as telling from (
        select pair from unnest(own.title_pairs) as pair left join search_word known on known.word = pair
        where coalesce(known.items, 0) <= ${mostSharers}
        order by coalesce(known.items, 0), pair limit ${tellingPairs}
      ) rare
    ) rarest
    cross join lateral (
      select other.*, shared.pairs / (cardinality(own.title_pairs) + cardinality(other.title_pairs) - shared.pairs) as likeness
      from (
        select * from entry
        where entry.removed_at is null and ${seenBy(actor)} and entry.title_pairs && rarest.telling and entry.id <> own.id
          and entry.kind = own.kind and ${readable}
          -- an entry carried over into the next edition, once or more often, is one
          and coalesce((select origin_id from entry_carried where entry_id = coalesce(entry.amends_entry_id, entry.id)), entry.amends_entry_id, entry.id)
            <> coalesce((select origin_id from entry_carried where entry_id = coalesce(own.amends_entry_id, own.id)), own.amends_entry_id, own.id)
          -- an entry and the change of it are one
          and entry.id is distinct from own.amends_entry_id and entry.amends_entry_id is distinct from own.id
          and not exists (select 1 from edition done where done.id = entry.edition_id
            and (done.amends_id is not null and done.state = 'published' or done.state = 'given_up'))
        limit ${mostCompared}
      ) other
      cross join lateral (
        select count(*)::float8 as pairs from unnest(own.title_pairs) as pair where pair = any(other.title_pairs)
      ) shared
      order by likeness desc, other.id
      limit ${mostAlike}
    ) found
    join edition on edition.id = found.edition_id
    where found.likeness >= ${leastLikeness}
    order by own.ordinal, found.likeness desc, found.id`.execute(db);
  for (const { own, ...found } of rows)
    alike.set(own, [...(alike.get(own) ?? []), { ...found, kind: readKind(found.kind) }]);
  return alike;
}
