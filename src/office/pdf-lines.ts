import { raised } from './blocks.ts';
import { isOpenBlank } from './side-by-side.ts';
import { isAllCaps } from './text.ts';

/** A run of letters on a page; y grows upwards. */
export interface Glyphs {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** Letters of one line that stand together. */
export interface Run {
  text: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
}

/** One printed line; two runs far apart are two columns. */
export interface PrintedLine {
  runs: Run[];
  y: number;
  size: number;
}

/** Letters put into lines from top to bottom, gaps between words restored, raised numbers as footnote marks. */
export function printedLines(glyphs: readonly Glyphs[]): PrintedLine[] {
  const sorted = glyphs
    .filter((one) => one.text.trim() !== '')
    .sort((one, other) => other.y - one.y || one.x - other.x);
  const lines: Glyphs[][] = [];
  for (const one of sorted) {
    const line = lines.at(-1);
    const size = line === undefined ? 0 : Math.max(...line.slice(-8).map((other) => other.size));
    const base = line === undefined ? 0 : Math.min(...line.slice(-8).map((other) => other.y));
    // A raised mark sits above the base line of the letters it follows, so it is met first.
    if (line !== undefined && base - one.y <= Math.max(size, one.size) * 0.45) line.push(one);
    else lines.push([one]);
  }
  return lines.map(lineOf);
}

function lineOf(glyphs: readonly Glyphs[]): PrintedLine {
  const inOrder = [...glyphs].sort((one, other) => one.x - other.x);
  const size = Math.max(...inOrder.map((one) => one.size));
  const base = Math.min(...inOrder.filter((one) => one.size >= size * 0.8).map((one) => one.y));
  const runs: Run[] = [];
  for (const one of inOrder) {
    const run = runs.at(-1);
    const gap = run === undefined ? 0 : one.x - run.x1;
    const mark = one.size < size * 0.8 && one.y > base + size * 0.15;
    const apart =
      run === undefined || (gap > Math.max(size * 1.8, 20) && !isOpenBlank(run.text.trim(), one.text.trim()));
    if (run === undefined || apart) {
      runs.push({
        text: mark ? raised('', one.text) : one.text,
        x0: one.x,
        x1: one.x + one.width,
        y: base,
        size,
      });
      continue;
    }
    const text = mark ? raised(run.text, one.text) : one.text;
    const spaced = !mark && gap > size * 0.17 && !run.text.endsWith(' ') && !text.startsWith(' ');
    run.text += spaced ? ` ${text}` : text;
    run.x1 = Math.max(run.x1, one.x + one.width);
  }
  return { runs, y: base, size };
}

const BEGINS_ITEM = /^(?:[-–—•+*]\s|\d{1,3}(?:\.\d+)*[.)]\s|[a-zđ]\)\s|[IVXLC]+\.\s|Điều\s\d|\ue000)/u;
const ENDS_SENTENCE = /[.;:!?]\)?$/u;

/** A paragraph being put together from lines. */
export interface OpenText {
  text: string;
  last: Run;
}

export interface Margins {
  left: number;
  right: number;
  /** The usual distance between two lines of a paragraph, in letter sizes: small print stands closer. */
  leading: number;
}

/** Whether a line goes on with the paragraph above: that one filled its line and this one begins nothing new. */
export function goesOn(open: OpenText, next: Run, margins: Margins, samePage: boolean): boolean {
  // `kinh tế` at the end of a line and `- xã hội` on the next are one term, not a new item.
  const term =
    /^[-–]\s\p{Ll}/u.test(next.text) && !ENDS_SENTENCE.test(open.text) && next.x0 <= margins.left + 10;
  if ((BEGINS_ITEM.test(next.text) && !term) || isAllCaps(next.text) !== isAllCaps(open.text)) return false;
  if (/^\p{Ll}/u.test(next.text)) return true;
  const firstWord = next.text.split(' ')[0]?.length ?? 0;
  const letter = (next.x1 - next.x0) / Math.max(1, next.text.length);
  const room = margins.right - open.last.x1;
  const filled = room < (firstWord + 1) * letter;
  if (!filled || next.x0 > margins.left + 10) return false;
  const gap = open.last.y - next.y;
  if (samePage && gap > margins.leading * next.size * 1.25) return false;
  return samePage || !ENDS_SENTENCE.test(open.text);
}

export function marginsOf(lines: readonly PrintedLine[]): Margins {
  const runs = lines.flatMap((line) => line.runs);
  const gaps = lines.flatMap((line, place) => {
    const gap = (lines[place - 1]?.y ?? line.y) - line.y;
    return gap > 4 ? [gap / line.size] : [];
  });
  gaps.sort((one, other) => one - other);
  return {
    leading: gaps[Math.floor(gaps.length / 4)] ?? Number.POSITIVE_INFINITY,
    left: runs.reduce((least, run) => Math.min(least, run.x0), Number.POSITIVE_INFINITY),
    right: runs.reduce((most, run) => Math.max(most, run.x1), 0),
  };
}

/** A run belongs to a column when it stands over or under what the column holds; a centred title does not. */
function under(run: Run, column: readonly Run[]): boolean {
  const from = column.reduce((least, one) => Math.min(least, one.x0), Number.POSITIVE_INFINITY);
  const to = column.reduce((most, one) => Math.max(most, one.x1), 0);
  const shared = Math.min(run.x1, to + 10) - Math.max(run.x0, from - 10);
  return shared > (run.x1 - run.x0) * 0.3;
}

/** Lines where two columns stand side by side (header, signature) in reading order: the left column, then the right. */
export function columnsInOrder(lines: readonly PrintedLine[]): Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.runs.length !== 2) {
      runs.push(...line.runs);
      at += 1;
      continue;
    }
    const left: Run[] = [];
    const right: Run[] = [];
    let split = line.runs[1]?.x0 ?? 0;
    for (; at < lines.length; at += 1) {
      const next = lines[at]?.runs ?? [];
      const second = next[1];
      if (next.length > 2) break;
      if (second !== undefined) split = Math.min(split, second.x0);
      const crosses = next.some((run) => run.x0 < split - 10 && run.x1 > split + 10);
      const [single] = next;
      const apart =
        second === undefined &&
        single !== undefined &&
        !under(single, single.x0 >= split - 10 ? right : left);
      if (crosses || apart) break;
      for (const run of next) (run.x0 >= split - 10 ? right : left).push(run);
    }
    runs.push(...left, ...right);
  }
  return runs;
}
