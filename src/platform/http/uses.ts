import { isbot } from 'isbot';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import { singleSpaced } from '../../kernel/text.ts';
import type { Route } from './route.ts';

/** What was used of the public site, and never by whom: a page looked at, or a file taken, of a thing or of none. */
export interface Use {
  readonly what: 'view' | 'download';
  /** The name of the route. */
  readonly page: string;
  /** The code or number of what the page is about; empty where it is about nothing in particular. */
  readonly thing: string;
}

/** Words somebody searched for on a page, and whether anything was found. */
export interface Search {
  readonly words: string;
  readonly found: boolean;
}

/** Totals of a day, as they are kept. */
export interface UseTotal {
  readonly day: LocalDate;
  readonly what: Use['what'] | 'search' | 'search_without_result';
  readonly page: string;
  readonly thing: string;
  readonly times: number;
}
export interface SearchTotal {
  readonly day: LocalDate;
  readonly words: string;
  readonly asked: number;
  readonly missed: number;
}
export interface Totals {
  readonly uses: readonly UseTotal[];
  readonly searches: readonly SearchTotal[];
}

/** Who asked, as far as counting looks: only to leave out robots and pages fetched before anybody asked for them. */
export interface Asking {
  readonly agent: string | null | undefined;
  /** The header `Sec-Purpose`. */
  readonly purpose: string | null | undefined;
}

/** Counts in memory; whoever writes the totals takes them away. */
export interface UseCounter {
  count(asking: Asking, use: Use | null, searches: readonly Search[]): void;
  /** All that was counted since the last time. */
  take(): Totals;
  /** What could not be written is counted on. */
  putBack(totals: Totals): void;
}

/** Things are named by codes and numbers as the product writes them; an address spelled otherwise counts for its page alone. */
const nameOfThing =
  /^(?:[1-9]\d{0,14}|[A-Z]{2,}[A-Z0-9]*(?:-[A-Z0-9]{1,12}){1,5}|[a-z]{2,20}(?:-[a-z]{1,20}){0,4})$/;

/** What a request that was answered in full counts as; null where the route is not counted. */
export function useOf(route: Route, params: Readonly<Record<string, string>>): Use | null {
  if (!route.counts) return null;
  const thing = params.code ?? params.id ?? params.role ?? '';
  return { what: route.counts, page: route.name, thing: nameOfThing.test(thing) ? thing : '' };
}

const longestWords = 60;

/** Words as they are counted; null for what may be somebody's own: long ones, numbers of any kind, addresses. */
function plainWords(typed: string): string | null {
  const words = singleSpaced(typed).toLowerCase();
  return words.length < 2 || words.length > longestWords || /[\p{N}@]/u.test(words) ? null : words;
}

/** Programs seen lately, and whether they are robots: asking the list anew would cost more than a cached page. */
const mostAgents = 2_000;
/** Different words kept between two writings; of more only the number counts. */
const mostWords = 300;
/** Different totals kept between two writings, where the database is away for long. */
const mostTotals = 50_000;

/** The day by a clock, written out once a minute: for every cached page it would cost more than counting itself. */
export function dayByTheMinute(clock: () => Date): () => LocalDate {
  let minute = -1;
  let day = localDateOf(clock());
  return () => {
    const now = clock();
    const present = Math.floor(now.getTime() / 60_000);
    if (present !== minute) {
      minute = present;
      day = localDateOf(now);
    }
    return day;
  };
}

export function openUseCounter(today: () => LocalDate): UseCounter {
  const robots = new Map<string, boolean>();
  let uses = new Map<string, { total: Omit<UseTotal, 'times'>; times: number }>();
  let searches = new Map<string, { day: LocalDate; words: string; asked: number; missed: number }>();

  const isRobot = (agent: string): boolean => {
    const known = robots.get(agent);
    if (known !== undefined) return known;
    if (robots.size >= mostAgents) robots.clear();
    const robot = isbot(agent);
    robots.set(agent, robot);
    return robot;
  };
  const add = (total: Omit<UseTotal, 'times'>, times: number): void => {
    const key = `${total.day} ${total.what} ${total.page} ${total.thing}`;
    const kept = uses.get(key);
    if (kept) kept.times += times;
    else if (uses.size < mostTotals) uses.set(key, { total, times });
  };
  const addWords = ({ day, words, asked, missed }: SearchTotal): void => {
    const key = `${day} ${words}`;
    const kept = searches.get(key);
    if (kept) {
      kept.asked += asked;
      kept.missed += missed;
    } else if (searches.size < mostWords) searches.set(key, { day, words, asked, missed });
  };

  return {
    count({ agent, purpose }, use, asked) {
      // programs that give no name are no readers
      if (!agent || purpose?.includes('prefetch') || isRobot(agent)) return;
      const day = today();
      if (use) add({ day, ...use }, 1);
      for (const { words, found } of asked) {
        const place = { day, page: use?.page ?? '', thing: '' };
        add({ ...place, what: 'search' }, 1);
        if (!found) add({ ...place, what: 'search_without_result' }, 1);
        const plain = plainWords(words);
        if (plain !== null) addWords({ day, words: plain, asked: 1, missed: found ? 0 : 1 });
      }
    },
    take() {
      const taken: Totals = {
        uses: [...uses.values()].map(({ total, times }) => ({ ...total, times })),
        searches: [...searches.values()],
      };
      uses = new Map();
      searches = new Map();
      return taken;
    },
    putBack(totals) {
      for (const { times, ...total } of totals.uses) add(total, times);
      for (const search of totals.searches) addWords(search);
    },
  };
}
