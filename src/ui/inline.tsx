/** Small things inside a line: dates, money, marked words, and the page's own tools. */
import type { ComponentChildren } from 'preact';
import { formatDate, formatMoney } from './format.ts';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** A date in words of the language with its ISO form beside it; incomplete dates stay incomplete. */
export function DateText({ lang, date }: { readonly lang: Lang; readonly date: string }) {
  return <time dateTime={date}>{formatDate(lang, date)}</time>;
}

/** Whole đồng in words of money; never broken over two lines. */
export function Money({ lang, dong }: { readonly lang: Lang; readonly dong: number | bigint }) {
  return <span class="nowrap">{formatMoney(lang, dong)}</span>;
}

/** Content that exists in Vietnamese only, marked as such for readers of another language. */
export function InVietnamese({
  lang,
  children,
}: {
  readonly lang: Lang;
  readonly children: ComponentChildren;
}) {
  return lang === 'vi' ? children : <span lang="vi">{children}</span>;
}

const vietnameseLetter = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;

/** Text that may be content or a word of the interface: on English pages it is marked where its letters are Vietnamese. */
export function Content({ lang, text }: { readonly lang: Lang; readonly text: string }) {
  if (lang === 'vi' || !vietnameseLetter.test(text)) return <>{text}</>;
  return <span lang="vi">{text}</span>;
}

/** The same for what holds text alone, such as the names of drawings: its `lang` attribute. */
export function langOf(lang: Lang, text: string): 'vi' | undefined {
  return lang === 'en' && vietnameseLetter.test(text) ? 'vi' : undefined;
}

/** The title of a page that may be content or name some: read as Vietnamese where its letters are. */
export function contentTitle(title: string): { readonly title: string; readonly titleLang?: 'vi' } {
  return vietnameseLetter.test(title) ? { title, titleLang: 'vi' } : { title };
}

/** The first of the words that stands in the text from `at` on; of two that begin alike the longer. */
function firstOf(text: string, words: readonly string[], at: number): Range | undefined {
  return words
    .map((one) => ({ start: text.indexOf(one, at), end: text.indexOf(one, at) + one.length }))
    .filter(({ start }) => start >= 0)
    .sort((one, other) => one.start - other.start || other.end - one.end)[0];
}

/** A sentence of the interface with content in it: on English pages what is quoted is marked where its letters are Vietnamese. */
export function Quoting(props: {
  readonly lang: Lang;
  readonly text: string;
  readonly quoted: readonly (string | null | undefined)[];
}) {
  const { lang, text, quoted } = props;
  if (lang === 'vi') return <>{text}</>;
  const words = quoted.flatMap((one) => (one && vietnameseLetter.test(one) ? [one] : []));
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (let next = firstOf(text, words, 0); next; next = firstOf(text, words, at)) {
    pieces.push(
      text.slice(at, next.start),
      <span key={next.start} lang="vi">
        {text.slice(next.start, next.end)}
      </span>,
    );
    at = next.end;
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}

/** A stretch of the text to mark: from `start` up to, not including, `end`, counted in UTF-16 units. */
export type Range = { readonly start: number; readonly end: number };

/** Lower case, without diacritics, đ as d; every character keeps its place so that ranges stay true. */
function plain(text: string): string {
  return Array.from(text, (character) => {
    const letter = character.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd');
    return letter.length === character.length ? letter : character;
  }).join('');
}

/** Where the words stand in the text, whole words only, with or without their diacritics. `text` is NFC. */
export function findWords(text: string, words: readonly string[]): readonly Range[] {
  const wanted = new Set(words.map((word) => plain(word.normalize('NFC'))).filter(Boolean));
  return [...plain(text).matchAll(/[\p{L}\p{N}]+/gu)]
    .filter((match) => wanted.has(match[0]))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Text with stretches marked; ranges are in order and do not overlap (those that do are skipped). */
export function Highlight({ text, ranges }: { readonly text: string; readonly ranges: readonly Range[] }) {
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const range of ranges) {
    if (range.start < at || range.end <= range.start) continue;
    pieces.push(
      text.slice(at, range.start),
      <mark key={range.start}>{text.slice(range.start, range.end)}</mark>,
    );
    at = range.end;
  }
  pieces.push(text.slice(at));
  return <>{pieces}</>;
}

/** Copy the address, share, print: shown when scripts run, for only they can do it. */
export function PageTools({ lang }: { readonly lang: Lang }) {
  const t = texts(lang).share;
  return (
    <div class="buttons tools" hidden data-tools>
      <button type="button" class="button button-quiet button-small" data-copy={t.copied}>
        <Icon name="copy" />
        <span>{t.copy}</span>
      </button>
      <button type="button" class="button button-quiet button-small" hidden data-share>
        <Icon name="share" />
        {t.share}
      </button>
      <button type="button" class="button button-quiet button-small" data-print>
        <Icon name="print" />
        {t.print}
      </button>
      <span class="sr" role="status" data-copy-status />
    </div>
  );
}
