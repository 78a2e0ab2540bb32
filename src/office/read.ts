import { stat } from 'node:fs/promises';
import { findConverter, withConverted } from './convert.ts';
import type { OfficialDocument } from './document.ts';
import { FILE_BYTES, READING_MEGABYTES, READING_MILLISECONDS } from './limits.ts';
import { findRecogniser, type PageFiles, recognisePages, SCANNED_PAGES, type StoppedPage } from './ocr.ts';
import type { RecognisedPage } from './ocr-page.ts';
import type { PicturePage } from './ocr-shapes.ts';
import { olderKind } from './older-kinds.ts';
import type { RawSheet } from './sheets.ts';
import { openThreads, ThreadFailure } from './thread.ts';
import { type BilingualMessage, type UnreadableCode, UnreadableFile, unreadable } from './unreadable.ts';
import type { ReadingJob } from './worker.ts';

export interface OfficialFile {
  path: string;
  /** The name the file came with; its ending is only a hint. */
  name: string;
  /** Largest size read, in bytes; 25 MB unless told otherwise. */
  maxBytes?: number;
  /** Longest reading time; 30 s unless told otherwise. */
  maxMilliseconds?: number;
  /** Pages without text that may be recognised from their pictures, seconds each; 60 unless told otherwise. */
  maxScannedPages?: number;
  /** Whether all its lines are wanted as well. */
  withLines?: boolean;
  /** Hears once, for a log, of pages whose recognition was stopped: by memory, time, a full disk. */
  onStopped?: ((pages: readonly StoppedPage[]) => void) | undefined;
}

interface Answer {
  document?: OfficialDocument;
  /** Pages on which nothing but a picture was found. */
  pictures?: readonly PicturePage[];
  page?: RecognisedPage;
  /** Pictures of parts of a page that are to be recognised apart. */
  strips?: readonly string[];
  sheets?: RawSheet[];
  refused?: { code: UnreadableCode; text: BilingualMessage };
  fault?: string;
}

const read = openThreads<ReadingJob, Answer>(
  import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./office-worker.js', import.meta.url),
  { maxOldGenerationSizeMb: READING_MEGABYTES, maxYoungGenerationSizeMb: 24, stackSizeMb: 4 },
);

/**
 * Reads an official document from a file: .docx, .html, .pdf with text, .xlsx, .csv, .md or .txt, told apart by
 * content; .doc, .xls, .rtf, .odt and .ods where LibreOffice is installed, scanned pages where tesseract is. Reading
 * runs in a thread of its own with bounded memory and time, so no file can harm the server.
 * Throws `UnreadableFile` when the file cannot be read; any other error is a fault of the product.
 */
export async function readOfficialFile(file: OfficialFile): Promise<OfficialDocument> {
  await checkSize(file.path, file.maxBytes ?? FILE_BYTES);
  const older = await olderKind(file.path);
  if (older === null) return readHere(file);
  const converter = findConverter();
  const document =
    converter &&
    (await withConverted(converter, { path: file.path, from: older.from, to: older.to }, (path) =>
      readHere({ ...file, path, name: `${file.name}.${older.to}` }),
    ));
  if (!document) throw unreadable(older.refusal);
  document.warnings.unshift({ place: '', message: older.warning });
  return document;
}

/**
 * The cells of a spreadsheet: .xlsx or .csv; .xls and .ods where LibreOffice is installed. Under the same limits as
 * `readOfficialFile`. Throws `UnreadableFile`.
 */
export async function readSheets(file: OfficialFile): Promise<readonly RawSheet[]> {
  await checkSize(file.path, file.maxBytes ?? FILE_BYTES);
  const older = await olderKind(file.path);
  if (older === null) return cellsOf(file);
  if (older.to !== 'xlsx') throw unreadable('wrong-kind');
  const { from, to } = older;
  const converter = findConverter();
  const sheets =
    converter &&
    (await withConverted(converter, { path: file.path, from, to }, (path) =>
      cellsOf({ ...file, path, name: `${file.name}.${to}` }),
    ));
  if (!sheets) throw unreadable(older.refusal);
  return sheets;
}

async function cellsOf({ path, name, maxMilliseconds }: OfficialFile): Promise<readonly RawSheet[]> {
  const answer = await read({ cellsOf: path, name }, maxMilliseconds ?? READING_MILLISECONDS).catch(refuse);
  if (answer.sheets !== undefined) return answer.sheets;
  if (answer.refused !== undefined) throw new UnreadableFile(answer.refused.code, answer.refused.text);
  throw new Error(`reading ${name} failed: ${answer.fault ?? 'no answer'}`);
}

async function readHere(file: OfficialFile): Promise<OfficialDocument> {
  const printed = await ask(file, []);
  const { document, pictures = [] } = printed;
  if (pictures.length === 0) return documentOf(file, printed);
  const most = file.maxScannedPages ?? SCANNED_PAGES;
  const recogniser = most > 0 ? await findRecogniser() : null;
  if (recogniser === null) return document ?? refuseScan(most > 0 ? notInstalled : undefined);
  // half of a scan is no document; in a document with text the pages left are named
  if (document === undefined && pictures.length > most)
    return refuseScan(tooManyPages(pictures.length, most));
  const stopped: StoppedPage[] = [];
  const found = await recognisePages(recogniser, file.path, pictures.slice(0, most), look, (one) =>
    stopped.push(one),
  ).finally(() => stopped.length > 0 && file.onStopped?.(stopped));
  const recognised = found.flatMap((page) => (page !== null && page.words.length > 0 ? [page] : []));
  if (recognised.length === 0)
    return document ?? refuseScan(found.includes(null) ? recogniserFailed : nothingRecognised);
  return documentOf(file, await ask(file, recognised));
}

async function ask(
  { path, name, maxMilliseconds, withLines = false }: OfficialFile,
  recognised: RecognisedPage[],
): Promise<Answer> {
  return read({ path, name, recognised, withLines }, maxMilliseconds ?? READING_MILLISECONDS).catch(refuse);
}

function documentOf({ name }: OfficialFile, answer: Answer): OfficialDocument {
  if (answer.document !== undefined) return answer.document;
  if (answer.refused !== undefined) throw new UnreadableFile(answer.refused.code, answer.refused.text);
  throw new Error(`reading ${name} failed: ${answer.fault ?? 'no answer'}`);
}

async function look(page: PicturePage, files: PageFiles): Promise<RecognisedPage | readonly string[]> {
  const answer = await read({ page, files }, READING_MILLISECONDS).catch(refuse);
  if (answer.page !== undefined) return answer.page;
  if (answer.strips !== undefined) return answer.strips;
  if (answer.refused !== undefined) throw new UnreadableFile(answer.refused.code, answer.refused.text);
  throw new Error(`looking at page ${page.number} failed: ${answer.fault ?? 'no answer'}`);
}

function refuseScan(more: BilingualMessage | undefined): never {
  throw unreadable('scanned', more);
}

const notInstalled: BilingualMessage = {
  vi: 'Máy chủ này chưa có bộ nhận dạng chữ; quản trị viên cài được theo tài liệu vận hành.',
  en: 'This server has no text recognition; its administrator can install it as the operations guide says.',
};

const recogniserFailed: BilingualMessage = {
  vi: 'Bộ nhận dạng chữ của máy chủ bị dừng khi đọc các trang này. Hãy thử lại; nếu vẫn vậy, hãy báo quản trị viên hoặc quét lại với độ phân giải thấp hơn.',
  en: 'Text recognition was stopped while it read these pages. Try again; if it happens once more, tell the administrator or scan at a lower resolution.',
};

const nothingRecognised: BilingualMessage = {
  vi: 'Đã thử nhận dạng chữ nhưng không thấy chữ nào. Hãy quét lại đúng chiều, đủ nét (300 dpi).',
  en: 'Text recognition found no words. Scan the pages anew, upright and sharp (300 dpi).',
};

function tooManyPages(pages: number, most: number): BilingualMessage {
  const [vi, en] =
    most < SCANNED_PAGES
      ? [
          ` Hãy gửi ở trang “Gửi nhiều tệp một lượt”: tệp được đọc ở nền, tới ${SCANNED_PAGES} trang.`,
          ` Send it on the page “Send several files at once”: it is read in the background, up to ${SCANNED_PAGES} pages.`,
        ]
      : [' Hãy tách thành nhiều tệp.', ' Split it into several files.'];
  return {
    vi: `Bản quét có ${pages} trang; ở đây nhận dạng tới ${most} trang mỗi tệp.${vi}`,
    en: `The scan has ${pages} pages; up to ${most} of a file are recognised here.${en}`,
  };
}

/** A file that needs more memory or time than allowed is the file's fault; everything else is ours. */
function refuse(error: unknown): never {
  if (error instanceof ThreadFailure && error.reason === 'time') throw unreadable('timeout');
  if (error instanceof ThreadFailure && error.reason === 'memory') throw unreadable('too-complex');
  throw error;
}

async function checkSize(path: string, most: number): Promise<void> {
  let size: number;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable('not-found');
    size = found.size;
  } catch {
    throw unreadable('not-found');
  }
  if (size === 0) throw unreadable('empty');
  if (size > most) {
    const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
    throw unreadable('too-large', {
      vi: `Tệp có ${megabytes(size)} MB, giới hạn là ${megabytes(most)} MB.`,
      en: `The file has ${megabytes(size)} MB, the limit is ${megabytes(most)} MB.`,
    });
  }
}
