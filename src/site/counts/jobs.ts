import { sql } from 'kysely';
import { addDays, localDateOf } from '../../kernel/dates.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { often } from './often.ts';

/** Years totals of single days are kept. */
export const keptYears = 3;
/** Days after which words that were not asked often enough are forgotten. */
export const namelessDays = 90;

/** Takes out totals of long ago, keys of words that nobody asks for, and words that were not asked for often. */
export async function forgetUses({ db, clock }: Services): Promise<void> {
  const today = localDateOf(clock());
  const first = addDays(today, -Math.round(keptYears * 365.25));
  await db.deleteFrom('use_of_day').where('day', '<', first).execute();
  await db.deleteFrom('search_of_day').where('day', '<', first).execute();
  await db
    .deleteFrom('search_term')
    .where((e) =>
      e.or([
        e.and([e('words', 'is', null), e('last_asked', '<', addDays(today, -namelessDays))]),
        e('last_asked', '<', first),
      ]),
    )
    .execute();
  // kept under an older rule, or with totals that are gone
  await sql`update search_term term set words = null where words is not null and not ${often('asked')}`.execute(
    db,
  );
}

export const countsJobs: readonly Job[] = [{ name: 'counts.forget', every: '23 3 * * *', run: forgetUses }];
