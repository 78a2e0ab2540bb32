import { sql } from 'kysely';
import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { askForJob } from '../../../platform/jobs/ask.ts';
import { oneLine, sendingJob } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { followingLetter, mostItems } from './letters.ts';
import type { Failures, NewsPart } from './parts.ts';
import { layOutNews, thingsTold } from './told-things.ts';

export interface Telling {
  /** News of the events after this one … */
  readonly from: number;
  /** … up to this one. */
  readonly to: number;
  readonly manner: 'at_once' | 'daily';
  /** One follower, whose manner was changed. */
  readonly only?: number;
  /** All of them where not given. */
  readonly parts?: readonly NewsPart[];
}

/** Different letters written at once: what is held of them stays some megabytes. */
const lettersAtOnce = 200;

/**
 * Queues one letter for each address that follows what there is news of. Who gets the same news gets the same letter, written
 * once. Set by set: what is held grows with neither followers nor news. Returns the parts of which nothing could be told.
 */
export async function tellFollowers(
  tx: Transaction,
  services: Services,
  telling: Telling,
): Promise<Failures> {
  const failures = await layOutNews(tx, telling);
  await layOutFollowers(tx, telling);
  await joinMailboxes(tx);
  await layOutSets(tx);
  for (let after = 0; ; after += lettersAtOnce) {
    const sets = await readSets(tx, telling, after);
    if (sets.length === 0) break;
    await writeLetters(tx, services, telling, sets);
  }
  const queued = await queueMails(tx, services);
  await sql`drop table telling, telling_set, telling_news`.execute(tx);
  if (queued > 0) await askForJob(tx, sendingJob);
  return failures;
}

/**
 * Lays out every follower once with what it follows and there is news of. `late`: what it follows only since something was told
 * of it, with the event.
 */
async function layOutFollowers(tx: Transaction, { manner, only }: Telling): Promise<void> {
  await sql`
    create temporary table telling (follower_id bigint not null, account_id bigint, address text not null, language text not null,
      followed bigint[] not null, late text[] not null) on commit drop`.execute(tx);
  await sql`
    -- apart, since nobody can guess how many a wish leaves: joined first, that is taken for one
    with touched as materialized (
      select nf.followed_id, min(t.seq) as first_seq, max(t.seq) as last_seq from telling_news t
        join followed_news_for nf on nf.news_id = t.id group by nf.followed_id
    ), person as materialized (
      select f.id, f.account_id, f.address, f.language, f.manner, greatest(follow.since_seq, f.told_seq) as after_seq, touched.*
      from touched join follow using (followed_id) join follower f on f.id = follow.follower_id
      where true ${only === undefined ? sql`` : sql`and f.id = ${only}`}
    )
    insert into telling
    select p.id, a.id, coalesce(a.email, p.address), coalesce(a.language, p.language),
      array_agg(p.followed_id order by p.followed_id),
      coalesce(array_agg(p.followed_id || ':' || p.after_seq order by p.followed_id)
        filter (where p.after_seq >= p.first_seq), '{}')
    from person p left join account a on a.id = p.account_id
      left join notification_wish w on w.account_id = p.account_id and w.topic = 'following'
    where p.last_seq > p.after_seq and (a.id is null or a.state = 'active')
      and coalesce(w.manner, p.manner) = ${manner}
    group by p.id, p.address, p.language, a.id`.execute(tx);
}

/**
 * An account and an address without one that are the same mailbox get one letter, that of the account. What both follow is told
 * from where the one was told less.
 */
async function joinMailboxes(tx: Transaction): Promise<void> {
  await sql`
    with twin as (
      delete from telling t using telling own
      where t.account_id is null and own.account_id is not null and t.address = lower(own.address)
      returning own.follower_id, t.followed, t.late)
    update telling own set late = array(
        select f.id || ':' || min(mark.after_seq)
        from (values (own.followed, own.late), (twin.followed, twin.late)) as side (followed, late)
          cross join lateral unnest(side.followed) as f (id)
          left join lateral (select split_part(one, ':', 2)::bigint as after_seq from unnest(side.late) as one
            where split_part(one, ':', 1)::bigint = f.id) as mark on true
        group by f.id having count(*) = count(mark.after_seq) order by f.id),
      followed = array(select distinct one from unnest(own.followed || twin.followed) as one order by one)
    from twin where own.follower_id = twin.follower_id`.execute(tx);
}

/** What to write once: the different sets of what is followed, in each language. */
async function layOutSets(tx: Transaction): Promise<void> {
  await sql`
    create temporary table telling_set on commit drop as
    select row_number() over () as no, key, min(language) as language, min(followed) as followed, min(late) as late,
      null::bigint as letter_id
    from (select ${setKey} as key, language, followed, late from telling t) t group by key`.execute(tx);
  // just made: without counts the planner guesses
  await sql`analyze telling_set`.execute(tx);
}

/** Arrays are long to compare; a hash of 128 bits stands for them. */
const setKey = sql`md5(t.language || t.followed::text || t.late::text)::uuid`;

interface LetterSet {
  readonly no: number;
  readonly language: Language;
  /** Everything there is to tell, however much of it the letter names. */
  readonly total: number;
  readonly first: readonly number[];
}

async function readSets(tx: Transaction, { from }: Telling, after: number): Promise<readonly LetterSet[]> {
  const { rows } = await sql<LetterSet>`
    select s.no, s.language, count(distinct t.id)::int as total,
      to_json((coalesce(array_agg(distinct t.id) filter (where t.id is not null), '{}'))[1:${sql.lit(mostItems)}]) as first
    from telling_set s
      left join lateral (
        select t.id from unnest(s.followed) as f (id) join followed_news_for nf on nf.followed_id = f.id
          join telling_news t on t.id = nf.news_id
        where t.seq > coalesce((select split_part(one, ':', 2)::bigint from unnest(s.late) as one
          where split_part(one, ':', 1)::bigint = f.id), ${from})
      ) t on true
    where s.no > ${after} and s.no <= ${after + lettersAtOnce}
    group by s.no, s.language order by s.no`.execute(tx);
  return rows;
}

async function writeLetters(
  tx: Transaction,
  services: Services,
  { manner }: Telling,
  sets: readonly LetterSet[],
): Promise<void> {
  const told = sets.filter(({ total }) => total > 0);
  const things = await thingsTold(tx, [...new Set(told.flatMap(({ first }) => first))]);
  const at = services.clock();
  const on = manner === 'daily' ? localDateOf(at) : null;
  const letters = told.map(({ no, language, total, first }) => {
    const named = first.flatMap((id) => things.get(id) ?? []);
    const { subject, text, html, kind } = followingLetter(services, language, { things: named, total, on });
    return { no, kind, language, subject: oneLine(subject), body_text: text, body_html: html };
  });
  // ids are drawn first, so that each set knows its letter
  await sql`
    with given as materialized (
      select nextval(pg_get_serial_sequence('letter', 'id')) as id, l.* from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb)
        as l (no bigint, kind text, language text, subject text, body_text text, body_html text)
    ), written as (
      insert into letter (id, kind, language, subject, body_text, body_html, created_at) overriding system value
      select id, kind, language, subject, body_text, body_html, ${at} from given
    )
    update telling_set s set letter_id = given.id from given where s.no = given.no`.execute(tx);
}

/** Where nothing holds any longer there is no letter, and no mail. */
async function queueMails(tx: Transaction, { clock }: Services): Promise<number> {
  const at = clock();
  const { numAffectedRows } = await sql`
    insert into mail (letter_id, account_id, follower_id, address, topic, due_at, created_at)
    select s.letter_id, t.account_id, case when t.account_id is null then t.follower_id end, t.address, 'following', ${at}, ${at}
    from telling t join telling_set s on s.key = ${setKey} where s.letter_id is not null`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
