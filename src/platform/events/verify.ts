import { sql } from 'kysely';
import type { Querying, Transaction } from '../database/open.ts';
import type { Facts } from './chain.ts';
import { type Flaw, walkChain } from './walk.ts';

/** What a walk over the chain found. `broken` is the first event that does not fit, with the reason. */
export interface Verification {
  readonly events: number;
  /** Hash of the last event, hexadecimal: kept elsewhere, it proves later that nothing was cut off. */
  readonly head: string;
  readonly broken: Flaw | null;
}

const batch = 5_000;

/**
 * Walks the whole chain in one snapshot and recomputes every hash: finds an event that was changed, removed,
 * inserted or moved, and a tail cut off below the recorded head. Memory is bounded by one batch.
 */
export function verifyEvents(db: Querying): Promise<Verification> {
  return db.transaction().setIsolationLevel('repeatable read').execute(verifyEventsIn);
}

/** As `verifyEvents`, within a transaction that sees one state of the chain. */
export async function verifyEventsIn(tx: Transaction): Promise<Verification> {
  const head = await tx.selectFrom('event_head').select(['seq', 'hash']).executeTakeFirst();
  const walk = walkChain();
  const found = (broken: Flaw | null) => ({ events: walk.events, head: walk.head, broken });
  for (;;) {
    const rows = await tx
      .selectFrom('event')
      .selectAll()
      .where('seq', '>=', walk.events + 1)
      .orderBy('seq')
      .limit(batch)
      .execute();
    for (const row of rows) {
      const flaw = walk.next({ ...row, facts: row.facts as Facts });
      if (flaw) return found(flaw);
    }
    if (rows.length < batch) break;
  }
  const before = await tx
    .selectFrom('event')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('seq', '<', 1)
    .executeTakeFirst();
  const whole =
    head !== undefined &&
    head.seq === walk.events &&
    head.hash.toString('hex') === walk.head &&
    before?.count === 0;
  return found(whole ? null : { seq: walk.events + 1, reason: 'head' });
}
