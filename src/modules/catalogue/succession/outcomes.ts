import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';

/**
 * After a merging in a draft, or when one is undone: what became of former entries is told of the entries in which their
 * copies stand now. Seen or not: an outcome follows its copy, whoever may see that. One statement.
 */
export async function followCopies(tx: Transaction, editionId: number): Promise<void> {
  await sql`
    update entry_outcome said set continued_as = carried.standing_id
    from entries_carried_into(${editionId}) carried, entry before
    where said.entry_id = carried.former_id and said.public_at is null and said.continued_as <> carried.standing_id
      and before.id = said.continued_as and before.edition_id = ${editionId}`.execute(tx);
}
