import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { seenBy } from '../confidential/seen.ts';
import type { Edition } from '../edition.ts';
import { type EntryRecord, entriesOf } from '../entry-store.ts';
import { followCopies } from './outcomes.ts';

export interface NewSuccession {
  readonly from: number;
  readonly to: number;
  readonly kind: 'merged' | 'split';
  /** Of a public split: the entry stands on as its first part. */
  readonly stays?: boolean;
}

/** Writes down who took whom over; `publicAt` where both are public entries. One statement. */
export async function writeSuccessions(
  tx: Transaction,
  actor: Actor,
  edition: Pick<Edition, 'id'>,
  rows: readonly NewSuccession[],
  { now, publicAt }: { readonly now: Date; readonly publicAt: Date | null },
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('entry_succession')
    .values(
      rows.map(({ from, to, kind, stays }) => ({
        from_entry_id: from,
        to_entry_id: to,
        kind,
        stays: stays ?? false,
        edition_id: edition.id,
        decided_by: actor.kind === 'account' ? actor.id : null,
        decided_at: now,
        public_at: publicAt,
      })),
    )
    // what was split off may take over what it was split from: then that is what becomes of it
    .onConflict((conflict) =>
      conflict
        .columns(['from_entry_id', 'to_entry_id'])
        .doUpdateSet(({ ref }) => ({ kind: ref('excluded.kind'), stays: ref('excluded.stays') }))
        .where('entry_succession.public_at', 'is', null),
    )
    .execute();
}

/** An entry is back, or stays after all: it is merged into none. Two statements. */
export async function forgetMerging(
  tx: Transaction,
  edition: Pick<Edition, 'id'>,
  entryId: number,
): Promise<void> {
  await tx
    .deleteFrom('entry_succession')
    .where('from_entry_id', '=', entryId)
    .where('kind', '=', 'merged')
    .where('public_at', 'is', null)
    .execute();
  await followCopies(tx, edition.id);
}

/**
 * Entries that may be merged or split in this draft, by the ids asked for: its own, or public ones of the edition it amends, which
 * give way to their copy where the amendment has one. What is neither is left out. Three statements at most.
 */
export async function workedOn(
  db: Querying,
  actor: Actor,
  edition: Pick<Edition, 'id' | 'amends'>,
  ids: readonly number[],
): Promise<readonly EntryRecord[]> {
  const known = ids.filter(Number.isSafeInteger);
  const found = await entriesOf(db, actor, known);
  const amended = edition.amends?.editionId ?? 0;
  const open = found.filter(
    ({ editionId, publishedAt, removedAt, confidential }) =>
      editionId === amended && publishedAt !== null && removedAt === null && !confidential,
  );
  const copies = await copiesOf(
    db,
    actor,
    edition,
    open.map(({ id }) => id),
  );
  const by = new Map(
    found.filter(({ editionId }) => editionId === edition.id).map((entry) => [entry.id, entry]),
  );
  for (const entry of open) by.set(entry.id, copies.get(entry.id) ?? entry);
  return [...new Map(known.flatMap((id) => by.get(id) ?? []).map((entry) => [entry.id, entry])).values()];
}

async function copiesOf(
  db: Querying,
  actor: Actor,
  edition: Pick<Edition, 'id'>,
  publicIds: readonly number[],
): Promise<ReadonlyMap<number, EntryRecord>> {
  if (publicIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('entry')
    .select('entry.id')
    .where('entry.edition_id', '=', edition.id)
    .where('entry.amends_entry_id', '=', sql<number>`any(${publicIds})`)
    .where(seenBy(actor))
    .execute();
  const copies = await entriesOf(
    db,
    actor,
    rows.map(({ id }) => id),
  );
  return new Map(copies.flatMap((copy) => (copy.amends ? [[copy.amends.entryId, copy] as const] : [])));
}

/**
 * Files of one entry are those of another too; the same content is not added again. Seen or not: who may merge or publish
 * was asked before. One statement.
 */
export async function addFiles(
  tx: Transaction,
  pairs: readonly { readonly from: number; readonly to: number }[],
  now: Date,
): Promise<void> {
  if (pairs.length === 0) return;
  const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("from" bigint, "to" bigint)`;
  await sql`
    insert into entry_attachment (entry_id, position, file_sha256, file_name, title, title_en, media_type, added_by,
      added_at, added_version)
    select added."to", coalesce((select max(position) from entry_attachment own where own.entry_id = added."to"), 0)
        + row_number() over (partition by added."to" order by added.id),
      added.file_sha256, added.file_name, added.title, added.title_en, added.media_type, added.added_by, ${now}, entry.version
    from (
      select distinct on (pair."to", has.file_sha256) pair."to", has.*
      from ${given} join entry_attachment has on has.entry_id = pair."from" and has.removed_at is null
      order by pair."to", has.file_sha256, has.id
    ) added join entry on entry.id = added."to"
    where not exists (select 1 from entry_attachment own where own.entry_id = added."to" and own.removed_at is null
      and own.file_sha256 = added.file_sha256)`.execute(tx);
}
