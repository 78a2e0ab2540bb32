import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { seenBy } from '../confidential/seen.ts';
import type { Edition } from '../edition.ts';
import type { Values } from '../entry-form.ts';
import { type CitationContent, citationInput } from '../inputs.ts';
import { type BulkMode, bulkModes, type Change, findBulkField } from './change.ts';

export interface MadeChange {
  readonly id: number;
  readonly editionId: number;
  readonly change: Change;
  readonly entries: number;
  readonly who: string | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
}

export interface ChangedEntryPart {
  readonly entryId: number;
  readonly code: string;
  readonly title: string;
  readonly before: Values;
  readonly after: Values;
  /** The citations there were, where those were changed. */
  readonly bases: readonly CitationContent[];
  /** After undoing: false where the field had been changed since; null before. */
  readonly restored: boolean | null;
}

const values = z.record(z.string(), z.array(z.string()));

function selectChanges(db: Querying, actor: Actor) {
  return db
    .selectFrom('bulk_change as change')
    .leftJoin('account as maker', 'maker.id', 'change.made_by')
    .leftJoin('account as undoer', 'undoer.id', 'change.undone_by')
    .selectAll('change')
    .select(['maker.name as who', 'undoer.name as undoneBy'])
    .select(
      sql<number>`(select count(*) from bulk_change_entry part join entry on entry.id = part.entry_id
        where part.bulk_change_id = change.id and ${seenBy(actor)})`.as('entries'),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectChanges>['execute']>>[number];

function readChange(edition: Edition, row: Row): MadeChange {
  const field = findBulkField(edition.kind, row.field);
  const mode = bulkModes.find((known): known is BulkMode => known === row.mode);
  if (!field || !mode) throw new Error(`no such change of ${row.field}: ${row.mode}`);
  return {
    id: row.id,
    editionId: row.edition_id,
    change: { field, mode, typed: z.array(z.string()).parse(row.typed) },
    entries: row.entries,
    who: row.who,
    madeAt: row.made_at,
    undoneAt: row.undone_at,
    undoneBy: row.undoneBy,
  };
}

/** The latest changes of an edition, ten at most. One statement. */
export async function latestChanges(
  db: Querying,
  actor: Actor,
  edition: Edition,
): Promise<readonly MadeChange[]> {
  const rows = await selectChanges(db, actor)
    .where('change.edition_id', '=', edition.id)
    .orderBy('change.id', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => readChange(edition, row));
}

/** A change of this edition. Throws not_found. */
export async function findChange(
  db: Querying,
  actor: Actor,
  edition: Edition,
  id: number,
): Promise<MadeChange> {
  const row = Number.isSafeInteger(id)
    ? await selectChanges(db, actor)
        .where('change.id', '=', id)
        .where('change.edition_id', '=', edition.id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readChange(edition, row);
}

/** What each entry that the actor may see said before and after, in printed order. One statement. */
export async function changedParts(
  db: Querying,
  actor: Actor,
  changeId: number,
): Promise<readonly ChangedEntryPart[]> {
  const rows = await db
    .selectFrom('bulk_change_entry as part')
    .innerJoin('entry', 'entry.id', 'part.entry_id')
    .select(['part.entry_id', 'part.before', 'part.after', 'part.bases', 'part.restored', 'entry.code'])
    .select(sql<string>`left(entry.title, 200)`.as('title'))
    .where('part.bulk_change_id', '=', changeId)
    .where(seenBy(actor))
    .orderBy('entry.ordinal')
    .orderBy('entry.id')
    .execute();
  return rows.map((row) => ({
    entryId: row.entry_id,
    code: row.code,
    title: row.title,
    before: values.parse(row.before),
    after: values.parse(row.after),
    bases: z.array(citationInput).parse(row.bases),
    restored: row.restored,
  }));
}

/** The change made with this form before, and of how many entries. */
export async function madeWith(
  tx: Transaction,
  actor: Actor,
  key: string,
): Promise<{ readonly id: number; readonly entries: number } | null> {
  const made = await selectChanges(tx, actor).where('change.form_key', '=', key).executeTakeFirst();
  return made ? { id: made.id, entries: made.entries } : null;
}

export async function insertChange(
  tx: Transaction,
  made: {
    readonly editionId: number;
    readonly change: Change;
    readonly key: string;
    readonly accountId: number | null;
    readonly at: Date;
    readonly parts: readonly Pick<ChangedEntryPart, 'entryId' | 'before' | 'after' | 'bases'>[];
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('bulk_change')
    .values({
      edition_id: made.editionId,
      field: made.change.field.name,
      mode: made.change.mode,
      typed: JSON.stringify(made.change.typed),
      form_key: made.key,
      made_by: made.accountId,
      made_at: made.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const parts = made.parts.map(({ entryId, before, after, bases }) => ({
    entry_id: entryId,
    before,
    after,
    bases,
  }));
  await sql`insert into bulk_change_entry (bulk_change_id, entry_id, before, after, bases)
    select ${id}::bigint, part.entry_id, part.before, part.after, part.bases
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as part (entry_id bigint, before jsonb, after jsonb, bases jsonb)`.execute(
    tx,
  );
  return id;
}

export async function markUndone(
  tx: Transaction,
  changeId: number,
  undone: { readonly accountId: number | null; readonly at: Date; readonly restored: readonly number[] },
): Promise<void> {
  await tx
    .updateTable('bulk_change')
    .set({ undone_by: undone.accountId, undone_at: undone.at })
    .where('id', '=', changeId)
    .execute();
  await tx
    .updateTable('bulk_change_entry')
    .set({ restored: sql<boolean>`entry_id = any(${undone.restored})` })
    .where('bulk_change_id', '=', changeId)
    .execute();
}
