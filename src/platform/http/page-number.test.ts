import { expect, test } from 'vitest';
import { readPageNumber } from './page-number.ts';

test('a page is a number from the address, the first for anything else, the last for anything beyond', () => {
  const asked: [text: string, page: number][] = [
    ['7', 7],
    ['', 1],
    ['0', 1],
    ['-3', 1],
    ['2.5', 1],
    ['1e3', 1],
    ['07', 1],
    ['hai', 1],
    ['99999', 10_000],
    ['9'.repeat(40), 1],
  ];
  expect(asked.map(([text]) => [text, readPageNumber(text)])).toEqual(asked);
  expect(readPageNumber('501', 500)).toBe(500);
});
