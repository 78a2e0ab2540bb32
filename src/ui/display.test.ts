import { describe, expect, it } from 'vitest';
import { chooseDisplay, readDisplay, writeDisplay } from './display.ts';

describe('display settings', () => {
  it('survive their cookie', () => {
    expect(readDisplay(writeDisplay({ theme: 'dark', text: 'larger' }))).toEqual({
      theme: 'dark',
      text: 'larger',
    });
  });

  it.each([undefined, '', 'x', 'dark', 'dark.huge', '<script>.large'])(
    'fall back where %s is not known',
    (cookie) => {
      const { theme, text } = readDisplay(cookie);
      expect(['auto', 'dark']).toContain(theme);
      expect(['normal', 'large']).toContain(text);
    },
  );

  it('take loose words from an address', () => {
    expect(chooseDisplay('light', 'large')).toEqual({ theme: 'light', text: 'large' });
    expect(chooseDisplay('blue', undefined)).toEqual({ theme: 'auto', text: 'normal' });
  });
});
