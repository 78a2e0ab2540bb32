import { InvalidInput } from '../../../kernel/refusal.ts';
import { type Language, singleSpaced, type Text } from '../../../kernel/text.ts';
import { formatNumber } from '../../../ui/format.ts';
import { bodyMost, type DifficultyKind, difficultyKinds, type Shown, titleMost } from './difficulty.ts';

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

const readLine = (typed: string) => singleSpaced(typed.normalize('NFC').replace(/\p{Cc}/gu, ' '));

function tooLong(length: number, most: number): Text {
  const count = (language: Language, value: number) => formatNumber(language, value, 0);
  return {
    vi: `Nội dung này dài ${count('vi', length)} ký tự; hãy viết gọn trong ${count('vi', most)} ký tự. Những gì bạn viết vẫn còn trong ô.`,
    en: `This has ${count('en', length)} characters; keep it within ${count('en', most)}. What you wrote is still in the box.`,
  };
}

/** null: nothing is wrong. `empty` null: it may be empty. */
function wrongText(text: string, most: number, empty: Text | null): Text | null {
  if (text === '') return empty;
  const length = [...text].length;
  return length > most ? tooLong(length, most) : null;
}

/** Throws InvalidInput with all that is wrong at once. */
export function refuseWrong(found: Readonly<Record<string, Text | null>>): void {
  const wrong = Object.entries(found).flatMap(([field, text]) => (text ? [[field, text] as const] : []));
  if (wrong.length > 0) throw new InvalidInput(Object.fromEntries(wrong));
}

export interface TypedDifficulty {
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly proposal: string;
  /** Code of a task, a target or a plan; empty: about none. */
  readonly about: string;
  /** Id of the agency addressed; empty: whoever follows the plan. */
  readonly to: string;
}

export interface ReadDifficulty {
  readonly kind: DifficultyKind;
  readonly title: string;
  readonly body: string;
  readonly proposal: string;
}

/** `whole`: it is to be sent, so nothing may be missing. Throws InvalidInput `kind`, `title`, `body`, `proposal`. */
export function readDifficulty(typed: TypedDifficulty, whole: boolean): ReadDifficulty {
  const kind = difficultyKinds.find((one) => one === typed.kind);
  const title = readLine(typed.title);
  const body = readLines(typed.body);
  const proposal = readLines(typed.proposal);
  const missing = (text: Text) => (whole ? text : null);
  refuseWrong({
    kind: kind || !whole ? null : { vi: 'Hãy chọn một loại.', en: 'Choose what it is.' },
    title: wrongText(title, titleMost, missing({ vi: 'Hãy ghi tóm tắt.', en: 'Say it in short.' })),
    body: wrongText(body, bodyMost, missing({ vi: 'Hãy viết nội dung.', en: 'Write what it is about.' })),
    proposal: wrongText(proposal, bodyMost, null),
  });
  return { kind: kind ?? 'difficulty', title, body, proposal };
}

/** What is said with a step. Throws InvalidInput by the name of the field. */
export function readWords(field: string, typed: string, needed: boolean): string {
  const words = readLines(typed);
  const empty = needed ? { vi: 'Hãy viết nội dung.', en: 'Write something here.' } : null;
  refuseWrong({ [field]: wrongText(words, bodyMost, empty) });
  return words;
}

export interface TypedShown {
  readonly shownTitle: string;
  readonly shownBody: string;
  readonly shownAnswer: string;
}

/** The wording for the public. Throws InvalidInput `shownTitle`, `shownBody`, `shownAnswer`. */
export function readShown(typed: TypedShown): Shown {
  const title = readLine(typed.shownTitle);
  const body = readLines(typed.shownBody);
  const answer = readLines(typed.shownAnswer);
  refuseWrong({
    shownTitle: wrongText(title, titleMost, { vi: 'Hãy ghi tóm tắt.', en: 'Say it in short.' }),
    shownBody: wrongText(body, bodyMost, {
      vi: 'Hãy ghi nội dung công khai.',
      en: 'Write what the public reads.',
    }),
    shownAnswer: wrongText(answer, bodyMost, {
      vi: 'Hãy ghi nội dung trả lời công khai.',
      en: 'Write the answer the public reads.',
    }),
  });
  return { title, body, answer };
}
