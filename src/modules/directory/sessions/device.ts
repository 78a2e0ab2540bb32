import type { Text } from '../../../kernel/text.ts';

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bcoc_coc_browser\//i, 'Cốc Cốc'],
  [/\bEdg(e|A|iOS)?\//, 'Microsoft Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** A browser's own long name in plain words: “Chrome trên Windows”. */
export function deviceName(agent: string | null): Text {
  const browser = browsers.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
  const device = systems.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
  if (browser && device) return { vi: `${browser} trên ${device}`, en: `${browser} on ${device}` };
  const known = browser ?? device;
  return known ? { vi: known, en: known } : { vi: 'Thiết bị không rõ', en: 'Unknown device' };
}
