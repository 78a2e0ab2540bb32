import { vnNorm } from './words.ts';

/** Folded words as the texts found spell them, diacritics and all: `cua khau so` → `cửa khẩu số`. */
export function spelledAs(words: readonly string[], texts: readonly string[]): string {
  const written = texts.flatMap((text) => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []);
  const folded = written.map(vnNorm);
  return words
    .map((word, index) => {
      // the same syllable means different things in different words: the one beside the same neighbours is meant
      const likeness = (at: number) =>
        Number(index > 0 && folded[at - 1] === words[index - 1]) +
        Number(index + 1 < words.length && folded[at + 1] === words[index + 1]);
      let best = -1;
      folded.forEach((each, at) => {
        if (each === word && (best < 0 || likeness(at) > likeness(best))) best = at;
      });
      return best < 0 ? word : (written[best] ?? word).toLowerCase();
    })
    .join(' ');
}
