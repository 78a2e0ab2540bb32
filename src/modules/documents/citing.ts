import { sql } from 'kysely';
import type { PartialDate } from '../../kernel/dates.ts';
import type { DocumentKind } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { readKind } from './store.ts';

/** What a link needs to know of the citation it starts from. */
export interface CitingRow {
  readonly citation_key: string | null;
  /** ISO, possibly incomplete. */
  readonly issued: PartialDate | null;
}

/** A document of the register another one points at. */
export interface CitedDocument {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly symbol: string | null;
  readonly issued: PartialDate | null;
  readonly title: string;
  readonly published: boolean;
}

interface Candidate extends CitedDocument {
  readonly keys: readonly string[];
}

/** Documents looked at for one call: numbers such as 01/QĐ-UBND come back every year in every province. */
const mostCandidates = 5_000;

/** Under which `resolveCitations` keeps what a citation with a key and a date means. */
export function linkKey(citation: CitingRow): string {
  return `${citation.citation_key ?? ''}|${citation.issued ?? ''}`;
}

/**
 * The documents of the register that citations mean, in one statement. The map holds, for each citation, the document
 * under its `linkKey`, and under the bare citation_key as well where all citations given with that key mean the same
 * one. `publishedOnly` (default) leaves drafts out, as everything shown to visitors must.
 */
export async function resolveCitations(
  db: Querying,
  citations: readonly CitingRow[],
  options: { readonly publishedOnly?: boolean } = {},
): Promise<Map<string, CitedDocument>> {
  const keys = [...new Set(citations.flatMap(({ citation_key: key }) => (key ? [key] : [])))];
  if (keys.length === 0) return new Map();
  const candidates = await candidatesFor(db, keys, options.publishedOnly ?? true);
  const found = new Map<string, CitedDocument>();
  for (const key of keys) {
    const mine = citations.filter((citation) => citation.citation_key === key);
    const among = candidates.filter((candidate) => candidate.keys.includes(key));
    const targets = mine.map((citation) => chooseDocument(citation.issued, among));
    for (const [index, target] of targets.entries()) {
      const citation = mine[index];
      if (target && citation) found.set(linkKey(citation), target);
    }
    const [first] = targets;
    if (first && targets.every((target) => target?.id === first.id)) found.set(key, first);
  }
  return found;
}

/**
 * Which of the documents with the cited number is meant. Of the same date: the first. Otherwise only one that does
 * not contradict the date, and none while two of them contradict each other: a missing link is better than a wrong one.
 */
export function chooseDocument<Document extends { readonly id: number; readonly issued: PartialDate | null }>(
  issued: PartialDate | null,
  candidates: readonly Document[],
): Document | null {
  const possible = candidates.filter((candidate) => sameTime(candidate.issued, issued));
  const equal = possible.filter((candidate) => issued !== null && candidate.issued === issued);
  if (equal[0]) return equal[0];
  const dates = new Set(possible.map((candidate) => candidate.issued));
  return dates.size === 1 ? (possible[0] ?? null) : null;
}

function sameTime(one: PartialDate | null, other: PartialDate | null): boolean {
  return one === null || other === null || one.startsWith(other) || other.startsWith(one);
}

async function candidatesFor(
  db: Querying,
  keys: readonly string[],
  publishedOnly: boolean,
): Promise<Candidate[]> {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'kind', 'number', 'symbol', 'issued', 'title', 'state', 'citation_key', 'law_key'])
    .where((row) =>
      row.or([
        sql<boolean>`citation_key = any(${keys}::text[])`,
        sql<boolean>`law_key = any(${keys}::text[])`,
      ]),
    )
    .$if(publishedOnly, (query) => query.where('state', '=', 'published'))
    .orderBy('state', 'desc')
    .orderBy('id')
    .limit(mostCandidates)
    .execute();
  return rows.map(({ state, citation_key, law_key, ...row }) => ({
    ...row,
    kind: readKind(row.kind),
    published: state === 'published',
    keys: [citation_key, law_key].filter((key) => key !== null),
  }));
}

/** A document that cites another, and where in it. */
export interface CitingDocument extends CitedDocument {
  readonly citationId: number;
  readonly role: string;
  readonly annex: string | null;
  readonly item: string | null;
}

export interface CitingPage {
  readonly items: readonly CitingDocument[];
  readonly total: number;
}

/**
 * Condition under which citation `c` means document `d`: the rule of `chooseDocument`, as SQL. A citation that gives no
 * full date links only while no other document with its number could be meant as well.
 */
function means(publishedOnly: boolean) {
  return sql<boolean>`
    same_time(c.issued, d.issued)
    and (c.issued is not distinct from d.issued and c.issued is not null or not exists (
      select 1 from document rival
      where (rival.citation_key = c.citation_key or rival.law_key = c.citation_key)
        and rival.id <> d.id and rival.issued is distinct from d.issued
        and same_time(c.issued, rival.issued)
        and (${!publishedOnly} or rival.state = 'published')))`;
}

/** The documents that cite this one, newest first; `roles` narrows to ways of citing. */
export async function documentsCiting(
  db: Querying,
  documentId: number,
  options: {
    readonly roles?: readonly string[];
    readonly publishedOnly?: boolean;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<CitingPage> {
  const publishedOnly = options.publishedOnly ?? true;
  const roles = options.roles ?? ['basis', 'body', 'replaces'];
  const rows = await sql<{
    id: number;
    kind: string;
    number: string | null;
    symbol: string | null;
    issued: string | null;
    title: string;
    state: string;
    citation_id: number;
    role: string;
    annex: string | null;
    item: string | null;
    total: number;
  }>`
    select citing.id, citing.kind, citing.number, citing.symbol, citing.issued, citing.title, citing.state,
      c.id as citation_id, c.role, c.annex, c.item, count(*) over () as total
    from document d
    join citation c on c.citation_key in (d.citation_key, d.law_key)
    join document citing on citing.id = c.document_id
    where d.id = ${documentId} and citing.id <> d.id and c.role = any(${roles}::text[])
      and (${!publishedOnly} or citing.state = 'published')
      and ${means(publishedOnly)}
    order by citing.issued_from desc nulls last, citing.id desc, c.position
    limit ${options.limit} offset ${options.offset}
  `.execute(db);
  return {
    total: rows.rows[0]?.total ?? 0,
    items: rows.rows.map(({ total: _total, citation_id: citationId, state, ...row }) => ({
      ...row,
      kind: readKind(row.kind),
      published: state === 'published',
      citationId,
    })),
  };
}

/** Condition on document `d`: the published document `citing` puts it out of force. */
export const isReplacedBy = sql<boolean>`(citing.state = 'published' and citing.id <> d.id and exists (
  select 1 from citation c where c.document_id = citing.id and c.role = 'replaces'
    and c.citation_key in (d.citation_key, d.law_key) and ${means(true)}))`;

/** Condition on document `d`: another published document puts it out of force. */
export const isReplaced = sql<boolean>`exists (
  select 1 from citation c join document citing on citing.id = c.document_id
  where c.citation_key in (d.citation_key, d.law_key) and c.role = 'replaces'
    and citing.state = 'published' and citing.id <> d.id and ${means(true)})`;

/** Of these documents, those another published document puts out of force. */
export async function replacedAmong(db: Querying, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const rows = await sql<{ id: number }>`
    select d.id from document d where d.id = any(${[...ids]}::bigint[]) and ${isReplaced}
  `.execute(db);
  return new Set(rows.rows.map(({ id }) => id));
}
