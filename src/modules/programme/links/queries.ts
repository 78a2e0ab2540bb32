import { type RawBuilder, sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import { isPublic } from '../../catalogue/index.ts';
import type { Item } from './item.ts';

export interface LinkedEntry {
  readonly id: number;
  readonly kind: 'problems' | 'needs';
  readonly code: string;
  readonly title: string;
  readonly illustrative: boolean;
}

/** What links name an item by: its column in `item_entry` and `item_origin`. */
const column = ({ kind }: Item): RawBuilder<unknown> => (kind === 'task' ? sql`task_id` : sql`target_id`);

/** Public problems and needs an item is about. One statement. */
export async function entriesOfItem(db: Querying, item: Item): Promise<readonly LinkedEntry[]> {
  const { rows } =
    await sql<LinkedEntry>`select entry.id, entry.kind, entry.code, entry.title, entry.illustrative from item_entry link
    join entry on entry.id = link.entry_id join edition on edition.id = entry.edition_id and ${isPublic}
    where link.${column(item)} = ${item.id} order by entry.code limit 100`.execute(db);
  return rows;
}

/** Plans of these agencies' own to which a task may be taken over. One statement. */
export async function ownUnitPlans(db: Querying, agencies: readonly number[]) {
  if (agencies.length === 0) return [];
  return db
    .selectFrom('plan')
    .select(['id', 'code', 'title'])
    .where('level', '=', 'unit')
    .where('state', 'in', ['draft', 'in_force'])
    .where('organisation_id', 'in', [...agencies])
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}
