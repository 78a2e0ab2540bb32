import type { Turn } from './ocr-shapes.ts';
import type { Rulings, Segment } from './pdf-rulings.ts';
import { unreadable } from './unreadable.ts';

/** A grey picture: one byte a pixel, 0 is black, rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A binary PGM as `pdftoppm -gray` writes it. Throws `UnreadableFile` (truncated). */
export function readPgm(bytes: Uint8Array): Pixels {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  const match = /^P5\s+(\d+)\s+(\d+)\s+255\s/u.exec(head);
  const [width, height] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  const start = match?.[0].length ?? 0;
  if (match === null || width * height === 0 || bytes.length < start + width * height)
    throw unreadable('truncated');
  return { width, height, grey: bytes.subarray(start, start + width * height) };
}

/** The picture turned clockwise. */
export function turnedPixels(picture: Pixels, turned: Turn): Pixels {
  const { width, height, grey } = picture;
  if (turned === 0) return picture;
  const [across, down] = turned === 180 ? [width, height] : [height, width];
  const result = new Uint8Array(width * height);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const [fromX, fromY] =
        turned === 90
          ? [y, height - 1 - x]
          : turned === 270
            ? [width - 1 - y, x]
            : [width - 1 - x, height - 1 - y];
      result[y * across + x] = grey[fromY * width + fromX] ?? 255;
    }
  }
  return { width: across, height: down, grey: result };
}

/** A piece of a straight line, along or across: from `from` to `to` at `at`. */
interface Piece {
  at: number;
  from: number;
  to: number;
}

/** A group of pieces that lie on each other. */
interface Bar extends Piece {
  least: number;
  most: number;
}

/** Shares of the longer side of the picture. An A4 page at 300 dpi is 3,508 pixels high. */
const SHORTEST = 0.024;
const THICKEST = 0.005;
/** Light spots in a line of ink; the serifs of a word stand further apart. */
const MOST_LIGHT = 2;
const MOST_PIECES = 60_000;
const MOST_RULINGS = 4_000;

/**
 * The straight lines drawn in a picture, in pixels with y downwards, as they lie once the page is put straight:
 * `slope` is how far a line of letters sinks for each pixel to the right.
 */
export function rulingsIn(picture: Pixels, slope: number): Rulings {
  const { width, height } = picture;
  const ink = inkOf(picture);
  const sinks = Int32Array.from({ length: width }, (_, x) => Math.round(slope * (x - width / 2)));
  const leans = Int32Array.from({ length: height }, (_, y) => Math.round(-slope * (y - height / 2)));
  const isInk = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && ink[y * width + x] === 1;
  const across = (at: number, along: number) => {
    const y = at + (sinks[along] ?? 0);
    return isInk(along, y) || isInk(along, y + 1);
  };
  const down = (at: number, along: number) => {
    const x = at + (leans[along] ?? 0);
    return isInk(x, along) || isInk(x + 1, along);
  };
  const shortest = Math.max(24, Math.max(width, height) * SHORTEST);
  const thickest = Math.max(4, Math.max(width, height) * THICKEST);
  const lie = (piece: Bar): Segment => ({ x0: piece.from, x1: piece.to, y0: piece.at, y1: piece.at });
  const stand = (piece: Bar): Segment => ({ x0: piece.at, x1: piece.at, y0: piece.from, y1: piece.to });
  return {
    horizontal: barsOf(piecesOf(across, height, width, shortest), thickest, height).map(lie),
    vertical: barsOf(piecesOf(down, width, height, shortest), thickest, width).map(stand),
  };
}

/** 1 where a pixel is darker than paper can be: scans are grey, yellow or faint. */
function inkOf({ grey }: Pixels): Uint8Array {
  const counts = new Uint32Array(256);
  for (let at = 0; at < grey.length; at += 7) counts[grey[at] ?? 0] = (counts[grey[at] ?? 0] ?? 0) + 1;
  let [left, paper] = [Math.ceil(grey.length / 7) / 2, 255];
  while (paper > 0 && left > (counts[paper] ?? 0)) {
    left -= counts[paper] ?? 0;
    paper -= 1;
  }
  const darkest = paper * 0.72;
  return grey.map((value) => (value < darkest ? 1 : 0));
}

function piecesOf(
  isInk: (at: number, along: number) => boolean,
  places: number,
  length: number,
  shortest: number,
): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < places; at += 1) {
    let [from, light] = [-1, 0];
    for (let along = 0; along <= length; along += 1) {
      if (along < length && isInk(at, along)) {
        if (from === -1) from = along;
        light = 0;
        continue;
      }
      if (from === -1) continue;
      light += 1;
      if (light <= MOST_LIGHT && along < length) continue;
      const to = along - light;
      if (to - from >= shortest) pieces.push({ at, from, to });
      from = -1;
      light = 0;
    }
    if (pieces.length > MOST_PIECES) return [];
  }
  return pieces;
}

/** Pieces that lie on or behind each other are one bar; what is thick is a picture, what lies at the rim its shadow. */
function barsOf(pieces: readonly Piece[], thickest: number, places: number): Bar[] {
  const bars: Bar[] = [];
  let open: Bar[] = [];
  for (const { at, from, to } of pieces) {
    open = open.filter((bar) => at - bar.most <= thickest);
    const bar = open.find((one) => from <= one.to + thickest && to >= one.from - thickest);
    if (bar === undefined) {
      const begun = { at, from, to, least: at, most: at };
      bars.push(begun);
      open.push(begun);
      continue;
    }
    bar.from = Math.min(bar.from, from);
    bar.to = Math.max(bar.to, to);
    bar.most = at;
    bar.at = (bar.least + bar.most) / 2;
  }
  return bars
    .filter(({ least, most }) => most - least <= thickest && least > places * 0.01 && most < places * 0.99)
    .slice(0, MOST_RULINGS);
}
