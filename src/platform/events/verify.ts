import { sql } from 'kysely';
import type { Querying } from '../database/open.ts';
import { eventHash, type Facts, origin } from './chain.ts';

/** What a walk over the chain found. `broken` is the first event that does not fit, with the reason. */
export interface Verification {
  readonly events: number;
  /** Hash of the last event, hexadecimal: kept elsewhere, it proves later that nothing was cut off. */
  readonly head: string;
  readonly broken: {
    readonly seq: number;
    readonly reason: 'missing' | 'changed' | 'relinked' | 'head';
  } | null;
}

const batch = 5_000;

/**
 * Walks the whole chain in one snapshot and recomputes every hash: finds an event that was changed, removed,
 * inserted or moved, and a tail cut off below the recorded head. Memory is bounded by one batch.
 */
export async function verifyEvents(db: Querying): Promise<Verification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const head = await tx.selectFrom('event_head').select(['seq', 'hash']).executeTakeFirst();
      let previous = origin;
      let expected = 1;
      for (;;) {
        const rows = await tx
          .selectFrom('event')
          .selectAll()
          .where('seq', '>=', expected)
          .orderBy('seq')
          .limit(batch)
          .execute();
        for (const row of rows) {
          const broken = flawOf({ ...row, facts: row.facts as Facts }, expected, previous);
          if (broken) return { events: expected - 1, head: previous.toString('hex'), broken };
          previous = row.hash;
          expected += 1;
        }
        if (rows.length < batch) break;
      }
      const before = await tx
        .selectFrom('event')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('seq', '<', 1)
        .executeTakeFirst();
      const whole =
        head !== undefined && head.seq === expected - 1 && head.hash.equals(previous) && before?.count === 0;
      return {
        events: expected - 1,
        head: previous.toString('hex'),
        broken: whole ? null : { seq: expected, reason: 'head' },
      };
    });
}

function flawOf(
  row: Parameters<typeof eventHash>[0] & { readonly hash: Buffer },
  expected: number,
  previous: Buffer,
): Verification['broken'] {
  if (row.seq !== expected) return { seq: expected, reason: 'missing' };
  if (!row.previous_hash.equals(previous)) return { seq: row.seq, reason: 'relinked' };
  const { hash, ...sealed } = row;
  return eventHash(sealed).equals(hash) ? null : { seq: row.seq, reason: 'changed' };
}
