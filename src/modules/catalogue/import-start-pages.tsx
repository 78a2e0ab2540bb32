import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import {
  type OfficialDocument,
  readOfficialFile,
  SCANNED_PAGES_AT_ONCE,
  UnreadableFile,
} from '../../office/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { action, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { warnOfStopped } from '../documents/index.ts';
import { type Edition, editionCode, readSpan, type Span } from './edition.ts';
import { editors, messagesIn } from './edition-pages.tsx';
import { findEditionByCode } from './edition-store.ts';
import { type CatalogueKind, catalogueKinds } from './entry.ts';
import { type ImportedFile, readPaste, startImport } from './import-commands.ts';
import { rowWords } from './import-reading.ts';
import { ImportStartPage, importLimit } from './import-start-view.tsx';
import { openImports, reviewOfFile } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { work } from './paths.ts';

interface StartValues {
  readonly kind: string;
  readonly span: string;
  readonly rows: string;
}

/** Why the form comes back. */
interface Returned {
  readonly errors: Record<string, string>;
  /** The published edition the rows were meant for. */
  readonly published?: Edition | undefined;
}

async function startPage(
  call: Call,
  paste: boolean,
  values: StartValues,
  { errors, published }: Returned = { errors: {} },
): Promise<Response> {
  const { language, csrfToken, services } = call;
  const t = importTexts(language);
  const open = await openImports(services.db, null);
  return page(
    call,
    {
      title: paste ? t.pasteTitle : t.title,
      active: 'desk',
      status: statusOf({ errors, published }),
    },
    <ImportStartPage {...{ language, csrfToken, paste, values, errors, published, open }} />,
  );
}

function statusOf({ errors, published }: Returned): number {
  if (published) return 409;
  return Object.keys(errors).length > 0 ? 422 : 200;
}

function asked(call: Call): StartValues {
  return { kind: call.query('loai'), span: call.query('nam'), rows: '' };
}

interface Target {
  readonly kind: CatalogueKind;
  readonly span: Span;
}

/** What the rows are for. Throws InvalidInput naming each missing choice. */
function targetOf(values: StartValues): Target {
  const kind = catalogueKinds.find((known) => known === values.kind);
  const span = readSpan(values.span);
  if (kind && span) return { kind, span };
  const missing: Record<string, Text> = {};
  if (!kind) missing.kind = { vi: 'Hãy chọn loại danh mục.', en: 'Choose the kind of catalogue.' };
  if (!span)
    missing.span = {
      vi: 'Hãy viết một năm (2026) hoặc một giai đoạn (2026-2030).',
      en: 'Write a year (2026) or a period (2026-2030).',
    };
  throw new InvalidInput(missing);
}

function typed(form: FormFields): StartValues {
  return { kind: form.get('kind'), span: form.get('span'), rows: form.get('rows') };
}

function inBoth(key: 'chooseFile' | 'emptyFile'): Text {
  return { vi: importTexts('vi')[key], en: importTexts('en')[key] };
}

/** What the form says when `error` sends it back; throws `error` again when the form can do nothing about it. */
async function returnedFor(call: Call, values: StartValues, error: unknown): Promise<Returned> {
  if (error instanceof InvalidInput) return { errors: messagesIn(call, error.fields) };
  if (!(error instanceof Refusal) || error.kind !== 'wrong_state') throw error;
  const { kind, span } = targetOf(values);
  const published = await findEditionByCode(call.services.db, editionCode(kind, span));
  if (!published) throw error;
  return { errors: { span: error.text[call.language] }, published };
}

async function postFile(call: Call): Promise<Response> {
  const { fields, files, empty } = await call.upload({ fileSize: importLimit });
  const values = typed(fields);
  const t = importTexts(call.language);
  const file = files.find(({ field }) => field === 'file');
  try {
    const target = targetOf(values);
    if (!file) throw new InvalidInput({ file: inBoth(empty.length > 0 ? 'emptyFile' : 'chooseFile') });
    const known = await reviewOfFile(call.services.db, file.sha256, target.kind, target.span);
    if (known !== null) return seeOther(call, work.import(known), t.sameFile);
    const [reading, words] = await Promise.all([readFile(call, file), rowWords(call.services.db)]);
    const id = await startImport(call.services, call.actor, { ...target, reading, file }, words);
    return seeOther(call, work.import(id));
  } catch (error) {
    const { errors, ...returned } = await returnedFor(call, values, error);
    // no browser lets a page choose a file again
    const again = file && !errors.file ? { file: t.chooseAgain(file.name) } : {};
    return startPage(call, false, values, { ...returned, errors: { ...errors, ...again } });
  }
}

async function readFile(call: Call, file: ImportedFile): Promise<OfficialDocument> {
  try {
    return await readOfficialFile({
      path: call.services.files.pathOf(file.sha256),
      name: file.name,
      maxScannedPages: SCANNED_PAGES_AT_ONCE,
      onStopped: warnOfStopped(call.services.log, file.sha256),
    });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new InvalidInput({ file: error.text });
  }
}

async function postPaste(call: Call): Promise<Response> {
  const values = typed(await call.form());
  try {
    const target = targetOf(values);
    const reading = readPaste(values.rows);
    const id = await startImport(call.services, call.actor, { ...target, reading, file: null });
    return seeOther(call, work.import(id));
  } catch (error) {
    return startPage(call, true, values, await returnedFor(call, values, error));
  }
}

export const startRoutes: readonly Route[] = [
  readPage('import.list', work.imports, editors, (call) => startPage(call, false, asked(call))),
  action('import.start', work.imports, editors, postFile),
  readPage('import.paste', work.paste, editors, (call) => startPage(call, true, asked(call))),
  action('import.start-paste', work.paste, editors, postPaste),
];
