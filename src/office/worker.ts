import './silent.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { PageFiles } from './ocr.ts';
import { layOut, numberColumns, type RecognisedPage, recognisedPage, type Strip } from './ocr-page.ts';
import { readPgm } from './ocr-rulings.ts';
import type { PicturePage } from './ocr-shapes.ts';
import { seenInStrip, stripPicture } from './ocr-strips.ts';
import type { Seen } from './ocr-words.ts';
import { ScannedFile } from './pdf.ts';
import { readCells, readPrinted } from './reading.ts';
import { UnreadableFile } from './unreadable.ts';

/** A file to be read, or a recognised page to be looked at. */
export type ReadingJob =
  | {
      readonly path: string;
      readonly name: string;
      readonly recognised: readonly RecognisedPage[];
      readonly withLines: boolean;
    }
  | { readonly page: PicturePage; readonly files: PageFiles }
  | { readonly cellsOf: string; readonly name: string };

/** What the thread answers: what was read, or why it cannot be read, or a fault of ours. */
async function answer(job: ReadingJob): Promise<unknown> {
  try {
    if ('page' in job) return await look(job.page, job.files);
    if ('cellsOf' in job) return { sheets: await readCells(await readFile(job.cellsOf), job.name) };
    return await readPrinted(await readFile(job.path), job.name, job.recognised, job.withLines);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      const pictures = error instanceof ScannedFile ? error.pictures : [];
      return { refused: { code: error.code, text: error.text }, pictures };
    }
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function look(page: PicturePage, { picture, words, strips }: PageFiles) {
  const laidOut = layOut(page, await readFile(words, 'utf8'), readPgm(await readFile(picture)));
  const columns = numberColumns(laidOut);
  if (strips === undefined && columns.length > 0) {
    const paths = columns.map((_, at) => `${picture}.${at}.pgm`);
    for (const [at, strip] of columns.entries())
      await writeFile(paths[at] ?? picture, stripPicture(laidOut, strip));
    return { strips: paths };
  }
  const seen: { strip: Strip; words: Seen[] }[] = [];
  for (const [at, path] of (strips ?? []).entries()) {
    const strip = columns[at];
    if (strip) seen.push({ strip, words: seenInStrip(laidOut, strip, await readFile(path, 'utf8')) });
  }
  return { page: recognisedPage(laidOut, seen) };
}

parentPort?.on('message', async (job) => parentPort?.postMessage(await answer(job)));
