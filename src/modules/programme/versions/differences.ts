import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { shownTarget, shownTask } from '../public/open.ts';
import type { ItemKind } from './content.ts';

export interface ItemDifference {
  readonly kind: ItemKind;
  readonly id: number;
  readonly code: string;
  readonly how: 'added' | 'removed' | 'changed';
  /** null where the item was not there yet. */
  readonly before: unknown;
  readonly after: unknown;
  readonly document: string | null;
}

export const differencesPerPage = 40;

/**
 * What a plan says otherwise on one day than on another, in printed order: two states compared, whatever lies between. One statement.
 * `all`: also of items that are not public.
 */
export async function planDifferences(
  db: Querying,
  planId: number,
  [from, to]: readonly [LocalDate, LocalDate],
  ask: { readonly page: number; readonly all: boolean },
): Promise<{ readonly rows: readonly ItemDifference[]; readonly total: number }> {
  const stood = (version: string, day: LocalDate) => {
    const [begin, end] = [sql.ref(`${version}.from_on`), sql.ref(`${version}.to_on`)];
    return sql`${begin} <= ${day}::date and (${end} is null or ${end} >= ${day}::date)`;
  };
  const of = (kind: ItemKind, part: number) => {
    const [item, versions] = [sql.table(kind), sql.table(`${kind}_version`)];
    const key = sql.ref(`${kind}_id`);
    const shown = ask.all ? sql`true` : kind === 'task' ? shownTask : shownTarget;
    const own = kind === 'task' ? sql`instance_of is null` : sql`true`;
    return sql`select ${sql.lit(part)} as part, ${sql.lit(kind)} as kind, ${item}.id, code, position, earlier.content as before,
        later.content as after, later.document
      from ${item}
      join ${versions} later on later.${key} = ${item}.id and ${stood('later', to)}
      left join ${versions} earlier on earlier.${key} = ${item}.id and ${stood('earlier', from)}
      where plan_id = ${planId} and ${own} and ${shown} and earlier.content is distinct from later.content`;
  };
  const { rows } = await sql<ItemDifference & { total: number }>`
    select kind, id, code, before, after, document, (count(*) over ())::integer as total,
      case when before is null then 'added'
        when after->>'closed' = 'not_carried_out' and before->>'closed' is null then 'removed' else 'changed' end as how
    from (${of('task', 1)} union all ${of('target', 2)}) difference
    order by part, position, id limit ${differencesPerPage} offset ${(ask.page - 1) * differencesPerPage}`.execute(
    db,
  );
  return { rows, total: rows[0]?.total ?? 0 };
}
