import { sql } from 'kysely';
import type { Transaction } from '../database/open.ts';

/**
 * Asks the workers for a job once this transaction is committed; it begins within two seconds. Where no worker has
 * ever run, nobody is asked: a job that can be asked for also looks by the clock whether there is anything to do.
 */
export async function askForJob(tx: Transaction, name: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('pgboss.queue') is not null and to_regclass('pgboss.job') is not null as there`.execute(
    tx,
  );
  if (!rows[0]?.there) return;
  // as the queue itself inserts a job without any wishes of its own
  await sql`
    insert into pgboss.job (name, policy, expire_seconds, deletion_seconds, keep_until, retry_limit, retry_delay, retry_backoff)
    select name, policy, expire_seconds, deletion_seconds, now() + retention_seconds * interval '1 s',
      retry_limit, retry_delay, retry_backoff
    from pgboss.queue where name = ${name}`.execute(tx);
}
