import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { contentErrors } from './content-errors.ts';
import { type Edition, entryCode } from './edition.ts';
import { refuseUnlessOpen } from './edition-commands.ts';
import { lockEdition, renumber } from './edition-store.ts';
import {
  contentOf,
  type EntryRecord,
  editionOf,
  findEntry,
  insertEntries,
  updateEntries,
} from './entry-store.ts';
import { type EntryContent, type EntryInput, readEntryInput } from './inputs.ts';
import { authorise } from './policy.ts';
import { type ResolvedContent, resolveContents } from './resolve.ts';
import { listSectors } from './sector.ts';
import { refuseWhileTakingOver } from './succession/refusals.ts';
import { forgetMerging } from './succession/store.ts';

export interface SavedEntry {
  readonly id: number;
  readonly code: string;
  readonly version: number;
}

/** Appends an entry to a draft edition. Throws InvalidInput, or Refusal when the edition is published. */
export async function addEntry(
  services: Services,
  actor: Actor,
  editionId: number,
  input: EntryInput,
): Promise<SavedEntry> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockForEditing(tx, actor, editionId);
    const content = await checkedContent(tx, edition, input);
    const now = services.clock();
    const [id] = await insertEntries(tx, actor, edition, [{ content, importId: null, imported: null }], now);
    if (id === undefined) throw new Error('the entry was not inserted');
    const { code, version } = await findEntry(tx, actor, editionId, id);
    await appendEvent(tx, {
      name: 'entry.added',
      actor,
      subject: { kind: 'entry', id },
      facts: { editionId, code },
      at: now,
    });
    return { id, code, version };
  });
}

/**
 * Saves an entry as a whole. `version` is the one the person began from: when somebody saved in between, this is
 * refused as `conflict` and nothing is written. The person's working copy ends with the save.
 */
export async function saveEntry(
  services: Services,
  actor: Actor,
  entryId: number,
  input: { readonly version: number; readonly entry: EntryInput },
): Promise<SavedEntry> {
  return services.db.transaction().execute(async (tx) => {
    const { edition, entry } = await lockEntry(tx, actor, entryId);
    if (entry.removedAt) throw removedMeanwhile();
    if (entry.version !== input.version) throw savedMeanwhile();
    const content = await checkedContent(tx, edition, input.entry);
    const now = services.clock();
    const fields = changedFields(contentOf(entry), unresolved(content));
    if (actor.kind === 'account')
      await tx
        .deleteFrom('working_copy')
        .where('entry_id', '=', entryId)
        .where('account_id', '=', actor.id)
        .execute();
    if (fields.length === 0) return { id: entryId, code: entry.code, version: entry.version };
    await updateEntries(tx, actor, [{ id: entryId, content }], now);
    await appendEvent(tx, {
      name: 'entry.changed',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: { editionId: edition.id, code: entry.code, fields },
      at: now,
    });
    return { id: entryId, code: entry.code, version: entry.version + 1 };
  });
}

/** Moves an entry of a draft to another place in printed order (1 = first); codes follow the order. */
export async function moveEntry(
  services: Services,
  actor: Actor,
  entryId: number,
  place: number,
): Promise<SavedEntry> {
  return services.db.transaction().execute(async (tx) => {
    const { edition, entry } = await lockEntry(tx, actor, entryId);
    if (entry.removedAt) throw removedMeanwhile();
    const last = edition.nextOrdinal - 1;
    if (!Number.isSafeInteger(place) || place < 1 || place > last)
      throw new InvalidInput({
        place: { vi: `Vị trí phải từ 1 đến ${last}.`, en: `The place must be from 1 to ${last}.` },
      });
    if (place === entry.ordinal) return entry;
    // doubled numbers leave room for the moved one; renumber then closes the gaps in the new order
    const target = place < entry.ordinal ? place * 2 - 1 : place * 2 + 1;
    await tx
      .updateTable('entry')
      .set((row) => ({
        ordinal: row
          .case()
          .when('id', '=', entryId)
          .then(target)
          .else(row('ordinal', '*', 2))
          .end(),
      }))
      .where('edition_id', '=', edition.id)
      .where('removed_at', 'is', null)
      .execute();
    await renumber(tx, edition);
    const moved = await findEntry(tx, actor, edition.id, entryId);
    await appendEvent(tx, {
      name: 'entry.moved',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: { editionId: edition.id, code: moved.code, from: entry.ordinal, to: moved.ordinal },
      at: services.clock(),
    });
    return moved;
  });
}

/** Takes an entry out of a draft; it can be restored, and unsaved working copies of it stay readable. */
export async function removeEntry(services: Services, actor: Actor, entryId: number): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const { edition, entry } = await lockEntry(tx, actor, entryId);
    if (entry.removedAt) return;
    refuseWhileTakingOver(entry);
    const now = services.clock();
    await tx
      .updateTable('entry')
      .set({ removed_at: now, version: entry.version + 1, updated_at: now })
      .where('id', '=', entryId)
      .execute();
    await renumber(tx, edition);
    await appendEvent(tx, {
      name: 'entry.removed',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: { editionId: edition.id, code: entry.code },
      at: now,
    });
  });
}

/** Brings a removed entry back, at the end of the draft. */
export async function restoreEntry(services: Services, actor: Actor, entryId: number): Promise<SavedEntry> {
  return services.db.transaction().execute(async (tx) => {
    const { edition, entry } = await lockEntry(tx, actor, entryId);
    if (!entry.removedAt) return entry;
    const now = services.clock();
    // a copy that takes its public entry out goes on naming the one it is merged into
    if (!entry.amends?.takesOut) await forgetMerging(tx, edition, entryId);
    // its old place and code may have passed to another entry
    await tx
      .updateTable('entry')
      .set({
        removed_at: null,
        ordinal: edition.nextOrdinal,
        code: entryCode(edition, edition.nextOrdinal),
        version: entry.version + 1,
        updated_at: now,
      })
      .where('id', '=', entryId)
      .execute();
    await tx
      .updateTable('edition')
      .set({ next_ordinal: edition.nextOrdinal + 1 })
      .where('id', '=', edition.id)
      .execute();
    const restored = await findEntry(tx, actor, edition.id, entryId);
    await appendEvent(tx, {
      name: 'entry.restored',
      actor,
      subject: { kind: 'entry', id: entryId },
      facts: { editionId: edition.id, code: restored.code },
      at: now,
    });
    return restored;
  });
}

export async function lockForEditing(tx: Transaction, actor: Actor, editionId: number): Promise<Edition> {
  const edition = await lockEdition(tx, editionId);
  authorise(actor, 'edit', editionId);
  refuseUnlessOpen(edition);
  return edition;
}

export async function lockEntry(
  tx: Transaction,
  actor: Actor,
  entryId: number,
): Promise<{ edition: Edition; entry: EntryRecord }> {
  const edition = await lockForEditing(tx, actor, await editionOf(tx, actor, entryId));
  return { edition, entry: await findEntry(tx, actor, edition.id, entryId) };
}

/** Throws InvalidInput with one message for each wrong field. */
export async function checkedContent(
  tx: Transaction,
  edition: Edition,
  input: EntryInput,
): Promise<ResolvedContent> {
  const content = readEntryInput(edition.kind, input);
  const errors = contentErrors(content, new Set((await listSectors(tx)).map(({ code }) => code)));
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
  const [resolved] = await resolveContents(tx, [content]);
  if (!resolved) throw new Error('content without its resolution');
  return resolved;
}

export function unresolved(content: ResolvedContent): EntryContent {
  const written = {
    places: content.places.map(({ code }) => code),
    organisations: content.organisations.map(({ role, name }) => ({ role, name })),
  };
  return content.kind === 'problems' ? { ...content, ...written } : { ...content, ...written };
}

/** Names of the fields that differ; organisations by role. */
export function changedFields(before: EntryContent, after: EntryContent): string[] {
  const left = comparable(before);
  const right = comparable(after);
  return Object.keys(right).filter((field) => left[field] !== right[field]);
}

function comparable(content: EntryContent): Record<string, string> {
  const { kind: _kind, detail, organisations, places, bases, ...common } = content;
  const fields: Record<string, unknown> = { ...common, ...detail, places: [...places].sort() };
  fields.bases = bases.map(({ role: _role, ...basis }) => basis);
  for (const role of ['lead', 'partner', 'proposer', 'beneficiary', 'in_need'] as const)
    fields[`organisation.${role}`] = organisations
      .filter((named) => named.role === role)
      .map(({ name }) => name);
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, stable(value)]));
}

/** JSON with keys in order, so that a value read back from jsonb compares equal. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function savedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Người khác vừa lưu mục này. Nội dung bạn viết vẫn được giữ; hãy chọn từng chỗ khác nhau rồi lưu.',
    en: 'Somebody else has just saved this entry. What you wrote is kept; choose field by field, then save.',
  });
}

export function removedMeanwhile(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Mục này đã được bỏ khỏi danh mục. Nội dung bạn viết vẫn được giữ để xem và chép lại.',
    en: 'This entry was removed from the edition. What you wrote is kept for you to read and copy.',
  });
}
