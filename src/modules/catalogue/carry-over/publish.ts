import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { NewEvent } from '../../../platform/events/append.ts';
import type { Edition } from '../edition.ts';

/**
 * With an edition the outcomes of the entries of those it follows become public. What stands in it in the end is carried
 * over, also where it was removed and restored meanwhile. Seen or not: nothing is told of confidential entries. Returns the
 * events that tell it, to be appended last. Needs the locks of `lockFormers`. Three statements.
 */
export async function publishOutcomes(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  now: Date,
): Promise<readonly NewEvent[]> {
  await sql`
    delete from entry_outcome said using entries_carried_into(${edition.id}) carried, entry
    where said.entry_id = carried.former_id and said.public_at is null and said.continued_as is distinct from carried.standing_id
      and entry.id = carried.standing_id and entry.removed_at is null`.execute(tx);
  await sql`
    insert into entry_outcome (entry_id, outcome, continued_as, settled_by, settled_at)
    select carried.former_id, 'carried_over', carried.standing_id, ${actor.kind === 'account' ? actor.id : null}, ${now}
    from entries_carried_into(${edition.id}) carried join entry on entry.id = carried.standing_id
    where entry.removed_at is null and not exists (
      select 1 from entry_outcome said where said.entry_id = carried.former_id and said.replaced_at is null)`.execute(
    tx,
  );
  type Published = { id: number; code: string; edition_id: number; outcome: string; withheld: boolean };
  const { rows } = await sql<Published>`
    update entry_outcome said set public_at = ${now}
    from entry join edition former on former.id = entry.edition_id
    where said.entry_id = entry.id and said.replaced_at is null and said.public_at is null
      and entry.published_at is not null and entry.removed_at is null and not entry.confidential
      and former.kind = ${edition.kind} and former.id <> ${edition.id}
      and former.state in ('published', 'superseded')
      and case when said.continued_as is null
        then (coalesce(former.year, former.period_from), coalesce(former.year, former.period_to)) < (
          select coalesce(year, period_from), coalesce(year, period_to) from edition where id = ${edition.id})
        else exists (select 1 from entry copy where copy.id = said.continued_as and copy.edition_id = ${edition.id}
          and copy.removed_at is null) end
    returning entry.id, entry.code, entry.edition_id, said.outcome, exists (
      select 1 from entry copy where copy.id = said.continued_as and copy.confidential) as withheld`.execute(
    tx,
  );
  // visitors read nothing of one that goes on as a confidential entry
  return rows
    .filter(({ withheld }) => !withheld)
    .map(({ id, code, edition_id, outcome }) => ({
      name: 'entry.outcome_published',
      actor,
      subject: { kind: 'entry', id },
      facts: { editionId: edition_id, code, outcome, into: edition.code },
      at: now,
    }));
}
