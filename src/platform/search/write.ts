import { sql } from 'kysely';
import type { Querying, Transaction } from '../database/open.ts';
import { facetsOf } from './facets.ts';
import type { SearchItem, SearchKind } from './item.ts';
import { accentedWordsOf, codeKey, codeOrder, pairsOf, runningNumber, slipsOf, wordsOf } from './words.ts';

/** Items written by one statement: keeps a statement's parameters to a few megabytes. */
const batch = 500;

/** A tsvector holds one megabyte; a text beyond this length is not searched to its end. */
const longestBody = 300_000;

interface Ref {
  readonly kind: SearchKind;
  readonly id: number;
}

interface Row {
  readonly item: SearchItem;
  readonly facets: readonly string[];
  readonly stream: string;
  readonly titleTerms: readonly string[];
  readonly terms: readonly string[];
}

/** Makes the thing findable as it now is, in place of how it was. Part of the command that makes it public. */
export async function indexItem(tx: Transaction, item: SearchItem): Promise<void> {
  await indexItems(tx, [item]);
}

/** As `indexItem` for many; 2,000 entries of an edition take a few seconds. A thing named twice counts as last given. */
export async function indexItems(tx: Transaction, items: readonly SearchItem[]): Promise<void> {
  const last = [...new Map(items.map((item) => [`${item.kind} ${item.id}`, item])).values()];
  if (last.length === 0) return;
  await lockSearch(tx);
  for (let start = 0; start < last.length; start += batch) {
    const rows = last.slice(start, start + batch).map(rowOf);
    await forget(
      tx,
      rows.map(({ item }) => item),
    );
    await write(tx, rows);
  }
}

/** Takes a thing out of everything visitors can find. Nothing happens when it was not in. */
export async function removeItem(tx: Transaction, kind: SearchKind, id: number): Promise<void> {
  await removeItems(tx, kind, [id]);
}

export async function removeItems(tx: Transaction, kind: SearchKind, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await lockSearch(tx);
  for (let start = 0; start < ids.length; start += batch) {
    await forget(
      tx,
      ids.slice(start, start + batch).map((id) => ({ kind, id })),
    );
  }
}

/**
 * Empties the index, before everything public is written to it anew in the same transaction. Rows are deleted and not
 * truncated: until the end of the transaction visitors go on finding the old ones, where a truncated table would make
 * every search wait.
 */
export async function clearSearch(tx: Transaction): Promise<void> {
  await lockSearch(tx);
  for (const table of ['search_code', 'search_item', 'search_slip', 'search_word', 'search_count'] as const)
    await tx.deleteFrom(table).execute();
}

/**
 * Counts of words and facets are shared by all items. Two commands that raise them in different orders would wait
 * for each other, so the index has one writer until its transaction ends; who reads it to decide what to write waits before that.
 */
export async function lockSearch(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(7243001)`.execute(tx);
}

function rowOf(item: SearchItem): Row {
  const title = [item.title, item.titleEn, ...item.keywords].filter((text) => text !== null);
  const body = item.body.slice(0, longestBody);
  const titleWords = title.map(wordsOf);
  const codes = [item.code, ...(item.otherCodes ?? [])].filter((code) => code != null).flatMap(wordsOf);
  const bodyWords = [item.summary, item.summaryEn, body].filter((text) => text !== null).map(wordsOf);
  const facets = facetsOf(item.kind, item.facets);
  const marked = facets.map((value) => `=${value}`);
  return {
    item,
    facets,
    stream: ` ${[...titleWords, ...bodyWords].map((words) => words.join(' ')).join(' . ')} `,
    titleTerms: [
      ...new Set([
        ...titleWords.flat(),
        ...titleWords.flatMap(pairsOf),
        ...title.flatMap(accentedWordsOf),
        ...codes,
        ...marked,
      ]),
    ],
    terms: [...new Set([...titleWords.flat(), ...bodyWords.flat(), ...codes, ...marked])],
  };
}

/** Deletes rows and takes their words and facets off the counts. */
async function forget(tx: Transaction, refs: readonly Ref[]): Promise<void> {
  const spent = await sql<{ word: string | null }>`
    with gone as (
      delete from search_item s
      using unnest(${refs.map(({ kind }) => kind)}::text[], ${refs.map(({ id }) => id)}::bigint[]) as r (kind, ref)
      where s.kind = r.kind and s.ref = r.ref
      returning s.kind, s.facets, s.title_terms, s.terms
    ), spent_words as (
      select word, count(*)::int as items from gone, unnest(tsvector_to_array(gone.title_terms || gone.terms)) as word
      where word !~ '^[=~]' group by word
    ), spent_facets as (
      select gone.kind, facet, count(*)::int as items from gone, unnest(array_append(gone.facets, '')) as facet group by 1, 2
    ), words as (
      update search_word w set items = w.items - s.items from spent_words s where w.word = s.word
      returning w.word, w.items
    ), facets as (
      update search_count c set items = c.items - s.items from spent_facets s
      where c.kind = s.kind and c.facet = s.facet
      returning c.items
    )
    select word from words where items <= 0
    union all
    select null from facets where items <= 0
  `.execute(tx);
  if (spent.rows.length === 0) return;
  // a word of removed things only must not be suggested to anybody
  const words = spent.rows.flatMap(({ word }) => word ?? []);
  await sql`
    with slips as (delete from search_slip where word = any (${words}::text[])),
      counts as (delete from search_count where items <= 0)
    delete from search_word where word = any (${words}::text[])`.execute(tx);
}

async function write(tx: Transaction, rows: readonly Row[]): Promise<void> {
  const records = rows.map(({ item, facets, stream, titleTerms, terms }) => ({
    kind: item.kind,
    ref: item.id,
    code: item.code,
    url: item.url,
    title: item.title,
    title_en: item.titleEn,
    summary: item.summary,
    summary_en: item.summaryEn,
    body: item.body,
    word_stream: stream,
    shown: item.shown,
    facets,
    dated: item.dated,
    code_order: codeOrder(item.code ?? ''),
    title_order: item.title.slice(0, 120),
    illustrative: item.illustrative,
    title_terms: titleTerms,
    terms,
    keys: keysOf(item),
  }));
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as g (
        kind text, ref bigint, code text, url text, title text, title_en text, summary text, summary_en text,
        body text, word_stream text, shown jsonb, facets text[], dated date, code_order text, title_order text,
        illustrative boolean, title_terms text[], terms text[], keys text[])
    ), written as (
      insert into search_item (item, kind, ref, code, url, title, title_en, summary, summary_en, body, word_stream, shown,
        facets, dated, code_order, title_order, illustrative, title_terms, terms)
      select item, kind, ref, code, url, title, title_en, summary, summary_en, body, word_stream, shown, facets, dated,
        code_order, title_order, illustrative, array_to_tsvector(array_append(title_terms, '=b:' || (item >> 11))),
        array_to_tsvector(array_append(terms, '=b:' || (item >> 11)))
      from (select nextval(pg_get_serial_sequence('search_item', 'item')) as item, given.* from given) numbered
      returning item, kind, ref
    ), counted as (
      insert into search_count (kind, facet, items)
      select kind, facet, count(*)::int from given, unnest(array_append(facets, '')) as facet group by 1, 2
      on conflict (kind, facet) do update set items = search_count.items + excluded.items
    )
    insert into search_code (key, item)
    select distinct key, written.item from written join given using (kind, ref), unnest(given.keys) as key
  `.execute(tx);
  await countWords(tx, rows);
}

async function countWords(tx: Transaction, rows: readonly Row[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { titleTerms, terms } of rows) {
    for (const word of new Set([...titleTerms, ...terms])) {
      if (!word.startsWith('=') && !word.startsWith('~')) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const words = [...counts.keys()];
  const added = await sql<{ word: string }>`
    insert into search_word (word, items)
    select * from unnest(${words}::text[], ${words.map((word) => counts.get(word) ?? 0)}::int[])
    on conflict (word) do update set items = search_word.items + excluded.items
    returning case when xmax = 0 then word end as word
  `.execute(tx);
  const slips = added.rows.flatMap(({ word }) =>
    word && isCorrectable(word) ? slipsOf(word).map((key) => [key, word] as const) : [],
  );
  if (slips.length === 0) return;
  await sql`
    insert into search_slip (key, word)
    select * from unnest(${slips.map(([key]) => key)}::text[], ${slips.map(([, word]) => word)}::text[])
    on conflict do nothing
  `.execute(tx);
}

/** Only words of letters are corrected: a number one digit off is another number. */
function isCorrectable(word: string): boolean {
  return /^\p{L}{3,24}$/u.test(word);
}

function keysOf(item: SearchItem): string[] {
  const codes = [item.code, ...(item.otherCodes ?? [])].filter((code) => code != null);
  const keys = codes.flatMap((code) => [codeKey(code), codeKey(runningNumber(code) ?? '')]);
  return [...new Set(keys.filter((key) => key !== ''))];
}

/** How many items there are, for the command line. */
export async function countItems(db: Querying): Promise<number> {
  const row = await db
    .selectFrom('search_item')
    .select((q) => q.fn.countAll<number>().as('items'))
    .executeTakeFirstOrThrow();
  return row.items;
}
