import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredBlob {
  /** hexadecimal SHA-256 of the content, by which it is found again */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

/** Keeps files as they came, each once, under the hash of its content. */
export interface BlobStore {
  /** Streams the content in. Nothing is visible before it is complete and on disk. */
  put(content: Readable): Promise<StoredBlob>;
  /** The content as a stream; rejects with ENOENT when it was never stored. */
  open(sha256: string): Promise<Readable>;
  /** A path other programs can read the content at. */
  pathOf(sha256: string): string;
}

export function openLocalBlobStore(directory: string): BlobStore {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
    return join(directory, sha256.slice(0, 2), sha256);
  };
  return {
    pathOf,
    async put(content) {
      const incoming = join(directory, 'incoming', randomUUID());
      await mkdir(dirname(incoming), { recursive: true });
      const hash = createHash('sha256');
      let size = 0;
      const measured = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      try {
        // flush: the row that names this file must never outlive it
        await pipeline(content, measured, createWriteStream(incoming, { flush: true }));
        const sha256 = hash.digest('hex');
        await mkdir(dirname(pathOf(sha256)), { recursive: true });
        await rename(incoming, pathOf(sha256));
        return { sha256, size };
      } catch (error) {
        await rm(incoming, { force: true });
        throw error;
      }
    },
    async open(sha256) {
      await stat(pathOf(sha256));
      return createReadStream(pathOf(sha256));
    },
  };
}
