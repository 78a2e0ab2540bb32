import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Content } from '../../ui/inline.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Columns, ConfirmPanel, DefinitionList, PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type Advice, EntryAdvice } from './advice-view.tsx';
import { ChangeNotice, EntryDifferences } from './amendment/change-view.tsx';
import type { EntryChange } from './amendment/queries.ts';
import { attachmentTexts } from './attachment-texts.ts';
import { Attachments, attachmentsId, FileChanges, type TypedTitles } from './attachment-view.tsx';
import { readerTexts } from './confidential/texts.ts';
import { type Edition, isOpen } from './edition.ts';
import { foreign, History, WorkCrumbs } from './edition-views.tsx';
import { sectionsOf } from './entry-fields.ts';
import type { Values } from './entry-form.ts';
import type { EntryWay } from './entry-neighbours.ts';
import type { EntryRecord, FoundEntry } from './entry-store.ts';
import { type EntryTexts, entryTexts, whyClosed } from './entry-texts.ts';
import { EntryWays } from './entry-ways-view.tsx';
import { formLabel, inFormOrder } from './field-labels.ts';
import { fieldLines } from './field-text.ts';
import { FieldView, type FormChoices, OrganisationList } from './field-view.tsx';
import type { PastEvent } from './history.ts';
import { NotesLink } from './notes/view.tsx';
import { publicEntry, withQuery, work } from './paths.ts';
import { SuccessionNotice } from './succession/notice.tsx';
import { successionTexts } from './succession/texts.ts';
import type { WorkingCopy } from './working-copy.ts';

/** Somebody who kept text within this time is said to be editing. */
const presence = 30 * 60_000;

export interface EntryPageProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly now: Date;
  readonly edition: Edition;
  readonly entry: FoundEntry;
  /** What the form shows: the saved entry, the person's unsaved copy, or what was posted and refused. */
  readonly values: Values;
  readonly base: Values;
  readonly version: number;
  readonly errors: Readonly<Record<string, string>>;
  readonly choices: FormChoices;
  readonly ownCopy: WorkingCopy | null;
  readonly others: readonly WorkingCopy[];
  readonly history: readonly PastEvent[];
  readonly editable: boolean;
  readonly mayEdit: boolean;
  /** Of a draft; null where nothing can be added any more. */
  readonly advice: Advice | null;
  /** Of an entry in an amendment that stands for a published one. */
  readonly change: EntryChange | null;
  /** Typed beside a file that was refused. */
  readonly titles: TypedTitles;
  readonly ways: readonly EntryWay[];
  /** Who types: the account's id, or null for somebody without one. */
  readonly owner: string | null;
}

export function EntryPage(props: EntryPageProps) {
  const { language, edition, entry } = props;
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={entry.code} />
      <ErrorSummary
        lang={language}
        errors={inFormOrder(entry.kind, props.errors)}
        label={(name) => formLabel(entry.kind, name)?.[language]}
      />
      <PageHead
        title={<span lang={foreign(language)}>{entry.title || entry.code}</span>}
        marks={
          <>
            <Badge tone="note">{entry.code}</Badge>
            {entry.illustrative && <IllustrativeMark lang={language} />}
          </>
        }
      />
      <Notices {...props} />
      {props.change && <ChangeNotice language={language} change={props.change} />}
      <SuccessionNotice language={language} edition={edition} entry={entry} />
      <Columns
        main={
          <>
            {props.editable ? <EntryForm {...props} /> : <EntryText {...props} />}
            <Attachments {...props} />
            {props.change && <EntryDifferences {...props} change={props.change} />}
          </>
        }
        side={<Side {...props} />}
      />
    </>
  );
}

function Notices(props: EntryPageProps) {
  const { language, edition, entry, ownCopy } = props;
  const t = entryTexts(language);
  const to = (path: string) => localPath(language, path);
  const why = whyClosed(language, edition, entry) ?? (props.mayEdit ? null : t.readOnlyNote);
  return (
    <>
      {why && (
        <Notice lang={language} kind={ownCopy ? 'warning' : 'information'}>
          <p>{why}</p>
          {ownCopy && <p>{t.unsavedCopy}</p>}
          {entry.publishedAt && (
            <p>
              <a href={to(publicEntry(entry.kind, entry.code))}>{t.seePublic}</a>
            </p>
          )}
        </Notice>
      )}
      {props.others.map((copy) => (
        <OtherEditor key={copy.accountId} {...props} copy={copy} />
      ))}
      {ownCopy && props.editable && (
        <Notice lang={language} kind={ownCopy.baseVersion === entry.version ? 'information' : 'warning'}>
          <p>{t.resumed(formatInstant(language, ownCopy.savedAt))}</p>
          {ownCopy.baseVersion !== entry.version && (
            <>
              <p>
                {t.stale} <a href={to(work.mergeEntry(edition.id, entry.id))}>{t.compare}</a>
              </p>
              <FileChanges language={language} entry={entry} since={ownCopy.baseVersion} />
            </>
          )}
          <DiscardForm {...props} />
        </Notice>
      )}
    </>
  );
}

function OtherEditor(props: EntryPageProps & { readonly copy: WorkingCopy }) {
  const { language, copy, now } = props;
  const t = entryTexts(language);
  const time = formatInstant(language, copy.savedAt);
  const here = now.getTime() - copy.savedAt.getTime() < presence;
  return (
    <Notice lang={language} kind={here ? 'warning' : 'information'}>
      <p>{here ? t.othersNow(copy.name, time) : t.othersBefore(copy.name, time)}</p>
      <p>{t.othersHint}</p>
    </Notice>
  );
}

function DiscardForm({ language, csrfToken, edition, entry }: EntryPageProps) {
  const t = entryTexts(language);
  return (
    <Form
      lang={language}
      action={localPath(language, work.discardCopy(edition.id, entry.id))}
      csrfToken={csrfToken}
      label={t.discard}
    >
      <Button look="secondary" small>
        {t.discard}
      </Button>
    </Form>
  );
}

function EntryForm(props: EntryPageProps) {
  const { language, edition, entry, choices } = props;
  const t = entryTexts(language);
  const address = localPath(language, work.entry(edition.id, entry.id));
  return (
    <Form
      lang={language}
      action={address}
      autosave={address}
      owner={props.owner ?? undefined}
      csrfToken={props.csrfToken}
      hidden={{ version: String(props.version), base: JSON.stringify(props.base) }}
    >
      {/* Enter in a field presses the first button: it must save, not remove a row */}
      <Button look="secondary" name="do" value="save">
        {t.save}
      </Button>
      <OrganisationList names={choices.organisations} />
      {sectionsOf(entry.kind).map((section) => (
        <div key={section.id} id={section.id}>
          <Fieldset legend={section.title[language]} hint={section.hint?.[language]}>
            {section.fields.map((field) => (
              <FieldView key={field.name} {...props} field={field} />
            ))}
          </Fieldset>
        </div>
      ))}
      <Buttons>
        <Button name="do" value="save">
          {t.save}
        </Button>
        <Button look="secondary" name="do" value="files">
          {attachmentTexts(language).keep}
        </Button>
        <LinkButton href={localPath(language, work.edition(edition.id))} look="quiet">
          {t.back}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

/** The entry for reading, and beneath it what the person wrote and could not save. */
function EntryText(props: EntryPageProps) {
  const { language, ownCopy } = props;
  const t = entryTexts(language);
  return (
    <>
      <Facts {...props} values={props.values} />
      {ownCopy && (
        <Section title={t.unsavedTitle}>
          <Facts {...props} values={ownCopy.values} />
          <DiscardForm {...props} />
        </Section>
      )}
    </>
  );
}

function Facts(props: EntryPageProps & { readonly values: Values }) {
  const { language, entry, values, choices } = props;
  return (
    <>
      {sectionsOf(entry.kind).map((section) => (
        <Section key={section.id} title={section.title[language]}>
          <DefinitionList
            items={section.fields
              .map((field) => ({
                label: field.label[language],
                value: <Lines language={language} lines={fieldLines(language, values, field, choices)} />,
              }))
              .filter(({ value }) => value.props.lines.length > 0)}
          />
        </Section>
      ))}
    </>
  );
}

export function Lines(props: { readonly language: Language; readonly lines: readonly string[] }) {
  return (
    <>
      {props.lines.map((line, index) => (
        <p key={`${index}${line.slice(0, 20)}`}>
          <Content lang={props.language} text={line} />
        </p>
      ))}
    </>
  );
}

function Side(props: EntryPageProps) {
  const { language, edition, entry } = props;
  const t = entryTexts(language);
  const to = (path: string) => localPath(language, path);
  const extra = Object.entries(entry.extra);
  return (
    <>
      {props.editable && <Parts {...props} t={t} />}
      <NotesLink {...{ language, open: entry.openNotes }} editionId={edition.id} entryId={entry.id} />
      {props.mayEdit && entry.confidential && (
        <Section title={readerTexts(language).change}>
          <p>{readerTexts(language).seenBy}</p>
          <p>
            <a href={to(work.readers(edition.id, entry.id))}>{readerTexts(language).title}</a>
          </p>
        </Section>
      )}
      <EntryWays language={language} ways={props.ways} />
      {props.advice && <EntryAdvice {...props} advice={props.advice} />}
      {props.editable && <Order {...props} t={t} />}
      {entry.removedAt && props.mayEdit && isOpen(edition) && (
        <Form
          lang={language}
          action={to(work.restoreEntry(edition.id, entry.id))}
          csrfToken={props.csrfToken}
        >
          <Button look="secondary">{t.restore}</Button>
        </Form>
      )}
      {extra.length > 0 && (
        <Section title={t.extra}>
          <DefinitionList items={extra.map(([label, value]) => ({ label, value }))} />
        </Section>
      )}
      {entry.importId !== null && (
        <p>
          <a href={to(work.import(entry.importId))}>{t.importedFrom}</a>
        </p>
      )}
      <Section title={t.history} id="lich-su">
        <History
          language={language}
          events={props.history}
          page={to(work.entry(entry.editionId, entry.id))}
        />
      </Section>
    </>
  );
}

type SideProps = EntryPageProps & { readonly t: EntryTexts };

function Parts({ language, entry, t }: SideProps) {
  return (
    <Section title={t.sections}>
      <ul class="plain-links">
        {sectionsOf(entry.kind).map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`}>{section.title[language]}</a>
          </li>
        ))}
        <li>
          <a href={`#${attachmentsId}`}>{attachmentTexts(language).title}</a>
        </li>
      </ul>
    </Section>
  );
}

function Order({ language, csrfToken, edition, entry, t }: SideProps) {
  const to = (path: string) => localPath(language, path);
  return (
    <Section title={t.order}>
      <Form lang={language} action={to(work.moveEntry(edition.id, entry.id))} csrfToken={csrfToken}>
        <TextField
          lang={language}
          name="place"
          label={t.place}
          hint={t.moveHint(edition.nextOrdinal - 1)}
          value={String(entry.ordinal)}
          width="short"
          inputMode="numeric"
        />
        <Button look="secondary" small>
          {t.move}
        </Button>
      </Form>
      <ul class="plain-links">
        <li>
          <a href={to(withQuery(work.mergeEntries(edition.id), { muc: entry.id }))}>
            {successionTexts(language).mergeWith}
          </a>
        </li>
        <li>
          <a href={to(work.splitEntry(edition.id, entry.id))}>{successionTexts(language).split}</a>
        </li>
        <li>
          <a href={to(work.removeEntry(edition.id, entry.id))}>{t.remove}</a>
        </li>
      </ul>
    </Section>
  );
}

/** The page that asks before an entry leaves the draft. */
export function RemoveEntryPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly entry: EntryRecord;
}): ComponentChildren {
  const { language, csrfToken, edition, entry } = props;
  const t = entryTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={entry.code} />
      <ConfirmPanel
        title={t.removeTitle}
        form={
          <Form lang={language} action={to(work.removeEntry(edition.id, entry.id))} csrfToken={csrfToken}>
            <Buttons>
              <Button look="danger">{t.remove}</Button>
              <LinkButton href={to(work.entry(edition.id, entry.id))} look="quiet">
                {t.back}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>
          <strong>{entry.code}</strong> <span lang={foreign(language)}>{entry.title}</span>
        </p>
        <p>{t.removeText}</p>
      </ConfirmPanel>
    </>
  );
}
