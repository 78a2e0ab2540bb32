import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import { seenBy } from './confidential/seen.ts';
import type { Edition } from './edition.ts';
import { type EditionNeighbour, neighboursColumn, readNeighbours } from './edition-neighbours.ts';
import { readEdition } from './edition-store.ts';
import type { CatalogueKind } from './entry.ts';
import { type GapKind, gapCondition, gapKinds, gapsOfEntry, isGap } from './gaps.ts';
import { isOpenNote, noteSeenBy, openNotesOfEntry } from './notes/conditions.ts';
import { visibleTo } from './policy.ts';
import { type Relation, relationRows, relationsJson } from './succession/relations.ts';

export const pageSize = 50;

export interface EditionFilters {
  readonly text: string;
  readonly kind: CatalogueKind | null;
  /** In one of these; empty: in any. */
  readonly states: readonly Edition['state'][];
  /** From 1. */
  readonly page: number;
}

export interface ListedEdition {
  readonly edition: Edition;
  readonly entries: number;
  /** Entries that lack something. */
  readonly incomplete: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Editions the actor may see in work, newest year first. Two statements. */
export async function listEditions(
  db: Querying,
  actor: Actor,
  filters: EditionFilters,
): Promise<Page<ListedEdition>> {
  const { total } = await editionsMatching(db, actor, filters)
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows: await pageOfEditions(db, actor, filters), total };
}

/** The rows of `listEditions` alone. One statement. */
export async function pageOfEditions(
  db: Querying,
  actor: Actor,
  filters: EditionFilters,
): Promise<ListedEdition[]> {
  const rows = await editionsMatching(db, actor, filters)
    .selectAll('edition')
    .select([
      sql<number>`(select count(*) from entry where entry.edition_id = edition.id and entry.removed_at is null
        and ${seenBy(actor)})`.as('entries'),
      sql<number>`(select count(*) from entry where entry.edition_id = edition.id and entry.removed_at is null
        and ${seenBy(actor)} and cardinality(${gapsOfEntry}) > 0)`.as('incomplete'),
    ])
    .orderBy(sql`coalesce(edition.year, edition.period_from)`, 'desc')
    .orderBy('edition.code')
    .limit(pageSize)
    .offset((filters.page - 1) * pageSize)
    .execute();
  return rows.map((row) => ({
    edition: readEdition(row),
    entries: row.entries,
    incomplete: row.incomplete,
  }));
}

function editionsMatching(db: Querying, actor: Actor, filters: EditionFilters) {
  const visible = visibleTo(actor);
  let query = db.selectFrom('edition');
  if (visible !== 'all') query = query.where('edition.id', '=', sql<number>`any(${visible})`);
  if (filters.kind) query = query.where('edition.kind', '=', filters.kind);
  if (filters.states.length > 0)
    query = query.where('edition.state', '=', sql<string>`any(${filters.states})`);
  if (filters.text)
    query = query.where(
      sql<boolean>`vn_norm(edition.title || ' ' || edition.code) like '%' || vn_norm(${likeText(filters.text)}) || '%'`,
    );
  return query;
}

function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

export interface EntryFilters {
  readonly text: string;
  readonly gap: GapKind | null;
  readonly removed: boolean;
  /** Only those with internal notes that are not settled. */
  readonly withNotes?: boolean;
  readonly page: number;
}

export interface ListedEntry {
  readonly id: number;
  readonly code: string;
  readonly tt: string | null;
  readonly title: string;
  readonly ordinal: number;
  readonly lead: string | null;
  readonly illustrative: boolean;
  readonly confidential: boolean;
  readonly gaps: readonly GapKind[];
  readonly editors: readonly string[];
  /** Internal notes that are not settled. */
  readonly openNotes: number;
  readonly removedAt: Date | null;
  /** What an amendment does with it; a new entry anywhere else. */
  readonly purpose: 'add' | 'change' | 'takeOut';
  /** Entries that took it over or were taken over by it. */
  readonly succession: readonly Relation[];
}

/** The entries a filter leaves of those the actor may see, whatever the page. */
export function matchingEntries(
  db: Querying,
  actor: Actor,
  editionId: number,
  filters: Omit<EntryFilters, 'page'>,
) {
  let query = db
    .selectFrom('entry')
    .where(seenBy(actor))
    .where('entry.edition_id', '=', editionId)
    .where('entry.removed_at', filters.removed ? 'is not' : 'is', null);
  if (filters.gap) query = query.where(gapCondition(filters.gap));
  if (filters.withNotes) query = query.where(hasOpenNotes);
  if (filters.text)
    query = query.where(
      sql<boolean>`vn_norm(entry.title || ' ' || entry.code) like '%' || vn_norm(${likeText(filters.text)}) || '%'`,
    );
  return query;
}

/** Entries of an edition in printed order, with what each lacks and who has unsaved text in it. Two statements. */
export async function listEntryRows(
  db: Querying,
  actor: Actor,
  editionId: number,
  filters: EntryFilters,
): Promise<Page<ListedEntry>> {
  const query = matchingEntries(db, actor, editionId, filters);
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(['entry.id', 'entry.code', 'entry.tt', 'entry.ordinal', 'entry.removed_at'])
    .select(['entry.illustrative', 'entry.confidential', 'entry.amends_entry_id', 'entry.takes_out'])
    .select([
      sql<string>`left(entry.title, 300)`.as('title'),
      sql<string[]>`${gapsOfEntry}`.as('gaps'),
      relationsJson(actor).as('succession'),
      sql<
        string | null
      >`(select string_agg(named.name, ', ' order by named.position) from entry_organisation named
        where named.entry_id = entry.id and named.role in ('lead', 'in_need'))`.as('lead'),
      sql<
        string[]
      >`array(select account.name from working_copy join account on account.id = working_copy.account_id
        where working_copy.entry_id = entry.id)`.as('editors'),
      openNotesOfEntry.as('openNotes'),
    ])
    .orderBy('entry.ordinal')
    .orderBy('entry.id')
    .limit(pageSize)
    .offset((filters.page - 1) * pageSize)
    .execute();
  return {
    rows: rows.map(({ removed_at, gaps, amends_entry_id, takes_out, succession, ...row }) => ({
      ...row,
      succession: relationRows.parse(succession),
      removedAt: removed_at,
      purpose: amends_entry_id === null ? 'add' : takes_out ? 'takeOut' : 'change',
      gaps: gaps.filter(isGap),
    })),
    total,
  };
}

export interface EntryCounts {
  readonly entries: number;
  /** Entries by what they lack. */
  readonly gaps: ReadonlyMap<GapKind, number>;
  /** Entries with internal notes that are not settled. */
  readonly withNotes: number;
  /** Such notes of these entries and of the edition as a whole. */
  readonly openNotes: number;
  /** Of modules above, that hang on the edition. */
  readonly neighbours: readonly EditionNeighbour[];
}

const hasOpenNotes = sql<boolean>`exists (select 1 from note where note.entry_id = entry.id and ${isOpenNote})`;

/** What there is of an edition that the actor may see. One statement. */
export async function entryCounts(db: Querying, actor: Actor, editionId: number): Promise<EntryCounts> {
  const row = await db
    .selectFrom('entry')
    .where(seenBy(actor))
    .where('edition_id', '=', editionId)
    .where('removed_at', 'is', null)
    .select(gapKinds.map((kind) => sql<number>`count(*) filter (where ${gapCondition(kind)})`.as(kind)))
    .select([
      sql<number>`count(*)`.as('entries'),
      sql<number>`count(*) filter (where ${hasOpenNotes})`.as('withNotes'),
      sql<number>`(select count(*) from note where note.edition_id = ${editionId} and ${isOpenNote}
        and ${noteSeenBy(actor)})`.as('openNotes'),
      neighboursColumn(actor, editionId).as('neighbours'),
    ])
    .executeTakeFirstOrThrow();
  const { entries, withNotes, openNotes } = row;
  return {
    ...{ entries, withNotes, openNotes, neighbours: readNeighbours(row.neighbours) },
    gaps: new Map(gapKinds.map((kind) => [kind, row[kind]])),
  };
}

/** What one entry lacks. One statement. */
export async function gapsOf(db: Querying, actor: Actor, entryId: number): Promise<readonly GapKind[]> {
  const row = await db
    .selectFrom('entry')
    .where('entry.id', '=', entryId)
    .where(seenBy(actor))
    .select(sql<string[]>`${gapsOfEntry}`.as('gaps'))
    .executeTakeFirstOrThrow();
  return row.gaps.filter(isGap);
}
