import { firstDayOf, type LocalDate, localDateOf, type PartialDate } from '../../kernel/dates.ts';
import type { SearchItem } from '../../platform/search/index.ts';
import { attachedNow } from './attachment.ts';
import type { Edition } from './edition.ts';
import type { EntryRecord } from './entry-store.ts';
import { publicEntry } from './paths.ts';

/**
 * A published entry as visitors find it; `issued` is the date of the edition's issuing document. `shown` is what lists
 * print beside the title.
 */
export function searchItemOf(edition: Edition, entry: EntryRecord, issued: PartialDate | null): SearchItem {
  const leads = entry.organisations.filter(({ role }) => role === 'lead' || role === 'in_need');
  return {
    kind: entry.kind === 'problems' ? 'problem' : 'need',
    id: entry.id,
    code: entry.code,
    otherCodes: entry.formerCodes,
    url: publicEntry(entry.kind, entry.code),
    title: entry.title,
    titleEn: entry.titleEn,
    summary: entry.summary,
    summaryEn: entry.summaryEn,
    keywords: entry.keywords,
    body: bodyOf(entry),
    facets: {
      years: yearsOf(edition),
      sectors: entry.sectors,
      organisations: leads.flatMap(({ code }) => (code ? [code] : [])),
      places: entry.places.map(({ code }) => code),
      status: entry.status,
    },
    shown: {
      edition: edition.code,
      status: entry.status,
      sectors: entry.sectors,
      organisations: leads.map(({ code, name }) => ({ code, name })),
      openFrom: entry.openFrom,
      openTo: entry.openTo,
      publishedOn: entry.publishedAt && localDateOf(entry.publishedAt),
    },
    dated: orderingDay(edition, entry, issued),
    illustrative: entry.illustrative,
  };
}

/**
 * By which lists put the newest first: the day of the issuing document, else that of publication here, kept within the
 * years of the edition. So entries of 2026 come before those of 2025 also when both were entered on one day.
 */
function orderingDay(edition: Edition, entry: EntryRecord, issued: PartialDate | null): LocalDate | null {
  const day = issued ? firstDayOf(issued) : entry.publishedAt && localDateOf(entry.publishedAt);
  if (!day) return null;
  const years = yearsOf(edition);
  const first = firstDayOf(String(years[0]));
  const last = `${years.at(-1)}-12-31` as LocalDate;
  if (day < first) return first;
  if (day > last) return last;
  return day;
}

export function yearsOf({ span }: Pick<Edition, 'span'>): number[] {
  if ('year' in span) return [span.year];
  return Array.from({ length: span.to - span.from + 1 }, (_, index) => span.from + index);
}

/** Every public text of the entry once, as running text. */
function bodyOf(entry: EntryRecord): string {
  const parts: (string | null)[] = [
    ...entry.organisations.map(({ name }) => name),
    ...entry.places.map(({ name }) => name),
    ...entry.bases.map(({ raw }) => raw),
    ...Object.values(entry.extra),
    ...attachedNow(entry).flatMap(({ title, titleEn, name }) => [title, titleEn, title ? null : name]),
    ...entry.detail.results.flatMap(({ text, indicator, value, unit }) => [text, indicator, value, unit]),
  ];
  if (entry.kind === 'problems') {
    const { context, painPoints, questions, objective, scale, availableData, beneficiary, commitment } =
      entry.detail;
    parts.push(
      context,
      ...painPoints,
      ...questions,
      objective,
      scale,
      availableData,
      beneficiary,
      commitment,
    );
  } else {
    const { currentTechnology, requirements, capacity, purpose } = entry.detail;
    parts.push(currentTechnology, capacity, purpose);
    parts.push(...requirements.flatMap(({ parameter, value, unit }) => [parameter, value, unit]));
  }
  return parts.filter(Boolean).join('\n');
}
