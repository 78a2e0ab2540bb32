import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { communeOfToday, latestLayout } from '../communes/queries.ts';
import { shownName } from '../shown-name.ts';
import { taskStates } from '../tasks/task.ts';
import type { BoardFilters } from './filters.ts';
import { counted, tasksIn } from './queries.ts';

const row = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string() },
  ...{ column: z.number().nullable(), row: z.number().nullable() },
  states: z.partialRecord(z.enum(taskStates), z.number()),
  /** Of how many of its tasks nobody has told anything. */
  silent: z.number(),
});
export type CommuneRow = z.infer<typeof row>;

export interface CommuneCounts {
  readonly rows: readonly CommuneRow[];
  /** Who laid the scheme out; null where nobody did, and there is no map. */
  readonly source: string | null;
}

/** Communes and wards of today with their place and the tasks they lead, from the kept counts. One statement. */
export async function communeCounts(db: Querying, filters: BoardFilters): Promise<CommuneCounts> {
  const silent = filters.open ? sql`open_silent` : sql`silent_tasks`;
  const whose =
    filters.agency === null ? sql`organisation_id <> 0` : sql`organisation_id = ${filters.agency}`;
  const { rows } = await sql<{ source: string; rows: unknown }>`
    select layout.source, (select coalesce(json_agg(commune), '[]') from (
      select organisation.id, organisation.code, ${shownName(filters.lang)} as name, tile.at_column as "column", tile.at_row as "row",
        coalesce(unit.states, '{}'::jsonb) as states, coalesce(unit.silent, 0) as silent
      from organisation left join commune_tile tile on tile.layout_id = layout.id and tile.organisation_id = organisation.id
      left join (
        select organisation_id, jsonb_object_agg(state, tasks) as states, sum(silent)::int as silent from (
          select organisation_id, state, sum(${tasksIn(filters)})::int as tasks, sum(${silent})::int as silent from task_count
          where ${counted(filters)} and ${whose} group by 1, 2 having sum(${tasksIn(filters)}) > 0) each_state
        group by organisation_id) unit on unit.organisation_id = organisation.id
      where ${communeOfToday} order by ${shownName(filters.lang)} collate vi, organisation.id) commune) as rows
    from commune_layout layout
    where layout.id = ${latestLayout} and exists (select 1 from commune_tile where layout_id = layout.id)`.execute(
    db,
  );
  const [found] = rows;
  return found ? { source: found.source, rows: z.array(row).parse(found.rows) } : { source: null, rows: [] };
}
