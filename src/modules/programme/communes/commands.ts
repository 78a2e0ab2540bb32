import { sql } from 'kysely';
import { type Actor, holds } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseStale } from '../plans/store.ts';
import { mayDo } from '../policy.ts';
import { readLayout, type TypedLayout } from './inputs.ts';
import { type LaidCommune, laidCommunes, layoutsKept } from './queries.ts';

/** Heads of the programme and administrators lay communes out. */
export function mayLay(actor: Actor): boolean {
  return mayDo(actor, 'decide', null) || holds(actor, 'administrator');
}

function refuseUnlessLays(actor: Actor): void {
  if (mayLay(actor)) return;
  throw new Refusal('forbidden', {
    vi: 'Chỉ phụ trách chương trình hoặc quản trị viên được xếp sơ đồ ô xã, phường.',
    en: 'Only a programme head or an administrator may lay out communes.',
  });
}

/** The layout in use, or 0, with nobody else changing it until the end. */
async function lockLatest(tx: Transaction): Promise<{ readonly version: number; readonly source: string }> {
  await sql`select pg_advisory_xact_lock(hashtext('commune_layout'))`.execute(tx);
  const { rows } = await sql<{ version: number; source: string }>`
    select id as version, source from commune_layout order by id desc limit 1`.execute(tx);
  return rows[0] ?? { version: 0, source: '' };
}

interface Place {
  readonly code: string;
  readonly column: number;
  readonly row: number;
}

/** How many communes stand elsewhere than before, or nowhere any longer. */
function movedFrom(before: readonly LaidCommune[], tiles: readonly Place[]): number {
  const now = new Map(tiles.map((tile) => [tile.code, tile]));
  return before.filter(({ code, column, row }) => {
    const tile = now.get(code);
    return (tile?.column ?? null) !== column || (tile?.row ?? null) !== row;
  }).length;
}

async function keepLayout(
  tx: Transaction,
  services: Services,
  actor: Actor,
  layout: { readonly tiles: readonly Place[]; readonly source: string },
  event: { readonly name: 'commune.laid_out' | 'commune.layout_restored'; readonly moved: number },
): Promise<void> {
  const at = services.clock();
  const { id } = await tx
    .insertInto('commune_layout')
    .values({ source: layout.source, made_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`insert into commune_tile (layout_id, organisation_id, at_column, at_row)
    select ${id}, organisation.id, tile."column", tile."row"
    from json_to_recordset(${JSON.stringify(layout.tiles)}::json) as tile (code text, "column" integer, "row" integer)
    join organisation on organisation.code = tile.code`.execute(tx);
  await sql`delete from commune_layout where id in (select id from commune_layout order by id desc offset ${layoutsKept})`.execute(
    tx,
  );
  await bumpContentVersion(tx);
  await appendEvent(tx, {
    ...{ name: event.name, actor, at, subject: { kind: 'commune_layout', id } },
    facts: { moved: event.moved },
  });
}

/**
 * Lays communes out anew; nothing is written where all stands as typed already. `version`: the layout the page showed. Throws
 * InvalidInput by field; Refusal `conflict` when somebody else laid them out meanwhile, `forbidden`.
 */
export async function layCommunes(
  services: Services,
  actor: Actor,
  typed: TypedLayout,
  version: number,
): Promise<void> {
  refuseUnlessLays(actor);
  await services.db.transaction().execute(async (tx) => {
    const latest = await lockLatest(tx);
    const before = await laidCommunes(tx);
    const { tiles, source } = readLayout(before, typed);
    const moved = movedFrom(before, tiles);
    // the same click twice
    if (moved === 0 && latest.version > 0 && latest.source === source) return;
    refuseStale(latest, version);
    await keepLayout(tx, services, actor, { tiles, source }, { name: 'commune.laid_out', moved });
  });
}

/** Puts a layout that was in use back, as a new one. Throws Refusal `not_found`, `conflict`, `forbidden`. */
export async function restoreLayout(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  refuseUnlessLays(actor);
  await services.db.transaction().execute(async (tx) => {
    const latest = await lockLatest(tx);
    const former = Number.isSafeInteger(id)
      ? await tx.selectFrom('commune_layout').select('source').where('id', '=', id).executeTakeFirst()
      : undefined;
    if (!former) throw notFound();
    const before = await laidCommunes(tx);
    const tiles = (await laidCommunes(tx, id)).flatMap(({ code, column, row }) =>
      column === null || row === null ? [] : [{ code, column, row }],
    );
    const moved = movedFrom(before, tiles);
    if (moved === 0 && latest.source === former.source) return;
    refuseStale(latest, version);
    await keepLayout(
      tx,
      services,
      actor,
      { tiles, source: former.source },
      { name: 'commune.layout_restored', moved },
    );
  });
}
