/**
 * Interface texts, Vietnamese first.
 *
 * How an area adds its own texts without touching anybody else's file: one file per area in this folder,
 *
 *     // texts/catalogue.ts
 *     export const catalogueTexts = defineTexts(
 *       { title: 'Bài toán lớn', found: (count: string) => `${count} bài toán` },
 *       { title: 'Major problems', found: (count: string) => `${count} problems` },
 *     );
 *     // in a view
 *     const t = catalogueTexts(lang);
 *
 * The English side must have exactly the shape of the Vietnamese one: a missing or extra key does not compile.
 * Counts, dates, money and ages come from `format.ts`, already written in words of the language.
 * What every page shares (layout, forms, tables, paging) is in `vi.ts` and `en.ts`, read with `texts(lang)`.
 */
import type { Language } from '../../kernel/text.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

export type Lang = Language;

/** The texts of one area in both languages, as a function of the language. */
export function defineTexts<T>(vietnamese: T, english: NoInfer<T>): (lang: Lang) => T {
  return (lang) => (lang === 'en' ? english : vietnamese);
}

/** Texts shared by every page. */
export const texts = defineTexts(vi, en);
