import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dotsPerInch, findDrawer, onePage } from './ocr.ts';
import type { PicturePage } from './ocr-shapes.ts';
import { runOutside } from './outside.ts';
import { ownDirectory } from './own-directory.ts';
import { unreadable } from './unreadable.ts';

const DRAWING = { milliseconds: 60_000, seconds: 20, megabytes: 1_024 };
/** An A4 page at 140 dpi: read easily, some 200 KB. */
const PIXELS = 1_900_000;
const DOTS_PER_INCH = 140;

/** Pictures are drawn one at a time. */
let previous: Promise<unknown> = Promise.resolve();

/** Whether pictures of pages can be drawn here. */
export function drawsPages(): boolean {
  return findDrawer() !== null;
}

/**
 * The picture of a page of a PDF as it lies in the file, not turned: JPEG, in grey. Throws `UnreadableFile`, also where
 * nothing here draws pages.
 */
export function drawPage(path: string, page: PicturePage): Promise<Uint8Array<ArrayBuffer>> {
  const turn = previous.then(() => draw(path, page));
  previous = turn.catch(() => undefined);
  return turn;
}

async function draw(path: string, page: PicturePage): Promise<Uint8Array<ArrayBuffer>> {
  const program = findDrawer();
  if (program === null) throw unreadable('unsupported');
  const directory = await ownDirectory('page');
  const stem = join(directory, 'trang');
  const dots = String(Math.max(1, Math.floor(dotsPerInch(page, PIXELS, DOTS_PER_INCH))));
  try {
    const how = [...onePage(page.number), '-r', dots, '-gray', '-jpeg', '-jpegopt', 'quality=70'];
    await runOutside(program, [...how, path, stem], DRAWING);
    return new Uint8Array(await readFile(`${stem}.jpg`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw unreadable('truncated');
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
