import { sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { EditionHead } from '../amendment/head.ts';
import { contactInput } from '../inputs.ts';
import { adjustmentJson } from '../public-json.ts';
import type { Adjustment } from './entry.ts';

/** What an edition said of itself for a time. */
export interface EditionVersion extends EditionHead {
  readonly number: number;
  readonly from: LocalDate;
  /** The day on which it was replaced, or the edition withdrawn; null while it stands. */
  readonly to: LocalDate | null;
  /** What changed it; null for what came with a publication. */
  readonly amendment: Adjustment | null;
}

/** The first one first, 100 at most; none of an edition that never was public. One statement. */
export async function editionVersionsOf(db: Querying, code: string): Promise<readonly EditionVersion[]> {
  const { rows } = await sql<Omit<EditionVersion, 'contact'> & { readonly contact: unknown }>`
    select v.number, v.from_day as from, v.to_day as to, v.title, v.title_en as "titleEn", v.contact,
      case when edition.id is not null then ${adjustmentJson} end as amendment
    from edition_version v join edition of on of.id = v.edition_id
      left join edition on edition.id = v.amendment_id
    where of.code = ${code} and of.published_at is not null
    order by v.number limit 100`.execute(db);
  return z
    .array(z.looseObject({ contact: contactInput }))
    .parse(rows)
    .flatMap(({ contact }, place) => {
      const row = rows[place];
      return row ? [{ ...row, contact }] : [];
    });
}
