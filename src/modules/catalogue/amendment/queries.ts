import type { Actor } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { attachedNow } from '../attachment.ts';
import { seenBy } from '../confidential/seen.ts';
import type { Edition } from '../edition.ts';
import { matchingEntries, type Page, pageSize } from '../edition-queries.ts';
import { findEdition, readEdition } from '../edition-store.ts';
import { changedFields } from '../entry-commands.ts';
import { allEntries, contentOf, type EntryRecord, entriesOf } from '../entry-store.ts';

export interface ListedAmendment {
  readonly amendment: Edition;
  readonly entries: number;
}

/** Amendments of an edition, the latest first, 50 at most. One statement. */
export async function amendmentsOf(
  db: Querying,
  actor: Actor,
  editionId: number,
): Promise<readonly ListedAmendment[]> {
  const rows = await db
    .selectFrom('edition')
    .selectAll()
    .select((row) =>
      row
        .selectFrom('entry')
        .whereRef('entry.edition_id', '=', 'edition.id')
        .where('entry.removed_at', 'is', null)
        .where(seenBy(actor))
        .select((counted) => counted.fn.countAll<number>().as('count'))
        .as('entries'),
    )
    .where('amends_id', '=', editionId)
    .orderBy('amendment_no', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ amendment: readEdition(row), entries: row.entries ?? 0 }));
}

/** The edition an amendment changes; null for an edition of its own. One statement at most. */
export async function amendedBy(db: Querying, { amends }: Edition): Promise<Edition | null> {
  return amends ? findEdition(db, amends.editionId) : null;
}

export type Purpose = 'change' | 'takeOut';

export interface EntryToChoose {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly illustrative: boolean;
  /** Where it has been chosen already. */
  readonly chosen: { readonly id: number; readonly purpose: Purpose } | null;
}

/** Public entries of the edition that an amendment may change, in printed order, a page of them. Two statements. */
export async function entriesToChoose(
  db: Querying,
  actor: Actor,
  amendmentId: number,
  editionId: number,
  filters: { readonly text: string; readonly page: number },
): Promise<Page<EntryToChoose>> {
  const query = matchingEntries(db, actor, editionId, { text: filters.text, gap: null, removed: false })
    .where('entry.published_at', 'is not', null)
    .where('entry.confidential', '=', false);
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin('entry as chosen', (join) =>
      join
        .onRef('chosen.amends_entry_id', '=', 'entry.id')
        .on('chosen.edition_id', '=', amendmentId)
        .on('chosen.removed_at', 'is', null),
    )
    .select([
      'entry.id',
      'entry.code',
      'entry.title',
      'entry.illustrative',
      'chosen.id as chosenId',
      'chosen.takes_out as takesOut',
    ])
    .orderBy('entry.ordinal')
    .limit(pageSize)
    .offset((filters.page - 1) * pageSize)
    .execute();
  return {
    total,
    rows: rows.map(({ chosenId, takesOut, ...row }) => ({
      ...row,
      chosen: chosenId === null ? null : { id: chosenId, purpose: takesOut ? 'takeOut' : 'change' },
    })),
  };
}

/** What an amendment does with one entry. */
export interface EntryChange {
  readonly entry: EntryRecord;
  /** The published one as it is now; null: a new entry. */
  readonly published: EntryRecord | null;
  readonly purpose: Purpose | 'add';
  /** Names of the fields that differ; `files` among them. */
  readonly fields: readonly string[];
}

/** What an amendment changes, entry by entry in its order. Two statements. */
export async function changesOf(
  db: Querying,
  actor: Actor,
  amendmentId: number,
): Promise<readonly EntryChange[]> {
  const entries = await allEntries(db, actor, amendmentId);
  const targets = await entriesOf(
    db,
    actor,
    entries.flatMap(({ amends }) => (amends ? [amends.entryId] : [])),
  );
  const published = new Map(targets.map((entry) => [entry.id, entry]));
  return entries.map((entry) => changeOf(entry, published.get(entry.amends?.entryId ?? 0) ?? null));
}

/** What one entry of an amendment does. One statement at most. */
export async function findChange(db: Querying, actor: Actor, entry: EntryRecord): Promise<EntryChange> {
  const [published = null] = entry.amends ? await entriesOf(db, actor, [entry.amends.entryId]) : [];
  return changeOf(entry, published);
}

function changeOf(entry: EntryRecord, published: EntryRecord | null): EntryChange {
  if (!published) return { entry, published, purpose: 'add', fields: [] };
  if (entry.amends?.takesOut) return { entry, published, purpose: 'takeOut', fields: [] };
  const fields = changedFields(contentOf(published), contentOf(entry));
  return {
    entry,
    published,
    purpose: 'change',
    fields: sameFiles(entry, published) ? fields : [...fields, 'files'],
  };
}

function sameFiles(one: EntryRecord, other: EntryRecord): boolean {
  const named = (entry: EntryRecord) =>
    JSON.stringify(
      attachedNow(entry)
        .map(({ sha256, title, titleEn }) => [sha256, title, titleEn])
        .sort(),
    );
  return named(one) === named(other);
}
