import { z } from 'zod';
import { daysBetween, type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Language, Text } from '../../kernel/text.ts';
import type { FoundItem } from '../../platform/search/index.ts';
import { Badge, IllustrativeMark, type Tone } from '../../ui/badge.tsx';
import { formatDate } from '../../ui/format.ts';
import { findWords, Highlight, type Range } from '../../ui/inline.tsx';
import type { RowEntry } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type EntryStatus, entryStatuses, entryStatusNames } from './entry.ts';
import { publicTexts } from './public-texts.ts';

const shownShape = z.object({
  edition: z.string(),
  status: z.enum(entryStatuses),
  sectors: z.array(z.string()),
  organisations: z.array(z.object({ code: z.string().nullable(), name: z.string() })),
  openFrom: z.string().nullable(),
  openTo: z.string().nullable(),
});
export type ShownEntry = z.infer<typeof shownShape>;

/** What the index keeps of an entry beside its texts. */
export function readShown(item: FoundItem): ShownEntry {
  return shownShape.parse(item.shown);
}

export const statusTones: Readonly<Record<EntryStatus, Tone>> = {
  open: 'now',
  in_progress: 'work',
  resolved: 'done',
  not_taken_up: 'quiet',
};

/** Where today stands in the time in which proposals are taken. */
export type WindowState =
  | { readonly state: 'none' | 'ended' }
  | { readonly state: 'before'; readonly from: LocalDate }
  | {
      readonly state: 'open';
      readonly from: LocalDate | null;
      readonly to: LocalDate | null;
      readonly daysLeft: number | null;
    }
  | { readonly state: 'over'; readonly to: LocalDate };

export function windowOn(
  today: LocalDate,
  entry: { readonly status: EntryStatus; readonly openFrom: string | null; readonly openTo: string | null },
): WindowState {
  const from = parseLocalDate(entry.openFrom ?? '');
  const to = parseLocalDate(entry.openTo ?? '');
  if (!from && !to) return { state: 'none' };
  if (to && to < today) return { state: 'over', to };
  // once somebody works on it, nobody is asked for proposals, whatever the dates say
  if (entry.status !== 'open') return { state: 'ended' };
  if (from && from > today) return { state: 'before', from };
  return { state: 'open', from, to, daysLeft: to ? daysBetween(today, to) : null };
}

/** The mark of an entry: how long it is still open, otherwise its status. */
export function StatusMark(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly entry: {
    readonly status: EntryStatus;
    readonly openFrom: string | null;
    readonly openTo: string | null;
  };
}) {
  const { lang, today, entry } = props;
  const t = publicTexts(lang);
  const window = windowOn(today, entry);
  if (window.state === 'open' && window.daysLeft !== null)
    return <Badge tone="now">{t.daysLeft(window.daysLeft)}</Badge>;
  if (window.state === 'before') return <Badge tone="note">{t.opensIn(formatDate(lang, window.from))}</Badge>;
  return <Badge tone={statusTones[entry.status]}>{entryStatusNames[entry.status][lang]}</Badge>;
}

export interface RowContext {
  readonly lang: Language;
  readonly today: LocalDate;
  /** Folded words to mark. */
  readonly words: readonly string[];
  /** Names of sectors; those that are not in it are not shown. */
  readonly sectors: ReadonlyMap<string, Text>;
}

/** One entry of a list, with the words searched marked in it. */
export function entryRow(item: FoundItem, context: RowContext): RowEntry {
  const { lang, today, words } = context;
  const shown = readShown(item);
  const t = publicTexts(lang);
  const names = shown.organisations.map(({ name }) => name).join(', ');
  const detail = [
    names && (item.kind === 'problem' ? t.inChargeOf(names) : names),
    ...shown.sectors.map((code) => context.sectors.get(code)?.[lang]),
  ].filter(Boolean);
  return {
    key: `${item.kind}${item.id}`,
    code: item.code ?? undefined,
    href: localPath(lang, item.url ?? '/'),
    title: <Marked lang={lang} text={titleIn(lang, item)} words={words} />,
    detail: detail.join(' · ') || undefined,
    excerpt: <Excerpt lang={lang} item={item} words={words} />,
    marks: (
      <>
        <StatusMark lang={lang} today={today} entry={shown} />
        {item.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** The title in the language, with the language it is in. */
export function titleIn(
  lang: Language,
  item: { readonly title: string; readonly titleEn: string | null },
): { readonly text: string; readonly lang: Language } {
  return lang === 'en' && item.titleEn
    ? { text: item.titleEn, lang: 'en' }
    : { text: item.title, lang: 'vi' };
}

function Marked(props: {
  readonly lang: Language;
  readonly text: { readonly text: string; readonly lang: Language };
  readonly words: readonly string[];
}) {
  const { text, lang } = props.text;
  const ranges = props.words.length > 0 ? findWords(text, props.words) : [];
  const content = ranges.length > 0 ? <Highlight text={text} ranges={ranges} /> : text;
  return lang === props.lang ? content : <span lang={lang}>{content}</span>;
}

/** Characters of an excerpt. */
const excerptLength = 220;

/** The summary; where the words stand only in the text, the passage around them. */
export function Excerpt(props: {
  readonly lang: Language;
  readonly item: FoundItem;
  readonly words: readonly string[];
}) {
  const { item, words, lang } = props;
  const summary = lang === 'en' && item.summaryEn ? item.summaryEn : item.summary;
  const summaryLang: Language = lang === 'en' && item.summaryEn ? 'en' : 'vi';
  const inSummary = summary ? findWords(summary, words) : [];
  const inTitle = words.length > 0 && findWords(titleIn(lang, item).text, words).length > 0;
  if (words.length > 0 && inSummary.length === 0 && !inTitle && item.passage) {
    const cut = cutAround(item.passage, words);
    if (cut) return <Marked lang={lang} text={{ text: cut, lang: 'vi' }} words={words} />;
  }
  if (!summary) return null;
  return <Marked lang={lang} text={{ text: shorten(summary), lang: summaryLang }} words={words} />;
}

function shorten(text: string): string {
  if (text.length <= excerptLength) return text;
  return `${text.slice(0, text.lastIndexOf(' ', excerptLength))}…`;
}

function cutAround(passage: string, words: readonly string[]): string | null {
  const text = passage.normalize('NFC').replace(/\s+/gu, ' ');
  const ranges = findWords(text, words);
  const best = densest(ranges);
  if (!best) return null;
  const wanted = Math.max(0, best.start - 60);
  const start = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const end = text.lastIndexOf(' ', start + excerptLength);
  const cut = text.slice(start, end > best.end ? end : start + excerptLength);
  return `${start > 0 ? '… ' : ''}${cut}${start + cut.length < text.length ? '…' : ''}`;
}

/** The word found after which the most others follow closely. */
function densest(ranges: readonly Range[]): Range | undefined {
  const near = (range: Range) =>
    ranges.filter(({ start }) => start >= range.start && start < range.start + excerptLength - 60).length;
  return ranges.slice(0, 60).toSorted((a, b) => near(b) - near(a) || a.start - b.start)[0];
}
