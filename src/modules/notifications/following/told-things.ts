import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import { everPublic, isPublic, stillPublic } from '../../catalogue/index.ts';
import { eachPart, type Failures, type NewsPart, newsParts } from './parts.ts';
import { layOutProgramme, readWork, type WorkTold } from './programme-news.ts';
import type { What } from './what.ts';

/** One thing to tell, as it stands at the moment of telling. */
export interface ToldThing {
  readonly id: number;
  readonly what: What;
  readonly subject: 'entry' | 'edition' | 'document' | 'consultation' | 'plan' | 'task' | 'target';
  readonly catalogue: 'problems' | 'needs' | null;
  /** Of an entry, edition, plan, task or target; the id of a document or consultation. */
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  /** The edition of an entry; where an edition was superseded, the one that replaced it; the number of a document; the last day of a consultation. */
  readonly context: string | null;
  /** The year in the address of an edition. */
  readonly year: number | null;
  readonly illustrative: boolean;
  /** What became of an entry. */
  readonly outcome: string | null;
  /** Codes of the public entries in which one that was taken out lives on. */
  readonly successors: readonly string[];
  /** Of a plan, task or target. */
  readonly work: WorkTold | null;
}

const replacement = sql`(select n.code from edition n where n.replaces_id = edition.id
  and n.state in ('published', 'superseded') order by n.id desc limit 1)`;

/** In which state of a consultation it still holds; what has moved on is told by its own event. */
export const stateTold = sql`case n.what when 'withdrawn' then 'withdrawn' when 'answered' then 'published' else 'announced' end`;

/**
 * Lays out, for this transaction alone, what of the news after `from` and up to `to` still holds and is public: withdrawn
 * meanwhile, it is not told. Of the same told several times the last counts. Returns the parts that failed, of which nothing is laid out.
 */
export async function layOutNews(
  tx: Transaction,
  {
    from,
    to,
    parts = newsParts,
  }: { readonly from: number; readonly to: number; readonly parts?: readonly NewsPart[] },
): Promise<Failures> {
  await sql`
    create temporary table telling_news (id bigint primary key, seq bigint not null, what text not null,
      subject text not null, catalogue text, code text not null, title text not null, title_en text, context text,
      year integer, illustrative boolean not null, outcome text, successors text[] not null, work jsonb) on commit drop`.execute(
    tx,
  );
  const fresh = sql`n.seq > ${from} and n.seq <= ${to} and not exists (
    select 1 from followed_news later where later.seq > n.seq and later.seq <= ${to} and later.what = n.what
      and later.subject_kind = n.subject_kind and later.subject_id = n.subject_id)`;
  return eachPart(tx, parts, {
    catalogue: () => layOutCatalogue(tx, fresh),
    programme: () => layOutProgramme(tx, fresh),
  });
}

async function layOutCatalogue(tx: Transaction, fresh: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into telling_news
    select n.id, n.seq, n.what, 'entry', entry.kind, entry.code, entry.title, entry.title_en,
      case n.what when 'superseded' then ${replacement} else edition.code end, null, entry.illustrative,
      (select said.outcome from entry_outcome said where said.entry_id = entry.id and said.public_at is not null
        and said.replaced_at is null),
      case when n.what = 'taken_out' then array(
        select t.code from entry_successors(entry.id) as next (id) join entry t on t.id = next.id
        where t.published_at is not null and t.removed_at is null and not t.confidential order by t.code) else '{}' end
    from followed_news n join entry on entry.id = n.subject_id join edition on edition.id = entry.edition_id
    where ${fresh} and n.subject_kind = 'entry' and not entry.confidential and case n.what
      when 'new' then ${isPublic}
      when 'withdrawn' then ${everPublic} and edition.state = 'withdrawn'
      when 'superseded' then ${everPublic} and edition.state = 'superseded'
      when 'taken_out' then entry.removed_at is not null and edition.state in ('published', 'superseded')
      else ${stillPublic} end`.execute(tx);
  await sql`
    insert into telling_news
    select n.id, n.seq, n.what, 'edition', edition.kind, edition.code, edition.title, edition.title_en,
      case n.what when 'superseded' then ${replacement} end, coalesce(edition.year, edition.period_from),
      edition.illustrative, null, '{}'::text[]
    from followed_news n join edition on edition.id = n.subject_id
    where ${fresh} and n.subject_kind = 'edition' and case n.what
      when 'withdrawn' then edition.state = 'withdrawn'
      when 'superseded' then edition.state = 'superseded'
      when 'amended' then edition.state in ('published', 'superseded')
      else edition.state = 'published' end
    union all
    select n.id, n.seq, n.what, 'document', null, d.id::text, d.title, d.title_en,
      case n.what when 'replaced' then coalesce(citing.number, citing.title) else d.number end, null, d.illustrative, null, '{}'
    from followed_news n join document d on d.id = n.subject_id and d.state = 'published'
      left join document citing on citing.id = n.by_id and citing.state = 'published'
    where ${fresh} and n.subject_kind = 'document' and (n.what <> 'replaced' or citing.id is not null)
    union all
    select n.id, n.seq, n.what, 'consultation', null, c.id::text, c.title, c.title_en, c.to_on::text, null, c.illustrative, null, '{}'
    from followed_news n join consultation c on c.id = n.subject_id and c.audience = 'public'
    where ${fresh} and n.subject_kind = 'consultation' and c.state = ${stateTold}`.execute(tx);
}

/** Things laid out, by id. One statement. */
export async function thingsTold(
  tx: Transaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ToldThing>> {
  const { rows } = await sql<Omit<ToldThing, 'work'> & { work: unknown }>`
    select id, what, subject, catalogue, code, title, title_en as "titleEn", context, year, illustrative, outcome, successors, work
    from telling_news where id = any(${[...ids]}::bigint[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, { ...row, work: readWork(row.work) }]));
}
