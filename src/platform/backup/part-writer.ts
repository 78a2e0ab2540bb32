import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { longestLine } from './format.ts';

/** What was written, for the manifest. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Measures the lines of one table and writes them to a file, or measures them only. */
export interface PartWriter {
  take(block: Buffer): Promise<void>;
  /** The content is on disk when this resolves. */
  finish(): Promise<Written>;
  /** Closes the file after a failure. */
  abandon(): Promise<void>;
}

/** `path` null: nothing is written, as a rehearsal needs it. */
export async function openPart(path: string | null): Promise<PartWriter> {
  const file = path === null ? null : await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async take(block) {
      if (block.length > longestLine)
        throw new Error(`a row of ${block.length} bytes is longer than an export may hold`);
      hash.update(block);
      bytes += block.length;
      if (file) await writeAll(file, block);
    },
    async finish() {
      await file?.sync();
      await file?.close();
      return { bytes, sha256: hash.digest('hex') };
    },
    async abandon() {
      await file?.close().catch(() => undefined);
    },
  };
}

/** One call may write a part of the block only, on a disk that is getting full. */
async function writeAll(file: FileHandle, block: Buffer): Promise<void> {
  for (let from = 0; from < block.length; ) {
    const { bytesWritten } = await file.write(block, from);
    from += bytesWritten;
  }
}
