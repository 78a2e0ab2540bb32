import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
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
  /** Shared letter triples of the two titles, from 0 to 1. */
  readonly likeness: number;
}

/** Titles less alike than this are of no interest. */
const leastLikeness = 0.45;
/** Entries shown beside one. */
const mostAlike = 3;

/**
 * For each of these entries the most alike ones of all editions the actor may read, earlier years included. One
 * statement; each entry asks the index for its nearest titles and looks at nothing else.
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
      : sql`(other.published_at is not null or other.edition_id = any(${visible}))`;
  const comparable = visible === 'all' ? sql`true` : sql`found.edition_id = any(${visible})`;
  const { rows } = await sql<LikeEntry & { readonly own: number }>`
    select own.id as own, found.id, found.edition_id as "editionId", found.kind, found.code,
      left(found.title, 300) as title, edition.title as "editionTitle", found.published_at is not null as published,
      found.illustrative, ${comparable} as comparable, found.likeness
    from entry own
    cross join lateral (
      select other.*, 1 - (vn_norm(other.title) <-> vn_norm(own.title)) as likeness
      from entry other
      where other.removed_at is null and other.kind = own.kind and other.id <> own.id and ${readable}
      order by vn_norm(other.title) <-> vn_norm(own.title)
      limit ${mostAlike}
    ) found
    join edition on edition.id = found.edition_id
    where own.id = any(${ids}) and own.title <> '' and found.likeness >= ${leastLikeness}
    order by own.ordinal, found.likeness desc, found.id`.execute(db);
  for (const { own, ...found } of rows)
    alike.set(own, [...(alike.get(own) ?? []), { ...found, kind: readKind(found.kind) }]);
  return alike;
}
