import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import type { PastEvent } from '../follow.ts';

/** Tries, and minutes from the first to the last, before an event is set aside: a database that is restarted is no fault of an event. */
const mostTries = 5;
const minutesTried = 10;
/** Characters of a failure that are kept. */
const longestFailure = 500;

/** Things of which an event is set aside, as `kind id`: what comes after it of them waits, since each step withdraws the news of the one before. */
export async function thingsSetAside(tx: Transaction): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('untold_event')
    .select(['subject_kind', 'subject_id'])
    .distinct()
    .where('set_aside_at', 'is not', null)
    .execute();
  return new Set(rows.map(thingOf));
}

export function thingOf(event: Pick<PastEvent, 'subject_kind' | 'subject_id'>): string {
  return `${event.subject_kind} ${event.subject_id}`;
}

/** Keeps one more failure of an event; says whether it was tried long enough and is set aside now. One statement. */
export async function keepFailure(
  tx: Transaction,
  event: PastEvent,
  failure: Error,
  at: Date,
): Promise<boolean> {
  const before = new Date(at.getTime() - minutesTried * 60_000);
  const { rows } = await sql<{ aside: boolean }>`
    insert into untold_event as u (event_seq, subject_kind, subject_id, failure, tries, since, tried_at)
    values (${event.seq}, ${event.subject_kind}, ${event.subject_id}, ${worded(failure)}, 1, ${at}, ${at})
    on conflict (event_seq) do update set failure = excluded.failure, tries = u.tries + 1, tried_at = excluded.tried_at,
      set_aside_at = coalesce(u.set_aside_at,
        case when u.tries + 1 >= ${mostTries} and u.since <= ${before} then excluded.tried_at end)
    returning set_aside_at is not null as aside`.execute(tx);
  return rows[0]?.aside ?? false;
}

function worded(failure: Error): string {
  // the database keeps no NUL
  const words = failure.message.replaceAll('\0', '').trim().slice(0, longestFailure);
  return words === '' ? failure.name : words;
}

/** An event waits for an earlier one of the same thing that is set aside. One statement. */
export async function keepWaiting(tx: Transaction, event: PastEvent, at: Date): Promise<void> {
  await tx
    .insertInto('untold_event')
    .values({
      ...{ event_seq: event.seq, subject_kind: event.subject_kind, subject_id: event.subject_id },
      ...{ tries: 0, since: at, set_aside_at: at },
    })
    .execute();
}

/** Events up to this one that were tried in vain are told by now. One statement. */
export async function forgetTried(tx: Transaction, upTo: number): Promise<void> {
  await tx
    .deleteFrom('untold_event')
    .where('set_aside_at', 'is', null)
    .where('event_seq', '<=', upTo)
    .execute();
}
