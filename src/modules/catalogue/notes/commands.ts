import type { Selectable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { findEdition } from '../edition-store.ts';
import { fieldsOf } from '../entry-fields.ts';
import { findEntry } from '../entry-store.ts';
import { authorise, can } from '../policy.ts';
import { noteSeenBy } from './conditions.ts';
import {
  answeredBefore,
  changedMeanwhile,
  mostReplies,
  notTheirs,
  readNoteText,
  removedBefore,
  tooManyReplies,
} from './note.ts';

export interface NewNote {
  readonly editionId: number;
  /** Null: of the edition as a whole. */
  readonly entryId: number | null;
  readonly text: string;
  /** Name of the field of the entry form it speaks of; empty: of none. */
  readonly field: string;
  /** Made with the form: the same form sent twice writes one note. */
  readonly key: string;
}

/** Writes a note. Returns its id. Throws InvalidInput `text`, `field`; Refusal. */
export async function writeNote(services: Services, actor: Actor, input: NewNote): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await findEdition(tx, input.editionId);
    authorise(actor, 'note', edition.id);
    const entry = input.entryId === null ? null : await findEntry(tx, actor, edition.id, input.entryId);
    const field = input.field === '' ? null : input.field;
    if (field !== null && !(entry && fieldsOf(entry.kind).some(({ name }) => name === field)))
      throw new InvalidInput({
        field: { vi: 'Hãy chọn phần trong danh sách.', en: 'Choose a part of the list.' },
      });
    const note = { edition_id: edition.id, entry_id: entry?.id ?? null, reply_to: null, field };
    return insert(tx, services, actor, note, { ...input, event: 'note.written' });
  });
}

/** Answers a note; the answer stands beneath it. Throws InvalidInput `text`; Refusal. */
export async function answerNote(
  services: Services,
  actor: Actor,
  about: NoteAddress,
  input: Pick<NewNote, 'text' | 'key'>,
): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const { id, edition_id, entry_id, reply_to, removed_at } = await lockNote(tx, actor, about);
    // answers stand beneath notes, not beneath answers
    if (reply_to !== null) throw notFound();
    if (removed_at) throw removedBefore();
    const { replies } = await tx
      .selectFrom('note')
      .where('reply_to', '=', id)
      .select((row) => row.fn.countAll<number>().as('replies'))
      .executeTakeFirstOrThrow();
    if (replies >= mostReplies) throw tooManyReplies();
    const note = { edition_id, entry_id, reply_to: id, field: null };
    return insert(tx, services, actor, note, { ...input, event: 'note.answered' });
  });
}

type NoteRow = Selectable<DB['note']>;

async function insert(
  tx: Transaction,
  services: Services,
  actor: Actor,
  note: Pick<NoteRow, 'edition_id' | 'entry_id' | 'reply_to' | 'field'>,
  { text, key, event }: Pick<NewNote, 'text' | 'key'> & { readonly event: `note.${string}` },
): Promise<number> {
  const body = readNoteText(text);
  const now = services.clock();
  const written = await tx
    .insertInto('note')
    .values({ ...note, body, form_key: key, written_by: accountOf(actor), written_at: now })
    .onConflict((conflict) => conflict.column('form_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (written) {
    await tell(tx, actor, { ...note, id: written.id }, event, now);
    return written.id;
  }
  const before = await tx
    .selectFrom('note')
    .select('id')
    .where('form_key', '=', key)
    .executeTakeFirstOrThrow();
  return before.id;
}

export interface NoteAddress {
  readonly editionId: number;
  readonly noteId: number;
}

/**
 * Changes the words of one's own note, as long as nobody answered it; what it said is kept. Throws InvalidInput `text`;
 * Refusal (`conflict` when it was changed since `version`).
 */
export async function editNote(
  services: Services,
  actor: Actor,
  about: NoteAddress,
  input: { readonly text: string; readonly version: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const note = await lockNote(tx, actor, about);
    if (note.removed_at) throw removedBefore();
    if (note.written_by === null || note.written_by !== accountOf(actor)) throw notTheirs();
    if (note.resolved_at || (await isAnswered(tx, note))) throw answeredBefore();
    const body = readNoteText(input.text);
    if (body === note.body) return;
    if (note.version !== input.version) throw changedMeanwhile();
    const now = services.clock();
    await tx
      .insertInto('note_version')
      .values({
        note_id: note.id,
        version: note.version,
        body: note.body,
        written_at: note.edited_at ?? note.written_at,
      })
      .execute();
    await tx
      .updateTable('note')
      .set({ body, version: note.version + 1, edited_at: now })
      .where('id', '=', note.id)
      .execute();
    await tell(tx, actor, note, 'note.edited', now);
  });
}

/** Settles a note, or opens it again; asked for twice it happens once. Throws Refusal. */
export async function settleNote(
  services: Services,
  actor: Actor,
  about: NoteAddress,
  settled: boolean,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const note = await lockNote(tx, actor, about);
    if (note.reply_to !== null) throw notFound();
    if (note.removed_at) throw removedBefore();
    if ((note.resolved_at !== null) === settled) return;
    const now = services.clock();
    await tx
      .updateTable('note')
      .set({ resolved_at: settled ? now : null, resolved_by: settled ? accountOf(actor) : null })
      .where('id', '=', note.id)
      .execute();
    await tell(tx, actor, note, settled ? 'note.resolved' : 'note.reopened', now);
  });
}

/** Takes the words of a note from everybody's eyes; that there was one stays. Throws Refusal. */
export async function removeNote(services: Services, actor: Actor, about: NoteAddress): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const note = await lockNote(tx, actor, about);
    if (note.removed_at) return;
    const own = note.written_by !== null && note.written_by === accountOf(actor);
    if (!own && !can(actor, 'remove_note', note.edition_id)) throw notTheirs();
    const now = services.clock();
    await tx
      .updateTable('note')
      .set({ removed_at: now, removed_by: accountOf(actor) })
      .where('id', '=', note.id)
      .execute();
    await tell(tx, actor, note, 'note.removed', now);
  });
}

/** A note of this edition that the actor may see and speak to. Throws Refusal. */
async function lockNote(tx: Transaction, actor: Actor, { editionId, noteId }: NoteAddress): Promise<NoteRow> {
  authorise(actor, 'note', editionId);
  const note = Number.isSafeInteger(noteId)
    ? await tx
        .selectFrom('note')
        .selectAll()
        .where('note.id', '=', noteId)
        .where('note.edition_id', '=', editionId)
        .where(noteSeenBy(actor))
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!note) throw notFound();
  return note;
}

async function isAnswered(tx: Transaction, { id, reply_to }: NoteRow): Promise<boolean> {
  const later = await tx
    .selectFrom('note')
    .select('id')
    .where('reply_to', '=', reply_to ?? id)
    .where('id', '>', id)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/**
 * The history of the entry or edition tells that there was a note; its words stand in no event. Seen or not: whoever may
 * not see the entry was refused before.
 */
async function tell(
  tx: Transaction,
  actor: Actor,
  note: Pick<NoteRow, 'id' | 'edition_id' | 'entry_id'>,
  name: `note.${string}`,
  at: Date,
): Promise<void> {
  const entry =
    note.entry_id === null
      ? null
      : await tx.selectFrom('entry').select('code').where('id', '=', note.entry_id).executeTakeFirstOrThrow();
  await appendEvent(tx, {
    name,
    actor,
    subject:
      note.entry_id === null
        ? { kind: 'edition', id: note.edition_id }
        : { kind: 'entry', id: note.entry_id },
    facts: { editionId: note.edition_id, note: note.id, ...(entry && { code: entry.code }) },
    at,
  });
}

function accountOf(actor: Actor): number | null {
  return actor.kind === 'account' ? actor.id : null;
}
