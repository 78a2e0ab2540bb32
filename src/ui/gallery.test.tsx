import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { galleryPages } from './gallery.tsx';

const pages = [...Object.entries(galleryPages('vi')), ...Object.entries(galleryPages('en'))];
const styles = readFileSync(new URL('../../public/styles.css', import.meta.url), 'utf8');
const chartStyles = readFileSync(new URL('../../public/charts.css', import.meta.url), 'utf8');

describe.each(pages)('the gallery page %s', (_name, html) => {
  it('keeps the strict content policy: no inline script, no inline style, nothing from elsewhere', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/)/);
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/\son[a-z]+=/);
    expect(html).not.toMatch(/(src|href)="https?:\/\/(?!localhost)/);
  });

  it('gives every id once, and every label, description and summary link an element to point at', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)]
      .flatMap((match) => (match[1] ?? '').split(' '))
      .concat([...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? ''));
    for (const id of wanted) expect(ids).toContain(id);
  });

  it('has a heading and one main landmark', () => {
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(html).toMatch(/<h1/);
  });
});

describe('the budget of a page', () => {
  it('leaves most of 50 KB to the content', async () => {
    const scripts = await build({
      entryPoints: ['src/browser/app.ts', 'src/browser/early.ts'],
      bundle: true,
      minify: true,
      write: false,
      outdir: 'out',
      target: 'es2022',
    });
    const scriptBytes = scripts.outputFiles.reduce((sum, file) => sum + gzipSync(file.contents).length, 0);
    expect(scriptBytes).toBeLessThan(6000);
    expect(gzipSync(styles).length).toBeLessThan(12_000);
    expect(gzipSync(chartStyles).length).toBeLessThan(3500);
    for (const [, html] of pages) expect(gzipSync(html).length).toBeLessThan(10_000);
  });
});

/** Custom properties of one block of the style sheet. */
function palette(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]+);/g)].map(([, name, value]) => [name, value]),
  );
}

/** WCAG 2.2 relative luminance. */
function luminance(colour: string): number {
  const full = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the palette', () => {
  const [light = '', darkByDevice = '', darkByChoice = ''] = [
    /:root \{[^}]+\}/,
    /:root:not\(\[data-theme="light"\]\) \{[^}]+\}/,
    /:root\[data-theme="dark"\] \{[^}]+\}/,
  ].map((pattern) => pattern.exec(styles)?.[0] ?? '');

  it('is the same in the dark whether the device or the reader asks for it', () => {
    expect(Object.keys(palette(darkByDevice)).length).toBeGreaterThan(10);
    expect(palette(darkByChoice)).toEqual(palette(darkByDevice));
    expect(Object.keys(palette(light))).toEqual(Object.keys(palette(darkByDevice)));
  });

  const texts = [
    ['ink', 'paper'],
    ['ink', 'surface'],
    ['quiet', 'paper'],
    ['quiet', 'surface'],
    ['quiet', 'blossom-soft'],
    ['river', 'paper'],
    ['river', 'surface'],
    ['river', 'river-soft'],
    ['on-river', 'river'],
    ['on-river', 'river-strong'],
    ['blossom-text', 'paper'],
    ['blossom-text', 'surface'],
    ['blossom-text', 'blossom-soft'],
    ['amber', 'amber-soft'],
    ['sky', 'sky-soft'],
    ['ink', 'amber-soft'],
  ] as const;
  const borders = [
    ['edge', 'paper'],
    ['edge', 'surface'],
    ['blossom', 'surface'],
    ['river', 'paper'],
  ] as const;

  it.each([
    ['light', light],
    ['dark', darkByDevice],
  ])('lets every text and every border be seen in the %s', (_name, block) => {
    const colours = palette(block);
    const between = ([one, other]: readonly [string, string]) =>
      contrast(colours[one] ?? '', colours[other] ?? '');
    for (const pair of texts) expect(between(pair), pair.join(' on ')).toBeGreaterThanOrEqual(4.5);
    for (const pair of borders) expect(between(pair), pair.join(' on ')).toBeGreaterThanOrEqual(3);
  });
});
