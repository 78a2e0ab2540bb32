import { sql } from 'kysely';

/**
 * From how many searches on, and on how many days, words are kept and shown. Days stand for people: who searched is not known,
 * and one person rarely asks the same on so many days.
 */
export const askedOften = { times: 5, days: 3 } as const;

/** Condition on `search_term` as `term`: it was searched for, or not found, as often as that. */
export function often(counted: 'asked' | 'missed') {
  const times = sql.ref(`of_day.${counted}`);
  return sql<boolean>`(
    select coalesce(sum(${times}), 0) >= ${askedOften.times} and count(*) filter (where ${times} > 0) >= ${askedOften.days}
    from search_of_day of_day where of_day.term_id = term.id)`;
}
