import { sql } from 'kysely';
import type { Querying } from '../database/open.ts';
import {
  type Candidates,
  type FoundItem,
  findCandidates,
  itemJson,
  mostCandidates,
  type Selection,
  type Wanted,
} from './candidates.ts';
import { corrections, lookUp, type Vocabulary } from './correct.ts';
import { facet } from './facets.ts';
import { anyOf, readQuery, type SearchQuery } from './query.ts';
import { pairsOf } from './words.ts';

/** An answer to a search. */
export interface Found extends Candidates {
  /** Folded words to mark in what is shown. */
  readonly words: readonly string[];
  /** Spellings of those typed with diacritics. */
  readonly accented: readonly string[];
  /** The words searched instead of those typed, folded, when those typed are found nowhere. */
  readonly corrected: readonly string[] | null;
  /** True where the words typed are found too, but only scattered over texts (`preferClose`). */
  readonly typedIsFound: boolean;
  /** When nothing has all the words: things that have the telling ones, best first. */
  readonly near: readonly FoundItem[];
}

const mostNear = 6;
/** The telling words are the rare ones; more of them would only cost. */
const mostTelling = 4;
/** A word in more items than this tells nothing beside a rarer one. */
const commonWord = 4000;

/**
 * Searches by what somebody typed. As typed first; when nothing has all the words, the last one is taken for a
 * beginning; when that is nothing close either, corrections are tried; then near things are offered. At most seven
 * statements, three more where filters have to become part of searches that find very much.
 */
export async function findItems(db: Querying, typed: string, selection: Selection): Promise<Found> {
  const query = readQuery(typed);
  const asTyped = await attempt(db, query, selection);
  if (asTyped.unfiltered === 0 && query.words.length > 0) return lookFurther(db, query, asTyped, selection);
  // whatever the filters leave: the tabs of a corrected search lead to kinds where the words typed stand nowhere
  if (selection.preferClose && asTyped.unfiltered > 0 && !asTyped.close && query.phrases.length === 0) {
    const meant = await tryCorrections(db, query, await lookUp(db, query.words), selection);
    return meant?.close ? { ...meant, typedIsFound: true } : asTyped;
  }
  if (asTyped.total > 0 || query.phrases.length === 0) return asTyped;
  // the words are there, but nowhere side by side
  const scattered = await attempt(
    db,
    { ...query, phrases: [] },
    { ...selection, offset: 0, limit: mostNear },
  );
  return { ...asTyped, near: scattered.items };
}

async function lookFurther(
  db: Querying,
  query: SearchQuery,
  asTyped: Found,
  selection: Selection,
): Promise<Found> {
  const vocabulary = await lookUp(db, query.words);
  const begun = await tryBeginning(db, query, vocabulary, selection);
  if (begun?.close) return begun;
  const meant = await tryCorrections(db, query, vocabulary, selection);
  if (meant?.close) return meant;
  const shorter = begun ?? meant ?? (await tryWithoutShort(db, query, vocabulary, selection));
  return shorter ?? { ...asTyped, near: await findNear(db, query.words, vocabulary, selection) };
}

async function attempt(db: Querying, query: SearchQuery, selection: Selection): Promise<Found> {
  const { words } = query;
  // signs only: nothing to look for; without any text everything of the kinds passes and the filters decide
  if (words.length === 0 && query.text !== '') return { ...nothing, ...asItStands, words: [], accented: [] };
  const found = await findCandidates(db, query, selection);
  return { ...found, ...asItStands, words, accented: query.accented };
}

const nothing: Candidates = {
  items: [],
  total: 0,
  totalIsExact: true,
  unfiltered: 0,
  close: false,
  facets: {},
};
const asItStands = { corrected: null, typedIsFound: false, near: [] } as const;

async function tryBeginning(
  db: Querying,
  query: SearchQuery,
  vocabulary: Vocabulary,
  selection: Selection,
): Promise<Found | null> {
  const others = query.words.slice(0, -1);
  if (vocabulary.beginnings.length === 0 || others.some((word) => !vocabulary.items.has(word))) return null;
  const last = query.words.at(-1) ?? '';
  const wanted: Wanted = {
    ...query,
    lastWord: [last, ...vocabulary.beginnings],
    pairs: pairsOf(others),
    accented: [],
    phrases: [],
    codes: [],
  };
  const found = await findCandidates(db, wanted, selection);
  if (found.unfiltered === 0) return null;
  return {
    ...found,
    ...asItStands,
    words: [...others, last, ...vocabulary.beginnings],
    accented: [],
  };
}

/** The first correction found close, else the first found at all. */
async function tryCorrections(
  db: Querying,
  query: SearchQuery,
  vocabulary: Vocabulary,
  selection: Selection,
): Promise<Found | null> {
  let first: Found | null = null;
  for (const meant of await corrections(db, query.words, vocabulary)) {
    const words = [...new Set(meant)];
    const wanted: Wanted = { words, pairs: pairsOf(meant), accented: [], phrases: [], codes: [] };
    const found = await findCandidates(db, wanted, selection);
    if (found.unfiltered === 0) continue;
    first ??= { ...found, ...asItStands, words, accented: [], corrected: meant };
    if (found.close) return { ...found, ...asItStands, words, accented: [], corrected: meant };
  }
  return first;
}

/**
 * The other words alone, where words of one or two letters mean nothing known. Then `corrections` has asked nothing, so that
 * this statement is in its place.
 */
async function tryWithoutShort(
  db: Querying,
  { words }: SearchQuery,
  { items, readings }: Vocabulary,
  selection: Selection,
): Promise<Found | null> {
  const kept = words.filter((word) => word.length > 2 || (readings.get(word) ?? []).length > 0);
  if (kept.length === 0 || kept.length === words.length || kept.some((word) => !items.has(word))) return null;
  const wanted: Wanted = { words: kept, pairs: pairsOf(kept), accented: [], phrases: [], codes: [] };
  const found = await findCandidates(db, wanted, selection);
  return found.unfiltered === 0
    ? null
    : { ...found, ...asItStands, words: kept, accented: [], corrected: kept };
}

/** Things with at least one of the rarest known words, those with more and rarer ones first. */
async function findNear(
  db: Querying,
  words: readonly string[],
  vocabulary: Vocabulary,
  selection: Selection,
): Promise<readonly FoundItem[]> {
  const telling = words
    .map((word) =>
      vocabulary.items.has(word) ? word : (vocabulary.readings.get(word)?.[0]?.words[0] ?? null),
    )
    .filter((word): word is string => word !== null && word.length > 1)
    .toSorted((a, b) => itemsOf(vocabulary, a) - itemsOf(vocabulary, b))
    .filter((word, index) => index === 0 || (index < mostTelling && itemsOf(vocabulary, word) <= commonWord));
  if (telling.length === 0) return [];
  const kinds = anyOf(selection.kinds.map((kind) => `=${facet('kind', kind)}`));
  const condition = `${anyOf(telling)} & ${kinds}`;
  const weights = sql.join(
    telling.map(
      (word, index) =>
        sql`(s.terms @@ ${anyOf([word])}::tsquery)::int * ${telling.length - index} + (s.title_terms @@ ${anyOf([word])}::tsquery)::int * 2`,
    ),
    sql` + `,
  );
  const rows = await sql<{ found: FoundItem }>`
    select json_build_object(${itemJson}) as found from (
      select item from search_candidates(null, '{}', ${condition}::tsquery, ${condition}::tsquery, ${telling.slice(-1)}::text[], ${mostCandidates / 4})
      group by item limit ${mostCandidates}
    ) c join search_item s using (item)
    order by ${weights} desc, s.dated desc nulls last, s.code_order limit ${mostNear}
  `.execute(db);
  return rows.rows.map((row) => row.found);
}

function itemsOf(vocabulary: Vocabulary, word: string): number {
  return vocabulary.items.get(word) ?? 0;
}
