import { accentedWord, codeKey, pairsOf, wordsOf } from './words.ts';

/** What somebody typed into a search box, understood. */
export interface SearchQuery {
  /** As typed, cut to what a search box takes. */
  readonly text: string;
  /** Folded, in order, repeated ones once. */
  readonly words: readonly string[];
  /** Neighbouring words, `bai_toan`. */
  readonly pairs: readonly string[];
  /** Words typed with diacritics, `~hoa0`; empty unless every word of two letters or more that could carry one does. */
  readonly accented: readonly string[];
  /** Words in quotation marks, which must stand side by side. */
  readonly phrases: readonly (readonly string[])[];
  /** What may be a code or a document's number, in one spelling. */
  readonly codes: readonly string[];
}

/** A longer text is no search: its beginning is searched. */
const longestText = 300;
const mostWords = 12;

const codeShapes = [
  // 71/NQ-CP, 107/2021/NĐ-CP, 1672/NQ-UBTVQH15
  /\d+(?:\/\d{4})?\/\p{L}[\p{L}\d&]*(?:[-/][\p{L}\d&]+)*/gu,
  // 57-NQ/TW
  /\d+-\p{L}{2,}\/\p{L}+/gu,
  // BTL-2026-05, btl 2026 05, nccn_2026_2030_3
  /\p{L}{2,5}[\s._/-]*\d{4}(?:[\s._/-]+\d{1,4}){1,2}/gu,
];
const numberAfterKind =
  /(?:nghi quyet|quyet dinh|ke hoach|thong bao|cong van|to trinh|chi thi|nghi dinh|thong tu|ket luan|chuong trinh)(?: so)? (\d{1,6})\b/g;

export function readQuery(typed: string): SearchQuery {
  const text = typed.replaceAll('\u0000', '').normalize('NFC').trim().slice(0, longestText);
  const inOrder = wordsOf(text).slice(0, mostWords);
  const written = (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords);
  return {
    text,
    words: [...new Set(inOrder)],
    pairs: [...new Set(pairsOf(inOrder))],
    accented: [...new Set(written.map(accentedWord).filter((word) => word !== null))],
    phrases: [...text.matchAll(/["“”«]([^"“”«»]+)["“”»]/gu)]
      .map((match) => wordsOf(match[1] ?? '').slice(0, mostWords))
      .filter((words) => words.length > 1),
    codes: codesIn(text),
  };
}

function codesIn(text: string): string[] {
  const found = codeShapes.flatMap((shape) => text.match(shape) ?? []).map(codeKey);
  const numbers = [...wordsOf(text).join(' ').matchAll(numberAfterKind)].map((match) =>
    codeKey(match[1] ?? ''),
  );
  const words = wordsOf(text);
  // one word, or a number with what follows it: 145, SKHCN, 4900247193, 71 NQ CP
  const whole = words.length === 1 || (words.length <= 6 && /\d/.test(text)) ? [codeKey(text)] : [];
  return [...new Set([...whole, ...found, ...numbers].filter((key) => key !== ''))].slice(0, 8);
}

/** `&` of lexemes as PostgreSQL reads a tsquery; null for none. Lexemes are letters, digits and `_ ~ = : . -` only. */
export function allOf(lexemes: readonly string[]): string | null {
  return lexemes.length === 0 ? null : lexemes.map(quoted).join(' & ');
}

export function anyOf(lexemes: readonly string[]): string {
  return `(${lexemes.map(quoted).join(' | ')})`;
}

/** Joins conditions that may be missing; null when all are. */
export function both(...conditions: readonly (string | null)[]): string | null {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? null : given.join(' & ');
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
