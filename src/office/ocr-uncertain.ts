import type { CatalogueEntry, CatalogueWarning, OfficialDocument, Warning } from './document.ts';
import type { RecognisedPage } from './ocr-page.ts';
import type { RecognisedWord, Recognition, UncertainWord } from './ocr-shapes.ts';
import type { PrintedLine } from './pdf-lines.ts';

/**
 * Below it a word wants to be looked at: one word in twenty, and three in four of those misread. 80 would mark half of
 * the misread ones, 95 all of them among one word in six. Measured in docs/decisions/0020-reading-scans.md.
 */
const SURE = 90;
/** Kept of one document; a scan with more of them wants to be scanned anew. */
const MOST_UNCERTAIN = 3_000;

/** `unread`: numbers of pages of which nothing came. */
export function recognitionOf(pages: readonly RecognisedPage[], unread: readonly number[]): Recognition {
  return {
    pages: pages.map(({ number, width, height, turned }) => ({ number, width, height, turned })),
    uncertain: pages.flatMap(uncertainOn).slice(0, MOST_UNCERTAIN),
    unread,
  };
}

function uncertainOn({ number, words }: RecognisedPage): UncertainWord[] {
  return words.filter(isUncertain).map((word) => ({ page: number, ...word }));
}

/** Said of the whole document. */
export function recognitionWarnings({ pages, uncertain }: Recognition): Warning[] {
  const numbers = pages.map(({ number }) => number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const named =
    last - first + 1 === numbers.length ? (first === last ? first : `${first}–${last}`) : numbers.join(', ');
  return [
    {
      place: '',
      message: `Trang ${named} là ảnh quét, được đọc bằng nhận dạng chữ (OCR) nên có thể sai chữ, dấu và số; ${uncertain.length} chữ chưa chắc. Hãy đối chiếu với bản quét.`,
    },
  ];
}

/** Three lines of three columns and more that no table took in. */
export function hasColumns(lines: readonly PrintedLine[]): boolean {
  return lines.filter(({ runs }) => runs.length > 2).length > 2;
}

export function unsplit({ number }: { readonly number: number }): Warning {
  return {
    place: `Trang ${number}`,
    message:
      'Có thể có bảng không kẻ đủ đường, chưa tách được thành hàng và cột. Hãy nhập bảng này bằng cách dán từ bảng tính.',
  };
}

/** The Vietnamese of tesseract has no ≤ and no ≥: it is sure of a < that was never printed. */
function isUncertain({ text, confidence }: RecognisedWord): boolean {
  if (/^[-–—+•./…]+$/u.test(text)) return false;
  return confidence < SURE || /[<>]/u.test(text);
}

/** A stretch of text; `word` is set where it is uncertain. */
interface MarkedText {
  readonly text: string;
  readonly word: UncertainWord | null;
}

/** A word of a text with those beside it. */
interface Token {
  readonly text: string;
  readonly at: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function tokensOf(text: string): Token[] {
  const found = [...text.matchAll(/\S+/gu)];
  return found.map((match, place) => ({
    ...{ text: match[0], at: match.index },
    ...{ before: found[place - 1]?.[0], after: found[place + 1]?.[0] },
  }));
}

/** Words by how they stand in a text; a reading has up to thousands, and each of its cells asks. */
const indexed = new WeakMap<readonly UncertainWord[], Map<string, UncertainWord[]>>();

function indexOf(words: readonly UncertainWord[]): Map<string, UncertainWord[]> {
  const known = indexed.get(words);
  if (known) return known;
  const unsure = words.filter(({ compared }) => !compared);
  const index = Map.groupBy(unsure, ({ text }) => bare(text));
  indexed.set(words, index);
  return index;
}

/**
 * A text of the reading with its uncertain words apart. A word is found again by the words beside it, so that the same
 * word elsewhere stays unmarked; one that was compared and is right is marked no more.
 */
export function markUncertain(text: string, words: readonly UncertainWord[]): MarkedText[] {
  const index = indexOf(words);
  const stretches: MarkedText[] = [];
  let done = 0;
  for (const token of tokensOf(text)) {
    const word = index.get(bare(token.text))?.find((one) => fits(one, token));
    if (word === undefined) continue;
    if (token.at > done) stretches.push({ text: text.slice(done, token.at), word: null });
    stretches.push({ text: token.text, word });
    done = token.at + token.text.length;
  }
  if (done < text.length || stretches.length === 0) stretches.push({ text: text.slice(done), word: null });
  return stretches;
}

/** An uncertain word in a text, by the offset of its first letter. */
interface StandingWord {
  readonly word: UncertainWord;
  readonly at: number;
  readonly text: string;
}

/**
 * The uncertain words of `read` that still stand in what was typed in its place, in the order of the text. Of the words
 * beside one, one is enough, for the other may be what was put right; where both were, its place among as many words
 * tells it.
 */
export function standingWords(
  read: string,
  typed: string,
  words: readonly UncertainWord[],
): readonly StandingWord[] {
  const index = indexOf(words);
  const before = tokensOf(read);
  const left = before.map((token) => index.get(bare(token.text))?.find((one) => fits(one, token)) ?? null);
  if (left.every((word) => word === null)) return [];
  const now = tokensOf(typed);
  const oneForOne = now.length === before.length;
  return now.flatMap((token, place) => {
    const same = (word: UncertainWord | null | undefined) =>
      word !== null && word !== undefined && bare(word.text) === bare(token.text);
    const beside = (word: UncertainWord) =>
      fits({ ...word, before: null }, token) || fits({ ...word, after: null }, token);
    const here = oneForOne ? left[place] : null;
    const word = same(here) ? here : left.find((one) => one !== null && same(one) && beside(one));
    return word ? [{ word, at: token.at, text: token.text }] : [];
  });
}

/** Whether an uncertain word of `read` still stands in what was typed in its place. */
export function staysUncertain(read: string, typed: string, words: readonly UncertainWord[]): boolean {
  return standingWords(read, typed, words).length > 0;
}

/** What was read of a list or a sentence may have lost the sign at its end. */
function bare(text: string): string {
  return text.replace(/(?<=.)[.,;:]+$/u, '');
}

/** Where nothing stands beside it on the page, the words beside it in the text belong to other lines. */
function fits(word: Pick<UncertainWord, 'before' | 'after'>, token: Token): boolean {
  const same = (beside: string | null, found: string | undefined) =>
    beside === null || (found !== undefined && bare(beside) === bare(found));
  return same(word.before, token.before) && same(word.after, token.after);
}

const UNSURE = 'Chữ nhận dạng chưa chắc:';

/** Whether a warning names uncertain words. */
export function namesUncertain({ message }: { readonly message: string }): boolean {
  return message.startsWith(UNSURE);
}

/** What is to be looked at in the rows of a catalogue, cell by cell. */
export function uncertainCells(
  entries: readonly Pick<CatalogueEntry, 'fields'>[],
  words: readonly UncertainWord[],
): CatalogueWarning[] {
  if (words.length === 0) return [];
  return entries.flatMap(({ fields }, at) =>
    Object.entries(fields).flatMap(([column, text]) => {
      const found = markUncertain(text, words).flatMap(({ word }) => (word === null ? [] : [word]));
      if (found.length === 0) return [];
      const pages = [...new Set(found.map(({ page }) => page))].join(', ');
      const message = `${UNSURE} ${quoted(found)} (trang ${pages}). Hãy đối chiếu với bản quét.`;
      return [{ row: at + 1, column, message }];
    }),
  );
}

function quoted(words: readonly UncertainWord[]): string {
  return [...new Set(words.map(({ text }) => `“${text}”`))].join(', ');
}

/** The shape that others build on: what is uncertain stands among the warnings, line by line. */
export function asPlainReading({ recognition, ...document }: OfficialDocument): OfficialDocument {
  const lines = new Map<string, UncertainWord[]>();
  for (const word of recognition?.uncertain ?? []) {
    const place = `Trang ${word.page}, dòng ${word.line}`;
    lines.set(place, [...(lines.get(place) ?? []), word]);
  }
  const told = [...lines].map(([place, words]) => ({
    place,
    message: `${UNSURE} ${quoted(words)}. Hãy đối chiếu với bản quét.`,
  }));
  return { ...document, warnings: [...document.warnings, ...told] };
}
