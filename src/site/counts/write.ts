import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { SearchTotal, UseCounter } from '../../platform/http/uses.ts';
import type { Services } from '../../platform/services.ts';
import { often } from './often.ts';

/** Milliseconds from one writing to the next: what a killed process loses at most. */
const writeEvery = 60_000;
/** Words of which only the key is kept, at most: invented ones must not fill the database. */
const mostNameless = 20_000;

export interface UseWriter {
  /** Writes what was counted since, and ends. */
  stop(): Promise<void>;
}

/** Writes the totals each minute for as long as a web process runs. */
export function writeUsesByTheMinute(services: Services, counter: UseCounter): UseWriter {
  let writing = Promise.resolve();
  const write = (): Promise<void> => {
    writing = writing.then(() => writeUses(services, counter));
    return writing;
  };
  const clock = setInterval(() => void write(), writeEvery);
  clock.unref();
  return {
    stop() {
      clearInterval(clock);
      return write();
    },
  };
}

/** Adds what was counted to the totals; what cannot be written now is counted on. */
export async function writeUses({ db, config, log }: Services, counter: UseCounter): Promise<void> {
  const totals = counter.take();
  if (totals.uses.length === 0 && totals.searches.length === 0) return;
  try {
    await db.transaction().execute(async (tx) => {
      // in one order in every process, so that two that write at once wait for each other and never in a ring
      await sql`
        insert into use_of_day (day, what, page, thing, times)
        select day, what, page, thing, times
        from jsonb_to_recordset(${JSON.stringify(totals.uses)}::jsonb)
          as counted (day date, what text, page text, thing text, times integer)
        order by day, what, page, thing
        on conflict (day, what, page, thing) do update set times = use_of_day.times + excluded.times
      `.execute(tx);
      if (totals.searches.length === 0) return;
      const asked = JSON.stringify(keyed(config.secretKey, totals.searches));
      await sql`
        insert into search_term (key, last_asked)
        select decode(key, 'hex'), max(day)
        from jsonb_to_recordset(${asked}::jsonb) as counted (key text, day date)
        where (select count(*) from search_term where words is null) < ${mostNameless}
          or exists (select from search_term known where known.key = decode(counted.key, 'hex'))
        group by key order by key
        on conflict (key) do update set last_asked = greatest(search_term.last_asked, excluded.last_asked)
      `.execute(tx);
      await sql`
        insert into search_of_day (term_id, day, asked, missed)
        select term.id, counted.day, sum(counted.asked), sum(counted.missed)
        from jsonb_to_recordset(${asked}::jsonb) as counted (key text, day date, asked integer, missed integer)
        join search_term term on term.key = decode(counted.key, 'hex')
        group by term.id, counted.day order by term.id, counted.day
        on conflict (term_id, day) do update
          set asked = search_of_day.asked + excluded.asked, missed = search_of_day.missed + excluded.missed
      `.execute(tx);
      await sql`
        update search_term term set words = counted.words
        from (
          select key, max(words) as words
          from jsonb_to_recordset(${asked}::jsonb) as each_one (key text, words text) group by key
        ) counted
        where term.key = decode(counted.key, 'hex') and term.words is null
          and ${often('asked')}
      `.execute(tx);
    });
  } catch (error) {
    counter.putBack(totals);
    log.warn({ err: error }, 'uses were not written and are counted on');
  }
}

/** Words that differ in their diacritics alone are the same question. */
function keyed(secret: string, searches: readonly SearchTotal[]) {
  return searches.map(({ words, ...total }) => ({
    ...total,
    words,
    key: createHmac('sha256', secret)
      .update(`search words\n${withoutDiacritics(words)}`)
      .digest('hex'),
  }));
}

function withoutDiacritics(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}
