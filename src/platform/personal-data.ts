import { type RawBuilder, sql } from 'kysely';
import type { Text } from '../kernel/text.ts';
import type { Querying, Transaction } from './database/open.ts';
import type { NewEvent } from './events/append.ts';
import type { Services } from './services.ts';

/** Whose data: of an account, or of an address without one (`accountId` null). The address stands in lower case. */
export interface DataSubject {
  readonly accountId: number | null;
  readonly address: string;
}

/** One kind of data held of people, as the module that keeps it tells of it. Never a hash, a secret or a key. */
export interface HeldData {
  /** Its name in files: a stable interface. */
  readonly key: string;
  readonly label: Text;
  /** What happened, as it was noted or proven: there is nothing in it to be corrected. */
  readonly past?: true;
  /** The rows that are theirs alone, by whole select statements. */
  readonly rows: (subject: DataSubject) => RawBuilder<unknown>;
}

/**
 * Forgets in one transaction what a module keeps of somebody, their account locked. Returns what is to be appended to the event
 * log: whoever calls appends all of it as the last statement, since the head of the log stays locked until commit.
 */
export type Forget = (
  tx: Transaction,
  services: Services,
  subject: DataSubject,
) => Promise<readonly NewEvent[]>;

/** How much of each kind is held. One statement. */
export async function countHeld(
  db: Querying,
  kinds: readonly HeldData[],
  subject: DataSubject,
): Promise<ReadonlyMap<string, number>> {
  const counts = kinds.map(({ rows }) => sql`(select count(*) from (${rows(subject)}) held)`);
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(counts)}]::int[] as counts`.execute(db);
  return new Map(kinds.map(({ key }, at) => [key, rows[0]?.counts[at] ?? 0]));
}

/** All of it, as the text of one JSON object. One statement, so that nothing changes in between. */
export async function readHeld(
  db: Querying,
  kinds: readonly HeldData[],
  subject: DataSubject,
): Promise<string> {
  const parts = kinds.map(
    ({ key, rows }) =>
      sql`${key}::text, coalesce((select json_agg(held) from (${rows(subject)}) held), '[]')`,
  );
  const { rows } = await sql<{ held: string }>`
    select json_build_object(${sql.join(parts)})::text as held`.execute(db);
  return rows[0]?.held ?? '{}';
}
