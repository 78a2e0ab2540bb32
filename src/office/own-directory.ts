import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What programs outside the product do: recognise pages, draw one, convert an old file. */
const works = ['ocr', 'page', 'convert'] as const;

const nameOf = (work: (typeof works)[number]) => `nhipcau-${work}-`;

/** Twice as long as any file takes: what a killed server left. */
const LEFT_BEHIND_MILLISECONDS = 1_800_000;

/** An empty directory for one file, to be removed by who asked for it; what killed servers left goes first. */
export async function ownDirectory(work: (typeof works)[number]): Promise<string> {
  for (const name of await readdir(tmpdir()))
    if (works.some((known) => name.startsWith(nameOf(known)))) await removeOld(join(tmpdir(), name));
  return mkdtemp(join(tmpdir(), nameOf(work)));
}

async function removeOld(left: string): Promise<void> {
  try {
    if (Date.now() - (await stat(left)).mtimeMs > LEFT_BEHIND_MILLISECONDS)
      await rm(left, { recursive: true, force: true });
  } catch {
    // somebody else removed it, or it is somebody else's
  }
}
