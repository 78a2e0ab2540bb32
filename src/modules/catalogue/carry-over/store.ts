import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { takeOverReaders } from '../confidential/readers.ts';
import type { Edition } from '../edition.ts';
import { contentOf, type EntryRecord, insertEntries } from '../entry-store.ts';
import type { ResolvedContent } from '../resolve.ts';
import type { Conclusion } from './outcome.ts';

export interface NewOutcome {
  readonly entryId: number;
  /** The copy it is carried over as; null for every other outcome. */
  readonly continuedAs: number | null;
}

/**
 * Says anew what became of entries: what was said before and never was public is gone, what was public stays with the
 * time it stood. Three statements.
 */
export async function writeOutcomes(
  tx: Transaction,
  actor: Actor,
  said: Omit<Conclusion, 'into'>,
  entries: readonly NewOutcome[],
  { at, isPublic }: { readonly at: Date; readonly isPublic: boolean },
): Promise<void> {
  const ids = entries.map(({ entryId }) => entryId);
  await tx
    .deleteFrom('entry_outcome')
    .where('entry_id', '=', sql<number>`any(${ids})`)
    .where('replaced_at', 'is', null)
    .where('public_at', 'is', null)
    .execute();
  await tx
    .updateTable('entry_outcome')
    .set({ replaced_at: at })
    .where('entry_id', '=', sql<number>`any(${ids})`)
    .where('replaced_at', 'is', null)
    .execute();
  const rows = entries.map(({ entryId, continuedAs }) => ({ entry_id: entryId, continued_as: continuedAs }));
  await sql`
    insert into entry_outcome (entry_id, outcome, note, note_en, reference, continued_as, reason, settled_by, settled_at, public_at)
    select entry_id, ${said.outcome}, ${said.note}, ${said.noteEn}, ${said.reference}, continued_as, ${said.reason || null},
      ${actor.kind === 'account' ? actor.id : null}, ${at}, ${isPublic ? at : null}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as said (entry_id bigint, continued_as bigint)`.execute(
    tx,
  );
}

/**
 * Copies in an edition of these entries, or what they were merged into in the draft, with whether each was taken out of it
 * again. Seen or not: an entry is carried over once. One statement.
 */
export async function copiesIn(
  db: Querying,
  editionId: number,
  entryIds: readonly number[],
): Promise<ReadonlyMap<number, { readonly id: number; readonly code: string; readonly removed: boolean }>> {
  const { rows } = await sql<{ former: number; id: number; code: string; removed: boolean }>`
    select carried.former_id as former, entry.id, entry.code, entry.removed_at is not null as removed
    from entries_carried_into(${editionId}) carried join entry on entry.id = carried.standing_id
    where carried.former_id = any(${entryIds})`.execute(db);
  return new Map(rows.map(({ former, ...copy }) => [former, copy]));
}

/** As it stands, without the number it was printed with; its organisations and places are known already. */
function copied(entry: EntryRecord): ResolvedContent {
  const { organisations, places } = entry;
  const content = contentOf(entry);
  const found = { tt: null, organisations, places };
  // the code of a confidential entry is told to nobody, should its copy become public
  const carriedFrom = entry.confidential ? null : entry.code;
  return content.kind === 'problems'
    ? { ...content, ...found, detail: { ...content.detail, carriedFrom } }
    : { ...content, ...found, detail: { ...content.detail, carriedFrom } };
}

/** Copies entries with files and readers to the end of a locked draft, in this order; returns the numbers of the copies. */
export async function copyInto(
  tx: Transaction,
  actor: Actor,
  draft: Edition,
  entries: readonly EntryRecord[],
  now: Date,
): Promise<readonly number[]> {
  const made = entries.map((entry) => ({ content: copied(entry), importId: null, imported: null }));
  const ids = await insertEntries(tx, actor, draft, made, now);
  const pairs = entries.flatMap(({ id }, at) => (ids[at] === undefined ? [] : [{ from: id, to: ids[at] }]));
  const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("from" bigint, "to" bigint)`;
  await sql`
    insert into entry_carried (entry_id, edition_id, from_entry_id, origin_id)
    select pair."to", ${draft.id}, pair."from", coalesce(former.origin_id, pair."from")
    from ${given} left join entry_carried former on former.entry_id = pair."from"`.execute(tx);
  await sql`
    insert into entry_attachment (entry_id, position, file_sha256, file_name, title, title_en, media_type, added_by,
      added_at, added_version)
    select pair."to", has.position, has.file_sha256, has.file_name, has.title, has.title_en, has.media_type, has.added_by,
      ${now}, 1
    from ${given} join entry_attachment has on has.entry_id = pair."from" and has.removed_at is null`.execute(
    tx,
  );
  await takeOverReaders(tx, pairs);
  return ids;
}
