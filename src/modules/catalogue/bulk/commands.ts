import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import type { Edition } from '../edition.ts';
import { lockForEditing } from '../entry-commands.ts';
import type { Values } from '../entry-form.ts';
import { allEntries, contentOf, type EntryRecord, updateEntries } from '../entry-store.ts';
import { type Change, isList, partOf, samePart, withPart } from './change.ts';
import { type PlannedEntry, planChange, planEdits, withKnownNames } from './plan.ts';
import { changedParts, findChange, insertChange, madeWith, markUndone } from './store.ts';

/** Entries changed by one change: more than any edition has, and what one form can name. */
export const mostTogether = 2_000;

export interface TogetherInput {
  readonly change: Change;
  /** The entries and the versions the person saw. */
  readonly entries: readonly { readonly id: number; readonly version: number }[];
  /** Made with the preview: the same change sent twice is made once. */
  readonly key: string;
}

/** Throws InvalidInput where nothing was typed though the mode needs it. */
export function refuseEmptyChange({ field, mode, typed }: Change): void {
  if (mode === 'clear' || field.kind === 'tick' || typed.some((text) => text.trim() !== '')) return;
  throw new InvalidInput({
    [field.name]: {
      vi: isList(field)
        ? 'Hãy chọn hoặc ghi ít nhất một nội dung. Muốn xóa hết, chọn “Xóa những gì đang có”.'
        : 'Hãy điền nội dung. Muốn xóa, chọn “Xóa những gì đang có”.',
      en: 'Write or choose something. To clear the field, choose “Clear what is there”.',
    },
  });
}

/**
 * Makes one change to many entries of an open edition, all or none; entries it says nothing new to are left alone.
 * Returns the change's number and of how many, null where nothing changed. Throws Refusal `conflict` when any of them was
 * changed since.
 */
export async function changeTogether(
  services: Services,
  actor: Actor,
  editionId: number,
  input: TogetherInput,
): Promise<{ readonly id: number; readonly entries: number } | null> {
  refuseEmptyChange(input.change);
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockForEditing(tx, actor, editionId);
    const made = await madeWith(tx, actor, input.key);
    if (made) return made;
    const wanted = new Map(input.entries.map(({ id, version }) => [id, version]));
    const entries = (await allEntries(tx, actor, editionId)).filter(({ id }) => wanted.has(id));
    const meanwhile = entries.filter(({ id, version }) => wanted.get(id) !== version);
    if (meanwhile.length > 0 || entries.length < wanted.size)
      throw changedMeanwhile(meanwhile.map(({ code }) => code));
    const change = await withKnownNames(tx, input.change);
    const changed = onlyChanged(await planChange(tx, edition, entries, change));
    if (changed.length === 0) return null;
    const now = services.clock();
    await write(tx, actor, changed, now);
    const { field } = change;
    const id = await insertChange(tx, {
      editionId,
      change,
      key: input.key,
      accountId: actor.kind === 'account' ? actor.id : null,
      at: now,
      parts: changed.map(({ entry, outcome }) => ({
        entryId: entry.id,
        before: partOf(outcome.before, field),
        after: partOf(outcome.after, field),
        bases: field.name === 'bases' ? contentOf(entry).bases : [],
      })),
    });
    const facts = { field: field.name, mode: change.mode, entries: changed.length, bulk: id };
    await record(tx, actor, edition, { name: 'edition.bulk_changed', facts, changed, bulk: id, at: now });
    return { id, entries: changed.length };
  });
}

/**
 * Puts back what the field said in every entry whose field nobody changed since; the others are left alone. Undoing
 * what is undone, or where nothing can be put back, changes nothing. Throws Refusal.
 */
export async function undoTogether(
  services: Services,
  actor: Actor,
  editionId: number,
  changeId: number,
): Promise<{ readonly restored: number; readonly left: number }> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockForEditing(tx, actor, editionId);
    const made = await findChange(tx, actor, edition, changeId);
    const parts = new Map((await changedParts(tx, actor, changeId)).map((part) => [part.entryId, part]));
    if (made.undoneAt) {
      const restored = [...parts.values()].filter((part) => part.restored).length;
      return { restored, left: parts.size - restored };
    }
    const { field } = made.change;
    const entries = (await allEntries(tx, actor, editionId)).filter(({ id }) => parts.has(id));
    const back = (values: Values, { id }: EntryRecord) => {
      const part = parts.get(id);
      return part && samePart(field, values, part.after) ? withPart(values, field, part.before) : values;
    };
    const known = ({ id }: EntryRecord) => parts.get(id)?.bases ?? [];
    const planned = await planEdits(tx, edition, entries, back, known);
    const changed = onlyChanged(planned);
    if (changed.length === 0) return { restored: 0, left: parts.size };
    const now = services.clock();
    await write(tx, actor, changed, now);
    const restored = changed.map(({ entry }) => entry.id);
    const accountId = actor.kind === 'account' ? actor.id : null;
    await markUndone(tx, changeId, { accountId, at: now, restored });
    const facts = {
      field: field.name,
      entries: restored.length,
      left: parts.size - restored.length,
      bulk: changeId,
    };
    await record(tx, actor, edition, {
      name: 'edition.bulk_undone',
      facts,
      changed,
      bulk: changeId,
      at: now,
    });
    return { restored: restored.length, left: parts.size - restored.length };
  });
}

type Changed = PlannedEntry & { readonly outcome: Extract<PlannedEntry['outcome'], { kind: 'changed' }> };

function onlyChanged(planned: readonly PlannedEntry[]): Changed[] {
  return planned.filter((one): one is Changed => one.outcome.kind === 'changed');
}

function write(tx: Transaction, actor: Actor, changed: readonly Changed[], now: Date): Promise<void> {
  return updateEntries(
    tx,
    actor,
    changed.map(({ entry, outcome }) => ({ id: entry.id, content: outcome.content })),
    now,
  );
}

/** Every entry's history tells of it; the edition's tells it as a whole. */
async function record(
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  told: {
    readonly name: NewEvent['name'];
    readonly facts: NonNullable<NewEvent['facts']>;
    readonly changed: readonly Changed[];
    readonly bulk: number;
    readonly at: Date;
  },
): Promise<void> {
  await appendEvents(tx, [
    ...told.changed.map(
      ({ entry, outcome }): NewEvent => ({
        name: 'entry.changed',
        actor,
        subject: { kind: 'entry', id: entry.id },
        facts: { editionId: edition.id, code: entry.code, fields: [...outcome.fields], bulk: told.bulk },
        at: told.at,
      }),
    ),
    { name: told.name, actor, subject: { kind: 'edition', id: edition.id }, facts: told.facts, at: told.at },
  ]);
}

function changedMeanwhile(codes: readonly string[]): Refusal {
  const named = codes.slice(0, 5).join(', ');
  return new Refusal('conflict', {
    vi: `Chưa sửa mục nào: có mục vừa được người khác sửa hoặc bỏ${named ? ` (${named})` : ''}. Hãy xem lại nội dung mới bên dưới rồi bấm lần nữa.`,
    en: `Nothing was changed: somebody has just changed or removed some of the entries${named ? ` (${named})` : ''}. Look at what is there now, then press again.`,
  });
}
