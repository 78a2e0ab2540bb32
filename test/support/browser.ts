import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

/** A headless browser; close it after the tests. CHROMIUM_PATH, set by `npm test`, says which. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place));
  if (!executablePath) {
    throw new Error('No browser found: install the package “chromium” or set CHROMIUM_PATH.');
  }
  // inside containers root has no user namespace for the sandbox; the pages are our own
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      // each page is another: what is compiled for speed is thrown away before it was worth it
      '--js-flags=--no-opt --no-maglev',
    ],
  });
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Screens whose head and foot have been looked at, by colour scheme. */
const framesSeen = new WeakMap<Page, Set<unknown>>();

/**
 * What axe finds wrong with the page as it is shown now, one line each; the page's content policy stays in force.
 * `only`: these rules instead of all, where the rest was asked before. Contrast, half of what a look costs, is measured
 * in the head and the foot of the first page a screen shows, and in the main part of every one.
 */
export async function accessibilityFaults(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const scheme = await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches');
  const seen = framesSeen.get(page) ?? new Set();
  const first = !seen.has(scheme);
  framesSeen.set(page, seen.add(scheme));
  const asked = only ? { type: 'rule', values: only } : { type: 'tag', values: rules };
  // the rules are asked whole; only what is right is not described node by node
  // no rule asked looks into style sheets: they need not be loaded and parsed a second time
  const options = { runOnly: asked, resultTypes: ['violations'], preload: { assets: ['media'] } };
  const measured = { id: 'color-contrast', selector: first ? '*' : 'main *' };
  const found: Violation[] = await page.evaluate(
    `axe.configure(${JSON.stringify({ rules: [measured] })});
    axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`,
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
