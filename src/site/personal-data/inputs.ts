import { z } from 'zod';
import { InvalidInput, notFound } from '../../kernel/refusal.ts';
import type { Language, Text } from '../../kernel/text.ts';
import { type Ground, groundsFor, type RequestKind, requestKinds } from './request.ts';

/** Characters of what people write at most. */
export const mostWords = 2_000;

export interface RequestTyped {
  readonly kind: string;
  readonly words: string;
  readonly agreed: boolean;
}

const words = z
  .string()
  .transform((typed) => typed.normalize('NFC').trim())
  .pipe(z.string().min(1).max(mostWords));

function readWords(typed: string): string | null {
  const read = words.safeParse(typed);
  return read.success ? read.data : null;
}

const wrongWords: Text = {
  vi: `Hãy ghi nội dung, không quá ${mostWords} ký tự.`,
  en: `Write a few words, ${mostWords} characters at most.`,
};

/** Throws InvalidInput `kind`, `words`, `agreed`. */
export function checkRequest({ kind: typed, words: said, agreed }: RequestTyped): {
  readonly kind: RequestKind;
  readonly words: string;
} {
  const kind = requestKinds.find((one) => one === typed);
  const text = readWords(said);
  // what ends an account is said to be understood, by a box of its own
  const confirms = kind === 'correction' || kind === 'restriction' || agreed;
  if (kind && text !== null && confirms) return { kind, words: text };
  throw new InvalidInput({
    ...(!kind && { kind: { vi: 'Hãy chọn điều bạn yêu cầu.', en: 'Choose what you ask for.' } }),
    ...(text === null && { words: wrongWords }),
    ...(!confirms && {
      agreed: { vi: 'Hãy đọc hệ quả rồi đánh dấu xác nhận.', en: 'Read what follows from it and confirm.' },
    }),
  });
}

/** What an officer did, in words for the person. Throws InvalidInput `answer` where words are needed or too long. */
export function checkAnswer(typed: string, needed: boolean): string | null {
  const text = readWords(typed);
  if (text !== null || (!needed && typed.trim() === '')) return text;
  throw new InvalidInput({ answer: wrongWords });
}

/** Why it takes longer, in words for the person. Throws InvalidInput `reason`. */
export function checkReason(typed: string): string {
  const text = readWords(typed);
  if (text !== null) return text;
  throw new InvalidInput({ reason: wrongWords });
}

/** Throws InvalidInput `ground`, `answer`. */
export function checkRefusal(
  kind: RequestKind,
  typed: { readonly ground: string; readonly answer: string },
): {
  readonly ground: Ground;
  readonly answer: string;
} {
  const ground = groundsFor(kind).find((code) => code === typed.ground);
  const answer = readWords(typed.answer);
  if (ground && answer !== null) return { ground, answer };
  throw new InvalidInput({
    ...(!ground && { ground: { vi: 'Hãy chọn căn cứ từ chối.', en: 'Choose the ground of the refusal.' } }),
    ...(answer === null && { answer: wrongWords }),
  });
}

/** A path names a kind, or nothing. Throws `not_found`. */
export function requireKind(kind: RequestKind | null): RequestKind {
  if (kind) return kind;
  throw notFound();
}

export function readLanguage(text: string): Language {
  return text === 'en' ? 'en' : 'vi';
}
