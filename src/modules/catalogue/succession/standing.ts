import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { chooseWithin } from '../amendment/commands.ts';
import { seenBy } from '../confidential/seen.ts';
import type { Edition } from '../edition.ts';
import { lockEdition } from '../edition-store.ts';
import type { EntryRecord } from '../entry-store.ts';

/** The entry itself; of a public one its copy in the amendment, with this purpose. */
export async function standingIn(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  entry: EntryRecord,
  { takesOut, now }: { readonly takesOut: boolean; readonly now: Date },
): Promise<EntryRecord> {
  const publicId = entry.editionId === edition.id ? entry.amends?.entryId : entry.id;
  if (publicId === undefined) return entry;
  // each copy takes the next place of the amendment
  return chooseWithin(tx, actor, await lockEdition(tx, edition.id), publicId, { takesOut, now });
}

/** By id of the entry: what people call it. A copy in an amendment goes by the public code. One statement at most. */
export async function spokenCodes(
  db: Querying,
  actor: Actor,
  entries: readonly EntryRecord[],
): Promise<ReadonlyMap<number, string>> {
  const amended = entries.flatMap(({ amends }) => (amends ? [amends.entryId] : []));
  const rows =
    amended.length === 0
      ? []
      : await db
          .selectFrom('entry')
          .select(['entry.id', 'entry.code'])
          .where('entry.id', '=', sql<number>`any(${amended})`)
          .where(seenBy(actor))
          .execute();
  const known = new Map(rows.map(({ id, code }) => [id, code]));
  return new Map(entries.map(({ id, code, amends }) => [id, (amends && known.get(amends.entryId)) ?? code]));
}
