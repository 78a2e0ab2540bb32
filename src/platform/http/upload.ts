import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { Refusal } from '../../kernel/refusal.ts';
import type { BlobStore, StoredBlob } from '../files.ts';
import { type FormFields, fieldsOf, tooLarge, unreadableForm } from './form.ts';

export interface UploadLimits {
  /** Bytes of one file. */
  readonly fileSize: number;
  readonly files?: number;
  /** Bytes of all files together. */
  readonly total?: number;
  /** A file that is too large is left out and named, and the others are kept; else nothing is taken. */
  readonly leaveOutLarge?: boolean;
}

export interface UploadedFile extends StoredBlob {
  readonly field: string;
  /** The sender's file name without any path, NFC. */
  readonly name: string;
  readonly mediaType: string;
}

export interface Upload {
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  /** Names of chosen files that hold nothing; they are not among `files`. */
  readonly empty: readonly string[];
  /** Names of files left out for their size, where the limits ask for that. */
  readonly tooLarge: readonly string[];
}

/** What was sent is too large or too much; what was typed beside it is not lost. */
export class UploadRefused extends Refusal {
  readonly fields: FormFields;

  constructor({ kind, text }: Refusal, fields: FormFields) {
    super(kind, text);
    this.name = 'UploadRefused';
    this.fields = fields;
  }
}

/** Streams a multipart form: files go to the blob store chunk by chunk, never whole into memory. */
export async function readUpload(request: Request, store: BlobStore, limits: UploadLimits): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data') || !request.body) throw unreadableForm();
  const pairs: [string, string][] = [];
  const files: Promise<UploadedFile | Error>[] = [];
  const begun: BusboyFileStream[] = [];
  const sizes: Sizes = { all: 0 };
  const tooLargeNames: string[] = [];
  let refusal: Error | undefined;
  const busboy = openBusboy(type, limits);
  busboy.on('field', (name, value, _nameCut, valueCut) => {
    if (valueCut) refusal ??= tooLarge(1_000_000);
    else pairs.push([name, value]);
  });
  busboy.on('file', (field, stream, name, _encoding, mediaType) => {
    begun.push(stream);
    files.push(keep(store, stream, { field, name: baseName(name ?? ''), mediaType }, limits, sizes));
  });
  busboy.on('filesLimit', () => {
    refusal ??= tooManyFiles(limits.files ?? 1);
  });
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  try {
    await pipeline(body, busboy);
  } catch {
    // broken off or not multipart: a part already begun would wait for its end for ever, and must not be kept
    refusal = unreadableForm();
    for (const stream of begun) stream.destroy(unreadableForm());
  }
  const kept = await Promise.all(files);
  if (sizes.all > (limits.total ?? Number.POSITIVE_INFINITY)) refusal ??= tooLarge(limits.total ?? 0);
  for (const file of kept) {
    if (file instanceof LeftOut) tooLargeNames.push(file.message);
    else if (file instanceof Error) refusal ??= file;
  }
  if (refusal)
    throw refusal instanceof Refusal && refusal.kind === 'too_large'
      ? new UploadRefused(refusal, fieldsOf(pairs))
      : refusal;
  const sent = kept.filter((file): file is UploadedFile => !(file instanceof Error));
  return {
    fields: fieldsOf(pairs),
    files: sent.filter(({ size }) => size > 0),
    // a file field left alone is sent too, without a name
    tooLarge: tooLargeNames,
    empty: sent.flatMap(({ size, name }) => (size === 0 && name !== '' ? [name] : [])),
  };
}

function openBusboy(type: string, limits: UploadLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': type } as BusboyHeaders,
      defParamCharset: 'utf8',
      limits: {
        fileSize: limits.fileSize,
        files: limits.files ?? 1,
        fields: 200,
        fieldSize: 1_000_000,
        parts: 250,
      },
    } as ConstructorParameters<typeof Busboy>[0]);
  } catch {
    throw unreadableForm();
  }
}

/** Bytes of all files so far. */
interface Sizes {
  all: number;
}

/** A file left out for its size; its message is its name. */
class LeftOut extends Error {}

async function keep(
  store: BlobStore,
  stream: BusboyFileStream,
  part: Pick<UploadedFile, 'field' | 'name' | 'mediaType'>,
  limits: UploadLimits,
  sizes: Sizes,
): Promise<UploadedFile | Error> {
  // an error before the store begins to read is met again while reading; without a listener it would end the process
  stream.on('error', () => undefined);
  try {
    return { ...part, ...(await store.put(Readable.from(whole(stream, limits, sizes)))) };
  } catch (error) {
    if (stream.truncated && limits.leaveOutLarge) return new LeftOut(part.name);
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The file's bytes; fails at the end when the file was cut at the limit, so that a part is never kept as a whole. */
async function* whole(stream: BusboyFileStream, limits: UploadLimits, sizes: Sizes): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    sizes.all += (chunk as Buffer).length;
    // beyond the limit of all the rest is read and thrown away, so that an answer can be given
    if (sizes.all <= (limits.total ?? Number.POSITIVE_INFINITY)) yield chunk as Buffer;
  }
  if (stream.truncated) throw tooLarge(limits.fileSize);
}

function baseName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '').normalize('NFC').slice(0, 200);
}

function tooManyFiles(limit: number): Refusal {
  return new Refusal('too_large', {
    vi: `Mỗi lần chỉ gửi được ${limit} tệp. Hãy ${limit === 1 ? 'gửi từng tệp' : 'chia làm nhiều lần gửi'}.`,
    en:
      limit === 1
        ? 'Only 1 file can be sent at a time. Send them one by one.'
        : `Only ${limit} files can be sent at a time. Send them in several goes.`,
  });
}
