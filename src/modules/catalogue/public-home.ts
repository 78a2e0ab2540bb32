import { sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { browseItems, type FoundItem, readItems } from '../../platform/search/index.ts';
import { isPublic } from './public-entry.ts';
import { listSectors } from './sector.ts';

/** What the home page tells of the catalogue. */
export interface CatalogueOverview {
  readonly problems: number;
  readonly needs: number;
  /** Of both kinds, with the status “looking for a solution”. */
  readonly open: number;
  /** Taking proposals today, the first to close first; when there are none, problems looking for a solution. */
  readonly inviting: readonly FoundItem[];
  readonly taking: boolean;
  readonly newestNeeds: readonly FoundItem[];
  readonly sectors: ReadonlyMap<string, Text>;
}

const shownInviting = 6;
const shownNeeds = 4;

/** Five statements. */
export async function catalogueOverview(db: Querying, today: LocalDate): Promise<CatalogueOverview> {
  const taking = await takingProposals(db, today);
  const problems = await browseItems(db, 'problem', 'newest', 0, 40);
  const needs = await browseItems(db, 'need', 'newest', 0, shownNeeds);
  const sectors = await listSectors(db);
  const open = ({ facets }: typeof problems) => facets.status?.open ?? 0;
  return {
    problems: problems.total,
    needs: needs.total,
    open: open(problems) + open(needs),
    inviting:
      taking.length > 0
        ? taking
        : problems.items.filter(({ shown }) => shown.status === 'open').slice(0, shownInviting),
    taking: taking.length > 0,
    newestNeeds: needs.items,
    sectors: new Map(sectors.map(({ code, name, nameEn }) => [code, { vi: name, en: nameEn }])),
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
