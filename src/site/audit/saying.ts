import { vnNorm } from '../../platform/search/index.ts';
import { happeningCodes, namesOf } from './happenings.ts';
import { knownSentence } from './sentences.ts';

const beside = { fileName: null, scopeName: null, deputyName: null };

/** The words of a sentence, without diacritics. */
function wordsOf(text: string): readonly string[] {
  return vnNorm(text)
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);
}

/** What the sentence of each event says in either language, before anything of its own facts is filled in. */
const sayings: readonly { readonly name: string; readonly said: readonly ReadonlySet<string>[] }[] =
  happeningCodes.flatMap((code) =>
    namesOf(code).flatMap((name) => {
      const sentence = knownSentence(name, {}, beside);
      if (sentence === null) return [];
      return [{ name, said: [new Set(wordsOf(sentence.vi)), new Set(wordsOf(sentence.en))] }];
    }),
  );

/** One word alone is a name, a code or part of most sentences: it chooses no events by what was done. */
const leastWords = 2;

/** Names of the events whose sentence has all these words, whole, with or without diacritics; none for a single word. */
export function namesSaying(typed: string): readonly string[] {
  const words = wordsOf(typed);
  if (words.length < leastWords) return [];
  return sayings.flatMap(({ name, said }) =>
    said.some((one) => words.every((word) => one.has(word))) ? [name] : [],
  );
}
