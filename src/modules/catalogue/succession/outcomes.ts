import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';

/**
 * Entries of a draft that were carried over and are merged into another one that was: what became of the former entries
 * is told of that one. One statement.
 */
export async function handOverOutcomes(
  tx: Transaction,
  pairs: readonly { readonly from: number; readonly to: number }[],
): Promise<void> {
  await sql`
    update entry_outcome said set continued_as = pair."to"
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("from" bigint, "to" bigint)
      join entry_carried target on target.entry_id = pair."to"
    where said.continued_as = pair."from" and said.public_at is null`.execute(tx);
}

/** An entry that was carried over is merged into none any more: its former entry continues in it again. One statement. */
export async function takeBackOutcomes(tx: Transaction, entryId: number): Promise<void> {
  await sql`
    update entry_outcome said set continued_as = own.entry_id
    from entry_carried own
    where own.entry_id = ${entryId} and said.entry_id = own.from_entry_id and said.continued_as is not null
      and said.public_at is null`.execute(tx);
}
