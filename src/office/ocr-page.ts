/** A scanned page as its picture was recognised: where each word stands, how sure it is, which lines are ruled. */
import { type Pixels, rulingsIn, turnedPixels } from './ocr-rulings.ts';
import type { PicturePage, RecognisedWord } from './ocr-shapes.ts';
import {
  lineOf,
  linesSeen,
  median,
  middle,
  type Seen,
  type SeenLine,
  slopeOf,
  turnedWord,
  turnOf,
} from './ocr-words.ts';
import { ruledTables } from './pdf-grid.ts';
import type { Glyphs } from './pdf-lines.ts';
import type { Rulings } from './pdf-rulings.ts';

export interface RecognisedPage extends PicturePage {
  /** In the order of lines, from left to right. */
  readonly words: readonly RecognisedWord[];
  /** Words that stand together, in points as a PDF with text gives them. */
  readonly glyphs: readonly Glyphs[];
  readonly rulings: Rulings;
}

/** A page between being recognised and being read; pixels of the page turned upright. */
export interface LaidOut {
  readonly shown: PicturePage;
  readonly picture: Pixels;
  readonly lines: readonly SeenLine[];
  readonly rulings: Rulings;
  readonly straight: Straight;
}

/** How a page laid down askew is put straight. */
export interface Straight {
  readonly slope: number;
  x(x: number, y: number): number;
  y(x: number, y: number): number;
}

/** A stretch of the page put straight, in pixels. */
export interface Strip {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Column of numbers: narrower than any other, in points. */
const NARROW = { least: 12, most: 60 };

/** The answer of `tesseract … tsv` with the picture it was read from. Throws `UnreadableFile` (too-complex). */
export function layOut(page: PicturePage, table: string, drawn: Pixels): LaidOut {
  const found = linesSeen(table);
  const turned = turnOf(found);
  const picture = turnedPixels(drawn, turned);
  const seen = found.map((words) => words.map((word) => turnedWord(word, drawn, turned)));
  const sides = turned % 180 === 0 ? {} : { width: page.height, height: page.width };
  const slope = slopeOf(seen);
  const straight = {
    slope,
    x: (x: number, y: number) => x + slope * (y - picture.height / 2),
    y: (x: number, y: number) => y - slope * (x - picture.width / 2),
  };
  const lines = seen.map((words) => lineOf(words, straight.y));
  return {
    shown: { ...page, ...sides, turned },
    picture,
    lines,
    straight,
    rulings: rulingsIn(picture, slope),
  };
}

/** Columns of running numbers: single figures beside a ruling are often passed over, so they are recognised apart. */
export function numberColumns(page: LaidOut): Strip[] {
  const scale = scaleOf(page);
  return ruledTables(inPoints(page)).flatMap(({ xs, ys }) => {
    const [left = 0, right = 0] = xs;
    const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
    if (ys.length < 3 || right - left < NARROW.least || right - left > NARROW.most) return [];
    const y = (points: number) => Math.round((page.shown.height - points) / scale.y);
    return [{ x0: Math.round(left / scale.x), x1: Math.round(right / scale.x), y0: y(top), y1: y(bottom) }];
  });
}

/** The page with its words in lines; `columns` are number columns with what was seen in each, apart from the page. */
export function recognisedPage(
  page: LaidOut,
  columns: readonly { readonly strip: Strip; readonly words: readonly Seen[] }[] = [],
): RecognisedPage {
  const { shown, picture, straight, rulings } = page;
  const usual = median(page.lines.flatMap((line) => line.words.map(() => line.size)));
  const lines = withColumns(page, columns)
    .map((line) => ({ ...line, words: line.words.filter((word) => !isSpeck(word, usual)) }))
    .filter((line) => line.words.length > 0)
    .sort((one, other) => one.base - other.base);
  const scale = scaleOf(page);
  let [line, last] = [0, Number.NEGATIVE_INFINITY];
  const words: RecognisedWord[] = [];
  const glyphs: Glyphs[] = [];
  for (const one of lines) {
    if (one.base - last > one.size * 0.45) line += 1;
    last = one.base;
    const size = Math.min(Math.max(one.size, usual * 0.85), usual * 1.8);
    for (const group of together(one.words, size, rulings)) {
      words.push(...group.map((word, at) => placed(word, line, picture, [group[at - 1], group[at + 1]])));
      const [first, end] = [group[0], group.at(-1)];
      if (!first || !end) continue;
      glyphs.push({
        text: group.map(({ text }) => text).join(' '),
        x: straight.x(first.x0, first.y1) * scale.x,
        y: shown.height - one.base * scale.y,
        width: (end.x1 - first.x0) * scale.x,
        size: size * scale.y,
      });
    }
  }
  return { ...shown, words, glyphs, rulings: inPoints(page) };
}

/** What was seen in a column apart takes the place of what was seen there with the page, unless it is less. */
function withColumns(
  { lines, straight }: LaidOut,
  columns: readonly { readonly strip: Strip; readonly words: readonly Seen[] }[],
): SeenLine[] {
  let all = [...lines];
  for (const { strip, words } of columns) {
    const within = (word: Seen) => {
      const [x, y] = [middle(word), (word.y0 + word.y1) / 2];
      const [atX, atY] = [straight.x(x, y), straight.y(x, y)];
      return atX > strip.x0 && atX < strip.x1 && atY > strip.y0 && atY < strip.y1;
    };
    const before = all.flatMap((line) => line.words.filter(within));
    if (before.length > words.length) continue;
    all = all.map((line) => ({ ...line, words: line.words.filter((word) => !within(word)) }));
    all.push(...words.map((word) => lineOf([word], straight.y)));
  }
  return all;
}

/** Dust, or a piece of a stamp, that was taken for a sign. */
function isSpeck({ text, confidence, y0, y1 }: Seen, usual: number): boolean {
  if (/[\p{L}\p{N}]/u.test(text)) return y1 - y0 < usual * 0.25;
  return confidence < 60 && !/^[-–—+•<>=%./…]+$/u.test(text);
}

function placed(
  word: Seen,
  line: number,
  { width, height }: Pixels,
  [before, after]: readonly [Seen | undefined, Seen | undefined],
): RecognisedWord {
  const part = (value: number, whole: number) =>
    Math.round(Math.min(Math.max(value / whole, 0), 1) * 1e4) / 1e4;
  return {
    text: word.text,
    confidence: Math.round(word.confidence),
    box: [
      part(word.x0, width),
      part(word.y0, height),
      part(word.x1 - word.x0, width),
      part(word.y1 - word.y0, height),
    ],
    line,
    before: before?.text ?? null,
    after: after?.text ?? null,
  };
}

/** Words of a line with no more than a space between them, and no ruling. */
function together(words: readonly Seen[], size: number, { vertical }: Rulings): Seen[][] {
  const groups: Seen[][] = [];
  for (const word of [...words].sort((one, other) => one.x0 - other.x0)) {
    const last = groups.at(-1)?.at(-1);
    const y = (word.y0 + word.y1) / 2;
    const apart =
      last === undefined ||
      word.x0 - last.x1 > size * 1.2 ||
      vertical.some(
        (line) => line.x0 > middle(last) && line.x0 < middle(word) && line.y0 <= y && line.y1 >= y,
      );
    if (apart) groups.push([word]);
    else groups.at(-1)?.push(word);
  }
  return groups;
}

function scaleOf({ shown, picture }: LaidOut): { x: number; y: number } {
  return { x: shown.width / picture.width, y: shown.height / picture.height };
}

/** The rulings from pixels, y downwards, to points, y upwards. */
function inPoints(page: LaidOut): Rulings {
  const scale = scaleOf(page);
  const { height } = page.shown;
  const points = (lines: Rulings['horizontal']) =>
    lines.map(({ x0, x1, y0, y1 }) => ({
      x0: x0 * scale.x,
      x1: x1 * scale.x,
      y0: height - y1 * scale.y,
      y1: height - y0 * scale.y,
    }));
  return { horizontal: points(page.rulings.horizontal), vertical: points(page.rulings.vertical) };
}
