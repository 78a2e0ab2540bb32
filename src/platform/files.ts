import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Scanner } from './scanner.ts';

export interface StoredBlob {
  /** hexadecimal SHA-256 of the content, by which it is found again */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

/** Keeps files as they came, each once, under the hash of its content. */
export interface BlobStore {
  /**
   * Streams the content in. Nothing is visible before it is complete, on disk, and looked through by the scanner where
   * there is one, which refuses what it does not find clean.
   */
  put(content: Readable): Promise<StoredBlob>;
  /** The content as a stream; rejects with ENOENT when it was never stored. */
  open(sha256: string): Promise<Readable>;
  /** A path other programs can read the content at. */
  pathOf(sha256: string): string;
  /** Counts the content as stored just now; false when it is not (or no longer) in the store. */
  renew(sha256: string): Promise<boolean>;
  /** Hashes of the contents last stored or renewed before a moment, in groups of one directory. */
  storedBefore(moment: Date): AsyncIterable<readonly string[]>;
  /** Removes a content unless it was stored or renewed since that moment; its size in bytes, null where it stays. */
  removeStoredBefore(moment: Date, sha256: string): Promise<number | null>;
  /** Removes what uploads cut off before a moment have left; how many there were. */
  clearIncoming(moment: Date): Promise<number>;
}

/** As `stat`, null where nothing is. */
async function found(path: string): Promise<Stats | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function names(directory: string): Promise<string[]> {
  return (await found(directory)) ? readdir(directory) : [];
}

/** `scanner`: null where nothing comes from outside, or none is set. */
export function openLocalBlobStore(directory: string, scanner: Scanner | null = null): BlobStore {
  const incomings = join(directory, 'incoming');
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
    return join(directory, sha256.slice(0, 2), sha256);
  };
  return {
    pathOf,
    async put(content) {
      const incoming = join(incomings, randomUUID());
      await mkdir(incomings, { recursive: true });
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
        await scanner?.check(incoming);
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
    async renew(sha256) {
      const now = new Date();
      return utimes(pathOf(sha256), now, now).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
    },
    async *storedBefore(moment) {
      for (const shelf of await names(directory)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
        const old: string[] = [];
        for (const name of await names(join(directory, shelf))) {
          const file = await found(join(directory, shelf, name));
          if (/^[0-9a-f]{64}$/.test(name) && file && file.mtime < moment) old.push(name);
        }
        if (old.length > 0) yield old;
      }
    },
    async removeStoredBefore(moment, sha256) {
      const path = pathOf(sha256);
      const known = await found(path);
      if (!known || known.mtime >= moment) return null;
      const aside = join(incomings, randomUUID());
      await mkdir(incomings, { recursive: true });
      await rename(path, aside);
      // the same content may have come again between the look and the move: then it goes back
      const moved = await stat(aside);
      if (moved.mtime >= moment) {
        await link(aside, path).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
        });
      }
      await rm(aside);
      return moved.mtime >= moment ? null : moved.size;
    },
    async clearIncoming(moment) {
      let cleared = 0;
      for (const name of await names(incomings)) {
        const file = await found(join(incomings, name));
        if (!file || file.mtime >= moment) continue;
        await rm(join(incomings, name), { force: true });
        cleared += 1;
      }
      return cleared;
    },
  };
}
