/**
 * The reader's display settings: background and text size.
 *
 * They live in one small cookie, readable by script on purpose. A page served from the shared cache carries no
 * setting: `early.ts` applies the cookie before the first paint. A page rendered for one person carries it as
 * attributes on <html>. Without script and without a rendered setting, the device's own preference decides.
 * The form in the header sends the two fields by GET to DISPLAY_PATH with `ve`, the page to come back to.
 */
export const DISPLAY_COOKIE = 'nhipcau_hien_thi';
export const DISPLAY_PATH = '/hien-thi';

export const THEMES = ['auto', 'light', 'dark'] as const;
export const TEXT_SIZES = ['normal', 'large', 'larger'] as const;

export type Display = {
  readonly theme: (typeof THEMES)[number];
  readonly text: (typeof TEXT_SIZES)[number];
};

/** Reads settings from loose words, such as query parameters; what is unknown becomes the default. */
export function chooseDisplay(theme: string | undefined, text: string | undefined): Display {
  return {
    theme: THEMES.find((known) => known === theme) ?? 'auto',
    text: TEXT_SIZES.find((known) => known === text) ?? 'normal',
  };
}

/** "dark.large" → {theme: 'dark', text: 'large'}; an absent or strange cookie gives the defaults. */
export function readDisplay(cookie: string | undefined): Display {
  const [theme, text] = (cookie ?? '').split('.');
  return chooseDisplay(theme, text);
}

/** The cookie's value for settings. */
export function writeDisplay(display: Display): string {
  return `${display.theme}.${display.text}`;
}
