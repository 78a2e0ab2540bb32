import { sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import { namesOfConsultations } from '../../modules/consultation/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { codeKey } from '../../platform/search/index.ts';
import { often } from './often.ts';
import type { Period } from './period.ts';

export type Counted = 'view' | 'search' | 'search_without_result' | 'download';

export interface DayOfUse {
  readonly day: LocalDate;
  readonly times: Readonly<Record<Counted, number>>;
}

/** A page, or a thing with what it is called today; nothing where it is public no longer. */
export interface UsedThing {
  readonly page: string;
  readonly thing: string;
  readonly title: string | null;
  readonly titleEn: string | null;
  readonly times: number;
}

export interface SearchedWords {
  readonly words: string;
  readonly asked: number;
  readonly missed: number;
}

/** Lines of each list; a file holds all. */
const mostShown = 15;
/** Lines of a file at most: what a spreadsheet still opens at once. */
export const fileMost = 50_000;

/** Every day of the period, those without any use too. */
export async function daysOfUse(db: Querying, { from, to }: Period): Promise<DayOfUse[]> {
  const { rows } = await sql<DayOfUse['times'] & { readonly day: LocalDate }>`
    select each_one.day::date as day,
      coalesce(sum(times) filter (where what = 'view'), 0)::int as view,
      coalesce(sum(times) filter (where what = 'search'), 0)::int as search,
      coalesce(sum(times) filter (where what = 'search_without_result'), 0)::int as search_without_result,
      coalesce(sum(times) filter (where what = 'download'), 0)::int as download
    from generate_series(${from}::date, ${to}::date, interval '1 day') as each_one (day)
    left join use_of_day used on used.day = each_one.day::date
    group by each_one.day order by each_one.day
  `.execute(db);
  return rows.map(({ day, ...times }) => ({ day, times }));
}

/** Views by kind of page, the most first. */
export async function pagesViewed(
  db: Querying,
  { from, to }: Period,
): Promise<{ page: string; times: number }[]> {
  const rows = await db
    .selectFrom('use_of_day')
    .select(['page', (e) => e.fn.sum<number>('times').as('times')])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('what', '=', 'view')
    .groupBy('page')
    .orderBy('times', 'desc')
    .execute();
  return rows.map(({ page, times }) => ({ page, times: Number(times) }));
}

/** What was looked at most, and taken most, each with what it is called today. Three statements. */
export async function thingsUsed(
  db: Querying,
  { from, to }: Period,
): Promise<Readonly<Record<'view' | 'download', readonly UsedThing[]>>> {
  const { rows } = await sql<{ what: string; page: string; thing: string; times: number }>`
    select what, page, thing, times from (
      select what, page, thing, sum(times)::int as times,
        row_number() over (partition by what order by sum(times) desc, page, thing) as place
      from use_of_day
      where day between ${from} and ${to} and what in ('view', 'download') and thing <> ''
      group by what, page, thing
    ) used
    where place <= ${mostShown} order by what, place
  `.execute(db);
  const names = await namesOf(db, rows);
  const nameless = { title: null, titleEn: null };
  const named = (asked: string) =>
    rows
      .filter(({ what }) => what === asked)
      .map(({ page, thing, times }) => ({ page, thing, times, ...(names(page, thing) ?? nameless) }));
  return { view: named('view'), download: named('download') };
}

type Name = Pick<UsedThing, 'title' | 'titleEn'>;

const isNumber = (thing: string) => /^\d+$/.test(thing);
const isConsultation = ({ page }: { readonly page: string }) => page.startsWith('consultation.');

/** Titles of public entries by their code, and of public documents and consultations by their number. Two statements. */
async function namesOf(
  db: Querying,
  used: readonly { readonly page: string; readonly thing: string }[],
): Promise<(page: string, thing: string) => Name | undefined> {
  const consulted = used.filter((one) => isConsultation(one) && isNumber(one.thing));
  const things = used.filter((one) => !isConsultation(one)).map(({ thing }) => thing);
  const { rows } = await sql<{ thing: string; title: string; titleEn: string | null }>`
    select ref::text as thing, title, title_en as "titleEn" from search_item
    where kind = 'document' and ref = any(${things.filter(isNumber)}::bigint[])
    union all
    select item.code, item.title, item.title_en
    from search_code known join search_item item on item.item = known.item
    where known.key = any(${things.filter((thing) => !isNumber(thing)).map(codeKey)}::text[])
      and item.kind in ('problem', 'need') and item.code is not null
  `.execute(db);
  const names = new Map<string, Name>(rows.map(({ thing, ...name }) => [thing, name]));
  const consultations = await namesOfConsultations(
    db,
    consulted.map(({ thing }) => Number(thing)),
  );
  return (page, thing) => (isConsultation({ page }) ? consultations.get(Number(thing)) : names.get(thing));
}

/** Words asked for, or not found, often enough to be shown, whatever the period: the most asked, or those most often not found. */
export async function wordsSearched(
  db: Querying,
  { from, to }: Period,
  order: 'asked' | 'missed',
): Promise<SearchedWords[]> {
  const counted = sql.ref(order);
  const { rows } = await sql<SearchedWords>`
    select words, sum(asked)::int as asked, sum(missed)::int as missed
    from search_of_day join search_term term on term.id = term_id
    where day between ${from} and ${to} and words is not null and ${often(order)}
    group by words having sum(${counted}) > 0
    order by sum(${counted}) desc, words limit ${mostShown}
  `.execute(db);
  return rows;
}

export interface FileLine {
  readonly day: LocalDate;
  readonly what: Counted;
  readonly page: string;
  readonly thing: string;
  readonly times: number;
}

/** The totals as they are kept, one more than a file holds at most. */
export async function linesOfUse(db: Querying, { from, to }: Period): Promise<FileLine[]> {
  const rows = await db
    .selectFrom('use_of_day')
    .select(['day', 'what', 'page', 'thing', 'times'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('what')
    .orderBy('page')
    .orderBy('thing')
    .limit(fileMost + 1)
    .execute();
  return rows as FileLine[];
}
