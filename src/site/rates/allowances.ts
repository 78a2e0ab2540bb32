import { sql } from 'kysely';
import type { Querying } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';

export type Span = 'minute' | 'day';

/** `ahead`: days begin at midnight in Vietnam. `parts`: into how many shares an allowance is given out to processes. */
const spans: Readonly<
  Record<Span, { readonly seconds: number; readonly ahead: number; readonly parts: number }>
> = {
  minute: { seconds: 60, ahead: 0, parts: 10 },
  day: { seconds: 86_400, ahead: 7 * 3_600, parts: 100 },
};

/** One request counted, or not let in since nothing is left. */
export interface Counted {
  readonly span: Span;
  readonly limit: number;
  readonly allowed: boolean;
  /** As far as this process knows. */
  readonly left: number;
  /** Seconds until the window ends. */
  readonly resets: number;
}

export interface Allowances {
  /** Counts one request of a caller against `limit` in the present window. */
  count(caller: string, span: Span, limit: number): Promise<Counted>;
}

/** What this process holds of a caller's allowance until the window ends. */
interface Lease {
  readonly ends: number;
  readonly limit: number;
  held: number;
  /** Not given to any process when this one last asked. */
  free: number;
}

/** Callers remembered at most; what they hold beyond that is given up. */
const mostLeases = 50_000;

/**
 * Allowances that several processes share without a write for each request: each takes a share in one statement and
 * counts it down by itself. Together they never let in more than the limit; what a process took and did not use is lost
 * with the window, a share at most.
 */
export function openAllowances({ db, clock }: Services): Allowances {
  const leases = new Map<string, Lease>();
  const asking = new Map<string, Promise<void>>();

  const ask = async (key: string, caller: string, span: Span, limit: number): Promise<void> => {
    const { began, ends } = windowOf(span, clock());
    const share = Math.ceil(limit / spans[span].parts);
    const { given, last } = await takeShare(db, { caller, span, began, limit, share });
    if (leases.size >= mostLeases) forget(leases, clock());
    const kept = leases.get(key);
    const held = kept && kept.ends === ends && kept.limit === limit ? kept.held : 0;
    leases.set(key, { ends, limit, held: held + last, free: Math.max(0, limit - given) });
  };

  return {
    async count(caller, span, limit) {
      const key = `${span} ${caller}`;
      for (;;) {
        const now = clock();
        const lease = leases.get(key);
        if (lease && lease.limit === limit && now.getTime() < lease.ends) {
          const resets = Math.max(1, Math.ceil((lease.ends - now.getTime()) / 1000));
          const allowed = lease.held > 0;
          if (allowed) lease.held -= 1;
          const left = lease.held + lease.free;
          // others may hold what is left: only when nothing is free, nothing can be had
          if (allowed || lease.free === 0) return { span, limit, allowed, left, resets };
        }
        const asked = asking.get(key) ?? ask(key, caller, span, limit).finally(() => asking.delete(key));
        asking.set(key, asked);
        await asked;
      }
    },
  };
}

function windowOf(span: Span, now: Date): { readonly began: Date; readonly ends: number } {
  const { seconds, ahead } = spans[span];
  const began = Math.floor((now.getTime() / 1000 + ahead) / seconds) * seconds * 1000 - ahead * 1000;
  return { began: new Date(began), ends: began + seconds * 1000 };
}

/** Seconds of a window. */
export function secondsOf(span: Span): number {
  return spans[span].seconds;
}

function forget(leases: Map<string, Lease>, now: Date): void {
  for (const [key, lease] of leases) if (lease.ends <= now.getTime()) leases.delete(key);
  if (leases.size >= mostLeases) leases.clear();
}

/** A later window counts on where a process whose clock goes slow asks for an earlier one. */
async function takeShare(
  db: Querying,
  asked: {
    readonly caller: string;
    readonly span: Span;
    readonly began: Date;
    readonly limit: number;
    readonly share: number;
  },
): Promise<{ readonly given: number; readonly last: number }> {
  const { caller, span, began, limit, share } = asked;
  const before = sql`case when a.began_at >= excluded.began_at then a.given else 0 end`;
  const mine = sql`greatest(0, least(${share}::int, ${limit}::int - ${before}))`;
  const { rows } = await sql<{ given: number; last: number }>`
    insert into api_allowance as a (caller, span, began_at, given, last_given)
    values (${caller}, ${span}, ${began}, ${share}::int, ${share}::int)
    on conflict (caller, span) do update set began_at = greatest(a.began_at, excluded.began_at),
      given = ${before} + ${mine}, last_given = ${mine}
    returning given, last_given as last`.execute(db);
  return rows[0] ?? { given: limit, last: 0 };
}

/** Windows that ended count no more. */
export async function purgeAllowances({ db, clock }: Services): Promise<void> {
  const before = new Date(clock().getTime() - 2 * spans.day.seconds * 1000);
  await db.deleteFrom('api_allowance').where('began_at', '<', before).execute();
}
