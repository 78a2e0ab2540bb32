import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import { meets } from '../../../platform/search/index.ts';
import { everPublic, isPublic } from '../../catalogue/index.ts';
import { isReplacedBy } from '../../documents/index.ts';
import { eachPart, type Failures, type NewsPart, newsParts } from './parts.ts';
import { linkProgramme, readProgramme } from './programme-news.ts';
import type { What } from './what.ts';

/** Events of one thing, and what they tell of it; those of plans: `programme-news.ts`. */
export const ofOne: Readonly<Record<string, What>> = {
  'edition.published': 'published',
  'edition.amended': 'amended',
  'edition.superseded': 'superseded',
  'edition.reinstated': 'reinstated',
  'edition.withdrawn': 'withdrawn',
  'edition.reopened': 'reopened',
  'entry.published': 'new',
  'entry.amended': 'amended',
  'entry.changed': 'changed',
  'entry.outcome_published': 'outcome',
  'entry.outcome_corrected': 'outcome',
  'entry.taken_out': 'taken_out',
  'document.completed': 'completed',
  'document.changed': 'changed',
  'consultation.opened': 'opened',
  'consultation.due_soon': 'due_soon',
  'consultation.prolonged': 'prolonged',
  'consultation.withdrawn': 'withdrawn',
  'consultation.published': 'answered',
};

/** Events of an edition that tell something of each of its entries. */
const ofEntries: Readonly<Record<string, What>> = {
  'edition.published': 'new',
  'edition.reopened': 'new',
  'edition.reinstated': 'new',
  'edition.superseded': 'superseded',
  'edition.withdrawn': 'withdrawn',
};

/**
 * Reads the events after `from`, up to `to`: what they tell is kept once, with what is followed that it is news of. What
 * nobody follows is not kept. As many statements whatever there is to tell; what fails in one part is returned, the others are read.
 */
export async function readNews(
  tx: Transaction,
  { from, to, at }: { readonly from: number; readonly to: number; readonly at: Date },
  parts: readonly NewsPart[] = newsParts,
): Promise<{ readonly told: boolean; readonly failures: Failures }> {
  const span = sql`e.seq > ${from} and e.seq <= ${to}`;
  const fresh = sql`n.seq > ${from} and n.seq <= ${to}`;
  const failures = await eachPart(tx, parts, {
    catalogue: async () => {
      await readThings(tx, span, at);
      await readEntriesOfEditions(tx, span, at);
      await readReplacements(tx, span, at);
      await linkEntries(tx, fresh);
      await linkNewEntries(tx, fresh);
      await linkOthers(tx, fresh);
    },
    programme: async () => {
      await readProgramme(tx, span, at);
      await linkProgramme(tx, fresh);
    },
  });
  const { rows } = await sql<{ told: boolean }>`
    with unread as (
      delete from followed_news n where ${fresh} and not exists (
        select 1 from followed_news_for f where f.news_id = n.id))
    select exists (select 1 from followed_news n join followed_news_for f on f.news_id = n.id where ${fresh}) as told`.execute(
    tx,
  );
  return { told: rows[0]?.told ?? false, failures };
}

type Span = ReturnType<typeof sql>;

/** Names and what they tell, as two columns. */
function asTable(names: Readonly<Record<string, What>>) {
  return sql`unnest(${Object.keys(names)}::text[], ${Object.values(names)}::text[]) as known (name, what)`;
}

async function readThings(tx: Transaction, span: Span, at: Date): Promise<void> {
  // amendments are told of by the edition they amend; what is carried over is told by its entry in the next edition
  // the database may look at conditions before names: what an event of another kind is about need be no number
  await sql`
    insert into followed_news (seq, what, subject_kind, subject_id, created_at)
    select e.seq, known.what, e.subject_kind, thing.id, ${at}
    from event e join ${asTable(ofOne)} using (name)
      cross join lateral (select case when e.subject_kind in ('edition', 'document', 'entry', 'consultation') then e.subject_id::bigint end) thing (id)
    where ${span} and coalesce(e.facts ->> 'outcome', '') <> 'carried_over'
      and case e.subject_kind
        when 'edition' then exists (select 1 from edition where edition.id = thing.id and edition.amends_id is null)
        when 'document' then exists (
          select 1 from document d where d.id = thing.id and d.state = 'published' and d.published_at <= e.at)
        when 'consultation' then exists (
          select 1 from consultation c where c.id = thing.id and c.audience = 'public' and c.announced_at <= e.at)
        else exists (
          select 1 from entry join edition on edition.id = entry.edition_id where entry.id = thing.id
            and entry.published_at <= e.at and not entry.confidential and edition.state in ('published', 'superseded')) end
    order by e.seq`.execute(tx);
}

async function readEntriesOfEditions(tx: Transaction, span: Span, at: Date): Promise<void> {
  await sql`
    insert into followed_news (seq, what, subject_kind, subject_id, created_at)
    select e.seq, known.what, 'entry', entry.id, ${at}
    from event e join ${asTable(ofEntries)} using (name)
      join edition on edition.id::text = e.subject_id and edition.amends_id is null
      join entry on entry.edition_id = edition.id
    where ${span} and e.subject_kind = 'edition' and case when known.what = 'new' then ${isPublic} else ${everPublic} end
    order by e.seq, entry.ordinal`.execute(tx);
}

async function readReplacements(tx: Transaction, span: Span, at: Date): Promise<void> {
  await sql`
    insert into followed_news (seq, what, subject_kind, subject_id, by_id, created_at)
    select e.seq, 'replaced', 'document', d.id, citing.id, ${at}
    from event e join document citing on citing.id::text = e.subject_id
      join followed on followed.kind = 'document' join document d on d.id = followed.ref
    where ${span} and e.name = 'document.published' and e.subject_kind = 'document' and ${isReplacedBy}
    order by e.seq, d.id`.execute(tx);
}

/** News of an entry are news for those who follow it, or what lives on in it. */
async function linkEntries(tx: Transaction, fresh: Span): Promise<void> {
  await sql`
    insert into followed_news_for (followed_id, news_id)
    select distinct f.id, n.id from followed_news n cross join lateral entry_forerunners(n.subject_id) as back (id)
      join followed f on f.kind = 'entry' and f.ref = back.id
    where ${fresh} and n.subject_kind = 'entry'`.execute(tx);
}

/** A new entry is news for those who follow one of its sectors, or a search that finds it. */
async function linkNewEntries(tx: Transaction, fresh: Span): Promise<void> {
  await sql`
    insert into followed_news_for (followed_id, news_id)
    select f.id, n.id from followed_news n join entry on entry.id = n.subject_id and not entry.confidential
      join followed f on f.kind = 'sector' and f.key = any(entry.sectors)
    where ${fresh} and n.subject_kind = 'entry' and n.what = 'new'
    union
    select f.id, n.id from followed_news n
      join search_item s on s.kind in ('problem', 'need') and s.ref = n.subject_id
      join followed f on f.kind = 'search' and ${meets(sql`f.query`, sql`f.phrases`)}
    where ${fresh} and n.subject_kind = 'entry' and n.what = 'new'`.execute(tx);
}

async function linkOthers(tx: Transaction, fresh: Span): Promise<void> {
  await sql`
    insert into followed_news_for (followed_id, news_id)
    select f.id, n.id from followed_news n join followed f on f.kind = n.subject_kind and f.ref = n.subject_id
    where ${fresh} and n.subject_kind in ('edition', 'document', 'consultation')
    union
    select f.id, n.id from followed_news n join edition on edition.id = n.subject_id
      join followed f on f.kind = 'series' and f.key = edition.kind
    where ${fresh} and n.subject_kind = 'edition'`.execute(tx);
}
