import { sql } from 'kysely';
import { visitor } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { seenBy } from '../confidential/seen.ts';
import { type EntryStatus, entryStatuses } from '../entry.ts';
import { type EntryRecord, entriesOf } from '../entry-store.ts';
import { relationsJson } from '../succession/relations.ts';
import { previewRows } from './preview.ts';

/** What a document says of all its entries together. */
export interface Figures {
  readonly entries: number;
  readonly byStatus: Readonly<Record<EntryStatus, number>>;
  readonly illustrative: boolean;
  /** Of an amendment: entries are merged into others, or split. */
  readonly merges: boolean;
  readonly splits: boolean;
}

export function figuresOf(entries: readonly EntryRecord[]): Figures {
  const having = (status: EntryStatus) => entries.filter((entry) => entry.status === status).length;
  const deeds = entries.flatMap(({ succession }) => succession.map(({ deed }) => deed));
  return {
    entries: entries.length,
    byStatus: byStatus(having),
    illustrative: entries.some(({ illustrative }) => illustrative),
    merges: deeds.includes('merged_into'),
    splits: deeds.includes('split_into'),
  };
}

function byStatus(having: (status: EntryStatus) => number): Figures['byStatus'] {
  return Object.fromEntries(entryStatuses.map((status) => [status, having(status)])) as Figures['byStatus'];
}

/** A document's entries as far as its preview shows them, and the figures of all. */
export interface Excerpt {
  /** The first rows, and after them one entry for each column that may else seem empty. */
  readonly entries: readonly EntryRecord[];
  readonly figures: Figures;
}

/** Of the entries that are no secret, however many there are. Two statements. */
export async function excerptOf(db: Querying, editionId: number): Promise<Excerpt> {
  const said = (...path: readonly string[]) => sql`coalesce(shown.detail #>> ${[...path]}::text[], '') <> ''`;
  const hasDeed = (deed: string) =>
    sql`coalesce(bool_or(jsonb_path_exists(shown.succession, '$[*] ? (@.deed == $deed)', ${JSON.stringify({ deed })}::jsonb)), false)`;
  const { rows } = await sql<{
    ids: number[];
    statuses: string[];
    counts: number[];
    illustrative: boolean;
    merges: boolean;
    splits: boolean;
  }>`
    with shown as (
      select entry.id, entry.ordinal, entry.status, entry.detail, entry.illustrative,
        case when exists (select 1 from entry_succession s where s.from_entry_id = entry.id)
          then ${relationsJson(visitor)}::jsonb else '[]' end as succession
      from entry where entry.edition_id = ${editionId} and entry.removed_at is null and ${seenBy(visitor)}
    ), kept as (
      (select id from shown order by ordinal limit ${previewRows})
      union (select id from shown where illustrative order by ordinal limit 1)
      union (select id from shown where ${said('context')} or ${said('currentTechnology')} order by ordinal limit 1)
      union (select id from shown where ${said('deadline')} or ${said('time', 'raw')} or ${said('time', 'from')}
        or ${said('time', 'to')} order by ordinal limit 1)
      union (select id from shown where exists (select 1 from entry_basis basis where basis.entry_id = shown.id)
        order by ordinal limit 1)
      union (select id from shown where exists (select 1 from entry_organisation named
        where named.entry_id = shown.id and named.role = 'partner') order by ordinal limit 1)
    ), counted as (select status, count(*)::int as count from shown group by status)
    select coalesce((select array_agg(id) from kept), '{}') as ids,
      coalesce((select array_agg(status) from counted), '{}') as statuses,
      coalesce((select array_agg(count) from counted), '{}') as counts,
      coalesce(bool_or(shown.illustrative), false) as illustrative,
      ${hasDeed('merged_into')} as merges, ${hasDeed('split_into')} as splits
    from shown`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('an aggregate without a row');
  const { ids, statuses, counts, ...figures } = row;
  const entries = (await entriesOf(db, visitor, ids)).sort((one, other) => one.ordinal - other.ordinal);
  const having = (status: EntryStatus) => counts[statuses.indexOf(status)] ?? 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { entries, figures: { ...figures, entries: total, byStatus: byStatus(having) } };
}
