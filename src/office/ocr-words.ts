/** Words as the recogniser saw them, in pixels, before they are put in order. */
import type { Pixels } from './ocr-rulings.ts';
import type { Turn } from './ocr-shapes.ts';
import { unreadable } from './unreadable.ts';

/** A word in pixels, y downwards. */
export interface Seen {
  readonly text: string;
  readonly confidence: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** What the recogniser takes for one line of letters. */
export interface SeenLine {
  readonly words: readonly Seen[];
  /** Of its letters, with the page put straight. */
  readonly base: number;
  /** Of its letters, in pixels. */
  readonly size: number;
}

/** More words than any page has: what a pattern or a photograph is taken for. */
const MOST_WORDS = 8_000;

/** Rows of `tesseract … tsv`: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function linesSeen(table: string): Seen[][] {
  const lines = new Map<string, Seen[]>();
  let count = 0;
  for (const row of table.split('\n')) {
    const [level, , block, par, line, , left, top, width, height, confidence, ...rest] = row.split('\t');
    if (level !== '5') continue;
    // no document has these: they are the rulings of a table, taken for letters
    const text = rest.join(' ').replace(/[|¦]+/gu, '').trim().normalize('NFC');
    if (text === '' || /^_+$/u.test(text)) continue;
    const [x0, y0] = [Number(left), Number(top)];
    const seen = {
      ...{ text, confidence: Number(confidence), x0, y0 },
      ...{ x1: x0 + Number(width), y1: y0 + Number(height) },
    };
    if (![seen.confidence, seen.x0, seen.y0, seen.x1, seen.y1].every(Number.isFinite)) continue;
    count += 1;
    if (count > MOST_WORDS) throw unreadable('too-complex');
    const key = `${block}/${par}/${line}`;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [seen]);
    else known.push(seen);
  }
  return [...lines.values()];
}

/** Sheets are laid down sideways or upside down: the words of a line then run another way. */
export function turnOf(lines: readonly (readonly Seen[])[]): Turn {
  const votes = new Map<Turn, number>();
  for (const line of lines) {
    const [first, last] = [line[0], line.at(-1)];
    if (line.length < 3 || !first || !last) continue;
    const [right, down] = [middle(last) - middle(first), last.y0 + last.y1 - first.y0 - first.y1];
    const way = Math.abs(right) > Math.abs(down) ? (right > 0 ? 0 : 180) : down < 0 ? 90 : 270;
    votes.set(way, (votes.get(way) ?? 0) + line.length);
  }
  const [most] = [...votes].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 0;
}

/** A word of the picture as drawn, in the picture turned clockwise. */
export function turnedWord(word: Seen, { width, height }: Pixels, turned: Turn): Seen {
  const { x0, y0, x1, y1 } = word;
  switch (turned) {
    case 0:
      return word;
    case 90:
      return { ...word, x0: height - y1, x1: height - y0, y0: x0, y1: x1 };
    case 180:
      return { ...word, x0: width - x1, x1: width - x0, y0: height - y1, y1: height - y0 };
    case 270:
      return { ...word, x0: y0, x1: y1, y0: width - x1, y1: width - x0 };
  }
}

/** Letters and signs that reach below the line, or stand above it: their boxes do not end on it. */
const OFF_THE_LINE = /[gjpqyQ,;()[\]{}/]|\u0323|^[^\p{L}\p{N}]+$/u;

function standing(words: readonly Seen[]): Seen[] {
  return words.filter(({ text }) => !OFF_THE_LINE.test(text.normalize('NFD')));
}

/** How far a line sinks for each pixel to the right: a page laid down askew. */
export function slopeOf(lines: readonly (readonly Seen[])[]): number {
  const slopes = lines.flatMap((line) => {
    const words = standing(line);
    if (words.length < 4) return [];
    const x = mean(words.map(middle));
    const y = mean(words.map(({ y1 }) => y1));
    const spread = words.reduce((sum, word) => sum + (middle(word) - x) ** 2, 0);
    const rise = words.reduce((sum, word) => sum + (middle(word) - x) * (word.y1 - y), 0);
    return spread > 0 ? [rise / spread] : [];
  });
  return slopes.length < 3 ? 0 : median(slopes);
}

/** `straight` gives where a height lies with the page put straight. */
export function lineOf(words: readonly Seen[], straight: (x: number, y: number) => number): SeenLine {
  const bases = standing(words).map((word) => straight(middle(word), word.y1));
  const heights = words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).map(({ y0, y1 }) => y1 - y0);
  const height = median(heights.length > 0 ? heights : words.map(({ y0, y1 }) => y1 - y0));
  const below = words.map((word) => straight(middle(word), word.y1) - height * 0.2);
  return { words, base: median(bases.length > 0 ? bases : below), size: height / 0.75 };
}

export function middle({ x0, x1 }: Seen): number {
  return (x0 + x1) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
