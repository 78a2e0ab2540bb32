import { sql } from 'kysely';
import { type Actor, system } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import { holdDocument, publishDocumentWithin } from '../../documents/index.ts';
import { takeOverReaders } from '../confidential/readers.ts';
import { type Amending, type Edition, editionLifecycle } from '../edition.ts';
import { lockEdition } from '../edition-store.ts';
import { changedFields } from '../entry-commands.ts';
import {
  allEntries,
  contentOf,
  type EntryRecord,
  entriesOf,
  insertEntries,
  updateEntries,
} from '../entry-store.ts';
import { hideFromSearch, showInSearch } from '../found-entries.ts';
import { resolveContents } from '../resolve.ts';
import { searchItemOf } from '../search-item.ts';
import { recordSuccessions, successionEvents } from '../succession/record.ts';
import { addFiles, type NewSuccession } from '../succession/store.ts';
import { recordVersions } from '../versions/record.ts';
import { applyHead } from './head.ts';

/**
 * What the publication of an amendment means within the command's transaction: the entries it changes say what it
 * says, new ones follow the last of the edition with codes of their own, and those it takes out are public no longer.
 * Returns how many entries it touched, and how. Throws Refusal `wrong_state` when the edition was withdrawn meanwhile.
 */
export async function applyAmendment(
  tx: Transaction,
  actor: Actor,
  amendment: Edition,
  { editionId }: Amending,
  now: Date,
): Promise<Readonly<Record<'entries' | keyof Touched, number>>> {
  const edition = await lockEdition(tx, editionId);
  refuseUnlessPublished(edition);
  if (amendment.documentId !== null) await holdDocument(tx, amendment.documentId);
  const headFields = await applyHead(tx, edition, amendment, now);
  const entries = await allEntries(tx, system, amendment.id);
  const sorted = sort(entries);
  const before = await entriesOf(
    tx,
    system,
    sorted.changed.map(({ target }) => target),
  );
  const [changes, additions] = [sorted.changed.map(({ entry }) => entry), sorted.added];
  const resolved = await resolveContents(tx, [...changes, ...additions].map(contentOf));
  await updateEntries(
    tx,
    actor,
    sorted.changed.flatMap(({ target }, at) => {
      const content = resolved[at];
      return content ? [{ id: target, content }] : [];
    }),
    now,
  );
  const added = await insertEntries(
    tx,
    actor,
    edition,
    resolved.slice(changes.length).map((content) => ({ content, importId: null, imported: null })),
    now,
  );
  await showAdded(tx, added, now);
  await takeOut(tx, amendment, sorted.takenOut, now);
  const pairs = [
    ...sorted.changed.map(({ entry, target }) => ({ from: entry.id, to: target })),
    ...additions.flatMap(({ id }, at) => (added[at] === undefined ? [] : [{ from: id, to: added[at] }])),
  ];
  await takeOverFiles(tx, pairs, now);
  await takeOverReaders(tx, pairs);
  const touched = { changed: sorted.changed.map(({ target }) => target), added, takenOut: sorted.takenOut };
  const standing = entries.flatMap(({ id, amends }) => (amends ? [{ from: id, to: amends.entryId }] : []));
  const places = new Map([...standing, ...pairs].map(({ from, to }) => [from, to]));
  const holding = await recordSuccessions(tx, actor, { ...touched, amendment, places, now });
  const after = await entriesOf(tx, system, [...touched.changed, ...touched.added, ...touched.takenOut]);
  await findAsTheyAre(tx, edition, after);
  await recordVersions(tx, {
    edition,
    entryIds: after.map(({ id }) => id),
    amendmentId: amendment.id,
    at: now,
  });
  await bumpContentVersion(tx);
  if (amendment.documentId !== null)
    await publishDocumentWithin(tx, actor, amendment.documentId, now, { approved: true });
  // the event log last: it is locked after the index and the content version, as everywhere
  await tell(tx, actor, { amendment, edition, headFields, before, after, touched, holding, now });
  return { entries: entries.length, ...counted(touched) };
}

/** Only what is public is amended. */
export function refuseUnlessPublished(edition: Edition): void {
  if (edition.state === 'published') return;
  const { vi, en } = editionLifecycle.states[edition.state].internal;
  throw new Refusal('wrong_state', {
    vi: `Danh mục ${edition.code} đang ở trạng thái “${vi}” nên không điều chỉnh, bổ sung được; chỉ danh mục đang công bố mới điều chỉnh.`,
    en: `The edition ${edition.code} is “${en}” and cannot be amended; only a published edition is.`,
  });
}

interface Touched {
  readonly changed: readonly number[];
  readonly added: readonly number[];
  readonly takenOut: readonly number[];
}

function counted({ changed, added, takenOut }: Touched) {
  return { changed: changed.length, added: added.length, takenOut: takenOut.length };
}

function sort(entries: readonly EntryRecord[]) {
  return {
    changed: entries.flatMap((entry) =>
      entry.amends && !entry.amends.takesOut ? [{ entry, target: entry.amends.entryId }] : [],
    ),
    takenOut: entries.flatMap(({ amends }) => (amends?.takesOut ? [amends.entryId] : [])),
    added: entries.filter(({ amends }) => amends === null),
  };
}

async function showAdded(tx: Transaction, ids: readonly number[], now: Date): Promise<void> {
  await tx
    .updateTable('entry')
    .set({ published_at: now })
    .where('id', '=', sql<number>`any(${ids})`)
    .where('confidential', '=', false)
    .execute();
}

/** Seen or not: a publication is of all of them. */
async function takeOut(
  tx: Transaction,
  amendment: Edition,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('entry')
    .set((row) => ({
      removed_at: now,
      taken_out_by: amendment.id,
      version: sql`${row.ref('version')} + 1`,
      updated_at: now,
    }))
    .where('id', '=', sql<number>`any(${ids})`)
    .execute();
}

/**
 * The files of one entry become those of another; what it had besides is taken off. Seen or not: a publication is of
 * all of them. Two statements.
 */
async function takeOverFiles(
  tx: Transaction,
  pairs: readonly { readonly from: number; readonly to: number }[],
  now: Date,
): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("from" bigint, "to" bigint)`;
  await sql`
    update entry_attachment had set removed_at = ${now}, removed_version = entry.version
    from ${given} join entry on entry.id = pair."to"
    where had.entry_id = pair."to" and had.removed_at is null and not exists (
      select 1 from entry_attachment has where has.entry_id = pair."from" and has.removed_at is null
        and has.file_sha256 = had.file_sha256 and has.title is not distinct from had.title
        and has.title_en is not distinct from had.title_en)`.execute(tx);
  await addFiles(tx, pairs, now);
}

async function findAsTheyAre(
  tx: Transaction,
  edition: Edition,
  entries: readonly EntryRecord[],
): Promise<void> {
  const document = edition.documentId === null ? null : await holdDocument(tx, edition.documentId);
  const shown = entries.filter(
    ({ publishedAt, removedAt, confidential }) => publishedAt !== null && removedAt === null && !confidential,
  );
  await showInSearch(
    tx,
    shown.map((entry) => searchItemOf(edition, entry, document?.issued ?? null)),
  );
  await hideFromSearch(
    tx,
    edition.kind,
    entries.filter((entry) => !shown.includes(entry)).map(({ id }) => id),
  );
}

interface Told {
  readonly amendment: Edition;
  readonly edition: Edition;
  /** What it says of itself otherwise. */
  readonly headFields: readonly string[];
  readonly before: readonly EntryRecord[];
  readonly after: readonly EntryRecord[];
  readonly touched: Touched;
  readonly holding: readonly NewSuccession[];
  readonly now: Date;
}

/** One event for the edition, and one for each entry, so that the history of each tells what made it so. */
async function tell(tx: Transaction, actor: Actor, told: Told): Promise<void> {
  const { amendment, edition, touched, now: at } = told;
  const earlier = new Map(told.before.map((entry) => [entry.id, entry]));
  const later = new Map(told.after.map((entry) => [entry.id, entry]));
  const about = (id: number): Omit<NewEvent, 'name'> => {
    const [one, other] = [earlier.get(id), later.get(id)];
    return {
      actor,
      subject: { kind: 'entry', id },
      facts: {
        editionId: edition.id,
        amendment: amendment.code,
        code: other?.code ?? '',
        ...(one && other && { fields: changedFields(contentOf(one), contentOf(other)) }),
      },
      at,
    };
  };
  await appendEvents(tx, [
    {
      name: 'edition.amended',
      actor,
      subject: { kind: 'edition', id: edition.id },
      facts: {
        code: edition.code,
        amendment: amendment.code,
        ...counted(touched),
        ...(told.headFields.length > 0 && { fields: [...told.headFields] }),
      },
      at,
    },
    ...touched.changed.map((id): NewEvent => ({ name: 'entry.amended', ...about(id) })),
    ...touched.added.map((id): NewEvent => ({ name: 'entry.published', ...about(id) })),
    ...touched.takenOut.map((id): NewEvent => ({ name: 'entry.taken_out', ...about(id) })),
    ...successionEvents(actor, told, told.holding, (id) => later.get(id)?.code ?? ''),
  ]);
}
