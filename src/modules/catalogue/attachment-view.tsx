import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { FileField } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form, Hint } from '../../ui/form.tsx';
import { formatFileSize } from '../../ui/format.ts';
import { ConfirmPanel, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import {
  type AttachedFile,
  acceptedEndings,
  acceptedKinds,
  attachedNow,
  filesChangedSince,
  formatName,
  mostAttachmentBytes,
  mostAttachments,
} from './attachment.ts';
import { attachmentTexts } from './attachment-texts.ts';
import { type Edition, isOpen } from './edition.ts';
import { WorkCrumbs } from './edition-views.tsx';
import type { EntryRecord } from './entry-store.ts';
import { work } from './paths.ts';

/** Where the files stand on the page of an entry. */
export const attachmentsId = 'tep-kem-theo';

/** What was typed beside a file that was refused; the browser does not keep the file itself. */
export interface TypedTitles {
  readonly title: string;
  readonly titleEn: string;
}

interface AttachmentProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly entry: EntryRecord;
  readonly editable: boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly titles: TypedTitles;
}

/** The files of an entry on the officers' side; with a form of its own where the entry may be changed. */
export function Attachments(props: AttachmentProps) {
  const { language, edition, entry, editable } = props;
  const t = attachmentTexts(language);
  const files = attachedNow(entry);
  if (files.length === 0 && !editable) return null;
  return (
    <Section title={t.title} id={attachmentsId}>
      {isOpen(edition) && <Hint>{t.draftHint}</Hint>}
      {files.length === 0 && <p>{t.none}</p>}
      <FileList
        lang={language}
        files={files}
        urlOf={(file) => work.file(edition.id, entry.id, file.id)}
        after={(file) =>
          editable && (
            <a href={localPath(language, work.removeFile(edition.id, entry.id, file.id))}>
              {t.remove} <span class="sr">{file.name}</span>
            </a>
          )
        }
      />
      {editable &&
        (files.length < mostAttachments ? <AttachForm {...props} /> : <p>{t.full(mostAttachments)}</p>)}
    </Section>
  );
}

function AttachForm({ language, csrfToken, edition, entry, errors, titles }: AttachmentProps) {
  const t = attachmentTexts(language);
  return (
    <Form
      lang={language}
      action={localPath(language, work.files(edition.id, entry.id))}
      csrfToken={csrfToken}
      label={t.add}
      upload
    >
      <Hint>{t.keepFirst}</Hint>
      <FileField
        lang={language}
        name="file"
        label={t.file}
        hint={t.fileHint}
        accept={acceptedEndings}
        kinds={acceptedKinds[language]}
        mostBytes={mostAttachmentBytes}
        error={errors.file}
      />
      <TextField
        lang={language}
        name="fileTitle"
        label={t.titleVi}
        hint={t.titleHint}
        value={titles.title}
        error={errors.fileTitle}
        optional
      />
      <TextField
        lang={language}
        name="fileTitleEn"
        label={t.titleEn}
        value={titles.titleEn}
        error={errors.fileTitleEn}
        optional
      />
      <Button look="secondary">{t.add}</Button>
    </Form>
  );
}

/** Files to download: the title people gave, the name of the file, its kind and size. */
export function FileList<File extends AttachedFile>(props: {
  readonly lang: Language;
  readonly files: readonly File[];
  readonly urlOf: (file: File) => string;
  readonly after?: (file: File) => ComponentChildren;
}) {
  const { lang, files } = props;
  if (files.length === 0) return null;
  return (
    <ul class="plain-list">
      {files.map((file) => (
        <li key={file.id}>
          <a class="file-name" href={props.urlOf(file)} download={file.name}>
            <FileTitle lang={lang} file={file} />
          </a>{' '}
          <span class="quiet">
            {[titleOf(lang, file) && file.name, formatName(file.mediaType), formatFileSize(lang, file.size)]
              .filter(Boolean)
              .join(' · ')}
          </span>{' '}
          {props.after?.(file)}
        </li>
      ))}
    </ul>
  );
}

function titleOf(lang: Language, { title, titleEn }: AttachedFile): string | null {
  return lang === 'en' ? (titleEn ?? title) : title;
}

function FileTitle({ lang, file }: { readonly lang: Language; readonly file: AttachedFile }) {
  const shown = titleOf(lang, file) ?? file.name;
  if (lang === 'en' && file.titleEn === null) return <span lang="vi">{shown}</span>;
  return shown;
}

/** What became of the files since a version, for somebody who wrote meanwhile; nothing when nothing did. */
export function FileChanges(props: {
  readonly language: Language;
  readonly entry: EntryRecord;
  readonly since: number;
}) {
  const t = attachmentTexts(props.language);
  const { added, removed } = filesChangedSince(props.entry, props.since);
  const told = [
    ...added.map(({ name }) => t.cameMeanwhile(name)),
    ...removed.map(({ name }) => t.wentMeanwhile(name)),
  ];
  if (told.length === 0) return null;
  return (
    <p>
      {t.changedMeanwhile} {told.join('; ')}.
    </p>
  );
}

/** The page that asks before a file is taken off. */
export function RemoveFilePage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly entry: EntryRecord;
  readonly file: AttachedFile;
}) {
  const { language, csrfToken, edition, entry, file } = props;
  const t = attachmentTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={entry.code} />
      <ConfirmPanel
        title={t.removeTitle}
        form={
          <Form
            lang={language}
            action={to(work.removeFile(edition.id, entry.id, file.id))}
            csrfToken={csrfToken}
          >
            <Buttons>
              <Button look="danger">{t.remove}</Button>
              <LinkButton href={to(`${work.entry(edition.id, entry.id)}#${attachmentsId}`)} look="quiet">
                {t.back}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>
          <strong class="file-name">{file.name}</strong> · {formatFileSize(language, file.size)}
        </p>
        <p>
          {entry.code} <span lang={language === 'vi' ? undefined : 'vi'}>{entry.title}</span>
        </p>
        <p>{t.removeText}</p>
      </ConfirmPanel>
    </>
  );
}
