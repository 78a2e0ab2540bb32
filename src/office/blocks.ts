import type { PicturePage, Recognition } from './ocr-shapes.ts';

/** What every reader gives: the document as a run of blocks, whatever file it came from. */

export interface Paragraph {
  type: 'paragraph';
  /** Line breaks inside the paragraph are `\n`. Footnote marks are written by `footnoteMark`. */
  text: string;
  /** 1 to 9 where the file marks a heading. */
  heading: number | null;
  page: number | null;
}

export interface Cell {
  blocks: Block[];
  colSpan: number;
  rowSpan: number;
  header: boolean;
}

export interface TableBlock {
  type: 'table';
  rows: Cell[][];
  caption: string | null;
  page: number | null;
}

export interface PageBreak {
  type: 'pageBreak';
}

/** The text of a footnote or endnote. */
export interface Note {
  type: 'note';
  mark: string;
  text: string;
}

/** What stands outside the text: a web page's title, a sheet's name. */
export interface Outside {
  type: 'outside';
  name: 'title' | 'sheet';
  text: string;
}

export type Block = Paragraph | TableBlock | PageBreak | Note | Outside;

/** Blocks with what the reader could not read. */
export interface ReadBlocks {
  blocks: Block[];
  warnings: { place: string; message: string }[];
  /** Set where pages of a PDF are pictures. */
  pictures?: PicturePage[];
  /** Set where such pages were recognised. */
  recognition?: Recognition;
}

export function paragraph(
  text: string,
  heading: number | null = null,
  page: number | null = null,
): Paragraph {
  return { type: 'paragraph', text, heading, page };
}

export function cell(text: string, colSpan = 1, rowSpan = 1, header = false): Cell {
  return { blocks: text === '' ? [] : [paragraph(text)], colSpan, rowSpan, header };
}

/** A footnote mark inside text; private characters keep it apart from a literal `[1]`. */
export function footnoteMark(mark: string): string {
  return `\ue000${mark}\ue001`;
}

export const FOOTNOTE_MARK = /\ue000([^\ue001]*)\ue001/gu;

/** A raised number: a footnote mark, except after a unit or a figure, where it is a power (m², 10⁶). */
export function raised(before: string, text: string): string {
  const bare = text.trim().replace(/^[[(]|[\])]$/gu, '');
  if (!/^(?:\d{1,3}|\*{1,3}|[ivx]{1,4})$/u.test(bare)) return text;
  if (/^[23]$/u.test(bare) && /(?:^|[\s\d/])(?:k|c|d|m|h)?m$/u.test(before)) return bare === '2' ? '²' : '³';
  if (/^\d+$/u.test(bare) && /\d$/u.test(before)) return text;
  return footnoteMark(bare);
}

/** All text of blocks, paragraphs on lines of their own. */
export function blockText(blocks: readonly Block[]): string {
  // as nearly every cell is
  const [only] = blocks;
  if (only?.type === 'paragraph' && blocks.length === 1) return only.text;
  const lines: string[] = [];
  for (const block of blocks) {
    if (block.type === 'paragraph') lines.push(block.text);
    if (block.type === 'table') {
      for (const row of block.rows) for (const one of row) lines.push(blockText(one.blocks));
    }
  }
  return lines.filter((line) => line !== '').join('\n');
}
