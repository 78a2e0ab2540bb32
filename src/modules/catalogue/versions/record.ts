import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Edition } from '../edition.ts';

export interface Recording {
  /** The published edition whose entries these are. */
  readonly edition: Pick<Edition, 'id'>;
  readonly entryIds: readonly number[];
  /** The adjustment that changed them; null for what is published with its edition. */
  readonly amendmentId: number | null;
  readonly at: Date;
}

/**
 * Keeps what visitors read of these entries from now on, for as-of pages: the version that stood until now ends, and
 * the entry as it is in the database begins the next one. One that was taken out, or has become confidential, gets
 * none; of a confidential one no version is shown any more.
 *
 * A clock that was put back makes no version end before it began.
 *
 * To be called last, after entries and search index are written: the lock of the index keeps two such changes apart.
 * Seen or not: the publication is of all of them. Four statements, however many entries. Throws when one of them is of another edition.
 */
export async function recordVersions(tx: Transaction, recording: Recording): Promise<void> {
  const { edition, entryIds, amendmentId, at } = recording;
  if (entryIds.length === 0) return;
  const { rows: strangers } = await sql<{ id: number }>`
    select id from entry where id = any(${entryIds}::bigint[]) and edition_id <> ${edition.id} limit 1`.execute(
    tx,
  );
  if (strangers[0]) throw new Error(`entry ${strangers[0].id} is not of edition ${edition.id}`);
  await sql`
    update entry_version v set to_at = coalesce(v.to_at, greatest(v.from_at, ${at}::timestamptz)), withheld = entry.confidential
    from entry
    where entry.id = v.entry_id and v.entry_id = any(${entryIds}::bigint[])
      and (v.to_at is null or v.withheld <> entry.confidential)`.execute(tx);
  await sql`
    insert into entry_version (entry_id, number, edition_id, kind, code, title, dated, facets, content, from_at, amendment_id)
    select stands.entry_id, coalesce((select max(v.number) from entry_version v where v.entry_id = stands.entry_id), 0) + 1,
      stands.edition_id, stands.kind, stands.code, stands.title, stands.dated, stands.facets, stands.content,
      greatest(${at}::timestamptz, (select max(v.to_at) from entry_version v where v.entry_id = stands.entry_id)), ${amendmentId}::bigint
    from entries_as_they_stand(${entryIds}::bigint[]) as stands order by stands.entry_id`.execute(tx);
  // what came in place of something alike on the same day changes no count
  await tx.deleteFrom('entry_version_count').where('items', '=', 0).execute();
}

/** An edition was withdrawn: what stood of it ends. One statement. */
export async function endVersions(tx: Transaction, edition: Pick<Edition, 'id'>, at: Date): Promise<void> {
  await sql`update entry_version set to_at = greatest(from_at, ${at}::timestamptz)
    where edition_id = ${edition.id} and to_at is null`.execute(tx);
}
