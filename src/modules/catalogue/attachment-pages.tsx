import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, download, type Route, page as readPage } from '../../platform/http/route.ts';
import type { Upload } from '../../platform/http/upload.ts';
import { page } from '../../ui/page.tsx';
import { fileAnswer } from '../documents/index.ts';
import { type Attachment, attachedNow, mostAttachmentBytes } from './attachment.ts';
import { attachFile, removeAttachment } from './attachment-commands.ts';
import { attachmentTexts } from './attachment-texts.ts';
import { attachmentsId, RemoveFilePage, type TypedTitles } from './attachment-view.tsx';
import { refuseUnlessOpen } from './edition-commands.ts';
import { editors, idOf, messagesIn, readers } from './edition-pages.tsx';
import { entryPage, entryPath, type Opened, openEntry } from './entry-pages.tsx';
import { recordLook } from './looks.ts';
import { work } from './paths.ts';
import { authorise, looksAsInspector } from './policy.ts';

/** An entry whose files may be changed, asked before anything large is taken in. */
async function openForFiles(call: Call): Promise<Opened> {
  const opened = await openEntry(call);
  authorise(call.actor, 'edit', opened.edition.id);
  refuseUnlessOpen(opened.edition);
  return opened;
}

function fileIn(call: Call, { entry }: Opened): Attachment {
  const id = idOf(call, 'file');
  const file = attachedNow(entry).find((attached) => attached.id === id);
  if (!file) throw notFound();
  return file;
}

function backTo({ edition, entry }: Opened): string {
  return `${work.entry(edition.id, entry.id)}#${attachmentsId}`;
}

async function postFile(call: Call): Promise<Response> {
  const opened = await openForFiles(call);
  const t = attachmentTexts(call.language);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: mostAttachmentBytes });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === 'too_large') return refused(call, opened, { file: error.text[call.language] }, 413);
    if (error.kind === 'unreadable') return refused(call, opened, { file: error.text[call.language] }, 400);
    throw error;
  }
  const [file] = upload.files;
  const titles = { title: upload.fields.get('fileTitle'), titleEn: upload.fields.get('fileTitleEn') };
  if (!file) return refused(call, opened, { file: t.chooseFile }, 422, titles);
  try {
    const { name, created } = await attachFile(call.services, call.actor, opened.entry.id, {
      file,
      ...titles,
    });
    return seeOther(call, backTo(opened), created ? t.attached(name) : t.known(name));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { title, titleEn, file: wrongFile } = messagesIn(call, error.fields);
    const errors = {
      ...(wrongFile && { file: wrongFile }),
      ...(title && { fileTitle: title }),
      ...(titleEn && { fileTitleEn: titleEn }),
    };
    return refused(call, opened, errors, 422, titles);
  }
}

/** The entry again with what is wrong with the file; unsaved text comes back from the working copy. */
function refused(
  call: Call,
  opened: Opened,
  errors: Readonly<Record<string, string>>,
  status: number,
  titles?: TypedTitles,
): Promise<Response> {
  return entryPage(call, opened, { posted: null, errors, status, ...(titles && { titles }) });
}

async function showFile(call: Call): Promise<Response> {
  const opened = await openEntry(call);
  const file = fileIn(call, opened);
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'entry', opened.entry.id);
  return fileAnswer(call, file, false);
}

async function confirmFileRemoval(call: Call): Promise<Response> {
  const opened = await openForFiles(call);
  const { language, csrfToken } = call;
  const file = fileIn(call, opened);
  return page(
    call,
    { title: attachmentTexts(language).removeTitle, active: 'desk' },
    <RemoveFilePage {...{ language, csrfToken, file }} {...opened} />,
  );
}

async function postFileRemoval(call: Call): Promise<Response> {
  const opened = await openForFiles(call);
  await call.form();
  // taken off already, by a second click or by somebody else: the wish is fulfilled
  const file = opened.entry.attachments.find(({ id }) => id === idOf(call, 'file'));
  if (!file) throw notFound();
  await removeAttachment(call.services, call.actor, opened.entry.id, file.id);
  return seeOther(call, backTo(opened), attachmentTexts(call.language).removed(file.name));
}

/** The files of an entry, for officers. */
export const attachmentRoutes: readonly Route[] = [
  action('entry.attach', `${entryPath}/tep`, editors, postFile),
  download('entry.file', `${entryPath}/tep/:file`, readers, showFile),
  readPage('entry.confirm-file-removal', `${entryPath}/tep/:file/bo`, editors, confirmFileRemoval),
  action('entry.remove-file', `${entryPath}/tep/:file/bo`, editors, postFileRemoval),
];
