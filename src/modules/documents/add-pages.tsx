import { randomUUID } from 'node:crypto';
import type { AccountActor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { readOfficialFile, SCANNED_PAGES_AT_ONCE, UnreadableFile } from '../../office/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import type { UploadedFile } from '../../platform/http/upload.ts';
import { page } from '../../ui/page.tsx';
import { AddView, TypeView } from './add-views.tsx';
import { type FormErrors, readDocumentForm } from './inputs.ts';
import { openKeptFile, sealKeptFile } from './kept-file.ts';
import { documentWork } from './paths.ts';
import { warnOfStopped } from './recognition.ts';
import { type KeptFile, registerDocument } from './register.ts';
import { workTexts } from './work-texts.ts';
import { emptyReading, type FormValues, typedValues } from './work-values.ts';

const officers = onlyFor('programme_officer', 'programme_head');

/** Bytes of an official document at most; larger ones are scans whose pictures want compressing. */
export const fileLimit = 25_000_000;

/** GET /ban-lam-viec/van-ban/them */
function addPage(call: Call): Response {
  return showAdd(call);
}

function showAdd(call: Call, problem?: { readonly status: number; readonly text: Text }): Response {
  const t = workTexts(call.language);
  return page(
    call,
    { title: t.add, active: 'desk', ...(problem && { status: problem.status }) },
    <AddView
      language={call.language}
      csrfToken={call.csrfToken}
      error={problem?.text[call.language]}
      mostBytes={fileLimit}
    />,
  );
}

/** POST /ban-lam-viec/van-ban/them: keeps the file, reads it, and leads to the review of what was read. */
async function upload(call: Call): Promise<Response> {
  let file: UploadedFile | undefined;
  try {
    file = (await call.upload({ fileSize: fileLimit })).files[0];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === 'too_large') return showAdd(call, { status: 413, text: error.text });
    if (error.kind === 'unreadable') return showAdd(call, { status: 400, text: error.text });
    throw error;
  }
  const t = workTexts(call.language);
  if (!file) {
    return showAdd(call, {
      status: 422,
      text: { vi: workTexts('vi').chooseFile, en: workTexts('en').chooseFile },
    });
  }
  const known = await call.services.db
    .selectFrom('document')
    .select('id')
    .where('file_sha256', '=', file.sha256)
    .executeTakeFirst();
  if (known) return seeOther(call, documentWork.document(known.id), t.known);
  try {
    const reading = await readOfficialFile({
      path: call.services.files.pathOf(file.sha256),
      name: file.name,
      maxBytes: fileLimit,
      maxScannedPages: SCANNED_PAGES_AT_ONCE,
      onStopped: warnOfStopped(call.services.log, file.sha256),
    });
    const { id, created } = await registerDocument(call.services, call.actor, {
      reading,
      file: keptOf(file),
    });
    return seeOther(call, documentWork.document(id), created ? t.registered : t.known);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return showType(call, { kept: keptOf(file), status: 422, general: error.text });
  }
}

function keptOf({ sha256, size, mediaType, name }: UploadedFile): KeptFile {
  return { sha256, size, mediaType, name: name || 'van-ban' };
}

/** GET /ban-lam-viec/van-ban/nhap-tay */
function typePage(call: Call): Response {
  return showType(call, { kept: null });
}

interface TypeState {
  readonly kept: KeptFile | null;
  readonly status?: number;
  readonly general?: Text | undefined;
  readonly values?: FormValues;
  readonly errors?: FormErrors;
  readonly formKey?: string;
}

function showType(call: Call, state: TypeState): Response {
  const t = workTexts(call.language);
  const sealed = state.kept
    ? sealKeptFile(state.kept, accountOf(call).id, call.services.config.secretKey)
    : null;
  return page(
    call,
    { title: t.type, active: 'desk', ...(state.status && { status: state.status }) },
    <TypeView
      language={call.language}
      csrfToken={call.csrfToken}
      keptName={state.kept?.name ?? null}
      values={state.values ?? {}}
      errors={state.errors ?? {}}
      general={state.general}
      hidden={{ formKey: state.formKey ?? randomUUID(), ...(sealed && { file: sealed }) }}
    />,
  );
}

/** POST /ban-lam-viec/van-ban/nhap-tay: a document by its facts, with the file kept before where one could not be read. */
async function typeDocument(call: Call): Promise<Response> {
  const fields = await call.form();
  const sealed = fields.get('file');
  const account = accountOf(call);
  const opened = sealed ? openKeptFile(sealed, account.id, call.services.config.secretKey) : null;
  // a form left open for days may name a file swept away meanwhile
  const kept = opened && (await call.services.files.renew(opened.sha256)) ? opened : null;
  const formKey = /^[0-9a-f-]{36}$/.test(fields.get('formKey')) ? fields.get('formKey') : randomUUID();
  const values = typedValues(fields);
  if (sealed && !kept) {
    const general = { vi: workTexts('vi').fileGone, en: workTexts('en').fileGone };
    return showType(call, { kept: null, status: 422, values, formKey, general });
  }
  const { errors, edit } = readDocumentForm(fields, []);
  if (edit === null) return showType(call, { kept, status: 422, values, errors, formKey });
  const { id, created } = await registerDocument(call.services, call.actor, {
    reading: {
      ...emptyReading,
      kind: edit.kind,
      number: edit.number,
      symbol: edit.symbol,
      place: edit.place,
      date: edit.issued,
      issuer: edit.issuer,
      title: edit.title,
      signer: { name: edit.signerName, roles: [...edit.signerRoles] },
      recipients: [...edit.recipients],
      citations: edit.citations.map(({ id: _id, ...citation }) => citation),
    },
    file: kept,
    titleEn: edit.titleEn,
    abstract: edit.abstract,
    abstractEn: edit.abstractEn,
    source: edit.source,
    sourceUrl: edit.sourceUrl,
    confirmed: edit.confirmed,
    formKey: `${account.id} ${formKey}`,
    typed: true,
  });
  const t = workTexts(call.language);
  return seeOther(call, documentWork.document(id), created || !kept ? t.typed : t.known);
}

/** The routes let only signed-in officers through. */
function accountOf(call: Call): AccountActor {
  if (call.actor.kind === 'account') return call.actor;
  throw new Refusal('sign_in_first', { vi: 'Bạn cần đăng nhập.', en: 'Please sign in.' });
}

export const addDocumentRoutes: readonly Route[] = [
  pageRoute('document.add', documentWork.add, officers, addPage),
  action('document.upload', documentWork.add, officers, upload),
  pageRoute('document.type', documentWork.type, officers, typePage),
  action('document.register', documentWork.type, officers, typeDocument),
];
