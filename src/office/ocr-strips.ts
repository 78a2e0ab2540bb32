import type { LaidOut, Strip } from './ocr-page.ts';
import { linesSeen, type Seen } from './ocr-words.ts';

/** Paper around the letters of a strip, and what is left out of it along a ruling; in pixels. */
const MARGIN = 20;
const ALONG_A_RULING = 6;

/** A strip of the page as a picture of its own (PGM), put straight, without its rulings. */
export function stripPicture({ picture, straight, rulings }: LaidOut, strip: Strip): Buffer {
  const { width, height, grey } = picture;
  const across = strip.x1 - strip.x0 + 2 * MARGIN;
  const down = strip.y1 - strip.y0;
  const head = Buffer.from(`P5\n${across} ${down}\n255\n`, 'latin1');
  const pixels = Buffer.alloc(across * down, 255);
  const ruled = new Set<number>();
  for (const line of rulings.horizontal) {
    if (line.x1 < strip.x0 || line.x0 > strip.x1) continue;
    for (let off = -ALONG_A_RULING; off <= ALONG_A_RULING; off += 1) ruled.add(Math.round(line.y0) + off);
  }
  for (let y = strip.y0; y < strip.y1; y += 1) {
    if (ruled.has(y)) continue;
    for (let x = strip.x0 + ALONG_A_RULING; x < strip.x1 - ALONG_A_RULING; x += 1) {
      const fromX = Math.round(x - straight.slope * (y - height / 2));
      const fromY = Math.round(y + straight.slope * (x - width / 2));
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      pixels[(y - strip.y0) * across + x - strip.x0 + MARGIN] = grey[fromY * width + fromX] ?? 255;
    }
  }
  return Buffer.concat([head, pixels]);
}

/** What was seen in a strip, where it stands on the page. */
export function seenInStrip({ picture, straight }: LaidOut, strip: Strip, table: string): Seen[] {
  const right = straight.slope * ((strip.x0 + strip.x1) / 2 - picture.width / 2);
  return linesSeen(table)
    .flat()
    .map((word) => {
      const top = word.y0 + strip.y0;
      const left = straight.slope * (top - picture.height / 2);
      const x = (pixel: number) => pixel + strip.x0 - MARGIN - left;
      return { ...word, x0: x(word.x0), x1: x(word.x1), y0: top + right, y1: word.y1 + strip.y0 + right };
    });
}
