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
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong with the page as it is shown now, one line each; the page's content policy stays in force.
 * `only`: these rules instead of all, where the rest was asked before.
 */
export async function accessibilityFaults(page: Page, only?: readonly string[]): Promise<string[]> {
  const asked = only ? { type: 'rule', values: only } : { type: 'tag', values: rules };
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  // the rules are asked whole; only what is right is not described node by node
  const found: Violation[] = await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly: asked, resultTypes: ['violations'] })}).then((result) => result.violations)`,
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
