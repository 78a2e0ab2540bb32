import { stat } from 'node:fs/promises';
import { findConverter, withConverted } from './convert.ts';
import type { OfficialDocument } from './document.ts';
import { FILE_BYTES, READING_MEGABYTES, READING_MILLISECONDS } from './limits.ts';
import { olderKind } from './older-kinds.ts';
import { openThreads, ThreadFailure } from './thread.ts';
import { type BilingualMessage, type UnreadableCode, UnreadableFile, unreadable } from './unreadable.ts';

export interface OfficialFile {
  path: string;
  /** The name the file came with; its ending is only a hint. */
  name: string;
  /** Largest size read, in bytes; 25 MB unless told otherwise. */
  maxBytes?: number;
  /** Longest reading time; 30 s unless told otherwise. */
  maxMilliseconds?: number;
}

interface Answer {
  document?: OfficialDocument;
  refused?: { code: UnreadableCode; text: BilingualMessage };
  fault?: string;
}

const read = openThreads<{ path: string; name: string }, Answer>(
  import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./office-worker.js', import.meta.url),
  { maxOldGenerationSizeMb: READING_MEGABYTES, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
);

/**
 * Reads an official document from a file: .docx, .html, .pdf with text, .xlsx, .csv, .md or .txt, told apart by
 * content; .doc, .xls, .rtf, .odt and .ods where LibreOffice is installed. Reading runs in a thread of its own with bounded memory and time, so no file can harm the server.
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

async function readHere(file: OfficialFile): Promise<OfficialDocument> {
  const job = { path: file.path, name: file.name };
  const answer = await read(job, file.maxMilliseconds ?? READING_MILLISECONDS).catch(refuse);
  if (answer.document !== undefined) return answer.document;
  if (answer.refused !== undefined) throw new UnreadableFile(answer.refused.code, answer.refused.text);
  throw new Error(`reading ${file.name} failed: ${answer.fault ?? 'no answer'}`);
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
