import { sql } from 'kysely';
import { z } from 'zod';
import type { AccountActor, Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Page } from '../edition-queries.ts';
import { isOpenNote, noteSeenBy } from './conditions.ts';
import type { Note, Thread } from './note.ts';

export const notePageSize = 20;

function selectNotes(db: Querying, actor: Actor) {
  return db
    .selectFrom('note')
    .leftJoin('entry', 'entry.id', 'note.entry_id')
    .leftJoin('account as writer', 'writer.id', 'note.written_by')
    .leftJoin('account as resolver', 'resolver.id', 'note.resolved_by')
    .leftJoin('account as remover', 'remover.id', 'note.removed_by')
    .where(noteSeenBy(actor));
}

const columns = [
  ...['note.id', 'note.edition_id', 'note.entry_id', 'note.field', 'note.body', 'note.version'],
  ...['note.written_by', 'note.written_at', 'note.edited_at', 'note.resolved_at', 'note.removed_at'],
  ...['entry.code', 'writer.name as writer', 'resolver.name as resolver', 'remover.name as remover'],
] as const;

interface Row {
  readonly id: number;
  readonly edition_id: number;
  readonly entry_id: number | null;
  readonly field: string | null;
  readonly body: string;
  readonly version: number;
  readonly written_by: number | null;
  readonly written_at: Date;
  readonly edited_at: Date | null;
  readonly resolved_at: Date | null;
  readonly removed_at: Date | null;
  readonly code: string | null;
  readonly title: string | null;
  readonly writer: string | null;
  readonly resolver: string | null;
  readonly remover: string | null;
}

function readNote(row: Row): Note {
  return {
    id: row.id,
    editionId: row.edition_id,
    entry: row.entry_id === null ? null : { id: row.entry_id, code: row.code ?? '', title: row.title ?? '' },
    field: row.field,
    text: row.removed_at ? null : row.body,
    version: row.version,
    by: row.written_by === null ? null : { id: row.written_by, name: row.writer ?? '' },
    at: row.written_at,
    editedAt: row.edited_at,
    resolved: row.resolved_at && { by: row.resolver, at: row.resolved_at },
    removed: row.removed_at && { by: row.remover, at: row.removed_at },
  };
}

const title = sql<string | null>`left(entry.title, 200)`.as('title');

export interface NoteFilters {
  readonly text: string;
  readonly open: boolean;
  /** From 1. */
  readonly page: number;
}

/** Notes of an edition, or of one of its entries, that the actor may see: newest first, answers apart. Two statements. */
export async function listNotes(
  db: Querying,
  actor: Actor,
  about: { readonly editionId: number; readonly entryId: number | null },
  { text, open, page }: NoteFilters,
): Promise<Page<Thread>> {
  let query = selectNotes(db, actor)
    .where('note.edition_id', '=', about.editionId)
    .where('note.reply_to', 'is', null);
  if (about.entryId !== null) query = query.where('note.entry_id', '=', about.entryId);
  if (open) query = query.where(isOpenNote);
  if (text) {
    const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    query = query.where(
      sql<boolean>`exists (select 1 from note said where (said.id = note.id or said.reply_to = note.id)
        and said.removed_at is null and vn_norm(said.body) like vn_norm(${pattern}))`,
    );
  }
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(columns)
    .select([
      title,
      sql<number>`(select count(*) from note reply where reply.reply_to = note.id)`.as('replies'),
      sql<Date | null>`(select max(reply.written_at) from note reply where reply.reply_to = note.id)`.as(
        'last',
      ),
    ])
    .orderBy('note.id', 'desc')
    .limit(notePageSize)
    .offset((page - 1) * notePageSize)
    .execute();
  return {
    rows: rows.map((row) => ({ ...readNote(row), replies: row.replies, lastReply: row.last })),
    total,
  };
}

/** What a note said before it was edited. */
export interface EarlierText {
  readonly text: string;
  readonly at: Date;
}

export interface TalkNote extends Note {
  /** Oldest first. */
  readonly earlier: readonly EarlierText[];
}

const earlierTexts = z.array(
  z
    .object({ text: z.string(), at: z.string() })
    .transform(({ text, at }): EarlierText => ({ text, at: new Date(at) })),
);

/** A note with all its answers, oldest first. Throws not_found. One statement. */
export async function findTalk(
  db: Querying,
  actor: Actor,
  editionId: number,
  noteId: number,
): Promise<{ readonly note: TalkNote; readonly replies: readonly TalkNote[] }> {
  const rows = Number.isSafeInteger(noteId)
    ? await selectNotes(db, actor)
        .where('note.edition_id', '=', editionId)
        .where(sql<boolean>`(note.id = ${noteId} or note.reply_to = ${noteId})`)
        .select(columns)
        .select([
          title,
          'note.reply_to',
          sql<unknown>`coalesce((select json_agg(json_build_object('text', past.body, 'at', past.written_at)
            order by past.version) from note_version past where past.note_id = note.id), '[]')`.as('earlier'),
        ])
        .orderBy('note.id')
        .execute()
    : [];
  const told = rows.map((row) => ({
    ...readNote(row),
    first: row.reply_to === null,
    earlier: row.removed_at ? [] : earlierTexts.parse(row.earlier),
  }));
  const note = told.find(({ first }) => first);
  if (!note) throw notFound();
  return { note, replies: told.filter(({ first }) => !first) };
}

/** An unsettled note the person takes part in, whose last word is somebody else's. */
export interface AnsweredNote {
  readonly id: number;
  readonly editionId: number;
  readonly code: string;
  readonly text: string;
  readonly by: string | null;
  readonly at: Date;
}

/** Such notes of editions, the latest answer first, ten at most. One statement. */
export async function answeredTo(db: Querying, actor: AccountActor): Promise<readonly AnsweredNote[]> {
  const rows = await db
    .selectFrom('note')
    .innerJoin('note as last', (join) =>
      join.on(
        sql<boolean>`last.id = (select max(reply.id) from note reply
          where reply.reply_to = note.id and reply.removed_at is null)`,
      ),
    )
    .innerJoin('edition', 'edition.id', 'note.edition_id')
    .leftJoin('entry as about', 'about.id', 'note.entry_id')
    .leftJoin('account as answerer', 'answerer.id', 'last.written_by')
    .where(isOpenNote)
    .where(noteSeenBy(actor))
    .where(
      sql<boolean>`${actor.id} <> last.written_by and exists (
        select 1 from note own where own.written_by = ${actor.id} and (own.id = note.id or own.reply_to = note.id))`,
    )
    .select(['note.id', 'note.edition_id', 'edition.code', 'about.code as entryCode', 'last.written_at'])
    .select([sql<string>`left(last.body, 160)`.as('text'), 'answerer.name as by'])
    .orderBy('last.id', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    editionId: row.edition_id,
    code: row.entryCode ?? row.code,
    text: row.text,
    by: row.by,
    at: row.written_at,
  }));
}
