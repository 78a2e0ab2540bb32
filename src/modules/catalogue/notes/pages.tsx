import { randomUUID } from 'node:crypto';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import type { Edition } from '../edition.ts';
import { idOf, messagesIn, openEdition, readers } from '../edition-pages.tsx';
import { entryPath, openEntry } from '../entry-pages.tsx';
import type { EntryRecord } from '../entry-store.ts';
import { recordLook } from '../looks.ts';
import { work } from '../paths.ts';
import { can, looksAsInspector, noteWriters } from '../policy.ts';
import { answerNote, editNote, removeNote, settleNote, writeNote } from './commands.ts';
import { findTalk, listNotes } from './queries.ts';
import { editedName, TalkPage, type TalkValues } from './talk-view.tsx';
import { noteTexts } from './texts.ts';
import { NotesPage, type NoteValues } from './view.tsx';

/** What was typed and refused. */
interface Refused<Values> {
  readonly values: Values;
  readonly errors: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly status: 409 | 422;
}

interface About {
  readonly edition: Edition;
  readonly entry: EntryRecord | null;
}

/** Rethrows what a page of notes cannot tell. */
function refusalOf<Values>(call: Call, error: unknown, values: Values): Refused<Values> {
  if (error instanceof InvalidInput) return { values, errors: messagesIn(call, error.fields), status: 422 };
  if (error instanceof Refusal && (error.kind === 'conflict' || error.kind === 'wrong_state'))
    return { values, errors: {}, error: error.text[call.language], status: 409 };
  throw error;
}

async function notesPage(call: Call, about: About, refused?: Refused<NoteValues>): Promise<Response> {
  const { services, language, csrfToken, actor } = call;
  const { edition, entry } = about;
  const filters = {
    text: call.query('q').slice(0, 200),
    open: call.query('chi') === 'chua-xong',
    page: readPageNumber(call.query('trang')),
  };
  const found = await listNotes(
    services.db,
    actor,
    { editionId: edition.id, entryId: entry?.id ?? null },
    filters,
  );
  return page(
    call,
    {
      title: noteTexts(language).title,
      active: 'desk',
      status: refused?.status ?? 200,
      illustrative: edition.illustrative,
    },
    <NotesPage
      {...{ language, csrfToken, edition, entry, filters, found }}
      mayWrite={can(actor, 'note', edition.id)}
      formKey={randomUUID()}
      values={refused?.values ?? { text: '', field: '' }}
      errors={refused?.errors ?? {}}
      error={refused?.error}
    />,
  );
}

async function aboutEdition(call: Call): Promise<About> {
  return { edition: await openEdition(call), entry: null };
}

function show(open: (call: Call) => Promise<About>): (call: Call) => Promise<Response> {
  return async (call) => {
    const about = await open(call);
    await recordNotesLook(call, about);
    return notesPage(call, about);
  };
}

async function recordNotesLook({ services, actor }: Call, { edition, entry }: About): Promise<void> {
  if (!looksAsInspector(actor)) return;
  if (entry) await recordLook(services, actor, 'entry', entry.id);
  else await recordLook(services, actor, 'edition', edition.id);
}

function post(open: (call: Call) => Promise<About>): (call: Call) => Promise<Response> {
  return async (call) => {
    const about = await open(call);
    const form = await call.form();
    const values = { text: form.get('text'), field: form.get('field') };
    const { edition, entry } = about;
    try {
      await writeNote(call.services, call.actor, {
        ...values,
        editionId: edition.id,
        entryId: entry?.id ?? null,
        key: keyOf(form.get('khoa')),
      });
    } catch (error) {
      return notesPage(call, about, refusalOf(call, error, values));
    }
    const back = entry ? work.entryNotes(edition.id, entry.id) : work.notes(edition.id);
    return seeOther(call, back, noteTexts(call.language).written);
  };
}

function keyOf(typed: string): string {
  return typed.slice(0, 60) || randomUUID();
}

async function talkPage(call: Call, refused?: Refused<TalkValues>): Promise<Response> {
  const edition = await openEdition(call);
  const { services, language, csrfToken, actor } = call;
  const talk = await findTalk(services.db, actor, edition.id, idOf(call, 'note'));
  await recordNotesLook(call, { edition, entry: null });
  return page(
    call,
    {
      title: noteTexts(language).one,
      active: 'desk',
      status: refused?.status ?? 200,
      illustrative: edition.illustrative,
    },
    <TalkPage
      {...{ language, csrfToken, edition, talk }}
      owner={actor.kind === 'account' ? actor.id : null}
      mayWrite={can(actor, 'note', edition.id)}
      mayRemove={can(actor, 'remove_note', edition.id)}
      formKey={randomUUID()}
      values={refused?.values ?? { on: null, text: '' }}
      errors={refused?.errors ?? {}}
      error={refused?.error}
    />,
  );
}

async function postTalk(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const form = await call.form();
  const noteId = idOf(call, 'note');
  const typedId = form.get('ghi-chu');
  const about = {
    editionId: edition.id,
    noteId: /^\d{1,15}$/.test(typedId) ? Number(typedId) : noteId,
  };
  const t = noteTexts(call.language);
  const { services, actor } = call;
  const edits = form.get('do') === 'sua';
  const text = form.get(edits ? editedName(about.noteId) : 'text');
  const doing: Readonly<Record<string, () => Promise<string>>> = {
    'tra-loi': async () => {
      await answerNote(
        services,
        actor,
        { editionId: edition.id, noteId },
        { text, key: keyOf(form.get('khoa')) },
      );
      return t.answered;
    },
    sua: async () => {
      await editNote(services, actor, about, { text, version: Number(form.get('version')) });
      return t.editedNow;
    },
    xong: async () => {
      await settleNote(services, actor, about, true);
      return t.resolvedNow;
    },
    'mo-lai': async () => {
      await settleNote(services, actor, about, false);
      return t.reopenedNow;
    },
    xoa: async () => {
      await removeNote(services, actor, about);
      return t.removedNow;
    },
  };
  const deed = doing[form.get('do')];
  if (!deed) throw notFound();
  try {
    return seeOther(call, work.note(edition.id, noteId), await deed());
  } catch (error) {
    const { errors, ...refused } = refusalOf(call, error, { on: edits ? about.noteId : null, text });
    const own = edits && errors.text ? { [editedName(about.noteId)]: errors.text } : errors;
    return talkPage(call, { ...refused, errors: own });
  }
}

const writers = onlyFor(...noteWriters);
const ofEdition = `${work.editions}/:id/ghi-chu`;

export const noteRoutes: readonly Route[] = [
  readPage('note.list', ofEdition, readers, show(aboutEdition)),
  action('note.write', ofEdition, writers, post(aboutEdition)),
  readPage('note.list_entry', `${entryPath}/ghi-chu`, readers, show(openEntry)),
  action('note.write_entry', `${entryPath}/ghi-chu`, writers, post(openEntry)),
  readPage('note.show', `${ofEdition}/:note`, readers, (call) => talkPage(call)),
  action('note.change', `${ofEdition}/:note`, writers, postTalk),
];
