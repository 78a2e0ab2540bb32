import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';

/** Up to which event of the log there was told. */
interface Cursor {
  /** Read, and told to those who want it at once. */
  readonly seq: number;
  /** Told in letters of the day, the last ones on `daily_on`. */
  readonly daily_seq: number;
  readonly daily_on: string | null;
}

/** Locks the cursor; where there is none, it begins after what has happened so far. */
export async function lockCursor(tx: Transaction): Promise<Cursor> {
  await sql`insert into following_cursor (seq, daily_seq) select seq, seq from event_head
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<Cursor>`
    select seq, daily_seq, daily_on::text from following_cursor for update`.execute(tx);
  return rows[0] ?? { seq: 0, daily_seq: 0, daily_on: null };
}
