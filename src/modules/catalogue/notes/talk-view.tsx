import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Card, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { fieldLabel } from '../field-labels.ts';
import { work } from '../paths.ts';
import { mostReplies, type Note, noteLimit } from './note.ts';
import type { TalkNote } from './queries.ts';
import { noteTexts } from './texts.ts';

export interface TalkValues {
  /** The note whose words were being edited; null: an answer was typed. */
  readonly on: number | null;
  readonly text: string;
}

/** The field in which the words of a note are edited: a page has one for each note of the person. */
export const editedName = (noteId: number): string => `sua-${noteId}`;

interface TalkProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly talk: { readonly note: TalkNote; readonly replies: readonly TalkNote[] };
  /** The account that looks. */
  readonly owner: number | null;
  readonly mayWrite: boolean;
  /** Also notes of others. */
  readonly mayRemove: boolean;
  readonly formKey: string;
  readonly values: TalkValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly error: string | undefined;
}

/** One note with its answers, and what can be done with them. */
export function TalkPage(props: TalkProps) {
  const { language, edition, talk } = props;
  const t = noteTexts(language);
  const { note, replies } = talk;
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={note.entry?.code ?? t.one} />
      <ErrorSummary lang={language} errors={props.errors} general={props.error} />
      <PageHead
        title={t.one}
        lead={
          <>
            {note.entry && `${note.entry.code} · `}
            <span lang={foreign(language)}>{note.entry?.title ?? edition.title}</span>
          </>
        }
        marks={
          note.removed ? undefined : (
            <Badge tone={note.resolved ? 'done' : 'work'}>{note.resolved ? t.settled : t.open}</Badge>
          )
        }
        action={
          <>
            <LinkButton href={to(work.notes(edition.id))} look="secondary">
              {t.back}
            </LinkButton>
            {note.entry && (
              <LinkButton href={to(work.entry(edition.id, note.entry.id))} look="secondary">
                {t.seeEntry}
              </LinkButton>
            )}
          </>
        }
      />
      <div class="stack">
        <NoteCard {...props} note={note} last={replies.every(({ removed }) => removed !== null)} />
        {props.mayWrite && !note.removed && <Settling {...props} />}
        {replies.length > 0 && (
          <Section title={t.answers}>
            <div class="stack">
              {replies.map((reply, index) => (
                <NoteCard
                  key={reply.id}
                  {...props}
                  note={reply}
                  last={replies.slice(index + 1).every(({ removed }) => removed !== null)}
                />
              ))}
            </div>
          </Section>
        )}
        {props.mayWrite && !note.removed && replies.length < mostReplies && <Answering {...props} />}
      </div>
    </>
  );
}

type CardProps = TalkProps & {
  readonly note: TalkNote;
  /** Nobody answered after it. */
  readonly last: boolean;
};

function NoteCard(props: CardProps) {
  const { language, note, owner } = props;
  const t = noteTexts(language);
  const time = (at: Date) => formatInstant(language, at);
  if (note.removed)
    return (
      <Card>
        <p class="quiet">{t.removed(note.removed.by ?? t.product, time(note.removed.at))}</p>
      </Card>
    );
  const own = owner !== null && note.by?.id === owner;
  const settled = props.talk.note.resolved !== null;
  return (
    <Card>
      <p class="quiet">
        {[
          t.by(note.by?.name ?? t.product, time(note.at)),
          ...(note.editedAt ? [t.edited(time(note.editedAt))] : []),
          ...(note.field ? [t.about(fieldLabel(note.field)[language])] : []),
        ].join(' · ')}
      </p>
      <p class="kept-lines" lang={foreign(language)}>
        {note.text}
      </p>
      {note.resolved && (
        <p class="quiet">{t.resolved(note.resolved.by ?? t.product, time(note.resolved.at))}</p>
      )}
      {note.earlier.length > 0 && <Earlier language={language} note={note} />}
      {props.mayWrite && own && props.last && !settled && <Editing {...props} />}
      {props.mayWrite && (own || props.mayRemove) && <Removing {...props} />}
    </Card>
  );
}

function Earlier({ language, note }: { readonly language: Language; readonly note: TalkNote }) {
  const t = noteTexts(language);
  return (
    <details>
      <summary>{t.earlier(note.earlier.length)}</summary>
      {note.earlier.map(({ text, at }) => (
        <div key={at.getTime()}>
          <p class="quiet">{formatInstant(language, at)}</p>
          <p class="kept-lines" lang={foreign(language)}>
            {text}
          </p>
        </div>
      ))}
    </details>
  );
}

function NoteForm(props: {
  readonly talk: TalkProps;
  readonly hidden: Readonly<Record<string, string>>;
  readonly label: string;
  readonly guard?: boolean;
  readonly children: ComponentChildren;
}) {
  const { language, csrfToken, edition, talk } = props.talk;
  return (
    <Form
      lang={language}
      action={localPath(language, work.note(edition.id, talk.note.id))}
      csrfToken={csrfToken}
      hidden={props.hidden}
      label={props.label}
      guard={props.guard}
    >
      {props.children}
    </Form>
  );
}

function Editing(props: CardProps) {
  const { language, note, values, errors } = props;
  const t = noteTexts(language);
  const typed = values.on === note.id;
  return (
    <details open={typed}>
      <summary>{t.edit}</summary>
      <NoteForm
        talk={props}
        hidden={{ do: 'sua', 'ghi-chu': String(note.id), version: String(note.version) }}
        label={t.edit}
        guard
      >
        <TextArea
          lang={language}
          name={editedName(note.id)}
          label={t.text}
          value={typed ? values.text : (note.text ?? '')}
          error={errors[editedName(note.id)]}
          rows={4}
          most={noteLimit}
        />
        <Button small>{t.saveEdit}</Button>
      </NoteForm>
    </details>
  );
}

/** Asks before it is done: behind a fold, with what it means. */
function Removing(props: CardProps) {
  const { language, note } = props;
  const t = noteTexts(language);
  return (
    <details>
      <summary>{t.remove}</summary>
      <p>{t.removeSure}</p>
      <NoteForm talk={props} hidden={{ do: 'xoa', 'ghi-chu': String(note.id) }} label={t.remove}>
        <Button look="danger" small>
          {t.removeNow}
        </Button>
      </NoteForm>
    </details>
  );
}

function Settling(props: TalkProps) {
  const t = noteTexts(props.language);
  const { resolved }: Note = props.talk.note;
  const words = resolved ? t.reopen : t.resolve;
  return (
    <NoteForm talk={props} hidden={{ do: resolved ? 'mo-lai' : 'xong' }} label={words}>
      <Button look="secondary">{words}</Button>
    </NoteForm>
  );
}

function Answering(props: TalkProps) {
  const { language, values, errors } = props;
  const t = noteTexts(language);
  const typed = values.on === null;
  return (
    <Section title={t.answer}>
      <NoteForm talk={props} hidden={{ do: 'tra-loi', khoa: props.formKey }} label={t.answer} guard>
        <TextArea
          lang={language}
          name="text"
          label={t.text}
          value={typed ? values.text : ''}
          error={errors.text}
          rows={3}
          most={noteLimit}
        />
        <Button>{t.sendAnswer}</Button>
      </NoteForm>
    </Section>
  );
}
