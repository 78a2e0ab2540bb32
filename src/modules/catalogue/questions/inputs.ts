import { InvalidInput } from '../../../kernel/refusal.ts';
import { type Language, singleSpaced, type Text } from '../../../kernel/text.ts';
import { formatNumber } from '../../../ui/format.ts';
import {
  answerMost,
  bodyMost,
  type Refused,
  reasonMost,
  refusals,
  type Said,
  titleMost,
  type Wording,
} from './question.ts';

/** NFC, paragraphs kept, nothing that does not show. */
export function readLines(typed: string): string {
  return typed
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

export function readLanguage(typed: string): Language {
  return typed === 'en' ? 'en' : 'vi';
}

function tooLong(length: number, most: number): Text {
  const count = (language: Language, value: number) => formatNumber(language, value, 0);
  return {
    vi: `Nội dung này dài ${count('vi', length)} ký tự; hãy viết gọn trong ${count('vi', most)} ký tự. Những gì bạn viết vẫn còn trong ô.`,
    en: `This has ${count('en', length)} characters; keep it within ${count('en', most)}. What you wrote is still in the box.`,
  };
}

/** What is wrong with a text that must be there, by its characters as people count them; null: nothing. */
function wrongText(text: string, most: number, empty: Text): Text | null {
  if (text === '') return empty;
  const length = [...text].length;
  return length > most ? tooLong(length, most) : null;
}

/** Throws InvalidInput with all that is wrong at once. */
function refuseWrong(found: Readonly<Record<string, Text | null>>): void {
  const wrong = Object.entries(found).flatMap(([field, text]) => (text ? [[field, text] as const] : []));
  if (wrong.length > 0) throw new InvalidInput(Object.fromEntries(wrong));
}

/** Throws InvalidInput `title`, `body`. */
export function readWording(typed: { readonly title: string; readonly body: string }): Wording {
  const title = singleSpaced(typed.title.replace(/\p{Cc}/gu, ' '));
  const body = readLines(typed.body);
  refuseWrong({
    title: wrongText(title, titleMost, {
      vi: 'Hãy ghi câu hỏi ngắn gọn.',
      en: 'Write the question in short.',
    }),
    body: wrongText(body, bodyMost, { vi: 'Hãy viết nội dung câu hỏi.', en: 'Write the question.' }),
  });
  return { title, body };
}

/** An answer with the wording in which the public reads the question. */
export interface TypedAnswer {
  readonly title: string;
  readonly body: string;
  readonly answer: string;
  readonly language: string;
}

/** Throws InvalidInput `title`, `body`, `answer`. */
export function readAnswer(typed: TypedAnswer): { readonly shown: Wording; readonly said: Said } {
  const title = singleSpaced(typed.title.replace(/\p{Cc}/gu, ' '));
  const body = readLines(typed.body);
  const text = readLines(typed.answer);
  refuseWrong({
    title: wrongText(title, titleMost, {
      vi: 'Hãy ghi câu hỏi ngắn gọn.',
      en: 'Write the question in short.',
    }),
    body: wrongText(body, bodyMost, { vi: 'Hãy giữ lại nội dung câu hỏi.', en: 'Keep the question.' }),
    answer: wrongText(text, answerMost, { vi: 'Hãy viết câu trả lời.', en: 'Write the answer.' }),
  });
  return { shown: { title, body }, said: { text, language: readLanguage(typed.language) } };
}

/** As `readAnswer`, of an answer that is not finished: nothing has to be there. Throws InvalidInput where it is too long. */
export function readUnfinished(typed: TypedAnswer): { readonly shown: Wording | null; readonly said: Said } {
  const title = singleSpaced(typed.title.replace(/\p{Cc}/gu, ' '));
  const body = readLines(typed.body);
  const text = readLines(typed.answer);
  const fits = (value: string, most: number) => wrongText(value || '-', most, { vi: '', en: '' });
  refuseWrong({
    title: fits(title, titleMost),
    body: fits(body, bodyMost),
    answer: fits(text, answerMost),
  });
  return {
    shown: title && body ? { title, body } : null,
    said: { text, language: readLanguage(typed.language) },
  };
}

export interface TypedRefusal {
  readonly reason: string;
  readonly note: string;
  /** Number of the answered question, where that is the reason. */
  readonly sameAs: string;
}

/** Throws InvalidInput `reason`, `note`, `sameAs`. */
export function readRefusal(typed: TypedRefusal): {
  readonly reason: Refused;
  readonly note: string | null;
  readonly sameAs: number | null;
} {
  const reason = refusals.find((one) => one === typed.reason);
  const note = readLines(typed.note);
  const sameAs = /^\s*#?(\d{1,15})\s*$/.exec(typed.sameAs)?.[1];
  refuseWrong({
    reason: reason ? null : { vi: 'Hãy chọn một lý do.', en: 'Choose a reason.' },
    note:
      note === '' && reason !== 'other'
        ? null
        : wrongText(note, reasonMost, {
            vi: 'Hãy ghi lý do để người hỏi biết.',
            en: 'Give the reason, which the asker reads.',
          }),
    sameAs:
      reason === 'answered_before' && sameAs === undefined
        ? {
            vi: 'Hãy ghi số của câu hỏi đã trả lời, ví dụ 12.',
            en: 'Give the number of the answered question, such as 12.',
          }
        : null,
  });
  return {
    reason: reason ?? 'other',
    note: note || null,
    sameAs: reason === 'answered_before' ? Number(sameAs) : null,
  };
}

/** Why a question goes to another agency. Throws InvalidInput `handover`. */
export function readHandover(typed: string): string {
  const reason = readLines(typed);
  refuseWrong({
    handover: wrongText(reason, reasonMost, {
      vi: 'Hãy ghi lý do chuyển.',
      en: 'Say why it goes there.',
    }),
  });
  return reason;
}
