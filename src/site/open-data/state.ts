import { sql } from 'kysely';
import type { Querying } from '../../platform/database/open.ts';
import { writeCursor } from '../api/paging.ts';

/** The state of what is public, and the last event that was known then. */
export interface PublicState {
  readonly version: number;
  readonly seq: number;
}

/**
 * Read before the rows: events are numbered in the order in which they are committed, so that a file holds at least all that
 * happened up to this number, and whoever follows the changes after it misses nothing. One statement.
 */
export async function publicState(db: Querying): Promise<PublicState> {
  const { rows } = await sql<PublicState>`
    select c.version, h.seq from content_version c, event_head h`.execute(db);
  return rows[0] ?? { version: 0, seq: 0 };
}

/** The `since` of the changes that come after a state. */
export function sinceOf({ seq }: PublicState): string {
  return writeCursor({ seq });
}
