import { sql } from 'kysely';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { adjustmentJson } from '../public-json.ts';
import type { Adjustment } from './entry.ts';

/** Codes of one adjustment that are named; the rest is counted. */
const mostNamed = 50;

/** Entries of an edition to which an adjustment did one thing. */
export interface Touched {
  readonly codes: readonly string[];
  readonly total: number;
}

/** A published adjustment of an edition, with what it did to entries that visitors may read of. */
export interface PublishedAdjustment extends Adjustment {
  readonly on: LocalDate;
  readonly changed: Touched;
  readonly added: Touched;
  readonly takenOut: Touched;
}

interface Row {
  readonly adjustment: Adjustment;
  readonly at: Date;
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly taken_out: readonly string[];
}

/** The adjustments of a public edition, the first one first. One statement. */
export async function adjustmentsOf(db: Querying, code: string): Promise<readonly PublishedAdjustment[]> {
  const versions = (which: ReturnType<typeof sql>) => sql`array(
    select v.code from entry_version v where v.amendment_id = edition.id and not v.withheld and ${which} order by v.code_order)`;
  const { rows } = await sql<Row>`
    select ${adjustmentJson} as adjustment, edition.published_at as at,
      ${versions(sql`v.number > 1`)} as changed, ${versions(sql`v.number = 1`)} as added,
      array(select entry.code from entry where entry.taken_out_by = edition.id and entry.published_at is not null
        and not entry.confidential order by entry.ordinal) as taken_out
    from edition join edition of on of.id = edition.amends_id
    where of.code = ${code} and of.published_at is not null and edition.state = 'published'
    order by edition.amendment_no limit 100`.execute(db);
  return rows.map(({ adjustment, at, changed, added, taken_out }) => ({
    ...adjustment,
    on: localDateOf(at),
    ...{ changed: touched(changed), added: touched(added), takenOut: touched(taken_out) },
  }));
}

function touched(codes: readonly string[]): Touched {
  return { codes: codes.slice(0, mostNamed), total: codes.length };
}
