import { type Block, type Cell, cell, footnoteMark, paragraph, type ReadBlocks } from './blocks.ts';
import { CellCount } from './limits.ts';
import { columnsApart } from './side-by-side.ts';
import { normaliseText } from './text.ts';

const LIST_MARK =
  /^(?:[•●▪◦*+]\s|[-–—]\s\P{Ll}|\d{1,3}[.)]\s|[a-zđ]\)\s|[IVXLC]+[.-]\s|Điều\s\d|\[\d+\]|\|)/u;

/** A gap of thousands of spaces says no more than one of two hundred, and costs patterns their square. */
const LONG_GAP = / {200,}|\t{200,}/gu;

/** Plain text and Markdown: pages' copies with pipes and tabs, hand-wrapped lines, Markdown headings and tables. */
export function readPlainText(text: string): ReadBlocks {
  const lines = unwrapped(
    columnsApart(
      text
        .replace(/\r\n?/gu, '\n')
        .replace(/[\u00a0\u3000]/gu, ' ')
        .replace(LONG_GAP, (gap) => gap.slice(0, 200))
        .split(/[\n\v\f\u2028\u2029]/u),
    ).map(cleanLine),
  );
  const blocks: Block[] = [];
  const cells = new CellCount();
  let rows: Cell[][] = [];
  const closeTable = () => {
    if (rows.length > 0) blocks.push({ type: 'table', rows, caption: null, page: null });
    rows = [];
  };
  for (const line of lines) {
    const row = pipeRow(line);
    if (row !== null) {
      cells.add(row.length);
      if (!row.every((text) => /^:?-{2,}:?$/u.test(text))) rows.push(row.map((text) => cell(text)));
      continue;
    }
    closeTable();
    for (const block of lineBlocks(line)) blocks.push(block);
  }
  closeTable();
  return { blocks: tabTables(blocks), warnings: [] };
}

function cleanLine(line: string): string {
  return line
    .replace(/(\*\*|__)(?=\S|$)/gu, '')
    .replace(/(?<=\S)(\*\*|__)/gu, '')
    .replace(/(?<![\p{L}\d*\\])\*(?=[^\s*)])([^*\n]+?)(?<=\S)\*(?![\p{L}\d*])/gu, '$1')
    .replace(/(?<![\p{L}\d_/])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\p{L}\d_/])/gu, '$1')
    .replace(/!?\[([^\][]{0,300})\]\((?:[^()\s]+)(?:\s"[^"]*")?\)/gu, '$1')
    .replace(/\[\^(\w{1,4})\](?!:)/gu, (_, mark: string) => footnoteMark(mark))
    .replace(/^ *>\s?/u, '')
    .replace(/^ +|[ \t]+$/gu, '');
}

/** Rows with pipes inside the paragraphs of any file, as a page's copy pasted into Word leaves them. */
export function pipeTables(blocks: readonly Block[]): Block[] {
  const piped = (block: Block) => block.type === 'paragraph' && /^\||\|$/mu.test(block.text.trim());
  if (!blocks.some(piped)) return [...blocks];
  const read: Block[] = [];
  let rows: Cell[][] = [];
  const closeTable = () => {
    if (rows.length > 0) read.push({ type: 'table', rows, caption: null, page: null });
    rows = [];
  };
  for (const block of blocks) {
    if (block.type !== 'paragraph' || !piped(block)) {
      closeTable();
      read.push(block);
      continue;
    }
    for (const line of block.text.split('\n').map((text) => text.trim())) {
      const row = pipeRow(line);
      if (row !== null) rows.push(row.map((text) => cell(text)));
      else {
        closeTable();
        read.push(...lineBlocks(line));
      }
    }
  }
  closeTable();
  return read;
}

/** `| a | b |` with at least two cells; null for lines where a pipe is only what is left of a page's layout. */
function pipeRow(line: string): string[] | null {
  if (!line.startsWith('|') || !line.endsWith('|') || line.length < 3) return null;
  const inner = line.slice(1, -1).split(/(?<!\\)\|/u);
  if (inner.length < 2) return null;
  return inner.map((text) =>
    text
      .replaceAll('\\|', '|')
      .replace(/<br\s*\/?>/giu, '\n')
      .trim(),
  );
}

function lineBlocks(line: string): Block[] {
  const note = /^\[\^(\w{1,4})\]:\s*(.*)$/u.exec(line);
  if (note !== null) return [{ type: 'note', mark: note[1] ?? '', text: note[2] ?? '' }];
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/u.exec(line);
  if (heading !== null) return [paragraph(heading[2] ?? '', heading[1]?.length ?? 1)];
  if (/^(?:-{3,}|\*{3,}|_{3,}|={3,})$/u.test(line)) return [];
  const text = line.replace(/^(?:\|\s*)+|(?:\s*\|)+$/gu, '').trim();
  return text === '' ? [] : [paragraph(text)];
}

/** Rows a spreadsheet or page copy separates by tabs; two columns side by side (agency and motto) are kept apart. */
function tabTables(blocks: Block[]): Block[] {
  const read: Block[] = [];
  let run: string[][] = [];
  const closeRun = () => {
    const widths = run.map((row) => row.length);
    const wide =
      run.length >= 2 && (widths[0] ?? 0) >= 3 && widths.every((width) => width <= (widths[0] ?? 0));
    if (wide) {
      read.push({
        type: 'table',
        rows: run.map((row) => row.map((text) => cell(text))),
        caption: null,
        page: null,
      });
    } else {
      for (const row of run) for (const text of row) if (text !== '') read.push(paragraph(text));
    }
    run = [];
  };
  for (const block of blocks) {
    const row = block.type === 'paragraph' ? block.text.split(/\t/u).map(normaliseText) : [];
    if (row.length >= 2) {
      run.push(row);
      continue;
    }
    closeRun();
    read.push(block);
  }
  closeRun();
  return read;
}

/**
 * Lines a typist or a mail program broke at a fixed width, joined again. A line was broken there when the next
 * line's first word would not have fitted; texts with long lines were never wrapped, nor are rows
 * whose cells stand between tabs.
 */
function unwrapped(lines: string[]): string[] {
  const longest = lines.reduce((length, line) => Math.max(length, line.length), 0);
  const filled = lines.filter((line) => line.length > longest * 0.75).length;
  if (longest < 50 || longest > 130 || filled < 4) return lines;
  const joined: string[] = [];
  let previous = '';
  for (const line of lines) {
    const last = joined.at(-1);
    const firstWord = line.split(' ')[0] ?? '';
    const cells = previous.includes('\t') || line.includes('\t');
    const broken = !cells && previous.length + 1 + firstWord.length > longest && !/[.;:!?|]$/u.test(previous);
    if (last !== undefined && last !== '' && line !== '' && broken && !LIST_MARK.test(line)) {
      joined[joined.length - 1] = `${last} ${line}`;
    } else joined.push(line);
    previous = line;
  }
  return joined;
}
