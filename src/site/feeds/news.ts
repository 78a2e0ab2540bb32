import { type RawBuilder, sql } from 'kysely';
import { isPublic, stillPublic } from '../../modules/catalogue/index.ts';
import { isReplacedBy } from '../../modules/documents/index.ts';
import { type Followable, newsByEvent, type ToldThing } from '../../modules/notifications/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { meets } from '../../platform/search/index.ts';
import type { Services } from '../../platform/services.ts';
import type { FollowKind } from '../../ui/follow-links.tsx';
import { programmeNews } from './programme-news.ts';

/** Entries of a feed at most: a reader asks often enough. */
const mostEntries = 50;

export interface FeedNews extends ToldThing {
  /** What a name for good is made of. */
  readonly mark: string;
  readonly at: Date;
}

function isOfProgramme({ kind, key }: Followable): boolean {
  return ['plan', 'task', 'target', 'agency'].includes(kind) || (kind === 'series' && key === 'plans');
}

/** What is new of a thing, or of all, the newest first. Two statements at most. */
export async function newsOf(db: Querying, thing: Followable | null): Promise<readonly FeedNews[]> {
  if (thing?.kind === 'sector' || thing?.kind === 'search') return newEntries(db, thing);
  if (thing !== null && isOfProgramme(thing)) return programmeNews(db, thing, mostEntries);
  if (thing !== null) return happened(db, thing);
  // of plans what happened to them as a whole: single tasks would fill the feed of everything
  const news = [...(await happened(db, thing)), ...(await programmeNews(db, thing, mostEntries))];
  return news.toSorted((one, other) => other.at.getTime() - one.at.getTime()).slice(0, mostEntries);
}

/** Entries as they became public. */
async function newEntries(db: Querying, { kind, key, query }: Followable): Promise<readonly FeedNews[]> {
  const found =
    kind === 'sector'
      ? sql`${key} = any(entry.sectors)`
      : sql`exists (select 1 from search_item s where s.kind in ('problem', 'need') and s.ref = entry.id
          and ${meets(sql`${query?.terms ?? ''}::tsquery`, sql`${query?.phrases ?? []}::text[]`)})`;
  const { rows } = await sql<FeedNews>`
    select 'entry/' || entry.code as mark, entry.published_at as at, entry.id, 'new' as what, 'entry' as subject,
      entry.kind as catalogue, entry.code, entry.title, entry.title_en as "titleEn", edition.code as context,
      null::int as year, entry.illustrative, null as outcome, '{}'::text[] as successors, null as work
    from entry join edition on edition.id = entry.edition_id
    where ${isPublic} and ${found}
    order by entry.published_at desc, entry.ordinal, entry.id limit ${mostEntries}`.execute(db);
  return rows;
}

const replacement = sql`(select n.code from edition n where n.replaces_id = edition.id
  and n.state in ('published', 'superseded') order by n.id desc limit 1)`;

/** Of an edition that is public no longer it is only told that it was withdrawn, and of its entries nothing. */
async function happened(db: Querying, thing: Followable | null): Promise<readonly FeedNews[]> {
  const names = { ...newsByEvent, 'document.published': 'published' };
  const { rows } = await sql<FeedNews>`
    select 'event/' || e.seq as mark, e.at, e.seq as id, known.what, e.subject_kind as subject,
      coalesce(edition.kind, entry.kind) as catalogue, coalesce(edition.code, entry.code, d.id::text, c.id::text) as code,
      coalesce(edition.title, entry.title, d.title, c.title) as title,
      coalesce(edition.title_en, entry.title_en, d.title_en, c.title_en) as "titleEn",
      case when edition.id is not null then case known.what when 'superseded' then ${replacement} end
        when entry.id is not null then entry.edition_code when d.id is not null then d.number else c.to_on::text end as context,
      coalesce(edition.year, edition.period_from) as year,
      coalesce(edition.illustrative, entry.illustrative, d.illustrative, c.illustrative) as illustrative,
      entry.outcome, coalesce(entry.successors, '{}') as successors, null as work
    from event e join unnest(${Object.keys(names)}::text[], ${Object.values(names)}::text[]) as known (name, what) using (name)
      left join edition on e.subject_kind = 'edition' and edition.id::text = e.subject_id and edition.amends_id is null
        and edition.published_at <= e.at and edition.state = case known.what when 'withdrawn' then 'withdrawn'
          when 'superseded' then 'superseded' when 'amended' then edition.state else 'published' end
        and edition.state in ('published', 'superseded', 'withdrawn')
      left join lateral (${entryOf}) entry on e.subject_kind = 'entry'
      left join document d on e.subject_kind = 'document' and d.id::text = e.subject_id
        and d.state = 'published' and d.published_at <= e.at
      left join consultation c on e.subject_kind = 'consultation' and c.id::text = e.subject_id and c.audience = 'public'
        and c.announced_at <= e.at and case known.what when 'withdrawn' then c.state = 'withdrawn'
          when 'answered' then c.state = 'published' else c.state in ('announced', 'published') end
    where ${about(thing)} and (edition.id is not null or entry.id is not null or d.id is not null or c.id is not null)
    order by e.seq desc limit ${mostEntries}`.execute(db);
  return thing?.kind === 'document'
    ? [...(await replacements(db, thing)), ...rows].slice(0, mostEntries)
    : rows;
}

/** The entry an event is about, while visitors may read it, or that it was taken out. */
const entryOf = sql`
  select entry.id, entry.kind, entry.code, entry.title, entry.title_en, entry.illustrative, edition.code as edition_code,
    (select said.outcome from entry_outcome said where said.entry_id = entry.id and said.public_at is not null
      and said.replaced_at is null) as outcome,
    case when e.name = 'entry.taken_out' then array(
      select t.code from entry_successors(entry.id) as next (id) join entry t on t.id = next.id
      where t.published_at is not null and t.removed_at is null and not t.confidential order by t.code) end as successors
  from entry join edition on edition.id = entry.edition_id
  where e.subject_kind = 'entry' and entry.id::text = e.subject_id and entry.published_at <= e.at and not entry.confidential
    and case when e.name = 'entry.taken_out' then entry.removed_at is not null and edition.state in ('published', 'superseded')
      else ${stillPublic} end`;

/** Which events are of the thing followed; those of an entry are also those of what it was before. */
function about(thing: Followable | null) {
  const subject = (kind: string) =>
    sql`(e.subject_kind = ${kind} and e.subject_id = ${String(thing?.ref ?? 0)})`;
  switch (thing?.kind) {
    case 'entry':
      return sql`(e.subject_kind = 'entry' and e.subject_id in (select id::text from entry_forerunners(${thing.ref}) as back (id)))`;
    case 'edition':
      return subject('edition');
    case 'document':
      return subject('document');
    case 'consultation':
      return subject('consultation');
    case 'series':
      return sql`(e.subject_kind = 'edition' and edition.kind = ${thing.key})`;
    default:
      return sql`true`;
  }
}

async function replacements(db: Querying, { ref }: Followable): Promise<readonly FeedNews[]> {
  const { rows } = await sql<FeedNews>`
    select 'replacement/' || d.id || '/' || citing.id as mark, citing.published_at as at, citing.id, 'replaced' as what,
      'document' as subject, null as catalogue, d.id::text as code, d.title, d.title_en as "titleEn",
      coalesce(citing.number, citing.title) as context, null::int as year, d.illustrative, null as outcome,
      '{}'::text[] as successors, null as work
    from document d join document citing on ${isReplacedBy}
    where d.id = ${ref} and d.state = 'published'
    order by citing.published_at desc, citing.id desc limit ${mostEntries}`.execute(db);
  return rows;
}

/**
 * When that of which there is no news last changed for its readers: itself, or where it is no thing of its own what is public at all;
 * with nothing public, the day the installation began. One statement.
 */
export async function lastChangeOf({ db, clock }: Services, thing: Followable | null): Promise<Date> {
  const of: Partial<Record<FollowKind, RawBuilder<unknown>>> = {
    entry: sql`select from_at as at from entry_version where entry_id = ${thing?.ref ?? 0}`,
    edition: sql`select greatest(published_at, superseded_at, withdrawn_at, reopened_at) as at from edition where id = ${thing?.ref ?? 0}`,
    consultation: sql`select coalesce(published_at, announced_at) as at from consultation where id = ${thing?.ref ?? 0}`,
    document: sql`select published_at as at from document where id = ${thing?.ref ?? 0}`,
    plan: sql`select published_at as at from plan where id = ${thing?.ref ?? 0}`,
    task: sql`select at from task_version where task_id = ${thing?.ref ?? 0}`,
    target: sql`select at from target_version where target_id = ${thing?.ref ?? 0}`,
    agency: sql`select plan.published_at as at from task_agency given join task on task.id = given.task_id
      join plan on plan.id = task.plan_id where given.organisation_id = ${thing?.ref ?? 0}`,
  };
  const everything = sql`select published_at as at from edition where state in ('published', 'superseded')`;
  const { rows } = await sql<{ at: Date | null }>`
    select coalesce((select max(at) from (${(thing && of[thing.kind]) ?? everything}) known),
      (select at from event order by seq limit 1)) as at`.execute(db);
  return rows[0]?.at ?? clock();
}
