import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWords, saysTheSame } from './word-diff.ts';

describe('two texts', () => {
  test.each([
    ['Hoà bình, thuỷ lợi', 'Hòa bình, thủy lợi'],
    ['Đo mặn nước ngầm', 'Đo  mặn\nnước ngầm.'],
    ['Đo mặn'.normalize('NFD'), 'Đo mặn'],
    ['Quý I – Quý IV/2026', 'quý I - quý IV/2026'],
    ['Dự án “Số hóa”', 'Dự án "Số hóa"'],
  ])('say the same whatever their spelling: “%s”', (one, other) => {
    expect(saysTheSame(one, other)).toBe(true);
  });

  test('do not say the same where one sign of a tone differs', () => {
    expect(saysTheSame('Đo mặn', 'Đo màn')).toBe(false);
    expect(saysTheSame('Giảm 30%', 'Giảm 3%')).toBe(false);
  });

  test('differ in stretches of words', () => {
    expect(diffWords('Giảm 30% thời gian chờ ở cửa khẩu', 'Giảm 20% thời gian chờ đợi ở cửa khẩu')).toEqual([
      { kind: 'same', text: 'Giảm' },
      { kind: 'removed', text: '30%' },
      { kind: 'added', text: '20%' },
      { kind: 'same', text: 'thời gian chờ' },
      { kind: 'added', text: 'đợi' },
      { kind: 'same', text: 'ở cửa khẩu' },
    ]);
    expect(diffWords('', 'Một hai')).toEqual([{ kind: 'added', text: 'Một hai' }]);
    expect(diffWords('Một hai', 'một hai')).toEqual([{ kind: 'same', text: 'Một hai' }]);
  });

  test('are shown whole where they are too long to be told apart word by word', () => {
    const one = Array.from({ length: 300 }, (_, at) => `a${at}`).join(' ');
    const other = Array.from({ length: 300 }, (_, at) => `b${at}`).join(' ');
    expect(diffWords(one, other).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  test('are each read in full on their own side, to the sign', () => {
    const words = fc.array(fc.constantFrom('xã', 'xã,', 'Xã', 'Thất', 'Khê.', 'khê', 'hoà', 'hòa', '–', '-'));
    const read = (runs: ReturnType<typeof diffWords>, side: 'removed' | 'added') =>
      runs.flatMap(({ kind, text }) => (kind === 'same' || kind === side ? [text] : [])).join(' ');
    fc.assert(
      fc.property(words, words, (before, after) => {
        const [one, other] = [before.join(' '), after.join(' ')];
        expect(read(diffWords(one, other, 'removed'), 'removed')).toBe(one);
        expect(read(diffWords(one, other, 'added'), 'added')).toBe(other);
      }),
    );
  });
});
