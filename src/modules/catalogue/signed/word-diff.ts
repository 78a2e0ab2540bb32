import { normaliseText, oneToneStyle } from '../../../office/index.ts';

/** A stretch of words: in both texts, in the first alone, or in the second alone. */
export interface WordRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Pairs of words compared at most; longer stretches that differ are shown whole. */
const mostPairs = 40_000;

/** How words and texts are compared: in one spelling, without regard to case, kinds of dash and quotation mark. */
export function comparable(text: string): string {
  return oneToneStyle(normaliseText(text))
    .toLocaleLowerCase('vi')
    .replace(/[–—−]/gu, '-')
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‘’]/gu, "'")
    .replace(/[.,;:]+(?=\s|$)/gu, '');
}

/** Whether two texts say the same; where spaces and full stops stand makes no difference, since scans lose them. */
export function saysTheSame(one: string, other: string): boolean {
  if (one === other) return true;
  const plain = (text: string) => comparable(text).replace(/\s+/gu, '');
  return plain(one) === plain(other);
}

/**
 * The way from one text to another, word by word. Words that are in both are given as the text of `side` writes them: read without
 * what the other has more, the runs are that text.
 */
export function diffWords(
  one: string,
  other: string,
  side: 'removed' | 'added' = 'removed',
): readonly WordRun[] {
  const before = wordsOf(one);
  const after = wordsOf(other);
  const [keys, otherKeys] = [before.map(comparable), after.map(comparable)];
  let start = 0;
  while (start < Math.min(before.length, after.length) && keys[start] === otherKeys[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    keys[before.length - 1 - end] === otherKeys[after.length - 1 - end]
  )
    end += 1;
  const middle = between(
    { words: before.slice(start, before.length - end), keys: keys.slice(start, keys.length - end) },
    { words: after.slice(start, after.length - end), keys: otherKeys.slice(start, otherKeys.length - end) },
    side,
  );
  const own = side === 'removed' ? before : after;
  return joined([...same(own.slice(0, start)), ...middle, ...same(own.slice(own.length - end))]);
}

const wordsOf = (text: string) => text.split(/\s+/u).filter(Boolean);
const same = (words: readonly string[]) => words.map((text): WordRun => ({ kind: 'same', text }));

interface Words {
  readonly words: readonly string[];
  readonly keys: readonly string[];
}

/** By the longest common subsequence of words. */
function between(one: Words, other: Words, side: 'removed' | 'added'): WordRun[] {
  const [rows, columns] = [one.words.length, other.words.length];
  if (rows * columns > mostPairs)
    return [
      ...one.words.map((text): WordRun => ({ kind: 'removed', text })),
      ...other.words.map((text): WordRun => ({ kind: 'added', text })),
    ];
  const lengths = commonLengths(one.keys, other.keys);
  const at = (row: number, column: number) => lengths[row * (columns + 1) + column] ?? 0;
  const runs: WordRun[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const [text, otherText] = [one.words[row], other.words[column]];
    if (text !== undefined && otherText !== undefined && one.keys[row] === other.keys[column]) {
      runs.push({ kind: 'same', text: side === 'removed' ? text : otherText });
      row += 1;
      column += 1;
    } else if (
      text !== undefined &&
      (otherText === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      runs.push({ kind: 'removed', text });
      row += 1;
    } else {
      runs.push({ kind: 'added', text: otherText ?? '' });
      column += 1;
    }
  }
  return runs;
}

/** For each pair of places the length of the longest common subsequence from there on. */
function commonLengths(one: readonly string[], other: readonly string[]): Uint16Array {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        one[row] === other[column]
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
  return lengths;
}

/** Neighbouring words of one kind as one stretch; what is taken out stands before what is put in. */
function joined(runs: readonly WordRun[]): WordRun[] {
  const stretches: { kind: WordRun['kind']; words: string[] }[] = [];
  for (const { kind, text } of runs) {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.words.push(text);
    else stretches.push({ kind, words: [text] });
  }
  return stretches.map(({ kind, words }) => ({ kind, text: words.join(' ') }));
}
