import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Text } from '../../../kernel/text.ts';
import { seenBy } from './seen.ts';

/** What an entry is called before those who may not see it. */
export const withheldEntry: Text = { vi: 'Một mục không công khai', en: 'A confidential entry' };

/** What an event about such an entry says. */
export const withheldEvent: Text = {
  vi: 'Có thay đổi ở một mục không công khai',
  en: 'Something happened to a confidential entry',
};

/**
 * Whether an `event` of the statement is about an entry that the actor may not see or a question about it, or says of one
 * that it is carried over as such an entry.
 */
export function aboutWithheld(actor: Actor): RawBuilder<boolean> {
  const subject = sql`case when event.subject_id ~ '^[0-9]{1,15}$' then event.subject_id::bigint end`;
  return sql<boolean>`(event.subject_kind = 'question' and exists (
    select 1 from question join entry on entry.id = question.entry_id where not ${seenBy(actor)} and question.id = ${subject})
  or event.subject_kind = 'entry' and (
    exists (select 1 from entry where not ${seenBy(actor)} and entry.id = ${subject})
    or event.facts ->> 'outcome' = 'carried_over' and exists (
      select 1 from (
        select carried.entry_id from entry_carried carried where carried.from_entry_id = ${subject}
        union all select said.continued_as from entry_outcome said where said.entry_id = ${subject}
      ) goes_on (id) join entry copy on copy.id = goes_on.id where not ${seenBy(actor, 'copy')})))`;
}
