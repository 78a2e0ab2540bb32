import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { Select, TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Card, EmptyState, PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import type { Page } from '../edition-queries.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { fieldsOf } from '../entry-fields.ts';
import type { EntryRecord } from '../entry-store.ts';
import { fieldLabel } from '../field-labels.ts';
import { withQuery, work } from '../paths.ts';
import { noteLimit, type Thread } from './note.ts';
import { type NoteFilters, notePageSize } from './queries.ts';
import { noteTexts } from './texts.ts';

export interface NoteValues {
  readonly text: string;
  readonly field: string;
}

interface NotesProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  /** Null: notes of the edition and of all its entries. */
  readonly entry: EntryRecord | null;
  readonly filters: NoteFilters;
  readonly found: Page<Thread>;
  readonly mayWrite: boolean;
  readonly formKey: string;
  readonly values: NoteValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly error: string | undefined;
}

/** Internal notes of an edition or one of its entries, and the way to write another. */
export function NotesPage(props: NotesProps) {
  const { language, edition, entry, errors } = props;
  const t = noteTexts(language);
  return (
    <>
      <WorkCrumbs
        language={language}
        edition={edition}
        here={entry ? `${entry.code}: ${t.title}` : t.title}
      />
      <ErrorSummary lang={language} errors={errors} general={props.error} />
      <PageHead
        title={t.title}
        lead={<span lang={foreign(language)}>{entry ? entry.title || entry.code : edition.title}</span>}
        action={
          entry && (
            <LinkButton href={localPath(language, work.entry(edition.id, entry.id))} look="secondary">
              {t.seeEntry}
            </LinkButton>
          )
        }
      />
      <div class="stack">
        <p>{t.lead}</p>
        {props.mayWrite ? <Writing {...props} /> : <p class="quiet">{t.readOnly}</p>}
        <Found {...props} />
      </div>
    </>
  );
}

function addressOf({ edition, entry }: NotesProps): string {
  return entry ? work.entryNotes(edition.id, entry.id) : work.notes(edition.id);
}

function Writing(props: NotesProps) {
  const { language, entry, values, errors } = props;
  const t = noteTexts(language);
  return (
    <Section title={t.write}>
      <Form
        lang={language}
        action={localPath(language, addressOf(props))}
        csrfToken={props.csrfToken}
        hidden={{ khoa: props.formKey }}
        guard
      >
        <TextArea
          lang={language}
          name="text"
          label={t.text}
          value={values.text}
          error={errors.text}
          rows={3}
          most={noteLimit}
        />
        {entry && (
          <Select
            lang={language}
            name="field"
            label={t.field}
            empty={t.noField}
            options={fieldsOf(entry.kind).map(({ name, label }) => ({ value: name, label: label[language] }))}
            value={values.field}
            error={errors.field}
            optional
          />
        )}
        <Button>{t.save}</Button>
      </Form>
    </Section>
  );
}

function Found(props: NotesProps) {
  const { language, filters, found } = props;
  const t = noteTexts(language);
  const address = (open: boolean, page = 1) =>
    localPath(
      language,
      withQuery(addressOf(props), {
        q: filters.text,
        chi: open ? 'chua-xong' : '',
        trang: page > 1 ? page : undefined,
      }),
    );
  const narrowed = filters.text !== '' || filters.open;
  return (
    <Section title={t.listed} id="ghi-chu">
      <div class="stack">
        {(found.total > 0 || narrowed) && (
          <>
            <SearchBox
              lang={language}
              action={localPath(language, addressOf(props))}
              value={filters.text}
              label={t.search}
              placeholder={t.search}
              hidden={filters.open ? [['chi', 'chua-xong']] : []}
            />
            <Tabs
              label={t.title}
              items={[
                { label: t.all, href: address(false), current: !filters.open },
                { label: t.open, href: address(true), current: filters.open },
              ]}
            />
          </>
        )}
        {found.rows.length > 0 ? (
          <Threads {...props} />
        ) : (
          <EmptyState title={narrowed ? t.noneFound : t.none}>{!narrowed && <p>{t.noneHint}</p>}</EmptyState>
        )}
        <Pager
          lang={language}
          page={filters.page}
          pageSize={notePageSize}
          total={found.total}
          totalIsExact
          href={(page) => address(filters.open, page)}
        />
      </div>
    </Section>
  );
}

/** What a row shows of a note; its page has all of it. */
const shownOf = 240;

function Threads({ language, edition, entry, found }: NotesProps) {
  const t = noteTexts(language);
  return (
    <RowList
      label={t.title}
      rows={found.rows.map((note) => ({
        key: String(note.id),
        code: entry ? undefined : (note.entry?.code ?? t.ofEdition),
        href: localPath(language, work.note(edition.id, note.id)),
        title: <NoteTitle language={language} note={note} />,
        detail: [
          t.by(note.by?.name ?? t.product, formatInstant(language, note.at)),
          ...(note.field ? [t.about(fieldLabel(note.field)[language])] : []),
          ...(note.replies > 0 ? [t.replies(note.replies)] : []),
        ].join(' · '),
        marks: note.removed ? undefined : (
          <Badge tone={note.resolved ? 'done' : 'work'}>{note.resolved ? t.settled : t.open}</Badge>
        ),
      }))}
    />
  );
}

function NoteTitle({ language, note }: { readonly language: Language; readonly note: Thread }) {
  const t = noteTexts(language);
  if (note.removed)
    return (
      <span class="quiet">
        {t.removed(note.removed.by ?? t.product, formatInstant(language, note.removed.at))}
      </span>
    );
  const text = note.text ?? '';
  return <span lang={foreign(language)}>{text.length > shownOf ? `${text.slice(0, shownOf)}…` : text}</span>;
}

/** On the page of an entry: how many notes wait, and the way to them. Left out when the page is printed. */
export function NotesLink(props: {
  readonly language: Language;
  readonly editionId: number;
  readonly entryId: number;
  readonly open: number;
}) {
  const { language, editionId, entryId, open } = props;
  const t = noteTexts(language);
  return (
    <Card screenOnly title={t.title}>
      <p>
        <a href={localPath(language, work.entryNotes(editionId, entryId))}>{t.count(open)}</a>
      </p>
    </Card>
  );
}
