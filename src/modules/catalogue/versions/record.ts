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

/**
 * Keeps what the edition says of itself from now on: its title and contact as they are in the database. What stood until
 * now ends; where nothing differs it goes on. Two statements.
 */
export async function recordEditionVersion(
  tx: Transaction,
  recording: {
    readonly editionId: number;
    /** The amendment that changed it; null for what comes with a publication. */
    readonly amendmentId: number | null;
    readonly at: Date;
  },
): Promise<void> {
  const { editionId, amendmentId, at } = recording;
  await sql`
    update edition_version v set to_at = greatest(v.from_at, ${at}::timestamptz) from edition e
    where v.edition_id = ${editionId} and v.to_at is null and e.id = v.edition_id
      and (v.title, v.title_en, v.contact) is distinct from (e.title, e.title_en, e.contact)`.execute(tx);
  await sql`
    insert into edition_version (edition_id, number, title, title_en, contact, from_at, amendment_id)
    select e.id, coalesce(last.number, 0) + 1, e.title, e.title_en, e.contact,
      greatest(${at}::timestamptz, last.to_at), ${amendmentId}::bigint
    from edition e left join lateral (select v.number, v.to_at from edition_version v
      where v.edition_id = e.id order by v.number desc limit 1) last on true
    where e.id = ${editionId}
      and not exists (select 1 from edition_version v where v.edition_id = e.id and v.to_at is null)`.execute(
    tx,
  );
}

/** An edition was withdrawn: what stood of it ends. Two statements. */
export async function endVersions(tx: Transaction, edition: Pick<Edition, 'id'>, at: Date): Promise<void> {
  await sql`update entry_version set to_at = greatest(from_at, ${at}::timestamptz)
    where edition_id = ${edition.id} and to_at is null`.execute(tx);
  await sql`update edition_version set to_at = greatest(from_at, ${at}::timestamptz)
    where edition_id = ${edition.id} and to_at is null`.execute(tx);
}
