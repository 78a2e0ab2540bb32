import { unreadable } from './unreadable.ts';

/** Bounds on what a file may cost. Real annexes seen so far stay a hundred times below them. */
export const FILE_BYTES = 25 * 1024 * 1024;
export const ZIP_ENTRIES = 5_000;
/** Unpacked size of one part that is read, and of all parts as the archive declares them. */
export const PART_BYTES = 48 * 1024 * 1024;
export const ARCHIVE_BYTES = 512 * 1024 * 1024;
/** Unpacked to packed size of a part over PART_RATIO_FROM bytes; office XML stays below 60. */
export const PART_RATIO = 250;
export const PART_RATIO_FROM = 4 * 1024 * 1024;
export const XML_DEPTH = 200;
export const TABLE_CELLS = 200_000;
export const TEXT_CHARACTERS = 12_000_000;
export const PDF_PAGES = 1_000;
export const READING_MILLISECONDS = 30_000;
export const READING_MEGABYTES = 384;

/** Counts cells over all tables of a document. */
export class CellCount {
  #cells = 0;

  add(cells: number): void {
    this.#cells += cells;
    if (this.#cells > TABLE_CELLS) {
      throw unreadable('too-complex', {
        vi: `Các bảng có hơn ${TABLE_CELLS} ô.`,
        en: `The tables have more than ${TABLE_CELLS} cells.`,
      });
    }
  }
}
