import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { seenBy } from '../confidential/seen.ts';
import type { Edition } from '../edition.ts';
import { matchingEntries, type Page, pageSize } from '../edition-queries.ts';
import { readEdition } from '../edition-store.ts';
import { can } from '../policy.ts';
import { isLater, isOutcome, type Outcome, outcomes } from './outcome.ts';

/** What was said of an entry last. */
export interface Settled {
  /** Another one once anything of it is changed. */
  readonly id: number;
  readonly outcome: Outcome;
  readonly note: string;
  readonly noteEn: string;
  readonly reference: string;
  readonly continuedAs: Copy | null;
  readonly isPublic: boolean;
  readonly by: string | null;
  readonly at: Date;
}

/** The entry of a later edition that was made of one. */
export interface Copy {
  readonly id: number;
  /** null where the actor may not see it. */
  readonly code: string | null;
  /** Visitors read nothing of it, nor that the entry goes on as it. */
  readonly confidential: boolean;
  readonly editionId: number;
  readonly editionCode: string;
  /** It was taken out of its edition, or that was withdrawn or given up: the entry has no outcome again. */
  readonly gone: 'removed' | 'edition' | null;
}

export interface EntryOutcome {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly illustrative: boolean;
  readonly confidential: boolean;
  /** Said last; it stands only where its copy is not gone. */
  readonly settled: Settled | null;
}

/** True where something stands as the outcome of the entry. */
export function stands(settled: Settled | null): settled is Settled {
  return settled !== null && !settled.continuedAs?.gone;
}

export const outcomeFilters = ['open', ...outcomes] as const;
export type OutcomeFilter = (typeof outcomeFilters)[number];

export interface OutcomeFilters {
  readonly text: string;
  readonly outcome: OutcomeFilter | null;
  /** From 1. */
  readonly page: number;
}

/**
 * The entry in which an outcome `said` goes on: its copy, or where that is found since it was merged or split in public.
 * Seen or not: whether it is there is told of all.
 */
const goesOnIn = sql<number>`case when exists (
    select 1 from entry_succession s where s.from_entry_id = said.continued_as and s.public_at is not null and not s.stays
  ) then (select found.id from entry_found_in(said.continued_as) as next (id) join entry found on found.id = next.id
    order by found.removed_at is not null, found.code limit 1)
  else said.continued_as end`;

const standing = sql<boolean>`(said.id is not null and (said.outcome <> 'carried_over'
  or copy.removed_at is null and later.state not in ('withdrawn', 'given_up')))`;

const isOf = (filter: OutcomeFilter) =>
  filter === 'open'
    ? sql<boolean>`not ${standing}`
    : sql<boolean>`(${standing} and said.outcome = ${filter})`;

/** Entries of a published edition with what was said of each. Copies seen or not: whether they are there is told of all. */
function entriesWithOutcomes(db: Querying, actor: Actor, editionId: number, text: string) {
  return (
    matchingEntries(db, actor, editionId, { text, gap: null, removed: false })
      // one that was never public, and is not confidential either, is none of a published edition
      .where(sql<boolean>`(entry.published_at is not null or entry.confidential)`)
      .leftJoin('entry_outcome as said', (join) =>
        join.onRef('said.entry_id', '=', 'entry.id').on('said.replaced_at', 'is', null),
      )
      .leftJoin('entry as copy', (join) => join.on('copy.id', '=', goesOnIn))
      .leftJoin('edition as later', 'later.id', 'copy.edition_id')
      .leftJoin('account as person', 'person.id', 'said.settled_by')
  );
}

type Query = ReturnType<typeof entriesWithOutcomes>;

function selectRows(query: Query, actor: Actor) {
  return query
    .select(['entry.id', 'entry.code', 'entry.title', 'entry.illustrative', 'entry.confidential'])
    .select(['said.id as saidId', 'said.outcome', 'said.note', 'said.note_en', 'said.reference'])
    .select(['said.public_at', 'said.settled_at', 'person.name as by'])
    .select(['copy.id as copyId', 'copy.removed_at as copyRemoved', 'copy.confidential as copyConfidential'])
    .select(sql<string | null>`case when ${seenBy(actor, 'copy')} then copy.code end`.as('copyCode'))
    .select(['later.id as laterId', 'later.code as laterCode', 'later.state as laterState'])
    .orderBy('entry.ordinal')
    .orderBy('entry.id');
}
type Row = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function readRow(row: Row): EntryOutcome {
  const { id, code, title, illustrative, confidential } = row;
  return { id, code, title, illustrative, confidential, settled: readSettled(row) };
}

function readSettled(row: Row): Settled | null {
  if (row.saidId === null || row.settled_at === null || !isOutcome(row.outcome ?? '')) return null;
  return {
    id: row.saidId,
    outcome: row.outcome as Outcome,
    note: row.note ?? '',
    noteEn: row.note_en ?? '',
    reference: row.reference ?? '',
    continuedAs: readCopy(row),
    isPublic: row.public_at !== null,
    by: row.by,
    at: row.settled_at,
  };
}

function readCopy(row: Row): Copy | null {
  if (row.copyId === null || row.laterId === null) return null;
  const ended = row.laterState === 'withdrawn' || row.laterState === 'given_up';
  return {
    id: row.copyId,
    code: row.copyCode,
    confidential: row.copyConfidential === true,
    editionId: row.laterId,
    editionCode: row.laterCode ?? '',
    gone: ended ? 'edition' : row.copyRemoved === null ? null : 'removed',
  };
}

/** All that a filter finds, on whatever page, up to a number. One statement. */
export async function matchingOutcomes(
  db: Querying,
  actor: Actor,
  editionId: number,
  filters: Omit<OutcomeFilters, 'page'>,
  most: number,
): Promise<readonly EntryOutcome[]> {
  const rows = await selectRows(filtered(db, actor, editionId, filters), actor)
    .limit(most)
    .execute();
  return rows.map(readRow);
}

function filtered(
  db: Querying,
  actor: Actor,
  editionId: number,
  { text, outcome }: Omit<OutcomeFilters, 'page'>,
): Query {
  const query = entriesWithOutcomes(db, actor, editionId, text);
  return outcome ? query.where(isOf(outcome)) : query;
}

/** Entries of a published edition in printed order with their outcomes, a page of them. Two statements. */
export async function listOutcomes(
  db: Querying,
  actor: Actor,
  editionId: number,
  filters: OutcomeFilters,
): Promise<Page<EntryOutcome>> {
  const query = filtered(db, actor, editionId, filters);
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selectRows(query, actor)
    .limit(pageSize)
    .offset((filters.page - 1) * pageSize)
    .execute();
  return { rows: rows.map(readRow), total };
}

/** These entries of the edition, as far as they are in it, in printed order. One statement. */
export async function outcomesOf(
  db: Querying,
  actor: Actor,
  editionId: number,
  entryIds: readonly number[],
): Promise<readonly EntryOutcome[]> {
  const rows = await selectRows(entriesWithOutcomes(db, actor, editionId, ''), actor)
    .where('entry.id', '=', sql<number>`any(${entryIds})`)
    .execute();
  return rows.map(readRow);
}

export type OutcomeCounts = Readonly<Record<OutcomeFilter, number>>;

/** How many entries came to what, those that are confidential among them if the actor sees them. One statement. */
export async function outcomeCounts(db: Querying, actor: Actor, editionId: number): Promise<OutcomeCounts> {
  const row = await entriesWithOutcomes(db, actor, editionId, '')
    .select(outcomeFilters.map((filter) => sql<number>`count(*) filter (where ${isOf(filter)})`.as(filter)))
    .executeTakeFirstOrThrow();
  return row;
}

/** Spans compare as `isLater` does. */
const span = (
  edition: 'edition' | 'other',
) => sql`(coalesce(${sql.ref(`${edition}.year`)}, ${sql.ref(`${edition}.period_from`)}),
  coalesce(${sql.ref(`${edition}.year`)}, ${sql.ref(`${edition}.period_to`)}))`;

/** Draft editions of the kind that follow this one and that the actor may change, the nearest first. One statement. */
export async function draftsAfter(
  db: Querying,
  actor: Actor,
  edition: Edition,
): Promise<readonly Pick<Edition, 'id' | 'code' | 'title'>[]> {
  const rows = await db
    .selectFrom('edition')
    .selectAll()
    .where('kind', '=', edition.kind)
    .where('amends_id', 'is', null)
    .where('state', '=', sql<string>`any(array['draft', 'returned'])`)
    .orderBy(sql`coalesce(year, period_from)`)
    .orderBy(sql`coalesce(year, period_to)`)
    .limit(100)
    .execute();
  return rows.map(readEdition).filter((later) => isLater(later, edition) && can(actor, 'edit', later.id));
}

/** True once an edition that follows this one has been published: what is said of its entries is public at once. */
export async function isFollowed(db: Querying, edition: Edition): Promise<boolean> {
  const { rows } = await sql<{ followed: boolean }>`
    select exists (select 1 from edition other, edition where edition.id = ${edition.id} and other.kind = edition.kind
      and other.amends_id is null and other.state in ('published', 'superseded')
      and ${span('other')} > ${span('edition')}) as followed`.execute(db);
  return rows[0]?.followed ?? false;
}

export interface Former {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly state: string;
  readonly entries: number;
  /** Entries of which nobody has said what became of them. */
  readonly open: number;
}

/**
 * Public editions that the edition with this number follows, the nearest first, ten at most; none for an amendment. Copies
 * are asked seen or not: only whether they are there.
 */
function formerOf(actor: Actor, editionId: number): RawBuilder<Former> {
  return sql<Former>`
    select other.id, other.code, other.title, other.state, counted.entries, counted.open
    from edition join edition other on other.kind = edition.kind and other.amends_id is null
      and other.state in ('published', 'superseded') and ${span('other')} < ${span('edition')}
    cross join lateral (
      select count(*)::int as entries, count(*) filter (where not ${standing})::int as open
      from entry left join entry_outcome said on said.entry_id = entry.id and said.replaced_at is null
        left join entry copy on copy.id = ${goesOnIn} left join edition later on later.id = copy.edition_id
      where entry.edition_id = other.id and entry.removed_at is null
        and (entry.published_at is not null or entry.confidential) and ${seenBy(actor)}
    ) counted
    where edition.id = ${editionId} and edition.amends_id is null
    order by ${span('other')} desc limit 10`;
}

/** Public editions that this one follows, the nearest first, ten at most. One statement. */
export async function editionsBefore(
  db: Querying,
  actor: Actor,
  edition: Edition,
): Promise<readonly Former[]> {
  return (await formerOf(actor, edition.id).execute(db)).rows;
}

/** The nearest edition before with entries that have no outcome, as JSON: a part of a statement. */
export function formerLeftOpen(actor: Actor, editionId: number): RawBuilder<Former | null> {
  return sql<Former | null>`(select to_jsonb(former) from (${formerOf(actor, editionId)}) former
    where former.open > 0 limit 1)`;
}

/** An edition in force that another one replaces once it is published, with how many entries visitors read of it. */
export interface Replaced {
  readonly code: string;
  readonly entries: number;
}

/** How many entries of an edition that stands in the statement under this name visitors read, seen or not: a part of it. */
export function shownIn(edition: string): RawBuilder<number> {
  return sql<number>`(select count(*)::int from entry shown where shown.edition_id = ${sql.ref(`${edition}.id`)}
    and shown.published_at is not null and shown.removed_at is null and not shown.confidential)`;
}

/** The edition in force that this one replaces, as JSON: a part of a statement. */
export function replacedBy(editionId: number): RawBuilder<Replaced | null> {
  return sql<Replaced | null>`(select json_build_object('code', former.code, 'entries', ${shownIn('former')})
    from edition join edition former on former.id = edition.replaces_id
    where edition.id = ${editionId} and former.state = 'published')`;
}
