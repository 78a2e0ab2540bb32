import { expect, test } from 'vitest';
import { rangesToMark } from './highlight.ts';
import { spelledAs } from './spelling.ts';
import { accentedWord, codeKey } from './words.ts';

test('codes have one spelling', () => {
  expect(codeKey('BTL-2026-05')).toBe(codeKey('btl 2026 5'));
  expect(codeKey('btl2026-05')).toBe('btl-2026-5');
  expect(codeKey('71/NQ-CP')).toBe('71-nq-cp');
  expect(codeKey('100/2026')).not.toBe(codeKey('1/2026'));
});

test('a tone mark counts the same on either vowel, and different tones differ', () => {
  expect(accentedWord('hoà')).toBe(accentedWord('hòa'));
  expect(accentedWord('thuỷ')).toBe(accentedWord('thủy'));
  expect(accentedWord('bò')).not.toBe(accentedWord('bó'));
  expect(accentedWord('bo')).toBeNull();
});

test('words are spelled as beside the same neighbours, on either side', () => {
  const texts = ['Nhu cầu của tỉnh', 'Thông quan tại cửa khẩu số'];
  expect(spelledAs(['cua', 'khau'], texts)).toBe('cửa khẩu');
  expect(spelledAs(['cua', 'khau', 'so'], texts)).toBe('cửa khẩu số');
  expect(spelledAs(['cau', 'cua'], texts)).toBe('cầu của');
  expect(spelledAs(['khong', 'cua'], texts)).toBe('khong của');
});

test('only the spelling typed is marked, and words that stand together', () => {
  const marked = (text: string, q: { words: string[]; accented: string[] }) =>
    rangesToMark(text, q).map(({ start, end }) => text.slice(start, end));
  const typed = { words: ['cua', 'khau'], accented: ['cửa', 'khẩu'].map((word) => accentedWord(word) ?? '') };
  expect(marked('của tỉnh tại cửa khẩu', typed)).toEqual(['cửa', 'khẩu']);
  expect(marked('của tỉnh tại Cửa Khẩu', { words: ['cua', 'khau'], accented: [] })).toEqual(['Cửa', 'Khẩu']);
});
