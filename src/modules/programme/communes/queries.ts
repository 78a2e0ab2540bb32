import { type RawBuilder, sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';

/** The layout that is shown, as a value in a statement. */
export const latestLayout: RawBuilder<number> = sql<number>`(select max(id) from commune_layout)`;

/** Communes and wards of today; condition on `organisation`. */
export const communeOfToday: RawBuilder<boolean> = sql<boolean>`organisation.kind in ('commune', 'ward')
  and coalesce(organisation.valid_from, '-infinity'::date) <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
  and coalesce(organisation.valid_to, 'infinity'::date) >= (now() at time zone 'Asia/Ho_Chi_Minh')::date`;

export interface LaidCommune {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** Both null where it has no place. */
  readonly column: number | null;
  readonly row: number | null;
}

/** Communes and wards of today by name, with the place each has in a layout, the latest unless another is asked for. One statement. */
export async function laidCommunes(
  db: Querying,
  layout: number | null = null,
): Promise<readonly LaidCommune[]> {
  const { rows } = await sql<LaidCommune>`
    select organisation.id, organisation.code, organisation.name, tile.at_column as "column", tile.at_row as "row"
    from organisation left join commune_tile tile on tile.organisation_id = organisation.id
      and tile.layout_id = ${layout === null ? latestLayout : sql`${layout}`}
    where ${communeOfToday} order by organisation.name collate vi, organisation.id`.execute(db);
  return rows;
}

export interface Layout {
  readonly id: number;
  readonly source: string;
  readonly at: Date;
  readonly tiles: number;
  readonly who: string | null;
}

/** Layouts kept at most; older ones make room. */
export const layoutsKept = 30;

/** All that are kept, the one in use first. One statement. */
export async function layouts(db: Querying): Promise<readonly Layout[]> {
  const { rows } = await sql<Layout>`
    select layout.id, layout.source, layout.made_at as at,
      (select count(*)::int from commune_tile where layout_id = layout.id) as tiles,
      (select account.name from event join account on account.id = event.actor_account
        where event.subject_kind = 'commune_layout' and event.subject_id = layout.id::text order by event.seq limit 1) as who
    from commune_layout layout order by layout.id desc limit ${layoutsKept}`.execute(db);
  return rows;
}
