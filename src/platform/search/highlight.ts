import { accentedWord, vnNorm } from './words.ts';

/** What is marked in a text: folded words, and for those typed with diacritics the spellings meant. */
export interface Marking {
  readonly words: readonly string[];
  readonly accented: readonly string[];
}

export interface MarkedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the words searched stand in a text. A word typed with diacritics marks only its own spelling (cửa, not của);
 * where several words stand side by side only such places are marked, not each “của” of the text. `text` is NFC.
 */
export function rangesToMark(text: string, { words, accented }: Marking): readonly MarkedRange[] {
  if (words.length === 0) return [];
  const wanted = new Set(words);
  const spelled = new Map<string, Set<string>>();
  for (const word of accented) {
    const folded = vnNorm(word.replace(/^~|\d$/g, ''));
    spelled.set(folded, (spelled.get(folded) ?? new Set()).add(word));
  }
  let runs: MarkedRange[][] = [];
  let run: MarkedRange[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const folded = vnNorm(match[0]);
    const meant = spelled.get(folded);
    const hit = wanted.has(folded) && (!meant || meant.has(accentedWord(match[0]) ?? folded));
    if (hit) run.push({ start: match.index, end: match.index + match[0].length });
    if (!hit && run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  if (runs.some(({ length }) => length > 1)) runs = runs.filter(({ length }) => length > 1);
  return runs.flat();
}
