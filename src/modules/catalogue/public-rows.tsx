import { z } from 'zod';
import { daysBetween, type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Language, Text } from '../../kernel/text.ts';
import { type FoundItem, type Marking, rangesToMark } from '../../platform/search/index.ts';
import { Badge, IllustrativeMark, type Tone } from '../../ui/badge.tsx';
import { formatDate } from '../../ui/format.ts';
import { Highlight, Quoting, type Range } from '../../ui/inline.tsx';
import type { RowEntry } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type EntryStatus, entryStatuses, entryStatusNames } from './entry.ts';
import { publicTexts } from './public-texts.ts';

const day = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : parseLocalDate(text)));

const shownShape = z.object({
  edition: z.string(),
  status: z.enum(entryStatuses),
  sectors: z.array(z.string()),
  organisations: z.array(z.object({ code: z.string().nullable(), name: z.string() })),
  openFrom: day,
  openTo: day,
  publishedOn: z.string().nullable(),
});
export type ShownEntry = z.infer<typeof shownShape>;

/** Items are remembered from one request to the next, so each is checked once. */
const checked = new WeakMap<object, ShownEntry>();

/** What the index keeps of an entry beside its texts. */
export function readShown({ shown }: FoundItem): ShownEntry {
  const known = checked.get(shown);
  if (known) return known;
  const read = shownShape.parse(shown);
  checked.set(shown, read);
  return read;
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
  entry: {
    readonly status: EntryStatus;
    readonly openFrom: LocalDate | null;
    readonly openTo: LocalDate | null;
  },
): WindowState {
  const { openFrom: from, openTo: to } = entry;
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
    readonly openFrom: LocalDate | null;
    readonly openTo: LocalDate | null;
  };
}) {
  const { lang, today, entry } = props;
  const t = publicTexts(lang);
  const window = windowOn(today, entry);
  if (window.state === 'open' && window.to !== null)
    return (
      <Badge tone="now" today={t.daysLeft(window.daysLeft ?? 0)}>
        {t.takenUntil(formatDate(lang, window.to))}
      </Badge>
    );
  if (window.state === 'before') return <Badge tone="note">{t.opensIn(formatDate(lang, window.from))}</Badge>;
  return <Badge tone={statusTones[entry.status]}>{entryStatusNames[entry.status][lang]}</Badge>;
}

export interface RowContext {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly marking: Marking;
  /** Names of sectors; those that are not in it are not shown. */
  readonly sectors: ReadonlyMap<string, Text>;
  /** Names of organisations by code; those that are not in it are called as the entry calls them. */
  readonly organisations: ReadonlyMap<string, Text>;
}

/** One entry of a list, with the words searched marked in it. */
export function entryRow(item: FoundItem, context: RowContext): RowEntry {
  const { lang, today, marking } = context;
  const shown = readShown(item);
  const t = publicTexts(lang);
  const named = shown.organisations.map(({ code, name }) => {
    const known = lang === 'en' ? context.organisations.get(code ?? '') : undefined;
    return known && known.en !== known.vi ? { name: known.en } : { name, quoted: name };
  });
  const names = named.map(({ name }) => name).join(', ');
  const detail = [
    names && (item.kind === 'problem' ? t.inChargeOf(names) : names),
    ...shown.sectors.map((code) => context.sectors.get(code)?.[lang]),
  ].filter(Boolean);
  return {
    key: `${item.kind}${item.id}`,
    code: item.code ?? undefined,
    href: localPath(lang, item.url ?? '/'),
    title: <Marked lang={lang} text={titleIn(lang, item)} marking={marking} />,
    detail: detail.length > 0 && (
      <Quoting lang={lang} text={detail.join(' · ')} quoted={named.map(({ quoted }) => quoted)} />
    ),
    excerpt: <Excerpt lang={lang} item={item} marking={marking} />,
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

export function Marked(props: {
  readonly lang: Language;
  readonly text: { readonly text: string; readonly lang: Language };
  readonly marking: Marking;
}) {
  const { text, lang } = props.text;
  const ranges = rangesToMark(text, props.marking);
  const content = ranges.length > 0 ? <Highlight text={text} ranges={ranges} /> : text;
  return lang === props.lang ? content : <span lang={lang}>{content}</span>;
}

/** Characters of an excerpt. */
const excerptLength = 220;

/** The summary; where the words stand only in the text, the passage around them. */
export function Excerpt(props: {
  readonly lang: Language;
  readonly item: FoundItem;
  readonly marking: Marking;
}) {
  const { item, marking, lang } = props;
  const english = lang === 'en' && item.summaryEn !== null;
  const summary = english ? item.summaryEn : item.summary;
  const seen = [titleIn(lang, item).text, summary ?? ''];
  if (
    marking.words.length > 0 &&
    item.passage &&
    !seen.some((text) => rangesToMark(text, marking).length > 0)
  ) {
    // a name alone tells less than the summary
    const cut = cutAround(item.passage, marking, summary === null ? 0 : 60);
    if (cut) return <Marked lang={lang} text={{ text: cut, lang: 'vi' }} marking={marking} />;
  }
  if (!summary) return null;
  return (
    <Marked lang={lang} text={{ text: shorten(summary), lang: english ? 'en' : 'vi' }} marking={marking} />
  );
}

function shorten(text: string): string {
  if (text.length <= excerptLength) return text;
  return `${text.slice(0, text.lastIndexOf(' ', excerptLength))}…`;
}

/** The paragraph with most of the words, cut to an excerpt around them. */
function cutAround(passage: string, marking: Marking, shortest: number): string | null {
  const paragraphs = passage
    .normalize('NFC')
    .split('\n')
    .map((text) => text.replace(/\s+/gu, ' ').trim())
    .map((text) => ({ text, ranges: rangesToMark(text, marking) }))
    .filter(({ text, ranges }) => ranges.length > 0 && text.length >= shortest);
  const best = paragraphs.toSorted((a, b) => distinct(b) - distinct(a))[0];
  const first = best?.ranges[0];
  if (!best || !first) return null;
  const { text } = best;
  const wanted = Math.max(0, first.start - 60);
  const start = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  if (text.length - start <= excerptLength) return `${start > 0 ? '… ' : ''}${text.slice(start)}`;
  const end = text.lastIndexOf(' ', start + excerptLength);
  return `${start > 0 ? '… ' : ''}${text.slice(start, end > first.end ? end : start + excerptLength)}…`;
}

function distinct({ text, ranges }: { readonly text: string; readonly ranges: readonly Range[] }): number {
  return new Set(ranges.map(({ start, end }) => text.slice(start, end).toLowerCase())).size;
}
