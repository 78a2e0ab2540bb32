import { sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { browseItems, type FoundItem, readItems } from '../../platform/search/index.ts';
import { namesForRows } from './listing.ts';
import { isPublic } from './public-entry.ts';

/** What the home page tells of the catalogue. */
export interface CatalogueOverview {
  readonly problems: number;
  readonly needs: number;
  /** Problems with the status “looking for a solution”. */
  readonly open: number;
  /** Taking proposals today, the first to close first; when there are none, problems looking for a solution. */
  readonly inviting: readonly FoundItem[];
  readonly taking: boolean;
  readonly newestNeeds: readonly FoundItem[];
  /** Keywords of the newest entries: searches that surely find something. */
  readonly keywords: readonly string[];
  readonly sectors: ReadonlyMap<string, Text>;
  readonly organisations: ReadonlyMap<string, Text>;
}

const shownInviting = 6;
const shownNeeds = 4;

/** Six statements. */
export async function catalogueOverview(db: Querying, today: LocalDate): Promise<CatalogueOverview> {
  const taking = await takingProposals(db, today);
  const problems = await browseItems(db, 'problem', 'newest', 0, 40);
  const needs = await browseItems(db, 'need', 'newest', 0, shownNeeds);
  const open = problems.items.filter(({ shown }) => shown.status === 'open').slice(0, shownInviting);
  const inviting = taking.length > 0 ? taking : open;
  return {
    problems: problems.total,
    needs: needs.total,
    open: problems.facets.status?.open ?? 0,
    inviting,
    taking: taking.length > 0,
    newestNeeds: needs.items,
    keywords: await newestKeywords(db, problems.items),
    ...(await namesForRows(db, [...inviting, ...needs.items])),
  };
}

async function takingProposals(db: Querying, today: LocalDate): Promise<readonly FoundItem[]> {
  const rows = await sql<{ id: number; kind: string }>`
    select entry.id, entry.kind from entry join edition on edition.id = entry.edition_id
    where entry.open_to >= ${today} and (entry.open_from is null or entry.open_from <= ${today})
      and entry.status = 'open' and ${isPublic}
    order by entry.open_to, entry.code limit ${shownInviting}
  `.execute(db);
  return readItems(
    db,
    rows.rows.map(({ id, kind }) => ({ kind: kind === 'problems' ? 'problem' : 'need', id })),
  );
}

/** One keyword of each of some new problems, short enough to be a search. Seen or not: the search index has public ones. */
async function newestKeywords(db: Querying, items: readonly FoundItem[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('entry')
    .select('keywords')
    .where('id', '=', sql<number>`any(${items.slice(0, 12).map(({ id }) => id)})`)
    .orderBy('code')
    .execute();
  const first = rows.flatMap(({ keywords }) => keywords.slice(0, 1));
  return [...new Set(first)].filter((keyword) => keyword.includes(' ') && keyword.length <= 24).slice(0, 3);
}
