import { execFile } from 'node:child_process';
import { access, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecognisedPage } from './ocr-page.ts';
import type { PicturePage } from './ocr-shapes.ts';
import { type Ended, findProgram, runOutside } from './outside.ts';
import { ownDirectory } from './own-directory.ts';
import { type UnreadableCode, UnreadableFile, unreadable } from './unreadable.ts';

/** The programs that turn a page into a picture and a picture into words. */
export interface Recogniser {
  readonly draw: string;
  readonly recognise: string;
}

/** Where a page lies as a picture (PGM) and as words (TSV of tesseract) while it is looked at. */
export interface PageFiles {
  readonly picture: string;
  readonly words: string;
  /** Words of the strips asked for, in their order. */
  readonly strips?: readonly string[];
}

/** A page that could not be recognised, and why: which program, and how it ended. Nothing of its content. */
export interface StoppedPage {
  readonly page: number;
  readonly program: 'pdftoppm' | 'tesseract' | 'reader';
  readonly reason: Ended | UnreadableCode;
}

/** What is made of a page, or strips of it (PGM) that are to be recognised apart first. */
export type Look = (page: PicturePage, files: PageFiles) => Promise<RecognisedPage | readonly string[]>;

/** Pages recognised of one file where nobody waits for the answer. */
export const SCANNED_PAGES = 60;
/** Where a person waits: half a minute on a quiet machine, and a proxy gives up after two. */
export const SCANNED_PAGES_AT_ONCE = 8;
/** A page takes two to five seconds of a processor; a picture of nothing but noise would take minutes. */
const LIMITS = { milliseconds: 180_000, seconds: 45, megabytes: 2_048 };
const FILE_MILLISECONDS = 900_000;
const DOTS_PER_INCH = 300;
/** An A3 page at 300 dpi has 17 million; whatever is larger is drawn coarser. */
const MOST_PIXELS = 20_000_000;
/** Files recognised at once. They take turns page by page; more would only make all of them late. */
const MOST_FILES = 3;

/** Programs found to read Vietnamese: asked once while they are there. */
const vietnamese = new Set<string>();

/** Where tesseract with Vietnamese and pdftoppm are installed, or null. */
export async function findRecogniser(searched?: string): Promise<Recogniser | null> {
  const recognise = findProgram(['tesseract'], searched);
  const draw = findDrawer(searched);
  if (recognise === null || draw === null) return null;
  if (vietnamese.has(recognise)) return { draw, recognise };
  const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
  const told = await promisify(execFile)(recognise, ['--list-langs'], { env, timeout: 10_000 }).catch(
    () => null,
  );
  if (!told || !/^vie$/mu.test(told.stdout)) return null;
  vietnamese.add(recognise);
  return { draw, recognise };
}

/** Where pdftoppm is installed, or null. */
export function findDrawer(searched?: string): string | null {
  return findProgram(['pdftoppm'], searched);
}

/** Pages are recognised one at a time: each takes a processor and some hundred megabytes. */
let previous: Promise<unknown> = Promise.resolve();
let files = 0;

/**
 * Recognises pages of a PDF without text. `look` is told where a page's picture and words lie and says what stands
 * there; null stands for a page on which the programs failed, which `onStopped` hears of. Nothing is left behind. Throws `UnreadableFile`: timeout,
 * or busy where several files are being recognised already.
 */
export async function recognisePages(
  recogniser: Recogniser,
  path: string,
  pages: readonly PicturePage[],
  look: Look,
  onStopped: (stopped: StoppedPage) => void = () => undefined,
): Promise<(RecognisedPage | null)[]> {
  if (files >= MOST_FILES) throw unreadable('busy');
  files += 1;
  let directory: string | null = null;
  try {
    directory = await ownDirectory('ocr');
    const until = Date.now() + FILE_MILLISECONDS;
    const read: (RecognisedPage | null)[] = [];
    for (const page of pages) {
      if (Date.now() > until) {
        onStopped({ page: page.number, program: 'reader', reason: 'timeout' });
        throw unreadable('timeout');
      }
      const at = { path, directory, page };
      const turn = previous.then(() => recognisePage(recogniser, at, look, onStopped));
      previous = turn.catch(() => undefined);
      read.push(await turn);
    }
    return read;
  } finally {
    files -= 1;
    if (directory !== null) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function recognisePage(
  { draw, recognise }: Recogniser,
  { path, directory, page }: { path: string; directory: string; page: PicturePage },
  look: Look,
  onStopped: (stopped: StoppedPage) => void,
): Promise<RecognisedPage | null> {
  const stem = join(directory, 'trang');
  const dots = String(Math.max(1, Math.floor(dotsPerInch(page, MOST_PIXELS, DOTS_PER_INCH))));
  let program: StoppedPage['program'] = 'pdftoppm';
  let ended: Ended = 0;
  const wordsOf = async (picture: string, layout: '1' | '6') => {
    const words = `${picture}.tsv`;
    program = 'tesseract';
    ended = await runOutside(
      recognise,
      [picture, picture, '-l', 'vie', '--psm', layout, '--dpi', dots, 'tsv'],
      LIMITS,
    );
    await access(words);
    program = 'reader';
    return words;
  };
  try {
    ended = await runOutside(draw, [...onePage(page.number), '-r', dots, '-gray', path, stem], LIMITS);
    const picture = `${stem}.pgm`;
    await access(picture);
    const files = { picture, words: await wordsOf(picture, '1') };
    const found = await look(page, files);
    if (!isStrips(found)) return found;
    const strips: string[] = [];
    for (const strip of found) strips.push(await wordsOf(strip, '6'));
    const whole = await look(page, { ...files, strips });
    return isStrips(whole) ? null : whole;
  } catch (error) {
    // one page that cannot be drawn or takes too long is told of with its number
    const refused = error instanceof UnreadableFile;
    if (!refused && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    onStopped({ page: page.number, program, reason: refused ? error.code : ended });
    return null;
  } finally {
    for (const name of await readdir(directory)) await rm(join(directory, name), { force: true });
  }
}

function isStrips(found: RecognisedPage | readonly string[]): found is readonly string[] {
  return Array.isArray(found);
}

/** Arguments of pdftoppm for one page as it is shown. */
export function onePage(number: number): string[] {
  return ['-f', String(number), '-l', String(number), '-singlefile', '-cropbox'];
}

/** A picture of a page in points: as fine as wanted, unless it would have too many pixels. */
export function dotsPerInch(
  { width, height }: Pick<PicturePage, 'width' | 'height'>,
  pixels: number,
  wanted: number,
): number {
  return Math.min(wanted, 72 * Math.sqrt(pixels / Math.max(1, width * height)));
}
