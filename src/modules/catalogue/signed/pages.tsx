import { writeDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, download, type Route, page as readPage } from '../../../platform/http/route.ts';
import type { Upload } from '../../../platform/http/upload.ts';
import { page } from '../../../ui/page.tsx';
import { fileAnswer, type KeptFile, openKeptFile, sealKeptFile } from '../../documents/index.ts';
import type { Edition } from '../edition.ts';
import { editors, idOf, messagesIn, openEdition, readers } from '../edition-pages.tsx';
import { recordLook } from '../looks.ts';
import { work } from '../paths.ts';
import { authorise, can, looksAsInspector } from '../policy.ts';
import { otherDocumentsNumbered, recordSignedCopy } from './commands.ts';
import { differencesIn } from './compare.ts';
import { earlierCopies, findCopy, type LatestCopy, latestCopy } from './copies.ts';
import { type Issuing, issuingText } from './issuing.ts';
import { refuseUnlessApproved } from './refusals.ts';
import { emptyFile, scanLimit } from './scan.ts';
import { signedTexts } from './texts.ts';
import { typedErrors } from './typed.ts';
import { type SignedErrors, type SignedForm, SignedPage, type SignedPageProps } from './view.tsx';

type Values = SignedPageProps['values'];

/** Why the form comes back, with everything that was typed and sent. */
interface Returned {
  readonly status: number;
  readonly values?: Values;
  readonly errors?: SignedErrors;
  readonly error?: string;
  readonly kept?: KeptFile | null;
  readonly taken?: SignedPageProps['taken'];
}

async function signedPage(call: Call, edition: Edition, returned: Returned): Promise<Response> {
  const { language, csrfToken, services, actor } = call;
  const { db, config, installation } = services;
  const issuing = await issuingText(db, edition, installation);
  const latest = await latestCopy(db, edition.id);
  const earlier = latest ? await earlierCopies(db, edition.id) : [];
  const file = returned.kept ?? null;
  const kept = file && {
    name: file.name,
    sealed: sealKeptFile(file, accountOf(call), config.secretKey),
  };
  const shown = {
    ...{ language, csrfToken, edition, issuing, latest, earlier, kept },
    mayEdit: can(actor, 'edit', edition.id),
    values: returned.values ?? known(issuing, latest),
    errors: returned.errors ?? {},
    error: returned.error,
    taken: returned.taken ?? null,
  };
  return page(
    call,
    {
      title: signedTexts(language).title,
      active: 'desk',
      status: returned.status,
      illustrative: edition.illustrative,
    },
    <SignedPage {...shown} />,
  );
}

/** What is known before anything is typed: recorded before, in the register, or in the text that went to be signed. */
function known(issuing: Issuing, latest: LatestCopy | null): Values {
  const date = latest?.date ?? issuing.date;
  return {
    number: latest?.number ?? issuing.number ?? '',
    // of a day still blank there is nothing to offer
    date: date?.length === 10 ? writeDate(date) : '',
    signer: latest?.signer ?? issuing.signer.name ?? '',
    'xac-nhan': '',
    'van-ban': '',
  };
}

async function show(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'edition', edition.id);
  return signedPage(call, edition, { status: 200 });
}

async function post(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  authorise(call.actor, 'edit', edition.id);
  let upload: Upload;
  try {
    upload = await call.upload({ fileSize: scanLimit });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = error.kind === 'too_large' ? 413 : error.kind === 'unreadable' ? 400 : null;
    if (status === null) throw error;
    return signedPage(call, edition, { status, errors: { file: error.text[call.language] } });
  }
  refuseUnlessApproved(edition);
  const { fields } = upload;
  const values = {
    ...{ number: fields.get('number'), date: fields.get('date'), signer: fields.get('signer') },
    ...{ 'xac-nhan': fields.get('xac-nhan'), 'van-ban': fields.get('van-ban') },
  };
  const file = await fileOf(call, upload);
  if ('missing' in file) {
    const { services } = call;
    const errors = { ...typedErrors(values, services.clock()), file: file.missing };
    return signedPage(call, edition, { status: 422, values, errors: messagesIn(call, errors) });
  }
  try {
    const { comparison } = await recordSignedCopy(call.services, call.actor, edition.id, {
      ...{ number: values.number, date: values.date, signer: values.signer, file },
      confirmed: values['xac-nhan'] === '1',
      documentId: Number(values['van-ban']) || null,
      ...(/^\d{1,15}$/.test(fields.get('seen')) && { seen: Number(fields.get('seen')) }),
    });
    const t = signedTexts(call.language);
    const differences = differencesIn(comparison);
    const told = differences > 0 ? t.doneDiffers(differences) : t.done;
    return seeOther(call, work.signedCopy(edition.id), told);
  } catch (error) {
    return signedPage(
      call,
      await openEdition(call),
      await returnedFor(call, edition, error, { values, file }),
    );
  }
}

/** What the form says when `error` sends it back; throws `error` again when the form can do nothing about it. */
async function returnedFor(
  call: Call,
  edition: Edition,
  error: unknown,
  { values, file }: { readonly values: Values; readonly file: KeptFile },
): Promise<Returned> {
  const back = { values, kept: file };
  if (error instanceof InvalidInput) {
    const { confirmed, documentId, ...rest } = messagesIn(call, error.fields);
    const errors: Partial<Record<keyof SignedForm, string>> = {
      ...rest,
      ...(documentId && { number: documentId }),
      ...(confirmed && { 'xac-nhan': confirmed }),
    };
    // what was chosen stays on the form while something else is mended
    const taken =
      documentId || Number(values['van-ban']) > 0
        ? await otherDocumentsNumbered(call.services, edition, values)
        : null;
    return { ...back, status: 422, errors, taken, kept: errors.file ? null : file };
  }
  if (!(error instanceof Refusal)) throw error;
  const status = error.kind === 'conflict' ? 409 : error.kind === 'forbidden' ? 403 : null;
  if (status === null) throw error;
  return { ...back, status, error: error.text[call.language] };
}

/** The file just sent, else the one kept since the form was last sent. */
async function fileOf(call: Call, upload: Upload): Promise<KeptFile | { readonly missing: Text }> {
  const sent = upload.files.find(({ field }) => field === 'file');
  if (sent) {
    const { sha256, size, name } = sent;
    return { sha256, size, name: name || 'ban-ky.pdf', mediaType: 'application/pdf' };
  }
  if (upload.empty.length > 0) return { missing: emptyFile };
  const sealed = upload.fields.get('kept');
  const { config, files } = call.services;
  const kept = sealed ? openKeptFile(sealed, accountOf(call), config.secretKey) : null;
  if (kept && (await files.renew(kept.sha256))) return kept;
  return { missing: inBoth(sealed ? 'fileGone' : 'chooseFile') };
}

function inBoth(key: 'fileGone' | 'chooseFile'): Text {
  return { vi: signedTexts('vi')[key], en: signedTexts('en')[key] };
}

/** The routes let only signed-in people through. */
function accountOf({ actor }: Call): number {
  if (actor.kind === 'account') return actor.id;
  throw notFound();
}

async function sendFile(call: Call): Promise<Response> {
  const edition = await openEdition(call);
  const copy = await findCopy(call.services.db, edition.id, idOf(call, 'copy'));
  if (!copy) throw notFound();
  if (looksAsInspector(call.actor)) await recordLook(call.services, call.actor, 'edition', edition.id);
  return fileAnswer(call, copy.file, false);
}

const path = `${work.editions}/:id/ban-ky`;

/** The signed copy of the document that issues an edition, for officers. */
export const signedRoutes: readonly Route[] = [
  readPage('edition.signed-copy', path, readers, show),
  action('edition.record-signed-copy', path, editors, post),
  download('edition.signed-file', `${path}/:copy`, readers, sendFile),
];
