import { sql } from 'kysely';
import type { Transaction } from './open.ts';

/**
 * Does work that may fail alone: what it wrote is undone, the transaction goes on. Returns what was thrown, or null. A connection that
 * is lost throws: then nothing can be undone apart.
 */
export async function attempt(tx: Transaction, work: () => Promise<void>): Promise<Error | null> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await work();
  } catch (thrown) {
    await sql`rollback to savepoint attempt`.execute(tx);
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  await sql`release savepoint attempt`.execute(tx);
  return null;
}
