import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { aboutWithheld, seenBy } from '../../modules/catalogue/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type Asked, type AuditFilters, eventNumber, instantsOf } from './filters.ts';
import { namesAbout, namesOf } from './happenings.ts';
import { namesSaying } from './saying.ts';
import { type ToldEvent, toldEvents } from './told.ts';

/** Events of one page. */
export const auditPageSize = 30;
/** What is found is counted so far; beyond it stands “hơn 1.000”. */
const countedMost = 1_000;
/** People offered to choose from; more are found by their names. */
const offeredPeople = 200;

type Condition = RawBuilder<boolean>;

export interface Found {
  readonly events: readonly ToldEvent[];
  /** The number before which the next page begins; null on the last. */
  readonly next: number | null;
}

/** One page, newest first: it costs as much however far from the newest it begins. */
export async function findEvents(
  db: Querying,
  actor: Actor,
  asked: Asked,
  limit: number = auditPageSize,
): Promise<Found> {
  const before = asked.before === null ? [] : [sql<boolean>`event.seq < ${asked.before}`];
  const condition = all([...conditions(actor, asked), ...before]);
  const events = await toldEvents(
    db,
    actor,
    sql`select * from event where ${condition} order by event.seq desc limit ${limit + 1}`,
  );
  const shown = events.slice(0, limit);
  return { events: shown, next: events.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}

const surroundingsShape = z.object({
  total: z.number(),
  people: z.array(z.object({ id: z.number(), name: z.string() })),
  who: z.string().nullable(),
});

export interface Surroundings {
  readonly total: number;
  readonly totalIsExact: boolean;
  /** Accounts that ever did something, to choose one from. */
  readonly people: readonly { readonly id: number; readonly name: string }[];
  /** Name of the account asked for. */
  readonly who: string | null;
}

/** What the page says beside what was found. One statement. */
export async function searchSurroundings(db: Querying, actor: Actor, asked: Asked): Promise<Surroundings> {
  const who = typeof asked.filters.who === 'number' ? asked.filters.who : null;
  const { rows } = await sql`select
    (select count(*)::int from
      (select 1 from event where ${all(conditions(actor, asked))} limit ${countedMost + 1}) as found) as total,
    (select coalesce(jsonb_agg(person), '[]') from (
      select account.id, account.name from account
      where exists (select 1 from event where event.actor_account = account.id)
      order by account.name collate vi, account.id limit ${offeredPeople}) as person) as people,
    (select name from account where id = ${who}) as who`.execute(db);
  const { total, people, who: name } = surroundingsShape.parse(rows[0]);
  return { total: Math.min(total, countedMost), totalIsExact: total <= countedMost, people, who: name };
}

function conditions(actor: Actor, { filters, days }: Asked): Condition[] {
  const { from, until } = instantsOf(days);
  const { topic, happening, thing, who } = filters;
  return [
    ...(topic ? [sql<boolean>`event.name = any(${namesAbout(topic)}::text[])`] : []),
    ...(happening ? [sql<boolean>`event.name = any(${[...namesOf(happening)]}::text[])`] : []),
    ...(thing ? [sql<boolean>`event.subject_kind = ${thing.kind} and event.subject_id = ${thing.id}`] : []),
    ...whoActed(who),
    ...(from ? [sql<boolean>`event.at >= ${from}`] : []),
    ...(until ? [sql<boolean>`event.at < ${until}`] : []),
    ...(filters.words === '' ? [] : [sql<boolean>`event.seq in (${eventsNaming(actor, filters.words)})`]),
  ];
}

function whoActed(who: AuditFilters['who']): Condition[] {
  if (who === null) return [];
  if (typeof who === 'number')
    return [sql<boolean>`(event.actor_account = ${who} or (event.facts->>'onBehalfOf')::bigint = ${who})`];
  return [sql<boolean>`event.actor_kind = ${who === 'khach' ? 'visitor' : 'system'}`];
}

function all(list: readonly Condition[]): Condition {
  return list.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(list, sql` and `)})`;
}

/** Words looked for at most: more narrow nothing that people type. */
const mostWords = 8;

/**
 * Numbers of the events about things that have all the words in their code, number or name, of the events people of
 * such a name brought about, of those that carried that very code or number, of refused sign-ins with that e-mail, and of those whose
 * sentence has these words.
 */
function eventsNaming(actor: Actor, words: string): RawBuilder<unknown> {
  const patterns = words
    .split(/\s+/u)
    .slice(0, mostWords)
    // what is typed is never a pattern itself
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const has = (text: RawBuilder<unknown>) =>
    sql`(${sql.join(
      patterns.map((pattern) => sql`${text} like vn_norm(${pattern})`),
      sql` and `,
    )})`;
  const seq = eventNumber(words);
  return sql`
    select event.seq from (
      select 'edition' as kind, id::text as id from edition where ${has(sql`vn_norm(code || ' ' || title)`)}
      union all select 'entry', id::text from entry where ${has(sql`vn_norm(code || ' ' || title)`)} and ${seenBy(actor)}
      union all select 'document', id::text from document
        where ${has(sql`vn_norm(coalesce(number, symbol, '') || ' ' || title)`)}
      union all select 'account', id::text from account where ${has(sql`search_text`)}
      union all select 'organisation', id::text from organisation where ${has(sql`search_text`)}
      union all select 'import', id::text from catalogue_import where ${has(sql`vn_norm(file_name)`)}
      union all select 'question', question.id::text from question join entry on entry.id = question.entry_id
        where ${has(sql`vn_norm(question.title)`)} and ${seenBy(actor)}
      union all select 'consultation', id::text from consultation where ${has(sql`vn_norm(title)`)}
      union all select 'difficulty', id::text from difficulty
        where sent_at is not null and ${has(sql`vn_norm(code || ' ' || title)`)}
      union all select 'directive', id::text from directive where ${has(sql`vn_norm(code || ' ' || body)`)}
      union all select 'registration', id::text from registration where ${has(sql`vn_norm(coalesce(name, ''))`)}
      union all select 'api_key', id::text from api_key where ${has(sql`vn_norm(name)`)}
      union all select 'webhook', id::text from webhook where ${has(sql`vn_norm(name)`)}
      union all select 'sector', code from sector where ${has(sql`vn_norm(code || ' ' || name)`)}
    ) as thing
    join event on event.subject_kind = thing.kind and event.subject_id = thing.id
    union select seq from event where actor_account = any(array(select id from account where ${has(sql`search_text`)}))
    union select seq from event
      where upper(coalesce(facts ->> 'code', facts ->> 'number')) = ${words.toLocaleUpperCase('vi')}
        and not ${aboutWithheld(actor)}
    union select event_seq from event_personal where field = 'email' and lower(value) = ${words.toLowerCase()}
    union select ${seq}::bigint where ${seq}::bigint is not null
    union select seq from event where name = any(${[...namesSaying(words)]}::text[])`;
}
