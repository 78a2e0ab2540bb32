import { expect, test } from 'vitest';
import { csvFile } from './csv.ts';

test('a file opens in a spreadsheet with its diacritics, and each cell stays what it is', () => {
  expect(
    csvFile([
      ['Mã', 'Tên'],
      ['SKHCN', 'Sở “KH&CN”, "cũ"\nhai dòng'],
    ]),
  ).toBe('\uFEFF"Mã","Tên"\r\n"SKHCN","Sở “KH&CN”, ""cũ""\nhai dòng"\r\n');
});

test('no cell is run as a formula, and an apostrophe typed before one is not taken for the guard', () => {
  for (const text of ['=1+1', '+84', '-5', '@x', '\t=1', '\r=1', "'=1", "''=1"])
    expect(csvFile([[text]])).toBe(`\uFEFF"'${text}"\r\n`);
  for (const text of ["'tây", 'a=1', '', '5-10']) expect(csvFile([[text]])).toBe(`\uFEFF"${text}"\r\n`);
});
