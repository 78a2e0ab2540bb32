import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { seenBy } from '../confidential/seen.ts';

/** How another entry follows or goes before this one. */
export const deeds = ['merged_into', 'merged_from', 'split_into', 'split_from'] as const;
export type Deed = (typeof deeds)[number];

export const relationRows = z.array(
  z.object({
    deed: z.enum(deeds),
    id: z.number(),
    /** Of an entry of an amendment that stands for a public one: the public code. */
    code: z.string(),
    title: z.string(),
    /** Of an amendment: it stands for a public entry, which the amendment takes out. */
    endsPublic: z.boolean(),
    /** It has never been public: its code may still change. */
    isNew: z.boolean(),
  }),
);

/** An entry that took this one over, or was taken over by it, in a draft, an amendment or in public. */
export type Relation = z.output<typeof relationRows>[number];

/**
 * The relations of `entry` as JSON, as far as the actor may see the other one. What was undone counts no more: a merged
 * entry that is back in its draft, a part that was removed. Seen or not: of the public entry for which the other one
 * stands, only its code is told.
 */
export function relationsJson(actor: Actor) {
  return sql`coalesce((
    select json_agg(json_build_object('deed', s.kind || case when s.from_entry_id = entry.id then '_into' else '_from' end,
        'id', other.id, 'code', coalesce(changed.code, other.code), 'title', other.title,
        'endsPublic', other.takes_out and other.removed_at is null,
        'isNew', other.amends_entry_id is null and other.published_at is null) order by other.ordinal, other.id)
    from entry_succession s
      join entry other on other.id = case when s.from_entry_id = entry.id then s.to_entry_id else s.from_entry_id end
      left join entry changed on changed.id = other.amends_entry_id
    where entry.id in (s.from_entry_id, s.to_entry_id) and ${seenBy(actor, 'other')} and (s.public_at is not null
      or s.kind = 'split' and entry.removed_at is null and other.removed_at is null
      or s.kind = 'merged' and (select gone.takes_out = (gone.removed_at is null) from entry gone where gone.id = s.from_entry_id))
  ), '[]')`;
}

/** Codes of entries that are public no longer and live on in `entry`. */
export const formerCodes = sql<string[]>`case when exists (
  select 1 from entry_succession s where s.to_entry_id = entry.id and s.public_at is not null
) then entry_former_codes(entry.id) else '{}' end`;

/** Merged before it was ever public: another entry of the draft has its code by now. */
export function hasLostCode({ deed, isNew }: Relation): boolean {
  return isNew && deed === 'merged_from';
}

/** What the relations of a kind are called: by their codes, those that have lost it by their titles. */
export function namesOf(relations: readonly Relation[], deed: Deed): readonly string[] {
  return relations
    .filter((relation) => relation.deed === deed)
    .map((relation) => (hasLostCode(relation) ? `“${relation.title}”` : relation.code));
}
