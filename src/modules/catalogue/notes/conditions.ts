import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { seenBy } from '../confidential/seen.ts';

/** Condition on `note`: not of an entry that the actor may not see. What the edition allows is asked apart. */
export function noteSeenBy(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(note.entry_id is null or exists (
    select 1 from entry where entry.id = note.entry_id and ${seenBy(actor)}))`;
}

/** Condition on `note`: begins a talk that is not settled. */
export const isOpenNote = sql<boolean>`(note.reply_to is null and note.resolved_at is null and note.removed_at is null)`;

/** Of an `entry`: how many of its notes are not settled. */
export const openNotesOfEntry = sql<number>`(select count(*) from note where note.entry_id = entry.id and ${isOpenNote})`;
