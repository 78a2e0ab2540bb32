import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Browser, Page } from 'playwright-core';
import { askProof, authenticate } from '../../src/modules/directory/index.ts';
import { openAssets } from '../../src/platform/http/assets.ts';
import { createWeb } from '../../src/platform/http/web.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { routes } from '../../src/routes.ts';
import type { Picture } from '../../src/site/guide/guide.ts';
import { guides } from '../../src/site/guide/guides.ts';
import { renderFailure } from '../../src/ui/failure-page.tsx';
import { ensureBuilt, freePort } from '../product/product.ts';
import { openBrowser } from './browser.ts';
import type { GuideScene } from './guide-scene.ts';

/** Where the pictures of the user guide lie, with pictures.json, which says what they show. */
export const pictureDirectory = join(projectRoot, 'public/guide');

export const allPictures: readonly Picture[] = guides.flatMap(({ chapters }) =>
  chapters.flatMap(({ pictures = [] }) => pictures),
);

/** What pictures.json says of a picture: its size in pixels, and the SHA-256 of the words it shows. */
export interface PictureRecord {
  readonly width: number;
  readonly height: number;
  readonly words: string;
}

export function readRecords(): Readonly<Record<string, PictureRecord>> {
  return JSON.parse(readFileSync(join(pictureDirectory, 'pictures.json'), 'utf8'));
}

/** The texts people read on the part of a page, in order; none where the page has no such part. */
export function textsOf(html: string, part = 'body'): string[] {
  const matches = ({ name, attribs }: { name: string; attribs: Readonly<Record<string, string>> }) =>
    part.startsWith('#')
      ? attribs.id === part.slice(1)
      : part.startsWith('.')
        ? (attribs.class ?? '').split(/\s+/).includes(part.slice(1))
        : name === part;
  const found = DomUtils.findOne(matches, parseDocument(html).children);
  return found ? [...readTexts(found)] : [];
}

type Node = ReturnType<typeof parseDocument>['children'][number];
const spoken = ['aria-label', 'placeholder', 'alt', 'title'];

function* readTexts(node: Node): Generator<string> {
  if (node.type === 'text') {
    const text = node.data.replace(/\s+/g, ' ').trim();
    if (text) yield text;
  }
  if (!('attribs' in node) || node.name === 'script') return;
  for (const attribute of spoken) if (node.attribs[attribute]) yield node.attribs[attribute];
  for (const child of node.children) yield* readTexts(child);
}

/** SHA-256 of the words of the part of a page; numbers, and so dates and counts, are alike whatever they say. */
export function wordsOf(html: string, part: string): string {
  const words = textsOf(html, part).join('\n').normalize('NFC').replace(/\d+/g, '0');
  return createHash('sha256').update(words).digest('hex');
}

/** Takes every picture of the guide anew, in the light, at 1280 × 800, and writes pictures.json. */
export async function takePictures(scene: GuideScene): Promise<void> {
  await ensureBuilt();
  const assets = openAssets(join(projectRoot, 'dist/public'));
  const services = { ...scene.app.services, assets: assets.urls };
  const metrics = openMetrics();
  const web = createWeb({
    services,
    routes: routes(metrics),
    authenticate: authenticate(services),
    confirm: askProof,
    renderFailure,
    assets,
    contentVersion: { current: () => null, close: async () => undefined },
    metrics,
  });
  const port = await freePort();
  await web.listen(port, '127.0.0.1');
  const browser = await openBrowser();
  try {
    const records: Record<string, PictureRecord> = {};
    clear();
    for (const picture of [...allPictures].sort((one, other) => (one.file < other.file ? -1 : 1)))
      records[picture.file] = await take(scene, browser, `http://localhost:${port}`, picture);
    writeFileSync(join(pictureDirectory, 'pictures.json'), `${JSON.stringify(records, null, 2)}\n`);
  } finally {
    await browser.close();
    await web.close();
  }
}

function clear(): void {
  mkdirSync(pictureDirectory, { recursive: true });
  for (const name of readdirSync(pictureDirectory))
    if (name.endsWith('.webp')) rmSync(join(pictureDirectory, name));
}

async function take(
  scene: GuideScene,
  browser: Browser,
  origin: string,
  picture: Picture,
): Promise<PictureRecord> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  try {
    const session = scene.sessionOf(picture.at);
    if (session) {
      const [name = '', value = ''] = session.cookie.split('=');
      await context.addCookies([{ name, value, url: origin }]);
    }
    const page = await context.newPage();
    await page.goto(`${origin}${scene.pathOf(picture.at)}`, { waitUntil: 'networkidle' });
    const clip = await areaOf(page, picture);
    for (const word of picture.words) await mustBeSeen(page, picture, word, clip);
    const shot = await page.screenshot({ clip, fullPage: true, animations: 'disabled' });
    writeFileSync(join(pictureDirectory, `${picture.file}.webp`), await asWebp(context.newPage(), shot));
    return {
      width: clip.width,
      height: clip.height,
      words: wordsOf(await scene.read(picture.at, 'vi'), picture.part),
    };
  } finally {
    await context.close();
  }
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function areaOf(page: Page, { file, part, height }: Picture): Promise<Area> {
  const box = await page.locator(part).first().boundingBox();
  if (!box) throw new Error(`${file}: ${part} is not on the page`);
  // the main part has room of its own
  const margin = part === 'main' ? 0 : 16;
  const x = Math.max(0, Math.floor(box.x) - margin);
  const y = Math.max(0, Math.floor(box.y) - margin);
  return {
    x,
    y,
    width: Math.min(1280, Math.ceil(box.x + box.width) + margin) - x,
    height: Math.min(height ?? 2000, Math.ceil(box.height) + 2 * margin),
  };
}

async function mustBeSeen(page: Page, picture: Picture, word: string, clip: Area): Promise<void> {
  const boxes = await Promise.all(
    (await page.getByText(word).all()).map(async (one) =>
      (await one.isVisible()) ? one.boundingBox() : null,
    ),
  );
  const inside = boxes.some(
    (box) => box && box.y >= clip.y && box.y + Math.min(box.height, 24) <= clip.y + clip.height,
  );
  if (!inside) throw new Error(`${picture.file} does not show “${word}”`);
}

/** The browser itself writes the small format: no other program is needed. */
async function asWebp(opening: Promise<Page>, png: Buffer): Promise<Buffer> {
  const page = await opening;
  const made: string = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${png.toString('base64')}';
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.8).split(',')[1];
  })()`);
  return Buffer.from(made, 'base64');
}

/** Size in pixels of a WebP file as the browser writes it; null where it is none. */
export function sizeOfWebp(file: string): { readonly width: number; readonly height: number } | null {
  const path = join(pictureDirectory, `${file}.webp`);
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  if (kind !== 'VP8 ') return null;
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}
