import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMetrics } from '../../src/platform/metrics.ts';
import { routes } from '../../src/routes.ts';
import { piecesOf, type Told } from '../../src/site/guide/guide.ts';
import { guides } from '../../src/site/guide/guides.ts';
import { type Place, type PlaceName, places } from '../../src/site/guide/places.ts';
import {
  allPictures,
  pictureDirectory,
  readRecords,
  sizeOfWebp,
  takePictures,
  textsOf,
  wordsOf,
} from '../support/guide-pictures.ts';
import { type GuideScene, openGuideScene } from '../support/guide-scene.ts';

const languages = ['vi', 'en'] as const;
const names = Object.keys(places) as PlaceName[];
/** Said where a picture is no longer what the product shows. */
const anew = 'run: npm run guide';

let scene: GuideScene;
/** Every page the guide speaks of, in both languages. */
const pages = new Map<string, string>();
/** What people read on them. */
const texts = new Map<string, readonly string[]>();
beforeAll(async () => {
  scene = await openGuideScene();
  if (process.env.GUIDE === 'take') await takePictures(scene);
  for (const place of names)
    for (const language of languages) {
      const html = await scene.read(place, language);
      pages.set(`${place} ${language}`, html);
      texts.set(`${place} ${language}`, textsOf(html));
    }
});
afterAll(() => scene?.close());

const pageOf = (place: PlaceName, language: 'vi' | 'en') => pages.get(`${place} ${language}`) ?? '';
const sentences = guides.flatMap(({ name, chapters }) =>
  chapters.flatMap(({ id, purpose, steps, troubles }) =>
    [purpose, ...steps, ...troubles.flatMap(({ wrong, remedy }): Told[] => [wrong, remedy])].map((told) => ({
      where: `${name}#${id}`,
      told,
    })),
  ),
);

describe.each(languages)('the user guide in %s', (language) => {
  test('names no word of the interface that its page does not have', () => {
    const wrong = sentences.flatMap(({ where, told }) =>
      piecesOf(told[language])
        .filter(({ shown }) => shown)
        .filter(({ text }) => {
          const { at } = told;
          return !texts.get(`${at} ${language}`)?.some((one) => one.includes(text));
        })
        .map(({ text }) => `${where}: “${text}” on ${told.at ?? 'no page named'}`),
    );
    expect(wrong).toEqual([]);
  });
});

test('the guide leads only to pages there are, and to every page it knows', () => {
  const known = new Set(
    routes(openMetrics()).flatMap(({ method, path }) => (method === 'GET' ? [path] : [])),
  );
  expect(names.filter((name) => !known.has(places[name].route))).toEqual([]);
  const chapters = guides.flatMap((guide) => guide.chapters);
  // where work begins is an address anybody can press
  const begun = chapters.flatMap(({ begin }): Place[] => (begin ? [places[begin]] : []));
  expect(begun.filter(({ route }) => route.includes(':'))).toEqual([]);
  const used = new Set<string | undefined>([
    ...sentences.map(({ told }) => told.at),
    ...chapters.map(({ begin }) => begin),
    ...allPictures.map(({ at }) => at),
  ]);
  expect(names.filter((name) => !used.has(name))).toEqual([]);
});

test('anchors of a guide are its own', () => {
  for (const { name, chapters } of guides) {
    const anchors = chapters.map(({ id }) => id);
    expect(anchors, name).toEqual([...new Set(anchors)]);
  }
});

describe('pictures of the guide', () => {
  test('are there in their size, each used once and small', () => {
    const files = readdirSync(pictureDirectory).filter((name) => name !== 'pictures.json');
    expect(files.sort(), anew).toEqual(allPictures.map(({ file }) => `${file}.webp`).sort());
    const records = readRecords();
    expect(Object.keys(records).sort(), anew).toEqual(allPictures.map(({ file }) => file).sort());
    for (const [file, { width, height }] of Object.entries(records))
      expect(sizeOfWebp(file), `${file}, ${anew}`).toEqual({ width, height });
    const bytes = files.reduce((sum, name) => sum + statSync(join(pictureDirectory, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(1_500_000);
  });

  test('show what the product shows now', () => {
    const records = readRecords();
    const missing = allPictures.flatMap(({ file, at, part, words }) => {
      const shown = textsOf(pageOf(at, 'vi'), part);
      return words
        .filter((word) => !shown.some((text) => text.includes(word)))
        .map((word) => `${file}: “${word}” is not on ${at} ${part}`);
    });
    expect(missing).toEqual([]);
    const changed = allPictures.filter(
      ({ file, at, part }) => records[file]?.words !== wordsOf(pageOf(at, 'vi'), part),
    );
    expect(
      changed.map(({ file, at }) => `${file}: ${scene.pathOf(at)} has other words by now; ${anew}`),
    ).toEqual([]);
  });
});
