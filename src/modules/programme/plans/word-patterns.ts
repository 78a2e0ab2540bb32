import { vnNorm } from '../../../platform/search/index.ts';

/** More words than anybody looks for. */
const mostWords = 8;

/** Patterns of which a normalised text must have all; what is typed is never a pattern itself. */
export function patternsOf(typed: string): readonly string[] {
  const words = vnNorm(typed).split(/\s+/).filter(Boolean).slice(0, mostWords);
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
