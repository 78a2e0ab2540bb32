import { sql } from 'kysely';
import type { Querying } from '../database/open.ts';
import { pairsOf, slipsOf, telexRead } from './words.ts';

/** Readings of one typed word that are kept apart: more would only add unlikely ones. */
const mostReadings = 8;
/** Words one slip away that are tried in place of one typed, when the words typed stand nowhere together. */
const mostSubstitutes = 30;
/** Words that begin as the last one typed and are tried in its place. */
const mostBeginnings = 8;

/** What the vocabulary knows about the words typed. */
export interface Vocabulary {
  /** In how many items each word stands; absent when in none. */
  readonly items: ReadonlyMap<string, number>;
  /** Likely meanings of each word typed: one slip away, read as Telex, two words run together. */
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  /** Other words one slip away from each word typed, most frequent first. */
  readonly substitutes: ReadonlyMap<string, readonly string[]>;
  /** Words that begin as the last one, most frequent first; the word itself is not among them. */
  readonly beginnings: readonly string[];
}

interface Reading {
  /** One word, or two that were run together. */
  readonly words: readonly string[];
  readonly items: number;
  readonly cost: number;
}

interface VocabularyRow {
  readonly how: 'known' | 'slip' | 'short' | 'joined' | 'beginning';
  readonly typed: string;
  readonly word: string;
  readonly items: number;
}

export async function lookUp(db: Querying, words: readonly string[]): Promise<Vocabulary> {
  const last = words.at(-1) ?? '';
  const keys = words.flatMap((word) => slipsOf(word).map((key) => [word, key] as const));
  const short = words.flatMap((word) => shortSlipsOf(word).map((other) => [word, other] as const));
  const telex = words.map((word) => [word, telexRead(word)] as const).filter(([word, read]) => read !== word);
  const known = [...words.map((word) => [word, word] as const), ...telex];
  const found = await sql<VocabularyRow>`
    select 'known' as how, t.typed, w.word, w.items
      from unnest(${known.map(([typed]) => typed)}::text[], ${known.map(([, word]) => word)}::text[]) as t (typed, word)
      join search_word w on w.word = t.word
    union all
    (select 'slip', t.typed, w.word, w.items
      from unnest(${keys.map(([typed]) => typed)}::text[], ${keys.map(([, key]) => key)}::text[]) as t (typed, key)
      join search_slip s on s.key = t.key join search_word w on w.word = s.word limit 2000)
    union all
    select 'short', t.typed, w.word, w.items
      from unnest(${short.map(([typed]) => typed)}::text[], ${short.map(([, other]) => other)}::text[]) as t (typed, word)
      join search_word w on w.word = t.word
    union all
    (select 'joined', t.typed, w.word, w.items from unnest(${[...words]}::text[]) as t (typed)
      join search_word w on replace(w.word, '_', '') = t.typed and w.word like '%\\_%' limit 100)
    union all
    (select 'beginning', ${last}, w.word, w.items from search_word w
      where w.word > ${last} and w.word < ${`${last}\u{10ffff}`} and w.word not like '%\\_%' and length(${last}) >= 2
      order by w.items desc, w.word limit ${mostBeginnings})
  `.execute(db);
  return understand(words, found.rows);
}

function understand(words: readonly string[], rows: readonly VocabularyRow[]): Vocabulary {
  const items = new Map(
    rows.filter((row) => row.how === 'known' && row.typed === row.word).map((row) => [row.word, row.items]),
  );
  const all = new Map(
    words.map((typed) => {
      const candidates = new Map<string, Reading>();
      for (const row of rows) {
        if (row.typed !== typed || row.how === 'beginning') continue;
        // nearly every two letters are a word: only those that are none are taken for another
        if (row.how === 'short' && items.has(typed)) continue;
        const cost = costOf(row);
        if (cost !== null && (candidates.get(row.word)?.cost ?? Infinity) > cost)
          candidates.set(row.word, { words: row.word.split('_'), items: row.items, cost });
      }
      const likeliest = [...candidates.values()].sort((a, b) => a.cost - b.cost || b.items - a.items);
      return [typed, likeliest] as const;
    }),
  );
  return {
    items,
    readings: mapped(all, (each) => each.slice(0, mostReadings)),
    substitutes: mapped(all, (each) =>
      each
        .filter(({ cost, words: read }) => cost > 0 && cost <= 1 && read.length === 1)
        .flatMap(({ words: read }) => read)
        .slice(0, mostSubstitutes),
    ),
    beginnings: rows.filter((row) => row.how === 'beginning').map((row) => row.word),
  };
}

function mapped<From, To>(map: ReadonlyMap<string, From>, change: (from: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** What a word of two letters is with one of them another, or both exchanged; nothing for any other word. */
function shortSlipsOf(word: string): string[] {
  if (!/^[a-z]{2}$/.test(word)) return [];
  const [first = '', second = ''] = word;
  const others = letters.flatMap((letter) => [`${first}${letter}`, `${letter}${second}`]);
  return [...new Set([...others, `${second}${first}`])].filter((other) => other !== word);
}

/** What it takes to believe a reading, in the unit of one slip; null when the words are too far apart. */
function costOf({ how, typed, word }: VocabularyRow): number | null {
  if (how === 'known') return typed === word ? 0 : 0.8;
  if (how === 'joined') return 0.6;
  const slips = slipsBetween(typed, word);
  // in a short word nearly every letter makes another word
  const most = typed.length >= 7 ? 2 : 1;
  return slips === 0 || slips > most ? null : slips;
}

/** Slips of the hand between two words: a letter more, fewer, other, or two neighbours exchanged. */
export function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/**
 * What may have been meant, judged by which words stand side by side in titles: the likeliest words, then the typed
 * ones with a single word exchanged for one that stands beside its neighbour in some title. At most two, none where a
 * word cannot be read at all. One statement.
 */
export async function corrections(
  db: Querying,
  words: readonly string[],
  vocabulary: Vocabulary,
): Promise<readonly (readonly string[])[]> {
  const readings = words.map((word) => vocabulary.readings.get(word) ?? []);
  if (readings.some((options) => options.length === 0)) return [];
  const exchanged = words.flatMap((word, at) =>
    (vocabulary.substitutes.get(word) ?? []).map((other) => ({
      words: words.with(at, other),
      pairs: pairsOf([words[at - 1], other, words[at + 1]].filter((each) => each !== undefined)),
    })),
  );
  const pairs = await pairItems(
    db,
    readings,
    exchanged.flatMap((one) => one.pairs),
  );
  const likeliest = likeliestPath(readings, pairs);
  const single = exchanged
    .map((one) => ({ ...one, known: one.pairs.filter((pair) => (pairs.get(pair) ?? 0) > 0).length }))
    .filter(({ known }) => known > 0)
    // the more of its neighbours it stands beside the better; of equals the more frequent word, which comes first
    .toSorted((a, b) => b.known - a.known)[0]?.words;
  const typed = words.join(' ');
  const different = [likeliest, ...(single ? [single] : [])].filter((meant) => meant.join(' ') !== typed);
  return different.filter(
    (meant, at) => at === different.findIndex((each) => each.join(' ') === meant.join(' ')),
  );
}

async function pairItems(
  db: Querying,
  readings: readonly (readonly Reading[])[],
  further: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set<string>(further);
  readings.forEach((options, index) => {
    for (const option of options) {
      for (const pair of pairsOf(option.words)) wanted.add(pair);
      for (const next of readings[index + 1] ?? []) wanted.add(joint(option, next));
    }
  });
  const rows = await sql<{ word: string; items: number }>`
    select word, items from search_word where word = any(${[...wanted]}::text[])`.execute(db);
  return new Map(rows.rows.map((row) => [row.word, row.items]));
}

function joint(option: Reading, next: Reading): string {
  return `${option.words.at(-1) ?? ''}_${next.words[0] ?? ''}`;
}

/** Weighs a slip against how often words stand in the catalogue, alone and side by side. */
const slipWeight = 6;
const pairWeight = 2;

function likeliestPath(
  readings: readonly (readonly Reading[])[],
  pairs: ReadonlyMap<string, number>,
): string[] {
  const pairWorth = (pair: string) => pairWeight * Math.log2(1 + (pairs.get(pair) ?? 0));
  const worth = ({ items, cost, words }: Reading) =>
    0.3 * Math.log2(1 + items) - slipWeight * cost + (words.length > 1 ? pairWorth(words.join('_')) : 0);
  let paths = (readings[0] ?? []).map((option) => ({ option, worth: worth(option), words: option.words }));
  for (const options of readings.slice(1)) {
    paths = options.map((option) => {
      const best = paths
        .map((path) => ({ path, worth: path.worth + pairWorth(joint(path.option, option)) }))
        .reduce((a, b) => (b.worth > a.worth ? b : a));
      return {
        option,
        worth: best.worth + worth(option),
        words: [...best.path.words, ...option.words],
      };
    });
  }
  const winner = paths.reduce((a, b) => (b.worth > a.worth ? b : a));
  return [...winner.words];
}
