import { type RawBuilder, sql } from 'kysely';

/** The day on which an agency explained (a row of `explanation`, by its name): of one that came on paper the day of the paper. */
export function explainedOn(name: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(${name}.paper_date, (${name}.said_at at time zone 'Asia/Ho_Chi_Minh')::date)`;
}
