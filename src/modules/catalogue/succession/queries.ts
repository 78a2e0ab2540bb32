import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { seenBy } from '../confidential/seen.ts';
import type { Edition } from '../edition.ts';
import { type Page, pageSize } from '../edition-queries.ts';

/** An entry that may be merged with others. */
export interface Mergeable {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly illustrative: boolean;
}

function mergeableEntries(db: Querying, actor: Actor, { id, amends }: Edition) {
  // what an amendment has copied is offered as the public entry it stands for
  return db
    .selectFrom('entry')
    .where(seenBy(actor))
    .where(
      sql<boolean>`entry.removed_at is null and (entry.edition_id = ${id} and entry.amends_entry_id is null
      or entry.edition_id = ${amends?.editionId ?? 0} and entry.published_at is not null and not entry.confidential
        and not exists (select 1 from entry out where out.edition_id = ${id} and out.amends_entry_id = entry.id
          and out.takes_out and out.removed_at is null))`,
    );
}

/** Entries of a draft, and public ones that an amendment may change, in printed order, a page of them. Two statements. */
export async function entriesToChooseFrom(
  db: Querying,
  actor: Actor,
  edition: Edition,
  { text, page }: { readonly text: string; readonly page: number },
): Promise<Page<Mergeable>> {
  let query = mergeableEntries(db, actor, edition);
  if (text)
    query = query.where(
      sql<boolean>`position(vn_norm(${text}) in vn_norm(entry.title || ' ' || entry.code)) > 0`,
    );
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(['entry.id', 'entry.code', 'entry.title', 'entry.illustrative'])
    .orderBy(sql`entry.edition_id = ${edition.id}`)
    .orderBy('entry.ordinal')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { total, rows };
}

/**
 * Those of these entries that may be merged, in the order asked for; a copy in an amendment is its public entry. Seen or not:
 * a copy is of a public one. One statement.
 */
export async function chosenToMerge(
  db: Querying,
  actor: Actor,
  edition: Edition,
  ids: readonly number[],
): Promise<readonly Mergeable[]> {
  if (ids.length === 0) return [];
  const rows = await mergeableEntries(db, actor, edition)
    .leftJoin('entry as copy', (join) =>
      join.onRef('copy.amends_entry_id', '=', 'entry.id').on('copy.edition_id', '=', edition.id),
    )
    .where(sql<boolean>`(entry.id = any(${ids}) or copy.id = any(${ids}))`)
    .select(['entry.id', 'entry.code', 'entry.title', 'entry.illustrative', 'copy.id as copyId'])
    .execute();
  const found = ids.flatMap((id) => rows.find((row) => row.id === id || row.copyId === id) ?? []);
  return [...new Set(found)].map(({ copyId: _copy, ...entry }) => entry);
}
