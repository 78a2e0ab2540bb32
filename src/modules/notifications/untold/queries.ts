import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';

export const untoldPerPage = 20;

/** An event nobody could be told of. */
export interface UntoldEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly facts: unknown;
  readonly failure: string;
  readonly tries: number;
  readonly since: Date;
  readonly triedAt: Date;
  /** Null while it is tried again by itself, and nothing after it is told. */
  readonly setAsideAt: Date | null;
  /** Later events of the same thing that wait for it. */
  readonly behind: number;
}

/** The longest untold first; what waits behind another is counted there. One statement. */
export async function listUntold(
  db: Querying,
  page: number,
): Promise<{ readonly rows: readonly UntoldEvent[]; readonly total: number }> {
  const { rows } = await sql<UntoldEvent & { total: number }>`
    select u.event_seq as seq, event.at, event.name, event.facts, u.failure, u.tries, u.since, u.tried_at as "triedAt", u.set_aside_at as "setAsideAt",
      (select count(*) from untold_event w where w.subject_kind = u.subject_kind and w.subject_id = u.subject_id
        and w.failure is null)::int as behind, count(*) over ()::int as total
    from untold_event u join event on event.seq = u.event_seq where u.failure is not null
    order by u.event_seq limit ${untoldPerPage} offset ${(page - 1) * untoldPerPage}`.execute(db);
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** What could not be told because it failed. */
export interface Failing {
  /** Events nobody could be told of. */
  readonly untold: number;
  /** News for followers that are tried again by themselves, with the failure of the last try; null where there are none. */
  readonly aside: { readonly count: number; readonly failure: string } | null;
}

/** One statement. */
export async function failingNow(db: Querying): Promise<Failing> {
  const { rows } = await sql<Failing>`
    select (select count(*)::int from untold_event where failure is not null) as untold,
      (select json_build_object('failure', failure, 'count', count(*) over ()) from following_aside
        order by tried_at desc, id desc limit 1) as aside`.execute(db);
  return rows[0] ?? { untold: 0, aside: null };
}
