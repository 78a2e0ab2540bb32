import { sql } from 'kysely';
import { addDays, localDateOf } from '../../kernel/dates.ts';
import type { Services } from '../../platform/services.ts';

/** Days for which it is kept how often a key was used. */
export const keptDays = 400;

/** Counts uses of keys in memory, so that a request needs no write of its own. */
export interface UseCounts {
  count(keyId: number): void;
  /** Writes down what was counted since the last time. */
  write(): Promise<void>;
}

export function openUseCounts({ db, clock }: Services): UseCounts {
  let counted = new Map<string, number>();
  return {
    count(keyId) {
      const at = `${keyId} ${localDateOf(clock())}`;
      counted.set(at, (counted.get(at) ?? 0) + 1);
    },
    async write() {
      if (counted.size === 0) return;
      const writing = counted;
      counted = new Map();
      const rows = [...writing].map(([at, uses]) => ({ at: at.split(' '), uses }));
      try {
        await sql`
          with used as (
            select * from unnest(${rows.map(({ at }) => Number(at[0]))}::bigint[],
              ${rows.map(({ at }) => at[1])}::date[], ${rows.map(({ uses }) => uses)}::bigint[]) u (key_id, day, uses)
            -- in one order: two processes never wait for each other in a circle
            order by key_id, day
          ), noted as (
            insert into api_key_use as u (key_id, day, uses) select key_id, day, uses from used
            on conflict (key_id, day) do update set uses = u.uses + excluded.uses
          )
          update api_key k set last_used_on = greatest(k.last_used_on, used.day)
          from (select key_id, max(day) as day from used group by key_id) used
          where k.id = used.key_id and k.last_used_on is distinct from used.day`.execute(db);
      } catch (error) {
        // counted once more at the next time
        for (const [at, uses] of writing) counted.set(at, (counted.get(at) ?? 0) + uses);
        throw error;
      }
    },
  };
}

/** What is older is of no use to anybody. */
export async function purgeUses({ db, clock }: Services): Promise<void> {
  const before = addDays(localDateOf(clock()), -keptDays);
  await db.deleteFrom('api_key_use').where('day', '<', before).execute();
}
