/**
 * How texts become what is searched. Both sides, the index and the query, are folded here and nowhere else, so that
 * a word is found however its diacritics, its tone mark or its case were typed.
 */

/** Longer words are cut: nobody types them, and an index entry has a limit. */
const longestWord = 60;

/** NFC, lower case, no diacritics, đ as d: the same as the SQL function vn_norm for every Vietnamese text. */
export function vnNorm(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd');
}

/** The words of a text, folded, in order. Letters and digits of any script; everything else separates. */
export function wordsOf(text: string): string[] {
  return (vnNorm(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, longestWord));
}

/** `bai toan lon` → `bai_toan`, `toan_lon`. Two syllables usually make one Vietnamese word. */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index] ?? ''}_${word}`);
}

const toneMarks = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

/**
 * A word with its diacritics in one spelling whichever letter carries the tone mark (hoà and hòa → `~hoa0`);
 * null when it has none.
 */
export function accentedWord(word: string): string | null {
  const decomposed = word.toLowerCase().normalize('NFD').slice(0, longestWord);
  let tone = '';
  let letters = '';
  for (const character of decomposed) {
    const mark = toneMarks.indexOf(character);
    if (mark >= 0) tone = String(mark);
    else letters += character;
  }
  const spelled = `${letters.normalize('NFC')}${tone}`;
  return spelled === vnNorm(word) ? null : `~${spelled}`;
}

/** The accented words of a text, each once. */
export function accentedWordsOf(text: string): string[] {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map(accentedWord).filter((word) => word !== null))];
}

/**
 * A code or a document's number in one spelling: `BTL-2026-05`, `btl 2026 5` → `btl-2026-5`; `71/NQ-CP` → `71-nq-cp`.
 * Empty when nothing of it is a letter or a digit.
 */
export function codeKey(code: string): string {
  const parts = vnNorm(code).match(/\p{L}+|\p{N}+/gu) ?? [];
  return parts
    .map((part) => part.replace(/^0+(?=\d)/, ''))
    .join('-')
    .slice(0, 80);
}

/** A code as lists order it: every number filled with zeros, so that 9 comes before 10. */
export function codeOrder(code: string): string {
  return vnNorm(code)
    .replace(/\d+/g, (digits) => digits.padStart(8, '0'))
    .slice(0, 120);
}

/** A number a document runs under, as people cite it alone: `145/KH-UBND` → `145`. */
export function runningNumber(code: string): string | null {
  return /^\s*0*(\d{1,6})\s*[/-]/.exec(code)?.[1] ?? null;
}

/** Every spelling of a word with one letter left out, and the word itself: two words one slip apart share one of them. */
export function slipsOf(word: string): string[] {
  const letters = [...word];
  return [...new Set([word, ...letters.map((_, index) => letters.toSpliced(index, 1).join(''))])];
}

/** What a word typed through Telex without a Vietnamese keyboard means, folded: `cuwra`, `khaaur` → `cua`, `khau`. */
export function telexRead(word: string): string {
  const read = word
    .replaceAll('dd', 'd')
    .replaceAll('aa', 'a')
    .replaceAll('ee', 'e')
    .replaceAll('oo', 'o')
    .replaceAll('w', '');
  return read.length > 2 ? read.replace(/(?<=[aeiouy][a-z]*)[sfrxj](?=[a-z]?$|[a-z]{2}$)/, '') : read;
}
