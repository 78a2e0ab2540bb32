import { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { Refusal } from '../../kernel/refusal.ts';
import type { BlobStore, StoredBlob } from '../files.ts';
import { type FormFields, fieldsOf, tooLarge, unreadableForm } from './form.ts';

export interface UploadLimits {
  /** Bytes of one file. */
  readonly fileSize: number;
  readonly files?: number;
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
}

/** Streams a multipart form: files go to the blob store chunk by chunk, never whole into memory. */
export async function readUpload(request: Request, store: BlobStore, limits: UploadLimits): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data') || !request.body) throw unreadableForm();
  const pairs: [string, string][] = [];
  const files: Promise<UploadedFile | Refusal>[] = [];
  let refusal: Refusal | undefined;
  let busboy: BusboyInstance;
  try {
    busboy = new Busboy({
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
  busboy.on('field', (name, value, _nameCut, valueCut) => {
    if (valueCut) refusal ??= tooLarge(1_000_000);
    else pairs.push([name, value]);
  });
  busboy.on('file', (field, stream, name, _encoding, mediaType) => {
    files.push(
      keep(
        store,
        stream as Readable & { truncated?: boolean },
        { field, name: baseName(name ?? ''), mediaType },
        limits,
      ),
    );
  });
  busboy.on('filesLimit', () => {
    refusal ??= tooManyFiles(limits.files ?? 1);
  });
  await new Promise<void>((resolve, reject) => {
    busboy.on('finish', resolve);
    busboy.on('error', () => reject(unreadableForm()));
    const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
    // a sender who breaks off leaves nothing behind
    body.on('error', () => reject(unreadableForm()));
    body.pipe(busboy);
  });
  const kept = await Promise.all(files);
  for (const file of kept) if (file instanceof Refusal) refusal ??= file;
  if (refusal) throw refusal;
  return {
    fields: fieldsOf(pairs),
    files: kept.filter((file): file is UploadedFile => !(file instanceof Refusal) && file.size > 0),
  };
}

async function keep(
  store: BlobStore,
  stream: Readable & { truncated?: boolean },
  part: Pick<UploadedFile, 'field' | 'name' | 'mediaType'>,
  limits: UploadLimits,
): Promise<UploadedFile | Refusal> {
  // busboy ends a file at the limit and marks it; failing the stream then keeps the cut part out of the store
  stream.on('limit', () => stream.destroy(tooLarge(limits.fileSize)));
  try {
    return { ...part, ...(await store.put(stream)) };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function baseName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '').normalize('NFC').slice(0, 200);
}

function tooManyFiles(limit: number): Refusal {
  return new Refusal('too_large', {
    vi: `Mỗi lần chỉ gửi được ${limit} tệp. Hãy gửi từng tệp.`,
    en: `Only ${limit} file can be sent at a time. Send them one by one.`,
  });
}
