import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type FollowTarget, longestKey } from '../../ui/follow-links.tsx';
import { type CatalogueKind, catalogueKinds } from './entry.ts';
import { type EntryQuery, filterGroups, readEntryQuery, readLabels, writeEntryQuery } from './listing.ts';
import { publicTexts } from './public-texts.ts';

const listNames: Readonly<Record<CatalogueKind, string>> = { problems: 'bai-toan', needs: 'nhu-cau' };

/** A list of entries with its search and filters, as somebody follows it. */
export interface SavedSearch {
  readonly kind: CatalogueKind;
  readonly query: EntryQuery;
  /** `bai-toan?q=…&linh-vuc=…`: the same for the same search, in whatever order its filters were chosen. */
  readonly key: string;
}

/** What is searched, whatever the order, page and day it is shown by. */
function searchOf(kind: CatalogueKind, asked: EntryQuery): SavedSearch {
  const filters = Object.fromEntries(
    filterGroups.map((group) => [group, asked.filters[group].toSorted()]),
  ) as unknown as EntryQuery['filters'];
  const q = asked.q.replace(/\s+/g, ' ').toLocaleLowerCase('vi');
  const query: EntryQuery = { ...asked, q, filters, sort: q ? 'lien-quan' : 'moi', page: 1, day: null };
  return { kind, query, key: `${listNames[kind]}${writeEntryQuery(query)}` };
}

/** Reads a key; null for one that is none, or that searches for nothing. */
export function readSavedSearch(key: string): SavedSearch | null {
  const [list = '', ...rest] = key.split('?');
  const kind = catalogueKinds.find((one) => listNames[one] === list);
  if (!kind) return null;
  const saved = searchOf(kind, readEntryQuery(new URLSearchParams(rest.join('?'))));
  return narrows(saved.query) ? saved : null;
}

function narrows({ q, filters }: EntryQuery): boolean {
  return q !== '' || filterGroups.some((group) => filters[group].length > 0);
}

/**
 * What somebody follows who follows this list: the search, or without any all editions of the kind. null where the search is too
 * long to be followed.
 */
export function listTarget(kind: CatalogueKind, query: EntryQuery): FollowTarget | null {
  if (!narrows(query)) return { kind: 'series', key: kind };
  const { key } = searchOf(kind, query);
  return key.length <= longestKey ? { kind: 'search', key } : null;
}

/** `Bài toán lớn: “sạt lở”; Lĩnh vực: Logistics`. One statement. */
export async function describeSearch(db: Querying, kind: CatalogueKind, query: EntryQuery): Promise<Text> {
  const labels = await readLabels(db, {}, query.filters, []);
  const say = (lang: 'vi' | 'en') => {
    const t = publicTexts(lang);
    const chosen = filterGroups.flatMap((group) => {
      const values = query.filters[group].map((value) => labels[group].get(value)?.[lang] ?? value);
      return values.length > 0 ? [`${t.facet[group]}: ${values.join(', ')}`] : [];
    });
    return `${t[kind].title}: ${[...(query.q ? [`“${query.q}”`] : []), ...chosen].join('; ')}`;
  };
  return { vi: say('vi'), en: say('en') };
}
