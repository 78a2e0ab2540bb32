import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { amendmentCode, type Edition, editionLifecycle } from '../edition.ts';
import { lockEdition, readEdition, spanColumns } from '../edition-store.ts';
import { lockForEditing, type SavedEntry } from '../entry-commands.ts';
import { contentOf, type EntryRecord, findEntry, insertEntries } from '../entry-store.ts';
import { reasonInput, reasonMessage } from '../inputs.ts';
import { authorise } from '../policy.ts';
import { resolveContents } from '../resolve.ts';
import { refuseWhileTakingOver } from '../succession/refusals.ts';
import { forgetMerging } from '../succession/store.ts';
import { refuseUnlessPublished } from './apply.ts';

/**
 * A draft that changes a published edition: its next amendment, with nothing chosen yet. While one is under way (neither
 * published nor given up) no other is begun, since neither would know of the other; asked for twice by the same person it is begun once.
 *
 * Throws Refusal (wrong_state, conflict) or InvalidInput `reason`.
 */
export async function beginAmendment(
  services: Services,
  actor: Actor,
  editionId: number,
  input: { readonly reason: string },
): Promise<Edition> {
  const reason = readReason(input.reason);
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, editionId);
    authorise(actor, 'edit', editionId);
    if (edition.amends) throw notByItself(edition);
    refuseUnlessPublished(edition);
    await refuseWhileReplaced(tx, edition);
    const { open, last } = await amendmentsSoFar(tx, editionId);
    if (open) {
      if (open.created_by === accountOf(actor) && open.reason === reason) return readEdition(open);
      throw underWay(readEdition(open));
    }
    const amendment = await insertAmendment(tx, actor, edition, { no: last + 1, reason }, services.clock());
    await appendEvent(tx, {
      name: 'edition.amendment_begun',
      actor,
      subject: { kind: 'edition', id: amendment.id },
      facts: { code: amendment.code, amends: edition.id, amended: edition.code },
      at: services.clock(),
    });
    return amendment;
  });
}

function readReason(typed: string): string {
  const read = reasonInput.safeParse(typed);
  if (read.success) return read.data;
  throw new InvalidInput({
    reason: reasonMessage,
  });
}

const accountOf = (actor: Actor) => (actor.kind === 'account' ? actor.id : null);

/** Approved for its hour, an edition that replaces this one could not be published while an amendment is under way. */
async function refuseWhileReplaced(tx: Transaction, { id, code }: Edition): Promise<void> {
  const successor = await tx
    .selectFrom('edition')
    .select('code')
    .where('replaces_id', '=', id)
    .where('state', '=', 'scheduled')
    .executeTakeFirst();
  if (!successor) return;
  throw new Refusal('wrong_state', {
    vi: `Danh mục ${successor.code} đã được duyệt, đến giờ hẹn sẽ thay thế ${code}, nên không lập bản điều chỉnh được nữa. Nếu vẫn cần, hãy đề nghị lãnh đạo trả lại ${successor.code} trước giờ đó.`,
    en: `The edition ${successor.code} is approved and replaces ${code} at its hour: no amendment is begun any more. If it is needed all the same, have ${successor.code} returned before.`,
  });
}

async function amendmentsSoFar(tx: Transaction, editionId: number) {
  const rows = await tx
    .selectFrom('edition')
    .selectAll()
    .where('amends_id', '=', editionId)
    .orderBy('amendment_no', 'desc')
    .execute();
  return {
    open: rows.find(({ state }) => state !== 'published' && state !== 'given_up') ?? null,
    last: rows[0]?.amendment_no ?? 0,
  };
}

async function insertAmendment(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  { no, reason }: { readonly no: number; readonly reason: string },
  now: Date,
): Promise<Edition> {
  const row = await tx
    .insertInto('edition')
    .values({
      kind: edition.kind,
      ...spanColumns(edition.span),
      code: amendmentCode(edition.code, no),
      title: `Điều chỉnh, bổ sung ${edition.title.slice(0, 1).toLocaleLowerCase('vi')}${edition.title.slice(1)}`,
      contact: JSON.stringify(edition.contact),
      illustrative: edition.illustrative,
      source: edition.source,
      amends_id: edition.id,
      amendment_no: no,
      reason,
      created_by: accountOf(actor),
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return readEdition(row);
}

/**
 * Takes a published entry into the amendment as it stands, to be changed there, or to be taken out of the edition.
 * Chosen again it is the one already there, with the other purpose if that is what is asked now.
 *
 * Throws not_found for what is no amendment or no public entry of the edition it amends; Refusal as any change of a draft.
 */
export async function chooseEntry(
  services: Services,
  actor: Actor,
  amendmentId: number,
  entryId: number,
  { takesOut }: { readonly takesOut: boolean },
): Promise<SavedEntry> {
  return services.db.transaction().execute(async (tx) => {
    const amendment = await lockForEditing(tx, actor, amendmentId);
    if (!amendment.amends) throw notFound();
    return chooseWithin(tx, actor, amendment, entryId, { takesOut, now: services.clock() });
  });
}

/** As `chooseEntry` for an amendment that is locked already. */
export async function chooseWithin(
  tx: Transaction,
  actor: Actor,
  amendment: Edition,
  entryId: number,
  { takesOut, now }: { readonly takesOut: boolean; readonly now: Date },
): Promise<EntryRecord> {
  const target = await findEntry(tx, actor, amendment.amends?.editionId ?? 0, entryId);
  if (target.publishedAt === null || target.removedAt !== null || target.confidential) throw notFound();
  const known = await chosenBefore(tx, actor, amendment.id, entryId);
  if (known?.removedAt) throw removedHere(known);
  if (known?.amends?.takesOut === takesOut) return known;
  if (known && takesOut) refuseWhileTakingOver(known);
  if (known) await forgetMerging(tx, amendment, known.id);
  const id = known?.id ?? (await copyEntry(tx, actor, amendment, target, now));
  await tx
    .updateTable('entry')
    .set((row) => ({
      amends_entry_id: entryId,
      takes_out: takesOut,
      ...(known && { version: sql`${row.ref('version')} + 1`, updated_at: now }),
    }))
    .where('id', '=', id)
    .execute();
  const chosen = await findEntry(tx, actor, amendment.id, id);
  await appendEvent(tx, {
    name: takesOut ? 'entry.chosen_to_take_out' : 'entry.chosen_to_change',
    actor,
    subject: { kind: 'entry', id },
    facts: { editionId: amendment.id, code: chosen.code, amended: target.code },
    at: now,
  });
  return chosen;
}

/** Seen or not: it is chosen once; what the actor may not see is refused as not found. */
async function chosenBefore(
  tx: Transaction,
  actor: Actor,
  amendmentId: number,
  entryId: number,
): Promise<EntryRecord | null> {
  const row = await tx
    .selectFrom('entry')
    .select('id')
    .where('edition_id', '=', amendmentId)
    .where('amends_entry_id', '=', entryId)
    .executeTakeFirst();
  return row ? findEntry(tx, actor, amendmentId, row.id) : null;
}

/** The entry as it is public, files included, at the end of the amendment. */
async function copyEntry(
  tx: Transaction,
  actor: Actor,
  amendment: Edition,
  target: EntryRecord,
  now: Date,
): Promise<number> {
  const contents = await resolveContents(tx, [contentOf(target)]);
  const [id] = await insertEntries(
    tx,
    actor,
    amendment,
    contents.map((content) => ({ content, importId: null, imported: null })),
    now,
  );
  if (id === undefined) throw new Error('the entry was not copied');
  await sql`
    insert into entry_attachment (entry_id, position, file_sha256, file_name, title, title_en, media_type, added_by,
      added_at, added_version)
    select ${id}, position, file_sha256, file_name, title, title_en, media_type, added_by, ${now}, 1
    from entry_attachment where entry_id = ${target.id} and removed_at is null`.execute(tx);
  return id;
}

function notByItself({ code }: Edition): Refusal {
  return new Refusal('wrong_state', {
    vi: `${code} là một bản điều chỉnh. Muốn điều chỉnh tiếp, hãy lập bản mới từ chính danh mục được điều chỉnh.`,
    en: `${code} is an amendment. To amend further, begin another one from the edition itself.`,
  });
}

function underWay({ code, state }: Edition): Refusal {
  const { vi, en } = editionLifecycle.states[state].internal;
  return new Refusal('conflict', {
    vi: `Bản điều chỉnh ${code} đang được làm (${vi}). Hãy làm tiếp bản đó; mỗi lúc chỉ có một bản điều chỉnh của một danh mục.`,
    en: `The amendment ${code} is under way (${en}). Go on with that one; an edition has one amendment at a time.`,
  });
}

function removedHere({ code }: EntryRecord): Refusal {
  return new Refusal('conflict', {
    vi: `Mục này đã chọn rồi bỏ khỏi bản điều chỉnh (${code}). Hãy khôi phục ở trang “Mục đã bỏ”.`,
    en: `This entry was chosen and then removed from the amendment (${code}). Restore it on the page “Removed entries”.`,
  });
}
