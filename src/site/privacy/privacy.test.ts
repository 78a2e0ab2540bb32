import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('how long something is kept is said in one place: the page takes every number of days from what carries it out', async () => {
  const texts = await readFile(new URL('./texts.ts', import.meta.url), 'utf8');
  expect(texts.match(/\d+ (?:ngày|năm|days?|years?)\b/g)).toBeNull();
});
