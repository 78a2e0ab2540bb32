import { vnNorm } from './words.ts';

/** Folded words as the texts found spell them, diacritics and all: `cua khau so` → `cửa khẩu số`. */
export function spelledAs(words: readonly string[], texts: readonly string[]): string {
  const written = texts.flatMap((text) => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []);
  const folded = written.map(vnNorm);
  return words
    .map((word, index) => {
      const previous = words[index - 1];
      // the same syllable means different things in different words: the one after the same neighbour is meant
      const beside = folded.findIndex((each, at) => each === word && folded[at - 1] === previous);
      const found = written[beside >= 0 ? beside : folded.indexOf(word)];
      return found === undefined ? word : found.toLowerCase();
    })
    .join(' ');
}
